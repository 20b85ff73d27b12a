/* Finding one roll call in the releases of the record, and what a state cast in it. */
#include "measure/votes_call.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/strand.h"

enum { NAMED_MOST = 8 }; /* roll calls that a note names one by one */

int ent_call_item(struct ent_context *context, struct ent_request *request, const char *value,
                  struct ent_error *error) {
    struct ent_call_name name;
    ENT_TRY(ent_call_name_parse(context->arena, value, &name, error));
    const char *text = ent_call_name_text(context->arena, &name);
    if (!text)
        return ent_fail_memory(error);
    ent_request_keep_item(request, text);
    return ENT_OK;
}

/* Up to which session of its kind a release has pages where it should have numbers: "R/20 ESS/5 SS/5". */
static bool is_page(const struct ent_votes *votes, const struct ent_call_name *there) {
    static const char *const kinds[] = {" R/", " SS/", " ESS/"};
    const char *at = votes->pages ? strstr(votes->pages, kinds[there->kind]) : NULL;
    long last = at ? strtol(at + strlen(kinds[there->kind]), NULL, 10) : 0;
    return there->session <= last;
}

static bool is_named(struct ent_arena *arena, const struct ent_votes *votes, const struct ent_roll_call *roll_call,
                     const struct ent_call_name *name) {
    struct ent_call_name there;
    if (name->call)
        return ent_text_equal_folded(roll_call->name, name->call);
    if (!roll_call->resolution[0] || ent_call_name_parse(arena, roll_call->resolution, &there, NULL) != ENT_OK)
        return false;
    return there.kind == name->kind && there.session == name->session && there.number == name->number &&
           (!name->letters[0] || strcmp(there.letters, name->letters) == 0) && !is_page(votes, &there);
}

static bool on_a_part(const struct ent_roll_call *roll_call) {
    return roll_call->paragraph == 1 || roll_call->amendment == 1;
}

/* "roll call 5309 of 2014-03-27, R/68/262: ARMED CONFLICTS PREVENTION" */
static const char *describe(struct ent_arena *arena, const struct ent_roll_call *roll_call) {
    enum { TITLE = 90 };
    char day[16];
    size_t length = strcspn(roll_call->title, "\n");
    ent_day_print(roll_call->day, roll_call->precision, day, sizeof day);
    while (length > TITLE || (length == TITLE && roll_call->title[length])) {
        length = TITLE - 1; /* a title is cut at a space, as no half a letter stands before one */
        while (length && roll_call->title[length] != ' ')
            length--;
    }
    return ent_arena_format(arena, "roll call %s of %s, %s%s%.*s%s%s", roll_call->name, day,
                            roll_call->resolution[0] ? roll_call->resolution : "of no numbered resolution",
                            length ? ": " : "", (int)length, roll_call->title, roll_call->title[length] ? " …" : "",
                            roll_call->paragraph == 1   ? " (on a paragraph)"
                            : roll_call->amendment == 1 ? " (on an amendment)"
                                                        : "");
}

/* All that are meant, none of which is marked as the one on the whole. */
static const char *describe_several(struct ent_context *context, const struct ent_votes *votes,
                                    const struct ent_call_name *name, bool whole, size_t count) {
    const char *list = "";
    size_t named = 0;
    for (size_t i = 0; i < votes->count && list && named < NAMED_MOST; i++) {
        const struct ent_roll_call *roll_call = &votes->roll_calls[i];
        if (!is_named(context->arena, votes, roll_call, name) || (whole && on_a_part(roll_call)))
            continue;
        const char *one = describe(context->arena, roll_call);
        list = one ? ent_arena_format(context->arena, "%s%s%s", list, named ? "; " : "", one) : NULL;
        named++;
    }
    const char *text = ent_call_name_text(context->arena, name);
    return list && text ? ent_arena_format(context->arena,
                                           "%s is %zu roll calls, and the release does not say which is on the whole: "
                                           "name one, as in item=[roll call NAME]: %s%s",
                                           text, count, list, count > named ? "; …" : "")
                        : NULL;
}

