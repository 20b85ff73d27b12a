/* The canonical form of a claim. A part prints only its own text; parse(print(x)) = x holds because the parser reads
 * "and" tighter than "or" in flat lists, and because parentheses appear exactly where the tree has depth. */
#include "claim/claim.h"

#include <string.h>

const char *ent_compare_text(enum ent_compare compare) {
    static const char *const texts[] = {"<", "<=", "=", "!=", ">=", ">"};
    return texts[compare];
}

/* ---- times and spans ---- */

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
        ent_text_add(out, time->part == 'e' ? "early-" : time->part == 'm' ? "mid-" : time->part == 'l' ? "late-" : "");
        ent_text_format(out, "%04ds", time->decade);
        break;
    case ENT_TIME_DATE:
        ent_day_print(time->interval.from, time->interval.precision, day, sizeof day);
        ent_text_add(out, day);
        break;
    }
}

/* "any @NATO"; with a name "any C in @NATO". */
static void print_group(struct ent_text *out, const struct ent_argument *argument, const char *name) {
    ent_text_add(out, argument->pairs ? "pairs " : "");
    if (argument->quantifier)
        ent_text_format(out, "%s ", argument->quantifier);
    if (name)
        ent_text_format(out, "%s in ", name);
    ent_text_format(out, "@%s", argument->text);
    if (argument->of)
        ent_text_format(out, "(%s)", argument->of);
}

static void print_argument(struct ent_text *out, const struct ent_argument *argument) {
    if (argument->form == ENT_ARGUMENT_ANY) {
        ent_text_add(out, "any");
    } else if (argument->form == ENT_ARGUMENT_ENTITY) {
        ent_text_format(out, "[%s]", argument->text);
    } else if (argument->form == ENT_ARGUMENT_GROUP) {
        print_group(out, argument, NULL);
    } else {
        ent_text_add(out, argument->code ? argument->code : argument->text);
    }
}

static void print_function(struct ent_text *out, const struct ent_expression *expression);

static void print_span(struct ent_text *out, const struct ent_span *span) {
    switch (span->form) {
    case ENT_SPAN_NONE:
        break;
    case ENT_SPAN_RANGE:
        ent_time_print(out, &span->from);
        if (span->from.form == ENT_TIME_NOW)
            break;
        ent_text_add(out, "..");
        ent_time_print(out, &span->to);
        break;
    case ENT_SPAN_TERM:
        ent_text_add(out, "term(");
        print_argument(out, span->term_state);
        ent_text_format(out, ", %04d)", span->term_year);
        break;
    case ENT_SPAN_AFTER:
    case ENT_SPAN_BEFORE:
        if (span->years)
            ent_text_format(out, "%d year%s ", span->years, span->years == 1 ? "" : "s");
        ent_text_add(out, span->form == ENT_SPAN_AFTER ? "after " : "before ");
        if (span->moment)
            print_function(out, span->moment);
        else
            ent_time_print(out, &span->from);
        break;
    }
}

/* ---- series ---- */

/* How many of the options the specification holds: its commas outside brackets, and one. A name that the evaluation
 * pinned ("gdp.usd:source=gdp-wb") has a specification of its own. */
static size_t specified(const struct ent_series_term *series) {
    size_t count = series->specification && series->specification[0] && !strchr(series->name, ':');
    bool inside = false;
    for (const char *at = series->specification; count && *at; at++) {
        inside = *at == '[' || (inside && *at != ']');
        count += *at == ',' && !inside;
    }
    return count;
}

static void print_series(struct ent_text *out, const struct ent_series_term *series, bool tight) {
    const char *separator = "";
    size_t first = specified(series);
    ent_text_format(out, "%s%s%s(", series->name, first ? ":" : "", first ? series->specification : "");
    for (size_t i = 0; i < series->argument_count; i++, separator = ", ") {
        ent_text_add(out, series->arguments[i].arrow ? " -> " : separator);
        print_argument(out, &series->arguments[i]);
    }
    for (size_t i = first; i < series->option_count; i++, separator = ", ")
        ent_text_format(out, "%s%s%s%s", separator, series->options[i].name,
                        ent_compare_text(series->options[i].compare), series->options[i].value);
    ent_text_add(out, ")");
    if (series->has_time) {
        ent_text_add(out, tight ? "@" : " @ ");
        ent_time_print(out, &series->at);
    }
}

void ent_series_print(struct ent_text *out, const struct ent_series_term *series) {
    print_series(out, series, false);
}

/* ---- expressions ---- */

static bool is_product(const struct ent_expression *expression) {
    return expression->operator== '*' || expression->operator== '/';
}

static void print_function(struct ent_text *out, const struct ent_expression *expression) {
    ent_text_format(out, "%s(", expression->function);
    ent_series_print(out, expression->series);
    if (expression->span.form != ENT_SPAN_NONE)
        ent_text_add(out, ", ");
    print_span(out, &expression->span);
    ent_text_add(out, ")");
}

static void print_expression(struct ent_text *out, const struct ent_expression *expression, bool tight);

