#include "source/job.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "source/inputs.h"

enum { PROGRESS_EVERY = 65536, LAST_LINE = 2000000000 /* ballots keep lines in 32 bits */ };

int ent_job_out_of_memory(struct ent_job *job) {
    return ent_fail_memory(job->error);
}

static const struct ent_input *input_of(const struct ent_job *job, const char *role) {
    for (size_t i = 0; i < job->input_count; i++)
        if (strcmp(job->inputs[i].role, role) == 0)
            return &job->inputs[i];
    return NULL;
}

static int enter_file(struct ent_job *job, const struct ent_input *input) {
    const char *member = input->identity.member;
    const char *read = ent_path_name(input->path);
    const char *name = member ? ent_arena_format(&job->arena, "%s:%s", read, member) : read;
    const char *sha256 = member ? input->identity.member_sha256 : input->identity.file_sha256;
    if (!name)
        return ent_job_out_of_memory(job);
    return ent_writer_file(job->writer, &job->file, input->original ? input->original : name,
                           input->original_sha256 ? input->original_sha256 : sha256, name, input->identity.file_sha256,
                           job->error);
}

int ent_job_open(struct ent_job *job, const char *role, bool *out) {
    const struct ent_input *input = input_of(job, role);
    *out = input != NULL;
    if (!input)
        return ENT_OK;
    ENT_TRY(enter_file(job, input));
    ENT_TRY(ent_input_open(&job->table, input, job->form, &job->arena, job->error));
    job->row_column = input->original ? ent_table_find_column(job->table, "row") : -1;
    return ENT_OK;
}

void ent_job_close(struct ent_job *job) {
    if (!job->table)
        return;
    if (job->table->note.length)
        ent_text_format(&job->notes, "%s: %s\n", job->table->name, job->table->note.bytes);
    job->table->close(job->table);
    job->table = NULL;
}

/* Whether a row with all its fields is the stump of one: it has no line end and more rows were to come. Without their
 * number it is taken as it is, and the account says so. */
static bool torn(struct ent_job *job) {
    if (!job->table->torn)
        return false;
    job->endless_line = job->line;
    return job->open_covers && !job->table->cell && job->accounts.rows_read < job->rows_expected;
}

/* The line of the current row in the original; false where a table of the pack does not tell it. */
static bool find_line(struct ent_job *job, const struct ent_row *row) {
    long original;
    job->line = row->line;
    if (job->row_column < 0 || row->count != job->table->column_count)
        return true;
    if (!ent_text_integer(row->fields[job->row_column].text, &original) || original < 1 || original > LAST_LINE)
        return false;
    job->line = original;
    return true;
}

/* Whether the row has the shape that the header promises; one that has not is rejected here. */
static int check_shape(struct ent_job *job, const struct ent_row *row, bool numbered, bool *good) {
    size_t made = job->table->made;
    *good = false;
    if (row->fault)
        return ent_job_reject(job, "%s", row->fault);
    if (job->table->torn && (row->count != job->table->column_count || torn(job))) {
        job->torn_line = row->line;
        return ent_job_reject(job, "the file ends inside this line, with %zu of %zu fields", row->count - made,
                              job->table->column_count - made);
    }
    if (row->count != job->table->column_count)
        return ent_job_reject(job, "%zu fields, and the header has %zu", row->count - made,
                              job->table->column_count - made);
    if (!numbered)
        return ent_job_reject(job, "row \"%s\" is no number of a row of the original",
                              row->fields[job->row_column].text);
    *good = true;
    return ENT_OK;
}

int ent_job_next(struct ent_job *job, struct ent_row *row, bool *more) {
    for (bool good = false; !good;) {
        ENT_TRY(job->table->next(job->table, row, more, job->error));
        if (!*more)
            return ENT_OK;
        job->cell = job->table->cell;
        job->borders_then = false;
        bool numbered = find_line(job, row);
        if (++job->accounts.rows_read % PROGRESS_EVERY == 0 && job->progress)
            job->progress(job->progress_context, job->recipe->source, job->accounts.rows_read, 0);
        ENT_TRY(check_shape(job, row, numbered, &good));
    }
    return ENT_OK;
}

