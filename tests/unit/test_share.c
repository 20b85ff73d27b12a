/* share(MEASURE, A, @GROUP) on a planted world: the sum of who is in the group that year, all of them seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_world.h"

enum { AAA, BBB, CCC, DDD };

static struct world world;

/* AAA and BBB are in the club from 1990, CCC from 1995, DDD never. Of AAA's, BBB's and CCC's figures:
 *   1990 30 70    1991 40 60    1992 50 -    1995 20 30 50    1996 25 25 50    1997 0 0 0 */
static int setup(void **state) {
    static const int figures[][4] = {{1990, 30, 70, -1}, {1991, 40, 60, -1}, {1992, 50, -1, -1},
                                     {1995, 20, 30, 50}, {1996, 25, 25, 50}, {1997, 0, 0, 0}};
    struct fixture *fixture = &world.fixture;
    (void)state;
    world_open(&world);
    fixture_states(fixture, "AAA BBB CCC DDD");
    fixture_member_years(fixture, "club", AAA, 1990, 0);
    fixture_member_years(fixture, "club", BBB, 1990, 0);
    fixture_member_years(fixture, "club", CCC, 1995, 0);
    fixture_release(fixture, "planted", "1", "2000-01-01");
    int gdp = fixture_strand(fixture, "gdp.usd", "state value", false, NULL, 1990, 1997, ENT_KIND_UNKNOWN);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        for (int k = AAA; k <= CCC; k++)
            if (figures[i][k + 1] >= 0)
                fixture_value(fixture, gdp, k, -1, figures[i][0], figures[i][k + 1]);
    fixture_value(fixture, gdp, CCC, -1, 1990, 900); /* no member yet: not in the sum */
    fixture_value(fixture, gdp, DDD, -1, 1990, 100);
    fixture_commit(fixture);
    fixture_read(fixture);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    world_finish(&world);
    return 0;
}

static void values(void **state) {
    (void)state;
    world_expect(&world, "share(gdp.usd, AAA, @club) = 30% at 1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, BBB, @club) = 0.7 at 1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, AAA, @club) = 20% at 1995", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, CCC, @club) = 50% at 1995", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, AAA, @club) > 30% at 1990", ENT_VERDICT_FAILS);
    world_expect(&world, "share(gdp.usd, AAA, @club) + share(gdp.usd, BBB, @club) = 1 at 1991", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, AAA, @club) @ 1991 > share(gdp.usd, AAA, @club) @ 1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, AAA, @club) rising every year during 1990..1991", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, BBB, @club) rising every year during 1990..1991", ENT_VERDICT_FAILS);
    world_expect(&world, "share(gdp.usd, AAA, @club) highest since 1990 at 1991", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, any @club, @club) > 60% at 1990", ENT_VERDICT_HOLDS);
    world_expect(&world, "share(gdp.usd, all @club, @club) > 60% at 1990", ENT_VERDICT_FAILS);
    world_expect(&world, "mean(share(gdp.usd, AAA, @club), 1990..1991) = 35%", ENT_VERDICT_HOLDS);
}

/* A member without a figure leaves no sum, and who is no member has no share. */
static void holes(void **state) {
    (void)state;
    struct ent_answer *answer = world_ask(&world, "share(gdp.usd, AAA, @club) > 1% at 1992");
    assert_int_equal(answer->verdict, ENT_VERDICT_NOT_COVERED);
    assert_string_equal(answer->findings[0].reason, "missing in the source");
    bool named = false;
    for (size_t i = 0; i < answer->note_count; i++)
        named = named || strstr(answer->notes[i], "without BBB");
    assert_true(named);
    answer = world_ask(&world, "share(gdp.usd, CCC, @club) > 1% at 1990");
    assert_int_equal(answer->verdict, ENT_VERDICT_NOT_COVERED);
    assert_string_equal(answer->findings[0].reason, "not a member of the group then");
    world_expect(&world, "share(gdp.usd, DDD, @club) > 1% at 1990", ENT_VERDICT_NOT_COVERED);
    world_expect(&world, "share(gdp.usd, AAA, @club) > 1% at 1997", ENT_VERDICT_NOT_COVERED); /* of nothing */
    world_expect(&world, "share(gdp.usd, AAA, @club) > 10% always 1990..1992", ENT_VERDICT_OPEN);
}

static void refused(void **state) {
    (void)state;
    world_refused(&world, "share(gdp.perhead, AAA, @club) > 1 at 1990", "does not add up");
    world_refused(&world, "share(gdp.usd, AAA, BBB) > 1 at 1990", "in a group");
    world_refused(&world, "share(gdp.usd, @club, @club) > 1 at 1990", "in a group");
    world_refused(&world, "share(gdp.usd, AAA, any @club) > 1 at 1990", "in a group");
    world_refused(&world, "share(gdp.usd, AAA) > 1 at 1990", "takes a measure, a state and a group");
    world_refused(&world, "share(votes.kappa, AAA, @club) > 1 at 1990", "is of two states");
    world_refused(&world, "distance(AAA, BBB) > 1 at 1990", "regime.distance(A, B)");
    world_refused(&world, "triangle(AAA, BBB, CCC) at 1990", "three edges");
    world_refused(&world, "balance(AAA, BBB, CCC) at 1990", "signs of the edges");
    world_refused(&world, "term(AAA, BBB) > 1 at 1990", "is a span");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(holes),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
