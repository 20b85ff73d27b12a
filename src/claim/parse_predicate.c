/* What stands after an expression: predicates ("highest since mid-1950s") and windows ("during 1992..2018"). */
#include "claim/parser.h"

/* ---- predicates ---- */

/* "on record"; "highest ever at 2018" says the same, where no span follows. */
static bool take_record(struct ent_parser *parser) {
    if (ent_parser_is_word(parser, "ever")) {
        struct ent_parser ahead = *parser;
        ent_parser_take(&ahead, ENT_TOKEN_WORD);
        return !ent_parse_at_span(&ahead) && ent_parser_take(parser, ENT_TOKEN_WORD);
    }
    size_t the = ent_parser_is_word(parser, "on") && ent_token_is_word(ent_parser_ahead(parser, 1), "the");
    if (!ent_parser_is_word(parser, "on") || !ent_token_is_word(ent_parser_ahead(parser, 1 + the), "record"))
        return false;
    for (size_t i = 0; i < 2 + the; i++)
        ent_parser_take(parser, ENT_TOKEN_WORD);
    return true;
}

static int parse_extreme(struct ent_parser *parser, enum ent_predicate_form form, struct ent_predicate *out) {
    out->form = form;
    out->since.form = ENT_TIME_RECORD;
    if (take_record(parser))
        return ENT_OK;
    if (ent_parser_take_word(parser, "on")) {
        ent_parser_take_word(parser, "the");
        return ent_parser_expected(parser, "'record', as in 'highest on record'");
    }
    if (ent_parser_take_word(parser, "on")) {
        ent_parser_take_word(parser, "the");
        return ent_parser_expected(parser, "'record', as in 'highest on record'");
    }
    if (!ent_parser_take_word(parser, "since"))
        return ent_parser_expected(parser, "'since' with a year or an era (mid-1950s), or 'on record'");
    return ent_parse_era_or_time(parser, &out->since);
}

static int parse_direction(struct ent_parser *parser, enum ent_predicate_form form, struct ent_predicate *out) {
    out->form = form;
    if (!ent_parser_take_word(parser, "every") && !ent_parser_take_word(parser, "each"))
        return ENT_OK;
    out->every_year = true;
    return ent_parser_take_word(parser, "year") ? ENT_OK : ent_parser_expected(parser, "'year'");
}

static int parse_again(struct ent_parser *parser, struct ent_predicate *out) {
    static const char expected[] = "a year of four digits, as in 'again since 2007'";
    int year;
    out->form = ENT_PREDICATE_AGAIN_SINCE;
    if (!ent_parser_take_word(parser, "since"))
        return ent_parser_expected(parser, "'since' and a year, as in 'again since 2007'");
    size_t at = parser->at;
    ENT_TRY(ent_parse_year(parser, expected, &year));
    parser->at = at;
    return ent_parse_time(parser, &out->since);
}

/* "= 27%", "above 27%"; without a comparison "=" is meant ("growth of 27%", "rank 12"). */
static int parse_amount(struct ent_parser *parser, struct ent_predicate *out) {
    out->compare = ENT_EQUAL;
    if (ent_parse_at_compare(parser))
        ENT_TRY(ent_parse_compare(parser, &out->compare));
    else
        ent_parser_take_word(parser, "of");
    return ent_parse_number(parser, &out->number);
}

static int parse_rank(struct ent_parser *parser, struct ent_predicate *out) {
    out->form = ENT_PREDICATE_RANK;
    ENT_TRY(parse_amount(parser, out));
    if (!ent_parser_take_word(parser, "among"))
        return ent_parser_expected(parser, "'among' and a group, as in 'rank <= 12 among @majors'");
    ent_parser_take_word(parser, "all");
    ent_parser_take_word(parser, "the");
    if (ent_parser_is_word(parser, "partners") && ent_parser_ahead(parser, 1)->kind != ENT_TOKEN_LEFT) {
        out->among = "partners";
        ent_parser_take(parser, ENT_TOKEN_WORD);
        return ENT_OK;
    }
    out->among = ent_parser_take_word(parser, "pairs") ? "pairs" : "group";
    if (out->among[0] == 'p')
        ent_parser_take_word(parser, "of");
    out->group = ent_arena_alloc(parser->arena, 1, sizeof *out->group);
    return out->group ? ent_parse_group(parser, out->group) : ent_fail_memory(parser->error);
}

