/* Cluster bootstrap of the vote measures (METHODS §8).
 *
 * Roll calls of one resolution are not independent, so whole clusters are drawn, with replacement, within the year.
 * Each cluster's nine counts are made once; a replicate is then a sum of tables and no ballot is touched again. The
 * draws are seeded by (seed, year, replicate) and made over all clusters of the year, whatever the scope: every pair,
 * index and specification sees the same resample, so differences between them have honest intervals too.
 *
 * What it means: how far the figure would have moved had a similar agenda been voted.
 * Complexity: replicates times clusters times nine additions per year. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "measure/votes_series.h"

/* Nine counts, padded so that a sum of tables is three vector additions. */
struct cluster_table {
    uint32_t n[12];
};

static int ballot_at(const struct ent_ballots *ballots, size_t position) {
    for (int i = 0; i < ENT_BALLOTS; i++)
        if (ballots->planes[i][position / 64] >> (position % 64) & 1)
            return i;
    return -1;
}

static void fill_clusters(const struct ent_vote_pair *pair, size_t start, size_t end, size_t count,
                          struct cluster_table *tables) {
    memset(tables, 0, count * sizeof *tables);
    for (size_t position = start; position < end; position++) {
        bool counts = !pair->choice.counts || (pair->choice.counts[position / 64] >> (position % 64) & 1);
        int x = counts ? ballot_at(&pair->a, position) : -1, y = counts ? ballot_at(&pair->b, position) : -1;
        if (x >= 0 && y >= 0)
            tables[pair->choice.record->cluster[position]].n[ENT_BALLOTS * x + y]++;
    }
}

static void sum_draw(const struct cluster_table *tables, uint32_t count, struct ent_random *random,
                     struct ent_vote_table *out) {
    struct cluster_table sum = {{0}};
    for (uint32_t draw = 0; draw < count; draw++) {
        const struct cluster_table *drawn = &tables[ent_random_below(random, count)];
        for (int i = 0; i < 12; i++)
            sum.n[i] += drawn->n[i];
    }
    memcpy(out, sum.n, sizeof *out);
}

/* The resampled tables of one pair under one choice of roll calls: agreement, kappa and the others read the same. */
struct ent_vote_draws {
    const struct ent_vote_record *record;
    ent_state a, b;
    const char *scope, *paragraph, *absent;
    uint64_t seed;
    int replicates;
    struct ent_vote_table **years; /* by year - first year of the release; NULL until drawn */
    struct ent_vote_draws *next;
};

static const char *setting(const struct ent_request *request, const char *name) {
    const char *value = ent_request_get(request, name);
    return value ? value : "";
}

static bool same_draws(const struct ent_vote_draws *draws, const struct ent_vote_draws *wanted) {
    return draws->record == wanted->record && draws->a == wanted->a && draws->b == wanted->b &&
           draws->seed == wanted->seed && draws->replicates == wanted->replicates &&
           strcmp(draws->scope, wanted->scope) == 0 && strcmp(draws->paragraph, wanted->paragraph) == 0 &&
           strcmp(draws->absent, wanted->absent) == 0;
}

static int get_draws(struct ent_context *context, const struct ent_request *request,
                     const struct ent_vote_record *record, int replicates, uint64_t seed, struct ent_vote_draws **out,
                     struct ent_error *error) {
    struct ent_vote_draws wanted = {
        .record = record, .a = request->a, .b = request->b, .seed = seed, .replicates = replicates};
    wanted.scope = setting(request, "scope");
    wanted.paragraph = setting(request, "paragraph");
    wanted.absent = setting(request, "absent");
    for (*out = context->cache->draws; *out; *out = (*out)->next)
        if (same_draws(*out, &wanted))
            return ENT_OK;
    size_t years = (size_t)(record->votes->last_year - record->votes->first_year + 1);
    *out = ent_arena_alloc(context->cache->arena, 1, sizeof **out);
    wanted.years = ent_arena_alloc(context->cache->arena, years + 1, sizeof *wanted.years);
    if (!*out || !wanted.years)
        return ent_fail_memory(error);
    wanted.next = context->cache->draws;
    **out = wanted;
    context->cache->draws = *out;
    return ENT_OK;
}

/* The tables of a year, drawn at the first call. `scratch` has room for the clusters of any year. */
static int draw_year(struct ent_context *context, const struct ent_vote_pair *pair, struct ent_vote_draws *draws,
                     int year, struct cluster_table *scratch, const struct ent_vote_table **out,
                     struct ent_error *error) {
    int index = year - pair->choice.record->votes->first_year;
    if (!draws->years[index]) {
        size_t start, end;
        uint32_t count = (uint32_t)pair->choice.record->cluster_count[index];
        struct ent_vote_table *tables =
            ent_arena_alloc(context->cache->arena, (size_t)draws->replicates + 1, sizeof *tables);
        if (!tables)
            return ent_fail_memory(error);
        ent_vote_record_year(pair->choice.record, year, &start, &end);
        fill_clusters(pair, start, end, count, scratch);
        for (int replicate = 0; replicate < draws->replicates; replicate++) {
            struct ent_random random;
            ent_random_seed(&random, draws->seed, (uint64_t)year, (uint64_t)replicate);
            sum_draw(scratch, count, &random, &tables[replicate]);
        }
        draws->years[index] = tables;
    }
    *out = draws->years[index];
    return ENT_OK;
}

static int replicate_years(struct ent_context *context, const struct ent_vote_index *index, int variant,
                           const struct ent_vote_pair *pair, struct ent_vote_draws *draws,
                           const struct ent_series *series, struct cluster_table *scratch, double *out,
                           struct ent_error *error) {
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    for (size_t i = 0; i < years; i++) {
        const struct ent_vote_table *tables = NULL;
        if (!ent_point_seen(&series->points[i]))
            continue;
        ENT_TRY(draw_year(context, pair, draws, series->first_year + (int)i, scratch, &tables, error));
        for (int replicate = 0; replicate < draws->replicates; replicate++) {
            struct ent_code_table codes = ent_vote_table_codes(&tables[replicate]);
            out[(size_t)replicate * years + i] = index->value(&codes, variant).value;
        }
    }
    return ENT_OK;
}

int ent_vote_replicate(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                       int replicates, uint64_t seed, double *out, struct ent_error *error) {
    const struct ent_vote_index *index = request->measure->rule;
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    struct ent_vote_pair pair;
    struct ent_vote_draws *draws;
    for (size_t i = 0; i < years * (size_t)replicates; i++)
        out[i] = NAN;
    if (series->release_count == 0 || years == 0)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, series->releases[0]->id, &pair, error));
    ENT_TRY(ent_vote_record_clusters(context, pair.choice.record, error));
    ENT_TRY(get_draws(context, request, pair.choice.record, replicates, seed, &draws, error));
    struct cluster_table *scratch = malloc((pair.choice.record->votes->count + 1) * sizeof *scratch);
    if (!scratch)
        return ent_fail_memory(error);
    int status = replicate_years(context, index, index->variant(request), &pair, draws, series, scratch, out, error);
    free(scratch);
    return status;
}
