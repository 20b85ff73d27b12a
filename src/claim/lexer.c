#include "claim/lexer.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

struct lexer {
    const char *text;
    size_t length, at;
    struct ent_arena *arena;
    struct ent_token *tokens;
    size_t count, capacity;
    bool space;
    size_t bad; /* where reading failed */
    struct ent_error *error;
};

/* A sign and what it is read as, or the advice for one of another language. Longer signs stand before their
 * beginnings. */
static const struct {
    const char *text;
    enum ent_token_kind kind;
    enum ent_compare compare;
    const char *advice;
} signs[] = {
    {"->", ENT_TOKEN_ARROW, ENT_EQUAL, NULL},
    {"→", ENT_TOKEN_ARROW, ENT_EQUAL, NULL},
    {"⟶", ENT_TOKEN_ARROW, ENT_EQUAL, NULL},
    {"=>", ENT_TOKEN_END, ENT_EQUAL, "write '->' for a direction, '>=' for at least"},
    {"=<", ENT_TOKEN_END, ENT_EQUAL, "write '<='"},
    {"&&", ENT_TOKEN_END, ENT_EQUAL, "write 'and'"},
    {"<=", ENT_TOKEN_COMPARE, ENT_LESS_EQUAL, NULL},
    {"≤", ENT_TOKEN_COMPARE, ENT_LESS_EQUAL, NULL},
    {"<>", ENT_TOKEN_COMPARE, ENT_NOT_EQUAL, NULL},
    {"!=", ENT_TOKEN_COMPARE, ENT_NOT_EQUAL, NULL},
    {"≠", ENT_TOKEN_COMPARE, ENT_NOT_EQUAL, NULL},
    {"<", ENT_TOKEN_COMPARE, ENT_LESS, NULL},
    {">=", ENT_TOKEN_COMPARE, ENT_GREATER_EQUAL, NULL},
    {"≥", ENT_TOKEN_COMPARE, ENT_GREATER_EQUAL, NULL},
    {">", ENT_TOKEN_COMPARE, ENT_GREATER, NULL},
    {"==", ENT_TOKEN_COMPARE, ENT_EQUAL, NULL},
    {"=", ENT_TOKEN_COMPARE, ENT_EQUAL, NULL},
    {"...", ENT_TOKEN_RANGE, ENT_EQUAL, NULL},
    {"..", ENT_TOKEN_RANGE, ENT_EQUAL, NULL},
    {"…", ENT_TOKEN_RANGE, ENT_EQUAL, NULL},
    {"(", ENT_TOKEN_LEFT, ENT_EQUAL, NULL},
    {")", ENT_TOKEN_RIGHT, ENT_EQUAL, NULL},
    {",", ENT_TOKEN_COMMA, ENT_EQUAL, NULL},
    {":", ENT_TOKEN_COLON, ENT_EQUAL, NULL},
    {"@", ENT_TOKEN_TIME, ENT_EQUAL, NULL},
    {"%", ENT_TOKEN_PERCENT, ENT_EQUAL, NULL},
    {"+", ENT_TOKEN_PLUS, ENT_EQUAL, NULL},
    {"*", ENT_TOKEN_TIMES, ENT_EQUAL, NULL},
    {"×", ENT_TOKEN_TIMES, ENT_EQUAL, NULL},
    {"/", ENT_TOKEN_DIVIDE, ENT_EQUAL, NULL},
    {"÷", ENT_TOKEN_DIVIDE, ENT_EQUAL, NULL},
    {"←", ENT_TOKEN_END, ENT_EQUAL, "turn the states round and write '->'"},
    {"|", ENT_TOKEN_END, ENT_EQUAL, "write 'or'"},
    {"!", ENT_TOKEN_END, ENT_EQUAL, "write 'not'"},
    {";", ENT_TOKEN_END, ENT_EQUAL, "write one claim at a time"},
    {"~", ENT_TOKEN_END, ENT_EQUAL, "about eight is '= 8 within 10%'"},
    {"≈", ENT_TOKEN_END, ENT_EQUAL, "about eight is '= 8 within 10%'"},
    {"$", ENT_TOKEN_END, ENT_EQUAL, "the unit is the measure's, leave it out"},
    {"€", ENT_TOKEN_END, ENT_EQUAL, "the unit is the measure's, leave it out"},
    {"£", ENT_TOKEN_END, ENT_EQUAL, "the unit is the measure's, leave it out"},
    {"¥", ENT_TOKEN_END, ENT_EQUAL, "the unit is the measure's, leave it out"},
    {"]", ENT_TOKEN_END, ENT_EQUAL, "no '[' stands before it"},
    {"{", ENT_TOKEN_END, ENT_EQUAL, "an entity stands in '[' and ']'"},
    {"}", ENT_TOKEN_END, ENT_EQUAL, "an entity stands in '[' and ']'"},
    {".", ENT_TOKEN_END, ENT_EQUAL, "a range is written 1992..2018"},
};

