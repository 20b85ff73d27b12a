#include "record/tables.h"

#include <string.h>

#include "base/text.h"

/* Text of a column in the record's arena; NULL only when memory is out. */
static const char *keep(struct ent_record *record, sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return ent_arena_string(&record->arena, text ? text : "");
}

/* Runs a query and hands each row to `take`, which returns 0, or -1 when memory is out. */
static int each_row(struct ent_record *record, struct ent_tables *tables, const char *sql,
                    int (*take)(struct ent_record *, struct ent_tables *, sqlite3_stmt *), struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, sql, error));
    int bad = 0, step = SQLITE_DONE;
    while (!bad && (step = sqlite3_step(statement)) == SQLITE_ROW)
        bad = take(record, tables, statement);
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading the record", error);
}

/* Room for one more: the arrays double whenever their count is a power of two, so no capacity is kept. */
static int make_room(struct ent_record *record, void **items, size_t count, size_t size) {
    if (count & (count - 1))
        return 0;
    size_t capacity = count;
    return ent_arena_grow(&record->arena, items, count, &capacity, size);
}

static int take_strand(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    struct ent_strand *strand = ent_arena_alloc(&record->arena, 1, sizeof *strand);
    void *items = tables->strands;
    if (!strand || make_room(record, &items, tables->strand_count, sizeof *tables->strands))
        return -1;
    tables->strands = items;
    strand->id = sqlite3_column_int(statement, 0);
    strand->name = keep(record, statement, 1);
    strand->shape = keep(record, statement, 2);
    strand->directed = sqlite3_column_int(statement, 3) == 1;
    strand->single = sqlite3_column_int(statement, 3) == 2;
    strand->unit = keep(record, statement, 4);
    strand->orientation = keep(record, statement, 5);
    strand->title = keep(record, statement, 6);
    tables->strands[tables->strand_count++] = strand;
    return strand->name && strand->shape && strand->unit && strand->orientation && strand->title ? 0 : -1;
}

static int take_type(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    int id = sqlite3_column_int(statement, 0), bit = sqlite3_column_int(statement, 1);
    for (size_t i = 0; i < tables->strand_count; i++)
        if (tables->strands[i]->id == id && bit >= 0 && bit < 32)
            return (tables->strands[i]->types[bit] = keep(record, statement, 2)) ? 0 : -1;
    return 0;
}

static int take_release(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    struct ent_release *release = ent_arena_alloc(&record->arena, 1, sizeof *release);
    void *items = tables->releases;
    if (!release || make_room(record, &items, tables->release_count, sizeof *tables->releases))
        return -1;
    tables->releases = items;
    release->id = sqlite3_column_int(statement, 0);
    release->source = sqlite3_column_int(statement, 1);
    release->source_name = keep(record, statement, 2);
    release->source_title = keep(record, statement, 3);
    release->version = keep(record, statement, 4);
    release->citation = keep(record, statement, 5);
    release->licence = keep(record, statement, 6);
    release->published = sqlite3_column_int(statement, 7);
    release->published_precision = (enum ent_precision)sqlite3_column_int(statement, 8);
    release->seen_only = sqlite3_column_int(statement, 9) != 0;
    tables->releases[tables->release_count++] = release;
    return release->source_name && release->source_title && release->version && release->citation && release->licence
               ? 0
               : -1;
}

static int take_coverage(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    void *items = tables->coverage;
    if (make_room(record, &items, tables->coverage_count, sizeof *tables->coverage))
        return -1;
    tables->coverage = items;
    struct ent_coverage_row *row = &tables->coverage[tables->coverage_count++];
    row->release = sqlite3_column_int(statement, 0);
    row->strand = sqlite3_column_int(statement, 1);
    row->state = (ent_state)sqlite3_column_int(statement, 2);
    row->from = sqlite3_column_int(statement, 3);
    row->to = sqlite3_column_int(statement, 4);
    row->absent =
        strcmp((const char *)sqlite3_column_text(statement, 5), "none") == 0 ? ENT_KIND_NONE : ENT_KIND_UNKNOWN;
    row->list = keep(record, statement, 6);
    return row->list ? 0 : -1;
}

