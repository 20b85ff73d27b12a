#include "source/rdata_parse.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "source/decode.h"

/* Types of R objects as serialize() writes them (R Internals, section 1.8). */
enum sexp {
    SYMBOL = 1,
    PAIRLIST = 2,
    CLOSURE = 3,
    ENVIRONMENT = 4,
    PROMISE = 5,
    LANGUAGE = 6,
    SPECIAL = 7,
    BUILTIN = 8,
    CHARACTERS = 9,
    LOGICALS = 10,
    INTEGERS = 13,
    REALS = 14,
    COMPLEXES = 15,
    STRINGS = 16,
    DOTS = 17,
    LIST = 19,
    EXPRESSIONS = 20,
    BYTECODE = 21,
    POINTER = 22,
    WEAK = 23,
    RAWS = 24,
    S4 = 25,
    ALTERNATIVE = 238, /* ALTREP: a class and a state instead of the values */
    PAIRLIST_ATTRIBUTES = 239,
    LANGUAGE_ATTRIBUTES = 240,
    FIRST_EMPTY = 241, /* environments and markers without content, but for the next three */
    PERSISTENT = 247,
    PACKAGE = 248,
    NAMESPACE = 249,
    NIL = 254,
    REFERENCE = 255
};
enum { HAS_ATTRIBUTES = 0x200, HAS_TAG = 0x400, LATIN1 = 0x4000, CHUNK = 64 * 1024, STEP = 64 * 1024 };

struct parser {
    struct ent_bytes *bytes;
    const char *name;
    const struct ent_rdata_events *events;
    struct ent_error *error;
    struct ent_arena memory;
    const char **symbols; /* what references refer to: names of symbols, "" for the rest */
    size_t symbol_count, symbol_capacity;
    char *text; /* the last characters that were read */
    size_t room;
    struct ent_text converted;
    bool foreign;
    int depth;
    uint64_t passed; /* bytes before the buffer */
    size_t at, have;
    unsigned char buffer[CHUNK];
};

/* ---- bytes ---- */

