/* Claims, clauses, assertions, predicates and windows. A window closes a clause; what follows it is a new one. */
#include <string.h>

#include "claim/parser.h"

static bool at_joint(const struct ent_token *token) {
    return ent_token_is_word(token, "and") || ent_token_is_word(token, "or");
}

static int parse_rank(struct ent_parser *parser, struct ent_predicate *out) {
    out->form = ENT_PREDICATE_RANK;
    ENT_TRY(ent_parse_compare(parser, &out->compare));
    ENT_TRY(ent_parse_number(parser, &out->number));
    if (!ent_parser_take_word(parser, "among"))
        return ent_parser_expected(parser, "'among' and a group, pairs of a group, or partners");
    if (ent_parser_take_word(parser, "partners")) {
        out->among = "partners";
        return ENT_OK;
    }
    out->among = ent_parser_take_word(parser, "pairs") ? "pairs" : "group";
    if (strcmp(out->among, "pairs") == 0)
        ent_parser_take_word(parser, "of");
    ENT_TRY(ent_parser_alloc(parser, &out->group, sizeof *out->group));
    return ent_parse_group(parser, out->group);
}

static int parse_record(struct ent_parser *parser, struct ent_predicate *out) {
    if (ent_parser_take_word(parser, "on")) {
        if (!ent_parser_take_word(parser, "record"))
            return ent_parser_expected(parser, "'record', as in highest on record");
        out->since.form = ENT_TIME_RECORD;
        return ENT_OK;
    }
    if (!ent_parser_take_word(parser, "since"))
        return ent_parser_expected(parser, "'since' and a year or era, or 'on record'");
    return ent_parse_era_or_time(parser, &out->since);
}

static int parse_again(struct ent_parser *parser, struct ent_predicate *out) {
    int year;
    out->form = ENT_PREDICATE_AGAIN_SINCE;
    if (!ent_parser_take_word(parser, "since"))
        return ent_parser_expected(parser, "'since' and a year");
    ENT_TRY(ent_parse_year(parser, "a year", &year));
    out->since = (struct ent_time){
        .form = ENT_TIME_DATE, .interval = ent_interval_year(year), .first_year = year, .last_year = year};
    return ENT_OK;
}

static int parse_trend(struct ent_parser *parser, struct ent_predicate *out) {
    if (!ent_parser_take_word(parser, "every"))
        return ENT_OK;
    out->every_year = true;
    return ent_parser_take_word(parser, "year") ? ENT_OK : ent_parser_expected(parser, "'year'");
}

int ent_parse_predicate(struct ent_parser *parser, struct ent_predicate *out) {
    *out = (struct ent_predicate){.form = ENT_PREDICATE_NONE, .offset = ent_parser_token(parser)->offset};
    size_t start = parser->at;
    if (ent_parser_take_word(parser, "is") || ent_parser_take_word(parser, "was"))
        ent_parser_take_word(parser, "the");
    if (ent_parser_take_word(parser, "highest")) {
        out->form = ENT_PREDICATE_HIGHEST;
        return parse_record(parser, out);
    }
    if (ent_parser_take_word(parser, "lowest")) {
        out->form = ENT_PREDICATE_LOWEST;
        return parse_record(parser, out);
    }
    if (ent_parser_take_word(parser, "rising")) {
        out->form = ENT_PREDICATE_RISING;
        return parse_trend(parser, out);
    }
    if (ent_parser_take_word(parser, "falling")) {
        out->form = ENT_PREDICATE_FALLING;
        return parse_trend(parser, out);
    }
    if (ent_parser_take_word(parser, "changed")) {
        out->form = ENT_PREDICATE_CHANGED;
        return ENT_OK;
    }
    if (ent_parser_take_word(parser, "again"))
        return parse_again(parser, out);
    if (ent_parser_take_word(parser, "growth")) {
        out->form = ENT_PREDICATE_GROWTH;
        ENT_TRY(ent_parse_compare(parser, &out->compare));
        return ent_parse_number(parser, &out->number);
    }
    if (ent_parser_take_word(parser, "rank"))
        return parse_rank(parser, out);
    parser->at = start;
    return ENT_OK;
}

static int parse_within(struct ent_parser *parser, struct ent_assertion *out) {
    if (!ent_parser_take_word(parser, "within"))
        return ENT_OK;
    out->has_within = true;
    ENT_TRY(ent_parse_number(parser, &out->within));
    out->within_years = ent_parser_take_word(parser, "years") || ent_parser_take_word(parser, "year");
    return ENT_OK;
}

