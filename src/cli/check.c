/* entente check: claims on the command line, one a line, or in a claims file. */
#include "cli/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/against.h"
#include "cli/verbs.h"
#include "report/fault.h"
#include "report/patience.h"

static int read_numbers(struct ent_check_run *run, const struct ent_cli_arguments *arguments) {
    struct ent_error *error = &run->cli->error;
    const char *confidence = ent_cli_value(arguments, "confidence"), *seed = ent_cli_value(arguments, "seed"),
               *replicates = ent_cli_value(arguments, "replicates");
    double share = 0;
    long number = 0;
    if (confidence && (!ent_text_number(confidence, &share) || share <= 0 || share > 1))
        return ent_fail(error, ENT_ERROR_USAGE, "--confidence \"%s\": a share above 0 and up to 1, such as 0.95",
                        confidence);
    run->options.confidence = share;
    if (seed && (!ent_text_integer(seed, &number) || number < 0))
        return ent_fail(error, ENT_ERROR_USAGE, "--seed \"%s\": a whole number", seed);
    if (seed)
        run->options.seed = (uint64_t)number;
    if (replicates && (!ent_text_integer(replicates, &number) || number < 10 || number > 100000))
        return ent_fail(error, ENT_ERROR_USAGE, "--replicates \"%s\": a whole number from 10 to 100000", replicates);
    if (replicates)
        run->options.replicates = (int)number;
    return ENT_OK;
}

static int read_options(struct ent_check_run *run, const struct ent_cli_arguments *arguments) {
    struct ent_interval interval;
    const char *as_of = ent_cli_value(arguments, "as-of"), *dateline = ent_cli_value(arguments, "dateline");
    const char *specs = ent_cli_value(arguments, "specs");
    ent_check_options_init(&run->options);
    if (as_of) {
        ENT_TRY(ent_cli_date(run->cli, "as-of", as_of, &interval));
        run->options.as_of = interval.to - 1; /* a year or month includes its last day */
    }
    if (dateline) {
        ENT_TRY(ent_cli_date(run->cli, "dateline", dateline, &interval));
        run->options.dateline_year = ent_day_year(interval.from);
    }
    if (specs && strcmp(specs, "all") != 0)
        return ent_fail(&run->cli->error, ENT_ERROR_USAGE, "--specs takes nothing or all, not \"%s\"", specs);
    run->options.curve = ent_cli_has(arguments, "specs");
    run->options.all_decide = specs != NULL;
    run->options.all = specs != NULL || ent_cli_has(arguments, "all");
    run->tables = ent_cli_has(arguments, "specs") || ent_cli_has(arguments, "all");
    run->options.intervals = ent_cli_has(arguments, "intervals");
    run->expect = ent_cli_has(arguments, "expect");
    return read_numbers(run, arguments);
}

int ent_check_one(struct ent_check_run *run, struct ent_claim *claim, const struct ent_check_options *options,
                  struct ent_answer **out) {
    struct ent_cli *cli = run->cli;
    struct ent_patience patience;
    cli->context.progress = ent_patience_begin(&patience, "states", false);
    cli->context.progress_data = &patience;
    int status = ent_check(out, &cli->context, cli->concepts, claim, options, &cli->error);
    cli->context.progress = NULL;
    ent_patience_end(&patience);
    return status;
}

/* Parses and checks; in *place the byte to blame. */
static int check_text(struct ent_check_run *run, const char *text, size_t *place, struct ent_answer **out) {
    struct ent_cli *cli = run->cli;
    struct ent_claim *claim;
    *place = 0;
    ENT_TRY(ent_claim_parse(&claim, cli->context.arena, text, place, &cli->error));
    int status = ent_check_one(run, claim, &run->options, out);
    *place = claim->place;
    return status;
}

static void begin_output(struct ent_check_run *run) {
    ent_json_init(&run->json, &run->cli->out);
    ent_table_init(&run->rows, &run->cli->arena);
    if (run->cli->format == ENT_FORMAT_JSON)
        ent_json_open(&run->json, NULL, '[');
    else if (run->cli->format == ENT_FORMAT_TSV)
        ent_answer_rows_head(&run->rows);
}

