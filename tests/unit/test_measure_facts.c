/* Measures over facts: strands in the five kinds of cell, releases and as-of, alliances, shared rivalry, servings. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "measure/concept.h"

enum { AAA, BBB, CCC, DDD, EEE };
enum { DEFENCE = 1, OFFENCE = 2, NEUTRALITY = 4, NONAGGRESSION = 8, CONSULTATION = 16 };

static struct fixture fixture;
static struct ent_error error;

static void add_part_year(int strand, int a, double value, int from_month, int to_month, int year) {
    struct ent_fact fact = fixture_fact(&fixture, strand, a, -1, year, year);
    fact.from = ent_day_from(year, from_month, 1);
    fact.to = ent_day_from(year, to_month, 1);
    fact.precision = ENT_PRECISION_MONTH;
    fact.value = value;
    fixture_put(&fixture, fact);
}

static void add_kind(int strand, int a, int b, int year, enum ent_kind kind) {
    struct ent_fact fact = fixture_fact(&fixture, strand, a, b, year, year);
    fact.kind = kind;
    fixture_put(&fixture, fact);
}

/* Output of AAA: each year another case. */
static void add_output(void) {
    int strand = fixture_strand(&fixture, "output", "state value", false, NULL, 1950, 1960, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, strand, AAA, -1, 1951, 10);
    fixture_value(&fixture, strand, AAA, -1, 1951, 10); /* said twice */
    fixture_value(&fixture, strand, AAA, -1, 1952, 20);
    add_part_year(strand, AAA, 99, 3, 9, 1952); /* the whole year goes before */
    add_part_year(strand, AAA, 5, 1, 3, 1953);
    add_part_year(strand, AAA, 7, 6, 8, 1953); /* the latest, with a note */
    add_kind(strand, AAA, -1, 1954, ENT_KIND_UNKNOWN);
    add_kind(strand, AAA, -1, 1955, ENT_KIND_NONE);
    struct ent_fact recalled = fixture_fact(&fixture, strand, AAA, -1, 1956, 1956);
    recalled.value = 3;
    recalled.recalled = true;
    fixture_put(&fixture, recalled);
}

static void add_alliances(void) {
    int strand = fixture_strand(&fixture, "alliance", "spell", true,
                                "defence offence neutrality nonaggression consultation", 1950, 1960, ENT_KIND_NONE);
    fixture_spell(&fixture, strand, AAA, BBB, 1951, 1952, DEFENCE | CONSULTATION);
    fixture_spell(&fixture, strand, BBB, AAA, 1951, 1952, DEFENCE | CONSULTATION);
    fixture_spell(&fixture, strand, AAA, BBB, 1953, 1953, NEUTRALITY);
    fixture_spell(&fixture, strand, BBB, AAA, 1953, 1953, NONAGGRESSION);
    fixture_spell(&fixture, strand, AAA, BBB, 1954, 1954, NONAGGRESSION);
    fixture_spell(&fixture, strand, BBB, AAA, 1954, 1954, NONAGGRESSION);
    fixture_spell(&fixture, strand, AAA, BBB, 1955, 1955, 0); /* a treaty without a pledge */
    fixture_spell(&fixture, strand, BBB, AAA, 1955, 1955, 0);
    fixture_spell(&fixture, strand, AAA, BBB, 1956, 1956, OFFENCE);
    add_kind(strand, AAA, BBB, 1957, ENT_KIND_UNKNOWN);
    fixture_spell(&fixture, strand, AAA, BBB, 1958, 0, DEFENCE); /* open: not past the list's own end */
}

/* CCC is a rival of AAA and BBB, 1950-55; AAA and BBB are rivals 1953-54; DDD is a rival of both from 1957 on. */
static void add_rivalries(int last_year) {
    int strand =
        fixture_strand(&fixture, "rivalry", "spell", false, "spatial positional", 1950, last_year, ENT_KIND_NONE);
    fixture_spell(&fixture, strand, AAA, CCC, 1950, 1955, 1);
    fixture_spell(&fixture, strand, BBB, CCC, 1950, 1955, 2);
    fixture_spell(&fixture, strand, AAA, BBB, 1953, 1954, 1);
    fixture_spell(&fixture, strand, AAA, DDD, 1957, 0, 1);
    fixture_spell(&fixture, strand, BBB, DDD, 1957, 0, 1);
}

