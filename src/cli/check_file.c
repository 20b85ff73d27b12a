/* A claims file: one entry after the other, a tally at the end. */
#include <stdio.h>
#include <string.h>

#include "claim/ledger.h"
#include "claim/lexicon.h"
#include "cli/check.h"
#include "report/fault.h"

enum { NOT_READ = ENT_VERDICT_LEDGER + 1, RESULTS }; /* what an entry can come to, beside the verdicts */

struct file_run {
    struct ent_check_run *run;
    const struct ent_claims_file *file;
    size_t tally[RESULTS];
    struct ent_text unmet; /* lines about expects that are not met */
    size_t expects, unmet_count;
    ent_day today; /* the last day that the record can speak of */
};

/* What one entry came to. */
struct result {
    int verdict; /* enum ent_verdict, or NOT_READ */
    bool scored; /* a forecast whose day has come and that is covered: its score is the verdict of its answer */
    struct ent_answer *answer;
    const char *words;    /* of what is not checkable or in the ledger */
    const char **degrees; /* how the statement's words of degree and eras are read; of its first entry */
    size_t degree_count;
    const struct ent_claim_fault *fault; /* of what is not read */
};

static const char *result_text(int verdict) {
    return verdict == NOT_READ ? "NOT READ" : ent_verdict_text((enum ent_verdict)verdict);
}

/* Opinions and forecasts: what the ledger says of them. */
static int look_up(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry,
                   struct result *out) {
    struct ent_cli *cli = files->run->cli;
    struct ent_ledger_line line;
    struct ent_text words;
    ENT_TRY(ent_ledger_read(&line, &cli->context, cli->concepts, files->file, statement, entry, &files->run->options,
                            files->today, &cli->error));
    if (line.fault) {
        out->verdict = NOT_READ;
        out->fault = line.fault;
        return ENT_OK;
    }
    ent_text_init(&words);
    int status = ent_ledger_words(&words, &line);
    out->answer = line.answer;
    out->scored = line.status == ENT_LEDGER_SCORED;
    out->words = status == ENT_OK ? ent_arena_string(cli->context.arena, words.bytes) : NULL;
    ent_text_release(&words);
    return out->words ? ENT_OK : ent_fail_memory(&cli->error);
}

/* A claim: its answer, or what stands in the place of one. */
static int ask(struct file_run *files, const struct ent_entry *entry, struct result *out) {
    struct ent_cli *cli = files->run->cli;
    out->fault = entry->fault;
    if (!out->fault && ent_check_one(files->run, entry->claim, &files->run->options, &out->answer) != ENT_OK) {
        struct ent_claim_fault found = {files->file->name, entry->line, entry->text, NULL, entry->claim->place};
        ENT_TRY(ent_claim_fault_keep(&out->fault, cli->context.arena, &found, &cli->error));
    }
    out->verdict = out->fault ? NOT_READ : (int)out->answer->verdict;
    return ENT_OK;
}

static int evaluate(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry,
                    struct result *out) {
    struct ent_arena *arena = files->run->cli->context.arena;
    *out = (struct result){.verdict = ENT_VERDICT_LEDGER};
    if (entry == statement->entries)
        ENT_TRY(ent_lexicon_read(arena, statement->text, &out->degrees, &out->degree_count, &files->run->cli->error));
    switch (entry->kind) {
    case ENT_ENTRY_FORECAST:
    case ENT_ENTRY_OPINION:
        return look_up(files, statement, entry, out);
    case ENT_ENTRY_NOT_CHECKABLE:
        out->verdict = ENT_VERDICT_NOT_CHECKABLE;
        out->words = entry->reason;
        return ENT_OK;
    case ENT_ENTRY_TEXT:
    case ENT_ENTRY_CLAIM:
        break;
    }
    return ask(files, entry, out);
}

static enum ent_colour result_colour(int verdict) {
    return verdict == NOT_READ ? ENT_RED : ent_verdict_colour((enum ent_verdict)verdict);
}

