#include "source/pairing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ENT_SETTLE_MEMORY
#define ENT_SETTLE_MEMORY (32 * 1024 * 1024)
#endif
enum { MEMORY = ENT_SETTLE_MEMORY / 8, LINES = 16 };

/* A row, or the part of it in which its code was one state. */
struct participant {
    int item;
    ent_state state;
    ent_day from, to;
    enum ent_precision precision;
    int side;
    uint32_t types;
    uint64_t content;
    long order, line;
    int piece; /* of the row, from 0 */
    const char *cell;
};

/* What becomes of a participant of the thing in hand. */
enum outcome { ALONE, PAIRED, REPEATED };

/* Two participants, by their places among those of the thing in hand. */
struct pair {
    ent_state a, b;
    ent_day from, to;
    size_t first, second;
};

struct ent_pairing {
    struct ent_job *job;
    struct ent_plan *plan;
    struct ent_sorter *rows;
    const char *sides[ENT_PAIR_SIDES];
    size_t side_count;
    /* The thing in hand. */
    struct participant *items;
    enum outcome *outcomes;
    size_t count, pair_count, pair_room;
    struct pair *pairs;
};

static int compare(const void *left, const void *right) {
    const struct participant *a = left, *b = right;
    if (a->item != b->item)
        return a->item < b->item ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->piece > b->piece) - (a->piece < b->piece);
}

int ent_pairing_new(struct ent_pairing **out, struct ent_job *job, struct ent_plan *plan) {
    struct ent_pairing *pairing = calloc(1, sizeof *pairing);
    *out = pairing;
    if (!pairing)
        return ent_job_out_of_memory(job);
    pairing->job = job;
    pairing->plan = plan;
    pairing->items = calloc(ENT_PARTICIPANTS, sizeof *pairing->items);
    pairing->outcomes = calloc(ENT_PARTICIPANTS, sizeof *pairing->outcomes);
    if (!pairing->items || !pairing->outcomes)
        return ent_job_out_of_memory(job);
    return ent_sorter_new(&pairing->rows, sizeof(struct participant), MEMORY, job->record->path, compare, job->error);
}

void ent_pairing_free(struct ent_pairing *pairing) {
    if (!pairing)
        return;
    ent_sorter_free(pairing->rows);
    free(pairing->items);
    free(pairing->outcomes);
    free(pairing->pairs);
    free(pairing);
}

/* The number of a side, made at first use; "1" and "1.0" are one side. */
static int find_side(struct ent_pairing *pairing, const char *text, int *out) {
    struct ent_job *job = pairing->job;
    char number[32];
    double value;
    if (ent_text_number(text, &value)) {
        snprintf(number, sizeof number, "%.9g", value);
        text = number;
    }
    for (*out = 0; *out < (int)pairing->side_count; ++*out)
        if (strcmp(pairing->sides[*out], text) == 0)
            return ENT_OK;
    if (pairing->side_count == ENT_PAIR_SIDES)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, job->line,
                           "\"%.60s\" would be one more than %d sides: is the column in the recipe the right one?",
                           text, ENT_PAIR_SIDES);
    pairing->sides[pairing->side_count] = ent_arena_string(&job->arena, text);
    return pairing->sides[pairing->side_count++] ? ENT_OK : ent_job_out_of_memory(job);
}

int ent_pairing_add(struct ent_pairing *pairing, const struct ent_row *row, const struct ent_cells *cells,
                    const struct ent_fact *fact, const struct ent_code_piece *pieces, size_t count) {
    struct ent_job *job = pairing->job;
    const struct ent_recipe_form *form = pairing->plan->form;
    const struct ent_field *side = &row->fields[pairing->plan->side];
    struct participant put = {.item = fact->item,
                              .precision = fact->precision,
                              .types = cells->types[0],
                              .order = job->accounts.rows_read,
                              .line = job->line,
                              .cell = job->cell};
    if (!fact->item)
        return ent_job_reject(job, "%s is empty: nobody knows in what the row takes part", form->pair_by);
    if (side->missing || !*side->text || ent_recipe_missing(form, side->text))
        return ent_job_reject(job, "%s \"%s\" is no side: nobody knows whom the row stands against", form->pair_side,
                              side->text);
    ENT_TRY(find_side(pairing, side->text, &put.side));
    for (size_t i = 0; i < count; i++) {
        put.state = pieces[i].state;
        put.from = pieces[i].from;
        put.to = pieces[i].to;
        put.piece = (int)i;
        put.content = ent_content_add_bits(ent_content_add_bits(cells->content, (uint64_t)put.side), (uint64_t)put.to);
        ENT_TRY(ent_sorter_add(pairing->rows, &put, job->error));
    }
    return count ? ENT_OK : ent_job_reject(job, "%s is nobody in that time", form->states[0].column);
}

