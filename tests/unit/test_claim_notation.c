/* The notation of claims: examples and their canonical forms, broken claims and what is said of them, random trees and
 * mutated bytes, and the bounds of eras that the lexicon holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "claim/claim.h"
#include "claim/parser.h"

#define CANONICAL ENT_SOURCE_DIR "/tests/claims/canonical.txt"
#define BROKEN ENT_SOURCE_DIR "/tests/claims/broken.txt"
#define ERAS ENT_SOURCE_DIR "/lexicon/eras.tsv"

enum { FIELDS = 3, ROUNDS = 4000, MUTATIONS = 20000, SEED = 1955 };

/* ---- tables of tests ---- */

struct table {
    struct ent_arena arena;
    char *(*rows)[FIELDS];
    size_t count, capacity;
};

/* Lines of tab-separated fields; comments and empty lines are left out. */
static void read_table(struct table *table, const char *path, size_t fields) {
    char line[4096];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    *table = (struct table){.rows = NULL};
    ent_arena_init(&table->arena);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!line[0] || line[0] == '#')
            continue;
        void *rows = table->rows;
        assert_int_equal(ent_arena_grow(&table->arena, &rows, table->count, &table->capacity, sizeof *table->rows), 0);
        table->rows = rows;
        char *cursor = ent_arena_string(&table->arena, line);
        for (size_t i = 0; i < fields; i++) {
            if (!cursor)
                fail_msg("%s: too few fields in: %s", path, line);
            table->rows[table->count][i] = ent_text_split(&cursor, '\t');
        }
        if (cursor)
            fail_msg("%s: too many fields in: %s", path, line);
        table->count++;
    }
    fclose(file);
}

static void release_table(struct table *table) {
    ent_arena_release(&table->arena);
}

/* ---- helpers ---- */

/* The canonical form of a claim, in the arena; NULL when it does not parse. */
static const char *canonical(struct ent_arena *arena, const char *text, size_t *offset, struct ent_error *error) {
    struct ent_claim *claim;
    if (ent_claim_parse(&claim, arena, text, offset, error) != ENT_OK)
        return NULL;
    struct ent_text out;
    ent_text_init(&out);
    ent_claim_print(&out, claim);
    assert_false(out.failed);
    const char *copy = ent_arena_string(arena, out.bytes);
    ent_text_release(&out);
    return copy;
}

/* Whatever parses prints a text that parses and prints itself. */
static void check_stable(struct ent_arena *arena, const char *text) {
    struct ent_error error;
    size_t offset = 0;
    const char *once = canonical(arena, text, &offset, &error);
    if (!once)
        return;
    const char *twice = canonical(arena, once, &offset, &error);
    if (!twice)
        fail_msg("printed: %s\nread again: %s\nfrom: %s", once, error.message, text);
    if (strcmp(once, twice) != 0)
        fail_msg("printed: %s\nprinted again: %s\nfrom: %s", once, twice, text);
}

static struct ent_claim *parse(struct ent_arena *arena, const char *text) {
    struct ent_claim *claim = NULL;
    struct ent_error error;
    if (ent_claim_parse(&claim, arena, text, NULL, &error) != ENT_OK)
        fail_msg("%s: %s", text, error.message);
    return claim;
}

static const struct ent_assertion *only_assertion(struct ent_arena *arena, const char *text) {
    struct ent_claim *claim = parse(arena, text);
    assert_int_equal(claim->clause_count, 1);
    assert_int_equal(claim->clauses[0].assertion_count, 1);
    return &claim->clauses[0].assertions[0];
}

/* ---- examples ---- */

static void every_example_has_its_canonical_form(void **state) {
    struct table table;
    (void)state;
    read_table(&table, CANONICAL, 2);
    assert_true(table.count >= 80);
    for (size_t i = 0; i < table.count; i++) {
        struct ent_error error;
        size_t offset = 0;
        const char *input = table.rows[i][0], *expected = table.rows[i][1];
        const char *got = canonical(&table.arena, input, &offset, &error);
        if (!got)
            fail_msg("%s\n%*s^ %s", input, (int)offset, "", error.message);
        assert_string_equal(got, expected);
        got = canonical(&table.arena, expected, &offset, &error);
        if (!got)
            fail_msg("%s\n%*s^ %s", expected, (int)offset, "", error.message);
        assert_string_equal(got, expected);
    }
    release_table(&table);
}

