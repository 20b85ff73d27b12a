/* Files with faults, from the file to the record: every trap ends where it should, and every row is accounted for. The
 * tables and recipes are tests/files/small, made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fixture_small.h"
#include "source/across.h"
#include "source/add.h"
#include "source/open.h"

static int add(struct fixture *fixture, const char *source, const char *const *files, size_t count, const char *version,
               bool anyway) {
    struct ent_add request = {.data_dir = SMALL,
                              .source = source,
                              .files = files,
                              .file_count = count,
                              .version = version,
                              .anyway = anyway,
                              .today = ent_day_from(2026, 1, 1)};
    ent_text_clear(&fixture->report);
    return ent_add_release(fixture->record, &request, &fixture->report, &fixture->error);
}

static int add_one(struct fixture *fixture, const char *source, const char *file, const char *version) {
    return add(fixture, source, &file, 1, version, false);
}

/* The only number of a query. */
static double ask(struct fixture *fixture, const char *sql) {
    sqlite3_stmt *statement;
    assert_int_equal(ent_record_prepare(fixture->record, &statement, sql, &fixture->error), ENT_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    double number = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

static void check_added(struct fixture *fixture, int status) {
    if (status != ENT_OK)
        fail_msg("%s:%ld: %s", fixture->error.file, fixture->error.line, fixture->error.message);
}

static void check_says(struct fixture *fixture, const char *words) {
    if (!strstr(fixture->report.bytes, words))
        fail_msg("\"%s\" is not in:\n%s", words, fixture->report.bytes);
}

#define STATE(code) "(SELECT id FROM state WHERE code = '" code "')"

static void values_and_their_faults(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "values", SMALL "/values.csv", NULL));
    check_says(fixture, "values 1   12 rows read = 4 stored + 1 duplicates + 6 rejected + 1 out of scope");
    check_says(fixture, "values.csv:5  milex \"12,0\" is not a number (a decimal comma?)");
    check_says(fixture, "values.csv:7  contradicts line 3");
    check_says(fixture, "values.csv:8  time 3019 is outside 1816..2020");
    check_says(fixture, "values.csv:9  2 fields, and the header has 3");
    check_says(fixture, "values.csv:10  ccode \"77\" is no code");
    check_says(fixture, "values.csv:12  ccode is empty");
    check_says(fixture, "999: aggregate World");
    assert_true(ask(fixture, "SELECT value FROM fact WHERE line = 3") == 2000);
    assert_true(ask(fixture, "SELECT kind FROM fact WHERE line = 4") == ENT_KIND_UNKNOWN);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE note = 'in pounds sterling'") == 1);
    assert_true(ask(fixture, "SELECT rows_rejected FROM release") == 6);
}

/* Zeros of a trade file are unknown: a recipe says so, and no zero reaches a measure. */
static void zeros_of_flows_are_unknown(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "flows", SMALL "/flows.csv", "1"));
    assert_true(ask(fixture, "SELECT value FROM fact WHERE line = 2") == 12500000);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE kind = 2 AND line IN (3, 4, 5)") == 3);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE value = 0") == 0);
    assert_true(ask(fixture, "SELECT count(*) FROM coverage WHERE absent = 'unknown'") > 0);
}

/* A recipe that ships, on a file made by hand. */
static int add_shipped(struct fixture *fixture, const char *recipe, const char *file) {
    struct ent_add request = {.data_dir = SMALL,
                              .source = "",
                              .recipe_path = recipe,
                              .files = &file,
                              .file_count = 1,
                              .version = "by hand",
                              .published = "2020",
                              .form = strstr(recipe, "trade") ? "mirrored" : NULL,
                              .today = ent_day_from(2026, 1, 1)};
    ent_text_clear(&fixture->report);
    return ent_add_release(fixture->record, &request, &fixture->report, &fixture->error);
}

static void zeros_need_a_cited_list(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "zeros", SMALL "/trade.csv", NULL));
    check_says(fixture, "11 rows read = 11 stored");
    /* Between 2 and 710 the two zeros of 1960 are doubted, between 20 and 710 those of 1955 confirmed. */
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE kind = 2") == 2);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE kind = 2 AND line IN (9, 10)") == 2);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE kind = 0 AND value = 0 AND line IN (11, 12)") == 2);
    assert_true(ask(fixture, "SELECT applied FROM rule WHERE text LIKE 'zeros%'") == 2);
    /* flow1 is what the first imports from the second: an export of the second to the first. */
    assert_true(ask(fixture, "SELECT value FROM fact WHERE line = 2 AND a = " STATE("BBB") " AND b = " STATE("AAA")) ==
                10500000);
}

