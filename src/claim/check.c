/* One claim, every specification. */
#include "claim/check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "base/hash.h"
#include "claim/evaluate.h"

void ent_check_options_init(struct ent_check_options *options) {
    *options = (struct ent_check_options){.as_of = ENT_DAY_OPEN, .replicates = 1000, .seed = 1, .other_releases = true};
}

const char *ent_outcome_text(enum ent_outcome outcome) {
    static const char *const texts[] = {"holds", "fails", "open", "not covered"};
    return texts[outcome];
}

/* Adds a part to a list in words, once. */
static void add_part(struct ent_text *list, const char *part) {
    if (!part[0] || strstr(list->bytes, part))
        return;
    if (list->length)
        ent_text_add(list, ", ");
    ent_text_add(list, part);
}

static int keep_text(struct ent_evaluation *evaluation, struct ent_text *text, const char **out,
                     struct ent_error *error) {
    *out = text->failed ? NULL : ent_arena_string(evaluation->context->arena, text->bytes);
    ent_text_release(text);
    return *out ? ENT_OK : ent_fail_memory(error);
}

static const struct ent_choice *choice_of(const struct ent_evaluation *evaluation, size_t slot) {
    return &evaluation->slots[slot].choices[evaluation->at->choices[slot]];
}

static int name_label(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error) {
    struct ent_text label;
    ent_text_init(&label);
    finding->core = true;
    for (size_t i = 0; i < evaluation->slot_count; i++) {
        if (i)
            ent_text_add(&label, ", ");
        ent_text_add(&label, choice_of(evaluation, i)->text);
        finding->core = finding->core && choice_of(evaluation, i)->core;
        finding->choice_of_slot[i] = evaluation->at->choices[i];
    }
    finding->bound = evaluation->at->bound;
    finding->form = evaluation->at->form;
    finding->borders = evaluation->at->borders;
    finding->members = evaluation->at->members;
    return keep_text(evaluation, &label, &finding->label, error);
}

/* The year bounds of the first era in the claim. */
const struct ent_time *ent_claim_first_era(const struct ent_claim *claim) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        const struct ent_clause *clause = &claim->clauses[i];
        const struct ent_time *inner = clause->inner ? ent_claim_first_era(clause->inner) : NULL;
        if (inner)
            return inner;
        for (size_t j = 0; j < clause->assertion_count; j++)
            if (clause->assertions[j].predicate.since.form == ENT_TIME_ERA &&
                clause->assertions[j].predicate.form != ENT_PREDICATE_NONE)
                return &clause->assertions[j].predicate.since;
    }
    return NULL;
}

static int name_choices(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error) {
    struct ent_text text;
    char part[160];
    ent_text_init(&text);
    const struct ent_time *era = ent_claim_first_era(evaluation->claim);
    if (evaluation->has_era && era) {
        snprintf(part, sizeof part, "since %d", evaluation->at->bound ? era->last_year : era->first_year);
        add_part(&text, part);
    }
    if (evaluation->has_gap)
        add_part(&text, evaluation->at->form ? "ratio" : "difference");
    if (evaluation->has_members)
        add_part(&text, evaluation->at->members ? "members ever" : "members then");
    bool both_borders = false;
    for (size_t i = 0; i < evaluation->term_count; i++)
        both_borders |= evaluation->terms[i].both_borders && evaluation->series[i][0];
    if (both_borders)
        add_part(&text, evaluation->at->borders ? "borders of today" : "borders of then");
    for (size_t i = 0; i < evaluation->term_count; i++) {
        const struct ent_request *request = &evaluation->requests[i][0];
        if (!evaluation->series[i][0] || !request->view.reporter)
            continue;
        snprintf(part, sizeof part, "by %s", request->view.reporter);
        add_part(&text, part);
    }
    return keep_text(evaluation, &text, &finding->choices, error);
}

/* The source that a release counts as: a figure of a casebook is its publisher's. */
static const char *independent_source(struct ent_evaluation *evaluation, size_t term, int second, const char *source) {
    struct ent_serving *servings;
    size_t count = 0;
    const struct ent_request *request = &evaluation->requests[term][second];
    if (ent_measure_servings(evaluation->context, request, &servings, &count, NULL) != ENT_OK)
        return source;
    for (size_t i = 0; i < count; i++)
        if (strcmp(servings[i].source, source) == 0 && (!request->view.reporter || !servings[i].reporter ||
                                                        strcmp(request->view.reporter, servings[i].reporter) == 0))
            return servings[i].independent;
    return source;
}

static int name_sources(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error) {
    struct ent_text titles, independent;
    char part[400];
    ent_text_init(&titles);
    ent_text_init(&independent);
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++) {
            const struct ent_series *series = evaluation->series[i][second];
            for (size_t k = 0; series && k < series->release_count; k++) {
                const struct ent_release *release = series->releases[k];
                snprintf(part, sizeof part, "%s %s", release->source_name, release->version);
                add_part(&titles, part);
                add_part(&independent, independent_source(evaluation, i, second, release->source_name));
            }
        }
    int status = keep_text(evaluation, &titles, &finding->source, error);
    int other = keep_text(evaluation, &independent, &finding->independent, error);
    return status != ENT_OK ? status : other;
}

