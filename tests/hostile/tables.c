#include "tables.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

void bytes_free(struct bytes *bytes) {
    free(bytes->at);
    *bytes = (struct bytes){0};
}

void bytes_add(struct bytes *bytes, const void *more, size_t size) {
    if (bytes->size + size > bytes->room) {
        bytes->room = (bytes->size + size) * 2 + 64;
        bytes->at = realloc(bytes->at, bytes->room);
        if (!bytes->at)
            exit(2);
    }
    if (size)
        memcpy(bytes->at + bytes->size, more, size);
    bytes->size += size;
}

void bytes_insert(struct bytes *bytes, size_t at, const void *more, size_t size) {
    size_t tail = bytes->size - at;
    bytes_add(bytes, more, size); /* for the room */
    memmove(bytes->at + at + size, bytes->at + at, tail);
    memcpy(bytes->at + at, more, size);
}

void bytes_remove(struct bytes *bytes, size_t at, size_t size) {
    memmove(bytes->at + at, bytes->at + at + size, bytes->size - at - size);
    bytes->size -= size;
}

static void add_text(struct bytes *bytes, const char *text) {
    bytes_add(bytes, text, strlen(text));
}

/* ---- delimited ---- */

struct dialect dialect_any(struct ent_random *random, bool tabs_only) {
    static const char separators[] = {',', ';', '\t', '|'};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    struct dialect dialect = {.separator = tabs_only ? '\t' : separators[ent_random_below(random, 4)],
                              .quoting = tabs_only ? QUOTES_NEVER : (enum quoting)ent_random_below(random, 3),
                              .line_end = ends[ent_random_below(random, 3)],
                              .last_line_end = true,
                              .blank_lines = ent_random_below(random, 4) == 0};
    return dialect;
}

/* What R and a spreadsheet would not put into quotes is not put into them: quotes give an empty field a meaning. */
static void add_field(struct bytes *out, const char *text, const struct dialect *dialect, struct ent_random *random) {
    bool needed = strchr(text, dialect->separator) || strpbrk(text, "\"\r\n");
    bool quoted = dialect->quoting != QUOTES_NEVER && *text &&
                  (needed || dialect->quoting == QUOTES_ALL ||
                   (dialect->quoting == QUOTES_SOME && ent_random_below(random, 2)));
    if (!quoted) {
        add_text(out, text);
        return;
    }
    bytes_add(out, "\"", 1);
    for (; *text; text++)
        bytes_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    bytes_add(out, "\"", 1);
}

static void add_line(struct bytes *out, const char *const *fields, size_t count, const struct dialect *dialect,
                     struct ent_random *random, bool end) {
    for (size_t i = 0; i < count; i++) {
        if (i)
            bytes_add(out, &dialect->separator, 1);
        if (fields[i])
            add_field(out, fields[i], dialect, random);
    }
    if (end)
        add_text(out, dialect->line_end);
}

void table_write(struct bytes *out, const struct table *table, const struct dialect *dialect,
                 struct ent_random *random) {
    add_line(out, table->head, table->columns, dialect, random, true);
    for (size_t i = 0; i < table->rows; i++) {
        if (dialect->blank_lines && ent_random_below(random, 10) == 0)
            add_text(out, dialect->line_end);
        add_line(out, table->cells[i], table->columns, dialect, random,
                 i + 1 < table->rows || dialect->last_line_end);
    }
}

void bytes_encode(struct bytes *bytes, enum encoding encoding) {
    struct bytes out = {0};
    if (encoding == UTF8_MARK)
        add_text(&out, "\xef\xbb\xbf");
    if (encoding == UTF16_LITTLE || encoding == UTF16_BIG)
        bytes_add(&out, encoding == UTF16_LITTLE ? "\xff\xfe" : "\xfe\xff", 2);
    for (size_t at = 0; at < bytes->size;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate(bytes->at + at, (utf8proc_ssize_t)(bytes->size - at), &point);
        step = step > 0 ? step : 1;
        unsigned char high = (unsigned char)(point >> 8), low = (unsigned char)point;
        if (encoding == UTF8 || encoding == UTF8_MARK)
            bytes_add(&out, bytes->at + at, (size_t)step);
        else if (encoding == LATIN1)
            bytes_add(&out, &low, 1);
        else if (encoding == UTF16_BIG)
            bytes_add(&out, (unsigned char[]){high, low}, 2);
        else
            bytes_add(&out, (unsigned char[]){low, high}, 2);
        at += (size_t)step;
    }
    bytes_free(bytes);
    *bytes = out;
}

/* ---- R ---- */

static void add_word(struct bytes *out, uint32_t word) {
    bytes_add(out, (unsigned char[]){word >> 24, word >> 16 & 255, word >> 8 & 255, word & 255}, 4);
}

static void add_characters(struct bytes *out, const char *text) {
    add_word(out, 0x00040009); /* characters, ASCII or not: R looks at the bytes where no encoding is given */
    add_word(out, text ? (uint32_t)strlen(text) : UINT32_MAX);
    if (text)
        add_text(out, text);
}

static void add_real(struct bytes *out, const char *text) {
    double value = strtod(text, NULL);
    uint64_t bits = 0x7ff00000000007a2u; /* NA */
    if (*text)
        memcpy(&bits, &value, sizeof bits);
    add_word(out, (uint32_t)(bits >> 32));
    add_word(out, (uint32_t)bits);
}

