/* Rows of panels. A hole has no number: its value is empty and its kind says what it is. */
#include "report/panel.h"

#include <math.h>
#include <string.h>

enum { BUFFER_BYTES = 1 << 16 };

bool ent_panel_withheld(const struct ent_panel_writer *writer, const struct ent_panel_column *column) {
    for (size_t i = 0; i < column->release_count && !writer->own_use; i++)
        if (!ent_licence_open(column->releases[i]->licence))
            return true;
    return false;
}

static size_t years_of(const struct ent_panel *panel) {
    return (size_t)(panel->last_year - panel->first_year + 1);
}

static const char **code_at(const struct ent_panel_writer *writer, const struct ent_panel *panel, size_t id,
                            ent_state state, int year) {
    size_t states = ent_states_count(writer->states);
    return &writer->codes[(id * states + (size_t)state) * years_of(panel) + (size_t)(year - panel->first_year)];
}

int ent_panel_writer_open(struct ent_panel_writer *writer, const struct ent_panel *panel, struct ent_context *context,
                          struct ent_error *error) {
    writer->states = context->record->states;
    size_t cells = writer->id_count * ent_states_count(writer->states) * years_of(panel);
    writer->codes = ent_arena_alloc(panel->arena, cells + 1, sizeof *writer->codes);
    writer->tallies = ent_arena_alloc(panel->arena, panel->column_count + 1, sizeof *writer->tallies);
    ent_text_init(&writer->buffer);
    if (!writer->codes || !writer->tallies)
        return ent_fail_memory(error);
    for (size_t id = 0; id < writer->id_count; id++)
        for (size_t i = 0; i < panel->state_count; i++)
            for (int year = panel->first_year; year <= panel->last_year; year++)
                if (ent_panel_has(panel, panel->states[i], year))
                    *code_at(writer, panel, id, panel->states[i], year) =
                        ent_panel_code(panel, writer->states, writer->ids[id], panel->states[i], year);
    return ENT_OK;
}

void ent_panel_writer_close(struct ent_panel_writer *writer) {
    ent_text_release(&writer->buffer);
}

static int flush(struct ent_panel_writer *writer, size_t limit, struct ent_error *error) {
    if (writer->buffer.failed)
        return ent_fail_memory(error);
    if (writer->buffer.length < limit)
        return ENT_OK;
    if (fwrite(writer->buffer.bytes, 1, writer->buffer.length, writer->file) != writer->buffer.length)
        return ent_fail(error, ENT_ERROR_SYSTEM, "the output takes no more: the disk is full, or who read it has gone");
    ent_text_clear(&writer->buffer);
    return ENT_OK;
}

/* A field of text: quoted in csv where it must be; in tsv a tab or line end becomes a space. */
static void add_words(struct ent_panel_writer *writer, const char *words) {
    struct ent_text *out = &writer->buffer;
    bool quote = writer->separator == ',' && words[strcspn(words, ",\"\r\n")];
    if (quote)
        ent_text_add_bytes(out, "\"", 1);
    for (const char *at = words; *at; at++) {
        if (quote && *at == '"')
            ent_text_add_bytes(out, "\"", 1);
        ent_text_add_bytes(out, !quote && strchr("\t\r\n", *at) ? " " : at, 1);
    }
    if (quote)
        ent_text_add_bytes(out, "\"", 1);
}

static void separate(struct ent_panel_writer *writer) {
    ent_text_add_bytes(&writer->buffer, &writer->separator, 1);
}

static void add_number(struct ent_panel_writer *writer, double value) {
    if (value == floor(value) && fabs(value) < 1e15)
        ent_text_format(&writer->buffer, "%.0f", value);
    else
        ent_number_add(&writer->buffer, value);
}

/* Head ---------------------------------------------------------------------------------------------------------------
 */

static void add_id_heads(struct ent_panel_writer *writer, const struct ent_panel *panel) {
    for (size_t id = 0; id < writer->id_count; id++)
        for (int side = 1; side <= (panel->unit == ENT_PANEL_STATE ? 1 : 2); side++) {
            for (const char *at = writer->ids[id]; *at; at++)
                ent_text_add_bytes(&writer->buffer, *at == '-' ? "_" : at, 1);
            if (panel->unit != ENT_PANEL_STATE)
                ent_text_format(&writer->buffer, "_%d", side);
            separate(writer);
        }
    ent_text_add(&writer->buffer, "year");
}

static void add_column_heads(struct ent_panel_writer *writer, const struct ent_panel_column *column,
                             const char *suffix) {
    struct ent_text *out = &writer->buffer;
    ent_text_format(out, "%c%s%s%c%s%s_kind", writer->separator, column->name, suffix, writer->separator, column->name,
                    suffix);
    if (writer->reasons)
        ent_text_format(out, "%c%s%s_why", writer->separator, column->name, suffix);
    for (int bit = 0; column->types && bit < 32; bit++)
        if (column->strand->types[bit]) {
            ent_text_format(out, "%c%s%s_", writer->separator, column->name, suffix);
            for (const char *at = column->strand->types[bit]; *at; at++)
                ent_text_add_bytes(out, *at == '-' || *at == ' ' ? "_" : at, 1);
        }
}