/* The trade table has no rows of West Germany from 1960 to 1989: unknown, never "no trade", and every answer says so.
 */
static void rows_that_are_not_there_are_unknown(void **state) {
    struct fixture *fixture = *state;
    ent_day from = ent_day_from(1970, 1, 1), to = ent_day_from(1971, 1, 1);
    check_added(fixture, add_shipped(fixture, ENT_SOURCE_DIR "/recipes/trade.recipe", SMALL "/trade.csv"));
    int strand = (int)ask(fixture, "SELECT id FROM strand WHERE name = 'trade'");
    int release = (int)ask(fixture, "SELECT id FROM release");
    ent_state west = (ent_state)ask(fixture, "SELECT id FROM state WHERE code = 'DEU'");
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE a = " STATE("DEU") " OR b = " STATE("DEU")) == 5);
    assert_int_equal(ent_record_covers(fixture->record, strand, release, west, from, to), ENT_KIND_UNKNOWN);
    assert_non_null(strstr(ent_record_caution(fixture->record, release, "trade"), "West Germany"));
}

/* Two disputes of one pair in one year are two facts; the file that keeps only one of them is refused. */
static void disputes_are_told_apart_by_their_number(void **state) {
    struct fixture *fixture = *state;
    const char *recipe = ENT_SOURCE_DIR "/recipes/mid-cow.recipe";
    assert_int_equal(add_shipped(fixture, recipe, SMALL "/ddydisps.csv"), ENT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "one dispute per pair and year"));
    assert_true(ask(fixture, "SELECT count(*) FROM release") == 0);
    check_added(fixture, add_shipped(fixture, recipe, SMALL "/dirdisps.csv"));
    check_says(fixture, "7 rows read = 4 stored + 3 duplicates + 0 rejected + 0 out of scope");
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE from_day = -7305") == 2); /* 1950-01-01 */
    /* The level is that of the whole dispute: 1951 has the force of 1950, and the answer says that it may not. */
    assert_true(ask(fixture,
                    "SELECT count(*) FROM fact f JOIN strand_type t ON t.strand = f.strand AND t.name = 'force'"
                    " AND f.types >> t.bit & 1 WHERE line IN (2, 6)") == 2);
    assert_non_null(strstr(ent_record_caution(fixture->record, 1, "dispute"), "of the whole dispute"));
    /* -9 is no level: the dispute is there without one. */
    assert_true(ask(fixture, "SELECT types FROM fact WHERE line = 8") == 0);
}

/* One state's year for the borders of then and for those of today: two figures, no contradiction. */
static void borders_of_then_and_of_today_are_two_figures(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "borders", SMALL "/borders.csv", NULL));
    check_says(fixture, "7 rows read = 6 stored + 0 duplicates + 0 rejected + 1 out of scope");
    assert_true(ask(fixture, "SELECT value FROM fact WHERE line = 5 AND borders = 0 AND a = " STATE("AAA")) == 200);
    assert_true(ask(fixture, "SELECT sum(borders) FROM fact WHERE line IN (2, 3)") == 2);
    /* AAA's break is 1 January 1950, so 1950 is within the borders of today whoever tells it; BBB never broke. */
    assert_true(ask(fixture, "SELECT sum(borders) FROM fact WHERE line IN (4, 8)") == 0);
}

static void the_same_release_twice_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "values", SMALL "/values.csv", NULL));
    check_added(fixture, add_one(fixture, "values", SMALL "/values.csv", NULL));
    check_says(fixture, "nothing was changed");
    assert_true(ask(fixture, "SELECT count(*) FROM release") == 1);
}

static void a_withdrawn_release_is_refused(void **state) {
    struct fixture *fixture = *state;
    const char *file = SMALL "/withdrawn.csv";
    assert_int_equal(add(fixture, "values", &file, 1, NULL, false), ENT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "its years were shifted"));
    check_added(fixture, add(fixture, "values", &file, 1, NULL, true));
    check_says(fixture, "WITHDRAWN");
}

static void an_unknown_checksum_needs_a_version(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(add_one(fixture, "values", SMALL "/semicolons.csv", NULL), ENT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "--version"));
    check_added(fixture, add_one(fixture, "values", SMALL "/semicolons.csv", "2"));
    check_says(fixture, "covers 1999–1999"); /* no more than the file holds */
    assert_true(ask(fixture, "SELECT seen_day FROM release") == ent_day_from(2026, 1, 1));
}

