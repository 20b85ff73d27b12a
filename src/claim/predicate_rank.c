/* Ranks: of a state among a group, of a pair among the pairs of a group, of a partner among the partners of a state, of
 * a reversal among those of a group. A tie is a range of ranks [strictly ahead + 1, ahead or equal] (METHODS 0): a
 * claim holds where the whole range fits, fails where none of it does, and is open between. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "claim/evaluate.h"
#include "measure/sweep.h"
#include "question/reversal_league.h"

/* Who is ranked against whom. */
struct field {
    double own, sense;   /* sense is -1 where a low value is what the concept means by high */
    size_t ahead, equal; /* seen values above it, and as high, itself among these */
    size_t seen, possible;
};

static void count_value(struct field *field, double value) {
    field->seen++;
    field->ahead += value * field->sense > field->own * field->sense;
    field->equal += value == field->own;
}

static bool fits(const struct ent_predicate *predicate, size_t rank, size_t of) {
    double wanted = predicate->number.value, value = (double)rank;
    if (predicate->number.percent)
        return ent_number_compare(100.0 * value / (double)of, predicate->compare, &predicate->number, true);
    switch (predicate->compare) {
    case ENT_LESS:
        return value < wanted;
    case ENT_LESS_EQUAL:
        return value <= wanted;
    case ENT_EQUAL:
        return value == wanted;
    case ENT_NOT_EQUAL:
        return value != wanted;
    case ENT_GREATER_EQUAL:
        return value >= wanted;
    case ENT_GREATER:
        return value > wanted;
    }
    return false;
}

/* Up to a tenth of the field may be unseen; where more is, each of it might stand ahead. */
static bool is_blind(const struct field *field) {
    return (field->possible - field->seen) * 10 > field->possible;
}

static size_t last_rank(const struct field *field) {
    return field->ahead + field->equal + (is_blind(field) ? field->possible - field->seen : 0);
}

static void judge(const struct ent_predicate *predicate, const struct field *field, struct ent_finding *out) {
    size_t low = field->ahead + 1, high = field->ahead + field->equal, last = last_rank(field), fit = 0;
    size_t of = is_blind(field) ? field->possible : field->seen;
    for (size_t rank = low; rank <= last; rank++)
        fit += fits(predicate, rank, of);
    out->outcome = fit == last - low + 1 ? ENT_OUTCOME_HOLDS : fit ? ENT_OUTCOME_OPEN : ENT_OUTCOME_FAILS;
    if (out->outcome == ENT_OUTCOME_OPEN)
        out->reason = is_blind(field) ? "who is not seen might stand ahead" : "tied across the limit";
    if (out->outcome == ENT_OUTCOME_OPEN && field->seen == 1) { /* the only one in a source of single figures */
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->reason = "nobody else is seen";
    }
    out->rank_low = (int)low;
    out->rank_high = (int)high;
    out->rank_of = (int)field->seen;
}

static void add_rank(const struct field *field, const struct ent_finding *finding, struct ent_text *text) {
    ent_ordinal_add(text, finding->rank_low);
    if (finding->rank_high > finding->rank_low) {
        ent_text_add(text, "–");
        ent_ordinal_add(text, finding->rank_high);
    }
    ent_text_format(text, " of %zu", field->seen);
    if (field->possible > field->seen)
        ent_text_format(text, " (%zu of %zu not seen)", field->possible - field->seen, field->possible);
}

/* "rank <= R" is true of what failed by standing too low, "rank >= R" of what stands too high. */
static void nearest_rank(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, const struct field *field, struct ent_finding *out) {
    struct ent_predicate predicate = assertion->predicate;
    bool low = predicate.compare == ENT_LESS || predicate.compare == ENT_LESS_EQUAL || predicate.compare == ENT_EQUAL;
    int rank = low ? (int)last_rank(field) : out->rank_low;
    if (out->outcome != ENT_OUTCOME_FAILS || assertion->negated || evaluation->quiet)
        return;
    predicate.compare = low ? ENT_LESS_EQUAL : ENT_GREATER_EQUAL;
    predicate.number = (struct ent_number){.value = rank};
    predicate.number.written = ent_arena_format(evaluation->context->arena, "%d", rank);
    if (predicate.number.written)
        out->nearest = ent_nearest_with_predicate(evaluation, clause, assertion, &predicate, NULL);
}

