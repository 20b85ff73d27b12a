/* Assertions, conditions, clauses and the whole claim.
 *
 * "and" and "or" join at two levels. Assertions between two windows are one condition; a window closes a clause, and
 * clauses join again. At both levels the list is flat and "and" binds tighter: a or b and c is a or (b and c). */
#include "claim/lexicon.h"
#include "claim/parser.h"

#include <stdio.h>
#include <string.h>

/* ---- what a "(" begins ---- */

static bool is_joining(const struct ent_token *token) {
    return ent_token_is_word(token, "and") || ent_token_is_word(token, "or");
}

/* A comparison inside votes.kappa:weights=nominal(A, B) is part of a name. */
static bool in_specification(const struct ent_parser *parser, size_t at) {
    return at >= 2 && parser->tokens[at - 1].kind == ENT_TOKEN_WORD &&
           (parser->tokens[at - 2].kind == ENT_TOKEN_COLON || parser->tokens[at - 2].kind == ENT_TOKEN_COMMA);
}

/* Whether an expression goes on at a token: arithmetic, a comparison, a predicate, a time. */
static bool continues_expression(const struct ent_parser *parser, size_t at) {
    static const char *const predicates[] = {"highest", "lowest", "rising", "falling",
                                             "changed", "again",  "growth", "rank"};
    struct ent_parser there = *parser;
    there.at = at;
    enum ent_token_kind kind = ent_parser_token(&there)->kind;
    for (size_t i = 0; i < sizeof predicates / sizeof *predicates; i++)
        if (ent_parser_is_word(&there, predicates[i]))
            return true;
    return (kind >= ENT_TOKEN_PLUS && kind <= ENT_TOKEN_DIVIDE) || kind == ENT_TOKEN_TIME ||
           ent_parse_at_compare(&there);
}

/* A parenthesis holds a claim when something that only a claim has stands directly inside, or when nothing after it
 * treats it as a number. */
static bool at_claim(const struct ent_parser *parser, size_t left) {
    if (parser->tokens[left].kind != ENT_TOKEN_LEFT)
        return false;
    size_t end = ent_parser_after_match(parser, left), open = 0;
    for (size_t at = left; at < end; at++) {
        const struct ent_token *token = &parser->tokens[at];
        open += token->kind == ENT_TOKEN_LEFT;
        open -= token->kind == ENT_TOKEN_RIGHT;
        if (open == 1 &&
            (ent_token_is_reserved(token) || (token->kind == ENT_TOKEN_COMPARE && !in_specification(parser, at))))
            return true;
    }
    return !continues_expression(parser, end);
}

/* ---- assertions ---- */

static bool is_four_digits(const char *text) {
    return strlen(text) == 4 && strspn(text, "0123456789") == 4 && text[0] != '0';
}

/* "start(...) = 1950" compares dates: the number is a year. */
static void read_year(const struct ent_expression *dated, struct ent_expression *number) {
    static const char *const functions[] = {"start", "end", "crossing", "turning"};
    if (dated->form != ENT_EXPRESSION_FUNCTION || number->form != ENT_EXPRESSION_NUMBER ||
        !is_four_digits(number->number.written))
        return;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(dated->function, functions[i]) == 0) {
            int year = (int)number->number.value;
            number->form = ENT_EXPRESSION_DATE;
            number->date = (struct ent_time){
                .form = ENT_TIME_DATE, .interval = ent_interval_year(year), .first_year = year, .last_year = year};
            number->number = (struct ent_number){.written = NULL};
        }
}

/* "about 8", "= about 8": by how many percent it may miss, unless the claim gives a number of its own; 0 for no such
 * word. */
static int take_about(struct ent_parser *parser) {
    static const char *const words[] = {"about", "around", "roughly", "approximately"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_parser_take_word(parser, words[i]))
            return ent_lexicon_about(words[i]);
    return 0;
}

static int parse_comparison(struct ent_parser *parser, struct ent_assertion *out) {
    out->has_compare = true;
    ent_parse_is(parser);
    int about = take_about(parser);
    if (about)
        out->compare = ENT_EQUAL;
    else
        ENT_TRY(ent_parse_compare(parser, &out->compare));
    if (!about && out->compare == ENT_EQUAL)
        about = take_about(parser);
    ENT_TRY(ent_parse_expression(parser, &out->right));
    read_year(out->left, out->right);
    read_year(out->right, out->left);
    if (ent_parse_at_compare(parser))
        return ent_parser_expected(parser, "one comparison at a time: join two with 'and'");
    out->has_within = about != 0;
    out->within =
        (struct ent_number){.value = about, .percent = true, .written = ent_arena_format(parser->arena, "%d%%", about)};
    if (!out->within.written)
        return ent_fail_memory(parser->error);
    if (!ent_parser_take_word(parser, "within"))
        return ENT_OK;
    out->has_within = true;
    ENT_TRY(ent_parse_number(parser, &out->within));
    out->within_years =
        !out->within.percent && (ent_parser_take_word(parser, "years") || ent_parser_take_word(parser, "year"));
    return ENT_OK;
}

