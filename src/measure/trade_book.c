/* The trade of all: kept as one small entry for every year of a fact, in the order of the scan, and for each state the
 * list of the entries it is in. */
#include <stdlib.h>

#include "measure/trade_flows.h"

struct entry {
    double value;
    int reporter;
    ent_state a, b;
    int16_t year;
    unsigned char kind;
    bool recalled;
};

struct ent_trade_book {
    struct ent_context *context;
    const struct ent_request *request;
    const struct ent_basis *basis;
    int first_year, last_year;
    struct entry *entries;
    size_t count, capacity;
    size_t *starts; /* by state: its run of `list` begins; one more ends the last */
    uint32_t *list; /* indices of entries */
};

static int grow(struct ent_trade_book *book, struct ent_error *error) {
    size_t capacity = book->capacity ? 2 * book->capacity : 4096;
    struct entry *entries = capacity > UINT32_MAX ? NULL : realloc(book->entries, capacity * sizeof *entries);
    if (!entries)
        return ent_fail_memory(error);
    book->entries = entries;
    book->capacity = capacity;
    return ENT_OK;
}

static int keep(void *data, const struct ent_fact *fact, struct ent_error *error) {
    struct ent_trade_book *book = data;
    int first, last;
    if (!ent_trade_counts(book->context, book->request, fact) ||
        !ent_fact_years(fact, book->first_year, book->last_year, &first, &last))
        return ENT_OK;
    for (int year = first; year <= last; year++) {
        if (!ent_trade_whole_year(fact, year))
            continue;
        if (book->count == book->capacity)
            ENT_TRY(grow(book, error));
        book->entries[book->count++] = (struct entry){
            fact->value, fact->reporter, fact->a, fact->b, (int16_t)year, (unsigned char)fact->kind, fact->recalled};
    }
    return ENT_OK;
}

/* Two entries in a row of the list for every entry: a's and b's. */
static int index_states(struct ent_trade_book *book, struct ent_error *error) {
    size_t states = ent_states_count(book->context->record->states);
    book->starts = calloc(states + 2, sizeof *book->starts);
    book->list = malloc((2 * book->count + 1) * sizeof *book->list);
    if (!book->starts || !book->list)
        return ent_fail_memory(error);
    size_t *next = book->starts + 1; /* one place ahead: what ends as the end of a state's run begins the next one's */
    for (size_t i = 0; i < book->count; i++) {
        next[book->entries[i].a]++;
        next[book->entries[i].b]++;
    }
    size_t sum = 0;
    for (size_t state = 0; state < states; state++) {
        size_t own = next[state];
        next[state] = sum;
        sum += own;
    }
    for (size_t i = 0; i < book->count; i++) {
        book->list[next[book->entries[i].a]++] = (uint32_t)i;
        book->list[next[book->entries[i].b]++] = (uint32_t)i;
    }
    return ENT_OK;
}

int ent_trade_book_open(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                        int first_year, int last_year, struct ent_trade_book **out, struct ent_error *error) {
    struct ent_trade_book *book = calloc(1, sizeof *book);
    *out = book;
    if (!book)
        return ent_fail_memory(error);
    book->context = context;
    book->request = request;
    book->basis = basis;
    book->first_year = first_year;
    book->last_year = last_year;
    ENT_TRY(ent_record_each_fact(context->record, basis->strand, basis->release->id, keep, book, error));
    return index_states(book, error);
}

int ent_trade_book_of(const struct ent_trade_book *book, ent_state state, struct ent_trade *out,
                      struct ent_error *error) {
    ENT_TRY(ent_trade_open(book->request, book->basis, ent_states_count(book->context->record->states),
                           book->first_year, book->last_year, out, error));
    for (size_t i = book->starts[state]; i < book->starts[state + 1]; i++) {
        const struct entry *entry = &book->entries[book->list[i]];
        const struct ent_fact fact = {.a = entry->a,
                                      .b = entry->b,
                                      .kind = (enum ent_kind)entry->kind,
                                      .value = entry->value,
                                      .reporter = entry->reporter,
                                      .recalled = entry->recalled};
        ent_trade_take(out, state, entry->year, &fact, book->request->view.recalled);
    }
    return ENT_OK;
}

void ent_trade_book_release(struct ent_trade_book *book) {
    if (!book)
        return;
    free(book->entries);
    free(book->starts);
    free(book->list);
    free(book);
}
