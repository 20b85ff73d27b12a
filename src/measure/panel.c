/* Panels, case by case: memory is that of one pair, of the states' own series and of what a measure gathers of all
 * states (portfolios: tens of megabytes), whatever the number of rows.
 * Complexity: pairs times columns times the years of a series; the facts of a pair are two look-ups by key. */
#include "measure/panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure/support.h"

enum { GATHERED = 8 }; /* states: of fewer, each pair alone reads less */

void ent_panel_init(struct ent_panel *panel, enum ent_panel_unit unit, const char *list, struct ent_arena *arena) {
    *panel = (struct ent_panel){.unit = unit, .list = list, .arena = arena};
}

bool ent_panel_has(const struct ent_panel *panel, ent_state state, int year) {
    size_t years = (size_t)(panel->last_year - panel->first_year + 1);
    return year >= panel->first_year && year <= panel->last_year &&
           panel->members[(size_t)state * years + (size_t)(year - panel->first_year)];
}

bool ent_panel_row(const struct ent_panel *panel, const struct ent_states *states, ent_state a, ent_state b, int year) {
    struct ent_interval span = ent_interval_year(year);
    if (!ent_panel_has(panel, a, year))
        return false;
    return b == ENT_NO_STATE ||
           (ent_panel_has(panel, b, year) && ent_states_days(states, panel->list, a, b, span.from, span.to) > 0);
}

/* The last day of the year on which the list counts the state; the last day of the year where it never does. */
static ent_day last_day(const struct ent_panel *panel, const struct ent_states *states, ent_state state, int year) {
    struct ent_interval span = ent_interval_year(year);
    if (!ent_states_exist(states, panel->list, state, span.from, span.to))
        return span.to - 1;
    ent_day low = span.from, high = span.to; /* counted on some day of [low, high) */
    while (high - low > 1) {
        ent_day middle = low + (high - low) / 2;
        if (ent_states_exist(states, panel->list, state, middle, high))
            low = middle;
        else
            high = middle;
    }
    return low;
}

const char *ent_panel_code(const struct ent_panel *panel, const struct ent_states *states, const char *scheme,
                           ent_state state, int year) {
    ent_day day = last_day(panel, states, state, year);
    if (strcmp(scheme, "code") == 0)
        return ent_states_code(states, state);
    if (strcmp(scheme, "name") == 0)
        return ent_states_name_at(states, state, day);
    char written[64];
    snprintf(written, sizeof written, "%s-written", scheme); /* where the scheme has several codes for the state */
    const char *code = ent_states_to_code(states, written, state, day);
    return code ? code : ent_states_to_code(states, scheme, state, day);
}

/* Columns ------------------------------------------------------------------------------------------------------------
 */

/* "gdp.usd:source=pwt" is gdp_usd_pwt: of an option its value, of a value letters and digits. */
static char *column_name(struct ent_arena *arena, const char *specification) {
    char *name = ent_arena_string(arena, specification), *to = name;
    bool value = true;
    for (const char *at = name; at && *at; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        if (*at == ':' || *at == ',') {
            value = false;
            *to++ = '_';
        } else if (*at == '=' && !value)
            value = true;
        else if (value)
            *to++ = letter ? *at : '_';
    }
    if (to)
        *to = '\0';
    return name;
}

/* The releases that the column's series are computed from, and the window of the strand that serves it. */
static int find_basis(struct ent_context *context, struct ent_panel_column *column, struct ent_error *error) {
    const struct ent_measure *measure = column->request.measure;
    const char *serving = ent_request_strand(&column->request);
    column->last_year = -1;
    for (size_t i = 0; i < ENT_MEASURE_STRANDS && measure->strands[i]; i++) {
        struct ent_basis basis;
        ENT_TRY(ent_basis_choose(context, &column->request, measure->strands[i], &basis, error));
        if (measure->strands[i] == serving) {
            column->strand = basis.strand;
            column->first_year = basis.first_year;
            column->last_year = basis.last_year;
            column->note = basis.note;
        }
        if (basis.release)
            ent_releases_add(column->releases, &column->release_count, basis.release);
        if (basis.release && basis.strand && !column->note)
            column->note = ent_record_caution(context->record, basis.release->id, basis.strand->name);
    }
    return ENT_OK;
}

/* Types stand beside a measure that is the strand itself: what a treaty obliges to, how far a dispute went. */
static bool shows_types(const struct ent_panel_column *column) {
    const struct ent_measure *measure = column->request.measure;
    if (!column->strand || strcmp(measure->name, column->strand->name) != 0)
        return false;
    for (int bit = 0; bit < 32; bit++)
        if (column->strand->types[bit])
            return true;
    return false;
}

