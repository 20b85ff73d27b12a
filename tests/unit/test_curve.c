/* The curve on planted records: a choice that is known to move the value is found, a year that stands out is found, and
 * nothing is found where years are exchangeable. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "fixture_record.h"
#include "question/curve.h"

/* Planted: 20 roll calls a year, ten of them unanimous; in the other ten AAA and BBB cast the same ballot in four and
 * yes against no in six, but in 1996 the same in all ten. Noise: 50 states that toss for every ballot, 12 roll calls
 * in each of 25 years. */
enum { PLANTED_YEARS = 8, WORLDS = 200, STATES = 50, NOISE_YEARS = 25, NOISE_CALLS = 12 };

static struct fixture planted, noise;
static struct ent_error error;

static void open_planted(void) {
    static char letters[3][PLANTED_YEARS * 20 + 1];
    char day[32];
    fixture_open(&planted);
    fixture_states(&planted, "AAA BBB CCC");
    fixture_release(&planted, "assembly", "1", "2000-01-01");
    fixture_strand(&planted, "votes", "ballot", false, NULL, 1990, 1990 + PLANTED_YEARS - 1, ENT_KIND_UNKNOWN);
    for (int i = 0; i < PLANTED_YEARS * 20; i++) {
        int year = 1990 + i / 20, within = i % 20, contested = within - 10;
        snprintf(day, sizeof day, "%d-%02d-%02d", year, 1 + within / 10, 1 + within % 10);
        fixture_roll_call(&planted, day, "", -1, -1);
        bool same = contested < 4 || year == 1996;
        letters[0][i] = 'y';
        letters[1][i] = contested < 0 || same ? 'y' : 'n';
        letters[2][i] = contested < 0 ? 'y' : 'n';
    }
    for (int i = 0; i < 3; i++)
        fixture_ballots(&planted, i, letters[i]);
    fixture_commit(&planted);
    fixture_read(&planted);
}

static void open_noise(void) {
    static char codes[4 * STATES + 1], letters[NOISE_YEARS * NOISE_CALLS + 1];
    struct ent_random random;
    char day[32];
    for (int i = 0; i < STATES; i++)
        snprintf(codes + 4 * i, 5, "%c%c%c ", 'A' + i / 26 / 26, 'A' + i / 26 % 26, 'A' + i % 26);
    codes[4 * STATES - 1] = '\0';
    fixture_open(&noise);
    fixture_states(&noise, codes);
    fixture_release(&noise, "assembly", "1", "2020-01-01");
    fixture_strand(&noise, "votes", "ballot", false, NULL, 1990, 1990 + NOISE_YEARS - 1, ENT_KIND_UNKNOWN);
    for (int i = 0; i < NOISE_YEARS * NOISE_CALLS; i++) {
        snprintf(day, sizeof day, "%d-%02d-01", 1990 + i / NOISE_CALLS, 1 + i % NOISE_CALLS);
        fixture_roll_call(&noise, day, "", -1, -1);
    }
    ent_random_seed(&random, 20180624, 0, 0);
    for (int state = 0; state < STATES; state++) {
        for (int i = 0; i < NOISE_YEARS * NOISE_CALLS; i++)
            letters[i] = "yyan"[ent_random_below(&random, 4)];
        fixture_ballots(&noise, state, letters);
    }
    fixture_commit(&noise);
    fixture_read(&noise);
}

static const char *core[] = {"votes.agreement", "votes.kappa"}, *also[] = {"votes.s"};
static const struct ent_concept concept = {
    .name = "alignment", .core = core, .core_count = 2, .also = also, .also_count = 1};

/* One curve in a context of its own. The caller releases the arena. */
static void make(struct fixture *from, struct ent_arena *arena, ent_state a, ent_state b, int year, int replicates,
                 uint64_t seed, struct ent_curve *out) {
    struct ent_context context;
    const struct ent_curve_options options = {.a = a,
                                              .b = b,
                                              .year = year,
                                              .as_of = ENT_DAY_OPEN,
                                              .replicates = replicates,
                                              .permutations = 199,
                                              .seed = seed};
    ent_arena_init(arena);
    assert_int_equal(ent_context_init(&context, from->record, arena, &error), ENT_OK);
    assert_int_equal(ent_curve_make(&context, &concept, "alignment", &options, out, &error), ENT_OK);
}

static const struct ent_curve_line *line_of(const struct ent_curve *curve, const char *text) {
    for (size_t i = 0; i < curve->count; i++)
        if (strcmp(curve->lines[i].text, text) == 0)
            return &curve->lines[i];
    fail_msg("no line %s", text);
    return NULL;
}

static void a_planted_choice_is_found(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_curve curve;
    double moved = NAN, others = 0;
    make(&planted, &arena, 0, 1, 1990, 0, 1, &curve);
    /* 14 of 20 against 4 of 10; a ballot more than one step apart gets no credit, so half is strict */
    assert_true(fabs(line_of(&curve, "votes.agreement:source=assembly")->value - 0.7) < 1e-12);
    assert_true(fabs(line_of(&curve, "votes.agreement:scope=contested,source=assembly")->value - 0.4) < 1e-12);
    for (size_t i = 0; i < curve.contrast_count; i++) {
        const struct ent_contrast *one = &curve.by_value[i];
        const struct ent_choice_dimension *about = &curve.choices.dimensions[one->dimension];
        bool scope = strcmp(about->name, "scope") == 0;
        if (scope && one->from >= 0 && one->pairs)
            moved = one->mean_signed;
        else if (!scope && one->from < 0 && one->pairs)
            others = fmax(others, one->mean_absolute);
    }
    /* agreement -.3 twice, S -.6 twice, kappa 0 three times: one of the two never varies, which is chance alone */
    assert_true(fabs(moved - (2 * -0.3 + 2 * -0.6) / 7) < 1e-9);
    assert_true(others < 0.05);
    ent_arena_release(&arena);
}

