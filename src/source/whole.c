/* Whether a file is whole, and what a release then covers.
 *
 * A file whose checksum the recipe knows is whole. Of another one only the number of its rows can tell, where the recipe
 * gives it (`rows N`): with fewer it is cut, and so is a file that ends inside a row. What was cut off is not known: a
 * cut file covers the states that stand in it, each from its first to its last day, and an absent row is unknown there
 * whatever the recipe says. A file of which nobody knows whether it is whole covers the states that stand in it; a state
 * without a row is not covered. */
#include "source/whole.h"

#include <stdio.h>

const char *ent_whole_name(enum ent_whole whole) {
    static const char *const names[] = {"by checksum", "by count", "not known", "cut"};
    return names[whole];
}

enum ent_whole ent_job_whole(const struct ent_job *job) {
    bool fewer = job->rows_expected && job->accounts.rows_read < job->rows_expected;
    if (!job->open_covers)
        return ENT_WHOLE_BY_CHECKSUM;
    if (job->torn_line || fewer)
        return ENT_WHOLE_CUT;
    return job->rows_expected ? ENT_WHOLE_BY_COUNT : ENT_WHOLE_NOT_KNOWN;
}

/* The window of the recipe, no wider than the file. */
static void narrow(struct ent_job *job) {
    if (!job->open_covers)
        return;
    job->from = job->first > job->from ? job->first : job->from;
    job->to = job->last < job->to ? job->last : job->to;
}

/* Each state that has facts of the strand, from its first to its last day; absent rows are unknown. */
static int cover_extents(struct ent_job *job, int strand) {
    const struct ent_extents *extents = ent_writer_extents(job->writer);
    for (size_t i = 0; i < extents->count; i++) {
        const struct ent_extent *extent = &extents->items[i];
        ent_day first = extent->first < job->from ? job->from : extent->first;
        ent_day last = extent->last > job->to ? job->to : extent->last;
        if (extent->strand == strand && first < last)
            ENT_TRY(ent_writer_coverage(job->writer, strand, extent->state, first, last, ENT_KIND_UNKNOWN,
                                        job->recipe->within, job->error));
    }
    return ENT_OK;
}

/* Each state that has a row, of whichever strand, in all of the window. */
static int cover_listed(struct ent_job *job, int strand, enum ent_kind absent) {
    for (size_t i = 0; i < ent_states_count(job->record->states); i++)
        if (job->listed[i])
            ENT_TRY(ent_writer_coverage(job->writer, strand, (ent_state)i, job->from, job->to, absent,
                                        job->recipe->within, job->error));
    return ENT_OK;
}

int ent_job_cover(struct ent_job *job, int strand) {
    enum ent_whole whole = ent_job_whole(job);
    enum ent_kind absent = job->recipe->absent_none ? ENT_KIND_NONE : ENT_KIND_UNKNOWN;
    narrow(job);
    if (job->from >= job->to)
        return ENT_OK;
    if (whole == ENT_WHOLE_CUT || (whole == ENT_WHOLE_NOT_KNOWN && absent == ENT_KIND_UNKNOWN))
        return cover_extents(job, strand);
    if (whole == ENT_WHOLE_NOT_KNOWN || job->recipe->listed)
        return cover_listed(job, strand, absent);
    return ent_writer_coverage(job->writer, strand, ENT_NO_STATE, job->from, job->to, absent, job->recipe->within,
                               job->error);
}
