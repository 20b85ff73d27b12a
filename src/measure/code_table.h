/* One contingency table, all indices of similarity (METHODS §1): how often the one has code x and the other code y,
 * over roll calls (3 codes) or over states to which both owe something (4 codes). Every index is a function of the
 * counts alone and sums integers, so a value does not depend on order, threads or compiler. */
#ifndef ENT_MEASURE_CODE_TABLE_H
#define ENT_MEASURE_CODE_TABLE_H

#include "measure/measure.h"

enum { ENT_CODES = 4 };

struct ent_code_table {
    int codes;                        /* 2 to ENT_CODES: a code is 0 to codes - 1 */
    uint32_t n[ENT_CODES][ENT_CODES]; /* n[code of a][code of b]; 0 beyond `codes` */
};

struct ent_code_value {
    double value; /* NaN when why is not fine */
    enum ent_why why;
    unsigned notes;
};

/* What a disagreement of d steps costs: 1, d or d squared. */
enum ent_code_weights { ENT_WEIGHTS_NOMINAL, ENT_WEIGHTS_LINEAR, ENT_WEIGHTS_QUADRATIC };

int64_t ent_code_total(const struct ent_code_table *table);

/* Sum of the costs of all disagreements. */
int64_t ent_code_disagreement(const struct ent_code_table *table, enum ent_code_weights weights);

/* Share of the same code. `half` gives half the credit to codes one step apart. */
struct ent_code_value ent_code_agreement(const struct ent_code_table *table, bool half);

/* Share of one end of the scale against the other: yes against no. */
struct ent_code_value ent_code_opposite(const struct ent_code_table *table);

/* Signorino and Ritter's S: 1 minus twice the distance as a share of the largest that the scale allows. */
struct ent_code_value ent_code_s(const struct ent_code_table *table, bool squared);

/* Agreement beyond chance: Cohen's kappa takes chance from each one's own mix of codes, Scott's pi from their mean. */
enum ent_code_chance { ENT_CHANCE_OWN, ENT_CHANCE_POOLED };
struct ent_code_value ent_code_kappa(const struct ent_code_table *table, enum ent_code_weights weights);
struct ent_code_value ent_code_pi(const struct ent_code_table *table, enum ent_code_weights weights);

/* The two parts of kappa or pi: observed and expected disagreement, both as shares of the largest cost. */
void ent_code_chance_parts(const struct ent_code_table *table, enum ent_code_weights weights,
                           enum ent_code_chance chance, double *observed, double *expected);

/* Kendall's tau-b. */
struct ent_code_value ent_code_tau_b(const struct ent_code_table *table);

/* Its counts: pairs of items in the same order, in opposite order. */
void ent_code_orders(const struct ent_code_table *table, int64_t *concordant, int64_t *discordant);

#endif
