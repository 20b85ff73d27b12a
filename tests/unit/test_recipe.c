/* Recipes: what they say, and how they are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "source/recipe.h"

#define HEAD "source nmc\nlicence cite\n"

static struct ent_recipe *parse(const char *text) {
    struct ent_recipe *recipe = NULL;
    struct ent_error error = {0};
    if (ent_recipe_parse(&recipe, "x.recipe", text, &error) != ENT_OK)
        fail_msg("line %ld: %s", error.line, error.message);
    return recipe;
}

static void check_refused(const char *text, long line, const char *words) {
    struct ent_recipe *recipe = NULL;
    struct ent_error error = {0};
    assert_int_equal(ent_recipe_parse(&recipe, "x.recipe", text, &error), ENT_ERROR_INPUT);
    assert_int_equal(error.line, line);
    if (!strstr(error.message, words))
        fail_msg("\"%s\" is not in \"%s\"", words, error.message);
}

static void the_example_of_the_design(void **state) {
    (void)state;
    struct ent_recipe *recipe = parse("source     nmc\n"
                                      "title      National Material Capabilities\n"
                                      "version    7.0\n"
                                      "published  2026-06-30\n"
                                      "covers     1816..2022\n"
                                      "licence    cite\n"
                                      "cite       Singer, Bremer and Stuckey (1972); Singer (1987)\n"
                                      "file       cow_nmc.csv.gz\n"
                                      "state      ccode   cow\n"
                                      "time       year    year\n"
                                      "missing    -9  NA  \"\"\n"
                                      "value      cinc    capability.cinc    share of world\n"
                                      "value      milex   milex   thousand current USD (GBP before 1914)\n"
                                      "absent     unknown\n");
    const struct ent_recipe_form *form = &recipe->forms.items[0];
    assert_string_equal(recipe->title, "National Material Capabilities");
    assert_int_equal(recipe->from, ent_day_from(1816, 1, 1));
    assert_int_equal(recipe->to, ent_day_from(2023, 1, 1));
    assert_string_equal(form->states[0].scheme, "cow");
    assert_int_equal(form->time.kind, ENT_TIME_YEAR);
    assert_int_equal(form->missing.count, 3);
    assert_true(ent_recipe_missing(form, "-9"));
    assert_int_equal(form->values.count, 2);
    assert_string_equal(form->values.items[0].strand, "capability.cinc");
    /* kept in whole dollars, so that "700 billion" means what it says */
    assert_string_equal(form->values.items[1].unit, "current USD (GBP before 1914)");
    assert_int_equal(form->values.items[1].factor_count, 2);
    assert_true(form->values.items[1].factors[1].number == 1000);
    assert_false(recipe->absent_none);
    ent_recipe_free(recipe);
}

static void products_rules_and_releases(void **state) {
    (void)state;
    struct ent_recipe *recipe =
        parse(HEAD "value cgdpo * pl_gdpo * 1000000 gdp.usd current USD\n"
                   "recode YU SRB from 1992-04-27 because \"the seat\"\n"
                   "redate 1184 1190 in 1971-10-07 to 1971-10-25 because two weeks early\n"
                   "release 2 seen 2025-06-24 covers 1946..2024 withdrawn sha256 "
                   "0000000000000000000000000000000000000000000000000000000000000001 because \"wrong years\"\n");
    const struct ent_recipe_value *value = &recipe->forms.items[0].values.items[0];
    assert_int_equal(value->factor_count, 3);
    assert_string_equal(value->label, "cgdpo * pl_gdpo");
    assert_true(value->factors[2].number == 1e6);
    assert_string_equal(recipe->rules.items[0].text, "recode YU SRB from 1992-04-27");
    assert_string_equal(recipe->rules.items[1].reason, "two weeks early");
    assert_int_equal(recipe->rules.items[1].names.count, 2);
    const char *sum = "0000000000000000000000000000000000000000000000000000000000000001";
    const struct ent_recipe_release *release = ent_recipe_release_by_checksum(recipe, &sum, 1);
    assert_string_equal(release->withdrawn, "wrong years");
    assert_int_equal(release->to, ent_day_from(2025, 1, 1));
    ent_recipe_free(recipe);
}

