/* count, start, end, first and last over spells and events with their days. */
#include "claim/function.h"

#include <math.h>
#include <string.h>

#include "base/figure.h"

static const struct ent_request *request_of(const struct ent_evaluation *evaluation,
                                            const struct ent_expression *expression, const struct ent_term **term) {
    *term = ent_term_of(evaluation, expression->series);
    return &evaluation->requests[*term - evaluation->terms][0];
}

bool ent_function_reads_spells(const struct ent_evaluation *evaluation, const struct ent_expression *expression) {
    const struct ent_term *term = ent_term_of(evaluation, expression->series);
    const struct ent_series *series = evaluation->series[term - evaluation->terms][0];
    const char *function = expression->function;
    bool days = strcmp(function, "count") == 0 || strcmp(function, "start") == 0 || strcmp(function, "end") == 0 ||
                strcmp(function, "first") == 0 || strcmp(function, "last") == 0;
    return days && series && term->form == ENT_TERM_SERIES && !term->groups[0] &&
           ent_measure_has_spells(series->measure);
}

/* A span over the rows of one specification, year by year: which years the source would list, which not. */
struct field {
    struct ent_evaluation *evaluation;
    const struct ent_term *term;
    struct ent_spells spells;
    ent_day from, to; /* the span, closed by what the source covers where it has no end of its own */
    bool goes_on;
    int years, unseen, dropped;
    int first_unseen, last_unseen; /* years, 0 for none */
    const char *unseen_years;
};

/* Where the source does not say "none" by listing nothing, a year is seen by a spell that fills what of it is asked. */
static bool filled(const struct field *field, int year) {
    struct ent_interval span = ent_interval_year(year);
    ent_day from = span.from > field->from ? span.from : field->from, to = span.to < field->to ? span.to : field->to;
    for (size_t i = 0; !field->spells.events && i < field->spells.count; i++) {
        const struct ent_spell *spell = &field->spells.items[i];
        if (spell->from <= from && (spell->to == ENT_DAY_OPEN || spell->to >= to))
            return true;
    }
    return false;
}

static int look_at_years(struct field *field, struct ent_error *error) {
    struct ent_text text;
    int run = 0, last = ent_day_year(field->to - 1);
    ent_text_init(&text);
    for (int year = ent_day_year(field->from); year <= last + 1; year++) {
        enum ent_kind kind = ENT_KIND_NONE;
        if (year <= last)
            ENT_TRY(ent_spells_cover(field->evaluation->context, &field->spells, field->term->a, field->term->b, year,
                                     &kind, error));
        if (year <= last && ent_interval_year(year).from > ent_last_day(field->evaluation))
            kind = ENT_KIND_NOT_COVERED;
        bool hole = kind == ENT_KIND_NOT_COVERED || (kind == ENT_KIND_UNKNOWN && !filled(field, year));
        if (hole && !run)
            run = year;
        if (!hole && run) {
            ent_text_add(&text, text.length ? ", " : "");
            ent_years_add(&text, run, year - 1);
            run = 0;
        }
        field->years += year <= last && kind != ENT_KIND_NO_STATE;
        field->dropped += kind == ENT_KIND_NO_STATE;
        field->unseen += hole;
        if (hole && !field->first_unseen)
            field->first_unseen = year;
        if (hole)
            field->last_unseen = year;
    }
    field->unseen_years = text.failed ? NULL : ent_arena_string(field->evaluation->context->arena, text.bytes);
    ent_text_release(&text);
    return field->unseen_years ? ENT_OK : ent_fail_memory(error);
}

static int open_field(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                      const struct ent_stretch *stretch, struct field *out, struct ent_error *error) {
    *out =
        (struct field){.evaluation = evaluation, .from = stretch->from, .to = stretch->to, .goes_on = stretch->goes_on};
    const struct ent_request *request = request_of(evaluation, expression, &out->term);
    ENT_TRY(ent_spells_read(evaluation->context, request, out->term->partners, ent_last_day(evaluation), &out->spells,
                            error));
    const struct ent_basis *basis = &out->spells.basis;
    if (!basis->release || basis->first_year > basis->last_year) {
        out->to = out->from = 0;
        return ENT_OK;
    }
    if (out->from == ENT_DAY_EARLY)
        out->from = ent_interval_year(basis->first_year).from;
    if (out->to == ENT_DAY_OPEN) {
        ent_day end = ent_interval_year(basis->last_year).to, last = ent_last_day(evaluation) + 1;
        out->to = end < last ? end : last;
    }
    return out->from < out->to ? look_at_years(out, error) : ENT_OK;
}

