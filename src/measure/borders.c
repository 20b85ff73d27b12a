/* Borders: a source can give a year before a break twice, for the borders of then and for those of today. The two are
 * never mixed in one series, for the step between them would be no change of anything. */
#include <string.h>

#include "measure/support.h"

static int last_present_year(const struct ent_facts *facts) {
    int last = 0;
    for (size_t i = 0; i < facts->count; i++) {
        int year = ent_day_year(facts->items[i].from);
        if (facts->items[i].present_borders && year > last)
            last = year;
    }
    return last;
}

bool ent_facts_both_borders(const struct ent_facts *facts) {
    int last = last_present_year(facts);
    for (size_t i = 0; i < facts->count; i++)
        if (!facts->items[i].present_borders && ent_day_year(facts->items[i].from) <= last)
            return true;
    return false;
}

void ent_facts_keep_borders(struct ent_facts *facts, const char *borders) {
    if (!ent_facts_both_borders(facts))
        return;
    bool present = borders && strcmp(borders, "present") == 0;
    int last = last_present_year(facts);
    size_t kept = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        if (fact->present_borders == present || ent_day_year(fact->from) > last)
            facts->items[kept++] = *fact;
    }
    facts->count = kept;
}
