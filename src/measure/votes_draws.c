/* The draws of a point are kept: every pair and index asks for them again. Complexity: replicates times clusters to draw,
 * and replicates times roll calls times digits, four at a step, to write. */
#include "measure/votes_draws.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"

/* The draws of one point, newest first. */
struct ent_vote_draws {
    const struct ent_vote_record *record;
    bool sessions;
    int year, window, replicates;
    uint64_t seed;
    struct ent_vote_drawn drawn;
    struct ent_vote_draws *next;
};

/* A year or session of a point. times[replicate * size + i]: how often the i-th roll call from `start` on counts. */
struct unit {
    size_t start, size;
    uint16_t *times;
};

enum { UNITS = 16 }; /* years of a window, at most */

struct units {
    struct unit items[UNITS];
    size_t count;
};

/* How many clusters a unit has, and which cluster each roll call is in: -1 for those that are in none. */
static uint32_t clusters_of(const struct ent_vote_choice *choice, int year, const int **cluster) {
    const struct ent_vote_record *record = choice->record;
    *cluster = choice->sessions ? record->sessions->cluster : record->cluster;
    return (uint32_t)(choice->sessions ? record->sessions->items[year - record->sessions->first_year].clusters
                                       : record->cluster_count[year - record->votes->first_year]);
}

/* The cluster of each roll call of a run; those that are no members are in the one after the last, which nobody draws. */
static void place_roll_calls(const struct ent_vote_run *run, const int *cluster, uint32_t clusters, uint32_t *out) {
    for (size_t position = run->start; position < run->end; position++)
        out[position - run->start] = ent_vote_run_has(run, position) ? (uint32_t)cluster[position] : clusters;
}

