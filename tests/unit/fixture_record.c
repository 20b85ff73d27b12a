#include "fixture_record.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void check(int status, const struct ent_error *error) {
    if (status != ENT_OK)
        fail_msg("%s:%ld: %s", error->file, error->line, error->message);
}

void fixture_open(struct fixture *fixture) {
    struct ent_error error;
    memset(fixture, 0, sizeof *fixture);
    ent_arena_init(&fixture->arena);
    strcpy(fixture->path, "/tmp/ent-fixture-XXXXXX");
    int made = mkstemp(fixture->path);
    assert_true(made >= 0);
    close(made);
    unlink(fixture->path);
    fixture->list = "cow";
    check(ent_record_open(&fixture->record, fixture->path, ENT_RECORD_CREATE, &error), &error);
}

static void add_state(struct fixture *fixture, int id, const char *code, ent_day from, ent_day to) {
    struct ent_error error;
    char sql[400];
    snprintf(sql, sizeof sql,
             "INSERT INTO state VALUES (%d, '%.3s', '%.3s');"
             "INSERT INTO state_name VALUES (lower('%.3s'), %d, %d, %d, 'name', '%.3s');"
             "INSERT INTO state_member VALUES ('cow', %d, %d, %d), ('gw', %d, %d, %d)",
             id, code, code, code, id, from, to, code, id, from, to, id, from, to);
    check(ent_record_run(fixture->record, sql, &error), &error);
}

void fixture_states(struct fixture *fixture, const char *codes) {
    struct ent_error error;
    for (int id = 0; *codes; id++) {
        char code[8] = "";
        snprintf(code, sizeof code, "%.3s", codes);
        add_state(fixture, id, code, ent_day_from(1816, 1, 1), ENT_DAY_OPEN);
        codes += strlen(codes) > 3 ? 4 : 3;
    }
    check(ent_record_reload_states(fixture->record, &error), &error);
}

void fixture_state_years(struct fixture *fixture, int id, const char *code, int from_year, int to_year) {
    struct ent_error error;
    add_state(fixture, id, code, ent_day_from(from_year, 1, 1), ent_day_from(to_year + 1, 1, 1));
    check(ent_record_reload_states(fixture->record, &error), &error);
}

void fixture_member(struct fixture *fixture, const char *group, int state, ent_day from, ent_day to) {
    struct ent_error error;
    char sql[200];
    snprintf(sql, sizeof sql, "INSERT INTO group_member VALUES ('%s', %d, %d, %d, 'planted')", group, state, from, to);
    check(ent_record_run(fixture->record, sql, &error), &error);
}

void fixture_member_years(struct fixture *fixture, const char *group, int state, int from_year, int to_year) {
    fixture_member(fixture, group, state, ent_day_from(from_year, 1, 1),
                   to_year ? ent_day_from(to_year + 1, 1, 1) : ENT_DAY_OPEN);
}

void fixture_release(struct fixture *fixture, const char *source, const char *version, const char *published) {
    struct ent_error error;
    struct ent_interval day;
    assert_true(ent_interval_parse(published, &day));
    struct ent_release_head head = {.source = source,
                                    .title = source,
                                    .version = version,
                                    .citation = "a test",
                                    .licence = "open",
                                    .recipe = fixture->recipe ? fixture->recipe : "",
                                    .published = day.from,
                                    .published_precision = day.precision,
                                    .seen = ENT_DAY_EARLY};
    check(ent_writer_begin(&fixture->writer, fixture->record, &head, &error), &error);
    check(ent_writer_file(fixture->writer, &fixture->file, "test.tsv", "0", "test.tsv", "0", &error), &error);
    fixture->position = 0;
    fixture->line = 1;
}

void fixture_commit(struct fixture *fixture) {
    struct ent_error error;
    struct ent_accounts accounts = {.rows_read = 0};
    check(ent_writer_commit(fixture->writer, &accounts, &error), &error);
    ent_writer_close(fixture->writer);
    fixture->writer = NULL;
}

int fixture_strand(struct fixture *fixture, const char *name, const char *shape, bool directed, const char *types,
                   int from_year, int to_year, enum ent_kind absent) {
    struct ent_error error;
    int strand;
    check(ent_writer_strand(fixture->writer, &strand, name, shape, directed, "units", "higher = more", name, &error),
          &error);
    for (int bit = 0; types && *types; bit++) {
        char type[32];
        size_t length = strcspn(types, " ");
        snprintf(type, sizeof type, "%.*s", (int)length, types);
        check(ent_writer_strand_type(fixture->writer, strand, bit, type, &error), &error);
        types += length + (types[length] == ' ');
    }
    check(ent_writer_coverage(fixture->writer, strand, ENT_NO_STATE, ent_day_from(from_year, 1, 1),
                              ent_day_from(to_year + 1, 1, 1), absent, fixture->list, &error),
          &error);
    return strand;
}

