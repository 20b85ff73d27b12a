/* A state's share of the world in something that adds up.
 *
 * gdp.share, milex.share, milper.share, population.share, pec.share, irst.share
 *   Formula: x_A / sum over j of x_j, over the states of the system in the year (list "cow", on any day) that the same
 * source has a figure of, in the same unit. Range: 0 to 1. Support: how many states are in the sum.
 * Missing: where the state's own figure is, for its reason. A state without a figure is not in the world's sum: the
 * share is then at most what it says, the point carries a note, and why names who is missing. Undefined: a sum of 0;
 * a sum over fewer than half of the states of the system (TOO_FEW), which is no world.
 * capability.index is the mean of six such shares (Singer, Bremer and Stuckey 1972). Complexity: the figures of all
 * states, read once. Example: milex 300 of a world of 1000: 0.3 (METHODS 3.1). */
#include <math.h>
#include <string.h>

#include "measure/part.h"
#include "measure/sum.h"
#include "measure/sweep.h"

enum { NAMED_MOST = 6 };

/* Everybody's figures by one source. */
struct world {
    struct ent_sweep figures;
    struct ent_part own; /* of the state asked */
};

/* What a year adds up to, in one unit. */
struct total {
    double value;
    long states, missing;
};

static const char *strand_of(const struct ent_request *request) {
    const char *rule = request->measure->rule;
    return rule ? rule : ent_request_strand(request);
}

static bool counts(const struct ent_context *context, ent_state state, int year) {
    struct ent_interval span = ent_interval_year(year);
    return ent_states_exist(context->record->states, "cow", state, span.from, span.to);
}

static struct total total_of(const struct ent_context *context, const struct ent_sweep *figures, int year,
                             uint16_t unit) {
    struct ent_sum sum = {0, 0};
    struct total total = {0, 0, 0};
    size_t first, end;
    ent_sweep_year(figures, year, &first, &end);
    for (size_t i = first; i < end; i++) {
        if (figures->points[i].unit != unit || !counts(context, figures->points[i].a, year))
            continue;
        ent_sum_add(&sum, figures->points[i].value);
        total.states++;
    }
    for (size_t state = 0; state < ent_states_count(context->record->states); state++)
        total.missing += counts(context, (ent_state)state, year);
    total.missing -= total.states;
    total.value = ent_sum_value(&sum);
    return total;
}

static const struct ent_sweep_point *figure_of(const struct ent_sweep *figures, ent_state state, int year) {
    size_t first, end;
    ent_sweep_year(figures, year, &first, &end);
    for (size_t i = first; i < end; i++)
        if (figures->points[i].a == state)
            return &figures->points[i];
    return NULL;
}

static int read_world(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      struct ent_series *series, int first_year, int last_year, struct world *out,
                      struct ent_error *error) {
    *out = (struct world){.own = {.series = NULL}};
    ENT_TRY(
        ent_part_read(context, request, basis, strand_of(request), request->a, ENT_NO_STATE, series, &out->own, error));
    if (!out->own.request.measure)
        return ENT_OK;
    struct ent_request all = out->own.request;
    all.first_year = first_year;
    all.last_year = last_year;
    return ent_measure_sweep(context, &all, NULL, 0, &out->figures, error);
}

