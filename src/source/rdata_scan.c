#include "source/rdata_scan.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "source/decode.h"

/* Types of R's objects as they are written, from R Internals, "Serialization Formats", and R's serialize.c. */
enum type {
    SYMBOL = 1,
    PAIRLIST = 2,
    CLOSURE = 3,
    ENVIRONMENT = 4,
    PROMISE = 5,
    LANGUAGE = 6,
    SPECIAL = 7,
    BUILTIN = 8,
    CHARACTERS = 9,
    LOGICAL = 10,
    INTEGER = 13,
    REAL = 14,
    COMPLEX = 15,
    TEXTS = 16,
    DOTS = 17,
    LIST = 19,
    EXPRESSION = 20,
    POINTER = 22,
    WEAK = 23,
    RAW = 24,
    S4 = 25,
    ALTERNATIVE = 238,
    ATTRIBUTE_LIST = 239,
    ATTRIBUTE_LANGUAGE = 240,
    BASE_ENVIRONMENT = 241,
    EMPTY_ENVIRONMENT = 242,
    PERSISTENT = 247,
    PACKAGE = 248,
    NAMESPACE = 249,
    BASE_NAMESPACE = 250,
    NIL = 254,
    REFERENCE = 255
};

enum { HAS_ATTRIBUTES = 0x200, HAS_TAG = 0x400, DEEPEST = 200, MOST_COLUMNS = 16384, SMALL_SKIP = 4096 };

struct scan {
    FILE *file;
    const char *name;
    int64_t length, at;
    struct ent_arena *arena;
    struct ent_text buffer, *note;
    const char **references; /* symbols and environments in the order in which the file has them */
    size_t reference_count, reference_capacity;
    int depth;
    struct ent_error *error;
};

static int damaged(struct scan *scan, const char *what) {
    return ent_fail_at(scan->error, ENT_ERROR_INPUT, scan->name, 0,
                       "is a damaged R file, or one of a kind not read: %s (byte %lld of its content). In R, load() it "
                       "and save() it again, or write it with write.csv()",
                       what, (long long)scan->at);
}

static int get(struct scan *scan, void *out, size_t length) {
    if (fread(out, 1, length, scan->file) != length)
        return damaged(scan, "it ends in the middle of a value");
    scan->at += (int64_t)length;
    return ENT_OK;
}

static int skip(struct scan *scan, int64_t count, int64_t size) {
    char unused[SMALL_SKIP];
    if (count > (scan->length - scan->at) / size)
        return damaged(scan, "it ends before the values that it announces");
    if (count * size <= SMALL_SKIP)
        return get(scan, unused, (size_t)(count * size));
    scan->at += count * size;
    return fseeko(scan->file, (off_t)scan->at, SEEK_SET) == 0 ? ENT_OK : damaged(scan, "it cannot be read");
}

static int get_integer(struct scan *scan, int32_t *out) {
    unsigned char bytes[4];
    ENT_TRY(get(scan, bytes, sizeof bytes));
    *out = (int32_t)((uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3]);
    return ENT_OK;
}

static int get_real(struct scan *scan, double *out) {
    unsigned char bytes[8];
    uint64_t bits = 0;
    ENT_TRY(get(scan, bytes, sizeof bytes));
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | bytes[i];
    memcpy(out, &bits, sizeof bits);
    return ENT_OK;
}

/* Of a vector; more than 2^31 values are written as two numbers. */
static int get_length(struct scan *scan, int64_t *out) {
    int32_t length, high, low;
    ENT_TRY(get_integer(scan, &length));
    *out = length;
    if (length == -1) {
        ENT_TRY(get_integer(scan, &high));
        ENT_TRY(get_integer(scan, &low));
        *out = (int64_t)((uint64_t)(uint32_t)high << 32 | (uint32_t)low);
    }
    return *out < 0 || *out > scan->length ? damaged(scan, "a length makes no sense") : ENT_OK;
}

