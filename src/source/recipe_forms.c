/* Keys of a recipe that speak of a file: its layout, its columns and what they mean. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "source/multiplier.h"
#include "source/recipe_line.h"

/* A copy of a list, so that two forms can go on growing it apart. */
#define OWN_COPY(list) ((list).capacity = (list).count)

/* A new form with the settings of another. */
static int copy_form(struct ent_recipe_line *line, size_t of, struct ent_recipe_form **out) {
    struct ent_recipe *recipe = line->recipe;
    if (recipe->forms.count > ENT_RECIPE_FORMS)
        return ent_line_fail(line, "more than %d forms", ENT_RECIPE_FORMS);
    struct ent_recipe_form *form = ent_list_add(&recipe->arena, &recipe->forms, sizeof *form);
    if (!form)
        return ent_fail_memory(line->error);
    *form = recipe->forms.items[of];
    *out = form;
    OWN_COPY(form->files);
    OWN_COPY(form->missing);
    OWN_COPY(form->values);
    OWN_COPY(form->marks);
    OWN_COPY(form->filters);
    OWN_COPY(form->zeros);
    OWN_COPY(form->refusals);
    OWN_COPY(form->ignored);
    OWN_COPY(form->undirected);
    OWN_COPY(form->header);
    OWN_COPY(form->group_names);
    OWN_COPY(form->above_begins);
    OWN_COPY(form->counted);
    OWN_COPY(form->notes);
    OWN_COPY(form->pair_more[0]);
    OWN_COPY(form->pair_more[1]);
    return ENT_OK;
}

/* A form begins with the settings of the keys before the first form. */
static int read_form(struct ent_recipe_line *line) {
    struct ent_recipe_form *form;
    ENT_TRY(copy_form(line, 0, &form));
    form->name = line->words[0];
    form->lends = form->further = false;
    form->part_of = 0;
    return ENT_OK;
}

/* part NAME: rows of one kind in a file with several. A part begins with the settings of its form, and takes the rows
 * that its own filters admit and that no part above it took. */
static int read_part(struct ent_recipe_line *line) {
    struct ent_recipe *recipe = line->recipe;
    struct ent_recipe_form *form = line->form;
    size_t lender = form->part_of ? form->part_of - 1 : (size_t)(form - recipe->forms.items);
    bool further = form->part_of != 0;
    ENT_TRY(copy_form(line, lender, &form));
    recipe->forms.items[lender].lends = true;
    form->lends = false;
    form->further = further;
    form->part_of = lender + 1;
    return ENT_OK;
}

static int add_words(struct ent_recipe_line *line, void *list, size_t from) {
    for (size_t i = from; i < line->count; i++) {
        const char **slot = ent_list_add(&line->recipe->arena, list, sizeof *slot);
        if (!slot)
            return ent_fail_memory(line->error);
        *slot = line->words[i];
    }
    return ENT_OK;
}

/* Matching takes as long as the name's length to the power of the stars. */
static int check_patterns(const struct ent_recipe_line *line, size_t from) {
    for (size_t i = from; i < line->count; i++) {
        int stars = 0;
        for (const char *at = line->words[i]; *at; at++)
            stars += *at == '*';
        if (stars > ENT_RECIPE_STARS)
            return ent_line_fail(line, "\"%.80s\" has more than %d stars", line->words[i], ENT_RECIPE_STARS);
    }
    return ENT_OK;
}

static int read_file(struct ent_recipe_line *line) {
    static const char *const roles[] = {"data", "ballots", "roll-calls", "issues"};
    struct ent_recipe_file *file = ent_list_add(&line->recipe->arena, &line->form->files, sizeof *file);
    if (!file)
        return ent_fail_memory(line->error);
    file->role = "data";
    size_t at = 0;
    for (size_t i = 0; i < 4; i++)
        if (strcmp(line->words[0], roles[i]) == 0) {
            file->role = roles[i];
            at = 1;
        }
    if (at == line->count)
        return ent_line_fail(line, "names no file; it is written: file [ballots|roll-calls|issues] NAME...");
    ENT_TRY(check_patterns(line, at));
    return add_words(line, &file->patterns, at);
}