static int fail(struct lexer *lexer, size_t at, const char *message) {
    lexer->bad = at;
    return ent_fail_at(lexer->error, ENT_ERROR_USAGE, NULL, 1, "at byte %zu: %s", at, message);
}

/* ---- characters ---- */

static utf8proc_int32_t point_at(const struct lexer *lexer, size_t at, size_t *length) {
    utf8proc_int32_t point = 0;
    *length = 0;
    if (at < lexer->length) {
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)lexer->text + at,
                                                 (utf8proc_ssize_t)(lexer->length - at), &point);
        *length = used > 0 ? (size_t)used : 1; /* checked once, before the first token */
    }
    return point;
}

static bool is_digit(utf8proc_int32_t point) {
    return point >= '0' && point <= '9';
}

static bool is_apostrophe(utf8proc_int32_t point) {
    return point == '\'' || point == 0x2019 || point == 0x2018 || point == 0x02BC;
}

/* U+02BC is a letter to Unicode and an apostrophe to people. */
static bool is_letter(utf8proc_int32_t point) {
    if (is_apostrophe(point))
        return false;
    if (point < 0x80)
        return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || point == '_' || point == '&';
    utf8proc_category_t category = utf8proc_category(point);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC) || category == UTF8PROC_CATEGORY_ND ||
           point == 0x200C || point == 0x200D;
}

static bool is_dash(utf8proc_int32_t point) {
    return point == '-' || (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
}

/* Space, and the quotation marks that a claim may stand in. */
static bool is_blank(utf8proc_int32_t point) {
    return point == ' ' || (point >= '\t' && point <= '\r') || point == '"' || is_apostrophe(point) || point == '`' ||
           (point >= 0x201A && point <= 0x201F) || point == 0xAB || point == 0xBB || point == 0xFEFF ||
           (point >= 0x80 && utf8proc_category(point) == UTF8PROC_CATEGORY_ZS);
}

static bool is_forbidden(utf8proc_int32_t point) {
    if (point == '\t' || point == '\n' || point == '\r' || point == 0x200C || point == 0x200D || point == 0xFEFF)
        return false;
    utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

static int check_characters(struct lexer *lexer) {
    for (size_t at = 0; at < lexer->length;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)lexer->text + at,
                                                 (utf8proc_ssize_t)(lexer->length - at), &point);
        if (used <= 0)
            return fail(lexer, at, "the text is not UTF-8");
        if (is_forbidden(point))
            return fail(lexer, at, "a character that cannot be seen; leave it out");
        at += (size_t)used;
    }
    return ENT_OK;
}

/* ---- tokens ---- */

static int add(struct lexer *lexer, struct ent_token token) {
    void *tokens = lexer->tokens;
    if (ent_arena_grow(lexer->arena, &tokens, lexer->count, &lexer->capacity, sizeof token) < 0)
        return ent_fail_memory(lexer->error);
    lexer->tokens = tokens;
    token.space_before = lexer->space;
    lexer->tokens[lexer->count++] = token;
    lexer->space = false;
    lexer->at = token.offset + token.length;
    return ENT_OK;
}

