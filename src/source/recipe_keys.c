/* Keys of a recipe that speak of the source: who, which release, which faults. */
#include <string.h>

#include "base/text.h"
#include "source/multiplier.h"
#include "source/recipe_line.h"

static int read_source(struct ent_recipe_line *line) {
    line->recipe->source = line->words[0];
    return ENT_OK;
}

static int read_title(struct ent_recipe_line *line) {
    line->recipe->title = line->rest;
    return ENT_OK;
}

static int read_cite(struct ent_recipe_line *line) {
    struct ent_recipe *recipe = line->recipe;
    if (strlen(recipe->citation) + strlen(line->rest) > ENT_RECIPE_CITATION)
        return ent_line_fail(line, "the lines cite are longer than %d bytes together", ENT_RECIPE_CITATION);
    recipe->citation =
        recipe->citation[0] ? ent_arena_format(&recipe->arena, "%s; %s", recipe->citation, line->rest) : line->rest;
    return recipe->citation ? ENT_OK : ent_fail_memory(line->error);
}

static int read_licence(struct ent_recipe_line *line) {
    line->recipe->licence = line->words[0];
    return ENT_OK;
}

static int read_covers(struct ent_recipe_line *line) {
    return ent_line_covers(line, line->words[0], &line->recipe->from, &line->recipe->to);
}

static int read_version(struct ent_recipe_line *line) {
    line->recipe->version = line->words[0];
    return ENT_OK;
}

static int read_published(struct ent_recipe_line *line) {
    return ent_line_date(line, line->words[0], &line->recipe->published);
}

static int read_seen(struct ent_recipe_line *line) {
    struct ent_interval day;
    ENT_TRY(ent_line_date(line, line->words[0], &day));
    line->recipe->seen = day.from;
    return ENT_OK;
}

static int rows_of(struct ent_recipe_line *line, const char *text, long *out) {
    if (ent_text_integer(text, out) && *out > 0)
        return ENT_OK;
    return ent_line_fail(line, "rows needs how many a whole file has, not \"%s\"", text);
}

static int read_rows(struct ent_recipe_line *line) {
    return rows_of(line, line->words[0], &line->recipe->rows);
}

static int read_absent(struct ent_recipe_line *line) {
    bool none = strcmp(line->words[0], "none") == 0;
    if (!none && strcmp(line->words[0], "unknown") != 0)
        return ent_line_fail(line, "an absent row means \"none\" or \"unknown\", not \"%s\"", line->words[0]);
    line->recipe->absent_none = none;
    return ENT_OK;
}

/* within LIST|none [listed] */
static int read_within(struct ent_recipe_line *line) {
    line->recipe->within = strcmp(line->words[0], "none") == 0 ? "" : line->words[0];
    line->recipe->listed = line->count == 2 && strcmp(line->words[1], "listed") == 0;
    return line->count == 1 || line->recipe->listed
               ? ENT_OK
               : ent_line_fail(line, "it is written: within LIST|none [listed], not \"%s\"", line->words[1]);
}

static int read_seats(struct ent_recipe_line *line) {
    const char *group = line->words[0];
    line->recipe->seats = *group == '@' ? group + 1 : group;
    return ENT_OK;
}

static int read_borders(struct ent_recipe_line *line) {
    bool present = strcmp(line->words[0], "present") == 0;
    if (!present && strcmp(line->words[0], "then") != 0)
        return ent_line_fail(line, "borders are \"then\" or \"present\", not \"%s\"", line->words[0]);
    line->recipe->present_borders = present;
    return ENT_OK;
}