static int read_separator(struct ent_recipe_line *line) {
    static const struct {
        const char *word;
        char separator;
    } known[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(line->words[0], known[i].word) == 0) {
            line->form->separator = known[i].separator;
            return ENT_OK;
        }
    return ent_line_fail(line, "separator is comma, semicolon, tab or pipe, not \"%s\"", line->words[0]);
}

static int read_quotes(struct ent_recipe_line *line) {
    line->form->plain_quotes = strcmp(line->words[0], "plain") == 0;
    return line->form->plain_quotes || strcmp(line->words[0], "usual") == 0
               ? ENT_OK
               : ent_line_fail(line, "quotes are \"usual\" or \"plain\", not \"%s\"", line->words[0]);
}

static int read_decimal(struct ent_recipe_line *line) {
    line->form->decimal_comma = strcmp(line->words[0], "comma") == 0;
    return line->form->decimal_comma || strcmp(line->words[0], "point") == 0
               ? ENT_OK
               : ent_line_fail(line, "decimal is \"comma\" or \"point\", not \"%s\"", line->words[0]);
}

static int read_comment(struct ent_recipe_line *line) {
    line->form->comment = line->words[0];
    return ENT_OK;
}

/* Cuts "name|iso3" into its schemes. */
static int cut_schemes(struct ent_recipe_line *line, char *text, const char **out, size_t *count) {
    for (*count = 0; text;) {
        if (*count == ENT_STATE_COLUMNS)
            return ent_line_fail(line, "more than %d schemes", ENT_STATE_COLUMNS);
        out[(*count)++] = ent_text_split(&text, '|');
    }
    return ENT_OK;
}

static int add_state(struct ent_recipe_line *line, const char *column, char *schemes) {
    struct ent_recipe_form *form = line->form;
    const char *list[ENT_STATE_COLUMNS];
    size_t count;
    ENT_TRY(cut_schemes(line, schemes, list, &count));
    for (size_t i = 0; i < count; i++) {
        if (form->state_count == ENT_STATE_COLUMNS)
            return ent_line_fail(line, "more than %d columns and schemes of a state", ENT_STATE_COLUMNS);
        form->states[form->state_count++] = (struct ent_state_column){column, list[i]};
    }
    return ENT_OK;
}

/* state COLUMN SCHEME [else COLUMN SCHEME]... */
static int read_state(struct ent_recipe_line *line) {
    struct ent_recipe_form *form = line->form;
    form->state_count = 0;
    for (size_t i = 0; i < line->count; i += 3) {
        bool linked = i == 0 || strcmp(line->words[i - 1], "else") == 0;
        if (i + 1 >= line->count || !linked || form->state_count == ENT_STATE_COLUMNS)
            return ent_line_fail(line, "it is written: state COLUMN SCHEME [else COLUMN SCHEME]...");
        ENT_TRY(add_state(line, line->words[i], line->words[i + 1]));
    }
    return ENT_OK;
}

/* "side_a+helpers": the column, and further columns of the same side. */
static int read_side(struct ent_recipe_line *line, int side) {
    struct ent_recipe_form *form = line->form;
    char *at = line->words[side];
    form->pair[side] = ent_text_split(&at, '+');
    form->pair_more[side].count = 0;
    while (at) {
        const char **slot = ent_list_add(&line->recipe->arena, &form->pair_more[side], sizeof *slot);
        if (!slot)
            return ent_fail_memory(line->error);
        *slot = ent_text_split(&at, '+');
        if (!**slot)
            return ent_line_fail(line, "a side is written COLUMN or COLUMN+COLUMN, without spaces");
    }
    /* "" alone is a column without a name: the first of many a table. */
    return *form->pair[side] || !form->pair_more[side].count
               ? ENT_OK
               : ent_line_fail(line, "a side of a pair needs a column");
}

