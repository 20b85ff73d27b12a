#include "source/gunzip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { CHUNK = 64 * 1024, BOTH = 16 + MAX_WBITS /* a gzip header, the largest window */ };

struct gunzip {
    struct ent_bytes base;
    struct ent_bytes *source;
    const char *path;
    struct ent_stream_limits limits;
    z_stream stream;
    bool packed, inside, ended; /* inside: a member has begun; ended: of the source */
    uint64_t in, given;
    unsigned char buffer[CHUNK];
};

static void gunzip_close(struct ent_bytes *self) {
    struct gunzip *gunzip = (struct gunzip *)self;
    if (gunzip->packed)
        inflateEnd(&gunzip->stream);
    gunzip->source->close(gunzip->source);
    free(gunzip);
}

/* More bytes of the source behind those that are not used yet. */
static int fill(struct gunzip *gunzip, size_t least, struct ent_error *error) {
    if (gunzip->stream.avail_in)
        memmove(gunzip->buffer, gunzip->stream.next_in, gunzip->stream.avail_in);
    gunzip->stream.next_in = gunzip->buffer;
    while (gunzip->stream.avail_in < least && !gunzip->ended) {
        ssize_t length = gunzip->source->read(gunzip->source, gunzip->buffer + gunzip->stream.avail_in,
                                              CHUNK - gunzip->stream.avail_in, error);
        if (length < 0)
            return ENT_ERROR_INPUT;
        gunzip->ended = length == 0;
        gunzip->stream.avail_in += (unsigned)length;
        gunzip->in += (uint64_t)length;
    }
    return ENT_OK;
}

static bool begins_member(const struct gunzip *gunzip) {
    return gunzip->stream.avail_in >= 2 && gunzip->stream.next_in[0] == 0x1f && gunzip->stream.next_in[1] == 0x8b;
}

static int fail(const struct gunzip *gunzip, const char *why, struct ent_error *error) {
    return ent_fail_at(error, ENT_ERROR_INPUT, gunzip->path, 0,
                       "is damaged or cut short: %s. Fetch it again and compare its checksum", why);
}

/* The next member, or the end: nothing else may stand behind a member. */
static int next_member(struct gunzip *gunzip, bool *more, struct ent_error *error) {
    ENT_TRY(fill(gunzip, 2, error));
    *more = begins_member(gunzip);
    if (!*more && gunzip->stream.avail_in)
        return fail(gunzip, "bytes stand behind the end of the compressed data", error);
    gunzip->inside = *more;
    return *more && inflateReset(&gunzip->stream) != Z_OK ? ent_fail_memory(error) : ENT_OK;
}

static int inflate_some(struct gunzip *gunzip, struct ent_error *error) {
    if (!gunzip->stream.avail_in)
        ENT_TRY(fill(gunzip, 1, error));
    if (!gunzip->stream.avail_in)
        return fail(gunzip, "it ends in the middle of the compressed data", error);
    int step = inflate(&gunzip->stream, Z_NO_FLUSH);
    if (step == Z_MEM_ERROR)
        return ent_fail_memory(error);
    if (step == Z_STREAM_END)
        gunzip->inside = false;
    else if (step != Z_OK && step != Z_BUF_ERROR)
        return fail(gunzip, gunzip->stream.msg ? gunzip->stream.msg : "no gzip data", error);
    return ENT_OK;
}

static ssize_t gunzip_read(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error) {
    struct gunzip *gunzip = (struct gunzip *)self;
    bool more = true;
    gunzip->stream.next_out = buffer;
    gunzip->stream.avail_out = size < CHUNK ? (unsigned)size : CHUNK;
    unsigned room = gunzip->stream.avail_out;
    while (more && gunzip->stream.avail_out == room)
        if ((gunzip->inside ? inflate_some(gunzip, error) : next_member(gunzip, &more, error)) != ENT_OK)
            return -1;
    size_t length = room - gunzip->stream.avail_out;
    gunzip->given += length;
    if (ent_stream_check_limits(&gunzip->limits, gunzip->path, gunzip->in, gunzip->given, error) != ENT_OK)
        return -1;
    return (ssize_t)length;
}

static ssize_t plain_read(struct ent_bytes *self, void *buffer, size_t size, struct ent_error *error) {
    struct gunzip *gunzip = (struct gunzip *)self;
    if (!gunzip->stream.avail_in)
        return gunzip->source->read(gunzip->source, buffer, size, error);
    size_t length = size < gunzip->stream.avail_in ? size : gunzip->stream.avail_in;
    memcpy(buffer, gunzip->stream.next_in, length);
    gunzip->stream.next_in += length;
    gunzip->stream.avail_in -= (unsigned)length;
    return (ssize_t)length;
}

int ent_gunzip_open(struct ent_bytes **out, struct ent_bytes *source, const char *path,
                    const struct ent_stream_limits *limits, bool *packed, struct ent_error *error) {
    struct gunzip *gunzip = calloc(1, sizeof *gunzip);
    if (!gunzip) {
        source->close(source);
        return ent_fail_memory(error);
    }
    gunzip->base = (struct ent_bytes){plain_read, gunzip_close};
    gunzip->source = source;
    gunzip->path = path;
    gunzip->limits = *limits;
    int status = fill(gunzip, 2, error);
    if (status == ENT_OK && begins_member(gunzip)) {
        gunzip->base.read = gunzip_read;
        gunzip->packed = inflateInit2(&gunzip->stream, BOTH) == Z_OK;
        gunzip->inside = true;
        status = gunzip->packed ? ENT_OK : ent_fail_memory(error);
    }
    *packed = gunzip->packed;
    *out = &gunzip->base;
    if (status != ENT_OK)
        gunzip_close(&gunzip->base);
    return status;
}
