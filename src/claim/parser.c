#include "claim/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Words with a meaning between expressions. */
static const char *const reserved[] = {
    "at",     "in",      "during", "ever",    "mostly",  "never",   "always",  "since",  "and",  "or",      "not",
    "within", "highest", "lowest", "rising",  "falling", "changed", "again",   "growth", "rank", "among",   "above",
    "below",  "more",    "less",   "greater", "fewer",   "equals",  "exceeds", "every",  "from", "between", "for",
};

/* Other words that may be near to what was written. */
static const char *const known[] = {
    "record",   "years",   "pairs",   "partners", "after", "term", "percent",
    "thousand", "million", "billion", "trillion", "early", "late",
};

/* What people write for a word of the language, and the word. */
static const struct {
    const char *written, *meant;
} synonyms[] = {
    {"increasing", "rising"},
    {"growing", "rising"},
    {"rises", "rising"},
    {"decreasing", "falling"},
    {"declining", "falling"},
    {"falls", "falling"},
    {"largest", "highest"},
    {"greatest", "highest"},
    {"biggest", "highest"},
    {"smallest", "lowest"},
    {"sometimes", "ever"},
    {"once", "ever"},
    {"usually", "mostly"},
    {"throughout", "during"},
    {"on", "at"},
    {"but", "and"},
    {"without", "and not"},
    {"bigger", "above"},
    {"smaller", "below"},
    {"higher", "above"},
    {"lower", "below"},
    {"under", "below"},
    {"over", "above"},
    {"is", "="},
    {"before", "never 1950..2013"},
    {"until", "during 1950..2013"},
    {"reversed", "changed"},
    {"grew", "growth"},
    {"ranked", "rank"},
    {"switched", "changed"},
};

/* ---- the cursor ---- */

const struct ent_token *ent_parser_token(const struct ent_parser *parser) {
    return &parser->tokens[parser->at];
}

const struct ent_token *ent_parser_ahead(const struct ent_parser *parser, size_t steps) {
    size_t at = parser->at + steps;
    return &parser->tokens[at < parser->count ? at : parser->count - 1];
}

bool ent_parser_is(const struct ent_parser *parser, enum ent_token_kind kind) {
    return ent_parser_token(parser)->kind == kind;
}

bool ent_token_is_word(const struct ent_token *token, const char *word) {
    return token->kind == ENT_TOKEN_WORD && ent_text_equal_folded(token->text, word);
}

bool ent_parser_is_word(const struct ent_parser *parser, const char *word) {
    return ent_token_is_word(ent_parser_token(parser), word);
}

bool ent_parser_take(struct ent_parser *parser, enum ent_token_kind kind) {
    if (!ent_parser_is(parser, kind))
        return false;
    if (parser->at + 1 < parser->count)
        parser->at++;
    return true;
}

bool ent_parser_take_word(struct ent_parser *parser, const char *word) {
    return ent_parser_is_word(parser, word) && ent_parser_take(parser, ENT_TOKEN_WORD);
}

void ent_parser_take_articles(struct ent_parser *parser) {
    while (ent_parser_is_word(parser, "the") && ent_parser_ahead(parser, 1)->kind == ENT_TOKEN_WORD)
        ent_parser_take(parser, ENT_TOKEN_WORD);
}

/* "above." is "above": a point at the end of a word may be that of a sentence, and a name would lose it. */
bool ent_token_is_reserved(const struct ent_token *token) {
    char word[16];
    size_t length = token->kind == ENT_TOKEN_WORD ? strlen(token->text) : 0;
    if (length < 2 || length >= sizeof word)
        return false;
    length -= token->text[length - 1] == '.';
    memcpy(word, token->text, length);
    word[length] = '\0';
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (ent_text_equal_folded(word, reserved[i]))
            return true;
    return false;
}

size_t ent_parser_after_match(const struct ent_parser *parser, size_t left) {
    size_t open = 0, at = left;
    for (; at + 1 < parser->count; at++) {
        open += parser->tokens[at].kind == ENT_TOKEN_LEFT;
        if (parser->tokens[at].kind == ENT_TOKEN_RIGHT && --open == 0)
            return at + 1;
    }
    return at;
}