static int read_pair(struct ent_recipe_line *line) {
    struct ent_recipe_form *form = line->form;
    ENT_TRY(read_side(line, 0));
    ENT_TRY(read_side(line, 1));
    ENT_TRY(cut_schemes(line, line->words[2], form->pair_schemes, &form->pair_scheme_count));
    form->directed = strcmp(line->words[3], "directed") == 0;
    return form->directed || strcmp(line->words[3], "undirected") == 0
               ? ENT_OK
               : ent_line_fail(line, "a pair is \"directed\" or \"undirected\", not \"%s\"", line->words[3]);
}

/* pair-by COLUMN side COLUMN */
static int read_pair_by(struct ent_recipe_line *line) {
    struct ent_recipe_form *form = line->form;
    form->pair_side = ent_line_option(line, "side");
    if (line->count != 1 || !form->pair_side)
        return ent_line_fail(line, "it is written: pair-by COLUMN side COLUMN");
    form->pair_by = form->item = line->words[0];
    return ENT_OK;
}

static int read_time(struct ent_recipe_line *line) {
    static const struct {
        const char *word;
        enum ent_time_kind kind;
        size_t columns;
    } known[] = {{"always", ENT_TIME_ALWAYS, 0},
                 {"year", ENT_TIME_YEAR, 1},
                 {"date", ENT_TIME_DATE, 1},
                 {"day", ENT_TIME_PARTS, 3},
                 {"years", ENT_TIME_YEARS, 2},
                 {"dates", ENT_TIME_DATES, 2},
                 {"days", ENT_TIME_DAYS, 6},
                 {"months", ENT_TIME_MONTHS, 2}};
    struct ent_recipe_time *time = &line->form->time;
    const char *open_at = ent_line_option(line, "open-at");
    struct ent_interval open = {0};
    if (open_at)
        ENT_TRY(ent_line_date(line, open_at, &open));
    *time = (struct ent_recipe_time){.open_from = open.from, .open_to = open.to};
    const char *word = line->count ? line->words[line->count - 1] : "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(word, known[i].word) != 0 || line->count != known[i].columns + 1)
            continue;
        time->kind = known[i].kind;
        for (size_t j = 0; j < known[i].columns; j++)
            time->columns[j] = line->words[j];
        return ENT_OK;
    }
    return ent_line_fail(line, "it is written: time COLUMN year | COLUMN date | YEAR MONTH DAY day | FIRST LAST years "
                               "[open-at DATE] | FIRST LAST dates|months [open-at DATE] | YEAR MONTH DAY YEAR MONTH DAY "
                               "days [open-at DATE] | always");
}

static int read_missing(struct ent_recipe_line *line) {
    return add_words(line, &line->form->missing, 0);
}

static int new_factor(struct ent_recipe_line *line, struct ent_recipe_value *value, const char *column, double number) {
    if (value->factor_count == ENT_FACTORS)
        return ent_line_fail(line, "a product has at most %d factors", ENT_FACTORS);
    size_t at = value->factor_count++;
    value->factors[at].column = column;
    value->factors[at].number = number;
    return ENT_OK;
}

static int add_constant(struct ent_recipe_line *line, struct ent_recipe_value *value, double number) {
    return new_factor(line, value, NULL, number);
}

static int add_factor(struct ent_recipe_line *line, struct ent_recipe_value *value, const char *word) {
    double number;
    if (ent_text_number(word, &number))
        return add_constant(line, value, number);
    value->label = value->label ? ent_arena_format(&line->recipe->arena, "%s * %s", value->label, word) : word;
    return new_factor(line, value, word, 1);
}

