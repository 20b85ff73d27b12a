/* The specification curve of a claim: the same claim by every option of every measure, source, bound, form, borders and
 * reporter; which choices flip it; and, of a record, whether roll calls in any order would have made it. It never
 * changes the verdict, which the concept's own specifications give. */
#include "question/curve.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claim/evaluate.h"

static int exclude(struct ent_evaluation *wide, struct ent_curve *curve, const struct ent_choice *choice,
                   const char *reason, struct ent_error *error) {
    const char *choices = strchr(choice->text, ':');
    const char *index = choice->measure ? choice->measure->name : choice->text;
    return ent_curve_exclude(curve, wide->context->arena, index, choices && choice->measure ? choices + 1 : "", reason,
                             error);
}

/* Whether any term of the slot sees any year under a choice; else why not. */
static int choice_sees(struct ent_evaluation *wide, size_t slot, const struct ent_choice *choice, bool *out,
                       const char **reason, struct ent_error *error) {
    *out = false;
    *reason = ent_choice_blind(choice);
    for (size_t i = 0; i < wide->term_count && !*out && !ent_choice_blind(choice); i++)
        for (int second = 0; wide->terms[i].slot == slot && second <= (int)wide->terms[i].gap && !*out; second++) {
            struct ent_request request;
            struct ent_series *series;
            if (wide->terms[i].variables[0] || wide->terms[i].variables[1] ||
                wide->terms[i].form == ENT_TERM_MEDIAN) { /* the members say so, one by one */
                *out = true;
                break;
            }
            ENT_TRY(ent_term_request(wide, &wide->terms[i], choice, second != 0, &request, error));
            ENT_TRY(ent_evaluation_series(wide, &request, &series, error));
            for (int year = series->first_year; year <= series->last_year && !*out; year++) {
                struct ent_point point = ent_series_at(series, year);
                *out = ent_point_seen(&point);
                if (!*out && point.why != ENT_WHY_FINE)
                    *reason = ent_why_text(point.why);
            }
            if (!*out && series->note)
                *reason = series->note;
        }
    return ENT_OK;
}

/* Takes out of every slot the choices that see nothing at all: a slot keeps one where none sees. */
static int leave_out(struct ent_evaluation *wide, struct ent_curve *curve, struct ent_error *error) {
    for (size_t i = 0; i < wide->slot_count; i++) {
        struct ent_slot *slot = &wide->slots[i];
        size_t kept = 0;
        for (size_t k = 0; k < slot->choice_count; k++) {
            const char *reason;
            bool sees;
            ENT_TRY(choice_sees(wide, i, &slot->choices[k], &sees, &reason, error));
            if (!sees && (kept || k + 1 < slot->choice_count)) {
                ENT_TRY(exclude(wide, curve, &slot->choices[k], reason ? reason : "it sees no year", error));
                continue;
            }
            slot->choices[kept++] = slot->choices[k];
        }
        slot->choice_count = kept;
    }
    return ENT_OK;
}

static bool several_sources(const struct ent_slot *slot, const struct ent_choice *choice) {
    for (size_t i = 0; i < slot->choice_count; i++)
        if (slot->choices[i].measure == choice->measure && slot->choices[i].source && choice->source &&
            strcmp(slot->choices[i].source, choice->source) != 0)
            return true;
    return false;
}

/* The choices of the first slot one by one; of each further slot as one. */
static int choose_measures(struct ent_evaluation *wide, const struct ent_specification *specification, size_t line,
                           struct ent_curve *curve, struct ent_error *error) {
    struct ent_arena *arena = wide->context->arena;
    size_t term = 0;
    while (term + 1 < wide->term_count && wide->terms[term].slot != 0)
        term++;
    const struct ent_choice *choice = &wide->slots[0].choices[specification->choices[0]];
    if (wide->series[term][0])
        ENT_TRY(ent_curve_choose(curve, arena, line, &wide->grids[0], &wide->requests[term][0],
                                 several_sources(&wide->slots[0], choice), error));
    else
        ENT_TRY(ent_choices_set(&curve->choices, line, "measure", choice->text, false, error));
    for (size_t i = 1; i < wide->slot_count; i++) {
        const struct ent_choice *other = &wide->slots[i].choices[specification->choices[i]];
        const char *level = ent_arena_format(arena, "%s%s%s", other->text, other->source ? " by " : "",
                                             other->source ? other->source : "");
        if (!level)
            return ent_fail_memory(error);
        ENT_TRY(ent_choices_set(&curve->choices, line, wide->slots[i].name, level, false, error));
    }
    return ENT_OK;
}