/* Members of the year; who may be one, of a group that a condition defines, might stand ahead and is not seen. */
static int members_of(struct ent_evaluation *evaluation, const struct ent_argument *argument, const char *group,
                      int year, struct field *field, ent_state **out, size_t *count, struct ent_error *error) {
    struct ent_interval span = ent_interval_year(year);
    size_t maybe;
    if (argument && argument->variable) {
        ENT_TRY(ent_variable_members(evaluation, argument->variable, year, out, count, &maybe, error));
        field->possible += maybe;
        return ENT_OK;
    }
    if (argument)
        ent_evaluation_at(evaluation, argument->offset);
    return ent_record_group(evaluation->context->record, evaluation->context->arena, group, span.from, span.to, out,
                            count, error);
}

static bool is_member(const ent_state *members, size_t count, ent_state state) {
    for (size_t i = 0; i < count; i++)
        if (members[i] == state)
            return true;
    return false;
}

static int not_a_member(struct ent_evaluation *evaluation, ent_state state, const char *group, int year,
                        struct ent_finding *out, struct ent_error *error) {
    const char *code = ent_states_code(evaluation->context->record->states, state);
    out->outcome = ENT_OUTCOME_NOT_COVERED;
    out->reason = year ? ent_arena_format(evaluation->context->arena, "%s is not in @%s in %d", code, group, year)
                       : ent_arena_format(evaluation->context->arena, "%s is not in @%s", code, group);
    return out->reason ? ENT_OK : ent_fail_memory(error);
}

/* ---- states among a group, pairs among the pairs of a group ---- */

static void count_sweep(const struct ent_sweep *sweep, const struct ent_request *request, int year,
                        struct field *field) {
    bool directed = ent_sweep_directed(request);
    ent_state a = request->a, b = request->b;
    uint16_t unit = 0;
    size_t first, end;
    if (b != ENT_NO_STATE && !directed && b < a) {
        a = request->b;
        b = request->a;
    }
    ent_sweep_year(sweep, year, &first, &end);
    for (size_t i = first; i < end; i++)
        if (sweep->points[i].a == a && sweep->points[i].b == b)
            unit = sweep->points[i].unit;
    for (size_t i = first; i < end; i++)
        if (sweep->points[i].unit == unit) /* in another unit: not to be compared, so not seen */
            count_value(field, sweep->points[i].value);
}

/* The last field that was read, of one year: the members of a group are each ranked in the same. */
struct ent_ranked {
    struct ent_request request; /* its states do not matter */
    const struct ent_argument *group;
    struct ent_sweep sweep; /* its points are the arena's */
};

static bool is_read(const struct ent_ranked *ranked, const struct ent_request *request,
                    const struct ent_argument *group) {
    return ranked && ranked->group == group && ranked->request.first_year == request->first_year &&
           ent_request_same(&ranked->request, request);
}

static int read_field(struct ent_evaluation *evaluation, const struct ent_request *request,
                      const struct ent_argument *group, const ent_state *members, size_t count,
                      const struct ent_sweep **out, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    struct ent_sweep sweep;
    struct ent_request all = *request;
    all.a = all.b = ENT_NO_STATE;
    *out = is_read(*evaluation->ranked, &all, group) ? &(*evaluation->ranked)->sweep : NULL;
    if (*out)
        return ENT_OK;
    struct ent_ranked *ranked = ent_arena_alloc(arena, 1, sizeof *ranked);
    int status = ent_measure_sweep(evaluation->context, request, members, count, &sweep, error);
    struct ent_sweep_point *points = ent_arena_alloc(arena, sweep.count + 1, sizeof *points);
    if (status == ENT_OK && (!ranked || !points))
        status = ent_fail_memory(error);
    if (status == ENT_OK) {
        if (sweep.count)
            memcpy(points, sweep.points, sweep.count * sizeof *points);
        *ranked = (struct ent_ranked){.request = all, .group = group, .sweep = sweep};
        ranked->sweep.points = points;
        *evaluation->ranked = ranked;
        *out = &ranked->sweep;
    }
    ent_sweep_release(&sweep);
    return status;
}

static int rank_in_group(struct ent_evaluation *evaluation, const struct ent_request *request,
                         const struct ent_predicate *predicate, int year, struct field *field, struct ent_finding *out,
                         struct ent_error *error) {
    ent_state *members;
    size_t count;
    const char *group = predicate->group->text;
    ENT_TRY(members_of(evaluation, predicate->group, group, year, field, &members, &count, error));
    if (!is_member(members, count, request->a))
        return not_a_member(evaluation, request->a, group, year, out, error);
    if (request->b != ENT_NO_STATE && !is_member(members, count, request->b))
        return not_a_member(evaluation, request->b, group, year, out, error);
    struct ent_request all = *request;
    const struct ent_sweep *sweep;
    all.first_year = all.last_year = year;
    ENT_TRY(read_field(evaluation, &all, predicate->group, members, count, &sweep, error));
    count_sweep(sweep, request, year, field);
    size_t among = count + field->possible; /* who may be a member too */
    field->possible = request->b == ENT_NO_STATE    ? among
                      : ent_sweep_directed(request) ? among * (among - 1)
                                                    : among * (among - 1) / 2;
    return ENT_OK;
}