/* Of several the one on the whole; *out is -1 where none or several are. */
static int choose(struct ent_context *context, struct ent_named_call *call, const struct ent_call_name *name,
                  struct ent_error *error) {
    const struct ent_votes *votes = call->votes->votes;
    size_t all = 0, whole = 0;
    int last_whole = -1;
    for (size_t i = 0; i < votes->count; i++)
        if (is_named(context->arena, votes, &votes->roll_calls[i], name)) {
            all++;
            whole += !on_a_part(&votes->roll_calls[i]);
            last_whole = on_a_part(&votes->roll_calls[i]) ? last_whole : (int)i;
            call->position = (int)i;
        }
    if (!all)
        return ENT_OK;
    bool plain = all == 1 && (name->call || whole);
    call->position = plain ? call->position : whole == 1 ? last_whole : -1;
    call->why = call->position < 0 ? ENT_WHY_SEVERAL : ENT_WHY_FINE;
    call->note = call->position >= 0 ? describe(context->arena, &votes->roll_calls[call->position])
                                     : describe_several(context, votes, name, whole > 0, whole ? whole : all);
    if (call->position >= 0 && call->note)
        call->note = ent_arena_format(context->arena, "in %s %s: %s", call->release->source_name,
                                      call->release->version, call->note);
    return call->note ? ENT_OK : ent_fail_memory(error);
}

/* "un-votes 0.3.0 has no roll call on A/RES/2/181 …" */
static int note_asked(struct ent_context *context, const char *asked, const char *item, bool pages,
                      struct ent_named_call *call, struct ent_error *error) {
    call->why = ENT_WHY_NO_CALL;
    if (*asked)
        call->note = ent_arena_format(context->arena, "no roll call is %s in %s%s", item, asked,
                                      pages ? "; the numbers of early sessions are pages there, not resolutions" : "");
    return !*asked || call->note ? ENT_OK : ent_fail_memory(error);
}

static int ask_release(struct ent_context *context, const struct ent_release *release, const struct ent_call_name *name,
                       struct ent_named_call *call, struct ent_error *error) {
    call->release = release;
    call->position = -1;
    ENT_TRY(ent_vote_record_get(context, release->id, &call->votes, error));
    return choose(context, call, name, error);
}

int ent_named_call_find(struct ent_context *context, const struct ent_request *request, struct ent_named_call *out,
                        struct ent_error *error) {
    const char *item = ent_request_get(request, "item"), *asked = "";
    struct ent_call_name name;
    struct ent_basis basis;
    bool pages = false;
    *out = (struct ent_named_call){.position = -1, .why = ENT_WHY_NO_CALL};
    if (!item || !*item)
        return ent_fail(error, ENT_ERROR_USAGE, "%s is of one roll call: name it, as in %s(%s, item=[A/RES/68/262])",
                        request->measure->name, request->measure->name, request->measure->states == 2 ? "A, B" : "A");
    ENT_TRY(ent_call_name_parse(context->arena, item, &name, error));
    ENT_TRY(ent_basis_choose(context, request, "votes", &basis, error));
    size_t count = basis.release ? 1 + (request->view.release ? 0 : basis.older_count) : 0;
    for (size_t i = 0; i < count; i++) {
        ENT_TRY(ask_release(context, i ? basis.older[i - 1] : basis.release, &name, out, error));
        if (out->why != ENT_WHY_NO_CALL)
            return ENT_OK;
        pages = pages || (!name.call && is_page(out->votes->votes, &name));
        asked = ent_arena_format(context->arena, "%s%s%s %s", asked, i ? ", " : "", out->release->source_name,
                                 out->release->version);
        if (!asked)
            return ent_fail_memory(error);
    }
    return note_asked(context, asked, item, pages, out, error);
}

/* The ballot as the release has it. */
static int read_ballot(struct ent_context *context, const struct ent_named_call *call, ent_state state,
                       struct ent_point *point, struct ent_error *error) {
    struct ent_planes planes;
    size_t word = (size_t)call->position / 64;
    uint64_t bit = (uint64_t)1 << (call->position % 64);
    ENT_TRY(ent_vote_record_planes(context, call->votes, state, &planes, error));
    if (planes.yes && planes.yes[word] & bit)
        ent_point_set(point, ENT_CAST_YES, 1);
    else if (planes.yes && planes.abstain[word] & bit)
        ent_point_set(point, ENT_CAST_ABSTAIN, 1);
    else if (planes.yes && planes.no[word] & bit)
        ent_point_set(point, ENT_CAST_NO, 1);
    else if (planes.yes && planes.absent[word] & bit)
        ent_point_set(point, ENT_CAST_ABSENT, 1);
    else
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
    return ENT_OK;
}

