/* The notation: forgiving input, canonical output, errors, hostile text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim_trees.h"

/* Parses a claim that must be right, and checks that its canonical form is the same claim and prints as itself. */
static char *round_trip(struct ent_arena *arena, const char *written) {
    struct ent_claim *claim, *again;
    struct ent_error error;
    struct ent_text text, twice;
    ent_text_init(&text);
    ent_text_init(&twice);
    if (ent_claim_parse(&claim, arena, written, NULL, &error) != ENT_OK)
        fail_msg("%s: %s", written, error.message);
    ent_claim_print(&text, claim);
    if (ent_claim_parse(&again, arena, text.bytes, NULL, &error) != ENT_OK)
        fail_msg("%s, printed from %s: %s", text.bytes, written, error.message);
    ent_claim_print(&twice, again);
    assert_string_equal(text.bytes, twice.bytes);
    if (!trees_same_claim(claim, again))
        fail_msg("%s and %s are not the same tree", written, text.bytes);
    char *canonical = ent_arena_string(arena, text.bytes);
    ent_text_release(&text);
    ent_text_release(&twice);
    return canonical;
}

static void check_canonical(char *line, void *unused) {
    (void)unused;
    char *canonical = strchr(line, '\t');
    assert_non_null(canonical);
    *canonical++ = '\0';
    struct ent_arena arena;
    ent_arena_init(&arena);
    assert_string_equal(round_trip(&arena, line), canonical);
    assert_string_equal(round_trip(&arena, canonical), canonical);
    ent_arena_release(&arena);
}

static void every_form_prints_canonically(void **state) {
    (void)state;
    assert_true(trees_each_line("canonical.txt", check_canonical, NULL) >= 80);
}

static void check_broken(char *line, void *unused) {
    (void)unused;
    char *cursor = line, *written = ent_text_split(&cursor, '\t'), *offset = ent_text_split(&cursor, '\t');
    assert_non_null(cursor);
    struct ent_arena arena;
    struct ent_claim *claim;
    struct ent_error error;
    size_t at = SIZE_MAX;
    ent_arena_init(&arena);
    if (ent_claim_parse(&claim, &arena, written, &at, &error) != ENT_ERROR_USAGE)
        fail_msg("%s is taken for a claim", written);
    assert_int_equal(error.line, 1);
    if (at != strtoul(offset, NULL, 10) || !strstr(error.message, cursor))
        fail_msg("%s\n  byte %zu: %s\n  expected byte %s: %s", written, at, error.message, offset, cursor);
    ent_arena_release(&arena);
}

static void every_mistake_is_explained(void **state) {
    (void)state;
    assert_true(trees_each_line("broken.txt", check_broken, NULL) >= 60);
}

/* ---- hostile text ---- */

static void expect_failure(const char *text, size_t offset, const char *words) {
    struct ent_arena arena;
    struct ent_claim *claim;
    struct ent_error error;
    size_t at = SIZE_MAX;
    ent_arena_init(&arena);
    assert_int_equal(ent_claim_parse(&claim, &arena, text, &at, &error), ENT_ERROR_USAGE);
    assert_int_equal(at, offset);
    if (!strstr(error.message, words))
        fail_msg("%s: expected %s", error.message, words);
    ent_arena_release(&arena);
}

static void text_that_is_no_text_is_refused(void **state) {
    (void)state;
    expect_failure("", 0, "the claim is empty");
    expect_failure(" \t \"\" ", 0, "the claim is empty");
    expect_failure("war(A, \xff)", 7, "not UTF-8");
    expect_failure("war(A, \xc3", 7, "not UTF-8");
    expect_failure("war(A, \xed\xa0\x80)", 7, "not UTF-8");
    expect_failure("war(A,\x1b[31m B)", 6, "cannot be seen");
    expect_failure("war(A, \xe2\x80\xae"
                   "B)",
                   7, "cannot be seen");
}

/* `times` copies of `before`, `middle`, and as many of `after`. */
static char *nest(struct ent_arena *arena, size_t times, const char *before, const char *middle, const char *after) {
    size_t size = times * (strlen(before) + strlen(after)) + strlen(middle) + 1;
    char *text = ent_arena_alloc(arena, size, 1), *at = text;
    for (size_t i = 0; i < times; i++, at += strlen(before))
        memcpy(at, before, strlen(before));
    memcpy(at, middle, strlen(middle));
    at += strlen(middle);
    for (size_t i = 0; i < times; i++, at += strlen(after))
        memcpy(at, after, strlen(after));
    return text;
}

