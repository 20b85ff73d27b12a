/* Times, eras and spans: "2018-09", "the mid 1950s", "1948..1973", "from 1992 to 2018", "term(CHN, 2013)". */
#include "claim/lexicon.h"
#include "claim/parser.h"

#include <stdlib.h>
#include <string.h>

static const char expected_time[] = "a year (2018), a month (2018-09), a day (2018-09-11) or 'now'";
static const char expected_span[] = "a span such as 1992..2018, 'after 2014' or term(STATE, 2013)";

/* ---- a point of time ---- */

static struct ent_time time_of(struct ent_interval interval) {
    int year = ent_day_year(interval.from);
    return (struct ent_time){.form = ENT_TIME_DATE, .interval = interval, .first_year = year, .last_year = year};
}

static bool is_year(const struct ent_token *token) {
    return token->kind == ENT_TOKEN_NUMBER && strlen(token->text) == 4 && strspn(token->text, "0123456789") == 4 &&
           strcmp(token->text, "0000") != 0;
}

/* "2018-9" is three tokens, where the second and third stand close. */
static bool is_short_month(const struct ent_parser *parser) {
    const struct ent_token *dash = ent_parser_ahead(parser, 1), *month = ent_parser_ahead(parser, 2);
    return dash->kind == ENT_TOKEN_MINUS && !dash->space_before && month->kind == ENT_TOKEN_NUMBER &&
           !month->space_before && strlen(month->text) == 1;
}

int ent_parse_time(struct ent_parser *parser, struct ent_time *out) {
    const struct ent_token *token = ent_parser_token(parser);
    struct ent_interval interval;
    if (ent_parser_is_word(parser, "year")) {
        ent_parser_take(parser, ENT_TOKEN_WORD);
        token = ent_parser_token(parser);
    }
    if (ent_parser_take_word(parser, "now") || ent_parser_take_word(parser, "today")) {
        *out = (struct ent_time){.form = ENT_TIME_NOW};
        return ENT_OK;
    }
    if (token->kind == ENT_TOKEN_DATE) {
        if (!ent_interval_parse(token->text, &interval))
            return ent_parser_fail(parser, token->offset,
                                   "there is no date %s; a month is 2018-09, a range of years 1950..1957", token->text);
    } else if (!is_year(token)) {
        if (token->kind == ENT_TOKEN_NUMBER)
            return ent_parser_expected(parser, "a year of four digits (2018), a month (2018-09) or 'now'");
        return ent_parser_expected(parser, expected_time);
    } else if (is_short_month(parser)) {
        return ent_parser_fail(parser, token->offset, "found '%s-%s', expected a month of two digits (2018-09)",
                               token->text, ent_parser_ahead(parser, 2)->text);
    } else {
        interval = ent_interval_year(atoi(token->text));
    }
    *out = time_of(interval);
    ent_parser_take(parser, token->kind);
    return ENT_OK;
}

int ent_parse_year(struct ent_parser *parser, const char *expected, int *out) {
    const struct ent_token *token = ent_parser_token(parser);
    if (!is_year(token))
        return ent_parser_expected(parser, expected);
    *out = atoi(token->text);
    ent_parser_take(parser, token->kind);
    return ENT_OK;
}

/* ---- eras ---- */

static const char *const parts[] = {"early", "mid", "late", "middle"}; /* which years, lexicon/eras.tsv says */

static struct ent_time era_of(int decade, int row) {
    struct ent_time time = {.form = ENT_TIME_ERA, .decade = decade, .part = row < 0 ? ' ' : parts[row][0]};
    int first = 0, last = 0;
    ent_lexicon_era(row < 0 ? "whole" : parts[row], &first, &last);
    time.first_year = decade + first;
    time.last_year = decade + last;
    time.interval.from = ent_day_from(time.first_year, 1, 1);
    time.interval.to = ent_day_from(time.last_year + 1, 1, 1);
    time.interval.precision = ENT_PRECISION_YEAR;
    return time;
}

/* The row of "early", "mid" or "late" that a word is or begins with, and what follows the hyphen; -1 for none. */
static int part_of(const struct ent_token *token, const char **rest) {
    for (size_t i = 0; token->kind == ENT_TOKEN_WORD && i < sizeof parts / sizeof *parts; i++) {
        size_t length = strlen(parts[i]);
        char start[8] = "";
        if (strlen(token->text) < length)
            continue;
        memcpy(start, token->text, length);
        if (ent_text_equal_folded(start, parts[i]) && (!token->text[length] || token->text[length] == '-')) {
            *rest = token->text[length] ? token->text + length + 1 : "";
            return (int)i;
        }
    }
    return -1;
}

