/* A scan: all facts of a strand in one release, one after another, without the memory that all of them take at once. */
#include <math.h>

#include "record/fact_row.h"

/* In order of the key, so that nothing is sorted: the + keeps SQLite from leaving the release out of that order, after
 * which it would sort. */
static const char scan_query[] = "SELECT " ENT_FACT_COLUMNS " FROM fact WHERE strand = ?1 AND +release = ?2"
                                 " ORDER BY a, b, item, from_day, release, reporter, line";

static double number(sqlite3_stmt *statement, int column) {
    return sqlite3_column_type(statement, column) == SQLITE_NULL ? (double)NAN
                                                                 : sqlite3_column_double(statement, column);
}

void ent_fact_row(sqlite3_stmt *statement, struct ent_fact *out) {
    out->a = (ent_state)sqlite3_column_int(statement, 0);
    out->b = (ent_state)sqlite3_column_int(statement, 1);
    out->item = sqlite3_column_int(statement, 2);
    out->from = sqlite3_column_int(statement, 3);
    out->reporter = sqlite3_column_int(statement, 4);
    out->line = (long)sqlite3_column_int64(statement, 5);
    out->to = sqlite3_column_int(statement, 6);
    out->precision = (enum ent_precision)sqlite3_column_int(statement, 7);
    out->kind = (enum ent_kind)sqlite3_column_int(statement, 8);
    out->value = number(statement, 9);
    out->low = number(statement, 10);
    out->high = number(statement, 11);
    out->types = (uint32_t)sqlite3_column_int64(statement, 12);
    out->recalled = sqlite3_column_int(statement, 13) != 0;
    bool own_date = sqlite3_column_type(statement, 14) != SQLITE_NULL;
    out->published = own_date ? sqlite3_column_int(statement, 14) : ENT_DAY_EARLY;
    out->present_borders = sqlite3_column_int(statement, 15) != 0;
    out->entity = sqlite3_column_int(statement, 16);
    out->note = (const char *)sqlite3_column_text(statement, 17);
}

int ent_record_each_fact(struct ent_record *record, const struct ent_strand *strand, int release, ent_fact_visit visit,
                         void *data, struct ent_error *error) {
    struct ent_fact fact = {.strand = strand->id, .release = release};
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, scan_query, error));
    sqlite3_bind_int(statement, 1, strand->id);
    sqlite3_bind_int(statement, 2, release);
    int status = ENT_OK, step = SQLITE_DONE;
    while (status == ENT_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        ent_fact_row(statement, &fact);
        status = visit(data, &fact, error);
    }
    if (status == ENT_OK && step != SQLITE_DONE)
        status = ent_record_fail(record, "reading facts", error);
    sqlite3_finalize(statement);
    return status;
}
