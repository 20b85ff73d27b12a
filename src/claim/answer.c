/* From findings to an answer: the verdict, what moves it, the nearest true sentence, what would cover it. */
#include <stdio.h>
#include <string.h>

#include "claim/answer.h"

static bool decides(const struct ent_evaluation *evaluation, const struct ent_finding *finding) {
    return finding->core || evaluation->options->all_decide;
}

static void count_outcomes(const struct ent_evaluation *evaluation, struct ent_answer *answer) {
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (!decides(evaluation, finding))
            continue;
        answer->decided_by++;
        answer->holds += finding->outcome == ENT_OUTCOME_HOLDS;
        answer->fails += finding->outcome == ENT_OUTCOME_FAILS;
        answer->open += finding->outcome == ENT_OUTCOME_OPEN;
        answer->unseen += finding->outcome == ENT_OUTCOME_NOT_COVERED;
    }
    if (answer->holds && answer->fails)
        answer->verdict = ENT_VERDICT_SPLIT;
    else if (answer->holds)
        answer->verdict = ENT_VERDICT_HOLDS;
    else if (answer->fails)
        answer->verdict = ENT_VERDICT_FAILS;
    else
        answer->verdict = answer->open ? ENT_VERDICT_OPEN : ENT_VERDICT_NOT_COVERED;
}

/* Counts names of a comma-separated list that are not in `seen` yet, and adds them. */
static size_t count_new(struct ent_text *seen, const char *list) {
    size_t count = 0;
    while (*list) {
        size_t length = strcspn(list, ",");
        char name[128];
        snprintf(name, sizeof name, "|%.*s|", (int)length, list);
        if (!strstr(seen->bytes, name)) {
            ent_text_add(seen, name);
            count++;
        }
        list += length;
        while (*list == ',' || *list == ' ')
            list++;
    }
    return count;
}

static void count_sources(const struct ent_evaluation *evaluation, struct ent_answer *answer) {
    struct ent_text seen;
    ent_text_init(&seen);
    for (size_t i = 0; i < answer->finding_count; i++)
        if (decides(evaluation, &answer->findings[i]) && answer->findings[i].outcome != ENT_OUTCOME_NOT_COVERED)
            answer->independent_sources += count_new(&seen, answer->findings[i].independent);
    ent_text_release(&seen);
}

/* The dimensions in which two specifications differ: bits by slot for measure and source, then bound, form, borders,
 * reporter.
 */
enum {
    MOVES_MEASURE = 1,
    MOVES_SOURCE = 2,
    MOVES_BOUND = 4,
    MOVES_FORM = 8,
    MOVES_REPORTER = 16,
    MOVES_BORDERS = 32,
    MOVES_MEMBERS = 64
};

static unsigned difference(const struct ent_evaluation *evaluation, const struct ent_finding *a,
                           const struct ent_finding *b) {
    unsigned out = 0;
    for (size_t i = 0; i < evaluation->slot_count; i++) {
        const struct ent_choice *left = &evaluation->slots[i].choices[a->choice_of_slot[i]];
        const struct ent_choice *right = &evaluation->slots[i].choices[b->choice_of_slot[i]];
        if (left == right)
            continue;
        out |= strcmp(left->text, right->text) != 0 ? MOVES_MEASURE : MOVES_SOURCE;
    }
    out |= a->bound != b->bound ? MOVES_BOUND : 0u;
    out |= a->form != b->form ? MOVES_FORM : 0u;
    out |= a->borders != b->borders ? MOVES_BORDERS : 0u;
    out |= a->members != b->members ? MOVES_MEMBERS : 0u;
    if (!out)
        out |= MOVES_REPORTER;
    return out;
}

static int name_moves(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    static const struct {
        unsigned bit;
        const char *words;
    } names[] = {{MOVES_MEASURE, "which measure"},      {MOVES_SOURCE, "which source"},
                 {MOVES_BOUND, "where the era begins"}, {MOVES_FORM, "difference or ratio"},
                 {MOVES_BORDERS, "which borders"},      {MOVES_MEMBERS, "members then or ever"},
                 {MOVES_REPORTER, "whose figures"}};
    unsigned moves = 0;
    for (size_t i = 0; i < answer->finding_count; i++)
        for (size_t j = 0; j < answer->finding_count; j++) {
            const struct ent_finding *a = &answer->findings[i], *b = &answer->findings[j];
            if (a->outcome != ENT_OUTCOME_HOLDS || b->outcome != ENT_OUTCOME_FAILS || !decides(evaluation, a) ||
                !decides(evaluation, b))
                continue;
            unsigned apart = difference(evaluation, a, b);
            if ((apart & (apart - 1)) == 0) /* they differ in one choice only: that choice moves it */
                moves |= apart;
        }
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (moves & names[i].bit)
            ent_text_format(&text, "%s%s", text.length ? "; " : "", names[i].words);
    answer->moves = text.failed ? NULL
                                : ent_arena_string(evaluation->context->arena,
                                                   text.length ? text.bytes : "several choices together");
    ent_text_release(&text);
    return answer->moves ? ENT_OK : ent_fail_memory(error);
}

/* Whether the same measure holds under another choice: its nearest sentence would say little new. */
static bool holds_elsewhere(const struct ent_answer *answer, const struct ent_finding *finding) {
    for (size_t i = 0; i < answer->finding_count; i++)
        if (answer->findings[i].outcome == ENT_OUTCOME_HOLDS && strcmp(answer->findings[i].label, finding->label) == 0)
            return true;
    return false;
}

