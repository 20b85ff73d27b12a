/* The pack: tables of states and groups, and the sources that ship with entente. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source/add.h"
#include "source/open.h"
#include "source/recipe.h"

enum { CELLS = 8, FOLDERS = 64 };

/* How a table of the pack goes into the record. Kinds of cells: t text, f the same text folded, s code of a state, d
 * first day (empty: before any list), u day after the last (empty: open), e day that must be there. */
struct pack_table {
    const char *path;
    const char *columns[CELLS];
    const char *kinds;
    const char *sql;
};

static const struct pack_table pack_tables[] = {
    {"states/state.tsv",
     {"code", "name"},
     "tt",
     "INSERT INTO state (id, code, name) VALUES ((SELECT count(*) FROM state), ?1, ?2)"},
    {"states/member.tsv", {"list", "state", "from", "to"}, "tsdu", "INSERT INTO state_member VALUES (?1, ?2, ?3, ?4)"},
    {"states/code.tsv",
     {"scheme", "code", "from", "to", "state"},
     "ttdus",
     "INSERT INTO state_code VALUES (?1, ?2, ?3, ?4, ?5)"},
    {"states/name.tsv",
     {"text", "state", "from", "to", "kind", "text"},
     "fsdutt",
     "INSERT INTO state_name VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    {"states/break.tsv",
     {"state", "day", "label", "source"},
     "sett",
     "INSERT INTO state_break VALUES (?1, ?2, ?3, ?4)"},
    {"states/other.tsv",
     {"scheme", "code", "kind", "name"},
     "tttt",
     "INSERT INTO entity (code, kind, name, from_day, to_day, source) VALUES (?1 || ':' || ?2, ?3, ?4, -2147483648, "
     "2147483647, 'pack')"},
    {"states/entity.tsv",
     {"name", "kind", "parent"},
     "tto",
     "INSERT INTO entity (code, kind, name, parent_state, from_day, to_day, source) VALUES (?2 || ':' || ?1, ?2, ?1, "
     "?3, "
     "-2147483648, 2147483647, 'pack')"},
    {"groups/group.tsv",
     {"group", "state", "from", "to", "source"},
     "tsdut",
     "INSERT INTO group_member VALUES (?1, ?2, ?3, ?4, ?5)"},
};

struct loading {
    struct ent_record *record;
    const struct pack_table *spec;
    struct ent_table *table;
    sqlite3_stmt *insert, *find;
    size_t columns[CELLS];
    struct ent_arena arena;
    struct ent_error *error;
};

static int fail_cell(const struct loading *loading, long line, const char *what, const char *text) {
    return ent_fail_at(loading->error, ENT_ERROR_INPUT, loading->table->name, line, "%s \"%s\"", what, text);
}

static int bind_state(struct loading *loading, int at, const char *text, long line) {
    sqlite3_reset(loading->find);
    sqlite3_bind_text(loading->find, 1, text, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(loading->find) != SQLITE_ROW)
        return fail_cell(loading, line, "there is no state in state.tsv with the code", text);
    sqlite3_bind_int(loading->insert, at, sqlite3_column_int(loading->find, 0));
    return ENT_OK;
}

static int bind_cell(struct loading *loading, int at, char kind, const char *text, long line) {
    struct ent_interval day = {.from = kind == 'd' ? ENT_DAY_EARLY : ENT_DAY_OPEN};
    if (kind == 'o' && !*text) {
        sqlite3_bind_null(loading->insert, at);
        return ENT_OK;
    }
    if (kind == 's' || kind == 'o')
        return bind_state(loading, at, text, line);
    if (kind == 't' || kind == 'f') {
        const char *stored = kind == 'f' ? ent_text_fold(&loading->arena, text) : text;
        if (!stored)
            return ent_fail_memory(loading->error);
        sqlite3_bind_text(loading->insert, at, stored, -1, SQLITE_TRANSIENT);
        return ENT_OK;
    }
    if ((*text || kind == 'e') && !ent_interval_parse(text, &day))
        return fail_cell(loading, line, "this is not a date as 2018-09-11:", text);
    sqlite3_bind_int(loading->insert, at, day.from);
    return ENT_OK;
}

