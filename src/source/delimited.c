#include "source/delimited.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "source/decode.h"

enum { RAW = 64 * 1024, PREAMBLE = 100, END = -1, FAILED = -2 };

struct delimited {
    struct ent_table base;
    struct ent_bytes *bytes;
    struct ent_delimited_options options;
    enum ent_encoding encoding;
    unsigned char raw[RAW];
    size_t kept;             /* bytes of a UTF-16 unit that was cut off */
    struct ent_text decoded; /* UTF-16 as UTF-8 */
    const char *at, *end;
    long line; /* of the next byte */
    bool finished, high;
    char *row; /* fields of the current row, each with a NUL */
    size_t row_length, row_capacity;
    struct ent_text converted;
    bool *quoted;
    struct ent_field *fields;
    size_t field_count, field_capacity;
    long first_foreign; /* line of the first row that is not UTF-8 */
    long broad, first_broad; /* rows that go on over several lines inside quotes */
    bool followed;           /* text stands behind a closing quote of the current row */
    bool broken;             /* UTF-16 with half a pair was met */
};

/* Several notes stand in one line. */
__attribute__((format(printf, 2, 3))) static void add_note(struct delimited *self, const char *format, ...) {
    char note[160];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    ent_text_format(&self->base.note, "%s%s", self->base.note.length ? "; " : "", note);
}

/* The bytes that are in self->raw, as UTF-8. */
static int decode(struct delimited *self, size_t from, size_t have, struct ent_error *error) {
    ent_text_clear(&self->decoded);
    size_t used = ent_decode_utf16(&self->decoded, self->raw + from, have - from, self->encoding) + from;
    self->kept = have - used;
    memmove(self->raw, self->raw + used, self->kept);
    self->at = self->decoded.bytes;
    self->end = self->at + self->decoded.length;
    if (!self->broken && strstr(self->decoded.bytes, "\xef\xbf\xbd")) {
        self->broken = true;
        add_note(self, "after line %ld stands half a character of UTF-16, read as U+FFFD", self->line);
    }
    return self->decoded.failed ? ent_fail_memory(error) : ENT_OK;
}

/* More bytes into at..end; END or FAILED where there are none. */
static int refill(struct delimited *self, struct ent_error *error) {
    ssize_t length = self->bytes->read(self->bytes, self->raw + self->kept, RAW - self->kept, error);
    if (length < 0)
        return FAILED;
    if (length == 0 && self->kept) {
        ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, self->line,
                    "the file ends in the middle of a character of UTF-16: cut short?");
        return FAILED;
    }
    if (length == 0)
        return END;
    size_t have = self->kept + (size_t)length;
    if (self->encoding == ENT_ENCODING_UTF8) {
        self->at = (const char *)self->raw;
        self->end = self->at + have;
        return 0;
    }
    if (decode(self, 0, have, error) != ENT_OK)
        return FAILED;
    return self->at == self->end ? refill(self, error) : 0;
}

static inline int next_byte(struct delimited *self, struct ent_error *error) {
    if (self->at == self->end) {
        int status = refill(self, error);
        if (status < 0)
            return status;
    }
    return (unsigned char)*self->at++;
}

static inline int peek_byte(struct delimited *self, struct ent_error *error) {
    int byte = next_byte(self, error);
    if (byte >= 0)
        self->at--;
    return byte;
}

static int put(struct delimited *self, char byte, long start, struct ent_error *error) {
    if (self->row_length == self->row_capacity) {
        if (self->row_capacity >= ENT_DELIMITED_LONGEST)
            return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, start,
                               "this row is longer than %d bytes: a quote was opened here and is never closed, or the "
                               "file is no table",
                               ENT_DELIMITED_LONGEST);
        size_t capacity = self->row_capacity ? self->row_capacity * 2 : 1024;
        char *row = realloc(self->row, capacity);
        if (!row)
            return ent_fail_memory(error);
        self->row = row;
        self->row_capacity = capacity;
    }
    self->row[self->row_length++] = byte;
    self->high |= (unsigned char)byte >= 0x80;
    return ENT_OK;
}

static int end_field(struct delimited *self, bool quoted, long start, struct ent_error *error) {
    ENT_TRY(put(self, '\0', start, error));
    if (self->field_count == ENT_DELIMITED_FIELDS)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, start, "has more than %d fields in this row",
                           ENT_DELIMITED_FIELDS);
    if (self->field_count == self->field_capacity) {
        size_t capacity = self->field_capacity ? self->field_capacity * 2 : 32;
        bool *marks = realloc(self->quoted, capacity * sizeof *marks);
        if (marks)
            self->quoted = marks;
        struct ent_field *fields = realloc(self->fields, capacity * sizeof *fields);
        if (fields)
            self->fields = fields;
        if (!marks || !fields)
            return ent_fail_memory(error);
        self->field_capacity = capacity;
    }
    self->quoted[self->field_count++] = quoted;
    return ENT_OK;
}

