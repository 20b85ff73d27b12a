/* The man pages, in the man macros that groff and mandoc both know. */
#include <ctype.h>
#include <string.h>

#include "pages.h"

/* Signs that roff would read or redraw are written so that a command copied out of the page is the command. */
static void add_bytes(struct ent_text *out, const char *words, size_t length) {
    static const struct {
        char sign;
        const char *roff;
    } signs[] = {{'\\', "\\e"}, {'-', "\\-"}, {'\'', "\\(aq"}, {'`', "\\(ga"}, {'^', "\\(ha"}, {'~', "\\(ti"}};
    for (size_t i = 0; i < length; i++) {
        const char *roff = NULL;
        for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++)
            if (words[i] == signs[k].sign)
                roff = signs[k].roff;
        bool begins = i == 0 || words[i - 1] == '\n';
        if (begins && words[i] == '.')
            ent_text_add(out, "\\&");
        if (roff)
            ent_text_add(out, roff);
        else
            ent_text_add_bytes(out, words + i, 1);
    }
}

static void add(struct ent_text *out, const char *words) {
    add_bytes(out, words, strlen(words));
}

/* A usage: what is written as it is in bold, what stands for something in italics. */
static void add_form(struct ent_text *out, const char *form, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t size = 0;
        while (at + size < length && (isalnum((unsigned char)form[at + size]) || form[at + size] == '-'))
            size++;
        if (size) {
            ent_text_add(out, isupper((unsigned char)form[at]) ? "\\fI" : "\\fB");
            add_bytes(out, form + at, size);
            ent_text_add(out, "\\fR");
        } else {
            size = 1;
            ent_text_add_bytes(out, form + at, 1);
        }
        at += size;
    }
}

static void add_option(struct ent_text *out, const struct ent_cli_option *option, const char *value) {
    ent_text_add(out, ".TP\n");
    if (option->letter)
        ent_text_format(out, "\\fB\\-%c\\fR, ", option->letter);
    ent_text_add(out, "\\fB\\-\\-");
    add(out, option->name);
    ent_text_add(out, "\\fR");
    if (value) {
        ent_text_add(out, " ");
        add_form(out, value, strlen(value));
    }
    ent_text_add(out, "\n");
    add(out, option->help);
    ent_text_add(out, "\n");
}

static void add_synopsis(struct ent_text *out, const struct ent_verb *verb) {
    const char *form, *separator = "";
    ent_text_add(out, ".SH SYNOPSIS\n");
    for (const char *cursor = verb->usage; cursor; separator = ".br\n") {
        size_t length = ent_usage_form(&cursor, &form), name = strcspn(form, " ");
        ent_text_format(out, "%s\\fBentente %.*s\\fR", separator, (int)(name < length ? name : length), form);
        if (verb->options[0].name)
            ent_text_add(out, " [\\fIOPTIONS\\fR]");
        if (name < length)
            add_form(out, form + name, length - name);
        ent_text_add(out, "\n");
    }
}

/* The paragraphs of the details, or its examples, which two spaces begin. */
static void add_details(struct ent_text *out, const char *details, bool examples) {
    while (details && *details) {
        const char *end = strstr(details, "\n\n");
        size_t length = end ? (size_t)(end - details) : strlen(details);
        if ((strncmp(details, "  ", 2) == 0) == examples) {
            ent_text_add(out, examples ? ".nf\n" : ".PP\n");
            for (const char *line = details; line < details + length;) {
                size_t size = strcspn(line, "\n"), spaces = examples ? strspn(line, " ") : 0;
                add_bytes(out, line + spaces, size - spaces);
                ent_text_add(out, "\n");
                line += size + 1;
            }
            if (examples)
                ent_text_add(out, ".fi\n");
        }
        details += length;
        details += strspn(details, "\n");
    }
}

static void add_sentence(struct ent_text *out, const char *words) {
    ent_text_format(out, "%c", toupper((unsigned char)words[0]));
    add(out, words + 1);
    ent_text_add(out, ".\n");
}

static void add_related(struct ent_text *out, const struct ent_verb *verb) {
    ent_text_add(out, ".SH SEE ALSO\n.nh\n.BR entente (1)");
    for (size_t i = 0; ent_verb_at(i); i++)
        if (ent_verb_at(i) != verb)
            ent_text_format(out, ",\n.BR entente\\-%s (1)", ent_verb_at(i)->name);
    ent_text_add(out, "\n");
}

static void add_title(struct ent_text *out, const char *name) {
    ent_text_add(out, ".TH ENTENTE\\-");
    for (const char *at = name; *at; at++)
        ent_text_format(out, "%c", toupper((unsigned char)*at));
    ent_text_add(out, " 1 " ENT_DATE " \"entente " ENT_VERSION "\" \"User Commands\"\n");
    ent_text_format(out, ".SH NAME\nentente\\-%s \\- ", name);
}

void ent_man_verb(struct ent_text *out, const struct ent_verb *verb, const char *prose) {
    const struct ent_cli_option *option;
    const char *value;
    ent_text_add(out, ".\\\" Made from the table of verbs: change that.\n");
    add_title(out, verb->name);
    add(out, verb->summary);
    ent_text_add(out, "\n");
    add_synopsis(out, verb);
    ent_text_add(out, ".SH DESCRIPTION\n");
    add_sentence(out, verb->summary);
    add_details(out, verb->details, false);
    ent_text_add(out, prose);
    ent_text_add(out, ".SH OPTIONS\n");
    for (size_t i = 0; (option = ent_option_at(verb, i, &value)); i++)
        add_option(out, option, value);
    if (verb->details && (strstr(verb->details, "\n\n  ") || strncmp(verb->details, "  ", 2) == 0))
        ent_text_add(out, ".SH EXAMPLES\n");
    add_details(out, verb->details, true);
    ent_text_add(out, ".SH EXIT STATUS\nThat of every verb: see\n.BR entente (1).\n");
    add_related(out, verb);
}

void ent_man_verbs(struct ent_text *out) {
    size_t count;
    const struct ent_cli_option *shared = ent_cli_shared(&count);
    ent_text_add(out, ".SH VERBS\n");
    for (size_t i = 0; ent_verb_at(i); i++) {
        ent_text_format(out, ".TP\n.BR entente\\-%s (1)\n", ent_verb_at(i)->name);
        add(out, ent_verb_at(i)->summary);
        ent_text_add(out, "\n");
    }
    ent_text_add(out, ".SH OPTIONS\nEvery verb has these; its page tells its own.\n");
    for (size_t i = 0; i < count; i++)
        add_option(out, &shared[i], shared[i].value);
}
