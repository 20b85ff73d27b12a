/* How the facts of a valued dyadic strand become the cells of profiles: one rule a strand.
 *
 * alliance     The highest obligation in force toward the column, 0 to 3; a treaty without a pledge is 0. With
 * columns=all a state owes itself the highest code, as if it had a defence pact with itself (the convention of
 * svmiller/fpsim). Where the source leaves a pledge empty the cell is unknown, unless another row of the year has the
 * highest code. igo          The share of a state's organisations of which the column is a member too: igo.shared over
 *   igo.memberships, so that 1 is the largest difference. Toward itself it is 1. Only counts are given, not which
 *   organisations: two states with the same profile need not sit in the same ones.
 * trade        The share of the column in all that the state trades (trade.partner-share): flow=exports or imports of
 *   one direction alone. A flow that nobody reported is unknown, never 0. There is no trade with oneself. */
#include <math.h>

#include "measure/alliance.h"
#include "measure/profile.h"
#include "measure/trade_flows.h"

/* Facts into rows: all of a strand in one scan, or those that touch the two states asked about. */
struct filling {
    struct ent_context *context;
    const struct ent_request *request;
    const struct ent_strand *strand;
    struct ent_profiles *profiles;
    void (*take)(const struct filling *filling, size_t row, ent_state toward, const struct ent_fact *fact);
    uint32_t bits[ENT_CODES]; /* alliance: types of each code */
};

static int visit(void *data, const struct ent_fact *fact, struct ent_error *error) {
    const struct filling *filling = data;
    const int *row_of = filling->profiles->row_of;
    bool any_item = filling->profiles->strand->codes && !filling->request->item;
    (void)error;
    if (fact->b == ENT_NO_STATE || (fact->recalled && !filling->request->view.recalled) ||
        (fact->item != filling->request->item && !any_item) ||
        !ent_fact_allowed(filling->context->record, fact, &filling->request->view))
        return ENT_OK;
    if (row_of[fact->a] >= 0)
        filling->take(filling, (size_t)row_of[fact->a], fact->b, fact);
    if (!filling->strand->directed && row_of[fact->b] >= 0)
        filling->take(filling, (size_t)row_of[fact->b], fact->a, fact);
    return ENT_OK;
}

static int touching_rows(struct filling *filling, const struct ent_basis *basis, struct ent_error *error) {
    struct ent_profiles *profiles = filling->profiles;
    for (size_t row = 0; row < profiles->row_count; row++) {
        const struct ent_facts *facts;
        ent_state self = profiles->rows[row];
        ENT_TRY(ent_facts_touching(filling->context, basis->strand, self, basis->release->id, &facts, error));
        for (size_t i = 0; i < facts->count; i++) {
            ent_state other = facts->items[i].a == self ? facts->items[i].b : facts->items[i].a;
            bool again = other != ENT_NO_STATE && profiles->row_of[other] >= 0 && profiles->row_of[other] < (int)row;
            if (!again) /* the facts between two rows touch both and are taken with the first */
                ENT_TRY(visit(filling, &facts->items[i], error));
        }
    }
    return ENT_OK;
}

static int fill_from_facts(struct filling *filling, const struct ent_basis *basis, struct ent_error *error) {
    filling->strand = basis->strand;
    if (!filling->profiles->scan)
        return touching_rows(filling, basis, error);
    return ent_record_each_fact(filling->context->record, basis->strand, basis->release->id, visit, filling, error);
}

/* Alliance -------------------------------------------------------------------------------------------------------- */

static void take_pledges(const struct filling *filling, size_t row, ent_state toward, const struct ent_fact *fact) {
    int first, last, code = ENT_CODES - 1;
    if (fact->kind == ENT_KIND_NONE ||
        !ent_fact_years(fact, filling->profiles->first_year, filling->profiles->last_year, &first, &last))
        return;
    while (code > 0 && !(fact->types & filling->bits[code]))
        code--;
    for (int year = first; year <= last; year++) {
        unsigned char *cell = ent_profile_code(filling->profiles, year, row, toward);
        if (!cell)
            continue;
        if (fact->kind == ENT_KIND_UNKNOWN)
            *cell |= ENT_PROFILE_UNKNOWN;
        else if (code > (*cell & ~ENT_PROFILE_UNKNOWN))
            *cell = (unsigned char)(code | (*cell & ENT_PROFILE_UNKNOWN));
    }
}

static int fill_alliance(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                         struct ent_profiles *profiles, struct ent_error *error) {
    struct filling filling = {.context = context, .request = request, .profiles = profiles, .take = take_pledges};
    for (int code = 1; code < ENT_CODES; code++)
        filling.bits[code] = ent_alliance_bits(basis->strand, code);
    return fill_from_facts(&filling, basis, error);
}