int fixture_item(struct fixture *fixture, const char *name) {
    struct ent_error error;
    int item;
    check(ent_writer_item(fixture->writer, &item, name, &error), &error);
    return item;
}

int fixture_entity(struct fixture *fixture, const char *name) {
    struct ent_error error;
    int entity;
    check(ent_writer_entity(fixture->writer, &entity, name, "person", name, "planted", &error), &error);
    return entity;
}

struct ent_fact fixture_fact(const struct fixture *fixture, int strand, int a, int b, int from_year, int to_year) {
    return (struct ent_fact){.strand = strand,
                             .a = (ent_state)a,
                             .b = (ent_state)b,
                             .from = ent_day_from(from_year, 1, 1),
                             .to = to_year ? ent_day_from(to_year + 1, 1, 1) : ENT_DAY_OPEN,
                             .precision = ENT_PRECISION_YEAR,
                             .kind = ENT_KIND_VALUE,
                             .value = NAN,
                             .low = NAN,
                             .high = NAN,
                             .published = ENT_DAY_EARLY,
                             .file = fixture->file,
                             .line = 0};
}

struct ent_fact fixture_fact_days(const struct fixture *fixture, int strand, int a, int b, const char *from,
                                  const char *to) {
    struct ent_interval first, last = {.to = ENT_DAY_OPEN};
    struct ent_fact fact = fixture_fact(fixture, strand, a, b, 1990, 1990);
    assert_true(ent_interval_parse(from, &first));
    if (to)
        assert_true(ent_interval_parse(to, &last));
    fact.from = first.from;
    fact.to = last.to;
    fact.precision = first.precision;
    return fact;
}

void fixture_put(struct fixture *fixture, struct ent_fact fact) {
    struct ent_error error;
    if (!fact.line)
        fact.line = ++fixture->line;
    check(ent_writer_fact(fixture->writer, &fact, &error), &error);
}

void fixture_value(struct fixture *fixture, int strand, int a, int b, int year, double value) {
    struct ent_fact fact = fixture_fact(fixture, strand, a, b, year, year);
    fact.value = value;
    fixture_put(fixture, fact);
}

void fixture_spell(struct fixture *fixture, int strand, int a, int b, int from_year, int to_year, uint32_t types) {
    struct ent_fact fact = fixture_fact(fixture, strand, a, b, from_year, to_year);
    fact.types = types;
    fixture_put(fixture, fact);
}

void fixture_roll_call(struct fixture *fixture, const char *day, const char *resolution, int important, int paragraph) {
    struct ent_error error;
    struct ent_interval when;
    char name[16];
    assert_true(ent_interval_parse(day, &when));
    snprintf(name, sizeof name, "%d", fixture->position);
    struct ent_roll_call roll_call = {.position = fixture->position,
                                      .day = when.from,
                                      .name = name,
                                      .resolution = resolution,
                                      .title = "",
                                      .important = important,
                                      .paragraph = paragraph,
                                      .session = fixture->session,
                                      .amendment = fixture->amendment - 1,
                                      .issues = fixture->issues - 1,
                                      .line = ++fixture->line,
                                      .file = fixture->file};
    check(ent_writer_roll_call(fixture->writer, &roll_call, when.precision, &error), &error);
    fixture->position++;
}

void fixture_ballots(struct fixture *fixture, int state, const char *letters) {
    struct ent_error error;
    size_t count = strlen(letters), words = (count + 63) / 64, cast = 0;
    assert_int_equal((int)count, fixture->position);
    uint64_t *bits = calloc(4 * words + 1, sizeof *bits);
    uint32_t *lines = calloc(count + 1, sizeof *lines);
    assert_true(bits && lines);
    struct ent_planes planes = {bits, bits + words, bits + 2 * words, bits + 3 * words};
    for (size_t i = 0; i < count; i++) {
        uint64_t *plane = letters[i] == 'y'   ? planes.yes
                          : letters[i] == 'a' ? planes.abstain
                          : letters[i] == 'n' ? planes.no
                          : letters[i] == 'x' ? planes.absent
                                              : NULL;
        if (!plane)
            continue;
        plane[i / 64] |= (uint64_t)1 << (i % 64);
        lines[cast++] = (uint32_t)++fixture->line;
    }
    check(ent_writer_ballots(fixture->writer, (ent_state)state, &planes, words, lines, cast, fixture->file, 0, &error),
          &error);
    free(bits);
    free(lines);
}

void fixture_read(struct fixture *fixture) {
    struct ent_error error;
    ent_record_close(fixture->record);
    check(ent_record_open(&fixture->record, fixture->path, ENT_RECORD_READ, &error), &error);
    check(ent_context_init(&fixture->context, fixture->record, &fixture->arena, &error), &error);
}

void fixture_close(struct fixture *fixture) {
    ent_record_close(fixture->record);
    ent_arena_release(&fixture->arena);
    unlink(fixture->path);
}

int fixture_teardown(void **state) {
    fixture_close(*state);
    return 0;
}
