/* What every verb of the program works with: the options that all verbs share, the output, the record. */
#ifndef ENT_CLI_CLI_H
#define ENT_CLI_CLI_H

#include "measure/concept.h"
#include "report/answer.h"

enum ent_exit { ENT_EXIT_FINE = 0, ENT_EXIT_FAILS = 1, ENT_EXIT_USAGE = 2, ENT_EXIT_OTHER = 3, ENT_EXIT_RECORD = 4 };

enum ent_format { ENT_FORMAT_TEXT, ENT_FORMAT_JSON, ENT_FORMAT_TSV, ENT_FORMAT_CSV, ENT_FORMAT_BIBTEX };

/* One run of the program. Output collects in `out` and is written once, at the end. */
struct ent_cli {
    const char *program;     /* argv[0] */
    const char *name;        /* of the program, before its messages */
    const char *record_path; /* --record, else $ENTENTE_RECORD, else the user's data folder */
    enum ent_format format;
    struct ent_style style;
    struct ent_arena arena; /* as long as the run */
    struct ent_text out;
    struct ent_error error;
    bool answered; /* status 2 tells of claims that could not be read; the output is whole, the others are answered */
    struct ent_record *record; /* after ent_cli_open */
    struct ent_context context;
    struct ent_concepts *concepts;
};

/* An option of a verb. value is NULL for a flag, "WHAT" for a value, "a|b" for one of these words, "[all]" for a word
 * that may follow. What a value is called says what a shell can complete: A, B, C and STATE are states, WHAT is a
 * concept or measure, SOURCE, MEASURE, CONCEPT, GROUP and STRAND are names of the record, FILE and PATH files, DIR
 * folders. */
struct ent_cli_option {
    const char *name;
    char letter; /* 0 for none */
    const char *value, *help;
};

struct ent_cli_given {
    const char *name, *value; /* value is NULL for a flag */
};

struct ent_cli_arguments {
    const char **words; /* what is not an option */
    size_t count;
    struct ent_cli_given *options; /* in order */
    size_t option_count;
};

enum { ENT_CLI_OPTIONS = 24 };

/* Help, man pages and completion of shells are made from this. */
struct ent_verb {
    const char *name, *summary;
    const char *usage;   /* its forms, each begins with the name: "check -c CLAIM... | check FILE" */
    const char *group;   /* the heading that it stands under in the help: "Ask" */
    const char *formats; /* "text|json|tsv" */
    const char
        *details; /* further paragraphs of the help; lines that two spaces begin are examples, one command each */
    struct ent_cli_option options[ENT_CLI_OPTIONS];
    const char
        *rare; /* options, " seed replicates ", whose words the help leaves to the man page, to fit a screen; NULL */
    bool passes_on; /* arguments go to another program as they are */
    int (*run)(struct ent_cli *cli,
               const struct ent_cli_arguments *arguments); /* NULL: the program entente-NAME does it */
};

/* verbs.c: the table. */
const struct ent_verb *ent_verb_at(size_t at); /* NULL after the last one */
const struct ent_verb *ent_verb_find(const char *name);

/* help.c, help_verb.c: what is printed about it. */
void ent_help_program(struct ent_text *out);
void ent_help_verb(struct ent_text *out, const struct ent_verb *verb);
void ent_help_examples(struct ent_text *out);

/* The next form of a usage, which " | " ends; advances *cursor, to NULL after the last one. Returns its length. */
size_t ent_usage_form(const char **cursor, const char **form);

/* arguments.c: the options that every verb has; and argv after the verb (verb NULL: before it, stops at the first
 * word). Fills record and format of the run. *used receives how many were read. */
const struct ent_cli_option *ent_cli_shared(size_t *count);
int ent_cli_parse(struct ent_cli *cli, const struct ent_verb *verb, int count, char **argv,
                  struct ent_cli_arguments *out, int *used);
bool ent_cli_has(const struct ent_cli_arguments *arguments, const char *name);
const char *ent_cli_value(const struct ent_cli_arguments *arguments, const char *name); /* the last one; NULL */
int ent_cli_date(struct ent_cli *cli, const char *name, const char *text, struct ent_interval *out);
int ent_cli_years(struct ent_cli *cli, const char *name, const char *text, int *first, int *last); /* "A..B" or "A" */

/* start.c: ends in the program entente-NAME, which stands beside this one or in PATH; returns only where it cannot. */
int ent_cli_start(struct ent_cli *cli, const struct ent_verb *verb, const struct ent_cli_arguments *arguments);

/* common.c */
int ent_cli_open(struct ent_cli *cli); /* record, context, concepts */

/* Writes the error of the run to standard error and returns its exit status. */
int ent_cli_fail(const struct ent_cli *cli);

/* The same of one claim of a file, whose others are answered. */
int ent_cli_fault(struct ent_cli *cli, const struct ent_claim_fault *fault);

/* Fails with "did you mean" where one of the words, separated by spaces, is near. */
int ent_cli_unknown(struct ent_cli *cli, const char *what, const char *word, const char *known);

/* A measure by name, or each specification of a concept: arena arrays of texts ("votes.kappa:weights=linear").
 * With `also`, the specifications that never decide. *concept is NULL for a measure. */
int ent_cli_what(struct ent_cli *cli, const char *name, bool also, const char ***out, size_t *count,
                 const struct ent_concept **concept);

/* "votes.kappa:weights=linear" as a request; settings are applied, nothing is computed. */
int ent_cli_request(struct ent_cli *cli, const char *specification, ent_state a, ent_state b, struct ent_request *out);

/* "World Bank … 2024-10-21": source name and version of what a series was computed from. */
const char *ent_cli_series_source(struct ent_arena *arena, const struct ent_series *series);

/* A file as a whole ("-" is standard input), NUL-terminated. */
int ent_cli_read(struct ent_cli *cli, const char *path, char **bytes, size_t *length);

/* The figure as cell text: 4 digits for people, all digits for programs, "" for a missing one. */
const char *ent_cli_figure(const struct ent_cli *cli, double value);

#endif
