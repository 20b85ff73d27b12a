#include "source/account.h"

#include <stdio.h>
#include <string.h>

/* 869937 as 869,937; several at once in one statement need several buffers. */
static const char *grouped(long number, char *buffer, size_t size) {
    char digits[32];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%ld", number), used = 0;
    for (size_t i = 0; i < length && used + 2 < size; i++) {
        if (i && (length - i) % 3 == 0)
            buffer[used++] = ',';
        buffer[used++] = digits[i];
    }
    buffer[used] = '\0';
    return buffer;
}

static const char *licence_words(const char *licence) {
    if (strcmp(licence, "open") == 0)
        return "open";
    if (strcmp(licence, "cite") == 0)
        return "free with citation, not exported";
    return strcmp(licence, "private") == 0 ? "private, not exported" : "not for profit, not exported";
}

static void write_sum(const struct ent_job *job, const struct ent_release_head *head, struct ent_text *report) {
    char a[32], b[32], c[32], d[32], e[32];
    const struct ent_accounts *accounts = &job->accounts;
    ent_text_format(report, "%s %s   %s rows read = %s stored + %s duplicates + %s rejected + %s out of scope\n",
                    head->source, head->version, grouped(accounts->rows_read, a, sizeof a),
                    grouped(accounts->rows_stored, b, sizeof b), grouped(accounts->rows_duplicate, c, sizeof c),
                    grouped(accounts->rows_rejected, d, sizeof d), grouped(accounts->rows_out_of_scope, e, sizeof e));
}

static void write_refusals(const struct ent_job *job, struct ent_text *report) {
    char number[32];
    for (long i = 0; i < job->accounts.rows_rejected && i < ENT_REFUSALS_KEPT; i++)
        ent_text_format(report, "  rejected  %s:%ld  %s\n", job->refusals[i].file, job->refusals[i].line,
                        job->refusals[i].reason);
    if (job->accounts.rows_rejected > ENT_REFUSALS_KEPT)
        ent_text_format(report, "  and %s more; all are in the record's table \"rejected\"\n",
                        grouped(job->accounts.rows_rejected - ENT_REFUSALS_KEPT, number, sizeof number));
}

/* Reasons for which rows are out of scope, the most frequent first. */
static int write_reasons(struct ent_job *job, struct ent_text *report) {
    sqlite3_stmt *statement;
    char number[32];
    ENT_TRY(ent_record_prepare(job->record, &statement,
                               "SELECT reason, count(*), min(line) FROM rejected WHERE release = ?1 AND outcome = ?2"
                               " GROUP BY CASE outcome WHEN 'duplicate' THEN '' ELSE reason END"
                               " ORDER BY 2 DESC, 3 LIMIT 5",
                               job->error));
    static const char *const outcomes[] = {"out of scope", "duplicate"};
    for (int i = 0; i < 2; i++) {
        sqlite3_bind_int(statement, 1, ent_writer_release_id(job->writer));
        sqlite3_bind_text(statement, 2, outcomes[i], -1, SQLITE_STATIC);
        while (sqlite3_step(statement) == SQLITE_ROW)
            ent_text_format(report, "  %s  %s rows, first line %ld: %s\n", outcomes[i],
                            grouped((long)sqlite3_column_int64(statement, 1), number, sizeof number),
                            (long)sqlite3_column_int64(statement, 2), (const char *)sqlite3_column_text(statement, 0));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int count_states(struct ent_job *job, long *out) {
    sqlite3_stmt *statement;
    ENT_TRY(
        ent_record_prepare(job->record, &statement,
                           "SELECT count(*) FROM (SELECT a FROM fact WHERE release = ?1 UNION SELECT b FROM fact WHERE"
                           " release = ?1 AND b >= 0 UNION SELECT state FROM ballot WHERE release = ?1)",
                           job->error));
    sqlite3_bind_int(statement, 1, ent_writer_release_id(job->writer));
    *out = sqlite3_step(statement) == SQLITE_ROW ? (long)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int write_holes(struct ent_job *job, struct ent_text *report) {
    sqlite3_stmt *statement;
    char number[32];
    int count = 0;
    ENT_TRY(ent_record_prepare(job->record, &statement,
                               "SELECT s.name, count(*) FROM fact f JOIN strand s ON s.id = f.strand"
                               " WHERE f.release = ?1 AND f.kind = 2 GROUP BY s.name ORDER BY 2 DESC",
                               job->error));
    sqlite3_bind_int(statement, 1, ent_writer_release_id(job->writer));
    while (sqlite3_step(statement) == SQLITE_ROW)
        ent_text_format(report, "%s %s %s", count++ ? "," : "; holes:", (const char *)sqlite3_column_text(statement, 0),
                        grouped((long)sqlite3_column_int64(statement, 1), number, sizeof number));
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int write_coverage(struct ent_job *job, const struct ent_release_head *head, struct ent_text *report) {
    char from[16], to[16];
    long states;
    ent_day first = job->form->figures || job->from == ENT_DAY_EARLY ? job->first : job->from;
    ent_day last = job->form->figures || job->to == ENT_DAY_OPEN ? job->last : job->to;
    ent_day_print(first, ENT_PRECISION_YEAR, from, sizeof from);
    ent_day_print(last - 1, ENT_PRECISION_YEAR, to, sizeof to);
    ENT_TRY(count_states(job, &states));
    ent_text_format(report, "  covers %s–%s%s, %ld states", from, to, job->form->figures ? " in single cells" : "",
                    states);
    ENT_TRY(write_holes(job, report));
    ent_text_format(report, "    licence: %s\n", licence_words(head->licence));
    return ENT_OK;
}

int ent_account_write(struct ent_job *job, const struct ent_release_head *head, const struct ent_recipe_release *known,
                      bool dry_run, struct ent_text *report) {
    write_sum(job, head, report);
    write_refusals(job, report);
    ENT_TRY(write_reasons(job, report));
    for (size_t i = 0; i < job->recipe->rules.count; i++)
        if (job->recipe->rules.items[i].applied)
            ent_text_format(report, "  rule  %s  (%ld times): %s\n", job->recipe->rules.items[i].text,
                            job->recipe->rules.items[i].applied, job->recipe->rules.items[i].reason);
    for (char *at = job->notes.length ? job->notes.bytes : NULL; at && *at;) {
        char *line = ent_text_split(&at, '\n');
        ent_text_format(report, "  note  %s\n", line);
    }
    if (known && known->note)
        ent_text_format(report, "  note  %s\n", known->note);
    if (known && known->withdrawn)
        ent_text_format(report, "  WITHDRAWN by its makers: %s\n", known->withdrawn);
    ENT_TRY(write_coverage(job, head, report));
    if (dry_run)
        ent_text_add(report, "  dry run: nothing was written\n");
    return ENT_OK;
}
