#include "measure/votes_choice.h"

#include <stdlib.h>
#include <string.h>

/* What a scope asks of a roll call; the bit of the issue is 0 where none is asked for. */
struct scope {
    bool contested, important, final, drop;
    long issue;
};

/* 1 counts, 0 does not, -1: the release does not say. */
static int final_passage(const struct ent_roll_call *roll_call) {
    if (roll_call->paragraph == 1 || roll_call->amendment == 1)
        return 0;
    return roll_call->paragraph < 0 || roll_call->amendment < 0 ? -1 : 1;
}

static int labels_say(const struct scope *scope, const struct ent_roll_call *roll_call) {
    int important = scope->important ? roll_call->important : 1;
    int whole = !scope->drop ? 1 : roll_call->paragraph < 0 ? -1 : !roll_call->paragraph;
    int passage = scope->final ? final_passage(roll_call) : 1;
    int issue = !scope->issue ? 1 : roll_call->issues < 0 ? -1 : (roll_call->issues & scope->issue) != 0;
    if (important < 0 || whole < 0 || passage < 0 || issue < 0)
        return -1;
    return important && whole && passage && issue;
}

static int fail_issue(struct ent_context *context, const struct ent_issues *issues, const char *asked,
                      struct ent_error *error) {
    const char *near = NULL, *all = "";
    for (size_t i = 0; i < issues->count && all; i++) {
        const struct ent_issue *issue = &issues->items[i];
        if (!near && (ent_text_distance(issue->code, asked, 1) <= 1 || ent_text_distance(issue->name, asked, 3) <= 3))
            near = issue->code;
        all = ent_arena_format(context->arena, "%s%s%s (%s)", all, i ? ", " : "", issue->code, issue->name);
    }
    if (!all)
        return ent_fail_memory(error);
    if (!issues->count)
        return ent_fail(error, ENT_ERROR_USAGE, "this release of votes names no issues: issue= cannot be asked");
    if (near)
        return ent_fail(error, ENT_ERROR_USAGE, "there is no issue \"%s\"; did you mean %s? There are %s", asked, near,
                        all);
    return ent_fail(error, ENT_ERROR_USAGE, "there is no issue \"%s\": there are %s", asked, all);
}

/* The bit of the issue that was asked for, by code or name; 0 for none. */
static int find_issue(struct ent_context *context, const struct ent_request *request, int release, long *out,
                      struct ent_error *error) {
    const char *asked = ent_request_get(request, "issue");
    struct ent_issues issues;
    *out = 0;
    if (!asked || !asked[0])
        return ENT_OK;
    ENT_TRY(ent_record_issues(context->record, context->arena, release, &issues, error));
    for (size_t i = 0; i < issues.count && !*out; i++)
        if (ent_text_equal_folded(issues.items[i].code, asked) || ent_text_equal_folded(issues.items[i].name, asked))
            *out = 1L << i;
    return *out ? ENT_OK : fail_issue(context, &issues, asked, error);
}

static void set_bit(uint64_t *plane, size_t position) {
    plane[position / 64] |= (uint64_t)1 << (position % 64);
}

/* The roll calls that a scope takes, worked out once for all pairs and indices. */
struct ent_vote_scope {
    struct scope asked;
    uint64_t *counts, *known;
    struct ent_vote_scope *next;
};

static bool same_scope(const struct scope *a, const struct scope *b) {
    return a->contested == b->contested && a->important == b->important && a->final == b->final && a->drop == b->drop &&
           a->issue == b->issue;
}

/* A roll call of which the release does not say what the scope asks does not count. */
static int fill_scope(struct ent_context *context, struct ent_vote_record *record, struct ent_vote_scope *scope,
                      struct ent_error *error) {
    const struct ent_votes *votes = record->votes;
    scope->counts = ent_arena_alloc(context->cache->arena, 2 * votes->words + 1, sizeof *scope->counts);
    if (!scope->counts)
        return ent_fail_memory(error);
    scope->known = scope->counts + votes->words;
    if (scope->asked.contested)
        ENT_TRY(ent_vote_record_contested(context, record, error));
    for (size_t i = 0; i < votes->count; i++) {
        int says = labels_say(&scope->asked, &votes->roll_calls[i]);
        if (says >= 0)
            set_bit(scope->known, i);
        if (says > 0 && (!scope->asked.contested || (record->contested[i / 64] >> (i % 64) & 1)))
            set_bit(scope->counts, i);
    }
    return ENT_OK;
}

static int choose_scope(struct ent_context *context, const struct ent_request *request, struct ent_vote_choice *out,
                        struct ent_error *error) {
    struct scope asked = {.contested = ent_request_is(request, "scope", "contested"),
                          .important = ent_request_is(request, "scope", "us-important"),
                          .final = ent_request_is(request, "scope", "final-passage"),
                          .drop = ent_request_is(request, "paragraph", "drop")};
    struct ent_vote_scope *scope = out->record->scopes;
    ENT_TRY(find_issue(context, request, out->record->votes->release, &asked.issue, error));
    if (!asked.contested && !asked.important && !asked.final && !asked.drop && !asked.issue)
        return ENT_OK;
    while (scope && !same_scope(&scope->asked, &asked))
        scope = scope->next;
    if (!scope) {
        scope = ent_arena_alloc(context->cache->arena, 1, sizeof *scope);
        if (!scope)
            return ent_fail_memory(error);
        *scope = (struct ent_vote_scope){.asked = asked, .next = out->record->scopes};
        ENT_TRY(fill_scope(context, out->record, scope, error));
        out->record->scopes = scope;
    }
    out->counts = scope->counts;
    out->known = scope->known;
    return ENT_OK;
}

