/* A claim as a tree: what the parser makes, the printer prints, and the evaluation reads.
 *
 *   claim      = clause { ("and" | "or") clause }
 *   clause     = { "for" quantifier NAME "in" group ":" } condition [ window ] | "(" claim ")"
 *   condition  = [ "not" ] assertion { ("and" | "or") [ "not" ] assertion }
 *   assertion  = expression [ compare expression [ "within" number [ "years" ] ] | predicate ]
 *
 * Names of states, groups and entities stay as written (`text`) until claim/resolve.h gives them codes. "and" binds
 * tighter than "or". Every node remembers the byte offset in the claim where it began, for the caret of an error. */
#ifndef ENT_CLAIM_CLAIM_H
#define ENT_CLAIM_CLAIM_H

#include "base/arena.h"
#include "base/day.h"
#include "base/error.h"
#include "base/text.h"

enum ent_compare { ENT_LESS, ENT_LESS_EQUAL, ENT_EQUAL, ENT_NOT_EQUAL, ENT_GREATER_EQUAL, ENT_GREATER };

/* A point or stretch of time as written. */
enum ent_time_form {
    ENT_TIME_DATE, /* a year, month or day: interval */
    ENT_TIME_NOW,
    ENT_TIME_ERA,   /* "mid-1950s", "1950s": first_year..last_year of the bounds */
    ENT_TIME_RECORD /* "on record" */
};
struct ent_time {
    enum ent_time_form form;
    struct ent_interval interval;
    int first_year, last_year; /* of an era; equal for a year */
    int decade;                /* 1950, of an era */
    char part;                 /* 'e' early, 'm' mid, 'l' late, ' ' the whole decade */
};

enum ent_span_form { ENT_SPAN_NONE, ENT_SPAN_RANGE, ENT_SPAN_TERM, ENT_SPAN_AFTER, ENT_SPAN_BEFORE };
struct ent_span {
    enum ent_span_form form;
    struct ent_time from, to;        /* range: both; after, before: from, unless they hang on a moment */
    struct ent_argument *term_state; /* term(STATE, YEAR) */
    int term_year;
    int years;                     /* "5 years after 2014"; 0: all of them */
    struct ent_expression *moment; /* after start(sanction(A -> B), 2014..2015): a function that is a date; NULL */
};

/* A number as written, so that it prints again and is read with its own rounding. */
struct ent_number {
    double value; /* scale applied ("2 million" is 2000000), percent not ("27%" is 27 with percent set) */
    bool percent;
    int decimals;        /* digits after the point as written */
    const char *written; /* the canonical text: "27%", "2 million", "3000" */
    bool word;           /* a word of a code, "abstain": the value is that code and nothing else */
};

enum ent_argument_form {
    ENT_ARGUMENT_NAME,   /* a state, or a word such as a measure's name: text */
    ENT_ARGUMENT_ENTITY, /* [words] */
    ENT_ARGUMENT_ANY,    /* any */
    ENT_ARGUMENT_GROUP   /* [any|all|no|most] @name [(state)] */
};
struct ent_argument {
    enum ent_argument_form form;
    const char *text;       /* name, entity or group without "@" */
    const char *quantifier; /* "any", "all", "no", "most" or NULL */
    bool pairs;             /* "pairs @G": the pairs of the group, in median(…) */
    const char *of;         /* the state in @partners(STATE), or NULL */
    bool arrow;             /* "->" stands before this argument */
    size_t offset;
    size_t variable;  /* after resolve: 0, or the variable (claim/evaluate.h) that stands here */
    int state;        /* after resolve: the state's id, or -1 */
    const char *code; /* after resolve: the state's code, or NULL */
};

struct ent_option {
    const char *name;
    enum ent_compare compare;
    const char *value; /* as written: "defence", "[Crimea]", "all" */
    size_t offset;
};

struct ent_series_term {
    const char *name;          /* measure, concept, alias or form such as gap, share, distance */
    const char *specification; /* what follows ":" in votes.kappa:weights=nominal, already split into options */
    struct ent_argument *arguments;
    size_t argument_count;
    struct ent_option *options; /* those of the specification first */
    size_t option_count;
    bool has_time;
    struct ent_time at; /* "@ 2018" */
    size_t offset;
};

enum ent_expression_form {
    ENT_EXPRESSION_NUMBER,
    ENT_EXPRESSION_SERIES,
    ENT_EXPRESSION_BINARY,   /* operator + - * / */
    ENT_EXPRESSION_FUNCTION, /* count mean max min sum start end first last crossing turning */
    ENT_EXPRESSION_DATE,
    ENT_EXPRESSION_NAME /* a state or entity standing alone: first(...) = RUS */
};
struct ent_expression {
    enum ent_expression_form form;
    size_t offset;
    struct ent_number number;
    struct ent_series_term *series; /* series, or the series of a function */
    const char *function;           /* "count", … */
    struct ent_span span;           /* of a function; form NONE when it has none */
    char operator;                  /* '+', '-', '*', '/' */
    struct ent_expression *left, *right;
    struct ent_time date;
    struct ent_argument *name;
};

