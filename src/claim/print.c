/* The canonical form of a claim: parse(print(x)) = x. */
#include <string.h>

#include "claim/claim.h"

const char *ent_compare_text(enum ent_compare compare) {
    static const char *const texts[] = {"<", "<=", "=", "!=", ">=", ">"};
    return texts[compare];
}

void ent_time_print(struct ent_text *out, const struct ent_time *time) {
    char day[16];
    switch (time->form) {
    case ENT_TIME_NOW:
        ent_text_add(out, "now");
        break;
    case ENT_TIME_RECORD:
        ent_text_add(out, "on record");
        break;
    case ENT_TIME_ERA:
        ent_text_format(out, "%s%ds",
                        time->part == 'e'   ? "early-"
                        : time->part == 'm' ? "mid-"
                        : time->part == 'l' ? "late-"
                                            : "",
                        time->decade);
        break;
    case ENT_TIME_DATE:
        ent_day_print(time->interval.from, time->interval.precision, day, sizeof day);
        ent_text_add(out, day);
        break;
    }
}

static void print_argument(struct ent_text *out, const struct ent_argument *argument) {
    if (argument->form == ENT_ARGUMENT_ENTITY) {
        ent_text_format(out, "[%s]", argument->text);
    } else if (argument->form == ENT_ARGUMENT_GROUP) {
        if (argument->quantifier)
            ent_text_format(out, "%s ", argument->quantifier);
        ent_text_format(out, "@%s", argument->text);
        if (argument->of)
            ent_text_format(out, "(%s)", argument->of);
    } else {
        ent_text_add(out, argument->code ? argument->code : argument->text);
    }
}

static void print_span(struct ent_text *out, const struct ent_span *span) {
    if (span->form == ENT_SPAN_TERM) {
        ent_text_add(out, "term(");
        print_argument(out, span->term_state);
        ent_text_format(out, ", %d)", span->term_year);
    } else if (span->form == ENT_SPAN_AFTER) {
        ent_text_add(out, "after ");
        ent_time_print(out, &span->from);
    } else {
        ent_time_print(out, &span->from);
        ent_text_add(out, "..");
        ent_time_print(out, &span->to);
    }
}

void ent_series_print(struct ent_text *out, const struct ent_series_term *series) {
    ent_text_format(out, "%s(", series->name);
    for (size_t i = 0; i < series->argument_count; i++) {
        if (i)
            ent_text_add(out, series->arguments[i].arrow ? " -> " : ", ");
        print_argument(out, &series->arguments[i]);
    }
    for (size_t i = 0; i < series->option_count; i++)
        ent_text_format(out, "%s%s%s%s", i || series->argument_count ? ", " : "", series->options[i].name,
                        ent_compare_text(series->options[i].compare), series->options[i].value);
    ent_text_add(out, ")");
    if (series->has_time) {
        ent_text_add(out, " @ ");
        ent_time_print(out, &series->at);
    }
}

static int strength(const struct ent_expression *expression) {
    if (expression->form != ENT_EXPRESSION_BINARY)
        return 3;
    return expression->operator== '*' || expression->operator== '/' ? 2 : 1;
}

/* One side of an operator, in parentheses where it binds less than the operator needs. */
static void print_side(struct ent_text *out, const struct ent_expression *side, int needed) {
    bool parentheses = strength(side) < needed;
    if (parentheses)
        ent_text_add(out, "(");
    ent_expression_print(out, side);
    if (parentheses)
        ent_text_add(out, ")");
}

static void print_function(struct ent_text *out, const struct ent_expression *expression) {
    ent_text_format(out, "%s(", expression->function);
    ent_series_print(out, expression->series);
    if (expression->span.form != ENT_SPAN_NONE) {
        ent_text_add(out, ", ");
        print_span(out, &expression->span);
    }
    ent_text_add(out, ")");
}

