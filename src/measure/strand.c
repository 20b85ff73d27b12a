/* A strand of the record as a measure.
 *
 * Formula: the yearly cell of the facts about the state or pair.
 *   a value    the figure of the year. A figure for the whole year goes before one for a part of it; the same figure
 *              several times is that figure; of several different ones of one reporter the latest counts, with a note;
 *              several reporters that differ give no value (ask one of them: report=). Over a directed strand, (A, B)
 *              is the total of both directions and direction=from is that of A.
 *   a spell    1 in every year that a spell touches by a day, else 0 where the source covers both states.
 *   an event   the number of events that begin in the year.
 * Range: as the strand's unit says. Undefined: several reporters that differ (CONFLICT). Recalled figures do not count
 * (unknown, RECALLED). Missing is never zero: an absent row is what the release's coverage says it is. Complexity: one
 * short range read and the number of facts times their years. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/strand.h"

/* What the facts of one year and direction say so far. */
struct cell {
    bool has, whole, conflict, none, unknown, recalled;
    int reporter;
    const char *unit; /* "in UNIT; …" of a source that speaks for itself, where it changes its unit */
    double value, low, high;
    unsigned notes;
    long support;
};

static bool covers_year(const struct ent_fact *fact, int year) {
    struct ent_interval span = ent_interval_year(year);
    return fact->from <= span.from && fact->to >= span.to;
}

static void take_value(struct cell *cell, const struct ent_fact *fact, bool whole) {
    bool better = !cell->has || (whole && !cell->whole) || (whole == cell->whole && !fact->reporter && cell->reporter);
    bool worse = cell->has && ((!whole && cell->whole) || (whole == cell->whole && fact->reporter && !cell->reporter));
    if (worse)
        return;
    bool differs = cell->has && fact->value != cell->value;
    if (better) {
        cell->notes = 0;
        cell->support = 0;
        cell->conflict = false;
    } else if (differs && fact->reporter != cell->reporter)
        cell->conflict = true;
    else if (differs)
        cell->notes |= ENT_NOTE_SEVERAL_FIGURES;
    if (fact->present_borders)
        cell->notes |= ENT_NOTE_PRESENT_BORDERS;
    cell->has = true;
    cell->whole = whole;
    cell->reporter = fact->reporter;
    cell->unit = !fact->reporter && fact->note && strncmp(fact->note, "in ", 3) == 0 ? fact->note : NULL;
    cell->value = fact->value;
    cell->low = fact->low;
    cell->high = fact->high;
    cell->support++;
}

static void take_fact(struct cell *cell, const struct ent_fact *fact, bool recalled_count, int year) {
    if (fact->recalled && !recalled_count)
        cell->recalled = true;
    else if (fact->kind == ENT_KIND_NONE)
        cell->none = true;
    else if (fact->kind == ENT_KIND_UNKNOWN)
        cell->unknown = true;
    else
        take_value(cell, fact, covers_year(fact, year));
}

static bool is_empty(const struct cell *cell) {
    return !cell->has && !cell->none && !cell->unknown && !cell->recalled;
}

static void set_value(struct ent_point *point, const struct cell *cell) {
    ent_point_set(point, cell->value, cell->support);
    point->low = cell->low;
    point->high = cell->high;
    point->notes = cell->notes;
    point->unit = cell->unit;
}

static void settle(struct ent_point *point, const struct cell *cell) {
    if (point->kind == ENT_KIND_NO_STATE)
        return;
    if (cell->has && cell->conflict)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_CONFLICT);
    else if (cell->has)
        set_value(point, cell);
    else if (cell->none)
        ent_point_unsee(point, ENT_KIND_NONE, ENT_WHY_FINE);
    else if (cell->unknown)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    else if (cell->recalled)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_RECALLED);
}

/* The total of two directions: unknown where one of them is, for half a trade is not a trade. */
static void settle_total(struct ent_point *point, const struct cell *out, const struct cell *back) {
    struct ent_point one = *point, other = *point;
    if (is_empty(out) && is_empty(back))
        return;
    settle(&one, out);
    settle(&other, back);
    bool both_known = (one.kind == ENT_KIND_VALUE || one.kind == ENT_KIND_NONE) &&
                      (other.kind == ENT_KIND_VALUE || other.kind == ENT_KIND_NONE);
    if (both_known && (one.kind == ENT_KIND_VALUE || other.kind == ENT_KIND_VALUE)) {
        double total = (one.kind == ENT_KIND_VALUE ? one.value : 0) + (other.kind == ENT_KIND_VALUE ? other.value : 0);
        ent_point_set(point, total, one.support + other.support);
        point->notes = one.notes | other.notes;
    } else if (one.kind == ENT_KIND_UNDEFINED || other.kind == ENT_KIND_UNDEFINED)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_CONFLICT);
    else if (one.kind == ENT_KIND_VALUE || other.kind == ENT_KIND_VALUE)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_ONE_SIDED);
    else if (point->kind != ENT_KIND_NO_STATE)
        *point = one.kind == ENT_KIND_NONE ? other : one;
}

