/* Delimited text: whatever the bytes, an error with words or rows whose every field is UTF-8. */
#include <string.h>

#include "fuzz.h"
#include "source/decode.h"
#include "source/delimited.h"

static void use_row(const struct ent_row *row, long *last) {
    if (row->line < *last)
        fuzz_fail("lines go up", NULL);
    *last = row->line;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = row->fields[i].text;
        if (!ent_decode_valid_utf8(text, strlen(text)))
            fuzz_fail("a field is UTF-8", text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char separators[] = {0, ',', ';', '\t', '|', 0, 0, 0};
    static const char *const header[] = {"code", "year"};
    struct ent_delimited_options options = {0};
    struct ent_bytes_memory bytes;
    struct ent_arena arena;
    struct ent_error error = {0};
    struct ent_table *table;
    struct ent_row row;
    bool more = true;
    long last = 0;
    if (size) {
        options.separator = separators[data[0] & 7];
        options.plain_quotes = data[0] & 8;
        options.comment = data[0] & 16 ? "#" : NULL;
        if (data[0] & 32) {
            options.header = header;
            options.header_count = 2;
            options.dated = "updated";
        }
        data++;
        size--;
    }
    ent_arena_init(&arena);
    ent_bytes_memory_init(&bytes, (const char *)data, size);
    int status = ent_delimited_open(&table, &bytes.base, "input", &options, &arena, &error);
    if (status == ENT_OK) {
        while ((status = table->next(table, &row, &more, &error)) == ENT_OK && more)
            use_row(&row, &last);
        table->close(table);
    }
    if (status != ENT_OK && (!error.message[0] || !error.file[0]))
        fuzz_fail("an error has a file and words", error.message);
    ent_arena_release(&arena);
    return 0;
}
