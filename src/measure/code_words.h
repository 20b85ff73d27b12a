/* Options of the measures over a table of codes, and their arithmetic in words. */
#ifndef ENT_MEASURE_CODE_WORDS_H
#define ENT_MEASURE_CODE_WORDS_H

#include "measure/code_table.h"

#define ENT_CODE_WEIGHTS_OPTION(initial)                                                                               \
    {                                                                                                                  \
        "weights", "nominal|linear|quadratic", initial,                                                                \
            "what a disagreement of two steps costs: 1, 2 or 4 times that of one"                                      \
    }
#define ENT_CODE_METRIC_OPTION                                                                                         \
    { "metric", "absolute|squared", "absolute", "what a difference of two steps counts: 2 or 4 times that of one" }

/* What the options say: an enum ent_code_weights; 1 for squared. */
int ent_code_weights_asked(const struct ent_request *request);
int ent_code_squared_asked(const struct ent_request *request);

/* The arithmetic with its numbers; `items` names what was counted ("roll calls"). */
char *ent_code_chance_text(struct ent_arena *arena, const struct ent_code_table *table, enum ent_code_weights weights,
                           enum ent_code_chance chance, const char *items);
char *ent_code_s_text(struct ent_arena *arena, const struct ent_code_table *table, bool squared, const char *items);
char *ent_code_tau_b_text(struct ent_arena *arena, const struct ent_code_table *table, const char *items);

#endif
