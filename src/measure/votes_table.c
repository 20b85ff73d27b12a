#include "measure/votes_table.h"

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

struct ent_code_table ent_vote_table_codes(const struct ent_vote_table *table) {
    struct ent_code_table codes = {.codes = ENT_BALLOTS};
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++)
            codes.n[x][y] = table->n[x][y];
    return codes;
}
