#include "mutations.h"

#include <stdio.h>
#include <string.h>

static uint32_t below(struct victim *victim, size_t bound) {
    return ent_random_below(victim->random, bound ? (uint32_t)bound : 1);
}

static size_t any_row(struct victim *victim) {
    return below(victim, victim->tables->rows);
}

/* ---- nothing but the form changes ---- */

static void form_only(struct victim *victim, struct promise *promise) {
    (void)victim;
    promise->passes = promise->same_facts = true;
}

static void shuffle_columns(struct victim *victim, struct promise *promise) {
    struct table *table = victim->tables;
    form_only(victim, promise);
    for (size_t i = table->columns; i > 1; i--) {
        size_t j = below(victim, i);
        const char *head = table->head[i - 1];
        table->head[i - 1] = table->head[j];
        table->head[j] = head;
        for (size_t k = 0; k < table->rows; k++) {
            const char *cell = table->cells[k][i - 1];
            table->cells[k][i - 1] = table->cells[k][j];
            table->cells[k][j] = cell;
        }
    }
}

static void new_column(struct victim *victim, struct promise *promise) {
    struct table *table = victim->tables;
    if (strcmp(victim->kind->name, "wide") == 0) { /* there every column that is not named is a state */
        promise->fails = true;
        promise->words = "no code of a state";
    } else {
        form_only(victim, promise);
    }
    table->head[table->columns] = "unheard of";
    for (size_t i = 0; i < table->rows; i++)
        table->cells[i][table->columns] = "x";
    table->columns++;
}

static void no_last_line_end(struct victim *victim, struct promise *promise) {
    promise->passes = true;
    promise->same_facts = strcmp(victim->kind->name, "spells") != 0; /* its recipe says how many rows there are */
    victim->dialect.last_line_end = false;
}

/* ---- rows ---- */

static void spoil(struct victim *victim, struct promise *promise, int column, const char *cell) {
    if (column == NO_COLUMN)
        return;
    victim->tables->cells[any_row(victim)][column] = cell;
    promise->rejected = 1;
}

static void bad_time(struct victim *victim, struct promise *promise) {
    static const char *const worse[] = {"-1900", "1e400", "NaN", "year", "19O0", "0", "99999", " ", "1900.5"};
    spoil(victim, promise, victim->kind->time, below(victim, 3) ? victim->kind->bad_time : worse[below(victim, 9)]);
}

static void bad_number(struct victim *victim, struct promise *promise) {
    static const char *const worse[] = {"12,5",  "1e400", "NaN", "-Inf", "0x1A", "1 000", "--",  "12abc",
                                        "1e308e", "1.2.3", "٣",   "1e-400", "∞",  "+-1",   "7;8", "4 000"};
    spoil(victim, promise, victim->kind->number, worse[below(victim, 16)]);
}

/* A number that is one, until it is multiplied. */
static void huge_number(struct victim *victim, struct promise *promise) {
    if (strcmp(victim->kind->source, "votes") == 0)
        spoil(victim, promise, victim->kind->number, "7e9");
    else if (victim->kind->number != NO_COLUMN)
        victim->tables->cells[any_row(victim)][victim->kind->number] = "1e305";
}

static void bad_code(struct victim *victim, struct promise *promise) {
    static const char *const worse[] = {"99999", "ZZZ", "2 0", "2.5", "-2", "1e400", "２", "2\t", "NA "};
    spoil(victim, promise, victim->kind->code, worse[below(victim, victim->kind->tabs_only ? 7 : 9)]);
}

static void copy_row(struct victim *victim, bool contrary, struct promise *promise) {
    struct table *table = victim->tables;
    size_t from = any_row(victim);
    memcpy(table->cells[table->rows], table->cells[from], sizeof *table->cells);
    if (contrary && victim->kind->number == NO_COLUMN)
        return;
    if (contrary)
        table->cells[table->rows][victim->kind->number] =
            strcmp(victim->kind->source, "votes") != 0  ? "424242"
            : strcmp(victim->kind->name, "long") == 0   ? (strcmp(table->cells[from][3], "yes") ? "yes" : "no")
                                                        : (strcmp(table->cells[from][3], "2") ? "2" : "3");
    table->rows++;
    promise->passes = true;
    promise->read = (long)table->rows;
    promise->duplicates = contrary ? 0 : 1;
    promise->rejected = contrary;
    if (victim->kind->cells_are_rows) {
        promise->read = promise->duplicates = -1;
        promise->rejected = 0;
    }
}