static void a_broken_claim_says_where_and_why(void **state) {
    struct table table;
    (void)state;
    read_table(&table, BROKEN, 3);
    assert_true(table.count >= 60);
    for (size_t i = 0; i < table.count; i++) {
        struct ent_error error;
        struct ent_claim *claim;
        size_t offset = SIZE_MAX;
        const char *input = table.rows[i][0], *part = table.rows[i][2];
        int status = ent_claim_parse(&claim, &table.arena, input, &offset, &error);
        if (status != ENT_ERROR_USAGE)
            fail_msg("this parses: %s", input);
        if (offset != strtoul(table.rows[i][1], NULL, 10) || !strstr(error.message, part))
            fail_msg("%s\nbyte %zu: %s\nexpected byte %s: %s", input, offset, error.message, table.rows[i][1], part);
        assert_int_equal(error.line, 1);
    }
    release_table(&table);
}

/* What a table of text cannot hold: nothing at all, other bytes, too much. */
static void a_claim_that_is_no_text_is_refused(void **state) {
    static const struct {
        const char *text;
        size_t offset;
        const char *part;
    } cases[] = {
        {"", 0, "the claim is empty"},
        {" \t\n", 0, "the claim is empty"},
        {"\"\"", 0, "the claim is empty"},
        {"trade(C\xf4te) > 1", 7, "not UTF-8"},
        {"trade(CHN\x01) > 1", 9, "cannot be seen"},
        {"trade(CHN\xe2\x80\xae) > 1", 9, "cannot be seen"},
    };
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ent_error error;
        size_t offset = SIZE_MAX;
        assert_null(canonical(&arena, cases[i].text, &offset, &error));
        assert_int_equal(offset, cases[i].offset);
        assert_non_null(strstr(error.message, cases[i].part));
        assert_null(canonical(&arena, cases[i].text, NULL, NULL)); /* nobody has to ask why */
    }
    ent_arena_release(&arena);
}

static const char *repeated(struct ent_arena *arena, const char *before, const char *middle, const char *after,
                            size_t times) {
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = 0; i < times; i++)
        ent_text_add(&text, before);
    ent_text_add(&text, middle);
    for (size_t i = 0; i < times; i++)
        ent_text_add(&text, after);
    assert_false(text.failed);
    const char *copy = ent_arena_string(arena, text.bytes);
    ent_text_release(&text);
    return copy;
}

static void size_has_limits(void **state) {
    struct ent_arena arena;
    struct ent_error error;
    size_t offset = 0;
    (void)state;
    ent_arena_init(&arena);
    check_stable(&arena, repeated(&arena, "(", "rivalry(A, B) at 2018", ")", ENT_CLAIM_DEEPEST));
    assert_non_null(
        canonical(&arena, repeated(&arena, "(", "rivalry(A, B) at 2018", ")", ENT_CLAIM_DEEPEST), &offset, &error));
    assert_null(
        canonical(&arena, repeated(&arena, "(", "rivalry(A, B) at 2018", ")", ENT_CLAIM_DEEPEST + 1), &offset, &error));
    assert_int_equal(offset, ENT_CLAIM_DEEPEST);
    assert_non_null(strstr(error.message, "parentheses"));
    assert_null(canonical(&arena, repeated(&arena, "(", "a(A) + 1", ") > 2", 5000), &offset, &error));
    assert_null(canonical(&arena, repeated(&arena, "(", "", "", 60000), &offset, &error));
    assert_null(canonical(&arena, repeated(&arena, "a(A)", "", ".", 10000), &offset, &error));
    assert_null(canonical(&arena, repeated(&arena, "not ", "a(A)", "", 10000), &offset, &error));
    assert_null(canonical(&arena, repeated(&arena, "a(A) + ", "a(A) > 1", "", 5000), &offset, &error));
    assert_non_null(strstr(error.message, "arithmetic"));
    assert_non_null(
        canonical(&arena, repeated(&arena, "a(A) + ", "a(A) > 1", "", ENT_CLAIM_OPERATORS), &offset, &error));
    assert_non_null(canonical(&arena, repeated(&arena, "a(A) and ", "a(A) at 2018", "", 4000), &offset, &error));
    assert_non_null(canonical(&arena, repeated(&arena, "(a(A)) and ", "a(A) at 2018", "", 4000), &offset, &error));
    assert_null(canonical(&arena, repeated(&arena, "a(A) and ", "a(A) at 2018", "", 40000), &offset, &error));
    assert_non_null(strstr(error.message, "64 KiB"));
    ent_arena_release(&arena);
}

