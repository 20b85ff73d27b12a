/* Hostile files, by the thousand: hostile [--cases N] [--seed S] [--case I] [--keep FOLDER]
 *
 * Each case takes a reader, a clean file of random content, and something that happens to it (mutations.c); then it adds
 * the file to a record in memory that holds an older release, and checks what must be true: an error with words and the
 * record byte for byte as it was, or a success whose rows are all accounted for and listed, and in number what was
 * counted here. Recipes, claims files, lists of zeros and tables of the pack are damaged in the same way. A case is the
 * same for the same seed. A process of its own runs them, so that a crash is a result like others. */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "claim/claims_file.h"
#include "fuzz.h"
#include "mutations.h"
#include "small_record.h"
#include "source/stream.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"
enum { TEXT_READERS = 4, SECONDS_A_CASE = 60 };
enum outcome { REFUSED, STORED, STORED_WITH_REJECTS, BROKEN, OUTCOMES };
static const char *const text_readers[TEXT_READERS] = {"recipe", "claims file", "zeros list", "pack tables"};

/* Shared with the parent, which looks after a crash. */
struct shared {
    long at;
    char what[200];
    long readers[32][OUTCOMES], happened[64][OUTCOMES];
    long slowest_ms, peak_kb;
};

struct run {
    struct shared *shared;
    struct small_record small;
    const char *keep, *version;
    uint64_t seed;
    size_t reader, mutation;
};

/* ---- one add ---- */

struct result {
    int status;
    struct ent_error error;
    struct ent_text report;
    long read, rejected, duplicates;
    uint64_t facts; /* hash of all that was stored, without lines */
};

static uint64_t hash_query(struct run *run, const char *sql) {
    sqlite3_stmt *statement;
    uint64_t hash = 1469598103934665603u;
    if (sqlite3_prepare_v2(run->small.record->database, sql, -1, &statement, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(run->small.record->database));
        exit(2);
    }
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            for (text = text ? text : "NULL"; *text; text++)
                hash = (hash ^ (unsigned char)*text) * 1099511628211u;
            hash = (hash ^ '|') * 1099511628211u;
        }
    sqlite3_finalize(statement);
    return hash;
}

static uint64_t stored_facts(struct run *run) {
    return hash_query(run, "SELECT s.name, a, b, i.name, from_day, to_day, precision, kind, value, low, high, types, status,"
                           " published_day, note FROM fact f JOIN strand s ON s.id = f.strand JOIN item i ON i.id = f.item"
                           " WHERE release = (SELECT max(id) FROM release) ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,"
                           " 13, 14, 15") ^
           hash_query(run, "SELECT state, hex(yes), hex(abstain), hex(no), hex(absent) FROM ballot WHERE release ="
                           " (SELECT max(id) FROM release) ORDER BY state") * 3 ^
           hash_query(run, "SELECT name, from_day, issues FROM roll_call WHERE release = (SELECT max(id) FROM release)"
                           " ORDER BY position") * 5;
}

static void add_files(struct run *run, const struct kind *kind, const char *recipe, const char *const *paths,
                      size_t count, struct result *out) {
    struct ent_add add = {.data_dir = SMALL,
                          .source = kind->source,
                          .recipe_path = recipe,
                          .form = kind->form,
                          .files = paths,
                          .file_count = count,
                          .version = run->version,
                          .published = "2021",
                          .today = ent_day_from(2026, 1, 1)};
    ent_text_clear(&out->report);
    out->error = (struct ent_error){0};
    out->status = ent_add_release(run->small.record, &add, &out->report, &out->error);
    if (out->status != ENT_OK)
        return;
    out->read = (long)small_record_ask(&run->small, "SELECT rows_read FROM release ORDER BY id DESC LIMIT 1");
    out->rejected = (long)small_record_ask(&run->small, "SELECT rows_rejected FROM release ORDER BY id DESC LIMIT 1");
    out->duplicates = (long)small_record_ask(&run->small, "SELECT rows_duplicate FROM release ORDER BY id DESC LIMIT 1");
    out->facts = stored_facts(run);
}

/* What must be true whatever happened; NULL when it is. */
static const char *check_always(struct run *run, const struct result *result) {
    if (result->status == ENT_OK)
        return small_record_miscount(&run->small);
    if (!result->error.message[0] || strlen(result->error.message) < 8)
        return "the error has no words";
    if (!result->error.file[0])
        return "the error names no file";
    if (result->status != ENT_ERROR_INPUT)
        return "the error is not one of input";
    return small_record_same(&run->small) ? NULL : "the record changed although there was an error";
}

