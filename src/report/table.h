/* A table of text: aligned columns for people, tab-separated values for programs. */
#ifndef ENT_REPORT_TABLE_H
#define ENT_REPORT_TABLE_H

#include <stdint.h>

#include "report/style.h"

enum { ENT_TABLE_COLUMNS = 64 };

struct ent_cell_text {
    const char *words;
    enum ent_colour colour;
};

/* Rows of cells. Invariant: the last row begins at cells[starts[row_count - 1]]. Memory is the arena's; `failed` is set
 * when it runs out, and printing then fails. */
struct ent_table {
    struct ent_arena *arena;
    struct ent_cell_text *cells;
    size_t cell_count, cell_capacity;
    size_t *starts;
    size_t row_count, row_capacity;
    uint64_t right; /* bit i: column i is aligned to the right */
    size_t narrow;  /* no column is made narrower than this; 0 is 22 */
    bool heads;     /* the first row names the columns: one that finds no room stands below its row, with its name */
    bool failed;
};

void ent_table_init(struct ent_table *table, struct ent_arena *arena);
void ent_table_row(struct ent_table *table);
void ent_table_cell(struct ent_table *table, enum ent_colour colour, const char *words); /* NULL is "" */
void ent_table_format(struct ent_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* For programs: a number with all its digits, "" where it is none; a count, "" for 0. */
void ent_table_number(struct ent_table *table, double value);
void ent_table_count(struct ent_table *table, long value);

/* Columns are two spaces apart and two spaces in; lines have no trailing space. Where the style has a width that the
 * table does not fit, cells of its widest columns are broken; or, where that leaves too little, what stands from the
 * widest column on becomes a paragraph, or what finds no room stands below its row. */
void ent_table_print(struct ent_text *out, const struct ent_style *style, const struct ent_table *table);

/* One line a row; tabs and line ends inside a cell become spaces. */
void ent_table_tsv(struct ent_text *out, const struct ent_table *table);

#endif
