/* The claim notation: an error with a byte inside the text, or a claim that prints and parses to itself. */
#include <stdlib.h>
#include <string.h>

#include "claim_trees.h"
#include "fuzz.h"

static void check_claim(struct ent_arena *arena, const char *text) {
    struct ent_error error = {0};
    struct ent_claim *claim, *again;
    struct ent_text printed;
    size_t at = SIZE_MAX;
    if (ent_claim_parse(&claim, arena, text, &at, &error) != ENT_OK) {
        if (at > strlen(text) || !error.message[0])
            fuzz_fail("an error has a byte and words", text);
        return;
    }
    ent_text_init(&printed);
    ent_claim_print(&printed, claim);
    if (ent_claim_parse(&again, arena, printed.bytes, &at, &error) != ENT_OK)
        fuzz_fail("what is printed parses", printed.bytes);
    if (!trees_same_claim(claim, again))
        fuzz_fail("parse(print(x)) = x", printed.bytes);
    ent_text_release(&printed);
}

static void check_expression(struct ent_arena *arena, const char *text) {
    struct ent_error error = {0};
    struct ent_expression *expression, *again;
    struct ent_text printed;
    size_t at = SIZE_MAX;
    if (ent_expression_parse(&expression, arena, text, &at, &error) != ENT_OK)
        return;
    ent_text_init(&printed);
    ent_expression_print(&printed, expression);
    if (ent_expression_parse(&again, arena, printed.bytes, &at, &error) != ENT_OK)
        fuzz_fail("what is printed parses", printed.bytes);
    if (!trees_same_expression(expression, again))
        fuzz_fail("parse(print(x)) = x, of an expression", printed.bytes);
    ent_text_release(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct ent_arena arena;
    char *text = fuzz_text(data, size);
    ent_arena_init(&arena);
    check_claim(&arena, text);
    check_expression(&arena, text);
    ent_arena_release(&arena);
    free(text);
    return 0;
}
