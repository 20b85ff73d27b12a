/* The frame of the measures over alliance portfolios.
 *
 * A column is a member of the list "cow" on some day of the year, so a state and the one that takes its place within
 * the year are two columns; what a state owes to it is the highest code of the year's rows, 0 without a row. A column
 * in which the source leaves a pledge empty for one of the two is left out, as is one without a weight where weights
 * are asked for. With columns=all a state owes itself the highest code, as if it had a defence pact with itself (the
 * convention of svmiller/fpsim). Unseen: years that the release does not cover for both; with weights, years without
 * any (not covered). Complexity: the facts that touch either, and states times years.
 */
#include "measure/alliance_profile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STRONGEST = 3, UNKNOWN_BIT = 128 };

/* What both owe, by year and state, and the weights. The caller frees it. */
struct portfolios {
    int first_year, last_year;
    size_t states;
    unsigned char *codes[2]; /* highest code, with UNKNOWN_BIT where a pledge is left empty */
    double *weights;         /* NAN: none; NULL: not asked */
};

static void release(struct portfolios *portfolios) {
    free(portfolios->codes[0]);
    free(portfolios->codes[1]);
    free(portfolios->weights);
}

static size_t cell(const struct portfolios *portfolios, int year, ent_state state) {
    return (size_t)(year - portfolios->first_year) * portfolios->states + (size_t)state;
}

/* The state to which `self` owes what the fact says; ENT_NO_STATE when it is the other who owes. */
static ent_state creditor(const struct ent_strand *strand, const struct ent_fact *fact, ent_state self) {
    if (fact->a == self)
        return fact->b;
    return strand->directed ? ENT_NO_STATE : fact->a;
}

static bool fact_counts(struct ent_context *context, const struct ent_request *request, const struct ent_fact *fact) {
    return ent_fact_allowed(context->record, fact, &request->view) && (!fact->recalled || request->view.recalled) &&
           (fact->kind == ENT_KIND_VALUE || fact->kind == ENT_KIND_UNKNOWN);
}

static int mark(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                ent_state self, const struct portfolios *portfolios, unsigned char *codes, struct ent_error *error) {
    const struct ent_facts *facts;
    uint32_t bits[STRONGEST + 1] = {0};
    for (int code = 1; code <= STRONGEST; code++)
        bits[code] = ent_alliance_bits(basis->strand, code);
    ENT_TRY(ent_facts_touching(context, basis->strand, self, basis->release->id, &facts, error));
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        ent_state other = creditor(basis->strand, fact, self);
        int first, last;
        if (other == ENT_NO_STATE || !fact_counts(context, request, fact) ||
            !ent_fact_years(fact, portfolios->first_year, portfolios->last_year, &first, &last))
            continue;
        int code = STRONGEST;
        while (code > 0 && !(fact->types & bits[code]))
            code--;
        for (int year = first; year <= last; year++) {
            unsigned char *at = &codes[cell(portfolios, year, other)];
            int known = *at & ~UNKNOWN_BIT, unknown = (*at & UNKNOWN_BIT) || fact->kind == ENT_KIND_UNKNOWN;
            if (fact->kind == ENT_KIND_VALUE && code > known)
                known = code;
            *at = (unsigned char)(known | (unknown ? UNKNOWN_BIT : 0));
        }
    }
    return ENT_OK;
}

/* Capability shares by year and state; the release joins those that the series was computed from. */
static int read_weights(struct ent_context *context, const struct ent_request *request, struct portfolios *portfolios,
                        const struct ent_release **from, struct ent_error *error) {
    struct ent_request asked = *request;
    struct ent_basis basis;
    asked.view = (struct ent_view){.as_of = request->view.as_of};
    ENT_TRY(ent_basis_choose(context, &asked, "capability.cinc", &basis, error));
    *from = basis.release;
    for (size_t state = 0; basis.release && state < portfolios->states; state++) {
        const struct ent_facts *facts;
        ENT_TRY(ent_facts_touching(context, basis.strand, (ent_state)state, basis.release->id, &facts, error));
        for (size_t i = 0; i < facts->count; i++) {
            const struct ent_fact *fact = &facts->items[i];
            int first, last;
            if (fact->kind != ENT_KIND_VALUE || !fact_counts(context, &asked, fact) ||
                !ent_fact_years(fact, portfolios->first_year, portfolios->last_year, &first, &last))
                continue;
            for (int year = first; year <= last; year++)
                portfolios->weights[cell(portfolios, year, (ent_state)state)] = fact->value;
        }
    }
    return ENT_OK;
}

