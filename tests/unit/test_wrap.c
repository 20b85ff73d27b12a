/* Lines broken for a terminal: where they end, what is never broken, what is never lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static void expect(const char *words, size_t at, size_t indent, size_t width, const char *wanted) {
    struct ent_text text;
    ent_text_init(&text);
    ent_text_wrap(&text, words, at, indent, width);
    assert_string_equal(text.bytes, wanted);
    ent_text_release(&text);
}

static void test_ends_before_the_width(void **state) {
    (void)state;
    expect("one two three", 0, 0, 7, "one two\nthree");
    expect("one two three", 0, 0, 6, "one\ntwo\nthree");
    expect("one two three", 4, 2, 8, "one\n  two\n  three");
    expect("one two three", 0, 0, 0, "one two three");
}

static void test_spaces(void **state) {
    (void)state;
    expect("a   b", 0, 0, 10, "a   b"); /* kept where no line ends */
    expect("a   b", 0, 0, 3, "a\nb");
    expect("  a b", 0, 0, 10, "  a b");
    expect("a b  ", 0, 0, 10, "a b"); /* none at the end of a line */
    expect("", 0, 0, 10, "");
    expect("   ", 0, 0, 10, "");
}

static void test_long_words(void **state) {
    (void)state;
    expect("abcdefgh ij", 0, 0, 4, "abcdefgh\nij"); /* nothing to break it at */
    expect("alliance.obligation x", 0, 0, 12, "alliance.\nobligation x");
    expect("votes.kappa .5201", 0, 0, 11, "votes.kappa\n.5201"); /* fits: stays whole; a number is never broken */
    expect("x 1.25", 0, 0, 3, "x\n1.25");
}

static void test_counts_columns_and_not_bytes(void **state) {
    (void)state;
    expect("é–é é–é", 0, 0, 7, "é–é é–é");
    expect("é–é é–é", 0, 0, 6, "é–é\né–é");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ends_before_the_width), cmocka_unit_test(test_spaces),
                                       cmocka_unit_test(test_long_words),
                                       cmocka_unit_test(test_counts_columns_and_not_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
