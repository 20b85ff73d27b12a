/* Arithmetic over series: * and / bind tighter than + and -, and all of them from the left. */
#include "claim/parser.h"

#include <ctype.h>
#include <string.h>

static const char *const functions[] = {"count", "mean",  "max",  "min",      "sum",    "start",
                                        "end",   "first", "last", "crossing", "turning"};

static const char expected_expression[] = "a series such as alliance(A, B), a number, a state or '('";

static int new_expression(struct ent_parser *parser, enum ent_expression_form form, struct ent_expression **out) {
    *out = ent_arena_alloc(parser->arena, 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(parser->error);
    (*out)->form = form;
    (*out)->offset = ent_parser_token(parser)->offset;
    return ENT_OK;
}

void ent_expression_give_time(struct ent_expression *expression, const struct ent_time *time) {
    if (expression->form == ENT_EXPRESSION_BINARY) {
        ent_expression_give_time(expression->left, time);
        ent_expression_give_time(expression->right, time);
    } else if (expression->form == ENT_EXPRESSION_SERIES && !expression->series->has_time) {
        expression->series->has_time = true;
        expression->series->at = *time;
    }
}

/* ---- series and functions ---- */

static int parse_series(struct ent_parser *parser, struct ent_expression **out) {
    ENT_TRY(new_expression(parser, ENT_EXPRESSION_SERIES, out));
    ENT_TRY(ent_parse_series(parser, &(*out)->series));
    bool spaced = ent_parser_token(parser)->space_before;
    if (!ent_parser_take(parser, ENT_TOKEN_TIME))
        return ENT_OK;
    size_t from = parser->at;
    (*out)->series->has_time = true;
    ENT_TRY(ent_parse_time(parser, &(*out)->series->at));
    if (spaced) {
        parser->trailing_from = from;
        parser->trailing_end = parser->at;
    }
    return ENT_OK;
}

static const char *function_at(const struct ent_parser *parser) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (ent_parser_is_word(parser, functions[i]) && ent_parser_ahead(parser, 1)->kind == ENT_TOKEN_LEFT)
            return functions[i];
    return NULL;
}

/* crossing(gdp.usd, A, B) is crossing(gap(gdp.usd, A, B)): after the measure's name stands a comma. */
static bool at_bare_measure(const struct ent_parser *parser, const char *function) {
    size_t steps = 1;
    enum ent_token_kind after = ent_parser_ahead(parser, 1)->kind;
    if (strcmp(function, "crossing") != 0 || !ent_parser_is(parser, ENT_TOKEN_WORD) || after != ENT_TOKEN_COLON)
        return strcmp(function, "crossing") == 0 && after == ENT_TOKEN_COMMA;
    while (ent_parser_ahead(parser, steps)->kind != ENT_TOKEN_LEFT &&
           ent_parser_ahead(parser, steps)->kind != ENT_TOKEN_RIGHT &&
           ent_parser_ahead(parser, steps)->kind != ENT_TOKEN_END)
        steps++;
    return ent_parser_ahead(parser, steps)->kind != ENT_TOKEN_LEFT;
}

static int parse_function(struct ent_parser *parser, const char *name, struct ent_expression **out) {
    ENT_TRY(new_expression(parser, ENT_EXPRESSION_FUNCTION, out));
    (*out)->function = name;
    ent_parser_take(parser, ENT_TOKEN_WORD);
    ent_parser_take(parser, ENT_TOKEN_LEFT);
    if (function_at(parser))
        return ent_parser_expected(parser, "a series: a function takes no other function");
    bool bare = at_bare_measure(parser, name);
    ENT_TRY(bare ? ent_parse_gap_arguments(parser, &(*out)->series) : ent_parse_series(parser, &(*out)->series));
    if (ent_parser_is(parser, ENT_TOKEN_TIME))
        return ent_parser_expected(parser, "',' and a span: a function takes a span such as 1948..1973, not one time");
    if (ent_parser_take(parser, ENT_TOKEN_COMMA))
        ENT_TRY(ent_parse_span(parser, &(*out)->span));
    if (ent_parser_is(parser, ENT_TOKEN_TIME) ||
        (ent_parser_token(parser)->kind >= ENT_TOKEN_PLUS && ent_parser_token(parser)->kind <= ENT_TOKEN_DIVIDE))
        return ent_parser_expected(parser, "')': a function takes one series; do the arithmetic outside it");
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "',' and a span such as 1948..1973, or ')'");
}