/* Whether (B, A) counts as well as (A, B). */
static bool both_directions(const struct ent_request *request, const struct ent_strand *strand) {
    return !strand->directed || !ent_request_is(request, "direction", "from");
}

/* The unit of a point is a fact's note, which lives no longer than the facts: a copy, one for each run of years. */
static int keep_units(struct ent_arena *arena, struct ent_series *series, size_t years, struct ent_error *error) {
    for (size_t i = 0; i < years; i++) {
        struct ent_point *point = &series->points[i];
        const char *before = i ? point[-1].unit : NULL;
        if (!point->unit)
            continue;
        point->unit = before && strcmp(before, point->unit) == 0 ? before : ent_arena_string(arena, point->unit);
        if (!point->unit)
            return ent_fail_memory(error);
    }
    return ENT_OK;
}

/* Values of facts into the points of the series. */
static int fill_values(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                       const struct ent_facts *facts, struct ent_series *series, struct ent_error *error) {
    size_t years = (size_t)(series->last_year - series->first_year + 1);
    bool total = strand->directed && series->b != ENT_NO_STATE && both_directions(request, strand);
    struct cell *cells = calloc(2 * years, sizeof *cells);
    if (!cells)
        return ent_fail_memory(error);
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        struct cell *row = cells + (total && fact->a != series->a ? years : 0);
        int first, last;
        if (!ent_fact_allowed(context->record, fact, &request->view) ||
            !ent_fact_years(fact, series->first_year, series->last_year, &first, &last))
            continue;
        for (int year = first; year <= last; year++)
            take_fact(&row[year - series->first_year], fact, request->view.recalled, year);
    }
    for (size_t i = 0; i < years; i++) {
        if (total)
            settle_total(&series->points[i], &cells[i], &cells[years + i]);
        else
            settle(&series->points[i], &cells[i]);
    }
    free(cells);
    return keep_units(context->arena, series, years, error);
}

/* The bits of the types that the request asks for; all when it asks for any. */
static uint32_t wanted_types(const struct ent_request *request, const struct ent_strand *strand) {
    const char *type = ent_request_get(request, "type");
    if (!type || strcmp(type, "any") == 0)
        return UINT32_MAX;
    for (int bit = 0; bit < 32; bit++)
        if (strand->types[bit] && strcmp(strand->types[bit], type) == 0)
            return (uint32_t)1 << bit;
    return 0;
}

static void mark_spell(struct ent_point *point, const struct ent_fact *fact, bool recalled_count, bool count) {
    if (fact->recalled && !recalled_count) {
        if (!ent_point_seen(point) || point->kind == ENT_KIND_NONE)
            ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_RECALLED);
        return;
    }
    if (fact->kind == ENT_KIND_UNKNOWN && point->kind != ENT_KIND_VALUE)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    if (fact->kind != ENT_KIND_VALUE)
        return;
    double before = point->kind == ENT_KIND_VALUE ? point->value : 0;
    ent_point_set(point, count ? before + 1 : 1, point->support + 1);
    point->types |= fact->types;
}

/* Spells mark every year that they touch, events the year in which they begin. */
static void fill_spells(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                        const struct ent_facts *facts, struct ent_series *series) {
    uint32_t wanted = wanted_types(request, strand);
    bool count = series->scale == ENT_SCALE_COUNT;
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        int first, last;
        if (!ent_fact_allowed(context->record, fact, &request->view) ||
            (wanted != UINT32_MAX && !(fact->types & wanted)) ||
            !ent_fact_years(fact, series->first_year, series->last_year, &first, &last))
            continue;
        if (count && ent_day_year(fact->from) != first)
            continue;
        for (int year = first; year <= (count ? first : last); year++)
            if (ent_spell_counts(fact, ent_series_point(series, year)))
                mark_spell(ent_series_point(series, year), fact, request->view.recalled, count);
    }
}

/* Spells and events are of any item unless one is asked for; a figure without an item is the total. */
static int item_asked(const struct ent_request *request, const struct ent_strand *strand) {
    bool values = strcmp(strand->shape, "state value") == 0 || strcmp(strand->shape, "pair value") == 0;
    return values || request->item ? request->item : -1;
}

static bool either_way(const struct ent_request *request, const struct ent_strand *strand) {
    return request->b != ENT_NO_STATE && both_directions(request, strand);
}