static int add_column(struct ent_panel *panel, struct ent_context *context, const struct ent_request *request,
                      const char *name, struct ent_error *error) {
    struct ent_panel_column column = {.name = name, .request = *request};
    const struct ent_measure *measure = request->measure;
    if (panel->unit != ENT_PANEL_STATE && measure->states == 1)
        column.each_state = true;
    if (panel->unit == ENT_PANEL_DIRECTED && ent_request_is(&column.request, "direction", "either"))
        ENT_TRY(ent_request_set(context, &column.request, "direction", "from", error));
    column.specification = ent_request_text(panel->arena, &column.request, true);
    if (!column.name)
        column.name = column_name(panel->arena, ent_request_text(panel->arena, request, false));
    column.of_state =
        ent_arena_alloc(panel->arena, ent_states_count(context->record->states) + 1, sizeof *column.of_state);
    if (!column.specification || !column.name || !column.of_state)
        return ent_fail_memory(error);
    for (size_t i = 0; i < panel->column_count; i++)
        if (strcmp(panel->columns[i].name, column.name) == 0)
            return ent_fail(error, ENT_ERROR_USAGE, "two columns are called %s: name one, as in \"%s as NAME\"",
                            column.name, column.specification);
    ENT_TRY(find_basis(context, &column, error));
    column.types = shows_types(&column);
    void *items = panel->columns;
    if (ent_arena_grow(panel->arena, &items, panel->column_count, &panel->column_capacity, sizeof column))
        return ent_fail_memory(error);
    panel->columns = items;
    panel->columns[panel->column_count++] = column;
    return ENT_OK;
}

/* Sources of the measure's first strand, once each, without single figures and without what is the same as another. */
static int find_sources(struct ent_context *context, const struct ent_request *request, const char **out, size_t most,
                        size_t *count, struct ent_error *error) {
    struct ent_release **releases;
    size_t release_count;
    const char *strand = ent_request_strand(request);
    *count = 0;
    if (!strand || request->view.source || request->view.release)
        return ENT_OK;
    ENT_TRY(ent_record_releases(context->record, strand, &request->view, &releases, &release_count, error));
    for (size_t i = 0; i < release_count && *count < most; i++) {
        bool figures, same = false;
        const char *name = releases[i]->source_name;
        if (i && strcmp(releases[i - 1]->source_name, name) == 0)
            continue;
        ENT_TRY(ent_record_holds_figures(context->record, releases[i]->id, &figures, error));
        const char *other = ent_record_same_source(context->record, name, NULL);
        for (size_t k = 0; k < release_count; k++)
            same = same || (strcmp(other, name) != 0 && strcmp(releases[k]->source_name, other) == 0);
        if (!figures && !same)
            out[(*count)++] = name;
    }
    return ENT_OK;
}

int ent_panel_add(struct ent_panel *panel, struct ent_context *context, const struct ent_request *request,
                  const char *name, struct ent_error *error) {
    const char *sources[16];
    size_t count;
    if (panel->unit == ENT_PANEL_STATE && request->measure->states == 2)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s is about two states: ask for --unit dyad-year or directed-dyad-year",
                        request->measure->name);
    if (!request->measure->compute)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is declared and not built yet", request->measure->name);
    ENT_TRY(find_sources(context, request, sources, 16, &count, error));
    if (count > 1 && name)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s has %zu sources in the record: choose one, as in %s:source=%s as %s",
                        request->measure->name, count, request->measure->name, sources[0], name);
    if (count < 2) {
        struct ent_request one = *request;
        if (count == 1)
            one.view.source = sources[0];
        return add_column(panel, context, &one,
                          name ? name : column_name(panel->arena, ent_request_text(panel->arena, request, false)),
                          error);
    }
    for (size_t i = 0; i < count; i++) {
        struct ent_request one = *request;
        one.view.source = sources[i];
        ENT_TRY(add_column(panel, context, &one, NULL, error));
    }
    return ENT_OK;
}

/* Rows ---------------------------------------------------------------------------------------------------------------
 */

/* The years that any column covers, inside those of the list. */
static int settle_years(struct ent_panel *panel, struct ent_context *context, struct ent_error *error) {
    int first = 9999, last = 0, listed = 9999;
    size_t states = ent_states_count(context->record->states);
    for (int year = 1500; year < 2200 && listed == 9999; year++)
        for (size_t i = 0; i < states && listed == 9999; i++)
            if (ent_states_exist(context->record->states, panel->list, (ent_state)i, ent_interval_year(year).from,
                                 ent_interval_year(year).to))
                listed = year;
    for (size_t i = 0; i < panel->column_count; i++) {
        const struct ent_panel_column *column = &panel->columns[i];
        if (column->first_year > column->last_year)
            continue;
        first = column->first_year < first ? column->first_year : first;
        last = column->last_year > last ? column->last_year : last;
    }
    if (first > last || listed > last)
        return ent_fail(error, ENT_ERROR_USAGE, "no source of the record covers any of this: name the years (--years)");
    panel->first_year = first < listed ? listed : first;
    panel->last_year = last;
    return ENT_OK;
}