/* Parentheses stand where the operand binds looser, and on the right also where it binds alike. */
static void print_operand(struct ent_text *out, const struct ent_expression *parent,
                          const struct ent_expression *operand, bool tight) {
    bool right = operand == parent->right, binary = operand->form == ENT_EXPRESSION_BINARY;
    bool enclosed =
        binary && (right ? !is_product(operand) || is_product(parent) : !is_product(operand) && is_product(parent));
    ent_text_add(out, enclosed ? "(" : "");
    print_expression(out, operand, tight && !enclosed);
    ent_text_add(out, enclosed ? ")" : "");
}

static void print_expression(struct ent_text *out, const struct ent_expression *expression, bool tight) {
    switch (expression->form) {
    case ENT_EXPRESSION_NUMBER:
        ent_text_add(out, expression->number.written);
        break;
    case ENT_EXPRESSION_SERIES:
        print_series(out, expression->series, tight);
        break;
    case ENT_EXPRESSION_BINARY:
        print_operand(out, expression, expression->left, false);
        ent_text_format(out, " %c ", expression->operator);
        print_operand(out, expression, expression->right, tight);
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

/* Whether some series has no time of its own, so that a last "@ 2018" after a space would be its time as well. */
bool ent_expression_lacks_time(const struct ent_expression *expression) {
    if (expression->form == ENT_EXPRESSION_BINARY)
        return ent_expression_lacks_time(expression->left) || ent_expression_lacks_time(expression->right);
    return expression->form == ENT_EXPRESSION_SERIES && !expression->series->has_time;
}

void ent_expression_print(struct ent_text *out, const struct ent_expression *expression) {
    print_expression(out, expression, ent_expression_lacks_time(expression));
}

/* ---- claims ---- */

static void print_extreme(struct ent_text *out, const char *word, const struct ent_predicate *predicate) {
    ent_text_format(out, " %s %s", word, predicate->since.form == ENT_TIME_RECORD ? "" : "since ");
    ent_time_print(out, &predicate->since);
}

static void print_rank(struct ent_text *out, const struct ent_predicate *predicate) {
    ent_text_format(out, " rank %s %s among ", ent_compare_text(predicate->compare), predicate->number.written);
    if (strcmp(predicate->among, "partners") == 0) {
        ent_text_add(out, "partners");
        return;
    }
    ent_text_add(out, strcmp(predicate->among, "pairs") == 0 ? "pairs " : "");
    print_argument(out, predicate->group);
}

static void print_predicate(struct ent_text *out, const struct ent_predicate *predicate) {
    switch (predicate->form) {
    case ENT_PREDICATE_NONE:
        break;
    case ENT_PREDICATE_HIGHEST:
        print_extreme(out, "highest", predicate);
        break;
    case ENT_PREDICATE_LOWEST:
        print_extreme(out, "lowest", predicate);
        break;
    case ENT_PREDICATE_RISING:
        ent_text_add(out, predicate->every_year ? " rising every year" : " rising");
        break;
    case ENT_PREDICATE_FALLING:
        ent_text_add(out, predicate->every_year ? " falling every year" : " falling");
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
        print_rank(out, predicate);
        break;
    }
}

static void print_assertion(struct ent_text *out, const struct ent_assertion *assertion) {
    ent_text_add(out, assertion->negated ? "not " : "");
    print_expression(out, assertion->left, false);
    if (assertion->has_compare) {
        ent_text_format(out, " %s ", ent_compare_text(assertion->compare));
        print_expression(out, assertion->right, false);
    }
    if (assertion->has_within) {
        ent_text_format(out, " within %s", assertion->within.written);
        if (assertion->within_years)
            ent_text_add(out, strcmp(assertion->within.written, "1") == 0 ? " year" : " years");
    }
    print_predicate(out, &assertion->predicate);
}

static void print_window(struct ent_text *out, const struct ent_window *window) {
    static const char *const words[] = {"", "at", "during", "ever", "mostly", "never", "always", "since"};
    if (window->form == ENT_WINDOW_NONE)
        return;
    ent_text_format(out, " %s ", words[window->form]);
    if (window->form == ENT_WINDOW_AT || window->form == ENT_WINDOW_SINCE)
        ent_time_print(out, &window->at);
    else
        print_span(out, &window->span);
}

static void print_clause(struct ent_text *out, const struct ent_clause *clause) {
    if (clause->inner) {
        ent_text_add(out, "(");
        ent_claim_print(out, clause->inner);
        ent_text_add(out, ")");
        return;
    }
    for (size_t i = 0; i < clause->each_count; i++) {
        ent_text_add(out, "for ");
        print_group(out, &clause->each[i].group, clause->each[i].name);
        ent_text_add(out, ": ");
    }
    for (size_t i = 0; i < clause->assertion_count; i++) {
        ent_text_add(out, !i ? "" : clause->assertions[i].or_before ? " or " : " and ");
        print_assertion(out, &clause->assertions[i]);
    }
    print_window(out, &clause->window);
}

void ent_claim_print(struct ent_text *out, const struct ent_claim *claim) {
    for (size_t i = 0; i < claim->clause_count; i++) {
        ent_text_add(out, !i ? "" : claim->clauses[i].or_before ? " or " : " and ");
        print_clause(out, &claim->clauses[i]);
    }
}
