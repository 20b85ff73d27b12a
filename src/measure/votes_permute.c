/* Permutation of the vote measures: what a pair's years would look like had the same roll calls fallen into them by
 * chance (METHODS §7).
 *
 * Clusters of roll calls are put in random order, once for each permutation and for all clusters of the release, seeded
 * by (seed, permutation). A specification takes from that order the clusters in which both cast a counted ballot in
 * one of its seen years, and deals them to these years in turn: a year keeps how many clusters it has. So every
 * specification has a uniform permutation of its own years and roll calls, and all of them follow the same order, which
 * keeps how they hang together. A pair's two ballots stay together: what is exchanged is the agenda, not the states.
 *
 * What it means: agendas of different years differ, so that a small p says that the year stands out of what these roll
 * calls in any order would give, not why. Complexity: permutations times clusters of the release. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "measure/votes_series.h"

/* Random orders of the clusters of a release, which are numbered through. */
struct ent_vote_orders {
    const struct ent_vote_record *record;
    uint64_t seed;
    int permutations;
    uint32_t *cluster; /* by position */
    uint32_t count;    /* of clusters */
    uint16_t *order;   /* [permutation][cluster] */
    struct ent_vote_orders *next;
};

/* Numbers the clusters of all years through; NULL when memory is out. */
static uint32_t *number_clusters(struct ent_context *context, const struct ent_vote_record *record, uint32_t *count) {
    const struct ent_votes *votes = record->votes;
    uint32_t *cluster = ent_arena_alloc(context->cache->arena, votes->count + 1, sizeof *cluster);
    *count = 0;
    for (int year = votes->first_year; cluster && year <= votes->last_year; year++) {
        size_t start, end;
        ent_vote_record_year(record, year, &start, &end);
        for (size_t position = start; position < end; position++)
            cluster[position] = *count + (uint32_t)record->cluster[position];
        *count += (uint32_t)record->cluster_count[year - votes->first_year];
    }
    return cluster;
}

static int get_orders(struct ent_context *context, const struct ent_vote_record *record, int permutations,
                      uint64_t seed, struct ent_vote_orders **out, struct ent_error *error) {
    for (*out = context->cache->orders; *out; *out = (*out)->next)
        if ((*out)->record == record && (*out)->seed == seed && (*out)->permutations == permutations)
            return ENT_OK;
    if (record->votes->count > UINT16_MAX)
        return ent_fail(error, ENT_ERROR_USAGE, "a release of %zu roll calls: up to %d can be permuted",
                        record->votes->count, (int)UINT16_MAX);
    struct ent_vote_orders made = {.record = record, .seed = seed, .permutations = permutations};
    made.cluster = number_clusters(context, record, &made.count);
    *out = ent_arena_alloc(context->cache->arena, 1, sizeof **out);
    if (!made.cluster || !*out)
        return ent_fail_memory(error);
    uint32_t count = made.count;
    made.order = ent_arena_alloc(context->cache->arena, (size_t)permutations * count + 1, sizeof *made.order);
    if (!made.order)
        return ent_fail_memory(error);
    for (int r = 0; r < permutations; r++) {
        uint16_t *order = made.order + (size_t)r * count;
        struct ent_random random;
        ent_random_seed(&random, seed, UINT64_C(0x7065726d757465), (uint64_t)r);
        for (uint32_t i = 0; i < count; i++) { /* Fisher and Yates, inside out */
            uint32_t place = ent_random_below(&random, i + 1);
            order[i] = order[place];
            order[place] = (uint16_t)i;
        }
    }
    made.next = context->cache->orders;
    **out = made;
    context->cache->orders = *out;
    return ENT_OK;
}

/* The dealt tables of one pair under one choice of roll calls and years: every index reads the same. */
struct ent_vote_deals {
    const struct ent_vote_orders *orders;
    ent_state a, b;
    const char *choice; /* ent_vote_choice_text */
    int first_year;
    size_t years;
    bool *seen;                    /* by year */
    struct ent_vote_block *blocks; /* table [permutation][year] is lane i % ENT_BLOCK of block i / ENT_BLOCK */
    struct ent_vote_deals *next;
};