static void duplicate_row(struct victim *victim, struct promise *promise) {
    copy_row(victim, false, promise);
}

static void contrary_row(struct victim *victim, struct promise *promise) {
    copy_row(victim, true, promise);
}

static void lost_rows(struct victim *victim, struct promise *promise) {
    struct table *table = victim->tables;
    size_t lost = below(victim, table->rows);
    table->rows -= lost;
    promise->read = victim->kind->cells_are_rows ? -1 : (long)table->rows;
}

static void header_only(struct victim *victim, struct promise *promise) {
    victim->tables->rows = 0;
    promise->fails = true;
}

static size_t key_column(const struct victim *victim) {
    size_t at = 0;
    while (strcmp(victim->tables->head[at], victim->kind->key) != 0)
        at++;
    return at;
}

static void lost_column(struct victim *victim, struct promise *promise) {
    struct table *table = victim->tables;
    size_t key = key_column(victim);
    for (size_t j = key; j + 1 < table->columns; j++) {
        table->head[j] = table->head[j + 1];
        for (size_t i = 0; i < table->rows; i++)
            table->cells[i][j] = table->cells[i][j + 1];
    }
    table->columns--;
    promise->fails = true;
    promise->words = victim->kind->key;
}

static void doubled_column(struct victim *victim, struct promise *promise) {
    struct table *table = victim->tables;
    size_t key = key_column(victim);
    table->head[table->columns] = table->head[key];
    for (size_t i = 0; i < table->rows; i++)
        table->cells[i][table->columns] = table->cells[i][key];
    table->columns++;
    promise->fails = true;
    promise->words = "two columns";
}

static void renamed_column(struct victim *victim, struct promise *promise) {
    static const char *const names[] = {"", "column", "МИЛЕКС", "mi\"lex"};
    size_t at = below(victim, victim->kind->tabs_only ? 3 : 4);
    victim->tables->head[key_column(victim)] = names[at];
    promise->fails = true;
}

static void empty_cell(struct victim *victim, struct promise *promise) {
    struct table *table = victim->tables;
    (void)promise;
    table->cells[any_row(victim)][below(victim, table->columns)] = "";
}

/* ---- text ---- */

static size_t line_start(const struct bytes *bytes, size_t at) {
    while (at > 0 && bytes->at[at - 1] != '\n' && bytes->at[at - 1] != '\r')
        at--;
    return at;
}

static size_t any_byte(struct victim *victim) {
    return below(victim, victim->bytes.size);
}

/* A separator more at the end of the last line. */
static void field_too_many(struct victim *victim, struct promise *promise) {
    size_t end = victim->bytes.size - strlen(victim->dialect.line_end);
    bytes_insert(&victim->bytes, end, &victim->dialect.separator, 1);
    promise->rejected = 1;
    promise->read = victim->kind->cells_are_rows ? -1 : (long)victim->tables->rows;
}

static void cut_text(struct victim *victim, struct promise *promise) {
    victim->bytes.size = any_byte(victim);
    if (!victim->bytes.size || victim->kind->cells_are_rows || victim->kind->free_form)
        return;
    promise->read =
        count_records((const char *)victim->bytes.at, victim->bytes.size, victim->dialect.quoting != QUOTES_NEVER);
}

static void nul_byte(struct victim *victim, struct promise *promise) {
    bytes_insert(&victim->bytes, any_byte(victim), "", 1);
    promise->fails = true;
    promise->words = victim->encoding == UTF8 || victim->encoding == UTF8_MARK ? "NUL" : NULL;
}

static void nul_bytes(struct victim *victim, struct promise *promise) {
    static const unsigned char zeros[4096];
    bytes_add(&victim->bytes, zeros, 1 + below(victim, sizeof zeros));
    promise->fails = true;
}

static void open_quote(struct victim *victim, struct promise *promise) {
    size_t at = line_start(&victim->bytes, any_byte(victim));
    if (at == 0)
        at = line_start(&victim->bytes, victim->bytes.size - 2);
    bytes_insert(&victim->bytes, at, "\"", 1);
    promise->loud = true;
}

static void stray_quotes(struct victim *victim, struct promise *promise) {
    (void)promise;
    for (uint32_t i = 0; i < 1 + below(victim, 4); i++)
        bytes_insert(&victim->bytes, any_byte(victim), "\"", 1);
}

