/* The correction log: as text, JSON and rows. */
#include <string.h>

#include "cli/against.h"

static const char *const kinds[] = {"same", "reading", "numbers", "specification", "verdict"};

/* "un-votes 0.3.0 → 0.4.0" where both lists have a version of one source, else "X gone", "X new". */
static void add_releases(struct ent_text *out, const struct ent_against_change *change) {
    bool first = true;
    for (size_t i = 0; i < change->releases_gone_count; i++) {
        const char *gone = change->releases_gone[i], *now = NULL;
        size_t length = strcspn(gone, " ") + 1;
        for (size_t k = 0; k < change->releases_new_count && !now; k++)
            if (strncmp(gone, change->releases_new[k], length) == 0)
                now = change->releases_new[k] + length;
        ent_text_format(out, "%s%s%s%s", first ? "" : ", ", gone, now ? " → " : " no longer", now ? now : "");
        first = false;
    }
    for (size_t k = 0; k < change->releases_new_count; k++) {
        const char *now = change->releases_new[k];
        size_t length = strcspn(now, " ") + 1;
        bool paired = false;
        for (size_t i = 0; i < change->releases_gone_count; i++)
            paired = paired || strncmp(now, change->releases_gone[i], length) == 0;
        if (paired)
            continue;
        ent_text_format(out, "%s%s now", first ? "" : ", ", now);
        first = false;
    }
}

static const char *label_of(const struct ent_against_finding *finding, const char *key) {
    const char *word = ent_against_text(finding->now ? finding->now : finding->before, key);
    return word ? word : "";
}

/* What a finding says, its numbers or why there are none; "" where it was not there. */
static const char *say(const json_t *finding) {
    const char *numbers = ent_against_text(finding, "numbers"), *reason = ent_against_text(finding, "reason");
    return numbers && numbers[0] ? numbers : reason ? reason : "";
}

static const char *outcome_of(const json_t *finding) {
    const char *outcome = ent_against_text(finding, "outcome");
    return outcome ? outcome : "not asked";
}

static void add_finding(struct ent_table *table, const struct ent_against_finding *finding) {
    const char *before = outcome_of(finding->before), *now = outcome_of(finding->now);
    ent_table_row(table);
    ent_table_cell(table, ENT_PLAIN, label_of(finding, "label"));
    ent_table_cell(table, ENT_PLAIN, label_of(finding, "choices"));
    if (strcmp(before, now) == 0)
        ent_table_cell(table, ENT_PLAIN, now);
    else
        ent_table_format(table, "%s → %s", before, now);
    ent_table_format(table, "%s → %s", finding->before ? say(finding->before) : "nothing",
                     finding->now ? say(finding->now) : "nothing");
    ent_table_cell(table, ENT_FAINT, label_of(finding, "source"));
}

static void add_strings(struct ent_text *out, const struct ent_style *style, const char *name, const char *const *lines,
                        size_t count) {
    for (size_t i = 0; i < count; i++)
        ent_style_line(out, style, name, lines[i]);
}

static void add_side(struct ent_text *out, const struct ent_style *style, const struct ent_against_side *side) {
    if (side->statement)
        ent_style_paragraph(out, style, 4, "[%s] %s", side->statement, side->claim);
    else
        ent_style_paragraph(out, style, 4, "%s", side->claim);
}

static void print_change(struct ent_cli *cli, const struct ent_against_change *change) {
    struct ent_text *out = &cli->out, releases;
    struct ent_table table;
    add_side(out, &cli->style, change->now);
    if (change->kind == ENT_AGAINST_VERDICT)
        ent_style_paragraph(out, &cli->style, 4, "  %s → %s", change->before->result, change->now->result);
    else
        ent_style_paragraph(out, &cli->style, 4, "  still %s", change->now->result);
    ent_text_init(&releases);
    add_releases(&releases, change);
    if (releases.length)
        ent_style_line(out, &cli->style, "releases", releases.bytes);
    else if (change->before->answer && change->now->answer)
        ent_style_line(out, &cli->style, "releases", "the same");
    ent_text_release(&releases);
    add_strings(out, &cli->style, "read before as", change->readings_gone, change->readings_gone_count);
    add_strings(out, &cli->style, "read now as", change->readings_new, change->readings_new_count);
    ent_table_init(&table, &cli->arena);
    for (size_t i = 0; i < change->finding_count; i++)
        add_finding(&table, &change->findings[i]);
    if (change->finding_count)
        ent_table_print(out, &cli->style, &table);
    if (change->before->id && change->now->id)
        ent_text_format(out, "  id %s → %s\n", change->before->id, change->now->id);
    ent_text_add(out, "\n");
}

