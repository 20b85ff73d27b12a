/* turning(series, span): the year in which the level of a series changed, and what a comparison with it is worth. */
#include <math.h>
#include <stdio.h>

#include "base/figure.h"
#include "claim/function.h"
#include "question/ratio.h"

enum { RANGES_LISTED = 6, WIDTH_MOST = 50 };

/* ---- the series ---- */

/* Of a gap as a ratio the logs: half and double are as far from even, and swapping the states turns the sign. */
static int take_logs(struct ent_evaluation *evaluation, const struct ent_term *term, struct ent_seen_years *seen,
                     struct ent_error *error) {
    size_t index = (size_t)(term - evaluation->terms), count = 0;
    const struct ent_series *a = evaluation->series[index][0], *b = evaluation->series[index][1];
    struct ent_ratio ratio;
    ENT_TRY(ent_ratio_build(evaluation->context->arena, evaluation->context->record->states, a, b, seen->years[0],
                            seen->years[seen->count - 1], &ratio, error));
    for (size_t i = 0, k = 0; i < seen->count; i++) {
        while (k < ratio.count && ratio.years[k].year < seen->years[i])
            k++;
        if (k == ratio.count || ratio.years[k].year != seen->years[i])
            continue;
        seen->years[count] = seen->years[i];
        seen->values[count++] = ratio.years[k].log;
    }
    seen->unseen += (int)(seen->count - count);
    seen->count = count;
    return ENT_OK;
}

static bool is_ratio(const struct ent_evaluation *evaluation, const struct ent_term *term) {
    return term->form == ENT_TERM_GAP && evaluation->at->form == 1;
}

/* How many values a yes or no, or a code, can have; 0: it is a number. */
static size_t categories_of(const struct ent_seen_years *seen) {
    double most = 1;
    if (seen->cell.scale != ENT_SCALE_YES_NO && seen->cell.scale != ENT_SCALE_CODED)
        return 0;
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->values[i] != floor(seen->values[i]) || seen->values[i] < 0 ||
            seen->values[i] >= ENT_SEGMENT_CATEGORIES)
            return 0;
        most = seen->values[i] > most ? seen->values[i] : most;
    }
    return (size_t)most + 1;
}

/* ---- words ---- */

/* ".42", as figures below 1 are written. */
static void add_share(struct ent_text *text, double value, int decimals) {
    char written[32];
    snprintf(written, sizeof written, "%.*f", decimals, value);
    ent_text_add(text, written[0] == '0' ? written + 1 : written);
}

static void add_date(struct ent_text *text, const struct ent_turning_date *date) {
    ent_years_add(text, date->from, date->to);
}

/* The credible set as ranges: "1978–80, 1989". Dates that follow on each other are one. */
static void add_set(struct ent_text *text, const struct ent_turning *turning) {
    int listed = 0;
    for (size_t i = 0; i < turning->date_count; i++) {
        size_t end = i;
        if (!turning->dates[i].credible)
            continue;
        while (end + 1 < turning->date_count && turning->dates[end + 1].credible)
            end++;
        if (listed < RANGES_LISTED) {
            ent_text_add(text, listed ? ", " : "");
            ent_years_add(text, turning->dates[i].from, turning->dates[end].to);
        } else if (listed == RANGES_LISTED) {
            ent_text_add(text, ", …");
        }
        listed++;
        i = end;
    }
}

static void add_levels(struct ent_text *text, const struct ent_turning *turning, bool logs) {
    ent_text_add(text, ", from ");
    ent_figure_add(text, logs ? exp(turning->before) : turning->before);
    ent_text_add(text, " to ");
    ent_figure_add(text, logs ? exp(turning->after) : turning->after);
}

/* "established, p .001 and .004; rho .42, n 20, effective n 8.2" */
static void add_test(struct ent_text *text, const struct ent_turning *turning) {
    bool none = turning->verdict == ENT_TURNING_NONE;
    ent_text_format(text, "; %s", none ? "not established" : ent_turning_verdict_text(turning->verdict));
    if (!isnan(turning->p_high)) {
        ent_text_add(text, ", p ");
        add_share(text, turning->p_low, 3);
    }
    if (!turning->spells) {
        ent_text_add(text, " and ");
        add_share(text, turning->p_high, 3);
    }
    ent_text_add(text, "; rho ");
    add_share(text, turning->rho, 2);
    ent_text_format(text, ", n %zu, effective n %.1f", turning->n, turning->effective_n);
    if (turning->spells)
        ent_text_format(text, ", %zu spells", turning->spells);
}

static void add_others(struct ent_text *text, const struct ent_dating *dating) {
    for (int i = 0; i < 2; i++) {
        const struct ent_turning *other = dating->others[i];
        if (!other)
            continue;
        ent_text_add(text, "; also ");
        add_date(text, &other->dates[other->best]);
        ent_text_add(text, " in ");
        ent_years_add(text, other->first_year, other->last_year);
    }
}