static int draw(const struct ent_vote_choice *choice, const struct ent_vote_run *run, int year, int replicates,
                uint64_t seed, struct unit *out, struct ent_error *error) {
    const int *cluster;
    uint32_t clusters = clusters_of(choice, year, &cluster);
    *out = (struct unit){.start = run->start, .size = run->end - run->start};
    out->times = calloc(out->size * (size_t)replicates + 1, sizeof *out->times);
    uint16_t *of_cluster = malloc((clusters + 1) * sizeof *of_cluster);
    uint32_t *place = malloc((out->size + 1) * sizeof *place);
    bool failed = !of_cluster || !out->times || !place;
    if (!failed)
        place_roll_calls(run, cluster, clusters, place);
    for (int replicate = 0; !failed && replicate < replicates; replicate++) {
        struct ent_random random;
        uint16_t *restrict times = out->times + (size_t)replicate * out->size;
        ent_random_seed(&random, seed, (uint64_t)year, (uint64_t)replicate);
        memset(of_cluster, 0, (clusters + 1) * sizeof *of_cluster);
        for (uint32_t i = 0; i < clusters; i++)
            of_cluster[ent_random_below(&random, clusters)]++;
        for (size_t i = 0; i < out->size; i++)
            times[i] = of_cluster[place[i]];
    }
    free(of_cluster);
    free(place);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

/* The years of a window, drawn one by one: windows that overlap share what they have in common. */
static int draw_units(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                      uint64_t seed, struct units *out, struct ent_error *error) {
    struct ent_vote_choice alone = *choice;
    alone.window = 1;
    ENT_TRY(ent_vote_record_clusters(context, choice->record, error));
    for (int back = 0; back < choice->window && out->count < UNITS; back++) {
        struct ent_vote_run run = ent_vote_choice_run(&alone, year - back);
        if (run.end > run.start)
            ENT_TRY(draw(choice, &run, year - back, replicates, seed, &out->items[out->count++], error));
    }
    return ENT_OK;
}

static unsigned char digits_of(uint16_t most) {
    unsigned char digits = 0;
    for (; most; most >>= 1)
        digits++;
    return digits;
}

static void count_digits(const struct units *units, int replicates, unsigned char *counts, struct ent_vote_drawn *out) {
    for (int replicate = 0; replicate < replicates; replicate++) {
        uint16_t any = 0;
        for (size_t unit = 0; unit < units->count; unit++) {
            const uint16_t *times = units->items[unit].times + (size_t)replicate * units->items[unit].size;
            for (size_t i = 0; i < units->items[unit].size; i++)
                any |= times[i];
        }
        counts[replicate] = digits_of(any);
        if (counts[replicate] > out->digits.most)
            out->digits.most = counts[replicate];
    }
}

/* Bit `digit` of four numbers side by side: each lies 16 bits from the next, and the product brings them together without a
 * carry. */
static uint64_t four_bits(const uint16_t *times, size_t digit) {
    uint64_t four = (uint64_t)times[0] | (uint64_t)times[1] << 16 | (uint64_t)times[2] << 32 | (uint64_t)times[3] << 48;
    four = four >> digit & 0x0001000100010001u;
    return four * (1ull << 48 | 1ull << 33 | 1ull << 18 | 1ull << 3) >> 48 & 15;
}

/* One digit of `size` numbers from bit `at` of `row` on. */
static void write_digit(const uint16_t *times, size_t size, size_t digit, size_t at, uint64_t *row) {
    for (size_t i = 0; i < size;) {
        size_t shift = (at + i) % 64, room = 64 - shift, end = size - i < room ? size : i + room;
        uint64_t *word = &row[(at + i) / 64], bits = 0;
        for (; i + 4 <= end; i += 4, shift += 4)
            bits |= four_bits(times + i, digit) << shift;
        for (; i < end; i++, shift++)
            bits |= (uint64_t)(times[i] >> digit & 1) << shift;
        *word |= bits;
    }
}

/* `start` is that of the point's run. */
static void write_digits(const struct unit *unit, int replicates, size_t start, const unsigned char *counts,
                         const struct ent_vote_drawn *drawn, uint64_t *bits) {
    size_t words = drawn->digits.words;
    for (int replicate = 0; replicate < replicates; replicate++)
        for (size_t digit = 0; digit < counts[replicate]; digit++)
            write_digit(unit->times + (size_t)replicate * unit->size, unit->size, digit, unit->start - start,
                        bits + ((size_t)replicate * drawn->digits.most + digit) * words);
}

static int make(struct ent_context *context, const struct units *units, size_t start, int replicates,
                struct ent_vote_drawn *out, struct ent_error *error) {
    size_t rows = ((size_t)replicates + ENT_TILE - 1) / ENT_TILE * ENT_TILE;
    unsigned char *counts = ent_arena_alloc(context->cache->arena, rows + 1, 1);
    if (!counts)
        return ent_fail_memory(error);
    count_digits(units, replicates, counts, out);
    uint64_t *bits =
        ent_arena_alloc(context->cache->arena, rows * out->digits.most * out->digits.words + 1, sizeof *bits);
    if (!bits)
        return ent_fail_memory(error);
    for (size_t unit = 0; unit < units->count; unit++)
        write_digits(&units->items[unit], replicates, start, counts, out, bits);
    out->digits.bits = bits;
    out->digits.digits = counts;
    return ENT_OK;
}

static const struct ent_vote_draws *find(const struct ent_context *context, const struct ent_vote_choice *choice,
                                         int year, int replicates, uint64_t seed) {
    const struct ent_vote_draws *at = context->cache->draws;
    while (at && (at->record != choice->record || at->sessions != choice->sessions || at->year != year ||
                  at->window != choice->window || at->replicates != replicates || at->seed != seed))
        at = at->next;
    return at;
}

int ent_vote_draws_open(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                        uint64_t seed, struct ent_vote_drawn *out, struct ent_error *error) {
    const struct ent_vote_draws *known = find(context, choice, year, replicates, seed);
    struct units units = {.count = 0};
    struct ent_vote_run run = ent_vote_choice_run(choice, year);
    if (known) {
        *out = known->drawn;
        return ENT_OK;
    }
    struct ent_vote_draws *made = ent_arena_alloc(context->cache->arena, 1, sizeof *made);
    if (!made)
        return ent_fail_memory(error);
    *made =
        (struct ent_vote_draws){choice->record, choice->sessions, year, choice->window, replicates, seed, {{0}}, NULL};
    made->drawn.digits.words = ent_vote_run_words(&run);
    int status = draw_units(context, choice, year, replicates, seed, &units, error);
    if (status == ENT_OK)
        status = make(context, &units, run.start, replicates, &made->drawn, error);
    for (size_t i = 0; i < units.count; i++)
        free(units.items[i].times);
    made->next = context->cache->draws;
    if (status == ENT_OK)
        context->cache->draws = made;
    *out = made->drawn;
    return status;
}
