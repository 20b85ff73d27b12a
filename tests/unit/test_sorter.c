/* The sorter: whatever fits into memory, one run or many, everything comes out once and in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/sorter.h"

struct item {
    uint32_t key, order;
};

static int compare(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    int order = (a->key > b->key) - (a->key < b->key);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* Few different keys, so that equal ones meet across runs; a sum and a count see what is lost or doubled. */
static void sort(size_t count, size_t memory) {
    struct ent_sorter *sorter;
    struct ent_error error;
    uint32_t seed = 12345;
    uint64_t in = 0, out = 0;
    size_t taken = 0;
    const void *item;
    struct item before = {0, 0};
    assert_int_equal(ent_sorter_new(&sorter, sizeof(struct item), memory, "sorted", compare, &error), ENT_OK);
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        struct item next = {(seed >> 16) % 97, (uint32_t)i};
        in += (uint64_t)next.key * 1000003u + next.order;
        assert_int_equal(ent_sorter_add(sorter, &next, &error), ENT_OK);
    }
    for (;;) {
        assert_int_equal(ent_sorter_next(sorter, &item, &error), ENT_OK);
        if (!item)
            break;
        struct item now = *(const struct item *)item;
        assert_true(!taken || compare(&before, &now) < 0);
        out += (uint64_t)now.key * 1000003u + now.order;
        before = now;
        taken++;
    }
    assert_int_equal(taken, count);
    assert_true(in == out);
    ent_sorter_free(sorter);
}

static void all_in_memory(void **state) {
    (void)state;
    sort(0, 80);
    sort(1, 80);
    sort(10, 80);
}

static void runs_are_merged(void **state) {
    (void)state;
    sort(11, 80);        /* two runs */
    sort(20, 80);        /* the last one full */
    sort(1000, 800);     /* ten */
    sort(1000, 80);      /* a hundred runs, and memory for ten items: a window of one each */
    sort(100000, 65536); /* windows that do not divide a run */
}

static void no_place_for_a_file(void **state) {
    (void)state;
    struct ent_sorter *sorter;
    struct ent_error error = {0};
    struct item item = {1, 1};
    assert_int_equal(ent_sorter_new(&sorter, sizeof item, sizeof item, "no such folder/sorted", compare, &error), ENT_OK);
    assert_int_equal(ent_sorter_add(sorter, &item, &error), ENT_OK);
    item.order = 2;
    assert_int_equal(ent_sorter_add(sorter, &item, &error), ENT_ERROR_RECORD);
    assert_string_equal(error.file, "no such folder/sorted");
    ent_sorter_free(sorter);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_in_memory),
        cmocka_unit_test(runs_are_merged),
        cmocka_unit_test(no_place_for_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