__attribute__((format(printf, 2, 3))) static int fail(struct parser *parser, const char *format, ...) {
    char why[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    return ent_fail_at(parser->error, ENT_ERROR_INPUT, parser->name, 0,
                       "is a damaged R file, or one of a kind not read: %s (byte %llu, decompressed). In R, load() it and "
                       "save() it again, or write it with write.csv()",
                       why, (unsigned long long)(parser->passed + parser->at));
}

/* More bytes; *more is false at the end. */
static int refill(struct parser *parser, bool *more) {
    parser->passed += parser->have;
    parser->at = parser->have = 0;
    ssize_t length = parser->bytes->read(parser->bytes, parser->buffer, CHUNK, parser->error);
    if (length < 0)
        return ENT_ERROR_INPUT;
    parser->have = (size_t)length;
    *more = length > 0;
    return ENT_OK;
}

/* Copies `size` bytes, or passes them over where `out` is NULL. */
static int take(struct parser *parser, void *out, size_t size) {
    for (size_t done = 0; done < size;) {
        bool more = true;
        if (parser->at == parser->have)
            ENT_TRY(refill(parser, &more));
        if (!more)
            return fail(parser, "it ends in the middle: cut short?");
        size_t length = parser->have - parser->at < size - done ? parser->have - parser->at : size - done;
        if (out)
            memcpy((char *)out + done, parser->buffer + parser->at, length);
        parser->at += length;
        done += length;
    }
    return ENT_OK;
}

static uint32_t big_endian(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int take_word(struct parser *parser, uint32_t *out) {
    unsigned char bytes[4];
    ENT_TRY(take(parser, bytes, sizeof bytes));
    *out = big_endian(bytes);
    return ENT_OK;
}

static int take_length(struct parser *parser, long *out) {
    uint32_t word = 0;
    ENT_TRY(take_word(parser, &word));
    if (word > INT32_MAX)
        return fail(parser, word == UINT32_MAX ? "a vector of more than 2,147,483,647 values" : "a negative length");
    *out = (long)word;
    return ENT_OK;
}

/* ---- texts and symbols ---- */

static int set_utf8(struct parser *parser, size_t length, uint32_t flags, const char **out) {
    *out = parser->text;
    if (!(flags & LATIN1) && ent_decode_valid_utf8(parser->text, length))
        return ENT_OK;
    ent_text_clear(&parser->converted);
    ent_decode_windows1252(&parser->converted, parser->text, length);
    *out = parser->converted.bytes;
    parser->foreign |= !(flags & LATIN1);
    return parser->converted.failed ? ent_fail_memory(parser->error) : ENT_OK;
}

static int skip_object(struct parser *parser);

/* Characters whose flags were read; *out is NULL for NA and valid until the next. */
static int take_characters(struct parser *parser, uint32_t flags, const char **out) {
    uint32_t word = 0;
    *out = NULL;
    if ((flags & 0xff) != CHARACTERS)
        return fail(parser, "text was expected here");
    ENT_TRY(take_word(parser, &word));
    if (word != UINT32_MAX) {
        if (word > ENT_RDATA_LONGEST)
            return fail(parser, "a text of more than %d bytes", ENT_RDATA_LONGEST);
        if (word >= parser->room) {
            char *text = realloc(parser->text, word + 1);
            if (!text)
                return ent_fail_memory(parser->error);
            parser->text = text;
            parser->room = word + 1;
        }
        ENT_TRY(take(parser, parser->text, word));
        parser->text[word] = '\0';
        if (memchr(parser->text, '\0', word))
            return fail(parser, "a text with a NUL byte");
        ENT_TRY(set_utf8(parser, word, flags, out));
    }
    if (!(flags & HAS_ATTRIBUTES))
        return ENT_OK;
    return fail(parser, "text with attributes");
}

static int add_symbol(struct parser *parser, const char *name) {
    if (parser->symbol_count == ENT_RDATA_SYMBOLS)
        return fail(parser, "more than %d names", ENT_RDATA_SYMBOLS);
    void *items = parser->symbols;
    if (ent_arena_grow(&parser->memory, &items, parser->symbol_count, &parser->symbol_capacity, sizeof *parser->symbols))
        return ent_fail_memory(parser->error);
    parser->symbols = items;
    const char *copy = ent_arena_string(&parser->memory, name ? name : "");
    parser->symbols[parser->symbol_count] = copy;
    parser->symbol_count += copy != NULL;
    return copy ? ENT_OK : ent_fail_memory(parser->error);
}

static int take_reference(struct parser *parser, uint32_t flags, const char **out) {
    uint32_t index = flags >> 8;
    if (!index)
        ENT_TRY(take_word(parser, &index));
    if (!index || index > parser->symbol_count)
        return fail(parser, "a reference to what was not read");
    *out = parser->symbols[index - 1];
    return ENT_OK;
}

static int take_new_symbol(struct parser *parser, const char **out) {
    uint32_t flags = 0;
    const char *text;
    ENT_TRY(take_word(parser, &flags));
    ENT_TRY(take_characters(parser, flags, &text));
    ENT_TRY(add_symbol(parser, text));
    *out = parser->symbols[parser->symbol_count - 1];
    return ENT_OK;
}

/* A symbol, new or known; "" for anything else, which is passed over. */
static int take_symbol(struct parser *parser, const char **out) {
    uint32_t flags = 0;
    *out = "";
    ENT_TRY(take_word(parser, &flags));
    if ((flags & 0xff) == SYMBOL)
        return take_new_symbol(parser, out);
    if ((flags & 0xff) == REFERENCE)
        return take_reference(parser, flags, out);
    return fail(parser, "a name was expected here");
}

/* ---- passing over ---- */

static int skip_flags(struct parser *parser, uint32_t flags);

static int skip_object(struct parser *parser) {
    uint32_t flags = 0;
    ENT_TRY(take_word(parser, &flags));
    return skip_flags(parser, flags);
}

static int skip_objects(struct parser *parser, long count) {
    for (long i = 0; i < count; i++)
        ENT_TRY(skip_object(parser));
    return ENT_OK;
}

static int skip_vector(struct parser *parser, size_t size) {
    long count = 0;
    ENT_TRY(take_length(parser, &count));
    return take(parser, NULL, (size_t)count * size);
}

static int skip_list(struct parser *parser) {
    long count = 0;
    ENT_TRY(take_length(parser, &count));
    return skip_objects(parser, count);
}

/* Names of packages and the like are a vector of texts without flags of its own. */
static int skip_names(struct parser *parser) {
    uint32_t zero;
    ENT_TRY(take_word(parser, &zero));
    ENT_TRY(skip_list(parser));
    return add_symbol(parser, NULL);
}

static bool is_pair(uint32_t type) {
    return type == PAIRLIST || type == LANGUAGE || type == CLOSURE || type == PROMISE || type == DOTS ||
           type == PAIRLIST_ATTRIBUTES || type == LANGUAGE_ATTRIBUTES;
}

static bool has_attributes(uint32_t flags) {
    uint32_t type = flags & 0xff;
    return (flags & HAS_ATTRIBUTES) || type == PAIRLIST_ATTRIBUTES || type == LANGUAGE_ATTRIBUTES;
}

/* Pairs up to the tail, whose flags are returned: a long list is no deep one. */
static int skip_pairs(struct parser *parser, uint32_t *flags) {
    while (is_pair(*flags & 0xff)) {
        ENT_TRY(skip_objects(parser, has_attributes(*flags) + ((*flags & HAS_TAG) != 0) + 1));
        ENT_TRY(take_word(parser, flags));
    }
    return ENT_OK;
}

/* The content of an object that is neither pair nor reference, without its attributes. */
static int skip_content(struct parser *parser, uint32_t flags) {
    const char *text;
    uint32_t word = 0;
    switch (flags & 0xff) {
    case SYMBOL:
        return take_new_symbol(parser, &text);
    case REFERENCE:
        return take_reference(parser, flags, &text);
    case PERSISTENT:
    case PACKAGE:
    case NAMESPACE:
        return skip_names(parser);
    case ENVIRONMENT:
        ENT_TRY(take_word(parser, &word));
        ENT_TRY(add_symbol(parser, NULL));
        return skip_objects(parser, 4);
    case POINTER:
        ENT_TRY(add_symbol(parser, NULL));
        return skip_objects(parser, 2);
    case WEAK:
        return add_symbol(parser, NULL);
    case CHARACTERS:
        return take_characters(parser, flags, &text);
    case SPECIAL:
    case BUILTIN:
    case RAWS:
        return skip_vector(parser, 1);
    case LOGICALS:
    case INTEGERS:
        return skip_vector(parser, 4);
    case REALS:
        return skip_vector(parser, 8);
    case COMPLEXES:
        return skip_vector(parser, 16);
    case STRINGS:
    case LIST:
    case EXPRESSIONS:
        return skip_list(parser);
    case S4:
        return ENT_OK;
    case ALTERNATIVE:
        return skip_objects(parser, 3);
    case BYTECODE:
        return fail(parser, "a compiled function");
    default:
        return (flags & 0xff) >= FIRST_EMPTY && (flags & 0xff) <= NIL
                   ? ENT_OK
                   : fail(parser, "an object of the type %u, which nobody knows", (unsigned)(flags & 0xff));
    }
}

static int skip_flags(struct parser *parser, uint32_t flags) {
    if (++parser->depth > ENT_RDATA_DEEPEST)
        return fail(parser, "more than %d objects inside one another", ENT_RDATA_DEEPEST);
    ENT_TRY(skip_pairs(parser, &flags));
    uint32_t type = flags & 0xff;
    ENT_TRY(skip_content(parser, flags));
    if ((flags & HAS_ATTRIBUTES) && type != CHARACTERS && type != ENVIRONMENT && type < ALTERNATIVE && type != SYMBOL)
        ENT_TRY(skip_object(parser));
    parser->depth--;
    return ENT_OK;
}

/* ---- columns ---- */

/* Room for more values, no more than twice what has arrived. */
static int grow(struct parser *parser, void **items, long have, long count, long *room, size_t size) {
    if (have < *room)
        return ENT_OK;
    long larger = *room ? *room * 2 : STEP;
    larger = larger < count ? larger : count;
    void *more = realloc(*items, (size_t)(larger ? larger : 1) * size);
    if (!more)
        return ent_fail_memory(parser->error);
    *items = more;
    *room = larger;
    return ENT_OK;
}

static int take_integers(struct parser *parser, struct ent_rdata_column *column) {
    long room = 0;
    void *items = NULL;
    for (long i = 0; i <= column->count; i++) {
        int status = i < column->count || !items ? grow(parser, &items, i, column->count, &room, sizeof(int32_t)) : ENT_OK;
        column->ints = items;
        ENT_TRY(status);
        uint32_t word = 0;
        if (i == column->count)
            break;
        ENT_TRY(take_word(parser, &word));
        memcpy(&column->ints[i], &word, sizeof word);
    }
    return ENT_OK;
}

static int take_reals(struct parser *parser, struct ent_rdata_column *column) {
    long room = 0;
    void *items = NULL;
    for (long i = 0; i <= column->count; i++) {
        int status = i < column->count || !items ? grow(parser, &items, i, column->count, &room, sizeof(double)) : ENT_OK;
        column->reals = items;
        ENT_TRY(status);
        unsigned char bytes[8];
        if (i == column->count)
            break;
        ENT_TRY(take(parser, bytes, sizeof bytes));
        uint64_t bits = (uint64_t)big_endian(bytes) << 32 | big_endian(bytes + 4);
        memcpy(&column->reals[i], &bits, sizeof bits);
    }
    return ENT_OK;
}

static int take_texts(struct parser *parser, long count) {
    for (long i = 0; i < count; i++) {
        uint32_t flags = 0;
        const char *text;
        ENT_TRY(take_word(parser, &flags));
        ENT_TRY(take_characters(parser, flags, &text));
        if (parser->events->text(parser->events->context, text))
            return ent_fail_memory(parser->error);
    }
    return ENT_OK;
}

/* The values of a column, or of what stands in the state of one; *read is false for a kind that is passed over. */
static int take_values(struct parser *parser, uint32_t flags, struct ent_rdata_column *column, bool *read) {
    *read = true;
    switch (flags & 0xff) {
    case STRINGS:
        column->type = ENT_RDATA_TEXT;
        ENT_TRY(take_length(parser, &column->count));
        return take_texts(parser, column->count);
    case LOGICALS:
    case INTEGERS:
        column->type = (flags & 0xff) == LOGICALS ? ENT_RDATA_LOGICAL : ENT_RDATA_INTEGER;
        ENT_TRY(take_length(parser, &column->count));
        return take_integers(parser, column);
    case REALS:
        column->type = ENT_RDATA_REAL;
        ENT_TRY(take_length(parser, &column->count));
        return take_reals(parser, column);
    default:
        *read = false;
        return ENT_OK;
    }
}

/* 1:10 is written as length, start and step. */
static int take_sequence(struct parser *parser, bool whole, struct ent_rdata_column *column) {
    uint32_t flags = 0;
    struct ent_rdata_column state = {0};
    bool read;
    ENT_TRY(take_word(parser, &flags));
    int status = take_values(parser, flags, &state, &read);
    bool good = status == ENT_OK && read && state.reals && state.count == 3 && state.reals[0] >= 0 &&
                state.reals[0] <= INT32_MAX && isfinite(state.reals[1]) && isfinite(state.reals[2]);
    if (good) {
        column->type = whole ? ENT_RDATA_INTEGER : ENT_RDATA_REAL;
        column->count = (long)state.reals[0];
        column->start = state.reals[1];
        column->step = state.reals[2];
    }
    free(state.ints);
    free(state.reals);
    ENT_TRY(status);
    return good ? ENT_OK : fail(parser, "a sequence without length, start and step");
}

static int take_alternative(struct parser *parser, struct ent_rdata_column *column, bool *read);

/* The values are the first of the pairs of the state (wrapped, or numbers to be shown as text). */
static int take_wrapped(struct parser *parser, struct ent_rdata_column *column, bool *read) {
    uint32_t flags = 0, inner = 0;
    ENT_TRY(take_word(parser, &flags));
    if ((flags & 0xff) != PAIRLIST || (flags & (HAS_ATTRIBUTES | HAS_TAG)))
        return fail(parser, "a wrapped vector without its values");
    ENT_TRY(take_word(parser, &inner));
    if ((inner & 0xff) == ALTERNATIVE) {
        if (++parser->depth > ENT_RDATA_DEEPEST)
            return fail(parser, "more than %d objects inside one another", ENT_RDATA_DEEPEST);
        ENT_TRY(take_alternative(parser, column, read));
        ENT_TRY(skip_object(parser));
        parser->depth--;
    } else {
        ENT_TRY(take_values(parser, inner, column, read));
        if (!*read)
            ENT_TRY(skip_flags(parser, inner));
        else if (inner & HAS_ATTRIBUTES)
            ENT_TRY(skip_object(parser));
    }
    return skip_object(parser);
}

/* Class and state of an ALTREP; its attributes come behind. */
static int take_alternative(struct parser *parser, struct ent_rdata_column *column, bool *read) {
    uint32_t flags = 0;
    const char *class;
    *read = true;
    ENT_TRY(take_word(parser, &flags));
    if ((flags & 0xff) != PAIRLIST || (flags & (HAS_ATTRIBUTES | HAS_TAG)))
        return fail(parser, "a vector of an unknown class");
    ENT_TRY(take_symbol(parser, &class));
    ENT_TRY(skip_object(parser));
    if (strcmp(class, "compact_intseq") == 0 || strcmp(class, "compact_realseq") == 0)
        return take_sequence(parser, strcmp(class, "compact_intseq") == 0, column);
    if (strncmp(class, "wrap_", 5) == 0 || strcmp(class, "deferred_string") == 0)
        return take_wrapped(parser, column, read);
    return fail(parser, "a vector of the class \"%.60s\"", class);
}

/* Calls `use` for each attribute, which must read or pass over its value. */
typedef int attribute_use(struct parser *parser, const char *name, void *context);
static int each_attribute(struct parser *parser, attribute_use *use, void *context) {
    uint32_t flags = 0;
    for (;;) {
        const char *name = "";
        ENT_TRY(take_word(parser, &flags));
        if ((flags & 0xff) == NIL)
            return ENT_OK;
        if ((flags & 0xff) != PAIRLIST || (flags & HAS_ATTRIBUTES))
            return fail(parser, "attributes are no list");
        if (flags & HAS_TAG)
            ENT_TRY(take_symbol(parser, &name));
        ENT_TRY(use(parser, name, context));
    }
}

/* Calls `use` for each text of a vector of texts; another object is passed over. */
typedef int text_use(struct parser *parser, long at, const char *text, void *context);
static int each_text(struct parser *parser, text_use *use, void *context) {
    uint32_t flags = 0, inner = 0;
    long count = 0;
    ENT_TRY(take_word(parser, &flags));
    if ((flags & 0xff) != STRINGS)
        return skip_flags(parser, flags);
    ENT_TRY(take_length(parser, &count));
    for (long i = 0; i < count; i++) {
        const char *text;
        ENT_TRY(take_word(parser, &inner));
        ENT_TRY(take_characters(parser, inner, &text));
        ENT_TRY(use(parser, i, text, context));
    }
    return flags & HAS_ATTRIBUTES ? skip_object(parser) : ENT_OK;
}

static int use_class(struct parser *parser, long at, const char *text, void *context) {
    (void)parser, (void)at;
    struct ent_rdata_column *column = context;
    column->date |= text && strcmp(text, "Date") == 0;
    column->time |= text && strcmp(text, "POSIXct") == 0;
    return ENT_OK;
}

static int use_label(struct parser *parser, long at, const char *text, void *context) {
    (void)at, (void)context;
    return parser->events->label(parser->events->context, text) ? ent_fail_memory(parser->error) : ENT_OK;
}

static int column_attribute(struct parser *parser, const char *name, void *context) {
    struct ent_rdata_column *column = context;
    if (strcmp(name, "class") == 0)
        return each_text(parser, use_class, column);
    if (strcmp(name, "levels") == 0 && column->type == ENT_RDATA_INTEGER)
        return each_text(parser, use_label, column);
    return skip_object(parser);
}

static int read_column(struct parser *parser, struct ent_rdata_column *column) {
    uint32_t flags = 0;
    bool read;
    ENT_TRY(take_word(parser, &flags));
    if ((flags & 0xff) == ALTERNATIVE) {
        ENT_TRY(take_alternative(parser, column, &read));
        return each_attribute(parser, column_attribute, column);
    }
    ENT_TRY(take_values(parser, flags, column, &read));
    if (!read)
        return skip_flags(parser, flags);
    return flags & HAS_ATTRIBUTES ? each_attribute(parser, column_attribute, column) : ENT_OK;
}

static int take_column(struct parser *parser) {
    struct ent_rdata_column column = {0};
    int status = read_column(parser, &column);
    if (status == ENT_OK && parser->events->column(parser->events->context, &column))
        status = ent_fail_memory(parser->error);
    free(column.ints); /* NULL where they were taken */
    free(column.reals);
    return status;
}

static int use_name(struct parser *parser, long at, const char *text, void *context) {
    (void)context;
    return parser->events->name(parser->events->context, (size_t)at, text) ? ent_fail_memory(parser->error) : ENT_OK;
}

static int frame_attribute(struct parser *parser, const char *name, void *context) {
    return strcmp(name, "names") == 0 ? each_text(parser, use_name, context) : skip_object(parser);
}

static int take_frame(struct parser *parser, uint32_t flags) {
    long count = 0;
    ENT_TRY(take_length(parser, &count));
    if (count > ENT_RDATA_COLUMNS)
        return fail(parser, "a list of more than %d is no data frame", ENT_RDATA_COLUMNS);
    for (long i = 0; i < count; i++)
        ENT_TRY(take_column(parser));
    return flags & HAS_ATTRIBUTES ? each_attribute(parser, frame_attribute, NULL) : ENT_OK;
}

/* ---- the file ---- */

/* One object of an .rda; those that are not wanted are passed over. */
static int take_object(struct parser *parser, const char *name, void *context) {
    (void)context;
    uint32_t flags = 0;
    ENT_TRY(take_word(parser, &flags));
    bool wanted = (flags & 0xff) == LIST && parser->events->object(parser->events->context, name);
    return wanted ? take_frame(parser, flags) : skip_flags(parser, flags);
}

/* Version, and the encoding that version 3 names. */
static int take_head(struct parser *parser, bool *named) {
    char magic[7];
    uint32_t version, ignored;
    long length = 0;
    ENT_TRY(take(parser, magic, 2));
    *named = memcmp(magic, "RD", 2) == 0;
    if (*named)
        ENT_TRY(take(parser, magic, 5)); /* the rest of "RDX3\n", then "X\n" as in an .rds */
    if (memcmp(*named ? magic + 3 : magic, "X\n", 2) != 0)
        return fail(parser, "it was not saved in binary form");
    ENT_TRY(take_word(parser, &version));
    if (version != 2 && version != 3)
        return fail(parser, "version %u of R's format", (unsigned)version);
    ENT_TRY(take_word(parser, &ignored));
    ENT_TRY(take_word(parser, &ignored));
    if (version == 2)
        return ENT_OK;
    ENT_TRY(take_length(parser, &length));
    return length > 64 ? fail(parser, "an encoding with a name of %ld bytes", length)
                       : take(parser, NULL, (size_t)length);
}

static int take_end(struct parser *parser) {
    bool more = true;
    if (parser->at == parser->have)
        ENT_TRY(refill(parser, &more));
    return more ? fail(parser, "bytes stand behind its end") : ENT_OK;
}

static int parse(struct parser *parser) {
    bool named = false;
    uint32_t flags = 0;
    ENT_TRY(take_head(parser, &named));
    if (named) {
        ENT_TRY(each_attribute(parser, take_object, NULL)); /* an .rda is a list of names and objects as attributes are */
        return take_end(parser);
    }
    ENT_TRY(take_word(parser, &flags));
    ENT_TRY((flags & 0xff) == LIST ? take_frame(parser, flags) : skip_flags(parser, flags));
    return take_end(parser);
}

int ent_rdata_parse(struct ent_bytes *bytes, const char *name, const char *head, size_t head_length,
                    const struct ent_rdata_events *events, bool *converted, struct ent_error *error) {
    struct parser *parser = calloc(1, sizeof *parser);
    if (!parser)
        return ent_fail_memory(error);
    parser->bytes = bytes;
    parser->name = name;
    parser->events = events;
    parser->error = error;
    parser->have = head_length;
    memcpy(parser->buffer, head, head_length);
    ent_arena_init(&parser->memory);
    ent_text_init(&parser->converted);
    int status = parse(parser);
    *converted = parser->foreign;
    ent_text_release(&parser->converted);
    ent_arena_release(&parser->memory);
    free(parser->text);
    free(parser);
    return status;
}
