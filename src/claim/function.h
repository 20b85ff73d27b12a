/* Functions of a series over a span, and what they are compared with: numbers, dates and states that are known, known
 * within bounds, or not at all.
 *
 *   count, mean, max, min, sum     a number
 *   start, end, crossing           a date
 *   turning                        a date, known by how likely each year is
 *   first, last                    of `any`: who it was with; of a pair: the date
 *
 * Every value says how much of it is seen, so that a comparison can be judged without guessing: a count with unseen
 * years is at least what was counted, a beginning after unseen years may lie in them. */
#ifndef ENT_CLAIM_FUNCTION_H
#define ENT_CLAIM_FUNCTION_H

#include "claim/evaluate.h"
#include "measure/spells.h"
#include "question/turning.h"

/* A span as days. */
struct ent_stretch {
    ent_day from, to;     /* to is the first day after; ENT_DAY_EARLY and ENT_DAY_OPEN: no end of its own */
    bool goes_on;         /* a term of office that had not ended when the list did: what comes after may be in it */
    const char *unseen;   /* NULL, or why the span is not known */
    const char *words;    /* what the span was read as, where it does not say so itself; NULL */
    struct ent_value *at; /* the date that it hangs on, where one does; NULL */
};

enum ent_value_form { ENT_VALUE_NUMBER, ENT_VALUE_DATE, ENT_VALUE_STATE };
enum ent_sight {
    ENT_SIGHT_KNOWN,
    ENT_SIGHT_BOUNDED, /* somewhere within its bounds */
    ENT_SIGHT_ABSENT,  /* seen, and there is none: nothing begins in the span, nobody passed anybody */
    ENT_SIGHT_UNSEEN
};

/* A date that is known by how likely each is: an established turning point, and others of the same span. */
struct ent_dating {
    const struct ent_turning *turning;
    const struct ent_turning *others[2]; /* before it and after it; NULL where none is established */
};

struct ent_value {
    enum ent_value_form form;
    enum ent_sight sight;
    double low, high;     /* a number: its bounds, both included; equal where it is known */
    struct ent_cell cell; /* a number that is known: with its unit, for comparisons */
    ent_day from, to;     /* a date: it lies in [from, to); ENT_DAY_EARLY and ENT_DAY_OPEN without a bound */
    enum ent_precision precision;
    const struct ent_dating *dating; /* a date: NULL, or how likely each is; from and to are the most probable one's */
    bool range;                      /* written as a range (a year, an era) that a date can lie in */
    const ent_state *states;         /* of first and last of `any`: who it may be */
    size_t state_count;
    bool anybody;        /* … or anybody else, before or after whom nobody has seen */
    const char *words;   /* "5 spells: 1948–49, 1956, …"; "" for what speaks for itself */
    const char *reason;  /* of what is not known */
    int year;            /* of the row or figure that decides, 0 for none */
    int unseen, dropped; /* years of the span */
    const char *unseen_years;
};

/* resolve_function.c: names of a function's series and span, and whether it may stand here. */
int ent_resolve_function(struct ent_evaluation *evaluation, struct ent_expression *expression, struct ent_error *error);
int ent_resolve_values(struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                       struct ent_error *error);
int ent_resolve_span(struct ent_evaluation *evaluation, struct ent_span *span, struct ent_error *error);
/* Whether some side of some assertion is, or holds, a function, a date or a state. */
bool ent_clause_has_values(const struct ent_clause *clause);
bool ent_expression_has_function(const struct ent_expression *expression);
/* Whether a value is, by its form, a date. */
bool ent_expression_is_date(const struct ent_expression *expression);

/* function_span.c */
int ent_span_stretch(struct ent_evaluation *evaluation, const struct ent_span *span, struct ent_stretch *out,
                     struct ent_error *error);
/* The last day that the evaluation may see: of the dateline's year, of --as-of. */
ent_day ent_last_day(const struct ent_evaluation *evaluation);
/* Years that lie wholly in the stretch; first > last where none does. */
void ent_stretch_years(const struct ent_stretch *stretch, int *first, int *last);