static void forms_inherit_and_differ(void **state) {
    (void)state;
    struct ent_recipe *recipe =
        parse(HEAD "missing NA\nform long\nmissing -9\nballots long vote\nform wide\nballots wide iso3\n");
    assert_int_equal(recipe->forms.count, 2);
    assert_true(ent_recipe_missing(&recipe->forms.items[0], "NA") && ent_recipe_missing(&recipe->forms.items[0], "-9"));
    assert_true(ent_recipe_missing(&recipe->forms.items[1], "NA"));
    assert_false(ent_recipe_missing(&recipe->forms.items[1], "-9"));
    assert_int_equal(recipe->forms.items[1].ballots, ENT_BALLOTS_WIDE);
    ent_recipe_free(recipe);
}

static void errors_name_the_line_and_the_cure(void **state) {
    (void)state;
    check_refused(HEAD "volue cinc x\n", 3, "did you mean \"value\"");
    check_refused(HEAD "\n# note\nstate ccode\n", 5, "state COLUMN SCHEME");
    check_refused(HEAD "covers 1816-2022\n", 3, "1816..2016");
    check_refused(HEAD "time year years\n", 3, "it is written: time");
    check_refused(HEAD "dated \"Last Updated Date\"\n", 3, "header COLUMN");
    check_refused(HEAD "across year year\n", 3, "it is written: across");
    check_refused(HEAD "decimal point-or-comma\n", 3, "decimal is");
    check_refused(HEAD "above state \"Exports of \"\n", 3, "needs the lines header and across");
    check_refused(HEAD "pair-by number side\n", 3, "pair-by COLUMN side COLUMN");
    check_refused(HEAD "pair-by n side s\nstate a cow\ntype x l=1 y\nvalue v z persons\n", 0, "a line value does not go");
    check_refused(HEAD "pair-by n side s\nstate a cow\nspell x\nitem other\n", 0, "a line item does not go");
    check_refused(HEAD "pair-by n side s\nstate a cow\ntype x l=1 y\ntype z l=1 y\n", 0, "one strand");
    check_refused(HEAD "pair-by n side s\nspell x\n", 0, "needs a line state");
    check_refused(HEAD "groups EU\n", 3, "NAME-IN-THE-SOURCE=GROUP");
    check_refused(HEAD "dates day-month\n", 3, "dates are");
    check_refused(HEAD "pair a b name|iso3|cow|gw|iso2 directed\n", 3, "more than 4 schemes");
    check_refused(HEAD "event visit twice\n", 3, "one strand");
    check_refused(HEAD "recode YU SRB\n", 3, "because");
    check_refused(HEAD "absent zero\n", 3, "\"none\" or \"unknown\"");
    check_refused(HEAD "release 1 published 2019 sha256 abc\n", 3, "not a SHA-256");
    check_refused(HEAD "missing \"NA\n", 3, "quote");
    check_refused(HEAD "published 2019-02-30\n", 3, "not a date");
    check_refused("source x\nlicence free\n", 0, "licence \"free\"");
    check_refused("licence open\n", 0, "source NAME");
    check_refused(HEAD "file a.csv\n", 0, "says of no column what it is");
}

static void every_recipe_that_ships_can_be_read(void **state) {
    (void)state;
    DIR *folder = opendir(ENT_SOURCE_DIR "/recipes");
    struct dirent *entry;
    int count = 0;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char path[512];
        struct ent_recipe *recipe;
        struct ent_error error = {0};
        if (!strstr(entry->d_name, ".recipe"))
            continue;
        snprintf(path, sizeof path, ENT_SOURCE_DIR "/recipes/%s", entry->d_name);
        if (ent_recipe_read(&recipe, path, &error) != ENT_OK)
            fail_msg("%s:%ld: %s", path, error.line, error.message);
        size_t length = strlen(recipe->source);
        assert_memory_equal(entry->d_name, recipe->source, length);
        assert_string_equal(entry->d_name + length, ".recipe");
        ent_recipe_free(recipe);
        count++;
    }
    closedir(folder);
    assert_true(count >= 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_design),
        cmocka_unit_test(products_rules_and_releases),
        cmocka_unit_test(forms_inherit_and_differ),
        cmocka_unit_test(errors_name_the_line_and_the_cure),
        cmocka_unit_test(every_recipe_that_ships_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
