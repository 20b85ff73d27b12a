/* The specification curve: what every reasonable specification of a concept or measure says of a year, sorted, and what
 * moves it (METHODS §7; Simonsohn, Simmons and Nelson 2020).
 *
 * Specifications are the grid of options (grid.h) times sources, reporters and borders. Values in different units stand
 * on no common axis, and no score blends them: the curve is sorted by *place*, the share of the other years of the
 * same series that the year beats (a tie counts half; 1: the closest, strongest, largest of its years). A
 * specification that sees no year at all is left out by rule, and listed with the reason. */
#ifndef ENT_QUESTION_CURVE_H
#define ENT_QUESTION_CURVE_H

#include "measure/concept.h"
#include "measure/measure.h"
#include "question/choices.h"
#include "question/grid.h"
#include "question/null.h"

struct ent_curve_line {
    const char *text;    /* the specification with every option that is not a default, and its source */
    const char *index;   /* the measure with its own options: "votes.kappa:weights=linear" */
    const char *options; /* its own options that are not defaults: "linear" */
    const char *source, *independent, *unit;
    bool core, also;  /* named so by the concept */
    bool ratio;       /* of a pair, by a measure of one state */
    const char *kind; /* of the point, as ent_kind_text */
    const char *why;  /* why it is not seen, or an outcome open; NULL where it is */
    double value, low, high;
    double sense; /* 1: a higher value is more of the curve's word; -1: less */
    long support;
    double place;                     /* NaN where the year is not seen, or is the only one */
    int rank_low, rank_high, rank_of; /* 1: most in the sense of the curve; 0: none */
    int year;
    const char *outcome; /* of a claim: "holds", ...; NULL in a curve of values */
    double holds;        /* 1, 0; NaN for other outcomes and in a curve of values */
};

struct ent_curve_excluded {
    const char *index, *choices; /* "votes.kappa:weights=linear", "absent=abstention" */
    const char *reason;
};

/* Shares of variance of one set of specifications that cross all their choices. */
struct ent_curve_variance {
    const char *of;    /* "place", or the unit of the values: "kappa" */
    const char *among; /* whose: "votes", "votes.kappa" */
    bool merged;       /* the measure and its own options are one choice */
    struct ent_variance shares;
};

struct ent_curve {
    const char *what, *word;      /* the concept, measure or claim; "closer": what place 1 is the most of */
    int year;                     /* 0 where the lines of a claim are about several */
    struct ent_curve_line *lines; /* sorted: place from 1 to 0, then in the order of the grid, unseen ones last */
    size_t count, capacity, seen;
    struct ent_curve_excluded *excluded;
    size_t excluded_count, excluded_capacity;
    bool cut;                                              /* more specifications than are tried */
    struct ent_choice_table choices;                       /* row i is lines[i] */
    struct ent_contrast *by_place, *by_value, *by_outcome; /* by_outcome only of a claim; the same order in each */
    size_t contrast_count;
    struct ent_curve_variance *variances;
    size_t variance_count;
    double median_place, median_place_by_source, lowest_place, highest_place; /* NaN where no place is seen */
    double holding, holding_by_source; /* of a claim: share of lines that hold of those that hold or fail; NaN */
    size_t held, failed;
    struct ent_curve_flip {
        size_t from, to, distance; /* lines */
        const char *choices;       /* "scope=contested" */
    } * flips;                     /* one for each core line with an outcome; nearest first */
    size_t flip_count;
    size_t independent_sources;
    struct ent_null null;
    bool intervals;
    int replicates;
    uint64_t seed;
};

struct ent_curve_options {
    ent_state a, b; /* b may be ENT_NO_STATE */
    int year;       /* 0: the last year that most specifications see */
    const char *source;
    ent_day as_of;
    int replicates;   /* 0: no intervals */
    int permutations; /* 0: no null */
    uint64_t seed;
};

/* The curve of a concept (or, concept NULL, of one measure) in a year. Of a pair, a measure of one state is read as the
 * ratio of the first to the second. Memory is the context's arena. */
int ent_curve_make(struct ent_context *context, const struct ent_concept *concept, const char *name,
                   const struct ent_curve_options *options, struct ent_curve *out, struct ent_error *error);

/* For a curve whose lines and choices are filled (by ent_curve_make or by a claim): sorts, and fills the rest but the
 * null. */
int ent_curve_conclude(struct ent_curve *curve, struct ent_arena *arena, struct ent_error *error);

/* Adds a line with its row of choices; *out is good until the next one is added. */
int ent_curve_add(struct ent_curve *curve, struct ent_arena *arena, const struct ent_curve_line *line, size_t *out,
                  struct ent_error *error);
int ent_curve_exclude(struct ent_curve *curve, struct ent_arena *arena, const char *index, const char *choices,
                      const char *reason, struct ent_error *error);

/* Fills the choices of a line from a request: measure, its options, then source (with several of them), reporter and
 * borders where they are given. An option that not every measure of the grid over the same strand has is the measure's
 * own. Writes the line's index, options and text. */
int ent_curve_choose(struct ent_curve *curve, struct ent_arena *arena, size_t line, const struct ent_grid *grid,
                     const struct ent_request *request, bool several_sources, struct ent_error *error);

#endif