/* A row whose state has the same first day in an earlier one says the same or the contrary: it pairs with nobody. */
static int find_repeats(struct ent_pairing *pairing) {
    struct ent_job *job = pairing->job;
    for (size_t i = 0; i < pairing->count; i++) {
        const struct participant *now = &pairing->items[i];
        pairing->outcomes[i] = i && now->piece && pairing->outcomes[i - 1] == REPEATED ? REPEATED : ALONE;
        for (size_t k = 0; k < i && pairing->outcomes[i] == ALONE && !now->piece; k++) {
            const struct participant *before = &pairing->items[k];
            if (pairing->outcomes[k] == REPEATED || before->state != now->state || before->from != now->from)
                continue;
            pairing->outcomes[i] = REPEATED;
            job->line = now->line;
            job->cell = now->cell;
            ENT_TRY(ent_job_told_before(job, before->line, before->content == now->content));
        }
    }
    return ENT_OK;
}

static int add_pair(struct ent_pairing *pairing, size_t first, size_t second) {
    const struct participant *one = &pairing->items[first], *other = &pairing->items[second];
    bool swap = one->state > other->state;
    struct pair pair = {.a = swap ? other->state : one->state,
                        .b = swap ? one->state : other->state,
                        .from = one->from > other->from ? one->from : other->from,
                        .to = one->to < other->to ? one->to : other->to,
                        .first = first,
                        .second = second};
    if (one->side == other->side || pair.a == pair.b || pair.from >= pair.to)
        return ENT_OK;
    if (pairing->pair_count == pairing->pair_room) {
        size_t room = pairing->pair_room ? pairing->pair_room * 2 : 256;
        struct pair *pairs = realloc(pairing->pairs, room * sizeof *pairs);
        if (!pairs)
            return ent_job_out_of_memory(pairing->job);
        pairing->pairs = pairs;
        pairing->pair_room = room;
    }
    pairing->outcomes[first] = pairing->outcomes[second] = PAIRED;
    pairing->pairs[pairing->pair_count++] = pair;
    return ENT_OK;
}

static int find_pairs(struct ent_pairing *pairing) {
    pairing->pair_count = 0;
    for (size_t i = 0; i < pairing->count; i++)
        for (size_t k = i + 1; k < pairing->count; k++)
            if (pairing->outcomes[i] != REPEATED && pairing->outcomes[k] != REPEATED)
                ENT_TRY(add_pair(pairing, i, k));
    return ENT_OK;
}

