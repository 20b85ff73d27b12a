/* Writes the man pages and completions. Usage: pages SOURCE_DIR OUT_DIR; OUT_DIR/man1, bash, zsh and fish are there. */
#include <stdio.h>
#include <string.h>

#include "pages.h"

static const char program[] = "pages";
static const char title[] = ".\\\" Made from the table of verbs and docs/man/entente.roff: change those.\n"
                            ".TH ENTENTE 1 " ENT_DATE " \"entente " ENT_VERSION "\" \"User Commands\"\n";

/* A file as a whole; "" where there is none and `needed` is false. */
static bool read_file(struct ent_text *out, const char *path, bool needed) {
    char part[4096];
    size_t count;
    FILE *file = fopen(path, "rb");
    ent_text_clear(out);
    if (!file) {
        if (needed)
            fprintf(stderr, "%s: %s cannot be read\n", program, path);
        return !needed;
    }
    while ((count = fread(part, 1, sizeof part, file)) > 0)
        ent_text_add_bytes(out, part, count);
    fclose(file);
    return true;
}

static bool write_file(const struct ent_text *text, const char *path) {
    FILE *file = text->failed ? NULL : fopen(path, "wb");
    bool fine = file && fwrite(text->bytes, 1, text->length, file) == text->length;
    if (file && fclose(file) != 0)
        fine = false;
    if (!fine)
        fprintf(stderr, "%s: %s cannot be written\n", program, path);
    return fine;
}

/* After `head` the text at `from` with the table's part in place of the line `mark`. */
static bool fill(const char *head, const char *from, const char *mark, void (*part)(struct ent_text *out),
                 const char *to) {
    struct ent_text frame, page;
    ent_text_init(&frame);
    ent_text_init(&page);
    bool fine = read_file(&frame, from, true);
    const char *at = fine ? strstr(frame.bytes, mark) : NULL;
    if (fine && !at)
        fprintf(stderr, "%s: %s has no line %s", program, from, mark);
    if (at) {
        ent_text_add(&page, head);
        ent_text_add_bytes(&page, frame.bytes, (size_t)(at - frame.bytes));
        part(&page);
        ent_text_add(&page, at + strlen(mark));
    }
    fine = at && write_file(&page, to);
    ent_text_release(&frame);
    ent_text_release(&page);
    return fine;
}

static bool write_verb(const struct ent_verb *verb, const char *source, const char *out) {
    struct ent_text prose, page;
    char path[4096];
    ent_text_init(&prose);
    ent_text_init(&page);
    snprintf(path, sizeof path, "%s/docs/man/%s.roff", source, verb->name);
    bool fine = read_file(&prose, path, false);
    ent_man_verb(&page, verb, prose.bytes);
    snprintf(path, sizeof path, "%s/man1/entente-%s.1", out, verb->name);
    fine = fine && write_file(&page, path);
    ent_text_release(&prose);
    ent_text_release(&page);
    return fine;
}

int main(int argc, char **argv) {
    const struct {
        const char *head, *from, *mark, *to;
        void (*part)(struct ent_text *out);
    } pages[] = {{title, "docs/man/entente.roff", ".\\\" VERBS\n", "man1/entente.1", ent_man_verbs},
                 {"", "tools/pages/entente.bash", "# VERBS\n", "bash/entente", ent_bash_verbs},
                 {"", "tools/pages/entente.zsh", "# VERBS\n", "zsh/_entente", ent_zsh_verbs},
                 {"", "tools/pages/entente.fish", "# VERBS\n", "fish/entente.fish", ent_fish_verbs}};
    if (argc != 3) {
        fprintf(stderr, "usage: %s SOURCE_DIR OUT_DIR\n", program);
        return 2;
    }
    bool fine = true;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        char from[4096], to[4096];
        snprintf(from, sizeof from, "%s/%s", argv[1], pages[i].from);
        snprintf(to, sizeof to, "%s/%s", argv[2], pages[i].to);
        fine = fill(pages[i].head, from, pages[i].mark, pages[i].part, to) && fine;
    }
    for (size_t i = 0; ent_verb_at(i); i++)
        fine = write_verb(ent_verb_at(i), argv[1], argv[2]) && fine;
    return fine ? 0 : 1;
}
