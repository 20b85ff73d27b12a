/* A measure is a function of strands that gives a series. This header is all that the rest of entente knows of
 * measures: their declarations, how a specification (a measure with every option fixed) is asked, and the series that
 * comes back.
 *
 * Adding a measure: one file in this folder that defines a `const struct ent_measure`, and one line in registry.c. */
#ifndef ENT_MEASURE_MEASURE_H
#define ENT_MEASURE_MEASURE_H

#include "base/progress.h"
#include "base/text.h"
#include "record/read.h"

/* Why a point has no value although it could be expected. Printed by ent_why_text. */
enum ent_why {
    ENT_WHY_FINE,
    ENT_WHY_EMPTY,         /* no common rows */
    ENT_WHY_TOO_FEW,       /* fewer than the minimum support (votes: 10 roll calls) */
    ENT_WHY_CONSTANT,      /* a row is constant where the measure needs spread (tau-b) */
    ENT_WHY_ZERO_DENOM,    /* chance agreement is total: both rows are the same constant */
    ENT_WHY_ONE_SIDED,     /* only one party is in the source */
    ENT_WHY_NOT_SEATED,    /* votes: one of the two had no seat */
    ENT_WHY_NO_STATE,      /* one of the states does not exist */
    ENT_WHY_OUTSIDE,       /* before the source starts or after it ends */
    ENT_WHY_NOT_LISTED,    /* the source knows the year and not the state: another list of states counts it */
    ENT_WHY_MISSING,       /* the source has the cell and leaves it empty */
    ENT_WHY_RECALLED,      /* only a recalled figure is there */
    ENT_WHY_NOT_ESTIMATED, /* the measure is declared and not built yet */
    ENT_WHY_CONFLICT,      /* several different values and no rule between them */
    ENT_WHY_ZERO_TOTAL,    /* a share of nothing */
    ENT_WHY_SINGLE,        /* one row where the measure compares several */
    ENT_WHY_CLOSER,        /* known by a longer period than the month or day that is asked for */
    ENT_WHY_NO_CALL,       /* votes: no roll call of that name */
    ENT_WHY_SEVERAL,       /* votes: several roll calls of one resolution, and none is marked as the one on the whole */
    ENT_WHY_OTHER_YEAR,    /* votes: that roll call was in another year */
    ENT_WHY_NOT_MEMBER,    /* of a share: not in the group then */
    ENT_WHY_UNIT           /* in another unit than what it is compared with: never compared across the break */
};

/* Notes on a defined value that must be read with care: bits. */
enum {
    ENT_NOTE_CONSTANT_A = 1,
    ENT_NOTE_CONSTANT_B = 2,
    ENT_NOTE_ONE_SIDED_OBLIGATION = 4,
    ENT_NOTE_SEVERAL_FIGURES = 8,
    ENT_NOTE_PRESENT_BORDERS = 16, /* a figure of a year before a break, reckoned for the borders of today */
    ENT_NOTE_SOME_MISSING = 32,    /* made of those parts that are seen: support counts them */
    ENT_NOTE_EVENT = 64,           /* of a dated measure: the year of its event, seen or not */
    ENT_NOTE_UNDATED = 128         /* rows whose day is not known as closely as it is asked were left out */
};

/* What the numbers of a series are. NONE (covered, nothing happened) reads as 0 for all but ENT_SCALE_NUMBER. */
enum ent_scale { ENT_SCALE_NUMBER, ENT_SCALE_YES_NO, ENT_SCALE_CODED, ENT_SCALE_COUNT };

struct ent_point {
    int year;
    enum ent_kind kind;
    enum ent_why why; /* ENT_WHY_FINE for value and none */
    double value;     /* NaN unless kind is value, or none on a scale where none is 0 */
    double low, high; /* 95 % interval, NaN where there is none */
    long support;     /* roll calls, rows */
    unsigned notes;   /* ENT_NOTE_… */
    uint32_t types;   /* bits of the strand's types in force, for spells */
    const char *unit; /* where a source changes its unit: that of this year; NULL: the series' own */
};

/* Seen: the point has a number that a claim may use. */
bool ent_point_seen(const struct ent_point *point);

enum { ENT_RELEASES_MOST = 4 }; /* that one series is computed from */

struct ent_setting {
    const char *name, *value;
};

enum {
    ENT_SETTINGS = 12,
    ENT_ITEM_WITHOUT_FACTS = 0x7fffffff /* an entity that the record knows and has no fact of */
};

/* A specification asked of a pair (or of one state: b is ENT_NO_STATE). */
struct ent_request {
    const struct ent_measure *measure;
    ent_state a, b;
    const char *group; /* NULL, or "EU": its members together stand where a state would, and a is ENT_NO_STATE */
    struct ent_setting settings[ENT_SETTINGS]; /* every option of the measure, defaults filled in */
    size_t setting_count;
    struct ent_view view;       /* source, release, reporter, as-of */
    int item;                   /* id of an item, 0 for none */
    int first_year, last_year;  /* wanted span; 0, 0: all that the source covers */
    struct ent_interval moment; /* of a trace: the rows of this time, not of the whole year; empty: of the year */
};

