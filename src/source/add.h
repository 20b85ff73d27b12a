/* Putting one release of a source into the record: recognises the release by checksum, reads its files by the recipe
 * and accounts for every row. One transaction: after any error the record is as it was. */
#ifndef ENT_SOURCE_ADD_H
#define ENT_SOURCE_ADD_H

#include "base/progress.h"
#include "base/text.h"
#include "record/write.h"

struct ent_add {
    const char *data_dir;    /* holds recipes/ and data/ */
    const char *source;      /* a recipe's name */
    const char *recipe_path; /* instead of data_dir/recipes/SOURCE.recipe; NULL: that one */
    const char *recipe_text; /* instead of any file: made from what the user says of the columns; NULL otherwise */
    const char *const *files;
    size_t file_count;
    const char *member, *form; /* NULL: found by the recipe */
    const char *version;       /* of a release that the recipe does not know; NULL otherwise */
    const char *published, *seen;
    ent_day today;  /* "seen by" where nothing else is known */
    bool dry_run;   /* read and account, and write nothing */
    bool anyway;    /* also a release that its makers took back, or that a check of the recipe refuses */
    ent_progress progress;
    void *progress_context;
};

/* `report` receives what was done, as text for a person. */
int ent_add_release(struct ent_record *record, const struct ent_add *add, struct ent_text *report,
                    struct ent_error *error);

/* The strands of every recipe in data_dir/recipes, without coverage. */
int ent_pack_strands(struct ent_record *record, const char *data_dir, struct ent_error *error);

/* The tables of states and groups in data_dir/data, into an empty record. */
int ent_pack_states(struct ent_record *record, const char *data_dir, struct ent_text *report, struct ent_error *error);

/* Every source that data_dir/data holds and a recipe knows. */
int ent_pack_sources(struct ent_record *record, const struct ent_add *like, struct ent_text *report,
                     struct ent_error *error);

#endif
