/* Reading facts: releases, coverage, facts of a state or pair, yearly cells of the five kinds, ballots. */
#ifndef ENT_RECORD_READ_H
#define ENT_RECORD_READ_H

#include "record/states.h"

/* The five kinds of cell, plus the years in which a state does not exist at all. All but value and none are unseen. */
enum ent_kind {
    ENT_KIND_VALUE,       /* seen */
    ENT_KIND_NONE,        /* covered, and the source says that nothing happened */
    ENT_KIND_UNKNOWN,     /* covered, missing */
    ENT_KIND_NOT_COVERED, /* outside what the source claims to know */
    ENT_KIND_UNDEFINED,   /* seen, but the measure has no value there; see enum ent_why */
    ENT_KIND_NO_STATE     /* one of the states does not exist: drops out of a claim, with a note */
};

struct ent_strand {
    int id;
    const char *name, *shape, *unit, *orientation, *title;
    bool directed;
    bool single;           /* declared for one state alone; where there are facts, they tell */
    const char *types[32]; /* name of each bit, NULL where unused */
};

struct ent_release {
    int id, source;
    const char *source_name, *source_title, *version, *citation, *licence;
    ent_day published; /* of publishing, else "seen by" */
    enum ent_precision published_precision;
    bool seen_only; /* only "seen by" is known */
};

struct ent_fact {
    int strand, item, release, reporter, file, column;
    int entity;     /* who or what else it is about: a person in office, a place; 0: nobody */
    ent_state a, b; /* b is ENT_NO_STATE for a fact about one state */
    ent_day from, to;
    enum ent_precision precision;
    enum ent_kind kind;      /* value, none or unknown */
    double value, low, high; /* NaN where absent */
    uint32_t types;
    bool recalled;        /* never decides a verdict */
    bool present_borders; /* of a year before a break of the state, reckoned for the borders of today */
    ent_day published;    /* ENT_DAY_EARLY where the release's own date holds */
    long line;
    const char *note; /* NULL or text */
};

struct ent_facts {
    struct ent_fact *items; /* in order of from, then line */
    size_t count;
};

struct ent_lineage {
    const char *source, *version, *file, *sha256, *column, *licence, *citation, *reporter;
    long line;
};

/* A choice of what may be seen. All strings may be NULL (no restriction). */
struct ent_view {
    ent_day as_of;        /* only releases (and figures) published by this day; ENT_DAY_OPEN: all */
    const char *source;   /* only this source */
    const char *release;  /* only this version of it; NULL: the newest allowed */
    const char *reporter; /* only facts of this reporter */
    const char *borders;  /* "then" or "present", where a source has both for a state; NULL is "then" */
    bool recalled;        /* whether recalled figures are seen (false for verdicts) */
};

/* Strand by name (capitals ignored); *out is NULL when the record has none of that name. */
int ent_record_strand(struct ent_record *record, const char *name, struct ent_strand **out, struct ent_error *error);
int ent_record_strands(struct ent_record *record, struct ent_strand ***out, size_t *count, struct ent_error *error);

/* Releases that hold a strand (NULL: all releases), newest first within each source, sources in order of name,
 * filtered by the view's as_of and source. */
int ent_record_releases(struct ent_record *record, const char *strand, const struct ent_view *view,
                        struct ent_release ***out, size_t *count, struct ent_error *error);

/* The day a release was published, or seen by; ENT_DAY_EARLY for an id that the record has not. */
ent_day ent_record_published(struct ent_record *record, int release);

/* Facts of one strand about (a, b) of one release; with `either` also those about (b, a). b ENT_NO_STATE: about a
 * alone. item < 0 takes every item. Memory is the arena's. */
int ent_record_facts(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand, ent_state a,
                     ent_state b, bool either, int item, int release, struct ent_facts *out, struct ent_error *error);

/* Reads once which pairs have any fact of the strand in the release, so that ent_record_facts need not look for the others:
 * for sweeps, in which most pairs have none. Nothing else changes. */
int ent_record_know_pairs(struct ent_record *record, const struct ent_strand *strand, int release,
                          struct ent_error *error);

/* Whether any of the same facts has a reporter or is for the borders of today: most have neither, and this is asked
 * without reading them. */
int ent_record_told_apart(struct ent_record *record, const struct ent_strand *strand, ent_state a, ent_state b,
                          bool either, int item, int release, bool *out, struct ent_error *error);

/* All facts of a strand in one release that touch a state, as `a` or `b`. */
int ent_record_facts_touching(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand,
                              ent_state state, int release, struct ent_facts *out, struct ent_error *error);

/* All facts of a strand in one release (for rankings over all states or pairs). */
int ent_record_facts_all(struct ent_record *record, struct ent_arena *arena, const struct ent_strand *strand,
                         int release, struct ent_facts *out, struct ent_error *error);

/* The same facts, one call of `visit` for each, in order of a, b, from, line: for sweeps over all pairs, where a copy
 * of every fact would be most of the time and memory. File and column are not read, and the note is there only during
 * the call. A status other than ENT_OK ends the scan and is returned. */
typedef int (*ent_fact_visit)(void *data, const struct ent_fact *fact, struct ent_error *error);
int ent_record_each_fact(struct ent_record *record, const struct ent_strand *strand, int release, ent_fact_visit visit,
                         void *data, struct ent_error *error);

/* Coverage of [from, to) in a release by strand for a state: ENT_KIND_NONE (covered, absent rows mean none),
 * ENT_KIND_UNKNOWN (covered, absent rows are missing), ENT_KIND_NOT_COVERED or ENT_KIND_NO_STATE. */