/* Only a series can stand alone, as a yes or no. */
static int check_alone(struct ent_parser *parser, const struct ent_expression *left) {
    const struct ent_token *token = ent_parser_token(parser);
    if (left->form == ENT_EXPRESSION_SERIES)
        return ENT_OK;
    if (left->form == ENT_EXPRESSION_NAME && (token->kind == ENT_TOKEN_END || ent_token_is_reserved(token)))
        return ent_parser_fail(parser, left->offset,
                               "'%.60s' alone says nothing of a relation, expected a series with its states, as in "
                               "alliance(A, B)",
                               left->name->text);
    return ent_parser_expected(parser, "a comparison (= != < <= > >=) or a predicate such as 'rising'");
}

static int parse_assertion(struct ent_parser *parser, struct ent_assertion *out) {
    parser->operators = 0;
    out->negated = ent_parser_take_word(parser, "not");
    if (out->negated && ent_parser_is_word(parser, "not"))
        return ent_parser_expected(parser, "one 'not' at a time");
    if (out->negated && at_claim(parser, parser->at))
        return ent_parser_expected(parser, "one assertion after 'not': write 'not a and not b' for 'not (a or b)'");
    ENT_TRY(ent_parse_expression(parser, &out->left));
    if (ent_parse_at_compare(parser))
        return parse_comparison(parser, out);
    const struct ent_token *predicate = ent_parser_token(parser);
    ENT_TRY(ent_parse_predicate(parser, &out->predicate));
    if (out->predicate.form == ENT_PREDICATE_NONE)
        return check_alone(parser, out->left);
    if (out->left->form == ENT_EXPRESSION_SERIES || out->left->form == ENT_EXPRESSION_BINARY ||
        out->left->form == ENT_EXPRESSION_FUNCTION)
        return ENT_OK;
    return ent_parser_fail(parser, out->left->offset, "found %s, expected a series such as trade(A, B) before '%s'",
                           out->left->form == ENT_EXPRESSION_NAME ? "a name" : "a number or date", predicate->text);
}

/* ---- conditions and clauses ---- */

/* Steps over "and" or "or" (also ", and"); false when the list ends here, or when what follows is a claim in
 * parentheses that a condition cannot hold. */
static bool take_joining(struct ent_parser *parser, bool in_condition, bool *or_before) {
    size_t comma = ent_parser_is(parser, ENT_TOKEN_COMMA);
    const struct ent_token *joining = ent_parser_ahead(parser, comma);
    if (!is_joining(joining) || parser->at + comma + 1 >= parser->count)
        return false;
    if (in_condition &&
        (at_claim(parser, parser->at + comma + 1) || ent_token_is_word(ent_parser_ahead(parser, comma + 1), "for")))
        return false;
    *or_before = ent_token_is_word(joining, "or");
    parser->at += comma + 1;
    return true;
}

static int parse_condition(struct ent_parser *parser, struct ent_clause *out) {
    size_t capacity = 0;
    bool or_before = false;
    do {
        struct ent_assertion *room =
            ent_parser_room(parser, out->assertions, out->assertion_count, &capacity, sizeof *out->assertions);
        if (!room)
            return ent_fail_memory(parser->error);
        out->assertions = room;
        struct ent_assertion *assertion = &room[out->assertion_count++];
        *assertion = (struct ent_assertion){.or_before = or_before};
        ENT_TRY(parse_assertion(parser, assertion));
        ENT_TRY(ent_parse_window(parser, &out->window));
    } while (out->window.form == ENT_WINDOW_NONE && take_joining(parser, true, &or_before));
    return ENT_OK;
}

/* "(a or b) during 1992..2018" is the clause a or b with that window, where no open condition stands before it. */
static int parse_window_after(struct ent_parser *parser, const struct ent_clause *before, struct ent_clause *out) {
    struct ent_claim *inner = out->inner;
    if (!ent_parse_at_window(parser))
        return ENT_OK;
    bool single = inner->clause_count == 1 && !inner->clauses->inner && inner->clauses->window.form == ENT_WINDOW_NONE;
    bool closed = !before || before->inner || before->window.form != ENT_WINDOW_NONE;
    if (!single || !closed)
        return ent_parser_expected(parser, "'and', 'or' or the end: the window of a claim in parentheses stands inside "
                                           "them");
    bool or_before = out->or_before;
    *out = inner->clauses[0];
    out->or_before = or_before;
    return ent_parse_window(parser, &out->window);
}

static int parse_clause(struct ent_parser *parser, const struct ent_clause *before, struct ent_clause *out);