static bool is_numeric(const struct table *table, size_t column) {
    for (size_t i = 0; i < table->rows; i++) {
        char *end;
        const char *text = table->cells[i][column];
        if (strcmp(text, "Inf") == 0 || strcmp(text, "-Inf") == 0)
            continue;
        errno = 0;
        strtod(text, &end);
        if (*end || errno || strpbrk(text, "xXnNiI"))
            return false;
    }
    return true;
}

static void add_tag(struct bytes *out, const char *name) {
    add_word(out, 0x402); /* a pair with a tag */
    add_word(out, 1);     /* a symbol */
    add_characters(out, name);
}

void table_write_r(struct bytes *out, const struct table *table, bool rda, int version) {
    if (rda)
        add_text(out, version == 3 ? "RDX3\n" : "RDX2\n");
    add_text(out, "X\n");
    add_word(out, (uint32_t)version);
    add_word(out, 0x00040202);
    add_word(out, version == 3 ? 0x00030500 : 0x00020300);
    if (version == 3) {
        add_word(out, 5);
        add_text(out, "UTF-8");
    }
    if (rda)
        add_tag(out, "it");
    add_word(out, 0x313); /* a list: an object with attributes */
    add_word(out, (uint32_t)table->columns);
    for (size_t j = 0; j < table->columns; j++) {
        bool numeric = is_numeric(table, j);
        add_word(out, numeric ? 14 : 16);
        add_word(out, (uint32_t)table->rows);
        for (size_t i = 0; i < table->rows; i++)
            if (numeric)
                add_real(out, table->cells[i][j]);
            else
                add_characters(out, *table->cells[i][j] ? table->cells[i][j] : NULL);
    }
    add_tag(out, "names");
    add_word(out, 16);
    add_word(out, (uint32_t)table->columns);
    for (size_t j = 0; j < table->columns; j++)
        add_characters(out, table->head[j]);
    add_tag(out, "class");
    add_word(out, 16);
    add_word(out, 1);
    add_characters(out, "data.frame");
    add_tag(out, "row.names");
    add_word(out, 13);
    add_word(out, 2);
    add_word(out, 0x80000000);
    add_word(out, (uint32_t)-(int32_t)table->rows);
    add_word(out, 254);
    if (rda)
        add_word(out, 254);
}

/* ---- packed ---- */

const char *const packing_names[PACKINGS] = {"plain",  "gzip",      "bzip2",  "xz",  "zstd",      "lzma", "compress", "tar",
                                             "tar.gz", "tar.bz2", "tar.xz", "zip", "gzip twice"};

bool packing_is_checked(enum packing packing) {
    return packing == GZIP || packing == BZIP2 || packing == XZ || packing == TAR_GZIP || packing == TAR_BZIP2 ||
           packing == TAR_XZ || packing == GZIP_TWICE;
}

static void add_filter(struct archive *archive, enum packing packing) {
    if (packing == GZIP || packing == TAR_GZIP || packing == GZIP_TWICE)
        archive_write_add_filter_gzip(archive);
    if (packing == BZIP2 || packing == TAR_BZIP2)
        archive_write_add_filter_bzip2(archive);
    if (packing == XZ || packing == TAR_XZ)
        archive_write_add_filter_xz(archive);
    if (packing == ZSTD)
        archive_write_add_filter_zstd(archive);
    if (packing == LZMA)
        archive_write_add_filter_lzma(archive);
    if (packing == COMPRESS)
        archive_write_add_filter_compress(archive);
    if (packing == ZIP)
        archive_write_set_format_zip(archive);
    else if (packing >= TAR && packing <= TAR_XZ)
        archive_write_set_format_ustar(archive);
    else
        archive_write_set_format_raw(archive);
}

void bytes_pack(struct bytes *bytes, enum packing packing, const char *name) {
    if (packing == PLAIN)
        return;
    size_t room = bytes->size * 2 + 65536, used = 0;
    struct bytes out = {malloc(room), 0, room};
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    add_filter(archive, packing);
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)bytes->size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 1577836800, 0);
    if (!out.at || archive_write_open_memory(archive, out.at, room, &used) != ARCHIVE_OK ||
        archive_write_header(archive, entry) != ARCHIVE_OK ||
        archive_write_data(archive, bytes->at, bytes->size) != (la_ssize_t)bytes->size ||
        archive_write_close(archive) != ARCHIVE_OK) {
        fprintf(stderr, "packing: %s\n", archive_error_string(archive));
        exit(2);
    }
    archive_entry_free(entry);
    archive_write_free(archive);
    out.size = used;
    bytes_free(bytes);
    *bytes = out;
    if (packing == GZIP_TWICE)
        bytes_pack(bytes, GZIP, name);
}

long count_records(const char *text, size_t size, bool quotes) {
    long count = -1; /* the header */
    bool inside = false, something = false, fresh = true;
    for (size_t i = 0; i < size; i++) {
        if (quotes && text[i] == '"' && (fresh || inside))
            inside = !inside; /* "" inside quotes turns twice */
        bool end = !inside && (text[i] == '\n' || text[i] == '\r');
        fresh = end || (!inside && strchr(",;\t|", text[i]) != NULL) || (quotes && text[i] == '"' && !inside);
        count += end && something;
        something = !end && (something || text[i] != '\0');
    }
    return count + something;
}
