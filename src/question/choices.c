#include "question/choices.h"

#include <math.h>
#include <string.h>

int ent_choices_add(struct ent_choice_table *table, struct ent_arena *arena, size_t *out, struct ent_error *error) {
    void *items = table->levels;
    if (ent_arena_grow(arena, &items, table->count, &table->capacity, ENT_CHOICE_DIMENSIONS * sizeof *table->levels))
        return ent_fail_memory(error);
    table->levels = items;
    for (size_t i = 0; i < ENT_CHOICE_DIMENSIONS; i++)
        table->levels[table->count * ENT_CHOICE_DIMENSIONS + i] = -1;
    *out = table->count++;
    return ENT_OK;
}

int ent_choices_level(const struct ent_choice_table *table, size_t specification, size_t dimension) {
    return table->levels[specification * ENT_CHOICE_DIMENSIONS + dimension];
}

int ent_choices_set(struct ent_choice_table *table, size_t specification, const char *dimension, const char *level,
                    bool own, struct ent_error *error) {
    size_t at = 0, place = 0;
    while (at < table->dimension_count && strcmp(table->dimensions[at].name, dimension) != 0)
        at++;
    if (at == ENT_CHOICE_DIMENSIONS)
        return ent_fail(error, ENT_ERROR_USAGE, "more than %d kinds of choice: ask one measure of it",
                        (int)ENT_CHOICE_DIMENSIONS);
    struct ent_choice_dimension *found = &table->dimensions[at];
    if (at == table->dimension_count) {
        *found = (struct ent_choice_dimension){.name = dimension, .own = own};
        table->dimension_count++;
    }
    while (place < found->level_count && strcmp(found->levels[place], level) != 0)
        place++;
    if (place == ENT_CHOICE_LEVELS)
        return ent_fail(error, ENT_ERROR_USAGE, "more than %d choices of %s: ask one measure of it",
                        (int)ENT_CHOICE_LEVELS, dimension);
    if (place == found->level_count)
        found->levels[found->level_count++] = level;
    found->own = found->own && own;
    table->levels[specification * ENT_CHOICE_DIMENSIONS + at] = (int)place;
    return ENT_OK;
}

void ent_choices_prune(struct ent_choice_table *table) {
    size_t kept = 0;
    for (size_t d = 0; d < table->dimension_count; d++) {
        if (d > 0 && table->dimensions[d].level_count < 2)
            continue;
        table->dimensions[kept] = table->dimensions[d];
        for (size_t i = 0; i < table->count; i++) {
            int *row = table->levels + i * ENT_CHOICE_DIMENSIONS;
            row[kept] = row[d];
            if (d != kept)
                row[d] = -1;
        }
        kept++;
    }
    table->dimension_count = kept;
}

/* The one dimension in which a and b differ; the number of dimensions where there are none or several. */
static size_t only_difference(const struct ent_choice_table *table, size_t a, size_t b) {
    const int *left = table->levels + a * ENT_CHOICE_DIMENSIONS, *right = table->levels + b * ENT_CHOICE_DIMENSIONS;
    size_t found = table->dimension_count;
    for (size_t d = 0; d < table->dimension_count; d++) {
        if (left[d] == right[d] || left[d] < 0 || right[d] < 0)
            continue;
        if (found < table->dimension_count)
            return table->dimension_count;
        found = d;
    }
    return found;
}

struct sums {
    size_t pairs;
    double absolute, plain;
};

static void add_pair(struct sums *sums, double change) {
    sums->pairs++;
    sums->absolute += fabs(change);
    sums->plain += change;
}

static bool comparable(const double *numbers, const char *const *units, size_t a, size_t b) {
    if (isnan(numbers[a]) || isnan(numbers[b]))
        return false;
    return !units || units[a] == units[b] || (units[a] && units[b] && strcmp(units[a], units[b]) == 0);
}

