#include "source/look.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "source/across.h"
#include "source/content.h"
#include "source/open.h"

enum { DISTINCT = 4096, LINES = 60 };

const char *const ent_look_schemes[ENT_LOOK_SCHEMES] = {
    "cow", "gw", "iso3", "world-bank", "un-iso3", "iso2", "cow-abbreviation", "entente", "name"};
const char *const ent_look_words[ENT_LOOK_WORDS] = {"",   "NA", "-9",  "-99",  "-999", "-9999",
                                                    "..", ".",  "n/a", "NULL", "-"};

/* Opening -----------------------------------------------------------------------------------------------------------
 */

static int open_plain(struct ent_look *look, struct ent_table **out, struct ent_error *error) {
    struct ent_open_options options = {
        .separator = look->form.separator, .header = look->form.header.items, .header_count = look->form.header.count};
    if (look->member)
        options.want = (struct ent_stream_want){&look->member, 1};
    return ent_open_table(out, look->path, &options, &look->arena, error);
}

static int open_table(struct ent_look *look, struct ent_table **out, struct ent_error *error) {
    ENT_TRY(open_plain(look, out, error));
    return look->form.across.pattern ? ent_across_open(out, *out, &look->form, &look->arena, error) : ENT_OK;
}

/* The number of fields that most of the first lines have, and the first line that has it as its words. */
struct shape {
    size_t counts[LINES], lines;
    char *words[LINES][2];
};

static int see_lines(struct ent_look *look, struct shape *shape, struct ent_error *error) {
    struct ent_table *table;
    struct ent_row row;
    bool more = true;
    ENT_TRY(open_plain(look, &table, error));
    shape->counts[0] = table->column_count;
    for (size_t i = 0; i < 2 && i < table->column_count; i++)
        shape->words[0][i] = ent_arena_string(&look->arena, table->columns[i]);
    int status = ENT_OK;
    for (shape->lines = 1; shape->lines < LINES && status == ENT_OK; shape->lines++) {
        status = table->next(table, &row, &more, error);
        if (status != ENT_OK || !more)
            break;
        shape->counts[shape->lines] = row.count;
        for (size_t i = 0; i < 2 && i < row.count; i++)
            shape->words[shape->lines][i] = ent_arena_string(&look->arena, row.fields[i].text);
    }
    table->close(table);
    return status;
}

static size_t usual_count(const struct shape *shape) {
    size_t best = 0, times = 0;
    for (size_t i = 0; i < shape->lines; i++) {
        size_t here = 0;
        for (size_t j = 0; j < shape->lines; j++)
            here += shape->counts[j] == shape->counts[i];
        if (here > times) {
            times = here;
            best = shape->counts[i];
        }
    }
    return best;
}

/* Lines above the header: the header is the first line that is as long as most. */
static int find_header(struct ent_look *look, struct ent_error *error) {
    static const char separators[] = {0, ',', ';', '\t', '|'};
    for (size_t s = 0; s < sizeof separators; s++) {
        struct shape shape = {0};
        look->form.separator = separators[s];
        ENT_TRY(see_lines(look, &shape, error));
        size_t usual = usual_count(&shape);
        if (usual < 2)
            continue;
        for (size_t i = 0; i < shape.lines && shape.counts[0] != usual; i++) {
            if (shape.counts[i] != usual)
                continue;
            for (size_t j = 0; j < 2; j++) {
                const char **slot = ent_list_add(&look->arena, &look->form.header, sizeof *slot);
                if (!slot || !shape.words[i][j])
                    return ent_fail_memory(error);
                *slot = ent_text_trim(shape.words[i][j]);
            }
            break;
        }
        return ENT_OK;
    }
    look->form.separator = 0;
    return ENT_OK;
}

