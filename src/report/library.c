/* The public C API: a session over a record, for programs that embed entente. */
#include <stdlib.h>
#include <string.h>

#include "report/answer.h"

struct ent_session {
    struct ent_record *record;
    struct ent_arena arena; /* concepts */
    struct ent_concepts *concepts;
};

int ent_session_open(struct ent_session **out, const char *record_path, const char *concepts_folder,
                     struct ent_error *error) {
    struct ent_session *session = calloc(1, sizeof *session);
    if (!session)
        return ent_fail_memory(error);
    ent_arena_init(&session->arena);
    int status = ent_record_open(&session->record, record_path, ENT_RECORD_READ, error);
    if (status == ENT_OK)
        status = ent_concepts_load(&session->concepts, &session->arena, concepts_folder, error);
    if (status != ENT_OK) {
        ent_session_close(session);
        return status;
    }
    *out = session;
    return ENT_OK;
}

void ent_session_close(struct ent_session *session) {
    if (!session)
        return;
    ent_record_close(session->record);
    ent_arena_release(&session->arena);
    free(session);
}

/* Hands the bytes of a text to the caller. */
static int give(struct ent_text *text, char **out, struct ent_error *error) {
    *out = text->failed ? NULL : strdup(text->bytes);
    ent_text_release(text);
    return *out ? ENT_OK : ent_fail_memory(error);
}

static int write_json(const struct ent_answer *answer, char **out, struct ent_error *error) {
    struct ent_text text;
    struct ent_json json;
    ent_text_init(&text);
    ent_json_init(&json, &text);
    ent_answer_json(&json, NULL, answer);
    return give(&text, out, error);
}

static int read_options(const struct ent_question *question, struct ent_check_options *options,
                        struct ent_error *error) {
    struct ent_interval as_of;
    ent_check_options_init(options);
    options->dateline_year = question->dateline_year;
    options->confidence = question->confidence;
    options->all = options->all_decide = question->all_decide != 0;
    if (!question->as_of)
        return ENT_OK;
    if (!ent_interval_parse(question->as_of, &as_of))
        return ent_fail(error, ENT_ERROR_USAGE, "as_of \"%s\" is not a date; write 2019, 2019-01 or 2019-01-29",
                        question->as_of);
    options->as_of = as_of.to - 1;
    return ENT_OK;
}

static int check(struct ent_session *session, struct ent_arena *arena, const struct ent_question *question,
                 struct ent_answer **out, struct ent_error *error) {
    struct ent_context context;
    struct ent_check_options options;
    struct ent_claim *claim;
    ENT_TRY(read_options(question, &options, error));
    ENT_TRY(ent_claim_parse(&claim, arena, question->claim, NULL, error));
    ENT_TRY(ent_context_init(&context, session->record, arena, error));
    return ent_check(out, &context, session->concepts, claim, &options, error);
}

int ent_session_check(struct ent_session *session, const struct ent_question *question, int *verdict, char **json,
                      struct ent_error *error) {
    struct ent_arena arena;
    struct ent_answer *answer = NULL;
    ent_arena_init(&arena);
    int status = check(session, &arena, question, &answer, error);
    if (status == ENT_OK)
        *verdict = (int)answer->verdict;
    if (status == ENT_OK && json)
        status = write_json(answer, json, error);
    ent_arena_release(&arena);
    return status;
}

int ent_session_canonical(struct ent_session *session, const char *claim, char **out, struct ent_error *error) {
    struct ent_question question = {.claim = claim};
    struct ent_arena arena;
    struct ent_answer *answer = NULL;
    struct ent_text text;
    ent_arena_init(&arena);
    ent_text_init(&text);
    int status = check(session, &arena, &question, &answer, error);
    if (status == ENT_OK)
        ent_text_add(&text, answer->claim);
    if (status == ENT_OK)
        status = give(&text, out, error);
    ent_arena_release(&arena);
    return status;
}

void ent_string_free(char *string) {
    free(string);
}
