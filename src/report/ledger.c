/* Entries of the ledger: what was said, by whom, when it is due, and the score beside it. */
#include "report/ledger.h"

#include <string.h>

#include "report/fault.h"

static bool is_forecast(const struct ent_ledger_line *line) {
    return line->entry->kind == ENT_ENTRY_FORECAST;
}

static const char *kind_of(const struct ent_ledger_line *line) {
    return is_forecast(line) ? "forecast" : "opinion";
}

static const char *verdict_of(const struct ent_ledger_line *line) {
    return line->answer ? ent_verdict_text(line->answer->verdict) : NULL;
}

static const char *remark_of(const struct ent_ledger_line *line) {
    return line->fault ? line->fault->message : line->entry->reason;
}

/* Day, month or year as it was written; "" where there is none. */
static void print_date(const struct ent_interval *interval, bool there, char out[16]) {
    out[0] = '\0';
    if (there)
        ent_day_print(interval->from, interval->precision, out, 16);
}

static const char *code_of(const struct ent_states *states, const struct ent_ledger_line *line) {
    return line->state == ENT_NO_STATE ? NULL : ent_states_code(states, line->state);
}

/* "director, state institute in Shanghai (CHN), 2019-02-01" */
static void add_speaker(struct ent_text *out, const struct ent_states *states, const struct ent_ledger_line *line) {
    const struct ent_speaker *speaker = &line->statement->said_by;
    char said[16];
    print_date(&line->said, line->has_said, said);
    ent_text_add(out, speaker->role ? speaker->role : "nobody named");
    if (speaker->body)
        ent_text_format(out, ", %s", speaker->body);
    if (code_of(states, line))
        ent_text_format(out, " (%s)", code_of(states, line));
    if (said[0])
        ent_text_format(out, ", %s", said);
}

static void add_status(struct ent_text *out, const struct ent_style *style, const struct ent_ledger_line *line) {
    bool scored = line->status == ENT_LEDGER_SCORED;
    ent_style_add(out, style,
                  line->fault ? ENT_RED
                  : scored    ? ENT_PLAIN
                              : ENT_FAINT,
                  ent_ledger_status_text(line->status));
    if (!line->answer)
        return;
    ent_text_add(out, scored ? ": " : ": so far ");
    ent_style_add(out, style, scored ? ent_verdict_colour(line->answer->verdict) : ENT_FAINT, verdict_of(line));
}

static void add_claim(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                      const struct ent_ledger_line *line) {
    if (line->fault && line->fault->text)
        return;
    ent_style_paragraph(out, style, 8, "    %s", line->answer ? line->answer->claim : line->entry->text);
    if (!line->answer)
        return;
    ent_text_add(out, "    ");
    ent_answer_summary(out, line->answer);
    ent_text_format(out, "   id %s\n", line->answer->id);
    if (line->status == ENT_LEDGER_NOT_DUE)
        return;
    ent_answer_findings(out, style, arena, line->answer);
    if (line->answer->today)
        ent_text_format(out, "    today: %s\n", ent_verdict_text(line->answer->today->verdict));
    if (line->answer->why)
        ent_text_format(out, "    why: entente why '%s'\n", line->answer->why);
}

void ent_ledger_text(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                     const struct ent_states *states, const struct ent_ledger_line *line) {
    struct ent_text words;
    char due[16];
    print_date(&line->entry->interval, ent_entry_is_due(line->entry), due);
    ent_text_format(out, "%s%s%s   ", kind_of(line), due[0] ? " due " : "", due);
    add_status(out, style, line);
    ent_text_format(out, "   %s:%ld [%s]\n", line->file->name, line->entry->line, line->statement->id);
    ent_style_paragraph(out, style, 4, "    \"%s\"", line->statement->text);
    ent_text_init(&words);
    add_speaker(&words, states, line);
    ent_style_paragraph(out, style, 6, "    — %s", words.bytes);
    out->failed |= words.failed;
    ent_text_release(&words);
    if (is_forecast(line))
        add_claim(out, style, arena, line);
    else if (line->entry->reason)
        ent_style_paragraph(out, style, 6, "    %s", line->entry->reason);
    if (line->fault)
        ent_fault_text(out, style, 4, line->fault);
}

