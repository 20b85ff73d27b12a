/* Two rows of figures side by side, and the indices of likeness that are defined for figures. Kappa and pi with nominal
 * or linear weights are for categories and not here; with quadratic weights they are functions of sums alone (Haege
 * 2011, after Lin 1989). */
#ifndef ENT_MEASURE_VALUE_PAIRS_H
#define ENT_MEASURE_VALUE_PAIRS_H

#include "measure/code_table.h"

struct ent_value_pairs {
    size_t count;
    const double *x, *y;         /* 0 to 1 */
    const uint16_t *of_x, *of_y; /* place of each among the different values of its row, below `places` */
    size_t places;
    uint32_t *work; /* 3 (places + 1) + 2 count */
};

/* Memory for pairs of up to `columns` columns. */
struct ent_value_room {
    double *x, *y;
    uint16_t *of_x, *of_y;
    uint32_t *work;
};

/* Room of an arena; false when memory is out. */
bool ent_value_room_make(struct ent_arena *arena, size_t columns, struct ent_value_room *out);

/* Signorino and Ritter's S with 1 as the largest difference of a column. EMPTY without a column. */
struct ent_code_value ent_values_s(const struct ent_value_pairs *pairs, bool squared);

/* 1 - sum of (x - y)^2 over what chance gives: with each one's own values, or with values from the mix of both.
 * ZERO_DENOM: both are the same constant. */
struct ent_code_value ent_values_beyond_chance(const struct ent_value_pairs *pairs, enum ent_code_chance chance);

/* Kendall's tau-b. CONSTANT: one of them has no spread. Complexity: count times the logarithm of places. */
struct ent_code_value ent_values_tau_b(const struct ent_value_pairs *pairs);

/* The arithmetic with its numbers; `items` names what was compared ("states"). */
char *ent_values_chance_text(struct ent_arena *arena, const struct ent_value_pairs *pairs, enum ent_code_chance chance,
                             const char *items);
char *ent_values_tau_b_text(struct ent_arena *arena, const struct ent_value_pairs *pairs, const char *items);

#endif