const struct ent_profile_strand ent_profile_alliance = {
    .codes = ENT_CODES, .self = ENT_CODES - 1, .needs_absent = true, .items = "states", .fill = fill_alliance};

/* Organisations --------------------------------------------------------------------------------------------------- */

static void take_count(const struct filling *filling, size_t row, ent_state toward, const struct ent_fact *fact) {
    int first, last;
    if (!ent_fact_years(fact, filling->profiles->first_year, filling->profiles->last_year, &first, &last))
        return;
    for (int year = first; year <= last; year++) {
        double *cell = ent_profile_value(filling->profiles, year, row, toward);
        if (cell)
            *cell = fact->kind == ENT_KIND_UNKNOWN ? (double)NAN : fact->kind == ENT_KIND_NONE ? 0 : fact->value;
    }
}

/* Counts of a row over the memberships of its state; unknown where these are. */
static int divide_by_memberships(struct ent_context *context, const struct ent_request *request,
                                 const struct ent_basis *basis, struct ent_profiles *profiles, size_t row,
                                 struct ent_error *error) {
    struct ent_series span = {.first_year = profiles->first_year, .last_year = profiles->last_year};
    struct ent_part own;
    ENT_TRY(ent_part_read(context, request, basis, "igo.memberships", profiles->rows[row], ENT_NO_STATE, &span, &own,
                          error));
    if (!own.series)
        profiles->note = "the record has no igo.memberships, of which igo.shared is a share";
    else if (own.series->release_count)
        profiles->beside = own.series->releases[0];
    for (int year = profiles->first_year; year <= profiles->last_year; year++) {
        struct ent_profile_year *at = ent_profiles_year(profiles, year);
        struct ent_point whole = ent_part_at(&own, year);
        bool known = ent_point_seen(&whole) && whole.value > 0;
        for (size_t column = 0; column < at->columns; column++)
            at->values[row * at->columns + column] /= known ? whole.value : (double)NAN;
    }
    return ENT_OK;
}

static int fill_igo(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                    struct ent_profiles *profiles, struct ent_error *error) {
    struct filling filling = {.context = context, .request = request, .profiles = profiles, .take = take_count};
    ENT_TRY(fill_from_facts(&filling, basis, error));
    struct ent_context here = *context;
    struct ent_arena scratch;
    ent_arena_init(&scratch);
    here.arena = &scratch;
    int status = ENT_OK;
    for (size_t row = 0; status == ENT_OK && row < profiles->row_count; row++)
        status = divide_by_memberships(&here, request, basis, profiles, row, error);
    ent_arena_release(&scratch);
    return status;
}

const struct ent_profile_strand ent_profile_igo = {.self = 1, .items = "states", .fill = fill_igo};

/* Trade ----------------------------------------------------------------------------------------------------------- */

static void fill_trade_row(struct ent_profiles *profiles, const struct ent_trade *trade, size_t row) {
    for (int year = profiles->first_year; year <= profiles->last_year; year++) {
        struct ent_profile_year *at = ent_profiles_year(profiles, year);
        bool none = at->kinds[row] == ENT_KIND_NONE, covered = none || at->kinds[row] == ENT_KIND_UNKNOWN;
        struct ent_trade_total total = ent_trade_total(trade, year, none);
        for (size_t column = 0; column < at->columns; column++) {
            bool hole;
            double seen = ent_trade_seen(trade, year, at->states[column], none, &hole);
            bool known = covered && !hole && total.value > 0;
            at->values[row * at->columns + column] = known ? seen / total.value : (double)NAN;
        }
    }
}

static int fill_trade(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      struct ent_profiles *profiles, struct ent_error *error) {
    struct ent_trade_book *book = NULL;
    int status = profiles->scan ? ent_trade_book_open(context, request, basis, profiles->first_year,
                                                      profiles->last_year, &book, error)
                                : ENT_OK;
    for (size_t row = 0; status == ENT_OK && row < profiles->row_count; row++) {
        struct ent_trade trade = {.flows = NULL};
        status = book ? ent_trade_book_of(book, profiles->rows[row], &trade, error)
                      : ent_trade_read(context, request, basis, profiles->rows[row], profiles->first_year,
                                       profiles->last_year, &trade, error);
        if (status == ENT_OK)
            fill_trade_row(profiles, &trade, row);
        ent_trade_release(&trade);
    }
    ent_trade_book_release(book);
    return status;
}

const struct ent_profile_strand ent_profile_trade = {.self = NAN, .items = "states", .fill = fill_trade};
