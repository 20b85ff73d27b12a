/* The public C API, and the parts of the record that answer who belonged where, and under which name and code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "entente.h"
#include "fixture_record.h"

static void plant(struct fixture *fixture) {
    struct ent_error error = {0};
    fixture_open(fixture);
    fixture_states(fixture, "AAA BBB");
    assert_int_equal(ent_record_run(fixture->record,
                                    "INSERT INTO group_member VALUES ('pact', 0, 0, 3652, 'hand'),"
                                    " ('pact', 1, 0, 2147483647, 'hand');"
                                    "INSERT INTO state_code VALUES ('old', '7', -2147483648, 3652, 0),"
                                    " ('old', '7', 3652, 2147483647, 1);"
                                    "INSERT INTO state_name VALUES"
                                    " ('old aaa', 0, -2147483648, 3652, 'former', 'Old Aaa')",
                                    &error),
                     ENT_OK);
    fixture_release(fixture, "planted", "1", "2012-01-01");
    int gdp = fixture_strand(fixture, "gdp.usd", "state value", false, NULL, 2000, 2000, ENT_KIND_UNKNOWN);
    fixture_value(fixture, gdp, 0, -1, 2000, 2);
    fixture_value(fixture, gdp, 1, -1, 2000, 1);
    fixture_commit(fixture);
    fixture_read(fixture);
}

static void a_session_answers(void **state) {
    (void)state;
    struct fixture fixture;
    struct ent_session *session;
    struct ent_error error = {0};
    struct ent_question question = {.claim = "gdp.usd(aaa) above gdp.usd(BBB) at 2000"};
    int verdict = -1;
    char *text = NULL;
    plant(&fixture);
    assert_int_equal(ent_session_open(&session, fixture.path, ENT_SOURCE_DIR "/concepts", &error), ENT_OK);
    assert_int_equal(ent_session_check(session, &question, &verdict, &text, &error), ENT_OK);
    assert_int_equal(verdict, ENT_ANSWER_HOLDS);
    assert_non_null(strstr(text, "\"verdict\": \"HOLDS\""));
    ent_string_free(text);
    assert_int_equal(ent_session_canonical(session, question.claim, &text, &error), ENT_OK);
    assert_string_equal(text, "gdp.usd(AAA) > gdp.usd(BBB) at 2000");
    ent_string_free(text);
    question.claim = "gdp.usd(AAA) < gdp.usd(BBB) at 2000";
    assert_int_equal(ent_session_check(session, &question, &verdict, NULL, &error), ENT_OK);
    assert_int_equal(verdict, ENT_ANSWER_FAILS);
    question.as_of = "2011-06";
    assert_int_equal(ent_session_check(session, &question, &verdict, NULL, &error), ENT_OK);
    assert_int_equal(verdict, ENT_ANSWER_NOT_COVERED);
    question.as_of = "June 2011";
    assert_int_equal(ent_session_check(session, &question, &verdict, NULL, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "is not a date"));
    ent_session_close(session);
    fixture_close(&fixture);
}

static void a_session_without_a_record_says_so(void **state) {
    (void)state;
    struct ent_session *session;
    struct ent_error error = {0};
    assert_int_equal(ent_session_open(&session, "nowhere.sqlite", ENT_SOURCE_DIR "/concepts", &error),
                     ENT_ERROR_RECORD);
    assert_non_null(strstr(error.message, "there is no record here"));
}

/* Day 3652 is 1980-01-01. */
static void groups_codes_and_names_are_dated(void **state) {
    (void)state;
    struct fixture fixture;
    struct ent_arena arena;
    struct ent_error error = {0};
    ent_state *members;
    size_t count;
    plant(&fixture);
    ent_arena_init(&arena);
    struct ent_interval early = ent_interval_year(1975), late = ent_interval_year(1980);
    assert_int_equal(ent_record_group(fixture.record, &arena, "PACT", early.from, early.to, &members, &count, &error),
                     ENT_OK);
    assert_int_equal(count, 2);
    assert_int_equal(ent_record_group(fixture.record, &arena, "pact", late.from, late.to, &members, &count, &error),
                     ENT_OK);
    assert_int_equal(count, 1);
    assert_int_equal(members[0], 1);
    assert_int_equal(ent_record_group(fixture.record, &arena, "pakt", late.from, late.to, &members, &count, &error),
                     ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "@pact"));
    const struct ent_states *states = fixture.record->states;
    assert_int_equal(ent_states_from_code(states, "old", "7", early.from), 0);
    assert_int_equal(ent_states_from_code(states, "old", "7", late.from), 1);
    assert_int_equal(ent_states_from_code(states, "old", "", late.from), ENT_NO_STATE);
    assert_string_equal(ent_states_to_code(states, "old", 0, early.from), "7");
    assert_null(ent_states_to_code(states, "old", 0, late.from));
    assert_string_equal(ent_states_name_at(states, 0, early.from), "Old Aaa");
    assert_string_equal(ent_states_name_at(states, 0, late.from), ent_states_name(states, 0));
    ent_arena_release(&arena);
    fixture_close(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_answers),
        cmocka_unit_test(a_session_without_a_record_says_so),
        cmocka_unit_test(groups_codes_and_names_are_dated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
