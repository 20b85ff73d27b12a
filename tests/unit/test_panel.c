/* Panels: which rows there are, the five kinds in a file, what is withheld, and BibTeX. Expected texts by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fixture_measure.h"
#include "report/panel.h"

enum { AAA, BBB, CCC };

static struct fixture fixture;
static struct ent_error error;

static int set_up(void **state) {
    fixture_open(&fixture);
    fixture_states(&fixture, "AAA BBB");
    fixture_state_years(&fixture, CCC, "CCC", 1952, 1953);
    fixture_release(&fixture, "one", "1", "1990-05-01");
    int alliance =
        fixture_strand(&fixture, "alliance", "spell", true, "defence nonaggression", 1950, 1952, ENT_KIND_NONE);
    fixture_spell(&fixture, alliance, AAA, BBB, 1951, 1951, 1);
    int output = fixture_strand(&fixture, "output", "state value", false, NULL, 1951, 1953, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, output, AAA, -1, 1951, 10);
    struct ent_fact none = fixture_fact(&fixture, output, AAA, -1, 1952, 1952);
    none.kind = ENT_KIND_NONE;
    fixture_put(&fixture, none);
    fixture_value(&fixture, output, BBB, -1, 1952, 5.5);
    fixture_commit(&fixture);
    fixture_release(&fixture, "two", "1_&{x}", "1991-05-01");
    output = fixture_strand(&fixture, "output", "state value", false, NULL, 1951, 1951, ENT_KIND_UNKNOWN);
    fixture_value(&fixture, output, AAA, -1, 1951, 11);
    fixture_commit(&fixture);
    fixture_read(&fixture);
    *state = &fixture;
    return 0;
}

static void add(struct ent_panel *panel, const char *name, const char *source, const char *column) {
    struct ent_request request = fixture_ask(&fixture, name, -1, -1);
    request.view.source = source;
    assert_int_equal(ent_panel_add(panel, &fixture.context, &request, column, &error), ENT_OK);
}

/* What is written of a panel whose columns are there. */
static const char *written(struct ent_panel *panel, struct ent_panel_writer *writer, const char *among, bool squares) {
    static char text[8192];
    assert_int_equal(ent_panel_settle(panel, &fixture.context, among, &error), ENT_OK);
    writer->file = tmpfile();
    assert_non_null(writer->file);
    writer->separator = '\t';
    writer->ids[0] = "code";
    writer->id_count = 1;
    assert_int_equal(ent_panel_writer_open(writer, panel, &fixture.context, &error), ENT_OK);
    int status = squares ? ent_panel_write_squares(writer, panel, &fixture.context, &error)
                         : ent_panel_write(writer, panel, &fixture.context, &error);
    assert_int_equal(status, ENT_OK);
    rewind(writer->file);
    text[fread(text, 1, sizeof text - 1, writer->file)] = '\0';
    fclose(writer->file);
    ent_panel_writer_close(writer);
    return text;
}

static void directed_pairs_have_each_kind(void **state) {
    (void)state;
    struct ent_panel panel;
    struct ent_panel_writer writer = {.own_use = true};
    ent_panel_init(&panel, ENT_PANEL_DIRECTED, "cow", &fixture.arena);
    panel.first_year = 1951;
    panel.last_year = 1953;
    add(&panel, "alliance", NULL, NULL);
    add(&panel, "output", "one", "y");
    assert_string_equal(written(&panel, &writer, NULL, false),
                        "code_1\tcode_2\tyear\talliance\talliance_kind\talliance_defence\talliance_nonaggression"
                        "\ty_1\ty_1_kind\ty_2\ty_2_kind\n"
                        "AAA\tBBB\t1951\t1\tvalue\t1\t0\t10\tvalue\t\tunknown\n"
                        "AAA\tBBB\t1952\t0\tnone\t0\t0\t\tnone\t5.5\tvalue\n"
                        "AAA\tBBB\t1953\t\tnot covered\t\t\t\tunknown\t\tunknown\n"
                        "AAA\tCCC\t1952\t0\tnone\t0\t0\t\tnone\t\tunknown\n"
                        "AAA\tCCC\t1953\t\tnot covered\t\t\t\tunknown\t\tunknown\n"
                        "BBB\tAAA\t1951\t0\tnone\t0\t0\t\tunknown\t10\tvalue\n"
                        "BBB\tAAA\t1952\t0\tnone\t0\t0\t5.5\tvalue\t\tnone\n"
                        "BBB\tAAA\t1953\t\tnot covered\t\t\t\tunknown\t\tunknown\n"
                        "BBB\tCCC\t1952\t0\tnone\t0\t0\t5.5\tvalue\t\tunknown\n"
                        "BBB\tCCC\t1953\t\tnot covered\t\t\t\tunknown\t\tunknown\n"
                        "CCC\tAAA\t1952\t0\tnone\t0\t0\t\tunknown\t\tnone\n"
                        "CCC\tAAA\t1953\t\tnot covered\t\t\t\tunknown\t\tunknown\n"
                        "CCC\tBBB\t1952\t0\tnone\t0\t0\t\tunknown\t5.5\tvalue\n"
                        "CCC\tBBB\t1953\t\tnot covered\t\t\t\tunknown\t\tunknown\n");
    assert_int_equal(writer.rows, 14);
    assert_int_equal(writer.tallies[0].kinds[ENT_KIND_VALUE], 1);
    assert_int_equal(writer.tallies[0].kinds[ENT_KIND_NOT_COVERED], 6);
    assert_int_equal(writer.tallies[1].kinds[ENT_KIND_NONE], 4);
}

