/* What must be known beside an answer: cautions of sources and years, how intervals were made, series breaks. */
#include <stdio.h>
#include <string.h>

#include "claim/answer.h"
#include "claim/function.h"

static int note_series(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    for (size_t i = 0; i < evaluation->loaded_count; i++) {
        const struct ent_series *series = evaluation->loaded[i].series;
        if (series->note && !evaluation->loaded[i].of_member && !evaluation->loaded[i].request.view.release)
            ENT_TRY(ent_answer_add_note(evaluation, answer, series->note, error));
    }
    return ENT_OK;
}

/* Whether a series is asked at a month or day: notes on its years would be about other figures. */
static bool is_asked_closer(const struct ent_evaluation *evaluation, const struct ent_series *series) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++)
            if (evaluation->terms[i].has_moment && !evaluation->terms[i].daily &&
                evaluation->series[i][second] == series)
                return true;
    return false;
}

/* What must be read with care at the deciding year of a series. */
static int note_points(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    static const struct {
        unsigned bit;
        const char *words;
    } cares[] = {{ENT_NOTE_ONE_SIDED_OBLIGATION, "only one of the two owes this obligation"},
                 {ENT_NOTE_SOME_MISSING, "made of what is seen; some of its parts are missing"},
                 {ENT_NOTE_SEVERAL_FIGURES, "several figures in the year; the latest was taken"},
                 {ENT_NOTE_PRESENT_BORDERS, "the figure is for the borders of today, not of then"},
                 {ENT_NOTE_CONSTANT_A, "the first state cast the same ballot every time"},
                 {ENT_NOTE_CONSTANT_B, "the second state cast the same ballot every time"}};
    char line[240];
    const struct ent_states *states = evaluation->context->record->states;
    for (size_t i = 0; i < evaluation->loaded_count; i++) {
        const struct ent_series *series = evaluation->loaded[i].series;
        for (size_t k = 0; k < answer->finding_count; k++) {
            int year = answer->findings[k].year ? answer->findings[k].year : evaluation->first_written;
            if (!year || evaluation->loaded[i].of_member || is_asked_closer(evaluation, series) ||
                !strstr(answer->findings[k].label, series->measure->name))
                continue;
            struct ent_point point = ent_series_at(series, year);
            for (size_t c = 0; ent_point_seen(&point) && c < sizeof cares / sizeof *cares; c++) {
                if (!(point.notes & cares[c].bit))
                    continue;
                snprintf(line, sizeof line, "%s(%s%s%s%s) %d: %s", series->measure->name, series->group ? "@" : "",
                         series->group ? series->group : ent_states_code(states, series->a),
                         series->b == ENT_NO_STATE ? "" : ", ",
                         series->b == ENT_NO_STATE ? "" : ent_states_code(states, series->b), point.year,
                         cares[c].words);
                ENT_TRY(ent_answer_add_note(evaluation, answer, line, error));
            }
        }
    }
    return ENT_OK;
}

static int note_turning(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    char line[240];
    if (!evaluation->has_turning)
        return ENT_OK;
    snprintf(line, sizeof line,
             "turning points: p of %d AR(1) series, with rho after the change (fragile at .05) and without it "
             "(established), or of the spells in any order; seed %llu; agreement is of the mass",
             ENT_TURNING_REPLICATES, (unsigned long long)evaluation->options->seed);
    return ent_answer_add_note(evaluation, answer, line, error);
}

/* How intervals and agreement were made, where there are any. */
static int note_replicates(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    char line[200];
    if (evaluation->has_rank && (evaluation->options->intervals || evaluation->options->confidence > 0))
        ENT_TRY(ent_answer_add_note(evaluation, answer,
                                    "a rank rests on point values: no replicates are drawn of everybody it is among",
                                    error));
    if (evaluation->has_median && (evaluation->options->intervals || evaluation->options->confidence > 0))
        ENT_TRY(ent_answer_add_note(
            evaluation, answer,
            "a median rests on point values: no replicates are drawn of all that it is the middle of", error));
    if (evaluation->not_drawn)
        ENT_TRY(ent_answer_add_note(evaluation, answer,
                                    "no replicates are drawn of so many members in so many years: the verdict rests on "
                                    "point values",
                                    error));
    if (ent_evaluation_at_moment(evaluation) && (evaluation->options->intervals || evaluation->options->confidence > 0))
        ENT_TRY(ent_answer_add_note(
            evaluation, answer, "at a month or day the verdict rests on point values: replicates are of years", error));
    if (!evaluation->drawn_count)
        return ENT_OK;
    snprintf(
        line, sizeof line,
        "intervals and agreement: %d replicates over clusters of roll calls, seed %llu: how far the figure would have "
        "moved had a similar agenda been voted",
        evaluation->options->replicates, (unsigned long long)evaluation->options->seed);
    return ent_answer_add_note(evaluation, answer, line, error);
}

static int note_findings(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    char line[400];
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (finding->other_release) {
            snprintf(line, sizeof line, "%s %s", finding->label, finding->other_release);
            ENT_TRY(ent_answer_add_note(evaluation, answer, line, error));
        }
        if (finding->dropped) {
            snprintf(line, sizeof line, "%d year%s dropped out: one of the states did not exist", finding->dropped,
                     finding->dropped == 1 ? "" : "s");
            ENT_TRY(ent_answer_add_note(evaluation, answer, line, error));
        }
    }
    return ENT_OK;
}

static int name_breaks(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    int first = evaluation->first_written, last = evaluation->last_written;
    struct ent_text text;
    ent_text_init(&text);
    const struct ent_states *states = evaluation->context->record->states;
    for (size_t i = 0; i < evaluation->term_count; i++)
        for (int second = 0; second < 2; second++) {
            ent_state state = second ? evaluation->terms[i].b : evaluation->terms[i].a;
            size_t count;
            const struct ent_break *breaks = ent_states_breaks(states, state, &count);
            for (size_t k = 0; k < count; k++) {
                int year = ent_day_year(breaks[k].day);
                char part[160];
                snprintf(part, sizeof part, "%d %s", year, breaks[k].label);
                if (year <= first || year > last || strstr(text.bytes, part))
                    continue;
                ent_text_format(&text, "%s%s", text.length ? ", " : "", part);
            }
        }
    answer->breaks = text.length ? ent_arena_string(evaluation->context->arena, text.bytes) : NULL;
    bool failed = text.failed || (text.length && !answer->breaks);
    ent_text_release(&text);
    return failed ? ent_fail_memory(error) : ENT_OK;
}

int ent_answer_note(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    ENT_TRY(note_series(evaluation, answer, error));
    if (evaluation->left_out)
        ENT_TRY(ent_answer_add_note(evaluation, answer, evaluation->left_out, error));
    ENT_TRY(note_findings(evaluation, answer, error));
    ENT_TRY(note_points(evaluation, answer, error));
    ENT_TRY(note_turning(evaluation, answer, error));
    ENT_TRY(ent_answer_note_moments(evaluation, answer, error));
    ENT_TRY(note_replicates(evaluation, answer, error));
    return name_breaks(evaluation, answer, error);
}
