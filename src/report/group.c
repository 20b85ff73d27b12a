/* Merging findings for the eye: three numbers that are the same three times are one line. */
#include <stdio.h>
#include <string.h>

#include "report/answer.h"

static bool same_words(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_number(double a, double b) {
    return a == b || (a != a && b != b);
}

static bool belongs(const struct ent_finding *a, const struct ent_finding *b) {
    return a->outcome == b->outcome && a->core == b->core && same_words(a->label, b->label) &&
           same_words(a->source, b->source) && same_words(a->numbers, b->numbers) && same_words(a->reason, b->reason) &&
           same_number(a->low, b->low) && same_number(a->high, b->high) && same_number(a->agree, b->agree);
}

/* What kind of choice a part is: its first word, or one word for both forms of a gap. */
static const char *kind_of(const char *part, size_t *skip) {
    *skip = 0;
    if (strncmp(part, "since ", 6) == 0) {
        *skip = 6;
        return "since ";
    }
    if (strncmp(part, "by ", 3) == 0) {
        *skip = 3;
        return "by ";
    }
    return "";
}

/* Adds the values of one kind over all findings of the group: "since 1954|1957". */
static void add_kind(struct ent_finding_group *group, const struct ent_finding *findings, size_t count,
                     const char *kind) {
    char values[200] = "|";
    size_t length = 1;
    for (size_t i = 0; i < count; i++) {
        if (!belongs(group->first, &findings[i]) || !findings[i].choices)
            continue;
        char copy[256], *cursor = copy;
        snprintf(copy, sizeof copy, "%s", findings[i].choices);
        while (cursor) {
            size_t skip;
            char *part = ent_text_trim(ent_text_split(&cursor, ',')), value[128];
            if (!part[0] || strcmp(kind_of(part, &skip), kind) != 0)
                continue;
            snprintf(value, sizeof value, "|%s|", part + skip);
            if (strstr(values, value) || length + strlen(value) >= sizeof values)
                continue;
            length += (size_t)snprintf(values + length, sizeof values - length, "%s", value + 1);
        }
    }
    if (length < 2)
        return;
    values[length - 1] = '\0';
    size_t used = strlen(group->choices);
    snprintf(group->choices + used, sizeof group->choices - used, "%s%s%s", used ? ", " : "", kind, values + 1);
}

size_t ent_findings_group(struct ent_arena *arena, const struct ent_answer *answer, struct ent_finding_group **out) {
    size_t count = 0;
    struct ent_finding_group *groups = *out = ent_arena_alloc(arena, answer->finding_count + 1, sizeof *groups);
    for (size_t i = 0; groups && i < answer->finding_count; i++) {
        size_t at = 0;
        while (at < count && !belongs(groups[at].first, &answer->findings[i]))
            at++;
        if (at == count)
            groups[count++].first = &answer->findings[i];
        groups[at].count++;
    }
    for (size_t i = 0; i < count; i++) {
        add_kind(&groups[i], answer->findings, answer->finding_count, "since ");
        add_kind(&groups[i], answer->findings, answer->finding_count, "");
        add_kind(&groups[i], answer->findings, answer->finding_count, "by ");
    }
    return count;
}