static int by_pair(const void *left, const void *right) {
    const struct pair *a = left, *b = right;
    const long keys[][2] = {{a->a, b->a},
                            {a->b, b->b},
                            {a->from, b->from},
                            {(long)a->first, (long)b->first},
                            {(long)a->second, (long)b->second}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* The lines of a spell's rows in order, each once. */
struct lines {
    long items[LINES];
    size_t count;
    bool more; /* than there is room for */
};

static void add_line(struct lines *lines, long line) {
    size_t at = lines->count;
    while (at > 0 && lines->items[at - 1] >= line)
        at--;
    if (at < lines->count && lines->items[at] == line)
        return;
    if (lines->count == LINES) {
        lines->more = true;
        return;
    }
    memmove(lines->items + at + 1, lines->items + at, (lines->count - at) * sizeof *lines->items);
    lines->items[at] = line;
    lines->count++;
}

static void add_row(struct ent_told *told, struct lines *lines, const struct participant *row) {
    struct ent_fact *fact = &told->fact;
    fact->types |= row->types;
    fact->precision = row->precision > fact->precision ? row->precision : fact->precision;
    if (!told->order || row->order < told->order) {
        told->order = row->order;
        fact->line = row->line;
        told->cell = row->cell;
    }
    add_line(lines, row->line);
}

/* Tells the spell of the pairs from `begin` to before `end`, which overlap. */
static int tell(struct ent_pairing *pairing, size_t begin, size_t end, ent_day to) {
    const struct ent_slot *slot = &pairing->plan->slots[0];
    const struct pair *pair = &pairing->pairs[begin];
    struct lines lines = {.count = 0};
    struct ent_told told = {.fact = {.strand = slot->strand,
                                     .a = pair->a,
                                     .b = pair->b,
                                     .item = pairing->items[pair->first].item,
                                     .from = pair->from,
                                     .to = to,
                                     .precision = ENT_PRECISION_DAY,
                                     .kind = ENT_KIND_VALUE,
                                     .value = 1,
                                     .low = (double)NAN,
                                     .high = (double)NAN,
                                     .published = ENT_DAY_EARLY,
                                     .column = slot->column},
                            .part = pairing->plan->first_part};
    for (size_t i = begin; i < end; i++) {
        add_row(&told, &lines, &pairing->items[pairing->pairs[i].first]);
        add_row(&told, &lines, &pairing->items[pairing->pairs[i].second]);
    }
    char note[LINES * 24] = "with line";
    const char *before = lines.count > 2 ? "s " : " ";
    for (size_t i = 0; i < lines.count; i++) {
        size_t used = strlen(note);
        if (lines.items[i] == told.fact.line)
            continue;
        snprintf(note + used, sizeof note - used, "%s%ld", before, lines.items[i]);
        before = ", ";
    }
    if (lines.more)
        strncat(note, ", ...", sizeof note - strlen(note) - 1);
    told.fact.note = note;
    return ent_tell(pairing->plan->told, &told);
}

/* Spells of a pair that overlap are one. */
static int tell_pairs(struct ent_pairing *pairing) {
    if (pairing->pair_count)
        qsort(pairing->pairs, pairing->pair_count, sizeof *pairing->pairs, by_pair);
    for (size_t begin = 0, end; begin < pairing->pair_count; begin = end) {
        const struct pair *first = &pairing->pairs[begin];
        ent_day to = first->to;
        for (end = begin + 1; end < pairing->pair_count; end++) {
            const struct pair *next = &pairing->pairs[end];
            if (next->a != first->a || next->b != first->b || next->from >= to)
                break;
            to = next->to > to ? next->to : to;
        }
        ENT_TRY(tell(pairing, begin, end, to));
    }
    return ENT_OK;
}

/* Of all pieces of a row: one that is paired is enough. */
static int count_rows(struct ent_pairing *pairing) {
    struct ent_job *job = pairing->job;
    for (size_t begin = 0, end; begin < pairing->count; begin = end) {
        bool paired = false;
        for (end = begin; end < pairing->count && pairing->items[end].order == pairing->items[begin].order; end++)
            paired |= pairing->outcomes[end] == PAIRED;
        job->line = pairing->items[begin].line;
        job->cell = pairing->items[begin].cell;
        job->accounts.rows_stored += paired;
        if (!paired && pairing->outcomes[begin] != REPEATED)
            ENT_TRY(ent_job_out_of_scope(job, "nobody of another side of the same %s has a day in common with it",
                                         pairing->plan->form->pair_by));
    }
    return ENT_OK;
}

static int make_thing(struct ent_pairing *pairing) {
    ENT_TRY(find_repeats(pairing));
    ENT_TRY(find_pairs(pairing));
    ENT_TRY(tell_pairs(pairing));
    ENT_TRY(count_rows(pairing));
    pairing->count = 0;
    return ENT_OK;
}

int ent_pairing_make(struct ent_pairing *pairing) {
    struct ent_job *job = pairing->job;
    const void *item;
    for (;;) {
        ENT_TRY(ent_sorter_next(pairing->rows, &item, job->error));
        const struct participant *next = item;
        if (pairing->count && (!next || next->item != pairing->items[0].item))
            ENT_TRY(make_thing(pairing));
        if (!next)
            return ENT_OK;
        if (pairing->count == ENT_PARTICIPANTS)
            return ent_fail_at(job->error, ENT_ERROR_INPUT, ent_path_name(job->inputs[0].path), next->line,
                               "is the row after %d with the same %s: is the column in the recipe the right one?",
                               ENT_PARTICIPANTS, pairing->plan->form->pair_by);
        pairing->items[pairing->count++] = *next;
    }
}
