/* Files, compressed files and archives: an error with words, or the same bytes each time, within the limits. */
#include <string.h>

#include "fuzz.h"
#include "source/stream.h"

enum { MOST = 4 * 1024 * 1024 };

static int read_all(const char *path, const struct ent_stream_want *want, const struct ent_stream_limits *limits,
                    struct ent_arena *arena, uint64_t *length, struct ent_error *error) {
    struct ent_bytes *bytes;
    char buffer[8192];
    ssize_t step;
    int status = ent_stream_open(&bytes, path, want, limits, arena, NULL, error);
    if (status != ENT_OK)
        return status;
    while ((step = bytes->read(bytes, buffer, sizeof buffer, error)) > 0)
        *length += (uint64_t)step;
    bytes->close(bytes);
    return step < 0 ? ENT_ERROR_INPUT : ENT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const patterns[] = {"*.csv", "*.rda"};
    struct ent_stream_want want = {patterns, 2};
    struct ent_stream_limits limits = {.bytes = MOST, .ratio_after = MOST / 4, .ratio = 1000};
    struct ent_stream_identity identity;
    struct ent_arena arena;
    struct ent_error error = {0}, again = {0};
    uint64_t length = 0;
    const char *path = fuzz_file(0, data, size);
    ent_arena_init(&arena);
    int first = ent_stream_identify(&identity, path, &want, &limits, &arena, &error);
    int second = read_all(path, &want, &limits, &arena, &length, &again);
    if ((first == ENT_OK) != (second == ENT_OK))
        fuzz_fail("a file is read twice alike", first ? error.message : again.message);
    if (first != ENT_OK && !error.message[0])
        fuzz_fail("an error has words", NULL);
    if (length > 2 * MOST)
        fuzz_fail("the limit holds", NULL);
    ent_stream_has_member(path, &want);
    ent_arena_release(&arena);
    return 0;
}