/* AAA sends 10 to BBB by its own report, 12 by BBB's; BBB sends 5 by both. */
static void add_trade(void) {
    struct ent_error failure;
    int strand = fixture_strand(&fixture, "trade", "pair value", true, NULL, 1950, 1955, ENT_KIND_UNKNOWN), reporter[2];
    static const char *const names[] = {"AAA", "BBB"};
    static const double out[] = {10, 12};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ent_writer_reporter(fixture.writer, &reporter[i], names[i], &failure), ENT_OK);
        struct ent_fact fact = fixture_fact(&fixture, strand, AAA, BBB, 1951, 1951);
        fact.value = out[i];
        fact.reporter = reporter[i];
        fixture_put(&fixture, fact);
        fact = fixture_fact(&fixture, strand, BBB, AAA, 1951, 1951);
        fact.value = 5;
        fact.reporter = reporter[i];
        fixture_put(&fixture, fact);
        fact = fixture_fact(&fixture, strand, AAA, BBB, 1952, 1952);
        fact.value = 1;
        fact.reporter = reporter[i];
        fixture_put(&fixture, fact); /* and nothing on the way back */
    }
}

static void add_visits(void) {
    int strand = fixture_strand(&fixture, "visit", "event", true, NULL, 1950, 1955, ENT_KIND_NONE);
    fixture_spell(&fixture, strand, AAA, BBB, 1951, 1951, 0);
    fixture_spell(&fixture, strand, AAA, BBB, 1951, 1951, 0);
    fixture_spell(&fixture, strand, BBB, AAA, 1951, 1951, 0);
}

static void add_releases(void) {
    fixture_release(&fixture, "books", "1", "1990-01-01");
    add_output();
    add_alliances();
    add_rivalries(1960);
    add_trade();
    add_visits();
    fixture_commit(&fixture);
    fixture_release(&fixture, "bank", "2001", "2001-01-01");
    int strand = fixture_strand(&fixture, "output", "state value", false, NULL, 1950, 1970, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, strand, AAA, -1, 1958, 1);
    fixture_value(&fixture, strand, AAA, -1, 1959, 2);
    fixture_commit(&fixture);
    fixture_release(&fixture, "bank", "2002", "2002-01-01");
    strand = fixture_strand(&fixture, "output", "state value", false, NULL, 1950, 1970, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, strand, AAA, -1, 1959, 3);
    assert_int_equal(ent_writer_relation(fixture.writer, "copy", "", "same-source-as", "bank", &error), ENT_OK);
    fixture_commit(&fixture);
    fixture_release(&fixture, "copy", "1", "2003-01-01");
    fixture_strand(&fixture, "output", "state value", false, NULL, 1950, 1960, ENT_KIND_UNKNOWN);
    fixture_commit(&fixture);
}

static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC DDD");
    fixture_state_years(&fixture, EEE, "EEE", 1955, 1958);
    add_releases();
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static struct ent_request ask(const char *name, int a, int b, const char *source) {
    struct ent_request request = fixture_ask(&fixture, name, a, b);
    request.view.source = source;
    return request;
}

static void assert_value(const struct ent_series *series, int year, double value) {
    struct ent_point point = ent_series_at(series, year);
    assert_true(ent_point_seen(&point));
    assert_true(point.value == value);
}

static void assert_unseen(const struct ent_series *series, int year, enum ent_kind kind, enum ent_why why) {
    struct ent_point point = ent_series_at(series, year);
    assert_false(ent_point_seen(&point));
    assert_true(isnan(point.value));
    assert_int_equal(point.kind, kind);
    assert_int_equal(point.why, why);
}

