#include "record/remove.h"

#include <stdio.h>

#include "base/text.h"
#include "record/tables.h"

/* ?1 is the release. What it alone used is noted in temporary tables first, and goes when nobody else turns out to use it. */
static const char *const steps[] = {
    "CREATE TEMP TABLE used_strand AS SELECT DISTINCT strand AS id FROM extent WHERE release = ?1"
    " UNION SELECT strand FROM coverage WHERE release = ?1",
    "CREATE TEMP TABLE used AS SELECT DISTINCT item, reporter, column, entity_a, entity_b FROM fact"
    " WHERE strand IN (SELECT id FROM used_strand) AND release = ?1"
    " UNION SELECT 0, 0, column, 0, 0 FROM ballot WHERE release = ?1",
    "DELETE FROM fact WHERE strand IN (SELECT id FROM used_strand) AND release = ?1",
    "DELETE FROM ballot WHERE release = ?1",
    "DELETE FROM roll_call WHERE release = ?1",
    "DELETE FROM coverage WHERE release = ?1",
    "DELETE FROM extent WHERE release = ?1",
    "DELETE FROM rejected WHERE release = ?1",
    "DELETE FROM rule WHERE release = ?1",
    "DELETE FROM file WHERE release = ?1",
    "DELETE FROM release WHERE id = ?1",
    /* names: one walk over the facts that are left */
    "CREATE TEMP TABLE kept AS SELECT DISTINCT item, reporter, column, entity_a, entity_b FROM fact"
    " UNION SELECT 0, 0, column, 0, 0 FROM ballot",
    "DELETE FROM item WHERE id <> 0 AND id IN (SELECT item FROM used) AND id NOT IN (SELECT item FROM kept)",
    "DELETE FROM reporter WHERE id <> 0 AND id IN (SELECT reporter FROM used) AND id NOT IN (SELECT reporter FROM kept)",
    "DELETE FROM column_name WHERE id <> 0 AND id IN (SELECT column FROM used) AND id NOT IN (SELECT column FROM kept)",
    "DELETE FROM entity WHERE source <> 'pack' AND id IN (SELECT entity_a FROM used UNION SELECT entity_b FROM used)"
    " AND id NOT IN (SELECT entity_a FROM kept UNION SELECT entity_b FROM kept)",
    "DELETE FROM strand_type WHERE strand IN (SELECT id FROM used_strand) AND NOT EXISTS"
    " (SELECT 1 FROM fact f WHERE f.strand = strand_type.strand AND f.types >> strand_type.bit & 1)",
    "DELETE FROM strand WHERE made_by = ?1 AND NOT EXISTS (SELECT 1 FROM extent x WHERE x.strand = strand.id)"
    " AND NOT EXISTS (SELECT 1 FROM coverage c WHERE c.strand = strand.id)",
    "UPDATE strand SET made_by = (SELECT min(release) FROM extent x WHERE x.strand = strand.id) WHERE made_by = ?1",
    "DELETE FROM source_relation WHERE source IN"
    " (SELECT name FROM source s WHERE NOT EXISTS (SELECT 1 FROM release r WHERE r.source = s.id))",
    "DELETE FROM source WHERE NOT EXISTS (SELECT 1 FROM release r WHERE r.source = source.id)",
    "DROP TABLE used",
    "DROP TABLE used_strand",
    "DROP TABLE kept",
};

static int find_release(struct ent_record *record, const char *source, const char *version, int *release, long *others,
                        struct ent_error *error) {
    const struct ent_tables *tables;
    struct ent_text there, names;
    ENT_TRY(ent_record_tables(record, &tables, error));
    ent_text_init(&there);
    ent_text_init(&names);
    *release = -1;
    *others = 0;
    for (size_t i = 0; i < tables->release_count; i++) {
        const struct ent_release *at = tables->releases[i];
        if (!i || tables->releases[i - 1]->source != at->source)
            ent_text_format(&names, "%s%s", i ? ", " : "", at->source_name);
        if (!ent_text_equal_folded(at->source_name, source))
            continue;
        if (ent_text_equal_folded(at->version, version))
            *release = at->id;
        else
            ++*others;
        ent_text_format(&there, "%s%s", there.length ? ", " : "", at->version);
    }
    int status = *release >= 0 ? ENT_OK
                 : there.length
                     ? ent_fail(error, ENT_ERROR_USAGE, "the record has no release %s of %s; it has %s", version, source,
                                there.bytes)
                     : ent_fail(error, ENT_ERROR_USAGE, "the record has no source %s; it has %s", source,
                                names.length ? names.bytes : "none");
    ent_text_release(&there);
    ent_text_release(&names);
    return status;
}

static int run_step(struct ent_record *record, const char *sql, int release, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, sql, error));
    if (sqlite3_bind_parameter_count(statement))
        sqlite3_bind_int(statement, 1, release);
    int step = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "removing a release", error);
}

static int number(struct ent_record *record, const char *sql, int release, long *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, sql, error));
    if (sqlite3_bind_parameter_count(statement))
        sqlite3_bind_int(statement, 1, release);
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW ? (long)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "removing a release", error);
}

static int count_rows(struct ent_record *record, int release, struct ent_removed *out, struct ent_error *error) {
    ENT_TRY(number(record,
                   "SELECT count(*) FROM fact WHERE release = ?1 AND strand IN (SELECT strand FROM extent WHERE"
                   " release = ?1)",
                   release, &out->facts, error));
    ENT_TRY(number(record, "SELECT count(*) FROM roll_call WHERE release = ?1", release, &out->roll_calls, error));
    return number(record, "SELECT count(*) FROM rejected WHERE release = ?1", release, &out->rejected, error);
}

static int remove_rows(struct ent_record *record, int release, struct ent_removed *out, struct ent_error *error) {
    long pages, size;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        ENT_TRY(run_step(record, steps[i], release, error));
    ENT_TRY(number(record, "PRAGMA freelist_count", release, &pages, error));
    ENT_TRY(number(record, "PRAGMA page_size", release, &size, error));
    out->free_bytes = pages * size;
    return ENT_OK;
}

int ent_record_remove(struct ent_record *record, const char *source, const char *version, bool dry_run,
                      struct ent_removed *out, struct ent_error *error) {
    int release;
    long others = 0;
    *out = (struct ent_removed){0};
    ENT_TRY(ent_record_run(record, dry_run ? "BEGIN" : "BEGIN IMMEDIATE", error));
    record->tables = NULL; /* as they are now, under the lock */
    int status = find_release(record, source, version, &release, &others, error);
    if (status == ENT_OK)
        status = count_rows(record, release, out, error);
    if (status == ENT_OK && !dry_run)
        status = remove_rows(record, release, out, error);
    out->last_of_source = others == 0;
    if (status == ENT_OK)
        status = ent_record_run(record, "COMMIT", error);
    if (status != ENT_OK)
        sqlite3_exec(record->database, "ROLLBACK", NULL, NULL, NULL);
    record->tables = NULL;
    return status;
}
