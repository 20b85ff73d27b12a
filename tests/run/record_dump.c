/* record_dump FILE: the content of a record as one line per table (name, rows, hash of all cells in the table's own order),
 * after SQLite has checked the file. Two records with the same lines hold the same, however their pages lie. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"

static void fail(sqlite3 *database, const char *doing) {
    fprintf(stderr, "record_dump: %s: %s\n", doing, sqlite3_errmsg(database));
}

static int check(sqlite3 *database, const char *sql, const char *wanted) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) {
        fail(database, sql);
        return 1;
    }
    const char *got = "";
    if (sqlite3_step(statement) == SQLITE_ROW)
        got = (const char *)sqlite3_column_text(statement, 0);
    int bad = strcmp(got, wanted) != 0;
    if (bad)
        fprintf(stderr, "record_dump: %s: %s\n", sql, got);
    sqlite3_finalize(statement);
    return bad;
}

enum { CHUNK = 1 << 20 };

/* A running hash: that of the last hash and the rows since. */
static void hash_rows(struct ent_text *text, char hash[ENT_HASH_TEXT]) {
    ent_text_add(text, hash);
    ent_hash_bytes(text->bytes, text->length, hash);
    ent_text_clear(text);
}

static void add_row(sqlite3_stmt *row, struct ent_text *text) {
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        int type = sqlite3_column_type(row, i);
        sqlite3_int64 number = type == SQLITE_INTEGER ? sqlite3_column_int64(row, i) : 0;
        double real = type == SQLITE_FLOAT ? sqlite3_column_double(row, i) : 0;
        int length = type == SQLITE_TEXT || type == SQLITE_BLOB ? sqlite3_column_bytes(row, i) : 0;
        ent_text_add_bytes(text, (const char *)&type, sizeof type);
        ent_text_add_bytes(text, (const char *)&number, sizeof number);
        ent_text_add_bytes(text, (const char *)&real, sizeof real);
        ent_text_add_bytes(text, (const char *)&length, sizeof length);
        if (length)
            ent_text_add_bytes(text, sqlite3_column_blob(row, i), (size_t)length);
    }
}

static int dump_table(sqlite3 *database, const char *name) {
    char sql[160], hash[ENT_HASH_TEXT] = "";
    sqlite3_stmt *row = NULL;
    struct ent_text text;
    long count = 0;
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", name);
    if (sqlite3_prepare_v2(database, sql, -1, &row, NULL) != SQLITE_OK) {
        fail(database, name);
        return 1;
    }
    ent_text_init(&text);
    int step;
    while ((step = sqlite3_step(row)) == SQLITE_ROW) {
        add_row(row, &text);
        if (text.length > CHUNK)
            hash_rows(&text, hash);
        count++;
    }
    hash_rows(&text, hash);
    ent_text_release(&text);
    sqlite3_finalize(row);
    printf("%s %ld %s\n", name, count, hash);
    if (step != SQLITE_DONE)
        fail(database, name);
    return step != SQLITE_DONE;
}

int main(int argc, char **argv) {
    sqlite3 *database = NULL;
    sqlite3_stmt *names = NULL;
    if (argc != 2 || sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        fprintf(stderr, "record_dump: one record is needed\n");
        return 2;
    }
    int bad = check(database, "PRAGMA integrity_check", "ok") || check(database, "PRAGMA foreign_key_check", "");
    if (sqlite3_prepare_v2(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", -1, &names,
                           NULL) != SQLITE_OK)
        bad = 1;
    while (!bad && sqlite3_step(names) == SQLITE_ROW)
        bad = dump_table(database, (const char *)sqlite3_column_text(names, 0));
    sqlite3_finalize(names);
    sqlite3_close(database);
    return bad;
}