/* Columns that are years become rows where there are at least three of a kind. */
static int find_years(struct ent_look *look, struct ent_error *error) {
    static const char *const patterns[] = {"%Y", "%Y [YR*", "X%Y", "YR%Y", "y%Y", "%Y*"};
    struct ent_table *table;
    char head[64];
    ENT_TRY(open_plain(look, &table, error));
    for (size_t p = 0; p < sizeof patterns / sizeof *patterns && !look->form.across.pattern; p++) {
        size_t fit = 0;
        for (size_t i = 0; i < table->column_count; i++)
            fit += ent_across_fits(patterns[p], table->columns[i], head, sizeof head);
        if (fit >= 3)
            look->form.across = (struct ent_recipe_across){"column_year", "cell", patterns[p]};
    }
    table->close(table);
    return ENT_OK;
}

/* Columns -----------------------------------------------------------------------------------------------------------
 */

static size_t hash_text(const char *text) {
    uint64_t hash = ent_content_add(ENT_CONTENT_START, text);
    return (size_t)(hash ^ hash >> 29);
}

static void judge(struct ent_codes *codes, struct ent_look_value *value) {
    ent_state state;
    const char *other;
    for (int i = 0; i < ENT_LOOK_SCHEMES; i++) {
        enum ent_code_kind kind =
            ent_codes_find(codes, ent_look_schemes[i], value->text, ENT_DAY_EARLY, ENT_DAY_OPEN, &state, &other);
        value->states |= (unsigned)(kind == ENT_CODE_STATE) << i;
        value->others |= (unsigned)(kind == ENT_CODE_OTHER) << i;
    }
}

static struct ent_look_value *slot_of(struct ent_look_value *values, size_t room, const char *text) {
    size_t slot = hash_text(text) & (room - 1);
    while (values[slot].text && strcmp(values[slot].text, text) != 0)
        slot = (slot + 1) & (room - 1);
    return &values[slot];
}

static int grow_values(struct ent_look *look, struct ent_look_column *column) {
    size_t room = column->room * 2;
    struct ent_look_value *values = ent_arena_alloc(&look->arena, room, sizeof *values);
    if (!values)
        return -1;
    for (size_t i = 0; i < column->room; i++)
        if (column->values[i].text)
            *slot_of(values, room, column->values[i].text) = column->values[i];
    column->values = values;
    column->room = room;
    return 0;
}

/* Counts a text; a column with too many different ones holds no codes of states. */
static int note_value(struct ent_look *look, struct ent_look_column *column, const char *text) {
    if (!column->values)
        return 0;
    if (column->distinct * 2 >= column->room && grow_values(look, column))
        return -1;
    struct ent_look_value *value = slot_of(column->values, column->room, text);
    value->rows++;
    if (value->text)
        return 0;
    if (column->distinct++ == DISTINCT) {
        column->values = NULL;
        return 0;
    }
    value->text = ent_arena_string(&look->arena, text);
    if (!value->text)
        return -1;
    judge(look->codes, value);
    return 0;
}

static void note_time(struct ent_look_column *column, const char *text) {
    struct ent_interval when;
    long number;
    double real;
    bool integer = ent_text_number(text, &real) && real == (double)(long)real && strlen(text) <= 8;
    number = integer ? (long)real : 0;
    int year = 0;
    if (integer && number >= 1000 && number <= 2200) {
        column->years++;
        year = (int)number;
    } else if (integer && number >= 100001 && number <= 220099 && (number % 100 <= 12 || number % 100 == 99)) {
        column->months++;
        year = (int)(number / 100);
    } else if (ent_interval_parse(text, &when) && when.precision != ENT_PRECISION_YEAR) {
        column->days++;
        year = ent_day_year(when.from);
    }
    if (!year)
        return;
    column->first_year = !column->first_year || year < column->first_year ? year : column->first_year;
    column->last_year = year > column->last_year ? year : column->last_year;
}

/* "-1.234,5": digits, with one comma, and points only before it. */
static bool comma_number(const char *text, double *out) {
    char plain[64];
    size_t used = 0, commas = 0;
    for (const char *at = text; *at && used + 1 < sizeof plain; at++) {
        if (*at == '.' && (commas || at == text))
            return false;
        commas += *at == ',';
        if (*at != '.')
            plain[used++] = *at == ',' ? '.' : *at;
    }
    plain[used] = '\0';
    return commas == 1 && ent_text_number(plain, out);
}