static void print_text(struct ent_cli *cli, const struct ent_against *against) {
    struct ent_text *out = &cli->out;
    for (size_t i = 0; i < against->change_count; i++)
        print_change(cli, &against->changes[i]);
    for (int side = 0; side < 2; side++) {
        const struct ent_against_side **sides = side ? against->gone : against->added;
        size_t count = side ? against->gone_count : against->added_count;
        for (size_t i = 0; i < count; i++) {
            add_side(out, &cli->style, sides[i]);
            ent_style_paragraph(out, &cli->style, 4, "  %s, %s %s", side ? "gone" : "new", side ? "was" : "is",
                                sides[i]->result);
        }
        ent_text_add(out, count ? "\n" : "");
    }
    size_t numbers = against->kinds[ENT_AGAINST_NUMBERS], readings = against->kinds[ENT_AGAINST_READING],
           specifications = against->kinds[ENT_AGAINST_SPECIFICATION], same = against->kinds[ENT_AGAINST_SAME];
    ent_style_paragraph(
        out, &cli->style, 4,
        "against %s: changed %zu in verdict, %zu in a specification, %zu in numbers, %zu in how they are "
        "read; unchanged %zu; new %zu, gone %zu",
        against->path, against->kinds[ENT_AGAINST_VERDICT], specifications, numbers, readings, same,
        against->added_count, against->gone_count);
    if (against->rereleased)
        ent_text_format(out, "%zu of the unchanged rest on other releases than then\n", against->rereleased);
}

static void json_strings(struct ent_json *json, const char *key, const char *const *lines, size_t count) {
    ent_json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        ent_json_string(json, NULL, lines[i]);
    ent_json_close(json, ']');
}

static void json_side(struct ent_json *json, const struct ent_against_side *side) {
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "statement", side->statement);
    ent_json_string(json, "claim", side->claim);
    ent_json_string(json, "result", side->result);
    ent_json_string(json, "id", side->id);
    ent_json_close(json, '}');
}

static void json_change(struct ent_json *json, const struct ent_against_change *change) {
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "change", kinds[change->kind]);
    ent_json_string(json, "statement", change->now->statement);
    ent_json_string(json, "claim", change->now->claim);
    ent_json_string(json, "before", change->before->result);
    ent_json_string(json, "now", change->now->result);
    ent_json_string(json, "id_before", change->before->id);
    ent_json_string(json, "id_now", change->now->id);
    json_strings(json, "releases_gone", change->releases_gone, change->releases_gone_count);
    json_strings(json, "releases_new", change->releases_new, change->releases_new_count);
    json_strings(json, "readings_gone", change->readings_gone, change->readings_gone_count);
    json_strings(json, "readings_new", change->readings_new, change->readings_new_count);
    ent_json_open(json, "specifications", '[');
    for (size_t i = 0; i < change->finding_count; i++) {
        const struct ent_against_finding *finding = &change->findings[i];
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "label", label_of(finding, "label"));
        ent_json_string(json, "choices", label_of(finding, "choices"));
        ent_json_string(json, "before", ent_against_text(finding->before, "outcome"));
        ent_json_string(json, "now", ent_against_text(finding->now, "outcome"));
        ent_json_string(json, "numbers_before", finding->before ? say(finding->before) : NULL);
        ent_json_string(json, "numbers_now", finding->now ? say(finding->now) : NULL);
        ent_json_string(json, "source_before", ent_against_text(finding->before, "source"));
        ent_json_string(json, "source_now", ent_against_text(finding->now, "source"));
        ent_json_close(json, '}');
    }
    ent_json_close(json, ']');
    ent_json_close(json, '}');
}

