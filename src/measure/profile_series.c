/* The frame of the measures over profiles: the series of a pair, its evidence, and the sweep over all pairs. All of
 * them get their numbers from one function, so that a pair alone and all pairs say the same. Unseen: years that the
 * release does not cover for both; with weights, years without any (not covered). Complexity: the facts that touch
 * either state, and states times years; the sweep reads the strand once, and each pair and year is a few words of bits,
 * or one pass over the columns where the cells are figures. */
#include <string.h>

#include "base/threads.h"
#include "measure/profile.h"
#include "measure/sweep.h"

/* What the options say, read once. */
struct choice {
    const struct ent_profile_rule *rule;
    int variant;
    bool all, binary, weighted, squared;
    long least;
    struct ent_value_room room;
};

static int choose(struct ent_context *context, const struct ent_request *request, struct choice *out,
                  struct ent_error *error) {
    bool fpsim = ent_request_is(request, "preset", "fpsim");
    const struct ent_profile_rule *rule = request->measure->rule;
    *out = (struct choice){.rule = rule,
                           .variant = rule->index->variant(request),
                           .all = fpsim || ent_request_is(request, "columns", "all"),
                           .binary = ent_request_is(request, "coding", "binary"),
                           .weighted = ent_request_is(request, "weighted", "capability"),
                           .squared = ent_code_squared_asked(request),
                           .least = request->measure->minimum_support};
    return ent_value_room_make(context->arena, ent_states_count(context->record->states), &out->room)
               ? ENT_OK
               : ent_fail_memory(error);
}

static struct ent_code_table table_of(const struct choice *choice, const struct ent_profiles *profiles,
                                      const struct ent_profile_year *year, size_t a, size_t b) {
    struct ent_code_table table =
        ent_profile_table(profiles, year, a, b, choice->all, choice->weighted ? year->weighted : NULL);
    return choice->binary ? ent_profile_binary(&table) : table;
}

static double worst(const struct choice *choice, const struct ent_code_table *table, double weight) {
    double step = table->codes - 1;
    return weight * (choice->squared ? step * step : step);
}

static struct ent_code_value weighted_s(const struct choice *choice, const struct ent_profiles *profiles,
                                        const struct ent_profile_year *year, size_t a, size_t b,
                                        const struct ent_code_table *table) {
    struct ent_profile_distance sums =
        ent_profile_distance(profiles, year, a, b, choice->all, choice->binary, choice->squared);
    double most = worst(choice, table, sums.weight);
    if (ent_code_total(table) == 0 || !(most > 0))
        return (struct ent_code_value){(double)NAN, ENT_WHY_EMPTY, 0};
    return (struct ent_code_value){1 - 2 * sums.distance / most, ENT_WHY_FINE, 0};
}

static struct ent_value_pairs pairs_of(const struct choice *choice, const struct ent_profiles *profiles,
                                       const struct ent_profile_year *year, size_t a, size_t b) {
    const ent_state states[2] = {profiles->rows[a], profiles->rows[b]};
    return ent_profile_pairs(year, states, a, b, choice->all, &choice->room);
}

/* The index of two rows in a year; the point comes with the kind of an absent row. */
static void set_point(const struct choice *choice, const struct ent_profiles *profiles, size_t a, size_t b,
                      struct ent_point *point) {
    const struct ent_profile_index *index = choice->rule->index;
    const struct ent_profile_year *year = ent_profiles_year(profiles, point->year);
    struct ent_code_value value;
    if (point->kind != ENT_KIND_NONE && (point->kind != ENT_KIND_UNKNOWN || choice->rule->strand->needs_absent))
        return;
    if (choice->rule->strand->codes) {
        struct ent_code_table table = table_of(choice, profiles, year, a, b);
        point->support = (long)ent_code_total(&table);
        value = choice->weighted ? weighted_s(choice, profiles, year, a, b, &table)
                                 : index->of_table(&table, choice->variant);
    } else {
        struct ent_value_pairs pairs = pairs_of(choice, profiles, year, a, b);
        point->support = (long)pairs.count;
        value = pairs.count < (size_t)choice->least ? (struct ent_code_value){(double)NAN, ENT_WHY_TOO_FEW, 0}
                                                    : index->of_values(&pairs, choice->variant);
    }
    if (choice->weighted && !year->any_weight)
        ent_point_unsee(point, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    else if (value.why != ENT_WHY_FINE)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, value.why);
    else
        ent_point_set(point, value.value, point->support);
    point->notes = value.notes;
}

static int begin(struct ent_context *context, const struct ent_request *request, struct ent_basis *basis,
                 struct ent_series **out, struct ent_error *error) {
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), basis, error));
    return ent_series_begin(context, request, basis, ENT_SCALE_NUMBER, out, error);
}

