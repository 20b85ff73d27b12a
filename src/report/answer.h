/* An answer in words, as JSON and as rows. */
#ifndef ENT_REPORT_ANSWER_H
#define ENT_REPORT_ANSWER_H

#include "report/json.h"
#include "report/table.h"

/* Findings that say the same and differ only in the bound of an era, the form of a gap or the reporter. */
struct ent_finding_group {
    const struct ent_finding *first;
    char choices[256]; /* "since 1954|1957, difference|ratio" */
    size_t count;
};

/* Groups in order of their first finding; *out is the arena's, NULL when memory is out. */
size_t ent_findings_group(struct ent_arena *arena, const struct ent_answer *answer, struct ent_finding_group **out);

/* "1 of 10 specifications holds, 7 fail, 2 cannot see it" */
void ent_answer_summary(struct ent_text *out, const struct ent_answer *answer);

/* The whole answer, from the verdict to the next commands. */
void ent_answer_text(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                     const struct ent_answer *answer);

/* Only the table of findings, without what stands around it. */
void ent_answer_findings(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                         const struct ent_answer *answer);

/* Everything in the answer; today's answer inside it, with as-of. */
void ent_answer_json(struct ent_json *json, const char *key, const struct ent_answer *answer);

/* One row for every finding; `head` writes the row of names. */
void ent_answer_rows_head(struct ent_table *table);
void ent_answer_rows(struct ent_table *table, const struct ent_answer *answer);

#endif