/* The states that `among` names one by one: all of them, whatever the year. */
static int named_states(struct ent_context *context, const char *among, bool *wanted, struct ent_error *error) {
    char *cursor = ent_arena_string(context->arena, among);
    if (!cursor)
        return ent_fail_memory(error);
    while (cursor) {
        ent_state state;
        ENT_TRY(ent_states_find(context->record->states, ent_text_trim(ent_text_split(&cursor, ',')), ENT_DAY_OPEN,
                                &state, error));
        wanted[state] = true;
    }
    return ENT_OK;
}

/* One number, one row: of two states that had a number of the list one after the other in a year, the one that had it
 * longer stands for it, as it does for the figures that sources give this number. */
static void drop_doubles(struct ent_panel *panel, const struct ent_states *states, int year) {
    struct ent_interval span = ent_interval_year(year);
    size_t count = ent_states_count(states), years = (size_t)(panel->last_year - panel->first_year + 1);
    unsigned char *member = panel->members + (year - panel->first_year);
    for (size_t i = 0; i < count; i++) {
        long days = ent_states_days(states, panel->list, (ent_state)i, ENT_NO_STATE, span.from, span.to);
        if (!member[i * years] || days == span.to - span.from)
            continue; /* who was there all the year shared its number with nobody */
        const char *code = ent_panel_code(panel, states, panel->list, (ent_state)i, year);
        for (size_t k = i + 1; k < count && code && member[i * years]; k++) {
            const char *other =
                member[k * years] ? ent_panel_code(panel, states, panel->list, (ent_state)k, year) : NULL;
            if (!other || strcmp(code, other) != 0)
                continue;
            bool longer = ent_states_days(states, panel->list, (ent_state)k, ENT_NO_STATE, span.from, span.to) > days;
            member[(longer ? i : k) * years] = 0;
        }
    }
}

/* Who of the year's members of the list is wanted in its rows. */
static int mark_year(struct ent_panel *panel, struct ent_context *context, const char *among, const bool *named,
                     int year, struct ent_error *error) {
    struct ent_interval span = ent_interval_year(year);
    size_t states = ent_states_count(context->record->states), count = 0;
    size_t years = (size_t)(panel->last_year - panel->first_year + 1);
    ent_state *group = NULL;
    if (among && among[0] == '@')
        ENT_TRY(
            ent_record_group(context->record, context->arena, among + 1, span.from, span.to, &group, &count, error));
    for (size_t i = 0; i < states; i++) {
        bool wanted = !among || (among[0] != '@' && named[i]);
        for (size_t k = 0; k < count && !wanted; k++)
            wanted = group[k] == (ent_state)i;
        panel->members[i * years + (size_t)(year - panel->first_year)] =
            wanted && ent_states_exist(context->record->states, panel->list, (ent_state)i, span.from, span.to);
    }
    drop_doubles(panel, context->record->states, year);
    return ENT_OK;
}

struct numbered {
    ent_state state;
    long number;
};

static int compare_numbered(const void *left, const void *right) {
    const struct numbered *a = left, *b = right;
    return a->number != b->number ? (a->number > b->number) - (a->number < b->number) : a->state - b->state;
}

/* Ever members, in order of the number that the list gave them last. */
static int order_states(struct ent_panel *panel, struct ent_context *context, struct ent_error *error) {
    const struct ent_states *states = context->record->states;
    size_t count = ent_states_count(states), found = 0;
    struct numbered *numbered = calloc(count + 1, sizeof *numbered);
    panel->states = ent_arena_alloc(panel->arena, count + 1, sizeof *panel->states);
    if (!numbered || !panel->states) {
        free(numbered);
        return ent_fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        int last = panel->last_year;
        while (last >= panel->first_year && !ent_panel_has(panel, (ent_state)i, last))
            last--;
        if (last < panel->first_year)
            continue;
        const char *code = ent_panel_code(panel, states, panel->list, (ent_state)i, last);
        numbered[found++] = (struct numbered){(ent_state)i, code ? strtol(code, NULL, 10) : 0};
    }
    qsort(numbered, found, sizeof *numbered, compare_numbered);
    for (size_t i = 0; i < found; i++)
        panel->states[i] = numbered[i].state;
    panel->state_count = found;
    free(numbered);
    return ENT_OK;
}