/* "1950s" or "1950's"; 0 for anything else. */
static int decade_of(const char *text) {
    bool digits = strspn(text, "0123456789") == 4 && text[3] == '0' && atoi(text) > 0;
    return digits && (ent_text_equal_folded(text + 4, "s") || ent_text_equal_folded(text + 4, "'s")) ? atoi(text) : 0;
}

static bool at_era(const struct ent_parser *parser) {
    const char *rest;
    return ent_parser_is(parser, ENT_TOKEN_DECADE) || part_of(ent_parser_token(parser), &rest) >= 0;
}

static int parse_era(struct ent_parser *parser, struct ent_time *out) {
    const char *rest = "";
    int row = part_of(ent_parser_token(parser), &rest);
    size_t offset = ent_parser_token(parser)->offset;
    if (row >= 0)
        ent_parser_take(parser, ENT_TOKEN_WORD);
    if (!*rest) {
        if (row >= 0)
            ent_parser_take(parser, ENT_TOKEN_MINUS);
        if (!ent_parser_is(parser, ENT_TOKEN_DECADE))
            return ent_parser_expected(parser, "a decade such as 1950s");
        rest = ent_parser_token(parser)->text;
        ent_parser_take(parser, ENT_TOKEN_DECADE);
    }
    int decade = decade_of(rest);
    if (!decade)
        return ent_parser_fail(parser, offset, "found no decade here; an era is written 1950s or mid-1950s");
    *out = era_of(decade, row);
    return ENT_OK;
}

bool ent_parse_at_era(const struct ent_parser *parser) {
    const char *rest = "x";
    if (ent_parser_is(parser, ENT_TOKEN_DECADE))
        return true;
    if (part_of(ent_parser_token(parser), &rest) < 0)
        return false;
    const struct ent_token *after = ent_parser_ahead(parser, 1);
    return *rest ? decade_of(rest) != 0
                 : after->kind == ENT_TOKEN_DECADE ||
                       (after->kind == ENT_TOKEN_MINUS && ent_parser_ahead(parser, 2)->kind == ENT_TOKEN_DECADE);
}

int ent_parse_era_or_time(struct ent_parser *parser, struct ent_time *out) {
    ent_parser_take_word(parser, "the");
    return at_era(parser) ? parse_era(parser, out) : ent_parse_time(parser, out);
}

/* ---- spans ---- */

bool ent_parse_at_span(const struct ent_parser *parser) {
    static const char *const words[] = {"after", "before", "since", "from", "between", "now", "the", "term", "today"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_parser_is_word(parser, words[i]))
            return true;
    return ent_parser_is(parser, ENT_TOKEN_NUMBER) || ent_parser_is(parser, ENT_TOKEN_DATE) || at_era(parser);
}

static int parse_term(struct ent_parser *parser, struct ent_span *out) {
    ent_parser_take(parser, ENT_TOKEN_WORD);
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_LEFT, "'(' as in term(STATE, 2013)"));
    size_t offset = ent_parser_token(parser)->offset;
    struct ent_argument *state = ent_arena_alloc(parser->arena, 1, sizeof *state);
    if (!state)
        return ent_fail_memory(parser->error);
    ENT_TRY(ent_parse_argument(parser, state));
    if (state->form != ENT_ARGUMENT_NAME)
        return ent_parser_fail(parser, offset, "a term is that of one state, as in term(STATE, 2013)");
    ENT_TRY(ent_parser_expect(parser, ENT_TOKEN_COMMA, "',' and the year the term began, as in term(STATE, 2013)"));
    *out = (struct ent_span){.form = ENT_SPAN_TERM, .term_state = state};
    ENT_TRY(ent_parse_year(parser, "the year the term began, of four digits", &out->term_year));
    return ent_parser_expect(parser, ENT_TOKEN_RIGHT, "')'");
}

static bool take_range(struct ent_parser *parser, bool between) {
    static const char *const words[] = {"to", "through", "until", "till"};
    if (ent_parser_take(parser, ENT_TOKEN_RANGE) || ent_parser_take(parser, ENT_TOKEN_MINUS))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_parser_take_word(parser, words[i]))
            return true;
    return between && ent_parser_take_word(parser, "and");
}

