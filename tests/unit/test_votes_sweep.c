/* A sweep of votes gives what the series of each pair gives, and nothing else: on the pack's record, for every index
 * under every choice of roll calls. Without a record it is skipped; ENTENTE_RECORD names it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "measure/support.h"
#include "measure/sweep.h"

static struct ent_record *record;
static struct ent_error error;

static int setup(void **state) {
    (void)state;
    const char *path = getenv("ENTENTE_RECORD");
    if (path && access(path, R_OK) == 0 && ent_record_open(&record, path, ENT_RECORD_READ, &error) != ENT_OK)
        fail_msg("%s", error.message);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    if (record)
        ent_record_close(record);
    return 0;
}

static struct ent_request ask(struct ent_context *context, const char *name, const char *const *options) {
    const struct ent_measure *measure;
    struct ent_request request;
    assert_int_equal(ent_measure_find(context, name, &measure, &error), ENT_OK);
    ent_request_init(&request, measure, ENT_NO_STATE, ENT_NO_STATE);
    for (; *options; options += 2)
        if (ent_request_set(context, &request, options[0], options[1], &error) != ENT_OK)
            fail_msg("%s", error.message);
    return request;
}

static int by_bytes(const void *left, const void *right) {
    const struct ent_sweep_point *x = left, *y = right;
    if (x->year != y->year)
        return x->year - y->year;
    return x->a != y->a ? x->a - y->a : x->b - y->b;
}

/* Every step-th state of those that vote, and all their pairs. */
static void check(const char *name, const char *const *options, ent_state first, ent_state step, int threads) {
    struct ent_arena arena;
    struct ent_context context;
    struct ent_sweep fast, slow = {.points = NULL};
    ent_state states[400];
    size_t count = 0;
    ent_arena_init(&arena);
    assert_int_equal(ent_context_init(&context, record, &arena, &error), ENT_OK);
    context.threads = threads;
    struct ent_request request = ask(&context, name, options);
    for (int i = (int)ent_states_count(record->states) - 1 - first; i >= 0 && count < 400; i -= step)
        states[count++] = (ent_state)i;
    if (ent_measure_sweep(&context, &request, states, count, &fast, &error) != ENT_OK ||
        ent_sweep_each(&context, &request, states, count, &slow, &error) != ENT_OK)
        fail_msg("%s", error.message);
    qsort(slow.points, slow.count, sizeof *slow.points, by_bytes);
    assert_int_equal(fast.count, slow.count);
    assert_true(fast.count > 0);
    for (size_t i = 0; i < fast.count; i++) {
        assert_int_equal(by_bytes(&fast.points[i], &slow.points[i]), 0);
        assert_int_equal(fast.points[i].support, slow.points[i].support);
        assert_true(fast.points[i].value == slow.points[i].value);
    }
    assert_int_equal(fast.release_count, 1);
    assert_ptr_equal(fast.releases[0], slow.releases[0]);
    ent_sweep_release(&fast);
    ent_sweep_release(&slow);
    ent_arena_release(&arena);
}

static void every_index(void **state) {
    (void)state;
    static const char *const names[] = {"votes.agreement", "votes.kappa", "votes.opposite",
                                        "votes.pi",        "votes.s",     "votes.taub"};
    static const char *const none[] = {NULL};
    if (!record)
        skip();
    for (ent_state i = 0; i < 6; i++)
        check(names[i], none, i, 9, 1 + i % 2);
}

static void every_choice(void **state) {
    (void)state;
    static const char *const choices[][5] = {
        {"scope", "contested", "weights", "linear", NULL},
        {"scope", "us-important", "weights", "quadratic", NULL},
        {"paragraph", "drop", NULL},
        {"scope", "final-passage", NULL},
        {"period", "session", NULL},
        {"window", "3", NULL},
        {"issue", "hr", "scope", "contested", NULL},
    };
    if (!record)
        skip();
    for (ent_state i = 0; i < (ent_state)(sizeof choices / sizeof choices[0]); i++)
        check("votes.kappa", choices[i], i, 11, 2);
}

/* Every other state, all pairs, all years. */
static void half_the_world(void **state) {
    (void)state;
    static const char *const none[] = {NULL};
    if (!record)
        skip();
    check("votes.kappa", none, 0, 2, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_index), cmocka_unit_test(every_choice),
                                       cmocka_unit_test(half_the_world)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