int ent_named_call_cast(struct ent_context *context, const struct ent_request *request,
                        const struct ent_named_call *call, ent_state state, struct ent_point *point,
                        struct ent_error *error) {
    ENT_TRY(read_ballot(context, call, state, point, error));
    if (point->value == ENT_CAST_ABSENT && ent_request_is(request, "absent", "abstention"))
        point->value = ENT_CAST_ABSTAIN;
    return ENT_OK;
}

/* Years that are covered and have no vote, or no one vote. */
static void unsee_others(struct ent_series *series, const struct ent_named_call *call, int year) {
    for (int at = series->first_year; at <= series->last_year; at++) {
        struct ent_point *point = ent_series_point(series, at);
        if (point->kind == ENT_KIND_NO_STATE || at == year)
            continue;
        if (call->why == ENT_WHY_NO_CALL)
            ent_point_unsee(point, ENT_KIND_NOT_COVERED, ENT_WHY_NO_CALL);
        else if (point->kind != ENT_KIND_NOT_COVERED)
            ent_point_unsee(point, ENT_KIND_UNDEFINED, call->position < 0 ? ENT_WHY_SEVERAL : ENT_WHY_OTHER_YEAR);
    }
}

int ent_named_call_series(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                          struct ent_error *error) {
    const struct ent_call_rule *rule = request->measure->rule;
    struct ent_named_call call;
    struct ent_request there = *request;
    struct ent_basis basis;
    ENT_TRY(ent_named_call_find(context, request, &call, error));
    if (call.release) {
        there.view.source = call.release->source_name;
        there.view.release = call.release->version;
    }
    ENT_TRY(ent_basis_choose(context, &there, "votes", &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, request->measure->scale, out, error));
    if (!basis.release)
        return ENT_OK;
    int year = call.position < 0 ? 0 : call.votes->votes->roll_calls[call.position].year;
    unsee_others(*out, &call, year);
    (*out)->note = call.note;
    struct ent_point *point = year ? ent_series_point(*out, year) : NULL;
    if (point)
        point->notes |= ENT_NOTE_EVENT;
    if (point && point->kind == ENT_KIND_NOT_COVERED)
        point->why = ENT_WHY_NOT_SEATED; /* the coverage of a state is its seat */
    else if (point && point->kind != ENT_KIND_NO_STATE)
        return rule->fill(context, request, &call, point, error);
    return ENT_OK;
}

static int trace_state(struct ent_context *context, const struct ent_request *request,
                       const struct ent_named_call *call, int side, struct ent_trace *out, struct ent_error *error) {
    static const char *const words[] = {"no ballot", "yes", "abstain", "no", "absent"};
    struct ent_trace_row *row = &out->rows[out->count];
    struct ent_point point = {.year = 0};
    *row = (struct ent_trace_row){.a = side ? request->b : request->a, .b = ENT_NO_STATE, .value = (double)NAN};
    ENT_TRY(read_ballot(context, call, row->a, &point, error));
    row->text =
        ent_arena_format(context->arena, "%s, roll call %s", words[point.kind == ENT_KIND_VALUE ? (int)point.value : 0],
                         call->votes->votes->roll_calls[call->position].name);
    if (!row->text)
        return ent_fail_memory(error);
    ENT_TRY(ent_record_ballot_lineage(context->record, context->arena, call->votes->votes, row->a, call->position,
                                      &row->lineage, error));
    out->count += row->lineage.line > 0;
    return ENT_OK;
}

int ent_named_call_trace(struct ent_context *context, const struct ent_request *request, int year,
                         struct ent_trace *out, struct ent_error *error) {
    struct ent_named_call call;
    ENT_TRY(ent_named_call_find(context, request, &call, error));
    out->formula = call.note;
    if (call.position < 0 || call.votes->votes->roll_calls[call.position].year != year)
        return ENT_OK;
    out->rows = ent_arena_alloc(context->arena, 2, sizeof *out->rows);
    if (!out->rows)
        return ent_fail_memory(error);
    ENT_TRY(trace_state(context, request, &call, 0, out, error));
    return request->b == ENT_NO_STATE ? ENT_OK : trace_state(context, request, &call, 1, out, error);
}
