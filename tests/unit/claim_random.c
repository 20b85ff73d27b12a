/* Random claims, made as trees: every form of the grammar, in the shapes that the parser makes. */
#include "claim_trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PICK(list) list[ent_random_below(random, sizeof list / sizeof *list)]

static bool chance(struct ent_random *random, uint32_t one_in) {
    return ent_random_below(random, one_in) == 0;
}

static void *make(struct ent_arena *arena, size_t count, size_t size) {
    void *memory = ent_arena_alloc(arena, count, size);
    if (!memory)
        abort();
    return memory;
}

/* ---- times ---- */

static struct ent_time date(const char *text) {
    struct ent_time time = {.form = ENT_TIME_DATE};
    if (!ent_interval_parse(text, &time.interval))
        abort();
    time.first_year = time.last_year = ent_day_year(time.interval.from);
    return time;
}

static struct ent_time random_date(struct ent_random *random, int forms) {
    char text[64];
    int year = 1816 + (int)ent_random_below(random, 200), month = 1 + (int)ent_random_below(random, 12);
    switch (ent_random_below(random, (uint32_t)forms)) {
    case 0:
        snprintf(text, sizeof text, "%04d", year);
        break;
    case 1:
        snprintf(text, sizeof text, "%04d-%02d", year, month);
        break;
    default:
        snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, 1 + (int)ent_random_below(random, 28));
        break;
    }
    return date(text);
}

static struct ent_time random_era(struct ent_random *random) {
    static const struct {
        char part;
        int first, last;
    } parts[] = {{' ', 0, 9}, {'e', 0, 3}, {'m', 4, 7}, {'l', 7, 9}};
    int row = (int)ent_random_below(random, 4), decade = 1810 + 10 * (int)ent_random_below(random, 21);
    return (struct ent_time){.form = ENT_TIME_ERA,
                             .decade = decade,
                             .part = parts[row].part,
                             .first_year = decade + parts[row].first,
                             .last_year = decade + parts[row].last};
}

static struct ent_time random_time(struct ent_random *random) {
    return chance(random, 6) ? (struct ent_time){.form = ENT_TIME_NOW} : random_date(random, 3);
}

static struct ent_argument *random_name(struct ent_arena *arena, struct ent_random *random) {
    static const char *const names[] = {
        "CHN",  "South Korea", "U.S.", "Côte d'Ivoire",      "710", "TO", "Bosnia and Herzegovina", "Guinea-Bissau",
        "中国", "gdp.usd",     "NO",   "São Tomé & Príncipe"};
    struct ent_argument *name = make(arena, 1, sizeof *name);
    *name = (struct ent_argument){.form = ENT_ARGUMENT_NAME, .text = PICK(names), .state = -1};
    return name;
}

static struct ent_series_term *random_series(struct ent_arena *arena, struct ent_random *random, bool timed);

/* A function that is a date, over a span that may hang on another. */
static struct ent_expression *random_moment(struct ent_arena *arena, struct ent_random *random);

static struct ent_span random_span(struct ent_arena *arena, struct ent_random *random) {
    struct ent_span span = {.form = ENT_SPAN_RANGE};
    switch (ent_random_below(random, 5)) {
    case 0:
        span.form = ENT_SPAN_TERM;
        span.term_state = random_name(arena, random);
        span.term_year = 1816 + (int)ent_random_below(random, 200);
        break;
    case 1:
        span.form = chance(random, 2) ? ENT_SPAN_AFTER : ENT_SPAN_BEFORE;
        span.years = chance(random, 2) ? 0 : 1 + (int)ent_random_below(random, 999);
        if (chance(random, 2))
            span.from = random_time(random);
        else
            span.moment = random_moment(arena, random);
        break;
    default:
        span.from = random_time(random);
        span.to = random_time(random);
        if (span.from.form == ENT_TIME_NOW ||
            (span.to.form == ENT_TIME_DATE && span.to.interval.from < span.from.interval.from))
            span.to = span.from;
        break;
    }
    return span;
}

static struct ent_number random_number(struct ent_random *random) {
    static const struct ent_number numbers[] = {{0, false, 0, "0", false},
                                                {3, false, 0, "3", false},
                                                {27, true, 0, "27%", false},
                                                {2e6, false, 0, "2 million", false},
                                                {0.5, false, 2, "0.50", false},
                                                {-5.5, true, 1, "-5.5%", false},
                                                {1200, false, 0, "1200", false},
                                                {1.5e12, false, 1, "1.5 trillion", false},
                                                {-3, false, 0, "-3", false},
                                                {1, false, 0, "1", false},
                                                {7000, false, 0, "7 thousand", false}};
    return PICK(numbers);
}

/* ---- series ---- */

static void random_group(struct ent_arena *arena, struct ent_random *random, struct ent_argument *out) {
    static const char *const groups[] = {"majors", "NATO", "states", "partners", "warsaw-pact"};
    *out = (struct ent_argument){.form = ENT_ARGUMENT_GROUP, .text = PICK(groups), .state = -1};
    if (chance(random, 3))
        out->of = random_name(arena, random)->text;
}

