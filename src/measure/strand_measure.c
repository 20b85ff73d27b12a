/* The declaration of a strand as a measure: what a recipe said about it decides unit, orientation, scale and options.
 */
#include <string.h>

#include "measure/strand.h"

struct ent_strand_measure {
    struct ent_measure measure;
    struct ent_strand_measure *next;
};

/* Whether the facts of the strand are about one state: the first one tells, for a strand does not mix. *bare tells that
 * spells or events have none at all: their recipe is known, its source was not added. */
static int about_one_state(struct ent_context *context, const struct ent_strand *strand, bool *one, bool *bare,
                           struct ent_error *error) {
    *bare = false;
    *one = strcmp(strand->shape, "state value") == 0;
    if (*one || strcmp(strand->shape, "pair value") == 0)
        return ENT_OK;
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(context->record, &statement, "SELECT b FROM fact WHERE strand = ?1 LIMIT 1", error));
    sqlite3_bind_int(statement, 1, strand->id);
    *bare = sqlite3_step(statement) != SQLITE_ROW;
    *one = *bare ? strand->single : sqlite3_column_int(statement, 0) == ENT_NO_STATE;
    sqlite3_finalize(statement);
    return ENT_OK;
}

/* "any|positional|spatial"; NULL when memory is out. */
static const char *type_values(struct ent_arena *arena, const struct ent_strand *strand) {
    const char *values = "any";
    for (int bit = 0; bit < 32 && values; bit++)
        if (strand->types[bit])
            values = ent_arena_format(arena, "%s|%s", values, strand->types[bit]);
    return values;
}

/* A bare strand takes any type: its types come with its facts, and a claim about them is then not covered, no mistake. */
static int add_options(struct ent_context *context, const struct ent_strand *strand, bool bare,
                       struct ent_measure *measure, struct ent_error *error) {
    size_t count = 0;
    if (strand->directed && measure->states == 2)
        measure->options[count++] =
            (struct ent_option_rule){"direction", "either|from", "either",
                                     "either: both directions together; from: the first toward the second"};
    const char *types = type_values(context->cache->arena, strand);
    if (!types)
        return ent_fail_memory(error);
    if (bare && strcmp(types, "any") == 0)
        types = "";
    if (strcmp(types, "any") != 0)
        measure->options[count++] = (struct ent_option_rule){"type", types, "any", "only what is of this type"};
    return ENT_OK;
}

/* Totals add up over a group; shares of one world do too. What is "per" something does not, nor a score, a percentage
 * of what each has, a distance, a yes or no. */
static const char *aggregation(const struct ent_strand *strand, enum ent_scale scale) {
    static const char *const no_totals[] = {"per", "index", "point", "km", "yes"};
    if (scale == ENT_SCALE_YES_NO)
        return "none";
    for (size_t i = 0; i < sizeof no_totals / sizeof no_totals[0]; i++) {
        const char *at = strstr(strand->unit, no_totals[i]);
        bool word = at && (at == strand->unit || at[-1] == ' ');
        if (word && strncmp(at, "persons", 7) != 0)
            return "none";
    }
    return "sum";
}

static int declare(struct ent_context *context, const struct ent_strand *strand, struct ent_measure *measure,
                   struct ent_error *error) {
    bool one, bare;
    ENT_TRY(about_one_state(context, strand, &one, &bare, error));
    enum ent_scale scale = strcmp(strand->shape, "spell") == 0   ? ENT_SCALE_YES_NO
                           : strcmp(strand->shape, "event") == 0 ? ENT_SCALE_COUNT
                                                                 : ENT_SCALE_NUMBER;
    *measure = (struct ent_measure){.name = strand->name,
                                    .summary = strand->title,
                                    .unit = strand->unit,
                                    .orientation = strand->orientation,
                                    .scale = scale,
                                    .states = one ? 1 : 2,
                                    .directed = strand->directed,
                                    .strands = {strand->name},
                                    .aggregation = aggregation(strand, scale),
                                    .reference = "the sources of the strand",
                                    .compute = ent_strand_compute,
                                    .trace = ent_strand_trace};
    return add_options(context, strand, bare, measure, error);
}

int ent_strand_measure_make(struct ent_context *context, const struct ent_strand *strand,
                            const struct ent_measure **out, struct ent_error *error) {
    *out = NULL;
    if (strcmp(strand->shape, "ballot") == 0)
        return ENT_OK;
    for (struct ent_strand_measure *at = context->cache->strands; at; at = at->next)
        if (strcmp(at->measure.name, strand->name) == 0) {
            *out = &at->measure;
            return ENT_OK;
        }
    struct ent_strand_measure *made = ent_arena_alloc(context->cache->arena, 1, sizeof *made);
    if (!made)
        return ent_fail_memory(error);
    ENT_TRY(declare(context, strand, &made->measure, error));
    made->next = context->cache->strands;
    context->cache->strands = made;
    *out = &made->measure;
    return ENT_OK;
}
