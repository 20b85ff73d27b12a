#include "report/cite.h"

#include <string.h>

static const char *keep(struct ent_arena *arena, sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return ent_arena_string(arena, text ? text : "");
}

static int load_recipe(struct ent_record *record, struct ent_arena *arena, struct ent_cited *out,
                       struct ent_error *error) {
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement, "SELECT recipe, recipe_sha256 FROM release WHERE id = ?1", error));
    sqlite3_bind_int(statement, 1, out->release->id);
    int step = sqlite3_step(statement);
    out->recipe = step == SQLITE_ROW ? keep(arena, statement, 0) : "";
    out->recipe_sha256 = step == SQLITE_ROW ? keep(arena, statement, 1) : "";
    sqlite3_finalize(statement);
    return out->recipe && out->recipe_sha256 ? ENT_OK : ent_fail_memory(error);
}

int ent_cited_load(struct ent_record *record, struct ent_arena *arena, const struct ent_release *release,
                   struct ent_cited *out, struct ent_error *error) {
    sqlite3_stmt *statement;
    size_t capacity = 0;
    int bad = 0, step = SQLITE_DONE;
    *out = (struct ent_cited){.release = release};
    ENT_TRY(load_recipe(record, arena, out, error));
    ENT_TRY(ent_record_prepare(
        record, &statement,
        "SELECT name, sha256, read_name, read_sha256 FROM file WHERE release = ?1 ORDER BY name, id", error));
    sqlite3_bind_int(statement, 1, release->id);
    while (!bad && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        void *items = out->files;
        bad = ent_arena_grow(arena, &items, out->file_count, &capacity, sizeof *out->files);
        if (bad)
            break;
        out->files = items;
        struct ent_cited_file *file = &out->files[out->file_count++];
        *file = (struct ent_cited_file){keep(arena, statement, 0), keep(arena, statement, 1), keep(arena, statement, 2),
                                        keep(arena, statement, 3)};
        bad = !file->name || !file->sha256 || !file->read_name || !file->read_sha256;
    }
    sqlite3_finalize(statement);
    if (bad)
        return ent_fail_memory(error);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "reading the files of a release", error);
}

bool ent_licence_open(const char *licence) {
    return strcmp(licence, "open") == 0;
}

const char *ent_licence_text(const char *licence) {
    if (ent_licence_open(licence))
        return "may be passed on with its citation";
    if (strcmp(licence, "cite") == 0)
        return "free to use with its citation, not to be passed on: whoever wants it takes it from its publisher";
    if (strcmp(licence, "noncommercial") == 0)
        return "for use that earns nothing, with its citation; not to be passed on";
    return "the user's own; not to be passed on";
}

void ent_published_add(struct ent_text *out, const struct ent_release *release) {
    char day[16];
    ent_day_print(release->published, release->published_precision, day, sizeof day);
    ent_text_format(out, "%s %s", release->seen_only ? "seen by" : "published", day);
}

void ent_cited_text(struct ent_text *out, const struct ent_cited *cited) {
    const struct ent_release *release = cited->release;
    ent_text_format(out, "%s %s\n  %s, version %s, ", release->source_name, release->version, release->source_title,
                    release->version);
    ent_published_add(out, release);
    ent_text_format(out, "\n  cite     %s\n  licence  %s: %s\n", release->citation, release->licence,
                    ent_licence_text(release->licence));
    for (size_t i = 0; i < cited->file_count; i++) {
        const struct ent_cited_file *file = &cited->files[i];
        ent_text_format(out, "  file     %s  sha256 %s\n", file->name, file->sha256);
        if (strcmp(file->sha256, file->read_sha256) != 0)
            ent_text_format(out, "           read here from %s  sha256 %s\n", file->read_name, file->read_sha256);
    }
    ent_text_format(out, "  recipe   sha256 %s\n", cited->recipe_sha256);
}

