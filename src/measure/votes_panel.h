/* All pairs of states in a year's roll calls at once: the nine counts of each, for rankings over every pair. */
#ifndef ENT_MEASURE_VOTES_PANEL_H
#define ENT_MEASURE_VOTES_PANEL_H

#include "measure/votes_record.h"

/* The states with a ballot in a run of roll calls and the table of each pair i < j. Memory is the context's arena. */
struct ent_vote_panel {
    ent_state *states; /* in order of id */
    size_t count;
    struct ent_vote_table *tables; /* see ent_vote_panel_at */
};

/* The panel of a year under a request's scope, paragraph and absent options (the request's states do not matter). */
int ent_vote_panel_year(struct ent_context *context, const struct ent_request *request, int release, int year,
                        struct ent_vote_panel *out, struct ent_error *error);

/* The table of the i-th and j-th state, i < j < count. */
const struct ent_vote_table *ent_vote_panel_at(const struct ent_vote_panel *panel, size_t i, size_t j);

#endif
