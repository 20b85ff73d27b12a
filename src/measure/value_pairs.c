#include "measure/value_pairs.h"

#include <math.h>
#include <string.h>

#include "measure/sum.h"

bool ent_value_room_make(struct ent_arena *arena, size_t columns, struct ent_value_room *out) {
    *out = (struct ent_value_room){.x = ent_arena_alloc(arena, columns + 1, sizeof *out->x),
                                   .y = ent_arena_alloc(arena, columns + 1, sizeof *out->y),
                                   .of_x = ent_arena_alloc(arena, columns + 1, sizeof *out->of_x),
                                   .of_y = ent_arena_alloc(arena, columns + 1, sizeof *out->of_y),
                                   .work = ent_arena_alloc(arena, 5 * columns + 8, sizeof *out->work)};
    return out->x && out->y && out->of_x && out->of_y && out->work;
}

static struct ent_code_value undefined(enum ent_why why, unsigned notes) {
    return (struct ent_code_value){(double)NAN, why, notes};
}

struct ent_code_value ent_values_s(const struct ent_value_pairs *pairs, bool squared) {
    struct ent_sum distance = {0, 0};
    if (pairs->count == 0)
        return undefined(ENT_WHY_EMPTY, 0);
    for (size_t i = 0; i < pairs->count; i++) {
        double apart = fabs(pairs->x[i] - pairs->y[i]);
        ent_sum_add(&distance, squared ? apart * apart : apart);
    }
    return (struct ent_code_value){1 - 2 * ent_sum_value(&distance) / (double)pairs->count, ENT_WHY_FINE, 0};
}

static double mean(const double *values, size_t count) {
    struct ent_sum sum = {0, 0};
    for (size_t i = 0; i < count; i++)
        ent_sum_add(&sum, values[i]);
    return ent_sum_value(&sum) / (double)count;
}

static double squares_around(const double *values, size_t count, double centre) {
    struct ent_sum sum = {0, 0};
    for (size_t i = 0; i < count; i++)
        ent_sum_add(&sum, (values[i] - centre) * (values[i] - centre));
    return ent_sum_value(&sum);
}

/* Around their means, so that rows of nearly equal figures keep their digits: sum x^2 + sum y^2 - 2 sum x sum y / n is
 * S_xx + S_yy + n (mean x - mean y)^2, and with the mix of both half of the last term. The two parts are the observed
 * and the expected squared distance. */
static void chance_parts(const struct ent_value_pairs *pairs, enum ent_code_chance chance, double *observed,
                         double *expected) {
    struct ent_sum distance = {0, 0};
    double of_x = mean(pairs->x, pairs->count), of_y = mean(pairs->y, pairs->count);
    double apart = (of_x - of_y) * (of_x - of_y) * (double)pairs->count;
    for (size_t i = 0; i < pairs->count; i++)
        ent_sum_add(&distance, (pairs->x[i] - pairs->y[i]) * (pairs->x[i] - pairs->y[i]));
    *observed = ent_sum_value(&distance);
    *expected = squares_around(pairs->x, pairs->count, of_x) + squares_around(pairs->y, pairs->count, of_y) +
                (chance == ENT_CHANCE_OWN ? apart : apart / 2);
}

static bool is_constant(const double *values, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (values[i] != values[0])
            return false;
    return true;
}

static unsigned constants(const struct ent_value_pairs *pairs) {
    return (is_constant(pairs->x, pairs->count) ? ENT_NOTE_CONSTANT_A : 0u) |
           (is_constant(pairs->y, pairs->count) ? ENT_NOTE_CONSTANT_B : 0u);
}

struct ent_code_value ent_values_beyond_chance(const struct ent_value_pairs *pairs, enum ent_code_chance chance) {
    double observed, expected;
    if (pairs->count == 0)
        return undefined(ENT_WHY_EMPTY, 0);
    unsigned notes = constants(pairs);
    if (notes == (ENT_NOTE_CONSTANT_A | ENT_NOTE_CONSTANT_B) && pairs->x[0] == pairs->y[0])
        return undefined(ENT_WHY_ZERO_DENOM, notes);
    chance_parts(pairs, chance, &observed, &expected);
    if (!(expected > 0)) /* differences too small for a double's square */
        return undefined(ENT_WHY_ZERO_DENOM, notes);
    return (struct ent_code_value){1 - observed / expected, ENT_WHY_FINE, notes};
}

