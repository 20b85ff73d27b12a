/* What verbs share: opening the record, finding measures, reading files, failing. */
#include "cli/cli.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/figure.h"
#include "cli/data_dir.h"

int ent_cli_open(struct ent_cli *cli) {
    const char *folder = ent_arena_format(&cli->arena, "%s/concepts", ent_data_dir());
    if (!folder)
        return ent_fail_memory(&cli->error);
    if (!cli->record_path)
        return ent_fail(&cli->error, ENT_ERROR_RECORD, "no record: give --record PATH or set ENTENTE_RECORD");
    ENT_TRY(ent_record_open(&cli->record, cli->record_path, ENT_RECORD_READ, &cli->error));
    /* one answer sees one state of the record, whatever is added meanwhile; and is not locked again at every question */
    ENT_TRY(ent_record_run(cli->record, "BEGIN", &cli->error));
    ENT_TRY(ent_context_init(&cli->context, cli->record, &cli->arena, &cli->error));
    ENT_TRY(ent_concepts_load(&cli->concepts, &cli->arena, folder, &cli->error));
    return ent_concepts_check(cli->concepts, &cli->context, &cli->error);
}

int ent_cli_fail(const struct ent_cli *cli) {
    const struct ent_error *error = &cli->error;
    if (error->file[0] && error->line)
        fprintf(stderr, "%s: %s:%ld: %s\n", cli->name, error->file, error->line, error->message);
    else if (error->file[0])
        fprintf(stderr, "%s: %s: %s\n", cli->name, error->file, error->message);
    else
        fprintf(stderr, "%s: %s\n", cli->name, error->message);
    return error->code == ENT_ERROR_RECORD ? ENT_EXIT_RECORD : ENT_EXIT_USAGE;
}

int ent_cli_fault(struct ent_cli *cli, const struct ent_claim_fault *fault) {
    ent_claim_fault_tell(fault, &cli->error);
    return ent_cli_fail(cli);
}

int ent_cli_unknown(struct ent_cli *cli, const char *what, const char *word, const char *known) {
    char nearest[64] = "";
    int best = 3;
    for (const char *at = known; *at;) {
        char name[64];
        size_t length = strcspn(at, " |");
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        int distance = ent_text_distance(word, name, 3);
        bool begins = strlen(word) >= 3 && strncmp(word, name, strlen(word)) == 0;
        if (name[0] && (begins || (distance < best && distance < (int)length))) {
            best = begins ? 0 : distance;
            memcpy(nearest, name, sizeof nearest);
        }
        at += length + (at[length] != '\0');
    }
    if (nearest[0])
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "no %s \"%s\": did you mean %s?", what, word, nearest);
    return ent_fail(&cli->error, ENT_ERROR_USAGE, "no %s \"%s\": there is %s", what, word, known);
}

/* A name that is neither concept nor measure. */
static int unknown_name(struct ent_cli *cli, const char *name) {
    char near[256];
    ENT_TRY(ent_names_near(cli->concepts, &cli->context, name, near, sizeof near, &cli->error));
    return ent_fail(&cli->error, ENT_ERROR_USAGE, "\"%s\" is neither a concept nor a measure%s%s", name,
                    near[0] ? ": did you mean " : " (entente list measures)", near);
}

int ent_cli_what(struct ent_cli *cli, const char *name, bool also, const char ***out, size_t *count,
                 const struct ent_concept **concept) {
    *concept = ent_concepts_find(cli->concepts, name);
    size_t most = *concept ? (*concept)->core_count + (*concept)->also_count : 1;
    *count = 0;
    *out = ent_arena_alloc(&cli->arena, most, sizeof **out);
    if (!*out)
        return ent_fail_memory(&cli->error);
    if (*concept) {
        for (size_t i = 0; i < (*concept)->core_count; i++)
            (*out)[(*count)++] = (*concept)->core[i];
        for (size_t i = 0; also && i < (*concept)->also_count; i++)
            (*out)[(*count)++] = (*concept)->also[i];
        return ENT_OK;
    }
    const struct ent_measure *measure;
    char *bare = ent_arena_substring(&cli->arena, name, strcspn(name, ":"));
    if (!bare)
        return ent_fail_memory(&cli->error);
    ENT_TRY(ent_measure_find(&cli->context, bare, &measure, &cli->error));
    if (!measure)
        return unknown_name(cli, bare);
    (*out)[(*count)++] = name;
    return ENT_OK;
}

int ent_cli_request(struct ent_cli *cli, const char *specification, ent_state a, ent_state b, struct ent_request *out) {
    const struct ent_measure *measure;
    char *cursor = ent_arena_string(&cli->arena, specification);
    if (!cursor)
        return ent_fail_memory(&cli->error);
    const char *name = ent_text_split(&cursor, ':');
    ENT_TRY(ent_measure_find(&cli->context, name, &measure, &cli->error));
    if (!measure)
        return unknown_name(cli, name);
    ENT_TRY(ent_request_init(out, measure, a, b));
    while (cursor) {
        char *option = ent_text_split(&cursor, ','), *value = strchr(option, '=');
        if (!value)
            return ent_fail(&cli->error, ENT_ERROR_USAGE, "\"%s\": write NAME:option=value", specification);
        *value++ = '\0';
        ENT_TRY(ent_request_set(&cli->context, out, ent_text_trim(option), ent_text_trim(value), &cli->error));
    }
    return ENT_OK;
}

const char *ent_cli_series_source(struct ent_arena *arena, const struct ent_series *series) {
    const char *text = "";
    for (size_t i = 0; i < series->release_count && text; i++)
        text = ent_arena_format(arena, "%s%s%s %s", text, i ? ", " : "", series->releases[i]->source_name,
                                series->releases[i]->version);
    return text ? text : "";
}

int ent_cli_read(struct ent_cli *cli, const char *path, char **bytes, size_t *length) {
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        return ent_fail_at(&cli->error, ENT_ERROR_INPUT, path, 0, "cannot be opened");
    struct ent_text text;
    char part[8192];
    size_t count;
    ent_text_init(&text);
    while ((count = fread(part, 1, sizeof part, file)) > 0)
        ent_text_add_bytes(&text, part, count);
    bool failed = ferror(file) != 0;
    if (!standard)
        fclose(file);
    *length = text.length;
    *bytes = text.failed ? NULL : ent_arena_substring(&cli->arena, text.bytes, text.length);
    ent_text_release(&text);
    if (failed)
        return ent_fail_at(&cli->error, ENT_ERROR_INPUT, path, 0, "cannot be read");
    return *bytes ? ENT_OK : ent_fail_memory(&cli->error);
}

const char *ent_cli_figure(const struct ent_cli *cli, double value) {
    struct ent_arena *arena = cli->context.arena;
    if (!isfinite(value))
        return "";
    struct ent_text text;
    ent_text_init(&text);
    if (cli->format == ENT_FORMAT_TEXT)
        ent_figure_add(&text, value);
    else
        ent_number_add(&text, value);
    const char *kept = text.failed ? NULL : ent_arena_string(arena, text.bytes);
    ent_text_release(&text);
    return kept ? kept : "";
}