enum ent_kind ent_record_covers(struct ent_record *record, int strand, int release, ent_state state, ent_day from,
                                ent_day to);

/* The first and last day that a release covers for a strand, over all states. */
int ent_record_window(struct ent_record *record, int strand, int release, ent_day *from, ent_day *to,
                      struct ent_error *error);

/* Item id by name; -1 when the record has none. 0 is "no item". */
int ent_record_item(struct ent_record *record, const char *name);
const char *ent_record_reporter_name(struct ent_record *record, int reporter);

int ent_record_lineage(struct ent_record *record, struct ent_arena *arena, const struct ent_fact *fact,
                       struct ent_lineage *out, struct ent_error *error);

/* Name of an entity; NULL when the record has none of that id. Memory is the arena's. */
const char *ent_record_entity_name(struct ent_record *record, struct ent_arena *arena, int entity);

/* An entity by name (capitals and accents ignored); with a parent before one without. An unknown name is
 * ENT_ERROR_USAGE with near ones. Memory is the arena's. */
struct ent_entity {
    int id;
    const char *name;
    ent_state parent; /* ENT_NO_STATE: of no state, or of no one state */
};
int ent_record_entity_find(struct ent_record *record, struct ent_arena *arena, const char *name, struct ent_entity *out,
                           struct ent_error *error);

/* The strands that have facts of an item, an entity among them: "region.gdp, region.population", "" for none. */
int ent_record_entity_facts(struct ent_record *record, struct ent_arena *arena, const char *name, const char **out,
                            struct ent_error *error);

/* ENT_ERROR_USAGE for an item that the record has not, with near names. */
int ent_record_item_fail(struct ent_record *record, struct ent_arena *arena, const char *name, struct ent_error *error);

/* What the recipe says a reader of the strand must know; NULL where it says nothing. */
const char *ent_record_caution(struct ent_record *record, int release, const char *strand);

/* Whether a release holds single published figures, as its recipe says: those cover their own cells only. */
int ent_record_holds_figures(struct ent_record *record, int release, bool *out, struct ent_error *error);

/* The name of the source a (source, reporter) is declared to be the same as, else the source itself. */
const char *ent_record_same_source(struct ent_record *record, const char *source, const char *reporter);

/* The independent source that it counts as: a later edition that revises another is no second voice. */
const char *ent_record_independent_source(struct ent_record *record, const char *source, const char *reporter);

/* Members of a group on some day of [from, to): *out receives an arena array of ids. Group names in any case; an
 * unknown group is ENT_ERROR_USAGE with the names that exist. "@" is not part of the name. */
int ent_record_group(struct ent_record *record, struct ent_arena *arena, const char *name, ent_day from, ent_day to,
                     ent_state **out, size_t *count, struct ent_error *error);

/* Memberships of a group, one row for each spell, in order of state and day; of @states those of the list "cow". */
struct ent_group_spell {
    ent_state state;
    ent_day from, to;
};
int ent_record_group_spells(struct ent_record *record, struct ent_arena *arena, const char *name,
                            struct ent_group_spell **out, size_t *count, struct ent_error *error);

/* The name of a group as the record writes it ("EU" for "eu"); the same error for an unknown one. */
int ent_record_group_name(struct ent_record *record, struct ent_arena *arena, const char *name, const char **out,
                          struct ent_error *error);

/* Votes --------------------------------------------------------------------------------------------------------- */

struct ent_roll_call {
    int position, year;
    ent_day day;
    enum ent_precision precision; /* as far as the day can be trusted: of a month only the month is meant */
    const char *name, *resolution, *title;
    int session;   /* 0 unknown */
    int important; /* 1, 0, -1 unknown; likewise the next two */
    int paragraph, amendment;
    long issues; /* bits, -1 unlabelled */
    long line;
    int file;
};

/* One release of votes in memory: roll calls in order of position, and where each year begins (positions are in order
 * of days, so a year is a run). */
struct ent_votes {
    int release;
    size_t count, words; /* roll calls; 64-bit words of a plane */
    struct ent_roll_call *roll_calls;
    int first_year, last_year;
    const char *pages; /* " R/20 ESS/5": up to these sessions the numbers of resolutions are pages; NULL: of none */
    int *year_start;   /* first position of year first_year + i; one more entry ends the last year */
};

/* The four planes of one state; bit i is position i. All NULL when the state has no ballots in the release. */
struct ent_planes {
    uint64_t *yes, *abstain, *no, *absent;
};

/* What roll calls are labelled with: the issue of bit i of their `issues` is items[i]. */
struct ent_issues {
    struct ent_issue {
        const char *code, *name; /* "hr", "Human rights" */
    } items[32];
    size_t count;
};

/* Those of a release, in the order of the issue lines of its recipe. Memory is the arena's. */
int ent_record_issues(struct ent_record *record, struct ent_arena *arena, int release, struct ent_issues *out,
                      struct ent_error *error);

int ent_record_votes(struct ent_record *record, struct ent_arena *arena, int release, struct ent_votes **out,
                     struct ent_error *error);
int ent_record_planes(struct ent_record *record, struct ent_arena *arena, const struct ent_votes *votes,
                      ent_state state, struct ent_planes *out, struct ent_error *error);

/* Line and column of one ballot in the original file (line 0 when the state has none there). */
int ent_record_ballot_lineage(struct ent_record *record, struct ent_arena *arena, const struct ent_votes *votes,
                              ent_state state, int position, struct ent_lineage *out, struct ent_error *error);

#endif
