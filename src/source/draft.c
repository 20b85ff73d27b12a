#include "source/draft.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "source/stream.h"

/* A word of a recipe: small letters, digits, dots and hyphens. */
static const char *plain_word(struct ent_arena *arena, const char *text) {
    char *word = ent_arena_string(arena, text);
    size_t used = 0;
    for (const char *at = text; word && *at; at++) {
        bool kept = isalnum((unsigned char)*at) || *at == '.';
        if (kept)
            word[used++] = (char)tolower((unsigned char)*at);
        else if (used && word[used - 1] != '-')
            word[used++] = '-';
    }
    while (word && used && (word[used - 1] == '-' || word[used - 1] == '.'))
        used--;
    if (word)
        word[used] = '\0';
    return word && *word ? word : "table";
}

/* The file's name without the endings of its format and compression. */
static const char *stem(struct ent_arena *arena, const char *path) {
    static const char *const endings[] = {".gz",  ".bz2", ".xz",  ".zst", ".zip", ".csv",
                                          ".tsv", ".txt", ".tab", ".rda", ".rds", ".RData"};
    char *name = ent_arena_string(arena, ent_path_name(path));
    for (bool cut = name != NULL; cut;) {
        cut = false;
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
            size_t length = strlen(name), end = strlen(endings[i]);
            if (length > end && strcmp(name + length - end, endings[i]) == 0) {
                name[length - end] = '\0';
                cut = true;
            }
        }
    }
    return name ? plain_word(arena, name) : "table";
}

int ent_draft_init(struct ent_draft *draft, struct ent_look *look, struct ent_error *error) {
    *draft = (struct ent_draft){.look = look, .state = -1, .pair = {-1, -1}, .item = -1, .scheme = ""};
    ent_text_init(&draft->remarks);
    for (size_t i = 0; i < ENT_TIME_COLUMNS; i++)
        draft->times[i] = -1;
    draft->source = draft->strand = stem(&look->arena, look->path);
    draft->unit = "";
    draft->parts = ent_arena_alloc(&look->arena, look->column_count + 1, sizeof *draft->parts);
    return draft->parts ? ENT_OK : ent_fail_memory(error);
}

void ent_draft_release(struct ent_draft *draft) {
    ent_text_release(&draft->remarks);
}

size_t ent_draft_time_columns(enum ent_time_kind kind) {
    static const size_t counts[] = {0, 0, 1, 1, 3, 2, 2, 6, 2};
    return counts[kind];
}

int ent_draft_strand(struct ent_draft *draft, struct ent_record *record, bool chosen, struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        record, &statement,
        "SELECT unit, EXISTS (SELECT 1 FROM coverage c JOIN release r ON r.id = c.release JOIN source o"
        " ON o.id = r.source WHERE c.strand = strand.id AND o.name = ?2) FROM strand WHERE name = ?1",
        error));
    sqlite3_bind_text(statement, 1, draft->strand, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 2, draft->source, -1, SQLITE_TRANSIENT);
    bool there = sqlite3_step(statement) == SQLITE_ROW, own = there && sqlite3_column_int(statement, 1);
    const char *unit =
        there ? ent_arena_string(&draft->look->arena, (const char *)sqlite3_column_text(statement, 0)) : "";
    if (there && chosen && !*draft->unit)
        draft->unit = unit;
    else if (there && !chosen && !own)
        draft->strand = ent_arena_format(&draft->look->arena, "own.%s", draft->strand);
    sqlite3_finalize(statement);
    return unit && draft->strand ? ENT_OK : ent_fail_memory(error);
}

static bool is_spell(const struct ent_draft *draft) {
    return draft->time == ENT_TIME_YEARS || draft->time == ENT_TIME_DATES || draft->time == ENT_TIME_DAYS ||
           draft->time == ENT_TIME_MONTHS;
}

/* Decisions ---------------------------------------------------------------------------------------------------------
 */

/* Up to three texts of the column that the schemes do not know. */
static void remark_unknown(struct ent_draft *draft, const struct ent_look_column *column, unsigned schemes) {
    int shown = 0;
    for (size_t i = 0; column->values && i < column->room; i++) {
        const struct ent_look_value *value = &column->values[i];
        if (!value->text || (value->states | value->others) & schemes)
            continue;
        if (shown++ == 3)
            break;
        ent_text_format(&draft->remarks, "%s\"%.40s\"", shown > 1 ? ", " : "; not known, for example ", value->text);
    }
}

