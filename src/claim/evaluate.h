/* The inside of evaluation, shared by its files: from a parsed claim to terms, slots, specifications and yearly cells.
 *
 *   term           one series of the claim as written: economy(CHN)
 *   slot           one measure or concept of the claim; it is used alike at every place of its name
 *   choice         what a slot can be: a measure with every option fixed, by one source
 *   specification  one choice for every slot, one era bound, one form of gap, one choice of borders, one
 *                  reporter for every term
 */
#ifndef ENT_CLAIM_EVALUATE_H
#define ENT_CLAIM_EVALUATE_H

#include "claim/check.h"
#include "claim/claim.h"
#include "measure/concept.h"
#include "measure/measure.h"
#include "measure/spells.h"
#include "question/grid.h"

enum { ENT_SPECIFICATIONS_MOST = 512 }; /* of one claim; more are cut off, and the answer says so */

struct ent_choice {
    const struct ent_measure *measure; /* NULL: the record has no such measure */
    const char *text;                  /* "votes.kappa:weights=nominal" as the concept or the claim writes it */
    struct ent_setting settings[ENT_SETTINGS];
    size_t setting_count;
    const char *source; /* NULL: no source serves it */
    bool core;
};

struct ent_slot {
    const char *name;
    const struct ent_concept *concept; /* NULL for a measure */
    struct ent_choice *choices;
    size_t choice_count;
};

/* What a term makes of its measure. All but the first compare two states: two series in one term. */
enum ent_term_form {
    ENT_TERM_SERIES,
    ENT_TERM_SHARE,    /* share(measure, A, @G): of A in what all members have */
    ENT_TERM_GAP,      /* gap(measure, A, B): difference or ratio */
    ENT_TERM_SENIOR,   /* senior(measure, A, B): whether A has more, a yes or no by year */
    ENT_TERM_OVERTOOK, /* overtook(measure, A, B): stands alone, with a window */
    ENT_TERM_MEDIAN,   /* median(measure, pairs @G): of what the pairs of a group have in the year */
    ENT_TERM_REVERSAL  /* reversal(measure, A, B): stands before rank */
};

struct ent_term {
    struct ent_series_term *written;
    size_t slot;
    enum ent_term_form form;
    bool gap;                       /* of any form that compares two states of a measure */
    ent_state a, b;                 /* of those: the two compared */
    const char *groups[2];          /* NULL, or the group that stands in the place of a, of b */
    struct ent_group_spell *spells; /* of a share: who is in its group when */
    size_t spell_count;
    const char *entity;  /* NULL, or the entity whose state is a */
    size_t variables[2]; /* 0, or the variable (counted from 1) that stands in the place of a, of b */
    bool of_group;       /* says who is in a group, and stands nowhere in the claim as written */
    bool arrow;
    bool has_moment; /* a month or a day is asked for: its own, or that of the clause's window */
    bool pooled;     /* … or one value over all of a window of months */
    bool daily;      /* … or every day of such a window, one after the other: `moment` is the day at hand */
    struct ent_interval moment;
    enum ent_partners partners; /* which side `any` stands for, inside a function: a is then the other state */
    const char **reporters;     /* under the specification at hand: NULL, or one */
    size_t reporter_count;
    bool both_borders; /* likewise: the source has a state within both borders */
};

struct ent_specification {
    size_t choices[8];    /* by slot */
    size_t reporters[16]; /* by term: index into its reporters */
    int bound;            /* 0 the earlier bound of an era, 1 the later */
    int form;             /* of a gap: 0 difference, 1 ratio */
    int borders;          /* where a source has both: 0 those of then, 1 those of today */
    int members;          /* of a group that a reversal is ranked in: 0 then, 1 ever */
};

enum { ENT_SLOTS = 8, ENT_TERMS = 16, ENT_VARIABLES = 6 };

/* A state that is a member at some time, or may be: its spells in the group's list. */
struct ent_candidate {
    ent_state state;
    size_t first, end;
};

