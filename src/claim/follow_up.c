/* What to ask next: the expression for `entente why` and the arguments for `entente show`. */
#include <string.h>

#include "claim/answer.h"

/* Who counts as a member is an option of the rank, not of the measure. */
static int drop_members(struct ent_evaluation *evaluation, struct ent_series_term *series, struct ent_error *error) {
    struct ent_option *kept =
        ent_arena_alloc(evaluation->context->arena, series->option_count + 1, sizeof *series->options);
    size_t count = 0;
    if (!kept)
        return ent_fail_memory(error);
    for (size_t i = 0; i < series->option_count; i++)
        if (strcmp(series->options[i].name, "members") != 0)
            kept[count++] = series->options[i];
    series->options = kept;
    series->option_count = count;
    return ENT_OK;
}

/* Members that show the outcome in the places of their groups. */
static int put_witness(struct ent_evaluation *evaluation, const int *witness, struct ent_term *shown,
                       struct ent_series_term *series, struct ent_error *error) {
    struct ent_argument *arguments =
        ent_arena_alloc(evaluation->context->arena, series->argument_count + 1, sizeof *arguments);
    if (!arguments)
        return ent_fail_memory(error);
    for (size_t i = 0; i < series->argument_count; i++) {
        arguments[i] = series->arguments[i];
        if (arguments[i].variable) {
            ent_state state = (ent_state)witness[arguments[i].variable - 1];
            arguments[i] = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .arrow = arguments[i].arrow};
            arguments[i].text = arguments[i].code = ent_states_code(evaluation->context->record->states, state);
        }
    }
    series->arguments = arguments;
    shown->a = shown->variables[0] ? (ent_state)witness[shown->variables[0] - 1] : shown->a;
    shown->b = shown->variables[1] ? (ent_state)witness[shown->variables[1] - 1] : shown->b;
    return ENT_OK;
}

/* Whether every group of a term has a member that shows the outcome. */
static bool has_witness(const struct ent_finding *finding, const struct ent_term *term) {
    for (int place = 0; place < 2; place++)
        if (term->variables[place] && finding->witness[term->variables[place] - 1] == ENT_NO_STATE)
            return false;
    return true;
}

/* The year that decides, as far as the finding, the claim and the member shown tell. */
static int year_of(const struct ent_evaluation *evaluation, const struct ent_finding *finding,
                   const struct ent_term *term) {
    for (int place = 0; place < 2; place++)
        if (term->variables[place] && finding->witness_year[term->variables[place] - 1])
            return finding->witness_year[term->variables[place] - 1];
    if (term->written->has_time && term->written->at.form == ENT_TIME_DATE)
        return ent_day_year(term->written->at.interval.from);
    if (finding->year)
        return finding->year;
    if (ent_term_event_year(evaluation, (size_t)(term - evaluation->terms)))
        return ent_term_event_year(evaluation, (size_t)(term - evaluation->terms));
    return evaluation->last_written ? evaluation->last_written : evaluation->now;
}

/* "gdp.usd(CHN) / gdp.usd(RUS) @ 2018"; of a gap both states. */
static int name_why(struct ent_evaluation *evaluation, const struct ent_term *term, struct ent_series_term series,
                    int year, const char **out, struct ent_error *error) {
    const struct ent_argument *whole = series.arguments;
    struct ent_text why;
    ent_text_init(&why);
    for (int second = 0; second <= (int)term->gap; second++) {
        struct ent_argument one;
        if (term->gap) {
            one = whole[1 + second];
            series.arguments = &one;
            series.argument_count = 1;
        }
        if (second)
            ent_text_add(&why, " / ");
        ent_series_print(&why, &series);
    }
    if (term->has_moment && !term->daily) {
        struct ent_time moment = {.form = ENT_TIME_DATE, .interval = term->moment};
        ent_text_add(&why, " @ ");
        ent_time_print(&why, &moment);
    } else {
        ent_text_format(&why, " @ %d", year);
    }
    *out = why.failed ? NULL : ent_arena_string(evaluation->context->arena, why.bytes);
    ent_text_release(&why);
    return *out ? ENT_OK : ent_fail_memory(error);
}

static int name_show(struct ent_evaluation *evaluation, const struct ent_term *term, const struct ent_term *shown,
                     const char **out, struct ent_error *error) {
    const struct ent_states *states = evaluation->context->record->states;
    bool pair = shown->b != ENT_NO_STATE;
    *out = ent_arena_format(
        evaluation->context->arena, "%s%s%s %s%s", ent_states_code(states, shown->a), pair ? " " : "",
        pair ? ent_states_code(states, shown->b) : "", evaluation->slots[term->slot].name,
        term->form == ENT_TERM_SENIOR || term->form == ENT_TERM_OVERTOOK || term->form == ENT_TERM_REVERSAL
            ? " --seniority"
            : "");
    return *out ? ENT_OK : ent_fail_memory(error);
}

/* Of the first finding that sees the claim, and the first series that the claim writes. */
int ent_answer_follow_up(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    const struct ent_finding *finding = NULL;
    const struct ent_term *term = &evaluation->terms[0];
    bool of_member = term->variables[0] || term->variables[1];
    for (size_t i = 0; i < answer->finding_count && !finding; i++)
        if (answer->findings[i].outcome != ENT_OUTCOME_NOT_COVERED)
            finding = &answer->findings[i];
    /* of everybody there is no one series to trace or show */
    if (!finding || term->partners != ENT_PARTNERS_NONE || term->form == ENT_TERM_MEDIAN || !has_witness(finding, term))
        return ENT_OK;
    struct ent_series_term series = *term->written;
    struct ent_term shown = *term;
    series.name = evaluation->slots[term->slot].choices[finding->choice_of_slot[term->slot]].text;
    series.has_time = false;
    if (of_member)
        ENT_TRY(put_witness(evaluation, finding->witness, &shown, &series, error));
    if (term->form == ENT_TERM_REVERSAL)
        ENT_TRY(drop_members(evaluation, &series, error));
    if (!term->pooled) /* why asks of a year, a month or a day */
        ENT_TRY(name_why(evaluation, term, series, year_of(evaluation, finding, term), &answer->why, error));
    const struct ent_measure *measure = evaluation->slots[term->slot].choices[0].measure;
    if (term->groups[0] || term->groups[1] || (measure && measure->dated)) /* a curve is of states, and of many years */
        return ENT_OK;
    return name_show(evaluation, term, &shown, &answer->show, error);
}
