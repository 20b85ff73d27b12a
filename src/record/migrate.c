/* The steps from one version of the schema to the next. A change of schema.sql raises ENT_RECORD_VERSION and adds one
 * step here. A step changes the tables by its SQL; what SQL alone cannot compute, its function does. */
#include "record/migrate.h"

#include <stdio.h>

#include "record/extent.h"

struct step {
    int from; /* to from + 1 */
    const char *sql;
    int (*compute)(struct ent_record *record, struct ent_error *error);
};

static int compute_extents(struct ent_record *record, struct ent_error *error) {
    struct ent_extents extents = {0};
    int status = ent_extents_read_all(&extents, record, error);
    if (status == ENT_OK)
        status = ent_extents_write(&extents, record, error);
    ent_extents_release(&extents);
    return status;
}

static const struct step steps[] = {
    /* 2: figures for the borders of then and of today are told apart. In version 1 a recipe said so for all its figures
     * of before a break. */
    {1,
     "ALTER TABLE fact ADD COLUMN borders INTEGER NOT NULL DEFAULT 0 CHECK (borders IN (0, 1));"
     "UPDATE fact SET borders = 1 WHERE release IN"
     " (SELECT id FROM release WHERE char(10) || recipe GLOB '*' || char(10) || 'borders[ \t]*present*')"
     " AND from_day < (SELECT max(day) FROM state_break k WHERE k.state = fact.a);",
     NULL},
    /* 3: what each release really holds, by strand and state, and whether its file was whole. */
    {2,
     "CREATE TABLE extent (release INTEGER NOT NULL REFERENCES release, strand INTEGER NOT NULL REFERENCES strand,"
     " state INTEGER NOT NULL, from_day INTEGER, to_day INTEGER, seen INTEGER NOT NULL, unknown INTEGER NOT NULL,"
     " holes INTEGER NOT NULL, PRIMARY KEY (release, strand, state)) WITHOUT ROWID;"
     "ALTER TABLE release ADD COLUMN rows_expected INTEGER;"
     "ALTER TABLE release ADD COLUMN whole TEXT NOT NULL DEFAULT 'not known'"
     " CHECK (whole IN ('by checksum', 'by count', 'not known', 'cut'));"
     "UPDATE release SET whole = 'by checksum' WHERE EXISTS (SELECT 1 FROM file f WHERE f.release = release.id"
     " AND (instr(release.recipe, f.sha256) OR instr(release.recipe, f.read_sha256)));",
     compute_extents},
    /* 4: which release brought a strand, so that it can go with it. Of those that are there nobody knows: they stay. */
    {3, "ALTER TABLE strand ADD COLUMN made_by INTEGER;", NULL},
};

_Static_assert(sizeof steps / sizeof *steps == ENT_RECORD_VERSION - 1, "every version has its step");

/* The schema version that the file says it has. */
static int file_version(struct ent_record *record, int *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, "PRAGMA user_version", error));
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "reading the record", error);
}

static int run_step(struct ent_record *record, const struct step *step, struct ent_error *error) {
    char sql[64];
    ENT_TRY(ent_record_run(record, step->sql, error));
    if (step->compute)
        ENT_TRY(step->compute(record, error));
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", step->from + 1);
    return ent_record_run(record, sql, error);
}

int ent_record_migrate(struct ent_record *record, struct ent_error *error) {
    int version = 0;
    ENT_TRY(ent_record_run(record, "BEGIN IMMEDIATE", error));
    int status = file_version(record, &version, error); /* again: another program may have been first */
    for (size_t i = 0; status == ENT_OK && i < sizeof steps / sizeof *steps; i++)
        if (steps[i].from >= version)
            status = run_step(record, &steps[i], error);
    if (status == ENT_OK)
        status = ent_record_run(record, "COMMIT", error);
    if (status != ENT_OK)
        sqlite3_exec(record->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