/* Of all failing specifications the one that comes nearest to the claim: for a record the earliest S. */
static void choose_nearest(const struct ent_evaluation *evaluation, struct ent_answer *answer) {
    const struct ent_finding *best = NULL;
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (!decides(evaluation, finding) || finding->outcome != ENT_OUTCOME_FAILS || !finding->nearest)
            continue;
        bool fresh = !holds_elsewhere(answer, finding), best_fresh = best && !holds_elsewhere(answer, best);
        if (!best || (fresh && !best_fresh) ||
            (fresh == best_fresh && finding->holds_since && finding->holds_since < best->holds_since))
            best = finding;
    }
    if (best) {
        answer->nearest = best->nearest;
        answer->nearest_by = best->label;
    }
}

int ent_answer_line(struct ent_evaluation *evaluation, const char ***lines, size_t *count, const char *line,
                    struct ent_error *error) {
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*lines)[i], line) == 0)
            return ENT_OK;
    if (*count >= ENT_ANSWER_LINES)
        return ENT_OK;
    (*lines)[*count] = ent_arena_string(evaluation->context->arena, line);
    return (*lines)[(*count)++] ? ENT_OK : ent_fail_memory(error);
}

int ent_answer_add_reading(struct ent_evaluation *evaluation, struct ent_answer *answer, const char *line,
                           struct ent_error *error) {
    return ent_answer_line(evaluation, &answer->readings, &answer->reading_count, line, error);
}

int ent_answer_add_note(struct ent_evaluation *evaluation, struct ent_answer *answer, const char *line,
                        struct ent_error *error) {
    return ent_answer_line(evaluation, &answer->notes, &answer->note_count, line, error);
}

/* What the record does have of an entity that a claim names. */
static int name_entity_facts(struct ent_evaluation *evaluation, const struct ent_term *term, struct ent_text *text,
                             struct ent_error *error) {
    const char *list, *name = term->entity;
    for (size_t i = 0; i < term->written->option_count && !name; i++) {
        const struct ent_option *option = &term->written->options[i];
        if (strcmp(option->name, "item") == 0 || strcmp(option->name, "over") == 0)
            name = option->value;
    }
    const struct ent_measure *measure = evaluation->slots[term->slot].choices[0].measure;
    if (!name || (measure && measure->dated))
        return ENT_OK;
    bool bracketed = name[0] == '[';
    name = ent_arena_substring(evaluation->context->arena, name + bracketed, strlen(name) - 2 * bracketed);
    if (!name)
        return ent_fail_memory(error);
    ENT_TRY(ent_record_entity_facts(evaluation->context->record, evaluation->context->arena, name, &list, error));
    const char *line =
        ent_arena_format(evaluation->context->arena, "; of [%s] the record has %s", name, *list ? list : "nothing");
    if (line && !strstr(text->bytes, line))
        ent_text_add(text, line);
    return line ? ENT_OK : ent_fail_memory(error);
}

/* Whether it lies in what was asked, and no source would ever see it. */
static bool is_of_no_source(const char *reason) {
    static const enum ent_why whys[] = {ENT_WHY_NOT_MEMBER, ENT_WHY_OTHER_YEAR, ENT_WHY_NO_STATE, ENT_WHY_NOT_SEATED};
    for (size_t i = 0; reason && i < sizeof whys / sizeof whys[0]; i++)
        if (strcmp(reason, ent_why_text(whys[i])) == 0)
            return true;
    return false;
}

/* What would let a claim be seen that nothing sees: the sources that could, as far as the concept or measure tells. */
static int name_cover(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    if (answer->verdict != ENT_VERDICT_NOT_COVERED)
        return ENT_OK;
    struct ent_text text;
    ent_text_init(&text);
    for (size_t i = 0; i < answer->finding_count; i++) {
        const struct ent_finding *finding = &answer->findings[i];
        if (!decides(evaluation, finding) || is_of_no_source(finding->reason) || strstr(text.bytes, finding->label))
            continue;
        ent_text_format(&text, "%sa source of %s for these states and years", text.length ? ", or " : "",
                        finding->label);
    }
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < evaluation->term_count; i++)
        status = name_entity_facts(evaluation, &evaluation->terms[i], &text, error);
    bool failed = text.failed;
    if (!failed && text.length) {
        answer->would_cover = ent_arena_string(evaluation->context->arena, text.bytes);
        failed = !answer->would_cover;
    }
    ent_text_release(&text);
    return status != ENT_OK || !failed ? status : ent_fail_memory(error);
}

int ent_answer_conclude(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error) {
    count_outcomes(evaluation, answer);
    count_sources(evaluation, answer);
    answer->readings = ent_arena_alloc(evaluation->context->arena, 64, sizeof *answer->readings);
    answer->written = ent_arena_alloc(evaluation->context->arena, 64, sizeof *answer->written);
    if (!answer->readings || !answer->written)
        return ent_fail_memory(error);
    if (answer->verdict == ENT_VERDICT_SPLIT)
        ENT_TRY(name_moves(evaluation, answer, error));
    if (answer->verdict == ENT_VERDICT_SPLIT || answer->verdict == ENT_VERDICT_FAILS)
        choose_nearest(evaluation, answer);
    ENT_TRY(ent_answer_read(evaluation, answer, error));
    ENT_TRY(ent_answer_note(evaluation, answer, error));
    ENT_TRY(name_cover(evaluation, answer, error));
    return ent_answer_follow_up(evaluation, answer, error);
}
