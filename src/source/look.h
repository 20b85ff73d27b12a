/* A look at a file that no recipe knows: what its columns hold. Everything here is counted, nothing is decided; what to
 * make of it is for propose.c and map.c. */
#ifndef ENT_SOURCE_LOOK_H
#define ENT_SOURCE_LOOK_H

#include "source/codes.h"
#include "source/recipe.h"
#include "source/table.h"

enum { ENT_LOOK_SCHEMES = 9, ENT_LOOK_WORDS = 11 };

/* Schemes of codes, the likelier first where two resolve alike; words that often stand for "missing". */
extern const char *const ent_look_schemes[ENT_LOOK_SCHEMES];
extern const char *const ent_look_words[ENT_LOOK_WORDS];

struct ent_look_value {
    const char *text; /* NULL: a free slot */
    long rows;
    unsigned states, others; /* bit per scheme: it is a state, it is known and no state */
};

struct ent_look_column {
    const char *name;
    long filled;                              /* neither empty nor one of the words */
    long commas;                              /* numbers with a decimal comma, of `numbers` */
    long numbers, years, days, months, marks; /* cells that can be read so; marks: 0, 1, TRUE, FALSE */
    double low, high;                         /* of the numbers */
    int first_year, last_year;                /* of the years, days and months */
    long words[ENT_LOOK_WORDS];
    struct ent_look_value *values; /* different texts, in an open table; NULL once there are too many */
    size_t distinct, room;
};

struct ent_look {
    struct ent_arena arena;
    const char *path, *member;
    struct ent_codes *codes;
    struct ent_recipe_form form; /* how the table is opened: separator, header, across */
    struct ent_look_column *columns;
    size_t column_count;
    long rows, broken; /* broken: another number of fields than the header */
};

/* Reads the file once. Release also after a failure. */
int ent_look_read(struct ent_look *out, const char *path, const char *member, struct ent_codes *codes,
                  struct ent_error *error);
void ent_look_release(struct ent_look *look);

int ent_look_find(const struct ent_look *look, const char *name); /* -1: no such column */

/* The scheme that resolves most of the different texts of a column, and their share; -1 where none does. */
int ent_look_scheme(const struct ent_look_column *column, double *share);
/* Rows of the column that one of the schemes (bits) resolves. */
long ent_look_resolved(const struct ent_look_column *column, unsigned schemes);

/* Which rows are about the same: by the columns of a key. */
struct ent_look_key {
    int a, b, item; /* b, item: -1 where there is none */
    int time[ENT_TIME_COLUMNS];
    size_t time_count;
};
struct ent_look_repeats {
    long rows, repeated, contrary; /* as an earlier row; of these, saying otherwise */
    long mirrored, mirror_same;    /* rows whose mirror (b, a) is there; of these, saying the same */
    long ordered, equal;           /* rows whose a comes before b, is b */
};
int ent_look_count(struct ent_look *look, const struct ent_look_key *key, struct ent_look_repeats *out,
                   struct ent_error *error);

#endif
