/* All reversals of a group, in order. */
#include "question/reversal_league.h"

#include <stdlib.h>
#include <string.h>

const char *ent_membership_text(enum ent_membership members) {
    return members == ENT_MEMBERS_THEN ? "then" : "ever";
}

/* What the pairs are taken from. */
struct field {
    struct ent_context *context;
    ent_state *states;
    size_t count;
    struct ent_series **series;     /* by state */
    struct ent_group_spell *spells; /* of membership; NULL: it does not matter when */
    size_t spell_count;
};

static int load(struct field *field, const struct ent_request *request, struct ent_error *error) {
    field->series = ent_arena_alloc(field->context->arena, field->count + 1, sizeof *field->series);
    if (!field->series)
        return ent_fail_memory(error);
    for (size_t i = 0; i < field->count; i++) {
        struct ent_request one = *request;
        one.a = field->states[i];
        one.b = ENT_NO_STATE;
        ENT_TRY(ent_measure_series(field->context, &one, &field->series[i], error));
    }
    return ENT_OK;
}

/* Whether two states are members together on some day of a year. */
static bool together(const struct field *field, ent_state a, ent_state b, int year) {
    struct ent_interval span = ent_interval_year(year);
    for (size_t i = 0; i < field->spell_count; i++) {
        const struct ent_group_spell *left = &field->spells[i];
        for (size_t k = 0; left->state == a && k < field->spell_count; k++) {
            const struct ent_group_spell *right = &field->spells[k];
            ent_day from = left->from > right->from ? left->from : right->from;
            ent_day to = left->to < right->to ? left->to : right->to;
            if (right->state == b && (from > span.from ? from : span.from) < (to < span.to ? to : span.to))
                return true;
        }
    }
    return false;
}

/* Whether two states are members together on days long enough apart for a swing. */
static bool long_together(const struct field *field, ent_state a, ent_state b) {
    ent_day first = ENT_DAY_OPEN, last = ENT_DAY_EARLY;
    for (size_t i = 0; i < field->spell_count; i++)
        for (size_t k = 0; k < field->spell_count; k++) {
            const struct ent_group_spell *left = &field->spells[i], *right = &field->spells[k];
            ent_day from = left->from > right->from ? left->from : right->from;
            ent_day to = left->to < right->to ? left->to : right->to;
            if (left->state != a || right->state != b || from >= to)
                continue;
            first = from < first ? from : first;
            last = to > last ? to : last;
        }
    return first < last && (last == ENT_DAY_OPEN || first == ENT_DAY_EARLY ||
                            ent_day_year(last - 1) - ent_day_year(first) >= ENT_SWING_SHORTEST);
}

/* By index of the ratio's years: whether both are members then. NULL only when memory is out. */
static bool *members_then(const struct field *field, struct ent_arena *arena, const struct ent_ratio *ratio) {
    bool *out = ent_arena_alloc(arena, ratio->count + 1, sizeof *out);
    for (size_t i = 0; out && i < ratio->count; i++)
        out[i] = together(field, ratio->a, ratio->b, ratio->years[i].year);
    return out;
}

/* Whether two years that may begin and end a swing lie far enough apart, and not too far. */
static bool seen_apart(const struct ent_ratio *ratio, const bool *allowed) {
    for (size_t to = 0; to < ratio->count; to++)
        for (size_t from = 0; from < to; from++) {
            int years = ratio->years[to].year - ratio->years[from].year;
            if (years >= ENT_SWING_SHORTEST && years <= ENT_SWING_LONGEST &&
                (!allowed || (allowed[from] && allowed[to])))
                return true;
        }
    return false;
}

static int add_row(struct ent_arena *arena, const struct ent_ratio *ratio, const struct ent_swing *swing,
                   struct ent_reversal_league *out) {
    struct ent_reversal_row *row = &out->rows[out->count++];
    bool rose = swing->direction > 0;
    *row = (struct ent_reversal_row){.a = rose ? ratio->a : ratio->b, .b = rose ? ratio->b : ratio->a, .swing = *swing};
    row->swing.before = swing->direction * swing->before;
    row->swing.after = swing->direction * swing->after;
    row->swing.direction = 1;
    if (!swing->broken)
        return 0;
    struct ent_ratio_break *copy = ent_arena_alloc(arena, 1, sizeof *copy); /* the ratio's own lives for this pair */
    if (copy)
        *copy = *swing->broken;
    row->swing.broken = copy;
    return copy ? 0 : -1;
}

static void widen(const struct ent_ratio *ratio, struct ent_reversal_league *out) {
    if (!ratio->count)
        return;
    int first = ratio->years[0].year, last = ratio->years[ratio->count - 1].year;
    out->first_year = !out->first_year || first < out->first_year ? first : out->first_year;
    out->last_year = last > out->last_year ? last : out->last_year;
}

