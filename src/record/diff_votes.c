#include "record/diff_votes.h"

#include <stdlib.h>
#include <string.h>

#include "record/tables.h"

/* One release: its roll calls in order of day and name, and the ballots of the state in hand by position. */
struct side {
    struct ent_votes *votes;
    const struct ent_roll_call **sorted;
    uint8_t *words;
    uint32_t *lines;
    sqlite3_stmt *states; /* the next state with ballots */
    int state;            /* -1: no more */
};

/* A roll call of both, by its positions. */
struct pair {
    const struct ent_roll_call *before, *after;
};

struct work {
    struct ent_record *record;
    struct ent_arena *arena;
    struct ent_error *error;
    struct side sides[2];
    struct pair *pairs;
    struct ent_votes_diff *out;
};

const char *ent_ballot_word_text(enum ent_ballot_word word) {
    static const char *const words[] = {NULL, "yes", "abstain", "no", "absent"};
    return words[word];
}

static int by_day_and_name(const void *left, const void *right) {
    const struct ent_roll_call *a = *(const struct ent_roll_call *const *)left;
    const struct ent_roll_call *b = *(const struct ent_roll_call *const *)right;
    return a->day != b->day ? (a->day < b->day ? -1 : 1) : strcmp(a->name, b->name);
}

static int next_state(struct work *work, struct side *side) {
    int step = sqlite3_step(side->states);
    side->state = step == SQLITE_ROW ? sqlite3_column_int(side->states, 0) : -1;
    return step == SQLITE_ROW || step == SQLITE_DONE ? ENT_OK : ent_record_fail(work->record, "reading ballots", work->error);
}

static int begin(struct work *work, struct side *side, int release) {
    ENT_TRY(ent_record_votes(work->record, work->arena, release, &side->votes, work->error));
    size_t count = side->votes->count;
    side->sorted = ent_arena_alloc(work->arena, count + 1, sizeof *side->sorted);
    side->words = ent_arena_alloc(work->arena, count + 1, sizeof *side->words);
    side->lines = ent_arena_alloc(work->arena, count + 1, sizeof *side->lines);
    if (!side->sorted || !side->words || !side->lines)
        return ent_fail_memory(work->error);
    for (size_t i = 0; i < count; i++)
        side->sorted[i] = &side->votes->roll_calls[i];
    qsort(side->sorted, count, sizeof *side->sorted, by_day_and_name);
    ENT_TRY(ent_record_prepare(work->record, &side->states,
                               "SELECT state, yes, abstain, no, absent, lines FROM ballot WHERE release = ?1"
                               " ORDER BY state",
                               work->error));
    sqlite3_bind_int(side->states, 1, release);
    return next_state(work, side);
}

/* The four maps of the current row as a word and a line for each position. */
static void unfold(struct side *side) {
    size_t count = side->votes->count, at = 0;
    memset(side->words, ENT_WORD_NONE, count);
    memset(side->lines, 0, count * sizeof *side->lines);
    for (int word = ENT_WORD_YES; word < ENT_WORDS; word++) {
        const unsigned char *bytes = sqlite3_column_blob(side->states, word);
        size_t length = (size_t)sqlite3_column_bytes(side->states, word);
        for (size_t i = 0; i < count && i / 8 < length; i++)
            if (bytes[i / 8] >> (i % 8) & 1)
                side->words[i] = (uint8_t)word;
    }
    const unsigned char *lines = sqlite3_column_blob(side->states, 5);
    size_t length = (size_t)sqlite3_column_bytes(side->states, 5);
    for (size_t i = 0; i < count; i++)
        if (side->words[i] != ENT_WORD_NONE && at + 4 <= length) {
            for (int k = 0; k < 4; k++)
                side->lines[i] |= (uint32_t)lines[at + (size_t)k] << (8 * k);
            at += 4;
        }
}

static int add_row(struct work *work, const struct ent_votes_diff_row *row) {
    struct ent_votes_diff *out = work->out;
    void *rows = out->rows;
    if (ent_arena_grow(work->arena, &rows, out->count, &out->capacity, sizeof *out->rows))
        return ent_fail_memory(work->error);
    out->rows = rows;
    out->rows[out->count++] = *row;
    return ENT_OK;
}

static int add_call(struct work *work, enum ent_diff_kind kind, const struct ent_roll_call *call) {
    bool dropped = kind == ENT_DIFF_DROPPED;
    *(dropped ? &work->out->calls_dropped : &work->out->calls_added) += 1;
    struct ent_votes_diff_row row = {.kind = kind,
                                     .state = ENT_NO_STATE,
                                     .call = call,
                                     .line_before = dropped ? call->line : 0,
                                     .line_after = dropped ? 0 : call->line};
    return add_row(work, &row);
}

