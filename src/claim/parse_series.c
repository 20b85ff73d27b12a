/* Series and what stands inside them: names, groups, entities, directions, options, specifications. */
#include "claim/parser.h"

#include <string.h>

static const char expected_argument[] = "a state, an [entity], a @group or 'any'";

/* ---- names ---- */

/* A word in small letters: names of measures and options have no capitals. */
static int lower(struct ent_parser *parser, const char *text, const char **out) {
    char *copy = ent_arena_string(parser->arena, text);
    if (!copy)
        return ent_fail_memory(parser->error);
    for (char *at = copy; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    *out = copy;
    return ENT_OK;
}

static bool is_name_part(const struct ent_token *token) {
    return token->kind == ENT_TOKEN_WORD || token->kind == ENT_TOKEN_NUMBER || token->kind == ENT_TOKEN_DATE ||
           token->kind == ENT_TOKEN_DECADE;
}

static bool ends_argument(const struct ent_token *token) {
    return token->kind == ENT_TOKEN_COMMA || token->kind == ENT_TOKEN_RIGHT || token->kind == ENT_TOKEN_ARROW ||
           token->kind == ENT_TOKEN_END;
}

/* "A to B" is A -> B; where nothing follows, "to" is a name (TO is a code of Tonga). */
static bool at_to(const struct ent_parser *parser) {
    return ent_parser_is_word(parser, "to") && !ends_argument(ent_parser_ahead(parser, 1));
}

static int parse_name(struct ent_parser *parser, const char **out) {
    ent_parser_take_articles(parser);
    size_t first = parser->at;
    while (is_name_part(ent_parser_token(parser)) && !(parser->at > first && at_to(parser)))
        ent_parser_take(parser, ent_parser_token(parser)->kind);
    if (parser->at == first)
        return ent_parser_expected(parser, expected_argument);
    return ent_parser_slice(parser, first, out);
}

/* ---- groups ---- */

int ent_parse_group(struct ent_parser *parser, struct ent_argument *out) {
    out->form = ENT_ARGUMENT_GROUP;
    out->offset = ent_parser_token(parser)->offset;
    out->state = -1;
    ent_parser_take_articles(parser);
    ent_parser_take_word(parser, "the");
    ent_parser_take(parser, ENT_TOKEN_TIME);
    out->text = ent_parser_token(parser)->text;
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_WORD, "the name of a group, such as @majors"));
    if (!ent_parser_take(parser, ENT_TOKEN_LEFT))
        return ENT_OK;
    ENT_TRY(parse_name(parser, &out->of));
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')' after the state of the group");
}

static const char *quantifier(const struct ent_token *token) {
    static const char *const quantifiers[] = {"any", "all", "no", "most"};
    for (size_t i = 0; i < sizeof quantifiers / sizeof *quantifiers; i++)
        if (ent_token_is_word(token, quantifiers[i]))
            return quantifiers[i];
    return NULL;
}

const char *ent_parse_quantifier(struct ent_parser *parser) {
    const char *found = quantifier(ent_parser_token(parser));
    if (ent_parser_is_word(parser, "every") || ent_parser_is_word(parser, "each"))
        found = "all";
    if (found)
        ent_parser_take(parser, ENT_TOKEN_WORD);
    return found;
}

/* ---- options ---- */

static bool at_option(const struct ent_parser *parser, size_t steps) {
    return ent_parser_ahead(parser, steps)->kind == ENT_TOKEN_WORD &&
           ent_parser_ahead(parser, steps + 1)->kind == ENT_TOKEN_COMPARE;
}

static bool is_value_part(const struct ent_token *token) {
    return is_name_part(token) || token->kind == ENT_TOKEN_PERCENT || token->kind == ENT_TOKEN_MINUS ||
           token->kind == ENT_TOKEN_RANGE;
}

