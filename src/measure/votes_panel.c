/* The panel copies the year's few words of every state side by side, so that the inner loop reads 72 bytes per state
 * and counts nine populations per 64 roll calls. Complexity: states^2 / 2 times words of the year times nine. */
#include "measure/votes_panel.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define ENT_HAVE_POPCOUNT_TARGET 1
#endif

static size_t pair_index(size_t count, size_t i, size_t j) {
    return i * (2 * count - i - 1) / 2 + (j - i - 1);
}

const struct ent_vote_table *ent_vote_panel_at(const struct ent_vote_panel *panel, size_t i, size_t j) {
    return &panel->tables[pair_index(panel->count, i, j)];
}

/* Shared body of the plain and the popcount-instruction version: `rows` has 3 * words per state. */
static inline void count_pairs_body(const uint64_t *rows, size_t count, size_t words, struct ent_vote_table *tables) {
    struct ent_vote_table *table = tables;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++, table++)
            for (int x = 0; x < ENT_BALLOTS; x++)
                for (int y = 0; y < ENT_BALLOTS; y++) {
                    const uint64_t *a = rows + (3 * i + (size_t)x) * words, *b = rows + (3 * j + (size_t)y) * words;
                    uint32_t sum = 0;
                    for (size_t word = 0; word < words; word++)
                        sum += (uint32_t)__builtin_popcountll(a[word] & b[word]);
                    table->n[x][y] = sum;
                }
}

#ifdef ENT_HAVE_POPCOUNT_TARGET
__attribute__((target("popcnt"))) static void count_pairs_fast(const uint64_t *rows, size_t count, size_t words,
                                                               struct ent_vote_table *tables) {
    count_pairs_body(rows, count, words, tables);
}
#endif

static void count_pairs(const uint64_t *rows, size_t count, size_t words, struct ent_vote_table *tables) {
#ifdef ENT_HAVE_POPCOUNT_TARGET
    if (__builtin_cpu_supports("popcnt")) {
        count_pairs_fast(rows, count, words, tables);
        return;
    }
#endif
    count_pairs_body(rows, count, words, tables);
}

/* The words of one state's run, masked; returns whether it has any ballot there. */
static bool copy_state(const struct ent_planes *planes, bool absent_abstains, const uint64_t *mask, size_t start,
                       size_t end, uint64_t *row) {
    size_t first = start / 64, words = (end + 63) / 64 - first;
    uint64_t any = 0;
    for (size_t i = 0; i < words; i++) {
        uint64_t bits = ent_vote_run_bits(first + i, start, end) & (mask ? mask[first + i] : UINT64_MAX);
        uint64_t absent = absent_abstains ? planes->absent[first + i] : 0;
        row[i] = planes->yes[first + i] & bits;
        row[words + i] = (planes->abstain[first + i] | absent) & bits;
        row[2 * words + i] = planes->no[first + i] & bits;
        any |= row[i] | row[words + i] | row[2 * words + i];
    }
    return any != 0;
}

/* Fills `rows` and out->states with the states that cast a ballot in the run. */
static int gather(struct ent_context *context, const struct ent_request *request, struct ent_vote_record *record,
                  size_t start, size_t end, uint64_t *rows, struct ent_vote_panel *out, struct ent_error *error) {
    struct ent_vote_mask mask;
    struct ent_planes planes;
    size_t states = ent_states_count(context->record->states), words = (end + 63) / 64 - start / 64;
    bool absent_abstains = ent_request_is(request, "absent", "abstention");
    ENT_TRY(ent_vote_record_mask(context, record, ent_request_get(request, "scope"),
                                 ent_request_get(request, "paragraph"), &mask, error));
    for (size_t i = 0; i < states; i++) {
        ENT_TRY(ent_vote_record_planes(context, record, (ent_state)i, &planes, error));
        if (planes.yes && copy_state(&planes, absent_abstains, mask.counts, start, end, rows + 3 * words * out->count))
            out->states[out->count++] = (ent_state)i;
    }
    return ENT_OK;
}

int ent_vote_panel_year(struct ent_context *context, const struct ent_request *request, int release, int year,
                        struct ent_vote_panel *out, struct ent_error *error) {
    struct ent_vote_record *record;
    size_t states = ent_states_count(context->record->states), start, end;
    *out = (struct ent_vote_panel){NULL, 0, NULL};
    ENT_TRY(ent_vote_record_get(context, release, &record, error));
    ent_vote_record_year(record, year, &start, &end);
    if (start == end)
        return ENT_OK;
    size_t words = (end + 63) / 64 - start / 64;
    uint64_t *rows = malloc((3 * words * states + 1) * sizeof *rows);
    out->states = ent_arena_alloc(context->arena, states + 1, sizeof *out->states);
    int status =
        rows && out->states ? gather(context, request, record, start, end, rows, out, error) : ent_fail_memory(error);
    if (status == ENT_OK) {
        out->tables = ent_arena_alloc(context->arena, out->count * (out->count + 1) / 2 + 1, sizeof *out->tables);
        if (out->tables)
            count_pairs(rows, out->count, words, out->tables);
        else
            status = ent_fail_memory(error);
    }
    free(rows);
    return status;
}