static void each_source_is_a_column(void **state) {
    (void)state;
    struct ent_panel panel;
    struct ent_panel_writer writer = {.own_use = true};
    ent_panel_init(&panel, ENT_PANEL_STATE, "cow", &fixture.arena);
    add(&panel, "output", NULL, NULL);
    assert_int_equal(panel.column_count, 2);
    assert_string_equal(written(&panel, &writer, "AAA", false),
                        "code\tyear\toutput_one\toutput_one_kind\toutput_two\toutput_two_kind\n"
                        "AAA\t1951\t10\tvalue\t11\tvalue\n"
                        "AAA\t1952\t\tnone\t\tnot covered\n"
                        "AAA\t1953\t\tunknown\t\tnot covered\n");
}

static void a_pair_is_once_and_either_way(void **state) {
    (void)state;
    struct ent_panel panel;
    struct ent_panel_writer writer = {.own_use = true};
    ent_panel_init(&panel, ENT_PANEL_PAIR, "cow", &fixture.arena);
    panel.first_year = panel.last_year = 1951;
    add(&panel, "alliance", NULL, "ally");
    assert_string_equal(written(&panel, &writer, NULL, false),
                        "code_1\tcode_2\tyear\tally\tally_kind\tally_defence\tally_nonaggression\n"
                        "AAA\tBBB\t1951\t1\tvalue\t1\t0\n");
}

static void what_is_not_open_is_withheld(void **state) {
    (void)state;
    struct ent_panel panel;
    struct ent_panel_writer writer = {.own_use = false};
    struct ent_text codebook;
    ent_panel_init(&panel, ENT_PANEL_PAIR, "cow", &fixture.arena);
    panel.first_year = panel.last_year = 1951;
    add(&panel, "alliance", NULL, NULL);
    struct ent_release closed = *panel.columns[0].releases[0];
    closed.licence = "cite";
    panel.columns[0].releases[0] = &closed;
    assert_non_null(strstr(written(&panel, &writer, NULL, false), "AAA\tBBB\t1951\t\twithheld\t\t\n"));
    ent_text_init(&codebook);
    assert_int_equal(
        ent_panel_codebook(&codebook, &writer, &panel, &fixture.context, "x.tsv", "entente export", &error), ENT_OK);
    assert_non_null(strstr(codebook.bytes, "cells        all withheld"));
    assert_non_null(strstr(codebook.bytes, "recipe of one"));
    ent_text_release(&codebook);
}

static void squares_have_words_for_holes(void **state) {
    (void)state;
    struct ent_panel panel;
    struct ent_panel_writer writer = {.own_use = true};
    ent_panel_init(&panel, ENT_PANEL_DIRECTED, "cow", &fixture.arena);
    panel.first_year = 1951;
    panel.last_year = 1953;
    add(&panel, "alliance", NULL, NULL);
    assert_string_equal(written(&panel, &writer, NULL, true), "year\tcode\tAAA\tBBB\tCCC\n"
                                                              "1951\tAAA\tself\t1\tno state\n"
                                                              "1951\tBBB\t0\tself\tno state\n"
                                                              "1952\tAAA\tself\t0\t0\n"
                                                              "1952\tBBB\t0\tself\t0\n"
                                                              "1952\tCCC\t0\t0\tself\n"
                                                              "1953\tAAA\tself\tnot covered\tnot covered\n"
                                                              "1953\tBBB\tnot covered\tself\tnot covered\n"
                                                              "1953\tCCC\tnot covered\tnot covered\tself\n");
}

static void names_are_refused_twice_and_pairs_of_one_state(void **state) {
    (void)state;
    struct ent_panel panel;
    const struct ent_measure *measure;
    struct ent_request request;
    ent_panel_init(&panel, ENT_PANEL_STATE, "cow", &fixture.arena);
    add(&panel, "output", "one", "y");
    assert_int_equal(ent_measure_find(&fixture.context, "output", &measure, &error), ENT_OK);
    ent_request_init(&request, measure, ENT_NO_STATE, ENT_NO_STATE);
    request.view.source = "two";
    assert_int_equal(ent_panel_add(&panel, &fixture.context, &request, "y", &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "two columns are called y"));
    assert_int_equal(ent_measure_find(&fixture.context, "alliance", &measure, &error), ENT_OK);
    ent_request_init(&request, measure, ENT_NO_STATE, ENT_NO_STATE);
    assert_int_equal(ent_panel_add(&panel, &fixture.context, &request, NULL, &error), ENT_ERROR_USAGE);
    assert_non_null(strstr(error.message, "about two states"));
}

static void bibtex_escapes(void **state) {
    (void)state;
    struct ent_panel panel;
    struct ent_text text;
    ent_panel_init(&panel, ENT_PANEL_STATE, "cow", &fixture.arena);
    add(&panel, "output", "two", NULL);
    ent_text_init(&text);
    assert_int_equal(ent_panel_bibtex(&text, &panel, &fixture.context, &error), ENT_OK);
    assert_non_null(strstr(text.bytes, "@misc{two-1---x-,"));
    assert_non_null(strstr(text.bytes, "version      = {1\\_\\&\\{x\\}}"));
    assert_non_null(strstr(text.bytes, "year         = {1991}"));
    ent_text_release(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directed_pairs_have_each_kind),
        cmocka_unit_test(each_source_is_a_column),
        cmocka_unit_test(a_pair_is_once_and_either_way),
        cmocka_unit_test(what_is_not_open_is_withheld),
        cmocka_unit_test(squares_have_words_for_holes),
        cmocka_unit_test(names_are_refused_twice_and_pairs_of_one_state),
        cmocka_unit_test(bibtex_escapes),
    };
    return cmocka_run_group_tests(tests, set_up, fixture_teardown);
}
