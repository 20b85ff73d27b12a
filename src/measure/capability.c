/* Composite index of national capability, computed from its six components.
 *
 * Formula: with x_ic the state's figure of component c (milex, milper, irst, pec, upop, tpop) and X_c the sum over all states
 * that the source lists in the year: the mean over c of x_ic / X_c. Range: 0 to 1; the index adds up to 1 over the system
 * where nothing is missing. A component whose world total is 0 drops out of the year for everybody, with a note.
 * part=military: milex and milper alone; without=irst, without=population (tpop and upop).
 * Missing: missing=present takes the mean over the components that are there, with a note, and support counts them;
 * missing=drop gives no value where one is missing (unknown). A missing figure is missing from the world's total too.
 * Equal to the published index but for rounding, missing components included, except where the file has two rows for one
 * state in a year of unification: the published index counts both in the world, the record one.
 * Undefined: never. Complexity: all figures of a release, read once; then six divisions a year. Paper: Singer, Bremer and
 * Stuckey 1972. Example: A (300 1000 60 400 150 80) of a world of (1000 10000 400 2000 2500 700): 0.15405, without irst
 * 0.15486, military part 0.2; B (100 1500 40 200 300 60): 0.10929 (METHODS 3.1). */
#include <math.h>
#include <string.h>

#include "measure/support.h"

enum { COMPONENTS = 6 };

static const char *const components[COMPONENTS] = {"pec", "irst", "milex", "milper", "upop", "tpop"};

/* All figures of one release. */
struct ent_capabilities {
    int release, first_year, last_year;
    size_t states;
    double *values;  /* [component][year - first_year][state]; NaN where there is none */
    double *totals;  /* [component][year - first_year] */
    struct ent_capabilities *next;
};

static size_t years_of(const struct ent_capabilities *all) {
    return (size_t)(all->last_year - all->first_year + 1);
}

static double *value_of(const struct ent_capabilities *all, size_t component, int year, ent_state state) {
    size_t row = component * years_of(all) + (size_t)(year - all->first_year);
    return &all->values[row * all->states + (size_t)state];
}

static double *total_of(const struct ent_capabilities *all, size_t component, int year) {
    return &all->totals[component * years_of(all) + (size_t)(year - all->first_year)];
}

static void take(const struct ent_capabilities *all, size_t component, const struct ent_fact *fact) {
    int first, last;
    if (fact->kind != ENT_KIND_VALUE || fact->recalled || fact->present_borders || fact->b != ENT_NO_STATE ||
        !ent_fact_years(fact, all->first_year, all->last_year, &first, &last))
        return;
    for (int year = first; year <= last; year++) {
        struct ent_interval span = ent_interval_year(year);
        if (fact->from <= span.from && fact->to >= span.to)
            *value_of(all, component, year, fact->a) = fact->value;
    }
}

static void add_up(const struct ent_capabilities *all, size_t component) {
    for (int year = all->first_year; year <= all->last_year; year++)
        for (size_t state = 0; state < all->states; state++) {
            double value = *value_of(all, component, year, (ent_state)state);
            *total_of(all, component, year) += isnan(value) ? 0 : value;
        }
}

/* The facts themselves are let go of: a release has a hundred thousand. */
static int read_component(struct ent_context *context, const struct ent_capabilities *all, size_t component,
                          struct ent_error *error) {
    struct ent_strand *strand;
    struct ent_facts facts;
    struct ent_arena arena;
    ENT_TRY(ent_record_strand(context->record, components[component], &strand, error));
    if (!strand)
        return ENT_OK;
    ent_arena_init(&arena);
    int status = ent_record_facts_all(context->record, &arena, strand, all->release, &facts, error);
    for (size_t i = 0; status == ENT_OK && i < facts.count; i++)
        if (facts.items[i].item == 0)
            take(all, component, &facts.items[i]);
    ent_arena_release(&arena);
    add_up(all, component);
    return status;
}

static int read_all(struct ent_context *context, const struct ent_basis *basis, const struct ent_capabilities **out,
                    struct ent_error *error) {
    for (struct ent_capabilities *at = context->cache->capabilities; at; at = at->next)
        if (at->release == basis->release->id) {
            *out = at;
            return ENT_OK;
        }
    struct ent_capabilities *all = ent_arena_alloc(context->cache->arena, 1, sizeof *all);
    if (!all)
        return ent_fail_memory(error);
    *all = (struct ent_capabilities){.release = basis->release->id,
                                     .first_year = basis->first_year,
                                     .last_year = basis->last_year,
                                     .states = ent_states_count(context->record->states),
                                     .next = context->cache->capabilities};
    size_t rows = COMPONENTS * years_of(all);
    all->values = ent_arena_alloc(context->cache->arena, rows * all->states + 1, sizeof *all->values);
    all->totals = ent_arena_alloc(context->cache->arena, rows + 1, sizeof *all->totals);
    if (!all->values || !all->totals)
        return ent_fail_memory(error);
    for (size_t i = 0; i < rows * all->states; i++)
        all->values[i] = NAN;
    for (size_t i = 0; i < COMPONENTS; i++)
        ENT_TRY(read_component(context, all, i, error));
    context->cache->capabilities = all;
    *out = all;
    return ENT_OK;
}

