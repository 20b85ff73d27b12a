/* Reading facts and their lineage. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/fact_row.h"

static const char fact_columns[] =
    "SELECT " ENT_FACT_COLUMNS ", strand, release, file, column FROM fact WHERE strand = ?1 AND release = ?2 ";

static int take_fact(struct ent_arena *arena, sqlite3_stmt *statement, struct ent_fact *out) {
    ent_fact_row(statement, out);
    out->strand = sqlite3_column_int(statement, ENT_FACT_COLUMN_COUNT);
    out->release = sqlite3_column_int(statement, ENT_FACT_COLUMN_COUNT + 1);
    out->file = sqlite3_column_int(statement, ENT_FACT_COLUMN_COUNT + 2);
    out->column = sqlite3_column_int(statement, ENT_FACT_COLUMN_COUNT + 3);
    if (!out->note)
        return 0;
    out->note = ent_arena_string(arena, out->note);
    return out->note ? 0 : -1;
}

/* Runs the bound statement, collects its rows, and resets it. */
static int collect(struct ent_record *record, struct ent_arena *arena, sqlite3_stmt *statement, struct ent_facts *out,
                   struct ent_error *error) {
    size_t capacity = 0;
    void *items = NULL;
    int bad = 0, step = SQLITE_DONE;
    out->count = 0;
    while (!bad && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        bad = ent_arena_grow(arena, &items, out->count, &capacity, sizeof *out->items);
        out->items = items;
        if (!bad)
            bad = take_fact(arena, statement, &out->items[out->count++]);
    }
    sqlite3_reset(statement);
    out->items = items;
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading facts", error);
}

/* The query about the facts of a pair, bound: two look-ups by key joined, not one "or", which would read the whole strand. */
static int pair_query(struct ent_record *record, sqlite3_stmt *kept[4], const char *select, const char *tail,
                      const struct ent_fact *about, bool either, sqlite3_stmt **out, struct ent_error *error) {
    bool of_item = about->item >= 0;
    sqlite3_stmt **statement = &kept[2 * either + of_item];
    char sql[1280];
    const char *item = of_item ? " AND item = ?5" : "";
    if (!*statement) {
        snprintf(sql, sizeof sql, "%s AND a = ?3 AND b = ?4%s%s%s%s%s %s", select, item, either ? " UNION ALL " : "",
                 either ? select : "", either ? " AND a = ?4 AND b = ?3" : "", either ? item : "", tail);
        ENT_TRY(ent_record_prepare(record, statement, sql, error));
    }
    sqlite3_bind_int(*statement, 1, about->strand);
    sqlite3_bind_int(*statement, 2, about->release);
    sqlite3_bind_int(*statement, 3, about->a);
    sqlite3_bind_int(*statement, 4, about->b);
    if (of_item)
        sqlite3_bind_int(*statement, 5, about->item);
    *out = *statement;
    return ENT_OK;
}

/* ---- which pairs have facts ---- */

struct ent_known_pairs {
    int strand, release;
    size_t states;
    unsigned char *pairs; /* [a * states + b] */
    struct ent_known_pairs *next;
};

static const struct ent_known_pairs *find_known(const struct ent_record *record, int strand, int release) {
    const struct ent_known_pairs *known = record->known;
    while (known && (known->strand != strand || known->release != release))
        known = known->next;
    return known;
}

/* Whether it is known that no fact is about the two, in this order. */
static bool is_without_facts(const struct ent_record *record, const struct ent_fact *about) {
    const struct ent_known_pairs *known = find_known(record, about->strand, about->release);
    return known && about->a >= 0 && about->b >= 0 && (size_t)about->a < known->states &&
           (size_t)about->b < known->states && !known->pairs[(size_t)about->a * known->states + (size_t)about->b];
}

