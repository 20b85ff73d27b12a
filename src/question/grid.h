/* The grid of specifications that a word allows: every measure that a concept names (core and also), or one measure,
 * with every allowed value of each of its options. Sources, reporters and borders are dimensions too, but they depend
 * on the states asked about: see curve.h.
 *
 * Not fanned out: options that say what is asked rather than how it is measured (direction, item, third: a free text
 * or a state; period and window: what a point is), and options with one value. Where a concept names a measure only
 * with an option fixed, the option stays at the values that it names. */
#ifndef ENT_QUESTION_GRID_H
#define ENT_QUESTION_GRID_H

#include "measure/concept.h"
#include "measure/measure.h"

enum { ENT_GRID_MOST = 512 };

struct ent_grid_item {
    const struct ent_measure *measure; /* NULL: the record has no such strand */
    const char *text;                  /* "votes.kappa:weights=linear": options that are not defaults */
    struct ent_request request;        /* every option of the measure set; of no states yet */
    bool core, also; /* the concept names exactly this one; a measure alone is core with its defaults */
};

struct ent_grid {
    struct ent_grid_item *items; /* in the concept's order, then in that of the options' values */
    size_t count, capacity;
    bool cut; /* more than ENT_GRID_MOST: the rest is left out */
};

/* Of a concept, or (concept NULL) of the measure "NAME" or "NAME:option=value": an option written there stays fixed. */
int ent_grid_make(struct ent_context *context, const struct ent_concept *concept, const char *name,
                  struct ent_grid *out, struct ent_error *error);

/* Whether an option of a measure is a choice of the grid: it has several values, and says how, not what. */
bool ent_grid_fans(const struct ent_option_rule *rule);

#endif