int ent_parse_function(struct ent_parser *parser, struct ent_expression **out) {
    const char *name = function_at(parser);
    return name ? parse_function(parser, name, out)
                : ent_parser_expected(parser, "a time, or a function such as start(war(A, B), 1948..1973)");
}

/* ---- names standing alone ---- */

static bool begins_series(const struct ent_parser *parser, size_t steps) {
    enum ent_token_kind after = ent_parser_ahead(parser, steps + 1)->kind;
    return ent_parser_ahead(parser, steps)->kind == ENT_TOKEN_WORD &&
           (after == ENT_TOKEN_LEFT || after == ENT_TOKEN_COLON);
}

/* Whether "and" here is part of a name (Bosnia and Herzegovina): words follow, and nothing that an assertion needs. */
static bool name_goes_on(const struct ent_parser *parser) {
    size_t steps = 1;
    if (!ent_parser_is_word(parser, "and"))
        return false;
    for (;; steps++) {
        const struct ent_token *token = ent_parser_ahead(parser, steps);
        if (token->kind != ENT_TOKEN_WORD || ent_token_is_reserved(token) || begins_series(parser, steps))
            break;
    }
    const struct ent_token *token = ent_parser_ahead(parser, steps);
    struct ent_parser there = *parser;
    there.at = (size_t)(token - parser->tokens);
    return steps > 1 && !ent_parse_at_compare(&there) &&
           (token->kind == ENT_TOKEN_END || token->kind == ENT_TOKEN_RIGHT || ent_token_is_reserved(token));
}

static bool at_name(const struct ent_parser *parser) {
    const struct ent_token *token = ent_parser_token(parser);
    return token->kind == ENT_TOKEN_WORD && !begins_series(parser, 0) && !ent_token_is_reserved(token);
}

/* A name that stands last may lose its point as the end of a sentence; so that it is the same name wherever it stands,
 * it loses it everywhere, but for "U.S." */
static int drop_point(struct ent_parser *parser, const char **name) {
    size_t length = strlen(*name);
    const char *space = strrchr(*name, ' '), *word = space ? space + 1 : *name, *apostrophe = strrchr(word, '\'');
    word = apostrophe ? apostrophe + 1 : word; /* as at the end of a claim, where it may be a quotation mark */
    if (length < 2 || (*name)[length - 1] != '.')
        return ENT_OK;
    bool abbreviation = memchr(word, '.', (size_t)(*name + length - 1 - word)) != NULL;
    if (abbreviation && !isdigit((unsigned char)(*name)[length - 2]))
        return ENT_OK;
    *name = ent_arena_substring(parser->arena, *name, length - 1);
    return *name ? ENT_OK : ent_fail_memory(parser->error);
}

static int parse_name(struct ent_parser *parser, struct ent_expression **out) {
    ENT_TRY(new_expression(parser, ENT_EXPRESSION_NAME, out));
    struct ent_argument *name = ent_arena_alloc(parser->arena, 1, sizeof *name);
    if (!name)
        return ent_fail_memory(parser->error);
    *name = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .offset = (*out)->offset, .state = -1};
    (*out)->name = name;
    if (ent_parser_is(parser, ENT_TOKEN_ENTITY)) {
        name->form = ENT_ARGUMENT_ENTITY;
        name->text = ent_parser_token(parser)->text;
        ent_parser_take(parser, ENT_TOKEN_ENTITY);
        return ENT_OK;
    }
    ent_parser_take_articles(parser);
    size_t first = parser->at;
    while (at_name(parser) || (parser->at > first && name_goes_on(parser)))
        ent_parser_take(parser, ENT_TOKEN_WORD);
    if (parser->at == first)
        return ent_parser_expected(parser, expected_expression);
    ENT_TRY(ent_parser_slice(parser, first, &name->text));
    return drop_point(parser, &name->text);
}

/* ---- arithmetic ---- */