const char *ent_rdata_utf8(const char *text, struct ent_text *buffer, struct ent_text *note) {
    size_t length = strlen(text);
    if (ent_decode_valid_utf8(text, length))
        return text;
    if (!note->length)
        ent_text_add(note, "some text is not UTF-8: read as Windows-1252 (Latin-1)");
    ent_text_clear(buffer);
    ent_decode_windows1252(buffer, text, length);
    return buffer->failed ? NULL : buffer->bytes;
}

/* A text whose flags were read already; NULL in *out for NA. */
static int get_text(struct scan *scan, int32_t flags, const char **out) {
    int32_t length;
    *out = NULL;
    if ((flags & 0xff) != CHARACTERS)
        return damaged(scan, "a text was expected");
    ENT_TRY(get_integer(scan, &length));
    if (length == -1)
        return ENT_OK;
    if (length < 0 || length > scan->length - scan->at)
        return damaged(scan, "a text is longer than the file");
    char *text = ent_arena_alloc(scan->arena, (size_t)length + 1, 1);
    if (!text)
        return ent_fail_memory(scan->error);
    ENT_TRY(get(scan, text, (size_t)length));
    if (strlen(text) != (size_t)length)
        return damaged(scan, "a text has a NUL byte");
    const char *read = ent_rdata_utf8(text, &scan->buffer, scan->note);
    *out = read && read != text ? ent_arena_string(scan->arena, read) : read;
    return *out ? ENT_OK : ent_fail_memory(scan->error);
}

static int remember(struct scan *scan, const char *symbol) {
    if (ent_arena_grow(scan->arena, (void **)&scan->references, scan->reference_count, &scan->reference_capacity,
                       sizeof *scan->references))
        return ent_fail_memory(scan->error);
    scan->references[scan->reference_count++] = symbol;
    return ENT_OK;
}

static int get_symbol(struct scan *scan, const char **out) {
    int32_t flags;
    ENT_TRY(get_integer(scan, &flags));
    ENT_TRY(get_text(scan, flags, out));
    return remember(scan, *out);
}

/* A symbol, or a reference to an earlier one; "" for what is neither. */
static int get_tag(struct scan *scan, const char **out) {
    int32_t flags;
    ENT_TRY(get_integer(scan, &flags));
    if ((flags & 0xff) == SYMBOL)
        ENT_TRY(get_symbol(scan, out));
    else if ((flags & 0xff) == REFERENCE) {
        int32_t index = (int32_t)((uint32_t)flags >> 8);
        if (!index)
            ENT_TRY(get_integer(scan, &index));
        if (index < 1 || (size_t)index > scan->reference_count)
            return damaged(scan, "a reference leads nowhere");
        *out = scan->references[index - 1];
    } else {
        return damaged(scan, "a name was expected");
    }
    if (!*out)
        *out = "";
    return ENT_OK;
}

static int skip_value(struct scan *scan, int32_t flags);

static int skip_item(struct scan *scan) {
    int32_t flags;
    ENT_TRY(get_integer(scan, &flags));
    return skip_value(scan, flags);
}

static int skip_items(struct scan *scan, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        ENT_TRY(skip_item(scan));
    return ENT_OK;
}

static bool is_pairs(int type) {
    return type == PAIRLIST || type == LANGUAGE || type == CLOSURE || type == PROMISE || type == DOTS ||
           type == ATTRIBUTE_LIST || type == ATTRIBUTE_LANGUAGE;
}

/* What stands before the value of a node of a pairlist, except its tag. */
static bool has_attributes(int32_t flags) {
    int type = flags & 0xff;
    return (flags & HAS_ATTRIBUTES) || type == ATTRIBUTE_LIST || type == ATTRIBUTE_LANGUAGE;
}

static int skip_pairs(struct scan *scan, int32_t flags) {
    while (is_pairs(flags & 0xff)) {
        if (has_attributes(flags))
            ENT_TRY(skip_item(scan));
        if (flags & HAS_TAG)
            ENT_TRY(skip_item(scan));
        ENT_TRY(skip_item(scan));
        ENT_TRY(get_integer(scan, &flags));
    }
    return skip_value(scan, flags);
}