static int open_portfolios(struct ent_context *context, const struct ent_request *request,
                           const struct ent_basis *basis, int first_year, int last_year, struct portfolios *out,
                           const struct ent_release **weights_from, struct ent_error *error) {
    const ent_state states[2] = {request->a, request->b};
    *out = (struct portfolios){first_year, last_year, ent_states_count(context->record->states), {NULL, NULL}, NULL};
    size_t years = last_year < first_year ? 0 : (size_t)(last_year - first_year + 1), cells = years * out->states;
    *weights_from = NULL;
    for (int side = 0; side < 2; side++) {
        out->codes[side] = calloc(cells + 1, 1);
        if (!out->codes[side])
            return ent_fail_memory(error);
        ENT_TRY(mark(context, request, basis, states[side], out, out->codes[side], error));
    }
    if (!ent_request_is(request, "weighted", "capability"))
        return ENT_OK;
    out->weights = malloc((cells + 1) * sizeof *out->weights);
    if (!out->weights)
        return ent_fail_memory(error);
    for (size_t i = 0; i < cells; i++)
        out->weights[i] = NAN;
    return read_weights(context, request, out, weights_from, error);
}

/* A sum with the rounding errors carried along (Neumaier 1974). */
struct sum {
    double sum, lost;
};

static void add(struct sum *sum, double value) {
    double next = sum->sum + value;
    sum->lost += fabs(sum->sum) >= fabs(value) ? (sum->sum - next) + value : (value - next) + sum->sum;
    sum->sum = next;
}

/* The columns of a year. */
struct columns {
    struct ent_code_table table;
    struct sum distance, weight, left_out; /* weighted only; left_out: weights of columns that are not compared */
    bool any_weight;
};

/* A state's code toward a column; negative when it is unknown. */
static int code_toward(const struct portfolios *portfolios, int side, ent_state self, int year, ent_state column) {
    unsigned char code = portfolios->codes[side][cell(portfolios, year, column)];
    if (column == self)
        return STRONGEST;
    if ((code & UNKNOWN_BIT) && (code & ~UNKNOWN_BIT) < STRONGEST)
        return -1;
    return code & ~UNKNOWN_BIT;
}

static void add_column(const struct ent_request *request, const struct portfolios *portfolios, int year,
                       ent_state column, struct columns *columns) {
    double weight = portfolios->weights ? portfolios->weights[cell(portfolios, year, column)] : 1;
    bool partner = column == request->a || column == request->b;
    int x = code_toward(portfolios, 0, request->a, year, column);
    int y = code_toward(portfolios, 1, request->b, year, column);
    columns->any_weight |= !isnan(weight);
    if (isnan(weight))
        return;
    if (x < 0 || y < 0 || (partner && !ent_request_is(request, "columns", "all"))) {
        add(&columns->left_out, weight);
        return;
    }
    if (ent_request_is(request, "coding", "binary")) {
        x = x > 0;
        y = y > 0;
    }
    double apart = abs(x - y);
    columns->table.n[x][y]++;
    add(&columns->distance, weight * (ent_code_squared_asked(request) ? apart * apart : apart));
    add(&columns->weight, weight);
}

static struct columns columns_of(struct ent_context *context, const struct ent_request *request,
                                 const struct portfolios *portfolios, int year) {
    struct columns columns = {.table = {.codes = ent_request_is(request, "coding", "binary") ? 2 : ENT_CODES}};
    struct ent_interval span = ent_interval_year(year);
    for (size_t state = 0; state < portfolios->states; state++)
        if (ent_states_exist(context->record->states, "cow", (ent_state)state, span.from, span.to))
            add_column(request, portfolios, year, (ent_state)state, &columns);
    return columns;
}

static double worst(const struct ent_request *request, const struct columns *columns) {
    double step = columns->table.codes - 1;
    return (columns->weight.sum + columns->weight.lost) * (ent_code_squared_asked(request) ? step * step : step);
}

