/* entente: checks statements about relations between states against the public record.
 *
 * The public C API. Handles are opaque; what a pointer to a pointer receives is the caller's to free; what is returned
 * as a const pointer is borrowed. Every function that can fail returns one of `enum ent_status` and fills a
 * `struct ent_error` that the caller owns (NULL is allowed). The library has no globals, prints nothing, never exits,
 * and reads neither the clock nor the environment. */
#ifndef ENTENTE_H
#define ENTENTE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ENT_VERSION "0.1.0"

enum ent_status {
    ENT_OK = 0,
    ENT_ERROR_USAGE,  /* the request cannot be understood: a broken claim, an unknown measure, state or option */
    ENT_ERROR_INPUT,  /* a file that was given cannot be read as what it should be */
    ENT_ERROR_RECORD, /* the record is missing, damaged, locked or of another schema */
    ENT_ERROR_MEMORY,
    ENT_ERROR_SYSTEM /* the operating system refused: disk full, no permission */
};

struct ent_error {
    int code;
    long line; /* 1-based line in `file`, 0 when no line is to blame */
    char file[256];
    char message[768];
};

/* A record that is open for reading, with the concepts that give words their meaning. Immutable; one thread at a time.
 */
struct ent_session;

/* Opens the record at `record_path` and reads every *.concept file of `concepts_folder`. The caller closes it.
 * Errors: ENT_ERROR_RECORD (none there, damaged, another schema), ENT_ERROR_INPUT (a broken concept file). */
int ent_session_open(struct ent_session **out, const char *record_path, const char *concepts_folder,
                     struct ent_error *error);
void ent_session_close(struct ent_session *session);

/* What is asked. Zero-initialise, then set what differs. */
struct ent_question {
    const char *claim; /* in the notation, for example "gdp.usd(A) > gdp.usd(B) at 2018" */
    int dateline_year; /* the year a statement was made: caps the years it may use; 0 for none */
    const char *as_of; /* "2019-01-29": only what was published by then; NULL for everything */
    double confidence; /* share of replicates that must agree, 0 for point values alone */
    int all_decide;    /* 1: the specifications that are only shown decide too */
};

/* The verdicts, in the order of enum ent_verdict of an answer. */
enum { ENT_ANSWER_HOLDS, ENT_ANSWER_FAILS, ENT_ANSWER_SPLIT, ENT_ANSWER_OPEN, ENT_ANSWER_NOT_COVERED };

/* Checks a claim. *verdict receives one of ENT_ANSWER_…, *json (NULL allowed) the whole answer as JSON, for the caller
 * to release with ent_string_free. Errors: ENT_ERROR_USAGE for a claim that is broken. */
int ent_session_check(struct ent_session *session, const struct ent_question *question, int *verdict, char **json,
                      struct ent_error *error);

/* The canonical form of a claim, with the codes of its states; released with ent_string_free. */
int ent_session_canonical(struct ent_session *session, const char *claim, char **out, struct ent_error *error);

void ent_string_free(char *string);

#ifdef __cplusplus
}
#endif

#endif
