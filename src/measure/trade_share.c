/* How much one state trades with another, beside all that it trades or makes.
 *
 * trade.partner-share (A -> B)
 *   Formula: s = V_AB / V_A: exports to B and imports from B, over the exports and imports of A with everybody;
 * flow=exports or imports: of one direction alone, over all of that direction.
 * The total is a sum over every flow of A that is seen. A flow that nobody reported is missing from it, never 0: then
 * the share is at most what it says, and the point carries a note; support counts the partners in the total. The strand
 * trade.share is another thing: shares as somebody published them, in percent.
 * trade.dependence (A -> B)
 *   Formula: V_AB / GDP of A in current dollars, as both are; flow=exports: X_AB, imports: M_AB.
 * Range: shares 0 to 1; trade can be more than GDP. Missing: V_AB where either flow is (half a trade is not a trade),
 * GDP. Undefined: a total of 0. Complexity: the trade of A in every year, read once for all partners. Papers: Barbieri
 * 2002; Oneal and Russett 1997, doi:10.1111/1468-2478.00042. Example: exports 30, imports 50, total 700, GDP 1700:
 * 0.11429 and 0.04706; for the other one, 4600 and 14700: 0.01739 and 0.00544 (METHODS 4). */
#include <math.h>

#include "measure/sweep.h"
#include "measure/trade_flows.h"

/* V_AB into the point: false, and the point unseen, where it is not known. */
static bool both_flows(const struct ent_trade *trade, ent_state partner, struct ent_point *point, double *out) {
    bool hole, none = point->kind == ENT_KIND_NONE;
    double seen = ent_trade_seen(trade, point->year, partner, none, &hole);
    *out = seen;
    if (point->kind != ENT_KIND_NONE && point->kind != ENT_KIND_UNKNOWN)
        return false;
    if (hole)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, seen > 0 ? ENT_WHY_ONE_SIDED : ENT_WHY_MISSING);
    return !hole;
}

static void set_share(const struct ent_trade *trade, const struct ent_trade_total *total, ent_state partner,
                      struct ent_point *point) {
    double with;
    if (!both_flows(trade, partner, point, &with))
        return;
    if (total->value == 0) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
        return;
    }
    ent_point_set(point, with / total->value, total->partners);
    point->notes |= total->holes ? ENT_NOTE_SOME_MISSING : 0u;
}

static void set_dependence(const struct ent_trade *trade, ent_state partner, const struct ent_part *gdp,
                           struct ent_point *point) {
    double with;
    if (!both_flows(trade, partner, point, &with) || !ent_part_seen(gdp, point))
        return;
    struct ent_point made = ent_part_at(gdp, point->year);
    if (made.value == 0) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ZERO_TOTAL);
        return;
    }
    ent_point_set(point, with / made.value, 1);
    point->notes |= made.notes;
}