/* Whether a spell goes on to the end of the list, stated or not: an end there is only the list's. */
static bool still_so(const struct field *field, const struct ent_spell *spell) {
    if (field->spells.events)
        return false;
    return spell->to == ENT_DAY_OPEN ||
           (spell->to_precision == ENT_PRECISION_YEAR && ent_day_year(spell->to - 1) >= field->spells.basis.last_year);
}

/* Likewise a beginning in the first year of the list. */
static bool since_the_list(const struct field *field, const struct ent_spell *spell) {
    return !field->spells.events && spell->precision == ENT_PRECISION_YEAR &&
           ent_day_year(spell->from) <= field->spells.basis.first_year;
}

/* ---- count ---- */

enum { LISTED_MOST = 6 };

static void list_spell(const struct field *field, const struct ent_spell *spell, struct ent_text *text) {
    char day[16];
    if (field->spells.events || spell->precision != ENT_PRECISION_YEAR) {
        ent_day_print(spell->from, spell->precision, day, sizeof day);
        ent_text_add(text, day);
        if (field->spells.events)
            return;
        ent_day_print(spell->to == ENT_DAY_OPEN ? spell->to : spell->to - 1, spell->to_precision, day, sizeof day);
        ent_text_format(text, " to %s", day);
        return;
    }
    int first = ent_day_year(spell->from);
    if (still_so(field, spell))
        ent_text_format(text, "%d on", first);
    else
        ent_years_add(text, first, ent_day_year(spell->to - 1));
}

static int keep(struct ent_evaluation *evaluation, struct ent_text *text, const char **out, struct ent_error *error) {
    *out = text->failed ? NULL : ent_arena_string(evaluation->context->arena, text->bytes);
    ent_text_release(text);
    return *out ? ENT_OK : ent_fail_memory(error);
}

static int count_spells(struct field *field, struct ent_value *out, struct ent_error *error) {
    int sure = 0, possible = 0, listed = 0;
    struct ent_text text, list;
    ent_text_init(&text);
    ent_text_init(&list);
    for (size_t i = 0; i < field->spells.count; i++) {
        const struct ent_spell *spell = &field->spells.items[i];
        bool beyond = spell->to == ENT_DAY_OPEN && field->unseen >= field->years; /* still so when the list ended */
        if (beyond || !ent_spell_maybe(spell, field->spells.events, field->from, field->to))
            continue;
        possible++;
        sure += ent_spell_surely(spell, field->spells.events, field->from, field->to);
        if (listed == LISTED_MOST)
            ent_text_add(&list, ", …");
        if (listed++ >= LISTED_MOST)
            continue;
        ent_text_add(&list, listed > 1 ? ", " : ": ");
        list_spell(field, spell, &list);
        out->year = out->year ? out->year : ent_day_year(spell->from);
    }
    ent_text_format(&text, "%d %s%s", possible, field->spells.events ? "event" : "spell", possible == 1 ? "" : "s");
    if (possible)
        ent_text_add(&text, list.bytes);
    ent_text_release(&list);
    bool open = field->unseen || field->goes_on;
    out->sight = open && !possible && field->unseen >= field->years ? ENT_SIGHT_UNSEEN
                 : open || sure != possible                         ? ENT_SIGHT_BOUNDED
                                                                    : ENT_SIGHT_KNOWN;
    out->low = sure;
    out->high = open ? (double)INFINITY : possible;
    out->cell = (struct ent_cell){.kind = ENT_KIND_VALUE, .value = sure, .scale = ENT_SCALE_COUNT};
    out->reason = field->goes_on                           ? "the term had not ended when the list did"
                  : open && out->sight == ENT_SIGHT_UNSEEN ? ent_why_text(ENT_WHY_OUTSIDE)
                  : open                                   ? "years that nobody can see"
                  : sure != possible                       ? "the source gives no closer dates at the ends of the span"
                                                           : NULL;
    return keep(field->evaluation, &text, &out->words, error);
}