/* value COLUMN [* COLUMN|NUMBER]... STRAND UNIT */
static int read_value(struct ent_recipe_line *line) {
    struct ent_recipe_value *value = ent_list_add(&line->recipe->arena, &line->form->values, sizeof *value);
    if (!value)
        return ent_fail_memory(line->error);
    size_t at = 0;
    value->deviation = ent_line_option(line, "deviation");
    for (bool more = true; more && line->count;) {
        const char *last = line->words[line->count - 1];
        bool reversed = strcmp(last, "reversed") == 0, rounded = strcmp(last, "rounded") == 0;
        value->reversed |= reversed;
        value->rounded |= rounded;
        more = reversed || rounded;
        line->count -= more;
    }
    ENT_TRY(add_factor(line, value, line->words[at++]));
    while (at + 1 < line->count && strcmp(line->words[at], "*") == 0) {
        ENT_TRY(add_factor(line, value, line->words[at + 1]));
        at += 2;
    }
    if (at >= line->count || !value->label)
        return ent_line_fail(line, "it is written: value COLUMN [* COLUMN|NUMBER]... STRAND UNIT [deviation COLUMN] [reversed] [rounded]");
    value->strand = line->words[at];
    const char *unit = ent_line_join(line, at + 1);
    if (!unit)
        return ent_fail_memory(line->error);
    double multiplier;
    value->unit = ent_unit_whole(unit, &multiplier);
    return multiplier == 1 ? ENT_OK : add_constant(line, value, multiplier);
}

/* "hostlev=4" is set where the column is 4. */
static int add_mark(struct ent_recipe_line *line, const char *strand, char *column, const char *type) {
    struct ent_recipe_mark *mark = ent_list_add(&line->recipe->arena, &line->form->marks, sizeof *mark);
    if (!mark)
        return ent_fail_memory(line->error);
    *mark = (struct ent_recipe_mark){strand, column, type, NULL};
    char *value = type ? strchr(column, '=') : NULL;
    if (value) {
        *value = '\0';
        mark->value = value + 1;
    }
    return ENT_OK;
}

static int read_type(struct ent_recipe_line *line) {
    return add_mark(line, line->words[0], line->words[1], line->words[2]);
}

static int read_types(struct ent_recipe_line *line) {
    for (size_t i = 1; i < line->count; i++)
        ENT_TRY(add_mark(line, line->words[0], line->words[i], NULL));
    return ENT_OK;
}

/* header COLUMN...: the header is the first line that has them all */
static int read_header(struct ent_recipe_line *line) {
    return add_words(line, &line->form->header, 0);
}

static int read_dated(struct ent_recipe_line *line) {
    line->form->dated = line->words[0];
    return line->form->header.count
               ? ENT_OK
               : ent_line_fail(line, "a date above the header needs a line  header COLUMN...  before it");
}

/* across HEAD CELL [columns PATTERN] */
static int read_across(struct ent_recipe_line *line) {
    const char *pattern = ent_line_option(line, "columns");
    if (line->count != 2 || strcmp(line->words[0], line->words[1]) == 0)
        return ent_line_fail(line, "it is written: across NAME-OF-THE-HEAD NAME-OF-THE-CELL [columns PATTERN]");
    line->form->across = (struct ent_recipe_across){line->words[0], line->words[1], pattern ? pattern : "%Y"};
    return ENT_OK;
}

/* counted NAME VALUE... [columns PATTERN] */
static int read_counted(struct ent_recipe_line *line) {
    const char *pattern = ent_line_option(line, "columns");
    struct ent_recipe_counted *counted = ent_list_add(&line->recipe->arena, &line->form->counted, sizeof *counted);
    if (!counted)
        return ent_fail_memory(line->error);
    if (line->count < 2 || line->form->across.pattern)
        return ent_line_fail(line, line->form->across.pattern
                                       ? "a table is read across or counted, not both"
                                       : "it is written: counted NAME VALUE... [columns PATTERN]");
    *counted = (struct ent_recipe_counted){line->words[0], pattern ? pattern : "%s", {0}};
    return add_words(line, &counted->values, 1);
}