static void kinds_of_cell(void **state) {
    (void)state;
    struct ent_request request = ask("output", AAA, ENT_NO_STATE, "books");
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_int_equal(series->first_year, 1950);
    assert_int_equal(series->last_year, 1960);
    assert_unseen(series, 1950, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_value(series, 1951, 10);
    assert_int_equal(ent_series_at(series, 1951).notes, 0);
    assert_value(series, 1952, 20);
    assert_int_equal(ent_series_at(series, 1952).notes, 0);
    assert_value(series, 1953, 7);
    assert_int_equal(ent_series_at(series, 1953).notes, ENT_NOTE_SEVERAL_FIGURES);
    assert_unseen(series, 1954, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_unseen(series, 1955, ENT_KIND_NONE, ENT_WHY_FINE); /* no number: none is 0 only where things are counted */
    assert_unseen(series, 1956, ENT_KIND_UNKNOWN, ENT_WHY_RECALLED);
    assert_unseen(series, 1961, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    request.view.recalled = true;
    assert_value(fixture_series(&fixture, &request), 1956, 3);
}

static void years_without_the_state(void **state) {
    (void)state;
    struct ent_request request = ask("output", EEE, ENT_NO_STATE, "books");
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_unseen(series, 1954, ENT_KIND_NO_STATE, ENT_WHY_NO_STATE);
    assert_unseen(series, 1955, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_int_equal(series->covers_from, 1955);
    assert_int_equal(series->covers_to, 1958);
}

static void newest_release_alone(void **state) {
    (void)state;
    struct ent_request request = ask("output", AAA, ENT_NO_STATE, "bank");
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_value(series, 1959, 3);
    assert_unseen(series, 1958, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_non_null(strstr(series->note, "2001"));
    assert_non_null(strstr(series->note, "1958"));
    request.view.as_of = ent_day_from(2001, 6, 1);
    assert_value(fixture_series(&fixture, &request), 1959, 2);
    request.view.as_of = ent_day_from(2000, 6, 1);
    series = fixture_series(&fixture, &request);
    assert_int_equal(series->release_count, 0);
    assert_non_null(strstr(series->note, "published by 2000-06-01"));
    request.view.as_of = ENT_DAY_OPEN;
    request.view.release = "2001";
    assert_value(fixture_series(&fixture, &request), 1958, 1);
}

static void default_source_reaches_furthest(void **state) {
    (void)state;
    struct ent_request request = ask("output", AAA, ENT_NO_STATE, NULL);
    assert_string_equal(fixture_series(&fixture, &request)->releases[0]->source_name, "bank");
}

static void obligations_are_coded(void **state) {
    (void)state;
    struct ent_request request = ask("alliance.obligation", AAA, BBB, NULL);
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_value(series, 1950, 0);
    assert_int_equal(ent_series_at(series, 1950).kind, ENT_KIND_NONE);
    assert_value(series, 1951, 3);
    assert_value(series, 1953, 2);
    assert_value(series, 1954, 1);
    assert_value(series, 1955, 0);
    assert_value(series, 1956, 3);
    assert_unseen(series, 1957, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    assert_value(series, 1960, 3);
    assert_unseen(series, 1961, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    assert_int_equal(ent_series_at(series, 1952).notes, 0);
    assert_int_equal(ent_series_at(series, 1953).notes, ENT_NOTE_ONE_SIDED_OBLIGATION);
    assert_int_equal(ent_series_at(series, 1956).notes, ENT_NOTE_ONE_SIDED_OBLIGATION);
}

static void obligations_have_a_direction(void **state) {
    (void)state;
    struct ent_request there = ask("alliance.obligation", AAA, BBB, NULL);
    struct ent_request back = ask("alliance.obligation", BBB, AAA, NULL);
    for (int year = 1950; year <= 1956; year++)
        assert_value(fixture_series(&fixture, &back), year,
                     ent_series_at(fixture_series(&fixture, &there), year).value);
    fixture_set(&fixture, &there, "direction", "from");
    fixture_set(&fixture, &back, "direction", "from");
    assert_value(fixture_series(&fixture, &there), 1953, 2);
    assert_value(fixture_series(&fixture, &back), 1953, 1);
    assert_value(fixture_series(&fixture, &there), 1956, 3);
    assert_value(fixture_series(&fixture, &back), 1956, 0);
}

static void alliance_asks_for_an_obligation(void **state) {
    (void)state;
    struct ent_request request = ask("alliance", AAA, BBB, NULL);
    struct ent_series *series = fixture_series(&fixture, &request);
    static const struct {
        const char *obligation;
        double expected[6]; /* 1951, 1953 to 1956, 1950 */
    } cases[] = {{"strong", {1, 0, 0, 0, 1, 0}},
                 {"defence", {1, 0, 0, 0, 0, 0}},
                 {"neutrality", {0, 1, 0, 0, 0, 0}},
                 {"nonaggression", {0, 1, 1, 0, 0, 0}},
                 {"any", {1, 1, 1, 1, 1, 0}}};
    assert_non_null(strstr(series->note, "code 3"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        static const int years[6] = {1951, 1953, 1954, 1955, 1956, 1950};
        fixture_set(&fixture, &request, "obligation", cases[i].obligation);
        series = fixture_series(&fixture, &request);
        for (int k = 0; k < 6; k++)
            assert_value(series, years[k], cases[i].expected[k]);
    }
}

static void shared_rivalry(void **state) {
    (void)state;
    struct ent_request request = ask("rivalry.shared", AAA, BBB, NULL), back = ask("rivalry.shared", BBB, AAA, NULL);
    static const double expected[] = {1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 1};
    for (int year = 1950; year <= 1960; year++) {
        assert_value(fixture_series(&fixture, &request), year, expected[year - 1950]);
        assert_value(fixture_series(&fixture, &back), year, expected[year - 1950]);
    }
    assert_unseen(fixture_series(&fixture, &request), 1961, ENT_KIND_NOT_COVERED, ENT_WHY_OUTSIDE);
    fixture_set(&fixture, &request, "third", "ddd");
    assert_value(fixture_series(&fixture, &request), 1951, 0);
    assert_value(fixture_series(&fixture, &request), 1958, 1);
    fixture_set(&fixture, &request, "third", "BBB");
    struct ent_series *series;
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_ERROR_USAGE);
}

static void shared_rivalry_names_the_third(void **state) {
    (void)state;
    struct ent_trace trace;
    struct ent_request request = ask("rivalry.shared", AAA, BBB, NULL);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1953, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 3);
    assert_string_equal(trace.formula, "rivals of both: CCC; the two are rivals of each other");
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1958, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 2);
    assert_string_equal(trace.formula, "rivals of both: DDD");
}

static void rivalry_is_a_strand(void **state) {
    (void)state;
    struct ent_request request = ask("rivalry", AAA, BBB, NULL);
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_int_equal(series->scale, ENT_SCALE_YES_NO);
    assert_value(series, 1952, 0);
    assert_value(series, 1953, 1);
    assert_int_equal(ent_series_at(series, 1953).types, 1);
    fixture_set(&fixture, &request, "type", "positional");
    assert_value(fixture_series(&fixture, &request), 1953, 0);
}

static void mirror_reports(void **state) {
    (void)state;
    struct ent_request request = ask("trade", AAA, BBB, NULL);
    struct ent_serving *servings;
    size_t count;
    assert_unseen(fixture_series(&fixture, &request), 1951, ENT_KIND_UNDEFINED, ENT_WHY_CONFLICT);
    assert_int_equal(ent_measure_servings(&fixture.context, &request, &servings, &count, &error), ENT_OK);
    assert_int_equal(count, 2);
    assert_string_equal(servings[0].reporter, "AAA");
    fixture_set(&fixture, &request, "report", "BBB");
    assert_value(fixture_series(&fixture, &request), 1951, 17);
    assert_unseen(fixture_series(&fixture, &request), 1952, ENT_KIND_UNKNOWN, ENT_WHY_ONE_SIDED);
    fixture_set(&fixture, &request, "direction", "from");
    assert_value(fixture_series(&fixture, &request), 1951, 12);
    assert_value(fixture_series(&fixture, &request), 1952, 1);
}

static void events_are_counted(void **state) {
    (void)state;
    struct ent_request request = ask("visit", AAA, BBB, NULL);
    assert_value(fixture_series(&fixture, &request), 1951, 3);
    assert_value(fixture_series(&fixture, &request), 1952, 0);
    fixture_set(&fixture, &request, "direction", "from");
    assert_value(fixture_series(&fixture, &request), 1951, 2);
}

static void the_same_source_counts_once(void **state) {
    (void)state;
    struct ent_serving *servings;
    size_t count;
    struct ent_request request = ask("output", AAA, ENT_NO_STATE, NULL);
    assert_int_equal(ent_measure_servings(&fixture.context, &request, &servings, &count, &error), ENT_OK);
    assert_int_equal(count, 2);
    assert_string_equal(servings[0].source, "bank");
    assert_non_null(strstr(servings[0].note, "copy"));
    assert_string_equal(servings[1].source, "books");
    assert_null(servings[0].reporter);
}

static void concepts(void **state) {
    (void)state;
    struct ent_concepts *loaded;
    char near[80];
    if (ent_concepts_load(&loaded, &fixture.arena, ENT_SOURCE_DIR "/concepts", &error) != ENT_OK)
        fail_msg("%s:%ld: %s", error.file, error.line, error.message);
    const struct ent_concept *alignment = ent_concepts_find(loaded, "alignment");
    assert_non_null(alignment);
    assert_string_equal(alignment->version, "1");
    assert_string_equal(alignment->core[0], "votes.agreement");
    assert_int_equal(alignment->core_count, 5);
    assert_int_equal(strlen(alignment->hash), 64);
    assert_ptr_equal(ent_concepts_find(loaded, "gdp"), ent_concepts_find(loaded, "economy"));
    assert_null(ent_concepts_find(loaded, "prestige"));
    assert_int_equal(ent_concepts_check(loaded, &fixture.context, &error), ENT_OK);
    assert_int_equal(ent_names_near(loaded, &fixture.context, "votes.kapa", near, sizeof near, &error), ENT_OK);
    assert_string_equal(near, "votes.kappa");
    loaded->items[0].aliases = (const char *[]){"rivalry"};
    loaded->items[0].alias_count = 1;
    assert_int_equal(ent_concepts_check(loaded, &fixture.context, &error), ENT_ERROR_INPUT);
}

static void measures_are_declared_whole(void **state) {
    (void)state;
    size_t count;
    const struct ent_measure *const *all = ent_measure_all(&count);
    for (size_t i = 0; i < count; i++) {
        assert_true(all[i]->name && all[i]->summary && all[i]->unit && all[i]->orientation && all[i]->aggregation);
        assert_true(all[i]->reference && all[i]->example && all[i]->strands[0]);
        assert_true(i == 0 || strcmp(all[i - 1]->name, all[i]->name) < 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_cell),
        cmocka_unit_test(years_without_the_state),
        cmocka_unit_test(newest_release_alone),
        cmocka_unit_test(default_source_reaches_furthest),
        cmocka_unit_test(obligations_are_coded),
        cmocka_unit_test(obligations_have_a_direction),
        cmocka_unit_test(alliance_asks_for_an_obligation),
        cmocka_unit_test(shared_rivalry),
        cmocka_unit_test(shared_rivalry_names_the_third),
        cmocka_unit_test(rivalry_is_a_strand),
        cmocka_unit_test(mirror_reports),
        cmocka_unit_test(events_are_counted),
        cmocka_unit_test(the_same_source_counts_once),
        cmocka_unit_test(concepts),
        cmocka_unit_test(measures_are_declared_whole),
    };
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
