#include "report/table.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "report/json.h"

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

/* A column is never made narrower than this, where the table does not say, nor than its longest word. */
enum { NARROW = 22, BELOW = 6 };

static size_t total_width(const size_t *widths, size_t columns) {
    size_t total = 0;
    for (size_t i = 0; i < columns; i++)
        total += widths[i] ? widths[i] + 2 : 0;
    return total;
}

static size_t widest_of(const size_t *widths, size_t columns) {
    size_t widest = 0;
    for (size_t i = 1; i < columns; i++)
        widest = widths[i] > widths[widest] ? i : widest;
    return widest;
}

/* Columns of the longest piece of a word in a column: it is never broken. */
static size_t longest_piece(const struct ent_table *table, size_t column) {
    size_t longest = 0;
    for (size_t row = 0; row < table->row_count; row++) {
        size_t cell = table->starts[row] + column;
        for (const char *at = cell < row_end(table, row) ? table->cells[cell].words : ""; *at;) {
            size_t length = ent_text_piece(at), columns = 0;
            for (size_t i = 0; i < length; i++)
                columns += ((unsigned char)at[i] & 0xC0) != 0x80;
            longest = columns > longest ? columns : longest;
            at += length + strspn(at + length, " ");
        }
    }
    return longest;
}

/* Narrows the widest columns until the table fits; false where it cannot. */
static bool narrow_columns(const struct ent_table *table, size_t *widths, size_t columns, size_t width) {
    while (total_width(widths, columns) > width) {
        size_t widest = widest_of(widths, columns), over = total_width(widths, columns) - width;
        size_t least = longest_piece(table, widest), second = 0, narrow = table->narrow ? table->narrow : NARROW;
        for (size_t i = 0; i < columns; i++)
            second = i != widest && widths[i] > second ? widths[i] : second;
        least = least > narrow ? least : narrow;
        if (widths[widest] <= least)
            return false;
        size_t step = widths[widest] - (second > least && second < widths[widest] ? second : least);
        widths[widest] -= step == 0 ? 1 : step < over ? step : over;
    }
    return true;
}

/* One line of a row whose cells are the next lines of `cells`; false where nothing is left of them. */
static bool print_line(struct ent_text *out, const struct ent_style *style, const struct ent_table *table,
                       const struct ent_cell_text *colours, char **cells, size_t count, const size_t *widths) {
    const char *words[ENT_TABLE_COLUMNS];
    size_t end = 0;
    bool left = false;
    for (size_t i = 0; i < count; i++) {
        left = left || cells[i];
        words[i] = cells[i] ? ent_text_split(&cells[i], '\n') : "";
        end = words[i][0] ? i + 1 : end;
    }
    if (!left)
        return false;
    for (size_t i = 0; i < end; i++) {
        size_t columns = ent_text_columns(words[i]), pad = widths[i] > columns ? widths[i] - columns : 0;
        if (widths[i] == 0)
            continue;
        bool right = (table->right >> i) & 1;
        add_spaces(out, 2 + (right ? pad : 0));
        ent_style_add(out, style, colours[i].colour, words[i]);
        if (!right && i + 1 < end)
            add_spaces(out, pad);
    }
    ent_text_add(out, "\n");
    return true;
}

static char *broken(const struct ent_table *table, const char *words, size_t width) {
    struct ent_text text;
    ent_text_init(&text);
    ent_text_wrap(&text, words, 0, 0, width);
    char *kept = text.failed ? NULL : ent_arena_string(table->arena, text.bytes);
    ent_text_release(&text);
    return kept;
}

static void print_row(struct ent_text *out, const struct ent_style *style, const struct ent_table *table, size_t row,
                      const size_t *widths) {
    char *cells[ENT_TABLE_COLUMNS];
    size_t start = table->starts[row], count = last_used(table, row) - start;
    count = count < ENT_TABLE_COLUMNS ? count : ENT_TABLE_COLUMNS;
    for (size_t i = 0; i < count; i++) {
        cells[i] = broken(table, widths[i] ? table->cells[start + i].words : "", widths[i]);
        out->failed |= !cells[i];
    }
    if (count == 0)
        ent_text_add(out, "\n");
    while (!out->failed && print_line(out, style, table, table->cells + start, cells, count, widths))
        ;
}

