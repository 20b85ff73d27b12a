/* Which roll calls a vote measure counts and how they fall into points: issues, final passage, sessions, windows. */
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

static struct fixture fixture, unlabelled;
static struct ent_error error;

/* Roll calls in a month, two on each resolution. AAA says yes in all; what BBB says follows in `letters`. */
static char letters[2][128];
static void add(const char *month, int count, char letter) {
    char day[32], resolution[32];
    for (int i = 0; i < count; i++) {
        snprintf(day, sizeof day, "%s-%02d", month, 1 + i);
        snprintf(resolution, sizeof resolution, "R/%s/%d", month, i / 2);
        fixture_roll_call(&fixture, day, resolution, -1, -1);
        strcat(letters[0], "y");
        strncat(letters[1], &letter, 1);
    }
}

static void open_labelled(void) {
    fixture_open(&fixture);
    fixture.recipe =
        "source  assembly\nissue   hr  Human rights\nissues  a line of another key\nissue\tnu\tNuclear weapons\n";
    fixture_states(&fixture, "AAA BBB CCC");
    fixture_release(&fixture, "assembly", "1", "2000-01-01");
    fixture_strand(&fixture, "votes", "ballot", false, NULL, 1990, 1993, ENT_KIND_UNKNOWN);
    fixture.session = 45;
    fixture.issues = 1 + 1; /* hr */
    add("1990-10", 12, 'y');
    fixture.issues = 1 + 2; /* nu */
    add("1991-03", 4, 'n');
    fixture.session = 46;
    fixture.issues = 0;
    add("1991-10", 12, 'a');
    fixture.session = 1018; /* special: the 46th is under way */
    add("1991-11", 2, 'n');
    fixture.session = 47;
    fixture.issues = 1 + 3; /* both */
    add("1992-10", 11, 'y');
    fixture.session = 0;
    add("1992-12", 1, 'n');
    /* 1993: ten on whole resolutions, one on an amendment, one nobody knows. */
    fixture.session = 48;
    for (int i = 0; i < 12; i++) {
        char day[32];
        snprintf(day, sizeof day, "1993-10-%02d", 1 + i);
        fixture.amendment = i < 10 ? 1 : i == 10 ? 2 : 0;
        fixture_roll_call(&fixture, day, "", -1, i < 10 ? 0 : -1);
        strcat(letters[0], "y");
        strcat(letters[1], i < 9 ? "y" : "n");
    }
    fixture_ballots(&fixture, 0, letters[0]);
    fixture_ballots(&fixture, 1, letters[1]);
    fixture_ballots(&fixture, 2, letters[1]);
    fixture_commit(&fixture);
    fixture_read(&fixture);
}

/* Twelve roll calls of which nothing is known but the day. */
static void open_unlabelled(void) {
    fixture_open(&unlabelled);
    fixture_states(&unlabelled, "AAA BBB");
    fixture_release(&unlabelled, "assembly", "1", "2000-01-01");
    fixture_strand(&unlabelled, "votes", "ballot", false, NULL, 1990, 1990, ENT_KIND_UNKNOWN);
    for (int i = 0; i < 12; i++) {
        char day[32];
        snprintf(day, sizeof day, "1990-10-%02d", 1 + i);
        fixture_roll_call(&unlabelled, day, "", -1, -1);
    }
    fixture_ballots(&unlabelled, 0, "yyyyyyyyyyyy");
    fixture_ballots(&unlabelled, 1, "yyyyyyyyyyyn");
    fixture_commit(&unlabelled);
    fixture_read(&unlabelled);
}

static int setup(void **state) {
    (void)state;
    open_labelled();
    open_unlabelled();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fixture_close(&fixture);
    fixture_close(&unlabelled);
    return 0;
}

static struct ent_request ask(struct fixture *of, const char *option, const char *value) {
    struct ent_request request = fixture_ask(of, "votes.agreement", 0, 1);
    fixture_set(of, &request, option, value);
    return request;
}

static struct ent_point agreement(const char *option, const char *value, int year) {
    struct ent_request request = ask(&fixture, option, value);
    return fixture_point(&fixture, &request, year);
}

static void assert_point(struct ent_point point, double value, long support) {
    assert_int_equal(point.kind, ENT_KIND_VALUE);
    assert_int_equal(point.support, support);
    assert_true(fabs(point.value - value) < 1e-12);
}

static void sessions(void **state) {
    (void)state;
    assert_point(agreement("period", "year", 1991), (12 * 0.5) / 18, 18);
    assert_point(agreement("period", "session", 1990), 12. / 16, 16);      /* autumn and the spring after it */
    assert_point(agreement("period", "session", 1991), 12 * 0.5 / 14, 14); /* with the special session */
    assert_point(agreement("period", "session", 1992), 1, 11);             /* without the one of no session */
    struct ent_request request = ask(&unlabelled, "period", "session");
    struct ent_series *series;
    assert_int_equal(ent_measure_series(&unlabelled.context, &request, &series, &error), ENT_OK);
    assert_int_equal(ent_series_at(series, 1990).kind, ENT_KIND_UNKNOWN);
    assert_non_null(strstr(series->note, "sessions"));
}

static void windows(void **state) {
    (void)state;
    assert_point(agreement("window", "2", 1991), (12 + 12 * 0.5) / 30, 30);
    assert_point(agreement("window", "3", 1992), (12 + 12 * 0.5 + 11) / 42, 42);
    assert_int_equal(agreement("window", "2", 1990).kind, ENT_KIND_NOT_COVERED);
    assert_int_equal(agreement("window", "2", 1990).why, ENT_WHY_OUTSIDE);
    struct ent_request request = ask(&fixture, "window", "2");
    struct ent_series *series;
    assert_int_equal(ent_request_set(&fixture.context, &request, "window", "11", &error), ENT_ERROR_USAGE);
    assert_int_equal(ent_request_set(&fixture.context, &request, "period", "session", &error), ENT_OK);
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "period=session"));
}

