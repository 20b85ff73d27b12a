/* A look at a file that nobody described, and the recipe that comes of it. Files are written here, a few lines each; the
 * states are those of tests/files/small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "source/add.h"
#include "source/draft.h"
#include "source/propose.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"
#define RECORD "propose.sqlite"
#define FILE_NAME "looked-at.csv"

struct fixture {
    struct ent_record *record;
    struct ent_codes *codes;
    struct ent_text text;
    struct ent_error error;
};

static int setup(void **state) {
    static struct fixture fixture;
    remove(RECORD);
    fixture = (struct fixture){0};
    ent_text_init(&fixture.text);
    assert_int_equal(ent_record_open(&fixture.record, RECORD, ENT_RECORD_CREATE, &fixture.error), ENT_OK);
    assert_int_equal(ent_pack_states(fixture.record, SMALL, &fixture.text, &fixture.error), ENT_OK);
    assert_int_equal(ent_codes_load(&fixture.codes, fixture.record, &fixture.error), ENT_OK);
    ent_text_clear(&fixture.text);
    *state = &fixture;
    return 0;
}

static int teardown(void **state) {
    struct fixture *fixture = *state;
    ent_codes_free(fixture->codes);
    ent_record_close(fixture->record);
    ent_text_release(&fixture->text);
    remove(RECORD);
    remove(FILE_NAME);
    return 0;
}

static void write_file(const char *text) {
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const struct ent_look_column *column(const struct ent_look *look, const char *name) {
    int at = ent_look_find(look, name);
    assert_true(at >= 0);
    return &look->columns[at];
}

static void columns_are_counted(void **state) {
    struct fixture *fixture = *state;
    struct ent_look look;
    double share;
    write_file("ccode,year,score,when,note\n2,1999,-9,2001-02-03,\"NA\"\n20,2000,1.5,2001-02,x\n999,2001,0,1999,\n"
               "2,2000,..,2001-02-03,y\n7,2000\n");
    assert_int_equal(ent_look_read(&look, FILE_NAME, NULL, fixture->codes, &fixture->error), ENT_OK);
    assert_int_equal(look.rows, 5);
    assert_int_equal(look.broken, 1);
    const struct ent_look_column *score = column(&look, "score");
    assert_int_equal(score->words[2], 1); /* -9 */
    assert_int_equal(score->words[6], 1); /* .. */
    assert_int_equal(score->filled, 2);
    assert_true(score->low == 0 && score->high == 1.5);
    assert_int_equal(column(&look, "year")->years, 4);
    assert_int_equal(column(&look, "when")->days, 3);
    assert_int_equal(column(&look, "note")->filled, 3); /* "NA" in quotes is a word: Namibia's code */
    const struct ent_look_column *code = column(&look, "ccode");
    assert_int_equal(code->distinct, 3);
    assert_string_equal(ent_look_schemes[ent_look_scheme(code, &share)], "cow");
    assert_int_equal(ent_look_resolved(code, 1u << 0), 3); /* 999 is an aggregate */
    assert_int_equal(ent_look_scheme(column(&look, "score"), &share), -1);
    ent_look_release(&look);
}

static void mirrors_and_contradictions_are_counted(void **state) {
    struct fixture *fixture = *state;
    struct ent_look look;
    struct ent_look_repeats found;
    write_file("a,b,year,n\n2,20,1999,5\n20,2,1999,5\n2,710,1999,6\n710,2,1999,7\n2,20,1999,5\n2,20,2000,1\n2,20,2000,2\n");
    assert_int_equal(ent_look_read(&look, FILE_NAME, NULL, fixture->codes, &fixture->error), ENT_OK);
    struct ent_look_key key = {0, 1, -1, {2}, 1};
    assert_int_equal(ent_look_count(&look, &key, &found, &fixture->error), ENT_OK);
    assert_int_equal(found.rows, 7);
    assert_int_equal(found.repeated, 2);    /* the second 2, 20 of 1999 and of 2000 */
    assert_int_equal(found.contrary, 1);    /* that of 2000 */
    assert_int_equal(found.mirrored, 5);    /* all of 1999 */
    assert_int_equal(found.mirror_same, 3); /* both 2, 20 and their mirror */
    assert_int_equal(found.ordered, 5);
    ent_look_release(&look);
}

static void check_has(struct fixture *fixture, const char *words) {
    if (!strstr(fixture->text.bytes, words))
        fail_msg("\"%s\" is not in:\n%s", words, fixture->text.bytes);
}

static void a_proposal_is_a_recipe(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *file, *has;
    } cases[] = {
        {"Some table\nof somebody, made up\nccode,name x,1999,2000,2001\n2,One,1,2,3\n20,Two,,..,6\n",
         "across     column_year cell columns \"%Y\""},
        {"ccode;start;end;kind\n2;1900;1920;cold\n20;1901;1920;warm\n255;1902;1920;cold\n710;1903;1910;warm\n",
         "time       start end  years  open-at 1920"},
        {"iso;year;x y\nAAA;1999;1,5\nBBB;1999;2.000,25\n", "decimal    comma"},
        {"iso;year;x y\nAAA;1999;1,5\nBBB;1999;2.000,25\n", "value      \"x y\"  looked-at  unit not said"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ent_recipe *recipe;
        write_file(cases[i].file);
        ent_text_clear(&fixture->text);
        if (ent_propose(fixture->record, FILE_NAME, NULL, NULL, &fixture->text, &fixture->error) != ENT_OK)
            fail_msg("%s", fixture->error.message);
        check_has(fixture, cases[i].has);
        if (ent_recipe_parse(&recipe, "own.recipe", fixture->text.bytes, &fixture->error) != ENT_OK)
            fail_msg("line %ld: %s in\n%s", fixture->error.line, fixture->error.message, fixture->text.bytes);
        ent_recipe_free(recipe);
    }
}

static void a_map_is_a_recipe(void **state) {
    struct fixture *fixture = *state;
    struct ent_recipe *recipe;
    struct ent_map map = {.columns = "a = from, b=to ,date=on", .strand = "call", .absent = "none"};
    write_file("from,to,on\nAAA,BBB,2001-05-06\n20,AAA,2001-05-07\nBBB,2,2002\n");
    if (ent_map_recipe(fixture->record, FILE_NAME, NULL, &map, &fixture->text, &fixture->error) != ENT_OK)
        fail_msg("%s", fixture->error.message);
    check_has(fixture, "event      call");
    assert_int_equal(ent_recipe_parse(&recipe, "own.recipe", fixture->text.bytes, &fixture->error), ENT_OK);
    assert_true(recipe->absent_none);
    assert_string_equal(recipe->licence, "private");
    assert_true(recipe->forms.items[0].directed);
    assert_int_equal(recipe->forms.items[0].pair_scheme_count, 2); /* codes of two schemes in one column */
    assert_int_equal(recipe->forms.items[0].time.kind, ENT_TIME_DATE);
    ent_recipe_free(recipe);
    map.columns = "a=from,b=to,date=on,date=to";
    assert_int_equal(ent_map_recipe(fixture->record, FILE_NAME, NULL, &map, &fixture->text, &fixture->error),
                     ENT_ERROR_USAGE);
    assert_non_null(strstr(fixture->error.message, "twice"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(mirrors_and_contradictions_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(a_proposal_is_a_recipe, setup, teardown),
        cmocka_unit_test_setup_teardown(a_map_is_a_recipe, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