/* A group that the members of a year stand for one after the other: quantify.c. */
struct ent_variable {
    const char *name;                  /* "C" of `for most C in …`; NULL: the group stands in a series */
    const char *quantifier;            /* "any", "all", "no", "most"; NULL: who is in it is all that is asked */
    const char *text;                  /* "@NATO", "@rivals(CHN)" */
    const struct ent_assertion *scope; /* the assertion, or with `whole` the first of the clause */
    bool whole;
    bool seen_only; /* who is not seen to be a member is none */
    const char *rule_text;
    struct ent_clause *rule; /* the condition on a member; NULL: the spells are the list */
    struct ent_group_spell *spells;
    size_t spell_count;
    struct ent_candidate *candidates; /* in order of their ids */
    size_t candidate_count;
    bool bound; /* under the binding at hand: the state stands for it, and it is asked no more */
    ent_state state;
};

/* Of each variable a member that shows the outcome, and whether it settles it alone; ENT_NO_STATE where none is. */
struct ent_witness {
    ent_state of[ENT_VARIABLES];
    bool settles[ENT_VARIABLES];
    int year[ENT_VARIABLES];
};

/* A value at a year: one of the kinds, with its reason. */
struct ent_cell {
    enum ent_kind kind;
    enum ent_why why;
    double value;
    bool percent; /* the unit is percent: "27%" compares as 27, not as .27 */
    enum ent_scale scale;
    const struct ent_measure *of; /* whose unit the value is in; NULL for a bare number or a ratio */
    const char *unit;             /* of a year in which the source used another than usual; NULL: the usual one */
};

struct ent_loaded {
    struct ent_request request;
    struct ent_series *series;
    bool of_member; /* of one member of a group: what it says of itself is not for the answer */
};

struct ent_evaluation {
    struct ent_context *context;
    const struct ent_concepts *concepts;
    const struct ent_check_options *options;
    struct ent_claim *claim;

    struct ent_slot slots[ENT_SLOTS];
    size_t slot_count;
    struct ent_grid *grids; /* by slot: every option fans out; NULL: the specifications that the concepts name */
    struct ent_term terms[ENT_TERMS];
    size_t term_count;
    bool has_era, has_gap, has_members; /* whether the dimensions bound, form and members exist */
    struct ent_variable variables[ENT_VARIABLES];
    size_t variable_count;
    const struct ent_assertion *resolving; /* the assertion and clause whose names are being read */
    const struct ent_clause *resolving_clause;
    size_t each_variable; /* the first variable that the clause binds with `for`, 0 for none */
    bool has_rank;        /* the claim ranks: its field is read once and never drawn again */
    bool has_turning;     /* it asks after a turning point, which has a posterior of its own */
    bool has_median;      /* it asks for a median, of which no replicates are drawn */
    const char *left_out; /* NULL, or which source of single figures is no specification, and why */
    bool any_allowed;     /* while a function's series is resolved */

    /* under the specification at hand */
    const struct ent_specification *at;
    struct ent_series *series[ENT_TERMS][2];
    struct ent_request requests[ENT_TERMS][2];
    struct ent_series **of_member[ENT_TERMS][2]; /* by state; NULL where no variable stands */
    bool of_pair[ENT_TERMS];                     /* of_member[term][0] is by pair: [first * states + second] */
    struct ent_pair_table *pair_tables;          /* those loaded so far: pairs.c */
    struct ent_ranked **ranked;                  /* the field ranked last: predicate_rank.c; shared likewise */
    struct ent_witness *witness;                 /* shared by all bindings of the evaluation */
    bool binding;                                /* some variable is bound: what is said is of one member */
    int now_bound;                               /* the year that "now" means for every member, 0 outside a binding */
    const char *pinned_release;                  /* NULL, or the version asked of pinned_source */
    const char *pinned_source;
    int now; /* the year that "now" means, 0 before it is known */
    bool used_now;
    bool quiet; /* replicates: only the outcome is wanted, no words */

    struct ent_moments *moments; /* points at months and days asked for so far; NULL for none: moment.c */

    struct ent_loaded *loaded; /* every series computed so far */
    size_t loaded_count, loaded_capacity;

    const struct ent_expression *spanned; /* whose seen span these are: predicate.c */
    int span_first, span_last;

    struct ent_drawn **drawn; /* replicates drawn so far: replicates.c */
    size_t drawn_count, drawn_capacity;
    bool not_drawn;                  /* those of members would have been more than fits */
    int first_written, last_written; /* the years that the claim writes; 0 where it writes none */
};

