/* Times: years, months, days, eras, "now", and spans of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/parser.h"

/* The bounds of the parts of a decade, as in lexicon/eras.tsv: mid-1950s is 1954 to 1957. */
static void set_era(struct ent_time *out, int decade, char part) {
    int first = part == 'm' ? 4 : part == 'l' ? 7 : 0;
    int last = part == 'e' ? 3 : part == 'm' ? 7 : 9;
    *out = (struct ent_time){
        .form = ENT_TIME_ERA, .first_year = decade + first, .last_year = decade + last, .decade = decade, .part = part};
}

static char part_of(const char *word, size_t length) {
    static const struct {
        const char *word;
        char part;
    } parts[] = {{"early", 'e'}, {"mid", 'm'}, {"middle", 'm'}, {"late", 'l'}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char text[8];
        snprintf(text, sizeof text, "%.*s", (int)(length < 7 ? length : 7), word);
        if (strlen(parts[i].word) == length && ent_text_equal_folded(text, parts[i].word))
            return parts[i].part;
    }
    return 0;
}

/* "1950s" as a number, or 0. */
static int decade_of(const char *text) {
    size_t digits = strspn(text, "0123456789");
    return digits == 4 && text[3] == '0' && (text[4] == 's' || text[4] == 'S') && !text[5] ? atoi(text) : 0;
}

/* "mid-1950s" as one word. */
static bool joined_era(const struct ent_token *token, struct ent_time *out) {
    if (token->kind != ENT_TOKEN_WORD)
        return false;
    const char *dash = strchr(token->text, '-');
    char part = dash ? part_of(token->text, (size_t)(dash - token->text)) : 0;
    int decade = part ? decade_of(dash + 1) : 0;
    if (!decade)
        return false;
    set_era(out, decade, part);
    return true;
}

static bool at_era(const struct ent_parser *parser) {
    struct ent_time ignored;
    const struct ent_token *token = ent_parser_token(parser), *next = ent_parser_ahead(parser, 1);
    if (ent_token_is_word(token, "the"))
        token = next, next = ent_parser_ahead(parser, 2);
    if (token->kind == ENT_TOKEN_DECADE || joined_era(token, &ignored))
        return true;
    return token->kind == ENT_TOKEN_WORD && part_of(token->text, strlen(token->text)) &&
           (next->kind == ENT_TOKEN_DECADE || next->kind == ENT_TOKEN_MINUS);
}

static int parse_era(struct ent_parser *parser, struct ent_time *out) {
    char part = ' ';
    ent_parser_take_word(parser, "the");
    const struct ent_token *token = ent_parser_token(parser);
    if (joined_era(token, out)) {
        ent_parser_take(parser, ENT_TOKEN_WORD);
        return ENT_OK;
    }
    if (token->kind == ENT_TOKEN_WORD) {
        part = part_of(token->text, strlen(token->text));
        ent_parser_take(parser, ENT_TOKEN_WORD);
        ent_parser_take(parser, ENT_TOKEN_MINUS);
    }
    token = ent_parser_token(parser);
    if (token->kind != ENT_TOKEN_DECADE || !decade_of(token->text))
        return ent_parser_expected(parser, "a decade such as 1950s");
    set_era(out, decade_of(token->text), part);
    ent_parser_take(parser, ENT_TOKEN_DECADE);
    return ENT_OK;
}

static int fail_date(struct ent_parser *parser) {
    const struct ent_token *token = ent_parser_token(parser);
    return ent_parser_fail(parser, token->offset, "'%s' is not a date; write 2018, 2018-09 or 2018-09-11", token->text);
}

int ent_parse_time(struct ent_parser *parser, struct ent_time *out) {
    *out = (struct ent_time){.form = ENT_TIME_NOW};
    if (ent_parser_take_word(parser, "now") || ent_parser_take_word(parser, "today"))
        return ENT_OK;
    ent_parser_take_word(parser, "year");
    const struct ent_token *token = ent_parser_token(parser);
    if (token->kind != ENT_TOKEN_NUMBER && token->kind != ENT_TOKEN_DATE)
        return ent_parser_expected(parser, "a time: a year, 2018-09, 2018-09-11 or now");
    out->form = ENT_TIME_DATE;
    if (!ent_interval_parse(token->text, &out->interval))
        return fail_date(parser);
    out->first_year = out->last_year = ent_day_year(out->interval.from);
    ent_parser_take(parser, token->kind);
    return ENT_OK;
}

int ent_parse_year(struct ent_parser *parser, const char *expected, int *out) {
    struct ent_time time;
    if (!ent_parser_is(parser, ENT_TOKEN_NUMBER))
        return ent_parser_expected(parser, expected);
    ENT_TRY(ent_parse_time(parser, &time));
    *out = time.first_year;
    return ENT_OK;
}

int ent_parse_era_or_time(struct ent_parser *parser, struct ent_time *out) {
    return at_era(parser) ? parse_era(parser, out) : ent_parse_time(parser, out);
}

static int parse_term(struct ent_parser *parser, struct ent_span *out) {
    out->form = ENT_SPAN_TERM;
    ent_parser_take_word(parser, "term");
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_LEFT, "'(' of term(STATE, YEAR)"));
    ENT_TRY(ent_parser_alloc(parser, &out->term_state, sizeof *out->term_state));
    ENT_TRY(ent_parse_argument(parser, out->term_state));
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_COMMA, "',' and the year in which the term began"));
    ENT_TRY(ent_parse_year(parser, "the year in which the term began", &out->term_year));
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')'");
}

static struct ent_time year_time(int year) {
    return (struct ent_time){
        .form = ENT_TIME_DATE, .interval = ent_interval_year(year), .first_year = year, .last_year = year};
}

/* An era in a span is its years: "the 1950s" is 1950..1959. */
static void settle(struct ent_time *from, struct ent_time *to) {
    if (from->form == ENT_TIME_ERA)
        *from = year_time(from->first_year);
    if (to->form == ENT_TIME_ERA)
        *to = year_time(to->last_year);
}

int ent_parse_span(struct ent_parser *parser, struct ent_span *out) {
    *out = (struct ent_span){.form = ENT_SPAN_RANGE};
    if (ent_parser_is_word(parser, "term"))
        return parse_term(parser, out);
    if (ent_parser_take_word(parser, "after")) {
        out->form = ENT_SPAN_AFTER;
        return ent_parse_time(parser, &out->from);
    }
    size_t began = ent_parser_token(parser)->offset;
    ENT_TRY(ent_parse_era_or_time(parser, &out->from));
    out->to = out->from;
    if (ent_parser_take(parser, ENT_TOKEN_RANGE) || ent_parser_take(parser, ENT_TOKEN_MINUS) ||
        ent_parser_take_word(parser, "to") || ent_parser_take_word(parser, "until"))
        ENT_TRY(ent_parse_era_or_time(parser, &out->to));
    settle(&out->from, &out->to);
    if (out->from.form == ENT_TIME_DATE && out->to.form == ENT_TIME_DATE &&
        out->from.interval.from > out->to.interval.from)
        return ent_parser_fail(parser, began, "the span ends before it begins; write the earlier time first");
    return ENT_OK;
}

bool ent_parse_at_span(const struct ent_parser *parser) {
    return ent_parser_is(parser, ENT_TOKEN_NUMBER) || ent_parser_is(parser, ENT_TOKEN_DATE) || at_era(parser) ||
           ent_parser_is_word(parser, "after") || ent_parser_is_word(parser, "now") ||
           (ent_parser_is_word(parser, "term") && ent_parser_ahead(parser, 1)->kind == ENT_TOKEN_LEFT);
}
