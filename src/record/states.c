#include "record/states.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct member {
    const char *list;
    ent_state state;
    ent_day from, to;
};

struct code {
    const char *scheme, *code;
    ent_day from, to;
    ent_state state;
};

struct name {
    const char *folded, *text, *kind;
    ent_day from, to;
    ent_state state;
};

/* Each array is in the order of its table's primary key, so that a look-up is a binary search. */
struct ent_states {
    size_t count, member_count, code_count, name_count, break_count;
    const char **codes, **names;
    struct member *members;
    struct code *crosswalk;
    struct name *words;
    struct ent_break *breaks;
    size_t *break_start; /* breaks of state i: break_start[i] .. break_start[i + 1] */
};

/* One table to load: its rows go through `fill`, which gets the row number. */
struct load {
    const char *count_sql, *sql;
    size_t size;
    int (*fill)(struct ent_arena *arena, void *items, size_t row, sqlite3_stmt *statement);
};

static const char *column_string(struct ent_arena *arena, sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return ent_arena_string(arena, text ? text : "");
}

static int fill_member(struct ent_arena *arena, void *items, size_t row, sqlite3_stmt *statement) {
    struct member *member = (struct member *)items + row;
    member->list = column_string(arena, statement, 0);
    member->state = (ent_state)sqlite3_column_int(statement, 1);
    member->from = sqlite3_column_int(statement, 2);
    member->to = sqlite3_column_int(statement, 3);
    return member->list ? 0 : -1;
}

static int fill_code(struct ent_arena *arena, void *items, size_t row, sqlite3_stmt *statement) {
    struct code *code = (struct code *)items + row;
    code->scheme = column_string(arena, statement, 0);
    code->code = column_string(arena, statement, 1);
    code->from = sqlite3_column_int(statement, 2);
    code->to = sqlite3_column_int(statement, 3);
    code->state = (ent_state)sqlite3_column_int(statement, 4);
    return code->scheme && code->code ? 0 : -1;
}

static int fill_name(struct ent_arena *arena, void *items, size_t row, sqlite3_stmt *statement) {
    struct name *name = (struct name *)items + row;
    name->folded = column_string(arena, statement, 0);
    name->text = column_string(arena, statement, 1);
    name->kind = column_string(arena, statement, 2);
    name->from = sqlite3_column_int(statement, 3);
    name->to = sqlite3_column_int(statement, 4);
    name->state = (ent_state)sqlite3_column_int(statement, 5);
    return name->folded && name->text && name->kind ? 0 : -1;
}

struct break_row {
    ent_state state;
    struct ent_break at;
};

static int fill_break(struct ent_arena *arena, void *items, size_t row, sqlite3_stmt *statement) {
    struct break_row *at = (struct break_row *)items + row;
    at->state = (ent_state)sqlite3_column_int(statement, 0);
    at->at.day = sqlite3_column_int(statement, 1);
    at->at.label = column_string(arena, statement, 2);
    return at->at.label ? 0 : -1;
}

struct state_row {
    const char *code, *name;
};

static int fill_state(struct ent_arena *arena, void *items, size_t row, sqlite3_stmt *statement) {
    struct state_row *state = (struct state_row *)items + row;
    state->code = column_string(arena, statement, 0);
    state->name = column_string(arena, statement, 1);
    return state->code && state->name ? 0 : -1;
}

static const struct load load_states = {"SELECT count(*) FROM state", "SELECT code, name FROM state ORDER BY id",
                                        sizeof(struct state_row), fill_state};
static const struct load load_members = {"SELECT count(*) FROM state_member",
                                         "SELECT list, state, from_day, to_day FROM state_member ORDER BY 1, 2, 3",
                                         sizeof(struct member), fill_member};
static const struct load load_codes = {"SELECT count(*) FROM state_code",
                                       "SELECT scheme, code, from_day, to_day, state FROM state_code ORDER BY 1, 2, 3",
                                       sizeof(struct code), fill_code};
static const struct load load_names = {"SELECT count(*) FROM state_name",
                                       "SELECT folded, text, kind, from_day, to_day, state FROM state_name"
                                       " ORDER BY folded, state, from_day, kind",
                                       sizeof(struct name), fill_name};
