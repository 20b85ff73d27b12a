#include "measure/votes_record.h"

#include <stdlib.h>
#include <string.h>

int ent_vote_record_get(struct ent_context *context, int release, struct ent_vote_record **out,
                        struct ent_error *error) {
    for (struct ent_vote_record *at = context->cache->votes; at; at = at->next)
        if (at->votes->release == release) {
            *out = at;
            return ENT_OK;
        }
    size_t states = ent_states_count(context->record->states);
    struct ent_vote_record *record = ent_arena_alloc(context->cache->arena, 1, sizeof *record);
    if (!record)
        return ent_fail_memory(error);
    record->planes = ent_arena_alloc(context->cache->arena, states + 1, sizeof *record->planes);
    record->loaded = ent_arena_alloc(context->cache->arena, states + 1, sizeof *record->loaded);
    if (!record->planes || !record->loaded)
        return ent_fail_memory(error);
    ENT_TRY(ent_record_votes(context->record, context->cache->arena, release, &record->votes, error));
    record->next = context->cache->votes;
    context->cache->votes = record;
    *out = record;
    return ENT_OK;
}

int ent_vote_record_planes(struct ent_context *context, struct ent_vote_record *record, ent_state state,
                           struct ent_planes *out, struct ent_error *error) {
    if (!record->loaded[state])
        ENT_TRY(ent_record_planes(context->record, context->cache->arena, record->votes, state, &record->planes[state],
                                  error));
    record->loaded[state] = true;
    *out = record->planes[state];
    return ENT_OK;
}

static int load_all(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error) {
    struct ent_planes planes;
    size_t states = ent_states_count(context->record->states);
    for (size_t i = 0; !record->all_loaded && i < states; i++)
        ENT_TRY(ent_vote_record_planes(context, record, (ent_state)i, &planes, error));
    record->all_loaded = true;
    return ENT_OK;
}

int ent_vote_record_has_absences(struct ent_context *context, struct ent_vote_record *record, bool *out,
                                 struct ent_error *error) {
    size_t states = ent_states_count(context->record->states);
    ENT_TRY(load_all(context, record, error));
    *out = false;
    for (size_t i = 0; i < states && !*out; i++)
        for (size_t word = 0; record->planes[i].absent && word < record->votes->words && !*out; word++)
            *out = record->planes[i].absent[word] != 0;
    return ENT_OK;
}

/* Contested: at least two kinds of ballot were cast by anybody. */
int ent_vote_record_contested(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error) {
    size_t states = ent_states_count(context->record->states), words = record->votes->words;
    if (record->contested)
        return ENT_OK;
    ENT_TRY(load_all(context, record, error));
    uint64_t *contested = ent_arena_alloc(context->cache->arena, words + 1, sizeof *contested);
    if (!contested)
        return ent_fail_memory(error);
    for (size_t word = 0; word < words; word++) {
        uint64_t yes = 0, abstain = 0, no = 0;
        for (size_t i = 0; i < states; i++)
            if (record->planes[i].yes) {
                yes |= record->planes[i].yes[word];
                abstain |= record->planes[i].abstain[word];
                no |= record->planes[i].no[word];
            }
        contested[word] = (yes & abstain) | (yes & no) | (abstain & no);
    }
    record->contested = contested;
    return ENT_OK;
}

void ent_vote_record_year(const struct ent_vote_record *record, int year, size_t *start, size_t *end) {
    const struct ent_votes *votes = record->votes;
    *start = *end = 0;
    if (year < votes->first_year || year > votes->last_year)
        return;
    *start = (size_t)votes->year_start[year - votes->first_year];
    *end = (size_t)votes->year_start[year - votes->first_year + 1];
}

struct keyed {
    const char *resolution;
    ent_day day;
    int position;
};

static int compare_keys(const struct keyed *a, const struct keyed *b) {
    bool known_a = a->resolution[0] != '\0', known_b = b->resolution[0] != '\0';
    if (known_a != known_b)
        return known_a ? -1 : 1;
    if (known_a)
        return strcmp(a->resolution, b->resolution);
    return (a->day > b->day) - (a->day < b->day);
}

static int compare_keyed(const void *left, const void *right) {
    const struct keyed *a = left, *b = right;
    int order = compare_keys(a, b);
    return order ? order : a->position - b->position;
}

/* Numbers the clusters of positions [start, end); returns how many there are. */
static int number_clusters(const struct ent_votes *votes, size_t start, size_t end, struct keyed *work, int *cluster) {
    size_t count = end - start;
    int number = -1;
    for (size_t i = 0; i < count; i++) {
        const struct ent_roll_call *roll_call = &votes->roll_calls[start + i];
        work[i] = (struct keyed){roll_call->resolution ? roll_call->resolution : "", roll_call->day, (int)(start + i)};
    }
    qsort(work, count, sizeof *work, compare_keyed);
    for (size_t i = 0; i < count; i++) {
        number += i == 0 || compare_keys(&work[i - 1], &work[i]) != 0;
        cluster[work[i].position] = number;
    }
    return number + 1;
}

int ent_vote_record_clusters(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error) {
    const struct ent_votes *votes = record->votes;
    if (record->cluster)
        return ENT_OK;
    int *cluster = ent_arena_alloc(context->cache->arena, votes->count + 1, sizeof *cluster);
    size_t years = votes->last_year < votes->first_year ? 0 : (size_t)(votes->last_year - votes->first_year + 1);
    record->cluster_count = ent_arena_alloc(context->cache->arena, years + 1, sizeof *record->cluster_count);
    struct keyed *work = malloc((votes->count + 1) * sizeof *work);
    if (!cluster || !record->cluster_count || !work) {
        free(work);
        return ent_fail_memory(error);
    }
    for (size_t i = 0; i < years; i++)
        record->cluster_count[i] =
            number_clusters(votes, (size_t)votes->year_start[i], (size_t)votes->year_start[i + 1], work, cluster);
    free(work);
    record->cluster = cluster;
    return ENT_OK;
}
