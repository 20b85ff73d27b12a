/* The matrix of profiles: its columns, weights and planes of bits, and what is counted over two of its rows. */
#include "measure/profile.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define ENT_HAVE_POPCOUNT_TARGET 1
#endif

enum { WORDS = 8, MOST_COLUMNS = 64 * WORDS };

struct ent_profile_year *ent_profiles_year(const struct ent_profiles *profiles, int year) {
    return year < profiles->first_year || year > profiles->last_year ? NULL
                                                                     : &profiles->years[year - profiles->first_year];
}

/* Where the cell stands; -1 for a state that is no member. */
static ptrdiff_t cell_of(const struct ent_profile_year *year, size_t row, ent_state toward) {
    int column = year->column_of[toward];
    return column < 0 ? -1 : (ptrdiff_t)(row * year->columns + (size_t)column);
}

unsigned char *ent_profile_code(const struct ent_profiles *profiles, int year, size_t row, ent_state toward) {
    struct ent_profile_year *at = ent_profiles_year(profiles, year);
    ptrdiff_t cell = cell_of(at, row, toward);
    return cell < 0 ? NULL : &at->codes[cell];
}

double *ent_profile_value(const struct ent_profiles *profiles, int year, size_t row, ent_state toward) {
    struct ent_profile_year *at = ent_profiles_year(profiles, year);
    ptrdiff_t cell = cell_of(at, row, toward);
    return cell < 0 ? NULL : &at->values[cell];
}

/* Opening ------------------------------------------------------------------------------------------------------- */

/* The members of the list "cow" in a year, which are the columns of every profile of it. */
struct ent_profile_system {
    int year;
    size_t columns;
    ent_state *states;
    int16_t *column_of; /* by state, -1 for one that is no member */
    struct ent_profile_system *next;
};

