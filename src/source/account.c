#include "source/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source/whole.h"

enum { REFUSALS_SHOWN = 20 };

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

/* In the order of the file, whenever it was found out. */
static int write_refusals(struct ent_job *job, struct ent_text *report) {
    sqlite3_stmt *statement;
    char number[32];
    ENT_TRY(ent_record_prepare(job->record, &statement,
                               "SELECT f.read_name, r.line, r.reason FROM rejected r JOIN file f ON f.id = r.file"
                               " WHERE r.release = ?1 AND r.outcome = 'rejected' ORDER BY r.file, r.line, r.rowid LIMIT ?2",
                               job->error));
    sqlite3_bind_int(statement, 1, ent_writer_release_id(job->writer));
    sqlite3_bind_int(statement, 2, REFUSALS_SHOWN);
    while (sqlite3_step(statement) == SQLITE_ROW)
        ent_text_format(report, "  rejected  %s:%ld  %s\n", (const char *)sqlite3_column_text(statement, 0),
                        (long)sqlite3_column_int64(statement, 1), (const char *)sqlite3_column_text(statement, 2));
    sqlite3_finalize(statement);
    if (job->accounts.rows_rejected > REFUSALS_SHOWN)
        ent_text_format(report, "  and %s more; all are in the record's table \"rejected\"\n",
                        grouped(job->accounts.rows_rejected - REFUSALS_SHOWN, number, sizeof number));
    return ENT_OK;
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

/* Years between a state's first and last value that have none, by strand; the strand with the most first. */
struct hole {
    const char *strand;
    long count;
};

static int strand_name(struct ent_job *job, int strand, const char **out) {
    sqlite3_stmt *statement;
    *out = NULL;
    ENT_TRY(ent_record_prepare(job->record, &statement,
                               "SELECT name FROM strand WHERE id = ?1 AND shape IN ('state value', 'pair value')",
                               job->error));
    sqlite3_bind_int(statement, 1, strand);
    bool series = sqlite3_step(statement) == SQLITE_ROW;
    if (series)
        *out = ent_arena_string(&job->arena, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return series && !*out ? ent_job_out_of_memory(job) : ENT_OK;
}

static int by_count(const void *left, const void *right) {
    const struct hole *a = left, *b = right;
    int order = (a->count < b->count) - (a->count > b->count);
    return order ? order : strcmp(a->strand, b->strand);
}

/* The holes of one strand of the extents from `at` on; those before are counted already. */
static int count_holes(struct ent_job *job, size_t at, struct hole *out) {
    const struct ent_extents *extents = ent_writer_extents(job->writer);
    *out = (struct hole){NULL, 0};
    for (size_t i = 0; i < at; i++)
        if (extents->items[i].strand == extents->items[at].strand)
            return ENT_OK;
    ENT_TRY(strand_name(job, extents->items[at].strand, &out->strand));
    for (size_t i = at; out->strand && i < extents->count; i++)
        if (extents->items[i].strand == extents->items[at].strand)
            out->count += ent_extent_holes(&extents->items[i], job->record->states, job->recipe->within);
    return ENT_OK;
}

/* Strands with facts that are unknown, the most frequent first. */
static int write_holes(struct ent_job *job, struct ent_text *report) {
    enum { HOLES = 32 };
    const struct ent_extents *extents = ent_writer_extents(job->writer);
    struct hole holes[HOLES];
    size_t count = 0;
    char number[32];
    for (size_t i = 0; i < extents->count && count < HOLES && !job->form->figures; i++) {
        ENT_TRY(count_holes(job, i, &holes[count]));
        count += holes[count].count > 0;
    }
    qsort(holes, count, sizeof *holes, by_count);
    for (size_t i = 0; i < count; i++)
        ent_text_format(report, "%s %s %s", i ? "," : "; holes:", holes[i].strand,
                        grouped(holes[i].count, number, sizeof number));
    return ENT_OK;
}

static long count_states(const struct ent_job *job) {
    const struct ent_extents *extents = ent_writer_extents(job->writer);
    long count = 0;
    for (size_t i = 0; i < extents->count; i++) {
        bool before = false;
        for (size_t k = 0; k < i && !before; k++)
            before = extents->items[k].state == extents->items[i].state;
        count += !before;
    }
    return count;
}

/* What the number of rows and the end of the file say about whether it is whole. */
static void write_whole(const struct ent_job *job, const struct ent_release_head *head, struct ent_text *report) {
    char a[32], b[32];
    enum ent_whole whole = ent_job_whole(job);
    long read = job->accounts.rows_read, expected = job->rows_expected;
    if (whole == ENT_WHOLE_CUT) {
        ent_text_add(report, "  CUT SHORT ");
        if (expected && read < expected)
            ent_text_format(report, " %s of the %s rows of %s %s%s", grouped(read, a, sizeof a),
                            grouped(expected, b, sizeof b), head->source, head->version, job->torn_line ? ";" : "");
        if (job->torn_line)
            ent_text_format(report, " the file ends inside line %ld", job->torn_line);
        ent_text_add(report, ": it covers only the states and years in it, and what is absent is unknown. Fetch it "
                             "again\n");
    } else if (whole == ENT_WHOLE_NOT_KNOWN && !job->form->figures) {
        ent_text_add(report, "  whole?  no checksum or number of rows in the recipe says so: only states that are in "
                             "the file are covered\n");
        if (job->endless_line)
            ent_text_format(report, "  note  line %ld is the last and has no line end: if the file is cut there, its "
                                    "last field is, too\n",
                            job->endless_line);
    } else if (expected && read != expected && !job->inputs[0].original) {
        ent_text_format(report, "  note  %s rows, and the recipe says %s%s\n", grouped(read, a, sizeof a),
                        grouped(expected, b, sizeof b),
                        whole == ENT_WHOLE_BY_CHECKSUM ? " for this checksum: its line is wrong" : "");
    }
}

static int write_coverage(struct ent_job *job, const struct ent_release_head *head, struct ent_text *report) {
    char from[16], to[16];
    ent_day first = job->form->figures || job->from == ENT_DAY_EARLY ? job->first : job->from;
    ent_day last = job->form->figures || job->to == ENT_DAY_OPEN ? job->last : job->to;
    ent_day_print(first, ENT_PRECISION_YEAR, from, sizeof from);
    ent_day_print(last - 1, ENT_PRECISION_YEAR, to, sizeof to);
    ent_text_format(report, "  covers %s–%s%s, %ld states", from, to, job->form->figures ? " in single cells" : "",
                    count_states(job));
    ENT_TRY(write_holes(job, report));
    ent_text_format(report, "    licence: %s\n", licence_words(head->licence));
    return ENT_OK;
}

int ent_account_write(struct ent_job *job, const struct ent_release_head *head, const struct ent_recipe_release *known,
                      bool dry_run, struct ent_text *report) {
    write_sum(job, head, report);
    write_whole(job, head, report);
    if (job->accounts.rows_rejected)
        ENT_TRY(write_refusals(job, report));
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