static void put_back(struct run *run, const struct result *result) {
    if (result->status == ENT_OK)
        small_record_restore(&run->small);
}

/* ---- a damaged table ---- */

static void free_form_bytes(struct bytes *out, const char *path) {
    char buffer[4096];
    size_t length;
    FILE *file = fopen(path, "rb");
    while (file && (length = fread(buffer, 1, sizeof buffer, file)) > 0)
        bytes_add(out, buffer, length);
    if (file)
        fclose(file);
}

/* The bytes as a file of that name in the folder files/. */
static const char *named_file(int at, const char *name, const void *bytes, size_t size) {
    static char paths[KIND_FILES][200];
    mkdir("files", 0777);
    snprintf(paths[at], sizeof paths[at], "files/%s", name);
    unlink(paths[at]);
    if (symlink(fuzz_file(at, bytes, size), paths[at]) != 0) {
        fprintf(stderr, "%s cannot be made\n", paths[at]);
        exit(2);
    }
    return paths[at];
}

static const char *name_of(const struct victim *victim, size_t at) {
    return victim->kind->free_form ? ent_path_name(victim->kind->paths[at]) : victim->tables[at].file;
}

/* The other files of a source stay clean. */
static size_t place_others(struct victim *victim, const char **paths) {
    static const char *const no_paths[KIND_FILES];
    const char *const *sources = victim->kind->free_form ? victim->kind->paths : no_paths;
    size_t count = victim->kind->free_form ? (strcmp(victim->kind->name, "faulty long") == 0 ? 3 : 1) : victim->count;
    struct dialect plain = {victim->kind->tabs_only ? '\t' : ',', QUOTES_NEVER, "\n", true, false};
    for (size_t i = 1; i < count; i++) {
        struct bytes bytes = {0};
        if (victim->kind->free_form)
            free_form_bytes(&bytes, sources[i]);
        else
            table_write(&bytes, &victim->tables[i], &plain, victim->random);
        paths[i] = named_file((int)i, name_of(victim, i), bytes.at, bytes.size);
        bytes_free(&bytes);
    }
    return count;
}

static void write_victim(struct victim *victim) {
    if (victim->kind->free_form)
        free_form_bytes(&victim->bytes, victim->kind->paths[0]);
    else if (victim->r_version)
        table_write_r(&victim->bytes, victim->tables, victim->rda, victim->r_version);
    else
        table_write(&victim->bytes, victim->tables, &victim->dialect, victim->random);
}

static void choose_form(struct victim *victim, const struct mutation *mutation) {
    victim->dialect = dialect_any(victim->random, victim->kind->tabs_only);
    victim->encoding = (enum encoding)ent_random_below(victim->random, UTF16_BIG + 1);
    victim->packing = ent_random_below(victim->random, 2) ? PLAIN : (enum packing)ent_random_below(victim->random, PACKINGS);
    bool text = mutation->text || victim->kind->free_form || victim->kind->cells_are_rows;
    victim->r_version = text || ent_random_below(victim->random, 4) ? 0 : 2 + (int)ent_random_below(victim->random, 2);
    victim->rda = ent_random_below(victim->random, 2);
    if (mutation->text_bytes && !victim->r_version)
        victim->encoding = ent_random_below(victim->random, 2) ? UTF8 : UTF8_MARK; /* the byte that is changed is text */
    if (victim->r_version)
        victim->encoding = UTF8;
}

/* Why a promise is broken; NULL when it is kept. */
static const char *check_promise(const struct promise *promise, const struct result *clean, long others,
                                 const struct result *result) {
    bool passed = result->status == ENT_OK;
    if (promise->fails && passed)
        return "it had to be refused";
    if (promise->passes && !passed)
        return "it had to be read";
    if (promise->words && !passed && !strstr(result->error.message, promise->words))
        return "the error does not say what is wrong";
    if (passed && promise->same_facts && result->facts != clean->facts)
        return "what was stored is not what the clean file holds";
    if (passed && promise->read >= 0 && result->read != promise->read + others)
        return "the rows read are not those of the file";
    if (passed && promise->rejected && result->rejected < clean->rejected + promise->rejected)
        return "a bad row was not rejected";
    if (passed && promise->duplicates >= 0 && result->duplicates != promise->duplicates)
        return "a duplicate was not counted";
    if (passed && promise->loud && result->rejected == clean->rejected && !strstr(result->report.bytes, "  note  "))
        return "nothing tells that something is wrong";
    return NULL;
}

