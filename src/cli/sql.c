/* entente sql: questions in SQL, reading only. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/verbs.h"
#include "record/query.h"

enum { TEXT_ROWS = 1000, SECONDS = 30, MEGABYTES = 512, HOLD_BYTES = 1 << 16 };

struct sql {
    struct ent_cli *cli;
    struct ent_query_limits limits;
    struct timespec begun;
    long seconds;
    struct ent_table table; /* of text */
    struct ent_json json;
    struct ent_text cell; /* of the row under way */
};

static bool out_of_time(void *data) {
    const struct sql *sql = data;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return sql->seconds && now.tv_sec - sql->begun.tv_sec >= sql->seconds;
}

/* What was written so far goes out, so that memory does not grow with the rows. */
static int let_go(struct sql *sql) {
    struct ent_text *out = &sql->cli->out;
    if (out->length < HOLD_BYTES)
        return ENT_OK;
    if (fwrite(out->bytes, 1, out->length, stdout) != out->length)
        return ent_fail(&sql->cli->error, ENT_ERROR_SYSTEM, "standard output takes no more");
    ent_text_clear(out);
    return ENT_OK;
}

/* A cell as text, until the next one: numbers with all their digits, blobs as SQL writes them, NULL as nothing. */
static const char *cell_text(struct sql *sql, sqlite3_stmt *statement, int column) {
    struct ent_text *text = &sql->cell;
    int type = sqlite3_column_type(statement, column);
    if (type == SQLITE_NULL)
        return "";
    if (type == SQLITE_TEXT || type == SQLITE_INTEGER)
        return (const char *)sqlite3_column_text(statement, column);
    ent_text_clear(text);
    const unsigned char *bytes = sqlite3_column_blob(statement, column);
    int size = sqlite3_column_bytes(statement, column);
    if (type == SQLITE_FLOAT)
        ent_number_add(text, sqlite3_column_double(statement, column));
    else
        ent_text_add(text, "x'");
    for (int i = 0; type == SQLITE_BLOB && i < size; i++)
        ent_text_format(text, "%02x", bytes[i]);
    if (type == SQLITE_BLOB)
        ent_text_add(text, "'");
    return text->bytes;
}

static void add_tsv(struct ent_text *out, const char *words, bool first) {
    if (!first)
        ent_text_add(out, "\t");
    for (const char *at = words ? words : ""; *at; at++)
        ent_text_add_bytes(out, *at == '\t' || *at == '\n' || *at == '\r' ? " " : at, 1);
}

static int write_head(void *data, sqlite3_stmt *statement, struct ent_error *error) {
    struct sql *sql = data;
    int count = sqlite3_column_count(statement);
    if (sql->cli->format == ENT_FORMAT_JSON) {
        ent_json_init(&sql->json, &sql->cli->out);
        ent_json_open(&sql->json, NULL, '[');
        return ENT_OK;
    }
    if (count > ENT_TABLE_COLUMNS && sql->cli->format == ENT_FORMAT_TEXT)
        return ent_fail(error, ENT_ERROR_USAGE, "%d columns are too many for a screen: --format tsv", count);
    if (sql->cli->format == ENT_FORMAT_TEXT)
        ent_table_row(&sql->table);
    for (int i = 0; i < count; i++) {
        if (sql->cli->format == ENT_FORMAT_TEXT)
            ent_table_cell(&sql->table, ENT_FAINT, sqlite3_column_name(statement, i));
        else
            add_tsv(&sql->cli->out, sqlite3_column_name(statement, i), i == 0);
    }
    if (sql->cli->format == ENT_FORMAT_TSV)
        ent_text_add(&sql->cli->out, "\n");
    return ENT_OK;
}

static void write_json(struct sql *sql, sqlite3_stmt *statement) {
    ent_json_open(&sql->json, NULL, '{');
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        const char *name = sqlite3_column_name(statement, i);
        int type = sqlite3_column_type(statement, i);
        if (type == SQLITE_INTEGER)
            ent_json_integer(&sql->json, name, (long)sqlite3_column_int64(statement, i));
        else if (type == SQLITE_FLOAT)
            ent_json_number(&sql->json, name, sqlite3_column_double(statement, i));
        else
            ent_json_string(&sql->json, name, type == SQLITE_NULL ? NULL : cell_text(sql, statement, i));
    }
    ent_json_close(&sql->json, '}');
}

static int write_row(void *data, sqlite3_stmt *statement, struct ent_error *error) {
    struct sql *sql = data;
    (void)error;
    if (sql->cli->format == ENT_FORMAT_JSON) {
        write_json(sql, statement); /* an answer in JSON is whole or not there: nothing goes out before the end */
        return ENT_OK;
    }
    if (sql->cli->format == ENT_FORMAT_TEXT)
        ent_table_row(&sql->table);
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        const char *cell = cell_text(sql, statement, i);
        if (sql->cli->format == ENT_FORMAT_TEXT)
            ent_table_cell(&sql->table, ENT_PLAIN, cell);
        else
            add_tsv(&sql->cli->out, cell, i == 0);
    }
    if (sql->cli->format == ENT_FORMAT_TEXT)
        return ENT_OK;
    ent_text_add(&sql->cli->out, "\n");
    return let_go(sql);
}

static int read_number(struct sql *sql, const struct ent_cli_arguments *arguments, const char *name, long *out) {
    const char *given = ent_cli_value(arguments, name);
    if (given && (!ent_text_integer(given, out) || *out < 0 || *out > 1000000000))
        return ent_fail(&sql->cli->error, ENT_ERROR_USAGE, "--%s \"%s\": a whole number, 0 for no limit", name, given);
    return ENT_OK;
}

static int run(struct sql *sql, const struct ent_cli_arguments *arguments) {
    struct ent_cli *cli = sql->cli;
    struct ent_query_sink sink = {write_head, write_row, sql};
    bool more, schema = ent_cli_has(arguments, "views");
    if (arguments->count != (schema ? 0 : 1))
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "one question, in quotes: entente sql 'SELECT * FROM releases'; entente sql --views names the "
                        "views");
    sql->seconds = SECONDS;
    sql->limits =
        (struct ent_query_limits){out_of_time, sql, MEGABYTES, cli->format == ENT_FORMAT_TEXT ? TEXT_ROWS : 0};
    ENT_TRY(read_number(sql, arguments, "rows", &sql->limits.rows));
    ENT_TRY(read_number(sql, arguments, "seconds", &sql->seconds));
    ENT_TRY(read_number(sql, arguments, "memory", &sql->limits.megabytes));
    ENT_TRY(ent_cli_open(cli));
    ent_table_init(&sql->table, &cli->arena);
    clock_gettime(CLOCK_MONOTONIC, &sql->begun);
    ENT_TRY(schema ? ent_record_views(cli->record, &sink, &cli->error)
                   : ent_record_query(cli->record, arguments->words[0], &sql->limits, &sink, &more, &cli->error));
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_close(&sql->json, ']');
    else if (cli->format == ENT_FORMAT_TEXT)
        ent_table_print(&cli->out, &cli->style, &sql->table);
    if (!schema && more)
        fprintf(stderr, "entente: cut after %ld rows; --rows 0 shows all\n", sql->limits.rows);
    return ENT_OK;
}

int ent_verb_sql(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct sql sql = {.cli = cli};
    ent_text_init(&sql.cell);
    int status = run(&sql, arguments);
    ent_text_release(&sql.cell);
    return status == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
