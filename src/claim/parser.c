/* The parser's cursor: looking at tokens, stepping over them, and saying what was found and what would be right. */
#include "claim/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Words with a meaning of their own; also the vocabulary of "did you mean". */
static const char *const reserved[] = {"above",   "after",  "again",  "always", "among",   "and",  "at",     "below",
                                       "changed", "during", "ever",   "every",  "falling", "from", "growth", "highest",
                                       "in",      "lowest", "mostly", "never",  "not",     "on",   "or",     "rank",
                                       "rising",  "since",  "to",     "within", "year"};

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

bool ent_token_is_reserved(const struct ent_token *token) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (ent_token_is_word(token, reserved[i]))
            return true;
    return false;
}

size_t ent_parser_after_match(const struct ent_parser *parser, size_t left) {
    int open = 0;
    for (size_t at = left; at < parser->count; at++) {
        open += parser->tokens[at].kind == ENT_TOKEN_LEFT;
        open -= parser->tokens[at].kind == ENT_TOKEN_RIGHT;
        if (!open)
            return at + 1 < parser->count ? at + 1 : at;
    }
    return parser->count - 1;
}

int ent_parser_fail(struct ent_parser *parser, size_t offset, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    parser->failed_at = offset;
    return ent_fail_at(parser->error, ENT_ERROR_USAGE, NULL, 1, "%s", message);
}

/* The reserved word nearest to a mistyped one; NULL when none is near. */
static const char *near_word(const char *text) {
    const char *best = NULL;
    int nearest = strlen(text) > 4 ? 3 : 2;
    char folded[32];
    size_t length = strlen(text);
    if (length < 2 || length >= sizeof folded)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        folded[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        int distance = ent_text_distance(folded, reserved[i], 2);
        if (distance && distance < nearest) {
            nearest = distance;
            best = reserved[i];
        }
    }
    return best;
}

static bool unbalanced(const struct ent_parser *parser) {
    int open = 0;
    for (size_t i = 0; i < parser->count; i++)
        open += (parser->tokens[i].kind == ENT_TOKEN_LEFT) - (parser->tokens[i].kind == ENT_TOKEN_RIGHT);
    return open > 0;
}

int ent_parser_expected(struct ent_parser *parser, const char *expected) {
    const struct ent_token *token = ent_parser_token(parser);
    if (token->kind == ENT_TOKEN_END)
        return ent_parser_fail(parser, token->offset, "the claim ends where %s was expected%s", expected,
                               unbalanced(parser) ? "; in a shell, quote the claim" : "");
    const char *near = token->kind == ENT_TOKEN_WORD ? near_word(token->text) : NULL;
    int length = token->length > 40 ? 40 : (int)token->length;
    return ent_parser_fail(parser, token->offset, "found '%.*s', expected %s%s%s%s", length,
                           parser->text + token->offset, expected, near ? "; did you mean '" : "", near ? near : "",
                           near ? "'?" : "");
}

int ent_parser_expect(struct ent_parser *parser, enum ent_token_kind kind, const char *expected) {
    return ent_parser_take(parser, kind) ? ENT_OK : ent_parser_expected(parser, expected);
}

int ent_parser_alloc(struct ent_parser *parser, void *out, size_t size) {
    void *memory = ent_arena_alloc(parser->arena, 1, size);
    memcpy(out, &memory, sizeof memory);
    return memory ? ENT_OK : ent_fail_memory(parser->error);
}

int ent_parser_grow(struct ent_parser *parser, void *items, size_t count, size_t *capacity, size_t size) {
    void *memory;
    memcpy(&memory, items, sizeof memory);
    if (ent_arena_grow(parser->arena, &memory, count, capacity, size))
        return ent_fail_memory(parser->error);
    memcpy(items, &memory, sizeof memory);
    return ENT_OK;
}

int ent_parser_enter(struct ent_parser *parser) {
    if (++parser->depth > ENT_CLAIM_DEEPEST)
        return ent_parser_fail(parser, ent_parser_token(parser)->offset,
                               "parentheses stand more than %d deep: split the claim", (int)ENT_CLAIM_DEEPEST);
    return ENT_OK;
}

void ent_parser_leave(struct ent_parser *parser) {
    parser->depth--;
}

int ent_parser_slice(struct ent_parser *parser, size_t first, const char **out) {
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = first; i < parser->at; i++) {
        const struct ent_token *token = &parser->tokens[i];
        if (i > first && token->space_before)
            ent_text_add(&text, " ");
        if (token->text)
            ent_text_add(&text, token->text);
        else
            ent_text_add_bytes(&text, parser->text + token->offset, token->length);
    }
    *out = text.failed ? NULL : ent_arena_string(parser->arena, text.bytes);
    ent_text_release(&text);
    return *out ? ENT_OK : ent_fail_memory(parser->error);
}

static int parse_whole(struct ent_parser *parser, const char *text, struct ent_arena *arena, struct ent_error *error) {
    *parser = (struct ent_parser){.arena = arena, .text = text, .error = error};
    struct ent_token *tokens;
    int status = ent_claim_lex(&tokens, &parser->count, arena, text, &parser->failed_at, error);
    parser->tokens = tokens;
    if (status == ENT_OK && parser->count == 1)
        return ent_parser_fail(parser, 0, "the claim is empty; write, for example, gdp.usd(A) > gdp.usd(B) at 2018");
    return status;
}

int ent_claim_parse(struct ent_claim **out, struct ent_arena *arena, const char *text, size_t *offset,
                    struct ent_error *error) {
    struct ent_parser parser;
    int status = parse_whole(&parser, text, arena, error);
    if (status == ENT_OK)
        status = ent_parse_claim(&parser, out);
    if (status == ENT_OK && !ent_parser_is(&parser, ENT_TOKEN_END))
        status = ent_parser_expected(&parser, "'and', 'or', a window such as 'at 2018', or the end of the claim");
    if (status != ENT_OK && offset)
        *offset = parser.failed_at;
    return status;
}

int ent_expression_parse(struct ent_expression **out, struct ent_arena *arena, const char *text, size_t *offset,
                         struct ent_error *error) {
    struct ent_parser parser;
    int status = parse_whole(&parser, text, arena, error);
    if (status == ENT_OK)
        status = ent_parse_expression(&parser, out);
    if (status == ENT_OK && !ent_parser_is(&parser, ENT_TOKEN_END))
        status = ent_parser_expected(&parser, "'+', '-', '*', '/', '@' or the end of the expression");
    if (status == ENT_OK && parser.trailing_time && parser.trailing_time == parser.at) {
        struct ent_expression *last = *out;
        while (last->form == ENT_EXPRESSION_BINARY)
            last = last->right;
        if (last->form == ENT_EXPRESSION_SERIES && last->series->has_time)
            ent_expression_give_time(*out, &last->series->at);
    }
    if (status != ENT_OK && offset)
        *offset = parser.failed_at;
    return status;
}