static int fill(struct ent_context *context, const struct ent_request *request, bool of_gdp, struct ent_series **out,
                struct ent_error *error) {
    struct ent_basis basis;
    struct ent_trade trade;
    struct ent_part gdp = {.series = NULL};
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    if (of_gdp)
        ENT_TRY(ent_part_read(context, request, &basis, "gdp.usd", request->a, ENT_NO_STATE, *out, &gdp, error));
    if (!(*out)->note)
        (*out)->note = ent_record_caution(context->record, basis.release->id, basis.strand->name);
    ENT_TRY(ent_trade_read(context, request, &basis, request->a, (*out)->first_year, (*out)->last_year, &trade, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++) {
        struct ent_point *point = ent_series_point(*out, year);
        struct ent_trade_total total = {.value = 0};
        if (of_gdp) {
            set_dependence(&trade, request->b, &gdp, point);
            continue;
        }
        total = ent_trade_total(&trade, year, point->kind == ENT_KIND_NONE);
        set_share(&trade, &total, request->b, point);
    }
    ent_trade_release(&trade);
    return ENT_OK;
}

static int compute_share(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                         struct ent_error *error) {
    return fill(context, request, false, out, error);
}

static int compute_dependence(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                              struct ent_error *error) {
    return fill(context, request, true, out, error);
}

/* All pairs: the strand read once, then state by state, its totals once for all its partners. */
struct sweeping {
    struct ent_context *context;
    const struct ent_request *request;
    struct ent_basis basis;
    bool of_gdp;
    const ent_state *states;
    size_t count;
    int first_year, last_year;
    unsigned char *kinds;           /* [state listed][year]: what an absent row means */
    struct ent_trade_total *totals; /* of the state at hand, [year][absent rows mean none] */
};

static int open_sweep(struct sweeping *sweeping, struct ent_error *error) {
    size_t years = (size_t)(sweeping->last_year - sweeping->first_year + 1);
    sweeping->kinds = ent_arena_alloc(sweeping->context->arena, sweeping->count * years + 1, 1);
    sweeping->totals = ent_arena_alloc(sweeping->context->arena, 2 * years + 1, sizeof *sweeping->totals);
    if (!sweeping->kinds || !sweeping->totals)
        return ent_fail_memory(error);
    for (size_t i = 0; i < sweeping->count; i++)
        for (size_t year = 0; year < years; year++) {
            enum ent_kind kind;
            ENT_TRY(ent_basis_covers(sweeping->context, &sweeping->basis, sweeping->states[i],
                                     sweeping->first_year + (int)year, &kind, error));
            sweeping->kinds[i * years + year] = (unsigned char)kind;
        }
    return ENT_OK;
}

static int sweep_state(struct sweeping *sweeping, const struct ent_trade *trade, const struct ent_part *gdp, size_t a,
                       struct ent_sweep *out, struct ent_error *error) {
    size_t years = (size_t)(sweeping->last_year - sweeping->first_year + 1);
    for (size_t year = 0; !sweeping->of_gdp && year < years; year++)
        for (int none = 0; none < 2; none++)
            sweeping->totals[2 * year + (size_t)none] =
                ent_trade_total(trade, sweeping->first_year + (int)year, none != 0);
    for (size_t b = 0; b < sweeping->count; b++)
        for (size_t year = 0; b != a && year < years; year++) {
            enum ent_kind kind = ent_kind_worse((enum ent_kind)sweeping->kinds[a * years + year],
                                                (enum ent_kind)sweeping->kinds[b * years + year]);
            struct ent_point point = {.year = sweeping->first_year + (int)year, .kind = kind};
            if (sweeping->of_gdp)
                set_dependence(trade, sweeping->states[b], gdp, &point);
            else
                set_share(trade, &sweeping->totals[2 * year + (kind == ENT_KIND_NONE)], sweeping->states[b], &point);
            if (point.kind != ENT_KIND_VALUE)
                continue;
            ENT_TRY(ent_sweep_add(out,
                                  &(struct ent_sweep_point){.a = sweeping->states[a],
                                                            .b = sweeping->states[b],
                                                            .year = point.year,
                                                            .support = (int)point.support,
                                                            .value = point.value},
                                  error));
        }
    return ENT_OK;
}

/* One state with all its partners, its series in memory of their own. */
static int sweep_one(struct sweeping *sweeping, const struct ent_trade_book *book, size_t a, struct ent_sweep *out,
                     struct ent_error *error) {
    struct ent_context here = *sweeping->context;
    struct ent_arena scratch;
    struct ent_trade trade = {.flows = NULL};
    struct ent_part gdp = {.series = NULL};
    struct ent_series span = {.first_year = sweeping->first_year, .last_year = sweeping->last_year};
    ent_arena_init(&scratch);
    here.arena = &scratch;
    int status = ENT_OK;
    if (sweeping->of_gdp)
        status = ent_part_read(&here, sweeping->request, &sweeping->basis, "gdp.usd", sweeping->states[a], ENT_NO_STATE,
                               &span, &gdp, error);
    for (size_t i = 0; status == ENT_OK && i < span.release_count; i++)
        if (out->release_count == 1)
            out->releases[out->release_count++] = span.releases[i];
    if (status == ENT_OK)
        status = ent_trade_book_of(book, sweeping->states[a], &trade, error);
    if (status == ENT_OK)
        status = sweep_state(sweeping, &trade, &gdp, a, out, error);
    ent_trade_release(&trade);
    ent_arena_release(&scratch);
    return status;
}

static int sweep(struct ent_context *context, const struct ent_request *request, bool of_gdp, const ent_state *states,
                 size_t count, struct ent_sweep *out, struct ent_error *error) {
    struct sweeping sweeping = {
        .context = context, .request = request, .of_gdp = of_gdp, .states = states, .count = count};
    struct ent_trade_book *book;
    bool whole = request->first_year == 0 && request->last_year == 0;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &sweeping.basis, error));
    sweeping.first_year = whole ? sweeping.basis.first_year : request->first_year;
    sweeping.last_year = whole ? sweeping.basis.last_year : request->last_year;
    if (!sweeping.basis.release || sweeping.last_year < sweeping.first_year)
        return ENT_OK;
    out->releases[out->release_count++] = sweeping.basis.release;
    ENT_TRY(open_sweep(&sweeping, error));
    int status =
        ent_trade_book_open(context, request, &sweeping.basis, sweeping.first_year, sweeping.last_year, &book, error);
    for (size_t a = 0; status == ENT_OK && a < count; a++) {
        if (context->progress)
            context->progress(context->progress_data, request->measure->name, (long)a, (long)count);
        status = sweep_one(&sweeping, book, a, out, error);
    }
    ent_trade_book_release(book);
    return status;
}