static bool same_deals(const struct ent_vote_deals *deals, const struct ent_vote_deals *wanted) {
    return deals->orders == wanted->orders && deals->a == wanted->a && deals->b == wanted->b &&
           deals->first_year == wanted->first_year && deals->years == wanted->years &&
           strcmp(deals->choice, wanted->choice) == 0 &&
           memcmp(deals->seen, wanted->seen, wanted->years * sizeof *wanted->seen) == 0;
}

/* Nine counts, padded so that a sum of tables is two vector additions; they can hold every roll call of a release. */
enum { LANES = 16 };
struct cluster_table {
    uint16_t n[LANES];
};

/* The clusters of the seen years: their tables, which of them count, and how many of these each year has. */
struct pool {
    struct cluster_table *tables; /* by number in the release */
    unsigned char *counts;
    uint32_t *sizes; /* by year of the deals */
    uint16_t *kept;  /* room for one order */
    uint32_t clusters;
};

static void pool_release(struct pool *pool) {
    free(pool->tables);
    free(pool->counts);
    free(pool->sizes);
    free(pool->kept);
}

static int ballot_at(const struct ent_ballots *ballots, size_t position) {
    for (int i = 0; i < ENT_BALLOTS; i++)
        if (ballots->planes[i][position / 64] >> (position % 64) & 1)
            return i;
    return -1;
}

/* Adds the roll calls of one year. */
static void pool_add(struct pool *pool, const struct ent_vote_pair *pair, const struct ent_vote_deals *deals,
                     size_t year) {
    struct ent_vote_run run = ent_vote_choice_run(&pair->choice, deals->first_year + (int)year);
    for (size_t position = run.start; position < run.end; position++) {
        uint32_t cluster = deals->orders->cluster[position];
        bool in_scope = ent_vote_choice_counts(&pair->choice, &run, position);
        int x = in_scope ? ballot_at(&pair->a, position) : -1, y = in_scope ? ballot_at(&pair->b, position) : -1;
        if (x < 0 || y < 0)
            continue;
        pool->tables[cluster].n[ENT_BALLOTS * x + y]++;
        pool->sizes[year] += !pool->counts[cluster];
        pool->counts[cluster] = 1;
    }
}

static int pool_fill(struct pool *pool, const struct ent_vote_pair *pair, const struct ent_vote_deals *deals,
                     struct ent_error *error) {
    pool->clusters = deals->orders->count;
    pool->tables = calloc(pool->clusters + 1, sizeof *pool->tables);
    pool->counts = calloc(pool->clusters + 1, 1);
    pool->sizes = calloc(deals->years + 1, sizeof *pool->sizes);
    pool->kept = calloc(pool->clusters + 1, sizeof *pool->kept);
    if (!pool->tables || !pool->counts || !pool->sizes || !pool->kept)
        return ent_fail_memory(error);
    for (size_t i = 0; i < deals->years; i++)
        if (deals->seen[i])
            pool_add(pool, pair, deals, i);
    return ENT_OK;
}

/* One deal; its first year is table `first` of the blocks. */
static void deal_once(const struct pool *pool, const uint16_t *order, size_t years, size_t first,
                      struct ent_vote_block *blocks) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < pool->clusters; i++) {
        pool->kept[kept] = order[i];
        kept += pool->counts[order[i]];
    }
    const uint16_t *next = pool->kept;
    for (size_t year = 0; year < years; year++) {
        struct cluster_table sum = {{0}};
        struct ent_vote_block *block = &blocks[(first + year) / ENT_BLOCK];
        for (uint32_t k = 0; k < pool->sizes[year]; k++, next++)
            for (int i = 0; i < LANES; i++)
                sum.n[i] = (uint16_t)(sum.n[i] + pool->tables[*next].n[i]);
        for (int i = 0; i < ENT_TABLE_CELLS; i++)
            block->n[i][(first + year) % ENT_BLOCK] = (int32_t)sum.n[i];
    }
}