static void depth_and_length_are_bounded(void **state) {
    (void)state;
    struct ent_arena arena;
    ent_arena_init(&arena);
    round_trip(&arena, nest(&arena, 64, "(", "war(A, B)", ")"));
    expect_failure(nest(&arena, 65, "(", "war(A, B)", ")"), 64, "more than 64 parentheses");
    round_trip(&arena, ent_arena_format(&arena, "%s > 2", nest(&arena, 64, "(", "x(A)", " + 1)")));
    expect_failure(ent_arena_format(&arena, "%s > 2", nest(&arena, 65, "(", "x(A)", " + 1)")), 64,
                   "more than 64 parentheses");
    round_trip(&arena, nest(&arena, 256, "x(A) + ", "1 > 2", ""));
    expect_failure(nest(&arena, 257, "x(A) + ", "1 > 2", ""), 257 * 7 - 2, "more than 256 arithmetic signs");
    expect_failure(nest(&arena, 30000, "(", "x(A)", ")"), 64, "more than 64 parentheses");
    expect_failure(nest(&arena, 40000, "(", "", ")"), 64 * 1024, "longer than 64 KiB");
    round_trip(&arena, nest(&arena, 3000, "war(A, B) at 1950 or ", "war(A, B)", ""));
    round_trip(&arena, nest(&arena, 4000, "war(A, B) and ", "war(A, B)", ""));
    ent_arena_release(&arena);
}

/* ---- what numbers and times are read as ---- */

static const struct ent_assertion *only_assertion(struct ent_arena *arena, const char *text) {
    struct ent_claim *claim;
    struct ent_error error;
    assert_int_equal(ent_claim_parse(&claim, arena, text, NULL, &error), ENT_OK);
    assert_int_equal(claim->clause_count, 1);
    assert_int_equal(claim->clauses[0].assertion_count, 1);
    return &claim->clauses[0].assertions[0];
}

static void check_number(const char *written, double value, bool percent, int decimals) {
    struct ent_arena arena;
    char text[128];
    ent_arena_init(&arena);
    snprintf(text, sizeof text, "x(A) > %s", written);
    const struct ent_number *number = &only_assertion(&arena, text)->right->number;
    assert_true(number->value == value);
    assert_int_equal(number->percent, percent);
    assert_int_equal(number->decimals, decimals);
    ent_arena_release(&arena);
}

static void numbers_keep_their_rounding(void **state) {
    (void)state;
    check_number("27 %", 27, true, 0);
    check_number("14.70%", 14.7, true, 2);
    check_number("1,200,000", 1200000, false, 0);
    check_number("2.3 million", 2300000, false, 1);
    check_number("107bn", 107e9, false, 0);
    check_number("-.5", -0.5, false, 1);
    check_number("123456789012345678901234", 123456789012345678901234.0, false, 0);
}

static void eras_have_their_years(void **state) {
    (void)state;
    struct ent_arena arena;
    ent_arena_init(&arena);
    const struct ent_time *since = &only_assertion(&arena, "x(A) highest since the mid 1950s")->predicate.since;
    assert_int_equal(since->form, ENT_TIME_ERA);
    assert_int_equal(since->first_year, 1954);
    assert_int_equal(since->last_year, 1957);
    since = &only_assertion(&arena, "x(A) highest since 1950s")->predicate.since;
    assert_int_equal(since->first_year, 1950);
    assert_int_equal(since->last_year, 1959);
    since = &only_assertion(&arena, "x(A) highest since 2018-09")->predicate.since;
    assert_int_equal(since->form, ENT_TIME_DATE);
    assert_int_equal(since->first_year, 2018);
    assert_int_equal(since->interval.precision, ENT_PRECISION_MONTH);
    ent_arena_release(&arena);
}

static void a_year_beside_a_start_is_a_date(void **state) {
    (void)state;
    struct ent_arena arena;
    ent_arena_init(&arena);
    assert_int_equal(only_assertion(&arena, "start(x(A)) = 1950")->right->form, ENT_EXPRESSION_DATE);
    assert_int_equal(only_assertion(&arena, "1950 = crossing(x(A), 1900..2000)")->left->form, ENT_EXPRESSION_DATE);
    assert_int_equal(only_assertion(&arena, "count(x(A), 1900..2000) = 1950")->right->form, ENT_EXPRESSION_NUMBER);
    ent_arena_release(&arena);
}

/* ---- how the lists of and, or are cut ---- */