static void print_json(struct ent_cli *cli, const struct ent_against *against) {
    struct ent_json json;
    ent_json_init(&json, &cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_string(&json, "against", against->path);
    ent_json_integer(&json, "verdicts_changed", (long)against->kinds[ENT_AGAINST_VERDICT]);
    ent_json_integer(&json, "specifications_changed", (long)against->kinds[ENT_AGAINST_SPECIFICATION]);
    ent_json_integer(&json, "numbers_changed", (long)against->kinds[ENT_AGAINST_NUMBERS]);
    ent_json_integer(&json, "readings_changed", (long)against->kinds[ENT_AGAINST_READING]);
    ent_json_integer(&json, "unchanged", (long)against->kinds[ENT_AGAINST_SAME]);
    ent_json_integer(&json, "unchanged_by_other_releases", (long)against->rereleased);
    ent_json_open(&json, "changes", '[');
    for (size_t i = 0; i < against->change_count; i++)
        json_change(&json, &against->changes[i]);
    ent_json_close(&json, ']');
    ent_json_open(&json, "new", '[');
    for (size_t i = 0; i < against->added_count; i++)
        json_side(&json, against->added[i]);
    ent_json_close(&json, ']');
    ent_json_open(&json, "gone", '[');
    for (size_t i = 0; i < against->gone_count; i++)
        json_side(&json, against->gone[i]);
    ent_json_close(&json, ']');
    ent_json_close(&json, '}');
}

static void add_row(struct ent_table *rows, const char *change, const struct ent_against_side *before,
                    const struct ent_against_side *now, const struct ent_against_finding *finding) {
    const struct ent_against_side *side = now ? now : before;
    ent_table_row(rows);
    ent_table_cell(rows, ENT_PLAIN, change);
    ent_table_cell(rows, ENT_PLAIN, side->statement);
    ent_table_cell(rows, ENT_PLAIN, side->claim);
    ent_table_cell(rows, ENT_PLAIN, before ? before->result : "");
    ent_table_cell(rows, ENT_PLAIN, now ? now->result : "");
    ent_table_cell(rows, ENT_PLAIN, finding ? label_of(finding, "label") : "");
    ent_table_cell(rows, ENT_PLAIN, finding ? label_of(finding, "choices") : "");
    ent_table_cell(rows, ENT_PLAIN, finding ? ent_against_text(finding->before, "outcome") : "");
    ent_table_cell(rows, ENT_PLAIN, finding ? ent_against_text(finding->now, "outcome") : "");
    ent_table_cell(rows, ENT_PLAIN, finding && finding->before ? say(finding->before) : "");
    ent_table_cell(rows, ENT_PLAIN, finding && finding->now ? say(finding->now) : "");
    ent_table_cell(rows, ENT_PLAIN, finding ? ent_against_text(finding->before, "source") : "");
    ent_table_cell(rows, ENT_PLAIN, finding ? ent_against_text(finding->now, "source") : "");
}

static void print_rows(struct ent_cli *cli, const struct ent_against *against) {
    static const char *const names[] = {
        "change",         "statement",   "claim",          "before",      "now",           "label",     "choices",
        "outcome_before", "outcome_now", "numbers_before", "numbers_now", "source_before", "source_now"};
    struct ent_table rows;
    ent_table_init(&rows, &cli->arena);
    ent_table_row(&rows);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&rows, ENT_PLAIN, names[i]);
    for (size_t i = 0; i < against->change_count; i++) {
        const struct ent_against_change *change = &against->changes[i];
        if (!change->finding_count)
            add_row(&rows, kinds[change->kind], change->before, change->now, NULL);
        for (size_t k = 0; k < change->finding_count; k++)
            add_row(&rows, kinds[change->kind], change->before, change->now, &change->findings[k]);
    }
    for (size_t i = 0; i < against->added_count; i++)
        add_row(&rows, "new", NULL, against->added[i], NULL);
    for (size_t i = 0; i < against->gone_count; i++)
        add_row(&rows, "gone", against->gone[i], NULL, NULL);
    ent_table_tsv(&cli->out, &rows);
}

void ent_against_print(struct ent_cli *cli, const struct ent_against *against) {
    if (cli->format == ENT_FORMAT_JSON)
        print_json(cli, against);
    else if (cli->format == ENT_FORMAT_TSV)
        print_rows(cli, against);
    else
        print_text(cli, against);
}