static const char *run_table(struct run *run, const struct kind *kind, const struct mutation *mutation,
                             struct victim *victim, struct result *result) {
    struct promise promise = {.read = -1, .duplicates = -1};
    struct result clean = {.status = ENT_OK};
    const char *paths[KIND_FILES], *wrong = NULL;
    long others = 0;
    ent_text_init(&clean.report);
    if (!kind->free_form)
        kind->make(victim->arena, victim->random, victim->tables, &victim->count);
    for (size_t i = 1; i < victim->count; i++)
        others += (long)victim->tables[i].rows;
    size_t count = place_others(victim, paths);
    choose_form(victim, mutation);

    struct dialect plain = {kind->tabs_only ? '\t' : ',', kind->tabs_only ? QUOTES_NEVER : QUOTES_NEEDED, "\n", true, false};
    struct bytes bytes = {0};
    if (kind->free_form)
        free_form_bytes(&bytes, kind->paths[0]);
    else
        table_write(&bytes, victim->tables, &plain, victim->random);
    paths[0] = named_file(0, name_of(victim, 0), bytes.at, bytes.size);
    bytes_free(&bytes);
    add_files(run, kind, NULL, paths, count, &clean);
    if (clean.status != ENT_OK || (!kind->free_form && clean.rejected + clean.duplicates)) {
        result->error = clean.error;
        ent_text_add(&result->report, clean.report.bytes);
        result->status = clean.status;
        wrong = "the clean file is not read";
    }
    put_back(run, &clean);
    if (!wrong) {
        if (mutation->cells)
            mutation->cells(victim, &promise);
        write_victim(victim);
        if (mutation->text_bytes)
            mutation->text_bytes(victim, &promise);
        if (!victim->r_version)
            bytes_encode(&victim->bytes, victim->encoding);
        bytes_pack(&victim->bytes, victim->packing, name_of(victim, 0));
        if (mutation->packed_bytes && victim->bytes.size)
            mutation->packed_bytes(victim, &promise);
        paths[0] = named_file(0, name_of(victim, 0), victim->bytes.at, victim->bytes.size);
        add_files(run, kind, NULL, paths, count, result);
        wrong = check_always(run, result);
        if (!wrong)
            wrong = check_promise(&promise, &clean, others, result);
        if (!wrong)
            put_back(run, result);
    }
    ent_text_release(&clean.report);
    return wrong;
}

/* ---- damaged text of our own formats ---- */

static void damage_text(struct bytes *bytes, struct ent_random *random) {
    static const char *const pieces[] = {"\"", "\r", "\xff", "\t", "  ", "\xef\xbb\xbf", "#", "because", "1e400", "3019", "-9",
                                         "0000-00-00", "[1] \"a\"\n", "(((((((((", "\xc3", "\n\n", ",", "..", "NaN"};
    for (uint32_t i = 0; i < 1 + ent_random_below(random, 5) && bytes->size; i++) {
        size_t at = ent_random_below(random, (uint32_t)bytes->size), left = bytes->size - at;
        const char *piece = pieces[ent_random_below(random, sizeof pieces / sizeof *pieces)];
        struct bytes copy = {0};
        switch (ent_random_below(random, 8)) {
        case 0:
            bytes->at[at] ^= (unsigned char)(1u << ent_random_below(random, 8));
            break;
        case 1:
            bytes_remove(bytes, at, left < 20 ? left : 1 + ent_random_below(random, 20));
            break;
        case 2:
            bytes->size = at;
            break;
        case 3:
            bytes_add(&copy, bytes->at + at, left < 60 ? left : 60);
            bytes_insert(bytes, ent_random_below(random, (uint32_t)bytes->size), copy.at, copy.size);
            bytes_free(&copy);
            break;
        case 4:
            if (ent_random_below(random, 4) == 0)
                bytes_insert(bytes, at, "", 1);
            break;
        case 5:
            while (ent_random_below(random, 8) == 0 && copy.size < 300000)
                for (int k = 0; k < 20000; k++)
                    bytes_add(&copy, piece, strlen(piece));
            bytes_insert(bytes, at, copy.at ? (const void *)copy.at : "", copy.size);
            bytes_free(&copy);
            break;
        default:
            bytes_insert(bytes, at, piece, strlen(piece));
            break;
        }
    }
}

