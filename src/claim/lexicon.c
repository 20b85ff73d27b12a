#include "claim/lexicon.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/figure.h"
#include "base/text.h"
#include "degrees.h" /* generated: ent_degrees_tsv */
#include "eras.h"    /* generated: ent_eras_tsv */
#include "groups.h"  /* generated: ent_groups_tsv */

enum { FIELDS = 6, LONGEST_ROW = 256, MOST_LINES = 32 };

/* One row of a table: its fields, cut out of `bytes`. */
struct row {
    char bytes[LONGEST_ROW];
    char *fields[FIELDS];
};

enum { WORD, KIND, LOW, HIGH, AFTER, NOTE }; /* of degrees.tsv */
enum { PART, FIRST, LAST };                  /* of eras.tsv */
enum { GROUP, OF, UNSEEN, CONDITION };       /* of groups.tsv */

/* The next row of a table that is no comment; advances *cursor. */
static bool next_row(const char **cursor, struct row *row) {
    while (**cursor) {
        size_t length = strcspn(*cursor, "\n");
        const char *line = *cursor;
        *cursor += length + (line[length] == '\n');
        if (!length || line[0] == '#' || length >= sizeof row->bytes)
            continue;
        memcpy(row->bytes, line, length);
        row->bytes[length] = '\0';
        char *rest = row->bytes, *end = row->bytes + length;
        for (size_t i = 0; i < FIELDS; i++)
            row->fields[i] = rest ? ent_text_split(&rest, '\t') : end;
        return true;
    }
    return false;
}

bool ent_lexicon_era(const char *part, int *first, int *last) {
    const char *cursor = ent_eras_tsv;
    struct row row;
    while (next_row(&cursor, &row))
        if (strcasecmp(row.fields[PART], part) == 0) {
            *first = atoi(row.fields[FIRST]);
            *last = atoi(row.fields[LAST]);
            return true;
        }
    return false;
}

int ent_lexicon_about(const char *word) {
    const char *cursor = ent_degrees_tsv;
    struct row row;
    double low, high;
    while (next_row(&cursor, &row))
        if (strcmp(row.fields[WORD], word) == 0 && strcmp(row.fields[KIND], "around") == 0 &&
            ent_text_number(row.fields[LOW], &low) && ent_text_number(row.fields[HIGH], &high) &&
            fabs(low + high - 2) < 1e-9)
            return (int)lround(100 * (high - 1));
    return 0;
}

static bool find_group(const char *name, struct row *row) {
    const char *cursor = ent_groups_tsv;
    while (next_row(&cursor, row))
        if (strcasecmp(row->fields[GROUP], name) == 0)
            return true;
    return false;
}

bool ent_lexicon_has_group(const char *name) {
    struct row row;
    return find_group(name, &row);
}

static int take_group(struct ent_arena *arena, const struct row *row, struct ent_lexicon_group *out,
                      struct ent_error *error) {
    *out = (struct ent_lexicon_group){.name = ent_arena_string(arena, row->fields[GROUP]),
                                      .condition = ent_arena_string(arena, row->fields[CONDITION]),
                                      .of_state = strcmp(row->fields[OF], "state") == 0,
                                      .seen_only = strcmp(row->fields[UNSEEN], "out") == 0};
    return out->name && out->condition ? ENT_OK : ent_fail_memory(error);
}

int ent_lexicon_group(struct ent_arena *arena, const char *name, struct ent_lexicon_group *out,
                      struct ent_error *error) {
    struct row row;
    *out = (struct ent_lexicon_group){.name = NULL};
    return find_group(name, &row) ? take_group(arena, &row, out, error) : ENT_OK;
}

