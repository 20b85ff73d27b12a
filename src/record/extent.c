#include "record/extent.h"

#include <stdlib.h>
#include <string.h>

void ent_extents_release(struct ent_extents *extents) {
    free(extents->items);
    free(extents->slots);
    *extents = (struct ent_extents){0};
}

static size_t slot_of(const struct ent_extents *extents, int release, int strand, ent_state state) {
    uint64_t hash = (uint64_t)release * 0x9e3779b97f4a7c15u ^ (uint64_t)strand * 0xbf58476d1ce4e5b9u ^
                    (uint64_t)state * 0x94d049bb133111ebu;
    size_t slot = (size_t)(hash ^ hash >> 29) & (extents->slot_count - 1);
    while (extents->slots[slot]) {
        const struct ent_extent *at = &extents->items[extents->slots[slot] - 1];
        if (at->state == state && at->strand == strand && at->release == release)
            break;
        slot = (slot + 1) & (extents->slot_count - 1);
    }
    return slot;
}

/* Room for one more: the list doubles, and the slots with it stay at most half full. */
static int grow(struct ent_extents *extents) {
    if (extents->count < extents->capacity)
        return 0;
    size_t capacity = extents->capacity ? extents->capacity * 2 : 256;
    struct ent_extent *items = realloc(extents->items, capacity * sizeof *items);
    if (!items)
        return -1;
    extents->items = items;
    size_t *slots = calloc(capacity * 2, sizeof *slots);
    if (!slots)
        return -1;
    free(extents->slots);
    extents->slots = slots;
    extents->slot_count = capacity * 2;
    extents->capacity = capacity;
    for (size_t i = 0; i < extents->count; i++)
        slots[slot_of(extents, items[i].release, items[i].strand, items[i].state)] = i + 1;
    return 0;
}

static struct ent_extent *find(struct ent_extents *extents, int release, int strand, ent_state state) {
    if (grow(extents))
        return NULL;
    size_t slot = slot_of(extents, release, strand, state);
    if (!extents->slots[slot]) {
        extents->items[extents->count] = (struct ent_extent){.release = release,
                                                             .strand = strand,
                                                             .state = state,
                                                             .first = ENT_DAY_OPEN,
                                                             .last = ENT_DAY_EARLY,
                                                             .first_seen = ENT_DAY_OPEN,
                                                             .last_seen = ENT_DAY_EARLY};
        extents->slots[slot] = ++extents->count;
    }
    return &extents->items[extents->slots[slot] - 1];
}

static int year_of(ent_day day) {
    return day == ENT_DAY_EARLY ? 0 : day == ENT_DAY_OPEN ? ENT_EXTENT_YEARS - 1 : ent_day_year(day);
}

int ent_extents_saw(struct ent_extents *extents, int release, int strand, ent_state state, ent_day from, ent_day to,
                    enum ent_kind kind) {
    if (state == ENT_NO_STATE)
        return 0;
    struct ent_extent *extent = find(extents, release, strand, state);
    if (!extent)
        return -1;
    extent->first = from < extent->first ? from : extent->first;
    extent->last = to > extent->last ? to : extent->last;
    if (kind == ENT_KIND_UNKNOWN) {
        extent->unknown++;
        return 0;
    }
    extent->seen++;
    extent->first_seen = from < extent->first_seen ? from : extent->first_seen;
    extent->last_seen = to > extent->last_seen ? to : extent->last_seen;
    int last = year_of(to == ENT_DAY_OPEN ? to : to - 1);
    for (int year = year_of(from); year <= last && year < ENT_EXTENT_YEARS; year++)
        extent->years[year / 64] |= (uint64_t)1 << (year % 64);
    return 0;
}

long ent_extent_holes(const struct ent_extent *extent, const struct ent_states *states, const char *list) {
    long holes = 0;
    if (!extent->seen)
        return 0;
    int last = year_of(extent->last_seen == ENT_DAY_OPEN ? ENT_DAY_OPEN : extent->last_seen - 1);
    for (int year = year_of(extent->first_seen); year <= last && year < ENT_EXTENT_YEARS; year++) {
        struct ent_interval whole = ent_interval_year(year ? year : 1);
        bool counted = list[0] ? ent_states_exist(states, list, extent->state, whole.from, whole.to)
                               : ent_states_counted(states, extent->state, whole.from, whole.to);
        holes += counted && !(extent->years[year / 64] >> (year % 64) & 1);
    }
    return holes;
}

/* Holes inside the windows that the release claims: single figures cover their own cell only, and between two of them
 * nothing is missing. Spells and events are not series. */
