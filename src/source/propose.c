/* A recipe for a file that nobody described, from what its columns hold and, where that is not enough, from what they
 * are called. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "source/draft.h"
#include "source/propose.h"

/* Names --------------------------------------------------------------------------------------------------------------
 */

/* Whether one of the words is in the name, capitals ignored. */
static bool has_any(const char *name, const char *const *words) {
    for (; *words; words++)
        for (const char *at = name; *at; at++)
            if (strncasecmp(at, *words, strlen(*words)) == 0)
                return true;
    return false;
}

static bool begins_with_any(const char *name, const char *const *words) {
    for (; *words; words++)
        if (strncasecmp(name, *words, strlen(*words)) == 0)
            return true;
    return false;
}

static const char *const state_words[] = {"code",     "state",     "country", "iso",    "cow",      "gw",
                                          "abb",      "host",      "guest",   "member", "partner",  "reporter",
                                          "target",   "sender",    "origin",  "nation", "importer", "exporter",
                                          "supplier", "recipient", "visitor", "chal",   "tgt",      NULL};
static const char *const first_words[] = {"st", "beg", "from", "first", "strt", "entry", NULL};
static const char *const last_words[] = {"end", "last", "to", "until", "exit", NULL};
static const char *const id_names[] = {"dyad", "ddyad", "dyadid", "version", "obs", "index", "id", "row", NULL};

static bool is_any(const char *name, const char *const *words) {
    for (; *words; words++)
        if (strcasecmp(name, *words) == 0)
            return true;
    return false;
}

/* "ccode1" and "ccode2", "stateA" and "stateB": the same but for one letter or digit. */
static bool are_twins(const char *one, const char *two) {
    size_t length = strlen(one), different = 0;
    if (length != strlen(two))
        return false;
    for (size_t i = 0; i < length; i++)
        different += one[i] != two[i];
    return different == 1;
}

/* States -------------------------------------------------------------------------------------------------------------
 */

struct candidate {
    int column, scheme;
    double score;
};

static bool is_time(const struct ent_look_column *at) {
    return at->filled && (at->years * 20 >= at->filled * 19 || at->days * 20 >= at->filled * 19 ||
                          at->months * 20 >= at->filled * 19);
}

/* How likely a column names states; 0: it does not. Numbers need more proof: many columns hold small numbers. */
static double state_score(const struct ent_look_column *at, int *scheme) {
    double share;
    *scheme = ent_look_scheme(at, &share);
    bool named = has_any(at->name, state_words), numeric = at->numbers * 2 > at->filled;
    if (*scheme < 0 || is_time(at) || share < (named ? 0.6 : 0.85))
        return 0;
    if (numeric && !named && (at->distinct < 10 || share < 0.95))
        return 0;
    if (numeric && at->marks == at->filled)
        return 0;
    return share + 0.5 * named + (at->distinct > 50 ? 0.5 : (double)at->distinct / 100) - 0.01 * *scheme;
}

static size_t find_candidates(const struct ent_look *look, struct candidate *out, size_t room) {
    size_t count = 0;
    for (size_t i = 0; i < look->column_count && count < room; i++) {
        struct candidate here = {.column = (int)i};
        here.score = state_score(&look->columns[i], &here.scheme);
        if (here.score > 0)
            out[count++] = here;
    }
    return count;
}

/* Two columns of one scheme that differ in most rows are a pair; the best pair, twins by name first. */
static int find_pair(struct ent_draft *draft, const struct candidate *list, size_t count, struct ent_error *error) {
    double best = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            const char *one = draft->look->columns[list[i].column].name,
                       *two = draft->look->columns[list[j].column].name;
            double score = list[i].score + list[j].score + 2 * are_twins(one, two);
            struct ent_look_key key = {list[i].column, list[j].column, -1, {0}, 0};
            struct ent_look_repeats repeats;
            if (list[i].scheme != list[j].scheme || score <= best)
                continue;
            ENT_TRY(ent_look_count(draft->look, &key, &repeats, error));
            if (repeats.equal * 2 > repeats.rows)
                continue;
            best = score;
            draft->pair[0] = list[i].column;
            draft->pair[1] = list[j].column;
            draft->scheme = ent_look_schemes[list[i].scheme];
        }
    return ENT_OK;
}

