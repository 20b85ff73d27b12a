/* Whether two states cast the same ballot in one roll call, named by its resolution.
 *
 * Yes or no: both yes, both abstain or both no. Range: 0, 1; the same when the states are swapped. Missing and
 * undefined: as in votes.cast for either; where one of the two was absent there is no common ballot, unless absent=
 * counts it as an abstention. Complexity: as there. */
#include "measure/votes_call.h"

static double code_of(const struct ent_request *request, const struct ent_point *point) {
    bool abstains = point->value == ENT_CAST_ABSENT && ent_request_is(request, "absent", "abstention");
    return abstains ? ENT_CAST_ABSTAIN : point->value;
}

static int fill(struct ent_context *context, const struct ent_request *request, const struct ent_named_call *call,
                struct ent_point *point, struct ent_error *error) {
    struct ent_point a = *point, b = *point;
    ENT_TRY(ent_named_call_cast(context, call, request->a, &a, error));
    ENT_TRY(ent_named_call_cast(context, call, request->b, &b, error));
    double of_a = code_of(request, &a), of_b = code_of(request, &b);
    if (a.kind != ENT_KIND_VALUE || b.kind != ENT_KIND_VALUE)
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    else if (of_a == ENT_CAST_ABSENT || of_b == ENT_CAST_ABSENT)
        ent_point_unsee(point, ENT_KIND_UNDEFINED, ENT_WHY_EMPTY);
    else
        ent_point_set(point, of_a == of_b, 1);
    return ENT_OK;
}

static int compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error) {
    return ent_named_call_series(context, request, fill, out, error);
}

const struct ent_measure ent_measure_votes_same = {
    .name = "votes.same",
    .summary = "whether both cast the same ballot in one roll call",
    .unit = "yes or no",
    .orientation = "yes = closer",
    .scale = ENT_SCALE_YES_NO,
    .states = 2,
    .strands = {"votes"},
    .options = {{"absent", "missing|abstention", "missing",
                 "what an absence counts as, where the release has absences"}},
    .item = ent_call_item,
    .dated = true,
    .on_request = true,
    .aggregation = "none",
    .reading = ENT_CALL_READING,
    .reference = "the roll call itself",
    .example = "yes and yes: yes; yes and abstain: no",
    .compute = compute,
    .trace = ent_named_call_trace,
};