static void flipped_bytes(struct victim *victim, struct promise *promise) {
    (void)promise;
    for (uint32_t i = 0; i < 1 + below(victim, 8); i++)
        victim->bytes.at[any_byte(victim)] ^= (unsigned char)(1u << below(victim, 8));
}

static void random_bytes(struct victim *victim, struct promise *promise) {
    (void)promise;
    size_t at = any_byte(victim), most = victim->bytes.size - at;
    for (size_t i = 0; i < most && i < 40; i++)
        victim->bytes.at[at + i] = (unsigned char)below(victim, 256);
}

static void shuffled_lines(struct victim *victim, struct promise *promise) {
    size_t a = line_start(&victim->bytes, any_byte(victim)), b = line_start(&victim->bytes, any_byte(victim));
    (void)promise;
    if (a >= b)
        return;
    struct bytes piece = {0};
    bytes_add(&piece, victim->bytes.at + a, b - a);
    bytes_remove(&victim->bytes, a, b - a);
    bytes_insert(&victim->bytes, line_start(&victim->bytes, any_byte(victim)), piece.at, piece.size);
    bytes_free(&piece);
}

static void long_field(struct victim *victim, struct promise *promise) {
    size_t size = 5 * 1024 * 1024, at = line_start(&victim->bytes, any_byte(victim));
    struct bytes field = {0};
    while (field.size < size)
        bytes_add(&field, "1234567890123456", 16);
    bytes_insert(&victim->bytes, at, field.at, field.size);
    bytes_free(&field);
    promise->fails = true;
    promise->words = "longer than";
}

static void many_fields(struct victim *victim, struct promise *promise) {
    struct bytes fields = {0};
    for (int i = 0; i < 20000; i++)
        bytes_add(&fields, &victim->dialect.separator, 1);
    bytes_insert(&victim->bytes, line_start(&victim->bytes, any_byte(victim)), fields.at, fields.size);
    bytes_free(&fields);
    promise->fails = true;
    promise->words = "fields";
}

static void replace(struct victim *victim, const char *text) {
    bytes_free(&victim->bytes);
    bytes_add(&victim->bytes, text, strlen(text));
}

