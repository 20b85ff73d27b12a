/* Every index of likeness of the alliance portfolios of all pairs of states in all years, weighted by capability and
 * not: seconds and memory of one pass over the matrix, and of the sweeps that `rank` reads, one an index. Usage:
 * bench_similarity RECORD [SAMPLE]; SAMPLE receives the values of some 500 random pairs, for bench/similarity.R. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/random.h"
#include "measure/profile.h"
#include "measure/sweep.h"

enum { FIRST = 1816, LAST = 2018, INDICES = 22, SAMPLED = 500 };

/* The columns of the sample, and the specification of each. The package fpsim's portfolios: all columns, also those of
 * the two states themselves, and of each state with itself. */
static const char *const specifications[INDICES] = {
    "alliance.s:columns=all",
    "alliance.s:columns=all,metric=squared",
    "alliance.kappa:columns=all,weights=nominal",
    "alliance.kappa:columns=all,weights=linear",
    "alliance.kappa:columns=all,weights=quadratic",
    "alliance.pi:columns=all,weights=nominal",
    "alliance.pi:columns=all,weights=linear",
    "alliance.pi:columns=all,weights=quadratic",
    "alliance.taub:columns=all",
    "alliance.s:columns=all,coding=binary",
    "alliance.s:columns=all,coding=binary,metric=squared",
    "alliance.kappa:columns=all,coding=binary,weights=nominal",
    "alliance.kappa:columns=all,coding=binary,weights=linear",
    "alliance.kappa:columns=all,coding=binary,weights=quadratic",
    "alliance.pi:columns=all,coding=binary,weights=nominal",
    "alliance.pi:columns=all,coding=binary,weights=linear",
    "alliance.pi:columns=all,coding=binary,weights=quadratic",
    "alliance.taub:columns=all,coding=binary",
    "alliance.s:columns=all,weighted=capability",
    "alliance.s:columns=all,weighted=capability,metric=squared",
    "alliance.s:columns=all,coding=binary,weighted=capability",
    "alliance.s:columns=all,coding=binary,weighted=capability,metric=squared"};

struct clocks {
    double cpu, wall;
};

static struct clocks now(void) {
    struct timespec cpu, wall;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    clock_gettime(CLOCK_MONOTONIC, &wall);
    return (struct clocks){(double)cpu.tv_sec + 1e-9 * (double)cpu.tv_nsec,
                           (double)wall.tv_sec + 1e-9 * (double)wall.tv_nsec};
}

static void report(const char *what, struct clocks since, long values) {
    struct clocks end = now();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("  %-44s %9.3f s cpu %9.3f s wall %8.1f MB   %ld values\n", what, end.cpu - since.cpu, end.wall - since.wall,
           (double)usage.ru_maxrss / 1024, values);
}

static int ask(struct ent_context *context, const char *specification, struct ent_request *out,
               struct ent_error *error) {
    const struct ent_measure *measure;
    char words[128], *rest = words;
    snprintf(words, sizeof words, "%s", specification);
    char *name = strtok_r(rest, ":", &rest);
    ENT_TRY(ent_measure_find(context, name, &measure, error));
    ENT_TRY(ent_request_init(out, measure, ENT_NO_STATE, ENT_NO_STATE));
    for (char *word; (word = strtok_r(rest, ",", &rest));) {
        char *value = strchr(word, '=');
        *value++ = '\0';
        ENT_TRY(ent_request_set(context, out, word, value, error));
    }
    out->first_year = FIRST;
    out->last_year = LAST;
    return ENT_OK;
}

/* The nine indices of a table. */
static void of_table(const struct ent_code_table *table, double *out) {
    out[0] = ent_code_s(table, false).value;
    out[1] = ent_code_s(table, true).value;
    for (int weights = 0; weights < 3; weights++) {
        out[2 + weights] = ent_code_kappa(table, (enum ent_code_weights)weights).value;
        out[5 + weights] = ent_code_pi(table, (enum ent_code_weights)weights).value;
    }
    out[8] = ent_code_tau_b(table).value;
}

static void of_pair(const struct ent_profiles *profiles, const struct ent_profile_year *year, size_t a, size_t b,
                    double out[INDICES]) {
    struct ent_code_table table = ent_profile_table(profiles, year, a, b, true, NULL);
    struct ent_code_table binary = ent_profile_binary(&table);
    of_table(&table, out);
    of_table(&binary, out + 9);
    for (int i = 0; i < 4; i++) {
        struct ent_profile_distance sums = ent_profile_distance(profiles, year, a, b, true, i >= 2, i % 2);
        double most = i >= 2 ? 1 : i % 2 ? 9 : 3;
        out[18 + i] = year->any_weight ? 1 - 2 * sums.distance / (most * sums.weight) : (double)NAN;
    }
}

static void write_sample(FILE *sample, struct ent_context *context, const struct ent_profiles *profiles, int year,
                         size_t a, size_t b, const double values[INDICES]) {
    fprintf(sample, "%d\t%s\t%s", year, ent_states_code(context->record->states, profiles->rows[a]),
            ent_states_code(context->record->states, profiles->rows[b]));
    for (int i = 0; i < INDICES; i++)
        if (isnan(values[i]))
            fprintf(sample, "\tNaN");
        else
            fprintf(sample, "\t%.17g", values[i]);
    fprintf(sample, "\n");
}