/* The text between two bytes with plain hyphens and apostrophes, quotes dropped and space collapsed. */
static char *plain(struct lexer *lexer, size_t from, size_t to) {
    char *out = ent_arena_alloc(lexer->arena, to - from + 1, 1);
    size_t used = 0;
    bool space = false;
    for (size_t at = from, step; out && at < to; at += step) {
        utf8proc_int32_t point = point_at(lexer, at, &step);
        if (is_apostrophe(point) || is_dash(point)) {
            if (space && used)
                out[used++] = ' ';
            out[used++] = is_dash(point) ? '-' : '\'';
            space = false;
        } else if (is_blank(point)) {
            space = space || (point != '"' && !(point >= 0x201A && point <= 0x201F));
        } else {
            if (space && used)
                out[used++] = ' ';
            memcpy(out + used, lexer->text + at, step);
            used += step;
            space = false;
        }
    }
    return out;
}

static int add_text(struct lexer *lexer, enum ent_token_kind kind, size_t end) {
    char *text = plain(lexer, lexer->at, end);
    if (!text)
        return ent_fail_memory(lexer->error);
    return add(lexer, (struct ent_token){.kind = kind, .offset = lexer->at, .length = end - lexer->at, .text = text});
}

/* A hyphen, apostrophe or point inside a word goes on with it only before a letter or digit; "U.S." keeps its last
 * point, and "(USA)..." does not begin a range with one. */
static int word(struct lexer *lexer) {
    size_t at = lexer->at, step, next;
    for (;;) {
        utf8proc_int32_t point = point_at(lexer, at, &step);
        utf8proc_int32_t after = point_at(lexer, at + step, &next);
        bool goes_on = is_letter(after) || is_digit(after);
        if (!step || !(is_letter(point) || is_digit(point) || ((is_dash(point) || is_apostrophe(point)) && goes_on) ||
                       (point == '.' && after != '.')))
            break;
        at += step;
    }
    return add_text(lexer, ENT_TOKEN_WORD, at);
}

static size_t digits_from(const struct lexer *lexer, size_t at) {
    size_t end = at;
    while (end < lexer->length && is_digit(lexer->text[end]))
        end++;
    return end - at;
}

/* Bytes of a dash and exactly two digits after it, or 0. */
static size_t date_part(const struct lexer *lexer, size_t at) {
    size_t dash;
    utf8proc_int32_t point = point_at(lexer, at, &dash);
    return (point == '-' || point == 0x2010 || point == 0x2011) && digits_from(lexer, at + dash) == 2 ? dash + 2 : 0;
}

static bool letter_follows(const struct lexer *lexer, size_t at) {
    size_t step;
    return is_letter(point_at(lexer, at, &step));
}

static int decade(struct lexer *lexer, size_t digits) {
    char *text = ent_arena_format(lexer->arena, "%.*ss", (int)digits, lexer->text + lexer->at);
    if (!text)
        return ent_fail_memory(lexer->error);
    size_t s, apostrophe, at = lexer->at + digits;
    if (!is_apostrophe(point_at(lexer, at, &apostrophe)))
        apostrophe = 0;
    point_at(lexer, at + apostrophe, &s);
    return add(lexer,
               (struct ent_token){
                   .kind = ENT_TOKEN_DECADE, .offset = lexer->at, .length = digits + apostrophe + s, .text = text});
}

static bool is_decade(const struct lexer *lexer, size_t end) {
    size_t step;
    if (is_apostrophe(point_at(lexer, end, &step)))
        end += step;
    utf8proc_int32_t point = point_at(lexer, end, &step);
    return (point == 's' || point == 'S') && !letter_follows(lexer, end + 1);
}

static int number(struct lexer *lexer) {
    size_t digits = digits_from(lexer, lexer->at), end = lexer->at + digits;
    if (digits == 4 && is_decade(lexer, end))
        return decade(lexer, digits);
    if (digits == 4 && date_part(lexer, end)) {
        end += date_part(lexer, end);
        end += date_part(lexer, end);
        return add_text(lexer, ENT_TOKEN_DATE, end);
    }
    if (end < lexer->length && lexer->text[end] == '.' && digits_from(lexer, end + 1))
        end += 1 + digits_from(lexer, end + 1);
    return add_text(lexer, ENT_TOKEN_NUMBER, end);
}

