/* Concentration of a state's trade over its partners.
 *
 * Formula: with p a partner's share in all of the state's trade that is seen, n partners,
 *   form=hhi         sum of p^2
 *   form=normalised  (HHI - 1/n) / (1 - 1/n)
 *   form=effective   1 / HHI, as many equal partners would give it
 *   form=gini        sum over i of (2 i - n - 1) p_(i) / n, shares in ascending order
 * partners=trading: those with whom it trades something; partners=seen: also those with whom it is known to trade
 * nothing, which changes normalised and Gini alone. flow=exports or imports: of that direction alone. Range: 1/n to 1;
 * 0 to 1; 1 to n; 0 to 1 - 1/n. Support: n. Missing: flows that are not seen are left out, never 0, with a note;
 * unknown without any flow. Undefined: normalised and Gini of one partner (SINGLE); a total of 0. Complexity: the trade
 * of the state. Papers: Hirschman 1945; Rhoades 1993; Gini 1912. Example: shares .5 .2 .1 .1 .05 .05: 0.315, normalised
 * 0.178, effective 3.17, Gini 0.45 (METHODS 4). */
#include <math.h>
#include <stdlib.h>

#include "measure/sweep.h"
#include "measure/trade_flows.h"

/* Shares of partners in ascending order, in memory of the caller. */
struct shares {
    double *values;
    long count;
    double total;
    ent_state largest;
    bool any, holes;
};

static int compare_numbers(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static struct shares shares_of(const struct ent_request *request, const struct ent_trade *trade, int year, bool none,
                               double *memory) {
    struct ent_trade_total total = ent_trade_total(trade, year, none);
    struct shares shares = {memory, 0, total.value, ENT_NO_STATE, total.any, total.holes > 0};
    bool zeros = ent_request_is(request, "partners", "seen");
    double most = 0;
    for (size_t i = 0; total.value > 0 && i < trade->states; i++) {
        bool hole;
        double with = ent_trade_seen(trade, year, (ent_state)i, none, &hole);
        if (with == 0 && (hole || !zeros || !ent_trade_any(trade, year, (ent_state)i)))
            continue;
        shares.values[shares.count++] = with / total.value;
        if (with > most)
            shares.largest = (ent_state)i;
        most = with > most ? with : most;
    }
    qsort(shares.values, (size_t)shares.count, sizeof *shares.values, compare_numbers);
    return shares;
}

static double hhi_of(const struct shares *shares) {
    double sum = 0;
    for (long i = 0; i < shares->count; i++)
        sum += shares->values[i] * shares->values[i];
    return sum;
}

static double gini_of(const struct shares *shares) {
    double sum = 0;
    for (long i = 0; i < shares->count; i++)
        sum += (double)(2 * (i + 1) - shares->count - 1) * shares->values[i];
    return sum / (double)shares->count;
}

static double value_of(const struct ent_request *request, const struct shares *shares) {
    double hhi = hhi_of(shares), least = 1 / (double)shares->count;
    if (ent_request_is(request, "form", "gini"))
        return gini_of(shares);
    if (ent_request_is(request, "form", "normalised"))
        return (hhi - least) / (1 - least);
    return ent_request_is(request, "form", "effective") ? 1 / hhi : hhi;
}

static void set_point(const struct ent_request *request, const struct ent_trade *trade, double *memory,
                      struct ent_point *point) {
    bool none = point->kind == ENT_KIND_NONE;
    bool spread = ent_request_is(request, "form", "normalised") || ent_request_is(request, "form", "gini");
    if (!none && point->kind != ENT_KIND_UNKNOWN)
        return;
    struct shares shares = shares_of(request, trade, point->year, none, memory);
    if (!shares.any) {
        if (!none)
            ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
        return;
    }
    if (shares.total == 0 || (spread && shares.count == 1)) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, shares.total == 0 ? ENT_WHY_ZERO_TOTAL : ENT_WHY_SINGLE);
        return;
    }
    ent_point_set(point, value_of(request, &shares), shares.count);
    point->notes |= shares.holes ? ENT_NOTE_SOME_MISSING : 0u;
}

