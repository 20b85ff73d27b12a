/* show A B WHAT --seniority: who has more, since when, by every specification; and the envelope of the dates. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "cli/show.h"
#include "question/seniority.h"

static int load(struct ent_show *show, struct ent_seniority *out) {
    const char **specifications;
    const struct ent_concept *concept;
    size_t count;
    ent_seniority_init(out, show->states[0], show->states[1]);
    ENT_TRY(ent_cli_what(show->cli, show->what, show->also, &specifications, &count, &concept));
    for (size_t i = 0; i < count; i++) {
        char *name = ent_arena_substring(&show->cli->arena, specifications[i], strcspn(specifications[i], ":"));
        const struct ent_measure *measure;
        struct ent_request request;
        if (!name)
            return ent_fail_memory(&show->cli->error);
        ENT_TRY(ent_measure_find(&show->cli->context, name, &measure, &show->cli->error));
        if (!measure)
            continue; /* a strand of a concept that this record does not have */
        ent_state b = measure->states == 1 ? ENT_NO_STATE : show->states[1];
        ENT_TRY(ent_cli_request(show->cli, specifications[i], show->states[0], b, &request));
        request.view.as_of = show->as_of;
        if (show->source && !request.view.source)
            request.view.source = show->source;
        ENT_TRY(ent_seniority_add(&show->cli->context, specifications[i], &request, show->first_year, show->last_year,
                                  out, &show->cli->error));
    }
    ent_seniority_sort(out);
    if (out->count)
        return ENT_OK;
    return ent_fail(&show->cli->error, ENT_ERROR_USAGE,
                    "no source of the record has %s for both (entente list sources)", show->what);
}

static const char *ahead_code(struct ent_show *show, int direction) {
    return direction ? ent_show_code(show, direction > 0 ? 0 : 1) : "neither";
}

static const char *source_of(struct ent_show *show, const struct ent_seniority_line *line) {
    const struct ent_series *series = line->a->release_count ? line->a : line->b;
    if (!series->release_count)
        return "";
    return ent_arena_format(&show->cli->arena, "%s %s", series->releases[0]->source_name, series->releases[0]->version);
}

/* "1991", of 1938 behind and 1946 ahead "1939–46", with a mark across a series break. */
static const char *crossing_text(struct ent_show *show, const struct ent_crossing *crossing) {
    struct ent_text text;
    ent_text_init(&text);
    ent_years_add(&text, crossing->before + 1, crossing->after);
    if (crossing->broken)
        ent_text_add(&text, " ┆");
    const char *out = text.failed ? NULL : ent_arena_string(&show->cli->arena, text.bytes);
    ent_text_release(&text);
    return out;
}

static const char *date_text(struct ent_show *show, const struct ent_seniority_line *line) {
    if (!line->final)
        return "";
    if (line->date.by == ENT_DATE_NONE)
        return "too few years";
    if (!line->date.established)
        return "not established";
    return ent_arena_format(&show->cli->arena, "%d–%d", (int)ceil(line->date.low), (int)ceil(line->date.high));
}

static const char *parity_text(struct ent_show *show, const struct ent_parity *parity) {
    struct ent_arena *arena = &show->cli->arena;
    if (parity->jumped)
        return "jumped";
    const char *entered = parity->entered ? ent_arena_format(arena, "%d", parity->entered) : "";
    const char *left = parity->left ? ent_arena_format(arena, "%d", parity->left) : "";
    return ent_arena_format(arena, "%s–%s", entered, left);
}

/* Both readings of the band, one where they agree. */
static const char *parities_text(struct ent_show *show, const struct ent_seniority_line *line) {
    if (!line->final)
        return "";
    const char *symmetric = parity_text(show, &line->symmetric), *literal = parity_text(show, &line->literal);
    if (!symmetric || !literal || strcmp(symmetric, literal) == 0)
        return symmetric;
    return ent_arena_format(&show->cli->arena, "%s|%s", symmetric, literal);
}

