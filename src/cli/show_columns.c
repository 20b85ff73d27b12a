/* The series that serve a question, one for each source, and how their points are written. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "cli/show.h"

static int add_column(struct ent_show *show, const char *label, const struct ent_request *request,
                      struct ent_columns *out) {
    struct ent_cli *cli = show->cli;
    struct ent_column column = {.label = label, .request = *request};
    void *items = out->items;
    ENT_TRY(ent_measure_series(&cli->context, request, &column.series, &cli->error));
    if (show->intervals && request->measure->replicate && column.series->release_count)
        ENT_TRY(ent_series_intervals(&cli->context, request, column.series, show->replicates, show->seed, &cli->error));
    const char *source = ent_cli_series_source(&cli->arena, column.series);
    if (!source[0])
        source = request->view.source ? request->view.source : "no source";
    column.source =
        request->view.reporter ? ent_arena_format(&cli->arena, "%s, by %s", source, request->view.reporter) : source;
    const struct ent_states *states = cli->record->states;
    column.states = request->group ? ent_show_code(show, 0)
                    : request->b == ENT_NO_STATE
                        ? ent_states_code(states, request->a)
                        : ent_arena_format(&cli->arena, "%s %s", ent_states_code(states, request->a),
                                           ent_states_code(states, request->b));
    if (!column.source || !column.states ||
        ent_arena_grow(&cli->arena, &items, out->count, &out->capacity, sizeof *out->items))
        return ent_fail_memory(&cli->error);
    out->items = items;
    out->items[out->count++] = column;
    return ENT_OK;
}

int ent_show_add(struct ent_show *show, const char *specification, ent_state a, ent_state b, struct ent_columns *out) {
    struct ent_cli *cli = show->cli;
    struct ent_request request;
    struct ent_serving *servings;
    size_t count;
    ENT_TRY(ent_cli_request(cli, specification, a, b, &request));
    if (request.measure->states == 1)
        request.b = ENT_NO_STATE;
    request.group = show->group;
    if (show->source && !request.view.source)
        request.view.source = show->source;
    request.view.as_of = show->as_of;
    ENT_TRY(ent_measure_servings(&cli->context, &request, &servings, &count, &cli->error));
    for (size_t i = 0; i < count; i++) {
        struct ent_request one = request;
        one.view.source = servings[i].source;
        if (!one.view.reporter)
            one.view.reporter = servings[i].reporter;
        ENT_TRY(add_column(show, specification, &one, out));
    }
    return ENT_OK;
}

void ent_show_span(const struct ent_show *show, const struct ent_columns *columns, int *first, int *last) {
    *first = 9999;
    *last = 0;
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_series *series = columns->items[i].series;
        for (int year = series->first_year; year <= series->last_year; year++) {
            enum ent_kind kind = ent_series_at(series, year).kind;
            if (kind != ENT_KIND_VALUE && kind != ENT_KIND_NONE)
                continue;
            *first = year < *first ? year : *first;
            *last = year > *last ? year : *last;
        }
    }
    if (show->first_year) {
        *first = show->first_year > *first ? show->first_year : *first;
        *last = show->last_year < *last ? show->last_year : *last;
    }
}

const char *ent_show_cell(struct ent_show *show, const struct ent_series *series, int year) {
    struct ent_point point = ent_series_at(series, year);
    const char *figure = ent_cli_figure(show->cli, point.value), *cell = figure;
    switch (point.kind) {
    case ENT_KIND_NONE:
    case ENT_KIND_VALUE:
        if (series->scale == ENT_SCALE_YES_NO)
            return point.value > 0 ? "yes" : "no";
        if (!figure[0])
            return "–";
        if (!isnan(point.low) && !isnan(point.high))
            cell = ent_arena_format(&show->cli->arena, "%s [%s, %s]", figure, ent_cli_figure(show->cli, point.low),
                                    ent_cli_figure(show->cli, point.high));
        return cell ? cell : figure;
    case ENT_KIND_UNKNOWN:
        return "?";
    case ENT_KIND_UNDEFINED:
        return "·";
    case ENT_KIND_NOT_COVERED:
    case ENT_KIND_NO_STATE:
        break;
    }
    return "";
}

void ent_show_breaks(struct ent_show *show, int first, int last) {
    for (size_t i = 0; i < show->state_count; i++) {
        size_t count;
        const struct ent_break *breaks = ent_states_breaks(show->cli->record->states, show->states[i], &count);
        for (size_t k = 0; k < count; k++) {
            int year = ent_day_year(breaks[k].day);
            if (year > first && year <= last)
                ent_text_format(&show->cli->out, "┆ %d series break: %s\n", year, breaks[k].label);
        }
    }
}
