/* A claim as a list of words and signs. Everything that depends on bytes alone is settled here: Unicode dashes and
 * arrows, curly quotes, the shapes of dates and decades; what a word means is the parser's. */
#ifndef ENT_CLAIM_LEXER_H
#define ENT_CLAIM_LEXER_H

#include "claim/claim.h"

enum { ENT_CLAIM_LONGEST = 64 * 1024 };

enum ent_token_kind {
    ENT_TOKEN_END,
    ENT_TOKEN_WORD, /* letters, then letters, digits, points, hyphens and apostrophes: "U.S.", "mid-1950s", "gdp.usd" */
    ENT_TOKEN_NUMBER, /* digits with an optional fraction: "3000", "1.5" */
    ENT_TOKEN_DATE,   /* the shape of a month or day: "2018-09", "2018-09-11"; may not exist in the calendar */
    ENT_TOKEN_DECADE, /* "1950s" */
    ENT_TOKEN_ENTITY, /* "[Crimea]": text is what stands inside */
    ENT_TOKEN_COMPARE,
    ENT_TOKEN_LEFT,
    ENT_TOKEN_RIGHT,
    ENT_TOKEN_COMMA,
    ENT_TOKEN_COLON,
    ENT_TOKEN_TIME, /* "@" */
    ENT_TOKEN_PERCENT,
    ENT_TOKEN_PLUS,
    ENT_TOKEN_MINUS, /* any dash */
    ENT_TOKEN_TIMES,
    ENT_TOKEN_DIVIDE,
    ENT_TOKEN_ARROW,
    ENT_TOKEN_RANGE /* ".." */
};

struct ent_token {
    enum ent_token_kind kind;
    enum ent_compare compare; /* of ENT_TOKEN_COMPARE */
    bool space_before;
    size_t offset, length; /* in the text as given */
    const char *text;      /* words, numbers, dates, decades, entities: straight quotes, plain hyphens, single spaces */
};

/* Splits a claim into tokens; the last is ENT_TOKEN_END. On failure *offset is the byte that cannot be read. */
int ent_claim_lex(struct ent_token **out, size_t *count, struct ent_arena *arena, const char *text, size_t *offset,
                  struct ent_error *error);

#endif
