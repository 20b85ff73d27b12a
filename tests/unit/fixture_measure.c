#include "fixture_measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct ent_request fixture_ask(struct fixture *fixture, const char *specification, int a, int b) {
    const struct ent_measure *measure;
    struct ent_request request;
    struct ent_error error;
    char words[128], *rest = words;
    assert_true(snprintf(words, sizeof words, "%s", specification) < (int)sizeof words);
    char *name = strtok_r(rest, ":", &rest);
    if (ent_measure_find(&fixture->context, name, &measure, &error) != ENT_OK)
        fail_msg("%s", error.message);
    assert_non_null(measure);
    assert_int_equal(ent_request_init(&request, measure, (ent_state)a, (ent_state)b), ENT_OK);
    for (char *option; (option = strtok_r(rest, ",", &rest));) {
        char *value = strchr(option, '=');
        assert_non_null(value);
        *value++ = '\0';
        fixture_set(fixture, &request, option, value);
    }
    return request;
}

void fixture_set(struct fixture *fixture, struct ent_request *request, const char *option, const char *value) {
    struct ent_error error;
    if (ent_request_set(&fixture->context, request, option, value, &error) != ENT_OK)
        fail_msg("%s", error.message);
}

struct ent_series *fixture_series(struct fixture *fixture, const struct ent_request *request) {
    struct ent_series *series;
    struct ent_error error;
    if (ent_measure_series(&fixture->context, request, &series, &error) != ENT_OK)
        fail_msg("%s", error.message);
    return series;
}

struct ent_point fixture_point(struct fixture *fixture, const struct ent_request *request, int year) {
    return ent_series_at(fixture_series(fixture, request), year);
}
