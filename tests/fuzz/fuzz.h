/* What the fuzz targets share. A target is one function of bytes; built with clang it is driven by libFuzzer (make
 * fuzz), else by replay.c over files: the corpus, and every input that once broke something. */
#ifndef ENT_FUZZ_H
#define ENT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise that the input broke: says which, and ends the process so that the input is kept. */
void fuzz_fail(const char *promise, const char *detail);

/* The bytes as a file without a place on a disk; `at` tells several apart. The path is valid until the next call with the
 * same `at`. */
enum { FUZZ_FILES = 4 };
const char *fuzz_file(int at, const void *bytes, size_t size);

/* Cuts the data at a line of "%%" into at most `most` pieces; returns how many. */
struct fuzz_piece {
    const uint8_t *bytes;
    size_t size;
};
size_t fuzz_split(const uint8_t *data, size_t size, struct fuzz_piece *pieces, size_t most);

/* A copy of the bytes that ends in a NUL, allocated exactly, so that the sanitizer sees one byte too far. Free it. */
char *fuzz_text(const uint8_t *data, size_t size);

#endif
