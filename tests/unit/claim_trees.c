#include "claim_trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ENT_SOURCE_DIR
#define ENT_SOURCE_DIR "."
#endif

/* ---- sameness: all but offsets and what resolving adds ---- */

static bool same_text(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_time(const struct ent_time *a, const struct ent_time *b) {
    if (a->form != b->form)
        return false;
    if (a->form == ENT_TIME_ERA)
        return a->decade == b->decade && a->part == b->part && a->first_year == b->first_year &&
               a->last_year == b->last_year;
    return a->form != ENT_TIME_DATE || (a->interval.from == b->interval.from && a->interval.to == b->interval.to &&
                                        a->interval.precision == b->interval.precision &&
                                        a->first_year == b->first_year && a->last_year == b->last_year);
}

static bool same_argument(const struct ent_argument *a, const struct ent_argument *b) {
    if (!a || !b)
        return a == b;
    return a->form == b->form && (a->form == ENT_ARGUMENT_ANY || same_text(a->text, b->text)) &&
           same_text(a->quantifier, b->quantifier) && same_text(a->of, b->of) && a->arrow == b->arrow;
}

static bool same_span(const struct ent_span *a, const struct ent_span *b) {
    bool open = a->form == ENT_SPAN_AFTER || a->form == ENT_SPAN_BEFORE;
    if (a->form != b->form || a->years != b->years || !a->moment != !b->moment)
        return false;
    if (a->moment)
        return trees_same_expression(a->moment, b->moment);
    if (a->form == ENT_SPAN_TERM)
        return same_argument(a->term_state, b->term_state) && a->term_year == b->term_year;
    return a->form == ENT_SPAN_NONE || (same_time(&a->from, &b->from) && (open || same_time(&a->to, &b->to)));
}

static bool same_number(const struct ent_number *a, const struct ent_number *b) {
    return a->value == b->value && a->percent == b->percent && a->decimals == b->decimals &&
           same_text(a->written, b->written);
}

static bool same_series(const struct ent_series_term *a, const struct ent_series_term *b) {
    if (!same_text(a->name, b->name) || !same_text(a->specification, b->specification) ||
        a->argument_count != b->argument_count || a->option_count != b->option_count || a->has_time != b->has_time ||
        (a->has_time && !same_time(&a->at, &b->at)))
        return false;
    for (size_t i = 0; i < a->argument_count; i++)
        if (!same_argument(&a->arguments[i], &b->arguments[i]))
            return false;
    for (size_t i = 0; i < a->option_count; i++)
        if (!same_text(a->options[i].name, b->options[i].name) || a->options[i].compare != b->options[i].compare ||
            !same_text(a->options[i].value, b->options[i].value))
            return false;
    return true;
}

bool trees_same_expression(const struct ent_expression *a, const struct ent_expression *b) {
    if (!a || !b || a->form != b->form)
        return a == b;
    switch (a->form) {
    case ENT_EXPRESSION_NUMBER:
        return same_number(&a->number, &b->number);
    case ENT_EXPRESSION_SERIES:
        return same_series(a->series, b->series);
    case ENT_EXPRESSION_BINARY:
        return a->operator== b->operator&& trees_same_expression(a->left, b->left) &&
               trees_same_expression(a->right, b->right);
    case ENT_EXPRESSION_FUNCTION:
        return same_text(a->function, b->function) && same_series(a->series, b->series) &&
               same_span(&a->span, &b->span);
    case ENT_EXPRESSION_DATE:
        return same_time(&a->date, &b->date);
    case ENT_EXPRESSION_NAME:
        return same_argument(a->name, b->name);
    }
    return false;
}

static bool same_predicate(const struct ent_predicate *a, const struct ent_predicate *b) {
    if (a->form != b->form)
        return false;
    switch (a->form) {
    case ENT_PREDICATE_NONE:
    case ENT_PREDICATE_CHANGED:
        return true;
    case ENT_PREDICATE_HIGHEST:
    case ENT_PREDICATE_LOWEST:
    case ENT_PREDICATE_AGAIN_SINCE:
        return same_time(&a->since, &b->since);
    case ENT_PREDICATE_RISING:
    case ENT_PREDICATE_FALLING:
        return a->every_year == b->every_year;
    case ENT_PREDICATE_GROWTH:
        return a->compare == b->compare && same_number(&a->number, &b->number);
    case ENT_PREDICATE_RANK:
        return a->compare == b->compare && same_number(&a->number, &b->number) && same_text(a->among, b->among) &&
               same_argument(a->group, b->group);
    }
    return false;
}

static bool same_assertion(const struct ent_assertion *a, const struct ent_assertion *b) {
    return a->negated == b->negated && a->or_before == b->or_before && trees_same_expression(a->left, b->left) &&
           trees_same_expression(a->right, b->right) && a->has_compare == b->has_compare &&
           (!a->has_compare || a->compare == b->compare) && a->has_within == b->has_within &&
           (!a->has_within || (same_number(&a->within, &b->within) && a->within_years == b->within_years)) &&
           same_predicate(&a->predicate, &b->predicate);
}

static bool same_window(const struct ent_window *a, const struct ent_window *b) {
    if (a->form != b->form || a->form == ENT_WINDOW_NONE)
        return a->form == b->form;
    return a->form == ENT_WINDOW_AT || a->form == ENT_WINDOW_SINCE ? same_time(&a->at, &b->at)
                                                                   : same_span(&a->span, &b->span);
}

static bool same_clause(const struct ent_clause *a, const struct ent_clause *b) {
    if (a->or_before != b->or_before || !a->inner != !b->inner)
        return false;
    if (a->inner)
        return trees_same_claim(a->inner, b->inner);
    if (a->each_count != b->each_count)
        return false;
    for (size_t i = 0; i < a->each_count; i++)
        if (!same_argument(&a->each[i].group, &b->each[i].group) || strcmp(a->each[i].name, b->each[i].name) != 0)
            return false;
    if (a->assertion_count != b->assertion_count || !same_window(&a->window, &b->window))
        return false;
    for (size_t i = 0; i < a->assertion_count; i++)
        if (!same_assertion(&a->assertions[i], &b->assertions[i]))
            return false;
    return true;
}

bool trees_same_claim(const struct ent_claim *a, const struct ent_claim *b) {
    if (a->clause_count != b->clause_count)
        return false;
    for (size_t i = 0; i < a->clause_count; i++)
        if (!same_clause(&a->clauses[i], &b->clauses[i]))
            return false;
    return true;
}

/* ---- files of cases ---- */

size_t trees_each_line(const char *name, void (*use)(char *line, void *data), void *data) {
    char path[512], line[4096];
    size_t count = 0;
    snprintf(path, sizeof path, "%s/tests/claims/%s", ENT_SOURCE_DIR, name);
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "%s cannot be opened\n", path);
        abort();
    }
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (!line[0] || line[0] == '#')
            continue;
        use(line, data);
        count++;
    }
    fclose(file);
    return count;
}