/* ---- what the tree holds ---- */

static void numbers_keep_what_was_written(void **state) {
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    const struct ent_number *number = &only_assertion(&arena, "trade(A, B) growth = 27.50 % at 2018")->predicate.number;
    assert_true(number->percent && number->value == 27.5 && number->decimals == 2);
    assert_string_equal(number->written, "27.50%");
    number = &only_assertion(&arena, "gdp.usd(A) > 1,200.5 billion at 2018")->right->number;
    assert_true(!number->percent && number->value == 1200.5e9 && number->decimals == 1);
    assert_string_equal(number->written, "1200.5 billion");
    number = &only_assertion(&arena, "gdp.usd(A) > -0.3 at 2018")->right->number;
    assert_true(number->value == -0.3 && number->decimals == 1);
    ent_arena_release(&arena);
}

static void every_part_knows_where_it_began(void **state) {
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    struct ent_claim *claim = parse(&arena, "trade(CHN -> RUS, item=all) > 3 at 2018");
    const struct ent_assertion *assertion = &claim->clauses[0].assertions[0];
    const struct ent_series_term *series = assertion->left->series;
    assert_int_equal(series->argument_count, 2);
    assert_int_equal(series->arguments[0].offset, 6);
    assert_int_equal(series->arguments[1].offset, 13);
    assert_true(series->arguments[1].arrow && !series->arguments[0].arrow);
    assert_int_equal(series->arguments[1].state, -1);
    assert_int_equal(series->options[0].offset, 18);
    assert_string_equal(series->options[0].name, "item");
    assert_string_equal(series->options[0].value, "all");
    assert_int_equal(assertion->right->offset, 30);
    assert_int_equal(claim->clauses[0].window.offset, 32);
    assert_int_equal(claim->clauses[0].window.form, ENT_WINDOW_AT);
    assert_int_equal(claim->clauses[0].window.at.first_year, 2018);
    ent_arena_release(&arena);
}

static void windows_close_clauses(void **state) {
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    struct ent_claim *claim =
        parse(&arena, "a(A) or b(B) and not c(C) at 2001 or d(D) ever 2002..2003 and (e(E) at 2004)");
    assert_int_equal(claim->clause_count, 3);
    assert_int_equal(claim->clauses[0].assertion_count, 3);
    assert_true(claim->clauses[0].assertions[1].or_before && !claim->clauses[0].assertions[2].or_before);
    assert_true(claim->clauses[0].assertions[2].negated);
    assert_true(claim->clauses[1].or_before && !claim->clauses[2].or_before);
    assert_int_equal(claim->clauses[1].window.form, ENT_WINDOW_EVER);
    assert_int_equal(claim->clauses[1].window.span.from.first_year, 2002);
    assert_int_equal(claim->clauses[1].window.span.to.first_year, 2003);
    assert_non_null(claim->clauses[2].inner);
    ent_arena_release(&arena);
}

static void a_year_beside_a_date_is_a_date(void **state) {
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    const struct ent_assertion *assertion = only_assertion(&arena, "start(war(A, B)) = 1948 within 1 year");
    assert_int_equal(assertion->right->form, ENT_EXPRESSION_DATE);
    assert_int_equal(assertion->right->date.first_year, 1948);
    assert_true(assertion->within_years);
    assert_int_equal(only_assertion(&arena, "count(war(A, B)) = 1948")->right->form, ENT_EXPRESSION_NUMBER);
    ent_arena_release(&arena);
}