static void encodings_are_noted_and_missing_columns_refused(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "values", SMALL "/latin.csv", "4"));
    check_says(fixture, "line 2 is not UTF-8");
    assert_int_equal(add_one(fixture, "values", SMALL "/nocolumn.csv", "5"), ENT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "no column \"milex\""));
    assert_true(ask(fixture, "SELECT count(*) FROM release") == 1); /* a failure leaves nothing */
}

static void spells_and_open_ends(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "spells", SMALL "/spells.csv", NULL));
    check_says(fixture, "5 rows read = 2 stored + 1 duplicates + 2 rejected + 0 out of scope");
    assert_true(ask(fixture, "SELECT to_day FROM fact WHERE line = 3") == ENT_DAY_OPEN);
    assert_true(ask(fixture, "SELECT types FROM fact WHERE line = 3") == 3);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE a < b") == 2);
    assert_true(ask(fixture, "SELECT count(*) FROM coverage WHERE absent = 'none' AND list = ''") == 1);
}

static void ballots_one_a_row(void **state) {
    struct fixture *fixture = *state;
    const char *const files[] = {SMALL "/long.csv", SMALL "/calls.csv", SMALL "/issues.csv"};
    check_added(fixture, add(fixture, "votes", files, 3, NULL, false));
    check_says(fixture, "20 rows read = 11 stored + 2 duplicates + 7 rejected + 0 out of scope");
    /* Namibia's code is the text NA; a state without a code is found by its name. */
    assert_true(ask(fixture, "SELECT count(*) FROM ballot WHERE state IN (" STATE("NAM") ", " STATE("DEU") ")") == 2);
    /* The seat before 8 December 1949, and the seat after it. */
    assert_true(ask(fixture, "SELECT count(*) FROM ballot WHERE state IN (" STATE("CHN") ", " STATE("TWN") ")") == 2);
    assert_true(ask(fixture, "SELECT count(*) FROM ballot WHERE state = " STATE("SRB")) == 1);
    assert_true(ask(fixture, "SELECT from_day FROM roll_call WHERE name = '7'") == ent_day_from(1971, 10, 25));
    assert_true(ask(fixture, "SELECT precision FROM roll_call WHERE name = '5'") == ENT_PRECISION_MONTH);
    assert_true(ask(fixture, "SELECT issues FROM roll_call WHERE name = '5'") == 1);
    assert_true(ask(fixture, "SELECT issues IS NULL FROM roll_call WHERE name = '8'") == 1);
}

static void packed_ballots_name_the_original(void **state) {
    struct fixture *fixture = *state;
    const char *const files[] = {SMALL "/packed/packed.tsv", SMALL "/packed/calls.csv"};
    check_added(fixture, add(fixture, "votes", files, 2, NULL, false));
    check_says(fixture, "8 rows read = 8 stored");
    assert_true(ask(fixture, "SELECT count(*) FROM file WHERE name = 'original.rda' AND read_name = 'packed.tsv'") ==
                1);
    /* line 41 is the first row of the run, "=Federal_Republic_of_Germany" its third ballot */
    assert_true(ask(fixture, "SELECT hex(lines) = '2B000000' FROM ballot WHERE state = " STATE("DEU")) == 1);
    assert_true(ask(fixture, "SELECT line FROM roll_call WHERE name = '5'") == 12);
}

static void ballots_one_column_a_state(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "votes", SMALL "/wide.csv", NULL));
    check_says(fixture, "5 rows read = 4 stored + 0 duplicates + 1 rejected + 0 out of scope");
    /* One id for two roll calls on different days is no repeat. */
    assert_true(ask(fixture, "SELECT count(*) FROM roll_call WHERE name = '8'") == 2);
    /* Column CHN says "absent" before the seat was its own: not a ballot. TWN of 1949 is CHN's: 3 ballots. */
    assert_true(ask(fixture, "SELECT length(lines) / 4 FROM ballot WHERE state = " STATE("CHN")) == 3);
    assert_true(ask(fixture, "SELECT length(lines) / 4 FROM ballot WHERE state = " STATE("TWN")) == 1);
    assert_true(ask(fixture, "SELECT applied FROM rule WHERE text LIKE 'out-of-scope%'") == 1);
    /* Coverage follows the seat. */
    assert_true(ask(fixture, "SELECT to_day FROM coverage WHERE state = " STATE("CHN") " ORDER BY from_day LIMIT 1") ==
                ent_day_from(1949, 12, 8));
}

