/* show A: what the record has of one state, strand by strand. */
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "cli/show.h"

static bool has_seen(const struct ent_series *series) {
    for (int year = series->first_year; year <= series->last_year; year++)
        if (ent_series_at(series, year).kind == ENT_KIND_VALUE)
            return true;
    return false;
}

/* Adds a measure for the states at hand, and drops the series that have no value at all. */
static int add_measure(struct ent_show *show, const struct ent_measure *measure, struct ent_columns *out) {
    size_t before = out->count, kept = out->count;
    if (!measure->compute || measure->on_request || (measure->states == 2 && show->state_count == 1))
        return ENT_OK;
    ENT_TRY(ent_show_add(show, measure->name, show->states[0], show->state_count > 1 ? show->states[1] : ENT_NO_STATE,
                         out));
    if (measure->states == 1 && show->state_count > 1)
        ENT_TRY(ent_show_add(show, measure->name, show->states[1], ENT_NO_STATE, out));
    for (size_t i = before; i < out->count; i++)
        if (has_seen(out->items[i].series))
            out->items[kept++] = out->items[i];
    out->count = kept;
    return ENT_OK;
}

int ent_show_everything(struct ent_show *show, struct ent_columns *out) {
    struct ent_cli *cli = show->cli;
    struct ent_strand **strands;
    size_t count;
    const struct ent_measure *const *measures = ent_measure_all(&count);
    for (size_t i = 0; i < count; i++)
        ENT_TRY(add_measure(show, measures[i], out));
    ENT_TRY(ent_record_strands(cli->record, &strands, &count, &cli->error));
    for (size_t i = 0; i < count; i++) {
        const struct ent_measure *measure;
        ENT_TRY(ent_measure_find(&cli->context, strands[i]->name, &measure, &cli->error));
        bool compiled = false;
        size_t measure_count;
        measures = ent_measure_all(&measure_count);
        for (size_t k = 0; k < measure_count; k++)
            compiled = compiled || measures[k] == measure;
        if (measure && !compiled)
            ENT_TRY(add_measure(show, measure, out));
    }
    return ENT_OK;
}

const char *ent_show_latest(struct ent_show *show, const struct ent_series *series, int most) {
    const char *text = "";
    for (int year = series->last_year; year >= series->first_year && most > 0 && text; year--) {
        if (ent_series_at(series, year).kind != ENT_KIND_VALUE ||
            (show->first_year && (year < show->first_year || year > show->last_year)))
            continue;
        text = ent_arena_format(&show->cli->arena, "%s%s%d: %s", text, text[0] ? "   " : "", year,
                                ent_show_cell(show, series, year));
        most--;
    }
    return text ? text : "";
}

static void add_numbers(struct ent_show *show, const struct ent_columns *columns) {
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    table.heads = true;
    ent_table_row(&table);
    ent_table_cell(&table, ENT_PLAIN, "measure");
    ent_table_cell(&table, ENT_PLAIN, "unit");
    ent_table_cell(&table, ENT_PLAIN, "covers");
    ent_table_cell(&table, ENT_PLAIN, "source");
    ent_table_cell(&table, ENT_PLAIN, "latest");
    for (size_t i = 0; i < columns->count; i++) {
        const struct ent_column *column = &columns->items[i];
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, column->label);
        ent_table_cell(&table, ENT_FAINT, column->series->unit);
        ent_table_format(&table, "%d–%d", column->series->covers_from, column->series->covers_to);
        ent_table_cell(&table, ENT_FAINT, column->source);
        ent_table_cell(&table, ENT_PLAIN, ent_show_latest(show, column->series, 3));
    }
    ent_table_print(&show->cli->out, &show->cli->style, &table);
}

static void write_partners(struct ent_show *show, const struct ent_strand *strand, const struct ent_release *release,
                           int year, const uint32_t *seen, int bit) {
    struct ent_cli *cli = show->cli;
    struct ent_text line;
    const char *type = bit == 31 ? NULL : strand->types[bit];
    size_t count = 0;
    ent_text_init(&line);
    ent_text_format(&line, "  %s%s%s%s in %d (%s %s): ", strand->name, type ? " (" : "", type ? type : "",
                    type ? ")" : "", year, release->source_name, release->version);
    for (size_t i = 0; i < ent_states_count(cli->record->states); i++)
        if (seen[i] >> bit & 1)
            ent_text_format(&line, "%s%s", count++ ? ", " : "", ent_states_code(cli->record->states, (ent_state)i));
    ent_style_paragraph(&cli->out, &cli->style, 6, "%s", line.bytes);
    cli->out.failed |= line.failed;
    ent_text_release(&line);
}

