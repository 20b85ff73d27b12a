/* What the files of this folder share and nobody else needs: the choice of a release, the empty series that a measure
 * fills, coverage by year, and what was loaded already. */
#ifndef ENT_MEASURE_SUPPORT_H
#define ENT_MEASURE_SUPPORT_H

#include "measure/measure.h"

struct ent_strand_measure;
struct ent_vote_record;
struct ent_coverage_years;
struct ent_vote_draws;
struct ent_profile_weights;
struct ent_kept_part;
struct ent_profile_system;
struct ent_vote_deals;
struct ent_vote_orders;
struct ent_known_basis;
struct ent_touching;
struct ent_capabilities;

enum { ENT_CACHE_YEARS = 512 }; /* places for what is kept by year */

/* Everything loaded so far. Lists, newest first. Memory is the cache's own arena, which outlives that of the context
 * where a caller takes many series and throws each away (panel.c). */
struct ent_measure_cache {
    struct ent_arena *arena;
    struct ent_strand_measure *strands;  /* strands of the record as measures */
    struct ent_vote_record *votes;       /* one per release of votes */
    struct ent_coverage_years *coverage; /* one per (strand, release) */
    struct ent_vote_draws *draws;        /* resampled roll calls of a year, which every pair and index of votes reads */
    struct ent_vote_orders *orders;      /* random orders of clusters of roll calls */
    struct ent_vote_deals *deals;        /* tables of pairs whose clusters were dealt to years by chance */
    struct ent_known_basis *bases;       /* releases chosen so far: all pairs ask for the same */
    struct ent_touching *touching;       /* facts of a state with anybody, for measures over third states */
    struct ent_kept_part **parts;        /* series of one state that others are made of, by state; NULL until asked */
    struct ent_profile_system *systems[ENT_CACHE_YEARS]; /* members of the system, by year */
    struct ent_profile_weights *weights;                 /* capability shares, one per release and span of years */
    struct ent_capabilities *capabilities;               /* components of capability, one per release */
};

/* What a series is computed from. */
struct ent_basis {
    struct ent_strand *strand;         /* NULL: the record has no such strand */
    const struct ent_release *release; /* NULL: no release is allowed by the view */
    struct ent_release **older;        /* older releases of the same source that the view allows */
    size_t older_count;
    int first_year, last_year; /* what the release covers, over all states; first > last when nothing */
    const char *note;          /* why there is no release, or NULL */
};

/* The newest release that the view allows, of the view's source. Without a source in the view: of the source that
 * reaches furthest, then begins first, then comes first by name. */
int ent_basis_choose(struct ent_context *context, const struct ent_request *request, const char *strand,
                     struct ent_basis *out, struct ent_error *error);

/* What the chosen release covers of a state in a year: none, unknown, not covered or no state. */
int ent_basis_covers(struct ent_context *context, const struct ent_basis *basis, ent_state state, int year,
                     enum ent_kind *out, struct ent_error *error);

/* A series whose every point is what an absent row means there (none, unknown, not covered, no state); the measure then
 * fills in the years that it sees. The span is the request's, else that of the release. */
int ent_series_begin(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                     enum ent_scale scale, struct ent_series **out, struct ent_error *error);

/* Of two states the less seen decides: no state, then not covered, then unknown. */
enum ent_kind ent_kind_worse(enum ent_kind a, enum ent_kind b);

/* The point of a year for writing; NULL outside the series. */
struct ent_point *ent_series_point(struct ent_series *series, int year);

/* Sets a point to a value, or to an unseen kind with its reason. */
void ent_point_set(struct ent_point *point, double value, long support);
void ent_point_unsee(struct ent_point *point, enum ent_kind kind, enum ent_why why);

/* Years [*first, *last] of the series that a fact touches; false when there are none. An end that is only "still so
 * when the list was made" does not reach past the coverage: the caller leaves years that are not covered alone. */
bool ent_fact_years(const struct ent_fact *fact, int series_first, int series_last, int *first, int *last);

/* Whether the view sees a fact: its reporter and its own date of publication. Recalled figures are not settled here. */
bool ent_fact_allowed(struct ent_record *record, const struct ent_fact *fact, const struct ent_view *view);

/* Whether facts of one state give a year before a break twice, for the borders of then and of today. */
bool ent_facts_both_borders(const struct ent_facts *facts);

/* Leaves out the facts within the other borders, where there are both; `borders` is "then" (also NULL) or "present". */
void ent_facts_keep_borders(struct ent_facts *facts, const char *borders);

/* Whether the year counts for a spell: covered, or the fact states both its ends itself. */
bool ent_spell_counts(const struct ent_fact *fact, const struct ent_point *point);

/* The facts of a strand in a release that touch a state, read once and kept. */
int ent_facts_touching(struct ent_context *context, const struct ent_strand *strand, ent_state state, int release,
                       const struct ent_facts **out, struct ent_error *error);

/* Appends a row of evidence for a fact. `capacity` starts at 0. */
int ent_trace_fact(struct ent_context *context, const struct ent_strand *strand, const struct ent_fact *fact,
                   struct ent_trace *trace, size_t *capacity, struct ent_error *error);

/* Appends the rows of another trace. */
int ent_trace_append(struct ent_context *context, const struct ent_trace *rows, struct ent_trace *out,
                     struct ent_error *error);

/* The item of a strand: a currency, a product, or an entity, which may have no fact in the record and is then not
 * covered. An unknown name is ENT_ERROR_USAGE. */
int ent_request_set_item(struct ent_context *context, struct ent_request *request, const char *value,
                         struct ent_error *error);
/* The item's name goes among the settings, so that a specification can be written without the record. */
void ent_request_keep_item(struct ent_request *request, const char *name);

/* Whether an option has this value. */
bool ent_request_is(const struct ent_request *request, const char *name, const char *value);

/* A strand of the record as a measure (strand.c). *out is NULL when its shape gives no numbers. */
int ent_strand_measure_make(struct ent_context *context, const struct ent_strand *strand,
                            const struct ent_measure **out, struct ent_error *error);

#endif
