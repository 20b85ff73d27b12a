/* Members that stand for a group one after the other: who is one and when (members.c), a copy of the evaluation in which
 * one of them is bound, and how what is true of each adds up (quantify.c).
 *
 * A variable is bound by a copy of the evaluation whose terms, requests and series are those of the member. In it the
 * next variable is asked in the same way, so that two groups in one assertion are asked in the order they are written:
 * the second anew for each member of the first. */
#ifndef ENT_CLAIM_QUANTIFY_H
#define ENT_CLAIM_QUANTIFY_H

#include "claim/function.h"

enum { ENT_NAMED = 5 };             /* members that are named; of the others their number is said */
enum { ENT_LOOKS_MOST = 20000000 }; /* combinations of members, times years, that one claim may ask */

/* ---- members.c ---- */

enum ent_belongs { ENT_OUTSIDE, ENT_MAYBE_MEMBER, ENT_MEMBER };

/* A copy to bind members in; NULL when memory is out. Freed with free. */
struct ent_evaluation *ent_binding_open(const struct ent_evaluation *evaluation);
/* Puts the state where the variable stands, in place of the one before it. False where it is the other state of a pair
 * already: a state is not paired with itself. */
bool ent_binding_put(const struct ent_evaluation *from, struct ent_evaluation *here, size_t variable, ent_state state);
/* Whether the candidate, bound in `here`, is a member on some day of the interval. *hidden, unless NULL or filled, is the
 * cell of one of whom it is not seen and who then is none. */
enum ent_belongs ent_member_belongs(const struct ent_evaluation *here, const struct ent_variable *variable,
                                    const struct ent_candidate *candidate, struct ent_interval when,
                                    struct ent_cell *hidden);
/* The year that decides who is a member where the clause says none: that of a series which carries its own time. */
int ent_member_year(const struct ent_evaluation *evaluation, size_t variable, int year);
/* A series that is seen wherever one of the members' is: which years there are, and which releases. */
int ent_members_merge(struct ent_evaluation *evaluation, size_t term, int second, struct ent_series **members,
                      size_t count, struct ent_error *error);

/* ---- quantify.c ---- */

struct ent_asking;

/* Asks one member, bound in `here`. */
typedef int ent_ask_member(struct ent_evaluation *here, const struct ent_asking *asking, struct ent_finding *out,
                           struct ent_error *error);

struct ent_asking {
    size_t variable;
    struct ent_interval when;              /* who belongs on some day of it is a member */
    const struct ent_clause *clause;       /* NULL: of a year */
    const struct ent_assertion *assertion; /* the first; alone where count is 0 */
    size_t count;
    int year;
    bool until_settled;  /* only the outcome is wanted: the first member that settles it ends the count */
    ent_ask_member *ask; /* NULL: the condition in the year */
};

/* A member that is named, with those of the variables after its own that settle what is said of it. */
struct ent_named {
    ent_state state;
    struct ent_witness with;
};

struct ent_member_count {
    size_t members, yes, no, open;
    size_t maybe_yes, maybe_no; /* of those who may be members: true of them, false of them */
    struct ent_cell unseen;     /* the first that is not seen */
    struct ent_cell hidden;     /* the first of whom it is not seen whether it is a member, where such a one is none */
    struct ent_named yes_named[ENT_NAMED], no_named[ENT_NAMED], open_named[ENT_NAMED];
    /* where members are asked with `ask` */
    const char *yes_numbers, *no_numbers; /* of the first of each */
    const char *reason;                   /* why the first is not seen */
    int yes_year, no_year;
    double yes_sure[2], no_sure[2]; /* least and most of what agrees among them; NaN where it is not known of all */
    bool used_now;
};

enum ent_truth { ENT_FALSE, ENT_TRUE, ENT_UNSEEN };

int ent_members_count(const struct ent_evaluation *evaluation, const struct ent_asking *asking,
                      struct ent_member_count *out, struct ent_error *error);
enum ent_truth ent_members_judge(const struct ent_member_count *count, const char *quantifier);
/* Keeps as witness the member that settles it, or else one that was seen. */
void ent_members_witness(const struct ent_evaluation *evaluation, size_t variable, const struct ent_member_count *count,
                         int year);
/* "2 of 3 in @NATO: BBB, CCC (DDD); not EEE" */
void ent_members_name(const struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable,
                      const struct ent_member_count *count, struct ent_text *text);
/* The variable that is asked next, anew for each member of this one; 0 where there is none or there are several. */
size_t ent_variable_after(const struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable);
/* The strongest quantifier that is true; NULL: none is. */
const char *ent_members_strongest(const struct ent_member_count *count);

/* ---- over_members.c: what is read over many years at once, asked of members one by one ---- */

/* The outcome over the members, with their names and the numbers of the one that settles it in `text`. */
int ent_outcome_over_members(struct ent_evaluation *evaluation, struct ent_asking *asking, struct ent_finding *out,
                             struct ent_text *text, struct ent_error *error);
/* When one is a member of the variable's group, where a whole clause is asked: in the year that it is about, or on some
 * day of its window or of the span of the function that the group stands in. */
int ent_members_when(struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable, int year,
                     struct ent_interval *out, struct ent_error *error);
/* The same in words; NULL when memory is out. */
const char *ent_members_reading(struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable);
/* Whether the clause is read over many years at once: a predicate, overtook, or functions. */
bool ent_clause_is_whole(const struct ent_evaluation *evaluation, const struct ent_clause *clause);
/* Refuses a clause that asks of more combinations of members and years than one claim may. */
int ent_members_bound(struct ent_evaluation *evaluation, const struct ent_clause *clause, struct ent_error *error);
/* A clause whose `for` binds names, so read. */
int ent_each_evaluate(struct ent_evaluation *evaluation, const struct ent_clause *clause, size_t variable,
                      struct ent_finding *out, struct ent_error *error);

#endif