static int describe(struct ent_evaluation *evaluation, const struct ent_dating *dating, bool logs,
                    struct ent_value *out, struct ent_error *error) {
    const struct ent_turning *turning = dating->turning;
    struct ent_text text;
    ent_text_init(&text);
    if (turning->date_count) {
        add_date(&text, &turning->dates[turning->best]);
        ent_text_add(&text, " (");
        add_share(&text, turning->credible_mass, 2);
        ent_text_add(&text, " in ");
        add_set(&text, turning);
        ent_text_add(&text, ")");
        add_levels(&text, turning, logs);
        add_test(&text, turning);
        add_others(&text, dating);
    }
    out->words = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return out->words ? ENT_OK : ent_fail_memory(error);
}

/* ---- the value ---- */

/* Anywhere, as far as this tells. */
static void leave_open(struct ent_value *out, const char *reason) {
    out->sight = ENT_SIGHT_BOUNDED;
    out->from = ENT_DAY_EARLY;
    out->to = ENT_DAY_OPEN;
    out->reason = reason;
}

static void set_best(const struct ent_dating *dating, struct ent_value *out) {
    const struct ent_turning_date *best = &dating->turning->dates[dating->turning->best];
    out->sight = best->from == best->to ? ENT_SIGHT_KNOWN : ENT_SIGHT_BOUNDED;
    out->from = ent_interval_year(best->from).from;
    out->to = ent_interval_year(best->to).to;
    out->reason = NULL;
    out->dating = dating;
}

static int judge(struct ent_evaluation *evaluation, const struct ent_dating *dating, const struct ent_seen_years *seen,
                 struct ent_value *out, struct ent_error *error) {
    struct ent_arena *arena = evaluation->context->arena;
    const struct ent_turning *turning = dating->turning;
    bool more = dating->others[0] || dating->others[1];
    out->sight = ENT_SIGHT_ABSENT;
    switch (turning->verdict) {
    case ENT_TURNING_TOO_SHORT:
        out->sight = ENT_SIGHT_UNSEEN;
        out->reason = ent_arena_format(arena, "a turning point needs %zu seen years, %zu on each side; %zu are seen",
                                       2 * turning->shortest, turning->shortest, turning->n);
        break;
    case ENT_TURNING_CONSTANT:
        out->reason = "it is the same in all seen years";
        break;
    case ENT_TURNING_FEW_SPELLS:
        leave_open(out, ent_arena_format(arena,
                                         "%zu spells are too few to tell a turning point from chance: ask start(…) or "
                                         "end(…)",
                                         turning->spells));
        break;
    case ENT_TURNING_FRAGILE:
        leave_open(out, "the turning point is fragile");
        break;
    case ENT_TURNING_SLOPE:
        leave_open(out, "a straight line fits better than one change of level");
        break;
    case ENT_TURNING_NONE:
        out->reason = "no turning point is established";
        break;
    case ENT_TURNING_ESTABLISHED:
        set_best(dating, out);
        break;
    }
    if (turning->verdict == ENT_TURNING_NONE && more)
        leave_open(out, "none is established over the whole span, but in a part of it: ask a shorter one");
    if (out->sight != ENT_SIGHT_UNSEEN && seen->unseen * 10 > seen->asked) {
        leave_open(out, "years that nobody can see");
        out->dating = NULL;
    }
    return out->reason || out->dating ? ENT_OK : ent_fail_memory(error);
}

/* Other turning points of the span, where it has one by itself. */
static int find_others(struct ent_evaluation *evaluation, const struct ent_seen_years *seen,
                       const struct ent_turning_options *options, struct ent_dating *dating, struct ent_error *error) {
    struct ent_turning *parts = ent_arena_alloc(evaluation->context->arena, 2, sizeof *parts);
    if (!parts)
        return ent_fail_memory(error);
    if (!dating->turning->date_count)
        return ENT_OK;
    ENT_TRY(ent_turning_find_more(evaluation->context->arena, seen->years, seen->values, seen->count, options,
                                  dating->turning, &parts[0], &parts[1], error));
    for (int i = 0; i < 2; i++)
        if (parts[i].verdict == ENT_TURNING_ESTABLISHED)
            dating->others[i] = &parts[i];
    return ENT_OK;
}

int ent_value_of_turning(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                         struct ent_seen_years *seen, struct ent_value *out, struct ent_error *error) {
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    struct ent_arena *arena = evaluation->context->arena;
    struct ent_turning *turning = ent_arena_alloc(arena, 1, sizeof *turning);
    struct ent_dating *dating = ent_arena_alloc(arena, 1, sizeof *dating);
    bool logs = is_ratio(evaluation, term);
    if (!turning || !dating)
        return ent_fail_memory(error);
    out->form = ENT_VALUE_DATE;
    out->precision = ENT_PRECISION_YEAR;
    out->sight = ENT_SIGHT_UNSEEN;
    if (logs)
        ENT_TRY(take_logs(evaluation, term, seen, error));
    if (!seen->count) {
        out->reason = "not an amount: there is no ratio";
        return ENT_OK;
    }
    struct ent_turning_options options = {.shortest = ENT_TURNING_SHORTEST,
                                          .replicates = ENT_TURNING_REPLICATES,
                                          .seed = evaluation->options->seed,
                                          .categories = logs ? 0 : categories_of(seen),
                                          .amounts = !logs};
    ENT_TRY(ent_turning_find(arena, seen->years, seen->values, seen->count, &options, turning, error));
    dating->turning = turning;
    ENT_TRY(find_others(evaluation, seen, &options, dating, error));
    ENT_TRY(judge(evaluation, dating, seen, out, error));
    out->year = turning->date_count ? turning->dates[turning->best].to : turning->last_year;
    return describe(evaluation, dating, logs, out, error);
}