static int note_cell(struct ent_look *look, struct ent_look_column *column, const struct ent_field *field) {
    double number;
    if (field->missing) {
        column->words[0]++;
        return 0;
    }
    for (size_t i = 0; i < ENT_LOOK_WORDS; i++)
        if (strcmp(field->text, ent_look_words[i]) == 0 && !(i == 1 && field->quoted)) {
            column->words[i]++;
            return 0;
        }
    column->filled++;
    bool comma = comma_number(field->text, &number);
    column->commas += comma;
    if (comma || ent_text_number(field->text, &number)) {
        column->numbers++;
        column->low = number < column->low ? number : column->low;
        column->high = number > column->high ? number : column->high;
    }
    static const char *const marks[] = {"0", "1", "TRUE", "FALSE", "true", "false", "0.0", "1.0", "T", "F"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        column->marks += strcmp(field->text, marks[i]) == 0;
    note_time(column, field->text);
    return note_value(look, column, field->text);
}

static int make_columns(struct ent_look *look, const struct ent_table *table, struct ent_error *error) {
    look->column_count = table->column_count;
    look->columns = ent_arena_alloc(&look->arena, table->column_count + 1, sizeof *look->columns);
    if (!look->columns)
        return ent_fail_memory(error);
    for (size_t i = 0; i < table->column_count; i++) {
        struct ent_look_column *column = &look->columns[i];
        column->name = ent_arena_string(&look->arena, table->columns[i]);
        column->room = 64;
        column->values = ent_arena_alloc(&look->arena, column->room, sizeof *column->values);
        column->low = DBL_MAX;
        column->high = -DBL_MAX;
        if (!column->name || !column->values)
            return ent_fail_memory(error);
    }
    return ENT_OK;
}

static int read_columns(struct ent_look *look, struct ent_table *table, struct ent_error *error) {
    struct ent_row row;
    bool more = true;
    ENT_TRY(make_columns(look, table, error));
    for (;;) {
        ENT_TRY(table->next(table, &row, &more, error));
        if (!more)
            return ENT_OK;
        look->rows++;
        look->broken += row.count != look->column_count;
        for (size_t i = 0; i < look->column_count && row.count == look->column_count; i++)
            if (note_cell(look, &look->columns[i], &row.fields[i]))
                return ent_fail_memory(error);
    }
}

int ent_look_read(struct ent_look *out, const char *path, const char *member, struct ent_codes *codes,
                  struct ent_error *error) {
    struct ent_table *table;
    *out = (struct ent_look){.path = path, .member = member, .codes = codes};
    ent_arena_init(&out->arena);
    out->form.name = "";
    ENT_TRY(find_header(out, error));
    ENT_TRY(find_years(out, error));
    ENT_TRY(open_table(out, &table, error));
    int status = read_columns(out, table, error);
    table->close(table);
    if (status == ENT_OK && !out->rows)
        status = ent_fail_at(error, ENT_ERROR_INPUT, path, 0, "has a header line and no rows");
    return status;
}

void ent_look_release(struct ent_look *look) {
    ent_arena_release(&look->arena);
}

int ent_look_find(const struct ent_look *look, const char *name) {
    for (size_t i = 0; i < look->column_count; i++)
        if (strcmp(look->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

long ent_look_resolved(const struct ent_look_column *column, unsigned schemes) {
    long rows = 0;
    for (size_t i = 0; column->values && i < column->room; i++)
        if (column->values[i].text && column->values[i].states & schemes)
            rows += column->values[i].rows;
    return rows;
}

int ent_look_scheme(const struct ent_look_column *column, double *share) {
    double best = 0;
    int found = -1;
    for (int scheme = 0; column->values && column->distinct && scheme < ENT_LOOK_SCHEMES; scheme++) {
        double score = 0;
        for (size_t i = 0; i < column->room; i++) {
            const struct ent_look_value *value = &column->values[i];
            if (value->text) /* what is known and no state speaks for the scheme, too */
                score += (value->states >> scheme & 1) + 0.75 * (value->others >> scheme & 1);
        }
        score /= (double)column->distinct;
        if (score > best + 1e-9) {
            best = score;
            found = scheme;
        }
    }
    *share = best;
    return found;
}

/* Keys --------------------------------------------------------------------------------------------------------------
 */

struct mark {
    uint64_t key, mirror, content;
};

static int by_key(const void *left, const void *right) {
    const struct mark *a = left, *b = right;
    int order = (a->key > b->key) - (a->key < b->key);
    return order ? order : (a->content > b->content) - (a->content < b->content);
}

static uint64_t hash_key(const struct ent_row *row, const struct ent_look_key *key, int a, int b) {
    uint64_t hash = ent_content_add(ENT_CONTENT_START, row->fields[a].text);
    if (b >= 0)
        hash = ent_content_add(hash, row->fields[b].text);
    if (key->item >= 0)
        hash = ent_content_add(hash, row->fields[key->item].text);
    /* A spell is known by its beginning: its end is what the row says. */
    size_t count = key->time_count == 2 ? 1 : key->time_count == 6 ? 3 : key->time_count;
    for (size_t i = 0; i < count; i++)
        hash = ent_content_add(hash, row->fields[key->time[i]].text);
    return hash;
}

static uint64_t hash_content(const struct ent_row *row, const struct ent_look_key *key) {
    uint64_t hash = ENT_CONTENT_START;
    for (size_t i = 0; i < row->count; i++)
        if ((int)i != key->a && (int)i != key->b)
            hash = ent_content_add(hash, row->fields[i].text);
    return hash;
}

static bool comes_before(const char *left, const char *right) {
    double a, b;
    if (ent_text_number(left, &a) && ent_text_number(right, &b))
        return a < b;
    return strcmp(left, right) < 0;
}

static const struct mark *find_mark(const struct mark *marks, size_t count, uint64_t key) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marks[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && marks[low].key == key ? &marks[low] : NULL;
}

static void count_marks(struct mark *marks, size_t count, bool pairs, struct ent_look_repeats *out) {
    if (count)
        qsort(marks, count, sizeof *marks, by_key);
    for (size_t i = 0; i < count; i++) {
        bool again = i && marks[i].key == marks[i - 1].key;
        out->repeated += again;
        out->contrary += again && marks[i].content != marks[i - 1].content;
        const struct mark *mirror = pairs ? find_mark(marks, count, marks[i].mirror) : NULL;
        bool same = false;
        for (; mirror && mirror < marks + count && mirror->key == marks[i].mirror && !same; mirror++) {
            out->mirrored += mirror == find_mark(marks, count, marks[i].mirror);
            same = mirror->content == marks[i].content;
        }
        out->mirror_same += same;
    }
}

static int read_marks(struct ent_look *look, struct ent_table *table, const struct ent_look_key *key,
                      struct mark *marks, struct ent_look_repeats *out, struct ent_error *error) {
    struct ent_row row;
    bool more = true;
    for (;;) {
        ENT_TRY(table->next(table, &row, &more, error));
        if (!more || out->rows == look->rows)
            return ENT_OK;
        if (row.count != look->column_count)
            continue;
        marks[out->rows++] =
            (struct mark){hash_key(&row, key, key->a, key->b), key->b < 0 ? 0 : hash_key(&row, key, key->b, key->a),
                          hash_content(&row, key)};
        out->equal += key->b >= 0 && strcmp(row.fields[key->a].text, row.fields[key->b].text) == 0;
        out->ordered += key->b >= 0 && comes_before(row.fields[key->a].text, row.fields[key->b].text);
    }
}

int ent_look_count(struct ent_look *look, const struct ent_look_key *key, struct ent_look_repeats *out,
                   struct ent_error *error) {
    struct ent_table *table;
    *out = (struct ent_look_repeats){0};
    struct mark *marks = malloc(((size_t)look->rows + 1) * sizeof *marks);
    if (!marks)
        return ent_fail_memory(error);
    int status = open_table(look, &table, error);
    if (status == ENT_OK) {
        status = read_marks(look, table, key, marks, out, error);
        table->close(table);
    }
    if (status == ENT_OK)
        count_marks(marks, (size_t)out->rows, key->b >= 0, out);
    free(marks);
    return status;
}
