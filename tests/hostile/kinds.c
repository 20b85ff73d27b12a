#include "kinds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SMALL ENT_SOURCE_DIR "/tests/files/small/"

static const char *const codes[] = {"2", "20", "710", "255"};
static const char *const labels[] = {"Alphaland", "Côte d'Ivoire", "São Tomé", "with \"quotes\"", "a; b, c | d", ""};

static const char *number_text(struct ent_arena *arena, struct ent_random *random) {
    static const char *const rare[] = {"-9", "", "2e3", "0.25", "1234567.125"};
    if (ent_random_below(random, 6) == 0)
        return rare[ent_random_below(random, 5)];
    return ent_arena_format(arena, "%u", (unsigned)(1 + ent_random_below(random, 100000)));
}

static const char *year_text(struct ent_arena *arena, int year) {
    return ent_arena_format(arena, "%d", year);
}

static void set_head(struct table *table, const char *file, const char *const *head, size_t columns) {
    *table = (struct table){.file = file, .columns = columns};
    memcpy(table->head, head, columns * sizeof *head);
}

static void make_values(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    static const char *const head[] = {"ccode", "year", "milex", "label"};
    set_head(tables, "values.csv", head, 4);
    *count = 1;
    int first = 1816 + (int)ent_random_below(random, 100), years = 1 + (int)ent_random_below(random, 60);
    for (int year = first; year < first + years; year++)
        for (size_t i = 0; i < 1 + ent_random_below(random, 4); i++) {
            const char **cells = tables->cells[tables->rows++];
            cells[0] = codes[i];
            cells[1] = year_text(arena, year);
            cells[2] = number_text(arena, random);
            cells[3] = labels[ent_random_below(random, 6)];
        }
    tables->cells[0][2] = "7"; /* something is stored, whatever else is missing */
}

static void make_pairs(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count,
                       const char *file, const char *number) {
    const char *const head[] = {"ccode1", "ccode2", "year", number, "label"};
    set_head(tables, file, head, 5);
    *count = 1;
    int years = 2 + (int)ent_random_below(random, 20);
    for (int year = 1955; year < 1955 + years; year++)
        for (size_t i = 0; i < 4; i++)
            for (size_t j = 0; j < 4; j++) {
                if (i == j || ent_random_below(random, 3) == 0)
                    continue;
                const char **cells = tables->cells[tables->rows++];
                cells[0] = codes[i];
                cells[1] = codes[j];
                cells[2] = year_text(arena, year);
                cells[3] = ent_random_below(random, 5) ? number_text(arena, random) : "0";
                cells[4] = labels[ent_random_below(random, 6)];
            }
}

static void make_flows(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    make_pairs(arena, random, tables, count, "flows.csv", "imports");
}

static void make_zeros(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    make_pairs(arena, random, tables, count, "trade.csv", "flow1");
}

static void make_spells(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    static const char *const head[] = {"one", "two", "start", "end", "type1", "type2", "label"};
    static const char *const types[] = {"spatial", "positional", "", "ideological"};
    set_head(tables, "spells.csv", head, 7);
    *count = 1;
    int rows = 5 + (int)ent_random_below(random, 40);
    for (int i = 0; i < rows; i++) {
        const char **cells = tables->cells[tables->rows++];
        size_t a = ent_random_below(random, 3);
        cells[0] = codes[a];
        cells[1] = codes[a + 1];
        cells[2] = year_text(arena, 1820 + i * 4);
        cells[3] = year_text(arena, 1820 + i * 4 + (int)ent_random_below(random, 4));
        cells[4] = types[ent_random_below(random, 2)];
        cells[5] = types[2 + ent_random_below(random, 2)];
        cells[6] = labels[ent_random_below(random, 6)];
    }
}

static void make_figures(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    static const char *const head[] = {"a",    "b",        "strand",    "from",     "to",    "value",
                                       "unit", "reporter", "published", "citation", "status", "note"};
    static const char *const states[] = {"AAA", "BBB", "CHN", "DEU"};
    set_head(tables, "figures.tsv", head, 12);
    *count = 1;
    int rows = 2 + (int)ent_random_below(random, 40);
    for (int i = 0; i < rows; i++) {
        const char **cells = tables->cells[tables->rows++];
        cells[0] = states[ent_random_below(random, 4)];
        cells[1] = "";
        cells[2] = ent_random_below(random, 2) ? "reserves:CNY" : "debt";
        cells[3] = cells[4] = year_text(arena, 1900 + i);
        cells[5] = ent_arena_format(arena, "%u.5", (unsigned)ent_random_below(random, 1000));
        cells[6] = cells[2][0] == 'r' ? "percent" : "billion USD";
        cells[7] = "Bank";
        cells[8] = "2019-01-09";
        cells[9] = "Report";
        cells[10] = "read";
        cells[11] = ent_random_below(random, 2) ? "São" : "";
    }
}

static void make_wide(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    static const char *const head[] = {"rcid", "date", "me", "AAA", "BBB", "TWN"};
    static const char *const ballots[] = {"1", "2", "3", "8", "9", "1.0"};
    set_head(tables, "wide.csv", head, 6);
    *count = 1;
    int rows = 2 + (int)ent_random_below(random, 60);
    for (int i = 0; i < rows; i++) {
        const char **cells = tables->cells[tables->rows++];
        cells[0] = ent_arena_format(arena, "%d", 100 + i);
        cells[1] = ent_arena_format(arena, "%d-%02d-%02d", 1950 + i, 1 + i % 12, 1 + i % 28);
        cells[2] = ent_random_below(random, 2) ? "TRUE" : "FALSE";
        for (int j = 3; j < 6; j++)
            cells[j] = ballots[ent_random_below(random, 6)];
    }
}

