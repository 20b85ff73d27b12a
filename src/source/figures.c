/* Single published figures, one a row: who published what about whom, when. Each covers its own cell and nothing else.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "source/job.h"
#include "source/multiplier.h"

enum figure_column { A, B, STRAND, FROM, TO, VALUE, UNIT, REPORTER, PUBLISHED, CITATION, STATUS, COLUMNS };

static const char *const names[COLUMNS] = {"a",    "b",        "strand",    "from",     "to",    "value",
                                           "unit", "reporter", "published", "citation", "status"};

struct figure {
    const char *fields[COLUMNS];
    char strand[96], item[96];
    const char *unit; /* without its multiplier */
    double factor;
    const char *shape, *words;
};

/* "reserves.share:CNY" is the strand reserves.share and the item CNY. */
static void split_strand(struct figure *figure) {
    const char *colon = strchr(figure->fields[STRAND], ':');
    size_t length = colon ? (size_t)(colon - figure->fields[STRAND]) : strlen(figure->fields[STRAND]);
    snprintf(figure->strand, sizeof figure->strand, "%.*s", (int)length, figure->fields[STRAND]);
    snprintf(figure->item, sizeof figure->item, "%s", colon ? colon + 1 : "");
}

/* Where there is no number the unit is words about what happened: they go into the note. */
static void find_shape(struct figure *figure) {
    figure->words = "";
    if (strcmp(figure->unit, "spell") == 0) {
        figure->shape = "spell";
        figure->unit = "";
    } else if (!*figure->fields[VALUE]) {
        figure->shape = "event";
        figure->words = strcmp(figure->unit, "event") == 0 ? "" : figure->unit;
        figure->unit = "";
    } else {
        figure->shape = *figure->fields[B] ? "pair value" : "state value";
    }
}

static int read_states(struct ent_job *job, const struct figure *figure, struct ent_interval when,
                       struct ent_fact *fact, bool *good) {
    const char *why;
    bool rejected;
    for (int i = 0; i < 2 && *good; i++) {
        const char *text = figure->fields[i == 0 ? A : B];
        ent_state *state = i == 0 ? &fact->a : &fact->b;
        *state = ENT_NO_STATE;
        if (i == 1 && !*text)
            break;
        const char *scheme = job->form->state_count ? job->form->states[0].scheme : "entente";
        *good = ent_job_code(job, scheme, text, when.from, when.to, state, &why, &rejected) == ENT_CODE_STATE;
        if (!*good)
            return ent_job_reject(job, "\"%s\" is no state that the record knows", text);
    }
    return ENT_OK;
}

/* A figure without an end says what was so when its release came out: it cannot begin after that year, whether the recipe
 * has `covers` or not. One with an end may be a projection, for a century. */
static int check_begin(struct ent_job *job, const struct figure *figure, ent_day from, bool *good) {
    enum { CENTURY = 36525 };
    char last[16];
    bool ends = *figure->fields[TO] != '\0';
    ent_day limit = job->to < job->year_end ? job->to : job->year_end;
    *good = from >= job->from && from < (ends ? job->year_end + CENTURY : limit);
    if (*good)
        return ENT_OK;
    if (from < job->from)
        return ent_job_reject(job, "from %s is before what this release covers", figure->fields[FROM]);
    ent_day_print(limit - 1, ENT_PRECISION_YEAR, last, sizeof last);
    return ends ? ent_job_reject(job, "from %s is more than a century after this release", figure->fields[FROM])
                : ent_job_reject(job, "from %s is after %s, the last year that this release can know; a projection needs "
                                      "an end in column to",
                                 figure->fields[FROM], last);
}

static int read_times(struct ent_job *job, const struct figure *figure, struct ent_fact *fact, bool *good) {
    struct ent_interval from, to = {0, ENT_DAY_OPEN, ENT_PRECISION_DAY}, published;
    *good = ent_interval_parse(figure->fields[FROM], &from) &&
            (!*figure->fields[TO] || ent_interval_parse(figure->fields[TO], &to)) && from.from < to.to;
    if (!*good)
        return ent_job_reject(job, "\"%s\" to \"%s\" is no span of time", figure->fields[FROM], figure->fields[TO]);
    ENT_TRY(check_begin(job, figure, from.from, good));
    if (!*good)
        return ENT_OK;
    if (!*figure->fields[TO] && strcmp(figure->shape, "spell") != 0)
        to = from;
    fact->from = from.from;
    fact->to = to.to;
    fact->precision = from.precision;
    fact->published = ENT_DAY_EARLY;
    if (*figure->fields[PUBLISHED]) {
        *good = ent_interval_parse(figure->fields[PUBLISHED], &published);
        if (!*good)
            return ent_job_reject(job, "published \"%s\" is not a date", figure->fields[PUBLISHED]);
        fact->published = published.to - 1; /* as of a day inside the month it was perhaps not out yet */
    }
    return ENT_OK;
}

