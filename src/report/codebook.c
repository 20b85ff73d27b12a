/* The codebook of a panel: what each column is, where it comes from, and how many of its cells are holes. */
#include <string.h>

#include "report/panel.h"

static const char kinds_text[] =
    "kinds of a cell\n"
    "  value        the source gives it (or, of a spell, that it is in force)\n"
    "  none         the source covers the cell and says that nothing happened: 0 where the column counts or is yes or "
    "no, else empty\n"
    "  unknown      the source covers the cell and does not know: empty, never 0\n"
    "  not covered  outside the years or states of which the source claims to know: empty, never 0\n"
    "  undefined    the rows are there and the measure has no value for them (too few roll calls, say): empty\n"
    "  withheld     the licence of the source does not let the value be passed on: empty whatever it is\n\n";

static const char *unit_words(enum ent_panel_unit unit) {
    return unit == ENT_PANEL_STATE  ? "a state and year"
           : unit == ENT_PANEL_PAIR ? "a pair of states (once, the lower number first) and year"
                                    : "a directed pair of states (each way once) and year";
}

static void add_use(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel) {
    bool closed = false, withheld = false;
    for (size_t i = 0; i < panel->column_count; i++) {
        withheld = withheld || ent_panel_withheld(writer, &panel->columns[i]);
        for (size_t k = 0; k < panel->columns[i].release_count; k++)
            closed = closed || !ent_licence_open(panel->columns[i].releases[k]->licence);
    }
    if (closed && writer->own_use)
        ent_text_add(out,
                     "use          MADE FOR OWN USE (--own-use). It holds values of sources that may not be passed "
                     "on: keep it on your\n             machine, and share the command and the checksums "
                     "below, from which others make the same file.\n");
    else if (withheld)
        ent_text_add(out, "use          may be passed on. Values that may not be passed on are withheld; their recipes "
                          "and checksums stand below.\n");
    else
        ent_text_add(out, "use          may be passed on, with the citations below.\n");
}

static void add_head(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel,
                     const char *name, const char *command, const char *identity) {
    ent_text_format(out, "Codebook of %s\n\n", name);
    ent_text_format(out, "command      %s\n", command);
    ent_text_format(out, "made by      entente " ENT_VERSION " from the record %.16s\n", identity);
    ent_text_format(out, "rows         %ld, each %s; %d to %d\n", writer->rows, unit_words(panel->unit),
                    panel->first_year, panel->last_year);
    ent_text_format(
        out,
        "states       members of the list %s on some day of the year%s; of two that had one number of the "
        "list in a year, the one that had it longer; spells that were open when the list was made stay open\n",
        panel->list, panel->unit == ENT_PANEL_STATE ? "" : ", both on the same day");
    add_use(out, writer, panel);
    ent_text_add(out, "order        by the states' last numbers in the list, then year\n\n");
    ent_text_add(out, kinds_text);
}

static void add_ids(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel) {
    ent_text_add(out, "identifiers: codes as of the last day of the year on which the list counts the state; empty "
                      "where a scheme has none then\n");
    for (size_t i = 0; i < writer->id_count; i++)
        ent_text_format(out, "  %s%s\n", writer->ids[i], panel->unit == ENT_PANEL_STATE ? "" : "_1, _2");
    ent_text_add(out, "  year\n\n");
}

static void add_tally(struct ent_text *out, const struct ent_panel_tally *tally) {
    static const char *const notes[ENT_PANEL_NOTES] = {
        "one row of ballots is constant", "the other row is constant", "only one side has the obligation",
        "the source has several figures for the year; the last is taken", "reckoned for the borders of today"};
    ent_text_add(out, "  cells        ");
    bool first = true;
    for (int kind = 0; kind < 6; kind++)
        if (tally->kinds[kind]) {
            ent_text_format(out, "%s%ld %s", first ? "" : ", ", tally->kinds[kind], ent_kind_text((enum ent_kind)kind));
            first = false;
        }
    ent_text_add(out, "\n");
    for (size_t i = 0; i < tally->unit_count; i++)
        ent_text_format(out, "  other unit   %d to %d: %s\n", tally->units[i].first, tally->units[i].last,
                        tally->units[i].unit);
    for (int bit = 0; bit < ENT_PANEL_NOTES; bit++)
        if (tally->notes[bit])
            ent_text_format(out, "  note         %ld cells: %s\n", tally->notes[bit], notes[bit]);
}

static void add_names(struct ent_text *out, const struct ent_panel_column *column) {
    ent_text_format(out, "%s", column->name);
    if (column->each_state)
        ent_text_add(out, "_1 (of the first state), _2 (of the second)");
    ent_text_format(out, "\n  kind in      %s%s_kind\n", column->name, column->each_state ? "_1, _2 and " : "");
    if (!column->types)
        return;
    ent_text_add(out, "  types        1 in force, 0 not, empty in a hole:");
    for (int bit = 0; bit < 32; bit++)
        if (column->strand->types[bit])
            ent_text_format(out, " %s", column->strand->types[bit]);
    ent_text_add(out, "\n");
}