static int count_holes(const struct ent_extent *extent, struct ent_record *record, long *out,
                       struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT c.list, c.from_day, c.to_day FROM strand s JOIN coverage c ON c.strand = s.id"
                               " WHERE s.id = ?1 AND c.release = ?2 AND c.state IN (-1, ?3)"
                               " AND s.shape IN ('state value', 'pair value', 'ballot')",
                               error));
    sqlite3_bind_int(statement, 1, extent->strand);
    sqlite3_bind_int(statement, 2, extent->release);
    sqlite3_bind_int(statement, 3, extent->state);
    *out = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct ent_extent part = *extent;
        ent_day from = sqlite3_column_int(statement, 1), to = sqlite3_column_int(statement, 2);
        part.first_seen = from > part.first_seen ? from : part.first_seen;
        part.last_seen = to < part.last_seen ? to : part.last_seen;
        if (part.first_seen < part.last_seen)
            *out += ent_extent_holes(&part, record->states, (const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int write_one(const struct ent_extent *extent, sqlite3_stmt *insert, struct ent_record *record,
                     struct ent_error *error) {
    long holes;
    ENT_TRY(count_holes(extent, record, &holes, error));
    sqlite3_reset(insert);
    sqlite3_clear_bindings(insert);
    sqlite3_bind_int(insert, 1, extent->release);
    sqlite3_bind_int(insert, 2, extent->strand);
    sqlite3_bind_int(insert, 3, extent->state);
    if (extent->seen) {
        sqlite3_bind_int(insert, 4, extent->first_seen);
        sqlite3_bind_int(insert, 5, extent->last_seen);
    }
    sqlite3_bind_int64(insert, 6, extent->seen);
    sqlite3_bind_int64(insert, 7, extent->unknown);
    sqlite3_bind_int64(insert, 8, holes);
    return sqlite3_step(insert) == SQLITE_DONE ? ENT_OK
                                               : ent_record_fail(record, "writing what the release holds", error);
}

int ent_extents_write(const struct ent_extents *extents, struct ent_record *record, struct ent_error *error) {
    sqlite3_stmt *insert;
    ENT_TRY(ent_record_prepare(record, &insert,
                               "INSERT INTO extent (release, strand, state, from_day, to_day, seen, unknown, holes)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                               error));
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < extents->count; i++)
        status = write_one(&extents->items[i], insert, record, error);
    sqlite3_finalize(insert);
    return status;
}

static int read_facts(struct ent_extents *extents, struct ent_record *record, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT release, strand, a, b, from_day, to_day, kind FROM fact",
                               error));
    int bad = 0, step = SQLITE_DONE;
    while (!bad && (step = sqlite3_step(statement)) == SQLITE_ROW)
        for (int side = 2; side < 4 && !bad; side++) {
            ent_state state = (ent_state)sqlite3_column_int(statement, side);
            bad = ent_extents_saw(extents, sqlite3_column_int(statement, 0), sqlite3_column_int(statement, 1), state,
                                  sqlite3_column_int(statement, 4), sqlite3_column_int(statement, 5),
                                  (enum ent_kind)sqlite3_column_int(statement, 6));
        }
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading facts", error);
}

/* The ballots of a state: each position that has a bit in one of the planes is a day. */
static int read_state_ballots(struct ent_extents *extents, const struct ent_votes *votes,
                              const struct ent_planes *planes, int strand, ent_state state) {
    for (size_t i = 0; i < votes->count; i++) {
        uint64_t cast = planes->yes[i / 64] | planes->abstain[i / 64] | planes->no[i / 64] | planes->absent[i / 64];
        ent_day day = votes->roll_calls[i].day;
        if (cast >> (i % 64) & 1 &&
            ent_extents_saw(extents, votes->release, strand, state, day, day + 1, ENT_KIND_VALUE))
            return -1;
    }
    return 0;
}

static int read_release_ballots(struct ent_extents *extents, struct ent_record *record, int release, int strand,
                                struct ent_arena *arena, struct ent_error *error) {
    struct ent_votes *votes;
    ENT_TRY(ent_record_votes(record, arena, release, &votes, error));
    for (size_t state = 0; state < ent_states_count(record->states); state++) {
        struct ent_planes planes;
        ENT_TRY(ent_record_planes(record, arena, votes, (ent_state)state, &planes, error));
        if (planes.yes && read_state_ballots(extents, votes, &planes, strand, (ent_state)state))
            return ent_fail_memory(error);
    }
    return ENT_OK;
}

int ent_extents_read_all(struct ent_extents *extents, struct ent_record *record, struct ent_error *error) {
    sqlite3_stmt *statement;
    struct ent_arena arena;
    ENT_TRY(read_facts(extents, record, error));
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT DISTINCT c.release, c.strand FROM coverage c JOIN strand s ON s.id = c.strand"
                               " WHERE s.shape = 'ballot'",
                               error));
    ent_arena_init(&arena);
    int status = ENT_OK;
    while (status == ENT_OK && sqlite3_step(statement) == SQLITE_ROW)
        status = read_release_ballots(extents, record, sqlite3_column_int(statement, 0),
                                      sqlite3_column_int(statement, 1), &arena, error);
    sqlite3_finalize(statement);
    ent_arena_release(&arena);
    return status;
}
