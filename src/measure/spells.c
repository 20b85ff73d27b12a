/* Spells and events with their days. */
#include "measure/spells.h"

#include <stdlib.h>
#include <string.h>

#include "measure/alliance.h"
#include "measure/strand.h"

bool ent_measure_has_spells(const struct ent_measure *measure) {
    return measure && measure->trace == ent_strand_trace &&
           (measure->scale == ENT_SCALE_YES_NO || measure->scale == ENT_SCALE_COUNT);
}

/* The bits of the types that count: all of them where none is asked for, and so rows without a type too. */
static uint32_t wanted_types(const struct ent_request *request, const struct ent_strand *strand) {
    const char *obligation = ent_request_get(request, "obligation"), *type = ent_request_get(request, "type");
    if (obligation && strcmp(obligation, "strong") == 0)
        return ent_alliance_bits(strand, 3);
    const char *name = obligation ? obligation : type;
    if (!name || strcmp(name, "any") == 0)
        return UINT32_MAX;
    for (int bit = 0; bit < 32; bit++)
        if (strand->types[bit] && strcmp(strand->types[bit], name) == 0)
            return (uint32_t)1 << bit;
    return 0;
}

static bool on_the_side(const struct ent_fact *fact, ent_state state, enum ent_partners partners) {
    if (fact->b == ENT_NO_STATE)
        return false;
    return partners == ENT_PARTNERS_SECOND  ? fact->a == state
           : partners == ENT_PARTNERS_FIRST ? fact->b == state
                                            : true;
}

static int read_facts(struct ent_context *context, const struct ent_request *request, enum ent_partners partners,
                      const struct ent_basis *basis, struct ent_facts *out, struct ent_error *error) {
    const struct ent_facts *touching;
    if (partners == ENT_PARTNERS_NONE)
        return ent_strand_facts(context, request, basis->strand, basis->release->id, out, NULL, error);
    ENT_TRY(ent_facts_touching(context, basis->strand, request->a, basis->release->id, &touching, error));
    *out = (struct ent_facts){.items = ent_arena_alloc(context->arena, touching->count + 1, sizeof *out->items)};
    if (!out->items)
        return ent_fail_memory(error);
    for (size_t i = 0; i < touching->count; i++)
        if (on_the_side(&touching->items[i], request->a, partners) &&
            (!request->item || touching->items[i].item == request->item))
            out->items[out->count++] = touching->items[i];
    return ENT_OK;
}

/* Whether a row goes on with a spell: the same thing between the same states (in either direction, where both were
 * asked for), without a day between. */
static bool continues(const struct ent_spell *spell, const struct ent_fact *fact) {
    bool same = (spell->a == fact->a && spell->b == fact->b) || (spell->a == fact->b && spell->b == fact->a);
    return same && spell->item == fact->item && spell->entity == fact->entity &&
           (spell->to == ENT_DAY_OPEN || fact->from <= spell->to);
}

static void add_row(struct ent_spells *out, const struct ent_fact *fact, ent_day last) {
    ent_day to = fact->to != ENT_DAY_OPEN && fact->to > last + 1 ? ENT_DAY_OPEN : fact->to;
    for (size_t i = out->events ? 0 : out->count; i-- > 0;) {
        struct ent_spell *spell = &out->items[i];
        if (!continues(spell, fact))
            continue;
        if (spell->to != ENT_DAY_OPEN && (to == ENT_DAY_OPEN || to > spell->to)) {
            spell->to = to;
            spell->to_precision = fact->precision;
        }
        return;
    }
    out->items[out->count++] = (struct ent_spell){.a = fact->a,
                                                  .b = fact->b,
                                                  .item = fact->item,
                                                  .entity = fact->entity,
                                                  .from = fact->from,
                                                  .to = to,
                                                  .precision = fact->precision,
                                                  .to_precision = fact->precision,
                                                  .first = fact};
}

static int by_from(const void *left, const void *right) {
    const struct ent_fact *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

int ent_spells_read(struct ent_context *context, const struct ent_request *request, enum ent_partners partners,
                    ent_day last, struct ent_spells *out, struct ent_error *error) {
    struct ent_facts facts;
    *out = (struct ent_spells){.events = request->measure->scale == ENT_SCALE_COUNT};
    ENT_TRY(ent_basis_choose(context, request, request->measure->strands[0], &out->basis, error));
    if (!out->basis.release)
        return ENT_OK;
    out->caution = ent_record_caution(context->record, out->basis.release->id, out->basis.strand->name);
    ENT_TRY(read_facts(context, request, partners, &out->basis, &facts, error));
    out->items = ent_arena_alloc(context->arena, facts.count + 1, sizeof *out->items);
    if (!out->items)
        return ent_fail_memory(error);
    if (facts.count)
        qsort(facts.items, facts.count, sizeof *facts.items, by_from);
    uint32_t wanted = wanted_types(request, out->basis.strand);
    for (size_t i = 0; i < facts.count; i++) {
        const struct ent_fact *fact = &facts.items[i];
        if (!ent_fact_allowed(context->record, fact, &request->view) || fact->kind != ENT_KIND_VALUE ||
            (wanted != UINT32_MAX && !(fact->types & wanted)) || fact->from > last ||
            (fact->to <= fact->from && fact->to != ENT_DAY_OPEN))
            continue;
        out->any_recalled |= fact->recalled;
        if (!fact->recalled || request->view.recalled)
            add_row(out, fact, last);
    }
    return ENT_OK;
}

struct ent_interval ent_period(ent_day day, enum ent_precision precision) {
    int year, month, day_of_month;
    ent_day_split(day, &year, &month, &day_of_month);
    if (precision == ENT_PRECISION_YEAR)
        return ent_interval_year(year);
    if (precision == ENT_PRECISION_MONTH)
        return ent_interval_month(year, month);
    return (struct ent_interval){.from = day, .to = day + 1, .precision = ENT_PRECISION_DAY};
}

bool ent_spell_surely(const struct ent_spell *spell, bool event, ent_day from, ent_day to) {
    struct ent_interval begins = ent_period(spell->from, spell->precision);
    if (event)
        return begins.from >= from && begins.to <= to;
    ent_day ends = spell->to == ENT_DAY_OPEN ? to : ent_period(spell->to - 1, spell->to_precision).from;
    return begins.to <= to && ends >= from;
}

bool ent_spell_maybe(const struct ent_spell *spell, bool event, ent_day from, ent_day to) {
    if (event)
        return spell->from < to && ent_period(spell->from, spell->precision).to > from;
    return spell->from < to && (spell->to == ENT_DAY_OPEN || spell->to > from);
}

int ent_spells_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                      struct ent_error *error) {
    struct ent_basis basis;
    ENT_TRY(ent_basis_choose(context, request, request->measure->strands[0], &basis, error));
    return ent_series_begin(context, request, &basis, request->measure->scale, out, error);
}

int ent_spells_cover(struct ent_context *context, const struct ent_spells *spells, ent_state a, ent_state b, int year,
                     enum ent_kind *out, struct ent_error *error) {
    enum ent_kind other;
    *out = ENT_KIND_NOT_COVERED;
    if (!spells->basis.release)
        return ENT_OK;
    ENT_TRY(ent_basis_covers(context, &spells->basis, a, year, out, error));
    if (b == ENT_NO_STATE)
        return ENT_OK;
    ENT_TRY(ent_basis_covers(context, &spells->basis, b, year, &other, error));
    *out = ent_kind_worse(*out, other);
    return ENT_OK;
}
