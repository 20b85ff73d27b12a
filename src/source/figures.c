/* Single published figures, one a row: who published what about whom, when. Each covers its own cell and nothing else.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "source/multiplier.h"
#include "source/settle.h"

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

/* A cell that is covered: a state's days in a strand, as the figure on this line says. */
struct cell {
    int strand;
    ent_state state;
    ent_day from, to;
    long order;
};

struct reading {
    struct ent_tellings told;
    struct ent_sorter *cells; /* of the figures that are stored */
    size_t columns[COLUMNS];
    int column; /* the id of "value" */
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

/* A figure without an end says what was so when its release came out: it cannot begin after that year, whether the
 * recipe has `covers` or not. One with an end may be a projection, for a century. */
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
                : ent_job_reject(job,
                                 "from %s is after %s, the last year that this release can know; a projection needs "
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
        return ent_job_reject(job, "value %s %s is too large for a number", figure->fields[VALUE],
                              figure->fields[UNIT]);
    }
    return ENT_OK;
}

static int read_status(struct ent_job *job, const struct figure *figure, struct ent_fact *fact, bool *good) {
    fact->recalled = strcmp(figure->fields[STATUS], "recalled") == 0;
    *good = fact->recalled || strcmp(figure->fields[STATUS], "read") == 0;
    return *good ? ENT_OK : ent_job_reject(job, "status \"%s\" is neither read nor recalled", figure->fields[STATUS]);
}

/* An item that is the name of an entity makes the figure one about it: region.gdp:Guangdong. */
static void name_entity(struct ent_job *job, const struct figure *figure, struct ent_fact *fact) {
    struct ent_entity entity;
    struct ent_arena scratch;
    ent_arena_init(&scratch);
    if (ent_record_entity_find(job->record, &scratch, figure->item, &entity, NULL) == ENT_OK)
        fact->entity = entity.id;
    ent_arena_release(&scratch);
}

/* Its strand, item and reporter are made here, in the order of the file. */
static int tell(struct ent_job *job, struct reading *reading, const struct figure *figure, struct ent_fact *fact) {
    bool undirected = false;
    for (size_t i = 0; i < job->form->undirected.count; i++)
        undirected |= strcmp(job->form->undirected.items[i], figure->strand) == 0;
    bool directed = fact->b != ENT_NO_STATE && !undirected;
    ENT_TRY(ent_job_strand(job, &fact->strand, figure->strand, figure->shape, directed, figure->unit));
    if (*figure->item)
        ENT_TRY(ent_writer_item(job->writer, &fact->item, figure->item, job->error));
    if (*figure->item)
        name_entity(job, figure, fact);
    if (*figure->fields[REPORTER])
        ENT_TRY(ent_writer_reporter(job->writer, &fact->reporter, figure->fields[REPORTER], job->error));
    const char *citation = figure->fields[CITATION];
    char note[512];
    snprintf(note, sizeof note, "%s%s%s", figure->words, *figure->words && *citation ? "; " : "", citation);
    fact->note = *note ? note : NULL;
    fact->line = job->line;
    fact->column = reading->column;
    struct ent_told told = {.fact = *fact,
                            .content = ent_content_add(ENT_CONTENT_START, figure->fields[VALUE]),
                            .cell = job->cell,
                            .order = job->accounts.rows_read,
                            .first = true};
    return ent_tell(&reading->told, &told);
}

static int read_figure(struct ent_job *job, struct reading *reading, const struct ent_row *row) {
    struct figure figure;
    struct ent_fact fact = {0};
    bool good = true;
    for (size_t i = 0; i < COLUMNS; i++)
        figure.fields[i] = row->fields[reading->columns[i]].text;
    figure.unit = ent_unit_whole(figure.fields[UNIT], &figure.factor);
    split_strand(&figure);
    find_shape(&figure);
    ENT_TRY(read_times(job, &figure, &fact, &good));
    if (good)
        ENT_TRY(read_states(job, &figure, (struct ent_interval){fact.from, fact.to, fact.precision}, &fact, &good));
    if (good)
        ENT_TRY(read_number(job, &figure, &fact, &good));
    if (good)
        ENT_TRY(read_status(job, &figure, &fact, &good));
    return good ? tell(job, reading, &figure, &fact) : ENT_OK;
}

static int read_figures(struct ent_job *job, struct reading *reading) {
    struct ent_row row;
    bool more = true;
    for (size_t i = 0; i < COLUMNS; i++)
        ENT_TRY(ent_job_column(job, names[i], &reading->columns[i]));
    ENT_TRY(ent_writer_column(job->writer, &reading->column, "value", job->error));
    for (;;) {
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            return ENT_OK;
        ENT_TRY(read_figure(job, reading, &row));
    }
}

/* A figure that is told for the first time is stored, and its cell is to be covered. */
static int keep(struct ent_job *job, void *context, struct ent_told *told) {
    struct reading *reading = context;
    struct ent_fact *fact = &told->fact;
    fact->file = job->file;
    for (int i = 0; i < 2; i++) {
        struct cell cell = {fact->strand, i == 0 ? fact->a : fact->b, fact->from, fact->to, told->order};
        if (cell.state != ENT_NO_STATE)
            ENT_TRY(ent_sorter_add(reading->cells, &cell, job->error));
    }
    return ent_writer_fact(job->writer, fact, job->error);
}

static int compare_cells(const void *left, const void *right) {
    const struct cell *a = left, *b = right;
    const long keys[][2] = {{a->strand, b->strand}, {a->state, b->state}, {a->from, b->from}, {a->order, b->order}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* The cell of each figure is covered; said once per strand, state and first day, by the first that has it. */
static int cover_cells(struct ent_job *job, struct reading *reading) {
    struct cell last = {.strand = -1};
    const void *item;
    for (;;) {
        ENT_TRY(ent_sorter_next(reading->cells, &item, job->error));
        if (!item)
            return ENT_OK;
        const struct cell now = *(const struct cell *)item;
        if (now.strand != last.strand || now.state != last.state || now.from != last.from)
            ENT_TRY(ent_writer_coverage(job->writer, now.strand, now.state, now.from, now.to, ENT_KIND_UNKNOWN, "",
                                        job->error));
        last = now;
    }
}

int ent_job_figures(struct ent_job *job) {
    enum { CELLS_MEMORY = 2 * 1024 * 1024 };
    struct reading reading = {.cells = NULL};
    bool there;
    ENT_TRY(ent_job_open(job, "data", &there));
    ENT_TRY(ent_tellings_new(&reading.told, job));
    int status =
        ent_sorter_new(&reading.cells, sizeof(struct cell), CELLS_MEMORY, job->record->path, compare_cells, job->error);
    if (status == ENT_OK)
        status = read_figures(job, &reading);
    ent_job_close(job);
    if (status == ENT_OK)
        status = ent_job_settle(&reading.told, keep, &reading);
    if (status == ENT_OK)
        status = cover_cells(job, &reading);
    ent_tellings_release(&reading.told);
    ent_sorter_free(reading.cells);
    return status;
}