/* Whether some series is asked at a month or day, or over months as a whole: replicates are drawn of years. */
static inline bool ent_evaluation_at_moment(const struct ent_evaluation *evaluation) {
    for (size_t i = 0; i < evaluation->term_count; i++)
        if (evaluation->terms[i].has_moment && !evaluation->terms[i].daily)
            return true;
    return false;
}

/* Which byte of the claim is read from here on: where a failure is shown. What is not of the claim's own text, the
 * condition of a group, keeps the place of the group. */
static inline void ent_evaluation_at(struct ent_evaluation *evaluation, size_t offset) {
    if (evaluation->resolving)
        evaluation->claim->place = offset;
}

/* resolve.c: fills states and codes of all arguments, terms and slots. Names that are neither measure nor concept,
 * wrong numbers of states, and what may not stand where it does are ENT_ERROR_USAGE. */
int ent_evaluation_resolve(struct ent_evaluation *evaluation, struct ent_error *error);
/* resolve_series.c. One series: its term and slot; one of its arguments. */
int ent_resolve_series(struct ent_evaluation *evaluation, struct ent_series_term *series, struct ent_error *error);
int ent_resolve_argument(struct ent_evaluation *evaluation, const struct ent_series_term *series,
                         struct ent_argument *argument, struct ent_error *error);
/* The measure of a slot, of a concept the first of its core; NULL where there is none. */
int ent_slot_measure(struct ent_evaluation *evaluation, const struct ent_slot *slot, const struct ent_measure **out,
                     struct ent_error *error);

/* specify.c: choices of every slot; then every specification in order. */
int ent_evaluation_choices(struct ent_evaluation *evaluation, struct ent_error *error);
int ent_evaluation_specifications(struct ent_evaluation *evaluation, struct ent_specification **out, size_t *count,
                                  bool *cut, struct ent_error *error);
/* The request of a term under a choice, without its reporter. `second` asks for the second state of a gap. */
int ent_term_request(struct ent_evaluation *evaluation, const struct ent_term *term, const struct ent_choice *choice,
                     bool second, struct ent_request *out, struct ent_error *error);
/* The series of a request, computed once. */
int ent_evaluation_series(struct ent_evaluation *evaluation, const struct ent_request *request, struct ent_series **out,
                          struct ent_error *error);
bool ent_request_same(const struct ent_request *a, const struct ent_request *b);
/* Loads the series of one specification into evaluation->series. */
int ent_evaluation_load(struct ent_evaluation *evaluation, const struct ent_specification *specification,
                        struct ent_error *error);

/* yearly.c */
const struct ent_term *ent_term_of(const struct ent_evaluation *evaluation, const struct ent_series_term *series);
/* The year of a term that is of one event, where the claim writes none; 0 for other terms. */
int ent_term_event_year(const struct ent_evaluation *evaluation, size_t term);
struct ent_cell ent_cell_of_expression(const struct ent_evaluation *evaluation, const struct ent_expression *expression,
                                       int year);
struct ent_cell ent_cell_arithmetic(char operator, struct ent_cell left, struct ent_cell right);
/* Whether two seen cells stand to each other as the assertion's comparison says, which may be of written numbers. */
bool ent_cells_compare(const struct ent_assertion *assertion, const struct ent_cell *left,
                       const struct ent_cell *right);
/* Whether a cell has a number: value, or none on a scale where none is 0. */
bool ent_cell_seen(const struct ent_cell *cell);
/* Whether a computed value stands so to a written number, read with its own rounding; `percent`: the value is a number
 * of percent, else "27%" is .27. */
bool ent_number_compare(double value, enum ent_compare compare, const struct ent_number *number, bool percent);
/* -1 where the expression is of a concept and the measure that stands for it runs the other way, as a distance does for
 * closeness; else 1. What a claim says of a concept is meant in the concept's sense. */
double ent_expression_sense(const struct ent_evaluation *evaluation, const struct ent_expression *expression);
/* Whether both sides of a comparison run the other way, so that it turns round. */
bool ent_comparison_turns(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion);
/* A seen cell is 1 (true) or 0 (false). A predicate is not yearly: predicate.c. */
struct ent_cell ent_cell_of_condition(const struct ent_evaluation *evaluation, const struct ent_assertion *assertions,
                                      size_t count, int year);