static void write_head(FILE *sample) {
    fprintf(sample, "year\ta\tb");
    for (int i = 0; i < INDICES; i++)
        fprintf(sample, "\t%s", specifications[i]);
    fprintf(sample, "\n");
}

/* All pairs, each state's with itself too; the sum keeps the compiler from leaving work out. */
static long pass(struct ent_context *context, const struct ent_profiles *profiles, FILE *sample, double *sum) {
    struct ent_random random;
    long pairs = 0;
    ent_random_seed(&random, 1, 0, 0);
    for (int i = 0; i <= LAST - FIRST; i++) {
        const struct ent_profile_year *year = &profiles->years[i];
        for (size_t a = 0; a < profiles->row_count; a++)
            for (size_t b = a; b < profiles->row_count && year->kinds[a] == ENT_KIND_NONE; b++) {
                double values[INDICES];
                if (year->kinds[b] != ENT_KIND_NONE)
                    continue;
                of_pair(profiles, year, a, b, values);
                for (int k = 0; k < INDICES; k++)
                    *sum += isnan(values[k]) ? 0 : values[k];
                pairs++;
                if (sample && ent_random_below(&random, 1000000 / SAMPLED) == 0)
                    write_sample(sample, context, profiles, year->year, a, b, values);
            }
    }
    return pairs;
}

static int one_pass(struct ent_context *context, const ent_state *states, size_t count, FILE *sample,
                    struct ent_error *error) {
    struct ent_request request;
    struct ent_basis basis;
    struct ent_profiles profiles;
    struct ent_arena arena;
    double sum = 0;
    ENT_TRY(ask(context, specifications[18], &request, error));
    ENT_TRY(ent_basis_choose(context, &request, "alliance", &basis, error));
    if (!basis.release)
        return ent_fail(error, ENT_ERROR_RECORD, "the record has no alliances");
    struct clocks start = now();
    ent_arena_init(&arena);
    int status = ent_profiles_open(context, &request, &basis, states, count, FIRST, LAST, &arena, &profiles, error);
    struct clocks read = now();
    if (status == ENT_OK) {
        long pairs = pass(context, &profiles, NULL, &sum);
        struct clocks counted = now();
        printf("alliance portfolios, %d to %d: %ld pair-years with themselves, %d indices, sum %.6f\n", FIRST, LAST,
               pairs, INDICES, sum);
        printf("  reading the strand and capabilities %.3f s, indices %.3f s cpu, one thread\n", read.cpu - start.cpu,
               counted.cpu - read.cpu);
        report("all indices, one pass", start, pairs * INDICES);
        if (sample)
            pass(context, &profiles, sample, &sum);
    }
    ent_arena_release(&arena);
    return status;
}

static int sweeps(struct ent_context *context, int threads, struct ent_error *error) {
    struct clocks start = now();
    char what[48];
    long values = 0;
    context->threads = threads;
    for (int i = 0; i < INDICES; i++) {
        struct ent_request request;
        struct ent_sweep sweep;
        ENT_TRY(ask(context, specifications[i], &request, error));
        int status = ent_measure_sweep(context, &request, NULL, 0, &sweep, error);
        values += (long)sweep.count;
        ent_sweep_release(&sweep);
        ENT_TRY(status);
    }
    snprintf(what, sizeof what, "%d sweeps, %d thread%s", INDICES, threads,
             threads == 1 ? "" : "s");
    report(what, start, values);
    return ENT_OK;
}

static int run(const char *path, FILE *sample, struct ent_error *error) {
    struct ent_record *record;
    struct ent_arena arena;
    struct ent_context context;
    ENT_TRY(ent_record_open(&record, path, ENT_RECORD_READ, error));
    ent_arena_init(&arena);
    int status = ent_context_init(&context, record, &arena, error);
    size_t count = ent_states_count(record->states);
    ent_state *states = ent_arena_alloc(&arena, count + 1, sizeof *states);
    for (size_t i = 0; states && i < count; i++)
        states[i] = (ent_state)i;
    if (status == ENT_OK)
        status = states ? one_pass(&context, states, count, sample, error) : ent_fail_memory(error);
    for (int threads = 1; status == ENT_OK && threads <= 2; threads++)
        status = sweeps(&context, threads, error);
    ent_arena_release(&arena);
    ent_record_close(record);
    return status;
}

int main(int argc, char **argv) {
    struct ent_error error;
    if (argc < 2) {
        fprintf(stderr, "usage: %s RECORD [SAMPLE]\n", argv[0]);
        return 2;
    }
    FILE *sample = argc > 2 ? fopen(argv[2], "w") : NULL;
    if (sample)
        write_head(sample);
    int status = run(argv[1], sample, &error);
    if (status != ENT_OK)
        printf("similarity of alliances: skipped, %s\n", error.message);
    if (sample)
        fclose(sample);
    return 0;
}