/* "(a / b) @ 2017" gives the time to both. */
static int parse_parenthesis(struct ent_parser *parser, struct ent_expression **out) {
    ENT_TRY(ent_parser_enter(parser));
    ent_parser_take(parser, ENT_TOKEN_LEFT);
    ENT_TRY(ent_parse_expression(parser, out));
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')'"));
    ent_parser_leave(parser);
    if (!ent_parser_take(parser, ENT_TOKEN_TIME))
        return ENT_OK;
    struct ent_time time;
    ENT_TRY(ent_parse_time(parser, &time));
    ent_expression_give_time(*out, &time);
    return ENT_OK;
}

static int parse_primary(struct ent_parser *parser, struct ent_expression **out) {
    const char *function = function_at(parser);
    if (function)
        return parse_function(parser, function, out);
    if (begins_series(parser, 0) && !ent_token_is_reserved(ent_parser_token(parser)))
        return parse_series(parser, out);
    if (ent_parser_is(parser, ENT_TOKEN_LEFT))
        return parse_parenthesis(parser, out);
    if (ent_parse_at_number(parser)) {
        ENT_TRY(new_expression(parser, ENT_EXPRESSION_NUMBER, out));
        return ent_parse_number(parser, &(*out)->number);
    }
    if (ent_parser_is(parser, ENT_TOKEN_DATE)) {
        ENT_TRY(new_expression(parser, ENT_EXPRESSION_DATE, out));
        return ent_parse_time(parser, &(*out)->date);
    }
    struct ent_parser after_the = *parser;
    ent_parser_take_word(&after_the, "the");
    if (ent_parse_at_era(&after_the)) {
        ENT_TRY(new_expression(parser, ENT_EXPRESSION_DATE, out));
        return ent_parse_era_or_time(parser, &(*out)->date);
    }
    if (ent_parser_is(parser, ENT_TOKEN_ENTITY) || at_name(parser))
        return parse_name(parser, out);
    if (ent_parser_is(parser, ENT_TOKEN_TIME))
        return ent_parser_expected(parser, "a series or a number: a group stands inside a series or after 'among'");
    return ent_parser_expected(parser, expected_expression);
}

static char operator_at(const struct ent_parser *parser, bool product) {
    switch (ent_parser_token(parser)->kind) {
    case ENT_TOKEN_PLUS:
        return product ? '\0' : '+';
    case ENT_TOKEN_MINUS:
        return product ? '\0' : '-';
    case ENT_TOKEN_TIMES:
        return product ? '*' : '\0';
    case ENT_TOKEN_DIVIDE:
        return product ? '/' : '\0';
    default:
        return '\0';
    }
}

static int check_operand(struct ent_parser *parser, const struct ent_expression *operand) {
    if (operand->form != ENT_EXPRESSION_NAME)
        return ENT_OK;
    return ent_parser_fail(parser, operand->offset,
                           "'%.60s' alone is no number, expected a series with its states, as in gdp.usd(A)",
                           operand->name->text);
}

/* A chain of one kind of operator over operands of the next tighter kind. */
static int parse_chain(struct ent_parser *parser, bool product, struct ent_expression **out) {
    ENT_TRY(product ? parse_primary(parser, out) : parse_chain(parser, true, out));
    for (char sign; (sign = operator_at(parser, product)) != '\0';) {
        struct ent_expression *binary;
        if (++parser->operators > ENT_CLAIM_OPERATORS)
            return ent_parser_fail(parser, ent_parser_token(parser)->offset, "more than %d arithmetic signs",
                                   ENT_CLAIM_OPERATORS);
        ENT_TRY(new_expression(parser, ENT_EXPRESSION_BINARY, &binary));
        binary->offset = (*out)->offset;
        binary->operator= sign;
        binary->left = *out;
        ent_parser_take(parser, ent_parser_token(parser)->kind);
        ENT_TRY(product ? parse_primary(parser, &binary->right) : parse_chain(parser, true, &binary->right));
        ENT_TRY(check_operand(parser, binary->left));
        ENT_TRY(check_operand(parser, binary->right));
        *out = binary;
    }
    return ENT_OK;
}

int ent_parse_expression(struct ent_parser *parser, struct ent_expression **out) {
    return parse_chain(parser, false, out);
}