static const struct load load_breaks = {"SELECT count(*) FROM state_break",
                                        "SELECT state, day, label FROM state_break ORDER BY 1, 2",
                                        sizeof(struct break_row), fill_break};

static int load_table(struct ent_record *record, const struct load *load, void **items, size_t *count,
                      struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, load->count_sql, error));
    size_t rows = sqlite3_step(statement) == SQLITE_ROW ? (size_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    *items = ent_arena_alloc(&record->arena, rows, load->size);
    ENT_TRY(ent_record_prepare(record, &statement, load->sql, error));
    int bad = *items ? 0 : -1;
    *count = 0;
    int step = SQLITE_DONE;
    while (!bad && *count < rows && (step = sqlite3_step(statement)) == SQLITE_ROW)
        bad = load->fill(&record->arena, *items, (*count)++, statement);
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE || step == SQLITE_ROW ? ENT_OK : ent_record_fail(record, "reading states", error);
}

static int index_states(struct ent_record *record, struct ent_states *states, const struct state_row *rows,
                        struct ent_error *error) {
    states->codes = ent_arena_alloc(&record->arena, states->count + 1, sizeof *states->codes);
    states->names = ent_arena_alloc(&record->arena, states->count + 1, sizeof *states->names);
    if (!states->codes || !states->names)
        return ent_fail_memory(error);
    for (size_t i = 0; i < states->count; i++) {
        states->codes[i] = rows[i].code;
        states->names[i] = rows[i].name;
    }
    return ENT_OK;
}

static int index_breaks(struct ent_record *record, struct ent_states *states, const struct break_row *rows,
                        struct ent_error *error) {
    states->breaks = ent_arena_alloc(&record->arena, states->break_count + 1, sizeof *states->breaks);
    states->break_start = ent_arena_alloc(&record->arena, states->count + 2, sizeof *states->break_start);
    if (!states->breaks || !states->break_start)
        return ent_fail_memory(error);
    size_t at = 0;
    for (size_t state = 0; state < states->count; state++) {
        states->break_start[state] = at;
        for (; at < states->break_count && (size_t)rows[at].state == state; at++)
            states->breaks[at] = rows[at].at;
    }
    states->break_start[states->count] = at;
    return ENT_OK;
}

int ent_record_reload_states(struct ent_record *record, struct ent_error *error) {
    struct ent_states *states = ent_arena_alloc(&record->arena, 1, sizeof *states);
    void *rows, *members, *codes, *names, *breaks;
    if (!states)
        return ent_fail_memory(error);
    ENT_TRY(load_table(record, &load_states, &rows, &states->count, error));
    ENT_TRY(load_table(record, &load_members, &members, &states->member_count, error));
    ENT_TRY(load_table(record, &load_codes, &codes, &states->code_count, error));
    ENT_TRY(load_table(record, &load_names, &names, &states->name_count, error));
    ENT_TRY(load_table(record, &load_breaks, &breaks, &states->break_count, error));
    states->members = members;
    states->crosswalk = codes;
    states->words = names;
    ENT_TRY(index_states(record, states, rows, error));
    ENT_TRY(index_breaks(record, states, breaks, error));
    record->states = states;
    return ENT_OK;
}

size_t ent_states_count(const struct ent_states *states) {
    return states->count;
}

static bool known(const struct ent_states *states, ent_state state) {
    return state >= 0 && (size_t)state < states->count;
}

const char *ent_states_code(const struct ent_states *states, ent_state state) {
    return known(states, state) ? states->codes[state] : "?";
}

const char *ent_states_name(const struct ent_states *states, ent_state state) {
    return known(states, state) ? states->names[state] : "?";
}

const char *ent_states_name_at(const struct ent_states *states, ent_state state, ent_day day) {
    const struct name *best = NULL;
    for (size_t i = 0; i < states->name_count; i++) {
        const struct name *name = &states->words[i];
        if (name->state != state || strcmp(name->kind, "former") != 0 || day < name->from || day >= name->to)
            continue;
        /* of several former names the shorter spell is the more exact one; then the longer text */
        if (!best || (int64_t)name->to - name->from < (int64_t)best->to - best->from ||
            ((int64_t)name->to - name->from == (int64_t)best->to - best->from &&
             strlen(name->text) > strlen(best->text)))
            best = name;
    }
    return best ? best->text : ent_states_name(states, state);
}