/* Whether two cells of one measure are in different units: 1913 in pounds and 1914 in dollars are never compared. */
bool ent_cell_other_unit(const struct ent_cell *left, const struct ent_cell *right);
/* The span of values that a written number stands for. */
void ent_number_range(const struct ent_number *number, double *low, double *high);
/* First and last year in which any series of the clause has a seen point; first > last when none has. */
void ent_evaluation_seen_span(const struct ent_evaluation *evaluation, int *first, int *last);

/* Years of a clause's window. */
struct ent_years {
    int first, last;
    bool timeless; /* every series carries its own time: evaluated once */
};
/* group_terms.c: groups whose members stand for themselves one by one, and groups that a condition defines. */
/* A variable for the group, bound in the assertion (or clause) that is being resolved. */
int ent_variable_add(struct ent_evaluation *evaluation, struct ent_argument *group, const char *name, bool whole,
                     size_t *out, struct ent_error *error);

/* share.c: what its measure and group must be, and its value in a year in which both are read. */
int ent_resolve_share(struct ent_evaluation *evaluation, struct ent_term *term, struct ent_error *error);
struct ent_cell ent_share_cell(const struct ent_evaluation *evaluation, size_t term, struct ent_cell part,
                               struct ent_cell whole, int year);

/* median.c: the series of a median, when the series that say who is in its group are loaded. */
int ent_median_load(struct ent_evaluation *evaluation, size_t term, struct ent_error *error);

/* moment.c: when a member of a group must be one: at the month or day that its series is asked at, else in the year. */
struct ent_interval ent_member_time(const struct ent_evaluation *evaluation, size_t variable, int year);

/* quantify.c */
/* The first variable that an assertion, or a clause as a whole, is quantified over and that is not bound; 0 for none. */
size_t ent_variable_of(const struct ent_evaluation *evaluation, const struct ent_assertion *scope, bool whole);
/* A condition of a year (of one assertion, or of a clause) over the members of that year. */
struct ent_cell ent_cell_over_members(const struct ent_evaluation *evaluation, size_t variable,
                                      const struct ent_assertion *assertions, size_t count, int year);
/* The same with the members' names, as far as a clause has one outermost variable; adds nothing where it has none. */
void ent_members_describe(struct ent_evaluation *evaluation, const struct ent_clause *clause, int year,
                          struct ent_text *text);
/* The strongest quantifier of the outermost variable that is true of a clause in a year; NULL: there is no such
 * variable, or none is true. */
const char *ent_members_nearest(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year);
/* The outermost variable of a clause; 0: none, or several assertions have one each. */
size_t ent_clause_variable(const struct ent_evaluation *evaluation, const struct ent_clause *clause);
/* How many members are seen in the year, of a clause with one outermost variable. */
size_t ent_members_seen(const struct ent_evaluation *evaluation, const struct ent_clause *clause, int year);

/* members.c */
/* Series of every state that may be a member, for a term with a variable, under the specification at hand. */
int ent_variable_load(struct ent_evaluation *evaluation, size_t term, int second, const struct ent_choice *choice,
                      struct ent_error *error);
/* What the members of a group that a condition defines have together: the sum or mean that the measure declares. */
struct ent_cell ent_cell_together(const struct ent_evaluation *evaluation, size_t term, int second, int year);
struct ent_cell ent_cell_of_series(const struct ent_evaluation *evaluation, const struct ent_series *series, int year);
/* Members of a year that are seen to be in the group, in order of their ids; *maybe counts those that may be. */
int ent_variable_members(struct ent_evaluation *evaluation, size_t variable, int year, ent_state **out, size_t *count,
                         size_t *maybe, struct ent_error *error);

/* pairs.c: series of every pair of members, for a term with two variables, when who is in their groups is loaded. */
int ent_pairs_load(struct ent_evaluation *evaluation, size_t term, const struct ent_choice *choice,
                   struct ent_error *error);

/* yearly.c: what is asked of a member: one assertion without its "not" where count is 0, else a condition; of each member
 * of the groups that are not bound yet. */
struct ent_cell ent_cell_of_members_condition(const struct ent_evaluation *evaluation,
                                              const struct ent_assertion *assertions, size_t count, int year);

/* clauses.c */
void ent_finding_blank(struct ent_finding *out);