/* Stores a name at its id, growing the array with empty places. */
static int put_name(struct ent_record *record, const char ***names, size_t *count, sqlite3_stmt *statement) {
    size_t id = (size_t)sqlite3_column_int64(statement, 0);
    while (*count <= id) {
        void *items = *names;
        if (make_room(record, &items, *count, sizeof **names))
            return -1;
        *names = items;
        (*names)[(*count)++] = NULL;
    }
    return ((*names)[id] = keep(record, statement, 1)) ? 0 : -1;
}

static int take_reporter(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    return put_name(record, &tables->reporters, &tables->reporter_count, statement);
}

static int take_item(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    return put_name(record, &tables->items, &tables->item_count, statement);
}

static int take_relation(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    void *items = tables->relations;
    if (make_room(record, &items, tables->relation_count, sizeof *tables->relations))
        return -1;
    tables->relations = items;
    struct ent_source_relation *relation = &tables->relations[tables->relation_count++];
    relation->source = keep(record, statement, 0);
    relation->reporter = keep(record, statement, 1);
    relation->relation = keep(record, statement, 2);
    relation->other = keep(record, statement, 3);
    return relation->source && relation->reporter && relation->relation && relation->other ? 0 : -1;
}

static int take_caution(struct ent_record *record, struct ent_tables *tables, sqlite3_stmt *statement) {
    void *items = tables->cautions;
    if (make_room(record, &items, tables->caution_count, sizeof *tables->cautions))
        return -1;
    tables->cautions = items;
    struct ent_caution *caution = &tables->cautions[tables->caution_count++];
    caution->release = sqlite3_column_int(statement, 0);
    caution->strand = keep(record, statement, 1);
    caution->text = keep(record, statement, 2);
    return caution->strand && caution->text ? 0 : -1;
}

static int load(struct ent_record *record, struct ent_tables *tables, struct ent_error *error) {
    ENT_TRY(each_row(record, tables,
                     "SELECT id, name, shape, directed, unit, orientation, title FROM strand ORDER BY name",
                     take_strand, error));
    ENT_TRY(each_row(record, tables, "SELECT strand, bit, name FROM strand_type", take_type, error));
    ENT_TRY(each_row(record, tables,
                     "SELECT r.id, r.source, s.name, s.title, r.version, r.citation, r.licence,"
                     " coalesce(r.published_day, r.seen_day), r.published_precision, r.published_day IS NULL"
                     " FROM release r JOIN source s ON s.id = r.source"
                     " ORDER BY s.name, coalesce(r.published_day, r.seen_day) DESC, r.version DESC",
                     take_release, error));
    ENT_TRY(each_row(record, tables,
                     "SELECT release, strand, state, from_day, to_day, absent, list FROM coverage ORDER BY 1, 2, 3, 4",
                     take_coverage, error));
    ENT_TRY(each_row(record, tables, "SELECT id, name FROM reporter ORDER BY id", take_reporter, error));
    ENT_TRY(each_row(record, tables, "SELECT id, name FROM item ORDER BY id", take_item, error));
    ENT_TRY(each_row(record, tables,
                     "SELECT release, trim(substr(text, 9)), reason FROM rule WHERE text LIKE 'caution %'",
                     take_caution, error));
    return each_row(record, tables, "SELECT source, reporter, relation, other FROM source_relation ORDER BY 1, 2, 3, 4",
                    take_relation, error);
}

int ent_record_tables(struct ent_record *record, const struct ent_tables **out, struct ent_error *error) {
    if (!record->tables) {
        struct ent_tables *tables = ent_arena_alloc(&record->arena, 1, sizeof *tables);
        if (!tables)
            return ent_fail_memory(error);
        ENT_TRY(load(record, tables, error));
        record->tables = tables;
    }
    *out = record->tables;
    return ENT_OK;
}

int ent_record_strands(struct ent_record *record, struct ent_strand ***out, size_t *count, struct ent_error *error) {
    const struct ent_tables *tables;
    ENT_TRY(ent_record_tables(record, &tables, error));
    *out = tables->strands;
    *count = tables->strand_count;
    return ENT_OK;
}

