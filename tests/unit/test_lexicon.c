/* Words of degree and eras of a text: what is said of them, by the tables of lexicon/ worked by hand; and that a word
 * which only looks like one says nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "claim/lexicon.h"

static void check(const char *text, const char *wanted) {
    struct ent_arena arena;
    struct ent_error error;
    const char **lines;
    size_t count, used = 0;
    char got[1024] = "";
    ent_arena_init(&arena);
    assert_int_equal(ent_lexicon_read(&arena, text, &lines, &count, &error), ENT_OK);
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%s", i ? "|" : "", lines[i]);
    if (strcmp(got, wanted) != 0)
        fail_msg("\"%s\":\n  %s\nnot\n  %s", text, got, wanted);
    ent_arena_release(&arena);
}

static void words_have_their_reading(void **state) {
    (void)state;
    check("about eight times larger", "\"about eight\" is 7.200 to below 8.800");
    check("roughly 3,000 troops and roughly  3,000 guns", "\"roughly 3,000\" is 2700 to below 3300");
    check("some 40 % of the land", "\"some 40 %\" is 36 to below 44 percent");
    check("nearly 2 billion", "\"nearly 2 billion\" is 1.800 billion to below 2 billion");
    check("over $107 billion last year", "\"over $107 billion\" is from 107 billion");
    check("fewer than ten", "\"fewer than ten\" is below 10");
    check("lost roughly half of its value", "\"half\" is 45 to below 55 percent");
    check("its vastly larger population", "\"vastly\" is from 3 times (of less or smaller: its inverse)");
    check("the trade doubled", "\"doubled\" is 1.800 to below 2.200 times");
    check("more than doubled", "\"more than doubled\" is from 2 times");
    check("most of the areas", "\"most\" is from 50 percent (more than half)");
    check("The lion’s share",
          "\"the lion's share\" is from 75 percent"); /* a curly apostrophe, a capital at the start */
    check("open warfare erupted … Hundreds died", "\"hundreds\" has no reading: no number");
    check("incomparably more important", "\"incomparably\" has no reading: no standard to compare with");
    check("remains paltry", "\"paltry\" has no reading: no standard to compare with");
    check("much smaller", "\"much\" is from 1.500 times (of less or smaller: its inverse)");
    check("paltry, paltry and tiny", "\"paltry\" has no reading: no standard to compare with|"
                                     "\"tiny\" has no reading: no standard to compare with");
}

static void eras_have_their_years(void **state) {
    (void)state;
    check("since the mid-1950s", "\"mid-1950s\" is 1954 to 1957");
    check("in the late 1960s and the Early 1970s", "\"late 1960s\" is 1967 to 1969|\"early 1970s\" is 1970 to 1973");
    check("the 1930's", "\"1930's\" is 1930 to 1939");
    check("in 1950, or the 1955s", "");
}

static void what_only_looks_like_one_says_nothing(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "over the border and under the sea, around the corner",
                                        "around 1950",
                                        "some of them, so far, not much",
                                        "the most dramatic reversal",
                                        "the Cold War among great powers",
                                        "Now, a half century later",
                                        "at the Great Hall",
                                        "the hundredsfold overt smallholder",
                                        "over 12abc"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        check(texts[i], "");
}

static void about_is_in_the_table(void **state) {
    (void)state;
    int first, last;
    assert_int_equal(ent_lexicon_about("about"), 10);
    assert_int_equal(ent_lexicon_about("approximately"), 10);
    assert_int_equal(ent_lexicon_about("nearly"), 0); /* to one side only */
    assert_int_equal(ent_lexicon_about("paltry"), 0);
    assert_true(ent_lexicon_era("Mid", &first, &last));
    assert_int_equal(first, 4);
    assert_int_equal(last, 7);
    assert_false(ent_lexicon_era("middling", &first, &last));
}

/* Any bytes may be read; the answer is the same twice and never longer than its room. */
static void any_bytes_are_read(void **state) {
    static const char *const pieces[] = {"about ",   "eight",  " %",    "9999999999999999999999999999999999999999999",
                                         "half",     "mid-",   "1950s", "’",
                                         "\xe2\x80", " ",      "$",     ",",
                                         "most of",  "over 1."};
    struct ent_random random;
    (void)state;
    ent_random_seed(&random, 7, 0, 0);
    for (int i = 0; i < 3000; i++) {
        char text[800] = "";
        struct ent_arena arena;
        struct ent_error error;
        const char **lines;
        size_t count;
        for (uint32_t k = ent_random_below(&random, 14); k; k--)
            strcat(text, pieces[ent_random_below(&random, sizeof pieces / sizeof pieces[0])]);
        ent_arena_init(&arena);
        assert_int_equal(ent_lexicon_read(&arena, text, &lines, &count, &error), ENT_OK);
        assert_true(count <= 32);
        ent_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_have_their_reading),
                                       cmocka_unit_test(eras_have_their_years),
                                       cmocka_unit_test(what_only_looks_like_one_says_nothing),
                                       cmocka_unit_test(about_is_in_the_table), cmocka_unit_test(any_bytes_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
