/* entente diff: what one release says otherwise than another, down to verdicts. */
#include "cli/diff.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/figure.h"
#include "cli/verbs.h"
#include "record/diff.h"
#include "record/tables.h"
#include "report/fault.h"
#include "report/json.h"

struct diff {
    struct ent_cli *cli;
    const struct ent_tables *tables;
    const struct ent_release *before, *after;
    long rows; /* shown of each strand as text */
    struct ent_table table;
    struct ent_json json;
    bool broken; /* a claim could not be read; the others are told */
};

static const char *const kinds[] = {"changed", "dropped", "added"};

static int find(struct diff *diff, const char *source, const char *version, const struct ent_release **out) {
    struct ent_text there;
    ent_text_init(&there);
    *out = NULL;
    for (size_t i = 0; i < diff->tables->release_count; i++) {
        const struct ent_release *at = diff->tables->releases[i];
        if (!ent_text_equal_folded(at->source_name, source))
            continue;
        if (ent_text_equal_folded(at->version, version))
            *out = at;
        ent_text_format(&there, "%s%s", there.length ? ", " : "", at->version);
    }
    int status =
        *out ? ENT_OK
        : there.length
            ? ent_fail(&diff->cli->error, ENT_ERROR_USAGE, "the record has no release %s of %s; it has %s", version,
                       source, there.bytes)
            : ent_fail(&diff->cli->error, ENT_ERROR_USAGE, "the record has no source %s: entente list sources", source);
    ent_text_release(&there);
    return status;
}

/* SOURCE:VERSION SOURCE:VERSION, or SOURCE VERSION VERSION. */
static int find_both(struct diff *diff, const struct ent_cli_arguments *arguments) {
    const char **words = arguments->words;
    if (arguments->count == 3) {
        ENT_TRY(find(diff, words[0], words[1], &diff->before));
        return find(diff, words[0], words[2], &diff->after);
    }
    for (size_t i = 0; i < 2; i++) {
        const char *colon = arguments->count == 2 ? strchr(words[i], ':') : NULL;
        if (!colon)
            return ent_fail(
                &diff->cli->error, ENT_ERROR_USAGE,
                "diff which releases? As in: entente diff gdp-wb 2018-01 2024-10, or mid-gml:2.2 mid-cow:5.0");
        const char *source = ent_arena_substring(&diff->cli->arena, words[i], (size_t)(colon - words[i]));
        if (!source)
            return ent_fail_memory(&diff->cli->error);
        ENT_TRY(find(diff, source, colon + 1, i ? &diff->after : &diff->before));
    }
    return ENT_OK;
}

static bool holds(const struct ent_tables *tables, const struct ent_release *release, int strand) {
    for (size_t i = 0; i < tables->coverage_count; i++)
        if (tables->coverage[i].release == release->id && tables->coverage[i].strand == strand)
            return true;
    return false;
}

static const char *percent(struct diff *diff, double relative) {
    return isnan(relative) ? "" : ent_arena_format(&diff->cli->arena, "%.2f %%", 100 * relative);
}

static void add_row(struct diff *diff, const struct ent_strand *strand, const struct ent_diff_row *row) {
    struct ent_cli *cli = diff->cli;
    const struct ent_states *states = cli->record->states;
    bool text = cli->format == ENT_FORMAT_TEXT;
    char lines[2][24];
    snprintf(lines[0], sizeof lines[0], "%ld", row->line_before);
    snprintf(lines[1], sizeof lines[1], "%ld", row->line_after);
    const char *item =
        row->item > 0 && (size_t)row->item < diff->tables->item_count ? diff->tables->items[row->item] : "";
    const char *cells[] = {kinds[row->kind],
                           strand->name,
                           ent_states_code(states, row->a),
                           row->b == ENT_NO_STATE ? "" : ent_states_code(states, row->b),
                           item,
                           ent_record_reporter_name(cli->record, row->reporter),
                           row->year ? ent_arena_format(&cli->arena, "%d", row->year) : "",
                           ent_cli_figure(cli, row->before),
                           ent_cli_figure(cli, row->after),
                           text                   ? percent(diff, row->relative)
                           : isnan(row->relative) ? ""
                                                  : ent_arena_format(&cli->arena, "%.6g", row->relative),
                           row->line_before ? ent_arena_string(&cli->arena, lines[0]) : "",
                           row->line_after ? ent_arena_string(&cli->arena, lines[1]) : ""};
    ent_table_row(&diff->table);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ent_table_cell(&diff->table, ENT_PLAIN, cells[i]);
}

