/* A recipe in the making: which columns play which part. Written as text that the reader of recipes takes unchanged;
 * what was guessed stands in remarks, so that a person can disagree. */
#ifndef ENT_SOURCE_DRAFT_H
#define ENT_SOURCE_DRAFT_H

#include "source/look.h"

enum ent_draft_part {
    ENT_DRAFT_NOTHING, /* not used; a remark lists it */
    ENT_DRAFT_VALUE,
    ENT_DRAFT_MARK,  /* a type of a spell, set where it is 1 */
    ENT_DRAFT_TYPES, /* holds the names of types */
    ENT_DRAFT_USED   /* state, pair, time, item */
};

struct ent_draft {
    struct ent_look *look;
    const char *source, *strand, *unit;
    int state, pair[2]; /* columns; -1: none */
    const char *scheme; /* also two: "name|iso3" */
    bool directed, direction_given, absent_none, absent_given, rows_are_events, rows_are_spells;
    enum ent_time_kind time;
    int times[ENT_TIME_COLUMNS];
    int open_at; /* 0: none */
    int item;
    enum ent_draft_part *parts; /* of each column */
    struct ent_look_repeats repeats;
    struct ent_text remarks; /* lines without their '#' about what was found, before the keys */
};

/* The source is named after the file. Release also after a failure. */
int ent_draft_init(struct ent_draft *draft, struct ent_look *look, struct ent_error *error);
void ent_draft_release(struct ent_draft *draft);

/* Looks for the draft's strand in the record: one that was chosen by the user gives its unit where none was given;
 * another gets a name of its own. */
int ent_draft_strand(struct ent_draft *draft, struct ent_record *record, bool chosen, struct ent_error *error);

/* A column's state scheme, with a remark of how many codes it resolves; fails where none resolves anything. */
int ent_draft_scheme(struct ent_draft *draft, int column, struct ent_error *error);

/* Whether the pair has a direction, which column tells rows about the same apart, and whether absent rows mean nothing:
 * from the keys that the rows have. Only what was not given is decided. */
int ent_draft_keys(struct ent_draft *draft, struct ent_error *error);

/* Whether a pair has a direction, by its mirror rows. */
void ent_draft_direction(struct ent_draft *draft);

/* Whether the last year of spells means "still so when the list closed". */
void ent_draft_open_end(struct ent_draft *draft);

/* Finds the time among the columns that have no part yet: propose.c. */
int ent_draft_find_time(struct ent_draft *draft, struct ent_error *error);

/* All of it as a recipe. */
int ent_draft_write(const struct ent_draft *draft, struct ent_text *out, struct ent_error *error);

/* Column numbers of a time, by kind: how many. */
size_t ent_draft_time_columns(enum ent_time_kind kind);

#endif