static const char *ratio_text(struct ent_show *show, double log) {
    return ent_cli_figure(show->cli, exp(log));
}

static void add_line(struct ent_show *show, struct ent_table *table, const struct ent_seniority_line *line) {
    const struct ent_reversal *reversal = &line->reversal;
    ent_table_row(table);
    ent_table_cell(table, ENT_PLAIN, line->label);
    ent_table_cell(table, ENT_PLAIN, line->borders ? line->borders : "");
    if (!line->ratio.count) {
        for (int i = 0; i < 5; i++)
            ent_table_cell(table, ENT_FAINT, i ? "" : "no year of both");
    } else {
        ent_table_format(table, "%s → %s", ratio_text(show, reversal->first_log), ratio_text(show, reversal->last_log));
        ent_table_format(table, "%d–%d", reversal->first_year, reversal->last_year);
        if (line->final)
            ent_table_format(table, "%s %s", ahead_code(show, reversal->ahead), crossing_text(show, line->final));
        else
            ent_table_format(table, reversal->ahead ? "%s before" : "%s", ahead_code(show, reversal->ahead));
        ent_table_cell(table, ENT_PLAIN, date_text(show, line));
        ent_table_cell(table, ENT_PLAIN, parities_text(show, line));
    }
    if (line->swing.from)
        ent_table_format(table, "×%s %d–%d%s", ratio_text(show, line->swing.size), line->swing.from, line->swing.to,
                         line->swing.broken ? " ┆" : "");
    else
        ent_table_cell(table, ENT_PLAIN, "none");
    ent_table_cell(table, ENT_FAINT, source_of(show, line));
}

static void add_heads(struct ent_show *show, struct ent_table *table) {
    ent_table_row(table);
    ent_table_cell(table, ENT_PLAIN, "measure");
    ent_table_cell(table, ENT_PLAIN, "borders");
    ent_table_format(table, "%s : %s", ent_show_code(show, 0), ent_show_code(show, 1));
    ent_table_cell(table, ENT_PLAIN, "seen");
    ent_table_cell(table, ENT_PLAIN, "ahead since");
    ent_table_cell(table, ENT_PLAIN, "95 %");
    ent_table_cell(table, ENT_PLAIN, "parity, in–out");
    ent_table_cell(table, ENT_PLAIN, "largest swing");
    ent_table_cell(table, ENT_FAINT, "source");
}

static void add_by(struct ent_show *show, struct ent_text *out, const struct ent_seniority_line *line) {
    const char *source = source_of(show, line);
    ent_text_format(out, " (%s%s%s, %s)", line->label, line->borders ? ", borders " : "",
                    line->borders ? line->borders : "", source ? source : "");
}

/* A censored date is one that the data cannot see: "before 1960", "after 2022". */
static void add_date(struct ent_text *out, double date, const struct ent_envelope *envelope) {
    if (isinf(date))
        ent_text_format(out, date > 0 ? "after %d" : "before %d", date > 0 ? envelope->seen_to : envelope->seen_from);
    else
        ent_text_format(out, fmod(date, 1) > 0 ? "%.1f" : "%.0f", date);
}

static void add_median(struct ent_text *out, const struct ent_envelope *envelope) {
    ent_text_add(out, "; median ");
    if (isinf(envelope->median_low) || isinf(envelope->median_high)) {
        add_date(out, envelope->median_low, envelope);
        if (envelope->median_low < envelope->median_high) {
            ent_text_add(out, " to ");
            add_date(out, envelope->median_high, envelope);
        }
    } else {
        add_date(out, (envelope->median_low + envelope->median_high) / 2, envelope);
    }
}