static const char *run_recipe(struct run *run, struct ent_random *random, struct bytes *bytes, struct result *result) {
    static const char *const names[] = {"values", "flows", "spells", "figures", "votes", "zeros", "wide-years", "visits"};
    static const char *const files[] = {"values.csv", "flows.csv", "spells.csv",     "figures.tsv",
                                        "wide.csv",   "trade.csv", "wide_years.csv", "visits.csv"};
    char path[400];
    size_t which = ent_random_below(random, 8);
    snprintf(path, sizeof path, "%s/recipes/%s.recipe", SMALL, names[which]);
    free_form_bytes(bytes, path);
    damage_text(bytes, random);
    snprintf(path, sizeof path, "%s/%s", SMALL, files[which]);
    const struct kind kind = {.source = names[which], .form = which == 4 ? "wide" : NULL};
    const char *paths[] = {path};
    add_files(run, &kind, fuzz_file(3, bytes->at, bytes->size), paths, 1, result);
    bool too_late = result->status == ENT_ERROR_USAGE; /* the damaged recipe has no form "wide" any more, and the like */
    if (too_late && result->error.message[0] && small_record_same(&run->small))
        return NULL;
    const char *wrong = check_always(run, result);
    if (!wrong)
        put_back(run, result);
    return wrong;
}

static const char *run_claims(struct ent_random *random, struct bytes *bytes, struct result *result) {
    static const char *const files[] = {"asia", "europe", "axis"};
    char path[400];
    struct ent_arena arena;
    struct ent_claims_file *file;
    snprintf(path, sizeof path, "%s/examples/%s.claims", ENT_SOURCE_DIR, files[ent_random_below(random, 3)]);
    free_form_bytes(bytes, path);
    if (bytes->size > 3000)
        bytes->size = 3000;
    while (bytes->size && bytes->at[bytes->size - 1] != '\n')
        bytes->size--;
    damage_text(bytes, random);
    long lines = 2;
    for (size_t i = 0; i < bytes->size; i++)
        lines += bytes->at[i] == '\n';
    ent_arena_init(&arena);
    result->status = ent_claims_file_parse(&file, &arena, path, (const char *)bytes->at, bytes->size, &result->error);
    ent_arena_release(&arena);
    if (result->status == ENT_OK)
        return NULL;
    if (!result->error.file[0] || strlen(result->error.message) < 8)
        return "the error has no file or no words";
    return result->error.line > lines ? "the error is on a line that the file has not" : NULL;
}

/* A scratch folder whose files are links, but for one. */
static void write_file(const char *path, const struct bytes *bytes) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes->at ? bytes->at : (const unsigned char *)"", 1, bytes->size, file) != bytes->size ||
        fclose(file) != 0) {
        fprintf(stderr, "%s cannot be written\n", path);
        exit(2);
    }
}

static const char *run_zeros(struct run *run, struct ent_random *random, struct bytes *bytes, struct result *result) {
    struct bytes recipe = {0};
    free_form_bytes(bytes, SMALL "/recipes/zeros.tsv");
    free_form_bytes(&recipe, SMALL "/recipes/zeros.recipe");
    damage_text(bytes, random);
    write_file("zeros.tsv", bytes);
    write_file("hostile-zeros.recipe", &recipe);
    bytes_free(&recipe);
    const struct kind kind = {.source = "zeros"};
    const char *paths[] = {SMALL "/trade.csv"};
    add_files(run, &kind, "hostile-zeros.recipe", paths, 1, result);
    const char *wrong = check_always(run, result);
    if (!wrong)
        put_back(run, result);
    return wrong;
}

static const char *const pack_tables[] = {"states/state", "states/member", "states/code", "states/name",
                                          "states/break", "states/other",  "groups/group"};
static const char *const pack_counts[] = {"state", "state_member", "state_code", "state_name",
                                          "state_break", "entity", "group_member"};