static void not_a_table(struct victim *victim, struct promise *promise) {
    static const struct {
        const char *text, *words;
    } pages[] = {
        {"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n", "large file storage"},
        {"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n", "web page"},
        {"\n  <HTML>\n<body>Sign in to continue, please</body></HTML>\n", "web page"},
        {"<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>\n", "XML"},
        {"{\"error\": \"rate limit exceeded\", \"status\": 429}\n", "JSON"},
        {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"},
        {"", "empty"},
        {" \n\n \t\n", "empty"},
        {"Not Found\n", NULL},
        {"429: Too Many Requests\nTry again later\n", NULL},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a spreadsheet of old\n", NULL},
    };
    size_t at = below(victim, sizeof pages / sizeof *pages);
    replace(victim, pages[at].text);
    promise->fails = true;
    promise->words = victim->encoding == UTF8 && !victim->kind->free_form && victim->packing != COMPRESS ? pages[at].words : NULL;
}

static void foreign_bytes(struct victim *victim, struct promise *promise) {
    static const char *const broken[] = {"\xe3", "\xff", "\xc3", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80", "\xc0\xaf", "\x80"};
    (void)promise;
    for (uint32_t i = 0; i < 1 + below(victim, 3); i++) {
        const char *text = broken[below(victim, 7)];
        bytes_insert(&victim->bytes, any_byte(victim), text, strlen(text));
    }
}

static void latin1(struct victim *victim, struct promise *promise) {
    victim->encoding = LATIN1;
    if (!victim->kind->free_form)
        form_only(victim, promise); /* what is foreign stands where nobody reads */
}

static void no_mark(struct victim *victim, struct promise *promise) {
    victim->encoding = UTF16_NO_MARK;
    promise->fails = true;
    promise->words = "NUL";
}

static void other_line_ends(struct victim *victim, struct promise *promise) {
    static const char ends[] = {'\r', '\n', 0x0b, 0x0c};
    (void)promise;
    for (size_t i = 0; i < victim->bytes.size; i++)
        if (victim->bytes.at[i] == '\n' && below(victim, 3) == 0)
            victim->bytes.at[i] = (unsigned char)ends[below(victim, 4)];
}

/* ---- packed bytes ---- */

/* A file under a checksum is refused, or what changed is not of the data (a time stamp). */
static void packed_damage(struct victim *victim, struct promise *promise) {
    promise->same_facts = packing_is_checked(victim->packing);
}

static void cut_packed(struct victim *victim, struct promise *promise) {
    victim->bytes.size = any_byte(victim);
    packed_damage(victim, promise);
}

static void flipped_packed(struct victim *victim, struct promise *promise) {
    flipped_bytes(victim, promise);
    packed_damage(victim, promise);
}

static void odd_utf16(struct victim *victim, struct promise *promise) {
    if (victim->encoding != UTF16_LITTLE && victim->encoding != UTF16_BIG)
        return;
    victim->bytes.size--;
    if (victim->packing == PLAIN)
        promise->fails = true;
}

static void trailing_bytes(struct victim *victim, struct promise *promise) {
    bytes_add(&victim->bytes, "0123456789 and more", 19);
    promise->fails = victim->packing == GZIP || victim->packing == BZIP2 || victim->packing == XZ ||
                     victim->packing == GZIP_TWICE || victim->packing == TAR_GZIP;
    promise->fails = promise->fails && victim->packing != TAR_GZIP;
    packed_damage(victim, promise);
}

static void doubled_packed(struct victim *victim, struct promise *promise) {
    (void)promise;
    struct bytes copy = {0};
    bytes_add(&copy, victim->bytes.at, victim->bytes.size);
    bytes_add(&victim->bytes, copy.at, copy.size);
    bytes_free(&copy);
}

const struct mutation mutations[] = {
    {"other form", true, false, form_only, NULL, NULL},
    {"columns shuffled", true, false, shuffle_columns, NULL, NULL},
    {"a new column", true, false, new_column, NULL, NULL},
    {"no last line end", true, true, no_last_line_end, NULL, NULL},
    {"a bad time", true, false, bad_time, NULL, NULL},
    {"a bad number", true, false, bad_number, NULL, NULL},
    {"a huge number", true, false, huge_number, NULL, NULL},
    {"a bad code", true, false, bad_code, NULL, NULL},
    {"a duplicate", true, false, duplicate_row, NULL, NULL},
    {"a contradiction", true, false, contrary_row, NULL, NULL},
    {"rows lost", true, false, lost_rows, NULL, NULL},
    {"header only", true, false, header_only, NULL, NULL},
    {"a column lost", true, false, lost_column, NULL, NULL},
    {"a column doubled", true, false, doubled_column, NULL, NULL},
    {"a column renamed", true, false, renamed_column, NULL, NULL},
    {"a field too many", true, true, NULL, field_too_many, NULL},
    {"an empty cell", true, false, empty_cell, NULL, NULL},
    {"cut text", false, true, NULL, cut_text, NULL},
    {"a NUL byte", false, true, NULL, nul_byte, NULL},
    {"NUL bytes at the end", false, true, NULL, nul_bytes, NULL},
    {"an open quote", true, true, NULL, open_quote, NULL},
    {"stray quotes", false, true, NULL, stray_quotes, NULL},
    {"flipped bits", false, false, NULL, flipped_bytes, NULL},
    {"random bytes", false, false, NULL, random_bytes, NULL},
    {"lines moved", false, true, NULL, shuffled_lines, NULL},
    {"a long field", false, true, NULL, long_field, NULL},
    {"many fields", true, true, NULL, many_fields, NULL},
    {"no table", false, true, NULL, not_a_table, NULL},
    {"broken UTF-8", false, true, NULL, foreign_bytes, NULL},
    {"Latin-1", false, true, latin1, NULL, NULL},
    {"UTF-16 without a mark", false, true, no_mark, NULL, NULL},
    {"half a character", false, true, NULL, NULL, odd_utf16},
    {"other line ends", false, true, NULL, other_line_ends, NULL},
    {"cut file", false, false, NULL, NULL, cut_packed},
    {"flipped bits of the file", false, false, NULL, NULL, flipped_packed},
    {"bytes behind the end", false, false, NULL, NULL, trailing_bytes},
    {"the file twice", false, false, NULL, NULL, doubled_packed},
};
const size_t mutation_count = sizeof mutations / sizeof *mutations;