static void precedence_is_the_usual(void **state) {
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    const struct ent_expression *sum = only_assertion(&arena, "a(A) - b(B) * 2 - c(C) > 0")->left;
    assert_int_equal(sum->operator, '-');
    assert_int_equal(sum->left->operator, '-');
    assert_int_equal(sum->left->right->operator, '*');
    assert_int_equal(sum->right->form, ENT_EXPRESSION_SERIES);
    ent_arena_release(&arena);
}

/* ---- expressions ---- */

static void the_time_of_an_expression_is_shared(void **state) {
    static const struct {
        const char *input, *expected;
    } cases[] = {
        {"votes.kappa(CHN, RUS) @ 2018", "votes.kappa(CHN, RUS) @ 2018"},
        {"votes.kappa(CHN, RUS)", "votes.kappa(CHN, RUS)"},
        {"gdp.usd(CHN) / gdp.usd(RUS) @ 2017", "gdp.usd(CHN) @ 2017 / gdp.usd(RUS) @ 2017"},
        {"gdp.usd(CHN) / gdp.usd(RUS) at 2017", "gdp.usd(CHN) @ 2017 / gdp.usd(RUS) @ 2017"},
        {"gdp.usd(CHN) @ 2000 / gdp.usd(RUS) @ 2017", "gdp.usd(CHN) @ 2000 / gdp.usd(RUS) @ 2017"},
        {"gdp.usd(CHN) / gdp.usd(RUS)@2017", "gdp.usd(CHN) / gdp.usd(RUS)@2017"},
        {"count(war(EGY, ISR), 1948..1973)", "count(war(EGY, ISR), 1948..1973)"},
    };
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *input = cases[i].input;
        for (int round = 0; round < 2; round++, input = cases[i].expected) {
            struct ent_expression *expression;
            struct ent_error error;
            struct ent_text out;
            if (ent_expression_parse(&expression, &arena, input, NULL, &error) != ENT_OK)
                fail_msg("%s: %s", input, error.message);
            ent_text_init(&out);
            ent_expression_print(&out, expression);
            assert_string_equal(out.bytes, cases[i].expected);
            ent_text_release(&out);
        }
    }
    ent_arena_release(&arena);
}

static void an_expression_is_no_claim(void **state) {
    static const char *const broken[] = {"gdp.usd(CHN) > 3",      "",
                                         "gdp.usd(CHN) rising",   "gdp.usd(CHN) @ 2017 and",
                                         "gdp.usd(CHN) at 1950s", "gdp.usd(CHN"};
    struct ent_arena arena;
    (void)state;
    ent_arena_init(&arena);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct ent_expression *expression;
        struct ent_error error;
        size_t offset = SIZE_MAX;
        assert_int_equal(ent_expression_parse(&expression, &arena, broken[i], &offset, &error), ENT_ERROR_USAGE);
        assert_true(offset <= strlen(broken[i]));
    }
    ent_arena_release(&arena);
}

/* ---- random trees ---- */

struct maker {
    struct ent_arena *arena;
    struct ent_random random;
};

static uint32_t below(struct maker *maker, uint32_t bound) {
    return ent_random_below(&maker->random, bound);
}

static bool one_in(struct maker *maker, uint32_t bound) {
    return below(maker, bound) == 0;
}

static const char *pick(struct maker *maker, const char *const *words, size_t count) {
    return words[below(maker, (uint32_t)count)];
}

#define PICK(maker, words) pick(maker, words, sizeof(words) / sizeof *(words))

static void *make(struct maker *maker, size_t count, size_t size) {
    void *memory = ent_arena_alloc(maker->arena, count, size);
    assert_non_null(memory);
    return memory;
}

static const char *const states[] = {"CHN", "RUS",           "South Korea", "Côte d'Ivoire",          "U.S.",
                                     "710", "Guinea-Bissau", "中国",        "Bosnia and Herzegovina", "Fiji"};

static struct ent_time make_date(struct maker *maker, enum ent_precision finest) {
    int year = 1800 + (int)below(maker, 230), month = 1 + (int)below(maker, 12);
    struct ent_time time = {.form = ENT_TIME_DATE, .first_year = year, .last_year = year};
    enum ent_precision precision = (enum ent_precision)(finest + below(maker, (uint32_t)(3 - finest)));
    time.interval = precision == ENT_PRECISION_YEAR ? ent_interval_year(year) : ent_interval_month(year, month);
    if (precision == ENT_PRECISION_DAY) {
        time.interval.from += (ent_day)below(maker, 28);
        time.interval.to = time.interval.from + 1;
        time.interval.precision = ENT_PRECISION_DAY;
    }
    return time;
}

