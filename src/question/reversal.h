/* Reversals of a pair by one measure: who passed whom, when, and how far. METHODS 3.3 and 3.4; Organski and Kugler
 * 1980, Tammen et al. 2000 (parity from 80 % to 120 % of the dominant state). Everything is a function of the log ratio
 * r = ln(A / B) over its seen years, in one pass, and mirrored when the states are swapped. */
#ifndef ENT_QUESTION_REVERSAL_H
#define ENT_QUESTION_REVERSAL_H

#include "question/ratio.h"

/* Fewer seen years than this after a crossing, and nobody knows yet whether it lasts. */
enum { ENT_REVERSAL_FRESH = 5 };

enum ent_kept { ENT_KEPT_NO, ENT_KEPT_YES, ENT_KEPT_OPEN };

/* One state passes the other: r <= 0 in `before` and r > 0 in `after` (direction 1, A passes), or the mirror of it. It
 * happened after `before` and by `after`: a year where these are neighbours and no series breaks between, else an
 * interval. */
struct ent_crossing {
    int direction;     /* 1: A passes B; -1: B passes A */
    int before, after; /* seen years */
    size_t at;         /* index of `after` among the ratio's years */
    double date;       /* where the straight line between the two meets 0: decoration only */
    bool gap;          /* unseen years lie between */
    const struct ent_ratio_break *broken;
    size_t seen_after;     /* seen years after `after` */
    enum ent_kept kept_5;  /* at least 9 tenths of the next 5 seen years stay on that side; open: too few yet */
    enum ent_kept kept_10; /* likewise of the next 10 */
};

/* What there is to say of "A has overtaken B" (direction 1) or "B has overtaken A" (-1). */
enum ent_reversal_code {
    ENT_REVERSAL_UNSEEN,   /* no year is seen */
    ENT_REVERSAL_CROSSED,  /* final crossing: ahead from it to the end of the data */
    ENT_REVERSAL_BEFORE,   /* ahead from the first seen year on: it lies before the data, if anywhere */
    ENT_REVERSAL_NEVER,    /* not ahead in any seen year: not by the last of them */
    ENT_REVERSAL_AMBIGUOUS /* ahead at times, not at the end */
};

struct ent_reversal {
    struct ent_crossing *crossings; /* all, in order of time */
    size_t crossing_count;
    int first_year, last_year; /* seen; 0 where none is */
    double first_log, last_log;
    int ahead; /* at the end: 1 A, -1 B, 0 as much, or nothing seen */
};

/* The parity band: from 80 % of the other to the same beyond it. */
enum ent_band {
    ENT_BAND_SYMMETRIC, /* |r| <= ln 1.25: the weaker has at least 80 % of the stronger */
    ENT_BAND_LITERAL    /* the one that passes has 0.8 to 1.2 of the other */
};

/* Parity around a crossing: the years of the band on both of its sides. */
struct ent_parity {
    int entered; /* first year in the band after the last one below it; 0: not from below it (censored at the start) */
    int left;    /* first year beyond it; 0: not yet */
    bool clean;  /* in all of the data the band is entered once, from below, and left once, beyond */
    bool jumped; /* no seen year of the passage lies in the band: `entered` is then 0 */
};

/* The largest swing: |r at `to` - r at `from`| with the other sign at `to`. */
struct ent_swing {
    int from, to;                         /* 0 where there is none */
    double before, after;                 /* r in these years */
    double size;                          /* |after - before|; its exponent is the factor by which the ratio moved */
    int direction;                        /* 1: A rose over B */
    const struct ent_ratio_break *broken; /* a break between `from` and `to` */
};
enum { ENT_SWING_SHORTEST = 10, ENT_SWING_LONGEST = 50 };

/* All crossings and who is ahead. Memory is the arena's. */
int ent_reversal_find(struct ent_arena *arena, const struct ent_ratio *ratio, struct ent_reversal *out,
                      struct ent_error *error);

/* The code of a direction, and for ENT_REVERSAL_CROSSED its final crossing (else NULL; `out` may be NULL). */
enum ent_reversal_code ent_reversal_code(const struct ent_ratio *ratio, const struct ent_reversal *reversal,
                                         int direction, const struct ent_crossing **out);

const char *ent_reversal_code_text(enum ent_reversal_code code); /* "crossed", "before", "never", … */

/* The last crossing that lasts to the end of the data, of either direction; NULL when the one ahead always was, or
 * nobody is. */
const struct ent_crossing *ent_reversal_final(const struct ent_ratio *ratio, const struct ent_reversal *reversal);

struct ent_parity ent_reversal_parity(const struct ent_ratio *ratio, const struct ent_crossing *crossing,
                                      enum ent_band band);

/* The largest swing over shortest..longest years that ends with the other sign. `from_allowed` and `to_allowed` say by
 * index of the ratio's years which may begin and end it (NULL: all). Of equals the one that ends first. Complexity:
 * seen years times `longest`. */
struct ent_swing ent_reversal_swing(const struct ent_ratio *ratio, int shortest, int longest, const bool *from_allowed,
                                    const bool *to_allowed);

#endif
