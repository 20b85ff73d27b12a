/* Words: for kinds of cell, for the reasons why a point has no value, for codes. */
#include "measure/measure.h"

#include <stdio.h>
#include <string.h>

const char *ent_why_text(enum ent_why why) {
    switch (why) {
    case ENT_WHY_FINE:
        return "fine";
    case ENT_WHY_EMPTY:
        return "no common rows";
    case ENT_WHY_TOO_FEW:
        return "too few cases";
    case ENT_WHY_CONSTANT:
        return "a constant row";
    case ENT_WHY_ZERO_DENOM:
        return "chance agreement is total";
    case ENT_WHY_ONE_SIDED:
        return "only one party is in the source";
    case ENT_WHY_NOT_SEATED:
        return "no seat";
    case ENT_WHY_NO_STATE:
        return "no such state then";
    case ENT_WHY_OUTSIDE:
        return "outside the years of the source";
    case ENT_WHY_NOT_LISTED:
        return "not in the source's list of states then";
    case ENT_WHY_MISSING:
        return "missing in the source";
    case ENT_WHY_RECALLED:
        return "only a recalled figure";
    case ENT_WHY_NOT_ESTIMATED:
        return "not estimated yet";
    case ENT_WHY_CLOSER:
        return "known by the year only, or by a longer time than is asked for";
    case ENT_WHY_UNIT:
        return "in another unit";
    case ENT_WHY_NO_CALL:
        return "no such roll call in the record";
    case ENT_WHY_SEVERAL:
        return "several roll calls, none marked as the one on the whole";
    case ENT_WHY_OTHER_YEAR:
        return "the vote was in another year";
    case ENT_WHY_NOT_MEMBER:
        return "not a member of the group then";
    case ENT_WHY_CONFLICT:
        return "several different values";
    case ENT_WHY_ZERO_TOTAL:
        return "a total of zero";
    case ENT_WHY_SINGLE:
        return "only one partner";
    }
    return "";
}

const char *ent_kind_text(enum ent_kind kind) {
    switch (kind) {
    case ENT_KIND_VALUE:
        return "value";
    case ENT_KIND_NONE:
        return "none";
    case ENT_KIND_UNKNOWN:
        return "unknown";
    case ENT_KIND_NOT_COVERED:
        return "not covered";
    case ENT_KIND_UNDEFINED:
        return "undefined";
    case ENT_KIND_NO_STATE:
        return "no state";
    }
    return "";
}

int ent_measure_code(const struct ent_measure *measure, const char *word) {
    int code = 1;
    for (const char *at = measure->codes; at && *at; code++) {
        char one[32];
        size_t length = strcspn(at, "|");
        snprintf(one, sizeof one, "%.*s", (int)length, at);
        if (ent_text_equal_folded(one, word))
            return code;
        at += length + (at[length] == '|');
    }
    return 0;
}

const char *ent_measure_code_word(struct ent_arena *arena, const struct ent_measure *measure, double code) {
    const char *at = measure->codes;
    for (int i = 1; i < (int)code && *at; i++)
        at += strcspn(at, "|") + (at[strcspn(at, "|")] == '|');
    return ent_arena_substring(arena, at, strcspn(at, "|"));
}
