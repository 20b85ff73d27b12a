/* entente cite: what to cite for a source, a release or a claim. */
#include <string.h>

#include "cli/verbs.h"
#include "record/tables.h"
#include "report/cite.h"

struct cite {
    struct ent_cli *cli;
    const struct ent_tables *tables;
    ent_day as_of;
    const struct ent_release **releases;
    size_t count, capacity;
};

static int add(struct cite *cite, const struct ent_release *release) {
    void *items = cite->releases;
    for (size_t i = 0; i < cite->count; i++)
        if (cite->releases[i] == release)
            return ENT_OK;
    if (ent_arena_grow(&cite->cli->arena, &items, cite->count, &cite->capacity, sizeof *cite->releases))
        return ent_fail_memory(&cite->cli->error);
    cite->releases = items;
    cite->releases[cite->count++] = release;
    return ENT_OK;
}

/* The newest release of a source by the as-of day, or the version asked; NULL when there is none. */
static const struct ent_release *find(const struct cite *cite, const char *source, const char *version) {
    for (size_t i = 0; i < cite->tables->release_count; i++) {
        const struct ent_release *release = cite->tables->releases[i]; /* newest first within each source */
        if (strcmp(release->source_name, source) == 0 && release->published <= cite->as_of &&
            (!version || strcmp(release->version, version) == 0))
            return release;
    }
    return NULL;
}

static int fail_version(struct cite *cite, const char *source, const char *version) {
    struct ent_text known;
    ent_text_init(&known);
    for (size_t i = 0; i < cite->tables->release_count; i++)
        if (strcmp(cite->tables->releases[i]->source_name, source) == 0)
            ent_text_format(&known, "%s%s", known.length ? ", " : "", cite->tables->releases[i]->version);
    ent_fail(&cite->cli->error, ENT_ERROR_USAGE, "the record has no release %s of %s%s: it has %.300s",
             version ? version : "", source, cite->as_of == ENT_DAY_OPEN ? "" : " by that day", known.bytes);
    ent_text_release(&known);
    return ENT_ERROR_USAGE;
}

static int fail_source(struct cite *cite, const char *word) {
    struct ent_text known;
    ent_text_init(&known);
    for (size_t i = 0; i < cite->tables->release_count; i++)
        if (i == 0 || cite->tables->releases[i - 1]->source != cite->tables->releases[i]->source)
            ent_text_format(&known, "%s%s", known.length ? " " : "", cite->tables->releases[i]->source_name);
    int status = ent_cli_unknown(cite->cli, "source", word, known.bytes);
    ent_text_release(&known);
    return status;
}

/* "SOURCE", "SOURCE@VERSION", or two words of which the second is a version; *used receives how many it took. */
static int add_word(struct cite *cite, const char **words, size_t count, size_t *used) {
    char *source = ent_arena_string(&cite->cli->arena, words[0]), *at = source ? strchr(source, '@') : NULL;
    const char *version = at ? at + 1 : NULL;
    bool known = false;
    if (!source)
        return ent_fail_memory(&cite->cli->error);
    if (at)
        *at = '\0';
    for (size_t i = 0; i < cite->tables->release_count; i++)
        known = known || strcmp(cite->tables->releases[i]->source_name, source) == 0;
    if (!known)
        return fail_source(cite, source);
    *used = 1;
    if (!version && count > 1 && find(cite, source, words[1])) {
        version = words[1];
        *used = 2;
    }
    const struct ent_release *release = find(cite, source, version);
    return release ? add(cite, release) : fail_version(cite, source, version);
}

static int add_claim(struct cite *cite, const char *words) {
    struct ent_cli *cli = cite->cli;
    struct ent_check_options options;
    struct ent_claim *claim;
    struct ent_answer *answer;
    ent_check_options_init(&options);
    options.as_of = cite->as_of;
    options.other_releases = false;
    ENT_TRY(ent_claim_parse(&claim, &cli->arena, words, NULL, &cli->error));
    ENT_TRY(ent_check(&answer, &cli->context, cli->concepts, claim, &options, &cli->error));
    for (size_t i = 0; i < answer->release_count; i++)
        ENT_TRY(add(cite, answer->releases[i]));
    return ENT_OK;
}

static int write(struct cite *cite) {
    struct ent_cli *cli = cite->cli;
    struct ent_json json;
    ent_json_init(&json, &cli->out);
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_open(&json, NULL, '[');
    for (size_t i = 0; i < cite->count; i++) {
        struct ent_cited cited;
        ENT_TRY(ent_cited_load(cli->record, &cli->arena, cite->releases[i], &cited, &cli->error));
        if (cli->format == ENT_FORMAT_JSON)
            ent_cited_json(&json, NULL, &cited);
        else if (cli->format == ENT_FORMAT_BIBTEX)
            ent_cited_bibtex(&cli->out, &cited);
        else {
            ent_text_add(&cli->out, i ? "\n" : "");
            ent_cited_text(&cli->out, &cited);
        }
    }
    if (cli->format == ENT_FORMAT_JSON)
        ent_json_close(&json, ']');
    return ENT_OK;
}

static int run(struct cite *cite, const struct ent_cli_arguments *arguments) {
    struct ent_cli *cli = cite->cli;
    const char *as_of = ent_cli_value(arguments, "as-of");
    struct ent_interval day;
    bool claims = ent_cli_has(arguments, "claim");
    if (!claims && !arguments->count)
        return ent_fail(&cli->error, ENT_ERROR_USAGE,
                        "cite what? a source (entente list sources), SOURCE@VERSION, or -c 'CLAIM'");
    cite->as_of = ENT_DAY_OPEN;
    if (as_of) {
        ENT_TRY(ent_cli_date(cli, "as-of", as_of, &day));
        cite->as_of = day.to - 1;
    }
    ENT_TRY(ent_cli_open(cli));
    ENT_TRY(ent_record_tables(cli->record, &cite->tables, &cli->error));
    for (size_t i = 0, used = 0; i < arguments->count; i += used)
        ENT_TRY(add_word(cite, arguments->words + i, arguments->count - i, &used));
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].name, "claim") == 0)
            ENT_TRY(add_claim(cite, arguments->options[i].value));
    if (!cite->count)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "no release of the record was used by this claim");
    return write(cite);
}

int ent_verb_cite(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct cite cite = {.cli = cli};
    return run(&cite, arguments) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
