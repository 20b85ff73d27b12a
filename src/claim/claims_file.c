#include "claim/claims_file.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

struct reader {
    struct ent_arena *arena;
    struct ent_error *error;
    struct ent_claims_file *file;
    size_t statement_capacity, entry_capacity, pin_capacity;
    long line;
};

static int fail(struct reader *reader, const char *message) {
    return ent_fail_at(reader->error, ENT_ERROR_INPUT, reader->file->name, reader->line, "%s", message);
}

/* The rest of a line after a keyword and white space (or a colon); NULL when the line begins otherwise. */
static char *after(char *line, const char *keyword) {
    size_t length = strlen(keyword);
    if (strncmp(line, keyword, length) != 0)
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
    char *rest;
    if ((rest = after(line, "dateline"))) {
        reader->file->has_dateline = ent_interval_parse(rest, &reader->file->dateline);
        return reader->file->has_dateline ? ENT_OK
                                          : fail(reader, "the dateline is no date; write 2019, 2019-02 or 2019-02-01");
    }
    if ((rest = after(line, "source")))
        return keep(reader, rest, &reader->file->source);
    if ((rest = after(line, "concept")))
        return read_pin(reader, rest);
    return fail(reader, "expected dateline, source, concept, or a statement: [57] \"words\" — speaker; claims stand "
                        "indented below their statement");
}

/* The end of the quoted words that begin at `text`: the last closing quote before a dash with spaces, or the last. */
static char *end_of_words(char *text) {
    char *end = NULL;
    for (char *at = text; *at; at++) {
        bool straight = *at == '"', curly = strncmp(at, "”", 3) == 0;
        if (!straight && !curly)
            continue;
        end = at;
        char *next = at + (curly ? 3 : 1);
        while (isspace((unsigned char)*next))
            next++;
        if (!*next || strncmp(next, "—", 3) == 0 || strncmp(next, "--", 2) == 0 || strncmp(next, "–", 3) == 0)
            break;
    }
    return end;
}

static int read_words(struct reader *reader, struct ent_statement *statement, char *text) {
    bool curly = strncmp(text, "“", 3) == 0;
    if (text[0] != '"' && !curly)
        return fail(reader, "a statement's words stand in quotes: [57] \"the words\" — speaker");
    text += curly ? 3 : 1;
    char *end = end_of_words(text);
    if (!end)
        return fail(reader, "the quote of this statement is never closed");
    char *rest = end + (*end == '"' ? 1 : 3);
    *end = '\0';
    ENT_TRY(keep(reader, text, &statement->text));
    rest = ent_text_trim(rest);
    if (!*rest)
        return ENT_OK;
    size_t dash = strncmp(rest, "—", 3) == 0 || strncmp(rest, "–", 3) == 0 ? 3 : strncmp(rest, "--", 2) == 0 ? 2 : 0;
    if (!dash)
        return fail(reader, "after the words comes nothing, or a dash and the speaker");
    return keep(reader, ent_text_trim(rest + dash), &statement->speaker);
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
    for (size_t i = 0; i < file->statement_count; i++)
        if (strcmp(file->statements[i].id, line + 1) == 0)
            return ent_fail_at(reader->error, ENT_ERROR_INPUT, file->name, reader->line,
                               "statement [%s] stands already at line %ld; give each its own number", line + 1,
                               file->statements[i].line);
    struct ent_statement *statement = &file->statements[file->statement_count++];
    *statement = (struct ent_statement){.line = reader->line};
    reader->entry_capacity = 0;
    ENT_TRY(keep(reader, line + 1, &statement->id));
    return read_words(reader, statement, ent_text_trim(close + 1));
}

/* A broken claim, with a caret under the place where it broke. */
static int fail_claim(struct reader *reader, const char *text, size_t offset) {
    char message[512];
    snprintf(message, sizeof message, "%.400s", reader->error ? reader->error->message : "");
    size_t columns = 0;
    for (size_t i = 0; i < offset && text[i]; i++)
        columns += ((unsigned char)text[i] & 0xc0) != 0x80;
    return ent_fail_at(reader->error, ENT_ERROR_INPUT, reader->file->name, reader->line, "%s\n  %.150s\n  %*s^",
                       message, text, (int)(columns < 150 ? columns : 150), "");
}

