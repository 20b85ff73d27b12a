/* Numbers and years as people read them. */
#ifndef ENT_BASE_FIGURE_H
#define ENT_BASE_FIGURE_H

#include <stdbool.h>

#include "base/text.h"

/* Four significant digits and a word of scale: ".8663", "7.820", "383.4 billion", "12", "-" for a missing number. */
void ent_figure_add(struct ent_text *out, double value);

/* A run of years: "1957", "1950–57", "1996–2006". */
void ent_years_add(struct ent_text *out, int first, int last);

/* "1st", "2nd", "12th" */
void ent_ordinal_add(struct ent_text *out, int number);

#endif
