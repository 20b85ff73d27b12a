/* Expressions: numbers, dates, series, functions over spans, names, and arithmetic with the usual precedence. */
#include <string.h>

#include "claim/parser.h"

static const char *const functions[] = {"count", "mean",  "max",  "min",      "sum",    "start",
                                        "end",   "first", "last", "crossing", "turning"};

static const char *function_at(const struct ent_parser *parser) {
    if (ent_parser_ahead(parser, 1)->kind != ENT_TOKEN_LEFT)
        return NULL;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (ent_parser_is_word(parser, functions[i]))
            return functions[i];
    return NULL;
}

static int parse_function(struct ent_parser *parser, const char *name, struct ent_expression *out) {
    out->form = ENT_EXPRESSION_FUNCTION;
    out->function = name;
    ent_parser_take(parser, ENT_TOKEN_WORD);
    ent_parser_take(parser, ENT_TOKEN_LEFT);
    if (!ent_parser_is(parser, ENT_TOKEN_WORD))
        return ent_parser_expected(parser, "a series, as in count(war(A, B), 1948..1973)");
    ENT_TRY(ent_parse_series(parser, &out->series));
    if (ent_parser_take(parser, ENT_TOKEN_COMMA))
        ENT_TRY(ent_parse_span(parser, &out->span));
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "',' and a span of years, or ')'");
}

/* A state or entity standing alone: first(…) = RUS. */
static int parse_name(struct ent_parser *parser, struct ent_expression *out) {
    out->form = ENT_EXPRESSION_NAME;
    ENT_TRY(ent_parser_alloc(parser, &out->name, sizeof *out->name));
    *out->name =
        (struct ent_argument){.form = ENT_ARGUMENT_NAME, .offset = ent_parser_token(parser)->offset, .state = -1};
    if (ent_parser_is(parser, ENT_TOKEN_ENTITY)) {
        out->name->form = ENT_ARGUMENT_ENTITY;
        out->name->text = ent_parser_token(parser)->text;
        ent_parser_take(parser, ENT_TOKEN_ENTITY);
        return ENT_OK;
    }
    size_t first = parser->at;
    while (ent_parser_is(parser, ENT_TOKEN_WORD) && !ent_token_is_reserved(ent_parser_token(parser)))
        ent_parser_take(parser, ENT_TOKEN_WORD);
    if (parser->at == first)
        return ent_parser_expected(parser, "a series such as gdp.usd(A), a number, a date or a state");
    return ent_parser_slice(parser, first, &out->name->text);
}

static int parse_inside(struct ent_parser *parser, struct ent_expression **out) {
    ENT_TRY(ent_parser_enter(parser));
    ent_parser_take(parser, ENT_TOKEN_LEFT);
    ENT_TRY(ent_parse_expression(parser, out));
    ent_parser_leave(parser);
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')'");
}

static int parse_primary(struct ent_parser *parser, struct ent_expression **out) {
    if (ent_parser_is(parser, ENT_TOKEN_LEFT))
        return parse_inside(parser, out);
    struct ent_expression *expression;
    ENT_TRY(ent_parser_alloc(parser, &expression, sizeof *expression));
    *out = expression;
    expression->offset = ent_parser_token(parser)->offset;
    const struct ent_token *next = ent_parser_ahead(parser, 1);
    const char *function = function_at(parser);
    if (function)
        return parse_function(parser, function, expression);
    if (ent_parse_at_number(parser)) {
        expression->form = ENT_EXPRESSION_NUMBER;
        return ent_parse_number(parser, &expression->number);
    }
    if (ent_parser_is(parser, ENT_TOKEN_DATE)) {
        expression->form = ENT_EXPRESSION_DATE;
        return ent_parse_time(parser, &expression->date);
    }
    if (ent_parser_is(parser, ENT_TOKEN_WORD) && (next->kind == ENT_TOKEN_LEFT || next->kind == ENT_TOKEN_COLON)) {
        expression->form = ENT_EXPRESSION_SERIES;
        return ent_parse_series(parser, &expression->series);
    }
    return parse_name(parser, expression);
}

static char operator_at(const struct ent_parser *parser, bool product) {
    switch (ent_parser_token(parser)->kind) {
    case ENT_TOKEN_PLUS:
        return product ? 0 : '+';
    case ENT_TOKEN_MINUS:
        return product ? 0 : '-';
    case ENT_TOKEN_TIMES:
        return product ? '*' : 0;
    case ENT_TOKEN_DIVIDE:
        return product ? '/' : 0;
    default:
        return 0;
    }
}

/* Left-associative; "*" and "/" bind tighter than "+" and "-". */
static int parse_level(struct ent_parser *parser, bool product, struct ent_expression **out) {
    ENT_TRY(product ? parse_primary(parser, out) : parse_level(parser, true, out));
    char sign;
    while ((sign = operator_at(parser, product)) != 0) {
        struct ent_expression *binary;
        if (++parser->operators > ENT_CLAIM_OPERATORS)
            return ent_parser_fail(parser, ent_parser_token(parser)->offset, "more than %d signs of arithmetic",
                                   (int)ENT_CLAIM_OPERATORS);
        ENT_TRY(ent_parser_alloc(parser, &binary, sizeof *binary));
        binary->form = ENT_EXPRESSION_BINARY;
        binary->offset = ent_parser_token(parser)->offset;
        binary->operator= sign;
        binary->left = *out;
        ent_parser_take(parser, ent_parser_token(parser)->kind);
        ENT_TRY(product ? parse_primary(parser, &binary->right) : parse_level(parser, true, &binary->right));
        *out = binary;
    }
    return ENT_OK;
}

int ent_parse_expression(struct ent_parser *parser, struct ent_expression **out) {
    return parse_level(parser, false, out);
}

void ent_expression_give_time(struct ent_expression *expression, const struct ent_time *time) {
    if (expression->form == ENT_EXPRESSION_SERIES && !expression->series->has_time) {
        expression->series->has_time = true;
        expression->series->at = *time;
    }
    if (expression->form == ENT_EXPRESSION_BINARY) {
        ent_expression_give_time(expression->left, time);
        ent_expression_give_time(expression->right, time);
    }
}