/* TWN of before 8 December 1949 is CHN's: two columns of one state. By hand: line 2 says the same twice, line 3 has one
 * ballot and a cell without a seat, line 4 contradicts itself, line 5 is of a day when they are two states, line 6 says
 * absent and no. The rule on CHN before 1971 is not in this recipe. */
static void two_columns_of_one_state_that_contradict_are_listed(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "twins", SMALL "/twins.csv", NULL));
    check_says(fixture, "5 rows read = 3 stored + 0 duplicates + 2 rejected + 0 out of scope");
    check_says(fixture, "twins.csv:4  columns CHN and TWN both mean CHN on that day and contradict each other: \"1\" and \"3\"");
    check_says(fixture, "twins.csv:6  columns CHN and TWN both mean CHN on that day and contradict each other: \"8\" and \"3\"");
    assert_true(ask(fixture, "SELECT count(*) FROM roll_call") == 3);
    assert_true(ask(fixture, "SELECT facts FROM release") == 3 + 3 + 3 + 1);
    assert_true(ask(fixture, "SELECT length(lines) / 4 FROM ballot WHERE state = " STATE("AAA")) == 3);
    assert_true(ask(fixture, "SELECT length(lines) / 4 FROM ballot WHERE state = " STATE("CHN")) == 3);
    assert_true(ask(fixture, "SELECT length(lines) / 4 FROM ballot WHERE state = " STATE("TWN")) == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM rejected WHERE line IN (4, 6) AND outcome = 'rejected'") == 2);
}

static void figures_keep_their_unit_and_status(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "figures", SMALL "/figures.tsv", NULL));
    check_says(fixture, "9 rows read = 4 stored + 0 duplicates + 5 rejected + 0 out of scope");
    /* No release of 2026 knows what is so in 3019; the recipe has no covers. A projection has an end. */
    check_says(fixture, "figures.tsv:7  from 3019 is after 2026, the last year that this release can know");
    check_says(fixture, "figures.tsv:8  from 3019 is after 2026");
    check_says(fixture, "figures.tsv:10  from 3019 is more than a century after this release");
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE line = 9 AND value = 15.5") == 1);
    assert_true(ask(fixture, "SELECT value FROM fact WHERE line = 3") == 107.06e9);
    assert_true(ask(fixture, "SELECT status FROM fact WHERE line = 3") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM item WHERE name = 'CNY'") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM strand WHERE name = 'trade.total' AND unit = 'USD'") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM strand WHERE name = 'visit' AND shape = 'event'") == 1);
}

/* A gzip file of 20 MB of one line again and again, in a few bytes: refused when the limits say so. */
static void bombs_are_refused(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_error error = {0};
    struct ent_stream_identity identity;
    struct ent_stream_limits limits = {.bytes = 1 << 20, .ratio_after = 1 << 19, .ratio = 100};
    ent_arena_init(&arena);
    assert_int_equal(ent_stream_identify(&identity, SMALL "/bomb.csv.gz", NULL, &limits, &arena, &error),
                     ENT_ERROR_INPUT);
    assert_non_null(strstr(error.message, "zip bomb"));
    ent_arena_release(&arena);
}

static void archives_and_r_files_are_read_by_content(void **state) {
    (void)state;
    static const char *const files[] = {SMALL "/values.tar.xz", SMALL "/values.zip", SMALL "/values.rds"};
    for (size_t i = 0; i < 3; i++) {
        struct ent_arena arena;
        struct ent_error error = {0};
        struct ent_table *table;
        struct ent_row row;
        bool more;
        const char *pattern[] = {"values.csv"};
        struct ent_open_options options = {.want = {pattern, 1}};
        ent_arena_init(&arena);
        if (ent_open_table(&table, files[i], &options, &arena, &error) != ENT_OK)
            fail_msg("%s: %s", error.file, error.message);
        assert_string_equal(table->columns[2], "milex");
        assert_int_equal(table->next(table, &row, &more, &error), ENT_OK);
        assert_string_equal(row.fields[1].text, "1900");
        if (i == 2) { /* the text NA is Namibia, R's own NA is missing, a factor is its label, a date is ISO */
            assert_false(row.fields[3].missing);
            assert_string_equal(row.fields[3].text, "NA");
            assert_int_equal(row.line, 1);
            assert_string_equal(row.fields[4].text, "yes");
            assert_string_equal(row.fields[5].text, "1900-05-06");
            assert_int_equal(table->next(table, &row, &more, &error), ENT_OK);
            assert_true(row.fields[3].missing && row.fields[2].missing);
        }
        table->close(table);
        ent_arena_release(&arena);
    }
}