/* Every point, from the rows of the two. */
static int fill_series(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                       struct ent_arena *scratch, struct ent_series *out, struct ent_error *error) {
    const ent_state states[2] = {request->a, request->b};
    const struct ent_profiles *profiles;
    struct choice choice;
    ENT_TRY(choose(context, request, &choice, error));
    ENT_TRY(ent_profiles_get(context, request, basis, states, 2, out->first_year, out->last_year, scratch, &profiles,
                             error));
    size_t a = (size_t)profiles->row_of[request->a], b = (size_t)profiles->row_of[request->b];
    for (int year = out->first_year; year <= out->last_year; year++)
        set_point(&choice, profiles, a, b, ent_series_point(out, year));
    if (profiles->beside)
        ent_releases_add(out->releases, &out->release_count, profiles->beside);
    if (profiles->note)
        out->note = profiles->note;
    if (!out->note)
        out->note = ent_record_caution(context->record, basis->release->id, basis->strand->name);
    return ENT_OK;
}

int ent_profile_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                        struct ent_error *error) {
    struct ent_basis basis;
    struct ent_arena scratch;
    ENT_TRY(begin(context, request, &basis, out, error));
    if (!basis.release || (*out)->last_year < (*out)->first_year)
        return ENT_OK;
    ent_arena_init(&scratch);
    int status = fill_series(context, request, &basis, &scratch, *out, error);
    ent_arena_release(&scratch);
    return status;
}

/* Evidence -------------------------------------------------------------------------------------------------------- */

/* The rows of what one state shows toward the columns of the year; of an undirected strand also those where it stands
 * second, and those between the two only once. */
static int trace_side(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      const struct choice *choice, int year, ent_state self, struct ent_trace *out, size_t *capacity,
                      struct ent_error *error) {
    const struct ent_facts *facts;
    bool one_way = basis->strand->directed && choice->rule->strand->codes;
    bool any_item = choice->rule->strand->codes && !request->item;
    ENT_TRY(ent_facts_touching(context, basis->strand, self, basis->release->id, &facts, error));
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        ent_state other = fact->a == self ? fact->b : fact->a;
        bool own = other == request->a || other == request->b;
        int first, last;
        if (other == ENT_NO_STATE || (own && !choice->all) || (one_way && fact->a != self) ||
            (own && !one_way && self == request->b) || (fact->item != request->item && !any_item) ||
            fact->kind == ENT_KIND_NONE || (fact->recalled && !request->view.recalled) ||
            !ent_fact_allowed(context->record, fact, &request->view) ||
            !ent_fact_years(fact, year, year, &first, &last))
            continue;
        ENT_TRY(ent_trace_fact(context, basis->strand, fact, out, capacity, error));
    }
    return ENT_OK;
}

static char *formula_of(struct ent_context *context, const struct choice *choice, const struct ent_profiles *profiles,
                        const ent_state states[2], int year) {
    size_t a = (size_t)profiles->row_of[states[0]], b = (size_t)profiles->row_of[states[1]];
    const struct ent_profile_index *index = choice->rule->index;
    const struct ent_profile_year *at = ent_profiles_year(profiles, year);
    if (!choice->rule->strand->codes) {
        struct ent_value_pairs pairs = pairs_of(choice, profiles, at, a, b);
        return pairs.count ? index->value_words(context->arena, &pairs, choice->variant)
                           : ent_arena_string(context->arena, "no common states");
    }
    struct ent_code_table table = table_of(choice, profiles, at, a, b);
    if (!choice->weighted)
        return index->table_words(context->arena, &table, choice->variant);
    struct ent_profile_distance sums =
        ent_profile_distance(profiles, at, a, b, choice->all, choice->binary, choice->squared);
    return ent_arena_format(context->arena,
                            "1 - 2 x %.4f / %.4f: weighted distance and the largest possible, %ld states; weights of "
                            "%.4f left out",
                            sums.distance, worst(choice, &table, sums.weight), (long)ent_code_total(&table),
                            sums.left_out);
}

int ent_profile_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                      struct ent_error *error) {
    const ent_state states[2] = {request->a, request->b};
    const struct ent_profiles *profiles;
    struct ent_arena scratch;
    struct ent_basis basis;
    struct choice choice;
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(choose(context, request, &choice, error));
    ENT_TRY(trace_side(context, request, &basis, &choice, year, request->a, out, &capacity, error));
    ENT_TRY(trace_side(context, request, &basis, &choice, year, request->b, out, &capacity, error));
    ent_arena_init(&scratch);
    int status = ent_profiles_get(context, request, &basis, states, 2, year, year, &scratch, &profiles, error);
    if (status == ENT_OK)
        out->formula = formula_of(context, &choice, profiles, states, year);
    ent_arena_release(&scratch);
    return status != ENT_OK || out->formula ? status : ent_fail_memory(error);
}

/* All pairs ------------------------------------------------------------------------------------------------------- */