static void add_contrast(struct ent_contrast *out, size_t dimension, int from, int to, const struct sums *sums) {
    double pairs = (double)sums->pairs;
    *out = (struct ent_contrast){dimension, from, to, sums->pairs, (double)NAN, (double)NAN};
    if (sums->pairs)
        out->mean_absolute = sums->absolute / pairs;
    if (sums->pairs && from >= 0)
        out->mean_signed = sums->plain / pairs;
}

enum { LEVELS2 = ENT_CHOICE_LEVELS * ENT_CHOICE_LEVELS };

int ent_choices_contrasts(const struct ent_choice_table *table, struct ent_arena *arena, const double *numbers,
                          const char *const *units, struct ent_contrast **out, size_t *count, struct ent_error *error) {
    size_t most = 0, dimensions = table->dimension_count;
    for (size_t d = 0; d < dimensions; d++)
        most += 1 + table->dimensions[d].level_count * (table->dimensions[d].level_count - 1) / 2;
    struct sums *two = ent_arena_alloc(arena, dimensions * LEVELS2 + 1, sizeof *two);
    struct sums *any = ent_arena_alloc(arena, dimensions + 1, sizeof *any);
    *out = ent_arena_alloc(arena, most + 1, sizeof **out);
    *count = 0;
    if (!two || !any || !*out)
        return ent_fail_memory(error);
    for (size_t a = 0; a < table->count; a++)
        for (size_t b = a + 1; b < table->count; b++) {
            size_t d = only_difference(table, a, b);
            if (d == dimensions || !comparable(numbers, units, a, b))
                continue;
            int left = ent_choices_level(table, a, d), right = ent_choices_level(table, b, d);
            int from = left < right ? left : right, to = left < right ? right : left;
            double change = left < right ? numbers[b] - numbers[a] : numbers[a] - numbers[b];
            add_pair(&two[d * LEVELS2 + (size_t)from * ENT_CHOICE_LEVELS + (size_t)to], change);
            add_pair(&any[d], change);
        }
    for (size_t d = 0; d < dimensions; d++) {
        int levels = (int)table->dimensions[d].level_count;
        add_contrast(&(*out)[(*count)++], d, -1, -1, &any[d]);
        for (int from = 0; from < levels; from++)
            for (int to = from + 1; to < levels; to++)
                add_contrast(&(*out)[(*count)++], d, from, to,
                             &two[d * LEVELS2 + (size_t)from * ENT_CHOICE_LEVELS + (size_t)to]);
    }
    return ENT_OK;
}

/* In how many choices two specifications differ. Those that only one of them has do not count. */
static size_t choices_apart(const struct ent_choice_table *table, size_t a, size_t b) {
    size_t distance = 0;
    for (size_t d = 0; d < table->dimension_count; d++) {
        int left = ent_choices_level(table, a, d), right = ent_choices_level(table, b, d);
        distance += left >= 0 && right >= 0 && left != right;
    }
    return distance;
}

bool ent_choices_flip(const struct ent_choice_table *table, const double *outcomes, size_t from, size_t *to,
                      size_t *distance) {
    bool found = false;
    for (size_t i = 0; i < table->count; i++) {
        if (isnan(outcomes[i]) || isnan(outcomes[from]) || outcomes[i] == outcomes[from])
            continue;
        size_t apart = choices_apart(table, from, i);
        if (found && apart >= *distance)
            continue;
        *to = i;
        *distance = apart;
        found = true;
    }
    return found;
}

const char *ent_choices_difference(const struct ent_choice_table *table, struct ent_arena *arena, size_t a, size_t b) {
    const char *text = "";
    for (size_t d = 0; text && d < table->dimension_count; d++) {
        int left = ent_choices_level(table, a, d), right = ent_choices_level(table, b, d);
        if (left >= 0 && right >= 0 && left != right)
            text = ent_arena_format(arena, "%s%s%s=%s", text, text[0] ? ", " : "", table->dimensions[d].name,
                                    table->dimensions[d].levels[right]);
    }
    return text;
}
