#include "source/settle.h"

#ifndef ENT_SETTLE_MEMORY /* the fuzz targets make it small, so that little files are sorted in pieces, too */
#define ENT_SETTLE_MEMORY (32 * 1024 * 1024)
#endif
enum { MEMORY = ENT_SETTLE_MEMORY };

static int order_of(long left, long right) {
    return (left > right) - (left < right);
}

/* Whether two facts are about the same: the two borders are two figures, and so are two reports. */
static int compare_about(const struct ent_told *left, const struct ent_told *right) {
    const struct ent_fact *a = &left->fact, *b = &right->fact;
    int order = order_of(a->strand, b->strand);
    if (!order)
        order = order_of(a->a, b->a);
    if (!order)
        order = order_of(a->b, b->b);
    if (!order)
        order = order_of(a->item, b->item);
    if (!order)
        order = order_of(a->entity, b->entity);
    if (!order)
        order = order_of(a->from, b->from);
    if (!order)
        order = order_of(a->reporter, b->reporter);
    if (!order)
        order = order_of(a->present_borders, b->present_borders);
    return order ? order : order_of(left->part, right->part);
}

static int compare(const void *left, const void *right) {
    const struct ent_told *a = left, *b = right;
    int order = compare_about(a, b);
    return order ? order : order_of(a->order, b->order);
}

int ent_told_new(struct ent_sorter **out, struct ent_job *job) {
    return ent_sorter_new(out, sizeof(struct ent_told), MEMORY, job->record->path, compare, job->error);
}

/* Counts a row of one pair; of a row of several it is known only when all of them were seen. */
static int told_again(struct ent_job *job, const struct ent_told *first, const struct ent_told *now) {
    bool same = first->content == now->content;
    if (!now->row)
        return ent_job_told_before(job, first->fact.line, same);
    if (!now->row->told || (!same && !now->row->contrary))
        now->row->told = first->fact.line;
    now->row->contrary |= !same;
    return ENT_OK;
}

int ent_told_row_count(struct ent_job *job, const struct ent_told_row *row) {
    job->line = row->line;
    job->cell = NULL;
    job->accounts.rows_stored += row->any;
    if (!row->any)
        return ent_job_told_before(job, row->told, !row->contrary);
    if (row->contrary)
        ent_text_format(&job->notes, "line %ld: some of its pairs contradict line %ld; the first is kept\n", row->line,
                        row->told);
    return ENT_OK;
}

int ent_job_settle(struct ent_job *job, struct ent_sorter *told,
                   int (*keep)(struct ent_job *job, void *context, struct ent_told *told), void *context) {
    struct ent_told first, now;
    const void *item;
    bool any = false;
    for (;;) {
        ENT_TRY(ent_sorter_next(told, &item, job->error));
        if (!item)
            return ENT_OK;
        now = *(const struct ent_told *)item;
        job->line = now.fact.line;
        job->cell = now.cell;
        if (any && compare_about(&first, &now) == 0) {
            if (now.first)
                ENT_TRY(told_again(job, &first, &now));
            continue;
        }
        first = now;
        any = true;
        if (now.first && now.row)
            now.row->any = true;
        job->accounts.rows_stored += now.first && !now.row;
        if (now.silent)
            continue;
        job->accounts.facts++;
        ent_job_saw(job, now.fact.from, now.fact.to);
        ENT_TRY(keep(job, context, &now));
    }
}
