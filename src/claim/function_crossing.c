/* crossing(measure, A, B): the year of the final crossing. */
#include <math.h>

#include "base/figure.h"
#include "claim/function.h"
#include "question/reversal.h"

static void set_years(struct ent_value *out, int first, int last) {
    out->from = first ? ent_interval_year(first).from : ENT_DAY_EARLY;
    out->to = ent_interval_year(last).to;
    out->year = last;
}

/* No lasting crossing: one was ahead in all seen years, and where these begin is all that is known. */
static void never_crossed(const struct ent_ratio *ratio, const struct ent_reversal *reversal,
                          const struct ent_stretch *stretch, struct ent_value *out) {
    int first, last;
    bool holes = false;
    ent_stretch_years(stretch, &first, &last);
    for (int year = first, i = 0; year <= last; year++) {
        while ((size_t)i < ratio->count && ratio->years[i].year < year)
            i++;
        holes |= (size_t)i >= ratio->count || ratio->years[i].year != year;
    }
    out->sight = ENT_SIGHT_ABSENT;
    out->reason = "nobody passed the other for good in the seen years";
    out->year = reversal->last_year;
    if (!holes)
        return;
    out->sight = ENT_SIGHT_BOUNDED;
    out->from = stretch->from;
    out->to = stretch->to;
    out->reason = "no crossing seen, and years that nobody can see";
}

static bool outside(const struct ent_stretch *stretch, const struct ent_value *date) {
    return (stretch->from != ENT_DAY_EARLY && date->to <= stretch->from) ||
           (stretch->to != ENT_DAY_OPEN && date->from >= stretch->to);
}

static void judge(const struct ent_ratio *ratio, const struct ent_reversal *reversal, const struct ent_stretch *stretch,
                  struct ent_value *out) {
    const struct ent_crossing *crossing = ent_reversal_final(ratio, reversal);
    if (!crossing) {
        never_crossed(ratio, reversal, stretch, out);
        return;
    }
    set_years(out, crossing->before + 1, crossing->after);
    if (crossing->seen_after < ENT_REVERSAL_FRESH) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->from = ENT_DAY_EARLY;
        out->to = ENT_DAY_OPEN;
        out->reason = "too fresh: fewer than five seen years after the crossing";
    } else if (outside(stretch, out)) {
        out->sight = ENT_SIGHT_ABSENT;
        out->reason = "the last crossing that lasts lies outside the span";
    } else if (crossing->gap) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->reason = "the crossing lies in unseen years";
    }
}

static int describe(struct ent_evaluation *evaluation, const struct ent_term *term, const struct ent_ratio *ratio,
                    const struct ent_reversal *reversal, struct ent_value *out, struct ent_error *error) {
    const struct ent_states *states = evaluation->context->record->states;
    const struct ent_crossing *crossing = ent_reversal_final(ratio, reversal);
    const char *ahead = ent_states_code(states, reversal->ahead < 0 ? term->b : term->a);
    struct ent_text text;
    ent_text_init(&text);
    if (!reversal->ahead)
        ent_text_format(&text, "as much as each other in %d", reversal->last_year);
    else if (!crossing)
        ent_text_format(&text, "%s ahead in all seen years, %d to %d", ahead, reversal->first_year,
                        reversal->last_year);
    else if (crossing->gap)
        ent_text_format(&text, "%s ahead since some year of %d–%d", ahead, crossing->before + 1, crossing->after);
    else
        ent_text_format(&text, "%s ahead since %d", ahead, crossing->after);
    if (crossing && crossing->broken)
        ent_text_add(&text, " across a series break");
    out->words = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return out->words ? ENT_OK : ent_fail_memory(error);
}

int ent_value_of_crossing(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                          const struct ent_stretch *stretch, struct ent_value *out, struct ent_error *error) {
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    size_t index = (size_t)(term - evaluation->terms);
    const struct ent_series *a = evaluation->series[index][0], *b = evaluation->series[index][1];
    struct ent_arena *arena = evaluation->context->arena;
    struct ent_ratio ratio = {.count = 0};
    struct ent_reversal reversal;
    *out = (struct ent_value){.form = ENT_VALUE_DATE, .precision = ENT_PRECISION_YEAR, .words = ""};
    if (a && b)
        ENT_TRY(ent_ratio_build(arena, evaluation->context->record->states, a, b, 0, evaluation->options->dateline_year,
                                &ratio, error));
    if (!ratio.count) {
        out->sight = ENT_SIGHT_UNSEEN;
        out->reason = a && b && !ratio.numbers ? "not an amount: there is no ratio" : ent_why_text(ENT_WHY_OUTSIDE);
        return ENT_OK;
    }
    ENT_TRY(ent_reversal_find(arena, &ratio, &reversal, error));
    judge(&ratio, &reversal, stretch, out);
    return describe(evaluation, term, &ratio, &reversal, out, error);
}
