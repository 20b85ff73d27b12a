/* Claims files: what a statement carries, where a mistake stands, and how a file is told from prose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "claim/claims_file.h"

static const char example[] = "dateline 2019-02-01\n"
                              "source   The new Beijing–Moscow axis\n"
                              "concept  alignment/1\n"
                              "# read by hand\n"
                              "\n"
                              "[57] \"As recently as 1991, China's economy was smaller\"\n"
                              "     economy(CHN) < economy(RUS) at 1991   # by purchasing power and in dollars\n"
                              "     expect SPLIT\n"
                              "[51] “effectively precipitated the Soviet Union's collapse”\n"
                              "     not checkable: cause\n"
                              "     expect NOT CHECKABLE # nobody can see a cause\n"
                              "[67] \"China's military might will grow\" — head of a Moscow defence think tank\n"
                              "     forecast by 2024: milex(CHN) / milex(RUS) rising since 2018\n"
                              "[74] \"still not that\n"
                              "     \"comfortable\" with\n"
                              "\tthe switch\" -- director of a Shanghai centre\n"
                              "     opinion\n"
                              "     expect ledger because it is one\n"
                              "[91] \"last September\"\n"
                              "     text: 2018-09\n"
                              "     text: 1954..1957\n"
                              "     visit(CHN -> RUS) at 2018\n"
                              "     alliance(CHN, RUS) never 1992..2018";

static struct ent_claims_file *parse(struct ent_arena *arena, const char *bytes, size_t length) {
    struct ent_claims_file *file;
    struct ent_error error;
    if (ent_claims_file_parse(&file, arena, "axis.claims", bytes, length, &error) != ENT_OK)
        fail_msg("line %ld: %s", error.line, error.message);
    return file;
}

static void check_example(const struct ent_claims_file *file) {
    assert_string_equal(file->name, "axis.claims");
    assert_true(file->has_dateline);
    assert_int_equal(file->dateline.from, ent_day_from(2019, 2, 1));
    assert_string_equal(file->source, "The new Beijing–Moscow axis");
    assert_int_equal(file->pin_count, 1);
    assert_string_equal(file->pins[0].concept, "alignment");
    assert_string_equal(file->pins[0].version, "1");
    assert_int_equal(file->statement_count, 5);
    const struct ent_statement *statement = &file->statements[0];
    assert_string_equal(statement->id, "57");
    assert_string_equal(statement->text, "As recently as 1991, China's economy was smaller");
    assert_null(statement->speaker);
    assert_int_equal(statement->line, 6);
    assert_int_equal(statement->entry_count, 1);
    assert_int_equal(statement->entries[0].kind, ENT_ENTRY_CLAIM);
    assert_int_equal(statement->entries[0].line, 7);
    assert_string_equal(statement->entries[0].text, "economy(CHN) < economy(RUS) at 1991");
    assert_int_equal(statement->entries[0].claim->clause_count, 1);
    assert_true(statement->entries[0].has_expect);
    assert_int_equal(statement->entries[0].expect, ENT_VERDICT_SPLIT);
    assert_int_equal(statement->entries[0].expect_line, 8);
    assert_null(statement->entries[0].because);
}

static void statements_carry_their_entries(void **state) {
    (void)state;
    struct ent_arena arena;
    ent_arena_init(&arena);
    const struct ent_claims_file *file = parse(&arena, example, strlen(example));
    check_example(file);
    const struct ent_entry *cause = &file->statements[1].entries[0];
    assert_string_equal(file->statements[1].text, "effectively precipitated the Soviet Union's collapse");
    assert_int_equal(cause->kind, ENT_ENTRY_NOT_CHECKABLE);
    assert_string_equal(cause->reason, "cause");
    assert_int_equal(cause->expect, ENT_VERDICT_NOT_CHECKABLE);
    assert_string_equal(cause->because, "nobody can see a cause");
    const struct ent_entry *forecast = &file->statements[2].entries[0];
    assert_string_equal(file->statements[2].speaker, "head of a Moscow defence think tank");
    assert_int_equal(forecast->kind, ENT_ENTRY_FORECAST);
    assert_int_equal(forecast->interval.from, ent_day_from(2024, 1, 1));
    assert_non_null(forecast->claim);
    assert_false(forecast->has_expect);
    const struct ent_entry *opinion = &file->statements[3].entries[0];
    assert_string_equal(file->statements[3].text, "still not that \"comfortable\" with the switch");
    assert_string_equal(file->statements[3].speaker, "director of a Shanghai centre");
    assert_int_equal(opinion->kind, ENT_ENTRY_OPINION);
    assert_int_equal(opinion->line, 17);
    assert_int_equal(opinion->expect, ENT_VERDICT_LEDGER);
    assert_string_equal(opinion->because, "it is one");
    const struct ent_statement *last = &file->statements[4];
    assert_int_equal(last->entry_count, 4);
    assert_int_equal(last->entries[0].kind, ENT_ENTRY_TEXT);
    assert_int_equal(last->entries[0].interval.precision, ENT_PRECISION_MONTH);
    assert_int_equal(last->entries[1].interval.from, ent_day_from(1954, 1, 1));
    assert_int_equal(last->entries[1].interval.to, ent_day_from(1958, 1, 1));
    assert_int_equal(last->entries[3].line, 23);
    ent_arena_release(&arena);
}

/* The same file with CR LF, a byte order mark and a last newline. */
static void line_ends_do_not_matter(void **state) {
    (void)state;
    struct ent_arena arena;
    struct ent_text text;
    ent_arena_init(&arena);
    ent_text_init(&text);
    ent_text_add(&text, "\xef\xbb\xbf");
    for (const char *at = example; *at; at++)
        ent_text_add_bytes(&text, *at == '\n' ? "\r\n" : at, *at == '\n' ? 2 : 1);
    ent_text_add(&text, "\r\n");
    check_example(parse(&arena, text.bytes, text.length));
    assert_true(ent_claims_file_looks_like(text.bytes, text.length));
    ent_text_release(&text);
    ent_arena_release(&arena);
}