static bool is_wanted(const struct ent_request *request, const char *component) {
    bool military = strncmp(component, "mil", 3) == 0, people = strcmp(component + 1, "pop") == 0;
    if (ent_request_is(request, "part", "military"))
        return military;
    return !(ent_request_is(request, "without", "irst") && strcmp(component, "irst") == 0) &&
           !(ent_request_is(request, "without", "population") && people);
}

struct index {
    double sum;
    long present, missing, dropped; /* components: of the state, missing of it, without a world total */
};

static struct index index_of(const struct ent_request *request, const struct ent_capabilities *all, int year) {
    struct index index = {0, 0, 0, 0};
    for (size_t i = 0; i < COMPONENTS; i++) {
        if (!is_wanted(request, components[i]))
            continue;
        double value = *value_of(all, i, year, request->a), total = *total_of(all, i, year);
        if (!(total > 0))
            index.dropped++;
        else if (isnan(value))
            index.missing++;
        else {
            index.sum += value / total;
            index.present++;
        }
    }
    return index;
}

static void set_point(const struct ent_request *request, const struct ent_capabilities *all, struct ent_point *point) {
    if ((point->kind != ENT_KIND_UNKNOWN && point->kind != ENT_KIND_NONE) || point->year < all->first_year ||
        point->year > all->last_year)
        return;
    struct index index = index_of(request, all, point->year);
    if (index.present == 0 || (index.missing && ent_request_is(request, "missing", "drop"))) {
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
        return;
    }
    ent_point_set(point, index.sum / (double)index.present, index.present);
    point->notes |= index.missing || index.dropped ? ENT_NOTE_SOME_MISSING : 0u;
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    const struct ent_capabilities *all;
    ENT_TRY(ent_basis_choose(context, request, components[0], &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    ENT_TRY(read_all(context, &basis, &all, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(request, all, ent_series_point(*out, year));
    return ENT_OK;
}

/* "(300 / 1000 + …) / 6" */
static const char *formula(struct ent_context *context, const struct ent_request *request,
                           const struct ent_capabilities *all, int year) {
    const char *text = "";
    struct index index = index_of(request, all, year);
    for (size_t i = 0; i < COMPONENTS && text; i++) {
        double value = *value_of(all, i, year, request->a), total = *total_of(all, i, year);
        if (is_wanted(request, components[i]) && total > 0 && !isnan(value))
            text = ent_arena_format(context->arena, "%s%s%s %.10g / %.10g", text, text[0] ? " + " : "", components[i],
                                    value, total);
    }
    return text ? ent_arena_format(context->arena, "(%s) / %ld", text, index.present) : NULL;
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    const struct ent_capabilities *all;
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, components[0], &basis, error));
    if (!basis.release || year < basis.first_year || year > basis.last_year)
        return ENT_OK;
    ENT_TRY(read_all(context, &basis, &all, error));
    for (size_t i = 0; i < COMPONENTS; i++) {
        struct ent_strand *strand;
        struct ent_facts facts = {NULL, 0};
        int first, last;
        if (!is_wanted(request, components[i]))
            continue;
        ENT_TRY(ent_record_strand(context->record, components[i], &strand, error));
        if (strand)
            ENT_TRY(ent_record_facts(context->record, context->arena, strand, request->a, ENT_NO_STATE, false, 0,
                                     basis.release->id, &facts, error));
        for (size_t k = 0; k < facts.count; k++)
            if (ent_fact_years(&facts.items[k], year, year, &first, &last))
                ENT_TRY(ent_trace_fact(context, strand, &facts.items[k], out, &capacity, error));
    }
    if (index_of(request, all, year).present == 0)
        return ENT_OK;
    out->formula = formula(context, request, all, year);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

const struct ent_measure ent_measure_capability_index = {
    .name = "capability.index",
    .summary = "composite index of national capability, computed from its components",
    .unit = "share of world",
    .orientation = "stronger",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"pec", "irst", "milex", "milper", "upop", "tpop"},
    .options = {{"missing", "present|drop", "present",
                 "present: the mean of the components that are there; drop: no value where one is missing"},
                {"without", "none|irst|population", "none", "components that are left out"},
                {"part", "all|military", "all", "military: expenditure and personnel alone"}},
    .on_request = true,
    .aggregation = "sum",
    .reference = "Singer, Bremer and Stuckey 1972",
    .example = "shares .30 .10 .15 .20 .06 .1143: 0.15405; without irst 0.15486 (METHODS 3.1)",
    .compute = compute,
    .trace = trace,
};
