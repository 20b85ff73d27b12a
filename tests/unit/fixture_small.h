/* A new record with the few states of tests/files/small, for tests that add files to it. The test's own scratch folder
 * holds it. */
#ifndef ENT_TEST_FIXTURE_SMALL_H
#define ENT_TEST_FIXTURE_SMALL_H

#include "base/text.h"
#include "record/record.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"

struct fixture {
    struct ent_record *record;
    struct ent_text report;
    struct ent_error error;
};

/* For cmocka: the state is a struct fixture. */
int fixture_small_setup(void **state);
int fixture_small_teardown(void **state);

#endif
