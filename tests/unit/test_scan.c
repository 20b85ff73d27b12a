/* A scan hands out the facts that reading them whole gives; and the facts that touch a state are those of it, whichever
 * side it stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_record.h"

enum { AAA, BBB, CCC };

static struct fixture fixture;
static struct ent_strand *sales;
static struct ent_error error;
static int release_id;

static int setup(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB CCC");
    for (int version = 0; version < 2; version++) {
        fixture_release(&fixture, "books", version ? "2" : "1", "2000-01-01");
        int strand = fixture_strand(&fixture, "sales", "pair value", true, "cash credit", 1990, 1995, ENT_KIND_UNKNOWN);
        int other = fixture_strand(&fixture, "gifts", "pair value", true, NULL, 1990, 1995, ENT_KIND_UNKNOWN);
        fixture_value(&fixture, strand, BBB, AAA, 1991, 7 + version);
        fixture_value(&fixture, strand, CCC, BBB, 1990, 9 + version);
        fixture_value(&fixture, strand, AAA, BBB, 1991, 2 + version);
        struct ent_fact fact = fixture_fact(&fixture, strand, AAA, BBB, 1990, 1990);
        fact.kind = ENT_KIND_UNKNOWN;
        fact.types = 2;
        fact.note = "in shells";
        fixture_put(&fixture, fact);
        fixture_value(&fixture, other, AAA, BBB, 1990, 77);
        fixture_commit(&fixture);
    }
    fixture_read(&fixture);
    assert_int_equal(ent_record_strand(fixture.record, "sales", &sales, &error), ENT_OK);
    struct ent_release **releases;
    struct ent_view view = {.as_of = ENT_DAY_OPEN, .release = "2"};
    size_t count;
    assert_int_equal(ent_record_releases(fixture.record, "sales", &view, &releases, &count, &error), ENT_OK);
    for (size_t i = 0; i < count; i++)
        if (strcmp(releases[i]->version, "2") == 0)
            release_id = releases[i]->id;
    *state = &fixture;
    return 0;
}

struct seen {
    int count, stop_after;
    struct ent_fact facts[8];
    char notes[8][16];
};

static int keep(void *data, const struct ent_fact *fact, struct ent_error *failure) {
    struct seen *seen = data;
    if (seen->count == seen->stop_after)
        return ent_fail(failure, ENT_ERROR_USAGE, "enough");
    if (fact->note)
        strcpy(seen->notes[seen->count], fact->note);
    seen->facts[seen->count++] = *fact;
    return ENT_OK;
}

static void every_fact_once_in_order(void **state) {
    (void)state;
    struct seen seen = {.stop_after = 8};
    assert_int_equal(ent_record_each_fact(fixture.record, sales, release_id, keep, &seen, &error), ENT_OK);
    assert_int_equal(seen.count, 4); /* not those of the other release or strand */
    assert_int_equal(seen.facts[0].a, AAA);
    assert_int_equal(seen.facts[0].kind, ENT_KIND_UNKNOWN);
    assert_int_equal(seen.facts[0].types, 2);
    assert_string_equal(seen.notes[0], "in shells");
    assert_true(seen.facts[1].value == 3 && seen.facts[1].b == BBB);
    assert_true(seen.facts[2].value == 8 && seen.facts[2].a == BBB);
    assert_true(seen.facts[3].value == 10 && seen.facts[3].a == CCC);
    struct ent_facts whole;
    assert_int_equal(ent_record_facts_all(fixture.record, &fixture.arena, sales, release_id, &whole, &error), ENT_OK);
    assert_int_equal(whole.count, 4);
    for (size_t i = 0; i < whole.count; i++) {
        int same = 0;
        for (int k = 0; k < seen.count; k++)
            same += whole.items[i].line == seen.facts[k].line && whole.items[i].from == seen.facts[k].from &&
                    whole.items[i].to == seen.facts[k].to && whole.items[i].a == seen.facts[k].a &&
                    whole.items[i].published == seen.facts[k].published;
        assert_int_equal(same, 1);
    }
}

static void a_visit_can_end_it(void **state) {
    (void)state;
    struct seen seen = {.stop_after = 2};
    assert_int_equal(ent_record_each_fact(fixture.record, sales, release_id, keep, &seen, &error), ENT_ERROR_USAGE);
    assert_string_equal(error.message, "enough");
    assert_int_equal(seen.count, 2);
}

static void touching_is_either_side(void **state) {
    (void)state;
    struct ent_facts facts;
    assert_int_equal(ent_record_facts_touching(fixture.record, &fixture.arena, sales, BBB, release_id, &facts, &error),
                     ENT_OK);
    assert_int_equal(facts.count, 4);
    assert_int_equal(ent_record_facts_touching(fixture.record, &fixture.arena, sales, AAA, release_id, &facts, &error),
                     ENT_OK);
    assert_int_equal(facts.count, 3);
    assert_true(facts.items[0].kind == ENT_KIND_UNKNOWN && facts.items[1].value == 8 && facts.items[2].value == 3);
    assert_int_equal(ent_record_facts_touching(fixture.record, &fixture.arena, sales, CCC, release_id, &facts, &error),
                     ENT_OK);
    assert_int_equal(facts.count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_fact_once_in_order), cmocka_unit_test(a_visit_can_end_it),
                                       cmocka_unit_test(touching_is_either_side)};
    return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
