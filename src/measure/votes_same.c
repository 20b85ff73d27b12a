/* Whether two states cast the same ballot in one roll call, named by its resolution.
 *
 * Yes or no: both yes, both abstain or both no. Range: 0, 1; the same when the states are swapped. Missing and
 * undefined: as in votes.cast for either; where one of the two was absent there is no common ballot, unless absent=
 * counts it as an abstention. Complexity: as there. */
#include "measure/votes_call.h"

static int fill(struct ent_context *context, const struct ent_request *request, const struct ent_named_call *call,
                struct ent_point *point, struct ent_error *error) {
    struct ent_point a = *point, b = *point;
    ENT_TRY(ent_named_call_cast(context, request, call, request->a, &a, error));
    ENT_TRY(ent_named_call_cast(context, request, call, request->b, &b, error));
    if (a.kind != ENT_KIND_VALUE || b.kind != ENT_KIND_VALUE)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    else if (a.value == ENT_CAST_ABSENT || b.value == ENT_CAST_ABSENT)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_EMPTY);
    else
        ent_point_set(point, a.value == b.value, 1);
    return ENT_OK;
}

static const struct ent_call_rule rule = {fill};

const struct ent_measure ent_measure_votes_same = {
    ENT_CALL_MEASURE,
    .name = "votes.same",
    .summary = "whether both cast the same ballot in one roll call",
    .unit = "yes or no",
    .orientation = "yes = closer",
    .scale = ENT_SCALE_YES_NO,
    .states = 2,
    .options = {{"absent", "missing|abstention", "missing",
                 "what an absence counts as, where the release has absences"}},
    .rule = &rule,
    .example = "yes and yes: yes; yes and abstain: no",
};
