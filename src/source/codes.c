#include "source/codes.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct entry {
    const char *scheme, *code;
    ent_day from, to;
    ent_state state;
    const char *other; /* what it is when it is no state */
};

/* Where the entries of a text are. Rows come in millions and texts in hundreds. */
struct memo {
    const char *scheme;
    char text[32]; /* as the source writes it; a longer one is looked up every time */
    size_t first, end;
};

enum { MEMOS = 4096 }; /* a power of two */

struct ent_codes {
    struct ent_record *record;
    struct ent_arena arena;
    struct ent_arena scratch; /* folded names; emptied at every look-up */
    struct entry *entries;    /* by scheme, code, from */
    size_t count, capacity;
    struct memo memos[MEMOS];
};

static int add_entry(struct ent_codes *codes, const struct entry *entry) {
    if (ent_arena_grow(&codes->arena, (void **)&codes->entries, codes->count, &codes->capacity, sizeof *entry))
        return -1;
    struct entry *copy = &codes->entries[codes->count++];
    *copy = *entry;
    copy->scheme = ent_arena_string(&codes->arena, entry->scheme);
    copy->code = ent_arena_string(&codes->arena, entry->code);
    copy->other = entry->other ? ent_arena_string(&codes->arena, entry->other) : NULL;
    return copy->scheme && copy->code ? 0 : -1;
}

static int load(struct ent_codes *codes, const char *sql, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(codes->record, &statement, sql, error));
    int step, bad = 0;
    while (!bad && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        struct entry entry = {(const char *)sqlite3_column_text(statement, 0),
                              (const char *)sqlite3_column_text(statement, 1),
                              sqlite3_column_int(statement, 2),
                              sqlite3_column_int(statement, 3),
                              (ent_state)sqlite3_column_int(statement, 4),
                              (const char *)sqlite3_column_text(statement, 5)};
        bad = add_entry(codes, &entry);
    }
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(codes->record, "reading codes of states", error);
}

static int compare(const void *left, const void *right) {
    const struct entry *a = left, *b = right;
    int order = strcmp(a->scheme, b->scheme);
    if (!order)
        order = strcmp(a->code, b->code);
    return order ? order : (a->from > b->from) - (a->from < b->from);
}

int ent_codes_load(struct ent_codes **out, struct ent_record *record, struct ent_error *error) {
    struct ent_codes *codes = calloc(1, sizeof *codes);
    if (!codes)
        return ent_fail_memory(error);
    codes->record = record;
    static const char *const queries[] = {
        "SELECT scheme, code, from_day, to_day, state, NULL FROM state_code",
        "SELECT 'name', folded, from_day, to_day, state, NULL FROM state_name WHERE kind IN ('name', 'official', "
        "'former')",
        "SELECT 'entente', code, -2147483648, 2147483647, id, NULL FROM state",
        /* aggregates and territories are entities whose code is SCHEME:CODE */
        "SELECT substr(code, 1, instr(code, ':') - 1), substr(code, instr(code, ':') + 1), from_day, to_day, -1,"
        " kind || ' ' || name FROM entity WHERE instr(code, ':') > 0",
    };
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < sizeof queries / sizeof *queries; i++)
        status = load(codes, queries[i], error);
    if (status != ENT_OK) {
        ent_codes_free(codes);
        return status;
    }
    if (codes->count)
        qsort(codes->entries, codes->count, sizeof *codes->entries, compare);
    *out = codes;
    return ENT_OK;
}

void ent_codes_free(struct ent_codes *codes) {
    if (!codes)
        return;
    ent_arena_release(&codes->arena);
    ent_arena_release(&codes->scratch);
    free(codes);
}

