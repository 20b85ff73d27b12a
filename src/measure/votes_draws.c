/* The draws of a year are kept: pairs and indices ask for them again. They take two bytes for each roll call and
 * replicate. Complexity: replicates times clusters to draw, replicates times roll calls to write as digits. */
#include "measure/votes_draws.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"

/* times[replicate * size + i]: how often the i-th roll call of the year counts. */
struct ent_vote_draws {
    const struct ent_vote_record *record;
    int year, replicates;
    uint64_t seed;
    size_t size;
    uint16_t *times;
    struct ent_vote_draws *next;
};

static void draw(const struct ent_vote_draws *draws, const int *cluster, uint32_t clusters, uint16_t *of_cluster) {
    for (int replicate = 0; replicate < draws->replicates; replicate++) {
        struct ent_random random;
        uint16_t *times = draws->times + (size_t)replicate * draws->size;
        ent_random_seed(&random, draws->seed, (uint64_t)draws->year, (uint64_t)replicate);
        memset(of_cluster, 0, clusters * sizeof *of_cluster);
        for (uint32_t i = 0; i < clusters; i++)
            of_cluster[ent_random_below(&random, clusters)]++;
        for (size_t i = 0; i < draws->size; i++)
            times[i] = of_cluster[cluster[i]];
    }
}

static int make_draws(struct ent_context *context, struct ent_vote_draws *wanted, struct ent_error *error) {
    const struct ent_vote_record *record = wanted->record;
    size_t start, end;
    ent_vote_record_year(record, wanted->year, &start, &end);
    uint32_t clusters = start == end ? 0 : (uint32_t)record->cluster_count[wanted->year - record->votes->first_year];
    wanted->size = end - start;
    wanted->times =
        ent_arena_alloc(context->cache->arena, wanted->size * (size_t)wanted->replicates + 1, sizeof *wanted->times);
    uint16_t *of_cluster = malloc((clusters + 1) * sizeof *of_cluster);
    if (wanted->times && of_cluster)
        draw(wanted, record->cluster + start, clusters, of_cluster);
    free(of_cluster);
    return wanted->times && of_cluster ? ENT_OK : ent_fail_memory(error);
}

static int year_draws(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                      uint64_t seed, const struct ent_vote_draws **out, struct ent_error *error) {
    for (const struct ent_vote_draws *at = context->cache->draws; at; at = at->next)
        if (at->record == choice->record && at->year == year && at->replicates == replicates && at->seed == seed) {
            *out = at;
            return ENT_OK;
        }
    struct ent_vote_draws *made = ent_arena_alloc(context->cache->arena, 1, sizeof *made);
    if (!made)
        return ent_fail_memory(error);
    *made = (struct ent_vote_draws){.record = choice->record, .year = year, .replicates = replicates, .seed = seed};
    ENT_TRY(ent_vote_record_clusters(context, choice->record, error));
    ENT_TRY(make_draws(context, made, error));
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

static void count_digits(const struct ent_vote_draws *draws, struct ent_vote_drawn *out) {
    for (int replicate = 0; replicate < draws->replicates; replicate++) {
        const uint16_t *times = draws->times + (size_t)replicate * draws->size;
        uint16_t any = 0;
        for (size_t i = 0; i < draws->size; i++)
            any |= times[i];
        out->counts[replicate] = digits_of(any);
        if (out->counts[replicate] > out->digits.most)
            out->digits.most = out->counts[replicate];
    }
}

static void write_digits(const struct ent_vote_draws *draws, struct ent_vote_drawn *out) {
    for (int replicate = 0; replicate < draws->replicates; replicate++) {
        const uint16_t *times = draws->times + (size_t)replicate * draws->size;
        uint64_t *bits = out->bits + (size_t)replicate * out->digits.most * out->digits.words;
        for (size_t digit = 0; digit < out->counts[replicate]; digit++)
            for (size_t i = 0; i < draws->size; i++)
                bits[digit * out->digits.words + i / 64] |= (uint64_t)(times[i] >> digit & 1) << (i % 64);
    }
}

int ent_vote_draws_open(struct ent_context *context, const struct ent_vote_choice *choice, int year, int replicates,
                        uint64_t seed, struct ent_vote_drawn *out, struct ent_error *error) {
    const struct ent_vote_draws *draws = NULL;
    struct ent_vote_run run = ent_vote_choice_run(choice, year);
    size_t rows = ((size_t)replicates + ENT_TILE - 1) / ENT_TILE * ENT_TILE;
    *out = (struct ent_vote_drawn){.digits.words = ent_vote_run_words(&run)};
    ENT_TRY(year_draws(context, choice, year, replicates, seed, &draws, error));
    out->counts = calloc(rows + 1, 1);
    if (!out->counts)
        return ent_fail_memory(error);
    count_digits(draws, out);
    out->bits = calloc(rows * out->digits.most * out->digits.words + 1, sizeof *out->bits);
    if (!out->bits)
        return ent_fail_memory(error);
    write_digits(draws, out);
    out->digits.bits = out->bits;
    out->digits.digits = out->counts;
    return ENT_OK;
}
