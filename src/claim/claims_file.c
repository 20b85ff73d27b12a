#include "claim/claims_file.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

enum { LONGEST_WORDS = 16 * 1024 };

struct reader {
    struct ent_arena *arena;
    struct ent_error *error;
    struct ent_claims_file *file;
    size_t statement_capacity, entry_capacity, pin_capacity;
    char *cursor; /* the lines not read yet */
    long line;
};

static int fail(struct reader *reader, const char *message) {
    return ent_fail_at(reader->error, ENT_ERROR_INPUT, reader->file->name, reader->line, "%s", message);
}

/* The rest of a line after a keyword (capitals ignored) and white space or a colon; NULL when it begins otherwise. */
static char *after(char *line, const char *keyword) {
    size_t length = strlen(keyword);
    if (strncasecmp(line, keyword, length) != 0)
        return NULL;
    if (line[length] == ':')
        return ent_text_trim(line + length + 1);
    if (line[length] && !isspace((unsigned char)line[length]))
        return NULL;
    return ent_text_trim(line + length);
}

static int check_bytes(struct reader *reader, const char *bytes, size_t length) {
    reader->line = 1;
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step =
            utf8proc_iterate((const utf8proc_uint8_t *)bytes + at, (utf8proc_ssize_t)(length - at), &point);
        if (step <= 0)
            return fail(reader, "the text is not UTF-8; save it as UTF-8");
        if (point == 0)
            return fail(reader, "a NUL byte: this is not a text file");
        if ((point < 0x20 && point != '\t' && point != '\n' && point != '\r') || (point >= 0x7F && point < 0xA0))
            return fail(reader, "a control character; leave it out");
        reader->line += point == '\n';
        at += (size_t)step;
    }
    return ENT_OK;
}

static int keep(struct reader *reader, const char *text, const char **out) {
    *out = ent_arena_string(reader->arena, text);
    return *out ? ENT_OK : ent_fail_memory(reader->error);
}

static int read_pin(struct reader *reader, char *text) {
    char *slash = strchr(text, '/');
    if (!slash || !slash[1] || slash == text)
        return fail(reader, "a concept is pinned as NAME/VERSION, for example: concept alignment/1");
    *slash = '\0';
    void *items = reader->file->pins;
    if (ent_arena_grow(reader->arena, &items, reader->file->pin_count, &reader->pin_capacity,
                       sizeof *reader->file->pins))
        return ent_fail_memory(reader->error);
    reader->file->pins = items;
    struct ent_pin *pin = &reader->file->pins[reader->file->pin_count++];
    ENT_TRY(keep(reader, text, &pin->concept));
    return keep(reader, slash + 1, &pin->version);
}

static int read_header(struct reader *reader, char *line) {
    struct ent_claims_file *file = reader->file;
    char *dateline = after(line, "dateline"), *source = after(line, "source"), *concept = after(line, "concept");
    if (!dateline && !source && !concept)
        return fail(reader,
                    "expected dateline, source, concept, or a statement: [57] \"words\" — speaker; claims stand "
                    "indented below their statement");
    if (file->statement_count)
        return fail(reader, "dateline, source and concept stand before the first statement");
    if (concept)
        return read_pin(reader, concept);
    if (source)
        return file->source ? fail(reader, "a second source; a file has one") : keep(reader, source, &file->source);
    if (file->has_dateline)
        return fail(reader, "a second dateline; a file has one");
    file->has_dateline = ent_interval_parse(dateline, &file->dateline);
    return file->has_dateline ? ENT_OK : fail(reader, "the dateline is no date; write 2019, 2019-02 or 2019-02-01");
}

/* Bytes of a dash before a speaker at `text`, or 0. */
static size_t dash_at(const char *text) {
    if (strncmp(text, "—", 3) == 0 || strncmp(text, "–", 3) == 0)
        return 3;
    return strncmp(text, "--", 2) == 0 ? 2 : 0;
}

/* The mark that closes what the mark at `text` opens; NULL when none stands there. */
static const char *closing_quote(const char *text) {
    return *text == '"' ? "\"" : strncmp(text, "“", 3) == 0 ? "”" : NULL;
}

/* The closing quote of the words that begin at `text`: the first that stands before a dash or last in the line. Quotes
 * inside the words are neither. */
static char *end_of_words(char *text, const char *quote) {
    for (char *at = strstr(text, quote); at; at = strstr(at + strlen(quote), quote)) {
        const char *next = at + strlen(quote);
        next += strspn(next, " \t\r");
        if (!*next || dash_at(next))
            return at;
    }
    return NULL;
}