static void write_envelope(struct ent_show *show, const struct ent_envelope *envelope) {
    struct ent_text text;
    ent_text_init(&text);
    ent_text_format(&text, "%s over %s: ", ahead_code(show, envelope->direction),
                    ahead_code(show, -envelope->direction));
    if (!envelope->crossed) {
        ent_text_add(&text, "no final crossing");
    } else {
        ent_text_format(&text, "final crossings %d", envelope->first);
        add_by(show, &text, envelope->first_by);
        ent_text_format(&text, " to %d", envelope->last);
        add_by(show, &text, envelope->last_by);
    }
    if (!isnan(envelope->median_low))
        add_median(&text, envelope);
    ent_text_format(&text, "; crossed %zu, before the data %zu, never %zu, ahead for a time %zu", envelope->crossed,
                    envelope->before, envelope->never, envelope->ambiguous);
    if (envelope->unseen)
        ent_text_format(&text, ", not seen %zu", envelope->unseen);
    ent_style_line(&show->cli->out, &show->cli->style, "envelope", text.bytes);
    show->cli->out.failed |= text.failed;
    ent_text_release(&text);
}

static void write_text(struct ent_show *show, const struct ent_seniority *seniority,
                       const struct ent_envelope *envelope) {
    struct ent_cli *cli = show->cli;
    struct ent_table table;
    size_t ahead = envelope->direction > 0 ? seniority->a_ahead : seniority->b_ahead;
    int first = 9999, last = 0;
    ent_table_init(&table, &cli->arena);
    table.heads = true;
    ent_text_format(&cli->out, "%s · %s    %s: %s ahead on %zu of %zu specification%s\n", ent_show_code(show, 0),
                    ent_show_code(show, 1), show->what, ahead_code(show, envelope->direction), ahead, seniority->count,
                    seniority->count == 1 ? "" : "s");
    add_heads(show, &table);
    for (size_t i = 0; i < seniority->count; i++) {
        const struct ent_reversal *reversal = &seniority->lines[i].reversal;
        add_line(show, &table, &seniority->lines[i]);
        first = reversal->first_year && reversal->first_year < first ? reversal->first_year : first;
        last = reversal->last_year > last ? reversal->last_year : last;
    }
    ent_table_print(&cli->out, &cli->style, &table);
    write_envelope(show, envelope);
    ent_style_line(
        &cli->out, &cli->style, "reading",
        "since the last crossing of the ratio that lasts to the end of the data; 95 %: of a line with "
        "autocorrelated noise around it; parity: 80 to 125 %, and 80 to 120 % after |; swing: over 10 to 50 years, to "
        "the other sign");
    ent_show_breaks(show, first, last);
    ent_text_format(&cli->out, "why: entente why '%s(%s) / %s(%s) @ %d'\n", seniority->lines[0].label,
                    ent_show_code(show, 0), seniority->lines[0].label, ent_show_code(show, 1),
                    seniority->lines[0].reversal.last_year ? seniority->lines[0].reversal.last_year : last);
}

/* ---- for programs ---- */

static const char *kept_text(enum ent_kept kept) {
    return kept == ENT_KEPT_YES ? "yes" : kept == ENT_KEPT_NO ? "no" : "open";
}

static void write_parity(struct ent_json *json, const char *key, const struct ent_parity *parity) {
    ent_json_open(json, key, '{');
    ent_json_year(json, "entered", parity->entered);
    ent_json_year(json, "left", parity->left);
    ent_json_bool(json, "clean", parity->clean);
    ent_json_bool(json, "jumped", parity->jumped);
    ent_json_close(json, '}');
}

static void write_crossing(struct ent_show *show, struct ent_json *json, const struct ent_crossing *crossing) {
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "ahead", ahead_code(show, crossing->direction));
    ent_json_year(json, "before", crossing->before);
    ent_json_year(json, "after", crossing->after);
    ent_json_number(json, "interpolated", crossing->date);
    ent_json_bool(json, "gap", crossing->gap);
    ent_json_string(json, "break", crossing->broken ? crossing->broken->label : NULL);
    ent_json_integer(json, "seen_after", (long)crossing->seen_after);
    ent_json_string(json, "kept_10", kept_text(crossing->kept_10));
    ent_json_string(json, "kept_5", kept_text(crossing->kept_5));
    ent_json_close(json, '}');
}

