/* The draws of a year or session are kept: pairs, indices and windows ask for them again. They take two bytes for each
 * roll call and replicate. Complexity: replicates times clusters to draw, replicates times roll calls to write as
 * digits. */
#include "measure/votes_draws.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"

/* Of a year, or of a session. times[replicate * size + i]: how often the i-th roll call from `start` on counts. */
struct ent_vote_draws {
    const struct ent_vote_record *record;
    bool session;
    int year, replicates;
    uint64_t seed;
    size_t start, size;
    uint16_t *times;
    struct ent_vote_draws *next;
};

/* `cluster` is by roll call, -1 for those that are in none. */
static void draw(const struct ent_vote_draws *draws, const int *cluster, const struct ent_vote_run *run,
                 uint32_t clusters, uint16_t *of_cluster) {
    for (int replicate = 0; replicate < draws->replicates; replicate++) {
        struct ent_random random;
        uint16_t *times = draws->times + (size_t)replicate * draws->size;
        ent_random_seed(&random, draws->seed, (uint64_t)draws->year, (uint64_t)replicate);
        memset(of_cluster, 0, clusters * sizeof *of_cluster);
        for (uint32_t i = 0; i < clusters; i++)
            of_cluster[ent_random_below(&random, clusters)]++;
        for (size_t i = 0; i < draws->size; i++)
            if (ent_vote_run_has(run, draws->start + i))
                times[i] = of_cluster[cluster[draws->start + i]];
    }
}

/* How many clusters the unit has, and which cluster each roll call is in. */
static uint32_t clusters_of(const struct ent_vote_draws *unit, const int **cluster) {
    const struct ent_vote_record *record = unit->record;
    *cluster = unit->session ? record->sessions->cluster : record->cluster;
    if (unit->size == 0)
        return 0;
    return (uint32_t)(unit->session ? record->sessions->items[unit->year - record->sessions->first_year].clusters
                                    : record->cluster_count[unit->year - record->votes->first_year]);
}

static int make_draws(struct ent_context *context, const struct ent_vote_run *run, struct ent_vote_draws *wanted,
                      struct ent_error *error) {
    const int *cluster;
    wanted->start = run->start;
    wanted->size = run->end - run->start;
    uint32_t clusters = clusters_of(wanted, &cluster);
    wanted->times =
        ent_arena_alloc(context->cache->arena, wanted->size * (size_t)wanted->replicates + 1, sizeof *wanted->times);
    uint16_t *of_cluster = malloc((clusters + 1) * sizeof *of_cluster);
    if (wanted->times && of_cluster)
        draw(wanted, cluster, run, clusters, of_cluster);
    free(of_cluster);
    return wanted->times && of_cluster ? ENT_OK : ent_fail_memory(error);
}

/* The draws of one year or session. */
static int unit_draws(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                      uint64_t seed, const struct ent_vote_draws **out, struct ent_error *error) {
    struct ent_vote_choice alone = *choice;
    alone.window = 1;
    struct ent_vote_run run = ent_vote_choice_run(&alone, year);
    for (const struct ent_vote_draws *at = context->cache->draws; at; at = at->next)
        if (at->record == choice->record && at->session == choice->sessions && at->year == year &&
            at->replicates == replicates && at->seed == seed) {
            *out = at;
            return ENT_OK;
        }
    struct ent_vote_draws *made = ent_arena_alloc(context->cache->arena, 1, sizeof *made);
    if (!made)
        return ent_fail_memory(error);
    *made = (struct ent_vote_draws){.record = choice->record, .year = year, .replicates = replicates, .seed = seed};
    made->session = choice->sessions;
    ENT_TRY(ent_vote_record_clusters(context, choice->record, error));
    ENT_TRY(make_draws(context, &run, made, error));
    made->next = context->cache->draws;
    context->cache->draws = made;
    *out = made;
    return ENT_OK;
}

void ent_vote_draws_release(struct ent_vote_drawn *drawn) {
    free(drawn->bits);
    free(drawn->counts);
    *drawn = (struct ent_vote_drawn){.bits = NULL};
}

static unsigned char digits_of(uint16_t most) {
    unsigned char digits = 0;
    for (; most; most >>= 1)
        digits++;
    return digits;
}

enum { UNITS = 16 }; /* years of a window, at most */

/* The draws of every unit of a point, which lie side by side. */
struct units {
    const struct ent_vote_draws *items[UNITS];
    size_t count;
};

static void count_digits(const struct units *units, int replicates, struct ent_vote_drawn *out) {
    for (int replicate = 0; replicate < replicates; replicate++) {
        uint16_t any = 0;
        for (size_t unit = 0; unit < units->count; unit++) {
            const uint16_t *times = units->items[unit]->times + (size_t)replicate * units->items[unit]->size;
            for (size_t i = 0; i < units->items[unit]->size; i++)
                any |= times[i];
        }
        out->counts[replicate] = digits_of(any);
        if (out->counts[replicate] > out->digits.most)
            out->digits.most = out->counts[replicate];
    }
}

/* `start` is that of the point's run. */
static void write_digits(const struct ent_vote_draws *draws, size_t start, struct ent_vote_drawn *out) {
    for (int replicate = 0; replicate < draws->replicates; replicate++) {
        const uint16_t *times = draws->times + (size_t)replicate * draws->size;
        uint64_t *bits = out->bits + (size_t)replicate * out->digits.most * out->digits.words;
        for (size_t digit = 0; digit < out->counts[replicate]; digit++)
            for (size_t i = 0, at = draws->start - start; i < draws->size; i++, at++)
                bits[digit * out->digits.words + at / 64] |= (uint64_t)(times[i] >> digit & 1) << (at % 64);
    }
}

int ent_vote_draws_open(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                        uint64_t seed, struct ent_vote_drawn *out, struct ent_error *error) {
    struct units units = {.count = 0};
    struct ent_vote_run run = ent_vote_choice_run(choice, year);
    size_t rows = ((size_t)replicates + ENT_TILE - 1) / ENT_TILE * ENT_TILE;
    *out = (struct ent_vote_drawn){.digits.words = ent_vote_run_words(&run)};
    for (int back = 0; back < choice->window && units.count < UNITS; back++) {
        ENT_TRY(unit_draws(context, choice, year - back, replicates, seed, &units.items[units.count], error));
        units.count += units.items[units.count]->size > 0;
    }
    out->counts = calloc(rows + 1, 1);
    if (!out->counts)
        return ent_fail_memory(error);
    count_digits(&units, replicates, out);
    out->bits = calloc(rows * out->digits.most * out->digits.words + 1, sizeof *out->bits);
    if (!out->bits)
        return ent_fail_memory(error);
    for (size_t unit = 0; unit < units.count; unit++)
        write_digits(units.items[unit], run.start, out);
    out->digits.bits = out->bits;
    out->digits.digits = out->counts;
    return ENT_OK;
}
