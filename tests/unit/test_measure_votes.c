/* The vote measures: scopes, seats, kinds of cell, and the cluster bootstrap. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "fixture_measure.h"
#include "measure/sweep.h"
#include "measure/votes_series.h"

static struct fixture fixture;
static struct ent_error error;

static void table_is_transposed(void **state) {
    (void)state;
    uint64_t a[3] = {0x0f0f00ff00ff1234u, 0x10f0f000f000c0c0u, 0xe0000f000f002101u};
    uint64_t b[3] = {0xff000000ffff0000u, 0x00ff00ff0000ff00u, 0x0000ff00000000ffu};
    struct ent_ballots x = {{&a[0], &a[1], &a[2]}}, y = {{&b[0], &b[1], &b[2]}};
    struct ent_vote_choice choice = {.counts = NULL};
    struct ent_vote_run run = {3, 61, NULL};
    struct ent_vote_table there = ent_vote_choice_table(&choice, &run, &x, &y);
    struct ent_vote_table back = ent_vote_choice_table(&choice, &run, &y, &x);
    for (int i = 0; i < ENT_BALLOTS; i++)
        for (int j = 0; j < ENT_BALLOTS; j++)
            assert_int_equal(there.n[i][j], back.n[j][i]);
}

/* 1990: eighteen roll calls, two on each resolution; 1991: nothing; 1992: five; 1993: twelve, BBB without a seat. */
static void add_roll_calls(int count, int year, const char *label, int important, int paragraph) {
    char day[32], resolution[32];
    for (int i = 0; i < count; i++) {
        snprintf(day, sizeof day, "%d-%02d-%02d", year, 1 + i / 12, 1 + i % 12);
        snprintf(resolution, sizeof resolution, label[0] ? "%s/%d" : "", label, i / 2);
        fixture_roll_call(&fixture, day, resolution, important, paragraph < 0 ? -1 : i % 2);
    }
}

static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC");
    fixture_state_years(&fixture, 3, "DDD", 1992, 2000);
    fixture_release(&fixture, "assembly", "1", "2000-01-01");
    fixture_strand(&fixture, "votes", "ballot", false, NULL, 1990, 1993, ENT_KIND_UNKNOWN);
    add_roll_calls(18, 1990, "R", 1, 0);
    add_roll_calls(5, 1992, "", -1, -1);
    add_roll_calls(12, 1993, "", 0, -1);
    /* 1990 is METHODS' eight roll calls twice, then one in which BBB is absent and one in which all agree. */
    fixture_ballots(&fixture, 0,
                    "yyanyynayyanyynayy"
                    "yyyyy"
                    "yyyyyyyyyyyy");
    fixture_ballots(&fixture, 1,
                    "yaayyynnyaayyynnxy"
                    "yyyyy"
                    "------------");
    fixture_ballots(&fixture, 2,
                    "yyyyyyyyyyyyyyyyyy"
                    "yyyyy"
                    "yyyyyyyyyyyy");
    fixture_ballots(&fixture, 3,
                    "yyyyyyyyyyyyyyyyyy"
                    "yyyyy"
                    "nnnnnnnnnnnn");
    fixture_commit(&fixture);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static void series_by_year(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "votes.kappa", 0, 1);
    struct ent_series *series = fixture_series(&fixture, &request);
    struct ent_point point = ent_series_at(series, 1990);
    assert_int_equal(series->first_year, 1990);
    assert_int_equal(series->last_year, 1993);
    assert_int_equal(point.kind, ENT_KIND_VALUE);
    assert_int_equal(point.support, 17);
    assert_int_equal(ent_series_at(series, 1991).why, ENT_WHY_EMPTY);
    assert_int_equal(ent_series_at(series, 1992).why, ENT_WHY_TOO_FEW);
    assert_int_equal(ent_series_at(series, 1992).support, 5);
    assert_int_equal(ent_series_at(series, 1993).kind, ENT_KIND_NOT_COVERED);
    assert_int_equal(ent_series_at(series, 1993).why, ENT_WHY_NOT_SEATED);
    assert_int_equal(ent_series_at(series, 1989).why, ENT_WHY_OUTSIDE);
    for (int year = 1991; year <= 1994; year++)
        assert_true(isnan(ent_series_at(series, year).value));
    assert_string_equal(series->specification,
                        "votes.kappa:weights=nominal,scope=all,paragraph=keep,absent=missing,abstain=category,"
                        "period=year,window=1");
}

