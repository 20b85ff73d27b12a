/* entente show: which of its forms is asked, for which states. */
#include "cli/show.h"

#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "cli/verbs.h"

const char *ent_show_code(const struct ent_show *show, size_t at) {
    if (show->group && at == 0)
        return show->group_label;
    return ent_states_code(show->cli->record->states, show->states[at]);
}

const char *ent_show_name(const struct ent_show *show, size_t at) {
    return ent_states_name(show->cli->record->states, show->states[at]);
}

static int read_options(struct ent_show *show, const struct ent_cli_arguments *arguments) {
    struct ent_interval interval;
    const char *years = ent_cli_value(arguments, "years"), *as_of = ent_cli_value(arguments, "as-of");
    const char *seed = ent_cli_value(arguments, "seed"), *replicates = ent_cli_value(arguments, "replicates");
    const char *year = ent_cli_value(arguments, "year");
    long number;
    int last;
    show->source = ent_cli_value(arguments, "source");
    show->intervals = ent_cli_has(arguments, "intervals");
    show->also = ent_cli_has(arguments, "all");
    show->curve = ent_cli_has(arguments, "specs");
    if (show->curve && years)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "a curve is about one year: --year Y, not --years");
    if (year && !show->curve)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "--year is the year of a curve: give --specs as well");
    if (year)
        ENT_TRY(ent_cli_years(show->cli, "year", year, &show->year, &last));
    if (year && show->year != last)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "--year \"%s\": one year", year);
    show->seniority = ent_cli_has(arguments, "seniority");
    if (show->seniority && show->curve)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "--seniority or --specs, not both");
    if (years)
        ENT_TRY(ent_cli_years(show->cli, "years", years, &show->first_year, &show->last_year));
    if (as_of) {
        ENT_TRY(ent_cli_date(show->cli, "as-of", as_of, &interval));
        show->as_of = interval.to - 1;
    }
    if (seed && (!ent_text_integer(seed, &number) || number < 0))
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "--seed \"%s\": a whole number", seed);
    if (seed)
        show->seed = (uint64_t)number;
    if (replicates && (!ent_text_integer(replicates, &number) || number < 10 || number > 100000))
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "--replicates \"%s\": from 10 to 100000", replicates);
    if (replicates)
        show->replicates = (int)number;
    return ENT_OK;
}

/* Whether a word names a concept or a measure. */
static int is_what(struct ent_show *show, const char *word, bool *out) {
    const struct ent_measure *measure;
    char *bare = ent_arena_substring(&show->cli->arena, word, strcspn(word, ":"));
    if (!bare)
        return ent_fail_memory(&show->cli->error);
    ENT_TRY(ent_measure_find(&show->cli->context, bare, &measure, &show->cli->error));
    *out = measure || ent_concepts_find(show->cli->concepts, bare);
    return ENT_OK;
}

/* A word that is neither a state nor, as the last one, something to show. */
static int unknown_word(struct ent_show *show, const char *word, bool last) {
    char near[200] = "", message[sizeof show->cli->error.message];
    if (!last || show->state_count == 0)
        return show->cli->error.code;
    snprintf(message, sizeof message, "%s", show->cli->error.message);
    ENT_TRY(ent_names_near(show->cli->concepts, &show->cli->context, word, near, sizeof near, &show->cli->error));
    return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "%s%s%s", message, near[0] ? "; of measures, near is " : "",
                    near);
}

/* A group stands alone, and something has to be asked of it. */
static int take_group(struct ent_show *show, const char *word, size_t at) {
    struct ent_cli *cli = show->cli;
    if (at > 0)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE, "%s after a state: a group is shown alone, by one measure",
                        word);
    ENT_TRY(ent_record_group_name(cli->record, &cli->arena, word + 1, &show->group, &cli->error));
    show->group_label = ent_arena_format(&cli->arena, "@%s", show->group);
    if (!show->group_label)
        return ent_fail_memory(&cli->error);
    show->states[show->state_count++] = ENT_NO_STATE;
    return ENT_OK;
}

static int read_words(struct ent_show *show, const struct ent_cli_arguments *arguments) {
    struct ent_error *error = &show->cli->error;
    for (size_t i = 0; i < arguments->count; i++) {
        const char *word = arguments->words[i];
        bool what = false;
        if (show->what)
            return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" stands after \"%s\": what to show comes last", word,
                            show->what);
        if (i > 0)
            ENT_TRY(is_what(show, word, &what));
        if (what) {
            show->what = word;
            continue;
        }
        if (word[0] == '@') {
            ENT_TRY(take_group(show, word, i));
            continue;
        }
        if (show->group)
            return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" after %s: a group is shown alone, by one measure", word,
                            show->group_label);
        if (show->state_count == 3)
            return ent_fail(error, ENT_ERROR_USAGE, "\"%s\" is one too many: up to three states", word);
        ent_state state;
        if (ent_states_find(show->cli->record->states, word, ENT_DAY_OPEN, &state, error) != ENT_OK)
            return unknown_word(show, word, i + 1 == arguments->count);
        for (size_t k = 0; k < show->state_count; k++)
            if (show->states[k] == state)
                return ent_fail(error, ENT_ERROR_USAGE, "%s stands there twice",
                                ent_states_code(show->cli->record->states, state));
        show->states[show->state_count++] = state;
    }
    if (show->state_count == 0)
        return ent_fail(error, ENT_ERROR_USAGE, "show what? entente show A [B [C]] [WHAT]");
    if (show->group && (!show->what || show->curve || show->seniority))
        return ent_fail(error, ENT_ERROR_USAGE, "a group is shown by one measure: entente show %s gdp.usd",
                        show->group_label);
    if (show->what && show->state_count == 3)
        return ent_fail(error, ENT_ERROR_USAGE, "three states are shown by their rivalries: leave out \"%s\"",
                        show->what);
    return ENT_OK;
}

static int dispatch(struct ent_show *show, const struct ent_cli_arguments *arguments) {
    ENT_TRY(read_options(show, arguments));
    ENT_TRY(ent_cli_open(show->cli));
    ENT_TRY(read_words(show, arguments));
    if (show->curve && !show->what)
        return ent_fail(&show->cli->error, ENT_ERROR_USAGE,
                        "a curve of what? Give a concept or measure: entente show A B alignment --specs");
    if (show->seniority && (!show->what || show->state_count != 2))
        return ent_fail(
            &show->cli->error, ENT_ERROR_USAGE,
            "--seniority is of two states and a measure or concept: entente show IND PAK power --seniority");
    if (show->seniority)
        return ent_show_seniority(show);
    if (show->what)
        return show->curve ? ent_show_curve(show) : ent_show_series(show);
    if (show->state_count == 1)
        return ent_show_state(show);
    return show->state_count == 2 ? ent_show_pair(show) : ent_show_triangle(show);
}

int ent_verb_show(struct ent_cli *cli, const struct ent_cli_arguments *arguments) {
    struct ent_show show = {.cli = cli, .as_of = ENT_DAY_OPEN, .replicates = 1000, .seed = 1};
    return dispatch(&show, arguments) == ENT_OK ? ENT_EXIT_FINE : ent_cli_fail(cli);
}
