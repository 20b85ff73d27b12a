#include "source/inputs.h"

#include <string.h>
#include <unistd.h>

#include "source/across.h"
#include "source/counted.h"
#include "source/open.h"

/* Whether a file is the one a role asks for, by its name or as an archive that holds it. */
static bool serves(const struct ent_recipe_file *file, const char *path) {
    struct ent_stream_want want = {file->patterns.items, file->patterns.count};
    return ent_recipe_file_fits(file, path) || ent_stream_has_member(path, &want);
}

static bool fill_roles(struct ent_inputs *out, const struct ent_recipe_form *form, const struct ent_add *add) {
    out->form = form;
    out->count = 0;
    for (size_t i = 0; i < form->files.count && out->count < ENT_INPUTS; i++) {
        const struct ent_recipe_file *file = &form->files.items[i];
        for (size_t j = 0; j < add->file_count; j++)
            if (serves(file, add->files[j])) {
                out->items[out->count++] = (struct ent_input){.path = add->files[j], .role = file->role};
                break;
            }
    }
    bool main_role = out->count && (!strcmp(out->items[0].role, "data") || !strcmp(out->items[0].role, "ballots"));
    return main_role;
}

/* Names tell nothing: the files take the roles in the order in which the recipe lists them. */
static void fill_by_order(struct ent_inputs *out, const struct ent_recipe_form *form, const struct ent_add *add) {
    out->form = form;
    out->count = 0;
    size_t roles = form->files.count ? form->files.count : 1;
    for (size_t i = 0; i < roles && i < add->file_count && i < ENT_INPUTS; i++)
        out->items[out->count++] =
            (struct ent_input){.path = add->files[i], .role = form->files.count ? form->files.items[i].role : "data"};
}

int ent_input_open(struct ent_table **out, const struct ent_input *input, const struct ent_recipe_form *form,
                   struct ent_arena *arena, struct ent_error *error) {
    const struct ent_recipe_file *file = ent_recipe_file(form, input->role);
    struct ent_open_options options = {.separator = input->original ? '\t' : form->separator,
                                       .plain_quotes = input->original || form->plain_quotes,
                                       .comment = form->comment,
                                       .header = form->header.items,
                                       .header_count = input->original ? 0 : form->header.count,
                                       .dated = form->dated,
                                       .above = form->above_begins.items,
                                       .above_count = form->above_begins.count};
    const char *member[1] = {input->identity.member};
    if (member[0])
        options.want = (struct ent_stream_want){member, 1};
    else if (file)
        options.want = (struct ent_stream_want){file->patterns.items, file->patterns.count};
    ENT_TRY(ent_open_table(out, input->path, &options, arena, error));
    if (form->counted.count)
        return ent_counted_open(out, *out, form, arena, error);
    return form->across.pattern ? ent_across_open(out, *out, form, arena, error) : ENT_OK;
}

/* A part of a form is never chosen by itself, and a form with parts only lends to them: its first part stands for it. */
static bool is_choice(const struct ent_recipe_form *form) {
    return !form->lends && !form->further;
}

static size_t count_choices(const struct ent_recipe *recipe) {
    size_t count = 0;
    for (size_t i = 0; i < recipe->forms.count; i++)
        count += is_choice(&recipe->forms.items[i]);
    return count;
}

static bool has_column(const struct ent_table *table, const char *name) {
    return !name || ent_table_find_column(table, name) >= 0;
}

/* Whether a table has what the form reads; a column that the form refuses by name shows that it is for this form, too. */
static bool has_columns(const struct ent_table *table, const struct ent_recipe_form *form) {
    for (size_t i = 0; i < form->refusals.count; i++)
        if (has_column(table, form->refusals.items[i].column))
            return true;
    bool all = has_column(table, form->pair[0]) && has_column(table, form->pair[1]) && has_column(table, form->item) &&
               has_column(table, form->choice) && has_column(table, form->roll_call_name) &&
               has_column(table, form->pair_side);
    if (form->state_count)
        all &= has_column(table, form->states[0].column);
    for (size_t i = 0; i < ENT_TIME_COLUMNS; i++)
        all &= has_column(table, form->time.columns[i]);
    for (size_t i = 0; i < form->values.count; i++)
        for (size_t j = 0; j < form->values.items[i].factor_count; j++)
            all &= has_column(table, form->values.items[i].factors[j].column);
    for (size_t i = 0; i < form->marks.count; i++)
        all &= has_column(table, form->marks.items[i].column);
    return all;
}

/* The layout of one file whose name tells nothing: the first form that finds its columns there. */
static bool fill_by_columns(struct ent_inputs *out, const struct ent_recipe *recipe, const struct ent_add *add) {
    bool found = false;
    for (size_t i = 0; i < recipe->forms.count && !found; i++) {
        const struct ent_recipe_form *form = &recipe->forms.items[i];
        struct ent_input input = {.path = add->files[0], .role = form->files.count ? form->files.items[0].role : "data"};
        struct ent_arena arena;
        struct ent_table *table;
        if (add->file_count != 1 || form->files.count > 1 || !is_choice(form))
            continue;
        ent_arena_init(&arena);
        if (ent_input_open(&table, &input, form, &arena, NULL) == ENT_OK) {
            found = has_columns(table, form);
            table->close(table);
        }
        ent_arena_release(&arena);
        if (found)
            *out = (struct ent_inputs){.form = form, .items = {input}, .count = 1};
    }
    return found;
}