/* What is expected of a forecast is that it is in the ledger, or its score. */
static bool is_met(const struct ent_entry *entry, const struct result *result) {
    return (int)entry->expect == result->verdict || (result->scored && entry->expect == result->answer->verdict);
}

static void write_expect(struct ent_text *out, const struct ent_style *style, const struct ent_entry *entry,
                         const struct result *result) {
    if (!entry->has_expect)
        return;
    bool met = is_met(entry, result);
    ent_text_add(out, "      ");
    ent_style_add(out, style, met ? ENT_FAINT : ENT_RED, met ? "expected" : "NOT AS EXPECTED:");
    struct ent_text words;
    ent_text_init(&words);
    ent_text_format(&words, " %s", ent_verdict_text(entry->expect));
    if (entry->because)
        ent_text_format(&words, " (%s)", entry->because);
    ent_text_wrap(out, words.bytes, met ? 14 : 22, 6, style->width);
    ent_text_add(out, "\n");
    out->failed |= words.failed;
    ent_text_release(&words);
}

static void write_indented(struct ent_text *out, const struct ent_style *style, const char *words) {
    ent_text_add(out, "      ");
    ent_text_wrap(out, words, 6, 8, style->width);
    ent_text_add(out, "\n");
}

/* How what is written was read: the words of the statement, then the numbers and eras of the claim. */
static void write_readings(struct ent_text *out, const struct ent_style *style, const struct result *result) {
    struct ent_text line;
    ent_text_init(&line);
    for (size_t i = 0; i < result->degree_count; i++)
        ent_text_format(&line, "%s%s", line.length ? "; " : "words: ", result->degrees[i]);
    if (line.length)
        ent_style_paragraph(out, style, 8, "      %s", line.bytes);
    ent_text_clear(&line);
    for (size_t i = 0; result->answer && i < result->answer->written_count; i++)
        ent_text_format(&line, "%s%s", line.length ? "; " : "reading: ", result->answer->written[i]);
    if (line.length)
        ent_style_paragraph(out, style, 8, "      %s", line.bytes);
    out->failed |= line.failed;
    ent_text_release(&line);
}

static void write_entry(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry,
                        const struct result *result) {
    struct ent_cli *cli = files->run->cli;
    struct ent_text *out = &cli->out;
    const char *verdict = result_text(result->verdict);
    ent_text_format(out, "[%s] ", statement->id);
    ent_style_add(out, &cli->style, result_colour(result->verdict), verdict);
    ent_text_add(out, "  ");
    ent_text_wrap(out, statement->text, strlen(statement->id) + strlen(verdict) + 5, 6, cli->style.width);
    ent_text_add(out, "\n");
    if (result->answer) {
        write_indented(out, &cli->style, result->answer->claim);
        ent_text_add(out, "      ");
        ent_answer_summary(out, result->answer);
        ent_text_add(out, "\n");
        if (result->answer->nearest)
            ent_style_paragraph(out, &cli->style, 8, "      nearest true sentence, by %s: %s",
                                result->answer->nearest_by ? result->answer->nearest_by : "one measure",
                                result->answer->nearest);
        if (result->answer->today)
            ent_text_format(out, "      today: %s\n", ent_verdict_text(result->answer->today->verdict));
    } else if (result->fault) {
        ent_fault_text(out, &cli->style, 6, result->fault);
    } else if (entry->text && entry->kind == ENT_ENTRY_CLAIM) {
        write_indented(out, &cli->style, entry->text);
    }
    write_readings(out, &cli->style, result);
    if (result->words)
        ent_style_paragraph(out, &cli->style, 8, "      %s%s%s", result->words, statement->speaker ? " — " : "",
                            statement->speaker ? statement->speaker : "");
    write_expect(out, &cli->style, entry, result);
    if (files->run->tables && result->answer)
        ent_answer_findings(out, &cli->style, cli->context.arena, result->answer);
}