/* The scheme that resolves most of what the first does not; -1 where none does. */
static int second_scheme(const struct ent_look_column *at, int first) {
    size_t best = 0;
    int found = -1;
    for (int scheme = 0; at->values && scheme < ENT_LOOK_SCHEMES; scheme++) {
        size_t more = 0;
        for (size_t i = 0; i < at->room; i++) {
            unsigned known = at->values[i].states | at->values[i].others;
            more += at->values[i].text && !(known >> first & 1) && at->values[i].states >> scheme & 1;
        }
        if (more > best) {
            best = more;
            found = scheme;
        }
    }
    return found;
}

static int find_scheme(const char *name) {
    for (int i = 0; i < ENT_LOOK_SCHEMES; i++)
        if (strcmp(name, ent_look_schemes[i]) == 0)
            return i;
    return -1;
}

int ent_draft_scheme(struct ent_draft *draft, int column, struct ent_error *error) {
    const struct ent_look_column *at = &draft->look->columns[column];
    double share;
    const char *bar = strchr(draft->scheme, '|');
    const char *name =
        bar ? ent_arena_substring(&draft->look->arena, draft->scheme, (size_t)(bar - draft->scheme)) : draft->scheme;
    int scheme = *draft->scheme ? find_scheme(name) : ent_look_scheme(at, &share);
    if (*draft->scheme && scheme < 0)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "\"%s\" is no scheme of codes; there are cow, cow-abbreviation, gw, iso2, iso3, un-iso3, "
                        "world-bank, name, entente",
                        draft->scheme);
    if (scheme < 0)
        return ent_fail_at(error, ENT_ERROR_INPUT, draft->look->path, 0,
                           "column \"%s\" has no code or name of a state in any scheme that the record knows",
                           at->name);
    int second = second_scheme(at, scheme);
    unsigned both = 1u << scheme | (second >= 0 ? 1u << second : 0);
    if (second >= 0 && !bar)
        draft->scheme =
            ent_arena_format(&draft->look->arena, "%s|%s", ent_look_schemes[scheme], ent_look_schemes[second]);
    else if (!bar)
        draft->scheme = ent_look_schemes[scheme];
    long rows = ent_look_resolved(at, both);
    ent_text_format(&draft->remarks, "%s: states in %s: %.1f %% of %ld rows with a code, %zu different codes", at->name,
                    draft->scheme, at->filled ? 100.0 * (double)rows / (double)at->filled : 0, at->filled,
                    at->distinct);
    remark_unknown(draft, at, both);
    ent_text_add(&draft->remarks, "\n");
    return draft->scheme ? ENT_OK : ent_fail_memory(error);
}

static struct ent_look_key key_of(const struct ent_draft *draft) {
    struct ent_look_key key = {
        draft->pair[0] >= 0 ? draft->pair[0] : draft->state, draft->pair[1], draft->item, {0}, 0};
    key.time_count = ent_draft_time_columns(draft->time);
    memcpy(key.time, draft->times, sizeof key.time);
    return key;
}

static bool may_be_item(const struct ent_draft *draft, size_t column) {
    const struct ent_look_column *at = &draft->look->columns[column];
    bool fractions = at->values == NULL && at->numbers < at->filled;
    return draft->parts[column] != ENT_DRAFT_USED && at->filled * 10 >= draft->look->rows * 9 && at->distinct > 1 &&
           !fractions && at->marks < at->filled;
}

/* The first column that makes (nearly) every key its own: the number of a dispute, a product. */
static int find_item(struct ent_draft *draft, struct ent_error *error) {
    struct ent_look_repeats best = draft->repeats, repeats;
    int found = -1, tried = 0;
    size_t unused = 0;
    for (size_t i = 0; i < draft->look->column_count; i++)
        unused += draft->parts[i] != ENT_DRAFT_USED;
    /* The only column that is left is what the rows say, not what they are about. */
    for (size_t i = 0; i < draft->look->column_count && tried < 8 && best.contrary && unused > 1; i++) {
        if (!may_be_item(draft, i))
            continue;
        tried++;
        draft->item = (int)i;
        struct ent_look_key key = key_of(draft);
        ENT_TRY(ent_look_count(draft->look, &key, &repeats, error));
        if (repeats.contrary * 10 > draft->repeats.contrary || repeats.contrary >= best.contrary)
            continue;
        best = repeats;
        found = (int)i;
    }
    draft->item = found;
    if (found >= 0) {
        ent_text_format(&draft->remarks,
                        "%ld rows are about the same as an earlier row and say otherwise; with %s as the item, %ld\n",
                        draft->repeats.contrary, draft->look->columns[found].name, best.contrary);
        draft->repeats = best;
        draft->parts[found] = ENT_DRAFT_USED;
        return ENT_OK;
    }
    ent_text_format(
        &draft->remarks,
        "DECIDE: %ld rows are about the same as an earlier row and say otherwise: the first is kept, the others "
        "are rejected. A line  item COLUMN  would tell them apart\n",
        draft->repeats.contrary);
    return ENT_OK;
}

