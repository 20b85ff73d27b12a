/* Properties of the notation over random trees and over damaged text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "claim_trees.h"

enum { TREES = 10000, DAMAGES = 150, LONGEST = 1024 };

static void printed_claims_parse_to_themselves(void **state) {
    (void)state;
    for (uint64_t i = 0; i < TREES; i++) {
        struct ent_random random;
        struct ent_arena arena;
        struct ent_text text;
        struct ent_error error;
        struct ent_claim *again;
        ent_random_seed(&random, 1955, i, 0);
        ent_arena_init(&arena);
        ent_text_init(&text);
        struct ent_claim *claim = trees_random_claim(&arena, &random, 3);
        ent_claim_print(&text, claim);
        if (ent_claim_parse(&again, &arena, text.bytes, NULL, &error) != ENT_OK)
            fail_msg("%s\n%s", text.bytes, error.message);
        if (!trees_same_claim(claim, again)) {
            struct ent_text twice;
            ent_text_init(&twice);
            ent_claim_print(&twice, again);
            fail_msg("%s\nis read as\n%s", text.bytes, twice.bytes);
        }
        ent_text_release(&text);
        ent_arena_release(&arena);
    }
}

static void printed_expressions_parse_to_themselves(void **state) {
    (void)state;
    for (uint64_t i = 0; i < TREES; i++) {
        struct ent_random random;
        struct ent_arena arena;
        struct ent_text text;
        struct ent_error error;
        struct ent_expression *again;
        ent_random_seed(&random, 1969, i, 0);
        ent_arena_init(&arena);
        ent_text_init(&text);
        struct ent_expression *expression = trees_random_expression(&arena, &random, 4);
        ent_expression_print(&text, expression);
        if (ent_expression_parse(&again, &arena, text.bytes, NULL, &error) != ENT_OK)
            fail_msg("%s\n%s", text.bytes, error.message);
        if (!trees_same_expression(expression, again))
            fail_msg("%s is read as something else", text.bytes);
        ent_text_release(&text);
        ent_arena_release(&arena);
    }
}

/* ---- damage ---- */

/* One change: a byte set, dropped or put in, or a piece copied to another place. */
static void damage(struct ent_random *random, char *text) {
    static const char signs[] = "()[],:@.-><=%*/+ 0s'\"andtoor~\xe2\x80\x93";
    size_t length = strlen(text), at = ent_random_below(random, (uint32_t)length + 1);
    char sign = signs[ent_random_below(random, sizeof signs - 1)];
    switch (ent_random_below(random, 5)) {
    case 0:
        if (at < length)
            text[at] = sign;
        break;
    case 1:
        if (at < length)
            memmove(text + at, text + at + 1, length - at);
        break;
    case 2:
        if (at < length)
            text[at] = (char)(1 + ent_random_below(random, 255));
        break;
    case 3:
        if (length + 2 < LONGEST) {
            memmove(text + at + 1, text + at, length - at + 1);
            text[at] = sign;
        }
        break;
    default: {
        size_t from = ent_random_below(random, (uint32_t)length + 1), piece = length - from < 12 ? length - from : 12;
        char copy[12];
        if (length + piece + 1 >= LONGEST)
            break;
        memcpy(copy, text + from, piece);
        memmove(text + at + piece, text + at, length - at + 1);
        memcpy(text + at, copy, piece);
        break;
    }
    }
}

/* Damaged text is refused with a byte inside it and a message, or read as a claim that prints and parses to itself. */
static void check_damaged(const char *text) {
    struct ent_arena arena;
    struct ent_error error = {.message = ""};
    struct ent_claim *claim, *again;
    size_t at = SIZE_MAX;
    ent_arena_init(&arena);
    if (ent_claim_parse(&claim, &arena, text, &at, &error) != ENT_OK) {
        assert_true(at <= strlen(text));
        assert_true(strlen(error.message) > 12);
    } else {
        struct ent_text canonical;
        ent_text_init(&canonical);
        ent_claim_print(&canonical, claim);
        if (ent_claim_parse(&again, &arena, canonical.bytes, NULL, &error) != ENT_OK)
            fail_msg("%s\nprints as\n%s\n%s", text, canonical.bytes, error.message);
        if (!trees_same_claim(claim, again))
            fail_msg("%s\nprints as\n%s\nwhich is another claim", text, canonical.bytes);
        ent_text_release(&canonical);
    }
    ent_arena_release(&arena);
}

static void damage_line(char *line, void *data) {
    struct ent_random *random = data;
    line[strcspn(line, "\t")] = '\0';
    for (int i = 0; i < DAMAGES; i++) {
        char text[LONGEST];
        assert_true(strlen(line) < sizeof text);
        strcpy(text, line);
        uint32_t changes = 1 + ent_random_below(random, 4);
        for (uint32_t j = 0; j < changes && *text; j++)
            damage(random, text);
        check_damaged(text);
    }
}

static void damaged_text_never_surprises(void **state) {
    (void)state;
    struct ent_random random;
    ent_random_seed(&random, 1991, 0, 0);
    assert_true(trees_each_line("canonical.txt", damage_line, &random) > 0);
    assert_true(trees_each_line("broken.txt", damage_line, &random) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_claims_parse_to_themselves),
        cmocka_unit_test(printed_expressions_parse_to_themselves),
        cmocka_unit_test(damaged_text_never_surprises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
