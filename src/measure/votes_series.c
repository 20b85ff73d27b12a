/* The frame of the vote measures: a pair's ballots in a release, a point for every year, and the roll calls behind one.
 *
 * A year is the calendar year of the roll call, unless period=session says the session that began in it; with window=W
 * the W calendar years that end with it are pooled. Unseen, in this order: one of the states does not exist (NO_STATE);
 * the release does not cover the year, or the window begins before it does (OUTSIDE); nothing was voted in the year
 * (EMPTY); a state has neither ballot nor absence in it (not covered, NOT_SEATED); the labels that a scope needs are
 * missing for more than half of its roll calls (MISSING); fewer than ten common roll calls (TOO_FEW). */
#include "measure/votes_series.h"

#include <math.h>
#include <string.h>

/* Ballots and seat of one state; absences become abstentions where asked. */
static int open_state(struct ent_context *context, const struct ent_vote_choice *choice, ent_state state,
                      struct ent_ballots *ballots, const uint64_t **seat, struct ent_error *error) {
    struct ent_planes planes;
    size_t words = choice->record->votes->words;
    ENT_TRY(ent_vote_record_planes(context, choice->record, state, &planes, error));
    *seat = NULL;
    if (!planes.yes)
        return ENT_OK;
    uint64_t *seated = ent_arena_alloc(context->arena, 2 * words + 1, sizeof *seated);
    if (!seated)
        return ent_fail_memory(error);
    uint64_t *abstain = seated + words;
    for (size_t i = 0; i < words; i++) {
        seated[i] = planes.yes[i] | planes.abstain[i] | planes.no[i] | planes.absent[i];
        abstain[i] = planes.abstain[i] | (choice->absent_abstains ? planes.absent[i] : 0);
    }
    *ballots = (struct ent_ballots){{planes.yes, abstain, planes.no}};
    *seat = seated;
    return ENT_OK;
}

int ent_vote_pair_open(struct ent_context *context, const struct ent_request *request, int release,
                       struct ent_vote_pair *out, struct ent_error *error) {
    memset(out, 0, sizeof *out);
    ENT_TRY(ent_vote_choice_open(context, request, release, &out->choice, error));
    ENT_TRY(open_state(context, &out->choice, request->a, &out->a, &out->seat_a, error));
    return open_state(context, &out->choice, request->b, &out->b, &out->seat_b, error);
}

void ent_vote_point(const struct ent_vote_pair *pair, const struct ent_request *request, const struct ent_vote_run *run,
                    struct ent_point *out) {
    const struct ent_vote_index *index = request->measure->rule;
    if (run->start == run->end) {
        ent_point_unsee(out, ENT_KIND_UNDEFINED, ENT_WHY_EMPTY);
        return;
    }
    if (!ent_vote_run_any(run, pair->seat_a) || !ent_vote_run_any(run, pair->seat_b)) {
        ent_point_unsee(out, ENT_KIND_NOT_COVERED, ENT_WHY_NOT_SEATED);
        return;
    }
    if (!ent_vote_choice_knows(&pair->choice, run)) {
        ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
        return;
    }
    struct ent_vote_table table = ent_vote_choice_table(&pair->choice, run, &pair->a, &pair->b);
    long total = ent_vote_table_total(&table);
    struct ent_code_table codes = ent_vote_table_codes(&table);
    struct ent_code_value value = index->value(&codes, index->variant(request));
    if (total < request->measure->minimum_support)
        ent_point_unsee(out, ENT_KIND_UNDEFINED, total ? ENT_WHY_TOO_FEW : ENT_WHY_EMPTY);
    else if (value.why != ENT_WHY_FINE)
        ent_point_unsee(out, ENT_KIND_UNDEFINED, value.why);
    else
        ent_point_set(out, value.value, total);
    out->support = total;
    out->notes = value.notes;
}