void ent_draft_direction(struct ent_draft *draft) {
    const struct ent_look_repeats *found = &draft->repeats;
    double mirrored = found->rows ? (double)found->mirrored / (double)found->rows : 0;
    double same = found->mirrored ? (double)found->mirror_same / (double)found->mirrored : 0;
    double ordered = found->rows ? (double)found->ordered / (double)found->rows : 0;
    if (mirrored > 0.9 && same > 0.999) {
        draft->directed = false;
        ent_text_format(&draft->remarks,
                        "%.1f %% of the rows have their mirror row, which says the same: undirected; the "
                        "mirror rows count as duplicates\n",
                        100 * mirrored);
    } else if (mirrored > 0.1) {
        draft->directed = true;
        ent_text_format(&draft->remarks,
                        "%.1f %% of the rows have their mirror row, and %.1f %% of these say the same: "
                        "directed\n",
                        100 * mirrored, 100 * same);
    } else {
        draft->directed = ordered > 0.02 && ordered < 0.98;
        ent_text_format(&draft->remarks,
                        draft->directed
                            ? "DECIDE: %.1f %% of the rows have a mirror row, and either state comes first: "
                              "directed\n"
                            : "%.1f %% of the rows have a mirror row, and the states stand in one order: "
                              "undirected\n",
                        100 * mirrored);
    }
}

int ent_draft_keys(struct ent_draft *draft, struct ent_error *error) {
    struct ent_look_key key = key_of(draft);
    ENT_TRY(ent_look_count(draft->look, &key, &draft->repeats, error));
    if (draft->repeats.contrary && draft->item < 0)
        ENT_TRY(find_item(draft, error));
    if (draft->pair[0] >= 0 && !draft->direction_given)
        ent_draft_direction(draft);
    return ENT_OK;
}

void ent_draft_open_end(struct ent_draft *draft) {
    bool years = draft->time == ENT_TIME_YEARS;
    const struct ent_look_column *last = &draft->look->columns[draft->times[draft->time == ENT_TIME_DAYS ? 3 : 1]];
    long rows = 0;
    char year[8];
    snprintf(year, sizeof year, "%04d", last->last_year);
    for (size_t i = 0; last->values && i < last->room; i++)
        if (last->values[i].text && strncmp(last->values[i].text, year, 4) == 0)
            rows += last->values[i].rows;
    /* Ends with a day may well be real ones in the last year: it takes more of them. */
    if (rows * (years ? 10 : 3) < last->filled || rows < 3)
        return;
    draft->open_at = last->last_year;
    ent_text_format(&draft->remarks,
                    "%ld of %ld spells end in %d, the last year: taken as still so when the list closed\n", rows,
                    last->filled, draft->open_at);
}

/* Writing -----------------------------------------------------------------------------------------------------------
 */

/* A column's name as a word of a recipe. */
static const char *word(const struct ent_draft *draft, int column) {
    const char *name = draft->look->columns[column].name;
    bool quoted = !*name || strpbrk(name, " \t#") != NULL;
    const char *text = quoted ? ent_arena_format(&draft->look->arena, "\"%s\"", name) : name;
    return text ? text : "";
}

static void write_remarks(const struct ent_draft *draft, struct ent_text *out) {
    for (const char *at = draft->remarks.bytes; *at;) {
        size_t length = strcspn(at, "\n");
        ent_text_format(out, "# %.*s\n", (int)length, at);
        at += length + (at[length] == '\n');
    }
}

static void years(const struct ent_draft *draft, int *first, int *last) {
    *first = *last = 0;
    for (size_t i = 0; i < ent_draft_time_columns(draft->time); i++) {
        const struct ent_look_column *at = &draft->look->columns[draft->times[i]];
        if (at->first_year && (!*first || at->first_year < *first))
            *first = at->first_year;
        if (at->last_year > *last)
            *last = at->last_year;
    }
}

