#include "fixture_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#ifndef ENT_SOURCE_DIR
#define ENT_SOURCE_DIR "."
#endif

void world_open(struct world *world) {
    struct ent_error error = {0};
    fixture_open(&world->fixture);
    ent_check_options_init(&world->options);
    assert_int_equal(ent_concepts_load(&world->concepts, &world->fixture.arena, ENT_SOURCE_DIR "/concepts", &error),
                     ENT_OK);
}

void world_begin(struct world *world, const char *states) {
    world_open(world);
    fixture_states(&world->fixture, states);
    fixture_release(&world->fixture, "planted", "1", "2012-01-01");
}

void world_ready(struct world *world) {
    fixture_commit(&world->fixture);
    fixture_read(&world->fixture);
}

void world_finish(struct world *world) {
    fixture_close(&world->fixture);
}

int world_try(struct world *world, const char *text, struct ent_answer **out, struct ent_error *error) {
    struct ent_claim *claim;
    *error = (struct ent_error){0};
    ENT_TRY(ent_claim_parse(&claim, &world->fixture.arena, text, NULL, error));
    return ent_check(out, &world->fixture.context, world->concepts, claim, &world->options, error);
}

struct ent_answer *world_ask(struct world *world, const char *text) {
    struct ent_answer *answer;
    struct ent_error error;
    if (world_try(world, text, &answer, &error) != ENT_OK)
        fail_msg("%s: %s", text, error.message);
    return answer;
}

struct ent_answer *world_expect_verdict(struct world *world, const char *text, enum ent_verdict verdict) {
    struct ent_answer *answer = world_ask(world, text);
    const struct ent_finding *finding = &answer->findings[0];
    if (answer->verdict != verdict)
        fail_msg("%s is %s, not %s (%s; %s)", text, ent_verdict_text(answer->verdict), ent_verdict_text(verdict),
                 answer->finding_count ? finding->numbers : "",
                 answer->finding_count && finding->reason ? finding->reason : "");
    return answer;
}

void world_expect(struct world *world, const char *text, enum ent_verdict verdict) {
    struct ent_answer *answer = world_expect_verdict(world, text, verdict);
    for (size_t i = 0; i < answer->finding_count; i++)
        if (answer->findings[i].nearest)
            world_expect(world, answer->findings[i].nearest, ENT_VERDICT_HOLDS);
}

void world_expect_nearest(struct world *world, const char *text, const char *nearest) {
    world_expect(world, text, ENT_VERDICT_FAILS);
    const char *is = world_ask(world, text)->nearest;
    if (!is || strcmp(is, nearest) != 0)
        fail_msg("%s: nearest is %s, not %s", text, is ? is : "none", nearest);
}

void world_expect_numbers(struct world *world, const char *text, const char *part) {
    const struct ent_finding *finding = &world_ask(world, text)->findings[0];
    if (!strstr(finding->numbers, part))
        fail_msg("%s says \"%s\" (%s), not \"%s\"", text, finding->numbers, finding->reason ? finding->reason : "",
                 part);
}

void world_refused(struct world *world, const char *text, const char *part) {
    struct ent_answer *answer;
    struct ent_error error;
    if (world_try(world, text, &answer, &error) == ENT_OK)
        fail_msg("%s is taken", text);
    if (!strstr(error.message, part))
        fail_msg("%s: \"%s\" does not say \"%s\"", text, error.message, part);
}