/* First membership of (list, state): they are in order of list, state and day. */
static size_t first_member(const struct ent_states *states, const char *list, ent_state state) {
    size_t low = 0, high = states->member_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct member *member = &states->members[middle];
        int order = strcmp(member->list, list);
        if (order < 0 || (order == 0 && member->state < state))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool ent_states_exist(const struct ent_states *states, const char *list, ent_state state, ent_day from, ent_day to) {
    if (!list || !list[0])
        return true;
    for (size_t i = first_member(states, list, state); i < states->member_count; i++) {
        const struct member *member = &states->members[i];
        if (member->state != state || strcmp(member->list, list) != 0)
            return false;
        if (member->from < to && from < member->to)
            return true;
    }
    return false;
}

bool ent_states_counted(const struct ent_states *states, ent_state state, ent_day from, ent_day to) {
    bool listed = ent_states_exist(states, "cow", state, ENT_DAY_EARLY, ENT_DAY_OPEN) ||
                  ent_states_exist(states, "gw", state, ENT_DAY_EARLY, ENT_DAY_OPEN);
    return !listed || ent_states_exist(states, "cow", state, from, to) ||
           ent_states_exist(states, "gw", state, from, to);
}

long ent_states_days(const struct ent_states *states, const char *list, ent_state state, ent_state other, ent_day from,
                     ent_day to) {
    long days = 0;
    for (size_t i = first_member(states, list, state); i < states->member_count; i++) {
        const struct member *member = &states->members[i];
        if (member->state != state || strcmp(member->list, list) != 0)
            break;
        ent_day first = member->from > from ? member->from : from, after = member->to < to ? member->to : to;
        if (first < after)
            days += other == ENT_NO_STATE ? after - first
                                          : ent_states_days(states, list, other, ENT_NO_STATE, first, after);
    }
    return days;
}

const struct ent_break *ent_states_breaks(const struct ent_states *states, ent_state state, size_t *count) {
    if (!known(states, state)) {
        *count = 0;
        return NULL;
    }
    size_t start = states->break_start[state];
    *count = states->break_start[state + 1] - start;
    return states->breaks + start;
}

static int compare_code(const struct code *code, const char *scheme, const char *text) {
    int order = strcmp(code->scheme, scheme);
    return order ? order : strcmp(code->code, text);
}

ent_state ent_states_from_code(const struct ent_states *states, const char *scheme, const char *code, ent_day day) {
    if (!code[0])
        return ENT_NO_STATE;
    size_t low = 0, high = states->code_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_code(&states->crosswalk[middle], scheme, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < states->code_count && compare_code(&states->crosswalk[low], scheme, code) == 0; low++) {
        const struct code *row = &states->crosswalk[low];
        if (day >= row->from && (day < row->to || row->to == ENT_DAY_OPEN))
            return row->state;
    }
    return ENT_NO_STATE;
}

const char *ent_states_to_code(const struct ent_states *states, const char *scheme, ent_state state, ent_day day) {
    for (size_t i = 0; i < states->code_count; i++) {
        const struct code *row = &states->crosswalk[i];
        if (row->state == state && day >= row->from && (day < row->to || row->to == ENT_DAY_OPEN) &&
            strcmp(row->scheme, scheme) == 0)
            return row->code;
    }
    return NULL;
}

/* What a text may mean; more than one state only where a form is shared. */
struct candidates {
    ent_state states[8];
    size_t count;
};

static void add_candidate(struct candidates *candidates, ent_state state) {
    for (size_t i = 0; i < candidates->count; i++)
        if (candidates->states[i] == state)
            return;
    if (candidates->count < sizeof candidates->states / sizeof candidates->states[0])
        candidates->states[candidates->count++] = state;
}

static size_t first_name(const struct ent_states *states, const char *folded) {
    size_t low = 0, high = states->name_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(states->words[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_names(const struct ent_states *states, const char *folded, ent_day day, bool any_day,
                       struct candidates *out) {
    for (size_t i = first_name(states, folded); i < states->name_count; i++) {
        const struct name *name = &states->words[i];
        if (strcmp(name->folded, folded) != 0)
            break;
        bool covers = day == ENT_DAY_OPEN ? name->to == ENT_DAY_OPEN : day >= name->from && day < name->to;
        if (any_day || covers)
            add_candidate(out, name->state);
    }
}

static ent_state find_code(const struct ent_states *states, const char *text, ent_day day) {
    for (size_t i = 0; i < states->count; i++)
        if (ent_text_equal_folded(states->codes[i], text))
            return (ent_state)i;
    ent_day at = day == ENT_DAY_OPEN ? ENT_DAY_OPEN - 1 : day;
    ent_state state = ent_states_from_code(states, "cow", text, at);
    char upper[16];
    size_t length = strlen(text);
    if (state != ENT_NO_STATE || length >= sizeof upper)
        return state;
    for (size_t i = 0; i <= length; i++)
        upper[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
    state = ent_states_from_code(states, "iso2", upper, at);
    return state != ENT_NO_STATE ? state : ent_states_from_code(states, "cow-abbreviation", upper, at);
}

static int fail_ambiguous(const struct ent_states *states, const char *text, const struct candidates *found,
                          struct ent_error *error) {
    char list[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < found->count && used < sizeof list - 64; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s (%s)", i ? ", " : "",
                                 states->codes[found->states[i]], states->names[found->states[i]]);
    return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" can mean %s: write the code", text, list);
}

static int fail_unknown(const struct ent_states *states, const char *text, const char *folded,
                        struct ent_error *error) {
    enum { NEAR = 3 };
    const struct name *near[NEAR] = {NULL};
    int distances[NEAR] = {9, 9, 9};
    int limit = strlen(folded) <= 4 ? 1 : strlen(folded) <= 8 ? 2 : 3;
    for (size_t i = 0; i < states->name_count; i++) {
        const struct name *name = &states->words[i];
        int distance = ent_text_distance(folded, name->folded, limit);
        bool seen = false;
        for (int k = 0; k < NEAR; k++)
            seen = seen || (near[k] && near[k]->state == name->state && distances[k] <= distance);
        for (int k = 0; k < NEAR && !seen && distance <= limit; k++) {
            if (distance >= distances[k])
                continue;
            for (int j = NEAR - 1; j > k; j--) {
                near[j] = near[j - 1];
                distances[j] = distances[j - 1];
            }
            near[k] = name;
            distances[k] = distance;
            break;
        }
    }
    char list[256] = "";
    size_t used = 0;
    for (int k = 0; k < NEAR && near[k] && used < sizeof list - 64; k++) {
        bool repeated = false;
        for (int j = 0; j < k; j++)
            repeated = repeated || near[j]->state == near[k]->state;
        if (!repeated)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s (%s)", used ? ", " : "", near[k]->text,
                                     states->codes[near[k]->state]);
    }
    if (used)
        return ent_fail(error, ENT_ERROR_USAGE, "no state is called \"%s\"; did you mean %s?", text, list);
    return ent_fail(error, ENT_ERROR_USAGE, "no state is called \"%s\"; see: entente list states", text);
}

int ent_states_find(const struct ent_states *states, const char *text, ent_day day, ent_state *out,
                    struct ent_error *error) {
    *out = find_code(states, text, day);
    if (*out != ENT_NO_STATE)
        return ENT_OK;
    struct ent_arena scratch;
    ent_arena_init(&scratch);
    const char *folded = ent_text_fold(&scratch, text);
    if (!folded)
        return ent_fail_memory(error);
    if (strncmp(folded, "the ", 4) == 0 && first_name(states, folded + 4) < states->name_count)
        folded += 4;
    struct candidates found = {.count = 0};
    if (folded[0]) {
        find_names(states, folded, day, false, &found);
        if (!found.count)
            find_names(states, folded, day, true, &found);
    }
    int status = ENT_OK;
    if (found.count == 1)
        *out = found.states[0];
    else
        status = found.count ? fail_ambiguous(states, text, &found, error) : fail_unknown(states, text, folded, error);
    ent_arena_release(&scratch);
    return status;
}