static bool hexadecimal(const char *text) {
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static int read_checksums(struct ent_recipe_line *line, struct ent_recipe_release *release) {
    size_t at = 0;
    while (at < line->count && strcmp(line->words[at], "sha256") != 0)
        at++;
    for (size_t i = at + 1; i < line->count; i++) {
        if (!hexadecimal(line->words[i]))
            return ent_line_fail(line, "\"%s\" is not a SHA-256: 64 digits 0-9 a-f", line->words[i]);
        const char **slot = ent_list_add(&line->recipe->arena, &release->checksums, sizeof *slot);
        if (!slot)
            return ent_fail_memory(line->error);
        *slot = line->words[i];
    }
    if (!release->checksums.count)
        return ent_line_fail(line, "a release is known by its checksums: end the line with  sha256 HEX...");
    if (at > 0)
        return ent_line_fail(line,
                             "\"%s\" is not expected here; before sha256 stand version, published or seen, covers, "
                             "rows, form, note",
                             line->words[0]);
    return ENT_OK;
}

/* release 7.0 published 2026-06-30 covers 1816..2022 rows 17121 form long note "…" withdrawn sha256 HEX... */
static int read_release(struct ent_recipe_line *line) {
    struct ent_recipe_release *release = ent_list_add(&line->recipe->arena, &line->recipe->releases, sizeof *release);
    if (!release)
        return ent_fail_memory(line->error);
    release->version = line->words[0];
    memmove(line->words, line->words + 1, --line->count * sizeof *line->words);
    release->line = line->number;
    release->from = release->seen = ENT_DAY_EARLY;
    release->published.from = ENT_DAY_EARLY;
    const char *published = ent_line_option(line, "published"), *seen = ent_line_option(line, "seen");
    const char *covers = ent_line_option(line, "covers"), *rows = ent_line_option(line, "rows");
    release->form = ent_line_option(line, "form");
    release->note = ent_line_option(line, "note");
    for (size_t i = 0; i < line->count; i++)
        if (strcmp(line->words[i], "withdrawn") == 0) {
            ENT_TRY(ent_line_needs_reason(line));
            release->withdrawn = line->reason;
            memmove(&line->words[i], &line->words[i + 1], (--line->count - i) * sizeof *line->words);
        }
    struct ent_interval day;
    if (published)
        ENT_TRY(ent_line_date(line, published, &release->published));
    if (seen) {
        ENT_TRY(ent_line_date(line, seen, &day));
        release->seen = day.from;
    }
    if (!published && !seen)
        return ent_line_fail(line, "a release needs  published DATE  or  seen DATE");
    if (covers)
        ENT_TRY(ent_line_covers(line, covers, &release->from, &release->to));
    if (rows)
        ENT_TRY(rows_of(line, rows, &release->rows));
    return read_checksums(line, release);
}

static int read_strand(struct ent_recipe_line *line) {
    struct ent_recipe_strand *strand = ent_list_add(&line->recipe->arena, &line->recipe->strands, sizeof *strand);
    if (!strand)
        return ent_fail_memory(line->error);
    *strand = (struct ent_recipe_strand){line->words[0], line->words[1], ent_line_join(line, 2)};
    return strand->title ? ENT_OK : ent_fail_memory(line->error);
}

static int read_unit(struct ent_recipe_line *line) {
    struct ent_recipe_unit *unit = ent_list_add(&line->recipe->arena, &line->recipe->units, sizeof *unit);
    if (!unit)
        return ent_fail_memory(line->error);
    ENT_TRY(ent_line_span(line, &unit->from, &unit->to));
    unit->strand = line->words[0];
    unit->form = *line->form->name ? line->form->name : NULL;
    double multiplier; /* the figures are whole already: of the values' own unit */
    unit->text = ent_line_join(line, 1);
    if (!unit->text)
        return ent_fail_memory(line->error);
    unit->text = ent_unit_whole(unit->text, &multiplier);
    return ENT_OK;
}

static int add_rule(struct ent_recipe_line *line, enum ent_rule_kind kind, struct ent_recipe_rule **out) {
    ENT_TRY(ent_line_needs_reason(line));
    struct ent_recipe_rule *rule = ent_list_add(&line->recipe->arena, &line->recipe->rules, sizeof *rule);
    if (!rule)
        return ent_fail_memory(line->error);
    rule->kind = kind;
    rule->reason = line->reason;
    rule->form = *line->form->name ? line->form->name : NULL;
    rule->text = ent_line_without_reason(line);
    *out = rule;
    return rule->text ? ent_line_span(line, &rule->from, &rule->to) : ent_fail_memory(line->error);
}

static int read_recode(struct ent_recipe_line *line) {
    struct ent_recipe_rule *rule;
    ENT_TRY(add_rule(line, ENT_RULE_RECODE, &rule));
    const char *borders = ent_line_option(line, "borders");
    rule->borders_then = borders && strcmp(borders, "then") == 0;
    if (borders && !rule->borders_then)
        return ent_line_fail(line, "a recode can say \"borders then\", not \"borders %s\"", borders);
    if (line->count != 2)
        return ent_line_fail(line, "a recode names the source's code and the state, then from, until and because");
    rule->code = line->words[0];
    rule->state = line->words[1];
    return ENT_OK;
}

/* caution STRAND because "…" */
static int read_caution(struct ent_recipe_line *line) {
    struct ent_recipe_rule *rule;
    ENT_TRY(add_rule(line, ENT_RULE_CAUTION, &rule));
    return line->count == 1 ? ENT_OK : ent_line_fail(line, "a caution names one strand");
}

/* pages R/20 ESS/5 because "…" */
static int read_pages(struct ent_recipe_line *line) {
    struct ent_recipe_rule *rule;
    ENT_TRY(add_rule(line, ENT_RULE_PAGES, &rule));
    for (size_t i = 0; i < line->count; i++) {
        const char *slash = strchr(line->words[i], '/');
        size_t kind = slash ? (size_t)(slash - line->words[i]) : 0;
        bool known = (kind == 1 && line->words[i][0] == 'R') || (kind == 2 && strncmp(line->words[i], "SS", 2) == 0) ||
                     (kind == 3 && strncmp(line->words[i], "ESS", 3) == 0);
        long session;
        if (!known || !ent_text_integer(slash + 1, &session) || session < 1)
            return ent_line_fail(line, "\"%s\" is not expected: the last session of a kind, R/20, SS/5 or ESS/5",
                                 line->words[i]);
    }
    return ENT_OK;
}

/* check shift|level STRAND because "…" */
static int read_check(struct ent_recipe_line *line) {
    ENT_TRY(ent_line_needs_reason(line));
    struct ent_recipe_check *check = ent_list_add(&line->recipe->arena, &line->recipe->checks, sizeof *check);
    if (!check)
        return ent_fail_memory(line->error);
    check->shift = strcmp(line->words[0], "shift") == 0;
    if (line->count != 2 || (!check->shift && strcmp(line->words[0], "level") != 0))
        return ent_line_fail(line, "it is written: check shift|level STRAND because \"why\"");
    check->strand = line->words[1];
    check->reason = line->reason;
    check->text = ent_line_without_reason(line);
    return check->text ? ENT_OK : ent_fail_memory(line->error);
}

static int read_code_rule(struct ent_recipe_line *line, enum ent_rule_kind kind) {
    struct ent_recipe_rule *rule;
    ENT_TRY(add_rule(line, kind, &rule));
    rule->code = line->words[0];
    return line->count == 1 ? ENT_OK : ent_line_fail(line, "\"%s\" is not expected: one code a line", line->words[1]);
}

static int read_out_of_scope(struct ent_recipe_line *line) {
    return read_code_rule(line, ENT_RULE_OUT_OF_SCOPE);
}

static int read_reject(struct ent_recipe_line *line) {
    return read_code_rule(line, ENT_RULE_REJECT);
}

/* redate 1183 1184 in 1971-10-07 to 1971-10-25 because "…" */
static int read_redate(struct ent_recipe_line *line) {
    const char *file_day = ent_line_option(line, "in"), *true_day = ent_line_option(line, "to");
    struct ent_recipe_rule *rule;
    struct ent_interval before, after;
    ENT_TRY(add_rule(line, ENT_RULE_REDATE, &rule));
    if (!file_day || !true_day || !line->count)
        return ent_line_fail(line,
                             "it is written: redate ROLL-CALL... in DATE-OF-THE-FILE to TRUE-DATE because \"why\"");
    ENT_TRY(ent_line_date(line, file_day, &before));
    ENT_TRY(ent_line_date(line, true_day, &after));
    rule->from = before.from;
    rule->to = before.to;
    rule->day = after.from;
    rule->precision = after.precision;
    for (size_t i = 0; i < line->count; i++) {
        const char **name = ent_list_add(&line->recipe->arena, &rule->names, sizeof *name);
        if (!name)
            return ent_fail_memory(line->error);
        *name = line->words[i];
    }
    return ENT_OK;
}

static int read_precision(struct ent_recipe_line *line) {
    struct ent_recipe_rule *rule;
    ENT_TRY(add_rule(line, ENT_RULE_PRECISION, &rule));
    bool month = strcmp(line->words[0], "month") == 0;
    if (!month && strcmp(line->words[0], "year") != 0)
        return ent_line_fail(line, "precision is \"month\" or \"year\", not \"%s\"", line->words[0]);
    rule->precision = month ? ENT_PRECISION_MONTH : ENT_PRECISION_YEAR;
    return ENT_OK;
}

static int read_issue(struct ent_recipe_line *line) {
    struct ent_recipe_issue *issue = ent_list_add(&line->recipe->arena, &line->recipe->issues, sizeof *issue);
    if (!issue)
        return ent_fail_memory(line->error);
    if (line->recipe->issues.count > 31)
        return ent_line_fail(line, "more than 31 issues");
    *issue = (struct ent_recipe_issue){line->words[0], ent_line_join(line, 1)};
    return issue->title ? ENT_OK : ent_fail_memory(line->error);
}

static int read_relation(struct ent_recipe_line *line, const char *relation) {
    const char *reporter = ent_line_option(line, "reporter");
    struct ent_recipe_relation *slot = ent_list_add(&line->recipe->arena, &line->recipe->relations, sizeof *slot);
    if (!slot)
        return ent_fail_memory(line->error);
    *slot = (struct ent_recipe_relation){reporter ? reporter : "", relation, line->words[0]};
    return ENT_OK;
}

static int read_same_source(struct ent_recipe_line *line) {
    return read_relation(line, "same-source-as");
}

static int read_revises(struct ent_recipe_line *line) {
    return read_relation(line, "revises");
}

const struct ent_recipe_key ent_recipe_source_keys[] = {
    {"source", "source NAME", 1, read_source},
    {"title", "title WORDS", 1, read_title},
    {"cite", "cite WORDS", 1, read_cite},
    {"licence", "licence open|cite|noncommercial|private", 1, read_licence},
    {"version", "version WORD", 1, read_version},
    {"published", "published DATE", 1, read_published},
    {"seen", "seen DATE", 1, read_seen},
    {"covers", "covers FIRST..LAST", 1, read_covers},
    {"rows", "rows NUMBER", 1, read_rows},
    {"absent", "absent none|unknown", 1, read_absent},
    {"within", "within LIST|none [listed]", 1, read_within},
    {"seats", "seats @GROUP", 1, read_seats},
    {"borders", "borders then|present", 1, read_borders},
    {"release",
     "release VERSION published|seen DATE [covers A..B] [rows N] [form F] [note \"…\"] [withdrawn] sha256 HEX...", 3,
     read_release},
    {"strand", "strand NAME ORIENTATION TITLE", 2, read_strand},
    {"unit", "unit STRAND WORDS [from DATE] [until DATE]", 2, read_unit},
    {"recode", "recode CODE STATE [borders then] [from DATE] [until DATE] because \"why\"", 2, read_recode},
    {"out-of-scope", "out-of-scope CODE [from DATE] [until DATE] because \"why\"", 1, read_out_of_scope},
    {"reject", "reject CODE [from DATE] [until DATE] because \"why\"", 1, read_reject},
    {"redate", "redate ROLL-CALL... in DATE to DATE because \"why\"", 5, read_redate},
    {"precision", "precision month|year [from DATE] [until DATE] because \"why\"", 1, read_precision},
    {"caution", "caution STRAND because \"why\"", 1, read_caution},
    {"pages", "pages R|SS|ESS/SESSION... because \"why\"", 1, read_pages},
    {"check", "check shift|level STRAND because \"why\"", 2, read_check},
    {"issue", "issue CODE TITLE", 2, read_issue},
    {"same-source-as", "same-source-as SOURCE [reporter NAME]", 1, read_same_source},
    {"revises", "revises SOURCE [reporter NAME]", 1, read_revises},
};
const size_t ent_recipe_source_key_count = sizeof ent_recipe_source_keys / sizeof *ent_recipe_source_keys;