static struct ent_time make_time(struct maker *maker) {
    return one_in(maker, 6) ? (struct ent_time){.form = ENT_TIME_NOW} : make_date(maker, ENT_PRECISION_DAY);
}

static struct ent_argument *make_state(struct maker *maker) {
    struct ent_argument *argument = make(maker, 1, sizeof *argument);
    *argument = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .text = PICK(maker, states), .state = -1};
    return argument;
}

static struct ent_span make_span(struct maker *maker) {
    struct ent_span span = {.form = ENT_SPAN_RANGE, .from = make_date(maker, ENT_PRECISION_DAY)};
    switch (below(maker, 6)) {
    case 0:
        span.form = ENT_SPAN_AFTER;
        break;
    case 1:
        span = (struct ent_span){.form = ENT_SPAN_TERM, .term_state = make_state(maker), .term_year = 2013};
        break;
    case 2:
        span.to.form = ENT_TIME_NOW;
        break;
    default:
        do
            span.to = make_date(maker, ENT_PRECISION_DAY);
        while (span.to.interval.from < span.from.interval.from);
    }
    return span;
}

static struct ent_number make_number(struct maker *maker) {
    static const char *const digits[] = {"0", "7", "12", "3000", "0.5", "12.50", "1948", "1200000", "0.001"};
    static const char *const units[] = {"", "", "", "%", " thousand", " million", " billion", " trillion"};
    struct ent_number number = {.value = 1};
    const char *written = PICK(maker, digits);
    number.written = ent_arena_format(maker->arena, "%s%s%s", strcmp(written, "0") && one_in(maker, 5) ? "-" : "",
                                      written, PICK(maker, units));
    assert_non_null(number.written);
    number.percent = strchr(number.written, '%') != NULL;
    return number;
}

static void make_group(struct maker *maker, struct ent_argument *out) {
    static const char *const groups[] = {"NATO", "majors", "partners", "rivals", "states"};
    *out = (struct ent_argument){.form = ENT_ARGUMENT_GROUP, .text = PICK(maker, groups), .state = -1};
    if (one_in(maker, 3))
        out->of = PICK(maker, states);
}

static void make_argument(struct maker *maker, struct ent_argument *out) {
    static const char *const entities[] = {"Crimea", "the Amur Islands", "St. Peter & Paul", "North Sea, east"};
    static const char *const quantifiers[] = {"any", "all", "no", "most"};
    *out = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .text = PICK(maker, states), .state = -1};
    switch (below(maker, 6)) {
    case 0:
        out->form = ENT_ARGUMENT_ENTITY;
        out->text = PICK(maker, entities);
        break;
    case 1:
        out->form = ENT_ARGUMENT_ANY;
        break;
    case 2:
        make_group(maker, out);
        out->quantifier = one_in(maker, 2) ? PICK(maker, quantifiers) : NULL;
        break;
    default:
        break;
    }
}

static void make_option(struct maker *maker, struct ent_option *out) {
    static const char *const names[] = {"obligation", "weights", "scope", "item", "over", "members"};
    static const char *const values[] = {"defence", "[Crimea]", "1..2", "27%", "IMF DOTS", "@majors", "12", "[a, b]"};
    *out = (struct ent_option){.name = PICK(maker, names), .value = PICK(maker, values)};
    out->compare = one_in(maker, 3) ? (enum ent_compare)below(maker, 6) : ENT_EQUAL;
}

