/* How a date with a precision, or known within bounds, is written. */
#include "claim/function.h"

static void add_day(struct ent_text *out, ent_day day, enum ent_precision precision) {
    char text[16];
    ent_day_print(day, precision, text, sizeof text);
    ent_text_add(out, text);
}

void ent_date_add(struct ent_text *out, const struct ent_value *date) {
    bool begins = date->from != ENT_DAY_EARLY, ends = date->to != ENT_DAY_OPEN;
    if (date->sight == ENT_SIGHT_KNOWN && begins) {
        add_day(out, date->from, date->precision);
        return;
    }
    if (!begins && !ends) {
        ent_text_add(out, "at any time");
        return;
    }
    ent_text_add(out, !begins ? "by " : !ends ? "after " : "between ");
    if (begins)
        add_day(out, ends ? date->from : date->from - 1, date->precision);
    if (begins && ends)
        ent_text_add(out, " and ");
    if (ends)
        add_day(out, date->to - 1, date->precision);
}