/* One column a year, under lines that are no table; each cell is a row with its own place. */
static void one_column_a_year(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "wide-years", SMALL "/wide_years.csv", NULL));
    check_says(fixture, "wide-years 2021-03-04   10 rows read = 5 stored + 1 duplicates + 2 rejected + 2 out of scope");
    check_says(fixture, "wide_years.csv:8  what \"zw\303\266lf\" is not a number (column X2000)");
    check_says(fixture, "wide_years.csv:9  5 fields, and the header has 7");
    check_says(fixture, "6 lines of 2 cells each; 1 cells are empty and are no rows");
    assert_true(ask(fixture, "SELECT value FROM fact WHERE line = 6") == 5000);
    assert_true(ask(fixture, "SELECT count(*) FROM fact f JOIN column_name c ON c.id = f.column WHERE f.line = 7 AND "
                             "c.name = 'X2000' AND f.value = 6500") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE kind = 2") == 2); /* ".." and -9 are unknown */
    assert_true(ask(fixture, "SELECT published_day FROM release") == ent_day_from(2021, 3, 4));
    const char *file = SMALL "/values.csv"; /* no such header anywhere */
    assert_int_equal(add(fixture, "wide-years", &file, 1, "2", false), ENT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "none of the first 100 lines has the column \"ccode\""));
}

static void names_of_columns_that_are_times(void **state) {
    static const struct {
        const char *pattern, *name, *head;
    } cases[] = {{"%Y", "1960", "1960"},       {"%Y", "196", NULL},          {"%Y", "1960x", NULL},
                 {"%Y [YR*", "1960 [YR1960]", "1960"}, {"X%Y", "X1960", "1960"}, {"%YM%m", "1960M7", "1960-07"},
                 {"%Y-%m", "1960-11", "1960-11"}, {"m_%s", "m_oecd", "oecd"}, {"m_%s", "m_", NULL},
                 {"%Y", "Country Name", NULL}, {"%Y*", "1960 p", "1960"}};
    char head[64];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool fits = ent_across_fits(cases[i].pattern, cases[i].name, head, sizeof head);
        if (fits != (cases[i].head != NULL) || (fits && strcmp(head, cases[i].head) != 0))
            fail_msg("%s of %s", cases[i].pattern, cases[i].name);
    }
}

/* Events: the day is as precise as it is written, the visitor is the reporter, two on one day are two. */
static void visits_are_events(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "visits", SMALL "/visits.csv", NULL));
    check_says(fixture, "5 rows read = 3 stored + 1 duplicates + 1 rejected + 0 out of scope");
    assert_true(ask(fixture, "SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand WHERE s.shape = 'event' AND "
                             "s.directed = 1 AND f.kind = 0") == 3);
    assert_true(ask(fixture, "SELECT to_day - from_day FROM fact WHERE line = 4") == 31);
    assert_true(ask(fixture, "SELECT count(DISTINCT reporter) FROM fact") == 2);
}

/* Rows of two kinds in one file: each part takes its own, a row with several states on a side is every pair of it, and a
 * second strand is there only where a type of it is. */
static void parts_sides_and_second_strands(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "conflicts", SMALL "/conflicts.csv", NULL));
    check_says(fixture, "9 rows read = 3 stored + 2 duplicates + 3 rejected + 1 out of scope");
    check_says(fixture, "neither between two states nor within one");
    check_says(fixture, "conflicts.csv:8  contradicts line 4");
    check_says(fixture, "conflicts.csv:9  side_b \"77\" is no code");
    check_says(fixture, "conflicts.csv:10  both ends of the pair are the same state");
