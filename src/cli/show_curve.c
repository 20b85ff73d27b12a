/* show A [B] WHAT --specs: the specification curve of a concept or measure in a year. */
#include "cli/show.h"
#include "report/curve.h"

static int make(struct ent_show *show, struct ent_curve *out) {
    struct ent_cli *cli = show->cli;
    const struct ent_curve_options options = {.a = show->states[0],
                                              .b = show->state_count > 1 ? show->states[1] : ENT_NO_STATE,
                                              .year = show->year,
                                              .source = show->source,
                                              .as_of = show->as_of,
                                              .replicates = show->replicates,
                                              .permutations = ENT_NULL_PERMUTATIONS,
                                              .seed = show->seed};
    return ent_curve_make(&cli->context, ent_concepts_find(cli->concepts, show->what), show->what, &options, out,
                          &cli->error);
}

/* The number of the first core line, to be asked down to its rows. */
static void add_why(struct ent_show *show, const struct ent_curve *curve) {
    struct ent_text *out = &show->cli->out;
    const char *a = ent_show_code(show, 0), *b = show->state_count > 1 ? ent_show_code(show, 1) : NULL;
    size_t core = 0;
    while (core + 1 < curve->count && !curve->lines[core].core)
        core++;
    const struct ent_curve_line *line = &curve->lines[core];
    ent_text_format(out, "why: entente why '%s(%s%s%s)", line->text, a, b && !line->ratio ? ", " : "",
                    b && !line->ratio ? b : "");
    if (line->ratio)
        ent_text_format(out, " / %s(%s)", line->text, b);
    ent_text_format(out, " @ %d'\n", curve->year);
}

static void write_text(struct ent_show *show, const struct ent_curve *curve) {
    struct ent_cli *cli = show->cli;
    ent_style_paragraph(&cli->out, &cli->style, 4, "%s%s%s    %s in %d, by every specification", ent_show_code(show, 0),
                        show->state_count > 1 ? " · " : "", show->state_count > 1 ? ent_show_code(show, 1) : "",
                        show->what, curve->year);
    ent_curve_text(&cli->out, &cli->style, &cli->arena, curve);
    ent_show_breaks(show, 0, curve->year);
    add_why(show, curve);
}

int ent_show_curve(struct ent_show *show) {
    struct ent_curve curve;
    ENT_TRY(make(show, &curve));
    if (!curve.count)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE,
                        "no source of the record has %s for these states (entente list sources)", show->what);
    if (show->cli->format == ENT_FORMAT_JSON) {
        struct ent_json json;
        ent_json_init(&json, &show->cli->out);
        ent_curve_json(&json, NULL, &curve);
    } else if (show->cli->format == ENT_FORMAT_TSV) {
        struct ent_table table;
        ent_table_init(&table, &show->cli->arena);
        ent_curve_rows(&table, &curve);
        ent_table_tsv(&show->cli->out, &table);
    } else
        write_text(show, &curve);
    return ENT_OK;
}
