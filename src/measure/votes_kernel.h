/* The arithmetic of all pairs of states at once: nine counts of 64 pairs, the indices of 64 tables, and resampled
 * tables, each in a version for what the processor has. All versions count in integers and give the same numbers: those
 * of votes_table.h and code_table.h.
 *
 * Why nine counts: with absences as a fourth code a pair has a table of sixteen cells, of which each state's own totals
 * fix seven. Nine are left, so nine population counts are the fewest from which every index can be had. */
#ifndef ENT_MEASURE_VOTES_KERNEL_H
#define ENT_MEASURE_VOTES_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A tile holds the ballots of eight states in `words` times 64 roll calls:
 * tile[(word * 3 + ballot) * 8 + place of the state], so that a vector register takes one word of all eight. */
enum { ENT_TILE = 8, ENT_BLOCK = ENT_TILE * ENT_TILE, ENT_TABLE_CELLS = 9 };

/* 64 tables side by side: n[3 * ballot of a + ballot of b][which table]. */
struct ent_vote_block {
    int32_t n[ENT_TABLE_CELLS][ENT_BLOCK];
};

enum ent_vote_kind {
    ENT_VOTE_AGREEMENT, /* variant: 1 half credit, 0 strict */
    ENT_VOTE_OPPOSITE,  /* variant: none */
    ENT_VOTE_KAPPA,     /* variant: enum ent_code_weights */
    ENT_VOTE_PI,        /* variant: enum ent_code_weights */
    ENT_VOTE_S,         /* variant: 1 squared, 0 absolute */
    ENT_VOTE_TAU_B      /* variant: none */
};

/* An index to be made of each table. */
struct ent_vote_asked {
    enum ent_vote_kind kind;
    int variant;
};

enum { ENT_VOTE_ASKED = 8 }; /* indices at once */

/* Multiplicities of roll calls in replicates, as binary digits: replicate r has digits[r] of them, and digit d of the
 * 64 roll calls of a word is bits[(r * most + d) * words + word]. */
struct ent_vote_digits {
    const uint64_t *bits;
    const unsigned char *digits;
    size_t most, words;
};

struct ent_vote_kernels {
    const char *name; /* "avx512", "popcnt", "plain" */

    /* Tables of the 64 pairs of two tiles: pair 8 * place in a + place in b. */
    void (*count)(const uint64_t *a, const uint64_t *b, size_t words, struct ent_vote_block *out);

    /* Indices of each table: values[k][table] of asked[k]; NaN where undefined or where the table counts fewer than
     * `minimum` roll calls. support[table], unless NULL: how many it counts. */
    void (*indices)(const struct ent_vote_block *tables, const struct ent_vote_asked *asked, size_t asked_count,
                    int32_t minimum, double *const *values, int32_t *support);

    /* Tables of one state, `place` of tile a, with the eight of tile b in replicates first to first + 7: table
     * 8 * (replicate - first) + place in b. `scratch` is that of draw_open for the same three. */
    void (*draw)(const uint64_t *scratch, const struct ent_vote_digits *digits, size_t first,
                 struct ent_vote_block *out);
};

/* Which roll calls make each cell, for draw: scratch has 72 * words. */
void ent_vote_draw_open(const uint64_t *a, size_t place, const uint64_t *b, size_t words, uint64_t *scratch);

/* The fastest version that this processor has; and each in turn, NULL where it has not (0 is plain). */
const struct ent_vote_kernels *ent_vote_kernels_best(void);
enum { ENT_VOTE_KERNELS = 3 };
const struct ent_vote_kernels *ent_vote_kernels_at(int which);

#endif
