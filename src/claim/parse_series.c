/* Series: a name, its specification, its arguments and options, its time. */
#include <string.h>

#include "claim/parser.h"

static bool is_quantifier(const struct ent_token *token) {
    return ent_token_is_word(token, "any") || ent_token_is_word(token, "all") || ent_token_is_word(token, "no") ||
           ent_token_is_word(token, "most");
}

/* Words and numbers up to a comma, arrow, parenthesis or the word "to". */
static int parse_words(struct ent_parser *parser, const char *expected, const char **out) {
    size_t first = parser->at;
    for (;;) {
        const struct ent_token *token = ent_parser_token(parser);
        bool part = token->kind == ENT_TOKEN_WORD || token->kind == ENT_TOKEN_NUMBER || token->kind == ENT_TOKEN_DATE ||
                    (token->kind == ENT_TOKEN_PERCENT && parser->at > first);
        if (!part || (parser->at > first && ent_token_is_word(token, "to")))
            break;
        ent_parser_take(parser, token->kind);
    }
    if (parser->at == first)
        return ent_parser_expected(parser, expected);
    return ent_parser_slice(parser, first, out);
}

int ent_parse_group(struct ent_parser *parser, struct ent_argument *out) {
    *out = (struct ent_argument){.form = ENT_ARGUMENT_GROUP, .offset = ent_parser_token(parser)->offset, .state = -1};
    if (is_quantifier(ent_parser_token(parser))) {
        static const char *const names[] = {"any", "all", "no", "most"};
        for (size_t i = 0; i < 4; i++)
            if (ent_parser_is_word(parser, names[i]))
                out->quantifier = names[i];
        ent_parser_take(parser, ENT_TOKEN_WORD);
    }
    ent_parser_take(parser, ENT_TOKEN_TIME);
    if (!ent_parser_is(parser, ENT_TOKEN_WORD))
        return ent_parser_expected(parser, "the name of a group, such as @majors");
    out->text = ent_parser_token(parser)->text;
    ent_parser_take(parser, ENT_TOKEN_WORD);
    if (!ent_parser_take(parser, ENT_TOKEN_LEFT))
        return ENT_OK;
    ENT_TRY(parse_words(parser, "a state", &out->of));
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')'");
}

int ent_parse_argument(struct ent_parser *parser, struct ent_argument *out) {
    const struct ent_token *token = ent_parser_token(parser), *next = ent_parser_ahead(parser, 1);
    if (token->kind == ENT_TOKEN_TIME || (is_quantifier(token) && next->kind == ENT_TOKEN_TIME))
        return ent_parse_group(parser, out);
    *out = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .offset = token->offset, .state = -1};
    if (token->kind == ENT_TOKEN_ENTITY) {
        out->form = ENT_ARGUMENT_ENTITY;
        out->text = token->text;
        ent_parser_take(parser, ENT_TOKEN_ENTITY);
        return ENT_OK;
    }
    bool alone = next->kind == ENT_TOKEN_COMMA || next->kind == ENT_TOKEN_RIGHT || next->kind == ENT_TOKEN_ARROW ||
                 ent_token_is_word(next, "to");
    if (ent_token_is_word(token, "any") && alone) {
        out->form = ENT_ARGUMENT_ANY;
        out->text = "any";
        ent_parser_take(parser, ENT_TOKEN_WORD);
        return ENT_OK;
    }
    return parse_words(parser, "a state, an [entity], @group or any", &out->text);
}

static int parse_option(struct ent_parser *parser, struct ent_option *out) {
    out->name = ent_parser_token(parser)->text;
    out->offset = ent_parser_token(parser)->offset;
    ent_parser_take(parser, ENT_TOKEN_WORD);
    ENT_TRY(ent_parse_compare(parser, &out->compare));
    const struct ent_token *token = ent_parser_token(parser);
    if (token->kind == ENT_TOKEN_ENTITY) {
        out->value = ent_arena_format(parser->arena, "[%s]", token->text);
        ent_parser_take(parser, ENT_TOKEN_ENTITY);
        return out->value ? ENT_OK : ent_fail_memory(parser->error);
    }
    return parse_words(parser, "the value of the option", &out->value);
}

static int add_option(struct ent_parser *parser, struct ent_series_term *series, size_t *capacity) {
    ENT_TRY(ent_parser_grow(parser, &series->options, series->option_count, capacity, sizeof *series->options));
    return parse_option(parser, &series->options[series->option_count++]);
}

static bool at_option(const struct ent_parser *parser) {
    return ent_parser_is(parser, ENT_TOKEN_WORD) && ent_parser_ahead(parser, 1)->kind == ENT_TOKEN_COMPARE;
}

static int parse_specification(struct ent_parser *parser, struct ent_series_term *series, size_t *capacity) {
    do {
        if (!at_option(parser))
            return ent_parser_expected(parser, "an option such as weights=nominal");
        ENT_TRY(add_option(parser, series, capacity));
    } while (ent_parser_take(parser, ENT_TOKEN_COMMA));
    return ENT_OK;
}

static int parse_arguments(struct ent_parser *parser, struct ent_series_term *series, size_t *option_capacity) {
    size_t capacity = 0;
    bool arrow = false;
    for (;;) {
        if (!arrow && at_option(parser)) {
            ENT_TRY(add_option(parser, series, option_capacity));
        } else {
            if (series->option_count && series->argument_count && !arrow &&
                series->options[series->option_count - 1].offset > series->arguments[0].offset)
                return ent_parser_expected(parser, "an option, after the options before it");
            ENT_TRY(ent_parser_grow(parser, &series->arguments, series->argument_count, &capacity,
                                    sizeof *series->arguments));
            struct ent_argument *argument = &series->arguments[series->argument_count++];
            ENT_TRY(ent_parse_argument(parser, argument));
            argument->arrow = arrow;
        }
        arrow = ent_parser_take(parser, ENT_TOKEN_ARROW) || ent_parser_take_word(parser, "to");
        if (!arrow && !ent_parser_take(parser, ENT_TOKEN_COMMA))
            return ENT_OK;
    }
}

static int parse_time(struct ent_parser *parser, struct ent_series_term *series) {
    bool space = ent_parser_token(parser)->space_before;
    if (!ent_parser_take(parser, ENT_TOKEN_TIME))
        return ENT_OK;
    series->has_time = true;
    ENT_TRY(ent_parse_time(parser, &series->at));
    if (space)
        parser->trailing_time = parser->at;
    return ENT_OK;
}

int ent_parse_series(struct ent_parser *parser, struct ent_series_term **out) {
    struct ent_series_term *series;
    size_t capacity = 0;
    ENT_TRY(ent_parser_alloc(parser, &series, sizeof *series));
    series->name = ent_parser_token(parser)->text;
    series->offset = ent_parser_token(parser)->offset;
    ent_parser_take(parser, ENT_TOKEN_WORD);
    if (ent_parser_take(parser, ENT_TOKEN_COLON))
        ENT_TRY(parse_specification(parser, series, &capacity));
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_LEFT, "'(' and the states, as in gdp.usd(A)"));
    if (!ent_parser_is(parser, ENT_TOKEN_RIGHT))
        ENT_TRY(parse_arguments(parser, series, &capacity));
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_RIGHT, "',' or ')'"));
    *out = series;
    return parse_time(parser, series);
}