/* ---- dates ---- */

static void set_date(struct ent_value *out, ent_day day, enum ent_precision precision) {
    struct ent_interval period = ent_period(day, precision);
    out->form = ENT_VALUE_DATE;
    out->sight = ENT_SIGHT_KNOWN;
    out->from = period.from;
    out->to = period.to;
    out->precision = precision;
    out->year = ent_day_year(day);
}

/* Nothing seen in the span: it may lie in what is not seen, else there is none. */
static void none_seen(const struct field *field, const char *what, struct ent_value *out) {
    out->form = ENT_VALUE_DATE;
    out->precision = ENT_PRECISION_YEAR;
    out->sight = ENT_SIGHT_ABSENT;
    out->reason = what;
    if (!field->unseen && !field->goes_on)
        return;
    out->sight = field->unseen >= field->years ? ENT_SIGHT_UNSEEN : ENT_SIGHT_BOUNDED;
    out->reason = out->sight == ENT_SIGHT_UNSEEN ? ent_why_text(ENT_WHY_OUTSIDE) : "years that nobody can see";
    out->from = field->first_unseen ? ent_interval_year(field->first_unseen).from : field->to;
    out->to = field->goes_on ? ENT_DAY_OPEN : ent_interval_year(field->last_unseen).to;
}

/* The first that begins in the span, or the last. */
static const struct ent_spell *beginning(const struct field *field, bool last) {
    const struct ent_spell *found = NULL;
    for (size_t i = 0; i < field->spells.count; i++) {
        const struct ent_spell *spell = &field->spells.items[i];
        struct ent_interval begins = ent_period(spell->from, spell->precision);
        if (begins.from < field->to && begins.to > field->from && (!found || last))
            found = spell;
    }
    return found;
}

static void value_of_beginning(const struct field *field, bool last, struct ent_value *out) {
    const struct ent_spell *spell = beginning(field, last);
    if (!spell) {
        none_seen(field, "none begins in the span", out);
        return;
    }
    set_date(out, spell->from, spell->precision);
    ent_day hole = ent_interval_year(last ? field->last_unseen : field->first_unseen).from;
    if (since_the_list(field, spell)) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->from = ENT_DAY_EARLY;
        out->reason = "the list begins with it: it may have begun before";
    } else if (!last && field->first_unseen && hole <= out->from) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->from = hole > field->from ? hole : field->from;
        out->reason = "years before it that nobody can see";
    } else if (last && ((field->last_unseen && hole >= out->from) || field->goes_on)) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->to = field->goes_on ? ENT_DAY_OPEN : field->to;
        out->reason = "years after it that nobody can see";
    }
}

static void value_of_ending(const struct field *field, struct ent_value *out) {
    const struct ent_spell *found = NULL, *open = NULL;
    for (size_t i = 0; i < field->spells.count; i++) {
        const struct ent_spell *spell = &field->spells.items[i];
        if (still_so(field, spell)) {
            open = spell;
            continue;
        }
        struct ent_interval ends = ent_period(spell->to - 1, spell->to_precision);
        if (ends.from < field->to && ends.to > field->from && (!found || spell->to > found->to))
            found = spell;
    }
    ent_day seen_to = ent_interval_year(field->spells.basis.last_year).to;
    bool beyond = field->to > seen_to; /* the span reaches past the end of the list */
    if (open && beyond) {
        set_date(out, seen_to - 1, ENT_PRECISION_YEAR);
        out->sight = ENT_SIGHT_BOUNDED;
        out->from = found ? ent_period(found->to - 1, found->to_precision).from : seen_to;
        out->to = field->to;
        out->reason = "still so when the list ended";
        return;
    }
    if (!found) {
        none_seen(field, open ? "still so when the span, or the list, ended" : "none ends in the span", out);
        return;
    }
    set_date(out, found->to - 1, found->to_precision);
    if ((field->last_unseen && ent_interval_year(field->last_unseen).to > out->to) || field->goes_on) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->to = field->goes_on ? ENT_DAY_OPEN : field->to;
        out->reason = "years after it that nobody can see";
    }
}