static void symmetric(void **state) {
    (void)state;
    static const char *const names[] = {"votes.agreement", "votes.kappa", "votes.opposite",
                                        "votes.pi",        "votes.s",     "votes.taub"};
    for (int i = 0; i < 6; i++) {
        struct ent_request there = fixture_ask(&fixture, names[i], 0, 1), back = fixture_ask(&fixture, names[i], 1, 0);
        assert_true(ent_series_at(fixture_series(&fixture, &there), 1990).value ==
                    ent_series_at(fixture_series(&fixture, &back), 1990).value);
    }
}

static void no_state_before_it_exists(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "votes.agreement", 0, 3);
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_int_equal(ent_series_at(series, 1990).kind, ENT_KIND_NO_STATE);
    assert_int_equal(ent_series_at(series, 1993).kind, ENT_KIND_VALUE);
    assert_true(ent_series_at(series, 1993).value == 0);
}

static double value_with(const char *name, const char *option, const char *value, int year, struct ent_point *point) {
    struct ent_request request = fixture_ask(&fixture, name, 0, 1);
    fixture_set(&fixture, &request, option, value);
    *point = fixture_point(&fixture, &request, year);
    return point->value;
}

/* METHODS' eight roll calls twice, and one more in which both say yes. */
static void indices_of_a_year(void **state) {
    (void)state;
    struct ent_point point;
    /* Seventeen ballots counted by hand: distances 8 and squared 12. */
    assert_true(fabs(value_with("votes.s", "metric", "absolute", 1990, &point) - (1 - 16. / 34)) < 1e-12);
    assert_true(fabs(value_with("votes.s", "metric", "squared", 1990, &point) - (1 - 24. / 68)) < 1e-12);
    assert_int_equal(point.support, 17);
    /* Both mixes are 9 yes, 4 abstain, 4 no: pi is kappa. */
    double same = 11. / 17, chance = (81. + 16 + 16) / 289, pi = (same - chance) / (1 - chance);
    assert_true(fabs(value_with("votes.pi", "weights", "nominal", 1990, &point) - pi) < 1e-12);
    /* Of 136 pairs of roll calls 54 are ordered alike, 12 the other way round; each ties 48. */
    assert_true(fabs(value_with("votes.taub", "scope", "all", 1990, &point) - (54. - 12) / 88) < 1e-12);
    struct ent_request request = fixture_ask(&fixture, "votes.taub", 0, 2); /* CCC always says yes */
    assert_int_equal(ent_series_at(fixture_series(&fixture, &request), 1990).why, ENT_WHY_CONSTANT);
}

static void scopes(void **state) {
    (void)state;
    struct ent_point point;
    value_with("votes.agreement", "scope", "contested", 1990, &point);
    assert_int_equal(point.support, 10); /* eight are unanimous; the one without BBB is among them */
    value_with("votes.agreement", "absent", "abstention", 1990, &point);
    assert_int_equal(point.support, 18);
    value_with("votes.agreement", "scope", "us-important", 1990, &point);
    assert_int_equal(point.support, 17);
    value_with("votes.agreement", "scope", "us-important", 1992, &point);
    assert_int_equal(point.kind, ENT_KIND_UNKNOWN);
    value_with("votes.agreement", "paragraph", "drop", 1990, &point);
    assert_int_equal(point.support, 8);
    assert_int_equal(point.why, ENT_WHY_TOO_FEW);
}

