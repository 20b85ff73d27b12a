/* Distance of two states' ideal points in roll calls: declared so that a concept can name it; not built yet.
 *
 * Formula: |theta_A - theta_B| of a one-dimensional dynamic ordinal model (METHODS §2).
 * Range: 0 upwards. Every point comes back as not estimated.
 * Paper: Bailey, Strezhnev and Voeten 2017, Journal of Conflict Resolution 61(2), doi:10.1177/0022002715595700. */
#include "measure/votes_series.h"

const struct ent_measure ent_measure_votes_ideal = {
    .name = "votes.ideal",
    .summary = "distance of ideal points in roll calls",
    .unit = "standard deviations",
    .orientation = "lower = closer",
    .scale = ENT_SCALE_NUMBER,
    .states = 2,
    .strands = {"votes"},
    .aggregation = "mean",
    .minimum_support = 10,
    .reference = "Bailey, Strezhnev and Voeten 2017",
    .example = "none: not built yet",
};