static void issues(void **state) {
    (void)state;
    assert_point(agreement("issue", "hr", 1990), 1, 12);
    assert_point(agreement("issue", "human RIGHTS", 1990), 1, 12);
    assert_point(agreement("issue", "Nuclear weapons", 1992), 11. / 12, 12);
    assert_int_equal(agreement("issue", "nu", 1990).why, ENT_WHY_EMPTY);     /* labelled, and none of it */
    assert_int_equal(agreement("issue", "nu", 1991).kind, ENT_KIND_UNKNOWN); /* 4 of 18 are labelled */
    assert_int_equal(agreement("issue", "nu", 1991).why, ENT_WHY_MISSING);
    struct ent_request request = ask(&fixture, "issue", "hx");
    struct ent_series *series;
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_ERROR_USAGE);
    assert_string_equal(error.message, "there is no issue \"hx\"; did you mean hr? There are hr (Human rights), nu "
                                       "(Nuclear weapons)");
    request = ask(&unlabelled, "issue", "hr");
    assert_int_equal(ent_measure_series(&unlabelled.context, &request, &series, &error), ENT_ERROR_USAGE);
}

static void final_passage(void **state) {
    (void)state;
    assert_point(agreement("scope", "final-passage", 1993), 0.9, 10);
    assert_point(agreement("scope", "all", 1993), 0.75, 12);
    assert_int_equal(agreement("scope", "final-passage", 1990).kind, ENT_KIND_UNKNOWN);
}

static void traces(void **state) {
    (void)state;
    struct ent_trace trace;
    struct ent_request request = ask(&fixture, "period", "session");
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1990, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 2 * 16);
    assert_non_null(strstr(trace.formula, "16 roll calls"));
    request = ask(&fixture, "issue", "hr");
    assert_int_equal(ent_measure_trace(&fixture.context, &request, 1991, &trace, &error), ENT_OK);
    assert_int_equal(trace.count, 0);
}

static void sweeps(void **state) {
    (void)state;
    static const char *const options[][2] = {
        {"period", "session"}, {"window", "2"}, {"window", "4"}, {"issue", "hr"}, {"scope", "final-passage"}};
    for (size_t k = 0; k < sizeof options / sizeof options[0]; k++) {
        struct ent_request request = ask(&fixture, options[k][0], options[k][1]);
        struct ent_sweep sweep;
        size_t seen = 0;
        assert_int_equal(ent_measure_sweep(&fixture.context, &request, NULL, 0, &sweep, &error), ENT_OK);
        for (int year = 1990; year <= 1993; year++) {
            struct ent_point point = agreement(options[k][0], options[k][1], year);
            if (!ent_point_seen(&point))
                continue;
            assert_int_equal(sweep.points[3 * seen].year, year); /* three pairs, AAA and BBB first */
            assert_true(sweep.points[3 * seen].value == point.value);
            assert_int_equal(sweep.points[3 * seen].support, point.support);
            seen++;
        }
        assert_true(seen > 0);
        assert_int_equal(sweep.count, 3 * seen);
        ent_sweep_release(&sweep);
    }
}

/* The plain way: draws the clusters of a unit and adds the roll calls of each; `at` are positions, two to a cluster in
 * order of the resolutions' names. */
static void draw_unit(int seed_year, int replicate, const int *first, int clusters, struct ent_code_table *table) {
    struct ent_random random;
    ent_random_seed(&random, 9, (uint64_t)seed_year, (uint64_t)replicate);
    for (int draw = 0; draw < clusters; draw++) {
        int at = first[ent_random_below(&random, (uint32_t)clusters)];
        for (int i = at; i < at + 2; i++)
            table->n[0][letters[1][i] == 'y' ? 0 : letters[1][i] == 'a' ? 1 : 2]++;
    }
}

static void check_draws(const char *option, const char *value, int year, bool session) {
    enum { REPLICATES = 50, YEARS = 4 };
    static const int of_1990[] = {0, 2, 4, 6, 8, 10}, of_session[] = {0, 2, 4, 6, 8, 10, 12, 14},
                     of_1991[] = {12, 14, 16, 18, 20, 22, 24, 26, 28};
    static double drawn[REPLICATES * YEARS];
    struct ent_request request = ask(&fixture, option, value);
    struct ent_series *series;
    assert_int_equal(ent_measure_series(&fixture.context, &request, &series, &error), ENT_OK);
    assert_int_equal(request.measure->replicate(&fixture.context, &request, series, REPLICATES, 9, drawn, &error),
                     ENT_OK);
    for (int replicate = 0; replicate < REPLICATES; replicate++) {
        struct ent_code_table table = {.codes = ENT_BALLOTS};
        if (session)
            draw_unit(1990, replicate, of_session, 8, &table);
        else {
            draw_unit(1990, replicate, of_1990, 6, &table);
            draw_unit(1991, replicate, of_1991, 9, &table);
        }
        assert_true(drawn[replicate * YEARS + year - 1990] == ent_code_agreement(&table, true).value);
    }
}

/* A session draws its own clusters; a window adds what each of its years draws. */
static void bootstrap_follows(void **state) {
    (void)state;
    check_draws("period", "session", 1990, true);
    check_draws("window", "2", 1991, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sessions),          cmocka_unit_test(windows), cmocka_unit_test(issues),
        cmocka_unit_test(final_passage),     cmocka_unit_test(traces),  cmocka_unit_test(sweeps),
        cmocka_unit_test(bootstrap_follows),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