static int fail_no_form(const struct ent_recipe *recipe, const struct ent_add *add, struct ent_error *error) {
    struct ent_text forms;
    ent_text_init(&forms);
    for (size_t i = 0; i < recipe->forms.count; i++) {
        const struct ent_recipe_form *form = &recipe->forms.items[i];
        if (!is_choice(form))
            continue;
        ent_text_format(&forms, "%s%s (", forms.length ? ", " : "", form->name);
        for (size_t j = 0; j < form->files.count; j++)
            ent_text_format(&forms, "%s%s", j ? ", " : "", form->files.items[j].patterns.items[0]);
        ent_text_add(&forms, ")");
    }
    ent_fail_at(error, ENT_ERROR_INPUT, add->files[0], 0,
                "neither the name nor the columns fit a layout of %s; say which it is with --form: %s", recipe->source, forms.bytes);
    ent_text_release(&forms);
    return ENT_ERROR_INPUT;
}

static int choose_form(struct ent_inputs *out, const struct ent_recipe *recipe, const struct ent_add *add,
                       struct ent_error *error) {
    for (size_t i = 0; i < recipe->forms.count; i++) {
        const struct ent_recipe_form *form = &recipe->forms.items[i];
        bool named = add->form && strcmp(add->form, form->name) == 0;
        if (!is_choice(form) || (add->form && !named))
            continue;
        if (!add->member && fill_roles(out, form, add))
            return ENT_OK;
        if (named || add->member || count_choices(recipe) == 1) {
            fill_by_order(out, form, add);
            return ENT_OK;
        }
    }
    return !add->form && fill_by_columns(out, recipe, add) ? ENT_OK : fail_no_form(recipe, add, error);
}

/* data/SOURCE/SOURCE.tsv says what each table of the pack was made from. */
static int find_original(struct ent_input *input, struct ent_arena *arena, struct ent_error *error) {
    const char *name = ent_path_name(input->path);
    const char *list =
        ent_arena_format(arena, "%.*sSOURCE.tsv", (int)(strlen(input->path) - strlen(name)), input->path);
    struct ent_open_options options = {.separator = '\t', .plain_quotes = true};
    struct ent_table *table;
    struct ent_row row;
    size_t file, original, sha256;
    bool more = true;
    if (!list)
        return ent_fail_memory(error);
    if (access(list, R_OK) != 0)
        return ENT_OK;
    ENT_TRY(ent_open_table(&table, list, &options, arena, error));
    int status = ent_table_column(table, "file", &file, error);
    if (status == ENT_OK)
        status = ent_table_column(table, "original", &original, error);
    if (status == ENT_OK)
        status = ent_table_column(table, "original_sha256", &sha256, error);
    while (status == ENT_OK && (status = table->next(table, &row, &more, error)) == ENT_OK && more)
        if (row.count == table->column_count && strcmp(row.fields[file].text, name) == 0) {
            input->original = ent_arena_string(arena, row.fields[original].text);
            input->original_sha256 = ent_arena_string(arena, row.fields[sha256].text);
        }
    table->close(table);
    return status;
}

int ent_inputs_find(struct ent_inputs *out, const struct ent_recipe *recipe, const struct ent_add *add,
                    struct ent_arena *arena, struct ent_error *error) {
    for (size_t i = 0; i < add->file_count; i++)
        if (access(add->files[i], R_OK) != 0)
            return ent_fail_at(error, ENT_ERROR_INPUT, add->files[i], 0,
                               "there is no such file, or it may not be read");
    ENT_TRY(choose_form(out, recipe, add, error));
    for (size_t i = 0; i < out->count; i++) {
        struct ent_input *input = &out->items[i];
        const struct ent_recipe_file *file = ent_recipe_file(out->form, input->role);
        const char *member[1] = {add->member};
        struct ent_stream_want want = {0};
        if (add->member)
            want = (struct ent_stream_want){member, 1};
        else if (file)
            want = (struct ent_stream_want){file->patterns.items, file->patterns.count};
        ENT_TRY(ent_stream_identify(&input->identity, input->path, &want, NULL, arena, error));
        ENT_TRY(find_original(input, arena, error));
    }
    return ENT_OK;
}

int ent_inputs_release(const struct ent_inputs *inputs, const struct ent_recipe *recipe,
                       const struct ent_recipe_release **out, struct ent_error *error) {
    *out = NULL;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct ent_input *input = &inputs->items[i];
        const char *const sums[] = {input->identity.file_sha256, input->identity.member_sha256,
                                    input->identity.content_sha256,
                                    input->original_sha256 ? input->original_sha256 : ""};
        const struct ent_recipe_release *found = ent_recipe_release_by_checksum(recipe, sums, 4);
        if (*out && found && found != *out)
            return ent_fail_at(error, ENT_ERROR_INPUT, input->path, 0,
                               "is of release %s, and another of the files is of release %s: add one release at a time",
                               found->version, (*out)->version);
        if (i > 0 && !*out != !found)
            return ent_fail_at(
                error, ENT_ERROR_INPUT, input->path, 0,
                "the recipe knows the checksum of one of the files and not of the other: are they of one "
                "release?");
        if (found)
            *out = found;
    }
    return ENT_OK;
}

int ent_inputs_refused(const struct ent_inputs *inputs, struct ent_arena *arena, struct ent_error *error) {
    struct ent_table *table;
    if (!inputs->form->refusals.count)
        return ENT_OK;
    ENT_TRY(ent_input_open(&table, &inputs->items[0], inputs->form, arena, error));
    int status = ent_form_refuses(inputs->form, table, error);
    table->close(table);
    return status;
}

int ent_inputs_dated(const struct ent_inputs *inputs, const char **out, struct ent_arena *arena,
                     struct ent_error *error) {
    struct ent_table *table;
    *out = NULL;
    if (!inputs->form->dated)
        return ENT_OK;
    ENT_TRY(ent_input_open(&table, &inputs->items[0], inputs->form, arena, error));
    *out = table->dated;
    table->close(table);
    return ENT_OK;
}
