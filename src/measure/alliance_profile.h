/* Portfolios of alliance obligations: what each of two states owes to every state of the system in a year, side by
 * side. The measures over them differ in the index alone. */
#ifndef ENT_MEASURE_ALLIANCE_PROFILE_H
#define ENT_MEASURE_ALLIANCE_PROFILE_H

#include "measure/code_words.h"
#include "measure/strand.h"

/* An index over the table of a year; the rule of the measure. */
struct ent_alliance_index {
    int (*variant)(const struct ent_request *request);
    struct ent_code_value (*value)(const struct ent_code_table *table, int variant);
    char *(*formula)(struct ent_arena *arena, const struct ent_code_table *table, int variant);
};

/* The options of every measure over portfolios, to be written among its own. */
#define ENT_ALLIANCE_OPTIONS                                                                                           \
    {"coding", "valued|binary", "valued",                                                                              \
     "valued: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 none; binary: any of them or "   \
     "none"},                                                                                                          \
    {                                                                                                                  \
        "columns", "others|all", "others",                                                                             \
            "others: what both owe to third states; all: and to themselves (the highest code) and to each other, the " \
            "preset fpsim"                                                                                             \
    }

/* The functions of every such measure. With weighted=capability the value is S over weighted columns, whatever the
 * index: only measures of S have the option. */
int ent_alliance_profile_compute(struct ent_context *context, const struct ent_request *request,
                                 struct ent_series **out, struct ent_error *error);
int ent_alliance_profile_trace(struct ent_context *context, const struct ent_request *request, int year,
                               struct ent_trace *out, struct ent_error *error);

/* Bits of the strand's types that are an obligation of exactly this code, 1 to 3 (alliance.c). */
uint32_t ent_alliance_bits(const struct ent_strand *strand, int code);

#endif
