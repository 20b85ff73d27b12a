/* Names of roll calls as people write them. Sessions up to the 30th numbered resolutions on and on and are written in
 * Roman figures behind the number; from the 31st on each session begins anew: 68/262. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "measure/votes_call.h"

enum { LONGEST = 120, SESSIONS_MOST = 999, NUMBERS_MOST = 9999 };

/* The text in capitals with single spaces, none beside "/", "-" and brackets; false: too long to be one. */
static bool squeeze(const char *text, char out[LONGEST]) {
    size_t length = 0;
    for (const char *at = text; *at; at++) {
        bool space = isspace((unsigned char)*at) || *at == '.';
        char last = length ? out[length - 1] : ' ';
        if (space && (last == ' ' || strchr("/-(", last)))
            continue;
        if (!space && last == ' ' && length && strchr("/-()", *at))
            length--;
        if (length + 1 >= LONGEST)
            return false;
        out[length++] = space ? ' ' : (char)toupper((unsigned char)*at);
    }
    while (length && out[length - 1] == ' ')
        length--;
    out[length] = '\0';
    return true;
}

static bool take(const char **at, const char *word) {
    size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return false;
    *at += length;
    return true;
}

/* "UN General Assembly resolution", "GA res.": nothing that tells one resolution from another. */
static const char *skip_words(const char *at) {
    static const char *const words[] = {
        "UNITED NATIONS ", "UNGA ", "UN ", "GENERAL ASSEMBLY ", "GA ", "RESOLUTION ", "RESOLUTION/", "RES ", "NO ",
        "NUMBER "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take(&at, words[i]))
            i = (size_t)-1;
    return at;
}

static bool take_number(const char **at, int most, int *out) {
    char *end;
    if (!isdigit((unsigned char)**at))
        return false;
    long value = strtol(*at, &end, 10);
    *at = end;
    *out = (int)value;
    return value >= 1 && value <= most;
}

static void take_letters(const char **at, char out[4]) {
    size_t length = 0;
    if (**at == ' ')
        ++*at;
    while (isupper((unsigned char)(*at)[length]) && length < 3)
        length++;
    memcpy(out, *at, length);
    out[length] = '\0';
    *at += length;
}

static bool take_roman(const char **at, int *out) {
    static const struct {
        const char *letters;
        int value;
    } parts[] = {{"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}};
    const char *begin = *at;
    *out = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        while (take(at, parts[i].letters))
            *out += parts[i].value;
    return *at > begin && *out >= 1 && *out < 50;
}

/* "ES-", "ESS/", "S-", "SS/" before a session. */
static enum ent_session_kind take_kind(const char **at) {
    if (take(at, "ES-") || take(at, "ESS/"))
        return ENT_SESSION_EMERGENCY;
    return take(at, "S-") || take(at, "SS/") ? ENT_SESSION_SPECIAL : ENT_SESSION_REGULAR;
}

/* "68/262", "55/33 C", "ES-11/1". */
static bool read_slashed(const char *at, struct ent_call_name *out) {
    out->kind = take_kind(&at);
    if (!take_number(&at, SESSIONS_MOST, &out->session) || !take(&at, "/") ||
        !take_number(&at, NUMBERS_MOST, &out->number))
        return false;
    take_letters(&at, out->letters);
    return !*at;
}

/* "2758 (XXVI)", "2832 A (XXVI)", "3201 (S-VI)". */
static bool read_roman(const char *at, struct ent_call_name *out) {
    if (!take_number(&at, NUMBERS_MOST, &out->number))
        return false;
    take_letters(&at, out->letters);
    if (!take(&at, "("))
        return false;
    out->kind = take_kind(&at);
    return take_roman(&at, &out->session) && take(&at, ")") && !*at;
}

static int fail_name(const char *text, bool council, struct ent_error *error) {
    if (council)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "\"%s\" is not of the General Assembly: the record has roll calls of the Assembly alone, as in "
                        "A/RES/68/262",
                        text);
    return ent_fail(error, ENT_ERROR_USAGE,
                    "\"%s\" is no number of a resolution of the General Assembly: write A/RES/68/262, 68/262 (session "
                    "and number), 55/33 C, 2758 (XXVI), ES-11/1, or \"roll call\" and its name in the source",
                    text);
}

int ent_call_name_parse(struct ent_arena *arena, const char *text, struct ent_call_name *out, struct ent_error *error) {
    char squeezed[LONGEST];
    *out = (struct ent_call_name){.call = NULL};
    if (!squeeze(text, squeezed))
        return fail_name(text, false, error);
    const char *at = skip_words(squeezed);
    if (take(&at, "ROLL CALL ") || take(&at, "RCID ")) {
        out->call = *at ? ent_arena_string(arena, at) : NULL;
        return out->call ? ENT_OK : *at ? ent_fail_memory(error) : fail_name(text, false, error);
    }
    if (strncmp(at, "S/RES/", 6) == 0)
        return fail_name(text, true, error);
    (void)(take(&at, "A/RES/") || take(&at, "RES/") || take(&at, "R/"));
    if (read_slashed(at, out))
        return ENT_OK;
    *out = (struct ent_call_name){.call = NULL};
    return read_roman(at, out) ? ENT_OK : fail_name(text, false, error);
}

static const char *roman(struct ent_arena *arena, int number) {
    static const char *const tens[] = {"", "X", "XX", "XXX", "XL"};
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    return ent_arena_format(arena, "%s%s", tens[number / 10 % 5], ones[number % 10]);
}

char *ent_call_name_text(struct ent_arena *arena, const struct ent_call_name *name) {
    static const char *const kinds[] = {"", "S-", "ES-"};
    const char *space = name->letters[0] ? " " : "", *kind = kinds[name->kind];
    enum { LAST_ROMAN = 30 };
    bool old = name->kind == ENT_SESSION_REGULAR && name->session <= LAST_ROMAN;
    if (name->call)
        return ent_arena_format(arena, "roll call %s", name->call);
    if (!old)
        return ent_arena_format(arena, "A/RES/%s%d/%d%s%s", kind, name->session, name->number, space, name->letters);
    const char *session = roman(arena, name->session);
    return session ? ent_arena_format(arena, "A/RES/%d%s%s (%s)", name->number, space, name->letters, session) : NULL;
}
