/* R files, decompressed: an error with words, or rows of UTF-8. */
#include <string.h>

#include "fuzz.h"
#include "source/decode.h"
#include "source/rdata.h"

static void use(struct ent_table *table, struct ent_error *error) {
    struct ent_row row;
    bool more = true;
    for (int rows = 0; rows < 1000 && table->next(table, &row, &more, error) == ENT_OK && more; rows++)
        for (size_t i = 0; i < row.count; i++)
            if (!ent_decode_valid_utf8(row.fields[i].text, strlen(row.fields[i].text)))
                fuzz_fail("a field is UTF-8", row.fields[i].text);
    for (size_t i = 0; i < table->column_count; i++)
        if (!ent_decode_valid_utf8(table->columns[i], strlen(table->columns[i])))
            fuzz_fail("a column's name is UTF-8", table->columns[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct ent_bytes_memory bytes;
    struct ent_arena arena;
    struct ent_error error = {0};
    struct ent_table *table;
    size_t head = size < 64 ? size : 64;
    if (!ent_rdata_looks_like((const char *)data, head))
        return 0;
    ent_arena_init(&arena);
    ent_bytes_memory_init(&bytes, (const char *)data + head, size - head);
    int status =
        ent_rdata_open(&table, &bytes.base, "input", NULL, (const char *)data, head, &arena, &error);
    if (status == ENT_OK) {
        use(table, &error);
        table->close(table);
    } else if (!error.message[0]) {
        fuzz_fail("an error has words", NULL);
    }
    ent_arena_release(&arena);
    return 0;
}