static int parse_claim(struct reader *reader, const char *text, struct ent_claim **out) {
    size_t offset = 0;
    int status = ent_claim_parse(out, reader->arena, text, &offset, reader->error);
    return status == ENT_ERROR_USAGE ? fail_claim(reader, text, offset) : status;
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

static int read_verdict(struct reader *reader, char *text, enum ent_verdict *out) {
    for (int verdict = ENT_VERDICT_HOLDS; verdict <= ENT_VERDICT_LEDGER; verdict++)
        if (ent_text_equal_folded(ent_verdict_text((enum ent_verdict)verdict), text)) {
            *out = (enum ent_verdict)verdict;
            return ENT_OK;
        }
    return fail(reader,
                "expect is HOLDS, FAILS, SPLIT, OPEN, NOT COVERED, NOT CHECKABLE or LEDGER, then # and the reason");
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
    if (strncmp(rest, "by ", 3) != 0 || !colon)
        return fail(reader, "a forecast is written: forecast by 2024: CLAIM");
    ENT_TRY(new_entry(reader, ENT_ENTRY_FORECAST, line, &entry));
    *colon = '\0';
    if (!ent_interval_parse(ent_text_trim(rest + 3), &entry->interval))
        return fail(reader, "a forecast is due at a date: forecast by 2024: CLAIM");
    ENT_TRY(keep(reader, ent_text_trim(colon + 1), &entry->text));
    return parse_claim(reader, entry->text, &entry->claim);
}

static int read_text(struct reader *reader, char *rest) {
    struct ent_entry *entry;
    ENT_TRY(new_entry(reader, ENT_ENTRY_TEXT, rest, &entry));
    if (isdigit((unsigned char)rest[0]) && !ent_interval_parse(rest, &entry->interval))
        return fail(reader, "text: takes a date (2018, 2018-09, 2018-09-11) or words");
    return ENT_OK;
}

static int read_entry(struct reader *reader, char *line) {
    struct ent_entry *entry;
    char *rest;
    if (!reader->file->statement_count)
        return fail(reader, "a claim stands below a statement: [1] \"the words\"");
    if ((rest = after(line, "expect")))
        return read_expect(reader, rest);
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
    return parse_claim(reader, entry->text, &entry->claim);
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

int ent_claims_file_parse(struct ent_claims_file **out, struct ent_arena *arena, const char *name, const char *bytes,
                          size_t length, struct ent_error *error) {
    struct reader reader = {.arena = arena, .error = error};
    reader.file = ent_arena_alloc(arena, 1, sizeof *reader.file);
    if (!reader.file)
        return ent_fail_memory(error);
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    ENT_TRY(keep(&reader, name, &reader.file->name));
    ENT_TRY(check_bytes(&reader, bytes, length));
    char *cursor = ent_arena_substring(arena, bytes, length), *line;
    if (!cursor)
        return ent_fail_memory(error);
    reader.line = 0;
    while ((line = ent_text_split(&cursor, '\n'))) {
        reader.line++;
        ENT_TRY(read_line(&reader, line));
    }
    if (!reader.file->statement_count)
        return ent_fail_at(error, ENT_ERROR_INPUT, name, 0, "the file holds no statement: [1] \"the words\"");
    *out = reader.file;
    return ENT_OK;
}

bool ent_claims_file_looks_like(const char *bytes, size_t length) {
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    while (length) {
        const char *end = memchr(bytes, '\n', length);
        size_t line = end ? (size_t)(end - bytes) : length, start = 0;
        while (start < line && isspace((unsigned char)bytes[start]))
            start++;
        if (start < line && bytes[start] != '#') {
            const char *text = bytes + start;
            size_t rest = line - start;
            return text[0] == '[' || (rest > 9 && strncmp(text, "dateline ", 9) == 0) ||
                   (rest > 8 && strncmp(text, "concept ", 8) == 0) || (rest > 7 && strncmp(text, "source ", 7) == 0);
        }
        size_t step = end ? line + 1 : line;
        bytes += step;
        length -= step;
    }
    return false;
}