/* The end of a range; after a year, two digits are a year of the same century: 1950–57. */
static int parse_range_end(struct ent_parser *parser, const struct ent_time *from, struct ent_time *out) {
    const struct ent_token *token = ent_parser_token(parser);
    bool brief = token->kind == ENT_TOKEN_NUMBER && strlen(token->text) == 2 && strspn(token->text, "0123456789") == 2;
    if (brief && from->form == ENT_TIME_DATE && from->interval.precision == ENT_PRECISION_YEAR) {
        *out = time_of(ent_interval_year(from->first_year / 100 * 100 + atoi(token->text)));
        ent_parser_take(parser, ENT_TOKEN_NUMBER);
    } else {
        ENT_TRY(ent_parse_time(parser, out));
    }
    if (out->form == ENT_TIME_DATE && out->interval.from < from->interval.from)
        return ent_parser_fail(parser, token->offset,
                               "the range ends before it begins; write the earlier time first, years with four digits");
    return ENT_OK;
}

static int parse_range(struct ent_parser *parser, bool between, struct ent_span *out) {
    size_t offset = ent_parser_token(parser)->offset;
    out->form = ENT_SPAN_RANGE;
    ENT_TRY(ent_parse_time(parser, &out->from));
    out->to = out->from;
    if (!take_range(parser, between))
        return ENT_OK;
    if (out->from.form == ENT_TIME_NOW)
        return ent_parser_fail(parser, offset,
                               "a range cannot begin 'now'; write the earlier time first, or 'since 1992'");
    return parse_range_end(parser, &out->from, &out->to);
}

/* ---- before and after ---- */

static bool at_years(const struct ent_parser *parser) {
    return ent_parser_is(parser, ENT_TOKEN_NUMBER) && (ent_token_is_word(ent_parser_ahead(parser, 1), "years") ||
                                                       ent_token_is_word(ent_parser_ahead(parser, 1), "year"));
}

static bool at_side(const struct ent_parser *parser) {
    return at_years(parser) || ent_parser_is_word(parser, "after") || ent_parser_is_word(parser, "before");
}

/* What it is before or after: a time, or a function that is a date. */
static int parse_moment(struct ent_parser *parser, struct ent_span *out) {
    static const char *const dates[] = {"start", "end", "first", "last", "crossing"};
    if (ent_parser_ahead(parser, 1)->kind != ENT_TOKEN_LEFT)
        return ent_parse_time(parser, &out->from);
    size_t offset = ent_parser_token(parser)->offset;
    ENT_TRY(ent_parser_enter(parser));
    ENT_TRY(ent_parse_function(parser, &out->moment));
    ent_parser_leave(parser);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcmp(out->moment->function, dates[i]) == 0)
            return ENT_OK;
    return ent_parser_fail(parser, offset,
                           "a span is before or after a date: start(…), end(…), first(…) or crossing(…)");
}

static int parse_side(struct ent_parser *parser, struct ent_span *out) {
    if (at_years(parser)) {
        const struct ent_token *number = ent_parser_token(parser);
        if (strspn(number->text, "0123456789") != strlen(number->text) || strlen(number->text) > 3 ||
            atoi(number->text) < 1)
            return ent_parser_fail(parser, number->offset, "expected a whole number of years, from 1 to 999");
        out->years = atoi(number->text);
        ent_parser_take(parser, ENT_TOKEN_NUMBER);
        ent_parser_take(parser, ENT_TOKEN_WORD);
    }
    out->form = ENT_SPAN_AFTER;
    if (ent_parser_take_word(parser, "before"))
        out->form = ENT_SPAN_BEFORE;
    else if (!ent_parser_take_word(parser, "after"))
        return ent_parser_expected(parser, "'before' or 'after', as in 5 years after 2014");
    return parse_moment(parser, out);
}

int ent_parse_span(struct ent_parser *parser, struct ent_span *out) {
    *out = (struct ent_span){.form = ENT_SPAN_NONE};
    ent_parser_take_word(parser, "during"); /* "never during 1992..2018" */
    if (!ent_parse_at_span(parser))
        return ent_parser_expected(parser, expected_span);
    if (ent_parser_is_word(parser, "term"))
        return parse_term(parser, out);
    if (at_side(parser))
        return parse_side(parser, out);
    if (ent_parser_take_word(parser, "since")) {
        out->form = ENT_SPAN_RANGE;
        out->to.form = ENT_TIME_NOW;
        return ent_parse_time(parser, &out->from);
    }
    bool between = ent_parser_take_word(parser, "between");
    if (!between && !ent_parser_take_word(parser, "from"))
        ent_parser_take_word(parser, "the");
    if (!at_era(parser))
        return parse_range(parser, between, out);
    struct ent_time era;
    ENT_TRY(parse_era(parser, &era));
    out->form = ENT_SPAN_RANGE;
    out->from = time_of(ent_interval_year(era.first_year));
    out->to = time_of(ent_interval_year(era.last_year));
    return ENT_OK;
}