/* ---- mistakes ---- */

static void expect_failure(const char *bytes, size_t length, long line, const char *words) {
    struct ent_arena arena;
    struct ent_claims_file *file;
    struct ent_error error;
    ent_arena_init(&arena);
    assert_int_equal(ent_claims_file_parse(&file, &arena, "f", bytes, length, &error), ENT_ERROR_INPUT);
    if (error.line != line || !strstr(error.message, words) || strcmp(error.file, "f") != 0)
        fail_msg("%s\n  %s:%ld: %s\n  expected line %ld: %s", bytes, error.file, error.line, error.message, line,
                 words);
    ent_arena_release(&arena);
}

static void mistakes_name_their_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long line;
        const char *words;
    } cases[] = {
        {"", 0, "no statement"},
        {"# nothing\n\n", 0, "no statement"},
        {"dateline 2019\n", 0, "no statement"},
        {"dateline soon\n[1] \"a\"\n", 1, "the dateline is no date"},
        {"dateline 2019-02-30\n[1] \"a\"\n", 1, "the dateline is no date"},
        {"dateline 2019\ndateline 2020\n[1] \"a\"\n", 2, "a second dateline"},
        {"source a\nsource b\n[1] \"a\"\n", 2, "a second source"},
        {"concept alignment\n[1] \"a\"\n", 1, "NAME/VERSION"},
        {"concept /1\n[1] \"a\"\n", 1, "NAME/VERSION"},
        {"[1] \"a\"\ndateline 2019\n", 2, "before the first statement"},
        {"hello\n", 1, "expected dateline, source, concept, or a statement"},
        {"[1] \"a\"\nalliance(A, B)\n", 2, "indented below"},
        {"  alliance(A, B)\n", 1, "below a statement"},
        {"[1 \"a\"\n", 1, "number in brackets"},
        {"[] \"a\"\n", 1, "number in brackets"},
        {"[ ] \"a\"\n", 1, "number in brackets"},
        {"[1] a\n", 1, "stand in quotes"},
        {"[1] \"a\n[2] \"b\"\n", 1, "never closed"},
        {"[1] \"a\n\n  alliance(A, B)\n", 1, "never closed"},
        {"[1] “a\"\n", 1, "never closed"},
        {"[1] \"a\" said B\n", 1, "comes nothing, or a dash"},
        {"[1] \"a\"\n[2] \"b\"\n[1] \"c\"\n", 3, "already at line 1"},
        {"[1] \"a\"\n  expect HOLDS\n", 2, "below the claim"},
        {"[1] \"a\"\n  opinion\n  expect HOLDS\n  expect FAILS\n", 4, "an expect already"},
        {"[1] \"a\"\n  opinion\n  expect\n", 3, "expect takes HOLDS"},
        {"[1] \"a\"\n  opinion\n  expect HOLD\n", 3, "did you mean 'HOLDS'?"},
        {"[1] \"a\"\n  opinion\n  expect not coverd\n", 3, "did you mean 'NOT COVERED'?"},
        {"[1] \"a\"\n  opinion\n  expect TRUE\n", 3, "expect takes HOLDS"},
        {"[1] \"a\"\n  not checkable:\n", 2, "say why"},
        {"[1] \"a\"\n  text: 2018-13\n", 2, "takes a date"},
        {"[1] \"a\"\n  text: 1957..1954\n", 2, "takes a date"},
        {"[1] \"a\"\n  text:\n", 2, "takes a date"},
        {"[1] \"a\"\n\n\xff\n", 3, "not UTF-8"},
        {"[1] \"a\"\n\x1b[31m\n", 2, "control character"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_failure(cases[i].text, strlen(cases[i].text), cases[i].line, cases[i].words);
    expect_failure("[1] \"a\"\n  op\0nion\n", 19, 2, "NUL");
}

/* Of the only entry of a file: its fault, told as an error. */
static void expect_fault(const char *text, long line, const char *words, const char *drawn) {
    struct ent_arena arena;
    struct ent_error error;
    ent_arena_init(&arena);
    struct ent_claims_file *file = parse(&arena, text, strlen(text));
    const struct ent_entry *entry = &file->statements[0].entries[0];
    assert_non_null(entry->fault);
    assert_null(entry->claim);
    ent_claim_fault_tell(entry->fault, &error);
    const char *picture = strchr(error.message, '\n');
    if (error.code != ENT_ERROR_INPUT || error.line != line || !strstr(error.message, words) ||
        strcmp(error.file, "axis.claims") != 0 || (drawn ? !picture || strcmp(picture, drawn) != 0 : picture != NULL))
        fail_msg("%s\n  %s:%ld: %s\n  expected line %ld: %s%s", text, error.file, error.line, error.message, line,
                 words, drawn ? drawn : "");
    ent_arena_release(&arena);
}

static void a_broken_claim_is_an_entry_with_its_fault(void **state) {
    (void)state;
    expect_fault("[1] \"a\"\n  forecast: alliance(A, B)\n", 2, "forecast by 2024: CLAIM", NULL);
    expect_fault("[1] \"a\"\n  forecast by soon: alliance(A, B)\n", 2, "due at a date", NULL);
    expect_fault("[1] \"a\"\n  forecast by 2024: alliance(A,\n", 2, "quote the claim",
                 "\n  alliance(A,\n             ^");
    expect_fault("[1] \"a\"\n\n  alliance(A, B) nevr 1992..2018\n", 3, "did you mean 'never'?",
                 "\n  alliance(A, B) nevr 1992..2018\n                 ^");
    expect_fault("[1] \"a\n  b\"\n  alliance(A, B) nevr 1992..2018\n", 3, "did you mean 'never'?",
                 "\n  alliance(A, B) nevr 1992..2018\n                 ^");
    expect_fault("[1] \"a\"\n    alliance(Côte d'Ivoire, B) nevr 1992..2018\n", 2, "did you mean 'never'?",
                 "\n  alliance(Côte d'Ivoire, B) nevr 1992..2018\n                             ^");
}

/* Reading goes on behind each of them, and an expect belongs to the claim above it, broken or not. */
static void every_broken_claim_is_found(void **state) {
    (void)state;
    struct ent_arena arena;
    static const char text[] = "[1] \"a\"\n  alliance(A, B) nevr 1992..2018\n  expect FAILS\n  alliance(A, B) at 1990\n"
                               "[2] \"b\"\n  alliance(A, B) at 18\n  opinion\n  forecast by 2024: alliance(A, B) at\n";
    ent_arena_init(&arena);
    const struct ent_claims_file *file = parse(&arena, text, strlen(text));
    assert_int_equal(file->statement_count, 2);
    const struct ent_entry *first = file->statements[0].entries, *second = file->statements[1].entries;
    assert_int_equal(file->statements[0].entry_count, 2);
    assert_int_equal(file->statements[1].entry_count, 3);
    assert_true(first[0].fault && first[0].fault->line == 2 && first[0].fault->place == 15);
    assert_true(first[0].has_expect && first[0].expect == ENT_VERDICT_FAILS);
    assert_true(!first[1].fault && first[1].claim);
    assert_true(second[0].fault && second[0].fault->line == 6 && second[0].fault->place == 18);
    assert_true(!second[1].fault && !second[1].claim);
    assert_true(second[2].fault && second[2].fault->line == 8 && second[2].fault->place == 17);
    assert_true(ent_entry_is_due(&second[2]));
    ent_arena_release(&arena);
}

/* ---- claims file or prose ---- */

static bool looks(const char *text) {
    return ent_claims_file_looks_like(text, strlen(text));
}

static void prose_is_no_claims_file(void **state) {
    (void)state;
    assert_true(looks(example));
    assert_true(looks("[1] \"a\"\n"));
    assert_true(looks("# by hand\n\n[1]\t“a” — b"));
    assert_true(looks("dateline 2019\nconcept alignment/1\n"));
    assert_true(looks("source A newspaper\n\n[a1] \"words\""));
    assert_false(looks(""));
    assert_false(looks("\n\n# only a comment\n"));
    assert_false(looks("China and Russia are more aligned than ever."));
    assert_false(looks("source of all evil\nis money"));
    assert_false(looks("[Editor's note] This article was corrected."));
    assert_false(looks("[1] This is a footnote."));
    assert_false(looks("datelines are dull"));
    assert_false(looks("["));
    assert_false(looks("[]"));
}

/* ---- hostile text ---- */

static void damaged_files_never_surprise(void **state) {
    (void)state;
    struct ent_random random;
    ent_random_seed(&random, 2019, 0, 0);
    for (int i = 0; i < 4000; i++) {
        char bytes[sizeof example + 8];
        size_t length = sizeof example - 1;
        memcpy(bytes, example, length);
        for (uint32_t j = ent_random_below(&random, 4) + 1; j > 0; j--) {
            static const char signs[] = "\n\r \t[]\"#:()—,.0a";
            size_t at = ent_random_below(&random, (uint32_t)length);
            if (ent_random_below(&random, 3) == 0)
                memmove(bytes + at, bytes + at + 1, --length - at);
            else
                bytes[at] = ent_random_below(&random, 4) ? signs[ent_random_below(&random, sizeof signs - 1)]
                                                         : (char)ent_random_below(&random, 256);
        }
        if (ent_random_below(&random, 8) == 0)
            length = ent_random_below(&random, (uint32_t)length);
        char *exact = malloc(length + 1); /* so that a byte too far is seen */
        assert_non_null(exact);
        memcpy(exact, bytes, length);
        char *sized = realloc(exact, length ? length : 1);
        struct ent_arena arena;
        struct ent_claims_file *file;
        struct ent_error error = {.message = ""};
        ent_arena_init(&arena);
        ent_claims_file_looks_like(sized, length);
        if (ent_claims_file_parse(&file, &arena, "f", sized, length, &error) != ENT_OK)
            assert_true(error.code == ENT_ERROR_INPUT && strlen(error.message) > 8);
        ent_arena_release(&arena);
        free(sized);
    }
}

/* What stands behind a dash, as role, body, state and date; "" is NULL. */
static void speakers_have_parts(void **state) {
    static const struct {
        const char *text, *role, *body, *of, *said;
    } cases[] = {
        {"director of a Shanghai centre", "director of a Shanghai centre", "", "", ""},
        {"director, state institute in Shanghai (CHN), 2019-01-20", "director", "state institute in Shanghai", "CHN",
         "2019-01-20"},
        {"minister (  South  Korea ) , 1999-04", "minister", "", "South  Korea", "1999-04"},
        {"head, Department of Asia, Africa and Oceania", "head", "Department of Asia, Africa and Oceania", "", ""},
        {"columnist, 1954", "columnist", "", "", "1954"},
        {"columnist, 1954-13", "columnist", "1954-13", "", ""},
        {"an old hand ()", "an old hand ()", "", "", ""},
        {"(CHN)", "", "", "CHN", ""},
        {"spokesman (press) of a bank", "spokesman (press) of a bank", "", "", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ent_arena arena;
        struct ent_speaker speaker;
        char said[16] = "";
        ent_arena_init(&arena);
        assert_int_equal(ent_speaker_parse(&speaker, &arena, cases[i].text), ENT_OK);
        if (speaker.has_said)
            ent_day_print(speaker.said.from, speaker.said.precision, said, sizeof said);
        assert_string_equal(speaker.role ? speaker.role : "", cases[i].role);
        assert_string_equal(speaker.body ? speaker.body : "", cases[i].body);
        assert_string_equal(speaker.state ? speaker.state : "", cases[i].of);
        assert_string_equal(said, cases[i].said);
        ent_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_carry_their_entries),
        cmocka_unit_test(line_ends_do_not_matter),
        cmocka_unit_test(speakers_have_parts),
        cmocka_unit_test(mistakes_name_their_line),
        cmocka_unit_test(a_broken_claim_is_an_entry_with_its_fault),
        cmocka_unit_test(every_broken_claim_is_found),
        cmocka_unit_test(prose_is_no_claims_file),
        cmocka_unit_test(damaged_files_never_surprise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