int ent_record_strand(struct ent_record *record, const char *name, struct ent_strand **out, struct ent_error *error) {
    const struct ent_tables *tables;
    ENT_TRY(ent_record_tables(record, &tables, error));
    *out = NULL;
    for (size_t i = 0; i < tables->strand_count && !*out; i++)
        if (ent_text_equal_folded(tables->strands[i]->name, name)) /* capitals ignored, as everywhere in a claim */
            *out = tables->strands[i];
    return ENT_OK;
}

static bool holds_strand(const struct ent_tables *tables, int release, int strand) {
    size_t low = 0, high = tables->coverage_count; /* rows are in order of release and strand */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct ent_coverage_row *row = &tables->coverage[middle];
        if (row->release == release && row->strand == strand)
            return true;
        if (row->release < release || (row->release == release && row->strand < strand))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Whether a release that is itself too young holds figures with a date of their own that are old enough (a casebook).
 */
static bool has_dated_figures(struct ent_record *record, int strand, int release, ent_day as_of) {
    sqlite3_stmt *statement;
    if (ent_record_prepare(record, &statement,
                           "SELECT 1 FROM fact WHERE strand = ?1 AND release = ?2 AND published_day <= ?3 LIMIT 1",
                           NULL) != ENT_OK)
        return false;
    sqlite3_bind_int(statement, 1, strand);
    sqlite3_bind_int(statement, 2, release);
    sqlite3_bind_int(statement, 3, as_of);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    return found;
}

int ent_record_releases(struct ent_record *record, const char *strand, const struct ent_view *view,
                        struct ent_release ***out, size_t *count, struct ent_error *error) {
    const struct ent_tables *tables;
    struct ent_strand *wanted = NULL;
    ENT_TRY(ent_record_tables(record, &tables, error));
    if (strand)
        ENT_TRY(ent_record_strand(record, strand, &wanted, error));
    *count = 0;
    *out = ent_arena_alloc(&record->arena, tables->release_count + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < tables->release_count; i++) {
        struct ent_release *release = tables->releases[i];
        if (strand && (!wanted || !holds_strand(tables, release->id, wanted->id)))
            continue;
        if (view && view->as_of != ENT_DAY_OPEN && release->published > view->as_of &&
            !(wanted && has_dated_figures(record, wanted->id, release->id, view->as_of)))
            continue;
        if (view && view->source && strcmp(view->source, release->source_name) != 0)
            continue;
        (*out)[(*count)++] = release;
    }
    return ENT_OK;
}

int ent_record_holds_figures(struct ent_record *record, int release, bool *out, struct ent_error *error) {
    static const char sql[] =
        "SELECT 1 FROM release WHERE id = ?1 AND char(10) || recipe LIKE '%' || char(10) || 'figures%'";
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, sql, error));
    sqlite3_bind_int(statement, 1, release);
    *out = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    return ENT_OK;
}

ent_day ent_record_published(struct ent_record *record, int release) {
    const struct ent_tables *tables;
    if (ent_record_tables(record, &tables, NULL) != ENT_OK)
        return ENT_DAY_EARLY;
    for (size_t i = 0; i < tables->release_count; i++)
        if (tables->releases[i]->id == release)
            return tables->releases[i]->published;
    return ENT_DAY_EARLY;
}