struct ent_series {
    const struct ent_measure *measure;
    ent_state a, b;
    const char *group; /* as in the request */
    enum ent_scale scale;
    const char *unit, *orientation;
    const char *specification; /* "votes.kappa:weights=nominal,abstain=category,scope=all" */
    int first_year, last_year; /* points[year - first_year]; empty when last_year < first_year */
    struct ent_point *points;
    const struct ent_release *releases[ENT_RELEASES_MOST]; /* what it was computed from */
    size_t release_count;
    int covers_from, covers_to; /* years that the source claims to know; 0, 0 when it has nothing */
    const char *note;           /* NULL or one sentence a reader needs */
};

struct ent_option_rule {
    const char *name;
    const char *values; /* allowed values separated by "|"; "STATE" for a state in any usual form (its code is kept), ""
                           for free text */
    const char *initial; /* default value, "" for none */
    const char *summary;
};

/* What one measurement needs around it: the record, memory, and what was loaded already. */
struct ent_context {
    struct ent_record *record;
    struct ent_arena *arena; /* series live as long as this */
    struct ent_measure_cache *cache;
    struct ent_kept_profiles
        *profiles; /* of pairs asked about in this arena: a copy with an arena of its own adds its own */
    int threads;   /* for work over all pairs; 0: as many as there are processors. Results do not depend on it */
    ent_progress progress; /* of sweeps, in states done; NULL for silence */
    void *progress_data;
};

/* Rows behind one point, for why. */
struct ent_trace_row {
    struct ent_lineage lineage;
    ent_state a, b;
    double value;     /* NaN when the row has no number */
    const char *text; /* "defence, consultation", "yes : no", … or NULL */
};
struct ent_trace {
    struct ent_trace_row *rows;
    size_t count;
    const char *formula; /* "1 - (1 - .8718) / (1 - .6012)": the arithmetic with its numbers, or NULL */
};

struct ent_sweep; /* measure/sweep.h */

enum { ENT_MEASURE_STRANDS = 6 };

struct ent_measure {
    const char *name;               /* "votes.kappa" */
    const char *summary;            /* one line */
    const char *unit, *orientation; /* "share", "higher = closer" */
    enum ent_scale scale;
    int states; /* 1 or 2 */
    bool directed;
    const char *strands[ENT_MEASURE_STRANDS]; /* the first one says which sources can serve the measure */
    struct ent_option_rule options[8];
    const char
        *strand_option; /* the option whose value ends the name of the strand that is read; NULL: there is none */
    const char *codes; /* of a code: its words from 1 on, "yes|abstain|no"; a claim writes them. NULL: it has numbers */
    bool dated;        /* of one event, which has its own year: the item says which */
    const char *reading;     /* NULL, or how it is read: printed with every claim of it */
    const char *aggregation; /* over a group: "sum", "mean" or "none" */
    int minimum_support;
    bool on_request; /* it reads a whole system or many series: shown where it is asked for, not in an overview */
    const char *reference;
    const char *example; /* a worked number that a test repeats, with its place in METHODS */
    const void *rule;    /* what the functions of a family read; votes: a struct ent_vote_index */

    /* What `item` and `over` mean to a measure that is no strand: the request keeps it. NULL: it has none. */
    int (*item)(struct ent_context *context, struct ent_request *request, const char *value, struct ent_error *error);
    /* Fills *out. NULL: declared, not built yet (every point is then ENT_WHY_NOT_ESTIMATED). */
    int (*compute)(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                   struct ent_error *error);
    /* Rows behind the point of a year. */
    int (*trace)(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                 struct ent_error *error);
    /* The point of a month, a day or a window of them: see measure/moment.h. NULL: the measure is made by the year, but
     * for spells, events and figures, which measure/moment.h reads itself. */
    int (*moment)(struct ent_context *context, const struct ent_request *request, struct ent_interval moment,
                  ent_day last, struct ent_point *out, struct ent_error *error);
    /* Bootstrap: out[replicate * years + (year - series->first_year)], NaN where undefined; the same resample for every
     * pair and index. NULL when the source carries no error and the measure none. */
    int (*replicate)(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                     int replicates, uint64_t seed, double *out, struct ent_error *error);
    /* Every seen point over all pairs (or states) listed, where it can be had faster than series by series: see
     * measure/sweep.h. NULL: series by series. */
    int (*sweep)(struct ent_context *context, const struct ent_request *request, const ent_state *states, size_t count,
                 struct ent_sweep *out, struct ent_error *error);
    /* Reads at once what the series of all pairs of these states are made of; it stays as long as the context's arena.
     * Series come out the same without. NULL: there is nothing to be gained. */
    int (*gather)(struct ent_context *context, const struct ent_request *request, const ent_state *states, size_t count,
                  struct ent_error *error);
    /* Permutation: what the seen years of the series would be had the rows beneath them been dealt to these years by
     * chance; laid out as for replicate, the same deal for every pair and index. NULL: no rows lie beneath a year. */
    int (*permute)(struct ent_context *context, const struct ent_request *request, const struct ent_series *series,
                   int permutations, uint64_t seed, double *out, struct ent_error *error);
};