static const char *run_pack(struct ent_random *random, struct bytes *bytes, struct result *result) {
    struct ent_record *record;
    char from[400], to[400];
    size_t which = ent_random_below(random, 7);
    mkdir("pack", 0777), mkdir("pack/data", 0777), mkdir("pack/data/states", 0777), mkdir("pack/data/groups", 0777);
    for (size_t i = 0; i < 7; i++) {
        snprintf(from, sizeof from, "%s/data/%s.tsv", SMALL, pack_tables[i]);
        snprintf(to, sizeof to, "pack/data/%s.tsv", pack_tables[i]);
        unlink(to);
        if (i != which && symlink(from, to) != 0)
            return "a link cannot be made";
        if (i != which)
            continue;
        free_form_bytes(bytes, from);
        damage_text(bytes, random);
        write_file(to, bytes);
    }
    if (ent_record_open(&record, ":memory:", ENT_RECORD_CREATE, &result->error) != ENT_OK)
        return "a record cannot be made";
    result->status = ent_pack_states(record, "pack", &result->report, &result->error);
    const char *wrong = NULL;
    struct small_record there = {.record = record};
    snprintf(from, sizeof from, "SELECT count(*) FROM %s", pack_counts[which]);
    long stored = (long)small_record_ask(&there, from);
    if (result->status == ENT_OK) {
        long most = count_records((const char *)bytes->at, bytes->size, false);
        wrong = stored > most ? "more was stored than the table holds" : NULL;
    } else if (result->status != ENT_ERROR_INPUT || !result->error.file[0] || strlen(result->error.message) < 8) {
        wrong = "the error has no file or no words";
    } else if (stored != 0) {
        wrong = "after an error something is there";
    }
    ent_record_close(record);
    return wrong;
}

/* ---- cases ---- */

static void keep_file(struct run *run, long at, const struct bytes *bytes) {
    char path[400];
    if (!run->keep)
        return;
    snprintf(path, sizeof path, "%s/case-%ld", run->keep, at);
    write_file(path, bytes);
}

static const char *run_case(struct run *run, long at, struct bytes *bytes, struct result *result) {
    struct ent_random random;
    struct ent_arena arena;
    const char *wrong;
    ent_random_seed(&random, run->seed, (uint64_t)at, 0);
    ent_arena_init(&arena);
    /* every fifth is one of the formats of text; the others go through readers and mutations in turn */
    size_t texts = (size_t)at / 5;
    if (at % 5 == 4) {
        run->reader = kind_count + texts % TEXT_READERS;
        run->mutation = mutation_count;
        snprintf(run->shared->what, sizeof run->shared->what, "%s, damaged", text_readers[texts % TEXT_READERS]);
        wrong = texts % 4 == 0   ? run_recipe(run, &random, bytes, result)
                : texts % 4 == 1 ? run_claims(&random, bytes, result)
                : texts % 4 == 2 ? run_zeros(run, &random, bytes, result)
                                 : run_pack(&random, bytes, result);
    } else {
        size_t turn = (size_t)at - texts;
        run->reader = turn % kind_count;
        run->mutation = turn / kind_count % mutation_count;
        while (mutations[run->mutation].tables_known && kinds[run->reader].free_form)
            run->mutation = (run->mutation + 1) % mutation_count;
        struct victim victim = {.kind = &kinds[run->reader], .arena = &arena, .random = &random};
        victim.tables = ent_arena_alloc(&arena, KIND_FILES, sizeof *victim.tables);
        snprintf(run->shared->what, sizeof run->shared->what, "%s, %s", kinds[run->reader].name,
                 mutations[run->mutation].name);
        wrong = run_table(run, victim.kind, &mutations[run->mutation], &victim, result);
        snprintf(run->shared->what + strlen(run->shared->what), 80, " (%s, encoding %d, R %d)",
                 packing_names[victim.packing], (int)victim.encoding, victim.r_version);
        bytes_free(bytes);
        *bytes = victim.bytes;
    }
    ent_arena_release(&arena);
    return wrong;
}

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool run_one(struct run *run, long at, bool talk) {
    struct bytes bytes = {0};
    struct result result = {.status = ENT_OK};
    ent_text_init(&result.report);
    run->shared->at = at;
    long began = now_ms();
    alarm(SECONDS_A_CASE);
    const char *wrong = run_case(run, at, &bytes, &result);
    alarm(0);
    long took = now_ms() - began;
    if (took > run->shared->slowest_ms)
        run->shared->slowest_ms = took;
    enum outcome outcome = wrong ? BROKEN : result.status != ENT_OK ? REFUSED : result.rejected ? STORED_WITH_REJECTS : STORED;
    run->shared->readers[run->reader][outcome]++;
    run->shared->happened[run->mutation][outcome]++;
    if (wrong || talk) {
        printf("case %ld: %s: %s\n", at, run->shared->what, wrong ? wrong : "as it should be");
        printf("    %s:%ld: %s\n%s", result.error.file, result.error.line, result.error.message, result.report.bytes);
        keep_file(run, at, &bytes);
    }
    if (wrong && run->small.record)
        small_record_restore(&run->small);
    bytes_free(&bytes);
    ent_text_release(&result.report);
    return !wrong;
}