static void write_json(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry,
                       const struct result *result) {
    struct ent_json *json = &files->run->json;
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "statement", statement->id);
    ent_json_string(json, "text", statement->text);
    ent_json_string(json, "speaker", statement->speaker);
    ent_json_integer(json, "line", entry->line);
    ent_json_string(json, "written", entry->text);
    ent_json_string(json, "verdict", result_text(result->verdict));
    ent_json_string(json, "words", result->words);
    ent_json_open(json, "degrees", '[');
    for (size_t i = 0; i < result->degree_count; i++)
        ent_json_string(json, NULL, result->degrees[i]);
    ent_json_close(json, ']');
    ent_json_string(json, "expect", entry->has_expect ? ent_verdict_text(entry->expect) : NULL);
    if (result->answer)
        ent_answer_json(json, "answer", result->answer);
    if (result->fault)
        ent_fault_json(json, "error", result->fault);
    ent_json_close(json, '}');
}

static void write_row(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry,
                      const struct result *result) {
    struct ent_table *rows = &files->run->rows;
    struct ent_text summary;
    ent_text_init(&summary);
    if (result->answer)
        ent_answer_summary(&summary, result->answer);
    ent_table_row(rows);
    ent_table_cell(rows, ENT_PLAIN, statement->id);
    ent_table_format(rows, "%ld", entry->line);
    ent_table_cell(rows, ENT_PLAIN, result_text(result->verdict));
    ent_table_cell(rows, ENT_PLAIN, entry->has_expect ? ent_verdict_text(entry->expect) : "");
    ent_table_cell(rows, ENT_PLAIN, result->answer ? result->answer->claim : entry->text);
    ent_table_cell(rows, ENT_PLAIN,
                   result->fault   ? result->fault->message
                   : result->words ? result->words
                                   : summary.bytes);
    ent_table_cell(rows, ENT_PLAIN, result->answer ? result->answer->nearest : "");
    ent_table_cell(rows, ENT_PLAIN, statement->text);
    rows->failed |= summary.failed;
    ent_text_release(&summary);
}

static void note_expect(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry,
                        const struct result *result) {
    if (!entry->has_expect)
        return;
    files->expects++;
    if (is_met(entry, result))
        return;
    files->unmet_count++;
    ent_text_format(&files->unmet, "  %s:%ld  [%s] expected %s, is %s\n", files->file->name,
                    entry->expect_line ? entry->expect_line : entry->line, statement->id,
                    ent_verdict_text(entry->expect),
                    result->scored ? ent_verdict_text(result->answer->verdict) : result_text(result->verdict));
}

static void write_note(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry) {
    struct ent_cli *cli = files->run->cli;
    char from[16];
    ent_day_print(entry->interval.from, entry->interval.precision, from, sizeof from);
    if (cli->format == ENT_FORMAT_TEXT)
        ent_text_format(&cli->out, "[%s] %s\n      text: %s\n", statement->id, statement->text,
                        entry->text && entry->text[0] ? entry->text : from);
}

/* Evaluates one entry and writes it in the format of the run. */
static int do_entry(struct file_run *files, const struct ent_statement *statement, const struct ent_entry *entry) {
    struct ent_cli *cli = files->run->cli;
    struct result result;
    if (entry->kind == ENT_ENTRY_TEXT) {
        write_note(files, statement, entry);
        return ENT_OK;
    }
    ENT_TRY(evaluate(files, statement, entry, &result));
    if (result.fault)
        ent_cli_fault(cli, result.fault);
    files->tally[result.verdict]++;
    note_expect(files, statement, entry, &result);
    if (cli->format == ENT_FORMAT_JSON)
        write_json(files, statement, entry, &result);
    else if (cli->format == ENT_FORMAT_TSV)
        write_row(files, statement, entry, &result);
    else
        write_entry(files, statement, entry, &result);
    return ENT_OK;
}