static void fill_point(const struct ent_vote_pair *pair, const struct ent_request *request, struct ent_point *point) {
    struct ent_vote_run run = ent_vote_choice_run(&pair->choice, point->year);
    if (point->kind == ENT_KIND_NOT_COVERED && run.start != run.end)
        point->why = ENT_WHY_NOT_SEATED; /* others voted: the coverage of the state is its seat */
    if (point->kind == ENT_KIND_NO_STATE || point->kind == ENT_KIND_NOT_COVERED)
        return;
    if (ent_vote_choice_cut(&pair->choice, point->year))
        ent_point_unsee(point, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    else
        ent_vote_point(pair, request, &run, point);
}

int ent_vote_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                     struct ent_error *error) {
    struct ent_basis basis;
    struct ent_vote_pair pair;
    ENT_TRY(ent_basis_choose(context, request, "votes", &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_NUMBER, out, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, basis.release->id, &pair, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        fill_point(&pair, request, ent_series_point(*out, year));
    if (ent_vote_choice_note(&pair.choice))
        (*out)->note = ent_vote_choice_note(&pair.choice);
    return ENT_OK;
}

static const char *ballot_word(const struct ent_ballots *ballots, int position) {
    static const char *const words[ENT_BALLOTS] = {"yes", "abstain", "no"};
    for (int i = 0; i < ENT_BALLOTS; i++)
        if (ballots->planes[i][position / 64] >> (position % 64) & 1)
            return words[i];
    return NULL;
}

/* Two rows per roll call, one for each state's ballot: in most files these are two lines. */
static int trace_roll_call(struct ent_context *context, const struct ent_request *request,
                           const struct ent_vote_pair *pair, int position, struct ent_trace *out, size_t *capacity,
                           struct ent_error *error) {
    const struct ent_roll_call *roll_call = &pair->choice.record->votes->roll_calls[position];
    const char *of_a = ballot_word(&pair->a, position), *of_b = ballot_word(&pair->b, position);
    if (!of_a || !of_b)
        return ENT_OK;
    bool named = roll_call->resolution && roll_call->resolution[0];
    const char *text =
        ent_arena_format(context->arena, "%s : %s, %s", of_a, of_b, named ? roll_call->resolution : roll_call->name);
    for (int side = 0; side < 2; side++) {
        void *rows = out->rows;
        if (!text || ent_arena_grow(context->arena, &rows, out->count, capacity, sizeof *out->rows))
            return ent_fail_memory(error);
        out->rows = rows;
        struct ent_trace_row *row = &out->rows[out->count++];
        *row = (struct ent_trace_row){.a = side ? request->b : request->a, .b = side ? request->a : request->b};
        row->value = (double)NAN;
        row->text = text;
        ENT_TRY(ent_record_ballot_lineage(context->record, context->arena, pair->choice.record->votes, row->a, position,
                                          &row->lineage, error));
    }
    return ENT_OK;
}

int ent_vote_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                   struct ent_error *error) {
    const struct ent_vote_index *index = request->measure->rule;
    struct ent_basis basis;
    struct ent_vote_pair pair;
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, "votes", &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, basis.release->id, &pair, error));
    if (!pair.seat_a || !pair.seat_b || ent_vote_choice_note(&pair.choice))
        return ENT_OK;
    struct ent_vote_time time = {.run = ent_vote_choice_run(&pair.choice, year)};
    if (request->moment.from < request->moment.to)
        ENT_TRY(ent_vote_time_run(context, &pair.choice, request->moment, &time, error));
    struct ent_vote_run run = time.run;
    for (size_t position = run.start; position < run.end; position++)
        if (ent_vote_choice_counts(&pair.choice, &run, position))
            ENT_TRY(trace_roll_call(context, request, &pair, (int)position, out, &capacity, error));
    struct ent_vote_table table = ent_vote_choice_table(&pair.choice, &run, &pair.a, &pair.b);
    struct ent_code_table codes = ent_vote_table_codes(&table);
    out->formula = index->formula(context->arena, &codes, index->variant(request));
    return ENT_OK;
}
