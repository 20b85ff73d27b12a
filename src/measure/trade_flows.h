/* The trade of one state with everybody, by year: what the measures of dependence are made of. */
#ifndef ENT_MEASURE_TRADE_FLOWS_H
#define ENT_MEASURE_TRADE_FLOWS_H

#include "measure/part.h"

struct ent_flow {
    bool row, seen, conflict; /* there is a row; it has a figure; two reporters gave different ones */
    int reporter;
    double value;
};

/* Flows of a state, [year - first_year][partner][0: what it sends, 1: what it gets]. */
struct ent_trade {
    struct ent_flow *flows;
    size_t states;
    int first_year, last_year;
    bool directed;
    int from, to; /* the flows that count: [from, to) of the two */
};

struct ent_trade_total {
    double value;  /* of every flow that is seen */
    long partners; /* with whom a flow above zero is seen */
    bool any;      /* any flow is seen, be it 0 */
    long holes;    /* with whom there is a row and a flow not seen */
};

/* Fills *out; the caller releases it. */
int ent_trade_read(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                   ent_state state, int first_year, int last_year, struct ent_trade *out, struct ent_error *error);
void ent_trade_release(struct ent_trade *trade);

/* The flows of every state, from one reading of the strand; any state's are then made without the record. The flows of
 * the whole trade file take some 40 MB. ent_trade_book_release takes NULL too. */
struct ent_trade_book;
int ent_trade_book_open(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                        int first_year, int last_year, struct ent_trade_book **out, struct ent_error *error);
int ent_trade_book_of(const struct ent_trade_book *book, ent_state state, struct ent_trade *out,
                      struct ent_error *error);
void ent_trade_book_release(struct ent_trade_book *book);

/* The pieces both are made of: no flows yet; whether a fact is one of trade between two that the request sees; whether
 * it is for the whole year, as a figure must be to count; one fact taken into the flows of a state. */
int ent_trade_open(const struct ent_request *request, const struct ent_basis *basis, size_t states, int first_year,
                   int last_year, struct ent_trade *out, struct ent_error *error);
bool ent_trade_counts(struct ent_context *context, const struct ent_request *request, const struct ent_fact *fact);
bool ent_trade_whole_year(const struct ent_fact *fact, int year);
void ent_trade_take(struct ent_trade *trade, ent_state state, int year, const struct ent_fact *fact, bool recalled);

/* What is seen of the flows with a partner, and whether one is not. */
double ent_trade_seen(const struct ent_trade *trade, int year, ent_state partner, bool absent_is_none, bool *hole);

/* Whether there is a row with the partner in the year. */
bool ent_trade_any(const struct ent_trade *trade, int year, ent_state partner);

struct ent_trade_total ent_trade_total(const struct ent_trade *trade, int year, bool absent_is_none);

/* The rows of the flows with one partner in a year, of all partners where the request names none. */
int ent_trade_trace(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                    int year, struct ent_trace *out, struct ent_error *error);

#define ENT_FLOW_OPTION                                                                                                \
    { "flow", "total|exports|imports", "total", "which way: what it sends, what it gets, or both together" }
#define ENT_FLOWS_OPTION                                                                                               \
    {                                                                                                                  \
        "flows", "trade|reported", "trade",                                                                            \
            "trade: one figure a flow; reported: trade.reported, choose whose with report="                            \
    }

#endif