static int binary_byte(struct delimited *self, struct ent_error *error) {
    return ent_fail_at(
        error, ENT_ERROR_INPUT, self->base.name, self->line,
        "has a NUL byte: this is not text. UTF-16 without its mark? A spreadsheet? Save it as CSV in UTF-8");
}

/* CR, LF or CR LF; the first byte was read. */
static int end_line(struct delimited *self, int byte, struct ent_error *error) {
    self->line++;
    if (byte == '\r' && peek_byte(self, error) == '\n')
        self->at++;
    return ENT_OK;
}

/* The inside of a quoted field up to its closing quote. */
static int read_quoted(struct delimited *self, long start, struct ent_error *error) {
    for (;;) {
        int byte = next_byte(self, error);
        if (byte == FAILED)
            return ENT_ERROR_INPUT;
        if (byte == END)
            return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, start,
                               "a quote is opened in this row and the file ends before it is closed: cut short?");
        if (byte == 0)
            return binary_byte(self, error);
        if (byte == '"') {
            if (peek_byte(self, error) != '"')
                return ENT_OK;
            self->at++;
        }
        if (byte == '\n' || byte == '\r') {
            end_line(self, byte, error);
            byte = '\n';
        }
        ENT_TRY(put(self, (char)byte, start, error));
    }
}

/* Text behind a closing quote: a quote is missing or one too many. Within a line that spoils the row; over several lines
 * it may have swallowed rows, and nobody can say which. */
static int check_followed(struct delimited *self, bool quoted, long start, struct ent_error *error) {
    self->followed |= quoted;
    if (!quoted || self->line == start)
        return ENT_OK;
    return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, start,
                       "a quote that is opened in this row is closed on line %ld, and text follows it there: a quote is "
                       "missing or one too many",
                       self->line);
}

/* One physical row into self->row. *more is false at the end of the file. */
static int read_row(struct delimited *self, bool *more, struct ent_error *error) {
    long start = self->line;
    bool quoted = false, fresh = true, any = false;
    self->row_length = self->field_count = 0;
    self->high = self->followed = false;
    for (;;) {
        int byte = next_byte(self, error);
        if (byte == FAILED)
            return ENT_ERROR_INPUT;
        if (byte == END && !any) {
            *more = false;
            return ENT_OK;
        }
        *more = any = true;
        if (byte == END || byte == '\n' || byte == '\r') {
            self->base.torn = byte == END;
            if (byte != END)
                end_line(self, byte, error);
            return end_field(self, quoted, start, error);
        }
        if (byte == 0)
            return binary_byte(self, error);
        if (byte == self->options.separator) {
            ENT_TRY(end_field(self, quoted, start, error));
            quoted = false;
            fresh = true;
        } else if (byte == '"' && fresh && !self->options.plain_quotes) {
            quoted = true;
            fresh = false;
            ENT_TRY(read_quoted(self, start, error));
        } else {
            if (quoted && (byte == ' ' || byte == '\t'))
                continue; /* "France" , 1900 */
            ENT_TRY(check_followed(self, quoted, start, error));
            fresh = false;
            ENT_TRY(put(self, (char)byte, start, error));
        }
    }
}

static bool skipped(const struct delimited *self) {
    if (self->field_count == 1 && !self->row[0] && !self->quoted[0])
        return true;
    const char *comment = self->options.comment;
    return comment && !self->quoted[0] && strncmp(self->row, comment, strlen(comment)) == 0;
}

/* Points the fields into the row, after making it UTF-8 where it is not. */
static int place_fields(struct delimited *self, long line, struct ent_error *error) {
    const char *at = self->row;
    if (self->high && !ent_decode_valid_utf8(self->row, self->row_length)) {
        ent_text_clear(&self->converted);
        ent_decode_windows1252(&self->converted, self->row, self->row_length);
        at = self->converted.bytes;
        if (self->converted.failed)
            return ent_fail_memory(error);
        if (!self->first_foreign) {
            self->first_foreign = line;
            add_note(self, "line %ld is not UTF-8: read as Windows-1252 (Latin-1)", line);
        }
    }
    for (size_t i = 0; i < self->field_count; i++) {
        self->fields[i] = (struct ent_field){at, !*at && !self->quoted[i], self->quoted[i]};
        at += strlen(at) + 1;
    }
    return ENT_OK;
}

