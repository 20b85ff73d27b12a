/* An answer for people: the verdict, one line for each finding, what nobody can see, what moves it, what to ask next.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "report/answer.h"
#include "report/curve.h"

void ent_answer_summary(struct ent_text *out, const struct ent_answer *answer) {
    const struct {
        size_t count;
        const char *one, *many;
    } parts[] = {{answer->holds, "holds", "hold"},
                 {answer->fails, "fails", "fail"},
                 {answer->open, "is open", "are open"},
                 {answer->unseen, "cannot see it", "cannot see it"}};
    bool first = true;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!parts[i].count)
            continue;
        if (first)
            ent_text_format(out, "%zu of %zu specification%s %s", parts[i].count, answer->decided_by,
                            answer->decided_by == 1 ? "" : "s", parts[i].count == 1 ? parts[i].one : parts[i].many);
        else
            ent_text_format(out, ", %zu %s", parts[i].count, parts[i].count == 1 ? parts[i].one : parts[i].many);
        first = false;
    }
    if (first)
        ent_text_add(out, "no specification sees it");
}

static void add_verdict(struct ent_text *out, const struct ent_style *style, const struct ent_answer *answer) {
    const char *verdict = ent_verdict_text(answer->verdict);
    struct ent_text line;
    ent_text_init(&line);
    ent_answer_summary(&line, answer);
    if (answer->independent_sources)
        ent_text_format(&line, "   (%zu independent source%s)", answer->independent_sources,
                        answer->independent_sources == 1 ? "" : "s");
    ent_style_add(out, style, ent_verdict_colour(answer->verdict), verdict);
    ent_text_add(out, "   ");
    ent_text_wrap(out, line.bytes, strlen(verdict) + 3, strlen(verdict) + 3, style->width);
    ent_text_add(out, "\n");
    out->failed |= line.failed;
    ent_text_release(&line);
}

/* ".520 [.31, .68], 4th of 48 years, agree .97", or why there are none. The interval stands after the first number. */
static void add_numbers(struct ent_text *out, const struct ent_finding *finding) {
    const char *numbers = finding->numbers ? finding->numbers : "";
    size_t first = strcspn(numbers, ",;");
    ent_text_add_bytes(out, numbers, first);
    if (!isnan(finding->low) && !isnan(finding->high) && !strchr(numbers, '[')) {
        ent_text_add(out, " [");
        ent_figure_add(out, finding->low);
        ent_text_add(out, ", ");
        ent_figure_add(out, finding->high);
        ent_text_add(out, "]");
    }
    ent_text_add(out, numbers + first);
    if (!isnan(finding->agree))
        ent_text_format(out, ", agree %.2f", finding->agree);
    if (finding->reason)
        ent_text_format(out, "%s%s", out->length ? "; " : "", finding->reason);
}

static void add_finding(struct ent_table *table, const struct ent_finding_group *group) {
    const struct ent_finding *finding = group->first;
    struct ent_text numbers;
    ent_text_init(&numbers);
    add_numbers(&numbers, finding);
    bool blind = finding->outcome == ENT_OUTCOME_NOT_COVERED;
    ent_table_row(table);
    ent_table_cell(table, ent_outcome_colour(finding->outcome), blind ? "–" : ent_outcome_text(finding->outcome));
    ent_table_format(table, "%s%s", finding->label ? finding->label : "", finding->core ? "" : " (also)");
    ent_table_cell(table, blind ? ENT_FAINT : ENT_PLAIN, numbers.bytes);
    ent_table_cell(table, ENT_PLAIN, group->choices);
    ent_table_cell(table, ENT_FAINT, finding->source);
    ent_text_release(&numbers);
}

void ent_answer_findings(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                         const struct ent_answer *answer) {
    struct ent_finding_group *groups;
    struct ent_table table;
    size_t count = ent_findings_group(arena, answer, &groups);
    ent_table_init(&table, arena);
    out->failed |= groups == NULL;
    for (size_t i = 0; i < count; i++)
        add_finding(&table, &groups[i]);
    ent_table_print(out, style, &table);
}