static void write_final(struct ent_show *show, struct ent_json *json, const struct ent_seniority_line *line) {
    static const char *const by[] = {"none", "line with autocorrelated noise", "published errors"};
    const struct ent_crossing_date *date = &line->date;
    ent_json_open(json, "final", '{');
    ent_json_string(json, "ahead", ahead_code(show, line->reversal.ahead));
    ent_json_year(json, "before", line->final ? line->final->before : 0);
    ent_json_year(json, "after", line->final ? line->final->after : 0);
    ent_json_string(json, "by", by[date->by]);
    ent_json_bool(json, "established", date->established);
    ent_json_number(json, "low", line->final ? date->low : (double)NAN);
    ent_json_number(json, "date", line->final ? date->date : (double)NAN);
    ent_json_number(json, "high", line->final ? date->high : (double)NAN);
    ent_json_integer(json, "n", (long)date->n);
    ent_json_number(json, "rho", line->final ? date->rho : (double)NAN);
    ent_json_number(json, "effective_n", line->final ? date->effective_n : (double)NAN);
    write_parity(json, "parity_symmetric", &line->symmetric);
    write_parity(json, "parity_literal", &line->literal);
    ent_json_close(json, '}');
}

static void write_line(struct ent_show *show, struct ent_json *json, const struct ent_seniority_line *line) {
    const struct ent_reversal *reversal = &line->reversal;
    bool swung = line->swing.from != 0;
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "measure", line->label);
    ent_json_string(json, "borders", line->borders);
    ent_json_string(json, "source", source_of(show, line));
    ent_json_year(json, "first_year", reversal->first_year);
    ent_json_year(json, "last_year", reversal->last_year);
    ent_json_integer(json, "seen", (long)line->ratio.count);
    ent_json_number(json, "ratio_then", exp(reversal->first_log));
    ent_json_number(json, "ratio_now", exp(reversal->last_log));
    ent_json_string(json, "first_over_second", ent_reversal_code_text(line->a_over_b));
    ent_json_string(json, "second_over_first", ent_reversal_code_text(line->b_over_a));
    write_final(show, json, line);
    ent_json_open(json, "swing", '{');
    ent_json_year(json, "from", line->swing.from);
    ent_json_year(json, "to", line->swing.to);
    ent_json_number(json, "factor", swung ? exp(line->swing.size) : (double)NAN);
    ent_json_number(json, "ratio_from", swung ? exp(line->swing.before) : (double)NAN);
    ent_json_number(json, "ratio_to", swung ? exp(line->swing.after) : (double)NAN);
    ent_json_string(json, "break", line->swing.broken ? line->swing.broken->label : NULL);
    ent_json_close(json, '}');
    ent_json_open(json, "crossings", '[');
    for (size_t i = 0; i < reversal->crossing_count; i++)
        write_crossing(show, json, &reversal->crossings[i]);
    ent_json_close(json, ']');
    ent_json_close(json, '}');
}

/* A date of the envelope; a censored one is null, and `side` says which way. */
static void write_median(struct ent_json *json, const char *key, const char *side, double date) {
    ent_json_number(json, key, isinf(date) ? (double)NAN : date);
    ent_json_string(json, side, isnan(date) ? NULL : !isinf(date) ? "seen" : date > 0 ? "after" : "before");
}