/* First coverage row of (release, strand); the rows are sorted, so the rest follow. */
static size_t first_coverage(const struct ent_tables *tables, int release, int strand) {
    size_t low = 0, high = tables->coverage_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct ent_coverage_row *row = &tables->coverage[middle];
        if (row->release < release || (row->release == release && row->strand < strand))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum ent_kind ent_record_covers(struct ent_record *record, int strand, int release, ent_state state, ent_day from,
                                ent_day to) {
    const struct ent_tables *tables;
    if (ent_record_tables(record, &tables, NULL) != ENT_OK)
        return ENT_KIND_NOT_COVERED;
    enum ent_kind found = ENT_KIND_NOT_COVERED;
    for (size_t i = first_coverage(tables, release, strand); i < tables->coverage_count; i++) {
        const struct ent_coverage_row *row = &tables->coverage[i];
        if (row->release != release || row->strand != strand)
            break;
        if ((row->state != ENT_NO_STATE && row->state != state) || row->from >= to || from >= row->to)
            continue;
        /* a row for every state is bounded by its list; so is one for a single state, where it names a list or says "none" */
        bool bounded = row->state == ENT_NO_STATE || row->list[0] || row->absent == ENT_KIND_NONE;
        if (bounded && !ent_states_counted(record->states, state, from, to))
            found = ENT_KIND_NO_STATE; /* whatever the list: a source cannot say "none" of a state that is not there */
        else if (bounded && !ent_states_exist(record->states, row->list, state, from, to))
            found = ENT_KIND_NOT_COVERED;
        else
            return row->absent;
    }
    return found == ENT_KIND_NOT_COVERED && !ent_states_counted(record->states, state, from, to) ? ENT_KIND_NO_STATE
                                                                                                 : found;
}

int ent_record_window(struct ent_record *record, int strand, int release, ent_day *from, ent_day *to,
                      struct ent_error *error) {
    const struct ent_tables *tables;
    ENT_TRY(ent_record_tables(record, &tables, error));
    *from = ENT_DAY_OPEN;
    *to = ENT_DAY_EARLY;
    for (size_t i = first_coverage(tables, release, strand); i < tables->coverage_count; i++) {
        const struct ent_coverage_row *row = &tables->coverage[i];
        if (row->release != release || row->strand != strand)
            break;
        if (row->from < *from)
            *from = row->from;
        if (row->to > *to)
            *to = row->to;
    }
    return ENT_OK;
}

int ent_record_item(struct ent_record *record, const char *name) {
    const struct ent_tables *tables;
    if (ent_record_tables(record, &tables, NULL) != ENT_OK)
        return -1;
    for (size_t i = 0; i < tables->item_count; i++)
        if (tables->items[i] && strcmp(tables->items[i], name) == 0)
            return (int)i;
    return -1;
}

static const char *name_at(const char **names, size_t count, int id) {
    return id >= 0 && (size_t)id < count && names[id] ? names[id] : "";
}

const char *ent_record_reporter_name(struct ent_record *record, int reporter) {
    const struct ent_tables *tables;
    return ent_record_tables(record, &tables, NULL) == ENT_OK
               ? name_at(tables->reporters, tables->reporter_count, reporter)
               : "";
}

const char *ent_record_caution(struct ent_record *record, int release, const char *strand) {
    const struct ent_tables *tables;
    if (ent_record_tables(record, &tables, NULL) != ENT_OK)
        return NULL;
    for (size_t i = 0; i < tables->caution_count; i++)
        if (tables->cautions[i].release == release && strcmp(tables->cautions[i].strand, strand) == 0)
            return tables->cautions[i].text;
    return NULL;
}

const char *ent_record_same_source(struct ent_record *record, const char *source, const char *reporter) {
    const struct ent_tables *tables;
    if (ent_record_tables(record, &tables, NULL) != ENT_OK)
        return source;
    for (size_t i = 0; i < tables->relation_count; i++) {
        const struct ent_source_relation *relation = &tables->relations[i];
        bool whole = !relation->reporter[0];
        if (strcmp(relation->relation, "same-source-as") == 0 && strcmp(relation->source, source) == 0 &&
            (whole || (reporter && strcmp(relation->reporter, reporter) == 0)))
            return relation->other;
    }
    return source;
}

const char *ent_record_independent_source(struct ent_record *record, const char *source, const char *reporter) {
    enum { EDITIONS = 16 }; /* a ring of recipes that revise each other ends, too */
    const struct ent_tables *tables;
    const char *root = ent_record_same_source(record, source, reporter);
    if (ent_record_tables(record, &tables, NULL) != ENT_OK)
        return root;
    for (int edition = 0; edition < EDITIONS; edition++) {
        const char *before = NULL;
        for (size_t i = 0; i < tables->relation_count && !before; i++)
            if (strcmp(tables->relations[i].relation, "revises") == 0 && strcmp(tables->relations[i].source, root) == 0)
                before = tables->relations[i].other;
        if (!before)
            break;
        root = before;
    }
    return root;
}
