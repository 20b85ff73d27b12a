/* The record's small tables (strands, releases, coverage, reporters, items), in memory from their first use on. */
#ifndef ENT_RECORD_TABLES_H
#define ENT_RECORD_TABLES_H

#include "record/read.h"

struct ent_coverage_row {
    int release, strand;
    ent_state state; /* ENT_NO_STATE: every state of the list */
    ent_day from, to;
    enum ent_kind absent; /* none or unknown */
    const char *list;
};

struct ent_tables {
    struct ent_strand **strands;
    size_t strand_count;
    struct ent_release **releases; /* by source name, then newest first */
    size_t release_count;
    struct ent_coverage_row *coverage; /* by release, strand, state, from */
    size_t coverage_count;
    const char **reporters, **items; /* by id; NULL where unused */
    size_t reporter_count, item_count;
    struct ent_source_relation {
        const char *source, *reporter, *relation, *other;
    } * relations;
    size_t relation_count;
    struct ent_caution {
        int release;
        const char *strand, *text;
    } * cautions; /* what a reader of a strand must know, as the recipe says */
    size_t caution_count;
};

/* Borrowed from the record; loaded at the first call. */
int ent_record_tables(struct ent_record *record, const struct ent_tables **out, struct ent_error *error);

#endif