/* Text as TeX takes it. */
static void add_tex(struct ent_text *out, const char *words) {
    for (const char *at = words; *at; at++) {
        if (strchr("&%$#_{}", *at))
            ent_text_format(out, "\\%c", *at);
        else if (*at == '~')
            ent_text_add(out, "\\textasciitilde{}");
        else if (*at == '^')
            ent_text_add(out, "\\textasciicircum{}");
        else if (*at == '\\')
            ent_text_add(out, "\\textbackslash{}");
        else
            ent_text_add_bytes(out, at, 1);
    }
}

static void add_field(struct ent_text *out, const char *name, const char *words) {
    ent_text_format(out, ",\n  %-12s = {", name);
    add_tex(out, words);
    ent_text_add(out, "}");
}

static void add_key(struct ent_text *out, const char *words) {
    for (const char *at = words; *at; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        ent_text_add_bytes(out, letter ? at : "-", 1);
    }
}

/* Names up to "(YEAR)", which every citation written as a reference has; in braces of their own, for they are one
 * literal text and not BibTeX's "A and B". */
static void add_author(struct ent_text *out, const char *citation) {
    for (const char *at = citation; *at && *at != ';'; at++)
        if (at[0] == ' ' && at[1] == '(' && strspn(at + 2, "0123456789") == 4 && at[6] == ')') {
            ent_text_format(out, ",\n  %-12s = {{", "author");
            struct ent_text names;
            ent_text_init(&names);
            ent_text_add_bytes(&names, citation, (size_t)(at - citation));
            add_tex(out, names.bytes);
            ent_text_release(&names);
            ent_text_add(out, "}}");
            return;
        }
}

void ent_cited_bibtex(struct ent_text *out, const struct ent_cited *cited) {
    const struct ent_release *release = cited->release;
    struct ent_text note;
    char year[16];
    ent_day_print(release->published, ENT_PRECISION_YEAR, year, sizeof year);
    ent_text_init(&note);
    ent_published_add(&note, release);
    ent_text_format(&note, "; licence class %s", release->licence);
    for (size_t i = 0; i < cited->file_count; i++)
        ent_text_format(&note, "; %s, SHA-256 %s", cited->files[i].name, cited->files[i].sha256);
    ent_text_format(&note, ". Cite as: %s", release->citation);
    ent_text_add(out, "@misc{");
    add_key(out, release->source_name);
    ent_text_add(out, "-");
    add_key(out, release->version);
    add_author(out, release->citation);
    add_field(out, "title", release->source_title);
    add_field(out, "version", release->version);
    add_field(out, "year", year);
    add_field(out, "howpublished", "Data set");
    add_field(out, "note", note.bytes);
    ent_text_add(out, "\n}\n");
    out->failed |= note.failed;
    ent_text_release(&note);
}

void ent_cited_json(struct ent_json *json, const char *key, const struct ent_cited *cited) {
    const struct ent_release *release = cited->release;
    char day[16];
    ent_day_print(release->published, release->published_precision, day, sizeof day);
    ent_json_open(json, key, '{');
    ent_json_string(json, "source", release->source_name);
    ent_json_string(json, "version", release->version);
    ent_json_string(json, "title", release->source_title);
    ent_json_string(json, release->seen_only ? "seen" : "published", day);
    ent_json_string(json, "citation", release->citation);
    ent_json_string(json, "licence", release->licence);
    ent_json_string(json, "recipe_sha256", cited->recipe_sha256);
    ent_json_open(json, "files", '[');
    for (size_t i = 0; i < cited->file_count; i++) {
        ent_json_open(json, NULL, '{');
        ent_json_string(json, "name", cited->files[i].name);
        ent_json_string(json, "sha256", cited->files[i].sha256);
        ent_json_string(json, "read_name", cited->files[i].read_name);
        ent_json_string(json, "read_sha256", cited->files[i].read_sha256);
        ent_json_close(json, '}');
    }
    ent_json_close(json, ']');
    ent_json_close(json, '}');
}
