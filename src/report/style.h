/* Colour, only where it carries meaning and only where the reader's terminal can show it. */
#ifndef ENT_REPORT_STYLE_H
#define ENT_REPORT_STYLE_H

#include "base/text.h"
#include "claim/check.h"

enum ent_colour { ENT_PLAIN, ENT_GREEN, ENT_RED, ENT_YELLOW, ENT_BLUE, ENT_FAINT };

struct ent_style {
    bool colour; /* false in a pipe, under NO_COLOR and on a dumb terminal */
};

/* Appends words in a colour; the words alone where the style has none. */
void ent_style_add(struct ent_text *out, const struct ent_style *style, enum ent_colour colour, const char *words);

enum ent_colour ent_verdict_colour(enum ent_verdict verdict);
enum ent_colour ent_outcome_colour(enum ent_outcome outcome);

#endif