/* The older release that every case must leave as it is. */
static void open_record(struct run *run) {
    struct result result = {.status = ENT_OK};
    const struct kind kind = {.source = "borders"};
    const char *paths[] = {SMALL "/borders.csv"};
    run->version = "8";
    ent_text_init(&result.report);
    small_record_open(&run->small);
    add_files(run, &kind, NULL, paths, 1, &result);
    if (result.status != ENT_OK) {
        fprintf(stderr, "%s\n", result.error.message);
        exit(2);
    }
    small_record_keep(&run->small);
    run->version = "9";
    ent_text_release(&result.report);
}

/* Runs cases from..to in a process of its own; returns where to go on after a crash, or `to`. */
static long run_some(struct run *run, long from, long to, long *broken) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        long bad = 0;
        open_record(run);
        for (long at = from; at < to; at++)
            bad += !run_one(run, at, false);
        struct rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        run->shared->peak_kb = usage.ru_maxrss > run->shared->peak_kb ? usage.ru_maxrss : run->shared->peak_kb;
        run->shared->at = to;
        fflush(stdout);
        _exit(bad ? 1 : 0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        exit(2);
    if (run->shared->at == to)
        return to;
    printf("case %ld: %s: %s %d\n", run->shared->at, run->shared->what,
           WIFSIGNALED(status) ? (WTERMSIG(status) == SIGALRM ? "it takes too long, signal" : "killed by signal")
                               : "ended with status",
           WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    ++*broken;
    return run->shared->at + 1;
}

static void print_table(const char *title, const char *(*name)(size_t), size_t count, long (*numbers)[OUTCOMES]) {
    long sums[OUTCOMES] = {0};
    printf("\n%-26s %8s %8s %14s %8s\n", title, "refused", "stored", "with rejects", "broken");
    for (size_t i = 0; i < count; i++) {
        printf("%-26s %8ld %8ld %14ld %8ld\n", name(i), numbers[i][REFUSED], numbers[i][STORED],
               numbers[i][STORED_WITH_REJECTS], numbers[i][BROKEN]);
        for (int k = 0; k < OUTCOMES; k++)
            sums[k] += numbers[i][k];
    }
    printf("%-26s %8ld %8ld %14ld %8ld\n", "together", sums[REFUSED], sums[STORED], sums[STORED_WITH_REJECTS], sums[BROKEN]);
}

static const char *reader_name(size_t at) {
    return at < kind_count ? kinds[at].name : text_readers[at - kind_count];
}

static const char *mutation_name(size_t at) {
    return at < mutation_count ? mutations[at].name : "damaged text of our own";
}

int main(int argc, char **argv) {
    long cases = 1000, one = -1, broken = 0;
    struct run run = {.seed = 2019};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--cases") == 0)
            cases = atol(argv[i + 1]);
        else if (strcmp(argv[i], "--seed") == 0)
            run.seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--case") == 0)
            one = atol(argv[i + 1]);
        else if (strcmp(argv[i], "--keep") == 0)
            run.keep = argv[i + 1];
        else
            return 2;
    }
    run.shared = mmap(NULL, sizeof *run.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (run.shared == MAP_FAILED)
        return 2;
    if (one >= 0) {
        open_record(&run);
        return run_one(&run, one, true) ? 0 : 1;
    }
    for (long at = 0; at < cases;)
        at = run_some(&run, at, cases, &broken);
    print_table("reader", reader_name, kind_count + TEXT_READERS, run.shared->readers);
    print_table("what happened", mutation_name, mutation_count + 1, run.shared->happened);
    for (size_t i = 0; i < kind_count + TEXT_READERS; i++)
        broken += run.shared->readers[i][BROKEN];
    printf("\n%ld cases, seed %llu: %ld broken; the slowest took %ld ms, the largest process %ld MB\n", cases,
           (unsigned long long)run.seed, broken, run.shared->slowest_ms, run.shared->peak_kb / 1024);
    return broken ? 1 : 0;
}