/* above NAME BEGINNING...: the rest of a line above the header, for instance whom the table is about */
static int read_above(struct ent_recipe_line *line) {
    if (!line->form->across.pattern || !line->form->header.count)
        return ent_line_fail(line, "what stands above the header needs the lines header and across before it");
    line->form->above = line->words[0];
    return add_words(line, &line->form->above_begins, 1);
}

/* groups [NAME=GROUP]... */
static int read_groups(struct ent_recipe_line *line) {
    line->form->groups = true;
    for (size_t i = 0; i < line->count; i++)
        if (!strchr(line->words[i], '='))
            return ent_line_fail(line, "it is written: groups [NAME-IN-THE-SOURCE=GROUP]...");
    return add_words(line, &line->form->group_names, 0);
}

static int read_dates(struct ent_recipe_line *line) {
    static const char *const known[] = {"y-m-d", "m/d/y", "d/m/y", "d.m.y"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(line->words[0], known[i]) == 0) {
            line->form->day_order = i ? known[i] : NULL;
            return ENT_OK;
        }
    return ent_line_fail(line, "dates are y-m-d, m/d/y, d/m/y or d.m.y, not \"%s\"", line->words[0]);
}

static int read_rows(struct ent_recipe_line *line, bool events) {
    line->form->row_strand = line->words[0];
    line->form->rows_are_events = events;
    line->form->rows_need_types = line->count > 1 && strcmp(line->words[1], "typed") == 0;
    line->count -= line->form->rows_need_types;
    return line->count == 1 ? ENT_OK : ent_line_fail(line, "\"%s\" is not expected: one strand", line->words[1]);
}

static int read_spell(struct ent_recipe_line *line) {
    return read_rows(line, false);
}

static int read_event(struct ent_recipe_line *line) {
    return read_rows(line, true);
}

static int read_reporter(struct ent_recipe_line *line) {
    line->form->reporter = line->words[0];
    return ENT_OK;
}

/* entity COLUMN KIND [id COLUMN] */
static int read_entity(struct ent_recipe_line *line) {
    line->form->entity_id = ent_line_option(line, "id");
    line->form->entity = line->words[0];
    line->form->entity_kind = line->words[1];
    return line->count == 2 ? ENT_OK : ent_line_fail(line, "it is written: entity COLUMN KIND [id COLUMN]");
}

static int read_note(struct ent_recipe_line *line) {
    return add_words(line, &line->form->notes, 0);
}

static int read_status(struct ent_recipe_line *line) {
    line->form->status = line->words[0];
    return ENT_OK;
}

static int read_lists(struct ent_recipe_line *line) {
    line->form->lists = line->words[0];
    return strlen(line->words[0]) == 1 ? ENT_OK
                                       : ent_line_fail(line, "lists needs one letter that parts the codes, as in \",\"");
}

static int read_item(struct ent_recipe_line *line) {
    line->form->item = line->words[0];
    return ENT_OK;
}

/* only COLUMN VALUE... because "…" | except COLUMN VALUE... because "…" */
static int add_filter(struct ent_recipe_line *line, bool except) {
    ENT_TRY(ent_line_needs_reason(line));
    struct ent_recipe_filter *filter = ent_list_add(&line->recipe->arena, &line->form->filters, sizeof *filter);
    if (!filter)
        return ent_fail_memory(line->error);
    filter->column = line->words[0];
    filter->reason = line->reason;
    filter->text = ent_line_without_reason(line);
    filter->except = except;
    return filter->text ? add_words(line, &filter->values, 1) : ent_fail_memory(line->error);
}

static int read_only(struct ent_recipe_line *line) {
    return add_filter(line, false);
}

static int read_except(struct ent_recipe_line *line) {
    return add_filter(line, true);
}