/* "is rising", "was the highest since 1957". */
static void skip_is(struct ent_parser *parser) {
    static const char *const words[] = {"highest", "lowest", "rising", "falling"};
    if (!ent_parser_is_word(parser, "is") && !ent_parser_is_word(parser, "was"))
        return;
    size_t the = ent_token_is_word(ent_parser_ahead(parser, 1), "the");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_token_is_word(ent_parser_ahead(parser, 1 + the), words[i])) {
            parser->at += 1 + the;
            return;
        }
}

int ent_parse_predicate(struct ent_parser *parser, struct ent_predicate *out) {
    skip_is(parser);
    *out = (struct ent_predicate){.form = ENT_PREDICATE_NONE, .offset = ent_parser_token(parser)->offset};
    if (ent_parser_take_word(parser, "highest"))
        return parse_extreme(parser, ENT_PREDICATE_HIGHEST, out);
    if (ent_parser_take_word(parser, "lowest"))
        return parse_extreme(parser, ENT_PREDICATE_LOWEST, out);
    if (ent_parser_take_word(parser, "rising"))
        return parse_direction(parser, ENT_PREDICATE_RISING, out);
    if (ent_parser_take_word(parser, "falling"))
        return parse_direction(parser, ENT_PREDICATE_FALLING, out);
    if (ent_parser_take_word(parser, "again"))
        return parse_again(parser, out);
    if (ent_parser_take_word(parser, "rank"))
        return parse_rank(parser, out);
    if (ent_parser_take_word(parser, "growth")) {
        out->form = ENT_PREDICATE_GROWTH;
        return parse_amount(parser, out);
    }
    if (ent_parser_take_word(parser, "changed"))
        out->form = ENT_PREDICATE_CHANGED;
    return ENT_OK;
}

/* ---- windows ---- */

static const struct {
    const char *word;
    enum ent_window_form form;
    bool kept; /* the word belongs to the span: "from 1992 to 2018" */
} windows[] = {
    {"at", ENT_WINDOW_AT, false},         {"in", ENT_WINDOW_AT, false},         {"during", ENT_WINDOW_DURING, false},
    {"ever", ENT_WINDOW_EVER, false},     {"mostly", ENT_WINDOW_MOSTLY, false}, {"never", ENT_WINDOW_NEVER, false},
    {"always", ENT_WINDOW_ALWAYS, false}, {"since", ENT_WINDOW_SINCE, false},   {"from", ENT_WINDOW_DURING, true},
    {"between", ENT_WINDOW_DURING, true},
};

static int window_at(const struct ent_parser *parser) {
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (ent_parser_is_word(parser, windows[i].word))
            return (int)i;
    return -1;
}

bool ent_parse_at_window(const struct ent_parser *parser) {
    return window_at(parser) >= 0;
}

/* The one time of "at" and "since"; an era or a range after "at" is a mistake with a remedy. */
static int parse_point(struct ent_parser *parser, struct ent_window *out) {
    size_t offset = ent_parser_token(parser)->offset;
    bool at = out->form == ENT_WINDOW_AT;
    ENT_TRY(ent_parse_era_or_time(parser, &out->at));
    if (at && out->at.form == ENT_TIME_ERA)
        return ent_parser_fail(parser, offset, "found an era, expected one year after 'at'; write 'during %d..%d'",
                               out->at.first_year, out->at.last_year);
    if (at && ent_parser_is(parser, ENT_TOKEN_RANGE))
        return ent_parser_expected(parser, "one time after 'at'; a range stands after 'during', 'ever', 'mostly', "
                                           "'never' or 'always'");
    return ENT_OK;
}

int ent_parse_window(struct ent_parser *parser, struct ent_window *out) {
    int row = window_at(parser);
    *out = (struct ent_window){.form = ENT_WINDOW_NONE, .offset = ent_parser_token(parser)->offset};
    if (row < 0)
        return ENT_OK;
    out->form = windows[row].form;
    if (!windows[row].kept)
        ent_parser_take(parser, ENT_TOKEN_WORD);
    if (out->form == ENT_WINDOW_AT || out->form == ENT_WINDOW_SINCE)
        return parse_point(parser, out);
    return ent_parse_span(parser, &out->span);
}
