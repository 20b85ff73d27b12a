/* What the files of the parser share: the cursor, its failures, and one function for each part of the grammar. A part
 * reads from the cursor, leaves it on the first token that is not its own, and returns ENT_OK or a failure. */
#ifndef ENT_CLAIM_PARSER_H
#define ENT_CLAIM_PARSER_H

#include "claim/lexer.h"

enum {
    ENT_CLAIM_DEEPEST = 64,    /* parentheses inside one another, of claims and of expressions together */
    ENT_CLAIM_OPERATORS = 256, /* arithmetic signs in one assertion: bounds the depth of a tree */
    ENT_CLAIM_LONGEST_NUMBER = 24
};

struct ent_parser {
    struct ent_arena *arena;
    const char *text;
    const struct ent_token *tokens;
    size_t count, at; /* tokens[count - 1] is the end; `at` never passes it */
    int depth, operators;
    size_t failed_at; /* byte */
    struct ent_error *error;
    size_t trailing_from, trailing_end; /* tokens of the last time whose "@" stood after a space; 0 and 0 before one */
};

/* ---- parser.c: the cursor ---- */

const struct ent_token *ent_parser_token(const struct ent_parser *parser);
const struct ent_token *ent_parser_ahead(const struct ent_parser *parser, size_t steps);
bool ent_parser_is(const struct ent_parser *parser, enum ent_token_kind kind);
bool ent_parser_is_word(const struct ent_parser *parser, const char *word);
bool ent_token_is_word(const struct ent_token *token, const char *word);

/* Steps over a token of the kind, or over the word (capitals ignored); false and no step when it is another. */
bool ent_parser_take(struct ent_parser *parser, enum ent_token_kind kind);
bool ent_parser_take_word(struct ent_parser *parser, const char *word);

/* Steps over "the" before a word, so that it is no part of a name. */
void ent_parser_take_articles(struct ent_parser *parser);

/* A word that means something between expressions, so that no name standing alone goes on over it. */
bool ent_token_is_reserved(const struct ent_token *token);

/* The token after the ")" that closes the "(" at index `left`; the end when nothing closes it. */
size_t ent_parser_after_match(const struct ent_parser *parser, size_t left);

/* "found X, expected Y; did you mean Z" at the cursor. */
int ent_parser_expected(struct ent_parser *parser, const char *expected);

/* A message of its own at a byte. */
int ent_parser_fail(struct ent_parser *parser, size_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int ent_parser_expect(struct ent_parser *parser, enum ent_token_kind kind, const char *expected);

/* Room for one more item: the array as it is or moved, NULL when memory is out. */
void *ent_parser_room(struct ent_parser *parser, void *items, size_t count, size_t *capacity, size_t size);

/* Steps into and out of a parenthesis; fails when they stand too deep. */
int ent_parser_enter(struct ent_parser *parser);
void ent_parser_leave(struct ent_parser *parser);

/* The words from token `first` up to the cursor as one text, with a space where the claim has one. */
int ent_parser_slice(struct ent_parser *parser, size_t first, const char **out);

/* ---- parse_number.c, parse_time.c ---- */

bool ent_parse_at_number(const struct ent_parser *parser);
int ent_parse_number(struct ent_parser *parser, struct ent_number *out);
bool ent_parse_at_compare(const struct ent_parser *parser);
void ent_parse_is(struct ent_parser *parser); /* takes an "is" that stands before a comparison */
int ent_parse_compare(struct ent_parser *parser, enum ent_compare *out);

int ent_parse_time(struct ent_parser *parser, struct ent_time *out);
int ent_parse_year(struct ent_parser *parser, const char *expected, int *out);
bool ent_parse_at_era(const struct ent_parser *parser); /* "mid-1950s", "1950s" */
int ent_parse_era_or_time(struct ent_parser *parser, struct ent_time *out);
int ent_parse_span(struct ent_parser *parser, struct ent_span *out);

/* Whether a span begins at the cursor ("1948..1973", "after 2014", "term(CHN, 2013)", "the 1950s"). */
bool ent_parse_at_span(const struct ent_parser *parser);

/* ---- parse_series.c ---- */

int ent_parse_argument(struct ent_parser *parser, struct ent_argument *out);
const char *ent_parse_quantifier(struct ent_parser *parser); /* takes any, all (every, each), no, most; NULL: none */
int ent_parse_group(struct ent_parser *parser, struct ent_argument *out);
int ent_parse_series(struct ent_parser *parser, struct ent_series_term **out);
/* "gdp.usd, A, B" as gap(gdp.usd, A, B); what follows, a span or ")", is left. */
int ent_parse_gap_arguments(struct ent_parser *parser, struct ent_series_term **out);

/* ---- parse_expression.c ---- */

int ent_parse_expression(struct ent_parser *parser, struct ent_expression **out);
int ent_parse_function(struct ent_parser *parser, struct ent_expression **out); /* count(…), start(…), … */

/* Gives a time to every series of the expression that has none; a function's series has its span instead. */
void ent_expression_give_time(struct ent_expression *expression, const struct ent_time *time);

/* ---- parse_predicate.c ---- */

int ent_parse_predicate(struct ent_parser *parser, struct ent_predicate *out); /* form NONE when none stands here */
int ent_parse_window(struct ent_parser *parser, struct ent_window *out);       /* form NONE when none stands here */
bool ent_parse_at_window(const struct ent_parser *parser);

/* ---- parse_claim.c ---- */

int ent_parse_claim(struct ent_parser *parser, struct ent_claim **out);

/* The token that must follow the claim; the failure says with what the claim could have gone on. */
int ent_parse_end(struct ent_parser *parser, const struct ent_claim *claim, enum ent_token_kind end);

#endif