static int find_system(struct ent_context *context, int year, struct ent_profile_system **out,
                       struct ent_error *error) {
    struct ent_interval span = ent_interval_year(year);
    size_t states = ent_states_count(context->record->states);
    struct ent_profile_system **slot = &context->cache->systems[(size_t)year % ENT_CACHE_YEARS];
    for (*out = *slot; *out; *out = (*out)->next)
        if ((*out)->year == year)
            return ENT_OK;
    *out = ent_arena_alloc(context->cache->arena, 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    **out = (struct ent_profile_system){.year = year, .next = *slot};
    (*out)->states = ent_arena_alloc(context->cache->arena, states + 1, sizeof *(*out)->states);
    (*out)->column_of = ent_arena_alloc(context->cache->arena, states + 1, sizeof *(*out)->column_of);
    if (!(*out)->states || !(*out)->column_of)
        return ent_fail_memory(error);
    for (size_t state = 0; state < states; state++) {
        bool member = ent_states_exist(context->record->states, "cow", (ent_state)state, span.from, span.to);
        (*out)->column_of[state] = member ? (int16_t)(*out)->columns : (int16_t)-1;
        if (member)
            (*out)->states[(*out)->columns++] = (ent_state)state;
    }
    *slot = *out;
    return ENT_OK;
}

static int open_columns(struct ent_context *context, struct ent_profile_year *year, struct ent_error *error) {
    struct ent_profile_system *system;
    ENT_TRY(find_system(context, year->year, &system, error));
    year->states = system->states;
    year->column_of = system->column_of;
    year->columns = system->columns;
    year->words = (year->columns + 63) / 64;
    if (year->columns > MOST_COLUMNS)
        return ent_fail(error, ENT_ERROR_RECORD, "the system of %d has %zu states: profiles hold %d", year->year,
                        year->columns, MOST_COLUMNS);
    return ENT_OK;
}

/* Cells: 0 where the source covers the row's state and an absent row means none, else unknown. */
static int open_cells(struct ent_profiles *profiles, struct ent_profile_year *year, struct ent_error *error) {
    size_t rows = profiles->row_count, cells = rows * year->columns;
    bool codes = profiles->strand->codes > 0;
    year->kinds = ent_arena_alloc(profiles->arena, rows + 1, 1);
    if (codes) {
        year->codes = ent_arena_alloc(profiles->arena, cells + 1, 1);
        year->planes = ent_arena_alloc(profiles->arena, rows * ENT_CODES * year->words + 1, sizeof *year->planes);
    } else {
        year->values = ent_arena_alloc(profiles->arena, cells + 1, sizeof *year->values);
        year->ranks = ent_arena_alloc(profiles->arena, cells + 1, sizeof *year->ranks);
    }
    return year->kinds && (codes ? year->codes && year->planes : year->values && year->ranks) ? ENT_OK
                                                                                              : ent_fail_memory(error);
}

/* A row of a state that is not covered, or of which absent rows are missing, begins unknown. */
static void unknown_row(struct ent_profile_year *year, size_t row) {
    for (size_t column = 0; column < year->columns; column++)
        if (year->codes)
            year->codes[row * year->columns + column] = ENT_PROFILE_UNKNOWN;
        else
            year->values[row * year->columns + column] = NAN;
}

static int open_kinds(struct ent_context *context, const struct ent_basis *basis, struct ent_profiles *profiles,
                      struct ent_error *error) {
    for (size_t row = 0; row < profiles->row_count; row++)
        for (int i = 0; i <= profiles->last_year - profiles->first_year; i++) {
            struct ent_profile_year *year = &profiles->years[i];
            enum ent_kind kind;
            ENT_TRY(ent_basis_covers(context, basis, profiles->rows[row], year->year, &kind, error));
            year->kinds[row] = (unsigned char)kind;
            if (kind != ENT_KIND_NONE)
                unknown_row(year, row);
        }
    return ENT_OK;
}

/* Capability shares of all states by year, read once for every pair and index: NAN where there is none. */
struct ent_profile_weights {
    int release, first_year, last_year;
    ent_day as_of;
    bool recalled;
    size_t states;
    double *shares; /* [year - first_year][state] */
    struct ent_profile_weights *next;
};

struct share_reader {
    struct ent_record *record;
    const struct ent_view *view;
    struct ent_profile_weights *out;
};

static int take_share(void *data, const struct ent_fact *fact, struct ent_error *error) {
    struct share_reader *reader = data;
    struct ent_profile_weights *out = reader->out;
    int first, last;
    (void)error;
    if (fact->kind != ENT_KIND_VALUE || (fact->recalled && !out->recalled) ||
        !ent_fact_allowed(reader->record, fact, reader->view) ||
        !ent_fact_years(fact, out->first_year, out->last_year, &first, &last))
        return ENT_OK;
    for (int year = first; year <= last; year++)
        out->shares[(size_t)(year - out->first_year) * out->states + (size_t)fact->a] = fact->value;
    return ENT_OK;
}

static int read_shares(struct ent_context *context, const struct ent_basis *basis, const struct ent_view *view,
                       const struct ent_profiles *profiles, struct ent_profile_weights **out, struct ent_error *error) {
    struct ent_profile_weights *at = context->cache->weights;
    while (at && (at->release != basis->release->id || at->as_of != view->as_of || at->recalled != view->recalled ||
                  at->first_year != profiles->first_year || at->last_year != profiles->last_year))
        at = at->next;
    *out = at;
    if (at)
        return ENT_OK;
    size_t states = ent_states_count(context->record->states);
    size_t cells = states * (size_t)(profiles->last_year - profiles->first_year + 1);
    at = ent_arena_alloc(context->cache->arena, 1, sizeof *at);
    double *shares = ent_arena_alloc(context->cache->arena, cells + 1, sizeof *shares);
    if (!at || !shares)
        return ent_fail_memory(error);
    for (size_t i = 0; i < cells; i++)
        shares[i] = NAN;
    *at = (struct ent_profile_weights){.release = basis->release->id,
                                       .first_year = profiles->first_year,
                                       .last_year = profiles->last_year,
                                       .as_of = view->as_of,
                                       .recalled = view->recalled,
                                       .states = states,
                                       .shares = shares,
                                       .next = context->cache->weights};
    struct share_reader reader = {context->record, view, at};
    ENT_TRY(ent_record_each_fact(context->record, basis->strand, basis->release->id, take_share, &reader, error));
    context->cache->weights = at;
    *out = at;
    return ENT_OK;
}

/* Capability shares by column. */
static int open_weights(struct ent_context *context, const struct ent_request *request, struct ent_profiles *profiles,
                        struct ent_error *error) {
    struct ent_request asked = *request;
    struct ent_basis basis;
    struct ent_profile_weights *weights;
    asked.view = (struct ent_view){.as_of = request->view.as_of, .recalled = request->view.recalled};
    ENT_TRY(ent_basis_choose(context, &asked, "capability.cinc", &basis, error));
    profiles->beside = basis.release;
    if (!basis.release) {
        profiles->note = "the record has no capability.cinc, which weighted=capability needs";
        return ENT_OK;
    }
    ENT_TRY(read_shares(context, &basis, &asked.view, profiles, &weights, error));
    for (int year = profiles->first_year; year <= profiles->last_year; year++) {
        struct ent_profile_year *at = ent_profiles_year(profiles, year);
        const double *shares = weights->shares + (size_t)(year - profiles->first_year) * weights->states;
        for (size_t column = 0; column < at->columns; column++)
            at->weights[column] = shares[at->states[column]];
    }
    return ENT_OK;
}

static int make_weights(struct ent_profiles *profiles, struct ent_profile_year *year, struct ent_error *error) {
    year->weights = ent_arena_alloc(profiles->arena, year->columns + 1, sizeof *year->weights);
    year->weighted = ent_arena_alloc(profiles->arena, year->words + 1, sizeof *year->weighted);
    if (!year->weights || !year->weighted)
        return ent_fail_memory(error);
    for (size_t i = 0; i < year->columns; i++)
        year->weights[i] = NAN;
    return ENT_OK;
}

static void add_weights(struct ent_profile_year *year) {
    for (size_t i = 0; i < year->columns; i++) {
        if (isnan(year->weights[i]))
            continue;
        year->any_weight = true;
        year->weighted[i / 64] |= (uint64_t)1 << (i % 64);
        ent_sum_add(&year->weight, year->weights[i]);
    }
}

/* Finishing: the own columns, planes and ranks ------------------------------------------------------------------------
 */

static void finish_codes(const struct ent_profiles *profiles, struct ent_profile_year *year, size_t row) {
    int strongest = profiles->strand->codes - 1, own = year->column_of[profiles->rows[row]];
    uint64_t *planes = year->planes + row * ENT_CODES * year->words;
    for (size_t column = 0; column < year->columns; column++) {
        unsigned char *code = &year->codes[row * year->columns + column];
        if ((int)column == own)
            *code = (unsigned char)profiles->strand->self;
        if ((*code & ~ENT_PROFILE_UNKNOWN) >= strongest) /* nothing that is left empty could make it more */
            *code = (unsigned char)strongest;
        if (!(*code & ENT_PROFILE_UNKNOWN))
            planes[*code * year->words + column / 64] |= (uint64_t)1 << (column % 64);
    }
}

static int compare_values(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void finish_values(const struct ent_profiles *profiles, struct ent_profile_year *year, size_t row) {
    double *values = year->values + row * year->columns, sorted[MOST_COLUMNS];
    size_t known = 0, places = 0;
    int own = year->column_of[profiles->rows[row]];
    if (own >= 0)
        values[own] = profiles->strand->self;
    for (size_t i = 0; i < year->columns; i++)
        if (!isnan(values[i]))
            sorted[known++] = values[i];
    qsort(sorted, known, sizeof *sorted, compare_values);
    for (size_t i = 0; i < known; i++)
        if (i == 0 || sorted[i] != sorted[places - 1])
            sorted[places++] = sorted[i];
    for (size_t i = 0; i < year->columns; i++) {
        if (isnan(values[i]))
            continue;
        const double *at = bsearch(&values[i], sorted, places, sizeof *sorted, compare_values);
        year->ranks[row * year->columns + i] = (uint16_t)(at - sorted);
    }
}

static void finish(struct ent_profiles *profiles) {
    for (int i = 0; i <= profiles->last_year - profiles->first_year; i++) {
        struct ent_profile_year *year = &profiles->years[i];
        for (size_t row = 0; row < profiles->row_count; row++) {
            if (year->codes)
                finish_codes(profiles, year, row);
            else
                finish_values(profiles, year, row);
        }
        if (year->weights)
            add_weights(year);
    }
}

static int open_rows(struct ent_context *context, const ent_state *rows, size_t row_count,
                     struct ent_profiles *profiles, struct ent_error *error) {
    size_t states = ent_states_count(context->record->states);
    ent_state *kept = ent_arena_alloc(profiles->arena, row_count + 1, sizeof *kept);
    profiles->row_of = ent_arena_alloc(profiles->arena, states + 1, sizeof *profiles->row_of);
    if (!kept || !profiles->row_of)
        return ent_fail_memory(error);
    for (size_t state = 0; state < states; state++)
        profiles->row_of[state] = -1;
    for (size_t row = 0; row < row_count; row++) {
        kept[row] = rows[row];
        profiles->row_of[rows[row]] = (int)row;
    }
    profiles->rows = kept;
    profiles->row_count = row_count;
    return ENT_OK;
}

int ent_profiles_open(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      const ent_state *rows, size_t row_count, int first_year, int last_year, struct ent_arena *arena,
                      struct ent_profiles *out, struct ent_error *error) {
    const struct ent_profile_rule *rule = request->measure->rule;
    *out =
        (struct ent_profiles){.strand = rule->strand, .first_year = first_year, .last_year = last_year, .arena = arena};
    bool weighted = ent_request_is(request, "weighted", "capability");
    if (last_year < first_year)
        return ENT_OK;
    out->scan = row_count > 2;
    out->years = ent_arena_alloc(out->arena, (size_t)(last_year - first_year) + 1, sizeof *out->years);
    if (!out->years)
        return ent_fail_memory(error);
    ENT_TRY(open_rows(context, rows, row_count, out, error));
    for (int year = first_year; year <= last_year; year++) {
        struct ent_profile_year *at = &out->years[year - first_year];
        at->year = year;
        ENT_TRY(open_columns(context, at, error));
        ENT_TRY(open_cells(out, at, error));
        if (weighted)
            ENT_TRY(make_weights(out, at, error));
    }
    ENT_TRY(open_kinds(context, basis, out, error));
    ENT_TRY(out->strand->fill(context, request, basis, out, error));
    if (weighted)
        ENT_TRY(open_weights(context, request, out, error));
    finish(out);
    return ENT_OK;
}

/* Two rows ------------------------------------------------------------------------------------------------------------
 */

/* Shared body of the plain and the popcount-instruction version. */
static inline void count_body(const uint64_t *a, const uint64_t *b, const uint64_t *only, size_t words,
                              struct ent_code_table *out) {
    for (int x = 0; x < ENT_CODES; x++)
        for (int y = 0; y < ENT_CODES; y++) {
            const uint64_t *of_a = a + (size_t)x * words, *of_b = b + (size_t)y * words;
            uint32_t sum = 0;
            for (size_t word = 0; word < words; word++)
                sum += (uint32_t)__builtin_popcountll(of_a[word] & of_b[word] & (only ? only[word] : UINT64_MAX));
            out->n[x][y] = sum;
        }
}

#ifdef ENT_HAVE_POPCOUNT_TARGET
__attribute__((target("popcnt"))) static void count_fast(const uint64_t *a, const uint64_t *b, const uint64_t *only,
                                                         size_t words, struct ent_code_table *out) {
    count_body(a, b, only, words, out);
}
#endif

static void count(const uint64_t *a, const uint64_t *b, const uint64_t *only, size_t words,
                  struct ent_code_table *out) {
#ifdef ENT_HAVE_POPCOUNT_TARGET
    if (__builtin_cpu_supports("popcnt")) {
        count_fast(a, b, only, words, out);
        return;
    }
#endif
    count_body(a, b, only, words, out);
}

static bool has(const uint64_t *plane, int column) {
    return plane[column / 64] >> (column % 64) & 1;
}

struct ent_code_table ent_profile_table(const struct ent_profiles *profiles, const struct ent_profile_year *year,
                                        size_t a, size_t b, bool all, const uint64_t *only) {
    struct ent_code_table table = {.codes = profiles->strand->codes};
    size_t stride = ENT_CODES * year->words;
    count(year->planes + a * stride, year->planes + b * stride, only, year->words, &table);
    const int own[2] = {year->column_of[profiles->rows[a]], year->column_of[profiles->rows[b]]};
    for (int side = 0; side < 2 && !all; side++) {
        if (own[side] < 0 || (only && !has(only, own[side])) || (side == 1 && own[1] == own[0]))
            continue;
        unsigned char x = year->codes[a * year->columns + (size_t)own[side]];
        unsigned char y = year->codes[b * year->columns + (size_t)own[side]];
        if (!((x | y) & ENT_PROFILE_UNKNOWN))
            table.n[x][y]--;
    }
    return table;
}

struct ent_code_table ent_profile_binary(const struct ent_code_table *table) {
    struct ent_code_table binary = {.codes = 2};
    for (int x = 0; x < ENT_CODES; x++)
        for (int y = 0; y < ENT_CODES; y++)
            binary.n[x > 0][y > 0] += table->n[x][y];
    return binary;
}

struct ent_value_pairs ent_profile_pairs(const struct ent_profile_year *year, const ent_state states[2], size_t a,
                                         size_t b, bool all, const struct ent_value_room *room) {
    struct ent_value_pairs pairs = {0, room->x, room->y, room->of_x, room->of_y, year->columns, room->work};
    const double *x = year->values + a * year->columns, *y = year->values + b * year->columns;
    const uint16_t *of_x = year->ranks + a * year->columns, *of_y = year->ranks + b * year->columns;
    const int own[2] = {year->column_of[states[0]], year->column_of[states[1]]};
    for (size_t i = 0; i < year->columns; i++) {
        if (isnan(x[i]) || isnan(y[i]) || (!all && ((int)i == own[0] || (int)i == own[1])))
            continue;
        room->x[pairs.count] = x[i];
        room->y[pairs.count] = y[i];
        room->of_x[pairs.count] = of_x[i];
        room->of_y[pairs.count++] = of_y[i];
    }
    return pairs;
}

/* Column by column in their order, so that a pair alone and all pairs give the same last bit; what is alike adds
 * nothing and is passed over. */
struct ent_profile_distance ent_profile_distance(const struct ent_profiles *profiles,
                                                 const struct ent_profile_year *year, size_t a, size_t b, bool all,
                                                 bool binary, bool squared) {
    struct ent_sum distance = {0, 0}, weight = year->weight, left_out = {0, 0};
    size_t stride = ENT_CODES * year->words;
    const uint64_t *of_a = year->planes + a * stride, *of_b = year->planes + b * stride;
    const unsigned char *x = year->codes + a * year->columns, *y = year->codes + b * year->columns;
    const int own[2] = {year->column_of[profiles->rows[a]], year->column_of[profiles->rows[b]]};
    for (size_t word = 0; word < year->words; word++) {
        uint64_t known_a = 0, known_b = 0, alike = 0, kept = UINT64_MAX;
        for (int code = 0; code < ENT_CODES; code++) {
            uint64_t of_code_a = of_a[(size_t)code * year->words + word];
            uint64_t of_code_b = of_b[(size_t)code * year->words + word];
            known_a |= of_code_a;
            known_b |= of_code_b;
            alike |= of_code_a & of_code_b;
        }
        for (int side = 0; side < 2 && !all; side++)
            if (own[side] >= 0 && (size_t)own[side] / 64 == word)
                kept &= ~((uint64_t)1 << (own[side] % 64));
        kept &= known_a & known_b;
        for (uint64_t left = year->weighted[word] & ~kept; left; left &= left - 1) {
            size_t column = word * 64 + (size_t)__builtin_ctzll(left);
            ent_sum_add(&weight, -year->weights[column]);
            ent_sum_add(&left_out, year->weights[column]);
        }
        for (uint64_t left = year->weighted[word] & kept & ~alike; left; left &= left - 1) {
            size_t column = word * 64 + (size_t)__builtin_ctzll(left);
            int apart = binary ? (x[column] > 0) != (y[column] > 0) : abs(x[column] - y[column]);
            ent_sum_add(&distance, year->weights[column] * (squared ? apart * apart : apart));
        }
    }
    return (struct ent_profile_distance){ent_sum_value(&distance), ent_sum_value(&weight), ent_sum_value(&left_out)};
}
