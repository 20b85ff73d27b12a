/* Runs a fuzz target over files and folders of files, without libFuzzer: replay [FILE|FOLDER]... Files that begin with
 * a dot are left out. Prints how many ran; a broken one ends the process with its name. */
#define _DEFAULT_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static size_t run_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    size_t size = (size_t)ftell(file);
    uint8_t *bytes = malloc(size ? size : 1);
    rewind(file);
    if (!bytes || fread(bytes, 1, size, file) != size)
        exit(2);
    fclose(file);
    fprintf(stderr, "%s\n", path); /* the last line names the input, should it end here */
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    return 1;
}

static size_t run_path(const char *path) {
    DIR *folder = opendir(path);
    struct dirent *entry;
    size_t count = 0;
    if (!folder)
        return run_file(path);
    while ((entry = readdir(folder))) {
        char inside[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        count += run_path(inside);
    }
    closedir(folder);
    return count;
}

int main(int argc, char **argv) {
    size_t count = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        count += run_path(argv[i]);
    printf("%zu inputs\n", count);
    return 0;
}
