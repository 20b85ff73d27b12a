/* Claims files: an error with its line, or statements with all that a reader of them counts on. */
#include <string.h>

#include "claim/claims_file.h"
#include "fuzz.h"

static void use(const struct ent_claims_file *file, long lines) {
    struct ent_text printed;
    ent_text_init(&printed);
    if (!file->statement_count)
        fuzz_fail("a file holds a statement", NULL);
    for (size_t i = 0; i < file->statement_count; i++) {
        const struct ent_statement *statement = &file->statements[i];
        if (!statement->text || !statement->id || statement->line < 1 || statement->line > lines)
            fuzz_fail("a statement has its words and line", statement->id);
        for (size_t j = 0; j < statement->entry_count; j++) {
            const struct ent_entry *entry = &statement->entries[j];
            bool has_claim = entry->kind == ENT_ENTRY_CLAIM || entry->kind == ENT_ENTRY_FORECAST;
            if (has_claim != (entry->claim != NULL || entry->fault != NULL) || (entry->claim && entry->fault))
                fuzz_fail("a claim is there where it should be, or what is wrong with it", entry->text);
            if (entry->fault &&
                (strlen(entry->fault->message) < 8 || entry->fault->line < 1 || entry->fault->line > lines))
                fuzz_fail("a fault has words and a line of the file", entry->fault->message);
            if (entry->claim)
                ent_claim_print(&printed, entry->claim);
        }
    }
    ent_text_release(&printed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct ent_arena arena;
    struct ent_error error = {0};
    struct ent_claims_file *file;
    long lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    ent_arena_init(&arena);
    ent_claims_file_looks_like((const char *)data, size);
    if (ent_claims_file_parse(&file, &arena, "input.claims", (const char *)data, size, &error) == ENT_OK)
        use(file, lines);
    else if (!error.message[0] || error.line > lines + 1)
        fuzz_fail("an error has words and a line of the file", error.message);
    ent_arena_release(&arena);
    return 0;
}
