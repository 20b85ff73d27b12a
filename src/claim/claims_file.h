/* Claims files: statements as somebody wrote them, each with the claims that stand for it. */
#ifndef ENT_CLAIM_CLAIMS_FILE_H
#define ENT_CLAIM_CLAIMS_FILE_H

#include "claim/claim.h"
#include "claim/speaker.h"
#include "claim/verdict.h"

enum ent_entry_kind {
    ENT_ENTRY_CLAIM,
    ENT_ENTRY_NOT_CHECKABLE, /* reason: cause, motive, counterfactual, undefined term, … */
    ENT_ENTRY_OPINION,
    ENT_ENTRY_FORECAST, /* due, and a claim */
    ENT_ENTRY_TEXT      /* how a time of the text is read: interval */
};

struct ent_entry {
    enum ent_entry_kind kind;
    long line;
    const char *text;             /* as written */
    struct ent_claim *claim;      /* of a claim or forecast */
    const char *reason;           /* of what is not checkable; of an opinion, where given */
    struct ent_interval interval; /* due of a forecast, or what a text means */
    bool has_expect;
    enum ent_verdict expect;
    const char *because; /* the independent reason beside an expect, or NULL */
    long expect_line;
    const struct ent_claim_fault *fault; /* NULL: it is read; else it has no claim */
};

/* Whether it is a forecast whose day could be read. */
static inline bool ent_entry_is_due(const struct ent_entry *entry) {
    return entry->kind == ENT_ENTRY_FORECAST && entry->interval.from < entry->interval.to;
}

struct ent_statement {
    const char *id, *text, *speaker; /* speaker as written, NULL where nobody is named */
    struct ent_speaker said_by;      /* its parts */
    long line;
    struct ent_entry *entries;
    size_t entry_count;
};

struct ent_pin {
    const char *concept, *version;
};

struct ent_claims_file {
    const char *name, *source;
    bool has_dateline;
    struct ent_interval dateline;
    struct ent_pin *pins;
    size_t pin_count;
    struct ent_statement *statements;
    size_t statement_count;
};

/* Parses a whole file: headers, then statements, each with indented lines of its own.
 * Words in quotes may go on over indented lines; "#" after white space begins a comment, after expect a reason.
 * A claim or forecast that breaks is an entry with its fault, and reading goes on. Failures of the file itself are
 * ENT_ERROR_INPUT with file and line. Memory is the arena's. */
int ent_claims_file_parse(struct ent_claims_file **out, struct ent_arena *arena, const char *name, const char *bytes,
                          size_t length, struct ent_error *error);

/* Whether text is a claims file rather than prose: the first line that is no header and no comment is a statement
 * ("[57] "words" …"), or there are only headers. */
bool ent_claims_file_looks_like(const char *bytes, size_t length);

#endif
