/* Points at a month or a day. */
#include "measure/moment.h"

#include <math.h>
#include <string.h>

#include "measure/spells.h"
#include "measure/strand.h"

static struct ent_point blank(struct ent_interval moment, enum ent_kind kind, enum ent_why why) {
    struct ent_point point = {.year = ent_day_year(moment.from)};
    ent_point_unsee(&point, kind, why);
    return point;
}

/* What an absent row means in the moment, by the year that it lies in. */
static int absent(struct ent_context *context, const struct ent_request *request, const struct ent_spells *spells,
                  struct ent_interval moment, enum ent_kind *out, struct ent_error *error) {
    return ent_spells_cover(context, spells, request->a, request->b, ent_day_year(moment.from), out, error);
}

static enum ent_why why_of(enum ent_kind kind) {
    return kind == ENT_KIND_NO_STATE ? ENT_WHY_NO_STATE : kind == ENT_KIND_UNKNOWN ? ENT_WHY_MISSING : ENT_WHY_OUTSIDE;
}

/* ---- spells and events ---- */

static int of_spells(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                     ent_day last, struct ent_point *out, struct ent_error *error) {
    struct ent_spells spells;
    enum ent_kind kind;
    int sure = 0, possible = 0;
    ENT_TRY(ent_spells_read(context, request, ENT_PARTNERS_NONE, last, &spells, error));
    ENT_TRY(absent(context, request, &spells, moment, &kind, error));
    for (size_t i = 0; i < spells.count; i++) {
        const struct ent_spell *spell = &spells.items[i];
        if (spell->to == ENT_DAY_OPEN && kind == ENT_KIND_NOT_COVERED) /* still so when the list ended: no more is known */
            continue;
        possible += ent_spell_maybe(spell, spells.events, moment.from, moment.to);
        sure += ent_spell_surely(spell, spells.events, moment.from, moment.to);
    }
    *out = blank(moment, kind, why_of(kind));
    if (sure && (!spells.events || sure == possible))
        ent_point_set(out, spells.events ? sure : 1, sure);
    else if (possible)
        ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_CLOSER);
    else if (kind == ENT_KIND_NONE)
        ent_point_set(out, 0, 0);
    return ENT_OK;
}

/* ---- figures ---- */

struct figure {
    bool has, several, coarser, recalled;
    const struct ent_fact *fact;
};

static void take(struct figure *figure, const struct ent_fact *fact, struct ent_interval moment) {
    if (fact->from < moment.from || fact->to > moment.to) {
        figure->coarser = true;
        return;
    }
    figure->several |= figure->has && figure->fact->value != fact->value;
    figure->has = true;
    figure->fact = fact; /* they come in order of time */
}

static int of_figures(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                      ent_day last, struct ent_point *out, struct ent_error *error) {
    struct ent_spells place = {.count = 0};
    struct ent_facts facts;
    struct figure figures[2] = {{.has = false}, {.has = false}};
    enum ent_kind kind;
    ENT_TRY(ent_basis_choose(context, request, request->measure->strands[0], &place.basis, error));
    *out = blank(moment, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    if (!place.basis.release || moment.from > last)
        return ENT_OK;
    const struct ent_strand *strand = place.basis.strand;
    ENT_TRY(ent_strand_facts(context, request, strand, place.basis.release->id, &facts, NULL, error));
    ENT_TRY(absent(context, request, &place, moment, &kind, error));
    bool total = strand->directed && request->b != ENT_NO_STATE && !ent_request_is(request, "direction", "from");
    for (size_t i = 0; i < facts.count; i++) {
        const struct ent_fact *fact = &facts.items[i];
        struct figure *figure = &figures[total && fact->a != request->a];
        if (fact->from >= moment.to || fact->to <= moment.from || fact->kind != ENT_KIND_VALUE ||
            !ent_fact_allowed(context->record, fact, &request->view))
            continue;
        if (fact->recalled && !request->view.recalled)
            figure->recalled = true;
        else
            take(figure, fact, moment);
    }
    *out = blank(moment, kind == ENT_KIND_NONE ? ENT_KIND_UNKNOWN : kind, why_of(kind));
    bool seen = figures[0].has && (!total || figures[1].has);
    if (seen) {
        ent_point_set(out, figures[0].fact->value + (total ? figures[1].fact->value : 0), total ? 2 : 1);
        out->low = total ? (double)NAN : figures[0].fact->low;
        out->high = total ? (double)NAN : figures[0].fact->high;
        out->notes = figures[0].several || figures[1].several ? ENT_NOTE_SEVERAL_FIGURES : 0;
    } else if (figures[0].coarser || figures[1].coarser) {
        ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_CLOSER);
    } else if (figures[0].recalled || figures[1].recalled) {
        ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_RECALLED);
    } else if (figures[0].has || figures[1].has) {
        ent_point_unsee(out, ENT_KIND_UNKNOWN, ENT_WHY_ONE_SIDED);
    }
    return ENT_OK;
}

int ent_measure_moment(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                       ent_day last, struct ent_point *out, struct ent_error *error) {
    if (ent_measure_has_spells(request->measure))
        return of_spells(context, request, moment, last, out, error);
    if (request->measure->compute == ent_strand_compute && !request->group)
        return of_figures(context, request, moment, last, out, error);
    if (request->measure->moment && !request->group)
        return request->measure->moment(context, request, moment, last, out, error);
    *out = blank(moment, ENT_KIND_UNKNOWN, ENT_WHY_CLOSER);
    return ENT_OK;
}