static struct ent_argument random_argument(struct ent_arena *arena, struct ent_random *random) {
    static const char *const quantifiers[] = {"any", "all", "no", "most"};
    struct ent_argument argument = {.form = ENT_ARGUMENT_ANY, .state = -1};
    switch (ent_random_below(random, 8)) {
    case 0:
        break;
    case 1:
        argument.form = ENT_ARGUMENT_ENTITY;
        argument.text = "South Ossetia";
        break;
    case 2:
        random_group(arena, random, &argument);
        argument.quantifier = chance(random, 2) ? PICK(quantifiers) : NULL;
        break;
    default:
        argument = *random_name(arena, random);
        break;
    }
    return argument;
}

static void random_options(struct ent_arena *arena, struct ent_random *random, struct ent_series_term *series) {
    static const char *const names[] = {"obligation", "weights", "level", "item", "over", "years"};
    static const char *const values[] = {"defence", "us-important", "[Crimea, the]", "4", "0.5",
                                         "10%",     "crude oil",    "1950..1960",    "-1"};
    size_t specified = chance(random, 4) ? 1 + ent_random_below(random, 3) : 0;
    series->option_count = specified + (chance(random, 2) ? ent_random_below(random, 3) : 0);
    series->options = make(arena, series->option_count + 1, sizeof *series->options);
    const char *text = specified ? "" : NULL;
    for (size_t i = 0; i < series->option_count; i++) {
        struct ent_option *option = &series->options[i];
        *option = (struct ent_option){
            .name = PICK(names), .compare = (enum ent_compare)ent_random_below(random, 6), .value = PICK(values)};
        if (i < specified)
            text = ent_arena_format(arena, "%s%s%s%s%s", text, i ? "," : "", option->name,
                                    ent_compare_text(option->compare), option->value);
    }
    series->specification = text;
}

static struct ent_series_term *random_series(struct ent_arena *arena, struct ent_random *random, bool timed) {
    static const char *const names[] = {"alliance", "votes.kappa", "gap", "gdp.usd", "reversal", "senior", "rank"};
    struct ent_series_term *series = make(arena, 1, sizeof *series);
    series->name = PICK(names);
    if (strcmp(series->name, "rank") == 0)
        series->name = "visit";
    series->argument_count = ent_random_below(random, 4);
    series->arguments = make(arena, series->argument_count + 1, sizeof *series->arguments);
    for (size_t i = 0; i < series->argument_count; i++) {
        series->arguments[i] = random_argument(arena, random);
        series->arguments[i].arrow = i && chance(random, 3);
    }
    if (series->argument_count > 1 && chance(random, 8))
        series->arguments[0] = (struct ent_argument){.text = "votes.pi:weights=linear,abstain=category", .state = -1};
    random_options(arena, random, series);
    series->has_time = timed && chance(random, 3);
    if (series->has_time)
        series->at = random_time(random);
    return series;
}

/* ---- expressions ---- */

static const char *const functions[] = {"count", "mean",  "max",  "min",      "sum",    "start",
                                        "end",   "first", "last", "crossing", "turning"};

static struct ent_expression *random_moment(struct ent_arena *arena, struct ent_random *random) {
    static const char *const dates[] = {"start", "end", "first", "last", "crossing"};
    struct ent_expression *out = make(arena, 1, sizeof *out);
    out->form = ENT_EXPRESSION_FUNCTION;
    out->function = PICK(dates);
    out->series = random_series(arena, random, false);
    if (!chance(random, 4))
        out->span = random_span(arena, random);
    return out;
}

struct ent_expression *trees_random_expression(struct ent_arena *arena, struct ent_random *random, int depth) {
    struct ent_expression *out = make(arena, 1, sizeof *out);
    uint32_t form = ent_random_below(random, depth > 0 ? 8 : 5);
    if (form >= 5) {
        out->form = ENT_EXPRESSION_BINARY;
        out->operator= "+-*/"[ent_random_below(random, 4)];
        out->left = trees_random_expression(arena, random, depth - 1);
        out->right = trees_random_expression(arena, random, depth - 1);
    } else if (form == 0) {
        out->form = ENT_EXPRESSION_NUMBER;
        out->number = random_number(random);
    } else if (form == 1 && chance(random, 2)) {
        out->form = ENT_EXPRESSION_FUNCTION;
        out->function = PICK(functions);
        out->series = random_series(arena, random, false);
        if (!chance(random, 4))
            out->span = random_span(arena, random);
    } else if (form == 1) {
        out->form = ENT_EXPRESSION_DATE;
        do
            out->date = random_date(random, 3);
        while (out->date.interval.precision == ENT_PRECISION_YEAR);
    } else {
        out->form = ENT_EXPRESSION_SERIES;
        out->series = random_series(arena, random, true);
    }
    return out;
}