/* Appends the next line to words that are not closed yet, with one space; false when it does not go on with them. */
static bool join_line(struct reader *reader, struct ent_text *words, const char *quote, char **end) {
    if (!reader->cursor || (*reader->cursor != ' ' && *reader->cursor != '\t') || words->length > LONGEST_WORDS)
        return false;
    char *line = ent_text_trim(ent_text_split(&reader->cursor, '\n'));
    size_t before = words->length + 1;
    reader->line++;
    ent_text_format(words, " %s", line);
    *end = words->failed ? NULL : end_of_words(words->bytes + before, quote);
    return *line != '\0';
}

/* The words with their closing quote, which may stand on an indented line further down. */
static int join_words(struct reader *reader, char *text, const char *quote, char **out, char **end) {
    struct ent_text words;
    long line = reader->line;
    ent_text_init(&words);
    ent_text_add(&words, text);
    *end = words.failed ? NULL : end_of_words(words.bytes, quote);
    while (!*end && join_line(reader, &words, quote, end))
        ;
    size_t at = *end ? (size_t)(*end - words.bytes) : 0;
    *out = words.failed ? NULL : ent_arena_string(reader->arena, words.bytes);
    bool failed = words.failed;
    ent_text_release(&words);
    if (failed || !*out)
        return ent_fail_memory(reader->error);
    if (!*end) {
        reader->line = line;
        return fail(reader, strstr(text, quote) ? "after the words in quotes comes nothing, or a dash and the speaker"
                                                : "the quote of this statement is never closed");
    }
    *end = *out + at;
    return ENT_OK;
}

static int read_words(struct reader *reader, struct ent_statement *statement, char *text) {
    char *end;
    const char *quote = closing_quote(text);
    if (!quote)
        return fail(reader, "a statement's words stand in quotes: [57] \"the words\" — speaker");
    ENT_TRY(join_words(reader, text + strlen(quote), quote, &text, &end));
    char *rest = end + strlen(quote);
    *end = '\0';
    ENT_TRY(keep(reader, text, &statement->text));
    rest = ent_text_trim(rest);
    rest = ent_text_trim(rest + dash_at(rest));
    if (!*rest)
        return ENT_OK;
    ENT_TRY(keep(reader, rest, &statement->speaker));
    if (ent_speaker_parse(&statement->said_by, reader->arena, rest) != ENT_OK)
        return ent_fail_memory(reader->error);
    return ENT_OK;
}

static int read_statement(struct reader *reader, char *line) {
    struct ent_claims_file *file = reader->file;
    char *close = strchr(line, ']');
    if (!close || close == line + 1)
        return fail(reader, "a statement begins with its number in brackets: [57] \"the words\"");
    *close = '\0';
    void *items = file->statements;
    if (ent_arena_grow(reader->arena, &items, file->statement_count, &reader->statement_capacity,
                       sizeof *file->statements))
        return ent_fail_memory(reader->error);
    file->statements = items;
    struct ent_statement *statement = &file->statements[file->statement_count++];
    *statement = (struct ent_statement){.line = reader->line};
    reader->entry_capacity = 0;
    ENT_TRY(keep(reader, ent_text_trim(line + 1), &statement->id));
    if (!*statement->id)
        return fail(reader, "a statement begins with its number in brackets: [57] \"the words\"");
    return read_words(reader, statement, ent_text_trim(close + 1));
}

static int new_entry(struct reader *reader, enum ent_entry_kind kind, const char *text, struct ent_entry **out) {
    struct ent_statement *statement = &reader->file->statements[reader->file->statement_count - 1];
    void *items = statement->entries;
    if (ent_arena_grow(reader->arena, &items, statement->entry_count, &reader->entry_capacity,
                       sizeof *statement->entries))
        return ent_fail_memory(reader->error);
    statement->entries = items;
    *out = &statement->entries[statement->entry_count++];
    **out = (struct ent_entry){.kind = kind, .line = reader->line};
    return keep(reader, text, &(*out)->text);
}

/* A broken claim is kept as what it is, so that the others are answered. */
static int keep_fault(struct reader *reader, struct ent_entry *entry, const char *message, size_t place) {
    struct ent_claim_fault fault = {reader->file->name, entry->line, entry->text, message, place};
    entry->claim = NULL;
    return ent_claim_fault_keep(&entry->fault, reader->arena, &fault, reader->error);
}

static int parse_claim(struct reader *reader, struct ent_entry *entry) {
    struct ent_error error;
    size_t offset = 0;
    int status = ent_claim_parse(&entry->claim, reader->arena, entry->text, &offset, &error);
    if (status == ENT_ERROR_USAGE)
        return keep_fault(reader, entry, error.message, offset);
    return status == ENT_OK ? ENT_OK : ent_fail(reader->error, status, "%s", error.message);
}