/* window.c */
int ent_evaluation_now(const struct ent_evaluation *evaluation); /* the year that "now" means, 0 where none is seen */
int ent_window_years(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_years *out,
                     struct ent_error *error);
int ent_time_year(struct ent_evaluation *evaluation, const struct ent_time *time, bool last, int *out,
                  struct ent_error *error);

/* The result of one clause under the specification at hand. */
int ent_clause_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                        struct ent_error *error);
/* predicate.c: highest, lowest, rising, falling. */
int ent_predicate_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                           const struct ent_assertion *assertion, struct ent_finding *out, struct ent_error *error);

/* predicate_change.c: changed, again since; and overtook, which is a series with a window. */
int ent_changed_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                         const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                         struct ent_error *error);
int ent_overtook_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                          const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                          struct ent_error *error);
int ent_again_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                       const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                       struct ent_error *error);
/* predicate_growth.c: growth; rising and falling as a trend. */
int ent_growth_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                        const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                        struct ent_error *error);
int ent_trend_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                       const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                       struct ent_error *error);
/* predicate_rank.c: rank among. */
int ent_rank_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                      const struct ent_assertion *assertion, struct ent_finding *out, struct ent_text *text,
                      struct ent_error *error);
/* Whether the assertion is overtook(...), which is judged over its window and not year by year. */
bool ent_assertion_is_overtook(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion);

/* clauses.c: all clauses joined, three-valued. */
int ent_claim_evaluate(struct ent_evaluation *evaluation, const struct ent_claim *claim, struct ent_finding *out,
                       struct ent_error *error);
/* check.c: loads a specification, evaluates the claim and names what was chosen; no replicates. */
int ent_specification_evaluate(struct ent_evaluation *evaluation, const struct ent_specification *specification,
                               struct ent_finding *finding, struct ent_error *error);
/* Why a choice sees nothing before any series is computed; NULL: a series can be. */
const char *ent_choice_blind(const struct ent_choice *choice);
/* The first era in the claim; NULL. */
const struct ent_time *ent_claim_first_era(const struct ent_claim *claim);

/* curve.c: every specification of every option: the curve of the answer. */
int ent_answer_curve(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error);

/* replicates.c: share of replicates with the same outcome, and intervals of the numbers that decide. */
int ent_evaluation_agreement(struct ent_evaluation *evaluation, struct ent_finding *finding, struct ent_error *error);

/* clauses.c: the earliest and latest year that a claim writes, 0 where it writes none; "on record" reaches back to
 * year 1. */
void ent_claim_years(const struct ent_claim *claim, int *first, int *last);

/* answer.c: verdict, what moves it, nearest sentence, readings and notes, from findings. */
int ent_answer_conclude(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error);

/* nearest.c: the claim with a clause's window replaced and every slot pinned to the specification at hand. */
const char *ent_nearest_with_window(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                    const struct ent_window *window);
const char *ent_nearest_with_since(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                   const struct ent_assertion *assertion, int since, int at);
/* With another quantifier of the variable. */
const char *ent_nearest_with_quantifier(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                        size_t variable, const char *quantifier, const struct ent_window *window);
/* With another predicate, and another window unless that is NULL. */
const char *ent_nearest_with_predicate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                       const struct ent_assertion *assertion, const struct ent_predicate *predicate,
                                       const struct ent_window *window);
/* A window of years: at, where `form` is ENT_WINDOW_AT. */
struct ent_window ent_window_of(enum ent_window_form form, int first, int last);
const char *ent_nearest_with_sign(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                  const struct ent_assertion *assertion, enum ent_compare compare);
/* With or without "not", the other way than written. */
const char *ent_nearest_negated(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                const struct ent_assertion *assertion);
/* With another right side, `=` unless another comparison is given; nothing is "within" any more. */
const char *ent_nearest_with_right(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                   const struct ent_assertion *assertion, enum ent_compare compare,
                                   struct ent_expression *right);
/* With a date, within so many years of it unless that is 0; NULL below. */
const char *ent_nearest_with_date(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                  const struct ent_assertion *assertion, struct ent_expression *date, int years);
const char *ent_nearest_with_compare(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                     const struct ent_assertion *assertion, enum ent_compare compare,
                                     const struct ent_number *number, int year);

#endif