static int entity(struct lexer *lexer) {
    size_t from = lexer->at + 1, to = from + strcspn(lexer->text + from, "[]");
    if (to >= lexer->length || lexer->text[to] != ']')
        return fail(lexer, lexer->at, "this '[' is never closed; an entity is written [Crimea]");
    char *text = plain(lexer, from, to);
    if (!text)
        return ent_fail_memory(lexer->error);
    if (!*text)
        return fail(lexer, lexer->at, "found '[]', expected a name inside, such as [Crimea]");
    return add(lexer, (struct ent_token){
                          .kind = ENT_TOKEN_ENTITY, .offset = lexer->at, .length = to + 1 - lexer->at, .text = text});
}

static bool starts_with(const struct lexer *lexer, const char *sign) {
    size_t length = strlen(sign);
    return lexer->length - lexer->at >= length && memcmp(lexer->text + lexer->at, sign, length) == 0;
}

static int sign(struct lexer *lexer) {
    size_t step;
    char message[128];
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!starts_with(lexer, signs[i].text))
            continue;
        if (signs[i].advice) {
            snprintf(message, sizeof message, "found '%s': %s", signs[i].text, signs[i].advice);
            return fail(lexer, lexer->at, message);
        }
        return add(lexer, (struct ent_token){.kind = signs[i].kind,
                                             .compare = signs[i].compare,
                                             .offset = lexer->at,
                                             .length = strlen(signs[i].text),
                                             .text = signs[i].kind == ENT_TOKEN_RANGE ? ".." : NULL});
    }
    if (is_dash(point_at(lexer, lexer->at, &step)))
        return add(lexer,
                   (struct ent_token){.kind = ENT_TOKEN_MINUS, .offset = lexer->at, .length = step, .text = "-"});
    snprintf(message, sizeof message, "found '%.*s', which no claim contains", (int)step, lexer->text + lexer->at);
    return fail(lexer, lexer->at, message);
}

static int next(struct lexer *lexer) {
    size_t step;
    utf8proc_int32_t point = point_at(lexer, lexer->at, &step);
    if (is_blank(point)) {
        lexer->space = true;
        lexer->at += step;
        return ENT_OK;
    }
    if (starts_with(lexer, "&&"))
        return sign(lexer);
    if (is_digit(point) || (point == '.' && digits_from(lexer, lexer->at + 1)))
        return number(lexer);
    if (is_letter(point))
        return word(lexer);
    if (point == '[')
        return entity(lexer);
    return sign(lexer);
}

/* A sentence ends with a full stop; "U.S." keeps its own. */
static bool drop_full_stop(struct lexer *lexer) {
    size_t end = 0, start = 0, word = 0; /* of what stands last: its end, where its word begins, where the next would */
    for (size_t at = 0, step; at < lexer->length; at += step) {
        bool blank = is_blank(point_at(lexer, at, &step));
        if (!blank) {
            start = word;
            end = at + step;
        }
        if (blank || strchr("(),", lexer->text[at]))
            word = at + step;
    }
    if (end < 2 || lexer->text[end - 1] != '.')
        return false;
    bool abbreviation = memchr(lexer->text + start, '.', end - 1 - start) != NULL;
    char last = lexer->text[end - 2];
    if (abbreviation && !is_digit(last) && !strchr(")%]", last))
        return false;
    lexer->length = end - 1;
    return true;
}

static int lex(struct lexer *lexer) {
    if (lexer->length > ENT_CLAIM_LONGEST)
        return fail(lexer, ENT_CLAIM_LONGEST, "the claim is longer than 64 KiB");
    ENT_TRY(check_characters(lexer));
    for (int stops = 0; stops < 3 && drop_full_stop(lexer); stops++) /* one before a quote, one after it */
        continue;
    while (lexer->at < lexer->length)
        ENT_TRY(next(lexer));
    return add(lexer, (struct ent_token){.kind = ENT_TOKEN_END, .offset = lexer->length});
}

int ent_claim_lex(struct ent_token **out, size_t *count, struct ent_arena *arena, const char *text, size_t *offset,
                  struct ent_error *error) {
    struct lexer lexer = {.text = text, .length = strnlen(text, ENT_CLAIM_LONGEST + 1), .arena = arena, .error = error};
    int status = lex(&lexer);
    if (status == ENT_OK) {
        *out = lexer.tokens;
        *count = lexer.count;
    } else if (offset) {
        *offset = lexer.bad;
    }
    return status;
}