/* Why a specification cannot see anything, where the reason lies before any series. */
const char *ent_choice_blind(const struct ent_choice *choice) {
    if (!choice->measure)
        return "the record has no such strand";
    if (!choice->measure->compute)
        return "not estimated yet";
    return choice->source ? NULL : "no source of the record covers it";
}

static const char *blind_reason(const struct ent_evaluation *evaluation) {
    for (size_t i = 0; i < evaluation->slot_count; i++)
        if (ent_choice_blind(choice_of(evaluation, i)))
            return ent_choice_blind(choice_of(evaluation, i));
    return NULL;
}

/* DESIGN 5: replicates are drawn when the margin is small against what the number of rows allows, or when asked. */
static bool wants_replicates(const struct ent_evaluation *evaluation, const struct ent_finding *finding) {
    if (evaluation->has_rank || evaluation->has_median) /* it would take replicates of everybody in the field */
        return false;
    if (evaluation->has_turning) /* each would take replicates of its own nulls; the posterior says how sure it is */
        return false;
    if (ent_evaluation_at_moment(evaluation))
        return false;
    if (finding->outcome != ENT_OUTCOME_HOLDS && finding->outcome != ENT_OUTCOME_FAILS)
        return false;
    if (evaluation->options->intervals || evaluation->options->confidence > 0)
        return true;
    if (isnan(finding->margin) || !finding->year || !evaluation->series[0][0])
        return false;
    struct ent_point point = ent_series_at(evaluation->series[0][0], finding->year);
    return point.support > 0 && finding->margin < 0.98 / sqrt((double)point.support);
}

static int add_agreement(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error) {
    if (wants_replicates(evaluation, finding))
        ENT_TRY(ent_evaluation_agreement(evaluation, finding, error));
    bool decided = finding->outcome == ENT_OUTCOME_HOLDS || finding->outcome == ENT_OUTCOME_FAILS;
    if (decided && evaluation->options->confidence > 0 && !isnan(finding->agree) &&
        finding->agree < evaluation->options->confidence) {
        finding->outcome = ENT_OUTCOME_OPEN;
        finding->reason = "too close";
    }
    return ENT_OK;
}

int ent_specification_evaluate(struct ent_evaluation *evaluation, const struct ent_specification *specification,
                               struct ent_finding *finding, struct ent_error *error) {
    evaluation->now = 0;
    for (size_t i = 0; i < ENT_VARIABLES; i++)
        evaluation->witness->of[i] = ENT_NO_STATE;
    ENT_TRY(ent_evaluation_load(evaluation, specification, error));
    ENT_TRY(ent_claim_evaluate(evaluation, evaluation->claim, finding, error));
    if (finding->outcome == ENT_OUTCOME_NOT_COVERED && blind_reason(evaluation))
        finding->reason = blind_reason(evaluation);
    for (size_t i = 0; i < ENT_VARIABLES; i++) {
        finding->witness[i] = evaluation->witness->of[i];
        finding->witness_year[i] = evaluation->witness->year[i];
    }
    ENT_TRY(name_label(evaluation, finding, error));
    ENT_TRY(name_choices(evaluation, finding, error));
    return name_sources(evaluation, finding, error);
}

/* Whether another release of one of the sources gives another outcome: a note, not a specification. */
static int compare_releases(struct ent_evaluation *evaluation, const struct ent_specification *specification,
                            struct ent_finding *finding, struct ent_error *error) {
    struct ent_text text;
    ent_text_init(&text);
    for (size_t slot = 0; slot < evaluation->slot_count; slot++) {
        const struct ent_choice *choice = &evaluation->slots[slot].choices[specification->choices[slot]];
        struct ent_view view = {.as_of = evaluation->options->as_of, .source = choice->source};
        struct ent_release **releases;
        size_t count = 0;
        if (choice->measure && choice->source)
            ENT_TRY(ent_record_releases(evaluation->context->record, choice->measure->strands[0], &view, &releases,
                                        &count, error));
        for (size_t i = 1; i < count; i++) {
            struct ent_finding other;
            evaluation->pinned_source = choice->source;
            evaluation->pinned_release = releases[i]->version;
            evaluation->quiet = true;
            int status = ent_evaluation_load(evaluation, specification, error);
            if (status == ENT_OK)
                status = ent_claim_evaluate(evaluation, evaluation->claim, &other, error);
            evaluation->pinned_release = evaluation->pinned_source = NULL;
            evaluation->quiet = false;
            ENT_TRY(status);
            if (other.outcome != finding->outcome && other.outcome != ENT_OUTCOME_NOT_COVERED)
                ent_text_format(&text, "%sby release %s of %s: %s", text.length ? "; " : "", releases[i]->version,
                                choice->source, ent_outcome_text(other.outcome));
        }
    }
    if (!text.length) {
        ent_text_release(&text);
        return ENT_OK;
    }
    return keep_text(evaluation, &text, &finding->other_release, error);
}