/* ---- who came first ---- */

static bool add_state(ent_state *states, size_t *count, ent_state state) {
    for (size_t i = 0; i < *count; i++)
        if (states[i] == state)
            return false;
    states[(*count)++] = state;
    return true;
}

/* Everybody whose row may be the first (or last): dates of a year overlap with all of that year. */
static int value_of_partner(const struct field *field, bool last, struct ent_value *out, struct ent_error *error) {
    ent_state *states = ent_arena_alloc(field->evaluation->context->arena, field->spells.count + 1, sizeof *states);
    if (!states)
        return ent_fail_memory(error);
    value_of_beginning(field, last, out);
    const struct ent_spell *spell = beginning(field, last);
    out->form = ENT_VALUE_STATE;
    out->anybody = out->sight != ENT_SIGHT_KNOWN;
    if (field->unseen >= field->years && field->years) {
        out->sight = ENT_SIGHT_UNSEEN;
        out->reason = spell ? "the source knows only single rows of these years: what came first is not covered"
                            : ent_why_text(ENT_WHY_OUTSIDE);
    }
    if (!spell)
        return ENT_OK;
    struct ent_interval period = ent_period(spell->from, spell->precision);
    for (size_t i = 0; i < field->spells.count; i++) {
        const struct ent_spell *other = &field->spells.items[i];
        struct ent_interval begins = ent_period(other->from, other->precision);
        if (begins.from < period.to && begins.to > period.from && begins.from < field->to && begins.to > field->from)
            add_state(states, &out->state_count, other->a == field->term->a ? other->b : other->a);
    }
    out->states = states;
    if (out->state_count > 1 && out->sight == ENT_SIGHT_KNOWN) {
        out->sight = ENT_SIGHT_BOUNDED;
        out->reason = "several at the same time, as far as the dates tell";
    }
    return ENT_OK;
}

static int describe_partner(struct ent_evaluation *evaluation, struct ent_value *out, const struct ent_spell *spell,
                            struct ent_error *error) {
    struct ent_text text;
    char day[16];
    ent_text_init(&text);
    for (size_t i = 0; i < out->state_count && i < LISTED_MOST; i++)
        ent_text_format(&text, "%s%s", i ? ", " : "",
                        ent_states_code(evaluation->context->record->states, out->states[i]));
    if (spell) {
        ent_day_print(spell->from, spell->precision, day, sizeof day);
        ent_text_format(&text, " in %s", day);
    }
    return keep(evaluation, &text, &out->words, error);
}

static int describe_date(struct ent_evaluation *evaluation, struct ent_value *out, struct ent_error *error) {
    struct ent_text text;
    ent_text_init(&text);
    if (out->sight == ENT_SIGHT_KNOWN || out->sight == ENT_SIGHT_BOUNDED)
        ent_date_add(&text, out);
    return keep(evaluation, &text, &out->words, error);
}

int ent_value_of_spells(struct ent_evaluation *evaluation, const struct ent_expression *expression,
                        const struct ent_stretch *stretch, struct ent_value *out, struct ent_error *error) {
    const char *function = expression->function;
    struct field field;
    ENT_TRY(open_field(evaluation, expression, stretch, &field, error));
    *out = (struct ent_value){
        .sight = ENT_SIGHT_UNSEEN, .words = "", .low = (double)NAN, .high = (double)NAN, .dropped = field.dropped};
    out->unseen = field.unseen;
    out->unseen_years = field.unseen ? field.unseen_years : NULL;
    if (field.from >= field.to || !field.years) {
        out->reason = ent_why_text(field.dropped ? ENT_WHY_NO_STATE : ENT_WHY_OUTSIDE);
        return ENT_OK;
    }
    if (strcmp(function, "count") == 0)
        return count_spells(&field, out, error);
    bool last = strcmp(function, "last") == 0;
    if (field.term->partners != ENT_PARTNERS_NONE) {
        ENT_TRY(value_of_partner(&field, last, out, error));
        return describe_partner(evaluation, out, beginning(&field, last), error);
    }
    if (strcmp(function, "end") == 0)
        value_of_ending(&field, out);
    else
        value_of_beginning(&field, last, out);
    return describe_date(evaluation, out, error);
}