static void add_answer(struct ent_check_run *run, const struct ent_answer *answer, bool first) {
    struct ent_cli *cli = run->cli;
    if (cli->format == ENT_FORMAT_JSON) {
        ent_answer_json(&run->json, NULL, answer);
    } else if (cli->format == ENT_FORMAT_TSV) {
        ent_answer_rows(&run->rows, answer);
    } else {
        if (!first)
            ent_text_add(&cli->out, "\n");
        ent_answer_text(&cli->out, &cli->style, cli->context.arena, answer);
    }
}

static void end_output(struct ent_check_run *run) {
    if (run->cli->format == ENT_FORMAT_JSON)
        ent_json_close(&run->json, ']');
    else if (run->cli->format == ENT_FORMAT_TSV)
        ent_table_tsv(&run->cli->out, &run->rows);
}

/* The worst of two exit statuses: fails, then any other verdict, then holds. */
static int worse(int code, const struct ent_answer *answer) {
    if (answer->verdict == ENT_VERDICT_FAILS || code == ENT_EXIT_FAILS)
        return ENT_EXIT_FAILS;
    return answer->verdict == ENT_VERDICT_HOLDS ? code : ENT_EXIT_OTHER;
}

/* With -c the claim itself is the place. */
static int fail_nowhere(struct ent_cli *cli) {
    cli->error.file[0] = '\0';
    cli->error.line = 0;
    return ent_cli_fail(cli);
}

static int check_options(struct ent_check_run *run, const struct ent_cli_arguments *arguments) {
    int code = ENT_EXIT_FINE;
    bool first = true;
    begin_output(run);
    for (size_t i = 0; i < arguments->option_count; i++) {
        struct ent_answer *answer;
        if (strcmp(arguments->options[i].name, "claim") != 0)
            continue;
        size_t place;
        int status = check_text(run, arguments->options[i].value, &place, &answer);
        if (status == ENT_ERROR_USAGE)
            ent_claim_point(&run->cli->error, arguments->options[i].value, place);
        if (status != ENT_OK)
            return fail_nowhere(run->cli);
        add_answer(run, answer, first);
        code = worse(code, answer);
        first = false;
    }
    end_output(run);
    return code;
}

/* A line that cannot be read: said at once, and shown in its place. */
static int add_fault(struct ent_check_run *run, const char *name, long line, const char *text, size_t place,
                     bool first) {
    struct ent_cli *cli = run->cli;
    const struct ent_claim_fault *fault;
    struct ent_claim_fault found = {name, line, text, NULL, place};
    ENT_TRY(ent_claim_fault_keep(&fault, &cli->arena, &found, &cli->error));
    ent_cli_fault(cli, fault);
    if (cli->format == ENT_FORMAT_JSON) {
        ent_json_open(&run->json, NULL, '{');
        ent_fault_json(&run->json, "error", fault);
        ent_json_close(&run->json, '}');
    } else if (cli->format == ENT_FORMAT_TEXT) {
        ent_text_add(&cli->out, first ? "" : "\n");
        ent_style_add(&cli->out, &cli->style, ENT_RED, "NOT READ");
        ent_text_add(&cli->out, "\n");
        ent_fault_text(&cli->out, &cli->style, 2, fault);
    }
    return ENT_OK;
}

/* One claim a line; empty lines and lines that begin with "#" are passed over. */
static int check_lines(struct ent_check_run *run, const char *name, char *bytes) {
    bool first = true, broken = false;
    long line = 0;
    int code = ENT_EXIT_FINE;
    begin_output(run);
    for (char *cursor = bytes; cursor;) {
        struct ent_answer *answer;
        char *text = ent_text_trim(ent_text_split(&cursor, '\n'));
        line++;
        if (!text[0] || text[0] == '#')
            continue;
        size_t place;
        if (check_text(run, text, &place, &answer) == ENT_OK) {
            add_answer(run, answer, first);
            code = worse(code, answer);
        } else {
            if (add_fault(run, name, line, text, place, first) != ENT_OK)
                return ent_cli_fail(run->cli);
            broken = true;
        }
        first = false;
    }
    end_output(run);
    if (first) {
        ent_fail_at(&run->cli->error, ENT_ERROR_INPUT, name, 0, "has no claim in it");
        return ent_cli_fail(run->cli);
    }
    run->cli->answered = broken;
    return broken ? ENT_EXIT_USAGE : code;
}

