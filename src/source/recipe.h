/* A recipe: how a file of one source becomes facts. Plain text, one key per line; recipes/README.md explains every key.
 * What is read here is only the text: nothing about the file or the record is known yet. */
#ifndef ENT_SOURCE_RECIPE_H
#define ENT_SOURCE_RECIPE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/day.h"
#include "base/error.h"

/* Bounds that no recipe comes near; with them a hostile one ends soon. */
enum {
    ENT_RECIPE_LONGEST = 256 * 1024, /* bytes */
    ENT_RECIPE_FORMS = 32,
    ENT_RECIPE_CITATION = 16 * 1024, /* bytes, of all lines cite together */
    ENT_RECIPE_STARS = 3             /* "*" in the pattern of a file's name */
};

enum { ENT_FACTORS = 4, ENT_STATE_COLUMNS = 4, ENT_TIME_COLUMNS = 6 };

/* A growing array of the arena. */
#define ENT_LIST(type)                                                                                                 \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, capacity;                                                                                        \
    }

typedef ENT_LIST(const char *) ent_word_list;

/* One version of the source that is known by the checksums of its files. */
struct ent_recipe_release {
    const char *version, *form, *note, *withdrawn; /* withdrawn: the reason; NULL for a good release */
    struct ent_interval published;                 /* from is ENT_DAY_EARLY where only `seen` is known */
    ent_day seen;
    ent_day from, to; /* covers; ENT_DAY_EARLY: the recipe's */
    long rows;        /* of all its files together; 0: not said */
    ent_word_list checksums;
    long line;
};

struct ent_recipe_file {
    const char *role; /* "data", "ballots", "roll-calls", "issues" */
    ent_word_list patterns;
};

struct ent_state_column {
    const char *column, *scheme;
};

enum ent_time_kind {
    ENT_TIME_NONE,
    ENT_TIME_ALWAYS, /* what does not change: a distance */
    ENT_TIME_YEAR,
    ENT_TIME_DATE,
    ENT_TIME_PARTS,
    ENT_TIME_YEARS,
    ENT_TIME_DATES,
    ENT_TIME_DAYS,
    ENT_TIME_MONTHS
};

struct ent_recipe_time {
    enum ent_time_kind kind;
    const char *columns[ENT_TIME_COLUMNS]; /* year; date; year month day; first and last of each */
    ent_day open_from, open_to; /* an end inside these days means "still so when the list closed"; equal: none does */
};

/* A number of a row: a product of columns and constants, into a strand. */
struct ent_recipe_value {
    const char *strand, *unit, *label; /* label: the columns, as lineage shows them */
    struct {
        const char *column; /* NULL: a constant */
        double number;
    } factors[ENT_FACTORS];
    size_t factor_count;
    const char *deviation; /* column of the standard deviation, in the unit of the first column; NULL */
    bool reversed;         /* of the second state toward the first */
    bool rounded;          /* rows that differ in this alone say the same */
};

/* A type of a spell: a column that marks it (1 or TRUE, or `value` where there is one), or, with `type` NULL, a column
 * that names it. */
struct ent_recipe_mark {
    const char *strand, *column, *type, *value;
};

/* Rows that are in scope only where a column is one of these (or, with `except`, none of them). */
struct ent_recipe_filter {
    const char *column, *reason, *text;
    ent_word_list values;
    bool except;
    long applied;
};

/* What a zero of a strand means: unknown, unless a file of cited zeros confirms it. */
struct ent_recipe_zeros {
    const char *strand, *file, *reason, *text;
    long applied;
};

/* A column that tells a file which must not be read, and why. */
struct ent_recipe_refusal {
    const char *column, *reason;
};

/* What a ballot can be, in the order of `choices`. */
enum ent_choice {
    ENT_CHOICE_YES,
    ENT_CHOICE_ABSTAIN,
    ENT_CHOICE_NO,
    ENT_CHOICE_ABSENT,
    ENT_CHOICE_NOT_SEATED,
    ENT_CHOICES
};