int ent_panel_settle(struct ent_panel *panel, struct ent_context *context, const char *among, struct ent_error *error) {
    size_t states = ent_states_count(context->record->states);
    bool *named = ent_arena_alloc(context->arena, states + 1, sizeof *named);
    if (!panel->first_year)
        ENT_TRY(settle_years(panel, context, error));
    if (among && (strcmp(among, "states") == 0 || strcmp(among, "@states") == 0))
        among = NULL; /* every member of the list */
    panel->members = ent_arena_alloc(panel->arena, states * (size_t)(panel->last_year - panel->first_year + 1) + 1, 1);
    if (!named || !panel->members)
        return ent_fail_memory(error);
    if (among && among[0] != '@')
        ENT_TRY(named_states(context, among, named, error));
    for (int year = panel->first_year; year <= panel->last_year; year++)
        ENT_TRY(mark_year(panel, context, among, named, year, error));
    for (size_t i = 0; i < panel->column_count; i++) {
        panel->columns[i].request.first_year = panel->first_year;
        panel->columns[i].request.last_year = panel->last_year;
    }
    return order_states(panel, context, error);
}

/* A state's own series is computed once and kept for all pairs. */
static int series_of_state(struct ent_panel *panel, struct ent_context *context, struct ent_panel_column *column,
                           ent_state state, struct ent_series **out, struct ent_error *error) {
    if (!column->of_state[state]) {
        struct ent_context kept = *context;
        struct ent_request request = column->request;
        kept.arena = panel->arena;
        request.a = state;
        request.b = ENT_NO_STATE;
        ENT_TRY(ent_measure_series(&kept, &request, &column->of_state[state], error));
    }
    *out = column->of_state[state];
    return ENT_OK;
}

static int fill_case(struct ent_panel *panel, struct ent_context *context, struct ent_panel_case *one,
                     struct ent_error *error) {
    for (size_t i = 0; i < panel->column_count; i++) {
        struct ent_panel_column *column = &panel->columns[i];
        struct ent_request request = column->request;
        if (column->request.measure->states == 1) {
            ENT_TRY(series_of_state(panel, context, column, one->a, &one->series[2 * i], error));
            if (one->b != ENT_NO_STATE)
                ENT_TRY(series_of_state(panel, context, column, one->b, &one->series[2 * i + 1], error));
            continue;
        }
        request.a = one->a;
        request.b = one->b;
        ENT_TRY(ent_measure_series(context, &request, &one->series[2 * i], error));
    }
    return ENT_OK;
}

/* Whether the two have a year in common. */
static bool any_year(const struct ent_panel *panel, const struct ent_states *states, ent_state a, ent_state b) {
    for (int year = panel->first_year; year <= panel->last_year; year++)
        if (ent_panel_row(panel, states, a, b, year))
            return true;
    return false;
}

/* What the series of all pairs have in common, read before the first of them. */
static int gather(struct ent_panel *panel, struct ent_context *context, struct ent_error *error) {
    for (size_t i = 0; panel->unit != ENT_PANEL_STATE && i < panel->column_count; i++) {
        const struct ent_request *request = &panel->columns[i].request;
        if (request->measure->gather && panel->state_count >= GATHERED)
            ENT_TRY(request->measure->gather(context, request, panel->states, panel->state_count, error));
    }
    return ENT_OK;
}

int ent_panel_each(struct ent_panel *panel, struct ent_context *context, ent_panel_visit visit, void *data,
                   struct ent_error *error) {
    size_t count = panel->state_count, others = panel->unit == ENT_PANEL_STATE ? 1 : count;
    struct ent_panel_case one = {.series =
                                     ent_arena_alloc(panel->arena, 2 * panel->column_count + 1, sizeof *one.series),
                                 .of = panel->unit == ENT_PANEL_STATE  ? count
                                       : panel->unit == ENT_PANEL_PAIR ? count * (count - (count > 0)) / 2
                                                                       : count * (count - (count > 0))};
    if (!one.series)
        return ent_fail_memory(error);
    struct ent_context gathered = *context;
    gathered.arena = panel->arena;
    ENT_TRY(gather(panel, &gathered, error));
    for (size_t i = 0; i < count; i++)
        for (size_t k = panel->unit == ENT_PANEL_PAIR ? i + 1 : 0; k < others; k++) {
            struct ent_context here = gathered;
            struct ent_arena scratch;
            one.a = panel->states[i];
            one.b = panel->unit == ENT_PANEL_STATE ? ENT_NO_STATE : panel->states[k];
            if (one.a == one.b)
                continue;
            one.done++;
            if (!any_year(panel, context->record->states, one.a, one.b))
                continue;
            ent_arena_init(&scratch);
            here.arena = &scratch;
            int status = fill_case(panel, &here, &one, error);
            if (status == ENT_OK)
                status = visit(data, panel, &one, error);
            ent_arena_release(&scratch);
            ENT_TRY(status);
        }
    return ENT_OK;
}