static int load_row(struct loading *loading, const struct ent_row *row) {
    if (row->count != loading->table->column_count)
        return ent_fail_at(loading->error, ENT_ERROR_INPUT, loading->table->name, row->line,
                           "%zu fields, and the header has %zu", row->count, loading->table->column_count);
    sqlite3_reset(loading->insert);
    for (int i = 0; loading->spec->kinds[i]; i++)
        ENT_TRY(bind_cell(loading, i + 1, loading->spec->kinds[i], row->fields[loading->columns[i]].text, row->line));
    if (sqlite3_step(loading->insert) == SQLITE_DONE)
        return ENT_OK;
    return ent_fail_at(loading->error, ENT_ERROR_INPUT, loading->table->name, row->line, "cannot be entered: %s",
                       sqlite3_errmsg(loading->record->database));
}

static int load_rows(struct loading *loading) {
    struct ent_row row;
    bool more = true;
    for (int i = 0; loading->spec->kinds[i]; i++)
        ENT_TRY(ent_table_column(loading->table, loading->spec->columns[i], &loading->columns[i], loading->error));
    ENT_TRY(ent_record_prepare(loading->record, &loading->insert, loading->spec->sql, loading->error));
    ENT_TRY(
        ent_record_prepare(loading->record, &loading->find, "SELECT id FROM state WHERE code = ?1", loading->error));
    for (;;) {
        ENT_TRY(loading->table->next(loading->table, &row, &more, loading->error));
        if (!more)
            return ENT_OK;
        ENT_TRY(load_row(loading, &row));
    }
}

static int load_table(struct ent_record *record, const char *data_dir, const struct pack_table *spec,
                      struct ent_error *error) {
    struct loading loading = {.record = record, .spec = spec, .error = error};
    struct ent_open_options options = {.separator = '\t', .plain_quotes = true, .comment = "#"};
    ent_arena_init(&loading.arena);
    const char *path = ent_arena_format(&loading.arena, "%s/data/%s", data_dir, spec->path);
    int status = path ? ent_open_table(&loading.table, path, &options, &loading.arena, error) : ent_fail_memory(error);
    if (status == ENT_OK) {
        status = load_rows(&loading);
        loading.table->close(loading.table);
    }
    sqlite3_finalize(loading.insert);
    sqlite3_finalize(loading.find);
    ent_arena_release(&loading.arena);
    return status;
}

int ent_pack_states(struct ent_record *record, const char *data_dir, struct ent_text *report, struct ent_error *error) {
    ENT_TRY(ent_record_run(record, "BEGIN IMMEDIATE", error));
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < sizeof pack_tables / sizeof *pack_tables; i++)
        status = load_table(record, data_dir, &pack_tables[i], error);
    if (status == ENT_OK)
        status = ent_record_run(record, "COMMIT", error);
    if (status != ENT_OK) {
        ent_record_run(record, "ROLLBACK", NULL);
        return status;
    }
    ENT_TRY(ent_record_reload_states(record, error));
    ent_text_format(report, "states   %zu units with their codes, names, breaks and groups\n",
                    ent_states_count(record->states));
    return ENT_OK;
}

static int by_name(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Names in a folder that end in `end`, sorted; without the end when `cut`. */
static size_t names_in(const char *folder, const char *end, const char **names, size_t room, struct ent_arena *arena) {
    DIR *open = opendir(folder);
    struct dirent *entry;
    size_t count = 0;
    while (open && count < room && (entry = readdir(open))) {
        size_t length = strlen(entry->d_name), tail = strlen(end);
        if (entry->d_name[0] == '.' || length < tail || strcmp(entry->d_name + length - tail, end) != 0)
            continue;
        names[count] = ent_arena_string(arena, entry->d_name);
        count += names[count] != NULL;
    }
    if (open)
        closedir(open);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

/* All tables of a folder but SOURCE.tsv, as files of the source of that name. */
static int add_folder(struct ent_record *record, const struct ent_add *like, const char *name, struct ent_arena *arena,
                      struct ent_text *report, struct ent_error *error) {
    const char *files[FOLDERS];
    const char *folder = ent_arena_format(arena, "%s/data/%s", like->data_dir, name);
    const char *recipe = ent_arena_format(arena, "%s/recipes/%s.recipe", like->data_dir, name);
    struct ent_add add = *like;
    size_t kept = 0;
    if (!folder || !recipe)
        return ent_fail_memory(error);
    if (access(recipe, R_OK) != 0)
        return ENT_OK;
    size_t count = names_in(folder, ".tsv", files, FOLDERS, arena);
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i], "SOURCE.tsv") != 0 &&
            !(files[kept++] = ent_arena_format(arena, "%s/%s", folder, files[i])))
            return ent_fail_memory(error);
    if (!kept)
        return ENT_OK;
    add.source = name;
    add.files = files;
    add.file_count = kept;
    return ent_add_release(record, &add, report, error);
}

