/* Shared rivalry: some state is a rival of both, and the two are not rivals of each other.
 *
 * Formula: with R(X) the rivals of X in the year, 1 when B is not in R(A) and R(A) and R(B) have a state in common,
 * else 0; with third=X, when X is that state. Range: yes or no; support is the number of states in common. Unseen:
 * years that the list does not cover for A or B. Unknown where an absent row is not "no rivalry". Each list of
 * rivalries (source=) is a specification of its own. Complexity: the rivalries of both states times their years.
 * Papers: Thompson 2001, doi:10.1111/0020-8833.00214; Thompson and Dreyer 2012; Thompson, Sakuwa and Suhas 2021. */
#include <stdlib.h>
#include <string.h>

#include "measure/strand.h"

/* Rivals of both states by year: bit 0 rival of A, bit 1 rival of B. */
struct rivals {
    unsigned char *marks; /* [year - first_year][state] */
    size_t states;
    int first_year;
};

static unsigned char *row_of(const struct rivals *rivals, int year) {
    return rivals->marks + (size_t)(year - rivals->first_year) * rivals->states;
}

static void mark(struct ent_context *context, const struct ent_request *request, const struct ent_facts *facts,
                 ent_state self, unsigned char bit, struct ent_series *series, struct rivals *rivals) {
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        ent_state other = fact->a == self ? fact->b : fact->a;
        int first, last;
        if (fact->kind != ENT_KIND_VALUE || other == ENT_NO_STATE || (fact->recalled && !request->view.recalled) ||
            !ent_fact_allowed(context->record, fact, &request->view) ||
            !ent_fact_years(fact, series->first_year, series->last_year, &first, &last))
            continue;
        for (int year = first; year <= last; year++)
            row_of(rivals, year)[other] |= bit;
    }
}

/* Fills *rivals; the caller frees its marks. */
static int read_rivals(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                       struct ent_series *series, struct rivals *rivals, struct ent_error *error) {
    const struct ent_facts *facts[2];
    ent_state states[2] = {request->a, request->b};
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    for (int side = 0; side < 2; side++)
        ENT_TRY(
            ent_facts_touching(context, basis->strand, states[side], basis->release->id, &facts[side], error));
    rivals->states = ent_states_count(context->record->states);
    rivals->first_year = series->first_year;
    rivals->marks = calloc(years * rivals->states + 1, 1);
    if (!rivals->marks)
        return ent_fail_memory(error);
    for (int side = 0; side < 2; side++)
        mark(context, request, facts[side], states[side], (unsigned char)(1 << side), series, rivals);
    return ENT_OK;
}

static int third_state(struct ent_context *context, const struct ent_request *request, ent_state *out,
                       struct ent_error *error) {
    const char *third = ent_request_get(request, "third");
    *out = ENT_NO_STATE;
    if (!third || !third[0])
        return ENT_OK;
    ENT_TRY(ent_states_find(context->record->states, third, ENT_DAY_OPEN, out, error));
    if (*out == request->a || *out == request->b)
        return ent_fail(error, ENT_ERROR_USAGE, "third=%s is one of the two states", third);
    return ENT_OK;
}

static void set_point(const struct ent_request *request, const struct rivals *rivals, ent_state third,
                      struct ent_point *point) {
    if (point->kind != ENT_KIND_NONE && point->kind != ENT_KIND_UNKNOWN)
        return;
    const unsigned char *row = row_of(rivals, point->year);
    long common = 0;
    for (size_t i = 0; i < rivals->states; i++)
        common += row[i] == 3 && (third == ENT_NO_STATE || (size_t)third == i);
    bool between = (row[request->b] & 1) || (row[request->a] & 2);
    /* Without a shared rival, or with a rivalry between them, the answer is no; where absent rows are unknown only the
     * rivalry between them settles it. */
    if (between || (common == 0 && point->kind == ENT_KIND_NONE))
        ent_point_set(point, 0, common);
    else if (point->kind == ENT_KIND_NONE)
        ent_point_set(point, 1, common);
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    struct ent_basis basis;
    struct rivals rivals;
    ent_state third;
    ENT_TRY(third_state(context, request, &third, error));
    ENT_TRY(ent_basis_choose(context, request, "rivalry", &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, ENT_SCALE_YES_NO, out, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_rivals(context, request, &basis, *out, &rivals, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(request, &rivals, third, ent_series_point(*out, year));
    free(rivals.marks);
    return ENT_OK;
}

/* "rivals of both: XXX, YYY", and whether the two are rivals of each other. */
static const char *common_text(struct ent_context *context, const struct ent_request *request, const unsigned char *row,
                               size_t states) {
    const char *text = NULL;
    for (size_t i = 0; i < states; i++)
        if (row[i] == 3)
            text = ent_arena_format(context->arena, "%s%s",
                                    text ? ent_arena_format(context->arena, "%s, ", text) : "rivals of both: ",
                                    ent_states_code(context->record->states, (ent_state)i));
    if (!text)
        text = "no rival of both";
    if ((row[request->b] & 1) || (row[request->a] & 2))
        text = ent_arena_format(context->arena, "%s; the two are rivals of each other", text);
    return text;
}

/* The rivalries with the states in common, and the one between the two. */
static int trace_side(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      const unsigned char *row, int year, ent_state self, struct ent_trace *out, size_t *capacity,
                      struct ent_error *error) {
    struct ent_facts facts;
    ENT_TRY(ent_record_facts_touching(context->record, context->arena, basis->strand, self, basis->release->id, &facts,
                                      error));
    for (size_t i = 0; i < facts.count; i++) {
        const struct ent_fact *fact = &facts.items[i];
        ent_state other = fact->a == self ? fact->b : fact->a;
        int first, last;
        bool between = other == request->a || other == request->b;
        if (fact->kind != ENT_KIND_VALUE || other == ENT_NO_STATE ||
            !ent_fact_allowed(context->record, fact, &request->view) ||
            (between ? self != request->a : row[other] != 3) || !ent_fact_years(fact, year, year, &first, &last))
            continue;
        ENT_TRY(ent_trace_fact(context, basis->strand, fact, out, capacity, error));
    }
    return ENT_OK;
}

static int trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error) {
    struct ent_basis basis;
    struct rivals rivals;
    struct ent_series series = {.first_year = year, .last_year = year};
    size_t capacity = 0;
    ENT_TRY(ent_basis_choose(context, request, "rivalry", &basis, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_rivals(context, request, &basis, &series, &rivals, error));
    out->formula = common_text(context, request, rivals.marks, rivals.states);
    int status = trace_side(context, request, &basis, rivals.marks, year, request->a, out, &capacity, error);
    if (status == ENT_OK)
        status = trace_side(context, request, &basis, rivals.marks, year, request->b, out, &capacity, error);
    free(rivals.marks);
    return status == ENT_OK && !out->formula ? ent_fail_memory(error) : status;
}

const struct ent_measure ent_measure_rivalry_shared = {
    .name = "rivalry.shared",
    .summary = "whether they share a rival and are not rivals of each other",
    .unit = "yes or no",
    .orientation = "yes = closer",
    .scale = ENT_SCALE_YES_NO,
    .states = 2,
    .strands = {"rivalry"},
    .options = {{"third", "STATE", "", "only this state as the rival of both"}},
    .aggregation = "none",
    .reference = "Thompson and Dreyer 2012; Thompson, Sakuwa and Suhas 2021",
    .example = "A-C and B-C rivals, A and B not: yes; A and B rivals too: no",
    .compute = compute,
    .trace = trace,
};
