/* entente remove: takes a release out of the record. */
#include "cli/verbs.h"
#include "record/remove.h"

static int run(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ent_removed removed;
    bool dry_run = ent_cli_has(arguments, "dry-run");
    if (arguments->count != 2)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "remove which release? Its source and its version, as in: entente remove nmc 6.0");
    if (!cli->record_path)
        return ent_fail(&cli->error, ENT_ERROR_RECORD, "no record: give --record PATH or set ENTENTE_RECORD");
    enum ent_record_mode mode = dry_run ? ENT_RECORD_READ : ENT_RECORD_WRITE;
    ENT_TRY(ent_record_open(&cli->record, cli->record_path, mode, &cli->error));
    ENT_TRY(ent_record_remove(cli->record, arguments->words[0], arguments->words[1], dry_run, &removed, &cli->error));
    ent_text_format(&cli->out, "%s %s   %s: %ld facts, %ld roll calls, %ld rows that were not stored%s\n",
                    arguments->words[0], arguments->words[1], dry_run ? "would go" : "removed", removed.facts,
                    removed.roll_calls, removed.rejected,
                    removed.last_of_source ? "; it was the last release of its source" : "");
    if (dry_run)
        ent_text_add(&cli->out, "  dry run: nothing was changed\n");
    else if (removed.free_bytes)
        ent_text_format(&cli->out, "  the file keeps its size; %.1f MB in it are free for what is added next\n",
                        (double)removed.free_bytes / 1e6);
    return ENT_OK;
}

int ent_verb_remove(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    return run(cli, arguments) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
