/* One line of a recipe, cut into words, and the helpers that its keys share. Used inside the recipe reader only. */
#ifndef ENT_SOURCE_RECIPE_LINE_H
#define ENT_SOURCE_RECIPE_LINE_H

#include "source/recipe.h"

enum { ENT_LINE_WORDS = 256 };

struct ent_recipe_line {
    struct ent_recipe *recipe;
    struct ent_recipe_form *form; /* the current one */
    struct ent_error *error;
    long number;
    const char *text;                  /* the whole line */
    const char *rest;                  /* all after the key, trimmed */
    char *words[ENT_LINE_WORDS]; /* after the key; quotes removed */
    size_t count;
    const char *reason; /* after `because`, else NULL */
};

/* Fails at this line. */
int ent_line_fail(const struct ent_recipe_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Takes "from D" and "until D" (inclusive) out of the words, wherever they stand; *from and *to become half open. */
int ent_line_span(struct ent_recipe_line *line, ent_day *from, ent_day *to);

/* Takes "word VALUE" out of the words; NULL when it is not there. */
const char *ent_line_option(struct ent_recipe_line *line, const char *word);

/* A date in words[at]. */
int ent_line_date(const struct ent_recipe_line *line, const char *text, struct ent_interval *out);

/* "1816..2016", also with months or days. */
int ent_line_covers(const struct ent_recipe_line *line, const char *text, ent_day *from, ent_day *to);

int ent_line_needs_reason(const struct ent_recipe_line *line);

/* The line up to `because`: the rule as the record keeps it. NULL when memory is out. */
const char *ent_line_without_reason(const struct ent_recipe_line *line);

/* Words from `at` to the end as one text. */
const char *ent_line_join(const struct ent_recipe_line *line, size_t at);

/* A key: how it is written, the fewest words it needs, what reads it. */
struct ent_recipe_key {
    const char *name, *usage;
    size_t fewest;
    int (*read)(struct ent_recipe_line *line);
};

/* The keys: recipe_keys.c (the source, its releases and rules) and recipe_forms.c (how its files are read). */
extern const struct ent_recipe_key ent_recipe_source_keys[];
extern const size_t ent_recipe_source_key_count;
extern const struct ent_recipe_key ent_recipe_form_keys[];
extern const size_t ent_recipe_form_key_count;

#endif
