#include "source/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fnmatch.h>
#include <sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "source/gunzip.h"

enum { CHUNK = 64 * 1024, NAMES_SHOWN = 8 };

/* A file of the disk. */
struct disk {
    struct ent_bytes base;
    FILE *file;
    const char *path;
};

/* One layer: an archive that reads either a file of the disk or the layer above it, without its gzip. */
struct layer {
    struct ent_bytes base;
    struct archive *archive;
    struct ent_bytes *source; /* owned */
    unsigned char *buffer;    /* what libarchive is fed from */
    const char *path;
    struct ent_stream_limits limits;
    uint64_t in, given;
    struct ent_error failure; /* of the source, met inside libarchive's callback */
    bool failed;
};

const char *ent_path_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static ssize_t disk_read(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error) {
    struct disk *disk = (struct disk *)self;
    size_t length = fread(buffer, 1, size, disk->file);
    if (length || !ferror(disk->file))
        return (ssize_t)length;
    ent_fail_at(error, ENT_ERROR_INPUT, disk->path, 0, "cannot be read to its end");
    return -1;
}

static void disk_close(struct ent_bytes *self) {
    fclose(((struct disk *)self)->file);
    free(self);
}

/* A file can be read twice (for its checksum, then for its rows) and has an end; a pipe and a device do not. */
static int disk_open(struct ent_bytes **out, const char *path, struct ent_error *error) {
    struct stat about;
    FILE *file = stat(path, &about) == 0 && S_ISREG(about.st_mode) ? fopen(path, "rb") : NULL;
    if (!file)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                           "cannot be opened as a file: is the name right, may it be read? A folder or a pipe is none");
    struct disk *disk = calloc(1, sizeof *disk);
    if (!disk) {
        fclose(file);
        return ent_fail_memory(error);
    }
    *disk = (struct disk){{disk_read, disk_close}, file, path};
    *out = &disk->base;
    return ENT_OK;
}

static la_ssize_t feed(struct archive *archive, void *context, const void **buffer) {
    struct layer *layer = context;
    *buffer = layer->buffer;
    ssize_t length = layer->source->read(layer->source, layer->buffer, CHUNK, &layer->failure);
    if (length < 0) {
        layer->failed = true;
        archive_set_error(archive, EIO, "cannot be read");
        return -1;
    }
    layer->in += (uint64_t)length;
    return length;
}

static void layer_close(struct ent_bytes *self) {
    struct layer *layer = (struct layer *)self;
    if (layer->archive)
        archive_read_free(layer->archive);
    if (layer->source)
        layer->source->close(layer->source);
    free(layer->buffer);
    free(layer);
}

static int layer_fail(struct layer *layer, struct ent_error *error) {
    if (layer->failed) {
        if (error)
            *error = layer->failure;
        return layer->failure.code;
    }
    const char *why = archive_error_string(layer->archive);
    return ent_fail_at(error, ENT_ERROR_INPUT, layer->path, 0,
                       "is damaged or cut short: %s. Fetch it again and compare its checksum", why ? why : "its compressed data end too early");
}

int ent_stream_check_limits(const struct ent_stream_limits *limits, const char *path, uint64_t in, uint64_t given,
                            struct ent_error *error) {
    if (given > limits->bytes)
        return ent_fail_at(
            error, ENT_ERROR_INPUT, path, 0,
            "unpacks to more than %llu bytes: refused as a possible zip bomb. Unpack it yourself and add "
            "the plain file if it is what it should be",
            (unsigned long long)limits->bytes);
    if (given > limits->ratio_after && in && given / in > limits->ratio)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                           "unpacks to more than %u times its size: refused as a possible zip bomb. Unpack it yourself "
                           "and add the plain file if it is what it should be",
                           limits->ratio);
    return ENT_OK;
}

static int check_limits(struct layer *layer, struct ent_error *error) {
    return ent_stream_check_limits(&layer->limits, layer->path, layer->in, layer->given, error);
}

/* bzip2 and others end where their data end; what stands behind would be lost without a word. */
static int check_end(struct layer *layer, struct ent_error *error) {
    const void *rest;
    if (archive_format(layer->archive) != ARCHIVE_FORMAT_RAW || archive_filter_count(layer->archive) < 2)
        return ENT_OK;
    int64_t used = archive_filter_bytes(layer->archive, -1);
    if (used < 0 || ((uint64_t)used == layer->in && feed(layer->archive, layer, &rest) == 0))
        return ENT_OK;
    return ent_fail_at(error, ENT_ERROR_INPUT, layer->path, 0,
                       "is damaged: bytes stand behind the end of the compressed data. Fetch it again and compare its "
                       "checksum");
}

