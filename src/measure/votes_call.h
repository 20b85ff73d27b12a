/* One roll call, by the number of its resolution in any usual form, or by the name that the release gives it. */
#ifndef ENT_MEASURE_VOTES_CALL_H
#define ENT_MEASURE_VOTES_CALL_H

#include "measure/votes_record.h"

enum ent_session_kind { ENT_SESSION_REGULAR, ENT_SESSION_SPECIAL, ENT_SESSION_EMERGENCY };

/* What a roll call is called: "A/RES/68/262", or "roll call 5309". */
struct ent_call_name {
    const char *call; /* the release's own name of it; NULL: the number of the resolution */
    enum ent_session_kind kind;
    int session, number;
    char letters[4]; /* "C" of 55/33 C; "" none */
};

/* "A/RES/68/262", "R/68/262", "68/262", "GA resolution 68/262", "55/33 C", "2758 (XXVI)", "ES-11/1", "roll call 5309".
 * What can be none of these is ENT_ERROR_USAGE. */
int ent_call_name_parse(struct ent_arena *arena, const char *text, struct ent_call_name *out, struct ent_error *error);
char *ent_call_name_text(struct ent_arena *arena, const struct ent_call_name *name);

/* The roll call that a request's item names, and where it was found. */
struct ent_named_call {
    struct ent_vote_record *votes; /* NULL: no release was there to ask */
    const struct ent_release *release;
    int position;     /* in that release; -1: none, or several and none of them marked as the one on the whole */
    enum ent_why why; /* of position -1: ENT_WHY_NO_CALL or ENT_WHY_SEVERAL */
    const char
        *note; /* what was found and where: date, title; or the releases that were asked; or all that are meant */
};

/* The releases of the request's view are asked from the newest on, until one has the roll call: some number no
 * resolutions. Of several roll calls of one resolution the one is meant that is neither on a paragraph nor on an
 * amendment. */
int ent_named_call_find(struct ent_context *context, const struct ent_request *request, struct ent_named_call *out,
                        struct ent_error *error);

/* The item of a measure of one roll call: kept in its canonical form. */
int ent_call_item(struct ent_context *context, struct ent_request *request, const char *value, struct ent_error *error);

/* What a state cast: a code of ENT_CAST_WORDS, or a point that is not seen. absent=abstention of the request holds. */
enum ent_cast { ENT_CAST_YES = 1, ENT_CAST_ABSTAIN, ENT_CAST_NO, ENT_CAST_ABSENT };
#define ENT_CAST_WORDS "yes|abstain|no|absent"
int ent_named_call_cast(struct ent_context *context, const struct ent_request *request,
                        const struct ent_named_call *call, ent_state state, struct ent_point *point,
                        struct ent_error *error);

/* The rule of a measure of one roll call: sets the point of its year. */
struct ent_call_rule {
    int (*fill)(struct ent_context *context, const struct ent_request *request, const struct ent_named_call *call,
                struct ent_point *point, struct ent_error *error);
};

/* A series of one roll call: every year unseen but its own. */
int ent_named_call_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                          struct ent_error *error);
int ent_named_call_trace(struct ent_context *context, const struct ent_request *request, int year,
                         struct ent_trace *out, struct ent_error *error);

/* What every measure of one roll call declares alike. */
#define ENT_CALL_MEASURE                                                                                               \
    .strands = {"votes"}, .item = ent_call_item, .dated = true, .on_request = true, .aggregation = "none",             \
    .reading =                                                                                                         \
        "item= names one roll call; it was in one year and says nothing of others; an absence is no abstention",       \
    .reference = "the roll call itself", .compute = ent_named_call_series, .trace = ent_named_call_trace

#endif