/* The row with everything from column `from` on as a paragraph under where that column begins. */
static void print_paragraph(struct ent_text *out, const struct ent_style *style, const struct ent_table *table,
                            size_t row, size_t *widths, size_t from) {
    size_t start = table->starts[row], end = last_used(table, row), at = total_width(widths, from) + 2;
    struct ent_cell_text cells[ENT_TABLE_COLUMNS] = {{0}};
    char *lines[ENT_TABLE_COLUMNS];
    struct ent_text rest;
    ent_text_init(&rest);
    for (size_t i = start; i < end && i - start < ENT_TABLE_COLUMNS; i++) {
        size_t column = i - start < from ? i - start : from;
        if (column == from)
            ent_text_format(&rest, "%s%s", rest.length && table->cells[i].words[0] ? "  " : "", table->cells[i].words);
        else
            lines[column] = ent_arena_string(table->arena, table->cells[i].words);
        if (i - start <= from)
            cells[column] = table->cells[i];
    }
    size_t count = end - start < from ? end - start : from;
    if (rest.length) {
        lines[from] = broken(table, rest.bytes, style->width - at);
        widths[from] = style->width - at;
        count = from + 1;
    }
    out->failed |= rest.failed;
    for (size_t i = 0; i < count; i++)
        out->failed |= !lines[i];
    while (!out->failed && print_line(out, style, table, cells, lines, count, widths))
        ;
    ent_text_release(&rest);
}

/* Sets the widest columns aside, as a bit mask, until the others fit; 0 where that does not help. */
static uint64_t set_aside(const struct ent_table *table, size_t *widths, size_t columns, size_t width) {
    uint64_t aside = 0;
    for (size_t left = columns; left > 1; left--) {
        size_t widest = 1, kept[ENT_TABLE_COLUMNS];
        for (size_t i = 2; i < columns; i++)
            widest = widths[i] > widths[widest] ? i : widest;
        aside |= UINT64_C(1) << widest;
        widths[widest] = 0;
        memcpy(kept, widths, sizeof kept);
        if (narrow_columns(table, kept, columns, width)) {
            memcpy(widths, kept, sizeof kept);
            return aside;
        }
    }
    return 0;
}

/* Cells that were set aside stand below their row, each after the name of its column where the table has names. */
static void print_below(struct ent_text *out, const struct ent_style *style, const struct ent_table *table, size_t row,
                        uint64_t aside) {
    size_t at = 0;
    for (size_t i = table->starts[row]; i < row_end(table, row); i++) {
        size_t column = i - table->starts[row];
        const char *words = table->cells[i].words;
        if (!(aside >> column & 1) || !words[0] || (row == 0 && table->heads))
            continue;
        if (table->heads || !at)
            ent_text_format(out, "%s%*s", at ? "\n" : "", BELOW, "");
        if (table->heads)
            ent_text_format(out, "%s", table->cells[column].words);
        at = table->heads ? BELOW + ent_text_columns(table->cells[column].words) : at ? at : BELOW - 2;
        if (table->heads || at > BELOW - 2)
            ent_text_add(out, "  ");
        at = ent_text_wrap(out, words, at + 2, BELOW + 2, style->width);
    }
    if (at)
        ent_text_add(out, "\n");
}

/* The columns from the first one on that does not fit beside those before it. */
static uint64_t tail(size_t *widths, size_t columns, size_t width) {
    uint64_t aside = 0;
    for (size_t i = 1; i < columns; i++)
        if (total_width(widths, i + 1) > width || aside) {
            aside |= UINT64_C(1) << i;
            widths[i] = 0;
        }
    return aside;
}

void ent_table_print(struct ent_text *out, const struct ent_style *style, const struct ent_table *table) {
    size_t natural[ENT_TABLE_COLUMNS] = {0}, widths[ENT_TABLE_COLUMNS], width = style->width;
    out->failed |= table->failed;
    size_t columns = measure_columns(table, natural), widest = widest_of(natural, columns);
    uint64_t aside = 0;
    memcpy(widths, natural, sizeof widths);
    bool fits = !width || narrow_columns(table, widths, columns, width);
    if (!fits)
        memcpy(widths, natural, sizeof widths);
    bool paragraph = !fits && !table->heads && !table->narrow && total_width(natural, widest) + 2 <= width * 2 / 5;
    if (!fits && table->heads)
        aside = set_aside(table, widths, columns, width);
    else if (!fits && !table->narrow && !paragraph)
        aside = tail(widths, columns, width);
    for (size_t row = 0; row < table->row_count; row++) {
        if (paragraph)
            print_paragraph(out, style, table, row, natural, widest);
        else
            print_row(out, style, table, row, widths);
        if (aside)
            print_below(out, style, table, row, aside);
    }
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

void ent_table_number(struct ent_table *table, double value) {
    struct ent_text text;
    ent_text_init(&text);
    if (isfinite(value))
        ent_number_add(&text, value);
    ent_table_cell(table, ENT_PLAIN, text.bytes);
    table->failed |= text.failed;
    ent_text_release(&text);
}

void ent_table_count(struct ent_table *table, long value) {
    if (value)
        ent_table_format(table, "%ld", value);
    else
        ent_table_cell(table, ENT_PLAIN, "");
}