/* A number of four digits beside start(...) is read as a year. */
static void read_year(const struct ent_expression *dated, struct ent_expression *number) {
    static const char *const dates[] = {"start", "end", "crossing", "turning"};
    if (dated->form != ENT_EXPRESSION_FUNCTION || number->form != ENT_EXPRESSION_NUMBER ||
        strcmp(number->number.written, "1200") != 0)
        return;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcmp(dated->function, dates[i]) == 0)
            *number = (struct ent_expression){.form = ENT_EXPRESSION_DATE, .date = date("1200")};
}

/* ---- claims ---- */

static void random_predicate(struct ent_arena *arena, struct ent_random *random, struct ent_predicate *out) {
    static const char *const among[] = {"group", "pairs", "partners"};
    out->form = (enum ent_predicate_form)(1 + ent_random_below(random, 8));
    out->compare = (enum ent_compare)ent_random_below(random, 6);
    out->number = random_number(random);
    out->every_year = chance(random, 2);
    out->since = chance(random, 3)   ? (struct ent_time){.form = ENT_TIME_RECORD}
                 : chance(random, 2) ? random_era(random)
                                     : random_date(random, 3);
    if (out->form == ENT_PREDICATE_AGAIN_SINCE)
        out->since = random_date(random, 1);
    out->among = PICK(among);
    if (strcmp(out->among, "partners") != 0) {
        out->group = make(arena, 1, sizeof *out->group);
        random_group(arena, random, out->group);
    }
}

static void random_comparison(struct ent_arena *arena, struct ent_random *random, struct ent_assertion *out) {
    out->left = trees_random_expression(arena, random, 3);
    out->has_compare = true;
    out->compare = (enum ent_compare)ent_random_below(random, 6);
    out->right = trees_random_expression(arena, random, 3);
    if (chance(random, 6)) {
        *out->right = (struct ent_expression){.form = ENT_EXPRESSION_NAME, .name = random_name(arena, random)};
        if (strcmp(out->right->name->text, "710") == 0) /* a number there */
            out->right->name->text = "U.S.";
    }
    read_year(out->left, out->right);
    read_year(out->right, out->left);
    out->has_within = chance(random, 4);
    if (out->has_within) {
        out->within = random_number(random);
        out->within_years = !out->within.percent && chance(random, 2);
    }
}

static void random_assertion(struct ent_arena *arena, struct ent_random *random, struct ent_assertion *out) {
    out->negated = chance(random, 4);
    switch (ent_random_below(random, 3)) {
    case 0:
        random_comparison(arena, random, out);
        break;
    case 1:
        do
            out->left = trees_random_expression(arena, random, 2);
        while (out->left->form == ENT_EXPRESSION_NUMBER || out->left->form == ENT_EXPRESSION_DATE);
        random_predicate(arena, random, &out->predicate);
        break;
    default:
        out->left = make(arena, 1, sizeof *out->left);
        out->left->form = ENT_EXPRESSION_SERIES;
        out->left->series = random_series(arena, random, true);
        break;
    }
}

static void random_window(struct ent_arena *arena, struct ent_random *random, struct ent_window *out) {
    out->form = (enum ent_window_form)(1 + ent_random_below(random, 7));
    out->span = random_span(arena, random);
    out->at = out->form == ENT_WINDOW_SINCE && chance(random, 3) ? random_era(random) : random_time(random);
}

static void random_each(struct ent_arena *arena, struct ent_random *random, struct ent_clause *out) {
    static const char *const quantifiers[] = {"any", "all", "no", "most"}, *const names[] = {"C", "D", "E"};
    out->each_count = 1 + ent_random_below(random, 3);
    out->each = make(arena, out->each_count, sizeof *out->each);
    for (size_t i = 0; i < out->each_count; i++) {
        out->each[i].name = names[i];
        random_group(arena, random, &out->each[i].group);
        out->each[i].group.quantifier = quantifiers[ent_random_below(random, 4)];
    }
}

/* Only the last clause, or one before a claim in parentheses, can be without a window. */
struct ent_claim *trees_random_claim(struct ent_arena *arena, struct ent_random *random, int depth) {
    struct ent_claim *claim = make(arena, 1, sizeof *claim);
    claim->clause_count = 1 + ent_random_below(random, 3);
    claim->clauses = make(arena, claim->clause_count, sizeof *claim->clauses);
    for (size_t i = claim->clause_count; i-- > 0;) {
        struct ent_clause *clause = &claim->clauses[i];
        clause->or_before = i && chance(random, 2);
        if (depth > 0 && chance(random, 4)) {
            clause->inner = trees_random_claim(arena, random, depth - 1);
            continue;
        }
        if (chance(random, 5))
            random_each(arena, random, clause);
        clause->assertion_count = 1 + ent_random_below(random, 3);
        clause->assertions = make(arena, clause->assertion_count, sizeof *clause->assertions);
        for (size_t j = 0; j < clause->assertion_count; j++) {
            random_assertion(arena, random, &clause->assertions[j]);
            clause->assertions[j].or_before = j && chance(random, 2);
        }
        bool may_be_open =
            i + 1 == claim->clause_count || claim->clauses[i + 1].inner || claim->clauses[i + 1].each_count;
        if (!may_be_open || !chance(random, 3))
            random_window(arena, random, &clause->window);
    }
    return claim;
}