static int find_states(struct ent_draft *draft, struct ent_error *error) {
    struct candidate list[24];
    size_t count = find_candidates(draft->look, list, sizeof list / sizeof *list), best = 0;
    if (!count)
        return ent_fail_at(error, ENT_ERROR_INPUT, draft->look->path, 0,
                           "no column holds codes or names of states that the record knows; say which with "
                           "entente add FILE --map a=COLUMN,… or write the recipe by hand");
    ENT_TRY(find_pair(draft, list, count, error));
    for (size_t i = 1; i < count; i++)
        if (list[i].score > list[best].score)
            best = i;
    if (draft->pair[0] < 0) {
        draft->state = list[best].column;
        draft->scheme = ent_look_schemes[list[best].scheme];
    }
    int columns[] = {draft->state, draft->pair[0], draft->pair[1]};
    for (size_t i = 0; i < 3; i++)
        if (columns[i] >= 0) {
            draft->parts[columns[i]] = ENT_DRAFT_USED;
            ENT_TRY(ent_draft_scheme(draft, columns[i], error));
        }
    return ENT_OK;
}

/* Time ---------------------------------------------------------------------------------------------------------------
 */

/* The column that begins (or ends) a spell, among those of which `count` says that most cells are of a kind. */
static int find_end(const struct ent_draft *draft, size_t kind, bool last) {
    for (size_t i = 0; i < draft->look->column_count; i++) {
        const struct ent_look_column *at = &draft->look->columns[i];
        const long counts[] = {at->years, at->days, at->months};
        /* An open end is empty: only what is there must be a time. */
        if (!at->filled || counts[kind] * 20 < at->filled * 19 || draft->parts[i] == ENT_DRAFT_USED)
            continue;
        if (begins_with_any(at->name, last ? last_words : first_words) ||
            (strlen(at->name) > 3 && has_any(at->name, last ? last_words : first_words) &&
             !has_any(at->name, last ? first_words : last_words)))
            return (int)i;
    }
    return -1;
}

/* "styear", "stmonth", "stday": a column whose name begins as the spell's end does and goes on with the part's. */
static int find_part(const struct ent_draft *draft, const char *const *ends, const char *const *parts) {
    for (size_t i = 0; i < draft->look->column_count; i++) {
        const char *name = draft->look->columns[i].name;
        for (const char *const *end = ends; *end; end++)
            if (strncasecmp(name, *end, strlen(*end)) == 0 && begins_with_any(name + strlen(*end), parts))
                return (int)i;
    }
    return -1;
}

static bool find_days(struct ent_draft *draft) {
    static const char *const year[] = {"year", "yr", NULL}, *const month[] = {"mon", "mnth", "mo", NULL},
                             *const day[] = {"day", "dy", NULL};
    static const char *const first[] = {"start", "strt", "st", "begin", "beg", NULL}, *const last[] = {"end", NULL};
    const char *const *ends[] = {first, first, first, last, last, last};
    const char *const *parts[] = {year, month, day, year, month, day};
    int found[6];
    for (size_t i = 0; i < 6; i++)
        if ((found[i] = find_part(draft, ends[i], parts[i])) < 0)
            return false;
    memcpy(draft->times, found, sizeof found);
    draft->time = ENT_TIME_DAYS;
    return true;
}

static int find_single(const struct ent_draft *draft, bool days) {
    int found = -1;
    for (size_t i = 0; i < draft->look->column_count; i++) {
        const struct ent_look_column *at = &draft->look->columns[i];
        if (draft->parts[i] == ENT_DRAFT_USED || !at->filled || (days ? at->days : at->years) * 20 < at->filled * 19)
            continue;
        bool named = strcasecmp(at->name, days ? "date" : "year") == 0;
        if (named)
            return (int)i;
        /* A number that is a year now and then (a count, a price) has other values, too: it was sorted out above. */
        found = found < 0 && at->distinct > 1 ? (int)i : found;
    }
    return found;
}

static bool find_spell(struct ent_draft *draft) {
    static const enum ent_time_kind kinds[] = {ENT_TIME_YEARS, ENT_TIME_DATES, ENT_TIME_MONTHS};
    static const size_t order[] = {1, 2, 0};
    for (size_t i = 0; i < 3; i++) {
        int first = find_end(draft, order[i], false), last = find_end(draft, order[i], true);
        if (first < 0 || last < 0 || first == last)
            continue;
        draft->time = kinds[order[i]];
        draft->times[0] = first;
        draft->times[1] = last;
        return true;
    }
    return false;
}

