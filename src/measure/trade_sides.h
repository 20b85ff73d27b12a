/* Measures made of how much either of two states depends on the other: read as two series, combined year by year.
 * Missing where either side is, for its reason. */
#ifndef ENT_MEASURE_TRADE_SIDES_H
#define ENT_MEASURE_TRADE_SIDES_H

#include "measure/trade_flows.h"

/* The rule of such a measure. */
struct ent_trade_pairing {
    /* Of what A's side says of B and B's of A; NaN with *why where it is not defined. */
    double (*combine)(const struct ent_request *request, double a, double b, enum ent_why *why);
    char *(*words)(struct ent_arena *arena, const struct ent_request *request, double a, double b);
};

int ent_trade_sides_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                            struct ent_error *error);
int ent_trade_sides_trace(struct ent_context *context, const struct ent_request *request, int year,
                          struct ent_trace *out, struct ent_error *error);
int ent_trade_sides_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                          size_t count, struct ent_sweep *out, struct ent_error *error);

/* of=share: the share of the other in all its trade (trade.partner-share); of=gdp: their trade over its GDP
 * (trade.dependence). */
#define ENT_TRADE_OF_OPTION(initial)                                                                                   \
    { "of", "share|gdp", initial, "of what: of all its trade, or of its GDP" }

#endif