int ent_record_know_pairs(struct ent_record *record, const struct ent_strand *strand, int release,
                          struct ent_error *error) {
    size_t states = ent_states_count(record->states);
    sqlite3_stmt *statement;
    int step;
    if (record->writes || find_known(record, strand->id, release))
        return ENT_OK;
    struct ent_known_pairs *known = ent_arena_alloc(&record->arena, 1, sizeof *known);
    unsigned char *pairs = ent_arena_alloc(&record->arena, states * states + 1, 1);
    if (!known || !pairs)
        return ent_fail_memory(error);
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT DISTINCT a, b FROM fact WHERE strand = ?1 AND release = ?2",
                               error));
    sqlite3_bind_int(statement, 1, strand->id);
    sqlite3_bind_int(statement, 2, release);
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        int a = sqlite3_column_int(statement, 0), b = sqlite3_column_int(statement, 1);
        if (a >= 0 && b >= 0 && (size_t)a < states && (size_t)b < states)
            pairs[(size_t)a * states + (size_t)b] = 1;
    }
    sqlite3_finalize(statement);
    if (step != SQLITE_DONE)
        return ent_record_fail(record, "reading facts", error);
    *known = (struct ent_known_pairs){strand->id, release, states, pairs, record->known};
    record->known = known;
    return ENT_OK;
}

int ent_record_facts(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand, ent_state a,
                     ent_state b, bool either, int item, int release, struct ent_facts *out, struct ent_error *error) {
    const struct ent_fact about = {.strand = strand->id, .a = a, .b = b, .item = item, .release = release};
    sqlite3_stmt *statement;
    *out = (struct ent_facts){.count = 0};
    if (b != ENT_NO_STATE && is_without_facts(record, &about) &&
        (!either ||
         is_without_facts(record, &(struct ent_fact){.strand = strand->id, .a = b, .b = a, .release = release})))
        return ENT_OK;
    ENT_TRY(pair_query(record, record->of_pair, fact_columns, "ORDER BY from_day, line", &about, either, &statement,
                       error));
    return collect(record, arena, statement, out, error);
}

int ent_record_told_apart(struct ent_record *record, const struct ent_strand *strand, ent_state a, ent_state b,
                          bool either, int item, int release, bool *out, struct ent_error *error) {
    const struct ent_fact about = {.strand = strand->id, .a = a, .b = b, .item = item, .release = release};
    sqlite3_stmt *statement;
    ENT_TRY(pair_query(record, record->apart,
                       "SELECT 1 FROM fact WHERE (reporter <> 0 OR borders <> 0) AND strand = ?1 AND release = ?2",
                       "LIMIT 1", &about, either, &statement, error));
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW;
    sqlite3_reset(statement);
    return step == SQLITE_ROW || step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading facts", error);
}

/* Runs a query of one state or of none, and closes it. */
static int facts_where(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand,
                       const char *sql, ent_state state, int release, struct ent_facts *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, sql, error));
    sqlite3_bind_int(statement, 1, strand->id);
    sqlite3_bind_int(statement, 2, release);
    if (state != ENT_NO_STATE)
        sqlite3_bind_int(statement, 3, state);
    int status = collect(record, arena, statement, out, error);
    sqlite3_finalize(statement);
    return status;
}

/* By day, then line, then key. SQLite would sort whole rows: this is a third of the time. */
static int compare_facts(const void *left, const void *right) {
    const struct ent_fact *x = left, *y = right;
    const long of_x[] = {x->from, x->line, x->a, x->b, x->item, x->reporter};
    const long of_y[] = {y->from, y->line, y->a, y->b, y->item, y->reporter};
    for (size_t i = 0; i < sizeof of_x / sizeof of_x[0]; i++)
        if (of_x[i] != of_y[i])
            return of_x[i] < of_y[i] ? -1 : 1;
    return 0;
}

/* The key begins with a: facts of others about the state are looked up other by other, a few hundred short reads where
 * one "or" would read the whole strand. */
int ent_record_facts_touching(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand,
                              ent_state state, int release, struct ent_facts *out, struct ent_error *error) {
    char sql[1280];
    snprintf(sql, sizeof sql, "%sAND a = ?3 UNION ALL %sAND b = ?3 AND a IN (SELECT id FROM state WHERE id <> ?3)",
             fact_columns, fact_columns);
    ENT_TRY(facts_where(record, arena, strand, sql, state, release, out, error));
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_facts);
    return ENT_OK;
}

int ent_record_facts_all(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand,
                         int release, struct ent_facts *out, struct ent_error *error) {
    char sql[640];
    snprintf(sql, sizeof sql, "%sORDER BY from_day, line", fact_columns);
    return facts_where(record, arena, strand, sql, ENT_NO_STATE, release, out, error);
}