/* Who leads the state, which is its capital: the names of a spell about the state alone. */
static void write_entities(struct ent_show *show, const struct ent_strand *strand, const struct ent_release *release,
                          int year, const struct ent_facts *facts) {
    struct ent_cli *cli = show->cli;
    struct ent_interval span = ent_interval_year(year);
    size_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const struct ent_fact *fact = &facts->items[i];
        if (!fact->entity || fact->kind != ENT_KIND_VALUE || fact->from >= span.to || fact->to <= span.from)
            continue;
        const char *name = ent_record_entity_name(cli->record, &cli->arena, fact->entity);
        if (!count++)
            ent_text_format(&cli->out, "  %s in %d (%s %s): ", strand->name, year, release->source_name,
                            release->version);
        ent_text_format(&cli->out, "%s%s%s", count > 1 ? ", " : "", name ? name : "?", fact->recalled ? " (recalled)" : "");
    }
    if (count)
        ent_text_add(&cli->out, "\n");
}

/* With whom a spell is open in the last year that the release covers, or where it has no end, in the year of the last
 * spell. */
static int add_partners(struct ent_show *show, const struct ent_strand *strand, const struct ent_release *release) {
    struct ent_cli *cli = show->cli;
    struct ent_facts facts;
    ent_day from, to;
    ENT_TRY(ent_record_window(cli->record, strand->id, release->id, &from, &to, &cli->error));
    ENT_TRY(
        ent_record_facts_touching(cli->record, &cli->arena, strand, show->states[0], release->id, &facts, &cli->error));
    int last = to == ENT_DAY_OPEN || to <= from ? 0 : ent_day_year(to - 1);
    for (size_t i = 0; i < facts.count && (to == ENT_DAY_OPEN || to <= from); i++)
        last = facts.items[i].from > ent_day_from(last ? last : 1, 1, 1) ? ent_day_year(facts.items[i].from) : last;
    if (!last)
        return ENT_OK;
    write_entities(show, strand, release, last, &facts);
    struct ent_interval year = ent_interval_year(last);
    size_t states = ent_states_count(cli->record->states);
    uint32_t *seen = ent_arena_alloc(&cli->arena, states, sizeof *seen);
    if (!seen)
        return ent_fail_memory(&cli->error);
    const uint32_t untyped = (uint32_t)1 << 31;
    for (size_t i = 0; i < facts.count; i++) {
        const struct ent_fact *fact = &facts.items[i];
        ent_state other = fact->a == show->states[0] ? fact->b : fact->a;
        if (other != ENT_NO_STATE && fact->kind == ENT_KIND_VALUE && !fact->recalled && fact->from < year.to &&
            fact->to > year.from)
            seen[other] |= fact->types ? fact->types : untyped;
    }
    /* a treaty is its obligations: one line for each, so that a consultation is never read as an alliance */
    for (int bit = 0; bit < 32; bit++) {
        bool any = false;
        for (size_t i = 0; i < states && !any; i++)
            any = (seen[i] >> bit & 1) != 0;
        if (any && (strand->types[bit] || bit == 31))
            write_partners(show, strand, release, last, seen, bit);
    }
    return ENT_OK;
}

static int add_spells(struct ent_show *show) {
    struct ent_cli *cli = show->cli;
    struct ent_strand **strands;
    size_t count;
    ENT_TRY(ent_record_strands(cli->record, &strands, &count, &cli->error));
    for (size_t i = 0; i < count; i++) {
        struct ent_view view = {.as_of = show->as_of, .source = show->source};
        struct ent_release **releases;
        size_t release_count;
        if (strcmp(strands[i]->shape, "spell") != 0)
            continue;
        ENT_TRY(ent_record_releases(cli->record, strands[i]->name, &view, &releases, &release_count, &cli->error));
        for (size_t k = 0; k < release_count; k++)
            if (k == 0 || releases[k]->source != releases[k - 1]->source)
                ENT_TRY(add_partners(show, strands[i], releases[k]));
    }
    return ENT_OK;
}

int ent_show_state(struct ent_show *show) {
    struct ent_columns columns = {NULL, 0, 0};
    struct ent_text *out = &show->cli->out;
    ENT_TRY(ent_show_everything(show, &columns));
    if (ent_show_data(show, ent_show_code(show, 0), &columns))
        return ENT_OK;
    ent_text_format(out, "%s    %s\n", ent_show_code(show, 0), ent_show_name(show, 0));
    add_numbers(show, &columns);
    ENT_TRY(add_spells(show));
    ent_show_breaks(show, 0, 9999);
    ent_text_format(out, "more: entente show %s MEASURE   entente show %s ANOTHER\n", ent_show_code(show, 0),
                    ent_show_code(show, 0));
    return ENT_OK;
}