/* Indices of the pairs in order of x's places: a counting sort. starts has places + 1 entries. */
static void sort_by_x(const struct ent_value_pairs *pairs, uint32_t *starts, uint32_t *sorted) {
    memset(starts, 0, (pairs->places + 1) * sizeof *starts);
    for (size_t i = 0; i < pairs->count; i++)
        starts[pairs->of_x[i] + 1]++;
    for (size_t place = 0; place < pairs->places; place++)
        starts[place + 1] += starts[place];
    for (size_t i = 0; i < pairs->count; i++)
        sorted[starts[pairs->of_x[i]]++] = (uint32_t)i;
}

/* How many y's below `place` were put into the tree of partial sums (Fenwick 1994). */
static int64_t below(const uint32_t *tree, size_t place) {
    int64_t sum = 0;
    for (size_t i = place; i > 0; i &= i - 1)
        sum += tree[i];
    return sum;
}

static void put(uint32_t *tree, size_t places, size_t place) {
    for (size_t i = place + 1; i <= places; i += i & (~i + 1))
        tree[i]++;
}

static int64_t pairs_of(int64_t count) {
    return count * (count - 1) / 2;
}

/* In order of x, those of equal x together: each is compared with all that have a smaller x. */
static void orders(const struct ent_value_pairs *pairs, int64_t *concordant, int64_t *discordant, int64_t *untied_x,
                   int64_t *untied_y) {
    size_t places = pairs->places, count = pairs->count;
    uint32_t *starts = pairs->work, *tree = starts + places + 1, *ties = tree + places + 1;
    uint32_t *sorted = ties + places + 1;
    sort_by_x(pairs, starts, sorted);
    memset(tree, 0, 2 * (places + 1) * sizeof *tree);
    *concordant = *discordant = 0;
    *untied_x = *untied_y = pairs_of((int64_t)count);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && pairs->of_x[sorted[end]] == pairs->of_x[sorted[first]]; end++) {
            size_t place = pairs->of_y[sorted[end]];
            *concordant += below(tree, place);
            *discordant += (int64_t)first - below(tree, place + 1);
        }
        for (size_t i = first; i < end; i++) {
            put(tree, places, pairs->of_y[sorted[i]]);
            ties[pairs->of_y[sorted[i]]]++;
        }
        *untied_x -= pairs_of((int64_t)(end - first));
    }
    for (size_t place = 0; place < places; place++)
        *untied_y -= pairs_of((int64_t)ties[place]);
}

struct ent_code_value ent_values_tau_b(const struct ent_value_pairs *pairs) {
    int64_t concordant, discordant, untied_x, untied_y;
    if (pairs->count == 0)
        return undefined(ENT_WHY_EMPTY, 0);
    orders(pairs, &concordant, &discordant, &untied_x, &untied_y);
    if (untied_x == 0 || untied_y == 0)
        return undefined(ENT_WHY_CONSTANT,
                         (untied_x ? 0u : ENT_NOTE_CONSTANT_A) | (untied_y ? 0u : ENT_NOTE_CONSTANT_B));
    return (struct ent_code_value){(double)(concordant - discordant) / sqrt((double)untied_x * (double)untied_y),
                                   ENT_WHY_FINE, 0};
}

char *ent_values_chance_text(struct ent_arena *arena, const struct ent_value_pairs *pairs, enum ent_code_chance chance,
                             const char *items) {
    double observed, expected;
    chance_parts(pairs, chance, &observed, &expected);
    return ent_arena_format(arena, "1 - %.10g / %.10g: squared distance observed and by chance, %zu %s", observed,
                            expected, pairs->count, items);
}

char *ent_values_tau_b_text(struct ent_arena *arena, const struct ent_value_pairs *pairs, const char *items) {
    int64_t concordant, discordant, untied_x, untied_y;
    orders(pairs, &concordant, &discordant, &untied_x, &untied_y);
    return ent_arena_format(arena,
                            "(%ld - %ld) / sqrt(%ld x %ld): pairs ordered alike, the other way round, not tied; %zu %s",
                            (long)concordant, (long)discordant, (long)untied_x, (long)untied_y, pairs->count, items);
}