const char *ent_record_entity_name(struct ent_record *record, struct ent_arena *arena, int entity) {
    sqlite3_stmt *statement;
    if (ent_record_prepare(record, &statement, "SELECT name FROM entity WHERE id = ?1", NULL) != ENT_OK)
        return NULL;
    sqlite3_bind_int(statement, 1, entity);
    const char *name = sqlite3_step(statement) == SQLITE_ROW
                           ? ent_arena_string(arena, (const char *)sqlite3_column_text(statement, 0))
                           : NULL;
    sqlite3_finalize(statement);
    return name;
}

static int keep_column(struct ent_arena *arena, sqlite3_stmt *statement, int column, const char **out) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    *out = ent_arena_string(arena, text ? text : "");
    return *out ? 0 : -1;
}

/* Everything but line and reporter: the file, its release, the column. */
static int file_lineage(struct ent_record *record, struct ent_arena *arena, int file, int column,
                        struct ent_lineage *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT s.name, r.version, f.name, f.sha256, r.licence, r.citation,"
                               " (SELECT name FROM column_name WHERE id = ?2)"
                               " FROM file f JOIN release r ON r.id = f.release JOIN source s ON s.id = r.source"
                               " WHERE f.id = ?1",
                               error));
    sqlite3_bind_int(statement, 1, file);
    sqlite3_bind_int(statement, 2, column);
    int step = sqlite3_step(statement), bad = 0;
    if (step == SQLITE_ROW)
        bad = keep_column(arena, statement, 0, &out->source) || keep_column(arena, statement, 1, &out->version) ||
              keep_column(arena, statement, 2, &out->file) || keep_column(arena, statement, 3, &out->sha256) ||
              keep_column(arena, statement, 4, &out->licence) || keep_column(arena, statement, 5, &out->citation) ||
              keep_column(arena, statement, 6, &out->column);
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "reading the lineage of a fact", error);
}

int ent_record_lineage(struct ent_record *record, struct ent_arena *arena, const struct ent_fact *fact,
                       struct ent_lineage *out, struct ent_error *error) {
    *out = (struct ent_lineage){.line = fact->line};
    out->reporter = ent_record_reporter_name(record, fact->reporter);
    return file_lineage(record, arena, fact->file, fact->column, out, error);
}

/* Where the ballot at `position` stands among the set bits of the four planes. */
static size_t ballot_rank(const struct ent_planes *planes, int position) {
    size_t rank = 0;
    for (int i = 0; i <= position / 64; i++) {
        uint64_t cast = planes->yes[i] | planes->abstain[i] | planes->no[i] | planes->absent[i];
        if (i == position / 64)
            cast &= ((uint64_t)1 << (position % 64)) - 1;
        rank += (size_t)__builtin_popcountll(cast);
    }
    return rank;
}

int ent_record_ballot_lineage(struct ent_record *record, struct ent_arena *arena, const struct ent_votes *votes,
                              ent_state state, int position, struct ent_lineage *out, struct ent_error *error) {
    *out = (struct ent_lineage){.reporter = ""};
    struct ent_planes planes;
    ENT_TRY(ent_record_planes(record, arena, votes, state, &planes, error));
    if (!planes.yes)
        return ENT_OK;
    size_t rank = ballot_rank(&planes, position);
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "SELECT lines, file, column FROM ballot WHERE release = ?1 AND state = ?2", error));
    sqlite3_bind_int(statement, 1, votes->release);
    sqlite3_bind_int(statement, 2, state);
    int file = 0, column = 0, step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        const unsigned char *lines = sqlite3_column_blob(statement, 0);
        size_t count = (size_t)sqlite3_column_bytes(statement, 0) / 4;
        if (rank < count)
            out->line = (long)((uint32_t)lines[4 * rank] | (uint32_t)lines[4 * rank + 1] << 8 |
                               (uint32_t)lines[4 * rank + 2] << 16 | (uint32_t)lines[4 * rank + 3] << 24);
        file = sqlite3_column_int(statement, 1);
        column = sqlite3_column_int(statement, 2);
    }
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? file_lineage(record, arena, file, column, out, error)
                              : ent_record_fail(record, "reading a ballot", error);
}