/* ---- partners of one state ---- */

/* The state whose partners are ranked: the first of the pair, or S of @partners(S), which must be one of the two. */
static int hub_of(struct ent_evaluation *evaluation, const struct ent_request *request,
                  const struct ent_argument *group, int year, ent_state *out, struct ent_error *error) {
    const struct ent_states *states = evaluation->context->record->states;
    *out = request->a;
    if (!group || !group->of || group->variable)
        return ENT_OK;
    ENT_TRY(ent_states_find(states, group->of, ent_interval_year(year).to - 1, out, error));
    if (*out == request->a || *out == request->b)
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE,
                    "the partners of %s are ranked by what they have with it; write the pair with %s",
                    ent_states_code(states, *out), ent_states_code(states, *out));
}

static int rank_partners(struct ent_evaluation *evaluation, const struct ent_request *request,
                         const struct ent_predicate *predicate, int year, struct field *field, struct ent_finding *out,
                         struct ent_error *error) {
    const struct ent_argument *group = predicate->group;
    const char *name = group && (!group->of || group->variable) ? group->text : "states";
    ent_state hub, *members;
    size_t count;
    ENT_TRY(hub_of(evaluation, request, group, year, &hub, error));
    bool first = hub == request->a;
    ent_state own = first ? request->b : request->a;
    ENT_TRY(members_of(evaluation, group, name, year, field, &members, &count, error));
    if (!is_member(members, count, own))
        return not_a_member(evaluation, own, name, year, out, error);
    for (size_t i = 0; i < count; i++) {
        struct ent_request one = *request;
        struct ent_series *series;
        if (members[i] == hub)
            continue;
        one.a = first ? hub : members[i];
        one.b = first ? members[i] : hub;
        one.first_year = one.last_year = year;
        ENT_TRY(ent_measure_series(evaluation->context, &one, &series, error));
        struct ent_point point = ent_series_at(series, year);
        field->possible++;
        if (members[i] == own)
            count_value(field, field->own);
        else if (ent_point_seen(&point))
            count_value(field, point.value);
    }
    return ENT_OK;
}

static int evaluate_series(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                           const struct ent_assertion *assertion, const struct ent_request *request,
                           struct ent_finding *out, struct ent_text *text, struct ent_error *error) {
    const struct ent_predicate *predicate = &assertion->predicate;
    struct ent_years years;
    if (clause->window.form != ENT_WINDOW_NONE && clause->window.form != ENT_WINDOW_AT)
        return ent_fail(error, ENT_ERROR_USAGE, "a rank is that of one year: rank <= 5 among @majors at 2018");
    ENT_TRY(ent_window_years(evaluation, clause, &years, error));
    const struct ent_series_term *written = assertion->left->series;
    int year = years.last;
    if (written->has_time)
        ENT_TRY(ent_time_year(evaluation, &written->at, true, &year, error));
    struct ent_cell cell = ent_cell_of_expression(evaluation, assertion->left, year);
    struct field field = {.own = cell.value, .sense = ent_expression_sense(evaluation, assertion->left)};
    out->year = year;
    out->value = cell.value;
    if (!ent_cell_seen(&cell)) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        out->unseen = 1;
        out->reason = ent_why_text(cell.why);
        return ENT_OK;
    }
    bool partners = request->b != ENT_NO_STATE && strcmp(predicate->among, "pairs") != 0;
    out->outcome = ENT_OUTCOME_OPEN;
    ENT_TRY(partners ? rank_partners(evaluation, request, predicate, year, &field, out, error)
                     : rank_in_group(evaluation, request, predicate, year, &field, out, error));
    if (out->outcome == ENT_OUTCOME_NOT_COVERED)
        return ENT_OK;
    judge(predicate, &field, out);
    ent_figure_add(text, cell.value);
    ent_text_add(text, cell.percent ? " %, " : ", ");
    add_rank(&field, out, text);
    nearest_rank(evaluation, clause, assertion, &field, out);
    return ENT_OK;
}

/* ---- reversals of a group ---- */