int ent_draft_find_time(struct ent_draft *draft, struct ent_error *error) {
    int year = find_single(draft, false), date = find_single(draft, true);
    bool by_year = year >= 0 && strcasecmp(draft->look->columns[year].name, "year") == 0;
    if (draft->look->form.across.pattern) {
        year = ent_look_find(draft->look, draft->look->form.across.head);
        by_year = true;
    }
    /* A row of one year of a longer dispute is about that year. */
    if (!by_year && (find_days(draft) || find_spell(draft))) {
        ent_draft_open_end(draft);
    } else if (by_year || (year >= 0 && date < 0)) {
        draft->time = ENT_TIME_YEAR;
        draft->times[0] = year;
    } else if (date >= 0) {
        draft->time = ENT_TIME_DATE;
        draft->times[0] = date;
    } else {
        return ent_fail_at(error, ENT_ERROR_INPUT, draft->look->path, 0,
                           "no column holds years or days as 2018 or 2018-09-11; say which with entente add FILE --map "
                           "year=COLUMN,… or write the recipe by hand");
    }
    for (size_t i = 0; i < ent_draft_time_columns(draft->time); i++)
        draft->parts[draft->times[i]] = ENT_DRAFT_USED;
    return ENT_OK;
}

/* What ----------------------------------------------------------------------------------------------------------------
 */

static bool is_number(const struct ent_look_column *at) {
    return at->filled && at->numbers * 20 >= at->filled * 19;
}

/* A few words, each many times: kinds of something. */
static bool is_kind(const struct ent_draft *draft, const struct ent_look_column *at) {
    return at->values && at->distinct > 1 && at->distinct <= 12 && !at->numbers &&
           at->filled >= 3 * (long)at->distinct && draft->look->rows > 10;
}

static void find_parts(struct ent_draft *draft) {
    bool pair = draft->pair[0] >= 0, spell = draft->time >= ENT_TIME_YEARS;
    size_t kinds = 0, marks = 0, values = 0;
    for (size_t i = 0; i < draft->look->column_count; i++) {
        const struct ent_look_column *at = &draft->look->columns[i];
        int scheme;
        if (draft->parts[i] == ENT_DRAFT_USED || !at->filled || is_any(at->name, id_names) || is_time(at) ||
            (draft->look->form.across.pattern && strcmp(at->name, draft->look->form.across.cell) != 0))
            continue;
        bool mark = at->marks == at->filled;
        if (mark && (spell || pair) && marks < 24) {
            draft->parts[i] = ENT_DRAFT_MARK;
            marks++;
        } else if (is_number(at) && !spell && (at->numbers * 2 < at->filled || state_score(at, &scheme) < 1.5)) {
            draft->parts[i] = ENT_DRAFT_VALUE;
            values++;
        } else if (is_kind(draft, at) && spell && kinds + at->distinct <= 24) {
            draft->parts[i] = ENT_DRAFT_TYPES;
            kinds += at->distinct;
        }
    }
    /* In a table of numbers by year, zeros and ones are numbers. */
    for (size_t i = 0; values && i < draft->look->column_count; i++)
        if (draft->parts[i] == ENT_DRAFT_MARK && !spell)
            draft->parts[i] = ENT_DRAFT_VALUE;
    draft->rows_are_spells = spell || (!values && !marks);
    draft->rows_are_events = !spell && draft->time == ENT_TIME_DATE && !values;
    draft->rows_are_spells &= !draft->rows_are_events;
}

static int propose(struct ent_draft *draft, struct ent_text *out, struct ent_error *error) {
    ENT_TRY(find_states(draft, error));
    ENT_TRY(ent_draft_find_time(draft, error));
    ENT_TRY(ent_draft_keys(draft, error));
    find_parts(draft);
    return ent_draft_write(draft, out, error);
}

int ent_propose(struct ent_record *record, const char *path, const char *member, const char *source,
                struct ent_text *out, struct ent_error *error) {
    struct ent_codes *codes;
    struct ent_look look;
    struct ent_draft draft;
    ENT_TRY(ent_codes_load(&codes, record, error));
    int status = ent_look_read(&look, path, member, codes, error);
    if (status == ENT_OK) {
        status = ent_draft_init(&draft, &look, error);
        if (source)
            draft.source = draft.strand = source;
        if (status == ENT_OK)
            status = ent_draft_strand(&draft, record, false, error);
        if (status == ENT_OK)
            status = propose(&draft, out, error);
        ent_draft_release(&draft);
    }
    ent_look_release(&look);
    ent_codes_free(codes);
    return status;
}
