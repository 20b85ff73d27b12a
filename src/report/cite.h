/* Citations: a release with its version, date, files, checksums and licence, for people, for BibTeX and for programs.
 */
#ifndef ENT_REPORT_CITE_H
#define ENT_REPORT_CITE_H

#include "record/read.h"
#include "report/json.h"

struct ent_cited_file {
    const char *name, *sha256;           /* as published; of the pack: the original */
    const char *read_name, *read_sha256; /* the file that was read here */
};

struct ent_cited {
    const struct ent_release *release;
    const char *recipe, *recipe_sha256; /* the whole text that made it facts */
    struct ent_cited_file *files;
    size_t file_count;
};

int ent_cited_load(struct ent_record *record, struct ent_arena *arena, const struct ent_release *release,
                   struct ent_cited *out, struct ent_error *error);

void ent_cited_text(struct ent_text *out, const struct ent_cited *cited);
void ent_cited_bibtex(struct ent_text *out, const struct ent_cited *cited);
void ent_cited_json(struct ent_json *json, const char *key, const struct ent_cited *cited);

/* Whether values of this licence class may be passed on in a file. */
bool ent_licence_open(const char *licence);

/* What a class allows, in words. */
const char *ent_licence_text(const char *licence);

/* "published 2022-03", "seen by 2025-06-24" */
void ent_published_add(struct ent_text *out, const struct ent_release *release);

#endif
