/* entente list: what there is. */
#include <stdio.h>
#include <string.h>

#include "claim/lexicon.h"
#include "cli/list.h"
#include "cli/verbs.h"
#include "record/tables.h"

struct list {
    struct ent_cli *cli;
    const char *name;  /* only this one, with everything about it; NULL */
    const char *state; /* of coverage: only this one; NULL */
    struct ent_table table;
    size_t found;
};

/* Heads of the columns; "#" begins that of whole numbers. */
static void head(struct list *list, const char *names) {
    char *cursor = ent_arena_string(&list->cli->arena, names);
    list->table.heads = true;
    ent_table_row(&list->table);
    for (size_t column = 0; cursor; column++) {
        const char *name = ent_text_split(&cursor, '|');
        if (name[0] == '#')
            list->table.right |= UINT64_C(1) << column;
        ent_table_cell(&list->table, ENT_PLAIN, name + (name[0] == '#'));
    }
}

static bool wanted(struct list *list, const char *name) {
    if (list->name && !ent_text_equal_folded(list->name, name))
        return false;
    list->found++;
    ent_table_row(&list->table);
    ent_table_cell(&list->table, ENT_PLAIN, name);
    return true;
}

static void cell(struct list *list, const char *words) {
    ent_table_cell(&list->table, ENT_PLAIN, words);
}

/* First to last year of a release by strand; "" where it covers nothing. */
static int window_text(struct list *list, int strand, int release, const char **out) {
    ent_day from, to;
    *out = "";
    ENT_TRY(ent_record_window(list->cli->record, strand, release, &from, &to, &list->cli->error));
    char first[16] = "", last[16] = "";
    if (from != ENT_DAY_EARLY)
        ent_day_print(from, ENT_PRECISION_YEAR, first, sizeof first);
    if (to != ENT_DAY_OPEN && from < to)
        ent_day_print(to - 1, ENT_PRECISION_YEAR, last, sizeof last);
    if (from < to)
        *out = ent_arena_format(&list->cli->arena, "%s–%s", first, last);
    return *out ? ENT_OK : ent_fail_memory(&list->cli->error);
}

/* "gdp.usd 1950–2019, gdp.ppp 1950–2019" */
static int strands_of(struct list *list, const struct ent_tables *tables, int release, const char **out) {
    *out = "";
    for (size_t i = 0; i < tables->strand_count && *out; i++) {
        const char *window;
        ENT_TRY(window_text(list, tables->strands[i]->id, release, &window));
        if (window[0])
            *out = ent_arena_format(&list->cli->arena, "%s%s%s %s", *out, (*out)[0] ? ", " : "",
                                    tables->strands[i]->name, window);
    }
    return *out ? ENT_OK : ent_fail_memory(&list->cli->error);
}

static const char *published_text(struct list *list, const struct ent_release *release) {
    char day[16];
    ent_day_print(release->published, release->published_precision, day, sizeof day);
    return ent_arena_format(&list->cli->arena, "%s%s", release->seen_only ? "seen by " : "", day);
}

static int list_sources(struct list *list) {
    const struct ent_tables *tables;
    ENT_TRY(ent_record_tables(list->cli->record, &tables, &list->cli->error));
    head(list, "source|newest|#releases|licence|title|covers");
    for (size_t i = 0; i < tables->release_count; i++) {
        const struct ent_release *release = tables->releases[i];
        if (i && tables->releases[i - 1]->source == release->source)
            continue;
        size_t count = 0;
        while (i + count < tables->release_count && tables->releases[i + count]->source == release->source)
            count++;
        const char *strands;
        ENT_TRY(strands_of(list, tables, release->id, &strands));
        if (!wanted(list, release->source_name))
            continue;
        cell(list, release->version);
        ent_table_format(&list->table, "%zu", count);
        cell(list, release->licence);
        cell(list, release->source_title);
        cell(list, strands);
    }
    return ENT_OK;
}

/* Rows read, stored, duplicate, rejected, out of scope, facts, and the checksum of the first file. */
static int add_accounts(struct list *list, int release) {
    static const char sql[] =
        "SELECT rows_read, rows_stored, rows_duplicate, rows_rejected, rows_out_of_scope, facts, whole, "
        "(SELECT sha256 FROM file WHERE release = ?1 ORDER BY id LIMIT 1) FROM release WHERE id = ?1";
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(list->cli->record, &statement, sql, &list->cli->error));
    sqlite3_bind_int(statement, 1, release);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    for (int i = 0; i < 8; i++)
        cell(list, found ? (const char *)sqlite3_column_text(statement, i) : "");
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int list_releases(struct list *list) {
    const struct ent_tables *tables;
    ENT_TRY(ent_record_tables(list->cli->record, &tables, &list->cli->error));
    head(list, "source|version|published|licence|#rows read|#stored|#duplicates|#rejected|#out of scope|#facts|"
               "whole|sha256|citation");
    for (size_t i = 0; i < tables->release_count; i++) {
        const struct ent_release *release = tables->releases[i];
        if (!wanted(list, release->source_name))
            continue;
        cell(list, release->version);
        cell(list, published_text(list, release));
        cell(list, release->licence);
        ENT_TRY(add_accounts(list, release->id));
        cell(list, release->citation);
    }
    return ENT_OK;
}