static struct ent_series_term *make_series(struct maker *maker, bool timed) {
    static const char *const names[] = {"gdp.usd", "votes.kappa", "rivalry", "trade", "gap", "alignment"};
    struct ent_series_term *series = make(maker, 1, sizeof *series);
    series->name = PICK(maker, names);
    series->arguments = make(maker, 4, sizeof *series->arguments);
    series->options = make(maker, 4, sizeof *series->options);
    if (one_in(maker, 6)) {
        do /* a group before "(" would be the group of one state */
            make_option(maker, &series->options[0]);
        while (series->options[0].value[0] == '@');
        series->option_count = 1;
        series->specification =
            ent_arena_format(maker->arena, "%s%s%s", series->options[0].name,
                             ent_compare_text(series->options[0].compare), series->options[0].value);
    }
    size_t arguments = below(maker, 4), options = one_in(maker, 3) ? 1 + below(maker, 2) : 0;
    for (size_t i = 0; i < arguments; i++) {
        struct ent_argument *argument = &series->arguments[series->argument_count++];
        make_argument(maker, argument);
        argument->arrow = i && one_in(maker, 3);
    }
    for (size_t i = 0; i < options; i++)
        make_option(maker, &series->options[series->option_count++]);
    series->has_time = timed && one_in(maker, 3);
    if (series->has_time)
        series->at = make_time(maker);
    return series;
}

static struct ent_expression *make_expression(struct maker *maker, int depth) {
    static const char *const functions[] = {"count", "mean",  "max",  "min",      "sum",    "start",
                                            "end",   "first", "last", "crossing", "turning"};
    struct ent_expression *expression = make(maker, 1, sizeof *expression);
    uint32_t form = below(maker, depth ? 10 : 6);
    if (form < 3) {
        expression->form = ENT_EXPRESSION_SERIES;
        expression->series = make_series(maker, true);
    } else if (form < 5) {
        expression->form = ENT_EXPRESSION_NUMBER;
        expression->number = make_number(maker);
    } else if (form < 6) {
        expression->form = ENT_EXPRESSION_FUNCTION;
        expression->function = PICK(maker, functions);
        expression->series = make_series(maker, false);
        if (!one_in(maker, 4))
            expression->span = make_span(maker);
    } else {
        expression->form = ENT_EXPRESSION_BINARY;
        expression->operator= "+-*/"[below(maker, 4)];
        expression->left = make_expression(maker, depth - 1);
        expression->right = make_expression(maker, depth - 1);
    }
    return expression;
}

/* The right side of a comparison can be a state, an entity or a date too. */
static struct ent_expression *make_right(struct maker *maker) {
    static const char *const names[] = {"CHN", "South Korea", "U.S.", "Bosnia and Herzegovina"};
    struct ent_expression *expression = make(maker, 1, sizeof *expression);
    if (!one_in(maker, 4))
        return make_expression(maker, 2);
    if (one_in(maker, 2)) {
        expression->form = ENT_EXPRESSION_DATE;
        do
            expression->date = make_date(maker, ENT_PRECISION_DAY);
        while (expression->date.interval.precision == ENT_PRECISION_YEAR);
        return expression;
    }
    expression->form = ENT_EXPRESSION_NAME;
    expression->name = make_state(maker);
    expression->name->text = PICK(maker, names);
    if (one_in(maker, 3)) {
        expression->name->form = ENT_ARGUMENT_ENTITY;
        expression->name->text = "Crimea";
    }
    return expression;
}

static void make_predicate(struct maker *maker, struct ent_predicate *out) {
    static const char *const among[] = {"group", "pairs", "partners"};
    out->form = (enum ent_predicate_form)(ENT_PREDICATE_HIGHEST + below(maker, 8));
    out->every_year = one_in(maker, 2);
    out->compare = (enum ent_compare)below(maker, 6);
    out->number = make_number(maker);
    out->since = make_time(maker);
    out->among = PICK(maker, among);
    if (out->form == ENT_PREDICATE_AGAIN_SINCE) {
        out->since = make_date(maker, ENT_PRECISION_YEAR);
    } else if (one_in(maker, 4)) {
        out->since.form = ENT_TIME_RECORD;
    } else if (one_in(maker, 2)) {
        out->since = (struct ent_time){
            .form = ENT_TIME_ERA, .decade = 1800 + 10 * (int)below(maker, 22), .part = "eml "[below(maker, 4)]};
    }
    out->group = make(maker, 1, sizeof *out->group);
    make_group(maker, out->group);
}

