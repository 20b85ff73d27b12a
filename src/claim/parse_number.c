/* Numbers and signs of comparison as people write them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/parser.h"

static const struct {
    const char *word;
    double size;
} scales[] = {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};

bool ent_parse_at_number(const struct ent_parser *parser) {
    return ent_parser_is(parser, ENT_TOKEN_NUMBER) ||
           (ent_parser_is(parser, ENT_TOKEN_MINUS) && ent_parser_ahead(parser, 1)->kind == ENT_TOKEN_NUMBER);
}

/* "1,200,000": groups of three digits behind commas without spaces. */
static bool group_follows(const struct ent_parser *parser) {
    const struct ent_token *comma = ent_parser_token(parser), *group = ent_parser_ahead(parser, 1);
    return comma->kind == ENT_TOKEN_COMMA && !comma->space_before && group->kind == ENT_TOKEN_NUMBER &&
           !group->space_before && strcspn(group->text, ".") == 3;
}

static int add_digits(struct ent_parser *parser, char *digits, size_t size, const char *more) {
    if (strlen(digits) + strlen(more) >= size)
        return ent_parser_fail(parser, ent_parser_token(parser)->offset, "a number of more than %d digits",
                               (int)ENT_CLAIM_LONGEST_NUMBER);
    strcat(digits, more);
    return ENT_OK;
}

static int read_digits(struct ent_parser *parser, char *digits, size_t size) {
    const struct ent_token *first = ent_parser_token(parser);
    ENT_TRY(add_digits(parser, digits, size, first->text));
    ent_parser_take(parser, ENT_TOKEN_NUMBER);
    while (strlen(first->text) <= 3 && !strchr(digits, '.') && group_follows(parser)) {
        ent_parser_take(parser, ENT_TOKEN_COMMA);
        ENT_TRY(add_digits(parser, digits, size, ent_parser_token(parser)->text));
        ent_parser_take(parser, ENT_TOKEN_NUMBER);
    }
    return ENT_OK;
}

/* "07.50" and ".5" in the canonical form keep their digits after the point: they carry the rounding. */
static void canonical_digits(char *digits, size_t size) {
    size_t zeros = 0;
    size_t sign = digits[0] == '-';
    while (digits[sign + zeros] == '0' && digits[sign + zeros + 1] >= '0' && digits[sign + zeros + 1] <= '9')
        zeros++;
    memmove(digits + sign, digits + sign + zeros, strlen(digits + sign + zeros) + 1);
    if (digits[sign] == '.' && strlen(digits) + 2 < size) {
        memmove(digits + sign + 1, digits + sign, strlen(digits + sign) + 1);
        digits[sign] = '0';
    }
}

int ent_parse_number(struct ent_parser *parser, struct ent_number *out) {
    char digits[ENT_CLAIM_LONGEST_NUMBER + 8] = "";
    const char *scale = NULL;
    *out = (struct ent_number){0};
    if (ent_parser_take(parser, ENT_TOKEN_MINUS))
        strcpy(digits, "-");
    if (!ent_parser_is(parser, ENT_TOKEN_NUMBER))
        return ent_parser_expected(parser, "a number");
    ENT_TRY(read_digits(parser, digits, ENT_CLAIM_LONGEST_NUMBER));
    canonical_digits(digits, sizeof digits);
    out->value = strtod(digits, NULL);
    const char *point = strchr(digits, '.');
    out->decimals = point ? (int)strlen(point + 1) : 0;
    for (size_t i = 0; i < sizeof scales / sizeof *scales && !scale; i++)
        if (ent_parser_take_word(parser, scales[i].word)) {
            scale = scales[i].word;
            out->value *= scales[i].size;
        }
    out->percent = ent_parser_take(parser, ENT_TOKEN_PERCENT) || ent_parser_take_word(parser, "percent");
    out->written = ent_arena_format(parser->arena, "%s%s%s%s", digits, scale ? " " : "", scale ? scale : "",
                                    out->percent ? "%" : "");
    return out->written ? ENT_OK : ent_fail_memory(parser->error);
}

static bool at_pair(const struct ent_parser *parser, const char *first, const char *second) {
    return ent_parser_is_word(parser, first) && ent_token_is_word(ent_parser_ahead(parser, 1), second);
}

bool ent_parse_at_compare(const struct ent_parser *parser) {
    return ent_parser_is(parser, ENT_TOKEN_COMPARE) || ent_parser_is_word(parser, "above") ||
           ent_parser_is_word(parser, "below") || ent_parser_is_word(parser, "equals") ||
           at_pair(parser, "at", "least") || at_pair(parser, "at", "most");
}

int ent_parse_compare(struct ent_parser *parser, enum ent_compare *out) {
    const struct ent_token *token = ent_parser_token(parser);
    if (ent_parser_take(parser, ENT_TOKEN_COMPARE)) {
        *out = token->compare;
        return ENT_OK;
    }
    if (ent_parser_take_word(parser, "at"))
        *out = ent_parser_take_word(parser, "least") ? ENT_GREATER_EQUAL
                                                     : (ent_parser_take_word(parser, "most"), ENT_LESS_EQUAL);
    else if (ent_parser_take_word(parser, "above"))
        *out = ENT_GREATER;
    else if (ent_parser_take_word(parser, "below"))
        *out = ENT_LESS;
    else if (ent_parser_take_word(parser, "equals"))
        *out = ENT_EQUAL;
    else
        return ent_parser_expected(parser, "a comparison: <, <=, =, !=, >= or >");
    return ENT_OK;
}