static int read_number(struct ent_job *job, const struct figure *figure, struct ent_fact *fact, bool *good) {
    fact->value = fact->low = fact->high = (double)NAN;
    fact->kind = ENT_KIND_VALUE;
    if (!*figure->fields[VALUE])
        return ENT_OK;
    struct ent_field field = {figure->fields[VALUE], false, false};
    bool missing;
    ENT_TRY(ent_job_number(job, &field, "value", &fact->value, &missing, good));
    if (missing)
        fact->kind = ENT_KIND_UNKNOWN;
    else if (*good)
        fact->value *= figure->factor;
    if (*good && !missing && !isfinite(fact->value)) {
        *good = false;
        return ent_job_reject(job, "value %s %s is too large for a number", figure->fields[VALUE], figure->fields[UNIT]);
    }
    return ENT_OK;
}

static int read_status(struct ent_job *job, const struct figure *figure, struct ent_fact *fact, bool *good) {
    fact->recalled = strcmp(figure->fields[STATUS], "recalled") == 0;
    *good = fact->recalled || strcmp(figure->fields[STATUS], "read") == 0;
    return *good ? ENT_OK : ent_job_reject(job, "status \"%s\" is neither read nor recalled", figure->fields[STATUS]);
}

static int store(struct ent_job *job, const struct figure *figure, struct ent_fact *fact, int column) {
    bool undirected = false;
    for (size_t i = 0; i < job->form->undirected.count; i++)
        undirected |= strcmp(job->form->undirected.items[i], figure->strand) == 0;
    bool directed = fact->b != ENT_NO_STATE && !undirected;
    ENT_TRY(ent_job_strand(job, &fact->strand, figure->strand, figure->shape, directed, figure->unit));
    if (*figure->item)
        ENT_TRY(ent_writer_item(job->writer, &fact->item, figure->item, job->error));
    if (*figure->fields[REPORTER])
        ENT_TRY(ent_writer_reporter(job->writer, &fact->reporter, figure->fields[REPORTER], job->error));
    /* The day of publication is part of the key: a revised figure is no contradiction. */
    struct ent_key key = {fact->a, fact->b, fact->item, fact->from, fact->reporter, fact->strand, fact->published};
    bool good;
    ENT_TRY(ent_job_key(job, &key, ent_content_add(ENT_CONTENT_START, figure->fields[VALUE]), &good));
    if (!good)
        return ENT_OK;
    const char *citation = figure->fields[CITATION];
    char note[512];
    snprintf(note, sizeof note, "%s%s%s", figure->words, *figure->words && *citation ? "; " : "", citation);
    fact->note = *note ? note : NULL;
    fact->file = job->file;
    fact->line = job->line;
    fact->column = column;
    ENT_TRY(ent_writer_fact(job->writer, fact, job->error));
    ent_job_saw(job, fact->from, fact->to);
    job->accounts.rows_stored++;
    job->accounts.facts++;
    return ENT_OK;
}

/* The cell of each figure is covered; said once per strand, state and first day. */
static int cover_cell(struct ent_job *job, struct ent_keys *covered, const struct ent_fact *fact) {
    for (int i = 0; i < 2; i++) {
        ent_state state = i == 0 ? fact->a : fact->b;
        struct ent_key key = {.a = state, .from = fact->from, .strand = fact->strand};
        long line = 1;
        if (state == ENT_NO_STATE || ent_keys_add(covered, &key, 0, &line) != ENT_KEY_NEW)
            continue;
        ENT_TRY(ent_writer_coverage(job->writer, fact->strand, state, fact->from, fact->to, ENT_KIND_UNKNOWN, "",
                                    job->error));
    }
    return ENT_OK;
}

static int read_figure(struct ent_job *job, const struct ent_row *row, const size_t *columns, struct ent_keys *covered,
                       int column) {
    struct figure figure;
    struct ent_fact fact = {0};
    bool good = true;
    for (size_t i = 0; i < COLUMNS; i++)
        figure.fields[i] = row->fields[columns[i]].text;
    figure.unit = ent_unit_whole(figure.fields[UNIT], &figure.factor);
    split_strand(&figure);
    find_shape(&figure);
    long stored = job->accounts.rows_stored;
    ENT_TRY(read_times(job, &figure, &fact, &good));
    if (good)
        ENT_TRY(read_states(job, &figure, (struct ent_interval){fact.from, fact.to, fact.precision}, &fact, &good));
    if (good)
        ENT_TRY(read_number(job, &figure, &fact, &good));
    if (good)
        ENT_TRY(read_status(job, &figure, &fact, &good));
    if (good)
        ENT_TRY(store(job, &figure, &fact, column));
    return job->accounts.rows_stored > stored ? cover_cell(job, covered, &fact) : ENT_OK;
}

int ent_job_figures(struct ent_job *job) {
    size_t columns[COLUMNS];
    struct ent_row row;
    struct ent_keys covered = {0};
    bool there, more = true;
    int column, status = ENT_OK;
    ENT_TRY(ent_job_open(job, "data", &there));
    for (size_t i = 0; i < COLUMNS; i++)
        ENT_TRY(ent_job_column(job, names[i], &columns[i]));
    ENT_TRY(ent_writer_column(job->writer, &column, "value", job->error));
    while (status == ENT_OK) {
        status = ent_job_next(job, &row, &more);
        if (status != ENT_OK || !more)
            break;
        status = read_figure(job, &row, columns, &covered, column);
    }
    ent_keys_release(&covered);
    ent_job_close(job);
    return status;
}
