/* share(MEASURE, A, @GROUP): what A has of all that the members of the year have together. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claim/evaluate.h"

static int check_sum(struct ent_evaluation *evaluation, const char *specification, struct ent_error *error) {
    const struct ent_measure *measure;
    char name[128];
    snprintf(name, sizeof name, "%s", specification);
    name[strcspn(name, ":")] = '\0';
    ENT_TRY(ent_measure_find(evaluation->context, name, &measure, error));
    if (!measure || strcmp(measure->aggregation, "sum") == 0)
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE,
                    "%s of several states does not add up, so nobody has a share of it; compare "
                    "them, as in %s(A) > %s(any @majors)",
                    name, name, name);
}

int ent_resolve_share(struct ent_evaluation *evaluation, struct ent_term *term, struct ent_error *error) {
    const struct ent_slot *slot = &evaluation->slots[term->slot];
    if (!term->groups[1] || term->groups[0])
        return ent_fail(error, ENT_ERROR_USAGE,
                        "a share is of one state in a group that has a list; write share(gdp.usd, A, @majors), or the "
                        "quotient gdp.usd(A) / gdp.usd(@rivals(B))");
    for (size_t i = 0; slot->concept && i < slot->concept->core_count; i++)
        ENT_TRY(check_sum(evaluation, slot->concept->core[i], error));
    if (!slot->concept)
        ENT_TRY(check_sum(evaluation, slot->name, error));
    return ent_record_group_spells(evaluation->context->record, evaluation->context->arena, term->groups[1],
                                   &term->spells, &term->spell_count, error);
}

static bool is_member(const struct ent_term *term, ent_state state, int year) {
    struct ent_interval span = ent_interval_year(year);
    for (size_t i = 0; i < term->spell_count; i++)
        if (term->spells[i].state == state && term->spells[i].from < span.to && span.from < term->spells[i].to)
            return true;
    return false;
}

struct ent_cell ent_share_cell(const struct ent_evaluation *evaluation, size_t term, struct ent_cell part,
                               struct ent_cell whole, int year) {
    const struct ent_series *series = evaluation->series[term][0];
    if (series && part.kind != ENT_KIND_NO_STATE && !is_member(&evaluation->terms[term], series->a, year))
        return (struct ent_cell){.kind = ENT_KIND_UNDEFINED, .why = ENT_WHY_NOT_MEMBER, .value = (double)NAN};
    return ent_cell_arithmetic('/', part, whole);
}