static void set_point(const struct ent_context *context, const struct world *world, ent_state state,
                      struct ent_point *point) {
    const struct ent_sweep_point *figure = figure_of(&world->figures, state, point->year);
    if (!figure) {
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
        return;
    }
    struct total total = total_of(context, &world->figures, point->year, figure->unit);
    if (total.states == 0 || !counts(context, state, point->year))
        ent_point_unsee(point, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
    else if (total.states < total.missing)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_TOO_FEW);
    else if (!(total.value > 0))
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
    else
        ent_point_set(point, figure->value / total.value, total.states);
    point->notes |= total.missing ? ENT_NOTE_SOME_MISSING : 0u;
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    struct world world;
    ENT_TRY(ent_basis_choose(context, request, strand_of(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    int status = read_world(context, request, &basis, *out, (*out)->first_year, (*out)->last_year, &world, error);
    for (int year = (*out)->first_year; status == ENT_OK && year <= (*out)->last_year; year++) {
        struct ent_point *point = ent_series_point(*out, year);
        if (ent_part_seen(&world.own, point))
            set_point(context, &world, request->a, point);
    }
    ent_sweep_release(&world.figures);
    return status;
}

/* "AND, MCO and 3 more": members of the system without a figure. */
static const char *missing_names(const struct ent_context *context, const struct world *world, int year, uint16_t unit,
                                 long missing) {
    const char *names = "";
    long named = 0;
    for (size_t state = 0; state < ent_states_count(context->record->states) && names && named < NAMED_MOST; state++) {
        const struct ent_sweep_point *figure = figure_of(&world->figures, (ent_state)state, year);
        if (!counts(context, (ent_state)state, year) || (figure && figure->unit == unit))
            continue;
        names = ent_arena_format(context->arena, "%s%s%s", names, named ? ", " : "",
                                 ent_states_code(context->record->states, (ent_state)state));
        named++;
    }
    return names && missing > named ? ent_arena_format(context->arena, "%s and %ld more", names, missing - named)
                                    : names;
}

static int describe(struct ent_context *context, const struct ent_request *request, const struct world *world, int year,
                    struct ent_trace *out, struct ent_error *error) {
    const struct ent_sweep_point *figure = figure_of(&world->figures, request->a, year);
    if (!figure)
        return ENT_OK;
    struct total total = total_of(context, &world->figures, year, figure->unit);
    const char *names = total.missing ? missing_names(context, world, year, figure->unit, total.missing) : "";
    out->formula =
        !names ? NULL
        : total.missing
            ? ent_arena_format(context->arena,
                               "%.10g / %.10g, the sum over %ld states; %ld of the system without a figure: %s",
                               figure->value, total.value, total.states, total.missing, names)
            : ent_arena_format(context->arena, "%.10g / %.10g, the sum over %ld states", figure->value, total.value,
                               total.states);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    struct world world;
    double own;
    ENT_TRY(ent_basis_choose(context, request, strand_of(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    int status = read_world(context, request, &basis, NULL, year, year, &world, error);
    if (status == ENT_OK)
        status = ent_part_trace(context, &world.own, year, out, &own, error);
    if (status == ENT_OK)
        status = describe(context, request, &world, year, out, error);
    ent_sweep_release(&world.figures);
    return status;
}

/* Every state of the list, from one reading. The points of one year in one unit share a sum. */
static int sweep_figures(struct ent_context *context, const struct world *world, const ent_state *states, size_t count,
                         struct ent_sweep *out, struct ent_error *error) {
    for (size_t i = 0; i < world->figures.count; i++) {
        const struct ent_sweep_point *figure = &world->figures.points[i];
        struct ent_point point = {.year = figure->year};
        bool listed = false;
        for (size_t k = 0; k < count && !listed; k++)
            listed = states[k] == figure->a;
        if (!listed)
            continue;
        set_point(context, world, figure->a, &point);
        struct ent_sweep_point seen = {.a = figure->a,
                                       .b = ENT_NO_STATE,
                                       .year = figure->year,
                                       .support = (int)point.support,
                                       .value = point.value};
        if (point.kind == ENT_KIND_VALUE)
            ENT_TRY(ent_sweep_add(out, &seen, error));
    }
    return ENT_OK;
}

static int sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states, size_t count,
                 struct ent_sweep *out, struct ent_error *error) {
    struct ent_basis basis;
    struct world world;
    ENT_TRY(ent_basis_choose(context, request, strand_of(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    bool whole = request->first_year == 0 && request->last_year == 0;
    int status = read_world(context, request, &basis, NULL, whole ? basis.first_year : request->first_year,
                            whole ? basis.last_year : request->last_year, &world, error);
    for (size_t i = 0; i < world.figures.release_count; i++)
        out->releases[out->release_count++] = world.figures.releases[i];
    if (status == ENT_OK)
        status = sweep_figures(context, &world, states, count, out, error);
    ent_sweep_release(&world.figures);
    return status;
}

const struct ent_measure ent_measure_gdp_share = {
    .name = "gdp.share",
    .summary = "share of a state in the world's GDP",
    .unit = "share of world",
    .orientation = "larger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"gdp.usd", "gdp.ppp", "gdp.real"},
    .options = {{"gdp", "usd|ppp|real", "usd",
                 "prices: of the market in current dollars, of purchasing power, or constant ones"}},
    .strand_option = "gdp",
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "300 of a world of 1000: 0.3 (METHODS 3.1)",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};

const struct ent_measure ent_measure_milex_share = {
    .name = "milex.share",
    .summary = "share of a state in the world's military expenditure",
    .unit = "share of world",
    .orientation = "stronger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"milex"},
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "300 of a world of 1000: 0.3 (METHODS 3.1)",
    .rule = "milex",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};

const struct ent_measure ent_measure_milper_share = {
    .name = "milper.share",
    .summary = "share of a state in the world's military personnel",
    .unit = "share of world",
    .orientation = "stronger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"milper"},
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "1000 of a world of 10000: 0.1 (METHODS 3.1)",
    .rule = "milper",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};

const struct ent_measure ent_measure_population_share = {
    .name = "population.share",
    .summary = "share of a state in the world's people",
    .unit = "share of world",
    .orientation = "larger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"population"},
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "80 of a world of 700: 0.1143 (METHODS 3.1)",
    .rule = "population",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};

const struct ent_measure ent_measure_pec_share = {
    .name = "pec.share",
    .summary = "share of a state in the world's consumption of energy",
    .unit = "share of world",
    .orientation = "stronger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"pec"},
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "400 of a world of 2000: 0.2 (METHODS 3.1)",
    .rule = "pec",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};

const struct ent_measure ent_measure_irst_share = {
    .name = "irst.share",
    .summary = "share of a state in the world's iron and steel",
    .unit = "share of world",
    .orientation = "stronger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"irst"},
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "60 of a world of 400: 0.15 (METHODS 3.1)",
    .rule = "irst",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};
