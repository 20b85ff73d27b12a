/* Mirror discrepancy: one flow as both of its customs report it.
 *
 * Formula: with x what the exporter reports of A's exports to B, and m what the importer does: ln(m / x);
 * form=relative: |m - x| / ((m + x) / 2). Range: any number; 0 to 2. Insurance and freight alone make m some 5 to 10
 * percent higher. Missing: no report at all. Undefined: only one of the two reported, or reported nothing (one party
 * alone is in the source), never 0. Complexity: the facts of the pair. Paper: Yeats 1995, doi:10.1007/BF02706914.
 * Example: 107.06 and 108.3: relative 0.0115 (METHODS 4). */
#include <math.h>
#include <string.h>

#include "measure/strand.h"

struct reports {
    double sent, received; /* NaN where not reported */
};

static bool is_by(struct ent_context *context, const struct ent_fact *fact, ent_state state) {
    ent_state by;
    const char *name = ent_record_reporter_name(context->record, fact->reporter);
    return fact->reporter && name && ent_states_find(context->record->states, name, fact->from, &by, NULL) == ENT_OK &&
           by == state;
}

static int read_facts(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      struct ent_facts *out, struct ent_error *error) {
    return ent_record_facts(context->record, context->arena, basis->strand, request->a, request->b, false,
                            request->item, basis->release->id, out, error);
}

static struct reports reports_of(struct ent_context *context, const struct ent_request *request,
                                 const struct ent_facts *facts, int year) {
    struct reports reports = {NAN, NAN};
    struct ent_view view = request->view;
    view.reporter = NULL; /* it takes both */
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        int first, last;
        if (fact->kind != ENT_KIND_VALUE || (fact->recalled && !request->view.recalled) ||
            !ent_fact_allowed(context->record, fact, &view) || !ent_fact_years(fact, year, year, &first, &last))
            continue;
        if (is_by(context, fact, request->a))
            reports.sent = fact->value;
        else if (is_by(context, fact, request->b))
            reports.received = fact->value;
    }
    return reports;
}

static void set_point(const struct ent_request *request, struct reports reports, struct ent_point *point) {
    if (isnan(reports.sent) && isnan(reports.received))
        return;
    if (!(reports.sent > 0) || !(reports.received > 0))
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_ONE_SIDED);
    else if (ent_request_is(request, "form", "relative"))
        ent_point_set(point, fabs(reports.received - reports.sent) / ((reports.received + reports.sent) / 2), 2);
    else
        ent_point_set(point, log(reports.received / reports.sent), 2);
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    struct ent_facts facts;
    ENT_TRY(ent_basis_choose(context, request, "trade.reported", &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_facts(context, request, &basis, &facts, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(request, reports_of(context, request, &facts, year), ent_series_point(*out, year));
    return ENT_OK;
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    struct ent_facts facts;
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, "trade.reported", &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_facts(context, request, &basis, &facts, error));
    for (size_t i = 0; i < facts.count; i++) {
        int first, last;
        if (ent_fact_years(&facts.items[i], year, year, &first, &last))
            ENT_TRY(ent_trace_fact(context, basis.strand, &facts.items[i], out, &capacity, error));
    }
    struct reports reports = reports_of(context, request, &facts, year);
    if (isnan(reports.sent) || isnan(reports.received))
        return ENT_OK;
    out->formula = ent_arena_format(context->arena, "received %.10g, sent %.10g", reports.received, reports.sent);
    return out->formula ? ENT_OK : ent_fail_memory(error);
}

const struct ent_measure ent_measure_trade_mirror = {
    .name = "trade.mirror",
    .summary = "how far both customs differ on the first's exports to the second",
    .unit = "logarithm of a ratio",
    .orientation = "above 0 = the importer reports more",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .directed = true,
    .strands = {"trade.reported"},
    .options = {{"form", "log|relative", "log", "log: ln(m / x); relative: difference over the mean of both"},
                {"direction", "from", "from", "the exports of the first to the second"}},
    .on_request = true,
    .item = ent_request_set_item,
    .aggregation = "none",
    .reference = "Yeats 1995",
    .example = "sent 107.06, received 108.3: relative 0.0115 (METHODS 4)",
    .compute = compute,
    .trace = trace,
};