static void write_head(const struct ent_draft *draft, struct ent_text *out) {
    int first, last;
    ent_text_format(out, "source     %s\ntitle      %s\nlicence    private\ncite       own table %s\n", draft->source,
                    ent_path_name(draft->look->path), ent_path_name(draft->look->path));
    ent_text_add(
        out, "# Say how this file is called among its versions, and when it came out (published DATE) where you know.\n"
             "version    1\n");
    years(draft, &first, &last);
    if (first)
        ent_text_format(out,
                        "# The years that stand in the file; better are those that its makers claim to know.\n"
                        "covers     %04d..%04d\n",
                        first, last);
    const char *list = strcmp(draft->scheme, "gw") == 0 ? "gw" : "cow";
    ent_text_format(out, "%sabsent     %s\nwithin     %s\n\n",
                    draft->absent_given ? ""
                                        : "# DECIDE: no row means  unknown  or, where the list is complete,  none.\n",
                    draft->absent_none ? "none" : "unknown", is_spell(draft) || draft->rows_are_events ? "none" : list);
}

static void write_missing(const struct ent_draft *draft, struct ent_text *out) {
    struct ent_text words;
    ent_text_init(&words);
    for (size_t word = 0; word < ENT_LOOK_WORDS; word++) {
        long cells = 0, unsure = 0;
        for (size_t i = 0; i < draft->look->column_count; i++) {
            const struct ent_look_column *at = &draft->look->columns[i];
            cells += at->words[word];
            /* A minus nine among other negative numbers may be a number. */
            unsure += word >= 2 && word <= 5 && at->words[word] && at->numbers && at->low < 0;
        }
        if (!cells)
            continue;
        const char *text = ent_look_words[word];
        ent_text_format(out, "# %ld cells are %s%s%s%s\n", cells, *text ? "\"" : "empty", text, *text ? "\"" : "",
                        unsure ? "; DECIDE: a column with it has other negative numbers, too" : "");
        ent_text_format(&words, "  %s", *text ? text : "\"\"");
    }
    if (words.length)
        ent_text_format(out, "missing  %s\n", words.bytes);
    ent_text_release(&words);
}

static void write_file(const struct ent_draft *draft, struct ent_text *out) {
    const struct ent_recipe_form *form = &draft->look->form;
    static const struct {
        char byte;
        const char *word;
    } separators[] = {{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "pipe"}};
    const char *name = draft->look->member ? draft->look->member : ent_path_name(draft->look->path);
    ent_text_format(out, "file       %s%s%s\n", strchr(name, ' ') ? "\"" : "", name, strchr(name, ' ') ? "\"" : "");
    for (size_t i = 0; i < 4; i++)
        if (form->separator == separators[i].byte)
            ent_text_format(out, "separator  %s\n", separators[i].word);
    for (size_t i = 0; i < draft->look->column_count; i++)
        if (draft->look->columns[i].commas && draft->parts[i] == ENT_DRAFT_VALUE) {
            ent_text_format(out, "decimal    comma\n");
            break;
        }
    if (form->header.count) {
        ent_text_add(out, "# Lines stand above the header.\nheader    ");
        for (size_t i = 0; i < form->header.count; i++)
            ent_text_format(out, " \"%s\"", form->header.items[i]);
        ent_text_add(out, "\n");
    }
    if (form->across.pattern)
        ent_text_format(out, "# One column a year.\nacross     %s %s columns \"%s\"\n", form->across.head,
                        form->across.cell, form->across.pattern);
}

static void write_who_and_when(const struct ent_draft *draft, struct ent_text *out) {
    static const char *const kinds[] = {"", "always", "year", "date", "day", "years", "dates", "days", "months"};
    if (draft->pair[0] >= 0)
        ent_text_format(out, "pair       %s %s  %s  %s\n", word(draft, draft->pair[0]), word(draft, draft->pair[1]),
                        draft->scheme, draft->directed ? "directed" : "undirected");
    else
        ent_text_format(out, "state      %s  %s\n", word(draft, draft->state), draft->scheme);
    ent_text_add(out, "time      ");
    for (size_t i = 0; i < ent_draft_time_columns(draft->time); i++)
        ent_text_format(out, " %s", word(draft, draft->times[i]));
    ent_text_format(out, "  %s", kinds[draft->time]);
    if (draft->open_at)
        ent_text_format(out, "  open-at %d", draft->open_at);
    ent_text_add(out, "\n");
    if (draft->item >= 0)
        ent_text_format(out, "item       %s\n", word(draft, draft->item));
}