static void make_calls(struct ent_arena *arena, struct table *table, int rows) {
    static const char *const head[] = {"rcid", "date"};
    set_head(table, "calls.csv", head, 2);
    for (int i = 0; i < rows; i++) {
        const char **cells = table->cells[table->rows++];
        cells[0] = ent_arena_format(arena, "%d", 100 + i);
        cells[1] = ent_arena_format(arena, "%d-%02d-%02d", 1993 + i, 1 + i % 12, 1 + i % 28);
    }
}

static void make_long(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    static const char *const head[] = {"rcid", "country", "code", "vote", "label"}, *const issue_head[] = {"rcid", "short"};
    static const char *const states[] = {"AA", "BB", "CN", "TW", "NA"}, *const votes[] = {"yes", "no", "abstain"};
    int calls = 2 + (int)ent_random_below(random, 20);
    set_head(tables, "long.csv", head, 5);
    make_calls(arena, &tables[1], calls);
    set_head(&tables[2], "issues.csv", issue_head, 2);
    *count = 3;
    for (int i = 0; i < calls; i++)
        for (size_t j = 0; j < 5; j++) {
            if (ent_random_below(random, 4) == 0)
                continue;
            const char **cells = tables->cells[tables->rows++];
            cells[0] = tables[1].cells[i][0];
            cells[1] = j == 0 ? "Alphaland" : "";
            cells[2] = states[j];
            cells[3] = votes[ent_random_below(random, 3)];
            cells[4] = labels[ent_random_below(random, 6)];
        }
    tables[2].rows = 1;
    tables[2].cells[0][0] = tables[1].cells[0][0];
    tables[2].cells[0][1] = "me";
    if (!tables->rows) { /* never empty */
        const char *const row[] = {tables[1].cells[0][0], "Alphaland", "AA", "yes", ""};
        memcpy(tables->cells[tables->rows++], row, sizeof row);
    }
}

static void make_packed(struct ent_arena *arena, struct ent_random *random, struct table *tables, size_t *count) {
    static const char *const head[] = {"rcid", "first_row", "ballots"};
    static const char *const states[] = {"AA", "BB", "CN", "TW", "NA", "=Federal_Republic_of_Germany"};
    int calls = 2 + (int)ent_random_below(random, 20);
    set_head(tables, "packed.tsv", head, 3);
    make_calls(arena, &tables[1], calls);
    *count = 2;
    for (int i = 0; i < calls; i++) {
        const char **cells = tables->cells[tables->rows++], *ballots = "";
        for (size_t j = 0; j < 6; j++)
            if (j == 0 || ent_random_below(random, 4))
                ballots = ent_arena_format(arena, "%s%s%s:%c", ballots, *ballots ? " " : "", states[j],
                                           "yan"[ent_random_below(random, 3)]);
        cells[0] = tables[1].cells[i][0];
        cells[1] = ent_arena_format(arena, "%d", 1 + i * 10);
        cells[2] = ballots;
    }
}

static const char *const across_paths[] = {SMALL "wide_years.csv"}, *const visit_paths[] = {SMALL "visits.csv"},
                         *const border_paths[] = {SMALL "borders.csv"}, *const long_paths[] = {SMALL "long.csv", SMALL "calls.csv",
                                                                                              SMALL "issues.csv"};

const struct kind kinds[] = {
    {"values", "values", NULL, false, false, 0, 1, 2, 3, "3019", "milex", false, make_values, NULL},
    {"flows", "flows", NULL, false, false, 1, 2, 3, 4, "3019", "imports", false, make_flows, NULL},
    {"zeros", "zeros", NULL, false, false, 0, 2, 3, 4, "0", "flow1", false, make_zeros, NULL},
    {"spells", "spells", NULL, false, false, 0, 2, NO_COLUMN, 6, "-44", "type1", false, make_spells, NULL},
    {"figures", "figures", NULL, true, false, 0, 3, 5, 11, "3019", "value", false, make_figures, NULL},
    {"wide", "votes", "wide", false, false, NO_COLUMN, 1, 3, NO_COLUMN, "3019-01-01", "rcid", false, make_wide, NULL},
    {"long", "votes", "long", false, false, NO_COLUMN, 0, 3, 4, "99999", "vote", false, make_long, NULL},
    {"packed", "votes", "packed", true, false, NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN, NULL, "ballots", true, make_packed, NULL},
    {"across", "wide-years", NULL, false, true, 0, 0, 0, 0, NULL, NULL, true, NULL, across_paths},
    {"events", "visits", NULL, false, true, 0, 0, 0, 0, NULL, NULL, false, NULL, visit_paths},
    {"borders", "borders", NULL, false, true, 0, 0, 0, 0, NULL, NULL, false, NULL, border_paths},
    {"faulty long", "votes", "long", false, true, 0, 0, 0, 0, NULL, NULL, false, NULL, long_paths},
};
const size_t kind_count = sizeof kinds / sizeof *kinds;