struct sweep_work {
    const struct choice *choice;
    const struct ent_profiles *profiles;
    const ent_state *states;
    size_t count;
    int first_year;
    struct ent_value_room *rooms; /* one a thread */
    struct ent_sweep *years;      /* the points of each year */
};

/* One year: a piece of the work, which writes to its own place. */
static int sweep_year(void *data, size_t index, int worker, struct ent_error *error) {
    struct sweep_work *work = data;
    const struct ent_profiles *profiles = work->profiles;
    const struct ent_profile_year *year = ent_profiles_year(profiles, work->first_year + (int)index);
    struct choice choice = *work->choice;
    choice.room = work->rooms[worker];
    for (size_t a = 0; a < work->count; a++)
        for (size_t b = a + 1; b < work->count; b++) {
            size_t i = (size_t)profiles->row_of[work->states[a]], k = (size_t)profiles->row_of[work->states[b]];
            struct ent_point point = {.year = year->year,
                                      .value = NAN,
                                      .kind =
                                          ent_kind_worse((enum ent_kind)year->kinds[i], (enum ent_kind)year->kinds[k])};
            set_point(&choice, profiles, i, k, &point);
            struct ent_sweep_point seen = {.a = profiles->rows[i],
                                           .b = profiles->rows[k],
                                           .year = point.year,
                                           .support = (int)point.support,
                                           .value = point.value};
            if (point.kind == ENT_KIND_VALUE)
                ENT_TRY(ent_sweep_add(&work->years[index], &seen, error));
        }
    return ENT_OK;
}

static int join(struct sweep_work *work, size_t years, struct ent_sweep *out, struct ent_error *error) {
    for (size_t i = 0; i < years; i++) {
        struct ent_sweep *of_year = &work->years[i];
        ENT_TRY(ent_sweep_reserve(out, of_year->count, error));
        if (of_year->count)
            memcpy(out->points + out->count, of_year->points, of_year->count * sizeof *out->points);
        out->count += of_year->count;
        ent_sweep_release(of_year);
    }
    return ENT_OK;
}

/* Over years that the profiles have. */
static int sweep_years(struct ent_context *context, struct sweep_work *work, size_t years, struct ent_sweep *out,
                       struct ent_error *error) {
    int threads = ent_threads_count(context->threads);
    work->rooms = ent_arena_alloc(context->arena, (size_t)threads, sizeof *work->rooms);
    work->years = ent_arena_alloc(context->arena, years + 1, sizeof *work->years);
    bool made = work->rooms && work->years;
    for (int i = 0; made && i < threads; i++)
        made = ent_value_room_make(context->arena, ent_states_count(context->record->states), &work->rooms[i]);
    if (!made)
        return ent_fail_memory(error);
    int status = ent_threads_run(threads, years, sweep_year, work, error);
    if (status == ENT_OK)
        status = join(work, years, out, error);
    for (size_t i = 0; i < years; i++)
        ent_sweep_release(&work->years[i]);
    return status;
}

/* Years of a request over all pairs: those asked, else those of the release. */
static void settle_years(const struct ent_request *request, const struct ent_basis *basis, int *first, int *last) {
    bool whole = request->first_year == 0 && request->last_year == 0;
    *first = whole ? basis->first_year : request->first_year;
    *last = whole ? basis->last_year : request->last_year;
}

int ent_profile_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                      size_t count, struct ent_sweep *out, struct ent_error *error) {
    struct sweep_work work = {.states = states, .count = count};
    struct ent_basis basis;
    struct ent_arena arena;
    struct choice choice;
    int last;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    if (!basis.release)
        return ENT_OK;
    ent_releases_add(out->releases, &out->release_count, basis.release);
    settle_years(request, &basis, &work.first_year, &last);
    if (last < work.first_year)
        return ENT_OK;
    ENT_TRY(choose(context, request, &choice, error));
    work.choice = &choice;
    ent_arena_init(&arena);
    int status =
        ent_profiles_get(context, request, &basis, states, count, work.first_year, last, &arena, &work.profiles, error);
    if (status == ENT_OK && work.profiles->beside)
        ent_releases_add(out->releases, &out->release_count, work.profiles->beside);
    if (status == ENT_OK)
        status = sweep_years(context, &work, (size_t)(last - work.first_year + 1), out, error);
    ent_arena_release(&arena);
    return status;
}

int ent_profile_gather(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                       size_t count, struct ent_error *error) {
    const struct ent_profiles *profiles;
    struct ent_basis basis;
    struct ent_arena arena;
    int first, last;
    ENT_TRY(ent_basis_choose(context, request, ent_request_strand(request), &basis, error));
    settle_years(request, &basis, &first, &last);
    if (!basis.release || last < first)
        return ENT_OK;
    ent_arena_init(&arena);
    int status = ent_profiles_get(context, request, &basis, states, count, first, last, &arena, &profiles, error);
    ent_arena_release(&arena);
    return status;
}
