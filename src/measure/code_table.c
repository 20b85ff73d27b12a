#include "measure/code_table.h"

#include <math.h>

static struct ent_code_value undefined(enum ent_why why, unsigned notes) {
    return (struct ent_code_value){(double)NAN, why, notes};
}

static struct ent_code_value share(int64_t part, int64_t whole) {
    if (whole == 0)
        return undefined(ENT_WHY_EMPTY, 0);
    return (struct ent_code_value){(double)part / (double)whole, ENT_WHY_FINE, 0};
}

static int64_t cost(enum ent_code_weights weights, int x, int y) {
    int apart = x > y ? x - y : y - x;
    if (weights == ENT_WEIGHTS_NOMINAL)
        return apart > 0;
    return weights == ENT_WEIGHTS_LINEAR ? apart : apart * apart;
}

int64_t ent_code_total(const struct ent_code_table *table) {
    int64_t total = 0;
    for (int x = 0; x < table->codes; x++)
        for (int y = 0; y < table->codes; y++)
            total += table->n[x][y];
    return total;
}

int64_t ent_code_disagreement(const struct ent_code_table *table, enum ent_code_weights weights) {
    int64_t sum = 0;
    for (int x = 0; x < table->codes; x++)
        for (int y = 0; y < table->codes; y++)
            sum += cost(weights, x, y) * table->n[x][y];
    return sum;
}

struct ent_code_value ent_code_agreement(const struct ent_code_table *table, bool half) {
    int64_t points = 0;
    for (int x = 0; x < table->codes; x++)
        for (int y = 0; y < table->codes; y++)
            points += (x == y ? 2 : half && (x - y == 1 || y - x == 1) ? 1 : 0) * (int64_t)table->n[x][y];
    return share(points, 2 * ent_code_total(table));
}

struct ent_code_value ent_code_opposite(const struct ent_code_table *table) {
    int end = table->codes - 1;
    return share((int64_t)table->n[0][end] + table->n[end][0], ent_code_total(table));
}

struct ent_code_value ent_code_s(const struct ent_code_table *table, bool squared) {
    enum ent_code_weights weights = squared ? ENT_WEIGHTS_QUADRATIC : ENT_WEIGHTS_LINEAR;
    int64_t worst = ent_code_total(table) * cost(weights, 0, table->codes - 1);
    return share(worst - 2 * ent_code_disagreement(table, weights), worst);
}

/* How often each has each code. */
struct margins {
    int64_t a[ENT_CODES], b[ENT_CODES];
    int64_t total;
    unsigned notes; /* whose codes are all the same */
};

static struct margins margins_of(const struct ent_code_table *table) {
    struct margins margins = {.total = ent_code_total(table)};
    for (int x = 0; x < table->codes; x++)
        for (int y = 0; y < table->codes; y++) {
            margins.a[x] += table->n[x][y];
            margins.b[y] += table->n[x][y];
        }
    for (int x = 0; x < table->codes; x++) {
        margins.notes |= margins.a[x] == margins.total ? ENT_NOTE_CONSTANT_A : 0u;
        margins.notes |= margins.b[x] == margins.total ? ENT_NOTE_CONSTANT_B : 0u;
    }
    return margins;
}

/* Expected cost by chance times n squared (own mixes) or 4 n squared (their mean), so that it stays an integer. */
static int64_t chance_cost(const struct ent_code_table *table, const struct margins *margins,
                           enum ent_code_weights weights, enum ent_code_chance chance) {
    int64_t sum = 0;
    for (int x = 0; x < table->codes; x++)
        for (int y = 0; y < table->codes; y++)
            sum += cost(weights, x, y) * (chance == ENT_CHANCE_OWN
                                              ? margins->a[x] * margins->b[y]
                                              : (margins->a[x] + margins->b[x]) * (margins->a[y] + margins->b[y]));
    return sum;
}

static struct ent_code_value beyond_chance(const struct ent_code_table *table, enum ent_code_weights weights,
                                           enum ent_code_chance chance) {
    struct margins margins = margins_of(table);
    if (margins.total == 0)
        return undefined(ENT_WHY_EMPTY, 0);
    int64_t expected = chance_cost(table, &margins, weights, chance);
    if (expected == 0)
        return undefined(ENT_WHY_ZERO_DENOM, margins.notes);
    int64_t observed = (chance == ENT_CHANCE_OWN ? 1 : 4) * margins.total * ent_code_disagreement(table, weights);
    return (struct ent_code_value){(double)(expected - observed) / (double)expected, ENT_WHY_FINE, margins.notes};
}

struct ent_code_value ent_code_kappa(const struct ent_code_table *table, enum ent_code_weights weights) {
    return beyond_chance(table, weights, ENT_CHANCE_OWN);
}

struct ent_code_value ent_code_pi(const struct ent_code_table *table, enum ent_code_weights weights) {
    return beyond_chance(table, weights, ENT_CHANCE_POOLED);
}

void ent_code_chance_parts(const struct ent_code_table *table, enum ent_code_weights weights,
                           enum ent_code_chance chance, double *observed, double *expected) {
    struct margins margins = margins_of(table);
    double total = (double)margins.total, most = (double)cost(weights, 0, table->codes - 1);
    double scale = chance == ENT_CHANCE_OWN ? 1 : 4;
    *observed = (double)ent_code_disagreement(table, weights) / (total * most);
    *expected = (double)chance_cost(table, &margins, weights, chance) / (scale * total * total * most);
}

void ent_code_orders(const struct ent_code_table *table, int64_t *concordant, int64_t *discordant) {
    *concordant = *discordant = 0;
    for (int a = 0; a < table->codes; a++)
        for (int b = 0; b < table->codes; b++)
            for (int c = a + 1; c < table->codes; c++)
                for (int d = 0; d < table->codes; d++) {
                    int64_t pairs = (int64_t)table->n[a][b] * table->n[c][d];
                    *concordant += d > b ? pairs : 0;
                    *discordant += d < b ? pairs : 0;
                }
}

/* Pairs of items to which one gives different codes. */
static int64_t untied(const int64_t margin[ENT_CODES], int64_t total) {
    int64_t tied = 0;
    for (int x = 0; x < ENT_CODES; x++)
        tied += margin[x] * margin[x];
    return (total * total - tied) / 2;
}

struct ent_code_value ent_code_tau_b(const struct ent_code_table *table) {
    struct margins margins = margins_of(table);
    int64_t concordant, discordant;
    if (margins.total == 0)
        return undefined(ENT_WHY_EMPTY, 0);
    if (margins.notes)
        return undefined(ENT_WHY_CONSTANT, margins.notes);
    ent_code_orders(table, &concordant, &discordant);
    double pairs = sqrt((double)untied(margins.a, margins.total) * (double)untied(margins.b, margins.total));
    return (struct ent_code_value){(double)(concordant - discordant) / pairs, ENT_WHY_FINE, 0};
}