void ent_expression_print(struct ent_text *out, const struct ent_expression *expression) {
    switch (expression->form) {
    case ENT_EXPRESSION_NUMBER:
        ent_text_add(out, expression->number.written);
        break;
    case ENT_EXPRESSION_SERIES:
        ent_series_print(out, expression->series);
        break;
    case ENT_EXPRESSION_BINARY:
        print_side(out, expression->left, strength(expression));
        ent_text_format(out, " %c ", expression->operator);
        print_side(out, expression->right, strength(expression) + 1);
        break;
    case ENT_EXPRESSION_FUNCTION:
        print_function(out, expression);
        break;
    case ENT_EXPRESSION_DATE:
        ent_time_print(out, &expression->date);
        break;
    case ENT_EXPRESSION_NAME:
        print_argument(out, expression->name);
        break;
    }
}

static void print_predicate(struct ent_text *out, const struct ent_predicate *predicate) {
    switch (predicate->form) {
    case ENT_PREDICATE_NONE:
        break;
    case ENT_PREDICATE_HIGHEST:
    case ENT_PREDICATE_LOWEST:
        ent_text_add(out, predicate->form == ENT_PREDICATE_HIGHEST ? " highest " : " lowest ");
        if (predicate->since.form != ENT_TIME_RECORD)
            ent_text_add(out, "since ");
        ent_time_print(out, &predicate->since);
        break;
    case ENT_PREDICATE_RISING:
    case ENT_PREDICATE_FALLING:
        ent_text_format(out, " %s%s", predicate->form == ENT_PREDICATE_RISING ? "rising" : "falling",
                        predicate->every_year ? " every year" : "");
        break;
    case ENT_PREDICATE_CHANGED:
        ent_text_add(out, " changed");
        break;
    case ENT_PREDICATE_AGAIN_SINCE:
        ent_text_add(out, " again since ");
        ent_time_print(out, &predicate->since);
        break;
    case ENT_PREDICATE_GROWTH:
        ent_text_format(out, " growth %s %s", ent_compare_text(predicate->compare), predicate->number.written);
        break;
    case ENT_PREDICATE_RANK:
        ent_text_format(out, " rank %s %s among %s", ent_compare_text(predicate->compare), predicate->number.written,
                        strcmp(predicate->among, "group") == 0 ? "" : predicate->among);
        if (predicate->group && strcmp(predicate->among, "pairs") == 0)
            ent_text_add(out, " ");
        if (predicate->group)
            print_argument(out, predicate->group);
        break;
    }
}

static void print_assertion(struct ent_text *out, const struct ent_assertion *assertion) {
    if (assertion->negated)
        ent_text_add(out, "not ");
    ent_expression_print(out, assertion->left);
    if (assertion->has_compare) {
        ent_text_format(out, " %s ", ent_compare_text(assertion->compare));
        ent_expression_print(out, assertion->right);
    }
    if (assertion->has_within)
        ent_text_format(out, " within %s%s", assertion->within.written, assertion->within_years ? " years" : "");
    print_predicate(out, &assertion->predicate);
}

static void print_window(struct ent_text *out, const struct ent_window *window) {
    static const char *const words[] = {"", " at ", " during ", " ever ", " mostly ", " never ", " always ", " since "};
    ent_text_add(out, words[window->form]);
    if (window->form == ENT_WINDOW_AT || window->form == ENT_WINDOW_SINCE)
        ent_time_print(out, &window->at);
    else if (window->form != ENT_WINDOW_NONE)
        print_span(out, &window->span);
}

void ent_claim_print(struct ent_text *out, const struct ent_claim *claim) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        const struct ent_clause *clause = &claim->clauses[i];
        if (i)
            ent_text_add(out, clause->or_before ? " or " : " and ");
        if (clause->inner) {
            ent_text_add(out, "(");
            ent_claim_print(out, clause->inner);
            ent_text_add(out, ")");
            continue;
        }
        for (size_t j = 0; j < clause->assertion_count; j++) {
            if (j)
                ent_text_add(out, clause->assertions[j].or_before ? " or " : " and ");
            print_assertion(out, &clause->assertions[j]);
        }
        print_window(out, &clause->window);
    }
}