/* ---- comparisons ---- */

/* One of its dates, as a date like any other. */
static struct ent_value plain_date(const struct ent_turning_date *date) {
    return (struct ent_value){.form = ENT_VALUE_DATE,
                              .sight = date->from == date->to ? ENT_SIGHT_KNOWN : ENT_SIGHT_BOUNDED,
                              .from = ent_interval_year(date->from).from,
                              .to = ent_interval_year(date->to).to,
                              .precision = ENT_PRECISION_YEAR,
                              .words = ""};
}

static struct ent_value with_turning(const struct ent_value *value, const struct ent_dating *dating) {
    struct ent_value out = *value;
    out.dating = dating;
    return out;
}

/* The mass by outcome over the dates of the side that has them; the other side may have its own. */
static struct ent_weighed weigh(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                const struct ent_value *left, const struct ent_value *right) {
    const struct ent_turning *turning = left->dating ? left->dating->turning : right->dating->turning;
    struct ent_weighed out = {.outcome = ENT_OUTCOME_OPEN};
    enum ent_outcome best = ENT_OUTCOME_OPEN;
    for (size_t i = 0; i < turning->date_count; i++) {
        struct ent_value date = plain_date(&turning->dates[i]);
        const struct ent_value *one = left->dating ? &date : left, *two = left->dating ? right : &date;
        struct ent_weighed each = {.holds = 0};
        if (two->dating) {
            each = weigh(evaluation, assertion, one, two);
        } else {
            each.outcome = ent_values_compare(evaluation, assertion, one, two);
            each.holds = each.outcome == ENT_OUTCOME_HOLDS;
            each.fails = each.outcome == ENT_OUTCOME_FAILS;
        }
        out.holds += turning->dates[i].mass * each.holds;
        out.fails += turning->dates[i].mass * each.fails;
        best = i == turning->best ? each.outcome : best;
    }
    /* a sum of shares that is .9 but for rounding is .9 */
    bool holds = out.holds >= ENT_TURNING_CREDIBLE - 1e-9, fails = out.fails >= ENT_TURNING_CREDIBLE - 1e-9;
    if ((holds && best == ENT_OUTCOME_HOLDS) || (fails && best == ENT_OUTCOME_FAILS))
        out.outcome = best;
    return out;
}

struct ent_weighed ent_dates_weigh(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                   const struct ent_value *left, const struct ent_value *right) {
    struct ent_weighed out = weigh(evaluation, assertion, left, right);
    const struct ent_dating *sides[2] = {left->dating, right->dating};
    for (int i = 0; i < 4; i++) { /* each other turning point of each side in the place of the one */
        const struct ent_turning *other = sides[i / 2] ? sides[i / 2]->others[i % 2] : NULL;
        if (!other)
            continue;
        struct ent_dating alone = {.turning = other};
        struct ent_value moved = with_turning(i / 2 ? right : left, &alone);
        struct ent_weighed there =
            i / 2 ? weigh(evaluation, assertion, left, &moved) : weigh(evaluation, assertion, &moved, right);
        if (there.outcome != out.outcome && !out.other)
            out.other = other->dates[other->best].to;
    }
    if (out.other)
        out.outcome = ENT_OUTCOME_OPEN;
    return out;
}

const char *ent_weighed_reason(struct ent_evaluation *evaluation, const struct ent_weighed *weighed) {
    struct ent_text text;
    ent_text_init(&text);
    if (weighed->other) {
        ent_text_format(&text, "the span has another turning point, %d, that says otherwise: ask a shorter one",
                        weighed->other);
    } else {
        ent_text_add(&text, "not dated so closely: ");
        add_share(&text, weighed->holds, 2);
        ent_text_add(&text, " of the mass makes it true");
    }
    const char *out = text.failed ? NULL : ent_arena_string(evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return out;
}

int ent_dating_width(const struct ent_evaluation *evaluation, const struct ent_value *date, struct ent_value *middle) {
    const struct ent_turning *turning = date->dating->turning;
    const struct ent_turning_date *best = &turning->dates[turning->best];
    struct ent_assertion assertion = {.has_compare = true, .compare = ENT_EQUAL};
    int year = (best->from + best->to) / 2;
    *middle = plain_date(&(struct ent_turning_date){.from = year, .to = year});
    middle->range = true;
    for (int years = 0; years <= WIDTH_MOST; years++) {
        assertion.has_within = assertion.within_years = years > 0;
        assertion.within.value = years;
        if (ent_dates_weigh(evaluation, &assertion, date, middle).outcome == ENT_OUTCOME_HOLDS)
            return years;
    }
    return -1;
}