int ent_job_reject(struct ent_job *job, const char *format, ...) {
    char reason[512];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    if (job->cell && length > 0 && (size_t)length < sizeof reason)
        snprintf(reason + length, sizeof reason - (size_t)length, " (column %s)", job->cell);
    ent_text_make_printable(reason);
    if (!job->accounts.rows_rejected++)
        job->refused = (struct ent_refusal){ent_arena_string(&job->arena, reason), job->line};
    return ent_writer_rejected(job->writer, job->file, job->line, "rejected", reason, job->error);
}

int ent_job_out_of_scope(struct ent_job *job, const char *format, ...) {
    char reason[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    ent_text_make_printable(reason);
    if (!job->accounts.rows_out_of_scope++)
        job->outside = (struct ent_refusal){ent_arena_string(&job->arena, reason), job->line};
    return ent_writer_rejected(job->writer, job->file, job->line, "out of scope", reason, job->error);
}

int ent_job_duplicate(struct ent_job *job, long line) {
    char reason[80];
    snprintf(reason, sizeof reason, "says the same as line %ld", line);
    job->accounts.rows_duplicate++;
    return ent_writer_rejected(job->writer, job->file, job->line, "duplicate", reason, job->error);
}

int ent_job_told_before(struct ent_job *job, long line, bool same) {
    if (same)
        return ent_job_duplicate(job, line);
    return ent_job_reject(job, "contradicts line %ld, which is about the same and says otherwise; the first is kept", line);
}

static struct ent_recipe_rule *rule_for(struct ent_job *job, const char *code, ent_day from) {
    for (size_t i = 0; i < job->recipe->rules.count; i++) {
        struct ent_recipe_rule *rule = &job->recipe->rules.items[i];
        if (rule->code && strcmp(rule->code, code) == 0 && ent_recipe_rule_holds(rule, job->form) && from >= rule->from && from < rule->to)
            return rule;
    }
    return NULL;
}

bool ent_job_has_rule(struct ent_job *job, const char *code, ent_day from) {
    return rule_for(job, code, from) != NULL;
}

enum ent_code_kind ent_job_code(struct ent_job *job, const char *scheme, const char *text, ent_day from, ent_day to,
                                ent_state *out, const char **why, bool *rejected) {
    struct ent_recipe_rule *rule = rule_for(job, text, from);
    *rejected = rule && rule->kind == ENT_RULE_REJECT;
    *why = NULL;
    *out = ENT_NO_STATE;
    if (rule)
        rule->applied++;
    job->borders_then |= rule && rule->borders_then;
    if (rule && rule->kind == ENT_RULE_RECODE)
        return ent_codes_find(job->codes, "entente", rule->state, from, to, out, why);
    if (rule) {
        *why = rule->reason;
        return ENT_CODE_OTHER;
    }
    return ent_codes_find(job->codes, scheme, text, from, to, out, why);
}

int ent_job_state(struct ent_job *job, const struct ent_state_column *columns, const struct ent_field *const *fields,
                  size_t count, struct ent_interval when, ent_state *out, bool *good) {
    const char *why, *seen = "";
    bool rejected;
    *good = false;
    for (size_t i = 0; i < count; i++) {
        const struct ent_field *field = fields[i];
        if (field->missing || !*field->text || (!field->quoted && ent_recipe_missing(job->form, field->text)))
            continue;
        if (!*seen)
            seen = field->text;
        enum ent_code_kind kind =
            ent_job_code(job, columns[i].scheme, field->text, when.from, when.to, out, &why, &rejected);
        *good = kind == ENT_CODE_STATE;
        if (*good)
            return ENT_OK;
        if (kind == ENT_CODE_OTHER && rejected)
            return ent_job_reject(job, "%s: %s", field->text, why);
        if (kind == ENT_CODE_OTHER)
            return ent_job_out_of_scope(job, "%s: %s", field->text, why);
    }
    if (!*seen)
        return ent_job_reject(job, "%s is empty: the row is about nobody", columns[0].column);
    return ent_job_reject(job, "%s \"%s\" is no code of a state in %s that the record knows", columns[0].column, seen,
                          columns[0].scheme);
}

int ent_job_column(struct ent_job *job, const char *name, size_t *out) {
    return ent_table_column(job->table, name, out, job->error);
}

int ent_job_time_columns(struct ent_job *job, size_t out[ENT_TIME_COLUMNS]) {
    static const size_t counts[] = {0, 0, 1, 1, 3, 2, 2, 6, 2};
    for (size_t i = 0; i < counts[job->form->time.kind]; i++)
        ENT_TRY(ent_job_column(job, job->form->time.columns[i], &out[i]));
    return ENT_OK;
}

/* A year as a whole number ("1816", "1816.0"). */
static bool read_year(const char *text, int *out) {
    double number;
    if (!ent_text_number(text, &number) || !(number >= 1 && number <= 9999) || number != (double)(int)number)
        return false;
    *out = (int)number;
    return true;
}

/* Year, month, day; a month or day that is not known (-9, empty) makes the time that much less precise. */
static bool read_parts(const char *const *texts, struct ent_interval *out) {
    int year, month, day;
    char text[16];
    if (!read_year(texts[0], &year))
        return false;
    *out = ent_interval_year(year);
    if (!read_year(texts[1], &month))
        return !*texts[1] || *texts[1] == '-' || *texts[1] == '.';
    snprintf(text, sizeof text, "%04d-%02d", year, month);
    if (!ent_interval_parse(text, out))
        return false;
    if (!read_year(texts[2], &day))
        return !*texts[2] || *texts[2] == '-' || *texts[2] == '.';
    if (!ent_day_valid(year, month, day))
        return false;
    ent_day at = ent_day_from(year, month, day);
    *out = (struct ent_interval){at, at + 1, ENT_PRECISION_DAY};
    return true;
}

/* 192001 is January 1920; a month that is not known (00, 99) leaves the year. */
static bool read_month(const char *text, struct ent_interval *out) {
    long number;
    if (strlen(text) != 6 || !ent_text_integer(text, &number) || number < 100)
        return false;
    int year = (int)(number / 100), month = (int)(number % 100);
    if (month > 12 && month != 99)
        return false;
    *out = month < 1 || month == 99 ? ent_interval_year(year) : ent_interval_month(year, month);
    return true;
}

static bool read_point(enum ent_time_kind kind, const char *const *texts, struct ent_interval *out) {
    int year;
    if (kind == ENT_TIME_YEAR || kind == ENT_TIME_YEARS) {
        if (!read_year(texts[0], &year))
            return false;
        *out = ent_interval_year(year);
        return true;
    }
    if (kind == ENT_TIME_PARTS || kind == ENT_TIME_DAYS)
        return read_parts(texts, out);
    if (kind == ENT_TIME_MONTHS)
        return read_month(texts[0], out);
    return ent_interval_parse(texts[0], out);
}

/* A rule that says how far the days of the file are to be trusted widens them to the month or year. */
static void widen(const struct ent_job *job, struct ent_interval *time) {
    for (size_t i = 0; i < job->recipe->rules.count; i++) {
        struct ent_recipe_rule *rule = &job->recipe->rules.items[i];
        char text[16];
        if (rule->kind != ENT_RULE_PRECISION || rule->precision <= time->precision || time->from < rule->from ||
            time->from >= rule->to || !ent_recipe_rule_holds(rule, job->form))
            continue;
        ent_day_print(time->from, rule->precision, text, sizeof text);
        if (ent_interval_parse(text, time))
            rule->applied++;
    }
}

static int check_covered(struct ent_job *job, const char *text, struct ent_interval when, bool spell, bool *good) {
    char from[16], to[16];
    ent_day earliest = spell ? ENT_DAY_EARLY : job->from;
    *good = when.from >= earliest && when.from < job->to;
    if (*good)
        return ENT_OK;
    ent_day_print(job->from, ENT_PRECISION_YEAR, from, sizeof from);
    ent_day_print(job->to == ENT_DAY_OPEN ? ENT_DAY_OPEN : job->to - 1, ENT_PRECISION_YEAR, to, sizeof to);
    return ent_job_reject(job, "time %s is outside %s..%s, which this release covers", text, from, to);
}

/* "9/11/2018" in the form's order as 2018-09-11; what is not so stays as it is, and is then no date. */
static const char *usual_date(const struct ent_recipe_form *form, const char *text, char buffer[40]) {
    int first, second, year, used = 0;
    char one, two;
    if (!form->day_order || sscanf(text, "%2d%c%2d%c%4d%n", &first, &one, &second, &two, &year, &used) != 5 ||
        text[used] || one != two || one != form->day_order[1] || first < 1 || second < 1 || year < 1)
        return text;
    bool month_first = form->day_order[0] == 'm';
    snprintf(buffer, 40, "%04d-%02d-%02d", year, month_first ? first : second, month_first ? second : first);
    return buffer;
}

int ent_job_time(struct ent_job *job, const size_t *columns, const struct ent_row *row, struct ent_interval *out,
                 bool *good) {
    const struct ent_recipe_time *time = &job->form->time;
    bool spell = time->kind == ENT_TIME_YEARS || time->kind == ENT_TIME_DATES || time->kind == ENT_TIME_DAYS ||
                 time->kind == ENT_TIME_MONTHS;
    size_t end = time->kind == ENT_TIME_DAYS ? 3 : 1;
    const char *texts[ENT_TIME_COLUMNS];
    char dates[2][40];
    if (time->kind == ENT_TIME_ALWAYS) {
        *out = (struct ent_interval){job->from, job->to, ENT_PRECISION_YEAR};
        *good = true;
        return ENT_OK;
    }
    for (size_t i = 0; i < ENT_TIME_COLUMNS; i++)
        texts[i] = row->fields[columns[i]].text;
    for (size_t i = 0; i < 2; i++)
        texts[i] = usual_date(job->form, texts[i], dates[i]);
    *good = read_point(time->kind, texts, out);
    if (!*good)
        return ent_job_reject(job, "%s \"%s\" is not a %s", time->columns[0], texts[0],
                              time->kind == ENT_TIME_YEAR || time->kind == ENT_TIME_YEARS ? "year" : "date");
    widen(job, out);
    if (spell) {
        struct ent_interval last = {ENT_DAY_OPEN, ENT_DAY_OPEN, out->precision};
        bool open = row->fields[columns[end]].missing || ent_recipe_missing(job->form, texts[end]);
        *good = open || read_point(time->kind, texts + end, &last);
        if (!*good)
            return ent_job_reject(job, "%s \"%s\" is not a year or date", time->columns[end], texts[end]);
        if (time->open_from < time->open_to && !open && last.from >= time->open_from && last.to <= time->open_to)
            last.to = ENT_DAY_OPEN;
        else if (!open)
            widen(job, &last);
        if (!open && time->kind == ENT_TIME_DAYS && last.precision > out->precision)
            out->precision = last.precision; /* the spell is known as well as its worse end */
        out->to = last.to;
        *good = out->from < out->to;
        if (!*good)
            return ent_job_reject(job, "ends in %s, before it begins in %s", texts[end], texts[0]);
    }
    return check_covered(job, texts[0], *out, spell, good);
}

/* "1.234,5" as 1234.5: points between thousands go, the comma becomes a point. */
static bool read_comma_number(const char *text, double *out) {
    char plain[64];
    size_t used = 0;
    for (; *text && used + 1 < sizeof plain; text++)
        if (*text != '.')
            plain[used++] = *text == ',' ? '.' : *text;
    plain[used] = '\0';
    return !*text && ent_text_number(plain, out);
}

int ent_job_number(struct ent_job *job, const struct ent_field *field, const char *column, double *out, bool *missing,
                   bool *good) {
    *missing = field->missing || !*field->text || ent_recipe_missing(job->form, field->text);
    *good = *missing ||
            (job->form->decimal_comma ? read_comma_number(field->text, out) : ent_text_number(field->text, out));
    if (*good)
        return ENT_OK;
    const char *comma = strchr(field->text, ',');
    return ent_job_reject(job, "%s \"%s\" is not a number%s", column, field->text,
                          comma && !strchr(comma + 1, ',') ? " (a decimal comma?)" : "");
}

void ent_job_saw(struct ent_job *job, ent_day from, ent_day to) {
    if (from < job->first)
        job->first = from;
    if ((to != ENT_DAY_OPEN || !job->form->figures) && to > job->last)
        job->last = to;
}

int ent_job_strand(struct ent_job *job, int *out, const char *name, const char *shape, bool directed,
                   const char *unit) {
    const char *orientation = "", *title = "";
    for (size_t i = 0; i < job->recipe->strands.count; i++)
        if (strcmp(job->recipe->strands.items[i].name, name) == 0) {
            orientation = job->recipe->strands.items[i].orientation;
            title = job->recipe->strands.items[i].title;
        }
    int status = ent_writer_strand(job->writer, out, name, shape, directed, unit, orientation, title, job->error);
    if (status == ENT_ERROR_INPUT && job->error && !job->error->file[0] && job->table) {
        snprintf(job->error->file, sizeof job->error->file, "%s", job->table->name);
        job->error->line = job->line; /* of single figures; 0 where the recipe says it for all rows */
    }
    return status;
}
