/* Rows that are facts one by one, inside their readers: what a form makes of the columns of a table (rows_plan.c), what a
 * row says (rows_cells.c), and what becomes of it (rows.c). */
#ifndef ENT_SOURCE_ROWS_H
#define ENT_SOURCE_ROWS_H

#include "source/settle.h"

struct ent_pairing;

enum { ENT_SPELL_TYPES = 32, ENT_SIDE_STATES = 256 };

/* A value, or a spell with its types, with its place in the table and its ids in the record. */
struct ent_slot {
    const struct ent_recipe_value *value; /* NULL: a spell or event of `spell` */
    const char *spell;
    bool needs_type;                      /* a row without a type is no spell of it */
    const char *types[ENT_SPELL_TYPES];   /* by bit */
    size_t columns[ENT_FACTORS], deviation;
    int strand, column;
    struct ent_zeros *zeros; /* NULL: a zero is a zero */
};

/* One part of the form. Columns of what the form does not name are not set. */
struct ent_plan {
    const struct ent_recipe_form *form;
    size_t states[ENT_STATE_COLUMNS], pair[2], *pair_more[2], time[ENT_TIME_COLUMNS];
    size_t item, reporter, entity, entity_id, status, *notes;
    size_t *filters, *marks; /* column of each filter and mark of the form */
    struct ent_slot *slots;
    size_t slot_count;
    int first_part; /* number of its first slot among those of all parts */
    struct ent_tellings *told; /* of all parts */
    struct ent_text *note;     /* words of the row in hand */
    struct ent_pairing *pairing; /* where the form pairs participants; NULL */
    size_t side;                 /* their column of sides */
    int *cells; /* of a table whose rows are cells: the id of each cell's column, 0 not yet known */
    bool is_pair, undirected;
};

/* All numbers and marks of a row, read before anything is stored: a row is stored whole or not at all. By slot. */
struct ent_cells {
    double *values, *deviations; /* deviations: NaN where the source gives none */
    bool *missing, *unmarked;    /* unmarked: a mark is missing, so that without a type the row is unknown, not "none" */
    uint32_t *types;
    uint64_t content; /* a hash of all of it */
};

int ent_plan_make(struct ent_job *job, struct ent_plan *plan);
/* The bit of a type of a spell, made at first use. */
int ent_plan_type(struct ent_job *job, struct ent_slot *slot, const char *name, int *bit);

int ent_cells_make(struct ent_job *job, const struct ent_plan *plan, struct ent_cells *cells);
int ent_cells_read(struct ent_job *job, const struct ent_plan *plan, const struct ent_row *row, struct ent_cells *cells,
                   bool *good);

#endif