/* Rows over several lines are usual in titles; where nobody expects them an open quote has swallowed rows. */
static void note_broad(struct delimited *self) {
    if (self->broad)
        add_note(self, "%ld rows go on over several lines inside quotes, the first on line %ld", self->broad,
                 self->first_broad);
    self->broad = 0;
}

static int delimited_next(struct ent_table *table, struct ent_row *out, bool *more, struct ent_error *error) {
    struct delimited *self = (struct delimited *)table;
    long line;
    do {
        line = self->line;
        ENT_TRY(read_row(self, more, error));
        if (!*more)
            note_broad(self);
        if (!*more)
            return ENT_OK;
    } while (skipped(self));
    ENT_TRY(place_fields(self, line, error));
    if (self->line > line + 1 && !self->broad++)
        self->first_broad = line;
    *out = (struct ent_row){.fields = self->fields,
                            .count = self->field_count,
                            .line = line,
                            .fault = self->followed ? "text follows a closing quote: a quote is missing or one too many"
                                                    : NULL};
    return ENT_OK;
}

static void delimited_close(struct ent_table *table) {
    struct delimited *self = (struct delimited *)table;
    self->bytes->close(self->bytes);
    ent_text_release(&self->decoded);
    ent_text_release(&self->converted);
    ent_text_release(&self->base.note);
    free(self->row);
    free(self->quoted);
    free(self->fields);
    free(self);
}

/* What the bytes are when they are no table; NULL when they may be one. */
static const char *not_a_table(const char *at, const char *end) {
    while (at < end && isspace((unsigned char)*at))
        at++;
    size_t left = (size_t)(end - at);
    static const struct {
        const char *begin, *what;
    } known[] = {
        {"version https://git-lfs.github.com/spec/",
         "is a pointer of git's large file storage, not the file itself: fetch the file (git lfs pull)"},
        {"<!doctype", "is a web page, not a table: the download gave an error page or a viewer; take the raw file"},
        {"<html", "is a web page, not a table: the download gave an error page or a viewer; take the raw file"},
        {"<?xml", "is XML, not a table: export it as CSV"},
        {"%PDF-", "is a PDF, not a table"},
        {"{", "is JSON, not a table (an error message of the server?): export it as CSV"},
        {"[{", "is JSON, not a table (an error message of the server?): export it as CSV"},
    };
    if (!left)
        return "is empty: a table with a header line was expected";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].begin);
        if (left >= length && strncasecmp(at, known[i].begin, length) == 0)
            return known[i].what;
    }
    return NULL;
}

/* The line that has the first column of the header the recipe asks for; the first line where none is asked for. */
static const char *header_line(const struct delimited *self) {
    if (!self->options.header_count)
        return self->at;
    const char *name = self->options.header[0], *line = self->at;
    size_t length = strlen(name);
    for (const char *at = self->at; at + length <= self->end; at++) {
        if (at > self->at && (at[-1] == '\n' || at[-1] == '\r'))
            line = at;
        if (memcmp(at, name, length) == 0)
            return line;
    }
    return self->at;
}

static bool begins(const char *at, const char *end, const char *prefix) {
    size_t length = prefix ? strlen(prefix) : 0;
    return length && (size_t)(end - at) >= length && memcmp(at, prefix, length) == 0;
}

/* The separator that the first real line has most of, outside quotes. */
static char find_separator(const struct delimited *self) {
    static const char candidates[] = {'\t', ',', ';', '|'};
    size_t counts[4] = {0}, best = 1;
    bool inside = false;
    const char *at = header_line(self);
    const char *comment = self->options.comment;
    while (at < self->end && (*at == '\n' || *at == '\r' || begins(at, self->end, comment))) {
        while (at < self->end && *at != '\n' && *at != '\r')
            at++;
        if (at < self->end)
            at++;
    }
    for (; at < self->end && (inside || (*at != '\n' && *at != '\r')); at++) {
        if (*at == '"' && !self->options.plain_quotes)
            inside = !inside;
        for (size_t i = 0; i < 4; i++)
            counts[i] += !inside && *at == candidates[i];
    }
    for (size_t i = 0; i < 4; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

/* Looks at the first bytes: what they are, their encoding, the separator. */
static int look(struct delimited *self, struct ent_error *error) {
    size_t mark, have = self->options.head_length;
    if (have)
        memcpy(self->raw, self->options.head, have);
    while (have < RAW) {
        ssize_t length = self->bytes->read(self->bytes, self->raw + have, RAW - have, error);
        if (length < 0)
            return ENT_ERROR_INPUT;
        if (length == 0)
            break;
        have += (size_t)length;
    }
    self->encoding = ent_decode_detect(self->raw, have, &mark);
    self->at = (const char *)self->raw + mark;
    self->end = (const char *)self->raw + have;
    if (self->encoding != ENT_ENCODING_UTF8)
        ENT_TRY(decode(self, mark, have, error));
    const char *what = not_a_table(self->at, self->end);
    if (what)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0, "%s", what);
    if (!self->options.separator)
        self->options.separator = find_separator(self);
    return ENT_OK;
}

static bool has_word(const struct ent_row *row, const char *word) {
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(row->fields[i].text, word) == 0)
            return true;
    return false;
}