static void add_json(struct diff *diff, const struct ent_strand *strand, const struct ent_diff_row *row) {
    struct ent_json *json = &diff->json;
    const struct ent_states *states = diff->cli->record->states;
    (void)strand;
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "kind", kinds[row->kind]);
    ent_json_string(json, "a", ent_states_code(states, row->a));
    ent_json_string(json, "b", row->b == ENT_NO_STATE ? NULL : ent_states_code(states, row->b));
    if (row->item > 0 && (size_t)row->item < diff->tables->item_count)
        ent_json_string(json, "item", diff->tables->items[row->item]);
    ent_json_year(json, "year", row->year);
    ent_json_number(json, "before", row->before);
    ent_json_number(json, "after", row->after);
    ent_json_number(json, "relative", row->relative);
    ent_json_integer(json, "line_before", row->line_before);
    ent_json_integer(json, "line_after", row->line_after);
    ent_json_close(json, '}');
}

static void begin_table(struct diff *diff) {
    static const char *const heads[] = {"kind", "strand", "a",     "b",        "item",        "reporter",
                                        "year", "before", "after", "relative", "line before", "line after"};
    ent_table_init(&diff->table, &diff->cli->arena);
    diff->table.right = UINT64_C(0x3f) << 6;
    ent_table_row(&diff->table);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        ent_table_cell(&diff->table, ENT_PLAIN, heads[i]);
}

static void write_text(struct diff *diff, const struct ent_strand *strand, const struct ent_diff *found) {
    struct ent_text *out = &diff->cli->out;
    long shown[3] = {0};
    ent_text_format(out, "%s   %ld the same, %ld changed, %ld dropped, %ld added", strand->name, found->same,
                    found->changed, found->dropped, found->added);
    if (!isnan(found->median))
        ent_text_format(out, "; changes: median %s, largest %s", percent(diff, found->median),
                        percent(diff, found->largest));
    ent_text_add(out, "\n");
    begin_table(diff);
    for (size_t i = 0; i < found->count; i++)
        if (!diff->rows || shown[found->rows[i].kind]++ < diff->rows)
            add_row(diff, strand, &found->rows[i]);
    if (diff->table.row_count > 1)
        ent_table_print(out, &diff->cli->style, &diff->table);
    if (diff->rows && (found->changed > diff->rows || found->dropped > diff->rows || found->added > diff->rows))
        ent_text_format(out, "  … no more than %ld of each; all: --rows 0\n", diff->rows);
}

static void write_json(struct diff *diff, const struct ent_strand *strand, const struct ent_diff *found) {
    struct ent_json *json = &diff->json;
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "strand", strand->name);
    ent_json_integer(json, "same", found->same);
    ent_json_integer(json, "changed", found->changed);
    ent_json_integer(json, "dropped", found->dropped);
    ent_json_integer(json, "added", found->added);
    ent_json_number(json, "median", found->median);
    ent_json_number(json, "largest", found->largest);
    ent_json_open(json, "rows", '[');
    for (size_t i = 0; i < found->count; i++)
        add_json(diff, strand, &found->rows[i]);
    ent_json_close(json, ']');
    ent_json_close(json, '}');
}

static int compare_strand(struct diff *diff, const struct ent_strand *strand) {
    struct ent_cli *cli = diff->cli;
    struct ent_diff found;
    ENT_TRY(
        ent_record_diff(cli->record, &cli->arena, strand->id, diff->before->id, diff->after->id, &found, &cli->error));
    if (cli->format == ENT_FORMAT_TEXT)
        write_text(diff, strand, &found);
    else if (cli->format == ENT_FORMAT_JSON)
        write_json(diff, strand, &found);
    else
        for (size_t i = 0; i < found.count; i++)
            add_row(diff, strand, &found.rows[i]);
    return ENT_OK;
}

static void write_counts(struct ent_cli *cli, const char *path, const struct ent_diff_claims *claims) {
    ent_text_format(&cli->out, "%s   %zu claims, %zu verdicts change", path, claims->asked, claims->count);
    if (claims->fault_count)
        ent_text_format(&cli->out, "; %zu claim%s could not be read", claims->fault_count,
                        claims->fault_count == 1 ? "" : "s");
    ent_text_add(&cli->out, "\n");
}