static int choose_rest(struct ent_evaluation *wide, const struct ent_specification *specification, size_t line,
                       struct ent_curve *curve, struct ent_error *error) {
    struct ent_arena *arena = wide->context->arena;
    const struct ent_time *era = ent_claim_first_era(wide->claim);
    if (wide->has_era && era) {
        const char *year = ent_arena_format(arena, "%d", specification->bound ? era->last_year : era->first_year);
        if (!year)
            return ent_fail_memory(error);
        ENT_TRY(ent_choices_set(&curve->choices, line, "since", year, false, error));
    }
    if (wide->has_gap)
        ENT_TRY(
            ent_choices_set(&curve->choices, line, "gap", specification->form ? "ratio" : "difference", false, error));
    for (size_t i = 1; i < wide->term_count; i++) {
        const char *reporter = wide->series[i][0] ? wide->requests[i][0].view.reporter : NULL;
        const char *name = ent_arena_format(arena, "report %zu", i + 1);
        if (!name)
            return ent_fail_memory(error);
        if (reporter && wide->terms[i].reporter_count > 1)
            ENT_TRY(ent_choices_set(&curve->choices, line, name, reporter, false, error));
    }
    return ENT_OK;
}

/* The interval of the deciding value, where it is a point of the first series: that year alone is drawn. */
static int fill_interval(struct ent_evaluation *wide, const struct ent_finding *finding, struct ent_curve_line *line,
                         struct ent_error *error) {
    const struct ent_series *series = wide->series[0][0];
    if (!series || !finding->year || wide->variable_count || wide->has_rank || wide->has_median)
        return ENT_OK;
    struct ent_point point = ent_series_at(series, finding->year);
    line->kind = ent_kind_text(point.kind);
    if (!ent_point_seen(&point) || point.value != finding->value)
        return ENT_OK;
    struct ent_series part = *series;
    part.first_year = part.last_year = finding->year;
    part.points = &point;
    ENT_TRY(ent_series_intervals(wide->context, &wide->requests[0][0], &part, wide->options->replicates,
                                 wide->options->seed, error));
    line->low = point.low;
    line->high = point.high;
    line->support = point.support;
    line->unit = point.unit ? point.unit : series->unit;
    return ENT_OK;
}

static double place_of(const struct ent_finding *finding) {
    double others = finding->rank_of - 1;
    if (others < 1)
        return (double)NAN;
    return (finding->rank_of - finding->rank_high + 0.5 * (finding->rank_high - finding->rank_low)) / others;
}

static int add_line(struct ent_evaluation *wide, const struct ent_specification *specification, struct ent_curve *curve,
                    struct ent_error *error) {
    struct ent_finding finding;
    ENT_TRY(ent_specification_evaluate(wide, specification, &finding, error));
    struct ent_curve_line line = {.text = finding.label,
                                  .index = finding.label,
                                  .options = "",
                                  .source = finding.source,
                                  .independent = finding.independent,
                                  .core = finding.core,
                                  .kind = ent_kind_text(ENT_KIND_UNDEFINED),
                                  .why = finding.reason,
                                  .value = finding.value,
                                  .low = (double)NAN,
                                  .high = (double)NAN,
                                  .sense = 1,
                                  .place = place_of(&finding),
                                  .rank_low = finding.rank_low,
                                  .rank_high = finding.rank_high,
                                  .rank_of = finding.rank_of,
                                  .year = finding.year,
                                  .outcome = ent_outcome_text(finding.outcome),
                                  .holds = (double)NAN};
    size_t index;
    const struct ent_choice *choice = &wide->slots[0].choices[specification->choices[0]];
    for (size_t i = 0; i < wide->grids[0].count; i++)
        line.also |= wide->grids[0].items[i].also && strcmp(wide->grids[0].items[i].text, choice->text) == 0;
    if (finding.outcome == ENT_OUTCOME_HOLDS || finding.outcome == ENT_OUTCOME_FAILS)
        line.holds = finding.outcome == ENT_OUTCOME_HOLDS;
    if (wide->has_gap)
        line.unit = specification->form ? "ratio" : "difference";
    ENT_TRY(fill_interval(wide, &finding, &line, error));
    ENT_TRY(ent_curve_add(curve, wide->context->arena, &line, &index, error));
    ENT_TRY(choose_measures(wide, specification, index, curve, error));
    return choose_rest(wide, specification, index, curve, error);
}

/* The one record that a claim says, of one series; NULL: a claim of another form has no null. */
static const struct ent_assertion *record_of(const struct ent_claim *claim) {
    if (claim->clause_count != 1 || claim->clauses[0].inner || claim->clauses[0].assertion_count != 1)
        return NULL;
    const struct ent_assertion *assertion = &claim->clauses[0].assertions[0];
    enum ent_predicate_form form = assertion->predicate.form;
    bool record = form == ENT_PREDICATE_HIGHEST || form == ENT_PREDICATE_LOWEST;
    return record && !assertion->negated && assertion->left->form == ENT_EXPRESSION_SERIES ? assertion : NULL;
}