/* How many of a status, and of what was scored by verdict: "2 scored (1 HOLDS, 1 FAILS)". */
static void add_status_count(struct ent_text *out, const struct ent_ledger_line *const *lines, size_t count,
                             enum ent_ledger_status status, const char *before) {
    size_t verdicts[ENT_VERDICT_LEDGER + 1] = {0}, of_status = 0, kinds = 0;
    for (size_t i = 0; i < count; i++) {
        if (lines[i]->status != status)
            continue;
        of_status++;
        if (status == ENT_LEDGER_SCORED)
            kinds += verdicts[lines[i]->answer->verdict]++ == 0;
    }
    if (!of_status)
        return;
    ent_text_format(out, "%s%zu %s", before, of_status, ent_ledger_status_text(status));
    const char *open = " (";
    for (int verdict = 0; kinds && verdict <= ENT_VERDICT_LEDGER; verdict++)
        if (verdicts[verdict]) {
            ent_text_format(out, "%s%zu %s", open, verdicts[verdict], ent_verdict_text((enum ent_verdict)verdict));
            open = ", ";
        }
    if (kinds)
        ent_text_add(out, ")");
}

void ent_ledger_tally(struct ent_text *out, const struct ent_ledger_line *const *lines, size_t count) {
    static const enum ent_ledger_status order[] = {ENT_LEDGER_SCORED, ENT_LEDGER_NOT_SEEN, ENT_LEDGER_NOT_DUE,
                                                   ENT_LEDGER_NOT_READ};
    size_t forecasts = 0;
    for (size_t i = 0; i < count; i++)
        forecasts += is_forecast(lines[i]);
    ent_text_format(out, "%zu forecast%s", forecasts, forecasts == 1 ? "" : "s");
    size_t begun = out->length;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        add_status_count(out, lines, count, order[i], out->length == begun ? ": " : "; ");
    size_t opinions = count - forecasts;
    ent_text_format(out, ". %zu opinion%s: kept, never scored\n", opinions, opinions == 1 ? "" : "s");
}

void ent_ledger_json(struct ent_json *json, const struct ent_states *states, const struct ent_ledger_line *line) {
    char due[16], said[16];
    print_date(&line->entry->interval, ent_entry_is_due(line->entry), due);
    print_date(&line->said, line->has_said, said);
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "file", line->file->name);
    ent_json_integer(json, "line", line->entry->line);
    ent_json_string(json, "statement", line->statement->id);
    ent_json_string(json, "quote", line->statement->text);
    ent_json_string(json, "role", line->statement->said_by.role);
    ent_json_string(json, "body", line->statement->said_by.body);
    ent_json_string(json, "state", code_of(states, line));
    ent_json_string(json, "said", said[0] ? said : NULL);
    ent_json_string(json, "kind", kind_of(line));
    ent_json_string(json, "due", due[0] ? due : NULL);
    ent_json_string(json, "status", ent_ledger_status_text(line->status));
    ent_json_string(json, "verdict", verdict_of(line));
    ent_json_string(json, "claim", is_forecast(line) ? line->entry->text : NULL);
    ent_json_string(json, "remark", remark_of(line));
    if (line->answer)
        ent_answer_json(json, "answer", line->answer);
    if (line->fault)
        ent_fault_json(json, "error", line->fault);
    ent_json_close(json, '}');
}

void ent_ledger_rows_head(struct ent_table *table) {
    static const char *const names[] = {"file", "line",  "statement", "kind",  "due",   "status", "verdict", "role",
                                        "body", "state", "said",      "claim", "quote", "remark", "id"};
    ent_table_row(table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(table, ENT_PLAIN, names[i]);
}

void ent_ledger_row(struct ent_table *table, const struct ent_states *states, const struct ent_ledger_line *line) {
    char due[16], said[16];
    print_date(&line->entry->interval, ent_entry_is_due(line->entry), due);
    print_date(&line->said, line->has_said, said);
    ent_table_row(table);
    ent_table_cell(table, ENT_PLAIN, line->file->name);
    ent_table_format(table, "%ld", line->entry->line);
    ent_table_cell(table, ENT_PLAIN, line->statement->id);
    ent_table_cell(table, ENT_PLAIN, kind_of(line));
    ent_table_format(table, "%s", due);
    ent_table_cell(table, ENT_PLAIN, ent_ledger_status_text(line->status));
    ent_table_cell(table, ENT_PLAIN, verdict_of(line));
    ent_table_cell(table, ENT_PLAIN, line->statement->said_by.role);
    ent_table_cell(table, ENT_PLAIN, line->statement->said_by.body);
    ent_table_cell(table, ENT_PLAIN, code_of(states, line));
    ent_table_format(table, "%s", said);
    ent_table_cell(table, ENT_PLAIN, line->answer ? line->answer->claim : is_forecast(line) ? line->entry->text : "");
    ent_table_cell(table, ENT_PLAIN, line->statement->text);
    ent_table_cell(table, ENT_PLAIN, remark_of(line));
    ent_table_cell(table, ENT_PLAIN, line->answer ? line->answer->id : "");
}