static int sweep_share(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                       size_t count, struct ent_sweep *out, struct ent_error *error) {
    return sweep(context, request, false, states, count, out, error);
}

static int sweep_dependence(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                            size_t count, struct ent_sweep *out, struct ent_error *error) {
    return sweep(context, request, true, states, count, out, error);
}

static int trace_share(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                       struct ent_error *error) {
    struct ent_basis basis;
    struct ent_trade trade;
    struct ent_series *series;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(compute_share(context, request, &series, error));
    ENT_TRY(ent_trade_trace(context, request, &basis, year, out, error));
    struct ent_point point = ent_series_at(series, year);
    if (!ent_point_seen(&point))
        return ENT_OK;
    ENT_TRY(ent_trade_read(context, request, &basis, request->a, year, year, &trade, error));
    struct ent_trade_total total = ent_trade_total(&trade, year, false);
    ent_trade_release(&trade);
    out->formula =
        ent_arena_format(context->arena, "%.10g / %.10g, the trade with %ld partners; with %ld a flow is not seen",
                         point.value * total.value, total.value, total.partners, total.holes);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

static int trace_dependence(struct ent_context *context, const struct ent_request *request, int year,
                            struct ent_trace *out, struct ent_error *error) {
    struct ent_basis basis;
    struct ent_series *series;
    struct ent_part gdp;
    double made;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(compute_dependence(context, request, &series, error));
    ENT_TRY(ent_trade_trace(context, request, &basis, year, out, error));
    ENT_TRY(ent_part_read(context, request, &basis, "gdp.usd", request->a, ENT_NO_STATE, NULL, &gdp, error));
    ENT_TRY(ent_part_trace(context, &gdp, year, out, &made, error));
    struct ent_point point = ent_series_at(series, year);
    if (!ent_point_seen(&point))
        return ENT_OK;
    out->formula = ent_arena_format(context->arena, "%.10g / %.10g", point.value * made, made);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

#define FROM_OPTION                                                                                                    \
    { "direction", "from", "from", "how much of the first state's trade is with the second" }

const struct ent_measure ent_measure_trade_partner_share = {
    .name = "trade.partner-share",
    .summary = "share of the second in all that the first trades",
    .unit = "share of its trade seen",
    .orientation = "higher = more dependent",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .directed = true,
    .strands = {"trade", "trade.reported"},
    .options = {ENT_FLOW_OPTION, ENT_FLOWS_OPTION, FROM_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "sum",
    .reference = "Barbieri 2002",
    .example = "exports 30, imports 50, total 700: 0.11429 (METHODS 4)",
    .compute = compute_share,
    .trace = trace_share,
    .sweep = sweep_share,
};

const struct ent_measure ent_measure_trade_dependence = {
    .name = "trade.dependence",
    .summary = "trade of the first with the second over the first's GDP",
    .unit = "share of its GDP",
    .orientation = "higher = more dependent",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .directed = true,
    .strands = {"trade", "trade.reported", "gdp.usd"},
    .options = {ENT_FLOW_OPTION, ENT_FLOWS_OPTION, FROM_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "sum",
    .reference = "Oneal and Russett 1997",
    .example = "exports 30, imports 50, GDP 1700: 0.04706 (METHODS 4)",
    .compute = compute_dependence,
    .trace = trace_dependence,
    .sweep = sweep_dependence,
};
