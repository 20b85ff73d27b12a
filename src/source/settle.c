#include "source/settle.h"

#ifndef ENT_SETTLE_MEMORY /* the fuzz targets make it small, so that little files are sorted in pieces, too */
#define ENT_SETTLE_MEMORY (32 * 1024 * 1024)
#endif
enum { MEMORY = ENT_SETTLE_MEMORY, ROWS_MEMORY = MEMORY / 16 };

/* What became of one pair of a row that tells of several; in the order of the rows. */
struct outcome {
    long order, number;
    long line, told; /* its line, and that of the row that told the pair before; 0: none did */
    bool contrary;
};

static int order_of(long left, long right) {
    return (left > right) - (left < right);
}

/* Whether two facts are about the same: the two borders are two figures, and so are two reports,
 * and a figure that its publisher revised later. */
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
    if (!order)
        order = order_of(a->published, b->published);
    return order ? order : order_of(left->part, right->part);
}

static int compare(const void *left, const void *right) {
    const struct ent_told *a = left, *b = right;
    int order = compare_about(a, b);
    return order ? order : order_of(a->order, b->order);
}

static int compare_outcomes(const void *left, const void *right) {
    const struct outcome *a = left, *b = right;
    int order = order_of(a->order, b->order);
    return order ? order : order_of(a->number, b->number);
}

int ent_tellings_new(struct ent_tellings *out, struct ent_job *job) {
    const char *beside = job->record->path;
    *out = (struct ent_tellings){.job = job};
    int status = ent_sorter_new(&out->facts, sizeof(struct ent_told), MEMORY, beside, compare, job->error);
    if (status == ENT_OK)
        status = ent_sorter_new(&out->rows, sizeof(struct outcome), ROWS_MEMORY, beside, compare_outcomes, job->error);
    if (status == ENT_OK)
        status = ent_spool_new(&out->notes, beside, job->error);
    if (status != ENT_OK)
        ent_tellings_release(out);
    return status;
}

void ent_tellings_release(struct ent_tellings *tellings) {
    ent_sorter_free(tellings->facts);
    ent_sorter_free(tellings->rows);
    ent_spool_free(tellings->notes);
}

int ent_tell(struct ent_tellings *tellings, const struct ent_told *told) {
    struct ent_told put = *told;
    put.fact.note = NULL;
    put.note = -1;
    if (told->fact.note)
        ENT_TRY(ent_spool_add(tellings->notes, told->fact.note, &put.note, tellings->job->error));
    return ent_sorter_add(tellings->facts, &put, tellings->job->error);
}

/* Counts a row of one pair; of a row of several it is known only when all of them were seen. `first` is NULL where the
 * pair is new. */
static int count_row(struct ent_tellings *tellings, const struct ent_told *first, const struct ent_told *now) {
    struct ent_job *job = tellings->job;
    bool same = first && first->content == now->content;
    if (!now->several && first)
        return ent_job_told_before(job, first->fact.line, same);
    if (!now->several) {
        job->accounts.rows_stored++;
        return ENT_OK;
    }
    struct outcome outcome = {.order = now->order,
                              .number = tellings->outcomes++,
                              .line = now->fact.line,
                              .told = first ? first->fact.line : 0,
                              .contrary = first && !same};
    return ent_sorter_add(tellings->rows, &outcome, job->error);
}

/* A row of several pairs is stored where one of them is new. Else it is a contradiction where one of them is. */
static int count_several(struct ent_job *job, const struct outcome *row, bool any) {
    job->line = row->line;
    job->cell = NULL;
    job->accounts.rows_stored += any;
    if (!any)
        return ent_job_told_before(job, row->told, !row->contrary);
    if (row->contrary)
        ent_text_format(&job->notes, "line %ld: some of its pairs contradict line %ld; the first is kept\n", row->line,
                        row->told);
    return ENT_OK;
}

static int count_rows_of_several(struct ent_tellings *tellings) {
    struct outcome row = {.order = 0};
    bool any = false;
    const void *item;
    for (;;) {
        ENT_TRY(ent_sorter_next(tellings->rows, &item, tellings->job->error));
        const struct outcome *now = item;
        if (row.order && (!now || now->order != row.order))
            ENT_TRY(count_several(tellings->job, &row, any));
        if (!now)
            return ENT_OK;
        if (now->order != row.order) {
            row = *now;
            any = !now->told;
            continue;
        }
        any |= !now->told;
        if (now->told && (!row.told || (now->contrary && !row.contrary)))
            row.told = now->told;
        row.contrary |= now->contrary;
    }
}

static int keep_one(struct ent_tellings *tellings, struct ent_told *told,
                    int (*keep)(struct ent_job *job, void *context, struct ent_told *told), void *context) {
    struct ent_job *job = tellings->job;
    if (told->silent)
        return ENT_OK;
    if (told->note >= 0)
        ENT_TRY(ent_spool_get(tellings->notes, told->note, &told->fact.note, job->error));
    job->accounts.facts++;
    ent_job_saw(job, told->fact.from, told->fact.to);
    return keep(job, context, told);
}

int ent_job_settle(struct ent_tellings *tellings,
                   int (*keep)(struct ent_job *job, void *context, struct ent_told *told), void *context) {
    struct ent_job *job = tellings->job;
    struct ent_told first, now;
    const void *item;
    bool any = false;
    for (;;) {
        ENT_TRY(ent_sorter_next(tellings->facts, &item, job->error));
        if (!item)
            return count_rows_of_several(tellings);
        now = *(const struct ent_told *)item;
        job->line = now.fact.line;
        job->cell = now.cell;
        bool again = any && compare_about(&first, &now) == 0;
        if (now.first)
            ENT_TRY(count_row(tellings, again ? &first : NULL, &now));
        if (again)
            continue;
        first = now;
        any = true;
        ENT_TRY(keep_one(tellings, &now, keep, context));
    }
}
