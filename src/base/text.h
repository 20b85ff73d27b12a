/* Text: a growable buffer, folding for comparison, closeness of words, and numbers as people write them. */
#ifndef ENT_BASE_TEXT_H
#define ENT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A growable string. Invariant: `bytes` is never NULL after ent_text_init and always ends in a NUL.
 * When memory runs out the text stops growing and `failed` is set; a writer checks it once, at the end. */
struct ent_text {
    char *bytes;
    size_t length, capacity;
    bool failed;
};

void ent_text_init(struct ent_text *text);
void ent_text_release(struct ent_text *text);
void ent_text_clear(struct ent_text *text);
void ent_text_add(struct ent_text *text, const char *more);
void ent_text_add_bytes(struct ent_text *text, const char *more, size_t length);
void ent_text_format(struct ent_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Number of terminal columns that UTF-8 text takes. */
size_t ent_text_columns(const char *text);

/* Adds words that begin at column `at`, broken at spaces so that lines end before column `width` (0: never broken);
 * lines that follow begin at column `indent`. A word that is longer than a line is broken at its dots. Spaces between
 * words are kept where no line ends. Returns the column after the last word. */
size_t ent_text_wrap(struct ent_text *text, const char *words, size_t at, size_t indent, size_t width);

/* Bytes of the next piece of a word: up to a dot, colon, slash or comma inside it, or to its end. */
size_t ent_text_piece(const char *words);

/* Folded for comparison: NFKD, case folded, accents, punctuation and runs of space removed ("Côte d'Ivoire" is
 * "cote divoire"). A letter that is not Latin stays. NULL only when memory is out. */
char *ent_text_fold(struct ent_arena *arena, const char *text);

/* Damerau–Levenshtein distance of two short strings (bytes), at most `limit` + 1. */
int ent_text_distance(const char *a, const char *b, int limit);

/* The whole of `text` as a finite number in C notation (also 1e5, no grouping, decimal point); false otherwise. */
bool ent_text_number(const char *text, double *out);

/* The whole of `text` as a decimal integer; false otherwise or on overflow. */
bool ent_text_integer(const char *text, long *out);

/* The next field of a line up to `separator`; advances *cursor (to NULL after the last field). The field is
 * NUL-terminated in place. */
char *ent_text_split(char **cursor, char separator);

/* Removes white space at both ends, in place. */
char *ent_text_trim(char *text);

/* Makes text that came from a file fit for a terminal, in place: control characters (but line ends and tabs) become
 * "?", and half a character of UTF-8 at the end is dropped. */
void ent_text_make_printable(char *text);

bool ent_text_equal_folded(const char *ascii_a, const char *ascii_b); /* ASCII case-insensitive equality */

#endif
