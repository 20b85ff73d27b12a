/* Rows that are not what a strand is about, and files that must not be read: by what a column says. */
#include <string.h>

#include "source/job.h"

int ent_job_filter_columns(struct ent_job *job, size_t *out) {
    const struct ent_recipe_form *form = job->form;
    for (size_t i = 0; i < form->refusals.count; i++)
        if (ent_table_find_column(job->table, form->refusals.items[i].column) >= 0)
            return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, 1, "has a column \"%s\": %s",
                               form->refusals.items[i].column, form->refusals.items[i].reason);
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

int ent_job_filter(struct ent_job *job, const size_t *columns, const struct ent_row *row, bool *good) {
    *good = true;
    for (size_t i = 0; i < job->form->filters.count; i++) {
        struct ent_recipe_filter *filter = &job->form->filters.items[i];
        const struct ent_field *field = &row->fields[columns[i]];
        if (listed(filter, field) != filter->except)
            continue;
        *good = false;
        filter->applied++;
        return ent_job_out_of_scope(job, "%s \"%s\": %s", filter->column, field->missing ? "" : field->text,
                                    filter->reason);
    }
    return ENT_OK;
}