static void what_sees_nothing_is_left_out(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_curve curve;
    size_t absences = 0, labels = 0;
    make(&planted, &arena, 0, 1, 0, 0, 1, &curve);
    for (size_t i = 0; i < curve.excluded_count; i++) {
        absences += strstr(curve.excluded[i].choices, "absent=abstention") != NULL;
        labels += strstr(curve.excluded[i].choices, "absent=abstention") == NULL;
    }
    /* 7 indices x 4 scopes x 2 paragraphs with absences that nobody recorded; of the rest only scopes all and contested
     * with paragraphs kept need no label */
    assert_int_equal(absences, 56);
    assert_int_equal(labels, 42);
    assert_int_equal(curve.count, 14);
    assert_int_equal(curve.year, 1990 + PLANTED_YEARS - 1);
    ent_arena_release(&arena);
}

/* S is 2 L - 1: the same places and ranks, on any record. */
static void s_has_the_places_of_agreement(void **state) {
    (void)state;
    for (int world = 0; world < 10; world++) {
        struct ent_arena arena;
        struct ent_curve curve;
        make(&noise, &arena, 2 * world, 2 * world + 1, 0, 0, 1, &curve);
        const struct ent_curve_line *left = line_of(&curve, "votes.agreement:source=assembly"),
                                    *right = line_of(&curve, "votes.s:source=assembly");
        assert_true(fabs(right->value - (2 * left->value - 1)) < 1e-12);
        assert_true(left->place == right->place);
        assert_int_equal(left->rank_low, right->rank_low);
        assert_int_equal(left->rank_high, right->rank_high);
        ent_arena_release(&arena);
    }
}

static void swapped_states_give_the_same_curve(void **state) {
    (void)state;
    struct ent_arena there_arena, back_arena;
    struct ent_curve there, back;
    make(&noise, &there_arena, 6, 7, 2000, 200, 3, &there);
    make(&noise, &back_arena, 7, 6, 2000, 200, 3, &back);
    assert_int_equal(there.count, back.count);
    for (size_t i = 0; i < there.count; i++) {
        assert_string_equal(there.lines[i].text, back.lines[i].text);
        assert_true(there.lines[i].value == back.lines[i].value && there.lines[i].low == back.lines[i].low);
        assert_true(there.lines[i].place == back.lines[i].place && there.lines[i].high == back.lines[i].high);
    }
    assert_true(there.null.z.observed == back.null.z.observed && there.null.z.p == back.null.z.p);
    ent_arena_release(&there_arena);
    ent_arena_release(&back_arena);
}

static void a_planted_year_stands_out(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_curve curve;
    make(&planted, &arena, 0, 1, 1996, 0, 1, &curve);
    assert_true(curve.null.specifications >= 8);
    assert_true(fabs(curve.null.z.p - 1.0 / 200) < 1e-12); /* no permutation of 199 comes near */
    assert_true(curve.null.share.p < 0.05 && curve.null.share.observed > 0.9);
    ent_arena_release(&arena);
    make(&planted, &arena, 0, 1, 1991, 0, 1, &curve);
    assert_true(curve.null.z.p > 0.5);
    ent_arena_release(&arena);
}

/* Under exchangeable years p is uniform, so that some 5 % of worlds lie below .05. */
static void noise_gives_uniform_p(void **state) {
    (void)state;
    int low_z = 0, low_place = 0, below_half = 0;
    for (int world = 0; world < WORLDS; world++) {
        struct ent_arena arena;
        struct ent_curve curve;
        /* a pair of its own: its table of a year is one of independent tosses */
        make(&noise, &arena, world % STATES, (world % STATES + 1 + world / STATES) % STATES, 1990 + world % NOISE_YEARS,
             0, (uint64_t)world, &curve);
        low_z += curve.null.z.p < 0.05;
        low_place += curve.null.place.p < 0.05;
        below_half += curve.null.z.p < 0.5;
        ent_arena_release(&arena);
    }
    print_message("p < .05 in %d (Z) and %d (place) of %d worlds, p < .5 in %d\n", low_z, low_place, WORLDS,
                  below_half);
    assert_in_range(low_z, 4, 18);
    assert_in_range(low_place, 1, 18);
    assert_in_range(below_half, 80, 120);
}

static void orientations(void **state) {
    (void)state;
    const char *word;
    assert_true(ent_orientation_sense("lower = closer", &word) == -1);
    assert_string_equal(word, "closer");
    assert_true(ent_orientation_sense("higher = more opposed", &word) == -1);
    assert_string_equal(word, "closer");
    assert_true(ent_orientation_sense("stronger", &word) == 1);
    assert_true(ent_orientation_sense("yes = closer", &word) == 1);
    assert_true(ent_orientation_sense(NULL, &word) == 1);
}

static int setup(void **state) {
    (void)state;
    open_planted();
    open_noise();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    fixture_close(&planted);
    fixture_close(&noise);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_planted_choice_is_found),
        cmocka_unit_test(what_sees_nothing_is_left_out),
        cmocka_unit_test(s_has_the_places_of_agreement),
        cmocka_unit_test(swapped_states_give_the_same_curve),
        cmocka_unit_test(a_planted_year_stands_out),
        cmocka_unit_test(noise_gives_uniform_p),
        cmocka_unit_test(orientations),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
