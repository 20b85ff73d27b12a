/* Numbers and comparisons: "27 %", "1,200", "2 million", "above", "at least". */
#include "claim/parser.h"

#include <string.h>

/* ---- numbers ---- */

bool ent_parse_at_number(const struct ent_parser *parser) {
    if (ent_parser_is(parser, ENT_TOKEN_MINUS) || ent_parser_is(parser, ENT_TOKEN_PLUS))
        return ent_parser_ahead(parser, 1)->kind == ENT_TOKEN_NUMBER;
    return ent_parser_is(parser, ENT_TOKEN_NUMBER);
}

/* Whether ",200" stands right here, as in 1,200. */
static bool at_thousands(const struct ent_parser *parser) {
    const struct ent_token *comma = ent_parser_token(parser), *group = ent_parser_ahead(parser, 1);
    return comma->kind == ENT_TOKEN_COMMA && !comma->space_before && group->kind == ENT_TOKEN_NUMBER &&
           !group->space_before && strcspn(group->text, ".") == 3;
}

/* Joins the groups of a number into plain digits: "1,200.50" is "1200.50", "007" is "7", ".5" is "0.5". */
static int parse_digits(struct ent_parser *parser, char out[ENT_CLAIM_LONGEST_NUMBER + 2]) {
    const struct ent_token *first = ent_parser_token(parser), *group = first;
    const char *text = group->text + strspn(group->text, "0");
    size_t used = 0;
    if (!*text || *text == '.')
        out[used++] = '0';
    bool grouped = strcspn(first->text, ".") <= 3 && first->text[0] != '0';
    for (;; text = group->text) {
        size_t length = strlen(text);
        if (used + length > ENT_CLAIM_LONGEST_NUMBER)
            return ent_parser_fail(parser, first->offset, "a number longer than %d digits", ENT_CLAIM_LONGEST_NUMBER);
        memcpy(out + used, text, length);
        used += length;
        ent_parser_take(parser, ENT_TOKEN_NUMBER);
        if (!grouped || strchr(group->text, '.') || !at_thousands(parser))
            break;
        ent_parser_take(parser, ENT_TOKEN_COMMA);
        group = ent_parser_token(parser);
    }
    out[used] = '\0';
    return ENT_OK;
}

static const struct {
    const char *word, *plural, *brief;
    int exponent;
} scales[] = {
    {"thousand", "thousands", "k", 3},
    {"million", "millions", "mn", 6},
    {"billion", "billions", "bn", 9},
    {"trillion", "trillions", "tn", 12},
};

static const char *parse_scale(struct ent_parser *parser, int *exponent) {
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (ent_parser_take_word(parser, scales[i].word) || ent_parser_take_word(parser, scales[i].plural) ||
            ent_parser_take_word(parser, scales[i].brief)) {
            *exponent = scales[i].exponent;
            return scales[i].word;
        }
    return NULL;
}

static bool parse_percent(struct ent_parser *parser) {
    if (ent_parser_take(parser, ENT_TOKEN_PERCENT) || ent_parser_take_word(parser, "percent"))
        return true;
    if (!ent_parser_is_word(parser, "per") || !ent_token_is_word(ent_parser_ahead(parser, 1), "cent"))
        return false;
    ent_parser_take(parser, ENT_TOKEN_WORD);
    return ent_parser_take(parser, ENT_TOKEN_WORD);
}

int ent_parse_number(struct ent_parser *parser, struct ent_number *out) {
    char digits[ENT_CLAIM_LONGEST_NUMBER + 2];
    if (!ent_parse_at_number(parser))
        return ent_parser_expected(parser, "a number such as 12, 27% or 2 million");
    bool negative = ent_parser_take(parser, ENT_TOKEN_MINUS);
    ent_parser_take(parser, ENT_TOKEN_PLUS);
    ENT_TRY(parse_digits(parser, digits));
    int exponent = 0;
    const char *scale = parse_scale(parser, &exponent), *point = strchr(digits, '.');
    bool percent = !scale && parse_percent(parser);
    const char *sign = negative && strspn(digits, "0.") != strlen(digits) ? "-" : "";
    const char *exact = ent_arena_format(parser->arena, "%s%se%d", sign, digits, exponent);
    const char *written = ent_arena_format(parser->arena, "%s%s%s%s%s", sign, digits, percent ? "%" : "",
                                           scale ? " " : "", scale ? scale : "");
    if (!exact || !written)
        return ent_fail_memory(parser->error);
    *out = (struct ent_number){.percent = percent, .decimals = point ? (int)strlen(point + 1) : 0, .written = written};
    ent_text_number(exact, &out->value);
    return ENT_OK;
}

/* ---- comparisons ---- */

static const struct {
    const char *first, *second; /* second NULL: one word */
    enum ent_compare compare;
} comparisons[] = {
    {"above", NULL, ENT_GREATER},   {"below", NULL, ENT_LESS},     {"exceeds", NULL, ENT_GREATER},
    {"equals", NULL, ENT_EQUAL},    {"more", "than", ENT_GREATER}, {"greater", "than", ENT_GREATER},
    {"less", "than", ENT_LESS},     {"fewer", "than", ENT_LESS},   {"at", "least", ENT_GREATER_EQUAL},
    {"at", "most", ENT_LESS_EQUAL},
};

/* The comparison in words at the cursor: its row, or -1. */
static int comparison_in_words(const struct ent_parser *parser) {
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
        if (ent_parser_is_word(parser, comparisons[i].first) &&
            (!comparisons[i].second || ent_token_is_word(ent_parser_ahead(parser, 1), comparisons[i].second)))
            return (int)i;
    return -1;
}

static bool at_plain_compare(const struct ent_parser *parser) {
    static const char *const about[] = {"about", "around", "roughly", "approximately"}; /* equal, within a tenth */
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (ent_parser_is_word(parser, about[i]))
            return true;
    return ent_parser_is(parser, ENT_TOKEN_COMPARE) || comparison_in_words(parser) >= 0;
}

/* "is" before a comparison: "is about 8", "was more than 3". */
static bool at_is(const struct ent_parser *parser) {
    struct ent_parser next = *parser;
    next.at++;
    return (ent_parser_is_word(parser, "is") || ent_parser_is_word(parser, "was")) && next.at < parser->count &&
           at_plain_compare(&next);
}

bool ent_parse_at_compare(const struct ent_parser *parser) {
    return at_plain_compare(parser) || at_is(parser);
}

void ent_parse_is(struct ent_parser *parser) {
    if (at_is(parser))
        ent_parser_take(parser, ENT_TOKEN_WORD);
}

int ent_parse_compare(struct ent_parser *parser, enum ent_compare *out) {
    int row = comparison_in_words(parser);
    if (row >= 0) {
        *out = comparisons[row].compare;
        ent_parser_take(parser, ENT_TOKEN_WORD);
        if (comparisons[row].second)
            ent_parser_take(parser, ENT_TOKEN_WORD);
        return ENT_OK;
    }
    *out = ent_parser_token(parser)->compare;
    return ent_parser_expect(parser, ENT_TOKEN_COMPARE, "one of = != < <= > >=");
}
