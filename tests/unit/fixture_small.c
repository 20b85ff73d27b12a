#include "fixture_small.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "source/add.h"

#define RECORD "small.sqlite"

int fixture_small_setup(void **state) {
    static struct fixture fixture;
    remove(RECORD);
    fixture = (struct fixture){0};
    ent_text_init(&fixture.report);
    assert_int_equal(ent_record_open(&fixture.record, RECORD, ENT_RECORD_CREATE, &fixture.error), ENT_OK);
    if (ent_pack_states(fixture.record, SMALL, &fixture.report, &fixture.error) != ENT_OK)
        fail_msg("%s:%ld: %s", fixture.error.file, fixture.error.line, fixture.error.message);
    ent_text_clear(&fixture.report);
    *state = &fixture;
    return 0;
}

int fixture_small_teardown(void **state) {
    struct fixture *fixture = *state;
    ent_record_close(fixture->record);
    ent_text_release(&fixture->report);
    remove(RECORD);
    return 0;
}