static void make_assertion(struct maker *maker, struct ent_assertion *out) {
    out->negated = one_in(maker, 4);
    out->left = make_expression(maker, 2);
    if (out->left->form == ENT_EXPRESSION_NUMBER || one_in(maker, 2)) {
        out->has_compare = true;
        out->compare = (enum ent_compare)below(maker, 6);
        out->right = make_right(maker);
        out->has_within = one_in(maker, 4);
        if (out->has_within)
            out->within = make_number(maker);
        out->within_years = out->has_within && !out->within.percent && one_in(maker, 2);
    } else if (out->left->form != ENT_EXPRESSION_SERIES || one_in(maker, 2)) {
        make_predicate(maker, &out->predicate);
    }
}

static void make_window(struct maker *maker, struct ent_window *out) {
    out->form = (enum ent_window_form)(ENT_WINDOW_AT + below(maker, 7));
    if (out->form == ENT_WINDOW_AT || out->form == ENT_WINDOW_SINCE)
        out->at = make_time(maker);
    else
        out->span = make_span(maker);
}

static struct ent_claim *make_claim(struct maker *maker, int depth) {
    struct ent_claim *claim = make(maker, 1, sizeof *claim);
    claim->clause_count = 1 + below(maker, 3);
    claim->clauses = make(maker, claim->clause_count, sizeof *claim->clauses);
    for (size_t i = 0; i < claim->clause_count; i++) {
        struct ent_clause *clause = &claim->clauses[i];
        clause->or_before = i && one_in(maker, 2);
        if (depth && one_in(maker, 3)) {
            clause->inner = make_claim(maker, depth - 1);
            continue;
        }
        clause->assertion_count = 1 + below(maker, 3);
        clause->assertions = make(maker, clause->assertion_count, sizeof *clause->assertions);
        for (size_t j = 0; j < clause->assertion_count; j++) {
            make_assertion(maker, &clause->assertions[j]);
            clause->assertions[j].or_before = j && one_in(maker, 2);
        }
        if (i + 1 < claim->clause_count || one_in(maker, 2)) /* a condition goes on until its window */
            make_window(maker, &clause->window);
    }
    return claim;
}

static void check_same_shape(const struct ent_claim *a, const struct ent_claim *b) {
    assert_int_equal(a->clause_count, b->clause_count);
    for (size_t i = 0; i < a->clause_count; i++) {
        const struct ent_clause *x = &a->clauses[i], *y = &b->clauses[i];
        assert_int_equal(x->inner != NULL, y->inner != NULL);
        assert_int_equal(x->or_before, y->or_before);
        assert_int_equal(x->assertion_count, y->assertion_count);
        assert_int_equal(x->window.form, y->window.form);
        if (x->inner)
            check_same_shape(x->inner, y->inner);
    }
}

static void a_random_tree_prints_what_parses_as_itself(void **state) {
    (void)state;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        struct ent_arena arena;
        struct ent_text out;
        struct ent_error error;
        struct ent_claim *again;
        size_t offset = 0;
        ent_arena_init(&arena);
        ent_text_init(&out);
        struct maker maker = {.arena = &arena};
        ent_random_seed(&maker.random, SEED, 1, round);
        struct ent_claim *claim = make_claim(&maker, 2);
        ent_claim_print(&out, claim);
        if (ent_claim_parse(&again, &arena, out.bytes, &offset, &error) != ENT_OK)
            fail_msg("round %d, byte %zu: %s\n%.200s", (int)round, offset, error.message, out.bytes + offset);
        const char *printed = canonical(&arena, out.bytes, &offset, &error);
        assert_string_equal(printed, out.bytes);
        check_same_shape(claim, again);
        ent_text_release(&out);
        ent_arena_release(&arena);
    }
}

/* ---- mutated bytes ---- */