static int list_strands(struct list *list) {
    const struct ent_tables *tables;
    ENT_TRY(ent_record_tables(list->cli->record, &tables, &list->cli->error));
    head(list, "strand|shape|unit|sources|title");
    for (size_t i = 0; i < tables->strand_count; i++) {
        const struct ent_strand *strand = tables->strands[i];
        if (!wanted(list, strand->name))
            continue;
        const char *sources = "";
        for (size_t k = 0; k < tables->release_count && sources; k++) {
            const char *window;
            ENT_TRY(window_text(list, strand->id, tables->releases[k]->id, &window));
            if (window[0])
                sources = ent_arena_format(&list->cli->arena, "%s%s%s %s %s", sources, sources[0] ? ", " : "",
                                           tables->releases[k]->source_name, tables->releases[k]->version, window);
        }
        cell(list,
             strand->directed ? ent_arena_format(&list->cli->arena, "%s, directed", strand->shape) : strand->shape);
        cell(list, strand->unit);
        cell(list, sources);
        cell(list, strand->title);
    }
    return ENT_OK;
}

static void add_measure(struct list *list, const struct ent_measure *measure) {
    if (!wanted(list, measure->name))
        return;
    ent_table_format(&list->table, "%d", measure->states);
    cell(list, measure->unit);
    cell(list, measure->orientation);
    cell(list, measure->compute ? measure->summary : "declared, not built yet");
}

static int each_measure(struct list *list, void (*visit)(struct list *, const struct ent_measure *)) {
    struct ent_cli *cli = list->cli;
    struct ent_strand **strands;
    size_t count, strand_count;
    const struct ent_measure *const *measures = ent_measure_all(&count);
    for (size_t i = 0; i < count; i++)
        visit(list, measures[i]);
    ENT_TRY(ent_record_strands(cli->record, &strands, &strand_count, &cli->error));
    for (size_t i = 0; i < strand_count; i++) {
        const struct ent_measure *measure;
        bool compiled = false;
        ENT_TRY(ent_measure_find(&cli->context, strands[i]->name, &measure, &cli->error));
        for (size_t k = 0; k < count; k++)
            compiled = compiled || measures[k] == measure;
        if (measure && !compiled)
            visit(list, measure);
    }
    return ENT_OK;
}

static void fact_row(struct list *list, const char *name, const char *words) {
    if (!words || !words[0])
        return;
    ent_table_row(&list->table);
    cell(list, name);
    cell(list, words);
}

/* Everything that a measure declares. */
static void describe_measure(struct list *list, const struct ent_measure *measure) {
    struct ent_arena *arena = &list->cli->arena;
    if (!ent_text_equal_folded(list->name, measure->name))
        return;
    list->found++;
    fact_row(list, "measure", measure->name);
    fact_row(list, "summary", measure->summary);
    fact_row(list, "about", measure->states == 1 ? "one state" : "two states");
    fact_row(list, "unit", measure->unit);
    fact_row(list, "orientation", measure->orientation);
    for (size_t i = 0; i < ENT_MEASURE_STRANDS && measure->strands[i]; i++)
        fact_row(list, "strand", measure->strands[i]);
    for (size_t i = 0; i < 8 && measure->options[i].name; i++) {
        const struct ent_option_rule *rule = &measure->options[i];
        fact_row(list, "option",
                 ent_arena_format(arena, "%s=%s   default %s   %s", rule->name, rule->values[0] ? rule->values : "TEXT",
                                  rule->initial[0] ? rule->initial : "none", rule->summary));
    }
    fact_row(list, "aggregation", measure->aggregation);
    if (measure->minimum_support)
        fact_row(list, "at least", ent_arena_format(arena, "%d rows", measure->minimum_support));
    fact_row(list, "intervals", measure->replicate ? "bootstrap over roll calls" : NULL);
    fact_row(list, "reference", measure->reference);
    fact_row(list, "example", measure->example);
    fact_row(list, "built", measure->compute ? "yes" : "not yet");
}

static int list_measures(struct list *list) {
    if (list->name) {
        head(list, "field|words");
        return each_measure(list, describe_measure);
    }
    head(list, "measure|#states|unit|orientation|summary");
    return each_measure(list, add_measure);
}

