/* Who of two states has more, since when, and how sure: by every specification of a measure or concept, and the
 * envelope of the dates over them (METHODS 3.4). */
#ifndef ENT_QUESTION_SENIORITY_H
#define ENT_QUESTION_SENIORITY_H

#include "question/crossing_date.h"

/* One specification: a measure with its options, one source, one choice of borders. */
struct ent_seniority_line {
    const char *label;   /* the specification as written */
    const char *borders; /* "then" or "present" where the source has both, else NULL */
    const struct ent_series *a, *b;
    struct ent_ratio ratio;
    struct ent_reversal reversal;
    enum ent_reversal_code a_over_b, b_over_a;
    const struct ent_crossing *final;     /* NULL: the one ahead always was, or nobody is */
    struct ent_crossing_date date;        /* of the final crossing; by ENT_DATE_NONE without one */
    struct ent_parity symmetric, literal; /* likewise */
    struct ent_swing swing;
};

struct ent_seniority {
    ent_state a, b;
    struct ent_seniority_line *lines;
    size_t count, capacity;
    size_t a_ahead, b_ahead; /* at the end of the data */
};

/* Dates of "the one overtook the other" over the lines. A crossing in a hole counts by its two ends. */
struct ent_envelope {
    int direction; /* 1: A over B */
    size_t crossed, before, never, ambiguous, unseen;
    int first, last; /* earliest and latest final crossing; 0 where none crossed */
    const struct ent_seniority_line *first_by, *last_by;
    /* The median of all lines that are seen; before is -infinity, never and ambiguous are +infinity. With an even
     * number its two middle dates. */
    double median_low, median_high;
    int seen_to;   /* the earliest last year of those at +infinity: "after 2022"; 0 without */
    int seen_from; /* the latest first year of those at -infinity */
};

void ent_seniority_init(struct ent_seniority *out, ent_state a, ent_state b);

/* Adds a line for every source of the request that has both states, and for both borders where it has them. Years
 * from..to (0, 0: all). `label` must live as long. Errors: a measure of two states, or one that is no amount
 * (ENT_ERROR_USAGE). */
int ent_seniority_add(struct ent_context *context, const char *label, const struct ent_request *request, int from,
                      int to, struct ent_seniority *out, struct ent_error *error);

/* In order of dates: ahead before the data, then by final crossing, then without one, then unseen. */
void ent_seniority_sort(struct ent_seniority *seniority);

/* The direction of most lines at the end of the data; A over B where they are as many. */
int ent_seniority_direction(const struct ent_seniority *seniority);

int ent_seniority_envelope(struct ent_arena *arena, const struct ent_seniority *seniority, int direction,
                           struct ent_envelope *out, struct ent_error *error);

#endif