/* zeros STRAND unknown [confirmed FILE] because "…" */
static int read_zeros(struct ent_recipe_line *line) {
    ENT_TRY(ent_line_needs_reason(line));
    struct ent_recipe_zeros *zeros = ent_list_add(&line->recipe->arena, &line->form->zeros, sizeof *zeros);
    if (!zeros)
        return ent_fail_memory(line->error);
    zeros->file = ent_line_option(line, "confirmed");
    zeros->strand = line->words[0];
    zeros->reason = line->reason;
    zeros->text = ent_line_without_reason(line);
    if (line->count != 2 || strcmp(line->words[1], "unknown") != 0)
        return ent_line_fail(line, "it is written: zeros STRAND unknown [confirmed FILE] because \"why\"");
    return zeros->text ? ENT_OK : ent_fail_memory(line->error);
}

/* self because "…" */
static int read_self(struct ent_recipe_line *line) {
    ENT_TRY(ent_line_needs_reason(line));
    line->form->self = line->reason;
    return line->count ? ent_line_fail(line, "it is written: self because \"why\"") : ENT_OK;
}

static int read_refuse(struct ent_recipe_line *line) {
    ENT_TRY(ent_line_needs_reason(line));
    struct ent_recipe_refusal *refusal = ent_list_add(&line->recipe->arena, &line->form->refusals, sizeof *refusal);
    if (!refusal)
        return ent_fail_memory(line->error);
    *refusal = (struct ent_recipe_refusal){line->words[0], line->reason};
    return ENT_OK;
}

static int read_ignore(struct ent_recipe_line *line) {
    return add_words(line, &line->form->ignored, 0);
}

static int read_undirected(struct ent_recipe_line *line) {
    return add_words(line, &line->form->undirected, 0);
}

/* ballots wide SCHEME | ballots long COLUMN | ballots packed FIRST-ROW TOKENS */
static int read_ballots(struct ent_recipe_line *line) {
    struct ent_recipe_form *form = line->form;
    const char *kind = line->words[0];
    if (strcmp(kind, "wide") == 0 && line->count == 2) {
        form->ballots = ENT_BALLOTS_WIDE;
        form->column_states = line->words[1];
    } else if (strcmp(kind, "long") == 0 && line->count == 2) {
        form->ballots = ENT_BALLOTS_LONG;
        form->choice = line->words[1];
    } else if (strcmp(kind, "packed") == 0 && line->count == 3) {
        form->ballots = ENT_BALLOTS_PACKED;
        form->packed_row = line->words[1];
        form->packed_tokens = line->words[2];
    } else {
        return ent_line_fail(line, "it is written: ballots wide SCHEME | long COLUMN | packed FIRST-ROW-COLUMN COLUMN");
    }
    return ENT_OK;
}

static int read_roll_call(struct ent_recipe_line *line) {
    struct ent_recipe_form *form = line->form;
    form->session = ent_line_option(line, "session");
    form->resolution = ent_line_option(line, "resolution");
    form->title = ent_line_option(line, "title");
    form->important = ent_line_option(line, "important");
    form->paragraph = ent_line_option(line, "paragraph");
    form->amendment = ent_line_option(line, "amendment");
    if (line->count != 2)
        return ent_line_fail(line,
                             "it is written: roll-call NAME-COLUMN DATE-COLUMN [session COLUMN] [resolution COLUMN] "
                             "[title COLUMN] [important COLUMN] [paragraph COLUMN] [amendment COLUMN]");
    form->roll_call_name = line->words[0];
    form->roll_call_date = line->words[1];
    return ENT_OK;
}

static int read_issues(struct ent_recipe_line *line) {
    line->form->issue_name = line->words[0];
    line->form->issue_code = line->words[1];
    return ENT_OK;
}

static int read_ballot(struct ent_recipe_line *line) {
    static const char *const meanings[] = {"yes", "abstain", "no", "absent", "not-seated"};
    struct ent_recipe_form *form = line->form;
    for (size_t i = 0; i < ENT_CHOICES; i++)
        if (strcmp(line->words[0], meanings[i]) == 0)
            return add_words(line, &form->choices[i], 1);
    return ent_line_fail(line, "a ballot is yes, abstain, no, absent or not-seated, not \"%s\"", line->words[0]);
}