static int parse_value(struct ent_parser *parser, bool in_specification, const char **out) {
    size_t first = parser->at;
    if (ent_parser_is(parser, ENT_TOKEN_ENTITY)) {
        *out = ent_arena_format(parser->arena, "[%s]", ent_parser_token(parser)->text);
        ent_parser_take(parser, ENT_TOKEN_ENTITY);
        return *out ? ENT_OK : ent_fail_memory(parser->error);
    }
    if (ent_parser_is(parser, ENT_TOKEN_TIME)) {
        struct ent_argument group = {.of = NULL};
        if (in_specification && ent_parser_ahead(parser, 2)->kind == ENT_TOKEN_LEFT)
            return ent_parser_expected(parser,
                                       "a value: the group of one state stands in an option of the parentheses");
        ENT_TRY(ent_parse_group(parser, &group));
        return ent_parser_slice(parser, first, out);
    }
    while (is_value_part(ent_parser_token(parser)))
        ent_parser_take(parser, ent_parser_token(parser)->kind);
    if (parser->at == first)
        return ent_parser_expected(parser, "the value of the option");
    return ent_parser_slice(parser, first, out);
}

static int parse_option(struct ent_parser *parser, bool in_specification, struct ent_option *out) {
    const struct ent_token *name = ent_parser_token(parser);
    out->offset = name->offset;
    ENT_TRY(lower(parser, name->text, &out->name));
    ent_parser_take(parser, ENT_TOKEN_WORD);
    out->compare = ent_parser_token(parser)->compare;
    ent_parser_take(parser, ENT_TOKEN_COMPARE);
    return parse_value(parser, in_specification, &out->value);
}

/* Options while there are any, each after a comma but the first. */
static int parse_options(struct ent_parser *parser, struct ent_series_term *series, size_t *capacity,
                         bool in_specification) {
    do {
        void *room = ent_parser_room(parser, series->options, series->option_count, capacity, sizeof *series->options);
        if (!room)
            return ent_fail_memory(parser->error);
        series->options = room;
        ENT_TRY(parse_option(parser, in_specification, &series->options[series->option_count]));
        series->option_count++;
    } while (ent_parser_is(parser, ENT_TOKEN_COMMA) && at_option(parser, 1) &&
             ent_parser_take(parser, ENT_TOKEN_COMMA));
    return ENT_OK;
}

/* ":weights=nominal,abstain=category": the options, and the same as one text. */
static int parse_specification(struct ent_parser *parser, struct ent_series_term *series, size_t *capacity) {
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_COLON, "':'"));
    if (!at_option(parser, 0))
        return ent_parser_expected(parser, "an option with its value, as in votes.kappa:weights=nominal");
    ENT_TRY(parse_options(parser, series, capacity, true));
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = 0; i < series->option_count; i++) {
        const struct ent_option *option = &series->options[i];
        ent_text_format(&text, "%s%s%s%s", i ? "," : "", option->name, ent_compare_text(option->compare),
                        option->value);
    }
    series->specification = text.failed ? NULL : ent_arena_string(parser->arena, text.bytes);
    ent_text_release(&text);
    return series->specification ? ENT_OK : ent_fail_memory(parser->error);
}

/* ---- arguments ---- */

/* gap(votes.kappa:weights=nominal, A, B): the specification stays one text. */
static int parse_series_argument(struct ent_parser *parser, struct ent_argument *out) {
    struct ent_series_term series = {.name = out->text};
    size_t capacity = 0;
    ENT_TRY(parse_specification(parser, &series, &capacity));
    ENT_TRY(lower(parser, out->text, &series.name));
    out->text = ent_arena_format(parser->arena, "%s:%s", series.name, series.specification);
    return out->text ? ENT_OK : ent_fail_memory(parser->error);
}

int ent_parse_argument(struct ent_parser *parser, struct ent_argument *out) {
    ent_parser_take_articles(parser);
    const struct ent_token *token = ent_parser_token(parser), *after = ent_parser_ahead(parser, 1);
    const char *quantity = quantifier(token);
    *out = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .offset = token->offset, .state = -1};
    if (token->kind == ENT_TOKEN_ENTITY) {
        out->form = ENT_ARGUMENT_ENTITY;
        out->text = token->text;
        ent_parser_take(parser, ENT_TOKEN_ENTITY);
        return ENT_OK;
    }
    if (ent_token_is_word(token, "pairs") && (after->kind == ENT_TOKEN_TIME || ent_token_is_word(after, "of"))) {
        ent_parser_take(parser, ENT_TOKEN_WORD);
        ent_parser_take_word(parser, "of");
        ENT_TRY(ent_parse_group(parser, out));
        out->pairs = true;
        return ENT_OK;
    }
    if (token->kind == ENT_TOKEN_TIME)
        return ent_parse_group(parser, out);
    if (quantity &&
        (after->kind == ENT_TOKEN_TIME || (after->kind == ENT_TOKEN_WORD && !ent_token_is_word(after, "to")))) {
        ent_parser_take(parser, ENT_TOKEN_WORD);
        ENT_TRY(ent_parse_group(parser, out));
        out->quantifier = quantity;
        out->offset = token->offset;
        return ENT_OK;
    }
    if (ent_token_is_word(token, "any")) {
        out->form = ENT_ARGUMENT_ANY;
        out->text = "any";
        ent_parser_take(parser, ENT_TOKEN_WORD);
        return ENT_OK;
    }
    ENT_TRY(parse_name(parser, &out->text));
    return ent_parser_is(parser, ENT_TOKEN_COLON) ? parse_series_argument(parser, out) : ENT_OK;
}