/* function_value.c */
int ent_value_of(struct ent_evaluation *evaluation, const struct ent_expression *expression, int year,
                 struct ent_value *out, struct ent_error *error);

/* function_spells.c: count, start, end, first, last over rows with days. */
int ent_value_of_spells(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                        const struct ent_stretch *stretch, struct ent_value *out, struct ent_error *error);
/* Whether the function reads rows with days under the specification at hand. */
bool ent_function_reads_spells(const struct ent_evaluation *evaluation, const struct ent_expression *expression);

/* function_crossing.c */
int ent_value_of_crossing(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                          const struct ent_stretch *stretch, struct ent_value *out, struct ent_error *error);

/* function_turning.c: the seen years of a span, in order, and a turning point in them. */
struct ent_seen_years {
    int *years;
    double *values;
    size_t count;
    struct ent_cell cell; /* the first: its scale */
    int asked, unseen;    /* years of the span in which the states exist, and of these not seen */
};
int ent_value_of_turning(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                         struct ent_seen_years *seen, struct ent_value *out, struct ent_error *error);

/* What a comparison is where one side is known by how likely each date is: true with .9 of the mass and of the most
 * probable date, false likewise; else open, and where other turning points of the span say otherwise. */
struct ent_weighed {
    enum ent_outcome outcome;
    double holds, fails; /* mass of the dates of which it is true, and not */
    int other;           /* the year of another turning point that says otherwise; 0 for none */
};
struct ent_weighed ent_dates_weigh(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                   const struct ent_value *left, const struct ent_value *right);
/* Why it is open; NULL only when memory is out. */
const char *ent_weighed_reason(struct ent_evaluation *evaluation, const struct ent_weighed *weighed);
/* Within how many years of the most probable one (the middle of those it lies between) the date is: what is true of it.
 * Below 0: no number will do. */
int ent_dating_width(const struct ent_evaluation *evaluation, const struct ent_value *date, struct ent_value *middle);

/* function_compare.c: one comparison, three-valued. */
enum ent_outcome ent_values_compare(const struct ent_evaluation *evaluation, const struct ent_assertion *assertion,
                                    const struct ent_value *left, const struct ent_value *right);

/* function_clause.c: a clause whose assertions hold functions or dates. */
int ent_function_clause_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                                 struct ent_finding *out, struct ent_error *error);
/* How a function is read; NULL for none. */
const char *ent_function_reading(const struct ent_expression *expression);

/* moment.c: months and days. Which series are asked at one; what a series is at the moment of its term. A failure is kept
 * and comes with the clause that it happened in. */
int ent_resolve_moments(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error);
struct ent_point ent_moment_point(const struct ent_evaluation *evaluation, const struct ent_term *term,
                                  const struct ent_series *series);
int ent_moments_status(const struct ent_evaluation *evaluation, struct ent_error *error);
bool ent_clause_has_months(const struct ent_clause *clause);
/* Does something with every series of the clause that has no time of its own, but for those in functions. */
void ent_clause_each_term(struct ent_evaluation *evaluation, const struct ent_clause *clause,
                          void (*visit)(struct ent_term *term, void *data), void *data);
/* Notes on points at months and days. */
int ent_answer_note_moments(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error);

/* months.c: windows of months, by their days; and whether there is a strand that is asked so. Where there is none a
 * value over the window is all that is asked: it is set, and the first year of the window told. */
bool ent_months_are_daily(struct ent_evaluation *evaluation, const struct ent_clause *clause);
int ent_months_pool(struct ent_evaluation *evaluation, const struct ent_clause *clause, int *year,
                    struct ent_error *error);
int ent_months_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_finding *out,
                        struct ent_error *error);

/* function_dates.c: "1950", "2013-03-22"; "between 1981 and 1991", "by 1962", "after 2020". */
void ent_date_add(struct ent_text *out, const struct ent_value *date);

#endif