static size_t count_parts(const struct ent_draft *draft, enum ent_draft_part part) {
    size_t count = 0;
    for (size_t i = 0; i < draft->look->column_count; i++)
        count += draft->parts[i] == part;
    return count;
}

static void write_values(const struct ent_draft *draft, struct ent_text *out) {
    /* Where the rows themselves have the strand's name, a number beside it has its column's, too. */
    bool alone = count_parts(draft, ENT_DRAFT_VALUE) == 1 && !draft->rows_are_spells && !draft->rows_are_events &&
                 !count_parts(draft, ENT_DRAFT_MARK) && !count_parts(draft, ENT_DRAFT_TYPES);
    struct ent_text strands;
    ent_text_init(&strands);
    for (size_t i = 0; i < draft->look->column_count; i++) {
        const struct ent_look_column *at = &draft->look->columns[i];
        if (draft->parts[i] != ENT_DRAFT_VALUE)
            continue;
        const char *strand = alone ? draft->strand
                                   : ent_arena_format(&draft->look->arena, "%s.%s", draft->strand,
                                                      plain_word(&draft->look->arena, at->name));
        if (at->numbers)
            ent_text_format(out, "# %s: %ld numbers from %.10g to %.10g\n", at->name, at->numbers, at->low, at->high);
        ent_text_format(out, "value      %s  %s  %s\n", word(draft, (int)i), strand ? strand : "",
                        *draft->unit ? draft->unit : "unit not said");
        ent_text_format(&strands, "strand     %s  larger  %s\n", strand ? strand : "", at->name);
    }
    if (strands.length)
        ent_text_format(out, "\n# DECIDE: what more of it means: larger, stronger, closer, hostile.\n%s",
                        strands.bytes);
    ent_text_release(&strands);
}

static void write_types(const struct ent_draft *draft, struct ent_text *out) {
    bool rows = draft->rows_are_spells || draft->rows_are_events;
    bool marks = count_parts(draft, ENT_DRAFT_MARK) || count_parts(draft, ENT_DRAFT_TYPES);
    if (rows)
        ent_text_format(out, "%s %s\n", draft->rows_are_events ? "event     " : "spell     ", draft->strand);
    for (size_t i = 0; i < draft->look->column_count; i++)
        if (draft->parts[i] == ENT_DRAFT_MARK)
            ent_text_format(out, "type       %s  %s  %s\n", draft->strand, word(draft, (int)i),
                            plain_word(&draft->look->arena, draft->look->columns[i].name));
    for (size_t i = 0, first = 1; i < draft->look->column_count; i++)
        if (draft->parts[i] == ENT_DRAFT_TYPES) {
            ent_text_format(out, "%s %s",
                            first ? ent_arena_format(&draft->look->arena, "types      %s ", draft->strand) : "",
                            word(draft, (int)i));
            first = 0;
        }
    if (count_parts(draft, ENT_DRAFT_TYPES))
        ent_text_add(out, "\n");
    if (rows || marks)
        ent_text_format(
            out, "\n# DECIDE: what more of it means: closer, hostile, stronger, larger.\nstrand     %s  larger  %s\n",
            draft->strand, draft->strand);
}

static void write_unused(const struct ent_draft *draft, struct ent_text *out) {
    if (!count_parts(draft, ENT_DRAFT_NOTHING))
        return;
    ent_text_add(out, "\n# Columns that are not used:");
    for (size_t i = 0, shown = 0; i < draft->look->column_count; i++)
        if (draft->parts[i] == ENT_DRAFT_NOTHING && shown++ < 40)
            ent_text_format(out, " %s", word(draft, (int)i));
    ent_text_add(out, "\n");
}

int ent_draft_write(const struct ent_draft *draft, struct ent_text *out, struct ent_error *error) {
    ent_text_format(out, "# Made by a look at %s: %ld rows, %zu columns%s. Lines with DECIDE are for a person.\n",
                    ent_path_name(draft->look->path), draft->look->rows,
                    draft->look->column_count - (draft->look->form.across.pattern ? 2 : 0),
                    draft->look->broken ? ", some with another number of fields" : "");
    write_remarks(draft, out);
    write_head(draft, out);
    write_file(draft, out);
    write_who_and_when(draft, out);
    write_missing(draft, out);
    ent_text_add(out, "\n");
    write_types(draft, out);
    write_values(draft, out);
    write_unused(draft, out);
    return out->failed ? ent_fail_memory(error) : ENT_OK;
}
