#include "measure/votes_choice.h"

#include <string.h>

static void set_bit(uint64_t *plane, size_t position) {
    plane[position / 64] |= (uint64_t)1 << (position % 64);
}

/* A roll call whose importance (or paragraph) is not known does not count where that matters. */
static int choose_scope(struct ent_context *context, const struct ent_request *request, struct ent_vote_choice *out,
                        struct ent_error *error) {
    bool contested = ent_request_is(request, "scope", "contested");
    bool important = ent_request_is(request, "scope", "us-important");
    bool drop = ent_request_is(request, "paragraph", "drop");
    if (!contested && !important && !drop)
        return ENT_OK;
    const struct ent_votes *votes = out->record->votes;
    uint64_t *counts = ent_arena_alloc(context->arena, 2 * votes->words + 1, sizeof *counts);
    if (!counts)
        return ent_fail_memory(error);
    uint64_t *known = counts + votes->words;
    if (contested)
        ENT_TRY(ent_vote_record_contested(context, out->record, error));
    for (size_t i = 0; i < votes->count; i++) {
        const struct ent_roll_call *roll_call = &votes->roll_calls[i];
        bool told = !(important && roll_call->important < 0) && !(drop && roll_call->paragraph < 0);
        bool in_scope = (!important || roll_call->important == 1) && (!drop || roll_call->paragraph == 0) &&
                        (!contested || (out->record->contested[i / 64] >> (i % 64) & 1));
        if (told)
            set_bit(known, i);
        if (told && in_scope)
            set_bit(counts, i);
    }
    out->counts = counts;
    out->known = known;
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
    return choose_scope(context, request, out, error);
}

struct ent_vote_run ent_vote_choice_run(const struct ent_vote_choice *choice, int year) {
    struct ent_vote_run run;
    ent_vote_record_year(choice->record, year, &run.start, &run.end);
    return run;
}

size_t ent_vote_run_words(const struct ent_vote_run *run) {
    return (run->end - run->start + 63) / 64;
}

uint64_t ent_vote_run_word(const struct ent_vote_run *run, const uint64_t *plane, size_t word) {
    size_t from = run->start + 64 * word, shift = from % 64, left = run->end - from;
    uint64_t bits = plane[from / 64] >> shift;
    if (shift && 64 - shift < left)
        bits |= plane[from / 64 + 1] << (64 - shift);
    return left < 64 ? bits & (((uint64_t)1 << left) - 1) : bits;
}

bool ent_vote_run_any(const struct ent_vote_run *run, const uint64_t *plane) {
    for (size_t word = 0; plane && word < ent_vote_run_words(run); word++)
        if (ent_vote_run_word(run, plane, word))
            return true;
    return false;
}

bool ent_vote_choice_knows(const struct ent_vote_choice *choice, const struct ent_vote_run *run) {
    size_t known = 0;
    for (size_t word = 0; choice->known && word < ent_vote_run_words(run); word++)
        known += (size_t)__builtin_popcountll(ent_vote_run_word(run, choice->known, word));
    return !choice->no_absences && (!choice->known || known * 2 >= run->end - run->start);
}