#define OF(strand) "FROM fact WHERE strand = (SELECT id FROM strand WHERE name = '" strand "')"
    assert_true(ask(fixture, "SELECT count(*) " OF("conflict")) == 3 + 2);
    assert_true(ask(fixture, "SELECT count(*) " OF("war")) == 3);
    assert_true(ask(fixture, "SELECT count(*) " OF("war") " AND a = " STATE("CHN") " AND b = " STATE("DEU")) == 1);
    assert_true(ask(fixture, "SELECT count(*) " OF("conflict") " AND a = " STATE("AAA") " AND b = " STATE("BBB")
                             " AND from_day = -6940") == 1);
    assert_true(ask(fixture, "SELECT count(*) " OF("war.civil") " AND b = -1") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM coverage") == 4);
    assert_true(ask(fixture, "SELECT sum(applied) FROM rule WHERE text LIKE 'only%'") == 1);
}

/* Persons in office: who, how, from when; a day that is not to be trusted becomes its month; only states with a row are
 * covered; what was recalled says so. */
static void persons_in_office(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "terms", SMALL "/terms.csv", NULL));
    check_says(fixture, "6 rows read = 4 stored + 0 duplicates + 2 rejected + 0 out of scope");
    check_says(fixture, "terms.csv:6  who is empty");
    check_says(fixture, "terms.csv:7  status \"guessed\" is neither read nor recalled");
    assert_true(ask(fixture, "SELECT count(*) FROM entity WHERE kind = 'person' AND code LIKE 'terms/%'") == 4);
    /* Ada: the month of her beginning, the day of her end. */
    assert_true(ask(fixture, "SELECT from_day FROM fact WHERE line = 2") == ent_day_from(1990, 1, 1));
    assert_true(ask(fixture, "SELECT to_day FROM fact WHERE line = 2") == ent_day_from(1995, 3, 21));
    assert_true(ask(fixture, "SELECT precision FROM fact WHERE line = 2") == ENT_PRECISION_MONTH);
    assert_true(ask(fixture, "SELECT to_day FROM fact WHERE line = 3") == ENT_DAY_OPEN);
    assert_true(ask(fixture, "SELECT to_day FROM fact WHERE line = 4") == ent_day_from(2000, 7, 1));
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE status = 1 AND note = 'Memory'") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM fact f JOIN entity e ON e.id = f.entity_a WHERE e.name = 'Di'") == 1);
    assert_true(ask(fixture, "SELECT count(*) FROM coverage WHERE list = 'cow' AND state >= 0") == 2);
}

/* A code that moves inside a spell is each state in its time; inside a year it is the state that had it longer. */
static void codes_that_move_inside_a_spell(void **state) {
    struct fixture *fixture = *state;
    check_added(fixture, add_one(fixture, "moves", SMALL "/moves.csv", NULL));
    check_says(fixture, "4 rows read = 3 stored + 0 duplicates + 0 rejected + 1 out of scope");
    check_says(fixture, "nobody stands beside himself");
    assert_true(ask(fixture, "SELECT count(*) FROM fact") == 4);
    assert_true(ask(fixture, "SELECT to_day FROM fact WHERE line = 2 AND b = " STATE("CHN")) ==
                ent_day_from(1949, 12, 8));
    assert_true(ask(fixture, "SELECT from_day FROM fact WHERE line = 2 AND b = " STATE("TWN")) ==
                ent_day_from(1949, 12, 8));
    assert_true(ask(fixture, "SELECT to_day FROM fact WHERE line = 2 AND b = " STATE("TWN")) ==
                ent_day_from(1961, 1, 1));
    assert_true(ask(fixture, "SELECT count(*) FROM fact WHERE line = 3 AND b = " STATE("CHN")) == 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(codes_that_move_inside_a_spell, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(parts_sides_and_second_strands, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(persons_in_office, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(one_column_a_year, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test(names_of_columns_that_are_times),
        cmocka_unit_test_setup_teardown(visits_are_events, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(values_and_their_faults, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(zeros_of_flows_are_unknown, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(zeros_need_a_cited_list, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(rows_that_are_not_there_are_unknown, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(disputes_are_told_apart_by_their_number, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(borders_of_then_and_of_today_are_two_figures, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(the_same_release_twice_changes_nothing, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(a_withdrawn_release_is_refused, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(an_unknown_checksum_needs_a_version, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(encodings_are_noted_and_missing_columns_refused, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(spells_and_open_ends, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(ballots_one_a_row, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(packed_ballots_name_the_original, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(ballots_one_column_a_state, fixture_small_setup, fixture_small_teardown),
        cmocka_unit_test_setup_teardown(two_columns_of_one_state_that_contradict_are_listed, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test_setup_teardown(figures_keep_their_unit_and_status, fixture_small_setup,
                                        fixture_small_teardown),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(archives_and_r_files_are_read_by_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