int ent_strand_facts(struct ent_context *context, const struct ent_request *request, const struct ent_strand *strand,
                     int release, struct ent_facts *out, bool *both, struct ent_error *error) {
    ENT_TRY(ent_record_facts(context->record, context->arena, strand, request->a, request->b,
                             either_way(request, strand), item_asked(request, strand), release, out, error));
    if (both)
        *both = ent_facts_both_borders(out);
    ent_facts_keep_borders(out, request->view.borders);
    return ENT_OK;
}

int ent_strand_told_apart(struct ent_context *context, const struct ent_request *request,
                          const struct ent_strand *strand, int release, bool *out, struct ent_error *error) {
    return ent_record_told_apart(context->record, strand, request->a, request->b, either_way(request, strand),
                                 item_asked(request, strand), release, out, error);
}

/* Years (from, to) in which an older release has a value and the series has none; false when there are none. */
static int years_lacking(struct ent_context *context, const struct ent_request *request,
                         const struct ent_strand *strand, const struct ent_release *older,
                         const struct ent_series *series, int *from, int *to, struct ent_error *error) {
    struct ent_facts facts;
    bool whole = request->first_year == 0 && request->last_year == 0;
    *from = 0;
    ENT_TRY(ent_strand_facts(context, request, strand, older->id, &facts, NULL, error));
    for (size_t i = 0; i < facts.count; i++) {
        int year = ent_day_year(facts.items[i].from);
        struct ent_point point = ent_series_at(series, year);
        if (facts.items[i].kind != ENT_KIND_VALUE || point.kind == ENT_KIND_VALUE || point.kind == ENT_KIND_NO_STATE ||
            point.kind == ENT_KIND_UNDEFINED || (!whole && (year < request->first_year || year > request->last_year)))
            continue;
        if (!*from)
            *from = year;
        *to = year;
    }
    return ENT_OK;
}

/* Says that an older release has years that the newest lacks; the years themselves stay unseen. */
static int note_lacking(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                        struct ent_series *series, struct ent_error *error) {
    for (size_t i = 0; i < basis->older_count && !series->note; i++) {
        const struct ent_release *older = basis->older[i];
        int from, to = 0;
        ENT_TRY(years_lacking(context, request, basis->strand, older, series, &from, &to, error));
        if (!from)
            continue;
        const char *years = from == to ? ent_arena_format(context->arena, "in %d", from)
                                       : ent_arena_format(context->arena, "between %d and %d", from, to);
        series->note = years ? ent_arena_format(context->arena, "release %s of %s has figures %s that %s lacks",
                                                older->version, older->source_name, years, basis->release->version)
                             : NULL;
        if (!series->note)
            return ent_fail_memory(error);
    }
    return ENT_OK;
}

/* The facts are let go as soon as the series is made of them: a claim over a group reads those of every member. */
static int fill(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                struct ent_series *series, struct ent_error *error) {
    struct ent_arena own;
    struct ent_context reading = *context;
    struct ent_facts facts;
    ent_arena_init(&own);
    reading.arena = &own;
    int status = ent_strand_facts(&reading, request, basis->strand, basis->release->id, &facts, NULL, error);
    if (status == ENT_OK && request->measure->scale == ENT_SCALE_NUMBER)
        status = fill_values(context, request, basis->strand, &facts, series, error);
    else if (status == ENT_OK)
        fill_spells(context, request, basis->strand, &facts, series);
    ent_arena_release(&own);
    return status;
}

int ent_strand_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                       struct ent_error *error) {
    const struct ent_measure *measure = request->measure;
    struct ent_basis basis;
    ENT_TRY(ent_basis_choose(context, request, measure->strands[0], &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, measure->scale, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    const char *caution = ent_record_caution(context->record, basis.release->id, basis.strand->name);
    if (caution && !(*out)->note)
        (*out)->note = caution;
    ENT_TRY(fill(context, request, &basis, *out, error));
    return measure->scale == ENT_SCALE_NUMBER ? note_lacking(context, request, &basis, *out, error) : ENT_OK;
}

int ent_strand_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                     struct ent_error *error) {
    struct ent_basis basis;
    struct ent_facts facts;
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, request->measure->strands[0], &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(ent_strand_facts(context, request, basis.strand, basis.release->id, &facts, NULL, error));
    uint32_t wanted = wanted_types(request, basis.strand);
    for (size_t i = 0; i < facts.count; i++) {
        const struct ent_fact *fact = &facts.items[i];
        int first, last;
        if (!ent_fact_allowed(context->record, fact, &request->view) ||
            (wanted != UINT32_MAX && !(fact->types & wanted)) || !ent_fact_years(fact, year, year, &first, &last))
            continue;
        if (request->measure->scale == ENT_SCALE_COUNT && ent_day_year(fact->from) != year)
            continue;
        ENT_TRY(ent_trace_fact(context, basis.strand, fact, out, &capacity, error));
    }
    return ENT_OK;
}