static void write_tally(struct file_run *files) {
    struct ent_cli *cli = files->run->cli;
    bool first = true;
    ent_text_add(&cli->out, "\n");
    for (int i = 0; i < NOT_READ; i++)
        if (files->tally[i]) {
            ent_text_format(&cli->out, "%s%zu %s", first ? "" : ", ", files->tally[i], result_text(i));
            first = false;
        }
    if (files->tally[NOT_READ]) {
        ent_text_format(&cli->out, "%s%zu claim%s could not be read", first ? "" : ", ", files->tally[NOT_READ],
                        files->tally[NOT_READ] == 1 ? "" : "s");
        first = false;
    }
    ent_text_add(&cli->out, first ? "nothing to check\n" : "\n");
    if (files->expects)
        ent_text_format(&cli->out, "%zu of %zu expected verdicts are met\n", files->expects - files->unmet_count,
                        files->expects);
    if (files->run->expect)
        ent_text_add(&cli->out, files->unmet.bytes);
}

static int check_pins(struct file_run *files) {
    struct ent_cli *cli = files->run->cli;
    for (size_t i = 0; i < files->file->pin_count; i++) {
        const struct ent_pin *pin = &files->file->pins[i];
        const struct ent_concept *concept = ent_concepts_find(cli->concepts, pin->concept);
        if (!concept)
            return ent_fail_at(&cli->error, ENT_ERROR_INPUT, files->file->name, 0, "no concept \"%s\"", pin->concept);
        if (strcmp(concept->version, pin->version) != 0)
            return ent_fail_at(&cli->error, ENT_ERROR_INPUT, files->file->name, 0,
                               "is written for %s/%s, and here is version %s", pin->concept, pin->version,
                               concept->version);
    }
    return ENT_OK;
}

static void begin(struct file_run *files) {
    struct ent_check_run *run = files->run;
    static const char *const names[] = {"statement", "line",    "verdict", "expect",
                                        "claim",     "summary", "nearest", "text"};
    ent_json_init(&run->json, &run->cli->out);
    ent_table_init(&run->rows, &run->cli->arena);
    if (run->cli->format == ENT_FORMAT_JSON)
        ent_json_open(&run->json, NULL, '[');
    ent_table_row(&run->rows);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&run->rows, ENT_PLAIN, names[i]);
    if (run->cli->format == ENT_FORMAT_TEXT && files->file->source)
        ent_text_format(&run->cli->out, "%s\n\n", files->file->source);
}

static int do_file(struct file_run *files) {
    ENT_TRY(check_pins(files));
    if (files->file->has_dateline && !files->run->options.dateline_year)
        files->run->options.dateline_year = ent_day_year(files->file->dateline.from);
    ENT_TRY(
        ent_ledger_today(files->run->cli->record, files->run->options.as_of, &files->today, &files->run->cli->error));
    begin(files);
    for (size_t i = 0; i < files->file->statement_count; i++)
        for (size_t k = 0; k < files->file->statements[i].entry_count; k++)
            ENT_TRY(do_entry(files, &files->file->statements[i], &files->file->statements[i].entries[k]));
    return ENT_OK;
}

int ent_check_file(struct ent_check_run *run, const char *name, const char *bytes, size_t length) {
    struct ent_cli *cli = run->cli;
    struct ent_claims_file *file;
    if (ent_claims_file_parse(&file, &cli->arena, name, bytes, length, &cli->error) != ENT_OK)
        return ent_cli_fail(cli);
    struct file_run files = {.run = run, .file = file};
    ent_text_init(&files.unmet);
    int code = do_file(&files) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
    if (code == ENT_EXIT_FINE) {
        if (cli->format == ENT_FORMAT_JSON)
            ent_json_close(&run->json, ']');
        else if (cli->format == ENT_FORMAT_TSV)
            ent_table_tsv(&cli->out, &run->rows);
        else
            write_tally(&files);
        if (run->expect && cli->format != ENT_FORMAT_TEXT)
            fputs(files.unmet.bytes, stderr);
        if (run->expect && files.unmet_count)
            code = ENT_EXIT_FAILS;
        cli->answered = files.tally[NOT_READ] > 0;
        if (cli->answered)
            code = ENT_EXIT_USAGE;
    }
    ent_text_release(&files.unmet);
    return code;
}