static int add_source(struct ent_text *out, struct ent_context *context, const struct ent_release *release,
                      struct ent_error *error) {
    struct ent_cited cited;
    ENT_TRY(ent_cited_load(context->record, context->arena, release, &cited, error));
    ent_text_format(out, "  source       %s %s (%s), ", release->source_name, release->version, release->source_title);
    ent_published_add(out, release);
    ent_text_format(out, "\n  cite         %s\n  licence      %s: %s\n", release->citation, release->licence,
                    ent_licence_text(release->licence));
    for (size_t i = 0; i < cited.file_count; i++)
        ent_text_format(out, "  file         %s  sha256 %s\n", cited.files[i].name, cited.files[i].sha256);
    ent_text_format(out, "  recipe       sha256 %s\n", cited.recipe_sha256);
    return ENT_OK;
}

static const char *absent_text(struct ent_context *context, const struct ent_panel_column *column) {
    if (!column->strand || !column->release_count)
        return NULL;
    ent_day day = ent_interval_year(column->first_year).from, after = ent_interval_year(column->last_year).to;
    for (size_t i = 0; i < ent_states_count(context->record->states); i++) {
        enum ent_kind kind =
            ent_record_covers(context->record, column->strand->id, column->releases[0]->id, (ent_state)i, day, after);
        if (kind == ENT_KIND_NONE)
            return "nothing happened (none)";
        if (kind == ENT_KIND_UNKNOWN)
            return "not known (unknown)";
    }
    return NULL;
}

static int add_column(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel,
                      struct ent_context *context, size_t index, struct ent_error *error) {
    const struct ent_panel_column *column = &panel->columns[index];
    const struct ent_measure *measure = column->request.measure;
    const char *absent = absent_text(context, column);
    bool withheld = ent_panel_withheld(writer, column);
    add_names(out, column);
    ent_text_format(out, "  what         %s\n  measure      %s\n", measure->summary, column->specification);
    ent_text_format(out, "  unit         %s\n  orientation  %s\n", measure->unit, measure->orientation);
    if (column->first_year <= column->last_year)
        ent_text_format(out, "  covers       %d to %d\n", column->first_year, column->last_year);
    if (absent)
        ent_text_format(out, "  absent rows  %s\n", absent);
    if (column->note)
        ent_text_format(out, "  caution      %s\n", column->note);
    if (withheld)
        ent_text_add(out, "  cells        all withheld; --own-use writes them on a machine whose record has them\n");
    else
        add_tally(out, &writer->tallies[index]);
    for (size_t i = 0; i < column->release_count; i++)
        ENT_TRY(add_source(out, context, column->releases[i], error));
    ent_text_add(out, "\n");
    return ENT_OK;
}

/* Every release once, in the order of the columns. */
static int collect_releases(const struct ent_panel *panel, const struct ent_release ***out, size_t *count,
                            struct ent_error *error) {
    *count = 0;
    *out = ent_arena_alloc(panel->arena, 4 * panel->column_count + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < panel->column_count; i++)
        for (size_t k = 0; k < panel->columns[i].release_count; k++) {
            bool seen = false;
            for (size_t at = 0; at < *count; at++)
                seen = seen || (*out)[at] == panel->columns[i].releases[k];
            if (!seen)
                (*out)[(*count)++] = panel->columns[i].releases[k];
        }
    return ENT_OK;
}

/* What a reader of a withheld column needs to make it: the recipe, for the file with the checksum above. */
static int add_recipes(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel,
                       struct ent_context *context, struct ent_error *error) {
    const struct ent_release **releases;
    size_t count;
    ENT_TRY(collect_releases(panel, &releases, &count, error));
    for (size_t i = 0; i < count && !writer->own_use; i++) {
        struct ent_cited cited;
        if (ent_licence_open(releases[i]->licence))
            continue;
        ENT_TRY(ent_cited_load(context->record, context->arena, releases[i], &cited, error));
        ent_text_format(out,
                        "recipe of %s, for the files with the checksums above: entente add --recipe %s.recipe FILE\n",
                        releases[i]->source_name, releases[i]->source_name);
        for (const char *at = cited.recipe; *at;) {
            size_t length = strcspn(at, "\n");
            ent_text_format(out, "  | %.*s\n", (int)length, at);
            at += length + (at[length] == '\n');
        }
        ent_text_add(out, "\n");
    }
    return ENT_OK;
}

int ent_panel_codebook(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel,
                       struct ent_context *context, const char *name, const char *command, struct ent_error *error) {
    char identity[65];
    ENT_TRY(ent_record_identity(context->record, identity, error));
    add_head(out, writer, panel, name, command, identity);
    add_ids(out, writer, panel);
    for (size_t i = 0; i < panel->column_count; i++)
        ENT_TRY(add_column(out, writer, panel, context, i, error));
    return add_recipes(out, writer, panel, context, error);
}

int ent_panel_bibtex(struct ent_text *out, const struct ent_panel *panel, struct ent_context *context,
                     struct ent_error *error) {
    const struct ent_release **releases;
    size_t count;
    ENT_TRY(collect_releases(panel, &releases, &count, error));
    for (size_t i = 0; i < count; i++) {
        struct ent_cited cited;
        ENT_TRY(ent_cited_load(context->record, context->arena, releases[i], &cited, error));
        ent_cited_bibtex(out, &cited);
    }
    return ENT_OK;
}