int ent_lexicon_groups(struct ent_arena *arena, struct ent_lexicon_group **out, size_t *count,
                       struct ent_error *error) {
    const char *cursor = ent_groups_tsv;
    size_t capacity = 0;
    struct row row;
    void *items = NULL;
    *count = 0;
    while (next_row(&cursor, &row)) {
        if (strcmp(row.fields[GROUP], "group") == 0) /* the head */
            continue;
        if (ent_arena_grow(arena, &items, *count, &capacity, sizeof **out))
            return ent_fail_memory(error);
        ENT_TRY(take_group(arena, &row, (struct ent_lexicon_group *)items + (*count)++, error));
    }
    *out = items;
    return ENT_OK;
}

/* ---- a text, word by word ---- */

/* The text in lower case with plain apostrophes and one space between words, as long as the original or shorter; and
 * which of its bytes were capitals. */
struct page {
    char *plain;
    bool *capital;
};

static int make_page(struct ent_arena *arena, const char *text, struct page *out, struct ent_error *error) {
    size_t length = strlen(text), used = 0;
    out->plain = ent_arena_alloc(arena, length + 1, 1);
    out->capital = ent_arena_alloc(arena, length + 1, sizeof *out->capital);
    if (!out->plain || !out->capital)
        return ent_fail_memory(error);
    while (*text) {
        bool apostrophe = strncmp(text, "’", 3) == 0, dash = strncmp(text, "‑", 3) == 0;
        unsigned char c = apostrophe ? '\'' : dash ? '-' : (unsigned char)*text;
        text += apostrophe || dash ? 3 : 1;
        if (isspace(c) && (!used || out->plain[used - 1] == ' '))
            continue;
        out->capital[used] = c < 0x80 && isupper(c);
        out->plain[used++] = isspace(c) ? ' ' : (char)(c < 0x80 ? tolower(c) : c);
    }
    return ENT_OK;
}

static bool in_word(char c) {
    return (unsigned char)c >= 0x80 || isalnum((unsigned char)c) || c == '\'' || c == '-';
}

static bool starts_word(const char *plain, size_t at) {
    return in_word(plain[at]) && (!at || !in_word(plain[at - 1]));
}

/* Bytes of `word` at `at` when it stands there whole, else 0. */
static size_t match(const char *plain, size_t at, const char *word) {
    size_t length = strlen(word);
    return strncmp(plain + at, word, length) == 0 && !in_word(plain[at + length]) ? length : 0;
}

/* ---- numbers in words ---- */

static const struct {
    const char *word;
    double value;
} numerals[] = {{"two", 2},        {"three", 3},       {"four", 4},      {"five", 5},     {"six", 6},
                {"seven", 7},      {"eight", 8},       {"nine", 9},      {"ten", 10},     {"eleven", 11},
                {"twelve", 12},    {"thirteen", 13},   {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},
                {"seventeen", 17}, {"eighteen", 18},   {"nineteen", 19}, {"twenty", 20},  {"thirty", 30},
                {"forty", 40},     {"fifty", 50},      {"sixty", 60},    {"seventy", 70}, {"eighty", 80},
                {"ninety", 90},    {"a hundred", 100}, {"a dozen", 12}};

/* "3,000", "14.7", "eight": the bytes it takes, 0 where no number stands. A bare 1950 is a year. */
static size_t read_number(const char *plain, size_t at, double *value) {
    char digits[40];
    size_t used = 0, from = at;
    while (isdigit((unsigned char)plain[at]) ||
           ((plain[at] == ',' || plain[at] == '.') && used && isdigit((unsigned char)plain[at + 1]))) {
        if (used + 1 == sizeof digits)
            return 0;
        if (plain[at] != ',')
            digits[used++] = plain[at];
        at++;
    }
    digits[used] = '\0';
    if (used && at - from == 4 && (digits[0] == '1' || digits[0] == '2'))
        return 0;
    if (used)
        return ent_text_number(digits, value) && !isalpha((unsigned char)plain[at]) ? at - from : 0;
    for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++) {
        size_t length = match(plain, at, numerals[i].word);
        if (length) {
            *value = numerals[i].value;
            return length;
        }
    }
    return 0;
}

