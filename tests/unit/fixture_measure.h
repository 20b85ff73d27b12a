/* Measures asked of a fixture that is read. Every function asserts that it worked; what is to fail is asked of the
 * fixture's context itself. */
#ifndef ENT_FIXTURE_MEASURE_H
#define ENT_FIXTURE_MEASURE_H

#include "fixture_record.h"

/* A request of two states or ENT_NO_STATE: "votes.kappa", or with options "votes.kappa:weights=linear,scope=all". */
struct ent_request fixture_ask(struct fixture *fixture, const char *specification, int a, int b);

/* One more option of a request. */
void fixture_set(struct fixture *fixture, struct ent_request *request, const char *option, const char *value);

/* What the request gives: all its years, or one. */
struct ent_series *fixture_series(struct fixture *fixture, const struct ent_request *request);
struct ent_point fixture_point(struct fixture *fixture, const struct ent_request *request, int year);

#endif
