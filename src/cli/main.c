/* The program entente: finds the verb, runs it, writes what it answered. */
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

static bool colour_wanted(void) {
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(none && none[0]) && terminal && strcmp(terminal, "dumb") != 0;
}

/* What ENTENTE_WIDTH says, else the columns of the terminal; a pipe has none. */
static size_t width_wanted(void) {
    const char *set = getenv("ENTENTE_WIDTH");
    struct winsize size = {0};
    long width;
    if (set && set[0])
        return ent_text_integer(set, &width) && width >= 40 && width <= 1000 ? (size_t)width : 0;
    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 0;
}

/* NULL where neither the environment nor a home folder tells. */
static const char *default_record(struct ent_arena *arena) {
    const char *set = getenv("ENTENTE_RECORD"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (set && set[0])
        return ent_arena_string(arena, set);
    if (data && data[0])
        return ent_arena_format(arena, "%s/entente/record.sqlite", data);
    return home && home[0] ? ent_arena_format(arena, "%s/.local/share/entente/record.sqlite", home) : NULL;
}

static int unknown_verb(struct ent_cli *cli, const char *name) {
    struct ent_text known;
    ent_text_init(&known);
    for (size_t i = 0; ent_verb_at(i); i++)
        ent_text_format(&known, "%s ", ent_verb_at(i)->name);
    ent_text_add(&known, "help");
    ent_cli_unknown(cli, "verb", name, known.bytes);
    ent_text_release(&known);
    return ent_cli_fail(cli);
}

static int run_help(struct ent_cli *cli, int count, char **words) {
    if (count == 0) {
        ent_help_program(&cli->out);
        return ENT_EXIT_FINE;
    }
    const struct ent_verb *verb = ent_verb_find(words[0]);
    if (!verb)
        return unknown_verb(cli, words[0]);
    ent_help_verb(&cli->out, verb);
    return ENT_EXIT_FINE;
}

static int run_verb(struct ent_cli *cli, const struct ent_verb *verb, int count, char **words) {
    struct ent_cli_arguments arguments = {.words = (const char **)words, .count = (size_t)count};
    int used;
    if (!verb->passes_on && ent_cli_parse(cli, verb, count, words, &arguments, &used) != ENT_OK)
        return ent_cli_fail(cli);
    if (ent_cli_has(&arguments, "help")) {
        ent_help_verb(&cli->out, verb);
        return ENT_EXIT_FINE;
    }
    return verb->run ? verb->run(cli, &arguments) : ent_cli_start(cli, verb, &arguments);
}

static int run(struct ent_cli *cli, int count, char **words) {
    struct ent_cli_arguments before;
    int used;
    if (ent_cli_parse(cli, NULL, count, words, &before, &used) != ENT_OK)
        return ent_cli_fail(cli);
    if (ent_cli_has(&before, "version")) {
        ent_text_add(&cli->out, "entente " ENT_VERSION "\n");
        return ENT_EXIT_FINE;
    }
    if (used == count) {
        if (ent_cli_has(&before, "help"))
            ent_help_program(&cli->out);
        else
            ent_help_examples(&cli->out);
        return ENT_EXIT_FINE;
    }
    if (strcmp(words[used], "help") == 0 || ent_cli_has(&before, "help"))
        return run_help(cli, count - used - (strcmp(words[used], "help") == 0),
                        words + used + (strcmp(words[used], "help") == 0));
    const struct ent_verb *verb = ent_verb_find(words[used]);
    return verb ? run_verb(cli, verb, count - used - 1, words + used + 1) : unknown_verb(cli, words[used]);
}

/* Writes what was collected; a closed pipe is nobody's fault. JSON that an error cut short is not written: a program
 * that reads it gets all or nothing. */
static int finish(struct ent_cli *cli, int code) {
    if (cli->format == ENT_FORMAT_JSON && !cli->answered && (code == ENT_EXIT_USAGE || code == ENT_EXIT_RECORD))
        ent_text_clear(&cli->out);
    if (cli->out.failed) {
        fprintf(stderr, "entente: out of memory\n");
        code = ENT_EXIT_USAGE;
    } else if (fwrite(cli->out.bytes, 1, cli->out.length, stdout) != cli->out.length || fflush(stdout) != 0) {
        perror("entente: standard output");
        code = ENT_EXIT_USAGE;
    }
    if (cli->record)
        ent_record_close(cli->record);
    ent_text_release(&cli->out);
    ent_arena_release(&cli->arena);
    return code;
}

int main(int argc, char **argv) {
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); /* one thread: no locks, which are a tenth of the work of a short question */
    struct ent_cli cli = {
        .program = argc > 0 ? argv[0] : "entente", .name = "entente", .style = {colour_wanted(), width_wanted()}};
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is a failed write that is told, not a death */
    ent_arena_init(&cli.arena);
    ent_text_init(&cli.out);
    cli.record_path = default_record(&cli.arena);
    int code = argc > 0 ? run(&cli, argc - 1, argv + 1) : ENT_EXIT_USAGE;
    return finish(&cli, code);
}
