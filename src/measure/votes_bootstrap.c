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
        bool counts = !pair->mask.counts || (pair->mask.counts[position / 64] >> (position % 64) & 1);
        int x = counts ? ballot_at(&pair->a, position) : -1, y = counts ? ballot_at(&pair->b, position) : -1;
        if (x >= 0 && y >= 0)
            tables[pair->record->cluster[position]].n[ENT_BALLOTS * x + y]++;
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

static void replicate_year(const struct ent_vote_index *index, int variant, const struct cluster_table *tables,
                           uint32_t count, int year, int replicates, uint64_t seed, double *out, size_t stride) {
    for (int replicate = 0; replicate < replicates; replicate++) {
        struct ent_random random;
        struct ent_vote_table table;
        ent_random_seed(&random, seed, (uint64_t)year, (uint64_t)replicate);
        sum_draw(tables, count, &random, &table);
        out[(size_t)replicate * stride] = index->value(&table, variant).value;
    }
}

int ent_vote_replicate(struct ent_context *context, const struct ent_request *request,
                       const struct ent_vote_index *index, const struct ent_series *series, int replicates,
                       uint64_t seed, double *out, struct ent_error *error) {
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    struct ent_vote_pair pair;
    for (size_t i = 0; i < years * (size_t)replicates; i++)
        out[i] = NAN;
    if (series->release_count == 0 || years == 0)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, series->releases[0]->id, &pair, error));
    ENT_TRY(ent_vote_record_clusters(context, pair.record, error));
    struct cluster_table *tables = malloc((pair.record->votes->count + 1) * sizeof *tables);
    if (!tables)
        return ent_fail_memory(error);
    int variant = index->variant(request);
    for (size_t i = 0; i < years; i++) {
        size_t start, end;
        int year = series->first_year + (int)i;
        if (!ent_point_seen(&series->points[i]))
            continue;
        ent_vote_record_year(pair.record, year, &start, &end);
        uint32_t count = (uint32_t)pair.record->cluster_count[year - pair.record->votes->first_year];
        fill_clusters(&pair, start, end, count, tables);
        replicate_year(index, variant, tables, count, year, replicates, seed, out + i, years);
    }
    free(tables);
    return ENT_OK;
}