static int read_figures(struct ent_recipe_line *line) {
    line->form->figures = true;
    return ENT_OK;
}

const struct ent_recipe_key ent_recipe_form_keys[] = {
    {"form", "form NAME", 1, read_form},
    {"part", "part NAME", 1, read_part},
    {"file", "file [ballots|roll-calls|issues] NAME...", 1, read_file},
    {"separator", "separator comma|semicolon|tab|pipe", 1, read_separator},
    {"quotes", "quotes usual|plain", 1, read_quotes},
    {"decimal", "decimal comma|point", 1, read_decimal},
    {"comment", "comment PREFIX", 1, read_comment},
    {"state", "state COLUMN SCHEME [else COLUMN SCHEME]...", 2, read_state},
    {"pair", "pair COLUMN[+COLUMN]... COLUMN[+COLUMN]... SCHEME directed|undirected", 4, read_pair},
    {"pair-by", "pair-by COLUMN side COLUMN", 1, read_pair_by},
    {"lists", "lists LETTER", 1, read_lists},
    {"groups", "groups [NAME=GROUP]...", 0, read_groups},
    {"dates", "dates y-m-d|m/d/y|d/m/y|d.m.y", 1, read_dates},
    {"counted", "counted NAME VALUE... [columns PATTERN]", 2, read_counted},
    {"above", "above NAME BEGINNING...", 2, read_above},
    {"time", "time COLUMN year|date, or: time FIRST LAST years|dates|months [open-at DATE], or: time always", 1,
     read_time},
    {"entity", "entity COLUMN KIND [id COLUMN]", 2, read_entity},
    {"note", "note COLUMN...", 1, read_note},
    {"status", "status COLUMN", 1, read_status},
    {"missing", "missing WORD...", 1, read_missing},
    {"header", "header COLUMN...", 1, read_header},
    {"dated", "dated WORD", 1, read_dated},
    {"across", "across NAME-OF-THE-HEAD NAME-OF-THE-CELL [columns PATTERN]", 2, read_across},
    {"spell", "spell STRAND [typed]", 1, read_spell},
    {"event", "event STRAND [typed]", 1, read_event},
    {"item", "item COLUMN", 1, read_item},
    {"reporter", "reporter COLUMN", 1, read_reporter},
    {"value", "value COLUMN [* COLUMN|NUMBER]... STRAND UNIT [deviation COLUMN] [reversed] [rounded]", 2, read_value},
    {"type", "type STRAND COLUMN[=VALUE] NAME", 3, read_type},
    {"types", "types STRAND COLUMN...", 2, read_types},
    {"only", "only COLUMN VALUE... because \"why\"", 2, read_only},
    {"except", "except COLUMN VALUE... because \"why\"", 2, read_except},
    {"zeros", "zeros STRAND unknown [confirmed FILE] because \"why\"", 2, read_zeros},
    {"self", "self because \"why\"", 0, read_self},
    {"refuse", "refuse COLUMN because \"why\"", 1, read_refuse},
    {"ignore", "ignore COLUMN...", 1, read_ignore},
    {"undirected", "undirected STRAND...", 1, read_undirected},
    {"ballots", "ballots wide SCHEME | long COLUMN | packed FIRST-ROW-COLUMN COLUMN", 2, read_ballots},
    {"roll-call", "roll-call NAME-COLUMN DATE-COLUMN [session COLUMN]...", 2, read_roll_call},
    {"issues", "issues NAME-COLUMN CODE-COLUMN", 2, read_issues},
    {"ballot", "ballot yes|abstain|no|absent|not-seated VALUE...", 2, read_ballot},
    {"figures", "figures", 0, read_figures},
};
const size_t ent_recipe_form_key_count = sizeof ent_recipe_form_keys / sizeof *ent_recipe_form_keys;