static int read_verdict(struct reader *reader, char *text, enum ent_verdict *out) {
    if (ent_verdict_from_text(text, out))
        return ENT_OK;
    for (int verdict = ENT_VERDICT_HOLDS; verdict <= ENT_VERDICT_LEDGER; verdict++) {
        const char *word = ent_verdict_text((enum ent_verdict)verdict);
        for (char *at = text; *at; at++)
            *at = (char)toupper((unsigned char)*at);
        if (ent_text_distance(text, word, 2) <= 2)
            return ent_fail_at(reader->error, ENT_ERROR_INPUT, reader->file->name, reader->line,
                               "found '%s', expected a verdict; did you mean '%s'?", text, word);
    }
    return fail(reader, "expect takes HOLDS, FAILS, SPLIT, OPEN, NOT COVERED, NOT CHECKABLE or LEDGER, then # and the "
                        "reason");
}

static int read_expect(struct reader *reader, char *rest) {
    struct ent_statement *statement = &reader->file->statements[reader->file->statement_count - 1];
    if (!statement->entry_count)
        return fail(reader, "expect stands below the claim it belongs to");
    struct ent_entry *entry = &statement->entries[statement->entry_count - 1];
    if (entry->has_expect)
        return fail(reader, "this claim has an expect already");
    char *reason = strchr(rest, '#'), *because = strstr(rest, " because ");
    if (because && (!reason || because < reason)) {
        *because = '\0';
        reason = because + strlen(" because");
    }
    if (reason) {
        if (*reason == '#')
            *reason = '\0';
        ENT_TRY(keep(reader, ent_text_trim(reason + 1), &entry->because));
    }
    entry->has_expect = true;
    entry->expect_line = reader->line;
    return read_verdict(reader, ent_text_trim(rest), &entry->expect);
}

static int read_forecast(struct reader *reader, char *line, char *rest) {
    struct ent_entry *entry;
    char *colon = strchr(rest, ':');
    ENT_TRY(new_entry(reader, ENT_ENTRY_FORECAST, line, &entry));
    if (strncmp(rest, "by ", 3) != 0 || !colon)
        return keep_fault(reader, entry, "a forecast is written: forecast by 2024: CLAIM", ENT_NOWHERE);
    *colon = '\0';
    if (!ent_interval_parse(ent_text_trim(rest + 3), &entry->interval))
        return keep_fault(reader, entry, "a forecast is due at a date: forecast by 2024: CLAIM", ENT_NOWHERE);
    ENT_TRY(keep(reader, ent_text_trim(colon + 1), &entry->text));
    return parse_claim(reader, entry);
}

/* "2018-09", or "1954..1957" from the first day to the last. */
static bool parse_interval(char *text, struct ent_interval *out) {
    struct ent_interval to;
    char *range = strstr(text, "..");
    if (!range)
        return ent_interval_parse(text, out);
    *range = '\0';
    bool valid = ent_interval_parse(ent_text_trim(text), out) && ent_interval_parse(ent_text_trim(range + 2), &to);
    if (valid && to.to <= out->from)
        return false;
    if (valid)
        out->to = to.to;
    return valid;
}

static int read_text(struct reader *reader, char *rest) {
    struct ent_entry *entry;
    ENT_TRY(new_entry(reader, ENT_ENTRY_TEXT, rest, &entry));
    if (!*rest || (isdigit((unsigned char)rest[0]) && !parse_interval(rest, &entry->interval)))
        return fail(reader, "text: takes a date (2018, 2018-09, 2018-09-11), a range (1954..1957) or words");
    return ENT_OK;
}

/* A comment begins with "#" after white space. */
static void drop_comment(char *line) {
    for (char *at = line; *at; at++)
        if (*at == '#' && at > line && isspace((unsigned char)at[-1]))
            *at-- = '\0';
    ent_text_trim(line);
}

static int read_entry(struct reader *reader, char *line) {
    struct ent_entry *entry;
    char *rest;
    if (!reader->file->statement_count)
        return fail(reader, "a claim stands below a statement: [1] \"the words\"");
    if ((rest = after(line, "expect")))
        return read_expect(reader, rest);
    drop_comment(line);
    if ((rest = after(line, "not checkable"))) {
        ENT_TRY(new_entry(reader, ENT_ENTRY_NOT_CHECKABLE, line, &entry));
        if (!*rest)
            return fail(reader, "say why: not checkable: cause (motive, counterfactual, undefined term, …)");
        return keep(reader, rest, &entry->reason);
    }
    if ((rest = after(line, "opinion"))) {
        ENT_TRY(new_entry(reader, ENT_ENTRY_OPINION, line, &entry));
        return *rest ? keep(reader, rest, &entry->reason) : ENT_OK;
    }
    if ((rest = after(line, "forecast")))
        return read_forecast(reader, line, rest);
    if ((rest = after(line, "text")))
        return read_text(reader, rest);
    ENT_TRY(new_entry(reader, ENT_ENTRY_CLAIM, line, &entry));
    return parse_claim(reader, entry);
}