static const char *join(struct list *list, const char *const *words, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count && text; i++)
        text = ent_arena_format(&list->cli->arena, "%s%s%s", text, i ? ", " : "", words[i]);
    return text;
}

static int list_concepts(struct list *list) {
    const struct ent_concepts *concepts = list->cli->concepts;
    head(list, "concept|version|hash|core|also|aliases|title");
    for (size_t i = 0; i < concepts->count; i++) {
        const struct ent_concept *concept = &concepts->items[i];
        if (!wanted(list, concept->name))
            continue;
        cell(list, concept->version);
        ent_table_format(&list->table, list->cli->format == ENT_FORMAT_TEXT && !list->name ? "%.12s" : "%s",
                         concept->hash);
        cell(list, join(list, concept->core, concept->core_count));
        cell(list, join(list, concept->also, concept->also_count));
        cell(list, join(list, concept->aliases, concept->alias_count));
        cell(list, concept->title);
    }
    return ENT_OK;
}

/* The years in which a list counts a state; several spells are joined. */
static int membership(struct list *list, const char *name, ent_state state, const char **out) {
    static const char sql[] =
        "SELECT from_day, to_day FROM state_member WHERE list = ?1 AND state = ?2 ORDER BY from_day";
    sqlite3_stmt *statement;
    *out = "";
    ENT_TRY(ent_record_prepare(list->cli->record, &statement, sql, &list->cli->error));
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 2, state);
    while (*out && sqlite3_step(statement) == SQLITE_ROW) {
        int from = sqlite3_column_int(statement, 0), to = sqlite3_column_int(statement, 1);
        char last[16] = "";
        if (to != ENT_DAY_OPEN)
            ent_day_print(to - 1, ENT_PRECISION_YEAR, last, sizeof last);
        *out = ent_arena_format(&list->cli->arena, "%s%s%d–%s", *out, (*out)[0] ? ", " : "",
                                from == ENT_DAY_EARLY ? 0 : ent_day_year(from), last);
    }
    sqlite3_finalize(statement);
    return *out ? ENT_OK : ent_fail_memory(&list->cli->error);
}

static int list_states(struct list *list) {
    const struct ent_states *states = list->cli->record->states;
    ent_state only = ENT_NO_STATE;
    if (list->name)
        ENT_TRY(ent_states_find(states, list->name, ENT_DAY_OPEN, &only, &list->cli->error));
    head(list, "code|name|cow|gw|breaks");
    for (size_t i = 0; i < ent_states_count(states); i++) {
        ent_state state = (ent_state)i;
        const char *cow, *gw, *text = "";
        size_t count;
        const struct ent_break *breaks = ent_states_breaks(states, state, &count);
        if (only != ENT_NO_STATE && only != state)
            continue;
        ENT_TRY(membership(list, "cow", state, &cow));
        ENT_TRY(membership(list, "gw", state, &gw));
        for (size_t k = 0; k < count && text; k++)
            text = ent_arena_format(&list->cli->arena, "%s%s%d %s", text, k ? ", " : "", ent_day_year(breaks[k].day),
                                    breaks[k].label);
        list->found++;
        ent_table_row(&list->table);
        cell(list, ent_states_code(states, state));
        cell(list, ent_states_name(states, state));
        cell(list, cow);
        cell(list, gw);
        cell(list, text);
    }
    return ENT_OK;
}

/* Groups that a condition on a member defines have no list: the condition stands where others have their source. */
static int list_defined(struct list *list, const char *name) {
    struct ent_arena *arena = &list->cli->arena;
    struct ent_lexicon_group *groups;
    size_t count;
    ENT_TRY(ent_lexicon_groups(arena, &groups, &count, &list->cli->error));
    for (size_t i = 0; i < count; i++) {
        if (name && !ent_text_equal_folded(name, groups[i].name))
            continue;
        const char *called = ent_arena_format(arena, "@%s", groups[i].name);
        const char *who = ent_arena_format(arena, "%sthe states X with %s in the year",
                                           groups[i].of_state ? "of a state A: " : "", groups[i].condition);
        if (!called || !who)
            return ent_fail_memory(&list->cli->error);
        list->found++;
        ent_table_row(&list->table);
        cell(list, called);
        cell(list, "");
        cell(list, who);
    }
    return ENT_OK;
}

