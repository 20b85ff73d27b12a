/* Zeros that are not believed. In a table of flows a zero is often a flow that nobody reported; only a zero that a cited
 * source confirms is one. The list of those is a table beside the recipe: a, b (our codes; any direction), from, to (both
 * included), citation. */
#include <stdio.h>
#include <string.h>

#include "source/job.h"
#include "source/open.h"

struct confirmed {
    ent_state a, b;
    ent_day from, to;
};

struct ent_zeros {
    struct ent_recipe_zeros *rule;
    ENT_LIST(struct confirmed) list;
};

enum column { A, B, FROM, TO, CITATION, COLUMNS };

static int read_zero(struct ent_job *job, struct ent_zeros *zeros, const char *path, const struct ent_row *row,
                     const size_t columns[COLUMNS]) {
    const char *texts[COLUMNS], *why;
    struct ent_interval from, to;
    if (row->count <= columns[CITATION])
        return ent_fail_at(job->error, ENT_ERROR_INPUT, path, row->line, "has too few columns: a, b, from, to, citation");
    for (size_t i = 0; i < COLUMNS; i++)
        texts[i] = row->fields[columns[i]].text;
    if (!ent_interval_parse(texts[FROM], &from) || !ent_interval_parse(texts[TO], &to) || from.from >= to.to)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, path, row->line, "\"%s\" to \"%s\" is no span of time",
                           texts[FROM], texts[TO]);
    if (!*texts[CITATION])
        return ent_fail_at(job->error, ENT_ERROR_INPUT, path, row->line, "has no citation: a zero needs one");
    struct confirmed *slot = ent_list_add(&job->arena, &zeros->list, sizeof *slot);
    if (!slot)
        return ent_job_out_of_memory(job);
    slot->from = from.from;
    slot->to = to.to;
    for (int i = 0; i < 2; i++)
        if (ent_codes_find(job->codes, "entente", texts[i == 0 ? A : B], from.from, to.to, i == 0 ? &slot->a : &slot->b,
                           &why) != ENT_CODE_STATE)
            return ent_fail_at(job->error, ENT_ERROR_INPUT, path, row->line, "\"%s\" is no code of a state",
                               texts[i == 0 ? A : B]);
    return ENT_OK;
}

static int read_list(struct ent_job *job, struct ent_zeros *zeros, const char *path) {
    static const char *const names[COLUMNS] = {"a", "b", "from", "to", "citation"};
    struct ent_open_options options = {.separator = '\t', .plain_quotes = true, .comment = "#"};
    struct ent_table *table;
    struct ent_row row;
    size_t columns[COLUMNS];
    bool more = true;
    ENT_TRY(ent_open_table(&table, path, &options, &job->arena, job->error));
    int status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < COLUMNS; i++)
        status = ent_table_column(table, names[i], &columns[i], job->error);
    while (status == ENT_OK && (status = table->next(table, &row, &more, job->error)) == ENT_OK && more)
        status = read_zero(job, zeros, path, &row, columns);
    table->close(table);
    return status;
}

int ent_job_zeros(struct ent_job *job, const char *strand, struct ent_zeros **out) {
    *out = NULL;
    for (size_t i = 0; i < job->form->zeros.count; i++) {
        struct ent_recipe_zeros *rule = &job->form->zeros.items[i];
        if (strcmp(rule->strand, strand) != 0)
            continue;
        *out = ent_arena_alloc(&job->arena, 1, sizeof **out);
        if (!*out)
            return ent_job_out_of_memory(job);
        (*out)->rule = rule;
        if (!rule->file)
            return ENT_OK;
        const char *name = ent_path_name(job->recipe->path);
        const char *path = ent_arena_format(&job->arena, "%.*s%s", (int)(name - job->recipe->path), job->recipe->path,
                                            rule->file);
        return path ? read_list(job, *out, path) : ent_job_out_of_memory(job);
    }
    return ENT_OK;
}

bool ent_zero_confirmed(const struct ent_zeros *zeros, ent_state a, ent_state b, ent_day day) {
    for (size_t i = 0; i < zeros->list.count; i++) {
        const struct confirmed *one = &zeros->list.items[i];
        bool same = (one->a == a && one->b == b) || (one->a == b && one->b == a);
        if (same && day >= one->from && day < one->to)
            return true;
    }
    return false;
}

void ent_zero_doubted(struct ent_zeros *zeros) {
    zeros->rule->applied++;
}