static void wrong_options(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "votes.kappa", 0, 1);
    assert_int_equal(ent_request_set(&fixture.context, &request, "weights", "cubic", &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "nominal|linear|quadratic"));
    assert_int_equal(ent_request_set(&fixture.context, &request, "wieghts", "linear", &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_request_set(&fixture.context, &request, "weights", "Linear", &error), ENT_OK);
    assert_string_equal(ent_request_text(&fixture.arena, &request, false), "votes.kappa:weights=linear");
}

static void nothing_published_yet(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "votes.kappa", 0, 1);
    request.view.as_of = ent_day_from(1999, 12, 31);
    request.first_year = 1990;
    request.last_year = 1991;
    struct ent_series *series = fixture_series(&fixture, &request);
    assert_int_equal(series->release_count, 0);
    assert_int_equal(ent_series_at(series, 1990).kind, ENT_KIND_NOT_COVERED);
    assert_non_null(strstr(series->note, "1999-12-31"));
}

static void declared_only(void **state) {
    (void)state;
    struct ent_request request = fixture_ask(&fixture, "votes.ideal", 0, 1);
    request.first_year = request.last_year = 1990;
    assert_int_equal(ent_series_at(fixture_series(&fixture, &request), 1990).why, ENT_WHY_NOT_ESTIMATED);
}

static void bootstrap_is_deterministic(void **state) {
    (void)state;
    enum { REPLICATES = 200, YEARS = 4 };
    static double first[REPLICATES * YEARS], again[REPLICATES * YEARS], swapped[REPLICATES * YEARS];
    struct ent_request request = fixture_ask(&fixture, "votes.kappa", 0, 1),
                       back = fixture_ask(&fixture, "votes.kappa", 1, 0);
    struct ent_series *series = fixture_series(&fixture, &request), *other = fixture_series(&fixture, &back);
    assert_int_equal(request.measure->replicate(&fixture.context, &request, series, REPLICATES, 7, first, &error),
                     ENT_OK);
    assert_int_equal(request.measure->replicate(&fixture.context, &request, series, REPLICATES, 7, again, &error),
                     ENT_OK);
    assert_int_equal(back.measure->replicate(&fixture.context, &back, other, REPLICATES, 7, swapped, &error), ENT_OK);
    assert_memory_equal(first, again, sizeof first);
    assert_memory_equal(first, swapped, sizeof first);
    assert_true(isnan(first[1]));
    assert_int_equal(ent_series_intervals(&fixture.context, &request, series, REPLICATES, 7, &error), ENT_OK);
    struct ent_point point = ent_series_at(series, 1990);
    assert_true(point.low < point.value && point.value < point.high);
    assert_true(isnan(ent_series_at(series, 1992).low));
}

/* Ballots 0 yes, 1 abstain, 2 no of the letters in setup; -1 is none. */
static int ballot_of(char letter) {
    return letter == 'y' ? 0 : letter == 'a' ? 1 : letter == 'n' ? 2 : -1;
}

/* The same draws made the plain way: cluster after cluster, and every roll call of it counted. */
static void bootstrap_counts_what_is_drawn(void **state) {
    (void)state;
    enum { REPLICATES = 203, YEARS = 4, ROLL_CALLS = 18 };
    static const char a[] = "yyanyynayyanyynayy", b[] = "yaayyynnyaayyynnxy";
    static double drawn[REPLICATES * YEARS];
    struct ent_request request = fixture_ask(&fixture, "votes.kappa", 0, 1);
    struct ent_vote_record *record;
    assert_int_equal(request.measure->replicate(&fixture.context, &request, fixture_series(&fixture, &request),
                                                REPLICATES, 11, drawn, &error),
                     ENT_OK);
    assert_int_equal(ent_vote_record_get(&fixture.context, 1, &record, &error), ENT_OK);
    assert_int_equal(ent_vote_record_clusters(&fixture.context, record, &error), ENT_OK);
    for (int replicate = 0; replicate < REPLICATES; replicate++) {
        struct ent_code_table table = {.codes = ENT_BALLOTS};
        struct ent_random random;
        ent_random_seed(&random, 11, 1990, (uint64_t)replicate);
        for (int draw = 0; draw < record->cluster_count[0]; draw++) {
            int cluster = (int)ent_random_below(&random, (uint32_t)record->cluster_count[0]);
            for (int i = 0; i < ROLL_CALLS; i++)
                if (record->cluster[i] == cluster && ballot_of(a[i]) >= 0 && ballot_of(b[i]) >= 0)
                    table.n[ballot_of(a[i])][ballot_of(b[i])]++;
        }
        double wanted = ent_code_kappa(&table, ENT_WEIGHTS_NOMINAL).value, got = drawn[replicate * YEARS];
        assert_true(got == wanted || (isnan(got) && isnan(wanted)));
    }
}