enum ent_predicate_form {
    ENT_PREDICATE_NONE,
    ENT_PREDICATE_HIGHEST, /* era or on record */
    ENT_PREDICATE_LOWEST,
    ENT_PREDICATE_RISING,
    ENT_PREDICATE_FALLING,
    ENT_PREDICATE_CHANGED,
    ENT_PREDICATE_AGAIN_SINCE, /* year */
    ENT_PREDICATE_GROWTH,      /* compare number */
    ENT_PREDICATE_RANK         /* compare number [%] among … */
};
struct ent_predicate {
    enum ent_predicate_form form;
    struct ent_time since;    /* highest, lowest, again since */
    bool every_year;          /* rising, falling */
    enum ent_compare compare; /* growth, rank */
    struct ent_number number;
    const char *among; /* rank: "group", "pairs" or "partners" */
    struct ent_argument *group;
    size_t offset;
};

struct ent_assertion {
    bool negated;
    bool or_before; /* joined to the assertion before it by "or" (else by "and"); false for the first */
    struct ent_expression *left, *right; /* right is NULL without a comparison */
    bool has_compare;
    enum ent_compare compare;
    bool has_within;
    struct ent_number within;
    bool within_years;
    struct ent_predicate predicate;
};

enum ent_window_form {
    ENT_WINDOW_NONE,
    ENT_WINDOW_AT,
    ENT_WINDOW_DURING,
    ENT_WINDOW_EVER,
    ENT_WINDOW_MOSTLY,
    ENT_WINDOW_NEVER,
    ENT_WINDOW_ALWAYS,
    ENT_WINDOW_SINCE
};
struct ent_window {
    enum ent_window_form form;
    struct ent_time at;   /* at, since */
    struct ent_span span; /* the others */
    size_t offset;
};

/* `for most C in @majors: …` binds "C" in a condition; `for C in` is `for all C in`. */
struct ent_each {
    const char *name;
    size_t offset;
    struct ent_argument group; /* with the quantifier */
};

struct ent_claim;
struct ent_clause {
    bool or_before;
    struct ent_each *each; /* what is bound, the outer first */
    size_t each_count;
    struct ent_claim *inner; /* "(" claim ")", or NULL for a condition */
    struct ent_assertion *assertions;
    size_t assertion_count;
    struct ent_window window;
};
struct ent_claim {
    struct ent_clause *clauses;
    size_t clause_count;
    size_t place; /* after it could not be evaluated: the byte to blame; ENT_NOWHERE where none is */
};
#define ENT_NOWHERE SIZE_MAX

/* Parses one claim. On failure: ENT_ERROR_USAGE with line 1, and in *offset (may be NULL) the byte where it went wrong;
 * the message says what was found, what would be right, and "did you mean" where a word is near. Forgives what a person
 * would write: "since the mid 1950s", "among majors", "27 %", "above", "A to B", en dashes in ranges. Memory is the
 * arena's. */
int ent_claim_parse(struct ent_claim **out, struct ent_arena *arena, const char *text, size_t *offset,
                    struct ent_error *error);

/* Adds the claim to a message, with a caret under the byte at `offset`; nothing where it is ENT_NOWHERE or the claim is
 * too long for a line. */
void ent_claim_point(struct ent_error *error, const char *text, size_t offset);
/* Whether a caret can be drawn under it, and after how many columns. */
bool ent_claim_caret(const char *text, size_t offset, size_t *columns);

/* A claim of a file that cannot be read: the others of the file are answered all the same. */
struct ent_claim_fault {
    const char *file;
    long line;
    const char *text;    /* as written; NULL where not the claim is to blame but who said it */
    const char *message; /* what is wrong and what would be right */
    size_t place;        /* the byte of the text to blame; ENT_NOWHERE: none */
};
/* A copy of `fault`. Without a message of its own it takes that of `error`, as long as the error is one of usage or
 * input: any other is no claim's, and is returned. */
int ent_claim_fault_keep(const struct ent_claim_fault **out, struct ent_arena *arena,
                         const struct ent_claim_fault *fault, struct ent_error *error);
/* The fault as an error, with file, line and caret. */
void ent_claim_fault_tell(const struct ent_claim_fault *fault, struct ent_error *error);

/* Parses one expression (for why): `votes.kappa(CHN, RUS) @ 2018`, `gdp.usd(CHN) / gdp.usd(RUS) @ 2017`. A time that
 * stands last after a space applies to every series of the expression that has none. */
int ent_expression_parse(struct ent_expression **out, struct ent_arena *arena, const char *text, size_t *offset,
                         struct ent_error *error);

/* Prints the canonical form: parse(print(x)) = x. Resolved arguments print their code, others their text. */
void ent_claim_print(struct ent_text *out, const struct ent_claim *claim);
/* Whether some series of it, outside functions, has no time of its own. */
bool ent_expression_lacks_time(const struct ent_expression *expression);
void ent_expression_print(struct ent_text *out, const struct ent_expression *expression);
void ent_series_print(struct ent_text *out, const struct ent_series_term *series);
void ent_time_print(struct ent_text *out, const struct ent_time *time);
const char *ent_compare_text(enum ent_compare compare); /* "<=" */

#endif