static ssize_t layer_read(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error) {
    struct layer *layer = (struct layer *)self;
    la_ssize_t length = archive_read_data(layer->archive, buffer, size);
    if (length < 0) {
        layer_fail(layer, error);
        return -1;
    }
    if (!length && check_end(layer, error) != ENT_OK)
        return -1;
    layer->given += (uint64_t)length;
    if (check_limits(layer, error) != ENT_OK)
        return -1;
    return (ssize_t)length;
}

static void support(struct archive *archive, bool containers) {
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_lzma(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_filter_compress(archive);
    if (containers) {
        archive_read_support_format_tar(archive);
        archive_read_support_format_zip_streamable(archive);
    }
    archive_read_support_format_raw(archive);
    archive_read_support_format_empty(archive);
}

/* Takes the gzip off the source; ownership of it, too, also after a failure. */
static int unpack(struct layer *layer, struct ent_bytes *source, struct ent_error *error) {
    bool packed = true;
    int depth = 0;
    for (; packed && depth <= ENT_STREAM_DEEPEST; depth++)
        ENT_TRY(ent_gunzip_open(&source, source, layer->path, &layer->limits, &packed, error));
    layer->source = source;
    return !packed ? ENT_OK
                   : ent_fail_at(error, ENT_ERROR_INPUT, layer->path, 0, "is gzip inside gzip, more than %d times",
                                 ENT_STREAM_DEEPEST);
}

static int start(struct layer *layer, struct ent_bytes *source, bool containers, struct ent_error *error) {
    ENT_TRY(unpack(layer, source, error));
    layer->buffer = malloc(CHUNK);
    layer->archive = archive_read_new();
    if (!layer->buffer || !layer->archive)
        return ent_fail_memory(error);
    support(layer->archive, containers);
    return archive_read_open(layer->archive, layer, NULL, feed, NULL) == ARCHIVE_OK ? ENT_OK
                                                                                   : layer_fail(layer, error);
}

/* Takes ownership of `source`; without one it opens the file. */
static int layer_open(struct layer **out, const char *path, struct ent_bytes *source, bool containers,
                      const struct ent_stream_limits *limits, struct ent_error *error) {
    if (!source)
        ENT_TRY(disk_open(&source, path, error));
    struct layer *layer = calloc(1, sizeof *layer);
    if (!layer) {
        source->close(source);
        return ent_fail_memory(error);
    }
    layer->base = (struct ent_bytes){layer_read, layer_close};
    layer->path = path;
    layer->limits = (struct ent_stream_limits){(uint64_t)8 << 30, (uint64_t)64 << 20, 10000};
    if (limits && limits->bytes)
        layer->limits = *limits;
    int status = start(layer, source, containers, error);
    if (status != ENT_OK) {
        layer_close(&layer->base);
        return status;
    }
    *out = layer;
    return ENT_OK;
}

static bool is_container(struct archive *archive) {
    int format = archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK;
    return format == ARCHIVE_FORMAT_TAR || format == ARCHIVE_FORMAT_ZIP;
}

/* Whether a pattern is the name of a member of a member ("outer.zip:file.csv") and `path` is one of its ends. */
static bool fits_nested(const char *pattern, const char *path) {
    const char *inner = strstr(pattern, ".zip:");
    if (!inner)
        return false;
    size_t length = (size_t)(inner - pattern) + 4;
    return strcmp(inner + 5, path) == 0 || (strlen(path) == length && strncmp(pattern, path, length) == 0);
}

/* -1 when no pattern fits, else the index of the pattern. No pattern at all: every file fits. */
static int fitting(const struct ent_stream_want *want, const char *path) {
    if (!want || !want->count)
        return 0;
    for (size_t i = 0; i < want->count; i++)
        if (fnmatch(want->patterns[i], ent_path_name(path), 0) == 0 || strcmp(want->patterns[i], path) == 0 ||
            fits_nested(want->patterns[i], path))
            return (int)i;
    return -1;
}

/* Passes over a member by reading it, so that what it unpacks to counts. */
static int pass_over(struct layer *layer, struct ent_error *error) {
    const void *block;
    size_t length;
    la_int64_t offset, seen = 0;
    int status;
    while ((status = archive_read_data_block(layer->archive, &block, &length, &offset)) == ARCHIVE_OK) {
        layer->given += (uint64_t)(offset > seen ? offset - seen : 0) + length; /* a hole of a sparse file counts */
        seen = offset + (la_int64_t)length;
        ENT_TRY(check_limits(layer, error));
    }
    return status == ARCHIVE_EOF || status == ARCHIVE_WARN ? ENT_OK : layer_fail(layer, error);
}

static bool is_good_name(const char *name) {
    if (strlen(name) > ENT_STREAM_NAME)
        return false;
    for (; *name; name++)
        if ((unsigned char)*name < 0x20 || *name == 0x7f)
            return false;
    return true;
}

static int fail_no_member(struct layer *layer, const struct ent_stream_want *want, size_t files, const char *names,
                          struct ent_error *error) {
    if (!files)
        return ent_fail_at(error, ENT_ERROR_INPUT, layer->path, 0, "is empty: a table with a header line was expected");
    return ent_fail_at(error, ENT_ERROR_INPUT, layer->path, 0,
                       "is an archive of %zu files without \"%s\" (it has %s%s): choose one with --member", files,
                       want && want->count ? want->patterns[0] : "", names, files > NAMES_SHOWN ? ", …" : "");
}

/* The next member that is a file: its name, or NULL when it has none that can be used. */
static int next_file(struct layer *layer, const char **name, bool *more, size_t *members, struct ent_error *error) {
    struct archive_entry *entry;
    for (;;) {
        int status = archive_read_next_header(layer->archive, &entry);
        *more = status == ARCHIVE_OK || status == ARCHIVE_WARN;
        if (!*more)
            return status == ARCHIVE_EOF && !layer->failed ? ENT_OK : layer_fail(layer, error);
        if (!is_container(layer->archive))
            return ENT_OK;
        if (++*members > ENT_STREAM_MEMBERS)
            return ent_fail_at(error, ENT_ERROR_INPUT, layer->path, 0,
                               "is an archive of more than %d members: unpack it yourself and add the file",
                               ENT_STREAM_MEMBERS);
        *name = archive_entry_pathname(entry);
        if (*name && !is_good_name(*name))
            *name = NULL;
        if (archive_entry_filetype(entry) == AE_IFREG)
            return ENT_OK;
    }
}

/* The header of the wanted member; an archive without a fit is refused with what it holds. */
static int find_member(struct layer *layer, const struct ent_stream_want *want, struct ent_arena *arena,
                       const char **member, struct ent_error *error) {
    struct ent_text names;
    size_t files = 0, members = 0;
    const char *name = NULL;
    bool more = true, found = false;
    ent_text_init(&names);
    int status = next_file(layer, &name, &more, &members, error);
    while (status == ENT_OK && more && !found) {
        found = !is_container(layer->archive) || (name && fitting(want, name) >= 0);
        if (found)
            break;
        if (files++ < NAMES_SHOWN)
            ent_text_format(&names, "%s%s", files > 1 ? ", " : "", name ? name : "a name that cannot be read");
        status = pass_over(layer, error);
        if (status == ENT_OK)
            status = next_file(layer, &name, &more, &members, error);
    }
    if (status == ENT_OK && !found)
        status = fail_no_member(layer, want, files, names.bytes, error);
    if (status == ENT_OK && is_container(layer->archive) && !(*member = ent_arena_string(arena, name)))
        status = ent_fail_memory(error);
    ent_text_release(&names);
    return status;
}

static int open_outer(struct layer **out, const char *path, const struct ent_stream_want *want,
                      const struct ent_stream_limits *limits, struct ent_arena *arena, const char **member,
                      struct ent_error *error) {
    struct layer *layer;
    *member = NULL;
    ENT_TRY(layer_open(&layer, path, NULL, true, limits, error));
    int status = find_member(layer, want, arena, member, error);
    if (status != ENT_OK) {
        layer_close(&layer->base);
        return status;
    }
    *out = layer;
    return ENT_OK;
}

/* A layer that hashes what passes through it: the member as the archive holds it. */
struct hasher {
    struct ent_bytes base;
    struct ent_bytes *source;
    SHA2_CTX *context;
};

static ssize_t hasher_read(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error) {
    struct hasher *hasher = (struct hasher *)self;
    ssize_t length = hasher->source->read(hasher->source, buffer, size, error);
    if (length > 0)
        SHA256Update(hasher->context, buffer, (size_t)length);
    return length;
}

static void hasher_close(struct ent_bytes *self) {
    struct hasher *hasher = (struct hasher *)self;
    hasher->source->close(hasher->source);
    free(hasher);
}

/* Publishers put a zip into a zip (the abridged file beside its sources). */
static bool is_archive_name(const char *member) {
    return fnmatch("*.zip", member, 0) == 0;
}

/* The data of the inner layer: of a member that is an archive itself, the member of it that is wanted, which becomes the
 * name of all ("outer.zip" in "package.zip" gives "outer.zip:file.csv"). */
static int find_inner(struct layer *inner, const struct ent_stream_want *want, struct ent_arena *arena,
                      const char **member, struct ent_error *error) {
    struct archive_entry *entry;
    const char *deeper = NULL;
    if (is_archive_name(*member)) {
        ENT_TRY(find_member(inner, want, arena, &deeper, error));
        if (deeper)
            *member = ent_arena_format(arena, "%s:%s", *member, deeper);
        return *member ? ENT_OK : ent_fail_memory(error);
    }
    int status = archive_read_next_header(inner->archive, &entry);
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
        return ENT_OK;
    return status == ARCHIVE_EOF && !inner->failed
               ? ent_fail_at(error, ENT_ERROR_INPUT, inner->path, 0, "holds an empty member: a table was expected")
               : layer_fail(inner, error);
}

/* Opens all the way down: the archive, then the compression of its member. With `context` the member is hashed. */
static int open_inner(struct ent_bytes **out, struct layer *outer, SHA2_CTX *context,
                      const struct ent_stream_want *want, const struct ent_stream_limits *limits,
                      struct ent_arena *arena, const char **member, struct ent_error *error) {
    struct ent_bytes *source = &outer->base;
    if (context) {
        struct hasher *hasher = calloc(1, sizeof *hasher);
        if (!hasher) {
            layer_close(&outer->base);
            return ent_fail_memory(error);
        }
        *hasher = (struct hasher){{hasher_read, hasher_close}, &outer->base, context};
        source = &hasher->base;
    }
    struct layer *inner;
    const char *path = outer->path;
    ENT_TRY(layer_open(&inner, path, source, is_archive_name(*member), limits, error));
    int status = find_inner(inner, want, arena, member, error);
    if (status != ENT_OK) {
        layer_close(&inner->base);
        return status;
    }
    *out = &inner->base;
    return ENT_OK;
}

int ent_stream_open(struct ent_bytes **out, const char *path, const struct ent_stream_want *want,
                    const struct ent_stream_limits *limits, struct ent_arena *arena, const char **member,
                    struct ent_error *error) {
    struct layer *outer;
    const char *found;
    ENT_TRY(open_outer(&outer, path, want, limits, arena, &found, error));
    *out = &outer->base;
    if (found)
        ENT_TRY(open_inner(out, outer, NULL, want, limits, arena, &found, error));
    if (member)
        *member = found;
    return ENT_OK;
}

static void hash_finish(SHA2_CTX *context, char out[ENT_HASH_TEXT]) {
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Final(digest, context);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

static int hash_stream(struct ent_bytes *bytes, char out[ENT_HASH_TEXT], struct ent_error *error) {
    SHA2_CTX context;
    SHA256Init(&context);
    unsigned char buffer[16384];
    ssize_t length;
    while ((length = bytes->read(bytes, buffer, sizeof buffer, error)) > 0)
        SHA256Update(&context, buffer, (size_t)length);
    hash_finish(&context, out);
    return length < 0 ? ENT_ERROR_INPUT : ENT_OK;
}

static int hash_file(char out[ENT_HASH_TEXT], const char *path, struct ent_error *error) {
    struct ent_bytes *bytes;
    ENT_TRY(disk_open(&bytes, path, error));
    int status = hash_stream(bytes, out, error);
    bytes->close(bytes);
    return status;
}

int ent_stream_identify(struct ent_stream_identity *out, const char *path, const struct ent_stream_want *want,
                        const struct ent_stream_limits *limits, struct ent_arena *arena, struct ent_error *error) {
    *out = (struct ent_stream_identity){.member = NULL};
    ENT_TRY(hash_file(out->file_sha256, path, error));
    struct layer *outer;
    ENT_TRY(open_outer(&outer, path, want, limits, arena, &out->member, error));
    struct ent_bytes *bytes = &outer->base;
    SHA2_CTX context;
    SHA256Init(&context);
    if (out->member)
        ENT_TRY(open_inner(&bytes, outer, &context, want, limits, arena, &out->member, error));
    int status = hash_stream(bytes, out->content_sha256, error);
    bytes->close(bytes);
    if (out->member)
        hash_finish(&context, out->member_sha256);
    else
        memcpy(out->member_sha256, out->file_sha256, sizeof out->member_sha256);
    return status;
}

bool ent_stream_has_member(const char *path, const struct ent_stream_want *want) {
    struct layer *layer;
    struct ent_arena arena;
    ent_arena_init(&arena);
    const char *member = NULL;
    bool found = layer_open(&layer, path, NULL, true, NULL, NULL) == ENT_OK;
    if (found) {
        found = find_member(layer, want, &arena, &member, NULL) == ENT_OK && member;
        layer_close(&layer->base);
    }
    ent_arena_release(&arena);
    return found;
}