int ent_parse_assertion(struct ent_parser *parser, struct ent_assertion *out) {
    while (ent_parser_take_word(parser, "not"))
        out->negated = !out->negated;
    parser->operators = 0;
    ENT_TRY(ent_parse_expression(parser, &out->left));
    if (ent_parse_at_compare(parser)) {
        out->has_compare = true;
        ENT_TRY(ent_parse_compare(parser, &out->compare));
        ENT_TRY(ent_parse_expression(parser, &out->right));
        return parse_within(parser, out);
    }
    ENT_TRY(ent_parse_predicate(parser, &out->predicate));
    if (out->predicate.form == ENT_PREDICATE_NONE && out->left->form != ENT_EXPRESSION_SERIES &&
        out->left->form != ENT_EXPRESSION_BINARY && out->left->form != ENT_EXPRESSION_FUNCTION)
        return ent_parser_expected(parser, "a comparison, or a series such as rivalry(A, B)");
    return ENT_OK;
}

static int parse_window_span(struct ent_parser *parser, enum ent_window_form form, struct ent_window *out) {
    out->form = form;
    if (form != ENT_WINDOW_DURING)
        ent_parser_take_word(parser, "during");
    return ent_parse_span(parser, &out->span);
}

int ent_parse_window(struct ent_parser *parser, struct ent_window *out) {
    static const struct {
        const char *word;
        enum ent_window_form form;
    } words[] = {{"during", ENT_WINDOW_DURING}, {"ever", ENT_WINDOW_EVER},     {"mostly", ENT_WINDOW_MOSTLY},
                 {"never", ENT_WINDOW_NEVER},   {"always", ENT_WINDOW_ALWAYS}, {"from", ENT_WINDOW_DURING}};
    *out = (struct ent_window){.form = ENT_WINDOW_NONE, .offset = ent_parser_token(parser)->offset};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_parser_take_word(parser, words[i].word))
            return parse_window_span(parser, words[i].form, out);
    if (ent_parser_take_word(parser, "at") || ent_parser_take_word(parser, "in")) {
        out->form = ENT_WINDOW_AT;
        return ent_parse_era_or_time(parser, &out->at);
    }
    if (ent_parser_take_word(parser, "since")) {
        out->form = ENT_WINDOW_SINCE;
        return ent_parse_era_or_time(parser, &out->at);
    }
    return ENT_OK;
}

/* Whether the "(" here opens a claim rather than an expression: nothing that goes on with an expression follows it. */
static bool opens_claim(const struct ent_parser *parser) {
    if (!ent_parser_is(parser, ENT_TOKEN_LEFT))
        return false;
    const struct ent_token *after = &parser->tokens[ent_parser_after_match(parser, parser->at)];
    return after->kind == ENT_TOKEN_END || after->kind == ENT_TOKEN_RIGHT || at_joint(after);
}

static int parse_inner(struct ent_parser *parser, struct ent_clause *out) {
    ENT_TRY(ent_parser_enter(parser));
    ent_parser_take(parser, ENT_TOKEN_LEFT);
    ENT_TRY(ent_parse_claim(parser, &out->inner));
    ent_parser_leave(parser);
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')'");
}

/* Assertions up to a window, or up to a joint before a parenthesised claim. */
static int parse_condition(struct ent_parser *parser, struct ent_clause *out) {
    size_t capacity = 0;
    bool or_before = false;
    for (;;) {
        ENT_TRY(ent_parser_grow(parser, &out->assertions, out->assertion_count, &capacity, sizeof *out->assertions));
        struct ent_assertion *assertion = &out->assertions[out->assertion_count++];
        *assertion = (struct ent_assertion){.or_before = or_before};
        ENT_TRY(ent_parse_assertion(parser, assertion));
        if (ent_parser_is(parser, ENT_TOKEN_RIGHT) || ent_parser_is(parser, ENT_TOKEN_END))
            return ENT_OK;
        if (!at_joint(ent_parser_token(parser)))
            return ent_parse_window(parser, &out->window);
        size_t joint = parser->at;
        or_before = ent_parser_is_word(parser, "or");
        ent_parser_take(parser, ENT_TOKEN_WORD);
        if (opens_claim(parser)) {
            parser->at = joint;
            return ENT_OK;
        }
    }
}

int ent_parse_claim(struct ent_parser *parser, struct ent_claim **out) {
    struct ent_claim *claim;
    size_t capacity = 0;
    bool or_before = false;
    ENT_TRY(ent_parser_alloc(parser, &claim, sizeof *claim));
    for (;;) {
        ENT_TRY(ent_parser_grow(parser, &claim->clauses, claim->clause_count, &capacity, sizeof *claim->clauses));
        struct ent_clause *clause = &claim->clauses[claim->clause_count++];
        *clause = (struct ent_clause){.or_before = or_before};
        ENT_TRY(opens_claim(parser) ? parse_inner(parser, clause) : parse_condition(parser, clause));
        if (!at_joint(ent_parser_token(parser)))
            break;
        or_before = ent_parser_is_word(parser, "or");
        ent_parser_take(parser, ENT_TOKEN_WORD);
    }
    *out = claim;
    return ENT_OK;
}
