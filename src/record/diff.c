#include "record/diff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "record/tables.h"

/* One side: a walk over the facts of a release in the order of their keys. */
struct side {
    sqlite3_stmt *statement;
    int key[6]; /* a, b, item, reporter, borders, from_day */
    double value, end;
    long line;
    bool more;
};

static int step_on(struct ent_record *record, struct side *side, struct ent_error *error) {
    int step = sqlite3_step(side->statement);
    side->more = step == SQLITE_ROW;
    if (!side->more)
        return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading facts", error);
    for (int i = 0; i < 6; i++)
        side->key[i] = sqlite3_column_int(side->statement, i);
    side->value = sqlite3_column_double(side->statement, 6);
    side->end = sqlite3_column_double(side->statement, 7);
    side->line = (long)sqlite3_column_int64(side->statement, 8);
    return ENT_OK;
}

/* The value of a spell or event is its types; where it ends belongs to it. */
static int begin(struct ent_record *record, struct side *side, int strand, int release, struct ent_error *error) {
    ENT_TRY(ent_record_prepare(record, &side->statement,
                               "SELECT f.a, f.b, f.item, f.reporter, f.borders, f.from_day, CASE WHEN s.shape IN ('spell',"
                               " 'event') THEN f.types ELSE f.value END, f.to_day, f.line FROM fact f JOIN strand s ON"
                               " s.id = f.strand WHERE f.strand = ?1 AND f.release = ?2 AND f.kind <> 2"
                               " ORDER BY f.a, f.b, f.item, f.reporter, f.borders, f.from_day, f.line",
                               error));
    sqlite3_bind_int(side->statement, 1, strand);
    sqlite3_bind_int(side->statement, 2, release);
    return step_on(record, side, error);
}

static int compare(const struct side *left, const struct side *right) {
    if (!left->more || !right->more)
        return right->more - left->more;
    for (int i = 0; i < 6; i++)
        if (left->key[i] != right->key[i])
            return left->key[i] < right->key[i] ? -1 : 1;
    return 0;
}

static int add_row(struct ent_arena *arena, struct ent_diff *out, size_t *capacity, enum ent_diff_kind kind,
                   const struct side *left, const struct side *right) {
    const struct side *there = kind == ENT_DIFF_ADDED ? right : left;
    void *rows = out->rows;
    if (ent_arena_grow(arena, &rows, out->count, capacity, sizeof *out->rows))
        return -1;
    out->rows = rows;
    double before = kind == ENT_DIFF_ADDED ? (double)NAN : left->value;
    double after = kind == ENT_DIFF_DROPPED ? (double)NAN : right->value;
    out->rows[out->count++] = (struct ent_diff_row){
        .kind = kind,
        .a = (ent_state)there->key[0],
        .b = (ent_state)there->key[1],
        .item = there->key[2],
        .reporter = there->key[3],
        .present_borders = there->key[4] != 0,
        .year = there->key[5] == ENT_DAY_EARLY ? 0 : ent_day_year(there->key[5]),
        .before = before,
        .after = after,
        .relative = kind == ENT_DIFF_CHANGED && before != 0 ? fabs(after / before - 1) : (double)NAN,
        .line_before = kind == ENT_DIFF_ADDED ? 0 : left->line,
        .line_after = kind == ENT_DIFF_DROPPED ? 0 : right->line};
    return 0;
}

static int merge(struct ent_record *record, struct ent_arena *arena, struct side *left, struct side *right,
                 struct ent_diff *out, struct ent_error *error) {
    size_t capacity = 0;
    while (left->more || right->more) {
        int order = compare(left, right), bad = 0;
        if (order == 0 && left->value == right->value && left->end == right->end)
            out->same++;
        else if (order == 0)
            bad = add_row(arena, out, &capacity, ENT_DIFF_CHANGED, left, right);
        else
            bad = add_row(arena, out, &capacity, order < 0 ? ENT_DIFF_DROPPED : ENT_DIFF_ADDED, left, right);
        if (bad)
            return ent_fail_memory(error);
        if (order <= 0)
            ENT_TRY(step_on(record, left, error));
        if (order >= 0)
            ENT_TRY(step_on(record, right, error));
    }
    return ENT_OK;
}

/* Changed before dropped before added; the largest change first; else as the facts stand. */
static int by_size(const void *left, const void *right) {
    const struct ent_diff_row *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    double x = isnan(a->relative) ? -1 : a->relative, y = isnan(b->relative) ? -1 : b->relative;
    if (x != y)
        return x > y ? -1 : 1;
    const int lefts[] = {a->a, a->b, a->item, a->reporter, a->present_borders, a->year};
    const int rights[] = {b->a, b->b, b->item, b->reporter, b->present_borders, b->year};
    for (int i = 0; i < 6; i++)
        if (lefts[i] != rights[i])
            return lefts[i] < rights[i] ? -1 : 1;
    return (a->line_before > b->line_before) - (a->line_before < b->line_before);
}

static void summarise(struct ent_diff *out) {
    size_t sized = 0;
    if (out->count)
        qsort(out->rows, out->count, sizeof *out->rows, by_size);
    for (size_t i = 0; i < out->count; i++) {
        out->changed += out->rows[i].kind == ENT_DIFF_CHANGED;
        out->dropped += out->rows[i].kind == ENT_DIFF_DROPPED;
        out->added += out->rows[i].kind == ENT_DIFF_ADDED;
        sized += !isnan(out->rows[i].relative);
    }
    out->median = out->largest = (double)NAN;
    if (!sized)
        return;
    out->largest = out->rows[0].relative;
    out->median = (out->rows[(sized - 1) / 2].relative + out->rows[sized / 2].relative) / 2;
}

int ent_record_diff(struct ent_record *record, struct ent_arena *arena, int strand, int before, int after,
                    struct ent_diff *out, struct ent_error *error) {
    struct side left = {0}, right = {0};
    *out = (struct ent_diff){0};
    int status = begin(record, &left, strand, before, error);
    if (status == ENT_OK)
        status = begin(record, &right, strand, after, error);
    if (status == ENT_OK)
        status = merge(record, arena, &left, &right, out, error);
    sqlite3_finalize(left.statement);
    sqlite3_finalize(right.statement);
    summarise(out);
    return status;
}

int ent_record_only(struct ent_record *record, const char *source, int release, struct ent_error *error) {
    const struct ent_tables *shared;
    ENT_TRY(ent_record_tables(record, &shared, error));
    struct ent_tables *tables = record->tables;
    size_t kept = 0;
    for (size_t i = 0; i < tables->release_count; i++)
        if (strcmp(tables->releases[i]->source_name, source) != 0 || tables->releases[i]->id == release)
            tables->releases[kept++] = tables->releases[i];
    tables->release_count = kept;
    return ENT_OK;
}