/* Prose is mostly long lines without the parentheses that every claim has. */
static bool looks_like_prose(const char *bytes) {
    int without = 0, with = 0;
    while (*bytes) {
        size_t length = strcspn(bytes, "\n");
        if (length > 20 && bytes[0] != '#' && bytes[0] != '[') {
            bool claim = memchr(bytes, '(', length) && memchr(bytes, ')', length);
            with += claim;
            without += !claim;
        }
        bytes += length + (bytes[length] == '\n');
    }
    return without >= 3 && without > with;
}

static int run_check(struct ent_check_run *run, const struct ent_cli_arguments *arguments) {
    struct ent_cli *cli = run->cli;
    bool claims = ent_cli_has(arguments, "claim");
    char *bytes;
    size_t length;
    if (read_options(run, arguments) != ENT_OK)
        return ent_cli_fail(cli);
    if (claims ? arguments->count > 0 : arguments->count > 1) {
        ent_fail(&cli->error, ENT_ERROR_USAGE, "unexpected \"%s\": quote the claim, as in check -c 'CLAIM'",
                 arguments->words[claims ? 0 : 1]);
        return ent_cli_fail(cli);
    }
    if (!claims && arguments->count == 0) {
        ent_fail(&cli->error, ENT_ERROR_USAGE, "nothing to check: give -c 'CLAIM', a file, or - for standard input");
        return ent_cli_fail(cli);
    }
    const char *path = claims ? NULL : arguments->words[0];
    if (!claims && ent_cli_read(cli, path, &bytes, &length) != ENT_OK)
        return ent_cli_fail(cli);
    if (ent_cli_open(cli) != ENT_OK)
        return ent_cli_fail(cli);
    if (claims)
        return check_options(run, arguments);
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    bool claims_file = ent_claims_file_looks_like(bytes, length);
    if (!claims_file && looks_like_prose(bytes)) {
        ent_fail_at(
            &cli->error, ENT_ERROR_INPUT, name, 0,
            "this reads like prose, which is not read yet; write a claims file: [1] \"the words\", and its claims "
            "indented below");
        return ent_cli_fail(cli);
    }
    if (claims_file)
        run->options.curve = false; /* a table of findings for each claim is what fits there */
    return claims_file ? ent_check_file(run, name, bytes, length) : check_lines(run, name, bytes);
}

/* A correction log: the run is written as JSON, as the old one was, and the two are compared. Its status is 1 where a
 * verdict is another than then. */
static int check_against(struct ent_check_run *run, const struct ent_cli_arguments *arguments, const char *path) {
    struct ent_cli *cli = run->cli;
    struct ent_against against;
    json_t *owned[2] = {NULL, NULL};
    enum ent_format format = cli->format;
    cli->format = ENT_FORMAT_JSON;
    int code = run_check(run, arguments);
    cli->format = format;
    if ((code == ENT_EXIT_USAGE && !cli->answered) || code == ENT_EXIT_RECORD) {
        ent_text_clear(&cli->out); /* half of an answer is none */
        return code;
    }
    bool unmet = run->expect && code == ENT_EXIT_FAILS;
    struct ent_text now = cli->out;
    ent_text_init(&cli->out);
    int status = now.failed ? ent_fail_memory(&cli->error)
                            : ent_against_compare(cli, path, now.bytes, now.length, &against, owned);
    if (status == ENT_OK) {
        ent_against_print(cli, &against);
        code = cli->answered                                 ? ENT_EXIT_USAGE
               : unmet || against.kinds[ENT_AGAINST_VERDICT] ? ENT_EXIT_FAILS
                                                             : ENT_EXIT_FINE;
    } else {
        cli->answered = false;
        code = ent_cli_fail(cli);
    }
    ent_text_release(&now);
    json_decref(owned[0]);
    json_decref(owned[1]);
    return code;
}

int ent_verb_check(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ent_check_run run = {.cli = cli};
    const char *against = ent_cli_value(arguments, "against");
    return against ? check_against(&run, arguments, against) : run_check(&run, arguments);
}
