/* Tables as the hostile tests make them, and the many ways in which a table becomes the bytes of a file. Nothing here
 * knows how entente reads: the counts that a test expects come from here. */
#ifndef ENT_HOSTILE_TABLES_H
#define ENT_HOSTILE_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/random.h"

enum { MOST_COLUMNS = 16, MOST_ROWS = 400 };

struct table {
    const char *file; /* its usual name */
    size_t columns, rows;
    const char *head[MOST_COLUMNS];
    const char *cells[MOST_ROWS][MOST_COLUMNS];
};

struct bytes {
    unsigned char *at;
    size_t size, room;
};
void bytes_free(struct bytes *bytes);
void bytes_add(struct bytes *bytes, const void *more, size_t size);
void bytes_insert(struct bytes *bytes, size_t at, const void *more, size_t size);
void bytes_remove(struct bytes *bytes, size_t at, size_t size);

enum encoding { UTF8, UTF8_MARK, UTF16_LITTLE, UTF16_BIG, UTF16_NO_MARK, LATIN1, ENCODINGS };
enum quoting { QUOTES_NEEDED, QUOTES_ALL, QUOTES_SOME, QUOTES_NEVER };
struct dialect {
    char separator;
    enum quoting quoting;
    const char *line_end;
    bool last_line_end, blank_lines;
};

/* A dialect that must not change what is read. */
struct dialect dialect_any(struct ent_random *random, bool tabs_only);
void table_write(struct bytes *out, const struct table *table, const struct dialect *dialect, struct ent_random *random);
void bytes_encode(struct bytes *bytes, enum encoding encoding);

/* R's formats: an .rds or .rda (of the name "it"), version 2 or 3, not compressed. */
void table_write_r(struct bytes *out, const struct table *table, bool rda, int version);

enum packing { PLAIN, GZIP, BZIP2, XZ, ZSTD, LZMA, COMPRESS, TAR, TAR_GZIP, TAR_BZIP2, TAR_XZ, ZIP, GZIP_TWICE, PACKINGS };
extern const char *const packing_names[PACKINGS];

/* Whether every byte of it is under a checksum that must notice a change. */
bool packing_is_checked(enum packing packing);
void bytes_pack(struct bytes *bytes, enum packing packing, const char *name);

/* Rows of text as a person would count them: lines with something in them, outside quotes, without the header. */
long count_records(const char *text, size_t size, bool quotes);

#endif