static void a_window_closes_a_clause(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_claim *claim;
    struct ent_error error;
    ent_arena_init(&arena);
    assert_int_equal(
        ent_claim_parse(&claim, &arena, "a(A) and not b(B) during 1950..1960 or c(C) at 1970 and (d(D))", NULL, &error),
        ENT_OK);
    assert_int_equal(claim->clause_count, 3);
    assert_int_equal(claim->clauses[0].assertion_count, 2);
    assert_true(claim->clauses[0].assertions[1].negated);
    assert_true(claim->clauses[1].or_before);
    assert_false(claim->clauses[2].or_before);
    assert_non_null(claim->clauses[2].inner);
    assert_int_equal(ent_claim_parse(&claim, &arena, "(a(A) or b(B)) never 1950..1960", NULL, &error), ENT_OK);
    assert_int_equal(claim->clause_count, 1);
    assert_null(claim->clauses[0].inner);
    assert_int_equal(claim->clauses[0].assertion_count, 2);
    assert_int_equal(claim->clauses[0].window.form, ENT_WINDOW_NEVER);
    ent_arena_release(&arena);
}

static void resolved_arguments_print_their_code(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_text text;
    ent_arena_init(&arena);
    ent_text_init(&text);
    const struct ent_assertion *assertion = only_assertion(&arena, "alliance(South Korea -> Japan)");
    assertion->left->series->arguments[0].code = "KOR";
    ent_series_print(&text, assertion->left->series);
    assert_string_equal(text.bytes, "alliance(KOR -> Japan)");
    ent_text_release(&text);
    ent_arena_release(&arena);
}

/* ---- expressions ---- */

static void check_expression(const char *written, const char *canonical) {
    struct ent_arena arena;
    struct ent_expression *expression;
    struct ent_error error;
    struct ent_text text;
    ent_arena_init(&arena);
    ent_text_init(&text);
    if (ent_expression_parse(&expression, &arena, written, NULL, &error) != ENT_OK)
        fail_msg("%s: %s", written, error.message);
    ent_expression_print(&text, expression);
    assert_string_equal(text.bytes, canonical);
    ent_text_release(&text);
    ent_arena_release(&arena);
}

static void a_last_time_belongs_to_every_series(void **state) {
    (void)state;
    check_expression("votes.kappa(CHN, RUS) @ 2018", "votes.kappa(CHN, RUS) @ 2018");
    check_expression("gdp.usd(CHN) / gdp.usd(RUS) @ 2017", "gdp.usd(CHN) @ 2017 / gdp.usd(RUS) @ 2017");
    check_expression("gdp.usd(CHN) / gdp.usd(RUS) at 2017", "gdp.usd(CHN) @ 2017 / gdp.usd(RUS) @ 2017");
    check_expression("(gdp.usd(CHN) / gdp.usd(RUS)) @2017", "gdp.usd(CHN) @ 2017 / gdp.usd(RUS) @ 2017");
    check_expression("gdp.usd(CHN) @ 2000 / gdp.usd(RUS) @ 2017", "gdp.usd(CHN) @ 2000 / gdp.usd(RUS) @ 2017");
    check_expression("gdp.usd(CHN) / gdp.usd(RUS)@2017", "gdp.usd(CHN) / gdp.usd(RUS)@2017");
    check_expression("a(A) + count(b(B), 1950..1960) + c(C) @ 2017",
                     "a(A) @ 2017 + count(b(B), 1950..1960) + c(C) @ 2017");
    check_expression("(a(A) - b(B) @ 2017)", "a(A) - b(B)@2017");
}

static void expressions_end_where_they_end(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_expression *expression;
    struct ent_error error;
    size_t at;
    ent_arena_init(&arena);
    assert_int_equal(ent_expression_parse(&expression, &arena, "a(A) > 3", &at, &error), ENT_ERROR_USAGE);
    assert_int_equal(at, 5);
    assert_int_equal(ent_expression_parse(&expression, &arena, "a(A", &at, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "quote the claim"));
    assert_int_equal(ent_expression_parse(&expression, &arena, "", &at, &error), ENT_ERROR_USAGE);
    ent_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_prints_canonically),       cmocka_unit_test(every_mistake_is_explained),
        cmocka_unit_test(text_that_is_no_text_is_refused),     cmocka_unit_test(depth_and_length_are_bounded),
        cmocka_unit_test(numbers_keep_their_rounding),         cmocka_unit_test(eras_have_their_years),
        cmocka_unit_test(a_year_beside_a_start_is_a_date),     cmocka_unit_test(a_window_closes_a_clause),
        cmocka_unit_test(resolved_arguments_print_their_code), cmocka_unit_test(a_last_time_belongs_to_every_series),
        cmocka_unit_test(expressions_end_where_they_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
