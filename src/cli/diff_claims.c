/* Verdicts that a new release changes. */
#include <string.h>

#include "claim/check.h"
#include "claim/claims_file.h"
#include "cli/data_dir.h"
#include "cli/diff.h"
#include "record/diff.h"

/* A record in which one of the two releases is all that its source has, and what stands on it. */
struct world {
    struct ent_record *record;
    struct ent_context context;
    struct ent_concepts *concepts;
};

static int open_world(struct ent_cli *cli, const struct ent_release *seen, const struct ent_release *unseen,
                      struct world *out) {
    const char *folder = ent_arena_format(&cli->arena, "%s/concepts", ent_data_dir());
    if (!folder)
        return ent_fail_memory(&cli->error);
    ENT_TRY(ent_record_open(&out->record, cli->record_path, ENT_RECORD_READ, &cli->error));
    if (seen->source != unseen->source)
        ENT_TRY(ent_record_only(out->record, unseen->source_name, -1, &cli->error));
    ENT_TRY(ent_record_only(out->record, seen->source_name, seen->id, &cli->error));
    ENT_TRY(ent_context_init(&out->context, out->record, &cli->arena, &cli->error));
    ENT_TRY(ent_concepts_load(&out->concepts, &cli->arena, folder, &cli->error));
    return ent_concepts_check(out->concepts, &out->context, &cli->error);
}

static int verdict_in(struct ent_cli *cli, struct world *world, struct ent_claim *claim, int dateline, const char **out,
                      const char **words) {
    struct ent_check_options options;
    struct ent_answer *answer;
    ent_check_options_init(&options);
    options.dateline_year = dateline;
    *out = NULL;
    int status = ent_check(&answer, &world->context, world->concepts, claim, &options, &cli->error);
    if (status == ENT_OK) {
        *out = ent_verdict_text(answer->verdict);
        *words = answer->claim;
    }
    return status;
}

static int add_fault(struct ent_cli *cli, const struct ent_claim_fault *fault, struct ent_diff_claims *out) {
    void *items = out->faults;
    if (ent_arena_grow(&cli->arena, &items, out->fault_count, &out->fault_capacity, sizeof *out->faults))
        return ent_fail_memory(&cli->error);
    out->faults = items;
    out->faults[out->fault_count++] = fault;
    ent_cli_fault(cli, fault);
    return ENT_OK;
}

static int ask(struct ent_cli *cli, struct world worlds[2], const char *path, const struct ent_entry *entry,
               int dateline, struct ent_diff_claims *out) {
    const char *verdicts[2] = {NULL, NULL}, *words = "";
    const struct ent_claim_fault *fault = entry->fault;
    for (int i = 0; i < 2 && !fault; i++)
        if (verdict_in(cli, &worlds[i], entry->claim, dateline, &verdicts[i], &words) != ENT_OK) {
            struct ent_claim_fault found = {path, entry->line, entry->text, NULL, entry->claim->place};
            ENT_TRY(ent_claim_fault_keep(&fault, &cli->arena, &found, &cli->error));
        }
    out->asked++;
    if (fault)
        return add_fault(cli, fault, out);
    if (strcmp(verdicts[0], verdicts[1]) == 0)
        return ENT_OK;
    void *items = out->items;
    if (ent_arena_grow(&cli->arena, &items, out->count, &out->capacity, sizeof *out->items))
        return ent_fail_memory(&cli->error);
    out->items = items;
    out->items[out->count++] = (struct ent_diff_claim){entry->line, words, verdicts[0], verdicts[1]};
    return ENT_OK;
}

static int ask_all(struct ent_cli *cli, struct world worlds[2], const char *path, struct ent_diff_claims *out) {
    struct ent_claims_file *file;
    char *bytes;
    size_t length;
    ENT_TRY(ent_cli_read(cli, path, &bytes, &length));
    ENT_TRY(ent_claims_file_parse(&file, &cli->arena, path, bytes, length, &cli->error));
    int dateline = file->has_dateline ? ent_day_year(file->dateline.from) : 0;
    for (size_t i = 0; i < file->statement_count; i++)
        for (size_t k = 0; k < file->statements[i].entry_count; k++)
            if (file->statements[i].entries[k].kind == ENT_ENTRY_CLAIM)
                ENT_TRY(ask(cli, worlds, path, &file->statements[i].entries[k], dateline, out));
    return ENT_OK;
}

int ent_diff_claims(struct ent_cli *cli, const struct ent_release *before, const struct ent_release *after,
                    const char *path, struct ent_diff_claims *out) {
    struct world worlds[2] = {{0}, {0}};
    *out = (struct ent_diff_claims){0};
    int status = open_world(cli, before, after, &worlds[0]);
    if (status == ENT_OK)
        status = open_world(cli, after, before, &worlds[1]);
    if (status == ENT_OK)
        status = ask_all(cli, worlds, path, out);
    for (int i = 0; i < 2; i++)
        ent_record_close(worlds[i].record);
    return status;
}
