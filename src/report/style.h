/* Colour, only where it carries meaning and only where the reader's terminal can show it. */
#ifndef ENT_REPORT_STYLE_H
#define ENT_REPORT_STYLE_H

#include "base/text.h"
#include "claim/check.h"

enum ent_colour { ENT_PLAIN, ENT_GREEN, ENT_RED, ENT_YELLOW, ENT_BLUE, ENT_FAINT };

struct ent_style {
    bool colour;  /* false in a pipe, under NO_COLOR and on a dumb terminal */
    size_t width; /* columns of the terminal that lines are broken for; 0 in a pipe: as long as they are */
};

/* Appends words in a colour; the words alone where the style has none. */
void ent_style_add(struct ent_text *out, const struct ent_style *style, enum ent_colour colour, const char *words);

/* "  name  words": words are broken for the terminal under where they begin. */
void ent_style_line(struct ent_text *out, const struct ent_style *style, const char *name, const char *words);

/* A line that is broken for the terminal; what follows begins at column `indent`. */
void ent_style_paragraph(struct ent_text *out, const struct ent_style *style, size_t indent, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The rest of a line that began with `at` columns: on a line of its own where it does not fit, to be copied whole. */
void ent_style_claim(struct ent_text *out, const struct ent_style *style, const char *claim, size_t at);

enum ent_colour ent_verdict_colour(enum ent_verdict verdict);
enum ent_colour ent_outcome_colour(enum ent_outcome outcome);

#endif
