/* One release on its way from files into the record: what all kinds of rows share. A row has exactly one outcome
 * (stored, duplicate, rejected, out of scope); a function that decides one counts it and sets *good to false. */
#ifndef ENT_SOURCE_JOB_H
#define ENT_SOURCE_JOB_H

#include "base/progress.h"
#include "record/write.h"
#include "source/codes.h"
#include "source/content.h"
#include "source/recipe.h"
#include "source/stream.h"
#include "source/table.h"

/* One file of the release. */
struct ent_input {
    const char *path, *role, *read_name;
    struct ent_stream_identity identity;
    const char *original, *original_sha256; /* of the pack: what the table was made from; NULL otherwise */
};

struct ent_refusal {
    const char *reason;
    long line;
};

struct ent_job {
    struct ent_record *record;
    struct ent_writer *writer;
    struct ent_recipe *recipe;
    const struct ent_recipe_form *form;
    ent_day from, to; /* what the release covers */
    ent_day year_end; /* of the year in which the release was published, or seen */
    bool open_covers; /* the release is not known: covers end where the file ends */
    long rows_expected; /* that the recipe says the release has; 0: it does not say */
    long torn_line;     /* the file ends inside this line; 0: it does not */
    long endless_line;  /* the last line, with all its fields, that has no line end; 0: it has one */
    struct ent_codes *codes;
    struct ent_arena arena;
    struct ent_accounts accounts;
    const struct ent_input *inputs;
    size_t input_count;
    struct ent_table *table; /* being read */
    int file;                /* its id */
    int row_column;          /* of the pack: the column with the original's row; -1 otherwise */
    long line;               /* of the current row, in the original */
    const char *cell;        /* its column, where the row is one cell of a line */
    bool *listed;            /* by state: the file has a row of it */
    bool borders_then;       /* a rule said of the current row that it is for the borders of then */
    ent_day first, last;     /* days of the facts stored */
    struct ent_refusal refused, outside; /* the first row that was rejected, and the first out of scope */
    long warned;
    struct ent_text notes; /* what readers had to assume, a line each */
    ent_progress progress;
    void *progress_context;
    struct ent_error *error;
};

/* Opens the file of a role and enters it into the record. *out is false when the release has none. */
int ent_job_open(struct ent_job *job, const char *role, bool *out);
void ent_job_close(struct ent_job *job);

/* The next row with as many fields as columns; others are rejected here. *more is false at the end. Counts rows read.
 */
int ent_job_next(struct ent_job *job, struct ent_row *row, bool *more);

/* Outcomes of the current row. */
int ent_job_reject(struct ent_job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));
int ent_job_out_of_scope(struct ent_job *job, const char *format, ...) __attribute__((format(printf, 2, 3)));
int ent_job_duplicate(struct ent_job *job, long line);

/* The current row is about the same as an earlier line: it says the same, or contradicts it. */
int ent_job_told_before(struct ent_job *job, long line, bool same);

/* The state that the source means by one of the fields; applies the recipe's rules. */
int ent_job_state(struct ent_job *job, const struct ent_state_column *columns, const struct ent_field *const *fields,
                  size_t count, struct ent_interval when, ent_state *out, bool *good);

/* What a rule or a code makes of a text; *why is set when the row is out of scope (*out then ENT_NO_STATE) or unknown.
 */
enum ent_code_kind ent_job_code(struct ent_job *job, const char *scheme, const char *text, ent_day from, ent_day to,
                                ent_state *out, const char **why, bool *rejected);

/* Whether a rule of the recipe says what this code means on that day. */
bool ent_job_has_rule(struct ent_job *job, const char *code, ent_day from);

/* The time of a row, checked against what the release covers. */
int ent_job_time(struct ent_job *job, const size_t *columns, const struct ent_row *row, struct ent_interval *out,
                 bool *good);
int ent_job_time_columns(struct ent_job *job, size_t out[ENT_TIME_COLUMNS]);

/* A number, or missing. */
int ent_job_number(struct ent_job *job, const struct ent_field *field, const char *column, double *out, bool *missing,
                   bool *good);

/* Fails where the table has a column that the recipe refuses; then finds the columns of the filters (one each). */
int ent_job_filter_columns(struct ent_job *job, size_t *out);
/* The first filter of the form that does not admit the row; their number when all do. */
size_t ent_job_filter(const struct ent_job *job, const size_t *columns, const struct ent_row *row);
/* Counts a row that this filter keeps out. */
int ent_job_filter_out(struct ent_job *job, size_t at, const size_t *columns, const struct ent_row *row);

/* Zeros of a strand that the recipe does not believe, and those that a file confirms; NULL where zeros are zeros. */
struct ent_zeros;
int ent_job_zeros(struct ent_job *job, const char *strand, struct ent_zeros **out);
bool ent_zero_confirmed(const struct ent_zeros *zeros, ent_state a, ent_state b, ent_day day);
/* Counts a zero that was not believed. */
void ent_zero_doubted(struct ent_zeros *zeros);

/* A column of the table being read, by name. */
int ent_job_column(struct ent_job *job, const char *name, size_t *out);

/* Name of the file and line, for messages about another row. */
void ent_job_saw(struct ent_job *job, ent_day from, ent_day to);

int ent_job_out_of_memory(struct ent_job *job);

/* The kinds of rows. Each reads all files of its kind, stores facts and declares coverage. */
int ent_job_values(struct ent_job *job);  /* numbers and spells, rows.c */
int ent_job_ballots(struct ent_job *job); /* ballots.c */
int ent_job_figures(struct ent_job *job); /* figures.c */

/* The strand as the recipe describes it. */
int ent_job_strand(struct ent_job *job, int *out, const char *name, const char *shape, bool directed, const char *unit);

#endif
