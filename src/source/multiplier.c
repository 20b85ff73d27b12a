#include "source/multiplier.h"

#include <stddef.h>
#include <string.h>

const char *ent_unit_whole(const char *unit, double *factor) {
    static const struct {
        const char *word;
        double factor;
    } known[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};
    *factor = 1;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].word);
        if (strncmp(unit, known[i].word, length) != 0 || (unit[length] && unit[length] != ' '))
            continue;
        *factor = known[i].factor;
        return unit + length + (unit[length] == ' ');
    }
    return unit;
}
