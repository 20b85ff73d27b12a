/* The tables of states and groups, one of them replaced by the input (the first byte says which): an error that names
 * file and line and leaves an empty record, or states. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "small_record.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"

static const char *const tables[] = {"states/state.tsv", "states/member.tsv", "states/code.tsv",  "states/name.tsv",
                                     "states/break.tsv", "states/other.tsv",  "groups/group.tsv", "states/entity.tsv"};
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
    static size_t placed = TABLES;
    if (placed == which)
        return;
    placed = which;
    for (size_t i = 0; i < TABLES; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/data/%s", folder, tables[i]);
        unlink(path);
        if (symlink(i == which ? input
                               : (const char *[]){SMALL "/data/states/state.tsv", SMALL "/data/states/member.tsv",
                                                  SMALL "/data/states/code.tsv", SMALL "/data/states/name.tsv",
                                                  SMALL "/data/states/break.tsv", SMALL "/data/states/other.tsv",
                                                  SMALL "/data/groups/group.tsv", SMALL "/data/states/entity.tsv"}[i],
                    path) != 0)
            fuzz_fail("a link can be made", path);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct small_record empty;
    struct ent_error error = {0};
    struct ent_text report;
    if (!*folder)
        make_folder();
    if (!empty.record)
        small_record_open_empty(&empty);
    if (!size)
        return 0;
    place(data[0] % TABLES, fuzz_file(0, data + 1, size - 1));
    ent_text_init(&report);
    int status = ent_pack_states(empty.record, folder, &report, &error);
    if (status != ENT_OK && (status != ENT_ERROR_INPUT || !error.message[0] || !error.file[0]))
        fuzz_fail("an error has a file and words", error.message);
    if (status != ENT_OK && !small_record_same(&empty))
        fuzz_fail("after an error the record is as it was", error.message);
    ent_text_release(&report);
    if (status == ENT_OK) {
        small_record_restore(&empty);
        if (ent_record_reload_states(empty.record, &error) != ENT_OK)
            fuzz_fail("an empty record has no states", error.message);
    }
    return 0;
}
