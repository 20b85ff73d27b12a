/* A concept means one direction: where a measure of it runs the other way, as opposed ballots do for alignment, claims on the
 * concept are turned for that measure, and its nearest sentence is turned back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "claim/check.h"
#include "fixture_world.h"

static struct world world;

/* Of 20 roll calls a year, in how many the two are opposed: closer in 1992 than before, then less close year by year. */
static const int opposed[] = {6, 8, 1, 2, 4};

static int setup(void **state) {
    struct fixture *fixture = &world.fixture;
    char first[101], second[101];
    (void)state;
    world_open(&world);
    fixture_states(fixture, "AAA BBB");
    fixture_release(fixture, "votes", "1", "2000-01-01");
    fixture_strand(fixture, "votes", "ballot", false, NULL, 1990, 1994, ENT_KIND_UNKNOWN);
    for (int call = 0; call < 100; call++) {
        char day[16];
        snprintf(day, sizeof day, "%d-03-%02d", 1990 + call / 20, 1 + call % 20);
        fixture_roll_call(fixture, day, "", 0, 0);
        first[call] = call % 2 ? 'y' : 'n';
        second[call] = (call % 20 < opposed[call / 20]) == (first[call] == 'y') ? 'n' : 'y';
    }
    first[100] = second[100] = '\0';
    fixture_ballots(fixture, 0, first);
    fixture_ballots(fixture, 1, second);
    fixture_commit(fixture);
    fixture_read(fixture);
    world.options.all = world.options.all_decide = true;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    world_finish(&world);
    return 0;
}

static const struct ent_finding *by_opposed(const struct ent_answer *answer) {
    for (size_t i = 0; i < answer->finding_count; i++)
        if (strncmp(answer->findings[i].label, "votes.opposite", 14) == 0)
            return &answer->findings[i];
    fail_msg("no finding by votes.opposite");
    return NULL;
}

static void expect(const char *text, enum ent_outcome outcome) {
    const struct ent_finding *finding = by_opposed(world_ask(&world, text));
    if (finding->outcome != outcome)
        fail_msg("%s: %s, %s", text, ent_outcome_text(finding->outcome), finding->numbers ? finding->numbers : "");
}

static void a_concept_is_turned_for_its_measure(void **state) {
    (void)state;
    expect("alignment(AAA, BBB) highest on record at 1992", ENT_OUTCOME_HOLDS);
    expect("alignment(AAA, BBB) lowest on record at 1991", ENT_OUTCOME_HOLDS);
    expect("alignment(AAA, BBB) highest on record at 1991", ENT_OUTCOME_FAILS);
    expect("alignment(AAA, BBB) @ 1992 > alignment(AAA, BBB) @ 1991", ENT_OUTCOME_HOLDS);
    expect("alignment(AAA, BBB) @ 1994 < alignment(AAA, BBB) @ 1993", ENT_OUTCOME_HOLDS);
    expect("alignment(AAA, BBB) falling every year during 1992..1994", ENT_OUTCOME_HOLDS);
    expect("alignment(AAA, BBB) rising every year during 1992..1994", ENT_OUTCOME_FAILS);
    expect("alignment(AAA, BBB) falling during 1992..1994", ENT_OUTCOME_HOLDS);
}

static void a_measure_says_what_it_says(void **state) {
    (void)state;
    expect("votes.opposite(AAA, BBB) lowest on record at 1992", ENT_OUTCOME_HOLDS);
    expect("votes.opposite(AAA, BBB) highest on record at 1991", ENT_OUTCOME_HOLDS);
    expect("votes.opposite(AAA, BBB) @ 1992 < votes.opposite(AAA, BBB) @ 1991", ENT_OUTCOME_HOLDS);
}

/* A concept is meant as its first measure runs: "hostility" begins with opposed ballots, and agreement is turned for it. */
static void the_first_measure_says_which_way(void **state) {
    (void)state;
    struct ent_concepts *kept = world.concepts;
    struct ent_error error;
    assert_int_equal(
        ent_concepts_load(&world.concepts, &world.fixture.arena, ENT_SOURCE_DIR "/tests/files/concepts", &error),
        ENT_OK);
    assert_int_equal(world_ask(&world, "hostility(AAA, BBB) highest on record at 1991")->verdict, ENT_VERDICT_HOLDS);
    assert_int_equal(world_ask(&world, "hostility(AAA, BBB) lowest on record at 1992")->verdict, ENT_VERDICT_HOLDS);
    assert_int_equal(world_ask(&world, "hostility(AAA, BBB) highest on record at 1992")->verdict, ENT_VERDICT_FAILS);
    world.concepts = kept;
}

/* Every measure of the votes says the same of a record, whichever way it runs. */
static void all_agree_on_a_planted_record(void **state) {
    (void)state;
    struct ent_answer *answer = world_ask(&world, "alignment(AAA, BBB) highest on record at 1992");
    size_t seen = 0;
    for (size_t i = 0; i < answer->finding_count; i++)
        if (strncmp(answer->findings[i].label, "votes.", 6) == 0 &&
            answer->findings[i].outcome != ENT_OUTCOME_NOT_COVERED) {
            assert_int_equal(answer->findings[i].outcome, ENT_OUTCOME_HOLDS);
            seen++;
        }
    assert_true(seen >= 6);
}

static void the_nearest_sentence_is_turned_back(void **state) {
    (void)state;
    const struct ent_finding *finding = by_opposed(world_ask(&world, "alignment(AAA, BBB) highest on record at 1994"));
    assert_int_equal(finding->outcome, ENT_OUTCOME_FAILS);
    assert_non_null(finding->nearest);
    assert_non_null(strstr(finding->nearest, "lowest since"));
    assert_int_equal(world_ask(&world, finding->nearest)->verdict, ENT_VERDICT_HOLDS);
    finding = by_opposed(world_ask(&world, "alignment(AAA, BBB) rising every year during 1990..1994"));
    assert_non_null(finding->nearest);
    assert_int_equal(world_ask(&world, finding->nearest)->verdict, ENT_VERDICT_HOLDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_concept_is_turned_for_its_measure), cmocka_unit_test(a_measure_says_what_it_says),
        cmocka_unit_test(the_first_measure_says_which_way),    cmocka_unit_test(all_agree_on_a_planted_record),
        cmocka_unit_test(the_nearest_sentence_is_turned_back),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