static size_t mutate(struct ent_random *random, char *text, size_t length, size_t room, const struct table *table) {
    static const char *const parts[] = {"(",      ")",    ",",    "..",   " and ", " not ",   "@",    "->",
                                        "[",      "]",    " at ", "%",    "\"",    " 1950s",  ":",    "=",
                                        "-",      " to ", "mid",  ".",    "–",     "’",       "\xff", "9",
                                        " ever ", " or ", "  ",   "the ", "U.S.",  " within "};
    size_t at = length ? ent_random_below(random, (uint32_t)length) : 0;
    switch (ent_random_below(random, 5)) {
    case 0: /* another byte */
        if (length)
            text[at] = (char)(1 + ent_random_below(random, 255));
        return length;
    case 1: { /* some bytes fewer */
        size_t cut = 1 + ent_random_below(random, 6);
        cut = cut < length - at ? cut : length - at;
        memmove(text + at, text + at + cut, length - at - cut + 1);
        return length - cut;
    }
    case 2: { /* the rest of another claim */
        const char *other = table->rows[ent_random_below(random, (uint32_t)table->count)][0];
        size_t from = ent_random_below(random, (uint32_t)strlen(other) + 1), more = strlen(other + from);
        if (at + more >= room)
            return length;
        memcpy(text + at, other + from, more + 1);
        return at + more;
    }
    default: { /* a part that means something, put in */
        const char *part = parts[ent_random_below(random, sizeof parts / sizeof *parts)];
        size_t more = strlen(part);
        if (length + more >= room)
            return length;
        memmove(text + at + more, text + at, length - at + 1);
        memcpy(text + at, part, more);
        return length + more;
    }
    }
}

static void mutated_claims_fail_or_stay_stable(void **state) {
    struct table table;
    struct ent_random random;
    (void)state;
    read_table(&table, CANONICAL, 2);
    ent_random_seed(&random, SEED, 2, 0);
    for (int i = 0; i < MUTATIONS; i++) {
        char text[1024];
        struct ent_arena arena;
        struct ent_error error = {.message = ""};
        size_t offset = SIZE_MAX;
        ent_arena_init(&arena);
        size_t length = strlen(strcpy(text, table.rows[(size_t)i % table.count][0]));
        for (uint32_t times = 1 + ent_random_below(&random, 3); times; times--)
            length = mutate(&random, text, length, sizeof text, &table);
        assert_int_equal(strlen(text), length);
        if (!canonical(&arena, text, &offset, &error)) {
            assert_true(offset <= length);
            assert_true(error.message[0]);
        }
        check_stable(&arena, text);
        struct ent_expression *expression;
        if (ent_expression_parse(&expression, &arena, text, &offset, &error) != ENT_OK)
            assert_true(offset <= length);
        ent_arena_release(&arena);
    }
    release_table(&table);
}

/* ---- eras ---- */

static void eras_have_the_bounds_of_the_lexicon(void **state) {
    struct table table;
    (void)state;
    read_table(&table, ERAS, 3);
    assert_string_equal(table.rows[0][0], "part");
    assert_int_equal(table.count, 6);
    for (size_t i = 1; i < table.count; i++) {
        bool whole = strcmp(table.rows[i][0], "whole") == 0;
        const char *text =
            ent_arena_format(&table.arena, "a(A) highest since the %s 1950s at 2018", whole ? "" : table.rows[i][0]);
        const struct ent_time *era = &only_assertion(&table.arena, text)->predicate.since;
        assert_int_equal(era->form, ENT_TIME_ERA);
        assert_int_equal(era->decade, 1950);
        assert_int_equal(era->part, whole ? ' ' : table.rows[i][0][0]);
        assert_int_equal(era->first_year, 1950 + atoi(table.rows[i][1]));
        assert_int_equal(era->last_year, 1950 + atoi(table.rows[i][2]));
    }
    release_table(&table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_has_its_canonical_form),
        cmocka_unit_test(a_broken_claim_says_where_and_why),
        cmocka_unit_test(a_claim_that_is_no_text_is_refused),
        cmocka_unit_test(size_has_limits),
        cmocka_unit_test(numbers_keep_what_was_written),
        cmocka_unit_test(every_part_knows_where_it_began),
        cmocka_unit_test(windows_close_clauses),
        cmocka_unit_test(a_year_beside_a_date_is_a_date),
        cmocka_unit_test(precedence_is_the_usual),
        cmocka_unit_test(the_time_of_an_expression_is_shared),
        cmocka_unit_test(an_expression_is_no_claim),
        cmocka_unit_test(a_random_tree_prints_what_parses_as_itself),
        cmocka_unit_test(mutated_claims_fail_or_stay_stable),
        cmocka_unit_test(eras_have_the_bounds_of_the_lexicon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