static int league_years(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_years *out,
                        struct ent_error *error) {
    *out = (struct ent_years){0, evaluation->options->dateline_year, false};
    if (clause->window.form == ENT_WINDOW_NONE)
        return ENT_OK;
    if (clause->window.form != ENT_WINDOW_DURING && clause->window.form != ENT_WINDOW_SINCE)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "reversals are ranked over all years, or over those of a window: … during 1945..2018");
    int cap = out->last;
    ENT_TRY(ent_window_years(evaluation, clause, out, error));
    out->last = cap && cap < out->last ? cap : out->last;
    return ENT_OK;
}

static enum ent_membership membership_of(const struct ent_evaluation *evaluation, const struct ent_term *term) {
    for (size_t i = 0; i < term->written->option_count; i++)
        if (strcmp(term->written->options[i].name, "members") == 0)
            return strcmp(term->written->options[i].value, "ever") == 0 ? ENT_MEMBERS_EVER : ENT_MEMBERS_THEN;
    return evaluation->at->members ? ENT_MEMBERS_EVER : ENT_MEMBERS_THEN;
}

static void describe_row(struct ent_evaluation *evaluation, const struct ent_reversal_row *row,
                         const struct field *field, const struct ent_finding *finding, struct ent_text *text) {
    const struct ent_states *states = evaluation->context->record->states;
    ent_text_add(text, "×");
    ent_figure_add(text, exp(row->swing.size));
    ent_text_add(text, ", ");
    add_rank(field, finding, text);
    ent_text_format(text, "; %s over %s, ratio ", ent_states_code(states, row->a), ent_states_code(states, row->b));
    ent_figure_add(text, exp(row->swing.before));
    ent_text_format(text, " in %d, ", row->swing.from);
    ent_figure_add(text, exp(row->swing.after));
    ent_text_format(text, " in %d%s", row->swing.to, row->swing.broken ? ", across a series break" : "");
}

/* A pair without a row: never both in the group, never seen, or seen and without a reversal, which fails any rank. */
static int judge_absent(struct ent_evaluation *evaluation, const struct ent_request *request, const char *group,
                        ent_state b, const struct ent_reversal_league *league, struct ent_finding *out,
                        struct ent_text *text, struct ent_error *error) {
    ent_state *members, pair[2] = {request->a, b};
    size_t count;
    ENT_TRY(ent_record_group(evaluation->context->record, evaluation->context->arena, group, ENT_DAY_EARLY,
                             ENT_DAY_OPEN, &members, &count, error));
    for (size_t i = 0; i < 2; i++)
        if (!is_member(members, count, pair[i]))
            return not_a_member(evaluation, pair[i], group, 0, out, error);
    bool seen = ent_reversal_league_seen(league, pair[0], pair[1]);
    out->outcome = seen ? ENT_OUTCOME_FAILS : ENT_OUTCOME_NOT_COVERED;
    if (seen)
        ent_text_format(text, "no reversal; %zu of %zu pairs have one", league->count, league->pairs);
    else
        out->reason = "no two seen years 10 to 50 years apart in which both are members";
    return ENT_OK;
}

static int evaluate_reversal(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                             const struct ent_assertion *assertion, const struct ent_term *term,
                             const struct ent_request *request, struct ent_finding *out, struct ent_text *text,
                             struct ent_error *error) {
    struct ent_years years;
    struct ent_reversal_league league;
    const char *group = assertion->predicate.group->text;
    ENT_TRY(league_years(evaluation, clause, &years, error));
    ENT_TRY(ent_reversal_league(evaluation->context, request, group, membership_of(evaluation, term), years.first,
                                years.last, &league, error));
    const struct ent_reversal_row *row = ent_reversal_league_row(&league, term->a, term->b);
    if (!row)
        return judge_absent(evaluation, request, group, term->b, &league, out, text, error);
    struct field field = {.own = row->swing.size, .sense = 1, .possible = league.count + league.unseen};
    for (size_t i = 0; i < league.count; i++)
        count_value(&field, league.rows[i].swing.size);
    judge(&assertion->predicate, &field, out);
    out->year = row->swing.to;
    out->value = exp(row->swing.size);
    describe_row(evaluation, row, &field, out, text);
    nearest_rank(evaluation, clause, assertion, &field, out);
    return ENT_OK;
}

int ent_rank_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                      const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                      struct ent_error *error) {
    const struct ent_term *term = ent_term_of(evaluation, assertion->left->series);
    size_t index = (size_t)(term - evaluation->terms);
    const struct ent_request *request = &evaluation->requests[index][0];
    if (!evaluation->series[index][0]) {
        out->outcome = ENT_OUTCOME_NOT_COVERED;
        return ENT_OK;
    }
    return term->form == ENT_TERM_REVERSAL
               ? evaluate_reversal(evaluation, clause, assertion, term, request, out, text, error)
               : evaluate_series(evaluation, clause, assertion, request, out, text, error);
}