static void write_json(struct ent_show *show, const struct ent_seniority *seniority,
                       const struct ent_envelope *envelope) {
    struct ent_json json;
    ent_json_init(&json, &show->cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_string(&json, "what", show->what);
    ent_json_string(&json, "first", ent_show_code(show, 0));
    ent_json_string(&json, "second", ent_show_code(show, 1));
    ent_json_integer(&json, "first_ahead", (long)seniority->a_ahead);
    ent_json_integer(&json, "second_ahead", (long)seniority->b_ahead);
    ent_json_open(&json, "lines", '[');
    for (size_t i = 0; i < seniority->count; i++)
        write_line(show, &json, &seniority->lines[i]);
    ent_json_close(&json, ']');
    ent_json_open(&json, "envelope", '{');
    ent_json_string(&json, "ahead", ahead_code(show, envelope->direction));
    ent_json_year(&json, "first", envelope->first);
    ent_json_string(&json, "first_by", envelope->first_by ? envelope->first_by->label : NULL);
    ent_json_year(&json, "last", envelope->last);
    ent_json_string(&json, "last_by", envelope->last_by ? envelope->last_by->label : NULL);
    write_median(&json, "median_low", "median_low_is", envelope->median_low);
    write_median(&json, "median_high", "median_high_is", envelope->median_high);
    ent_json_integer(&json, "crossed", (long)envelope->crossed);
    ent_json_integer(&json, "before", (long)envelope->before);
    ent_json_integer(&json, "never", (long)envelope->never);
    ent_json_integer(&json, "ambiguous", (long)envelope->ambiguous);
    ent_json_integer(&json, "unseen", (long)envelope->unseen);
    ent_json_close(&json, '}');
    ent_json_close(&json, '}');
}

static void add_figure(struct ent_show *show, struct ent_table *table, double value) {
    ent_table_cell(table, ENT_PLAIN, ent_cli_figure(show->cli, value));
}

static void add_year(struct ent_table *table, int year) {
    if (year)
        ent_table_format(table, "%d", year);
    else
        ent_table_cell(table, ENT_PLAIN, "");
}

static void write_rows(struct ent_show *show, const struct ent_seniority *seniority) {
    static const char *const names[] = {"measure",     "borders",    "source",   "first_year",  "last_year",
                                        "ratio_then",  "ratio_now",  "ahead",    "before",      "after",
                                        "established", "low",        "date",     "high",        "entered",
                                        "left",        "swing_from", "swing_to", "swing_factor"};
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    ent_table_row(&table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(&table, ENT_PLAIN, names[i]);
    for (size_t i = 0; i < seniority->count; i++) {
        const struct ent_seniority_line *line = &seniority->lines[i];
        ent_table_row(&table);
        ent_table_cell(&table, ENT_PLAIN, line->label);
        ent_table_cell(&table, ENT_PLAIN, line->borders);
        ent_table_cell(&table, ENT_PLAIN, source_of(show, line));
        add_year(&table, line->reversal.first_year);
        add_year(&table, line->reversal.last_year);
        add_figure(show, &table, exp(line->reversal.first_log));
        add_figure(show, &table, exp(line->reversal.last_log));
        ent_table_cell(&table, ENT_PLAIN, ahead_code(show, line->reversal.ahead));
        add_year(&table, line->final ? line->final->before : 0);
        add_year(&table, line->final ? line->final->after : 0);
        ent_table_cell(&table, ENT_PLAIN, line->date.established ? "yes" : "no");
        add_figure(show, &table, line->final ? line->date.low : (double)NAN);
        add_figure(show, &table, line->final ? line->date.date : (double)NAN);
        add_figure(show, &table, line->final ? line->date.high : (double)NAN);
        add_year(&table, line->symmetric.entered);
        add_year(&table, line->symmetric.left);
        add_year(&table, line->swing.from);
        add_year(&table, line->swing.to);
        add_figure(show, &table, line->swing.from ? exp(line->swing.size) : (double)NAN);
    }
    ent_table_tsv(&show->cli->out, &table);
}

int ent_show_seniority(struct ent_show *show) {
    struct ent_seniority seniority;
    struct ent_envelope envelope;
    ENT_TRY(load(show, &seniority));
    ENT_TRY(ent_seniority_envelope(&show->cli->arena, &seniority, ent_seniority_direction(&seniority), &envelope,
                                   &show->cli->error));
    if (show->cli->format == ENT_FORMAT_JSON)
        write_json(show, &seniority, &envelope);
    else if (show->cli->format == ENT_FORMAT_TSV)
        write_rows(show, &seniority);
    else
        write_text(show, &seniority, &envelope);
    return ENT_OK;
}