/* The releases behind the series of the specification at hand. */
static int note_releases(const struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t term = 0; term < 2 * evaluation->term_count; term++) {
        const struct ent_series *series = evaluation->series[term / 2][term % 2];
        for (size_t i = 0; series && i < series->release_count; i++) {
            bool known = false;
            for (size_t k = 0; k < answer->release_count; k++)
                known = known || answer->releases[k] == series->releases[i];
            void *items = answer->releases;
            if (known)
                continue;
            if (ent_arena_grow(evaluation->context->arena, &items, answer->release_count, &answer->release_capacity,
                               sizeof(struct ent_release *)))
                return ent_fail_memory(error);
            answer->releases = items;
            answer->releases[answer->release_count++] = series->releases[i];
        }
    }
    return ENT_OK;
}

static int evaluate_all(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    struct ent_specification *specifications;
    size_t count;
    bool cut;
    ENT_TRY(ent_evaluation_specifications(evaluation, &specifications, &count, &cut, error));
    answer->findings = ent_arena_alloc(evaluation->context->arena, count + 1, sizeof *answer->findings);
    answer->notes = ent_arena_alloc(evaluation->context->arena, 64, sizeof *answer->notes);
    if (!answer->findings || !answer->notes)
        return ent_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        struct ent_finding *finding = &answer->findings[answer->finding_count++];
        ENT_TRY(ent_specification_evaluate(evaluation, &specifications[i], finding, error));
        ENT_TRY(add_agreement(evaluation, finding, error));
        ENT_TRY(note_releases(evaluation, answer, error));
        if (evaluation->options->other_releases)
            ENT_TRY(compare_releases(evaluation, &specifications[i], finding, error));
    }
    if (cut)
        answer->notes[answer->note_count++] = "more specifications than can be tried; the first 512 were";
    return ENT_OK;
}

/* The id of an answer: what was asked, what the words meant, what the record held. */
static int make_id(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    struct ent_text text;
    char record[65], hash[ENT_HASH_TEXT];
    ENT_TRY(ent_record_identity(evaluation->context->record, record, error));
    ent_text_init(&text);
    ent_text_format(&text, "%s\n%s\n%d %d %d %d %g %llu\n", record, answer->claim, (int)evaluation->options->as_of,
                    evaluation->options->dateline_year, evaluation->options->all_decide,
                    evaluation->options->replicates, evaluation->options->confidence,
                    (unsigned long long)evaluation->options->seed);
    for (size_t i = 0; i < evaluation->slot_count; i++)
        if (evaluation->slots[i].concept)
            ent_text_format(&text, "%s\n", evaluation->slots[i].concept->hash);
    bool failed = text.failed;
    ent_hash_bytes(text.bytes, text.length, hash);
    ent_text_release(&text);
    snprintf(answer->id, sizeof answer->id, "%.16s", hash);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

static int check_today(struct ent_answer *answer, struct ent_context *context, const struct ent_concepts *concepts,
                       struct ent_claim *claim, const struct ent_check_options *options, struct ent_error *error) {
    if (options->as_of == ENT_DAY_OPEN)
        return ENT_OK;
    struct ent_check_options today = *options;
    if (!today.dateline_year)
        today.dateline_year = ent_day_year(options->as_of);
    today.as_of = ENT_DAY_OPEN;
    today.curve = false;
    return ent_check(&answer->today, context, concepts, claim, &today, error);
}

int ent_check(struct ent_answer **out, struct ent_context *context, const struct ent_concepts *concepts,
              struct ent_claim *claim, const struct ent_check_options *options, struct ent_error *error) {
    struct ent_answer *answer = ent_arena_alloc(context->arena, 1, sizeof *answer);
    struct ent_evaluation *evaluation = ent_arena_alloc(context->arena, 1, sizeof *evaluation);
    if (!answer || !evaluation)
        return ent_fail_memory(error);
    evaluation->witness = ent_arena_alloc(context->arena, 1, sizeof *evaluation->witness);
    evaluation->ranked = ent_arena_alloc(context->arena, 1, sizeof(struct ent_ranked *));
    if (!evaluation->witness || !evaluation->ranked)
        return ent_fail_memory(error);
    evaluation->context = context;
    evaluation->concepts = concepts;
    evaluation->options = options;
    evaluation->claim = claim;
    claim->place = ENT_NOWHERE;
    ent_claim_years(claim, &evaluation->first_written, &evaluation->last_written);
    ENT_TRY(ent_evaluation_resolve(evaluation, error));
    struct ent_text text;
    ent_text_init(&text);
    ent_claim_print(&text, claim);
    ENT_TRY(keep_text(evaluation, &text, &answer->claim, error));
    ENT_TRY(ent_evaluation_choices(evaluation, error));
    ENT_TRY(evaluate_all(evaluation, answer, error));
    ENT_TRY(ent_answer_conclude(evaluation, answer, error));
    ENT_TRY(make_id(evaluation, answer, error));
    if (options->curve)
        ENT_TRY(ent_answer_curve(evaluation, answer, error));
    ENT_TRY(check_today(answer, context, concepts, claim, options, error));
    *out = answer;
    return ENT_OK;
}