/* "for most C in @majors: ": C stands for each member in the condition. `for C in` is `for all C in`. */
static int parse_one_each(struct ent_parser *parser, const struct ent_clause *clause, struct ent_each *out) {
    ent_parser_take(parser, ENT_TOKEN_WORD);
    const char *quantifier = ent_parse_quantifier(parser);
    if (!quantifier && ent_parser_is(parser, ENT_TOKEN_WORD) && ent_token_is_word(ent_parser_ahead(parser, 1), "in"))
        quantifier = "all";
    if (!quantifier)
        return ent_parser_expected(parser, "any, all, no or most, as in 'for most C in @majors: …'");
    const struct ent_token *name = ent_parser_token(parser);
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_WORD, "a name for the member, as in 'for most C in @majors: …'"));
    if (!ent_parser_take_word(parser, "in") && !ent_parser_take_word(parser, "of"))
        return ent_parser_expected(parser, "'in' and a group, as in 'for most C in @majors: …'");
    for (size_t i = 0; i < clause->each_count; i++)
        if (strcmp(clause->each[i].name, name->text) == 0)
            return ent_parser_fail(parser, name->offset, "found '%.60s' again, expected another name for this member",
                                   name->text);
    ENT_TRY(ent_parse_group(parser, &out->group));
    out->name = name->text;
    out->group.quantifier = quantifier;
    out->offset = name->offset;
    return ent_parser_expect(parser, ENT_TOKEN_COLON, "':' and what is said of each member");
}

/* "for all C in @EU: for any D in @BRICS: trade(C, D) > 1 at 2018": the names, then one condition and its window. */
static int parse_each(struct ent_parser *parser, const struct ent_clause *before, struct ent_clause *out) {
    struct ent_clause bound = {.each_count = 0}, condition = {.or_before = out->or_before};
    size_t capacity = 0;
    while (ent_parser_is_word(parser, "for")) {
        struct ent_each *room = ent_parser_room(parser, bound.each, bound.each_count, &capacity, sizeof *bound.each);
        if (!room)
            return ent_fail_memory(parser->error);
        bound.each = room;
        room[bound.each_count] = (struct ent_each){.name = NULL};
        ENT_TRY(parse_one_each(parser, &bound, &room[bound.each_count]));
        bound.each_count++;
    }
    size_t at = ent_parser_token(parser)->offset;
    ENT_TRY(parse_clause(parser, before, &condition));
    if (condition.inner)
        return ent_parser_fail(parser, at,
                               "found a claim in parentheses, expected a condition and one window after it, "
                               "as in 'for most C in @majors: a and b at 2018'");
    *out = condition;
    out->each = bound.each;
    out->each_count = bound.each_count;
    return ENT_OK;
}

static int parse_clause(struct ent_parser *parser, const struct ent_clause *before, struct ent_clause *out) {
    if (ent_parser_is_word(parser, "for"))
        return parse_each(parser, before, out);
    if (!at_claim(parser, parser->at))
        return parse_condition(parser, out);
    ENT_TRY(ent_parser_enter(parser));
    ent_parser_take(parser, ENT_TOKEN_LEFT);
    ENT_TRY(ent_parse_claim(parser, &out->inner));
    ENT_TRY(ent_parse_end(parser, out->inner, ENT_TOKEN_RIGHT));
    ent_parser_leave(parser);
    return parse_window_after(parser, before, out);
}

int ent_parse_end(struct ent_parser *parser, const struct ent_claim *claim, enum ent_token_kind end) {
    const struct ent_clause *last = &claim->clauses[claim->clause_count - 1];
    const struct ent_assertion *assertion = last->inner ? NULL : &last->assertions[last->assertion_count - 1];
    char expected[160];
    const char *more = "a comparison, a predicate such as 'rising', a window such as 'at 2018', ";
    if (!assertion || last->window.form != ENT_WINDOW_NONE)
        more = "";
    else if (assertion->has_compare || assertion->predicate.form != ENT_PREDICATE_NONE)
        more = "a window such as 'at 2018', ";
    snprintf(expected, sizeof expected, "%s'and', 'or' or %s", more, end == ENT_TOKEN_END ? "the end" : "')'");
    return ent_parser_expect(parser, end, expected);
}

int ent_parse_claim(struct ent_parser *parser, struct ent_claim **out) {
    struct ent_claim *claim = ent_arena_alloc(parser->arena, 1, sizeof *claim);
    size_t capacity = 0;
    bool or_before = false;
    if (!claim)
        return ent_fail_memory(parser->error);
    do {
        struct ent_clause *room =
            ent_parser_room(parser, claim->clauses, claim->clause_count, &capacity, sizeof *claim->clauses);
        if (!room)
            return ent_fail_memory(parser->error);
        claim->clauses = room;
        struct ent_clause *clause = &room[claim->clause_count];
        *clause = (struct ent_clause){.or_before = or_before};
        ENT_TRY(parse_clause(parser, claim->clause_count ? clause - 1 : NULL, clause));
        claim->clause_count++;
    } while (take_joining(parser, false, &or_before));
    *out = claim;
    return ENT_OK;
}
