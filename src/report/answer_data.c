/* An answer for programs: JSON with everything that is in it, and one row for each finding. */
#include <math.h>

#include "report/answer.h"
#include "report/curve.h"

static void add_strings(struct ent_json *json, const char *key, const char *const *lines, size_t count) {
    ent_json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        ent_json_string(json, NULL, lines[i]);
    ent_json_close(json, ']');
}

static void add_finding(struct ent_json *json, const struct ent_finding *finding) {
    ent_json_open(json, NULL, '{');
    ent_json_string(json, "outcome", ent_outcome_text(finding->outcome));
    ent_json_bool(json, "core", finding->core);
    ent_json_string(json, "label", finding->label);
    ent_json_string(json, "choices", finding->choices);
    ent_json_string(json, "source", finding->source);
    ent_json_string(json, "independent", finding->independent);
    ent_json_string(json, "numbers", finding->numbers);
    ent_json_string(json, "reason", finding->reason);
    ent_json_year(json, "year", finding->year);
    ent_json_number(json, "value", finding->value);
    ent_json_number(json, "low", finding->low);
    ent_json_number(json, "high", finding->high);
    ent_json_number(json, "right", finding->right);
    ent_json_number(json, "margin", finding->margin);
    ent_json_number(json, "agree", finding->agree);
    ent_json_year(json, "rank_low", finding->rank_low);
    ent_json_year(json, "rank_high", finding->rank_high);
    ent_json_year(json, "rank_of", finding->rank_of);
    ent_json_year(json, "peak_year", finding->peak_year);
    ent_json_year(json, "holds_since", finding->holds_since);
    ent_json_integer(json, "unseen", finding->unseen);
    ent_json_string(json, "unseen_years", finding->unseen_years);
    ent_json_integer(json, "dropped", finding->dropped);
    ent_json_string(json, "nearest", finding->nearest);
    ent_json_string(json, "other_release", finding->other_release);
    ent_json_close(json, '}');
}

/* What the specifications rest on, in the order of their first use. */
static void add_releases(struct ent_json *json, const struct ent_answer *answer) {
    ent_json_open(json, "releases", '[');
    for (size_t i = 0; i < answer->release_count; i++) {
        const struct ent_release *release = answer->releases[i];
        char day[16];
        ent_day_print(release->published, release->published_precision, day, sizeof day);
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "source", release->source_name);
        ent_json_string(json, "version", release->version);
        ent_json_string(json, "published", day);
        ent_json_bool(json, "seen_only", release->seen_only);
        ent_json_close(json, '}');
    }
    ent_json_close(json, ']');
}

void ent_answer_json(struct ent_json *json, const char *key, const struct ent_answer *answer) {
    ent_json_open(json, key, '{');
    ent_json_string(json, "id", answer->id);
    ent_json_string(json, "claim", answer->claim);
    ent_json_string(json, "verdict", ent_verdict_text(answer->verdict));
    ent_json_integer(json, "specifications", (long)answer->decided_by);
    ent_json_integer(json, "holds", (long)answer->holds);
    ent_json_integer(json, "fails", (long)answer->fails);
    ent_json_integer(json, "open", (long)answer->open);
    ent_json_integer(json, "not_covered", (long)answer->unseen);
    ent_json_integer(json, "independent_sources", (long)answer->independent_sources);
    ent_json_string(json, "moves", answer->moves);
    ent_json_string(json, "nearest", answer->nearest);
    ent_json_string(json, "nearest_by", answer->nearest_by);
    ent_json_string(json, "would_cover", answer->would_cover);
    ent_json_string(json, "breaks", answer->breaks);
    add_strings(json, "readings", answer->readings, answer->reading_count);
    add_strings(json, "notes", answer->notes, answer->note_count);
    ent_json_string(json, "why", answer->why);
    ent_json_string(json, "show", answer->show);
    add_releases(json, answer);
    ent_json_open(json, "findings", '[');
    for (size_t i = 0; i < answer->finding_count; i++)
        add_finding(json, &answer->findings[i]);
    ent_json_close(json, ']');
    if (answer->curve)
        ent_curve_json(json, "curve", answer->curve);
    if (answer->today)
        ent_answer_json(json, "today", answer->today);
    ent_json_close(json, '}');
}

void ent_answer_rows_head(struct ent_table *table) {
    static const char *const names[] = {"id",   "claim",  "verdict", "outcome", "core",    "label", "choices",
                                        "year", "value",  "low",     "high",    "right",   "agree", "rank",
                                        "of",   "unseen", "numbers", "reason",  "nearest", "source"};
    ent_table_row(table);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ent_table_cell(table, ENT_PLAIN, names[i]);
}

void ent_answer_rows(struct ent_table *table, const struct ent_answer *answer) {
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        ent_table_row(table);
        ent_table_cell(table, ENT_PLAIN, answer->id);
        ent_table_cell(table, ENT_PLAIN, answer->claim);
        ent_table_cell(table, ENT_PLAIN, ent_verdict_text(answer->verdict));
        ent_table_cell(table, ENT_PLAIN, ent_outcome_text(finding->outcome));
        ent_table_cell(table, ENT_PLAIN, finding->core ? "core" : "also");
        ent_table_cell(table, ENT_PLAIN, finding->label);
        ent_table_cell(table, ENT_PLAIN, finding->choices);
        ent_table_count(table, finding->year);
        ent_table_number(table, finding->value);
        ent_table_number(table, finding->low);
        ent_table_number(table, finding->high);
        ent_table_number(table, finding->right);
        ent_table_number(table, finding->agree);
        ent_table_count(table, finding->rank_low);
        ent_table_count(table, finding->rank_of);
        ent_table_count(table, finding->unseen);
        ent_table_cell(table, ENT_PLAIN, finding->numbers);
        ent_table_cell(table, ENT_PLAIN, finding->reason);
        ent_table_cell(table, ENT_PLAIN, finding->nearest);
        ent_table_cell(table, ENT_PLAIN, finding->source);
    }
}