static struct ent_code_value weighted_s(const struct ent_request *request, const struct columns *columns) {
    double most = worst(request, columns), distance = columns->distance.sum + columns->distance.lost;
    if (!(most > 0))
        return (struct ent_code_value){(double)NAN, ENT_WHY_EMPTY, 0};
    return (struct ent_code_value){1 - 2 * distance / most, ENT_WHY_FINE, 0};
}

static void set_point(struct ent_context *context, const struct ent_request *request,
                      const struct portfolios *portfolios, struct ent_point *point) {
    const struct ent_alliance_index *index = request->measure->rule;
    if (point->kind != ENT_KIND_NONE)
        return; /* where an absent row is missing there is no portfolio */
    struct columns columns = columns_of(context, request, portfolios, point->year);
    struct ent_code_value value =
        portfolios->weights ? weighted_s(request, &columns) : index->value(&columns.table, index->variant(request));
    long total = (long)ent_code_total(&columns.table);
    if (portfolios->weights && !columns.any_weight)
        ent_point_unsee(point, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    else if (value.why != ENT_WHY_FINE)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, value.why);
    else
        ent_point_set(point, value.value, total);
    point->support = total;
    point->notes = value.notes;
}

int ent_alliance_profile_compute(struct ent_context *context, const struct ent_request *request,
                                 struct ent_series **out, struct ent_error *error) {
    struct ent_basis basis;
    struct portfolios portfolios;
    const struct ent_release *weights_from;
    ENT_TRY(ent_basis_choose(context, request, "alliance", &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release)
        return ENT_OK;
    int status = open_portfolios(context, request, &basis, (*out)->first_year, (*out)->last_year, &portfolios,
                                 &weights_from, error);
    for (int year = (*out)->first_year; status == ENT_OK && year <= (*out)->last_year; year++)
        set_point(context, request, &portfolios, ent_series_point(*out, year));
    if (status == ENT_OK && weights_from)
        (*out)->releases[(*out)->release_count++] = weights_from;
    if (status == ENT_OK && portfolios.weights && !weights_from)
        (*out)->note = "the record has no capability.cinc, which weighted=capability needs";
    release(&portfolios);
    return status;
}

/* The rows of what one state owes to the columns of the year. */
static int trace_side(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      int year, ent_state self, struct ent_trace *out, size_t *capacity, struct ent_error *error) {
    const struct ent_facts *facts;
    bool all = ent_request_is(request, "columns", "all");
    ENT_TRY(ent_facts_touching(context, basis->strand, self, basis->release->id, &facts, error));
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        ent_state other = creditor(basis->strand, fact, self);
        int first, last;
        if (other == ENT_NO_STATE || (!all && (other == request->a || other == request->b)) ||
            !fact_counts(context, request, fact) || !ent_fact_years(fact, year, year, &first, &last))
            continue;
        ENT_TRY(ent_trace_fact(context, basis->strand, fact, out, capacity, error));
    }
    return ENT_OK;
}

static char *formula_of(struct ent_context *context, const struct ent_request *request,
                        const struct portfolios *portfolios, int year) {
    const struct ent_alliance_index *index = request->measure->rule;
    struct columns columns = columns_of(context, request, portfolios, year);
    if (!portfolios->weights)
        return index->formula(context->arena, &columns.table, index->variant(request));
    return ent_arena_format(context->arena,
                            "1 - 2 x %.4f / %.4f: weighted distance and the largest possible, %ld states; weights of "
                            "%.4f left out",
                            columns.distance.sum + columns.distance.lost, worst(request, &columns),
                            (long)ent_code_total(&columns.table), columns.left_out.sum + columns.left_out.lost);
}

int ent_alliance_profile_trace(struct ent_context *context, const struct ent_request *request, int year,
                               struct ent_trace *out, struct ent_error *error) {
    struct ent_basis basis;
    struct portfolios portfolios;
    const struct ent_release *weights_from;
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, "alliance", &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(trace_side(context, request, &basis, year, request->a, out, &capacity, error));
    ENT_TRY(trace_side(context, request, &basis, year, request->b, out, &capacity, error));
    int status = open_portfolios(context, request, &basis, year, year, &portfolios, &weights_from, error);
    if (status == ENT_OK)
        out->formula = formula_of(context, request, &portfolios, year);
    release(&portfolios);
    return status;
}