static int deal(const struct ent_vote_pair *pair, struct ent_vote_deals *deals, struct ent_error *error) {
    struct pool pool = {NULL, NULL, NULL, NULL, 0};
    int status = pool_fill(&pool, pair, deals, error);
    for (size_t r = 0; status == ENT_OK && r < (size_t)deals->orders->permutations; r++)
        deal_once(&pool, deals->orders->order + r * pool.clusters, deals->years, r * deals->years, deals->blocks);
    pool_release(&pool);
    return status;
}

static size_t block_count(const struct ent_vote_deals *deals) {
    return (deals->years * (size_t)deals->orders->permutations + ENT_BLOCK - 1) / ENT_BLOCK;
}

static int get_deals(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                     const struct ent_vote_pair *pair, const struct ent_vote_orders *orders,
                     struct ent_vote_deals **out, struct ent_error *error) {
    struct ent_arena *arena = context->cache->arena;
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    struct ent_vote_deals wanted = {.orders = orders, .a = request->a, .b = request->b, .years = years};
    wanted.first_year = series->first_year;
    wanted.choice = ent_vote_choice_text(arena, request);
    wanted.seen = ent_arena_alloc(arena, years + 1, sizeof *wanted.seen);
    if (!wanted.seen || !wanted.choice)
        return ent_fail_memory(error);
    for (size_t i = 0; i < years; i++)
        wanted.seen[i] = ent_point_seen(&series->points[i]);
    for (*out = context->cache->deals; *out; *out = (*out)->next)
        if (same_deals(*out, &wanted))
            return ENT_OK;
    *out = ent_arena_alloc(arena, 1, sizeof **out);
    wanted.blocks = ent_arena_alloc(arena, block_count(&wanted) + 1, sizeof *wanted.blocks);
    if (!*out || !wanted.blocks)
        return ent_fail_memory(error);
    ENT_TRY(deal(pair, &wanted, error));
    wanted.next = context->cache->deals;
    **out = wanted;
    context->cache->deals = *out;
    return ENT_OK;
}

/* The index of every dealt table; a table without a roll call has none. */
static void fill_values(const struct ent_vote_deals *deals, const struct ent_vote_index *index, int variant,
                        double *out) {
    const struct ent_vote_kernels *kernels = ent_vote_kernels_best();
    size_t count = deals->years * (size_t)deals->orders->permutations;
    struct ent_vote_asked asked = {index->kind, variant};
    double values[ENT_BLOCK], *places[] = {values};
    for (size_t block = 0; block < block_count(deals); block++) {
        kernels->indices(&deals->blocks[block], &asked, 1, 1, places, NULL);
        for (size_t lane = 0, i = block * ENT_BLOCK; lane < ENT_BLOCK && i < count; lane++, i++)
            out[i] = deals->seen[i % deals->years] ? values[lane] : (double)NAN;
    }
}

int ent_vote_permute(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                     int permutations, uint64_t seed, double *out, struct ent_error *error) {
    const struct ent_vote_index *index = request->measure->rule;
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    struct ent_vote_pair pair;
    struct ent_vote_orders *orders = NULL;
    struct ent_vote_deals *deals = NULL;
    for (size_t i = 0; i < years * (size_t)permutations; i++)
        out[i] = (double)NAN;
    if (series->release_count == 0 || years == 0)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, series->releases[0]->id, &pair, error));
    if (pair.choice.window > 1)
        return ENT_OK; /* a roll call counts in several points: there is nothing to exchange */
    ENT_TRY(ent_vote_record_clusters(context, pair.choice.record, error));
    ENT_TRY(get_orders(context, pair.choice.record, permutations, seed, &orders, error));
    ENT_TRY(get_deals(context, request, series, &pair, orders, &deals, error));
    fill_values(deals, index, index->variant(request), out);
    return ENT_OK;
}