static void add_head(struct ent_panel_writer *writer, const struct ent_panel *panel) {
    add_id_heads(writer, panel);
    for (size_t i = 0; i < panel->column_count; i++) {
        const struct ent_panel_column *column = &panel->columns[i];
        add_column_heads(writer, column, column->each_state ? "_1" : "");
        if (column->each_state)
            add_column_heads(writer, column, "_2");
    }
    ent_text_add(&writer->buffer, "\n");
}

/* Rows ---------------------------------------------------------------------------------------------------------------
 */

static int count_unit(struct ent_panel_tally *tally, const struct ent_panel *panel, const struct ent_point *point,
                      struct ent_error *error) {
    size_t i = 0;
    while (i < tally->unit_count && strcmp(tally->units[i].unit, point->unit) != 0)
        i++;
    if (i == ENT_PANEL_UNITS)
        return ENT_OK; /* more changes of unit than a reader follows; the kind is not touched */
    if (i == tally->unit_count) {
        tally->units[i].unit = ent_arena_string(panel->arena, point->unit);
        if (!tally->units[i].unit)
            return ent_fail_memory(error);
        tally->units[i].first = tally->units[i].last = point->year;
        tally->unit_count++;
    }
    if (point->year < tally->units[i].first)
        tally->units[i].first = point->year;
    if (point->year > tally->units[i].last)
        tally->units[i].last = point->year;
    return ENT_OK;
}

static int count_point(struct ent_panel_tally *tally, const struct ent_panel *panel, const struct ent_point *point,
                       struct ent_error *error) {
    tally->kinds[point->kind]++;
    for (int bit = 0; point->notes && bit < ENT_PANEL_NOTES; bit++)
        tally->notes[bit] += point->notes >> bit & 1;
    return point->unit && point->kind == ENT_KIND_VALUE ? count_unit(tally, panel, point, error) : ENT_OK;
}

static void add_types(struct ent_panel_writer *writer, const struct ent_panel_column *column,
                      const struct ent_point *point, bool seen) {
    for (int bit = 0; column->types && bit < 32; bit++)
        if (column->strand->types[bit]) {
            separate(writer);
            if (seen)
                ent_text_add_bytes(&writer->buffer, point->types >> bit & 1 ? "1" : "0", 1);
        }
}

static int add_point(struct ent_panel_writer *writer, const struct ent_panel *panel, size_t index,
                     const struct ent_series *series, int year, struct ent_error *error) {
    const struct ent_panel_column *column = &panel->columns[index];
    struct ent_point point = ent_series_at(series, year);
    bool withheld = ent_panel_withheld(writer, column), seen = !withheld && ent_point_seen(&point);
    ENT_TRY(count_point(&writer->tallies[index], panel, &point, error));
    separate(writer);
    if (seen)
        add_number(writer, point.value);
    separate(writer);
    add_words(writer, withheld ? "withheld" : ent_kind_text(point.kind));
    if (writer->reasons) {
        separate(writer);
        add_words(writer, withheld || point.why == ENT_WHY_FINE ? "" : ent_why_text(point.why));
    }
    add_types(writer, column, &point, seen);
    return ENT_OK;
}

static int add_row(struct ent_panel_writer *writer, const struct ent_panel *panel, const struct ent_panel_case *one,
                   int year, struct ent_error *error) {
    for (size_t id = 0; id < writer->id_count; id++) {
        const char *a = *code_at(writer, panel, id, one->a, year);
        add_words(writer, a ? a : "");
        separate(writer);
        if (one->b == ENT_NO_STATE)
            continue;
        const char *b = *code_at(writer, panel, id, one->b, year);
        add_words(writer, b ? b : "");
        separate(writer);
    }
    ent_text_format(&writer->buffer, "%d", year);
    for (size_t i = 0; i < panel->column_count; i++) {
        ENT_TRY(add_point(writer, panel, i, one->series[2 * i], year, error));
        if (panel->columns[i].each_state)
            ENT_TRY(add_point(writer, panel, i, one->series[2 * i + 1], year, error));
    }
    ent_text_add(&writer->buffer, "\n");
    writer->rows++;
    return flush(writer, BUFFER_BYTES, error);
}

static void tell(const struct ent_panel_writer *writer, const struct ent_panel_case *one) {
    if (writer->progress)
        writer->progress(writer->progress_data, "writing", (long)one->done, (long)one->of);
}

static int write_case(void *data, const struct ent_panel *panel, const struct ent_panel_case *one,
                      struct ent_error *error) {
    struct ent_panel_writer *writer = data;
    for (int year = panel->first_year; year <= panel->last_year; year++)
        if (ent_panel_row(panel, writer->states, one->a, one->b, year))
            ENT_TRY(add_row(writer, panel, one, year, error));
    tell(writer, one);
    return ENT_OK;
}

