/* "One of the most dramatic reversals" as a league table: of every pair of a group its largest swing by one measure,
 * in order. Each pair stands once, with the state that rose first. */
#ifndef ENT_QUESTION_REVERSAL_LEAGUE_H
#define ENT_QUESTION_REVERSAL_LEAGUE_H

#include "question/reversal.h"

/* Who counts: both in the group on a common day of the year that the swing begins and of the
 * year that it ends, or each at any time. */
enum ent_membership { ENT_MEMBERS_THEN, ENT_MEMBERS_EVER };

struct ent_reversal_row {
    ent_state a, b;          /* a rose over b */
    struct ent_swing swing;  /* of ln(a / b): direction is 1 */
    int rank_low, rank_high; /* [number with a larger swing + 1, number with as large a one] */
};

struct ent_reversal_pair {
    ent_state a, b;
};

struct ent_reversal_league {
    struct ent_reversal_row *rows; /* largest swing first; of equals in order of codes */
    size_t count;
    size_t states, pairs; /* of the group */
    size_t apart;         /* pairs that were not both members in two years 10 years apart: not in the field */
    size_t unseen;        /* pairs that were, without two such years in which both are seen */
    size_t without;       /* pairs that are seen and whose ratio never changed sign over such a span */
    struct ent_reversal_pair *quiet; /* those `without` */
    int first_year, last_year;       /* seen in any of the pairs; 0, 0: nothing */
    const struct ent_release *releases[ENT_RELEASES_MOST];
    size_t release_count;
    const char *rule; /* the rule in one sentence, to be printed with the table */
};

/* The league of a measure of one state among a group ("majors", "states"; without "@"), over from..to (0, 0: all).
 * `request` fixes measure, options, source and view; its state does not matter. Errors: an unknown group; a measure of
 * two states, or one without amounts (ENT_ERROR_USAGE). Complexity: pairs times years times 50. */
int ent_reversal_league(struct ent_context *context, const struct ent_request *request, const char *group,
                        enum ent_membership members, int from, int to, struct ent_reversal_league *out,
                        struct ent_error *error);

/* Whether a pair of the group is seen far enough apart: it is in the league, or it never reversed. */
bool ent_reversal_league_seen(const struct ent_reversal_league *league, ent_state a, ent_state b);

/* The row of a pair in either order; NULL when it is not in the league. */
const struct ent_reversal_row *ent_reversal_league_row(const struct ent_reversal_league *league, ent_state a,
                                                       ent_state b);

const char *ent_membership_text(enum ent_membership members); /* "then", "ever" */

#endif
