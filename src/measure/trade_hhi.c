/* Concentration of a state's trade over its partners.
 *
 * Formula: HHI = sum of p^2, where p is a partner's share in all of the state's trade that is seen. form=normalised:
 * (HHI - 1/n) / (1 - 1/n); form=effective: 1 / HHI, as many equal partners would give it. Partners with whom it trades
 * nothing are not counted (that changes normalised alone). Range: 1/n to 1; 0 to 1; 1 to n. Support: n. Missing: flows that
 * are not seen are left out, never 0, with a note; unknown without any flow. Undefined: normalised with one partner; a total
 * of 0. Complexity: the trade of the state. Papers: Hirschman 1945; Rhoades 1993. Example: shares .5 .2 .1 .1 .05 .05:
 * 0.315, normalised 0.178, effective 3.17 (METHODS 4). */
#include <math.h>

#include "measure/trade_flows.h"

static double sum_of_squares(const struct ent_trade *trade, int year, double total, bool absent_is_none) {
    double sum = 0;
    for (size_t i = 0; i < trade->states; i++) {
        bool hole;
        double share = ent_trade_seen(trade, year, (ent_state)i, absent_is_none, &hole) / total;
        sum += share * share;
    }
    return sum;
}

static void set_point(const struct ent_request *request, const struct ent_trade *trade, struct ent_point *point) {
    bool none = point->kind == ENT_KIND_NONE, normalised = ent_request_is(request, "form", "normalised");
    if (!none && point->kind != ENT_KIND_UNKNOWN)
        return;
    struct ent_trade_total total = ent_trade_total(trade, point->year, none);
    if (!total.any) {
        if (!none)
            ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
        return;
    }
    if (total.value == 0 || (normalised && total.partners == 1)) {
        ent_point_unsee(point, ENT_KIND_UNDEFINED, total.value == 0 ? ENT_WHY_ZERO_TOTAL : ENT_WHY_SINGLE);
        return;
    }
    double hhi = sum_of_squares(trade, point->year, total.value, none), least = 1 / (double)total.partners;
    double value = normalised                                      ? (hhi - least) / (1 - least)
                   : ent_request_is(request, "form", "effective") ? 1 / hhi
                                                                   : hhi;
    ent_point_set(point, value, total.partners);
    point->notes |= total.holes ? ENT_NOTE_SOME_MISSING : 0u;
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    struct ent_trade trade;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    if (!(*out)->note)
        (*out)->note = ent_record_caution(context->record, basis.release->id, basis.strand->name);
    ENT_TRY(ent_trade_read(context, request, &basis, request->a, (*out)->first_year, (*out)->last_year, &trade, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(request, &trade, ent_series_point(*out, year));
    ent_trade_release(&trade);
    return ENT_OK;
}

const struct ent_measure ent_measure_trade_hhi = {
    .name = "trade.hhi",
    .summary = "how concentrated its trade is on few partners",
    .unit = "index from 0 to 1",
    .orientation = "higher = more concentrated",
    .scale = ENT_SCALE_NUMBER,
    .states = 1,
    .strands = {"trade", "trade.reported"},
    .options = {{"form", "hhi|normalised|effective", "hhi", "normalised: 0 to 1; effective: as a number of partners"},
                ENT_FLOWS_OPTION},
    .strand_option = "flows",
    .on_request = true,
    .aggregation = "none",
    .reference = "Hirschman 1945; Rhoades 1993",
    .example = "shares .5 .2 .1 .1 .05 .05: 0.315, normalised 0.178, effective 3.17 (METHODS 4)",
    .compute = compute,
};