int ent_panel_write(struct ent_panel_writer *writer, struct ent_panel *panel, struct ent_context *context,
                    struct ent_error *error) {
    add_head(writer, panel);
    ENT_TRY(ent_panel_each(panel, context, write_case, writer, error));
    return flush(writer, 1, error);
}

/* Squares ------------------------------------------------------------------------------------------------------------
 */

struct square {
    struct ent_panel_writer *writer;
    struct ent_point *cells; /* [place of a][place of b] */
    size_t *place;           /* of a state in the order of the panel */
    int year;
    struct ent_panel_tally *tally;
};

static int take_cell(void *data, const struct ent_panel *panel, const struct ent_panel_case *one,
                     struct ent_error *error) {
    struct square *square = data;
    size_t a = square->place[one->a], b = square->place[one->b];
    struct ent_point point = ent_series_at(one->series[0], square->year);
    ENT_TRY(count_point(square->tally, panel, &point, error));
    square->cells[a * panel->state_count + b] = point;
    if (panel->unit == ENT_PANEL_PAIR)
        square->cells[b * panel->state_count + a] = point;
    tell(square->writer, one);
    return ENT_OK;
}

static void write_square(struct ent_panel_writer *writer, const struct ent_panel *panel, const struct square *square,
                         bool several) {
    size_t count = panel->state_count;
    bool withheld = ent_panel_withheld(writer, &panel->columns[0]);
    for (size_t i = 0; i < count; i++) {
        ent_state state = panel->states[i];
        if (!ent_panel_has(panel, state, square->year))
            continue;
        const char *code = *code_at(writer, panel, 0, state, square->year);
        if (several)
            ent_text_format(&writer->buffer, "%d%c", square->year, writer->separator);
        add_words(writer, code ? code : "");
        for (size_t k = 0; k < count; k++) {
            const struct ent_point *point = &square->cells[i * count + k];
            separate(writer);
            if (i == k)
                add_words(writer, "self");
            else if (!ent_panel_row(panel, writer->states, state, panel->states[k], square->year))
                add_words(writer, ent_kind_text(ENT_KIND_NO_STATE));
            else if (withheld)
                add_words(writer, "withheld");
            else if (ent_point_seen(point))
                add_number(writer, point->value);
            else
                add_words(writer, ent_kind_text(point->kind));
        }
        ent_text_add(&writer->buffer, "\n");
        writer->rows++;
    }
}

/* Codes of the head: those of the last year in which each state is there. */
static void write_square_head(struct ent_panel_writer *writer, const struct ent_panel *panel, bool several) {
    ent_text_add(&writer->buffer, several ? "year" : "");
    if (several)
        separate(writer);
    ent_text_add(&writer->buffer, writer->ids[0]);
    for (size_t i = 0; i < panel->state_count; i++) {
        int year = panel->last_year;
        while (!ent_panel_has(panel, panel->states[i], year))
            year--;
        const char *code = *code_at(writer, panel, 0, panel->states[i], year);
        separate(writer);
        add_words(writer, code ? code : "");
    }
    ent_text_add(&writer->buffer, "\n");
}

/* The square of one year: a panel of this year alone, with the members of it. */
static int square_of_year(struct square *square, const struct ent_panel *panel, struct ent_context *context, int year,
                          struct ent_error *error) {
    struct ent_panel one = *panel;
    size_t states = ent_states_count(context->record->states);
    struct ent_arena scratch;
    ent_arena_init(&scratch);
    one.arena = &scratch;
    one.first_year = one.last_year = year;
    one.members = ent_arena_alloc(&scratch, states + 1, 1);
    for (size_t i = 0; one.members && i < states; i++)
        one.members[i] = ent_panel_has(panel, (ent_state)i, year);
    one.columns[0].request.first_year = one.columns[0].request.last_year = year;
    square->year = year;
    int status = one.members ? ent_panel_each(&one, context, take_cell, square, error) : ent_fail_memory(error);
    ent_arena_release(&scratch);
    return status;
}

int ent_panel_write_squares(struct ent_panel_writer *writer, struct ent_panel *panel, struct ent_context *context,
                            struct ent_error *error) {
    size_t count = panel->state_count;
    bool several = panel->last_year > panel->first_year;
    struct square square = {.writer = writer, .tally = &writer->tallies[0]};
    square.cells = ent_arena_alloc(panel->arena, count * count + 1, sizeof *square.cells);
    square.place = ent_arena_alloc(panel->arena, ent_states_count(writer->states) + 1, sizeof *square.place);
    if (!square.cells || !square.place)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        square.place[panel->states[i]] = i;
    write_square_head(writer, panel, several);
    for (int year = panel->first_year; year <= panel->last_year; year++) {
        ENT_TRY(square_of_year(&square, panel, context, year, error));
        write_square(writer, panel, &square, several);
        ENT_TRY(flush(writer, BUFFER_BYTES, error));
    }
    return flush(writer, 1, error);
}
