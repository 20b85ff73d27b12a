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
    bool failed;
};

void ent_table_init(struct ent_table *table, struct ent_arena *arena);
void ent_table_row(struct ent_table *table);
void ent_table_cell(struct ent_table *table, enum ent_colour colour, const char *words); /* NULL is "" */
void ent_table_format(struct ent_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Columns are two spaces apart and two spaces in; lines have no trailing space. */
void ent_table_print(struct ent_text *out, const struct ent_style *style, const struct ent_table *table);

/* One line a row; tabs and line ends inside a cell become spaces. */
void ent_table_tsv(struct ent_text *out, const struct ent_table *table);

#endif