static int add_argument(struct ent_parser *parser, struct ent_series_term *series, size_t *capacity, bool arrow) {
    void *room =
        ent_parser_room(parser, series->arguments, series->argument_count, capacity, sizeof *series->arguments);
    if (!room)
        return ent_fail_memory(parser->error);
    series->arguments = room;
    struct ent_argument *argument = &series->arguments[series->argument_count++];
    ENT_TRY(ent_parse_argument(parser, argument));
    argument->arrow = arrow;
    return ENT_OK;
}

/* ---- series ---- */

static int series_inside(struct ent_parser *parser, const struct ent_series_term *outer) {
    static const char *const functions[] = {"count", "mean", "start", "first", "last", "crossing", "turning"};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (ent_text_distance(outer->name, functions[i], 2) <= (strlen(functions[i]) > 4 ? 2 : 1))
            return ent_parser_fail(parser, outer->offset, "found '%.40s', which takes no series; did you mean '%s'?",
                                   outer->name, functions[i]);
    return ent_parser_expected(parser, "',', '->' or ')': a series stands inside another by its name alone, as in "
                                       "gap(gdp.usd, A, B)");
}

static int parse_arguments(struct ent_parser *parser, struct ent_series_term *series, size_t *capacity) {
    size_t room = 0;
    bool arrow = false;
    while (!ent_parser_is(parser, ENT_TOKEN_RIGHT) || series->argument_count) {
        if (!arrow && at_option(parser, 0)) {
            ENT_TRY(parse_options(parser, series, capacity, false));
            if (ent_parser_is(parser, ENT_TOKEN_COMMA))
                return ent_parser_fail(parser, ent_parser_token(parser)->offset,
                                       "options such as obligation=defence stand last, after the states");
            break;
        }
        ENT_TRY(add_argument(parser, series, &room, arrow));
        if (ent_parser_is(parser, ENT_TOKEN_LEFT))
            return series_inside(parser, series);
        arrow = ent_parser_take(parser, ENT_TOKEN_ARROW) || (at_to(parser) && ent_parser_take(parser, ENT_TOKEN_WORD));
        if (!arrow && !ent_parser_take(parser, ENT_TOKEN_COMMA))
            break;
    }
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "',', '->', an option such as item=all, or ')'");
}

int ent_parse_series(struct ent_parser *parser, struct ent_series_term **out) {
    const struct ent_token *name = ent_parser_token(parser);
    struct ent_series_term *series = ent_arena_alloc(parser->arena, 1, sizeof *series);
    size_t capacity = 0;
    if (!series)
        return ent_fail_memory(parser->error);
    *out = series;
    series->offset = name->offset;
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_WORD, "a series such as votes.kappa(A, B)"));
    ENT_TRY(lower(parser, name->text, &series->name));
    if (ent_parser_is(parser, ENT_TOKEN_COLON))
        ENT_TRY(parse_specification(parser, series, &capacity));
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_LEFT, "'(' and the states, as in votes.kappa(A, B)"));
    return parse_arguments(parser, series, &capacity);
}

int ent_parse_gap_arguments(struct ent_parser *parser, struct ent_series_term **out) {
    struct ent_series_term *series = ent_arena_alloc(parser->arena, 1, sizeof *series);
    size_t room = 0;
    if (!series)
        return ent_fail_memory(parser->error);
    *out = series;
    series->name = "gap";
    series->offset = ent_parser_token(parser)->offset;
    for (;;) {
        ENT_TRY(add_argument(parser, series, &room, false));
        if (series->argument_count == 3)
            return ENT_OK;
        ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_COMMA, "',' and two states, as in crossing(gdp.usd, A, B)"));
    }
}