/* What a number is counted in: "%" and "percent", or a word of scale; the bytes it takes. */
static size_t read_unit(const char *plain, size_t at, double *value, const char **unit) {
    static const struct {
        const char *word;
        double scale;
        const char *unit;
    } units[] = {{"thousand", 1e3, ""},  {"million", 1e6, ""},       {"billion", 1e9, ""},
                 {"trillion", 1e12, ""}, {"percent", 1, " percent"}, {"per cent", 1, " percent"}};
    size_t space = plain[at] == ' ';
    *unit = "";
    if (plain[at + space] == '%') {
        *unit = " percent";
        return space + 1;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = match(plain, at + space, units[i].word);
        if (!length || !space)
            continue;
        *value *= units[i].scale;
        *unit = units[i].unit;
        return space + length;
    }
    return 0;
}

/* ---- readings ---- */

/* What was found in the text, to be said. */
struct found {
    struct row row;
    size_t length; /* bytes of the text that it takes, with its number */
    double number; /* that it multiplies; NaN */
    const char *unit;
};

static bool comparative(const char *plain, size_t at) {
    static const char *const others[] = {"more", "less", "fewer", "worse"};
    size_t length = 0;
    while (in_word(plain[at + length]))
        length++;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (match(plain, at, others[i]))
            return true;
    return length > 4 && memcmp(plain + at + length - 2, "er", 2) == 0;
}

/* Whether what a word needs stands beside it; takes a number into the reading. */
static bool has_needed(const char *plain, size_t at, size_t length, struct found *found) {
    const char *after = found->row.fields[AFTER];
    size_t next = at + length + (plain[at + length] == ' ');
    found->length = length;
    found->number = NAN;
    found->unit = "";
    if (strcmp(after, "comparative") == 0)
        return comparative(plain, next);
    if (strcmp(after, "of") == 0)
        return match(plain, next, "of") != 0;
    if (strcmp(after, "before") == 0)
        return at >= 2 && isdigit((unsigned char)plain[at - 2]);
    if (strcmp(after, "number") != 0)
        return true;
    next += plain[next] == '$';
    size_t digits = read_number(plain, next, &found->number);
    found->length = next + digits + (digits ? read_unit(plain, next + digits, &found->number, &found->unit) : 0) - at;
    return digits > 0;
}

/* The longest entry of the table that stands at a word. */
static bool find_degree(const struct page *page, size_t at, struct found *out) {
    const char *cursor = ent_degrees_tsv;
    size_t longest = 0;
    struct found found;
    while (next_row(&cursor, &found.row)) {
        size_t length = match(page->plain, at, found.row.fields[WORD]);
        if (length <= longest || !has_needed(page->plain, at, length, &found))
            continue;
        longest = length;
        *out = found;
        for (size_t i = 0; i < FIELDS; i++) /* the fields point into the row that was copied */
            out->row.fields[i] = out->row.bytes + (found.row.fields[i] - found.row.bytes);
    }
    return longest > 0;
}

/* A bound without the last digits of its product: .55 of a hundred is 55. */
static void add_bound(struct ent_text *line, double bound, double by) {
    char digits[32];
    snprintf(digits, sizeof digits, "%.12g", bound * by);
    ent_figure_add(line, strtod(digits, NULL));
}

static void add_bounds(struct ent_text *line, const struct found *found, double by, const char *unit) {
    double low, high;
    bool from = ent_text_number(found->row.fields[LOW], &low), to = ent_text_number(found->row.fields[HIGH], &high);
    ent_text_add(line, " is ");
    if (from) {
        ent_text_add(line, to ? "" : "from ");
        add_bound(line, low, by);
        ent_text_add(line, to ? " to " : "");
    }
    if (to) {
        ent_text_add(line, "below ");
        add_bound(line, high, by);
    }
    ent_text_add(line, unit);
}

