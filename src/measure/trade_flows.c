#include "measure/trade_flows.h"

#include <math.h>
#include <stdlib.h>

static struct ent_flow *flows_of(const struct ent_trade *trade, int year, ent_state partner) {
    return trade->flows + 2 * ((size_t)(year - trade->first_year) * trade->states + (size_t)partner);
}

/* Of several of one reporter the latest; of several reporters that differ none. */
static void settle(struct ent_flow *flow, const struct ent_fact *fact, bool recalled) {
    flow->row = true;
    if (fact->kind == ENT_KIND_UNKNOWN || (fact->recalled && !recalled))
        return;
    double value = fact->kind == ENT_KIND_NONE ? 0 : fact->value;
    if (flow->seen && flow->value != value && flow->reporter != fact->reporter)
        flow->conflict = true;
    flow->seen = true;
    flow->value = value;
    flow->reporter = fact->reporter;
}

void ent_trade_take(struct ent_trade *trade, ent_state state, int year, const struct ent_fact *fact, bool recalled) {
    ent_state partner = fact->a == state ? fact->b : fact->a;
    settle(flows_of(trade, year, partner) + (trade->directed && fact->a != state), fact, recalled);
}

bool ent_trade_whole_year(const struct ent_fact *fact, int year) {
    struct ent_interval span = ent_interval_year(year);
    return fact->from <= span.from && fact->to >= span.to;
}

/* No flows yet. Of an undirected strand nobody knows which way a flow went. */
int ent_trade_open(const struct ent_request *request, const struct ent_basis *basis, size_t states, int first_year,
                   int last_year, struct ent_trade *out, struct ent_error *error) {
    size_t years = last_year < first_year ? 0 : (size_t)(last_year - first_year + 1);
    bool exports = ent_request_is(request, "flow", "exports"), imports = ent_request_is(request, "flow", "imports");
    *out = (struct ent_trade){.states = states,
                              .first_year = first_year,
                              .last_year = last_year,
                              .directed = basis->strand->directed,
                              .from = imports ? 1 : 0,
                              .to = exports || !basis->strand->directed ? 1 : 2};
    if ((exports || imports) && !out->directed)
        return ent_fail(error, ENT_ERROR_USAGE, "%s does not say which way trade went: flow=total alone is there",
                        basis->strand->name);
    out->flows = calloc(2 * years * out->states + 1, sizeof *out->flows);
    return out->flows ? ENT_OK : ent_fail_memory(error);
}

/* Whether a fact is one of trade between two that the request sees. */
bool ent_trade_counts(struct ent_context *context, const struct ent_request *request, const struct ent_fact *fact) {
    return fact->a != ENT_NO_STATE && fact->b != ENT_NO_STATE && fact->a != fact->b && fact->item == request->item &&
           ent_fact_allowed(context->record, fact, &request->view);
}

int ent_trade_read(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                   ent_state state, int first_year, int last_year, struct ent_trade *out, struct ent_error *error) {
    const struct ent_facts *facts;
    ENT_TRY(ent_facts_touching(context, basis->strand, state, basis->release->id, &facts, error));
    ENT_TRY(
        ent_trade_open(request, basis, ent_states_count(context->record->states), first_year, last_year, out, error));
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        int first, last;
        if (!ent_trade_counts(context, request, fact) || !ent_fact_years(fact, first_year, last_year, &first, &last))
            continue;
        for (int year = first; year <= last; year++)
            if (ent_trade_whole_year(fact, year))
                ent_trade_take(out, state, year, fact, request->view.recalled);
    }
    return ENT_OK;
}

void ent_trade_release(struct ent_trade *trade) {
    free(trade->flows);
    trade->flows = NULL;
}

double ent_trade_seen(const struct ent_trade *trade, int year, ent_state partner, bool absent_is_none, bool *hole) {
    const struct ent_flow *flows = flows_of(trade, year, partner);
    double sum = 0;
    *hole = false;
    for (int side = trade->from; side < trade->to; side++) {
        if (flows[side].seen && !flows[side].conflict)
            sum += flows[side].value;
        else if (flows[side].row || !absent_is_none)
            *hole = true;
    }
    return sum;
}

bool ent_trade_any(const struct ent_trade *trade, int year, ent_state partner) {
    const struct ent_flow *flows = flows_of(trade, year, partner);
    return flows[0].row || flows[1].row;
}

struct ent_trade_total ent_trade_total(const struct ent_trade *trade, int year, bool absent_is_none) {
    struct ent_trade_total total = {.value = 0};
    for (size_t i = 0; i < trade->states; i++) {
        const struct ent_flow *flows = flows_of(trade, year, (ent_state)i);
        bool hole;
        if (!ent_trade_any(trade, year, (ent_state)i))
            continue; /* nobody it trades with, whatever an absent row means */
        double seen = ent_trade_seen(trade, year, (ent_state)i, absent_is_none, &hole);
        total.value += seen;
        total.partners += seen > 0;
        total.holes += hole;
        for (int side = trade->from; side < trade->to; side++)
            total.any = total.any || flows[side].seen;
    }
    return total;
}

int ent_trade_trace(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                    int year, struct ent_trace *out, struct ent_error *error) {
    const struct ent_facts *facts;
    size_t capacity = 0;
    ENT_TRY(ent_facts_touching(context, basis->strand, request->a, basis->release->id, &facts, error));
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        int first, last;
        bool partner = request->b == ENT_NO_STATE || fact->a == request->b || fact->b == request->b;
        bool exports = ent_request_is(request, "flow", "exports"), imports = ent_request_is(request, "flow", "imports");
        if (!partner || (exports && fact->a != request->a) || (imports && fact->a == request->a) ||
            !ent_trade_counts(context, request, fact) || !ent_fact_years(fact, year, year, &first, &last))
            continue;
        ENT_TRY(ent_trace_fact(context, basis->strand, fact, out, &capacity, error));
    }
    return ENT_OK;
}