/* Named environments are written as texts: a zero, their number, and each. */
static int skip_named(struct scan *scan) {
    int32_t zero, count;
    ENT_TRY(get_integer(scan, &zero));
    ENT_TRY(get_integer(scan, &count));
    ENT_TRY(skip_items(scan, count));
    return remember(scan, "");
}

static int skip_environment(struct scan *scan) {
    ENT_TRY(remember(scan, ""));
    ENT_TRY(skip(scan, 1, 4)); /* whether it is locked */
    return skip_items(scan, 4);
}

static int skip_vector(struct scan *scan, int type) {
    int64_t count;
    ENT_TRY(get_length(scan, &count));
    switch (type) {
    case LOGICAL:
    case INTEGER:
        return skip(scan, count, 4);
    case REAL:
        return skip(scan, count, 8);
    case COMPLEX:
        return skip(scan, count, 16);
    case RAW:
        return skip(scan, count, 1);
    default:
        return skip_items(scan, count);
    }
}

/* An object that has attributes behind it where its flags say so. */
static int skip_object(struct scan *scan, int32_t flags) {
    const char *symbol;
    int type = flags & 0xff;
    int32_t length;
    switch (type) {
    case SYMBOL:
        return get_symbol(scan, &symbol);
    case CHARACTERS:
    case SPECIAL:
    case BUILTIN:
        ENT_TRY(get_integer(scan, &length));
        ENT_TRY(skip(scan, length < 0 ? 0 : length, 1));
        break;
    case POINTER:
        ENT_TRY(remember(scan, ""));
        ENT_TRY(skip_items(scan, 2));
        break;
    case WEAK:
        ENT_TRY(remember(scan, ""));
        break;
    case S4:
        break;
    case LOGICAL:
    case INTEGER:
    case REAL:
    case COMPLEX:
    case RAW:
    case TEXTS:
    case LIST:
    case EXPRESSION:
        ENT_TRY(skip_vector(scan, type));
        break;
    default:
        return damaged(scan, "an object of a kind not read, as compiled code");
    }
    return flags & HAS_ATTRIBUTES ? skip_item(scan) : ENT_OK;
}

static int skip_value(struct scan *scan, int32_t flags) {
    int type = flags & 0xff, status;
    int32_t index;
    if (scan->depth > DEEPEST)
        return damaged(scan, "its objects are nested too deeply");
    scan->depth++;
    if (is_pairs(type))
        status = skip_pairs(scan, flags);
    else if (type == ENVIRONMENT)
        status = skip_environment(scan);
    else if (type == PERSISTENT || type == PACKAGE || type == NAMESPACE)
        status = skip_named(scan);
    else if (type == ALTERNATIVE)
        status = skip_items(scan, 3);
    else if (type == REFERENCE)
        status = (uint32_t)flags >> 8 ? ENT_OK : get_integer(scan, &index);
    else if (type >= BASE_ENVIRONMENT && type != 243 && type != 244 && type != 245 && type != 246)
        status = ENT_OK; /* NIL, the global environment and the like: nothing follows */
    else
        status = skip_object(scan, flags);
    scan->depth--;
    return status;
}

