/* Spans as days: ranges, terms of office, what comes before and after an event. */
#include "claim/function.h"

#include <stdio.h>
#include <string.h>

ent_day ent_last_day(const struct ent_evaluation *evaluation) {
    ent_day last = ENT_DAY_OPEN - 2;
    if (evaluation->options->dateline_year)
        last = ent_interval_year(evaluation->options->dateline_year).to - 1;
    if (evaluation->options->as_of < last)
        last = evaluation->options->as_of;
    return last;
}

void ent_stretch_years(const struct ent_stretch *stretch, int *first, int *last) {
    *first = 1;
    *last = 0;
    if (stretch->from == ENT_DAY_EARLY || stretch->to == ENT_DAY_OPEN || stretch->from >= stretch->to)
        return;
    *first = ent_day_year(stretch->from - 1) + 1;
    *last = ent_day_year(stretch->to) - 1;
}

static int end_of(struct ent_evaluation *evaluation, const struct ent_time *time, bool last, ent_day *out,
                  struct ent_error *error) {
    int year;
    if (time->form == ENT_TIME_DATE) {
        *out = last ? time->interval.to : time->interval.from;
        return ENT_OK;
    }
    ENT_TRY(ent_time_year(evaluation, time, last, &year, error));
    struct ent_interval whole = ent_interval_year(year ? year : 1);
    *out = last ? whole.to : whole.from;
    if (last && time->form == ENT_TIME_NOW) { /* the record may end, or be looked at, within the year */
        *out = year ? whole.to : ENT_DAY_OPEN;
        if (*out > ent_last_day(evaluation) + 1)
            *out = ent_last_day(evaluation) + 1;
    }
    return ENT_OK;
}

/* ---- terms of office ---- */

/* The person in office: the spell of `leader` that begins in the year, the last of them where several do; else the one
 * in force on its first day. */
static const struct ent_spell *in_office(const struct ent_spells *spells, int year) {
    const struct ent_spell *found = NULL;
    ent_day first = ent_interval_year(year).from;
    if (year > spells->basis.last_year) /* who was in office when the list closed may have left */
        return NULL;
    for (size_t i = 0; i < spells->count; i++)
        if (ent_day_year(spells->items[i].from) == year)
            found = &spells->items[i];
    for (size_t i = 0; i < spells->count && !found; i++)
        if (spells->items[i].from <= first && (spells->items[i].to == ENT_DAY_OPEN || spells->items[i].to > first))
            found = &spells->items[i];
    return found;
}

/* The first source, in order of name, that sees the term. */
static int find_term(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_spells *spells,
                     const struct ent_spell **out, struct ent_error *error) {
    struct ent_context *context = evaluation->context;
    const struct ent_measure *leader;
    struct ent_request request;
    struct ent_serving *servings;
    size_t count;
    *out = NULL;
    ENT_TRY(ent_measure_find(context, "leader", &leader, error));
    if (!leader || leader->states != 1)
        return ENT_OK;
    ENT_TRY(ent_request_init(&request, leader, (ent_state)span->term_state->state, ENT_NO_STATE));
    request.view.as_of = evaluation->options->as_of;
    ENT_TRY(ent_measure_servings(context, &request, &servings, &count, error));
    for (size_t i = 0; i < count && !*out; i++) {
        request.view.source = servings[i].source;
        ENT_TRY(ent_spells_read(context, &request, ENT_PARTNERS_NONE, ent_last_day(evaluation), spells, error));
        *out = in_office(spells, span->term_year);
    }
    return ENT_OK;
}

static int stretch_of_term(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_stretch *out,
                           struct ent_error *error) {
    struct ent_spells spells;
    const struct ent_spell *term;
    char from[16], to[16];
    ENT_TRY(find_term(evaluation, span, &spells, &term, error));
    if (!term) {
        *out = (struct ent_stretch){.unseen = "no source says who was in office then"};
        return ENT_OK;
    }
    struct ent_arena *arena = evaluation->context->arena;
    const char *name = ent_record_entity_name(evaluation->context->record, arena, term->entity);
    *out = (struct ent_stretch){.from = term->from, .to = term->to, .goes_on = term->to == ENT_DAY_OPEN};
    if (out->goes_on) {
        ent_day last = ent_interval_year(spells.basis.last_year).to;
        out->to = last < ent_last_day(evaluation) + 1 ? last : ent_last_day(evaluation) + 1;
    }
    ent_day_print(term->from, term->precision, from, sizeof from);
    ent_day_print(out->to - 1, term->to_precision, to, sizeof to);
    out->words = ent_arena_format(arena, "term(%s, %d) is that of %s, %s to %s%s (%s %s)", span->term_state->code,
                                  span->term_year, name ? name : "the one in office", from, to,
                                  out->goes_on ? ", as far as it is seen" : "", spells.basis.release->source_name,
                                  spells.basis.release->version);
    return out->words ? ENT_OK : ent_fail_memory(error);
}

/* ---- before and after ---- */

/* The date that a span hangs on, as the period that lies between before and after. */
static int moment_of(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_stretch *out,
                     struct ent_interval *moment, struct ent_error *error) {
    *out = (struct ent_stretch){.unseen = NULL};
    if (!span->moment) {
        ENT_TRY(end_of(evaluation, &span->from, false, &moment->from, error));
        return end_of(evaluation, &span->from, true, &moment->to, error);
    }
    out->at = ent_arena_alloc(evaluation->context->arena, 1, sizeof *out->at);
    if (!out->at)
        return ent_fail_memory(error);
    ENT_TRY(ent_value_of(evaluation, span->moment, 0, out->at, error));
    if (out->at->sight != ENT_SIGHT_KNOWN)
        out->unseen = out->at->reason ? out->at->reason : "the date that the span hangs on is not known";
    moment->from = out->at->from;
    moment->to = out->at->to;
    return ENT_OK;
}

/* With a number of years these are whole years, and that of the event is in neither. */
static int stretch_around(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_stretch *out,
                          struct ent_error *error) {
    struct ent_interval moment;
    ENT_TRY(moment_of(evaluation, span, out, &moment, error));
    if (out->unseen)
        return ENT_OK;
    bool after = span->form == ENT_SPAN_AFTER;
    int year = after ? ent_day_year(moment.to - 1) : ent_day_year(moment.from);
    if (span->years) {
        out->from = ent_interval_year(after ? year + 1 : year - span->years).from;
        out->to = ent_interval_year(after ? year + span->years : year - 1).to;
        return ENT_OK;
    }
    out->from = after ? moment.to : ENT_DAY_EARLY;
    out->to = moment.from;
    if (!after)
        return ENT_OK;
    struct ent_time now = {.form = ENT_TIME_NOW};
    return end_of(evaluation, &now, true, &out->to, error);
}

int ent_span_stretch(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_stretch *out,
                     struct ent_error *error) {
    *out = (struct ent_stretch){.from = ENT_DAY_EARLY, .to = ENT_DAY_OPEN};
    switch (span->form) {
    case ENT_SPAN_NONE:
        return ENT_OK;
    case ENT_SPAN_RANGE:
        ENT_TRY(end_of(evaluation, &span->from, false, &out->from, error));
        ENT_TRY(end_of(evaluation, &span->to, true, &out->to, error));
        if (out->from >= out->to)
            return ent_fail(error, ENT_ERROR_USAGE, "the span ends before it begins");
        return ENT_OK;
    case ENT_SPAN_TERM:
        return stretch_of_term(evaluation, span, out, error);
    case ENT_SPAN_AFTER:
    case ENT_SPAN_BEFORE:
        return stretch_around(evaluation, span, out, error);
    }
    return ENT_OK;
}
