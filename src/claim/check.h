/* Checking a claim: every reasonable specification is evaluated, and the verdict is over the core ones. */
#ifndef ENT_CLAIM_CHECK_H
#define ENT_CLAIM_CHECK_H

#include "claim/claim.h"
#include "claim/verdict.h"
#include "measure/concept.h"
#include "measure/measure.h"

struct ent_curve;

enum ent_outcome { ENT_OUTCOME_HOLDS, ENT_OUTCOME_FAILS, ENT_OUTCOME_OPEN, ENT_OUTCOME_NOT_COVERED };

struct ent_check_options {
    ent_day as_of;     /* ENT_DAY_OPEN: every release */
    int dateline_year; /* caps the years a claim may use and is "now"; 0: none */
    bool all;          /* also the specifications that never decide are shown */
    bool all_decide;   /* … and decide (--specs all) */
    bool curve;        /* also the specification curve: every option of every measure (--specs) */
    bool intervals;    /* draw replicates even where no margin is small */
    double confidence; /* 0: verdicts rest on point values; else outcomes below it are open: too close */
    int replicates;    /* 1000 */
    uint64_t seed;
    bool other_releases; /* look whether another release of a source gives another outcome */
};
void ent_check_options_init(struct ent_check_options *options);

/* What one specification says. Text is the context's arena's. */
struct ent_finding {
    enum ent_outcome outcome;
    bool core;
    const char *label;   /* "votes.kappa", "gdp.usd" */
    const char *choices; /* what else was chosen: "since 1957", "ratio", "reported by China Customs"; "" for nothing */
    const char *source;  /* "World Bank, WDI … 2024-10-21": title and version of the releases used */
    const char *numbers; /* the numbers that decide: ".520, 4th of 48 years, peak 2017" */
    const char *reason;  /* why it is open or cannot be seen; NULL otherwise */
    const char
        *nearest; /* the nearest claim that this specification says is true; NULL when it holds or none is near */
    const char *other_release;        /* note: another release says otherwise; NULL */
    double value;                     /* of the left side at the deciding year, NaN where there is none */
    double low, high;                 /* its interval, NaN */
    double right;                     /* of the right side, NaN */
    int year;                         /* the deciding year, 0 where there is none */
    int rank_low, rank_high, rank_of; /* 0: no rank */
    int peak_year;
    int holds_since;          /* highest, lowest: the earliest S for which it holds; 0 where none */
    double margin;            /* distance from flipping, in units of the value; NaN where it has no meaning */
    double agree;             /* share of replicates with the same outcome, NaN where none were drawn */
    int unseen;               /* years of the window that were not seen */
    const char *unseen_years; /* "1956–1970 (not seated)", NULL */
    int dropped;              /* years that dropped out because a state did not exist */
    size_t choice_of_slot[8]; /* which choices: for "what moves it" */
    int bound, form, borders, members;
    int witness[6], witness_year[6]; /* of members of groups, in order: those that show the outcome, and when; -1 */
    const char *independent;         /* the independent sources, comma separated */
};

struct ent_answer {
    enum ent_verdict verdict;
    const char *claim; /* canonical */
    char id[17];       /* hash of claim, concepts, options and record */
    struct ent_finding *findings;
    size_t finding_count;
    size_t holds, fails, open, unseen; /* of the deciding specifications */
    size_t decided_by;                 /* how many decide */
    size_t independent_sources;
    const char *moves;   /* which choice moves a split; NULL */
    const char *nearest; /* nearest true sentence, and by which measure; NULL */
    const char *nearest_by;
    const char **readings; /* how the claim was read */
    size_t reading_count;
    const char **written; /* of these, how the numbers and eras that the claim writes were read */
    size_t written_count;
    const char **notes;
    size_t note_count;
    const char *breaks;                  /* series breaks of the states inside the window; NULL */
    const char *why;                     /* an expression for: entente why */
    const char *show;                    /* arguments for: entente show */
    const char *would_cover;             /* NOT COVERED: what would; NULL where nothing could */
    const struct ent_release **releases; /* what the specifications used, in the order of their first use */
    size_t release_count, release_capacity;
    struct ent_curve *curve;  /* NULL unless asked */
    struct ent_answer *today; /* with as-of: the answer of the whole record; NULL otherwise */
};

/* Evaluates a parsed claim. What parses but has no meaning is ENT_ERROR_USAGE, and claim->place the byte to blame. */
int ent_check(struct ent_answer **out, struct ent_context *context, const struct ent_concepts *concepts,
              struct ent_claim *claim, const struct ent_check_options *options, struct ent_error *error);

const char *ent_outcome_text(enum ent_outcome outcome); /* "holds", "fails", "open", "not covered" */

#endif
