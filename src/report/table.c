#include "report/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void ent_table_init(struct ent_table *table, struct ent_arena *arena) {
    *table = (struct ent_table){.arena = arena};
}

void ent_table_row(struct ent_table *table) {
    void *starts = table->starts;
    if (table->failed ||
        ent_arena_grow(table->arena, &starts, table->row_count, &table->row_capacity, sizeof *table->starts)) {
        table->failed = true;
        return;
    }
    table->starts = starts;
    table->starts[table->row_count++] = table->cell_count;
}

void ent_table_cell(struct ent_table *table, enum ent_colour colour, const char *words) {
    void *cells = table->cells;
    char *kept = ent_arena_string(table->arena, words ? words : "");
    if (table->failed || !kept ||
        ent_arena_grow(table->arena, &cells, table->cell_count, &table->cell_capacity, sizeof *table->cells)) {
        table->failed = true;
        return;
    }
    table->cells = cells;
    table->cells[table->cell_count++] = (struct ent_cell_text){kept, colour};
}

void ent_table_format(struct ent_table *table, const char *format, ...) {
    char words[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    ent_table_cell(table, ENT_PLAIN, words);
}

static size_t row_end(const struct ent_table *table, size_t row) {
    return row + 1 < table->row_count ? table->starts[row + 1] : table->cell_count;
}

/* Widest cell of each column; the last cell of a row never widens a column, for nothing stands after it. */
static size_t measure_columns(const struct ent_table *table, size_t *widths) {
    size_t columns = 0;
    for (size_t row = 0; row < table->row_count; row++)
        for (size_t i = table->starts[row]; i < row_end(table, row); i++) {
            size_t column = i - table->starts[row];
            if (column >= ENT_TABLE_COLUMNS)
                break;
            size_t width = ent_text_columns(table->cells[i].words);
            widths[column] = width > widths[column] ? width : widths[column];
            columns = column + 1 > columns ? column + 1 : columns;
        }
    return columns;
}

static void add_spaces(struct ent_text *out, size_t count) {
    while (count--)
        ent_text_add_bytes(out, " ", 1);
}

/* Index after the last cell of the row that has words: what stands behind it is trailing space. */
static size_t last_used(const struct ent_table *table, size_t row) {
    size_t end = row_end(table, row);
    while (end > table->starts[row] && !table->cells[end - 1].words[0])
        end--;
    return end;
}

static void print_row(struct ent_text *out, const struct ent_style *style, const struct ent_table *table, size_t row,
                      const size_t *widths) {
    size_t start = table->starts[row], end = last_used(table, row);
    for (size_t i = start; i < end && i - start < ENT_TABLE_COLUMNS; i++) {
        size_t column = i - start, pad = widths[column] - ent_text_columns(table->cells[i].words);
        if (widths[column] == 0)
            continue;
        bool right = (table->right >> column) & 1;
        add_spaces(out, 2 + (right ? pad : 0));
        ent_style_add(out, style, table->cells[i].colour, table->cells[i].words);
        if (!right && i + 1 < end)
            add_spaces(out, pad);
    }
    ent_text_add(out, "\n");
}

void ent_table_print(struct ent_text *out, const struct ent_style *style, const struct ent_table *table) {
    size_t widths[ENT_TABLE_COLUMNS] = {0};
    out->failed |= table->failed;
    measure_columns(table, widths);
    for (size_t row = 0; row < table->row_count; row++)
        print_row(out, style, table, row, widths);
}

void ent_table_tsv(struct ent_text *out, const struct ent_table *table) {
    out->failed |= table->failed;
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = table->starts[row]; i < row_end(table, row); i++) {
            if (i > table->starts[row])
                ent_text_add_bytes(out, "\t", 1);
            for (const char *at = table->cells[i].words; *at; at++)
                ent_text_add_bytes(out, *at == '\t' || *at == '\n' || *at == '\r' ? " " : at, 1);
        }
        ent_text_add_bytes(out, "\n", 1);
    }
}
