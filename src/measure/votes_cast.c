/* The ballot that a state cast in one roll call, named by its resolution.
 *
 * Coded: yes 1, abstain 2, no 3, absent 4; the codes have no order. Missing: no row of the state in a release that does
 * not record absences, where nobody can tell an absence from a seat that was not taken. Undefined: in every other year
 * than that of the vote; where the resolution had several roll calls and none is marked as the one on the whole.
 * Complexity: a look at the roll calls of the release, and one bit. Example: resolution 68/262 of 27 March 2014, 100
 * yes, 11 no, 58 abstentions. */
#include "measure/votes_call.h"

static int fill(struct ent_context *context, const struct ent_request *request, const struct ent_named_call *call,
                struct ent_point *point, struct ent_error *error) {
    return ent_named_call_cast(context, request, call, request->a, point, error);
}

static const struct ent_call_rule rule = {fill};

const struct ent_measure ent_measure_votes_cast = {
    ENT_CALL_MEASURE,
    .name = "votes.cast",
    .summary = "ballot cast in one roll call of the General Assembly",
    .unit = "code 1 to 4",
    .orientation = "",
    .scale = ENT_SCALE_CODED,
    .codes = ENT_CAST_WORDS,
    .states = 1,
    .options = {{"absent", "apart|abstention", "apart", "an absence is a code of its own; or it counts as abstention"}},
    .rule = &rule,
    .example = "A/RES/68/262, 27 March 2014: 100 yes, 11 no, 58 abstentions",
};
