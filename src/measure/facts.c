/* What measures over facts share: which years a fact touches, whether the view sees it, and rows of evidence. */
#include <math.h>
#include <string.h>

#include "measure/support.h"

bool ent_fact_years(const struct ent_fact *fact, int series_first, int series_last, int *first, int *last) {
    if (fact->to <= fact->from && fact->to != ENT_DAY_OPEN)
        return false;
    *first = fact->from == ENT_DAY_EARLY ? series_first : ent_day_year(fact->from);
    *last = fact->to == ENT_DAY_OPEN ? series_last : ent_day_year(fact->to - 1);
    if (*first < series_first)
        *first = series_first;
    if (*last > series_last)
        *last = series_last;
    return *first <= *last;
}

bool ent_fact_allowed(struct ent_record *record, const struct ent_fact *fact, const struct ent_view *view) {
    ent_day published =
        fact->published == ENT_DAY_EARLY ? ent_record_published(record, fact->release) : fact->published;
    if (published > view->as_of)
        return false;
    return !view->reporter || ent_text_equal_folded(ent_record_reporter_name(record, fact->reporter), view->reporter);
}

bool ent_spell_counts(const struct ent_fact *fact, const struct ent_point *point) {
    if (point->kind == ENT_KIND_NO_STATE)
        return false;
    return point->kind != ENT_KIND_NOT_COVERED || point->why != ENT_WHY_OUTSIDE ||
           (fact->from != ENT_DAY_EARLY && fact->to != ENT_DAY_OPEN);
}

/* Names of the types in `types`, comma separated: "defence, consultation"; "" when none. */
static const char *types_text(struct ent_arena *arena, const struct ent_strand *strand, uint32_t types) {
    const char *text = "";
    for (int bit = 0; bit < 32 && text; bit++)
        if ((types >> bit & 1) && strand->types[bit])
            text = text[0] ? ent_arena_format(arena, "%s, %s", text, strand->types[bit])
                           : ent_arena_string(arena, strand->types[bit]);
    return text;
}

/* "NAME, types": who or what a spell is about beside the states, and its types. */
static const char *spell_words(struct ent_context *context, const struct ent_strand *strand,
                               const struct ent_fact *fact) {
    const char *types = types_text(context->arena, strand, fact->types);
    const char *name = fact->entity ? ent_record_entity_name(context->record, context->arena, fact->entity) : NULL;
    if (!name || !types)
        return types ? types : "";
    return types[0] ? ent_arena_format(context->arena, "%s, %s", name, types) : name;
}

/* The words of a spell and its days, the words of a figure, or the kind of an empty cell. */
static const char *fact_text(struct ent_context *context, const struct ent_strand *strand,
                             const struct ent_fact *fact) {
    char from[16], to[16];
    if (fact->kind != ENT_KIND_VALUE)
        return ent_kind_text(fact->kind);
    if (strcmp(strand->shape, "spell") != 0 && strcmp(strand->shape, "event") != 0)
        return fact->note;
    const char *words = spell_words(context, strand, fact), *note = fact->note ? fact->note : "";
    ent_day_print(fact->from, fact->precision, from, sizeof from);
    /* An end is written as its last day, month or year, not as the first after it. */
    ent_day_print(fact->to == ENT_DAY_OPEN ? fact->to : fact->to - 1, fact->precision, to, sizeof to);
    if (strcmp(from, to) == 0)
        return ent_arena_format(context->arena, "%s%s%s%s%s", words, words[0] ? ", " : "", from, note[0] ? "; " : "",
                                note);
    return ent_arena_format(context->arena, "%s%s%s to %s%s%s", words, words[0] ? ", " : "", from,
                            to[0] ? to : "the end of the list", note[0] ? "; " : "", note);
}

struct ent_touching {
    int strand, release;
    struct ent_facts **of; /* by state; NULL until asked */
    struct ent_touching *next;
};

static struct ent_touching *touching_of(struct ent_context *context, const struct ent_strand *strand, int release) {
    struct ent_touching *at = context->cache->touching;
    while (at && (at->strand != strand->id || at->release != release))
        at = at->next;
    if (at)
        return at;
    at = ent_arena_alloc(context->cache->arena, 1, sizeof *at);
    if (!at)
        return NULL;
    *at = (struct ent_touching){strand->id, release, NULL, context->cache->touching};
    at->of = ent_arena_alloc(context->cache->arena, ent_states_count(context->record->states) + 1, sizeof *at->of);
    if (!at->of)
        return NULL;
    context->cache->touching = at;
    return at;
}

int ent_facts_touching(struct ent_context *context, const struct ent_strand *strand, ent_state state, int release,
                       const struct ent_facts **out, struct ent_error *error) {
    struct ent_touching *touching = touching_of(context, strand, release);
    if (!touching)
        return ent_fail_memory(error);
    if (!touching->of[state]) {
        struct ent_facts *facts = ent_arena_alloc(context->cache->arena, 1, sizeof *facts);
        if (!facts)
            return ent_fail_memory(error);
        ENT_TRY(
            ent_record_facts_touching(context->record, context->cache->arena, strand, state, release, facts, error));
        touching->of[state] = facts;
    }
    *out = touching->of[state];
    return ENT_OK;
}

int ent_trace_fact(struct ent_context *context, const struct ent_strand *strand, const struct ent_fact *fact,
                   struct ent_trace *trace, size_t *capacity, struct ent_error *error) {
    void *rows = trace->rows;
    if (ent_arena_grow(context->arena, &rows, trace->count, capacity, sizeof *trace->rows))
        return ent_fail_memory(error);
    trace->rows = rows;
    struct ent_trace_row *row = &trace->rows[trace->count++];
    *row = (struct ent_trace_row){.a = fact->a, .b = fact->b, .value = fact->value};
    row->text = fact_text(context, strand, fact);
    return ent_record_lineage(context->record, context->arena, fact, &row->lineage, error);
}

int ent_trace_append(struct ent_context *context, const struct ent_trace *rows, struct ent_trace *out,
                     struct ent_error *error) {
    struct ent_trace_row *joined = ent_arena_alloc(context->arena, out->count + rows->count + 1, sizeof *joined);
    if (!joined)
        return ent_fail_memory(error);
    if (out->count)
        memcpy(joined, out->rows, out->count * sizeof *joined);
    if (rows->count)
        memcpy(joined + out->count, rows->rows, rows->count * sizeof *joined);
    out->rows = joined;
    out->count += rows->count;
    return ENT_OK;
}