/* The series at hand as far as the record compares it: after the reference year, up to the year it is said of. */
static int compared_part(struct ent_evaluation *wide, const struct ent_assertion *record, int at,
                         struct ent_series *out, struct ent_error *error) {
    const struct ent_series *series = wide->series[0][0];
    int since = series->first_year - 1;
    if (record->predicate.since.form != ENT_TIME_RECORD)
        ENT_TRY(ent_time_year(wide, &record->predicate.since, wide->at->bound == 1, &since, error));
    *out = *series;
    out->first_year = since + 1 > series->first_year ? since + 1 : series->first_year;
    out->last_year = at < series->last_year ? at : series->last_year;
    out->points = series->points + (out->first_year - series->first_year);
    return ENT_OK;
}

/* Adds the specification at hand, whose line is the last one, to the null. */
static int add_to_null(struct ent_evaluation *wide, const struct ent_assertion *record, const struct ent_curve *curve,
                       struct ent_null_work *work, struct ent_error *error) {
    const struct ent_curve_line *line = &curve->lines[curve->count - 1];
    struct ent_series part;
    if (!wide->series[0][0] || !wide->series[0][0]->measure->permute || isnan(line->value))
        return ENT_OK;
    ENT_TRY(compared_part(wide, record, line->year, &part, error));
    if (part.last_year <= part.first_year || part.last_year != line->year)
        return ENT_OK;
    size_t years = (size_t)(part.last_year - part.first_year + 1);
    double *values = ent_arena_alloc(wide->context->arena, years, sizeof *values);
    double *permuted = ent_arena_alloc(wide->context->arena, years * ENT_NULL_PERMUTATIONS, sizeof *permuted);
    if (!values || !permuted)
        return ent_fail_memory(error);
    for (size_t i = 0; i < years; i++)
        values[i] = ent_point_seen(&part.points[i]) ? part.points[i].value : (double)NAN;
    ENT_TRY(part.measure->permute(wide->context, &wide->requests[0][0], &part, ENT_NULL_PERMUTATIONS,
                                  wide->options->seed, permuted, error));
    double sense = record->predicate.form == ENT_PREDICATE_HIGHEST ? 1 : -1;
    return ent_null_add(work, values, permuted, years, years - 1, sense, error);
}

static int add_lines(struct ent_evaluation *wide, struct ent_curve *curve, struct ent_error *error) {
    const struct ent_assertion *record = record_of(wide->claim);
    struct ent_specification *specifications;
    struct ent_null_work work;
    size_t count;
    ENT_TRY(ent_evaluation_specifications(wide, &specifications, &count, &curve->cut, error));
    ent_null_begin(&work, wide->context->arena, ENT_NULL_PERMUTATIONS, true);
    for (size_t i = 0; i < count; i++) {
        ENT_TRY(add_line(wide, &specifications[i], curve, error));
        if (record)
            ENT_TRY(add_to_null(wide, record, curve, &work, error));
    }
    curve->null.reason = "only for a record (highest, lowest) of one series";
    return record ? ent_null_finish(&work, wide->options->seed, &curve->null, error) : ENT_OK;
}

int ent_answer_curve(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    struct ent_evaluation *wide = ent_arena_alloc(arena, 1, sizeof *wide);
    struct ent_curve *curve = ent_arena_alloc(arena, 1, sizeof *curve);
    if (!wide || !curve || !(wide->grids = ent_arena_alloc(arena, ENT_SLOTS, sizeof *wide->grids)))
        return ent_fail_memory(error);
    wide->context = evaluation->context;
    wide->witness = evaluation->witness;
    wide->ranked = evaluation->ranked;
    wide->concepts = evaluation->concepts;
    wide->options = evaluation->options;
    wide->claim = evaluation->claim;
    wide->first_written = evaluation->first_written;
    wide->last_written = evaluation->last_written;
    *curve = (struct ent_curve){.what = answer->claim, .word = "more", .seed = evaluation->options->seed};
    curve->intervals = true;
    curve->replicates = evaluation->options->replicates;
    ENT_TRY(ent_evaluation_resolve(wide, error));
    for (size_t i = 0; i < wide->slot_count; i++)
        ENT_TRY(ent_grid_make(wide->context, wide->slots[i].concept, wide->slots[i].name, &wide->grids[i], error));
    ENT_TRY(ent_evaluation_choices(wide, error));
    ENT_TRY(leave_out(wide, curve, error));
    ENT_TRY(add_lines(wide, curve, error));
    ENT_TRY(ent_curve_conclude(curve, arena, error));
    answer->curve = curve;
    return ENT_OK;
}