/* One column per year (or per item): each cell of a column like `pattern` is a row. */
struct ent_recipe_across {
    const char *head, *cell, *pattern; /* the made columns' names; pattern NULL: the table is as it is */
};

/* A made column: in how many columns like `pattern` a row has one of the values. */
struct ent_recipe_counted {
    const char *name, *pattern;
    ent_word_list values;
};

enum ent_ballots { ENT_BALLOTS_NONE, ENT_BALLOTS_WIDE, ENT_BALLOTS_LONG, ENT_BALLOTS_PACKED };

/* How one layout of the source's files is read. Keys before the first `form` line hold for all. */
struct ent_recipe_form {
    const char *name;
    ENT_LIST(struct ent_recipe_file) files;
    char separator;
    bool plain_quotes, decimal_comma;
    const char *comment;
    struct ent_state_column states[ENT_STATE_COLUMNS];
    size_t state_count;
    const char *pair[2];
    const char *pair_schemes[ENT_STATE_COLUMNS]; /* tried in order */
    size_t pair_scheme_count;
    ent_word_list pair_more[2]; /* further columns of each side: everybody on one side with everybody on the other */
    bool groups;                /* a name of a group stands for its members, each in the time of its membership */
    ent_word_list group_names;  /* "EEC=EU": the source's name and the record's */
    const char *lists;          /* what parts several codes in one cell of a pair; NULL: a cell is one code */
    bool directed;
    struct ent_recipe_time time;
    ent_word_list missing;
    ENT_LIST(struct ent_recipe_value) values;
    ENT_LIST(struct ent_recipe_mark) marks;
    ENT_LIST(struct ent_recipe_filter) filters;
    ENT_LIST(struct ent_recipe_zeros) zeros;
    ENT_LIST(struct ent_recipe_refusal) refusals;
    const char *item;                /* column that tells facts about the same apart; NULL */
    const char *pair_by, *pair_side; /* columns: rows of the same `pair_by` and different sides are pairs; NULL */
    const char *reporter;            /* column of who says so, inside the source; NULL */
    ent_word_list header;            /* columns of the header line, where lines stand above it */
    const char *dated;               /* first word of the line above the header that has the day of publication */
    struct ent_recipe_across across;
    ENT_LIST(struct ent_recipe_counted) counted;
    const char *above; /* made column (with across): what a line above the header says after its beginning */
    ent_word_list above_begins;
    const char *day_order;  /* "m/d/y": how dates are written; NULL: 2018-09-11 */
    const char *row_strand; /* rows are spells, or events, of this strand even without a type; NULL */
    bool rows_are_events;
    bool rows_need_types; /* a row without a type is none of them */
    const char *self;     /* why a row about a state and itself is out of scope; NULL: it is wrong */
    const char *entity, *entity_kind, *entity_id; /* columns of who or what else a row is about, and its kind; NULL */
    ent_word_list notes;                          /* columns that are kept as words with a spell or event */
    const char *status;                           /* column that says whether a row was read or recalled; NULL: read */
    bool lends;                                   /* only lends its settings to its parts */
    size_t part_of;                               /* a part: the form that lends, counted from 1; 0: no part */
    bool further;                                 /* a part after the first: never chosen by itself */
    ent_word_list ignored, undirected;
    enum ent_ballots ballots;
    const char *choice; /* long: the column of the ballot */
    const char *roll_call_name, *roll_call_date;
    const char *session, *resolution, *title, *important, *paragraph, *amendment; /* columns, NULL: not there */
    const char *column_states;           /* wide: the scheme of the columns that are states */
    const char *issue_name, *issue_code; /* long: columns of the issues file; wide: NULL, one column per issue */
    const char *packed_row, *packed_tokens;
    ent_word_list choices[ENT_CHOICES]; /* the cells that mean each */
    bool figures;
};

struct ent_recipe_strand {
    const char *name, *orientation, *title;
};

struct ent_recipe_unit {
    const char *strand, *text;
    const char *form; /* the only form it is for; NULL: all */
    ent_day from, to;
};