/* The texts of an attribute; none where it is of another kind. */
static int get_texts(struct scan *scan, const char ***out, long *count) {
    int32_t flags;
    int64_t length;
    *out = NULL;
    *count = 0;
    ENT_TRY(get_integer(scan, &flags));
    if ((flags & 0xff) != TEXTS)
        return skip_value(scan, flags);
    ENT_TRY(get_length(scan, &length));
    if (length > (scan->length - scan->at) / 8)
        return damaged(scan, "it ends before the texts that it announces");
    *out = ent_arena_alloc(scan->arena, (size_t)length + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(scan->error);
    for (; *count < length; ++*count) {
        int32_t text;
        ENT_TRY(get_integer(scan, &text));
        ENT_TRY(get_text(scan, text, &(*out)[*count]));
    }
    return flags & HAS_ATTRIBUTES ? skip_item(scan) : ENT_OK;
}

/* Attributes that matter, of a column or of a frame. */
struct attributes {
    const char **names, **labels, **classes;
    long name_count, label_count, class_count;
};

/* A pairlist of attributes, whose first flags were read. */
static int get_attributes(struct scan *scan, int32_t flags, struct attributes *out) {
    while (is_pairs(flags & 0xff)) {
        const char *tag = "";
        if (has_attributes(flags))
            ENT_TRY(skip_item(scan));
        if (flags & HAS_TAG)
            ENT_TRY(get_tag(scan, &tag));
        if (strcmp(tag, "names") == 0)
            ENT_TRY(get_texts(scan, &out->names, &out->name_count));
        else if (strcmp(tag, "levels") == 0)
            ENT_TRY(get_texts(scan, &out->labels, &out->label_count));
        else if (strcmp(tag, "class") == 0)
            ENT_TRY(get_texts(scan, &out->classes, &out->class_count));
        else
            ENT_TRY(skip_item(scan));
        ENT_TRY(get_integer(scan, &flags));
    }
    return skip_value(scan, flags);
}

static bool is_of(const struct attributes *attributes, const char *class) {
    for (long i = 0; i < attributes->class_count; i++)
        if (attributes->classes[i] && strcmp(attributes->classes[i], class) == 0)
            return true;
    return false;
}

static int get_meaning(struct scan *scan, int32_t flags, struct ent_rdata_column *column) {
    struct attributes attributes = {0};
    ENT_TRY(get_attributes(scan, flags, &attributes));
    if (is_of(&attributes, "factor")) {
        column->meaning = ENT_RDATA_FACTOR;
        column->labels = attributes.labels;
        column->label_count = attributes.label_count;
    } else if (is_of(&attributes, "Date")) {
        column->meaning = ENT_RDATA_DATE;
    } else if (is_of(&attributes, "POSIXct")) {
        column->meaning = ENT_RDATA_TIME;
    } else if (is_of(&attributes, "integer64") && column->type == ENT_RDATA_REAL) {
        column->meaning = ENT_RDATA_INTEGER64;
    }
    return ENT_OK;
}

static int get_column(struct scan *scan, int32_t flags, struct ent_rdata_column *column);

/* What R saves in another form than it shows: a sequence by its ends, a vector with what is known of it, and numbers that
 * were to be turned to text. Its class, what it is made of, its attributes. */
static int get_alternative(struct scan *scan, struct ent_rdata_column *column) {
    const char *class;
    int32_t flags;
    int64_t length = 2;
    double count;
    ENT_TRY(get_integer(scan, &flags));
    if ((flags & 0xff) != PAIRLIST || (flags & (HAS_ATTRIBUTES | HAS_TAG)))
        return damaged(scan, "a column of a kind not read");
    ENT_TRY(get_tag(scan, &class));
    ENT_TRY(skip_item(scan));
    ENT_TRY(get_integer(scan, &flags));
    bool pairs = (flags & 0xff) == PAIRLIST;
    if (strncmp(class, "compact_", 8) == 0 && (flags & 0xff) == REAL) {
        ENT_TRY(get_length(scan, &length));
        if (length != 3)
            return damaged(scan, "a sequence without its ends");
        ENT_TRY(get_real(scan, &count));
        ENT_TRY(get_real(scan, &column->start));
        ENT_TRY(get_real(scan, &column->step));
        if (!(count >= 0 && count <= (double)scan->length)) /* beside it stand columns that take room */
            return damaged(scan, "a length makes no sense");
        column->count = (long)count;
        column->type = ENT_RDATA_SEQUENCE;
    } else if ((strncmp(class, "wrap_", 5) == 0 || strcmp(class, "deferred_string") == 0) &&
               (pairs || (flags & 0xff) == LIST)) {
        if (pairs && has_attributes(flags))
            ENT_TRY(skip_item(scan));
        if (pairs && (flags & HAS_TAG))
            ENT_TRY(skip_item(scan));
        if (!pairs)
            ENT_TRY(get_length(scan, &length));
        int32_t inner;
        ENT_TRY(get_integer(scan, &inner));
        ENT_TRY(get_column(scan, inner, column));
        ENT_TRY(skip_items(scan, pairs ? 1 : length - 1));
        if (*class == 'd')
            column->meaning = ENT_RDATA_SPOKEN;
    } else {
        return damaged(scan, "a column of a kind not read");
    }
    ENT_TRY(get_integer(scan, &flags));
    return get_meaning(scan, flags, column);
}

static int get_vector(struct scan *scan, int type, struct ent_rdata_column *column) {
    int64_t count, at;
    ENT_TRY(get_length(scan, &count));
    at = scan->at;
    column->count = (long)count;
    column->at = (off_t)at;
    column->type = ENT_RDATA_OTHER;
    if (type == LOGICAL || type == INTEGER) {
        column->type = type == LOGICAL ? ENT_RDATA_LOGICAL : ENT_RDATA_INTEGER;
        return skip(scan, count, 4);
    }
    if (type == REAL) {
        column->type = ENT_RDATA_REAL;
        return skip(scan, count, 8);
    }
    if (type == COMPLEX || type == RAW)
        return skip(scan, count, type == RAW ? 1 : 16);
    for (int64_t i = 0; i < count; i++) {
        int32_t flags;
        ENT_TRY(get_integer(scan, &flags));
        if (type == TEXTS && ((flags & 0xff) != CHARACTERS || (flags & HAS_ATTRIBUTES)))
            return damaged(scan, "a text was expected");
        ENT_TRY(skip_value(scan, flags));
    }
    if (type == TEXTS)
        column->type = ENT_RDATA_TEXT;
    return ENT_OK;
}

static int get_column(struct scan *scan, int32_t flags, struct ent_rdata_column *column) {
    int type = flags & 0xff, status;
    static const int vectors[] = {LOGICAL, INTEGER, REAL, COMPLEX, RAW, TEXTS, LIST};
    bool vector = false;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        vector |= vectors[i] == type;
    if (!vector && type != ALTERNATIVE)
        return damaged(scan, "a column that is no vector");
    if (scan->depth > DEEPEST)
        return damaged(scan, "its objects are nested too deeply");
    scan->depth++;
    status = vector ? get_vector(scan, type, column) : get_alternative(scan, column);
    scan->depth--;
    ENT_TRY(status);
    if (!vector || !(flags & HAS_ATTRIBUTES))
        return ENT_OK;
    ENT_TRY(get_integer(scan, &flags));
    return get_meaning(scan, flags, column);
}

/* A list; it is a data frame when its class says so. */
static int get_frame(struct scan *scan, int32_t flags, struct ent_rdata_frame *out) {
    struct attributes attributes = {0};
    int64_t count;
    ENT_TRY(get_length(scan, &count));
    if (count > (scan->length - scan->at) / 4)
        return damaged(scan, "it ends before the columns that it announces");
    if (count > MOST_COLUMNS)
        return damaged(scan, "a list of more than 16384 objects is no data frame");
    struct ent_rdata_column *columns = ent_arena_alloc(scan->arena, (size_t)count + 1, sizeof *columns);
    if (!columns)
        return ent_fail_memory(scan->error);
    /* the elements of a list that is no data frame can be anything: it is read again as such */
    int64_t begin = scan->at;
    size_t references = scan->reference_count;
    int status = ENT_OK;
    for (int64_t i = 0; i < count && status == ENT_OK; i++) {
        int32_t inner;
        status = get_integer(scan, &inner);
        if (status == ENT_OK)
            status = get_column(scan, inner, &columns[i]);
    }
    if (status != ENT_OK && fseeko(scan->file, (off_t)begin, SEEK_SET) == 0) {
        scan->at = begin;
        scan->reference_count = references;
        ENT_TRY(skip_items(scan, count));
    }
    if (flags & HAS_ATTRIBUTES) {
        ENT_TRY(get_integer(scan, &flags));
        ENT_TRY(get_attributes(scan, flags, &attributes));
    }
    if (!is_of(&attributes, "data.frame"))
        return ENT_OK;
    if (status != ENT_OK)
        return status;
    for (int64_t i = 0; i < count; i++)
        columns[i].name = i < attributes.name_count && attributes.names[i] ? attributes.names[i] : "";
    *out = (struct ent_rdata_frame){columns, (size_t)count};
    return ENT_OK;
}

static int get_object(struct scan *scan, bool wanted, struct ent_rdata_frame *out) {
    int32_t flags;
    ENT_TRY(get_integer(scan, &flags));
    return wanted && (flags & 0xff) == LIST ? get_frame(scan, flags, out) : skip_value(scan, flags);
}

/* "RDX3" before a list of named objects (.rda); a single object has none (.rds). Then the format and its version. */
static int get_header(struct scan *scan, bool *named) {
    char magic[5];
    int32_t version, length;
    ENT_TRY(get(scan, magic, 2));
    *named = memcmp(magic, "X\n", 2) != 0;
    if (*named) {
        ENT_TRY(get(scan, magic + 2, 3));
        ENT_TRY(get(scan, magic, 2));
    }
    if (memcmp(magic, "X\n", 2) != 0)
        return damaged(scan, "it is saved as text, or in the byte order of one machine");
    ENT_TRY(get_integer(scan, &version));
    ENT_TRY(skip(scan, 2, 4)); /* which R wrote it, and which is needed to read it */
    if (version != 2 && version != 3)
        return damaged(scan, "its version is neither 2 nor 3");
    if (version == 2)
        return ENT_OK;
    ENT_TRY(get_integer(scan, &length)); /* the name of an encoding */
    return skip(scan, length < 0 ? 0 : length, 1);
}

/* What stands behind the frame is not looked at, except that behind the last object there is nothing. */
static int get_objects(struct scan *scan, const char *wanted, struct ent_rdata_frame *out) {
    bool named;
    int32_t flags = NIL;
    ENT_TRY(get_header(scan, &named));
    if (!named)
        ENT_TRY(get_object(scan, true, out));
    else
        ENT_TRY(get_integer(scan, &flags));
    while (is_pairs(flags & 0xff) && !out->count) {
        const char *tag = "";
        if (has_attributes(flags))
            ENT_TRY(skip_item(scan));
        if (flags & HAS_TAG)
            ENT_TRY(get_tag(scan, &tag));
        ENT_TRY(get_object(scan, !wanted || strcmp(tag, wanted) == 0, out));
        ENT_TRY(get_integer(scan, &flags));
    }
    if (!is_pairs(flags & 0xff) && (flags & 0xff) != NIL)
        return damaged(scan, "its list of objects has no end");
    if (!is_pairs(flags & 0xff) && scan->at != scan->length)
        return damaged(scan, "bytes stand behind its end");
    return ENT_OK;
}

int ent_rdata_scan(struct ent_rdata_frame *out, FILE *file, const char *name, const char *object,
                   struct ent_arena *arena, struct ent_text *note, struct ent_error *error) {
    struct scan scan = {.file = file, .name = name, .arena = arena, .note = note, .error = error};
    *out = (struct ent_rdata_frame){0};
    if (fseeko(file, 0, SEEK_END) != 0 || (scan.length = (int64_t)ftello(file)) < 0 || fseeko(file, 0, SEEK_SET) != 0)
        return ent_fail_at(error, ENT_ERROR_SYSTEM, name, 0, "its unpacked content cannot be read back");
    ent_text_init(&scan.buffer);
    int status = get_objects(&scan, object, out);
    ent_text_release(&scan.buffer);
    return status;
}
