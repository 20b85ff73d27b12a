#include "base/figure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void add_scaled(struct ent_text *out, double value) {
    char number[40];
    double size = fabs(value);
    if (value == floor(value) && size < 10000)
        snprintf(number, sizeof number, "%.0f", value);
    else if (size >= 1000)
        snprintf(number, sizeof number, "%.0f", value);
    else if (size >= 1)
        snprintf(number, sizeof number, "%.*f", size >= 100 ? 1 : size >= 10 ? 2 : 3, value);
    else if (size >= 0.001)
        snprintf(number, sizeof number, "%.4f", value);
    else
        snprintf(number, sizeof number, "%.3g", value);
    /* a share reads better without its zero: .866 */
    const char *sign = number[0] == '-' ? "-" : "";
    const char *digits = number + strlen(sign);
    ent_text_format(out, "%s%s", sign, digits[0] == '0' && digits[1] == '.' ? digits + 1 : digits);
}

void ent_figure_add(struct ent_text *out, double value) {
    static const struct {
        double size;
        const char *word;
    } scales[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}};
    if (isnan(value)) {
        ent_text_add(out, "-");
        return;
    }
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
        if (fabs(value) >= scales[i].size) {
            add_scaled(out, value / scales[i].size);
            ent_text_add(out, scales[i].word);
            return;
        }
    add_scaled(out, value);
}

void ent_years_add(struct ent_text *out, int first, int last) {
    if (first == last)
        ent_text_format(out, "%d", first);
    else if (first / 100 == last / 100)
        ent_text_format(out, "%d–%02d", first, last % 100);
    else
        ent_text_format(out, "%d–%d", first, last);
}

void ent_ordinal_add(struct ent_text *out, int number) {
    int tens = number / 10 % 10, ones = number % 10;
    const char *ending = tens == 1 ? "th" : ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";
    ent_text_format(out, "%d%s", number, ending);
}