enum ent_rule_kind {
    ENT_RULE_RECODE,
    ENT_RULE_OUT_OF_SCOPE,
    ENT_RULE_REJECT,
    ENT_RULE_REDATE,
    ENT_RULE_PRECISION,
    ENT_RULE_PAGES,  /* up to a session, numbers of resolutions are pages of the Assembly's records */
    ENT_RULE_CAUTION /* what a reader of a strand must know: printed with every answer over it */
};

/* A known fault of the source, with its reason. `from` and `to` are days of the file, half open. */
struct ent_recipe_rule {
    enum ent_rule_kind kind;
    const char *code, *state, *reason, *text;
    const char *form;      /* the only form it is for; NULL: all */
    ent_day from, to, day; /* redate: the true day */
    enum ent_precision precision;
    bool borders_then;   /* recode: the rows are for the borders of then, whatever the recipe says of the rest */
    ent_word_list names; /* redate: roll calls */
    long applied;
};

struct ent_recipe_issue {
    const char *code, *title;
};

/* What a new release has to agree with an older one in, strand by strand. */
struct ent_recipe_check {
    const char *strand, *reason, *text;
    bool shift; /* series must not be moved to other years; else: must not all be of another level */
};

struct ent_recipe_relation {
    const char *reporter, *relation, *other;
};

struct ent_recipe {
    struct ent_arena arena;
    const char *path, *text;
    const char *source, *title, *licence, *citation;
    ent_day from, to;    /* default covers */
    const char *version; /* of a file whose checksum no release line knows; NULL: the user must say */
    long rows;           /* that one has; 0: not said */
    struct ent_interval published;
    ent_day seen;
    bool absent_none, present_borders;
    const char *within, *seats; /* list that bounds the coverage; group whose members are covered (votes) */
    bool listed;                /* only states that the file has rows of are covered */
    ENT_LIST(struct ent_recipe_release) releases;
    ENT_LIST(struct ent_recipe_form) forms; /* at least one */
    ENT_LIST(struct ent_recipe_strand) strands;
    ENT_LIST(struct ent_recipe_unit) units;
    ENT_LIST(struct ent_recipe_rule) rules;
    ENT_LIST(struct ent_recipe_issue) issues;
    ENT_LIST(struct ent_recipe_relation) relations;
    ENT_LIST(struct ent_recipe_check) checks;
};

/* Room for one more item at the end of a list; NULL when memory is out. */
void *ent_list_add(struct ent_arena *arena, void *list, size_t size);

int ent_recipe_read(struct ent_recipe **out, const char *path, struct ent_error *error);
int ent_recipe_parse(struct ent_recipe **out, const char *path, const char *text, struct ent_error *error);
void ent_recipe_free(struct ent_recipe *recipe);

/* The release that one of the checksums belongs to; NULL when none is known. */
const struct ent_recipe_release *ent_recipe_release_by_checksum(const struct ent_recipe *recipe,
                                                                const char *const *checksums, size_t count);

/* Whether the recipe says that its makers took this version back. */
bool ent_recipe_withdrew(const struct ent_recipe *recipe, const char *version);

/* The rows that a release has by the recipe, in this form; 0 where it does not say. */
long ent_recipe_rows(const struct ent_recipe *recipe, const char *version, const struct ent_recipe_form *form);

/* The file of a role in a form; NULL when it has none. */
const struct ent_recipe_file *ent_recipe_file(const struct ent_recipe_form *form, const char *role);

/* How many parts are read side by side, this one first: 1 where the form has no parts. */
size_t ent_recipe_parts(const struct ent_recipe *recipe, const struct ent_recipe_form *form);

/* Fails where the table has a column that the form refuses (filters.c). */
struct ent_table;
int ent_form_refuses(const struct ent_recipe_form *form, const struct ent_table *table, struct ent_error *error);

/* Whether a rule is for files of this form. */
bool ent_recipe_rule_holds(const struct ent_recipe_rule *rule, const struct ent_recipe_form *form);

/* Whether a field's text stands for "missing" here. */
bool ent_recipe_missing(const struct ent_recipe_form *form, const char *text);

/* Whether a path's last part fits a pattern of the file. */
bool ent_recipe_file_fits(const struct ent_recipe_file *file, const char *path);

#endif