static void write_faults(struct diff *diff, const struct ent_diff_claims *claims) {
    struct ent_cli *cli = diff->cli;
    bool json = cli->format == ENT_FORMAT_JSON;
    if (json)
        ent_json_open(&diff->json, "not_read", '[');
    for (size_t i = 0; i < claims->fault_count; i++) {
        const struct ent_claim_fault *fault = claims->faults[i];
        if (json) {
            ent_fault_json(&diff->json, NULL, fault);
        } else {
            ent_text_format(&cli->out, "  %s:%ld  NOT READ\n", fault->file, fault->line);
            ent_fault_text(&cli->out, &cli->style, 4, fault);
        }
    }
    if (json)
        ent_json_close(&diff->json, ']');
}

static int write_claims(struct diff *diff, const char *path) {
    struct ent_diff_claims claims;
    struct ent_cli *cli = diff->cli;
    ENT_TRY(ent_diff_claims(cli, diff->before, diff->after, path, &claims));
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_open(&diff->json, "claims", '[');
    else
        write_counts(cli, path, &claims);
    for (size_t i = 0; i < claims.count; i++) {
        const struct ent_diff_claim *claim = &claims.items[i];
        if (cli->format == ENT_FORMAT_JSON) {
            ent_json_open(&diff->json, NULL, '{');
            ent_json_integer(&diff->json, "line", claim->line);
            ent_json_string(&diff->json, "claim", claim->claim);
            ent_json_string(&diff->json, "before", claim->before);
            ent_json_string(&diff->json, "after", claim->after);
            ent_json_close(&diff->json, '}');
        } else {
            ent_text_format(&cli->out, "  %s:%ld  %s → %s   %s\n", path, claim->line, claim->before, claim->after,
                            claim->claim);
        }
    }
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_close(&diff->json, ']');
    write_faults(diff, &claims);
    diff->broken = claims.fault_count > 0;
    return ENT_OK;
}

static int write_strands(struct diff *diff) {
    for (size_t i = 0; i < diff->tables->strand_count; i++) {
        const struct ent_strand *strand = diff->tables->strands[i];
        if (strcmp(strand->shape, "ballot") != 0 &&
            (holds(diff->tables, diff->before, strand->id) || holds(diff->tables, diff->after, strand->id)))
            ENT_TRY(compare_strand(diff, strand));
    }
    return ENT_OK;
}

static int run(struct ent_cli *cli, const struct ent_cli_arguments *arguments, bool *broken) {
    struct diff diff = {.cli = cli, .rows = 10};
    const char *rows = ent_cli_value(arguments, "rows"), *claims = ent_cli_value(arguments, "claims");
    if (rows && (!ent_text_integer(rows, &diff.rows) || diff.rows < 0))
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "--rows needs a number, not \"%s\"", rows);
    if (claims && cli->format == ENT_FORMAT_TSV)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "verdicts and figures are two tables: with --claims take text or json");
    ENT_TRY(ent_cli_open(cli));
    ENT_TRY(ent_record_tables(cli->record, &diff.tables, &cli->error));
    ENT_TRY(find_both(&diff, arguments));
    if (cli->format == ENT_FORMAT_TEXT)
        ent_text_format(&cli->out, "%s %s → %s %s\n", diff.before->source_name, diff.before->version,
                        diff.after->source_name, diff.after->version);
    if (cli->format == ENT_FORMAT_TSV)
        begin_table(&diff);
    ent_json_init(&diff.json, &cli->out);
    if (cli->format == ENT_FORMAT_JSON) {
        ent_json_open(&diff.json, NULL, '{');
        ent_json_string(&diff.json, "before",
                        ent_arena_format(&cli->arena, "%s:%s", diff.before->source_name, diff.before->version));
        ent_json_string(&diff.json, "after",
                        ent_arena_format(&cli->arena, "%s:%s", diff.after->source_name, diff.after->version));
        ent_json_open(&diff.json, "strands", '[');
    }
    ENT_TRY(write_strands(&diff));
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_close(&diff.json, ']');
    ENT_TRY(ent_diff_votes(cli, diff.before, diff.after, diff.rows, &diff.json, &diff.table));
    if (claims)
        ENT_TRY(write_claims(&diff, claims));
    *broken = diff.broken;
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_close(&diff.json, '}');
    if (cli->format == ENT_FORMAT_TSV)
        ent_table_tsv(&cli->out, &diff.table);
    return ENT_OK;
}

int ent_verb_diff(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    bool broken = false;
    if (run(cli, arguments, &broken) != ENT_OK)
        return ent_cli_fail(cli);
    cli->answered = broken;
    return broken ? ENT_EXIT_USAGE : ENT_EXIT_FINE;
}