int ent_parser_enter(struct ent_parser *parser) {
    if (++parser->depth <= ENT_CLAIM_DEEPEST)
        return ENT_OK;
    return ent_parser_fail(parser, ent_parser_token(parser)->offset, "more than %d parentheses inside one another",
                           ENT_CLAIM_DEEPEST);
}

void ent_parser_leave(struct ent_parser *parser) {
    parser->depth--;
}

void *ent_parser_room(struct ent_parser *parser, void *items, size_t count, size_t *capacity, size_t size) {
    return ent_arena_grow(parser->arena, &items, count, capacity, size) < 0 ? NULL : items;
}

int ent_parser_slice(struct ent_parser *parser, size_t first, const char **out) {
    size_t length = 1;
    for (size_t i = first; i < parser->at; i++)
        length += (parser->tokens[i].text ? strlen(parser->tokens[i].text) : parser->tokens[i].length) + 1;
    char *slice = ent_arena_alloc(parser->arena, length, 1);
    if (!slice)
        return ent_fail_memory(parser->error);
    size_t used = 0;
    for (size_t i = first; i < parser->at; i++) {
        const struct ent_token *token = &parser->tokens[i];
        const char *text = token->text ? token->text : parser->text + token->offset;
        size_t bytes = token->text ? strlen(token->text) : token->length;
        if (i > first && token->space_before)
            slice[used++] = ' ';
        memcpy(slice + used, text, bytes);
        used += bytes;
    }
    *out = slice;
    return ENT_OK;
}

/* ---- failures ---- */

enum { SHOWN = 40 };

/* Writes what stands at a token, cut at a character. */
static void show_token(const struct ent_parser *parser, const struct ent_token *token, char *out, size_t size) {
    if (token->kind == ENT_TOKEN_END) {
        snprintf(out, size, "the end");
        return;
    }
    size_t length = token->length < SHOWN ? token->length : SHOWN;
    while (length < token->length && ((unsigned char)parser->text[token->offset + length] & 0xC0) == 0x80)
        length--;
    snprintf(out, size, "'%.*s%s'", (int)length, parser->text + token->offset, length < token->length ? "…" : "");
}

static const char *nearest(const char *word, const char *const *words, size_t count, int *best) {
    const char *found = NULL;
    char lower[SHOWN];
    size_t length = strlen(word);
    if (length >= sizeof lower)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] - 'A' + 'a' : word[i]);
    for (size_t i = 0; i < count; i++) {
        int limit = length >= 5 && strlen(words[i]) >= 5 ? 2 : 1;
        int distance = ent_text_distance(lower, words[i], limit);
        if (distance == 0) /* a word of the language is not misspelt */
            *best = 0;
        if (distance <= limit && distance < *best && strlen(words[i]) > 2) {
            *best = distance;
            found = words[i];
        }
    }
    return found;
}

/* The word of the language that a token was probably meant to be, or NULL. */
static const char *meant(const struct ent_token *token) {
    if (token->kind != ENT_TOKEN_WORD || ent_token_is_reserved(token))
        return NULL;
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (ent_text_equal_folded(token->text, synonyms[i].written))
            return synonyms[i].meant;
    int best = 3;
    const char *first = nearest(token->text, reserved, sizeof reserved / sizeof *reserved, &best);
    const char *second = nearest(token->text, known, sizeof known / sizeof *known, &best);
    return best == 0 ? NULL : second ? second : first;
}

static bool waits_for_more(enum ent_token_kind kind) {
    return kind == ENT_TOKEN_COMMA || kind == ENT_TOKEN_COMPARE || kind == ENT_TOKEN_LEFT || kind == ENT_TOKEN_COLON ||
           kind == ENT_TOKEN_ARROW || (kind >= ENT_TOKEN_PLUS && kind <= ENT_TOKEN_DIVIDE);
}

/* A shell that was given the claim without quotes leaves an open parenthesis, a lone word or a sign without its right
 * side. */