static int pair_calls(struct work *work) {
    const struct side *left = &work->sides[0], *right = &work->sides[1];
    size_t i = 0, j = 0, lefts = left->votes->count, rights = right->votes->count;
    work->pairs = ent_arena_alloc(work->arena, lefts + 1, sizeof *work->pairs);
    if (!work->pairs)
        return ent_fail_memory(work->error);
    while (i < lefts || j < rights) {
        int order = i == lefts ? 1 : j == rights ? -1 : by_day_and_name(&left->sorted[i], &right->sorted[j]);
        if (order < 0)
            ENT_TRY(add_call(work, ENT_DIFF_DROPPED, left->sorted[i++]));
        else if (order > 0)
            ENT_TRY(add_call(work, ENT_DIFF_ADDED, right->sorted[j++]));
        else
            work->pairs[work->out->calls_both++] = (struct pair){left->sorted[i++], right->sorted[j++]};
    }
    return ENT_OK;
}

static int compare_ballot(struct work *work, ent_state state, const struct pair *pair, bool there[2],
                          struct ent_votes_diff_state *counts) {
    size_t left = (size_t)pair->before->position, right = (size_t)pair->after->position;
    enum ent_ballot_word before = there[0] ? work->sides[0].words[left] : ENT_WORD_NONE;
    enum ent_ballot_word after = there[1] ? work->sides[1].words[right] : ENT_WORD_NONE;
    work->out->moves[before][after]++;
    if (before == after) {
        counts->same += before != ENT_WORD_NONE;
        return ENT_OK;
    }
    enum ent_diff_kind kind = before == ENT_WORD_NONE  ? ENT_DIFF_ADDED
                              : after == ENT_WORD_NONE ? ENT_DIFF_DROPPED
                                                       : ENT_DIFF_CHANGED;
    *(kind == ENT_DIFF_ADDED ? &counts->added : kind == ENT_DIFF_DROPPED ? &counts->dropped : &counts->changed) += 1;
    struct ent_votes_diff_row row = {kind, state, pair->before, before, after, 0, 0};
    row.line_before = before == ENT_WORD_NONE ? 0 : (long)work->sides[0].lines[left];
    row.line_after = after == ENT_WORD_NONE ? 0 : (long)work->sides[1].lines[right];
    return add_row(work, &row);
}

static int compare_state(struct work *work, int state, bool there[2]) {
    struct ent_votes_diff *out = work->out;
    struct ent_votes_diff_state counts = {.state = (ent_state)state};
    for (int i = 0; i < 2; i++)
        if (there[i])
            unfold(&work->sides[i]);
    for (long i = 0; i < out->calls_both; i++)
        ENT_TRY(compare_ballot(work, (ent_state)state, &work->pairs[i], there, &counts));
    out->same += counts.same;
    out->changed += counts.changed;
    out->dropped += counts.dropped;
    out->added += counts.added;
    if (counts.same + counts.changed + counts.dropped + counts.added)
        out->states[out->state_count++] = counts;
    return ENT_OK;
}

static int compare_ballots(struct work *work) {
    struct side *sides = work->sides;
    work->out->states =
        ent_arena_alloc(work->arena, ent_states_count(work->record->states) + 1, sizeof *work->out->states);
    if (!work->out->states)
        return ent_fail_memory(work->error);
    while (sides[0].state >= 0 || sides[1].state >= 0) {
        int state = sides[0].state < 0 || (sides[1].state >= 0 && sides[1].state < sides[0].state) ? sides[1].state
                                                                                                   : sides[0].state;
        bool there[2] = {sides[0].state == state, sides[1].state == state};
        ENT_TRY(compare_state(work, state, there));
        for (int i = 0; i < 2; i++)
            if (there[i])
                ENT_TRY(next_state(work, &sides[i]));
    }
    return ENT_OK;
}

static int by_differences(const void *left, const void *right) {
    const struct ent_votes_diff_state *a = left, *b = right;
    const long keys[][2] = {{b->changed, a->changed}, {b->dropped, a->dropped}, {b->added, a->added}, {a->state, b->state}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

static int by_kind(const void *left, const void *right) {
    const struct ent_votes_diff_row *a = left, *b = right;
    bool x = a->state != ENT_NO_STATE, y = b->state != ENT_NO_STATE;
    const int lefts[] = {x, a->kind, a->state, a->call->day}, rights[] = {y, b->kind, b->state, b->call->day};
    for (size_t i = 0; i < sizeof lefts / sizeof *lefts; i++)
        if (lefts[i] != rights[i])
            return lefts[i] < rights[i] ? -1 : 1;
    return strcmp(a->call->name, b->call->name);
}

int ent_record_diff_votes(struct ent_record *record, struct ent_arena *arena, int before, int after,
                          struct ent_votes_diff *out, struct ent_error *error) {
    struct work work = {.record = record, .arena = arena, .error = error, .out = out};
    *out = (struct ent_votes_diff){0};
    int status = begin(&work, &work.sides[0], before);
    if (status == ENT_OK)
        status = begin(&work, &work.sides[1], after);
    if (status == ENT_OK)
        status = pair_calls(&work);
    if (status == ENT_OK)
        status = compare_ballots(&work);
    for (int i = 0; i < 2; i++)
        sqlite3_finalize(work.sides[i].states);
    if (status != ENT_OK)
        return status;
    out->calls_before = (long)work.sides[0].votes->count;
    out->calls_after = (long)work.sides[1].votes->count;
    if (out->state_count)
        qsort(out->states, out->state_count, sizeof *out->states, by_differences);
    if (out->count)
        qsort(out->rows, out->count, sizeof *out->rows, by_kind);
    return ENT_OK;
}
