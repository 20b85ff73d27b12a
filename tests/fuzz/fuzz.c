#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void fuzz_fail(const char *promise, const char *detail) {
    fprintf(stderr, "broken promise: %s\n%s\n", promise, detail ? detail : "");
    abort();
}

const char *fuzz_file(int at, const void *bytes, size_t size) {
    static char paths[FUZZ_FILES][40];
    static int files[FUZZ_FILES];
    if (!files[at]) {
        files[at] = memfd_create("input", 0);
        if (files[at] < 0)
            fuzz_fail("a file in memory can be made", NULL);
        snprintf(paths[at], sizeof paths[at], "/proc/self/fd/%d", files[at]);
    }
    if (ftruncate(files[at], 0) != 0 || pwrite(files[at], bytes, size, 0) != (ssize_t)size)
        fuzz_fail("a file in memory can be written", NULL);
    return paths[at];
}

size_t fuzz_split(const uint8_t *data, size_t size, struct fuzz_piece *pieces, size_t most) {
    static const char cut[] = "\n%%\n";
    size_t count = 0;
    while (count < most) {
        const uint8_t *end = count + 1 < most ? memmem(data, size, cut, sizeof cut - 1) : NULL;
        size_t length = end ? (size_t)(end - data) + 1 : size;
        pieces[count++] = (struct fuzz_piece){data, length};
        if (!end)
            break;
        size -= length + sizeof cut - 2;
        data += length + sizeof cut - 2;
    }
    return count;
}

char *fuzz_text(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (!text)
        fuzz_fail("memory is there", NULL);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}
