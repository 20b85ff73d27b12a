/* A specification curve in words, as JSON and as rows. */
#ifndef ENT_REPORT_CURVE_H
#define ENT_REPORT_CURVE_H

#include "question/curve.h"
#include "report/json.h"
#include "report/table.h"

/* One line a specification with a dot at its place, then what moves it, the joint null and what was left out. */
void ent_curve_text(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                    const struct ent_curve *curve);

/* Everything: lines with their choices, contrasts, shares, flips, null, what was left out. */
void ent_curve_json(struct ent_json *json, const char *key, const struct ent_curve *curve);

/* A row of names, then one row for each specification. */
void ent_curve_rows(struct ent_table *table, const struct ent_curve *curve);

#endif