/* Which years nobody can see, and by which measures. */
static void add_unseen(struct ent_text *out, const struct ent_style *style, const struct ent_answer *answer) {
    for (size_t i = 0; i < answer->finding_count; i++) {
        const char *years = answer->findings[i].unseen_years;
        bool repeated = !years || answer->findings[i].outcome == ENT_OUTCOME_NOT_COVERED;
        for (size_t j = 0; j < i && !repeated; j++)
            repeated = answer->findings[j].unseen_years && strcmp(answer->findings[j].unseen_years, years) == 0 &&
                       answer->findings[j].outcome != ENT_OUTCOME_NOT_COVERED;
        if (repeated)
            continue;
        struct ent_text line;
        ent_text_init(&line);
        ent_text_format(&line, "%s by ", years);
        const char *last = "";
        for (size_t j = i; j < answer->finding_count; j++) {
            const struct ent_finding *other = &answer->findings[j];
            if (!other->unseen_years || other->outcome == ENT_OUTCOME_NOT_COVERED ||
                strcmp(other->unseen_years, years) != 0 || strcmp(other->label, last) == 0)
                continue;
            ent_text_format(&line, "%s%s", last[0] ? ", " : "", other->label);
            last = other->label;
        }
        ent_style_line(out, style, "unseen", line.bytes);
        out->failed |= line.failed;
        ent_text_release(&line);
    }
}

static void add_line(struct ent_text *out, const struct ent_style *style, const char *name, const char *words) {
    if (words && words[0])
        ent_style_line(out, style, name, words);
}

static void add_nearest(struct ent_text *out, const struct ent_style *style, const struct ent_answer *answer) {
    if (!answer->nearest)
        return;
    size_t begun = out->length;
    ent_text_add(out, "  nearest true sentence");
    if (answer->nearest_by)
        ent_text_format(out, ", by %s", answer->nearest_by);
    ent_text_add(out, ": ");
    size_t at = out->failed ? 0 : ent_text_columns(out->bytes + begun);
    ent_style_claim(out, style, answer->nearest, at);
}

static void add_today(struct ent_text *out, const struct ent_style *style, const struct ent_answer *answer) {
    if (!answer->today)
        return;
    ent_text_add(out, "  today  ");
    ent_style_add(out, style, ent_verdict_colour(answer->today->verdict), ent_verdict_text(answer->today->verdict));
    ent_text_add(out, ", by the whole record: ");
    ent_answer_summary(out, answer->today);
    ent_text_add(out, "\n");
}

static void add_commands(struct ent_text *out, const struct ent_style *style, const struct ent_answer *answer) {
    struct ent_text line;
    ent_text_init(&line);
    if (answer->why)
        ent_text_format(&line, "why: entente why '%s'", answer->why);
    if (answer->show) {
        bool dates = strstr(answer->show, "--seniority") != NULL; /* a change has dates, a value a curve */
        bool fits = !style->width || ent_text_columns(line.bytes) + strlen(answer->show) + 31 <= style->width;
        ent_text_format(&line, "%s%s: entente show %s%s",
                        !line.length ? ""
                        : fits       ? "   "
                                     : "\n",
                        dates ? "dates" : "curve", answer->show, dates ? "" : " --specs");
    }
    if (line.length) {
        ent_style_add(out, style, ENT_FAINT, line.bytes);
        ent_text_add(out, "\n");
    }
    out->failed |= line.failed;
    ent_text_release(&line);
}

void ent_answer_text(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                     const struct ent_answer *answer) {
    add_verdict(out, style, answer);
    ent_answer_findings(out, style, arena, answer);
    add_unseen(out, style, answer);
    add_line(out, style, "moves it", answer->moves);
    add_nearest(out, style, answer);
    add_line(out, style, "would cover it", answer->would_cover);
    add_today(out, style, answer);
    for (size_t i = 0; i < answer->reading_count; i++)
        add_line(out, style, "reading", answer->readings[i]);
    add_line(out, style, "┆", answer->breaks);
    for (size_t i = 0; i < answer->note_count; i++)
        add_line(out, style, "note", answer->notes[i]);
    if (answer->curve)
        ent_curve_text(out, style, arena, answer->curve);
    ent_text_add(out, "  claim  ");
    ent_style_claim(out, style, ent_arena_format(arena, "%s   id %s", answer->claim, answer->id), 9);
    add_commands(out, style, answer);
}
