#include "source/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1, YEARS = 2400, LONGEST_SHIFT = 64, FEWEST_YEARS = 8, FEWEST_SERIES = 3 };

/* One value; series are told apart by all but year and value. */
struct point {
    int a, b, item, reporter, borders, year;
    double value;
};

struct points {
    struct point *items;
    size_t count, capacity;
};

/* What one check found over all series. */
struct found {
    long comparable, bad;
    long by_shift[2 * LONGEST_SHIFT + 1];
    int example, example_shift; /* a state */
};

/* How many years both have, once the new series is moved back by `shift`, and in how many they agree. */
static size_t agree(const double *old_values, const double *new_values, size_t years, int shift, double tolerance,
                    size_t *shared) {
    size_t same = 0;
    *shared = 0;
    for (size_t i = shift < 0 ? (size_t)-shift : 0; i < years && (long)i + shift < (long)years; i++) {
        double before = old_values[i], now = new_values[(size_t)((long)i + shift)];
        if (!(before > 0) || !(now > 0))
            continue;
        ++*shared;
        same += fabs(now / before - 1) < tolerance;
    }
    return same;
}

static size_t count_values(const double *values, size_t years) {
    size_t count = 0;
    for (size_t i = 0; i < years; i++)
        count += !isnan(values[i]);
    return count;
}

struct ent_agreement ent_check_series(const double *old_values, const double *new_values, size_t years) {
    struct ent_agreement out = {0};
    size_t shared, unmoved = agree(old_values, new_values, years, 0, 0.05, &shared), best_same = 0, best_shared = 0;
    out.comparable = count_values(old_values, years) >= FEWEST_YEARS && count_values(new_values, years) >= FEWEST_YEARS;
    if (!out.comparable)
        return out;
    if (4 * unmoved < shared || !shared)
        for (int shift = -LONGEST_SHIFT; shift <= LONGEST_SHIFT; shift++) {
            size_t with, same = shift ? agree(old_values, new_values, years, shift, 0.05, &with) : 0;
            if (!shift || with < FEWEST_YEARS || 4 * same < 3 * with || same * best_shared < best_same * with ||
                (same * best_shared == best_same * with && with <= best_shared))
                continue;
            best_same = same;
            best_shared = with;
            out.shift = shift;
        }
    size_t near = agree(old_values, new_values, years, 0, 0.20, &shared);
    out.off = shared >= FEWEST_YEARS && 4 * near < shared;
    return out;
}

static int read_points(struct ent_job *job, int strand, int release, struct points *out) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(job->record, &statement,
                               "SELECT a, b, item, reporter, borders, from_day, value FROM fact WHERE strand = ?1 AND"
                               " release = ?2 AND kind = 0 ORDER BY a, b, item, reporter, borders, from_day",
                               job->error));
    sqlite3_bind_int(statement, 1, strand);
    sqlite3_bind_int(statement, 2, release);
    void *items = NULL;
    int bad = 0, step = SQLITE_DONE;
    while (!bad && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        bad = ent_arena_grow(&job->arena, &items, out->count, &out->capacity, sizeof *out->items);
        out->items = items;
        if (bad)
            break;
        struct point *point = &out->items[out->count++];
        int *const keys[] = {&point->a, &point->b, &point->item, &point->reporter, &point->borders};
        for (int i = 0; i < 5; i++)
            *keys[i] = sqlite3_column_int(statement, i);
        point->year = ent_day_year(sqlite3_column_int(statement, 5));
        point->value = sqlite3_column_double(statement, 6);
    }
    sqlite3_finalize(statement);
    if (bad)
        return ent_job_out_of_memory(job);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(job->record, "reading facts", job->error);
}

/* Order of two series. */
static int compare(const struct point *left, const struct point *right) {
    const int lefts[] = {left->a, left->b, left->item, left->reporter, left->borders};
    const int rights[] = {right->a, right->b, right->item, right->reporter, right->borders};
    for (int i = 0; i < 5; i++)
        if (lefts[i] != rights[i])
            return lefts[i] < rights[i] ? -1 : 1;
    return 0;
}

/* The series that begins at `at` as values by year; returns where the next one begins. */
static size_t take_series(const struct points *points, size_t at, double *values) {
    size_t end = at;
    for (size_t i = 0; i < YEARS; i++)
        values[i] = (double)NAN;
    for (; end < points->count && compare(&points->items[at], &points->items[end]) == 0; end++) {
        int year = points->items[end].year - FIRST_YEAR;
        if (year >= 0 && year < YEARS)
            values[year] = points->items[end].value;
    }
    return end;
}

static void compare_series(const struct points *old_points, const struct points *new_points, bool shift, double *before,
                           double *now, struct found *out) {
    size_t left = 0, right = 0;
    while (left < old_points->count && right < new_points->count) {
        int order = compare(&old_points->items[left], &new_points->items[right]), state = old_points->items[left].a;
        if (order <= 0)
            left = take_series(old_points, left, before);
        if (order >= 0)
            right = take_series(new_points, right, now);
        if (order != 0)
            continue;
        struct ent_agreement agreement = ent_check_series(before, now, YEARS);
        out->comparable += agreement.comparable;
        if (shift ? agreement.shift == 0 : !agreement.off)
            continue;
        if (!out->bad++) {
            out->example = state;
            out->example_shift = agreement.shift;
        }
        out->by_shift[agreement.shift + LONGEST_SHIFT]++;
    }
}

