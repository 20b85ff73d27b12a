/* Votes of a month, a day or a window of them: one value over the roll calls of that time.
 *
 * A roll call counts where its day lies in the time, as closely as its source tells the day: of one that is known by
 * its month the whole month must. Those that may lie in it are left out, with a note; where they are more than half of
 * all that may, the time is not covered. Else unseen as a year is, with the same minimum support. With window= or
 * period=session a point is of years or of a session: a month has none. Complexity: one look at every roll call of the
 * release, then as for a year. */
#include "measure/spells.h"
#include "measure/votes_series.h"

int ent_vote_time_run(struct ent_context *context, const struct ent_vote_choice *choice, struct ent_interval time,
                      struct ent_vote_time *out, struct ent_error *error) {
    const struct ent_votes *votes = choice->record->votes;
    uint64_t *members = ent_arena_alloc(context->arena, votes->words + 1, sizeof *members);
    *out = (struct ent_vote_time){.taken = 0};
    if (!members)
        return ent_fail_memory(error);
    for (size_t i = 0; i < votes->count; i++) {
        struct ent_interval period = ent_period(votes->roll_calls[i].day, votes->roll_calls[i].precision);
        bool counts = !choice->counts || (choice->counts[i / 64] >> (i % 64) & 1);
        if (period.to <= time.from || period.from >= time.to)
            continue;
        if (period.from < time.from || period.to > time.to) {
            out->left += counts;
            continue;
        }
        out->taken += counts;
        members[i / 64] |= (uint64_t)1 << (i % 64);
        out->run.start = out->run.end ? out->run.start : i;
        out->run.end = i + 1;
    }
    out->run.members = members;
    return ENT_OK;
}

/* Whether the years of the time are covered for both, as far as they exist; what is not stands in the point. */
static int look_at_years(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                         struct ent_interval time, struct ent_point *out, struct ent_error *error) {
    struct ent_request years = *request;
    struct ent_series *series;
    years.first_year = ent_day_year(time.from);
    years.last_year = ent_day_year(time.to - 1);
    ENT_TRY(ent_series_begin(context, &years, basis, ENT_SCALE_NUMBER, &series, error));
    bool anybody = false;
    for (int year = years.first_year; year <= years.last_year; year++) {
        struct ent_point point = ent_series_at(series, year);
        anybody |= point.kind != ENT_KIND_NO_STATE;
        if (point.kind == ENT_KIND_NOT_COVERED)
            ent_point_unsee(out, ENT_KIND_NOT_COVERED, point.why);
    }
    if (!anybody)
        ent_point_unsee(out, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
    return ENT_OK;
}

int ent_vote_moment(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                    ent_day last, struct ent_point *out, struct ent_error *error) {
    struct ent_basis basis;
    struct ent_vote_pair pair;
    struct ent_vote_time found;
    *out = (struct ent_point){.year = ent_day_year(moment.from)};
    ent_point_unsee(out, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    ENT_TRY(ent_basis_choose(context, request, "votes", &basis, error));
    if (!basis.release)
        return ENT_OK;
    if (moment.to == ENT_DAY_OPEN) {
        ent_day end = ent_interval_year(basis.last_year).to;
        moment.to = end <= last ? end : last + 1;
    }
    if (moment.from >= moment.to || moment.to - 1 > last)
        return ENT_OK;
    ENT_TRY(ent_vote_pair_open(context, request, basis.release->id, &pair, error));
    if (pair.choice.sessions || pair.choice.window > 1) {
        ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_CLOSER);
        return ENT_OK;
    }
    ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    ENT_TRY(look_at_years(context, request, &basis, moment, out, error));
    if (out->kind != ENT_KIND_UNKNOWN)
        return ENT_OK;
    ENT_TRY(ent_vote_time_run(context, &pair.choice, moment, &found, error));
    if (found.left > found.taken) {
        ent_point_unsee(out, ENT_KIND_NOT_COVERED, ENT_WHY_CLOSER);
        return ENT_OK;
    }
    ent_vote_point(&pair, request, &found.run, out);
    out->notes |= found.left ? ENT_NOTE_UNDATED : 0;
    return ENT_OK;
}
