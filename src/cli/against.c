#include "cli/against.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The answers of one document, and which of them have found their partner. */
struct document {
    struct ent_against_side *sides;
    bool *taken;
    size_t count;
};

const char *ent_against_text(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

/* ---- reading ---- */

static int fail_foreign(struct ent_cli *cli, const char *path, size_t at, const char *what) {
    return ent_fail_at(&cli->error, ENT_ERROR_INPUT, path, 0,
                       "%s%zu %s; --against takes what \"entente check --format json\" wrote", at ? "entry " : "", at,
                       what);
}

static int read_side(struct ent_cli *cli, const char *path, size_t at, const json_t *entry,
                     struct ent_against_side *out) {
    const char *verdict = ent_against_text(entry, "verdict"), *words = ent_against_text(entry, "words");
    bool statement = json_object_get(entry, "statement") != NULL;
    const json_t *answer = statement ? json_object_get(entry, "answer") : entry;
    *out = (struct ent_against_side){.statement = ent_against_text(entry, "statement"), .answer = answer};
    out->claim = ent_against_text(answer, "claim");
    out->id = ent_against_text(answer, "id");
    if (!statement && !verdict && json_is_object(json_object_get(entry, "error"))) { /* a line that was broken */
        *out = (struct ent_against_side){.claim = ent_against_text(json_object_get(entry, "error"), "claim"),
                                         .result = "NOT READ"};
        return out->claim ? ENT_OK : fail_foreign(cli, path, at + 1, "is an error that names no claim");
    }
    if (!out->claim && statement)
        out->claim = ent_against_text(entry, "written");
    if (!out->claim && statement)
        out->claim = ent_against_text(entry, "text");
    if (!verdict || !out->claim || (answer && !json_is_array(json_object_get(answer, "findings"))))
        return fail_foreign(cli, path, at + 1, "is no answer: it has no claim, verdict and findings");
    out->result = strcmp(verdict, "LEDGER") == 0 && words ? words : verdict;
    return ENT_OK;
}

static int read_document(struct ent_cli *cli, const char *path, const char *bytes, size_t length, json_t **owned,
                         struct document *out) {
    json_error_t error;
    *owned = json_loadb(bytes, length, 0, &error);
    if (!*owned)
        return ent_fail_at(&cli->error, ENT_ERROR_INPUT, path, error.line > 0 ? error.line : 0,
                           "is not JSON: %s; --against takes what \"entente check --format json\" wrote", error.text);
    if (!json_is_array(*owned))
        return ent_fail_at(&cli->error, ENT_ERROR_INPUT, path, 0,
                           "holds no list of answers; --against takes what \"entente check --format json\" wrote");
    out->count = json_array_size(*owned);
    out->sides = ent_arena_alloc(&cli->arena, out->count + 1, sizeof *out->sides);
    out->taken = ent_arena_alloc(&cli->arena, out->count + 1, sizeof *out->taken);
    if (!out->sides || !out->taken)
        return ent_fail_memory(&cli->error);
    for (size_t i = 0; i < out->count; i++)
        ENT_TRY(read_side(cli, path, i, json_array_get(*owned, i), &out->sides[i]));
    return ENT_OK;
}

/* ---- comparing ---- */

static bool same(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The first answer that is not taken: of the same claim, and of the same statement where `strict`. */
static struct ent_against_side *take(struct document *document, const struct ent_against_side *like, bool strict) {
    for (size_t i = 0; i < document->count; i++) {
        struct ent_against_side *side = &document->sides[i];
        if (document->taken[i] || !same(side->claim, like->claim) ||
            (strict && !same(side->statement, like->statement)))
            continue;
        document->taken[i] = true;
        return side;
    }
    return NULL;
}

static bool same_specification(const json_t *a, const json_t *b) {
    return same(ent_against_text(a, "label"), ent_against_text(b, "label")) &&
           same(ent_against_text(a, "choices"), ent_against_text(b, "choices")) &&
           same(ent_against_text(a, "independent"), ent_against_text(b, "independent"));
}

/* The k-th finding of a specification is compared with the k-th of the same one. */
static const json_t *partner(const json_t *findings, const json_t *others, size_t at) {
    const json_t *wanted = json_array_get(findings, at);
    size_t before = 0;
    for (size_t i = 0; i < at; i++)
        before += same_specification(json_array_get(findings, i), wanted);
    for (size_t i = 0; i < json_array_size(others); i++)
        if (same_specification(json_array_get(others, i), wanted) && before-- == 0)
            return json_array_get(others, i);
    return NULL;
}

/* To ten digits: the last ones of a sum may be those of another version of the program. */
static bool same_value(const json_t *a, const json_t *b) {
    const json_t *left = json_object_get(a, "value"), *right = json_object_get(b, "value");
    if (!json_is_number(left) || !json_is_number(right))
        return !json_is_number(left) && !json_is_number(right);
    double x = json_number_value(left), y = json_number_value(right);
    return fabs(x - y) <= 1e-10 * fmax(fabs(x), fabs(y));
}

static enum ent_against_kind compare_findings(const json_t *before, const json_t *now) {
    if (!before || !now || !same(ent_against_text(before, "outcome"), ent_against_text(now, "outcome")))
        return ENT_AGAINST_SPECIFICATION;
    return same(ent_against_text(before, "numbers"), ent_against_text(now, "numbers")) && same_value(before, now)
               ? ENT_AGAINST_SAME
               : ENT_AGAINST_NUMBERS;
}

static void note_finding(struct ent_against_change *change, const json_t *before, const json_t *now) {
    enum ent_against_kind kind = compare_findings(before, now);
    if (kind == ENT_AGAINST_SAME)
        return;
    change->findings[change->finding_count++] = (struct ent_against_finding){before, now};
    if (kind > change->kind)
        change->kind = kind;
}

static int compare_answers(struct ent_cli *cli, struct ent_against_change *change) {
    const json_t *before = json_object_get(change->before->answer, "findings");
    const json_t *now = json_object_get(change->now->answer, "findings");
    change->findings =
        ent_arena_alloc(&cli->arena, json_array_size(before) + json_array_size(now) + 1, sizeof *change->findings);
    if (!change->findings)
        return ent_fail_memory(&cli->error);
    for (size_t i = 0; i < json_array_size(now); i++)
        note_finding(change, partner(now, before, i), json_array_get(now, i));
    for (size_t i = 0; i < json_array_size(before); i++)
        if (!partner(before, now, i))
            note_finding(change, json_array_get(before, i), NULL);
    return ENT_OK;
}

/* ---- what it rests on ---- */

static bool holds_word(const char *const *words, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* The words of an array; of releases "source version". */
static int list_words(struct ent_cli *cli, const json_t *array, const char ***out, size_t *count) {
    *count = 0;
    *out = ent_arena_alloc(&cli->arena, json_array_size(array) + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(&cli->error);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *item = json_array_get(array, i);
        const char *word = json_string_value(item), *source = ent_against_text(item, "source"),
                   *version = ent_against_text(item, "version");
        if (!word && source && version)
            word = ent_arena_format(&cli->arena, "%s %s", source, version);
        if (word && !holds_word(*out, *count, word))
            (*out)[(*count)++] = word;
    }
    return ENT_OK;
}

/* What the list at `key` has in one of the two answers only. */
static int list_differences(struct ent_cli *cli, const struct ent_against_change *change, const char *key,
                            const char ***gone, size_t *gone_count, const char ***added, size_t *added_count) {
    const char **before, **now;
    size_t before_count, now_count;
    ENT_TRY(list_words(cli, json_object_get(change->before->answer, key), &before, &before_count));
    ENT_TRY(list_words(cli, json_object_get(change->now->answer, key), &now, &now_count));
    *gone = ent_arena_alloc(&cli->arena, before_count + 1, sizeof **gone);
    *added = ent_arena_alloc(&cli->arena, now_count + 1, sizeof **added);
    if (!*gone || !*added)
        return ent_fail_memory(&cli->error);
    for (size_t i = 0; i < before_count; i++)
        if (!holds_word(now, now_count, before[i]))
            (*gone)[(*gone_count)++] = before[i];
    for (size_t i = 0; i < now_count; i++)
        if (!holds_word(before, before_count, now[i]))
            (*added)[(*added_count)++] = now[i];
    return ENT_OK;
}

static int compare_pair(struct ent_cli *cli, struct ent_against *out, const struct ent_against_side *before,
                        const struct ent_against_side *now) {
    struct ent_against_change *change = &out->changes[out->change_count];
    *change = (struct ent_against_change){.before = before, .now = now};
    ENT_TRY(compare_answers(cli, change));
    ENT_TRY(list_differences(cli, change, "releases", &change->releases_gone, &change->releases_gone_count,
                             &change->releases_new, &change->releases_new_count));
    ENT_TRY(list_differences(cli, change, "readings", &change->readings_gone, &change->readings_gone_count,
                             &change->readings_new, &change->readings_new_count));
    if (change->kind == ENT_AGAINST_SAME && before->answer && now->answer &&
        change->readings_gone_count + change->readings_new_count)
        change->kind = ENT_AGAINST_READING;
    if (!same(before->result, now->result))
        change->kind = ENT_AGAINST_VERDICT;
    out->kinds[change->kind]++;
    if (change->kind != ENT_AGAINST_SAME)
        out->change_count++;
    else
        out->rereleased += change->releases_gone_count + change->releases_new_count > 0;
    return ENT_OK;
}

/* Pairs of the same statement and claim first, so that a claim that stands twice meets its own; then of the same claim,
 * for statements whose number is another by now. */
static int pair_up(struct ent_cli *cli, struct document *before, struct document *now, struct ent_against *out) {
    struct ent_against_side **partners =
        ent_arena_alloc(&cli->arena, now->count + 1, sizeof(struct ent_against_side *));
    out->changes = ent_arena_alloc(&cli->arena, now->count + 1, sizeof *out->changes);
    out->added = ent_arena_alloc(&cli->arena, now->count + 1, sizeof(struct ent_against_side *));
    out->gone = ent_arena_alloc(&cli->arena, before->count + 1, sizeof(struct ent_against_side *));
    if (!partners || !out->changes || !out->added || !out->gone)
        return ent_fail_memory(&cli->error);
    for (int strict = 1; strict >= 0; strict--)
        for (size_t i = 0; i < now->count; i++)
            if (!partners[i])
                partners[i] = take(before, &now->sides[i], strict);
    for (size_t i = 0; i < now->count; i++)
        if (partners[i])
            ENT_TRY(compare_pair(cli, out, partners[i], &now->sides[i]));
        else
            out->added[out->added_count++] = &now->sides[i];
    for (size_t i = 0; i < before->count; i++)
        if (!before->taken[i])
            out->gone[out->gone_count++] = &before->sides[i];
    return ENT_OK;
}

int ent_against_compare(struct ent_cli *cli, const char *path, const char *now, size_t length, struct ent_against *out,
                        json_t *owned[2]) {
    struct document documents[2];
    char *bytes;
    size_t size;
    *out = (struct ent_against){.path = path};
    ENT_TRY(ent_cli_read(cli, path, &bytes, &size));
    ENT_TRY(read_document(cli, path, bytes, size, &owned[0], &documents[0]));
    ENT_TRY(read_document(cli, "this run", now, length, &owned[1], &documents[1]));
    return pair_up(cli, &documents[0], &documents[1], out);
}