/* Which release to compare with: the last before this one, else the first after it; none that the recipe calls withdrawn. */
static int find_other(struct ent_job *job, const struct ent_release_head *head, int strand, int *release,
                      const char **version) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        job->record, &statement,
        "SELECT r.id, r.version FROM release r JOIN source s ON s.id = r.source WHERE s.name = ?1 AND r.id <> ?2 AND EXISTS"
        " (SELECT 1 FROM extent x WHERE x.release = r.id AND x.strand = ?4) ORDER BY"
        " coalesce(r.published_day, r.seen_day) > ?3, abs(coalesce(r.published_day, r.seen_day) - ?3), r.version",
        job->error));
    sqlite3_bind_text(statement, 1, head->source, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 2, ent_writer_release_id(job->writer));
    sqlite3_bind_int(statement, 3, head->published != ENT_DAY_EARLY ? head->published : head->seen);
    sqlite3_bind_int(statement, 4, strand);
    *release = -1;
    while (*release < 0 && sqlite3_step(statement) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 1);
        if (ent_recipe_withdrew(job->recipe, name))
            continue;
        *release = sqlite3_column_int(statement, 0);
        *version = ent_arena_string(&job->arena, name);
    }
    sqlite3_finalize(statement);
    return *release >= 0 && !*version ? ent_job_out_of_memory(job) : ENT_OK;
}

static int strand_id(struct ent_job *job, const char *name, int *out) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(job->record, &statement, "SELECT id FROM strand WHERE name = ?1", job->error));
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_TRANSIENT);
    *out = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    return ENT_OK;
}

static int most_frequent_shift(const struct found *found) {
    int best = 0;
    for (int i = 0; i <= 2 * LONGEST_SHIFT; i++)
        if (found->by_shift[i] > found->by_shift[best])
            best = i;
    return best - LONGEST_SHIFT;
}

/* "58 of 181 series of gdp.usd … are moved", as a message. */
static const char *describe(struct ent_job *job, const struct ent_recipe_check *check, const struct found *found,
                            const struct ent_release_head *head, const char *other) {
    const char *code = ent_states_code(job->record->states, (ent_state)found->example);
    if (!check->shift)
        return ent_arena_format(&job->arena,
                                "%ld of the %ld series of %s that release %s of %s has, too, differ from it by more than "
                                "20 %% in most years (%s among them): %s",
                                found->bad, found->comparable, check->strand, other, head->source, code, check->reason);
    return ent_arena_format(
        &job->arena,
        "%ld of the %ld series of %s that release %s of %s has, too, are moved as a whole to other years (%s by %+d years; "
        "most often, in %ld series, by %+d): %s",
        found->bad, found->comparable, check->strand, other, head->source, code, found->example_shift,
        found->by_shift[most_frequent_shift(found) + LONGEST_SHIFT], most_frequent_shift(found), check->reason);
}

/* Few series can be wrong in any release; a release is when many are at once. */
static bool too_many(const struct ent_recipe_check *check, const struct found *found) {
    if (found->bad < FEWEST_SERIES)
        return false;
    return check->shift ? 20 * found->bad >= found->comparable : 2 * found->bad >= found->comparable;
}

static int compare_with(struct ent_job *job, const struct ent_recipe_check *check, int strand, int other,
                        struct found *found) {
    struct points before = {0}, now = {0};
    double *rooms = ent_arena_alloc(&job->arena, 2 * (size_t)YEARS, sizeof *rooms);
    if (!rooms)
        return ent_job_out_of_memory(job);
    ENT_TRY(read_points(job, strand, other, &before));
    ENT_TRY(read_points(job, strand, ent_writer_release_id(job->writer), &now));
    compare_series(&before, &now, check->shift, rooms, rooms + YEARS, found);
    return ENT_OK;
}

static int run_check(struct ent_job *job, const struct ent_release_head *head, const struct ent_recipe_check *check,
                     bool anyway) {
    struct found found = {0};
    int strand, other = -1;
    const char *version = NULL;
    ENT_TRY(strand_id(job, check->strand, &strand));
    if (strand >= 0)
        ENT_TRY(find_other(job, head, strand, &other, &version));
    if (other >= 0)
        ENT_TRY(compare_with(job, check, strand, other, &found));
    if (too_many(check, &found)) {
        const char *words = describe(job, check, &found, head, version);
        if (!words)
            return ent_job_out_of_memory(job);
        if (!anyway)
            return ent_fail_at(job->error, ENT_ERROR_INPUT, job->inputs[0].path, 0,
                               "refused by a check of the recipe: %s. If it is release %s that is wrong: entente remove %s "
                               "%s. To add this one all the same: --anyway",
                               words, version, head->source, version);
        ent_text_format(&job->notes, "ADDED ANYWAY: %s\n", words);
    }
    return ent_writer_rule(job->writer, check->text, check->reason, found.bad, job->error);
}

int ent_job_checks(struct ent_job *job, const struct ent_release_head *head, bool anyway) {
    for (size_t i = 0; i < job->recipe->checks.count; i++)
        ENT_TRY(run_check(job, head, &job->recipe->checks.items[i], anyway));
    return ENT_OK;
}