/* False where there is nothing to say. */
static bool say_degree(struct ent_text *line, const char *words, const struct found *found) {
    const char *kind = found->row.fields[KIND], *note = found->row.fields[NOTE];
    ent_text_format(line, "\"%s\"", words);
    if (strcmp(kind, "undefined") == 0) {
        ent_text_format(line, " has no reading: %s", note);
        return true;
    }
    if (strcmp(kind, "share") == 0)
        add_bounds(line, found, 100, " percent");
    else if (strcmp(kind, "times") == 0)
        add_bounds(line, found, 1, " times");
    else if (strcmp(kind, "around") == 0 && isnan(found->number))
        add_bounds(line, found, 1, " times the number before it");
    else if (strcmp(kind, "around") == 0)
        add_bounds(line, found, found->number, found->unit);
    else
        return false;
    if (note[0])
        ent_text_format(line, " (%s)", note);
    return true;
}

/* "mid-1950s", "late 1960s", "1930s": the bytes it takes, 0 for none. */
static size_t read_era(const char *plain, size_t at, int *first, int *last) {
    const char *cursor = ent_eras_tsv;
    struct row row;
    while (next_row(&cursor, &row)) {
        bool whole = strcmp(row.fields[PART], "whole") == 0;
        size_t part = whole ? 0 : strlen(row.fields[PART]);
        const char *decade = plain + at + part + (part > 0);
        if (part && (strncmp(plain + at, row.fields[PART], part) != 0 || (decade[-1] != ' ' && decade[-1] != '-')))
            continue;
        if (strspn(decade, "0123456789") != 4 || decade[3] != '0')
            continue;
        size_t end = decade[4] == '\'' ? 5 : 4;
        if (decade[end] != 's' || in_word(decade[end + 1]))
            continue;
        *first = atoi(decade) + atoi(row.fields[FIRST]);
        *last = atoi(decade) + atoi(row.fields[LAST]);
        return part + (part > 0) + end + 1;
    }
    return 0;
}

/* Whether a sentence may begin at a word: there a capital tells nothing. */
static bool begins_sentence(const char *plain, size_t at) {
    if (at < 2)
        return true;
    char before = plain[at - 1] == ' ' ? plain[at - 2] : plain[at - 1];
    return strchr(".!?:\"(", before) || (unsigned char)before >= 0x80; /* an ellipsis, a dash, a quotation mark */
}

/* What stands at a word: the bytes to pass over, and in `line` what there is to say. */
static size_t read_word(struct ent_arena *arena, const struct page *page, size_t at, struct ent_text *line) {
    int first, last;
    struct found found;
    size_t era = read_era(page->plain, at, &first, &last);
    if (era) {
        const char *words = ent_arena_substring(arena, page->plain + at, era);
        ent_text_format(line, "\"%s\" is %d to %d", words ? words : "", first, last);
        return era;
    }
    if ((page->capital[at] && !begins_sentence(page->plain, at)) || !find_degree(page, at, &found))
        return 0;
    const char *words = ent_arena_substring(arena, page->plain + at, found.length);
    if (!words || !say_degree(line, words, &found))
        ent_text_clear(line);
    return found.length;
}

static bool is_new(const char *const *lines, size_t count, const char *line) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(lines[i], line) == 0)
            return false;
    return true;
}

int ent_lexicon_read(struct ent_arena *arena, const char *text, const char ***out, size_t *count,
                     struct ent_error *error) {
    struct page page;
    struct ent_text line;
    *count = 0;
    *out = ent_arena_alloc(arena, MOST_LINES, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    ENT_TRY(make_page(arena, text, &page, error));
    ent_text_init(&line);
    bool failed = false;
    for (size_t at = 0; page.plain[at] && *count < MOST_LINES && !failed;) {
        ent_text_clear(&line);
        size_t step = starts_word(page.plain, at) ? read_word(arena, &page, at, &line) : 0;
        if (line.length && is_new(*out, *count, line.bytes)) {
            (*out)[*count] = ent_arena_string(arena, line.bytes);
            failed = line.failed || !(*out)[*count];
            (*count)++;
        }
        at += step ? step : 1;
    }
    ent_text_release(&line);
    return failed ? ent_fail_memory(error) : ENT_OK;
}
