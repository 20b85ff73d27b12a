/* Help, made from the table of verbs. */
#include <stdio.h>

#include "cli/cli.h"

static const char shared_options[] =
    "  --record PATH      the record (else $ENTENTE_RECORD, else the user's data folder)\n"
    "  --format FORMAT    text, json or tsv, where a verb has it\n"
    "  --help             of the program or a verb\n"
    "  --version\n";

void ent_help_program(struct ent_text *out) {
    size_t count;
    const struct ent_verb *verbs = ent_verbs(&count);
    ent_text_add(out, "usage: entente VERB [ARGUMENTS]\n\n"
                      "Checks statements about relations between states against the public record.\n\n");
    for (size_t i = 0; i < count; i++)
        ent_text_format(out, "  %-7s %s\n", verbs[i].name, verbs[i].summary);
    ent_text_add(out, "  help    help on a verb: entente help show\n\n");
    ent_text_add(out, shared_options);
    ent_text_add(out,
                 "\nExit status: 0 answered (check -c: holds), 1 fails, or an expect that is not met, 2 wrong usage or "
                 "input,\n3 any other verdict of check -c, 4 the record cannot be read.\n");
}

void ent_help_examples(struct ent_text *out) {
    ent_text_add(out, "entente checks statements about relations between states against the public record. Try:\n\n"
                      "  entente check -c 'alignment(IND, USA) highest since 1990s at 2018'\n"
                      "  entente show CHN RUS USA\n"
                      "  entente why 'gdp.usd(CHN) / gdp.usd(RUS) @ 2017'\n\n"
                      "entente help lists what else it does.\n");
}

void ent_help_verb(struct ent_text *out, const struct ent_verb *verb) {
    ent_text_format(out, "usage: entente %s [OPTIONS]\n\n%s\n", verb->usage, verb->summary);
    if (verb->details)
        ent_text_format(out, "\n%s", verb->details);
    ent_text_add(out, "\n");
    for (size_t i = 0; i < ENT_CLI_OPTIONS && verb->options[i].name; i++) {
        const struct ent_cli_option *option = &verb->options[i];
        char left[64];
        snprintf(left, sizeof left, "--%s%s%s", option->name, option->value ? " " : "",
                 option->value ? option->value : "");
        if (option->letter)
            ent_text_format(out, "  -%c, %-17s %s\n", option->letter, left, option->help);
        else
            ent_text_format(out, "  %-21s %s\n", left, option->help);
    }
    ent_text_format(out, "  %-21s the record (else $ENTENTE_RECORD)\n", "--record PATH");
    ent_text_format(out, "  %-21s %s\n", "--format FORMAT", verb->formats);
}