/* Members of a group with their years; without a name, each group with the number of its members. */
static int list_groups(struct list *list) {
    struct ent_cli *cli = list->cli;
    const char *name = list->name && list->name[0] == '@' ? list->name + 1 : list->name;
    bool defined = name && ent_lexicon_has_group(name);
    sqlite3_stmt *statement;
    if (!name || defined)
        head(list, "group|#members ever|sources");
    if (defined)
        return list_defined(list, name);
    if (!name) {
        ENT_TRY(ent_record_prepare(cli->record, &statement,
                                   "SELECT '@' || name, count(DISTINCT member), min(source) FROM group_member "
                                   "GROUP BY name ORDER BY name",
                                   &cli->error));
    } else {
        head(list, "group|from|to|source|member");
        ENT_TRY(ent_record_prepare(cli->record, &statement,
                                   "SELECT '@' || name, from_day, to_day, source, member FROM group_member WHERE "
                                   "name = ?1 COLLATE NOCASE ORDER BY from_day, member",
                                   &cli->error));
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        list->found++;
        ent_table_row(&list->table);
        cell(list, (const char *)sqlite3_column_text(statement, 0));
        for (int i = 1; !name && i < 3; i++)
            cell(list, (const char *)sqlite3_column_text(statement, i));
        for (int i = 1; name && i < 3; i++) {
            char day[16];
            ent_day_print(sqlite3_column_int(statement, i), ENT_PRECISION_DAY, day, sizeof day);
            cell(list, day);
        }
        if (name) {
            cell(list, (const char *)sqlite3_column_text(statement, 3));
            cell(list, ent_states_code(cli->record->states, (ent_state)sqlite3_column_int(statement, 4)));
        }
    }
    sqlite3_finalize(statement);
    return name ? ENT_OK : list_defined(list, NULL);
}

/* A cell under the head of its column: "rows read" is the key rows_read. */
static void write_cell(struct list *list, struct ent_json *json, size_t column, const char *words) {
    char *key = ent_arena_string(&list->cli->arena, list->table.cells[column].words);
    long number;
    for (char *at = key; at && *at; at++)
        if (*at == ' ')
            *at = '_';
    if (!(list->table.right >> column & 1))
        ent_json_string(json, key ? key : "", words);
    else if (ent_text_integer(words, &number))
        ent_json_integer(json, key ? key : "", number);
    else
        ent_json_string(json, key ? key : "", NULL);
}

/* Rows as objects whose keys are the heads of the columns. */
static void write_json(struct list *list) {
    const struct ent_table *table = &list->table;
    struct ent_json json;
    ent_json_init(&json, &list->cli->out);
    ent_json_open(&json, NULL, '[');
    size_t columns = table->row_count > 1 ? table->starts[1] : table->cell_count;
    for (size_t row = 1; row < table->row_count; row++) {
        size_t end = row + 1 < table->row_count ? table->starts[row + 1] : table->cell_count;
        ent_json_open(&json, NULL, '{');
        for (size_t i = 0; i < columns && table->starts[row] + i < end; i++)
            write_cell(list, &json, i, table->cells[table->starts[row] + i].words);
        ent_json_close(&json, '}');
    }
    ent_json_close(&json, ']');
}

static int list_coverage(struct list *list) {
    return ent_list_coverage(list->cli, &list->table, list->name, list->state, &list->found);
}

static int fill(struct list *list, const char *what) {
    static const struct {
        const char *name;
        int (*fill)(struct list *list);
    } kinds[] = {{"sources", list_sources},   {"releases", list_releases}, {"measures", list_measures},
                 {"concepts", list_concepts}, {"states", list_states},     {"groups", list_groups},
                 {"strands", list_strands},   {"coverage", list_coverage}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].name, what) == 0)
            return kinds[i].fill(list);
    return ent_cli_unknown(list->cli, "list", what,
                           "sources releases coverage measures concepts states groups strands");
}

static int run(struct list *list, const struct ent_cli_arguments *arguments) {
    struct ent_cli *cli = list->cli;
    bool of_state = arguments->count == 3 && strcmp(arguments->words[0], "coverage") == 0;
    if (arguments->count == 0 || (arguments->count > 2 && !of_state))
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "list what? sources, releases, coverage, measures, concepts, states, groups or strands");
    list->name = arguments->count > 1 ? arguments->words[1] : NULL;
    list->state = of_state ? arguments->words[2] : NULL;
    ENT_TRY(ent_cli_open(cli));
    ent_table_init(&list->table, &cli->arena);
    ENT_TRY(fill(list, arguments->words[0]));
    if (list->name && !list->found)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "no \"%s\" among the %s: entente list %s", list->name,
                        arguments->words[0], arguments->words[0]);
    if (cli->format == ENT_FORMAT_JSON)
        write_json(list);
    else if (cli->format == ENT_FORMAT_TSV)
        ent_table_tsv(&cli->out, &list->table);
    else
        ent_table_print(&cli->out, &cli->style, &list->table);
    return ENT_OK;
}

int ent_verb_list(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct list list = {.cli = cli};
    return run(&list, arguments) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
