/* Shelves and the spool: what is put aside comes back, from memory or from the temporary file, each thing once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/shelves.h"
#include "base/spool.h"

struct item {
    uint32_t shelf, order;
};

/* As many items as asked for on each shelf by turns, the last shelf left empty; all come back in the order of arrival.
 */
static void put_and_take(size_t shelf_count, size_t each) {
    struct ent_shelves *shelves;
    struct ent_error error;
    const void *item;
    assert_int_equal(ent_shelves_new(&shelves, shelf_count + 1, sizeof(struct item), "shelved", &error), ENT_OK);
    for (size_t k = 0; k < each; k++)
        for (size_t shelf = 0; shelf < shelf_count; shelf++) {
            struct item put = {(uint32_t)shelf, (uint32_t)k};
            assert_int_equal(ent_shelves_add(shelves, shelf, &put, &error), ENT_OK);
        }
    for (size_t shelf = 0; shelf <= shelf_count; shelf++) {
        ent_shelves_open(shelves, shelf);
        for (size_t k = 0; shelf < shelf_count && k < each; k++) {
            assert_int_equal(ent_shelves_next(shelves, &item, &error), ENT_OK);
            assert_non_null(item);
            const struct item *taken = item;
            assert_int_equal(taken->shelf, shelf);
            assert_int_equal(taken->order, k);
        }
        assert_int_equal(ent_shelves_next(shelves, &item, &error), ENT_OK);
        assert_null(item);
    }
    ent_shelves_free(shelves);
}

static void shelves_keep_order(void **state) {
    (void)state;
    enum { PAGE_ITEMS = (4096 - 8) / sizeof(struct item) };
    put_and_take(3, 0);
    put_and_take(3, 1);
    put_and_take(3, PAGE_ITEMS - 1);
    put_and_take(3, PAGE_ITEMS);     /* a full page, none in the file */
    put_and_take(3, PAGE_ITEMS + 1); /* one in the file */
    put_and_take(2, 2 * PAGE_ITEMS);
    put_and_take(200, 2000);
}

/* Text k has length k * k % 1500, so that texts cross the borders of what is written and read at once. */
static const char *make(char *buffer, size_t k) {
    size_t length = k * k % 1500;
    memset(buffer, 'a' + (int)(k % 26), length);
    buffer[length] = '\0';
    return buffer;
}

static void spool_finds_each_text(void **state) {
    (void)state;
    enum { TEXTS = 3000, LONG = 200000 };
    struct ent_spool *spool;
    struct ent_error error;
    static int64_t places[TEXTS + 1];
    static char buffer[LONG + 1];
    const char *text;
    assert_int_equal(ent_spool_new(&spool, "spooled", &error), ENT_OK);
    for (size_t k = 0; k < TEXTS; k++) {
        if (k == TEXTS / 2) { /* one that fits into no buffer */
            memset(buffer, 'z', LONG);
            buffer[LONG] = '\0';
            assert_int_equal(ent_spool_add(spool, buffer, &places[TEXTS], &error), ENT_OK);
        }
        assert_int_equal(ent_spool_add(spool, make(buffer, k), &places[k], &error), ENT_OK);
    }
    for (size_t i = 0; i < TEXTS; i++) {
        size_t k = i * 7919 % TEXTS; /* in no order */
        assert_int_equal(ent_spool_get(spool, places[k], &text, &error), ENT_OK);
        assert_string_equal(text, make(buffer, k));
    }
    assert_int_equal(ent_spool_get(spool, places[TEXTS], &text, &error), ENT_OK);
    assert_int_equal(strlen(text), LONG);
    assert_int_equal(strspn(text, "z"), LONG);
    ent_spool_free(spool);
}

static void no_room_is_said(void **state) {
    (void)state;
    struct ent_shelves *shelves;
    struct ent_error error;
    struct item item = {0, 0};
    int status = ENT_OK;
    assert_int_equal(ent_shelves_new(&shelves, 1, sizeof item, "no/such/folder/record", &error), ENT_OK);
    for (size_t k = 0; status == ENT_OK && k < 1000; k++)
        status = ent_shelves_add(shelves, 0, &item, &error);
    assert_int_equal(status, ENT_ERROR_RECORD);
    assert_non_null(strstr(error.message, "temporary file"));
    ent_shelves_free(shelves);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shelves_keep_order),
        cmocka_unit_test(spool_finds_each_text),
        cmocka_unit_test(no_room_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