static int fill(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                const struct ent_trade_book *book, struct ent_series *series, struct ent_error *error) {
    struct ent_trade trade = {.flows = NULL};
    double *memory = ent_arena_alloc(context->arena, ent_states_count(context->record->states) + 1, sizeof *memory);
    if (!memory)
        return ent_fail_memory(error);
    int status = book ? ent_trade_book_of(book, request->a, &trade, error)
                      : ent_trade_read(context, request, basis, request->a, series->first_year, series->last_year,
                                       &trade, error);
    for (int year = series->first_year; status == ENT_OK && year <= series->last_year; year++)
        set_point(request, &trade, memory, ent_series_point(series, year));
    ent_trade_release(&trade);
    return status;
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    if (!(*out)->note)
        (*out)->note = ent_record_caution(context->record, basis.release->id, basis.strand->name);
    return fill(context, request, &basis, NULL, *out, error);
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    struct ent_trade trade;
    enum ent_kind kind;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(ent_trade_trace(context, request, &basis, year, out, error));
    ENT_TRY(ent_basis_covers(context, &basis, request->a, year, &kind, error));
    ENT_TRY(ent_trade_read(context, request, &basis, request->a, year, year, &trade, error));
    double *memory = ent_arena_alloc(context->arena, trade.states + 1, sizeof *memory);
    struct shares shares = {.count = 0};
    if (memory)
        shares = shares_of(request, &trade, year, kind == ENT_KIND_NONE, memory);
    ent_trade_release(&trade);
    if (!memory)
        return ent_fail_memory(error);
    if (shares.count == 0)
        return ENT_OK;
    out->formula =
        ent_arena_format(context->arena,
                         "%ld partners of %.10g in all, the largest %s with %.4f; squared shares add up to "
                         "%.10g",
                         shares.count, shares.total, ent_states_code(context->record->states, shares.largest),
                         shares.values[shares.count - 1], hhi_of(&shares));
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

/* The series of one state, from the book, in memory of its own. */
static int sweep_state(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                       const struct ent_trade_book *book, struct ent_sweep *out, struct ent_error *error) {
    struct ent_series *series;
    ENT_TRY(ent_series_begin(context, request, basis, ENT_SCALE_NUMBER, &series, error));
    ENT_TRY(fill(context, request, basis, book, series, error));
    for (int year = series->first_year; year <= series->last_year; year++) {
        struct ent_point point = ent_series_at(series, year);
        struct ent_sweep_point seen = {
            .a = request->a, .b = ENT_NO_STATE, .year = year, .support = (int)point.support, .value = point.value};
        if (point.kind == ENT_KIND_VALUE)
            ENT_TRY(ent_sweep_add(out, &seen, error));
    }
    return ENT_OK;
}

static int sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states, size_t count,
                 struct ent_sweep *out, struct ent_error *error) {
    struct ent_request one = *request;
    struct ent_basis basis;
    struct ent_trade_book *book;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    if (one.first_year == 0 && one.last_year == 0) {
        one.first_year = basis.first_year;
        one.last_year = basis.last_year;
    }
    out->releases[out->release_count++] = basis.release;
    int status = ent_trade_book_open(context, &one, &basis, one.first_year, one.last_year, &book, error);
    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        struct ent_context here = *context;
        struct ent_arena scratch;
        ent_arena_init(&scratch);
        here.arena = &scratch;
        one.a = states[i];
        status = sweep_state(&here, &one, &basis, book, out, error);
        ent_arena_release(&scratch);
    }
    ent_trade_book_release(book);
    return status;
}

const struct ent_measure ent_measure_trade_hhi = {
    .name = "trade.hhi",
    .summary = "how concentrated its trade is on few partners",
    .unit = "index from 0 to 1",
    .orientation = "higher = more concentrated",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"trade", "trade.reported"},
    .options = {{"form", "hhi|normalised|effective|gini", "hhi",
                 "normalised: 0 to 1; effective: as a number of partners; gini: inequality of their shares"},
                {"partners", "trading|seen", "trading",
                 "seen: also those with whom it is known to trade nothing (normalised and gini)"},
                ENT_FLOW_OPTION,
                ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "none",
    .reference = "Hirschman 1945; Rhoades 1993",
    .example = "shares .5 .2 .1 .1 .05 .05: 0.315, normalised 0.178, effective 3.17, gini 0.45 (METHODS 4)",
    .compute = compute,
    .trace = trace,
    .sweep = sweep,
};
