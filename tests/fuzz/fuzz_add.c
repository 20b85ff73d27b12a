/* From files to the record, by each of the recipes of tests/files/small: after an error the record is byte for byte as
 * it was; after a success every row is accounted for and listed. The first byte chooses the recipe, a line of "%%" parts
 * the files. */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "small_record.h"

#define SMALL ENT_SOURCE_DIR "/tests/files/small"

static const struct {
    char letter;
    const char *source, *form;
} kinds[] = {
    {'v', "values", NULL}, {'f', "flows", NULL},     {'s', "spells", NULL},       {'g', "figures", NULL},
    {'w', "votes", "wide"}, {'l', "votes", "long"},   {'p', "votes", "packed"},   {'z', "zeros", NULL},
    {'y', "wide-years", NULL}, {'i', "visits", NULL}, {'b', "borders", NULL},
    {'q', "quarrels", NULL},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct small_record small;
    struct fuzz_piece pieces[FUZZ_FILES - 1];
    const char *paths[FUZZ_FILES - 1];
    struct ent_error error = {0};
    struct ent_text report;
    size_t kind = 0;
    if (!small.record)
        small_record_open(&small);
    if (!size)
        return 0;
    while (kind < KINDS && kinds[kind].letter != data[0])
        kind++;
    kind = kind < KINDS ? kind : data[0] % KINDS;
    size_t count = fuzz_split(data + 1, size - 1, pieces, FUZZ_FILES - 1);
    for (size_t i = 0; i < count; i++)
        paths[i] = fuzz_file((int)i, pieces[i].bytes, pieces[i].size);
    struct ent_add add = {.data_dir = SMALL,
                          .source = kinds[kind].source,
                          .form = kinds[kind].form,
                          .files = paths,
                          .file_count = count,
                          .version = "9",
                          .published = "2021",
                          .today = ent_day_from(2026, 1, 1)};
    ent_text_init(&report);
    int status = ent_add_release(small.record, &add, &report, &error);
    if (status == ENT_OK) {
        const char *wrong = small_record_miscount(&small);
        if (wrong)
            fuzz_fail(wrong, report.bytes);
        small_record_restore(&small);
    } else {
        if (status != ENT_ERROR_INPUT && status != ENT_ERROR_USAGE)
            fuzz_fail("a bad file is an error of input", error.message);
        if (!error.message[0])
            fuzz_fail("an error has words", NULL);
        if (!small_record_same(&small))
            fuzz_fail("after an error the record is as it was", error.message);
    }
    ent_text_release(&report);
    return 0;
}
