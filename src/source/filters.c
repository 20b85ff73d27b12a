/* Rows that are not what a strand is about, and files that must not be read: by what a column says. */
#include <string.h>

#include "source/job.h"

int ent_form_refuses(const struct ent_recipe_form *form, const struct ent_table *table, struct ent_error *error) {
    for (size_t i = 0; i < form->refusals.count; i++)
        if (ent_table_find_column(table, form->refusals.items[i].column) >= 0)
            return ent_fail_at(error, ENT_ERROR_INPUT, table->name, 1, "has a column \"%s\": %s",
                               form->refusals.items[i].column, form->refusals.items[i].reason);
    return ENT_OK;
}

int ent_job_filter_columns(struct ent_job *job, size_t *out) {
    const struct ent_recipe_form *form = job->form;
    ENT_TRY(ent_form_refuses(form, job->table, job->error));
    for (size_t i = 0; i < form->filters.count; i++)
        ENT_TRY(ent_job_column(job, form->filters.items[i].column, &out[i]));
    return ENT_OK;
}

/* A missing cell is the empty word. */
static bool listed(const struct ent_recipe_filter *filter, const struct ent_field *field) {
    const char *text = field->missing ? "" : field->text;
    double left, right;
    for (size_t i = 0; i < filter->values.count; i++) {
        const char *value = filter->values.items[i];
        if (strcmp(value, text) == 0 ||
            (ent_text_number(value, &left) && ent_text_number(text, &right) && left == right))
            return true;
    }
    return false;
}

size_t ent_job_filter(const struct ent_job *job, const size_t *columns, const struct ent_row *row) {
    size_t at = 0;
    for (; at < job->form->filters.count; at++) {
        const struct ent_recipe_filter *filter = &job->form->filters.items[at];
        if (listed(filter, &row->fields[columns[at]]) == filter->except)
            break;
    }
    return at;
}

int ent_job_filter_out(struct ent_job *job, size_t at, const size_t *columns, const struct ent_row *row) {
    struct ent_recipe_filter *filter = &job->form->filters.items[at];
    const struct ent_field *field = &row->fields[columns[at]];
    filter->applied++;
    return ent_job_out_of_scope(job, "%s \"%s\": %s", filter->column, field->missing ? "" : field->text,
                                filter->reason);
}