/* Loads nothing; memory of the cache is the context's arena. */
int ent_context_init(struct ent_context *context, struct ent_record *record, struct ent_arena *arena,
                     struct ent_error *error);

/* Compiled measures (registry.c), in order of name. */
const struct ent_measure *const *ent_measure_all(size_t *count);

/* A measure by name: a compiled one, or a strand of the record (with numbers, spells or events) as a measure.
 * *out is NULL when there is none. */
int ent_measure_find(struct ent_context *context, const char *name, const struct ent_measure **out,
                     struct ent_error *error);

/* Defaults of every option; then ent_request_set for each option given. Unknown options and values are
 * ENT_ERROR_USAGE that names what is allowed. `source`, `release`, `report`, `borders`, and `item` or `over` (of a strand)
 * set the view and the item. */
int ent_request_init(struct ent_request *request, const struct ent_measure *measure, ent_state a, ent_state b);
int ent_request_set(struct ent_context *context, struct ent_request *request, const char *name, const char *value,
                    struct ent_error *error);
const char *ent_request_get(const struct ent_request *request,
                            const char *name); /* NULL when there is no such option */

/* The strand whose sources serve the request: the measure's first, unless an option says which. NULL: it has none. */
const char *ent_request_strand(const struct ent_request *request);

/* Computes the series of a specification; of a group: group_series.h. Every year of the span has a point, whatever its
 * kind. */
int ent_measure_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                       struct ent_error *error);
int ent_measure_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                      struct ent_error *error);

/* The point of a year; a not-covered point for years outside the series. */
struct ent_point ent_series_at(const struct ent_series *series, int year);

/* Fills low and high of every point from replicates (percentiles 2.5 and 97.5). */
int ent_series_intervals(struct ent_context *context, const struct ent_request *request, struct ent_series *series,
                         int replicates, uint64_t seed, struct ent_error *error);

/* Which sources (and, where a source carries several reporters for these states, which reporters) can serve a measure:
 * each is a specification. Sources declared the same as another that is present are left out, with a note. */
struct ent_serving {
    const char *source, *reporter; /* reporter is NULL where it makes no difference */
    const char *same_as;           /* the source whose figures it repeats, else itself */
    const char *independent;       /* the independent source it counts as */
    const char *note;              /* which sources were left out as the same one, or NULL */
    bool both_borders;             /* it gives years before a break for the borders of then and for those of today */
};
/* Of a source of single published figures, which cover their own cells and nothing else: whether it has one of the
 * request's states and item in its years (0, 0: in any). *single is false for other sources. */
int ent_measure_has_cell(struct ent_context *context, const struct ent_request *request, const char *source,
                         bool *single, bool *out, struct ent_error *error);
int ent_measure_servings(struct ent_context *context, const struct ent_request *request, struct ent_serving **out,
                         size_t *count, struct ent_error *error);

/* Adds a release that is not there yet; more than ENT_RELEASES_MOST are left out. */
void ent_releases_add(const struct ent_release *releases[ENT_RELEASES_MOST], size_t *count,
                      const struct ent_release *release);

/* Whether two years are in one unit, as struct ent_point has it: "in UNIT; …", of which what follows is a remark, or NULL
 * for the series' own. */
bool ent_unit_same(const char *a, const char *b);

/* What an orientation means for sorting: 1 or -1, and the word of which more is 1: "closer" for "lower = closer" (-1)
 * and "higher = more opposed" (-1). */
double ent_orientation_sense(const char *orientation, const char **word);

/* Whether two measures run in opposite directions, so that a high value of the one means a low one of the other. */
bool ent_orientation_opposed(const char *orientation, const char *other);

/* The code that a word of the measure's `codes` stands for, 0 for none; and the word of a code, NULL when memory is out.
 */
int ent_measure_code(const struct ent_measure *measure, const char *word);
const char *ent_measure_code_word(struct ent_arena *arena, const struct ent_measure *measure, double code);

const char *ent_why_text(enum ent_why why);    /* "too few cases", … */
const char *ent_kind_text(enum ent_kind kind); /* "value", "none", "unknown", "not covered", "undefined", "no state" */

/* Canonical text of a specification: measure, options that differ from their default (all of them with `whole`). */
char *ent_request_text(struct ent_arena *arena, const struct ent_request *request, bool whole);

#endif