static void clusters_are_resolutions(void **state) {
    (void)state;
    struct ent_vote_record *record;
    assert_int_equal(ent_vote_record_get(&fixture.context, 1, &record, &error), ENT_OK);
    assert_int_equal(ent_vote_record_clusters(&fixture.context, record, &error), ENT_OK);
    assert_int_equal(record->cluster_count[0], 9); /* 18 roll calls, two on each resolution */
    assert_int_equal(record->cluster[0], record->cluster[1]);
    assert_true(record->cluster[1] != record->cluster[2]);
    assert_int_equal(record->cluster_count[2], 5); /* unknown resolutions: days */
}

/* The sweep has exactly the seen points: none of 1991 (nothing), 1992 (too few), of BBB in 1993 (no seat), of DDD in
 * 1990 (no state). */
static void sweep_sees_what_series_see(void **state) {
    (void)state;
    static const int wanted[][3] = {{1990, 0, 1}, {1990, 0, 2}, {1990, 1, 2}, {1993, 0, 2}, {1993, 0, 3}, {1993, 2, 3}};
    struct ent_sweep sweep;
    struct ent_request request = fixture_ask(&fixture, "votes.agreement", 0, 1);
    assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &sweep, &error), ENT_OK);
    assert_int_equal(sweep.count, 6);
    for (size_t i = 0; i < sweep.count; i++) {
        const struct ent_sweep_point *point = &sweep.points[i];
        assert_int_equal(point->year, wanted[i][0]);
        assert_int_equal(point->a, wanted[i][1]);
        assert_int_equal(point->b, wanted[i][2]);
        request.a = point->a;
        request.b = point->b;
        assert_true(point->value == ent_series_at(fixture_series(&fixture, &request), point->year).value);
    }
    ent_sweep_release(&sweep);
    request.first_year = 1980;
    request.last_year = 1992;
    assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &sweep, &error), ENT_OK);
    assert_int_equal(sweep.count, 3);
    ent_sweep_release(&sweep);
    request.view.as_of = ent_day_from(1999, 12, 31);
    assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &sweep, &error), ENT_OK);
    assert_int_equal(sweep.count, 0);
    ent_sweep_release(&sweep);
}

static void traces_every_ballot(void **state) {
    (void)state;
    struct ent_trace trace;
    struct ent_request request = fixture_ask(&fixture, "votes.agreement", 0, 1);
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1990, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 34);
    assert_int_equal(trace.rows[0].a, 0);
    assert_true(trace.rows[0].lineage.line > 1 && trace.rows[1].lineage.line > trace.rows[0].lineage.line);
    assert_non_null(strstr(trace.rows[0].text, "yes : yes"));
    assert_non_null(strstr(trace.formula, "17 roll calls"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_is_transposed),
        cmocka_unit_test(series_by_year),
        cmocka_unit_test(symmetric),
        cmocka_unit_test(no_state_before_it_exists),
        cmocka_unit_test(indices_of_a_year),
        cmocka_unit_test(scopes),
        cmocka_unit_test(wrong_options),
        cmocka_unit_test(nothing_published_yet),
        cmocka_unit_test(declared_only),
        cmocka_unit_test(bootstrap_is_deterministic),
        cmocka_unit_test(bootstrap_counts_what_is_drawn),
        cmocka_unit_test(clusters_are_resolutions),
        cmocka_unit_test(sweep_sees_what_series_see),
        cmocka_unit_test(traces_every_ballot),
    };
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