static bool is_header(const struct delimited *self, const struct ent_row *row) {
    for (size_t i = 0; i < self->options.header_count; i++)
        if (!has_word(row, self->options.header[i]))
            return false;
    return true;
}

/* "TIV of arms exports to China, 1950-2015" is about China: the rest of the line to its last comma. */
static int keep_above(struct delimited *self, const char *text, struct ent_arena *arena, struct ent_error *error) {
    for (size_t i = 0; i < self->options.above_count; i++) {
        size_t length = strlen(self->options.above[i]);
        if (strncmp(text, self->options.above[i], length) != 0)
            continue;
        const char *rest = text + length, *comma = strrchr(rest, ',');
        self->base.above = ent_arena_substring(arena, rest, comma ? (size_t)(comma - rest) : strlen(rest));
        return self->base.above ? ENT_OK : ent_fail_memory(error);
    }
    return ENT_OK;
}

/* What a publisher writes above the header is skipped, after a look for the day on which the file was made. */
static int find_header(struct delimited *self, struct ent_row *row, struct ent_arena *arena, struct ent_error *error) {
    bool more = true;
    for (int i = 0; i < PREAMBLE; i++) {
        ENT_TRY(delimited_next(&self->base, row, &more, error));
        if (!more && !i)
            return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0, "has no header line");
        if (!more)
            break;
        if (is_header(self, row))
            return ENT_OK;
        ENT_TRY(keep_above(self, row->fields[0].text, arena, error));
        if (self->options.dated && row->count > 1 && strcmp(row->fields[0].text, self->options.dated) == 0 &&
            !(self->base.dated = ent_arena_string(arena, row->fields[1].text)))
            return ent_fail_memory(error);
    }
    return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, 0,
                       "none of the first %d lines has the column \"%s\"%s, which the header has by the recipe. Is this "
                       "the right file, and the right separator?",
                       PREAMBLE, self->options.header[0], self->options.header_count > 1 ? " and the others" : "");
}

static int read_header(struct delimited *self, struct ent_arena *arena, struct ent_error *error) {
    struct ent_row row;
    ENT_TRY(find_header(self, &row, arena, error));
    if (row.fault)
        return ent_fail_at(error, ENT_ERROR_INPUT, self->base.name, row.line, "in the header %s", row.fault);
    self->base.columns = ent_arena_alloc(arena, row.count, sizeof *self->base.columns);
    if (!self->base.columns)
        return ent_fail_memory(error);
    for (size_t i = 0; i < row.count; i++) {
        char *name = ent_arena_string(arena, row.fields[i].text);
        if (!name)
            return ent_fail_memory(error);
        self->base.columns[i] = ent_text_trim(name);
    }
    self->base.column_count = row.count;
    return ENT_OK;
}

int ent_delimited_open(struct ent_table **out, struct ent_bytes *bytes, const char *name,
                       const struct ent_delimited_options *options, struct ent_arena *arena, struct ent_error *error) {
    struct delimited *self = calloc(1, sizeof *self);
    if (!self) {
        bytes->close(bytes);
        return ent_fail_memory(error);
    }
    self->base.name = name;
    self->base.next = delimited_next;
    self->base.close = delimited_close;
    self->bytes = bytes;
    self->options = options ? *options : (struct ent_delimited_options){0};
    self->line = 1;
    ent_text_init(&self->decoded);
    ent_text_init(&self->converted);
    ent_text_init(&self->base.note);
    int status = look(self, error);
    if (status == ENT_OK)
        status = read_header(self, arena, error);
    if (status != ENT_OK) {
        delimited_close(&self->base);
        return status;
    }
    *out = &self->base;
    return ENT_OK;
}
