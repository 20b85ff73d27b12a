#include "measure/votes_table.h"

#include <math.h>
#include <string.h>

uint64_t ent_vote_run_bits(size_t word, size_t start, size_t end) {
    uint64_t bits = UINT64_MAX;
    if (start > word * 64)
        bits &= start >= (word + 1) * 64 ? 0 : UINT64_MAX << (start - word * 64);
    if (end < (word + 1) * 64)
        bits &= end <= word * 64 ? 0 : ((uint64_t)1 << (end - word * 64)) - 1;
    return bits;
}

void ent_vote_table_count(const struct ent_ballots *a, const struct ent_ballots *b, const uint64_t *mask, size_t start,
                          size_t end, struct ent_vote_table *out) {
    memset(out, 0, sizeof *out);
    for (size_t word = start / 64; word * 64 < end; word++) {
        uint64_t bits = ent_vote_run_bits(word, start, end) & (mask ? mask[word] : UINT64_MAX);
        for (int x = 0; x < ENT_BALLOTS; x++) {
            uint64_t of_a = a->planes[x][word] & bits;
            for (int y = 0; y < ENT_BALLOTS; y++)
                out->n[x][y] += (uint32_t)__builtin_popcountll(of_a & b->planes[y][word]);
        }
    }
}

long ent_vote_table_total(const struct ent_vote_table *table) {
    long total = 0;
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++)
            total += table->n[x][y];
    return total;
}

static struct ent_vote_value undefined(enum ent_why why) {
    return (struct ent_vote_value){NAN, why, 0};
}

struct ent_vote_value ent_vote_agreement(const struct ent_vote_table *table, bool half) {
    long total = ent_vote_table_total(table), points = 0;
    if (total == 0)
        return undefined(ENT_WHY_EMPTY);
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++)
            points += (x == y ? 2 : half && (x - y == 1 || y - x == 1) ? 1 : 0) * (long)table->n[x][y];
    return (struct ent_vote_value){(double)points / (2 * (double)total), ENT_WHY_FINE, 0};
}

static int64_t cost(enum ent_vote_weights weights, int x, int y) {
    int apart = x > y ? x - y : y - x;
    if (weights == ENT_WEIGHTS_NOMINAL)
        return apart > 0;
    return weights == ENT_WEIGHTS_LINEAR ? apart : apart * apart;
}

static void margins(const struct ent_vote_table *table, int64_t rows[ENT_BALLOTS], int64_t columns[ENT_BALLOTS]) {
    for (int x = 0; x < ENT_BALLOTS; x++)
        rows[x] = columns[x] = 0;
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++) {
            rows[x] += table->n[x][y];
            columns[y] += table->n[x][y];
        }
}

/* Observed cost, and expected cost times the number of roll calls. */
static void costs(const struct ent_vote_table *table, enum ent_vote_weights weights, int64_t *observed,
                  int64_t *expected) {
    int64_t rows[ENT_BALLOTS], columns[ENT_BALLOTS];
    margins(table, rows, columns);
    *observed = *expected = 0;
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++) {
            *observed += cost(weights, x, y) * table->n[x][y];
            *expected += cost(weights, x, y) * rows[x] * columns[y];
        }
}

static bool is_constant(const int64_t margin[ENT_BALLOTS], int64_t total) {
    return margin[0] == total || margin[1] == total || margin[2] == total;
}

struct ent_vote_value ent_vote_kappa(const struct ent_vote_table *table, enum ent_vote_weights weights) {
    int64_t total = ent_vote_table_total(table), observed, expected, rows[ENT_BALLOTS], columns[ENT_BALLOTS];
    if (total == 0)
        return undefined(ENT_WHY_EMPTY);
    costs(table, weights, &observed, &expected);
    if (expected == 0)
        return undefined(ENT_WHY_ZERO_DENOM);
    margins(table, rows, columns);
    unsigned notes = (is_constant(rows, total) ? ENT_NOTE_CONSTANT_A : 0u) |
                     (is_constant(columns, total) ? ENT_NOTE_CONSTANT_B : 0u);
    return (struct ent_vote_value){(double)(expected - total * observed) / (double)expected, ENT_WHY_FINE, notes};
}

void ent_vote_kappa_parts(const struct ent_vote_table *table, enum ent_vote_weights weights, double *observed,
                          double *expected) {
    int64_t seen, by_chance;
    double total = (double)ent_vote_table_total(table), most = (double)cost(weights, 0, 2);
    costs(table, weights, &seen, &by_chance);
    *observed = (double)seen / (total * most);
    *expected = (double)by_chance / (total * total * most);
}

struct ent_vote_value ent_vote_opposite(const struct ent_vote_table *table) {
    long total = ent_vote_table_total(table);
    if (total == 0)
        return undefined(ENT_WHY_EMPTY);
    return (struct ent_vote_value){(double)(table->n[0][2] + table->n[2][0]) / (double)total, ENT_WHY_FINE, 0};
}