static int read_line(struct reader *reader, char *line) {
    bool indented = line[0] == ' ' || line[0] == '\t';
    char *text = ent_text_trim(line);
    if (!text[0] || text[0] == '#')
        return ENT_OK;
    if (indented)
        return read_entry(reader, text);
    return text[0] == '[' ? read_statement(reader, text) : read_header(reader, text);
}

/* ---- the whole file ---- */

static int by_id(const void *a, const void *b) {
    const struct ent_statement *const *left = a, *const *right = b;
    int order = strcmp((*left)->id, (*right)->id);
    return order ? order : ((*left)->line > (*right)->line) - ((*left)->line < (*right)->line);
}

static int check_ids(struct reader *reader) {
    struct ent_claims_file *file = reader->file;
    const struct ent_statement **sorted = ent_arena_alloc(reader->arena, file->statement_count, sizeof *sorted);
    if (!sorted)
        return ent_fail_memory(reader->error);
    for (size_t i = 0; i < file->statement_count; i++)
        sorted[i] = &file->statements[i];
    qsort(sorted, file->statement_count, sizeof *sorted, by_id);
    for (size_t i = 1; i < file->statement_count; i++)
        if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
            return ent_fail_at(reader->error, ENT_ERROR_INPUT, file->name, sorted[i]->line,
                               "statement [%s] stands already at line %ld; give each its own number", sorted[i]->id,
                               sorted[i - 1]->line);
    return ENT_OK;
}

static bool skip_mark(const char **bytes, size_t *length) {
    if (*length < 3 || memcmp(*bytes, "\xef\xbb\xbf", 3) != 0)
        return false;
    *bytes += 3;
    *length -= 3;
    return true;
}

int ent_claims_file_parse(struct ent_claims_file **out, struct ent_arena *arena, const char *name, const char *bytes,
                          size_t length, struct ent_error *error) {
    struct reader reader = {.arena = arena, .error = error};
    reader.file = ent_arena_alloc(arena, 1, sizeof *reader.file);
    if (!reader.file)
        return ent_fail_memory(error);
    skip_mark(&bytes, &length);
    ENT_TRY(keep(&reader, name, &reader.file->name));
    ENT_TRY(check_bytes(&reader, bytes, length));
    reader.cursor = ent_arena_substring(arena, bytes, length);
    if (!reader.cursor)
        return ent_fail_memory(error);
    reader.line = 0;
    while (reader.cursor) {
        reader.line++;
        ENT_TRY(read_line(&reader, ent_text_split(&reader.cursor, '\n')));
    }
    if (!reader.file->statement_count)
        return ent_fail_at(error, ENT_ERROR_INPUT, name, 0, "the file holds no statement: [1] \"the words\"");
    ENT_TRY(check_ids(&reader));
    *out = reader.file;
    return ENT_OK;
}

/* Whether a line is "[id] "words…": brackets, space, a quotation mark. */
static bool is_statement(const char *line, size_t length) {
    const char *close = memchr(line, ']', length);
    if (line[0] != '[' || !close || close == line + 1)
        return false;
    const char *end = line + length, *at = close + 1;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at < end && (*at == '"' || (end - at >= 3 && memcmp(at, "“", 3) == 0));
}

static bool begins_with(const char *line, size_t length, const char *word) {
    size_t letters = strlen(word);
    return length > letters && memcmp(line, word, letters) == 0 && isspace((unsigned char)line[letters]);
}

bool ent_claims_file_looks_like(const char *bytes, size_t length) {
    bool header = false;
    skip_mark(&bytes, &length);
    while (length) {
        const char *end = memchr(bytes, '\n', length), *line = bytes;
        size_t size = end ? (size_t)(end - bytes) : length, step = end ? size + 1 : size;
        bytes += step;
        length -= step;
        while (size && isspace((unsigned char)*line)) {
            line++;
            size--;
        }
        if (!size || *line == '#' || begins_with(line, size, "source"))
            continue;
        if (!begins_with(line, size, "dateline") && !begins_with(line, size, "concept"))
            return is_statement(line, size);
        header = true;
    }
    return header;
}