/* The first entry of a code; count when there is none. */
static size_t first_of(const struct ent_codes *codes, const char *scheme, const char *code) {
    size_t low = 0, high = codes->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(codes->entries[middle].scheme, scheme);
        if (!order)
            order = strcmp(codes->entries[middle].code, code);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool same_code(const struct ent_codes *codes, size_t at, const char *scheme, const char *code) {
    return at < codes->count && strcmp(codes->entries[at].scheme, scheme) == 0 &&
           strcmp(codes->entries[at].code, code) == 0;
}

/* How well an entry fits a span. A state that has the code then comes before what the code means outside the states'
 * dates, and that before a state that has the code at another time. */
static int64_t fit(const struct entry *entry, ent_day from, ent_day to) {
    int64_t start = entry->from > from ? entry->from : from, end = entry->to < to ? entry->to : to;
    if (entry->state == ENT_NO_STATE)
        return 0;
    return end > start ? end - start : end - start - 1;
}

/* Numbers as text in the usual form: 2.0 and 002 are 2. */
static const char *plain_number(const char *text, char *buffer, size_t size) {
    double number;
    if (text[0] < '0' || text[0] > '9' || !ent_text_number(text, &number) || number > 1e15 ||
        number != (double)(long)number)
        return text;
    snprintf(buffer, size, "%ld", (long)number);
    return buffer;
}

static void look_up(struct ent_codes *codes, const char *scheme, const char *text, size_t *first, size_t *end) {
    char buffer[32];
    if (strcmp(scheme, "name") == 0) {
        ent_arena_release(&codes->scratch);
        text = ent_text_fold(&codes->scratch, text);
    } else {
        text = plain_number(text, buffer, sizeof buffer);
    }
    *first = *end = text ? first_of(codes, scheme, text) : codes->count;
    while (same_code(codes, *end, scheme, text))
        ++*end;
}

/* The entries of a text: the same as look_up, remembered. */
static void entries_of(struct ent_codes *codes, const char *scheme, const char *text, size_t *first, size_t *end) {
    uint32_t hash = 2166136261u;
    size_t length = 0;
    for (; text[length]; length++)
        hash = (hash ^ (unsigned char)text[length]) * 16777619u;
    struct memo *memo = &codes->memos[(hash ^ hash >> 15) & (MEMOS - 1)];
    if (length >= sizeof memo->text) {
        look_up(codes, scheme, text, first, end);
        return;
    }
    if (!memo->scheme || strcmp(memo->text, text) != 0 || strcmp(memo->scheme, scheme) != 0) {
        look_up(codes, scheme, text, &memo->first, &memo->end);
        memo->scheme = scheme;
        memcpy(memo->text, text, length + 1);
    }
    *first = memo->first;
    *end = memo->end;
}

enum ent_code_kind ent_codes_find(struct ent_codes *codes, const char *scheme, const char *text, ent_day from,
                                  ent_day to, ent_state *state, const char **other) {
    size_t first, end;
    *state = ENT_NO_STATE;
    *other = NULL;
    if (!*text)
        return ENT_CODE_UNKNOWN;
    entries_of(codes, scheme, text, &first, &end);
    if (first == end)
        return ENT_CODE_UNKNOWN;
    const struct entry *best = &codes->entries[first];
    for (size_t at = first + 1; at < end; at++)
        if (fit(&codes->entries[at], from, to) >= fit(best, from, to))
            best = &codes->entries[at];
    *state = best->state;
    *other = best->other;
    return *state == ENT_NO_STATE ? ENT_CODE_OTHER : ENT_CODE_STATE;
}

size_t ent_codes_pieces(struct ent_codes *codes, const char *scheme, const char *text, ent_day from, ent_day to,
                        struct ent_code_piece *out, size_t room) {
    char buffer[32];
    size_t count = 0;
    text = plain_number(text, buffer, sizeof buffer);
    for (size_t at = first_of(codes, scheme, text); same_code(codes, at, scheme, text) && count < room; at++) {
        const struct entry *entry = &codes->entries[at];
        ent_day first = entry->from > from ? entry->from : from, last = entry->to < to ? entry->to : to;
        if (entry->state != ENT_NO_STATE && first < last)
            out[count++] = (struct ent_code_piece){entry->state, first, last};
    }
    return count > 1 ? count : 0;
}

ent_day ent_codes_last_break(const struct ent_codes *codes, ent_state state) {
    size_t count;
    const struct ent_break *breaks = ent_states_breaks(codes->record->states, state, &count);
    return count ? breaks[count - 1].day : ENT_DAY_EARLY;
}
