/* Every seen point of a vote measure over all pairs: what votes_series.c says of one pair, for all at once.
 *
 * Complexity: that of votes_pairs.h, and one look at each state's coverage and seat in each year. */
#include <math.h>
#include <stdlib.h>

#include "measure/sweep.h"
#include "measure/votes_pairs.h"
#include "measure/votes_series.h"

/* The points of a year: its run of roll calls, and who can be seen in it. */
struct sweep_year {
    int year;
    struct ent_vote_run run;
    ent_state *states; /* in order */
    struct ent_vote_pairs pairs;
};

struct sweep_work {
    struct ent_context *context;
    const struct ent_request *request;
    struct ent_basis basis;
    struct ent_vote_choice choice;
    const ent_state *states; /* those listed, in order */
    size_t state_count;
    struct sweep_year *years;
    size_t year_count;
};

static void put_state(const struct ent_vote_choice *choice, const struct ent_vote_run *run,
                      const struct ent_planes *planes, struct ent_vote_tiles *tiles, size_t place) {
    for (size_t word = 0; word < tiles->words; word++) {
        uint64_t counts = choice->counts ? ent_vote_run_word(run, choice->counts, word) : UINT64_MAX;
        uint64_t absent = choice->absent_abstains ? ent_vote_run_word(run, planes->absent, word) : 0;
        ent_vote_tiles_put(tiles, place, 0, word, counts & ent_vote_run_word(run, planes->yes, word));
        ent_vote_tiles_put(tiles, place, 1, word, counts & (absent | ent_vote_run_word(run, planes->abstain, word)));
        ent_vote_tiles_put(tiles, place, 2, word, counts & ent_vote_run_word(run, planes->no, word));
    }
}

static bool seated(const struct ent_vote_run *run, const struct ent_planes *planes) {
    return ent_vote_run_any(run, planes->yes) || ent_vote_run_any(run, planes->abstain) ||
           ent_vote_run_any(run, planes->no) || ent_vote_run_any(run, planes->absent);
}

/* Who is covered and seated in the year, and their ballots. */
static int open_year(struct sweep_work *work, struct sweep_year *at, struct ent_error *error) {
    const struct ent_vote_record *record = work->choice.record;
    size_t count = 0;
    at->run = ent_vote_choice_run(&work->choice, at->year);
    at->states = ent_arena_alloc(work->context->arena, work->state_count + 1, sizeof *at->states);
    if (!at->states)
        return ent_fail_memory(error);
    bool told = at->run.start != at->run.end && !ent_vote_choice_cut(&work->choice, at->year) &&
                ent_vote_choice_knows(&work->choice, &at->run);
    for (size_t i = 0; told && i < work->state_count; i++) {
        enum ent_kind kind;
        if (!seated(&at->run, &record->planes[work->states[i]]))
            continue;
        ENT_TRY(ent_basis_covers(work->context, &work->basis, work->states[i], at->year, &kind, error));
        if (kind != ENT_KIND_NO_STATE && kind != ENT_KIND_NOT_COVERED)
            at->states[count++] = work->states[i];
    }
    ENT_TRY(ent_vote_tiles_init(&at->pairs.tiles, count, told ? ent_vote_run_words(&at->run) : 0, error));
    for (size_t i = 0; i < count; i++)
        put_state(&work->choice, &at->run, &record->planes[at->states[i]], &at->pairs.tiles, i);
    return ENT_OK;
}

static int open_work(struct sweep_work *work, struct ent_error *error) {
    const struct ent_request *request = work->request;
    bool whole = request->first_year == 0 && request->last_year == 0;
    int first = whole ? work->basis.first_year : request->first_year;
    int last = whole ? work->basis.last_year : request->last_year;
    struct ent_planes planes;
    ENT_TRY(ent_vote_choice_open(work->context, request, work->basis.release->id, &work->choice, error));
    /* Nothing was voted outside the years of the roll calls, whatever span was asked for. */
    const struct ent_votes *votes = work->choice.record->votes;
    first = first < votes->first_year ? votes->first_year : first;
    last = last > votes->last_year ? votes->last_year : last;
    work->year_count = last < first ? 0 : (size_t)(last - first + 1);
    work->years = calloc(work->year_count + 1, sizeof *work->years);
    if (!work->years)
        return ent_fail_memory(error);
    for (size_t i = 0; i < work->state_count; i++)
        ENT_TRY(ent_vote_record_planes(work->context, work->choice.record, work->states[i], &planes, error));
    for (size_t i = 0; i < work->year_count; i++) {
        work->years[i].year = first + (int)i;
        ENT_TRY(open_year(work, &work->years[i], error));
    }
    return ENT_OK;
}

/* All indices of all years; the pieces of every year are shared out together. */
static int compute(struct sweep_work *work, struct ent_error *error) {
    const struct ent_vote_index *index = work->request->measure->rule;
    struct ent_vote_asked asked = {index->kind, index->variant(work->request)};
    struct ent_vote_pairs *runs = calloc(work->year_count + 1, sizeof *runs);
    if (!runs)
        return ent_fail_memory(error);
    for (size_t i = 0; i < work->year_count; i++)
        runs[i] = work->years[i].pairs;
    int status = ent_vote_pairs_compute(runs, work->year_count, &asked, 1, work->request->measure->minimum_support,
                                        NULL, work->context->threads, error);
    for (size_t i = 0; i < work->year_count; i++)
        work->years[i].pairs = runs[i];
    free(runs);
    return status;
}

static int emit_year(const struct sweep_year *at, struct ent_sweep *out, struct ent_error *error) {
    size_t count = at->pairs.tiles.states;
    ENT_TRY(ent_sweep_reserve(out, count * count / 2, error));
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            size_t place = ent_vote_pair_at(count, i, j);
            if (!isnan(at->pairs.values[0][place]))
                out->points[out->count++] = (struct ent_sweep_point){.a = at->states[i],
                                                                     .b = at->states[j],
                                                                     .year = at->year,
                                                                     .support = at->pairs.support[place],
                                                                     .value = at->pairs.values[0][place]};
        }
    return ENT_OK;
}

static int sweep(struct sweep_work *work, struct ent_sweep *out, struct ent_error *error) {
    ENT_TRY(open_work(work, error));
    ENT_TRY(compute(work, error));
    for (size_t i = 0; i < work->year_count; i++)
        ENT_TRY(emit_year(&work->years[i], out, error));
    return ENT_OK;
}

int ent_vote_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                   size_t count, struct ent_sweep *out, struct ent_error *error) {
    struct sweep_work work = {.context = context, .request = request, .states = states, .state_count = count};
    ENT_TRY(ent_basis_choose(context, request, "votes", &work.basis, error));
    if (!work.basis.release)
        return ENT_OK;
    out->releases[out->release_count++] = work.basis.release;
    int status = sweep(&work, out, error);
    for (size_t i = 0; work.years && i < work.year_count; i++)
        ent_vote_pairs_release(&work.years[i].pairs);
    free(work.years);
    return status;
}