/* A table of the lexicon that is a source, too: one with a recipe of its name. */
static int add_word_list(struct ent_record *record, const struct ent_add *like, const char *file,
                         struct ent_arena *arena, struct ent_text *report, struct ent_error *error) {
    struct ent_add add = *like;
    const char *path = ent_arena_format(arena, "%s/lexicon/%s", like->data_dir, file);
    const char *name = ent_arena_format(arena, "%.*s", (int)(strlen(file) - strlen(".tsv")), file);
    const char *recipe = name ? ent_arena_format(arena, "%s/recipes/%s.recipe", like->data_dir, name) : NULL;
    if (!path || !recipe)
        return ent_fail_memory(error);
    if (access(recipe, R_OK) != 0)
        return ENT_OK;
    add.source = name;
    add.files = &path;
    add.file_count = 1;
    return ent_add_release(record, &add, report, error);
}

static int declare_strand(struct ent_record *record, const struct ent_recipe *recipe, const char *name,
                          const char *shape, int directed, const char *unit, struct ent_error *error) {
    const char *orientation = "", *title = "";
    for (size_t i = 0; i < recipe->strands.count; i++)
        if (strcmp(recipe->strands.items[i].name, name) == 0) {
            orientation = recipe->strands.items[i].orientation;
            title = recipe->strands.items[i].title;
        }
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(record, &statement,
                               "INSERT OR IGNORE INTO strand (name, shape, directed, unit, orientation, title)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                               error));
    const char *texts[] = {name, shape, NULL, unit ? unit : "", orientation ? orientation : "", title ? title : ""};
    for (int i = 0; i < 6; i++)
        if (texts[i])
            sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 3, directed);
    int step = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return step == SQLITE_DONE ? ENT_OK : ent_record_fail(record, "writing a strand", error);
}

static int declare_form(struct ent_record *record, const struct ent_recipe *recipe, const struct ent_recipe_form *form,
                        struct ent_error *error) {
    bool pair = form->pair[0] || form->pair_by;
    int directed = pair ? form->directed : 2; /* as the schema has it */
    for (size_t i = 0; i < form->values.count; i++)
        ENT_TRY(declare_strand(record, recipe, form->values.items[i].strand, pair ? "pair value" : "state value",
                               directed, form->values.items[i].unit, error));
    if (form->row_strand)
        ENT_TRY(declare_strand(record, recipe, form->row_strand, form->rows_are_events ? "event" : "spell", directed,
                               "", error));
    for (size_t i = 0; i < form->marks.count; i++)
        ENT_TRY(declare_strand(record, recipe, form->marks.items[i].strand, "spell", directed, "", error));
    return ENT_OK;
}

/* The strands that sources with a recipe would bring, without any coverage: a claim about one that is not added yet is
 * not covered, which says more than that nobody knows the word. */
int ent_pack_strands(struct ent_record *record, const char *data_dir, struct ent_error *error) {
    struct ent_arena arena;
    const char *names[FOLDERS];
    ent_arena_init(&arena);
    const char *folder = ent_arena_format(&arena, "%s/recipes", data_dir);
    size_t count = folder ? names_in(folder, ".recipe", names, FOLDERS, &arena) : 0;
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        const char *path = ent_arena_format(&arena, "%s/%s", folder, names[i]);
        struct ent_recipe *recipe = NULL;
        status = path ? ent_recipe_read(&recipe, path, error) : ent_fail_memory(error);
        for (size_t k = 0; status == ENT_OK && k < recipe->forms.count; k++)
            status = declare_form(record, recipe, &recipe->forms.items[k], error);
        if (recipe)
            ent_recipe_free(recipe);
    }
    ent_arena_release(&arena);
    return status;
}

int ent_pack_sources(struct ent_record *record, const struct ent_add *like, struct ent_text *report,
                     struct ent_error *error) {
    struct ent_arena arena;
    const char *names[FOLDERS];
    ent_arena_init(&arena);
    const char *folder = ent_arena_format(&arena, "%s/data", like->data_dir);
    size_t count = folder ? names_in(folder, "", names, FOLDERS, &arena) : 0;
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < count; i++)
        status = add_folder(record, like, names[i], &arena, report, error);
    folder = ent_arena_format(&arena, "%s/lexicon", like->data_dir);
    count = folder ? names_in(folder, ".tsv", names, FOLDERS, &arena) : 0;
    for (size_t i = 0; status == ENT_OK && i < count; i++)
        status = add_word_list(record, like, names[i], &arena, report, error);
    ent_arena_release(&arena);
    return status;
}