static bool broken_by_shell(const struct ent_parser *parser) {
    size_t open = 0;
    if (parser->count < 2 || parser->at + 2 < parser->count)
        return false;
    for (size_t i = 0; i < parser->count; i++) {
        open += parser->tokens[i].kind == ENT_TOKEN_LEFT;
        open -= open && parser->tokens[i].kind == ENT_TOKEN_RIGHT;
    }
    const struct ent_token *last = &parser->tokens[parser->count - 2];
    bool at_end = ent_parser_is(parser, ENT_TOKEN_END) || last->kind == ENT_TOKEN_MINUS; /* "CHN -" was "CHN -> RUS" */
    return at_end && (open || waits_for_more(last->kind) || (parser->count == 2 && last->kind == ENT_TOKEN_WORD));
}

int ent_parser_fail(struct ent_parser *parser, size_t offset, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    parser->failed_at = offset;
    return ent_fail_at(parser->error, ENT_ERROR_USAGE, NULL, 1, "at byte %zu: %s%s", offset, message,
                       broken_by_shell(parser) ? "; quote the claim" : "");
}

int ent_parser_expected(struct ent_parser *parser, const char *expected) {
    char found[SHOWN + 16];
    const struct ent_token *token = ent_parser_token(parser);
    show_token(parser, token, found, sizeof found);
    const char *near = meant(token);
    if (near)
        return ent_parser_fail(parser, token->offset, "found %s, expected %s; did you mean '%s'?", found, expected,
                               near);
    /* "= RUS druing 1990": the name went on over the misspelt word */
    const struct ent_token *before = parser->at ? &parser->tokens[parser->at - 1] : token;
    near = before != token ? meant(before) : NULL;
    if (near) {
        char earlier[SHOWN + 16];
        show_token(parser, before, earlier, sizeof earlier);
        return ent_parser_fail(parser, token->offset, "found %s after %s, expected %s; did you mean '%s'?", found,
                               earlier, expected, near);
    }
    return ent_parser_fail(parser, token->offset, "found %s, expected %s", found, expected);
}

int ent_parser_expect(struct ent_parser *parser, enum ent_token_kind kind, const char *expected) {
    return ent_parser_take(parser, kind) ? ENT_OK : ent_parser_expected(parser, expected);
}

/* ---- entry points ---- */

static int start(struct ent_parser *parser) {
    struct ent_token *tokens = NULL;
    ENT_TRY(ent_claim_lex(&tokens, &parser->count, parser->arena, parser->text, &parser->failed_at, parser->error));
    parser->tokens = tokens;
    if (parser->count == 1)
        return ent_parser_fail(parser, 0, "the claim is empty; write for example alliance(A, B) at 2018");
    return ENT_OK;
}

static int parse_claim(struct ent_parser *parser, struct ent_claim **out) {
    ENT_TRY(start(parser));
    ENT_TRY(ent_parse_claim(parser, out));
    return ent_parse_end(parser, *out, ENT_TOKEN_END);
}

int ent_claim_parse(struct ent_claim **out, struct ent_arena *arena, const char *text, size_t *offset,
                    struct ent_error *error) {
    struct ent_parser parser = {.arena = arena, .text = text, .error = error};
    int status = parse_claim(&parser, out);
    if (status != ENT_OK && offset)
        *offset = parser.failed_at;
    return status;
}

/* "a / b @ 2017" and "a / b at 2017" give the time to a and b. */
static int parse_expression(struct ent_parser *parser, struct ent_expression **out) {
    ENT_TRY(start(parser));
    ENT_TRY(ent_parse_expression(parser, out));
    bool trailing = parser->trailing_end == parser->at && ent_parser_is(parser, ENT_TOKEN_END);
    if (trailing)
        parser->at = parser->trailing_from;
    if (trailing || ent_parser_take_word(parser, "at") || ent_parser_take_word(parser, "in")) {
        struct ent_time time;
        ENT_TRY(ent_parse_time(parser, &time));
        ent_expression_give_time(*out, &time);
    }
    return ent_parser_expect(parser, ENT_TOKEN_END, "+, -, *, /, a time such as '@ 2018' or the end of the expression");
}

int ent_expression_parse(struct ent_expression **out, struct ent_arena *arena, const char *text, size_t *offset,
                         struct ent_error *error) {
    struct ent_parser parser = {.arena = arena, .text = text, .error = error};
    int status = parse_expression(&parser, out);
    if (status != ENT_OK && offset)
        *offset = parser.failed_at;
    return status;
}
