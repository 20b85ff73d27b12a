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

static bool any_absence(const struct ent_vote_record *record, size_t states) {
    for (size_t i = 0; i < states; i++)
        for (size_t word = 0; record->planes[i].absent && word < record->votes->words; word++)
            if (record->planes[i].absent[word])
                return true;
    return false;
}

int ent_vote_record_has_absences(struct ent_context *context, struct ent_vote_record *record, bool *out,
                                 struct ent_error *error) {
    ENT_TRY(load_all(context, record, error));
    if (record->absences == 0)
        record->absences = any_absence(record, ent_states_count(context->record->states)) ? 1 : -1;
    *out = record->absences > 0;
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

/* Numbers the clusters of `count` positions, in any order; returns how many there are. */
static int number_clusters(const struct ent_votes *votes, const int *positions, size_t count, struct keyed *work,
                           int *cluster) {
    int number = -1;
    for (size_t i = 0; i < count; i++) {
        const struct ent_roll_call *roll_call = &votes->roll_calls[positions[i]];
        work[i] = (struct keyed){roll_call->resolution ? roll_call->resolution : "", roll_call->day, positions[i]};
    }
    qsort(work, count, sizeof *work, compare_keyed);
    for (size_t i = 0; i < count; i++) {
        number += i == 0 || compare_keys(&work[i - 1], &work[i]) != 0;
        cluster[work[i].position] = number;
    }
    return number + 1;
}

/* Room to number clusters: every position in order, and their keys. The caller frees both. */
static int open_numbering(const struct ent_votes *votes, int **positions, struct keyed **work,
                          struct ent_error *error) {
    *positions = malloc((votes->count + 1) * sizeof **positions);
    *work = malloc((votes->count + 1) * sizeof **work);
    for (size_t i = 0; *positions && i < votes->count; i++)
        (*positions)[i] = (int)i;
    return *positions && *work ? ENT_OK : ent_fail_memory(error);
}

int ent_vote_record_clusters(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error) {
    const struct ent_votes *votes = record->votes;
    struct keyed *work;
    int *positions;
    if (record->cluster)
        return ENT_OK;
    int *cluster = ent_arena_alloc(context->cache->arena, votes->count + 1, sizeof *cluster);
    size_t years = votes->last_year < votes->first_year ? 0 : (size_t)(votes->last_year - votes->first_year + 1);
    record->cluster_count = ent_arena_alloc(context->cache->arena, years + 1, sizeof *record->cluster_count);
    int status = open_numbering(votes, &positions, &work, error);
    if (!cluster || !record->cluster_count)
        status = ent_fail_memory(error);
    for (size_t i = 0; status == ENT_OK && i < years; i++) {
        int start = votes->year_start[i], end = votes->year_start[i + 1];
        record->cluster_count[i] = number_clusters(votes, positions + start, (size_t)(end - start), work, cluster);
    }
    free(positions);
    free(work);
    record->cluster = status == ENT_OK ? cluster : NULL;
    return status;
}

enum { LATEST = 3000 }; /* years: a difference beyond them is none */

static bool numbered(const struct ent_roll_call *roll_call) {
    int apart = roll_call->year - roll_call->session;
    return roll_call->session > 0 && apart >= 0 && apart < LATEST;
}

/* The most frequent difference between year and number of a session; -1 when there is none. */
static int session_offset(const struct ent_votes *votes, int *counts) {
    int best = -1;
    for (size_t i = 0; i < votes->count; i++)
        if (numbered(&votes->roll_calls[i]))
            counts[votes->roll_calls[i].year - votes->roll_calls[i].session]++;
    for (int i = 0; i < LATEST; i++)
        if (counts[i] && (best < 0 || counts[i] > counts[best]))
            best = i;
    return best;
}

/* By position the year of its session, 0 for none. */
static void session_years(const struct ent_votes *votes, int offset, int *years) {
    int under_way = 0;
    for (size_t i = 0; i < votes->count; i++) {
        const struct ent_roll_call *roll_call = &votes->roll_calls[i];
        int year = roll_call->session + offset, apart = roll_call->year - year;
        bool regular = roll_call->session > 0 && apart >= -2 && apart <= 2;
        if (regular)
            under_way = year;
        years[i] = regular ? year : roll_call->session > 0 ? under_way : 0;
    }
}

/* The session of one year: its members and their clusters. `positions` and `work` are room. */
static int open_session(struct ent_context *context, const struct ent_votes *votes, const int *years, int year,
                        int *positions, struct keyed *work, int *cluster, struct ent_vote_session *out,
                        struct ent_error *error) {
    uint64_t *members = ent_arena_alloc(context->cache->arena, votes->words + 1, sizeof *members);
    size_t count = 0;
    if (!members)
        return ent_fail_memory(error);
    for (size_t i = 0; i < votes->count; i++)
        if (years[i] == year) {
            members[i / 64] |= (uint64_t)1 << (i % 64);
            positions[count++] = (int)i;
        }
    if (count)
        *out = (struct ent_vote_session){(size_t)positions[0], (size_t)positions[count - 1] + 1, members, 0};
    out->clusters = number_clusters(votes, positions, count, work, cluster);
    return ENT_OK;
}

static int fill_sessions(struct ent_context *context, const struct ent_votes *votes, int *years, int *positions,
                         struct keyed *work, struct ent_vote_sessions *out, struct ent_error *error) {
    for (size_t i = 0; i < votes->count; i++) {
        out->cluster[i] = -1;
        out->first_year = years[i] && (!out->first_year || years[i] < out->first_year) ? years[i] : out->first_year;
        out->last_year = years[i] > out->last_year ? years[i] : out->last_year;
    }
    size_t count = out->first_year ? (size_t)(out->last_year - out->first_year + 1) : 0;
    out->items = ent_arena_alloc(context->cache->arena, count + 1, sizeof *out->items);
    if (!out->items)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        ENT_TRY(open_session(context, votes, years, out->first_year + (int)i, positions, work, out->cluster,
                             &out->items[i], error));
    return ENT_OK;
}

int ent_vote_record_sessions(struct ent_context *context, struct ent_vote_record *record, struct ent_error *error) {
    const struct ent_votes *votes = record->votes;
    struct keyed *work = NULL;
    int *positions = NULL;
    if (record->sessions)
        return ENT_OK;
    struct ent_vote_sessions *sessions = ent_arena_alloc(context->cache->arena, 1, sizeof *sessions);
    int *years = calloc(votes->count + 1, sizeof *years), *counts = calloc(LATEST, sizeof *counts);
    int status = open_numbering(votes, &positions, &work, error);
    if (sessions)
        sessions->cluster = ent_arena_alloc(context->cache->arena, votes->count + 1, sizeof *sessions->cluster);
    if (!sessions || !sessions->cluster || !years || !counts)
        status = ent_fail_memory(error);
    if (status == ENT_OK) {
        int offset = session_offset(votes, counts);
        if (offset >= 0)
            session_years(votes, offset, years);
        status = fill_sessions(context, votes, years, positions, work, sessions, error);
    }
    free(years);
    free(counts);
    free(positions);
    free(work);
    record->sessions = status == ENT_OK ? sessions : NULL;
    return status;
}