static int choose_points(struct ent_context *context, const struct ent_request *request, struct ent_vote_choice *out,
                         struct ent_error *error) {
    const char *window = ent_request_get(request, "window");
    out->window = window ? atoi(window) : 1;
    out->sessions = ent_request_is(request, "period", "session");
    if (!out->sessions)
        return ENT_OK;
    if (out->window > 1)
        return ent_fail(error, ENT_ERROR_USAGE, "window=%d pools calendar years: with period=session it is 1",
                        out->window);
    ENT_TRY(ent_vote_record_sessions(context, out->record, error));
    out->no_sessions = !out->record->sessions->first_year;
    return ENT_OK;
}

int ent_vote_choice_open(struct ent_context *context, const struct ent_request *request, int release,
                         struct ent_vote_choice *out, struct ent_error *error) {
    bool has_absences = true;
    *out = (struct ent_vote_choice){.absent_abstains = ent_request_is(request, "absent", "abstention")};
    ENT_TRY(ent_vote_record_get(context, release, &out->record, error));
    if (out->absent_abstains)
        ENT_TRY(ent_vote_record_has_absences(context, out->record, &has_absences, error));
    out->no_absences = !has_absences;
    ENT_TRY(choose_points(context, request, out, error));
    return choose_scope(context, request, out, error);
}

const char *ent_vote_choice_text(struct ent_arena *arena, const struct ent_request *request) {
    static const char *const names[] = {"scope", "paragraph", "absent", "issue", "period", "window"};
    const char *text = "";
    for (size_t i = 0; i < sizeof names / sizeof names[0] && text; i++) {
        const char *value = ent_request_get(request, names[i]);
        text = ent_arena_format(arena, "%s%s,", text, value ? value : "");
    }
    return text;
}

const char *ent_vote_choice_note(const struct ent_vote_choice *choice) {
    if (choice->no_absences)
        return "this release does not record absences";
    return choice->no_sessions ? "this release does not number sessions" : NULL;
}

static struct ent_vote_run session_run(const struct ent_vote_sessions *sessions, int year) {
    if (year < sessions->first_year || year > sessions->last_year)
        return (struct ent_vote_run){0, 0, NULL};
    const struct ent_vote_session *session = &sessions->items[year - sessions->first_year];
    return (struct ent_vote_run){session->start, session->end, session->members};
}

struct ent_vote_run ent_vote_choice_run(const struct ent_vote_choice *choice, int year) {
    struct ent_vote_run run = {0, 0, NULL};
    if (choice->sessions && !choice->no_sessions)
        return session_run(choice->record->sessions, year);
    ent_vote_record_year(choice->record, year, &run.start, &run.end);
    for (int back = 1; run.start != run.end && back < choice->window; back++) {
        size_t start, end;
        ent_vote_record_year(choice->record, year - back, &start, &end);
        run.start = start != end ? start : run.start;
    }
    return run;
}

bool ent_vote_choice_cut(const struct ent_vote_choice *choice, int year) {
    return choice->window > 1 && year - choice->window + 1 < choice->record->votes->first_year;
}

bool ent_vote_run_has(const struct ent_vote_run *run, size_t position) {
    return position >= run->start && position < run->end &&
           (!run->members || (run->members[position / 64] >> (position % 64) & 1));
}

bool ent_vote_choice_counts(const struct ent_vote_choice *choice, const struct ent_vote_run *run, size_t position) {
    return ent_vote_run_has(run, position) &&
           (!choice->counts || (choice->counts[position / 64] >> (position % 64) & 1));
}

bool ent_vote_run_any(const struct ent_vote_run *run, const uint64_t *plane) {
    for (size_t word = 0; plane && word < ent_vote_run_words(run); word++)
        if (ent_vote_run_word(run, plane, word))
            return true;
    return false;
}

bool ent_vote_choice_knows(const struct ent_vote_choice *choice, const struct ent_vote_run *run) {
    size_t known = 0, size = 0;
    for (size_t word = 0; choice->known && word < ent_vote_run_words(run); word++) {
        known += (size_t)__builtin_popcountll(ent_vote_run_word(run, choice->known, word));
        size += run->members ? (size_t)__builtin_popcountll(ent_vote_run_shifted(run, run->members, word)) : 0;
    }
    size = run->members ? size : run->end - run->start;
    return !choice->no_absences && !choice->no_sessions && (!choice->known || known * 2 >= size);
}

struct ent_vote_table ent_vote_choice_table(const struct ent_vote_choice *choice, const struct ent_vote_run *run,
                                            const struct ent_ballots *a, const struct ent_ballots *b) {
    struct ent_vote_table table = {{{0}}};
    for (size_t word = 0; word < ent_vote_run_words(run); word++) {
        uint64_t counts = choice->counts ? ent_vote_run_word(run, choice->counts, word) : UINT64_MAX;
        for (int x = 0; x < ENT_BALLOTS; x++) {
            uint64_t of_a = ent_vote_run_word(run, a->planes[x], word) & counts;
            for (int y = 0; y < ENT_BALLOTS; y++)
                table.n[x][y] += (uint32_t)__builtin_popcountll(of_a & ent_vote_run_word(run, b->planes[y], word));
        }
    }
    return table;
}
