/* The tables of states and groups, one of them replaced by the input (the first byte says which): an error that names
 * file and line and leaves an empty record, or states. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "source/add.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"

static const char *const tables[] = {"states/state.tsv", "states/member.tsv", "states/code.tsv",  "states/name.tsv",
                                     "states/break.tsv", "states/other.tsv",  "groups/group.tsv"};
enum { TABLES = sizeof tables / sizeof *tables };

static char folder[64];

static void remove_folder(void) {
    static const char *const inside[] = {"data/states", "data/groups", "data", ""};
    char path[200];
    for (size_t i = 0; i < TABLES; i++) {
        snprintf(path, sizeof path, "%s/data/%s", folder, tables[i]);
        unlink(path);
    }
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, inside[i]);
        rmdir(path);
    }
}

static void make_folder(void) {
    static const char *const inside[] = {"data", "data/states", "data/groups"};
    char path[200];
    snprintf(folder, sizeof folder, "/tmp/fuzz_pack_%ld", (long)getpid());
    mkdir(folder, 0700);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, inside[i]);
        mkdir(path, 0700);
    }
    atexit(remove_folder);
}

/* Links to the small tables, and to the input in the place of one. */
static void place(size_t which, const char *input) {
    for (size_t i = 0; i < TABLES; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/data/%s", folder, tables[i]);
        unlink(path);
        if (symlink(i == which ? input : (const char *[]){SMALL "/data/states/state.tsv", SMALL "/data/states/member.tsv",
                                                          SMALL "/data/states/code.tsv", SMALL "/data/states/name.tsv",
                                                          SMALL "/data/states/break.tsv", SMALL "/data/states/other.tsv",
                                                          SMALL "/data/groups/group.tsv"}[i],
                    path) != 0)
            fuzz_fail("a link can be made", path);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct ent_error error = {0};
    struct ent_record *record;
    struct ent_text report;
    if (!*folder)
        make_folder();
    if (!size)
        return 0;
    place(data[0] % TABLES, fuzz_file(0, data + 1, size - 1));
    if (ent_record_open(&record, ":memory:", ENT_RECORD_CREATE, &error) != ENT_OK)
        fuzz_fail("a record can be made", error.message);
    ent_text_init(&report);
    int status = ent_pack_states(record, folder, &report, &error);
    if (status != ENT_OK && (status != ENT_ERROR_INPUT || !error.message[0] || !error.file[0]))
        fuzz_fail("an error has a file and words", error.message);
    if (status != ENT_OK && ent_states_count(record->states) != 0)
        fuzz_fail("after an error there are no states", error.message);
    ent_text_release(&report);
    ent_record_close(record);
    return 0;
}
