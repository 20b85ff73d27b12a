/* Panels as files: the rows, the codebook and the BibTeX beside them, and squares of a measure by year. */
#ifndef ENT_REPORT_PANEL_H
#define ENT_REPORT_PANEL_H

#include <stdio.h>

#include "base/progress.h"
#include "measure/panel.h"
#include "report/cite.h"

enum { ENT_PANEL_IDS = 8, ENT_PANEL_UNITS = 6, ENT_PANEL_NOTES = 5 };

/* What was written of a column, for the codebook. */
struct ent_panel_tally {
    long kinds[6];               /* by enum ent_kind */
    long notes[ENT_PANEL_NOTES]; /* by bit of ENT_NOTE_… */
    struct ent_panel_unit_span {
        const char *unit; /* the panel's arena */
        int first, last;
    } units[ENT_PANEL_UNITS]; /* years in which the source uses another unit */
    size_t unit_count;
};

/* A file in the making. The caller sets the first part; ent_panel_writer_open does the rest. */
struct ent_panel_writer {
    FILE *file;
    char separator;                 /* '\t' or ',' */
    const char *ids[ENT_PANEL_IDS]; /* schemes, "code" or "name" */
    size_t id_count;
    bool reasons;          /* a column with the reason of each hole */
    bool own_use;          /* values that may not be passed on are written, and the codebook says so */
    ent_progress progress; /* in states or pairs */
    void *progress_data;

    const struct ent_states *states;
    const char **codes;              /* [id][state][year] */
    struct ent_panel_tally *tallies; /* by column */
    struct ent_text buffer;
    long rows;
};

/* Whether values of the column are kept back: a release it is made from may not be passed on. */
bool ent_panel_withheld(const struct ent_panel_writer *writer, const struct ent_panel_column *column);

int ent_panel_writer_open(struct ent_panel_writer *writer, const struct ent_panel *panel, struct ent_context *context,
                          struct ent_error *error);
void ent_panel_writer_close(struct ent_panel_writer *writer);

/* Head and rows. ENT_ERROR_SYSTEM where the file takes no more. */
int ent_panel_write(struct ent_panel_writer *writer, struct ent_panel *panel, struct ent_context *context,
                    struct ent_error *error);

/* One square for each year of the panel, which has one column: rows are the first state, columns the second. A cell is
 * the value, or the kind of the hole in words. With several years, the year stands before the state. */
int ent_panel_write_squares(struct ent_panel_writer *writer, struct ent_panel *panel, struct ent_context *context,
                            struct ent_error *error);

/* What every column is and where it comes from, after the rows were written; `command` is what to type to get it again.
 * Recipes of what is kept back stand at the end. */
int ent_panel_codebook(struct ent_text *out, const struct ent_panel_writer *writer, const struct ent_panel *panel,
                       struct ent_context *context, const char *name, const char *command, struct ent_error *error);

/* An entry for every release. */
int ent_panel_bibtex(struct ent_text *out, const struct ent_panel *panel, struct ent_context *context,
                     struct ent_error *error);

#endif