/* `scratch` is the pair's own. */
static int add_pair(struct field *field, struct ent_arena *scratch, size_t a, size_t b, int from, int to,
                    struct ent_reversal_league *out, struct ent_error *error) {
    struct ent_ratio ratio;
    bool *allowed = NULL;
    ENT_TRY(ent_ratio_build(scratch, field->context->record->states, field->series[a], field->series[b], from, to,
                            &ratio, error));
    if (field->spells) {
        allowed = members_then(field, scratch, &ratio);
        if (!allowed)
            return ent_fail_memory(error);
    }
    out->pairs++;
    widen(&ratio, out);
    struct ent_swing swing = ent_reversal_swing(&ratio, ENT_SWING_SHORTEST, ENT_SWING_LONGEST, allowed, allowed);
    if (swing.from)
        return add_row(field->context->arena, &ratio, &swing, out) ? ent_fail_memory(error) : ENT_OK;
    if (seen_apart(&ratio, allowed))
        out->quiet[out->without++] = (struct ent_reversal_pair){ratio.a, ratio.b};
    else if (field->spells && !long_together(field, ratio.a, ratio.b))
        out->apart++;
    else
        out->unseen++;
    return ENT_OK;
}

static int add_pairs(struct field *field, const char *what, int from, int to, struct ent_reversal_league *out,
                     struct ent_error *error) {
    const struct ent_context *context = field->context;
    for (size_t a = 0; a < field->count; a++) {
        if (context->progress)
            context->progress(context->progress_data, what, (long)a, (long)field->count);
        for (size_t b = a + 1; b < field->count; b++) {
            struct ent_arena scratch;
            ent_arena_init(&scratch);
            int status = add_pair(field, &scratch, a, b, from, to, out, error);
            ent_arena_release(&scratch);
            ENT_TRY(status);
        }
    }
    return ENT_OK;
}

/* Largest first; of equals in order of ids, which is that of codes. */
static int compare_rows(const void *a, const void *b) {
    const struct ent_reversal_row *left = a, *right = b;
    if (left->swing.size != right->swing.size)
        return left->swing.size < right->swing.size ? 1 : -1;
    if (left->a != right->a)
        return left->a < right->a ? -1 : 1;
    return (left->b > right->b) - (left->b < right->b);
}

static void rank(struct ent_reversal_league *league) {
    qsort(league->rows, league->count, sizeof *league->rows, compare_rows);
    for (size_t first = 0; first < league->count;) {
        size_t end = first;
        while (end < league->count && league->rows[end].swing.size == league->rows[first].swing.size)
            end++;
        for (size_t i = first; i < end; i++) {
            league->rows[i].rank_low = (int)first + 1;
            league->rows[i].rank_high = (int)end;
        }
        first = end;
    }
}

static void note_releases(const struct field *field, struct ent_reversal_league *out) {
    for (size_t i = 0; i < field->count; i++)
        for (size_t k = 0; k < field->series[i]->release_count; k++)
            ent_releases_add(out->releases, &out->release_count, field->series[i]->releases[k]);
}

int ent_reversal_league(struct ent_context *context, const struct ent_request *request, const char *group,
                        enum ent_membership members, int from, int to, struct ent_reversal_league *out,
                        struct ent_error *error) {
    struct field field = {.context = context};
    const struct ent_measure *measure = request->measure;
    *out = (struct ent_reversal_league){.count = 0};
    if (measure->states != 1 || (measure->scale != ENT_SCALE_NUMBER && measure->scale != ENT_SCALE_COUNT))
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a reversal is of two states by a measure of one, in amounts: gdp.usd, capability.cinc; not %s",
                        measure->name);
    ENT_TRY(ent_record_group(context->record, context->arena, group, ENT_DAY_EARLY, ENT_DAY_OPEN, &field.states,
                             &field.count, error));
    ENT_TRY(load(&field, request, error));
    if (members == ENT_MEMBERS_THEN)
        ENT_TRY(
            ent_record_group_spells(context->record, context->arena, group, &field.spells, &field.spell_count, error));
    out->states = field.count;
    out->rows = ent_arena_alloc(context->arena, field.count * field.count / 2 + 1, sizeof *out->rows);
    out->quiet = ent_arena_alloc(context->arena, field.count * field.count / 2 + 1, sizeof *out->quiet);
    if (!out->rows || !out->quiet)
        return ent_fail_memory(error);
    ENT_TRY(add_pairs(&field, measure->name, from, to, out, error));
    rank(out);
    note_releases(&field, out);
    out->rule =
        members == ENT_MEMBERS_THEN
            ? "the largest swing of the log ratio of each pair over 10 to 50 years that ends with the other sign; "
              "members together in its first year and in its last"
            : "the largest swing of the log ratio of each pair over 10 to 50 years that ends with the other sign; "
              "each a member at some time";
    return ENT_OK;
}

bool ent_reversal_league_seen(const struct ent_reversal_league *league, ent_state a, ent_state b) {
    for (size_t i = 0; i < league->without; i++)
        if ((league->quiet[i].a == a && league->quiet[i].b == b) ||
            (league->quiet[i].a == b && league->quiet[i].b == a))
            return true;
    return ent_reversal_league_row(league, a, b) != NULL;
}

const struct ent_reversal_row *ent_reversal_league_row(const struct ent_reversal_league *league, ent_state a,
                                                       ent_state b) {
    for (size_t i = 0; i < league->count; i++)
        if ((league->rows[i].a == a && league->rows[i].b == b) || (league->rows[i].a == b && league->rows[i].b == a))
            return &league->rows[i];
    return NULL;
}
