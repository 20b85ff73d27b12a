/* The ledger in words, as JSON and as rows. */
#ifndef ENT_REPORT_LEDGER_H
#define ENT_REPORT_LEDGER_H

#include "claim/ledger.h"
#include "report/answer.h"

/* One entry: when it is due and what became of it, who said it, its claim, and the findings that score it. */
void ent_ledger_text(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                     const struct ent_states *states, const struct ent_ledger_line *line);

/* "3 forecasts: 1 scored (1 FAILS), 1 due and not covered yet, 1 not due; 9 opinions" */
void ent_ledger_tally(struct ent_text *out, const struct ent_ledger_line *const *lines, size_t count);

void ent_ledger_json(struct ent_json *json, const struct ent_states *states, const struct ent_ledger_line *line);

/* One row for every entry; `head` writes the row of names. */
void ent_ledger_rows_head(struct ent_table *table);
void ent_ledger_row(struct ent_table *table, const struct ent_states *states, const struct ent_ledger_line *line);

#endif
