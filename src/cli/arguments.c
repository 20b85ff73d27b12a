/* Reading the command line: --name value, --name=value, -c value; "--" ends the options; "-" is a word. */
#include <string.h>

#include "cli/cli.h"

static const struct ent_cli_option shared[] = {
    {"record", 0, "PATH", "the record (else $ENTENTE_RECORD, else the user's data folder)"},
    {"format", 0, "text|json|tsv", "how the answer is written"},
    {"help", 'h', NULL, "what the program or a verb does, and its options"},
    {"version", 0, NULL, "of the program"}};

const struct ent_cli_option *ent_cli_shared(size_t *count) {
    *count = sizeof shared / sizeof shared[0];
    return shared;
}

static const struct ent_cli_option *find_option(const struct ent_verb *verb, const char *name, size_t length,
                                                char letter) {
    const struct ent_cli_option *lists[] = {verb ? verb->options : NULL, shared};
    size_t counts[] = {verb ? ENT_CLI_OPTIONS : 0, sizeof shared / sizeof shared[0]};
    for (int list = 0; list < 2; list++)
        for (size_t i = 0; i < counts[list] && lists[list][i].name; i++) {
            const struct ent_cli_option *option = &lists[list][i];
            if (letter ? option->letter == letter
                       : strlen(option->name) == length && strncmp(option->name, name, length) == 0)
                return option;
        }
    return NULL;
}

static int unknown_option(struct ent_cli *cli, const struct ent_verb *verb, const char *given) {
    struct ent_text known;
    ent_text_init(&known);
    for (size_t i = 0; verb && i < ENT_CLI_OPTIONS && verb->options[i].name; i++)
        ent_text_format(&known, "--%s ", verb->options[i].name);
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        ent_text_format(&known, "--%s ", shared[i].name);
    char *name = ent_arena_substring(&cli->arena, given, strcspn(given, "="));
    int status = name ? ent_cli_unknown(cli, "option", name, known.bytes) : ent_fail_memory(&cli->error);
    ent_text_release(&known);
    return status;
}

static int set_format(struct ent_cli *cli, const struct ent_verb *verb, const char *value) {
    static const char *const names[] = {"text", "json", "tsv", "csv", "bibtex"}; /* as enum ent_format */
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(value, names[i]) == 0) {
            cli->format = (enum ent_format)i;
            if (verb && !strstr(verb->formats, value))
                return ent_fail(&cli->error, ENT_ERROR_USAGE, "%s has no format %s: it has %s", verb->name, value,
                                verb->formats);
            return ENT_OK;
        }
    return ent_cli_unknown(cli, "format", value, verb ? verb->formats : "text|json|tsv");
}

/* The value of an option: after "=", or the next argument. */
static int take_value(struct ent_cli *cli, const struct ent_cli_option *option, const char *attached, int count,
                      char **argv, int *at, const char **out) {
    *out = attached;
    if (!option->value)
        return attached ? ent_fail(&cli->error, ENT_ERROR_USAGE, "--%s takes no value", option->name) : ENT_OK;
    if (attached)
        return ENT_OK;
    if (option->value[0] == '[') { /* "[all]": this word and no other */
        size_t length = strlen(option->value) - 2;
        if (*at + 1 < count && strlen(argv[*at + 1]) == length &&
            strncmp(argv[*at + 1], option->value + 1, length) == 0)
            *out = argv[++*at];
        return ENT_OK;
    }
    if (*at + 1 >= count)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "--%s needs a value: --%s %s", option->name, option->name,
                        option->value);
    *out = argv[++*at];
    return ENT_OK;
}

static int take_option(struct ent_cli *cli, const struct ent_verb *verb, int count, char **argv, int *at,
                       struct ent_cli_arguments *out) {
    const char *given = argv[*at];
    bool is_long = given[1] == '-';
    const char *equals = is_long ? strchr(given, '=') : NULL;
    size_t length = is_long ? (equals ? (size_t)(equals - given - 2) : strlen(given + 2)) : 0;
    const struct ent_cli_option *option = find_option(verb, given + 2, length, is_long ? 0 : given[1]);
    if (!option)
        return unknown_option(cli, verb, given);
    const char *value, *attached = is_long ? (equals ? equals + 1 : NULL) : given[2] ? given + 2 : NULL;
    ENT_TRY(take_value(cli, option, attached, count, argv, at, &value));
    if (strcmp(option->name, "record") == 0)
        cli->record_path = value;
    else if (strcmp(option->name, "format") == 0)
        ENT_TRY(set_format(cli, verb, value));
    out->options[out->option_count++] = (struct ent_cli_given){option->name, value};
    return ENT_OK;
}

int ent_cli_parse(struct ent_cli *cli, const struct ent_verb *verb, int count, char **argv,
                  struct ent_cli_arguments *out, int *used) {
    bool options_end = false;
    *out = (struct ent_cli_arguments){.words = ent_arena_alloc(&cli->arena, (size_t)count + 1, sizeof *out->words),
                                      .options = ent_arena_alloc(&cli->arena, (size_t)count + 1, sizeof *out->options)};
    if (!out->words || !out->options)
        return ent_fail_memory(&cli->error);
    int at = 0;
    for (; at < count; at++) {
        if (!options_end && strcmp(argv[at], "--") == 0)
            options_end = true;
        else if (!options_end && argv[at][0] == '-' && argv[at][1])
            ENT_TRY(take_option(cli, verb, count, argv, &at, out));
        else if (!verb)
            break;
        else
            out->words[out->count++] = argv[at];
    }
    *used = at;
    return ENT_OK;
}

bool ent_cli_has(const struct ent_cli_arguments *arguments, const char *name) {
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].name, name) == 0)
            return true;
    return false;
}

const char *ent_cli_value(const struct ent_cli_arguments *arguments, const char *name) {
    const char *value = NULL;
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].name, name) == 0)
            value = arguments->options[i].value;
    return value;
}

int ent_cli_date(struct ent_cli *cli, const char *name, const char *text, struct ent_interval *out) {
    if (ent_interval_parse(text, out))
        return ENT_OK;
    return ent_fail(&cli->error, ENT_ERROR_USAGE, "--%s: \"%s\" is not a date: write 2018, 2018-09 or 2018-09-11", name,
                    text);
}

int ent_cli_years(struct ent_cli *cli, const char *name, const char *text, int *first, int *last) {
    char *cursor = ent_arena_string(&cli->arena, text);
    long from, to;
    if (!cursor)
        return ent_fail_memory(&cli->error);
    char *dots = strstr(cursor, "..");
    if (dots)
        *dots = '\0';
    if (!ent_text_integer(cursor, &from) || !ent_text_integer(dots ? dots + 2 : cursor, &to) || from < 1 || to > 9998 ||
        to < from)
        return ent_fail(&cli->error, ENT_ERROR_USAGE, "--%s \"%s\": write 1990..2018", name, text);
    *first = (int)from;
    *last = (int)to;
    return ENT_OK;
}
