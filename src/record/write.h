/* Writing a release: everything between begin and commit is one transaction, so a crash leaves the old record. */
#ifndef ENT_RECORD_WRITE_H
#define ENT_RECORD_WRITE_H

#include "record/extent.h"
#include "record/read.h"

struct ent_writer;

struct ent_release_head {
    const char *source, *title, *version, *citation, *licence, *recipe;
    ent_day published; /* ENT_DAY_EARLY: not known */
    enum ent_precision published_precision;
    ent_day seen; /* ENT_DAY_EARLY: not known */
};

struct ent_accounts {
    long rows_read, rows_stored, rows_duplicate, rows_rejected, rows_out_of_scope, facts;
};

/* Begins a transaction and the release. A release of the same source and version that is there already is
 * ENT_ERROR_USAGE. */
int ent_writer_begin(struct ent_writer **out, struct ent_record *record, const struct ent_release_head *head,
                     struct ent_error *error);
int ent_writer_release_id(const struct ent_writer *writer);

/* Ids for names; each is made at first use. */
int ent_writer_file(struct ent_writer *writer, int *out, const char *name, const char *sha256, const char *read_name,
                    const char *read_sha256, struct ent_error *error);
int ent_writer_strand(struct ent_writer *writer, int *out, const char *name, const char *shape, bool directed,
                      const char *unit, const char *orientation, const char *title, struct ent_error *error);
int ent_writer_strand_type(struct ent_writer *writer, int strand, int bit, const char *name, struct ent_error *error);
int ent_writer_item(struct ent_writer *writer, int *out, const char *name, struct ent_error *error);
int ent_writer_reporter(struct ent_writer *writer, int *out, const char *name, struct ent_error *error);
/* A person, a place or a body, by a code of its own (`source`/id). */
int ent_writer_entity(struct ent_writer *writer, int *out, const char *code, const char *kind, const char *name,
                      const char *source, struct ent_error *error);
int ent_writer_column(struct ent_writer *writer, int *out, const char *name, struct ent_error *error);

/* Stores one fact. Duplicates and contradictions are for the reader of the file to decide before it comes here; the
 * same fact from the same line twice is ENT_ERROR_INPUT. */
int ent_writer_fact(struct ent_writer *writer, const struct ent_fact *fact, struct ent_error *error);

int ent_writer_coverage(struct ent_writer *writer, int strand, ent_state state, ent_day from, ent_day to,
                        enum ent_kind absent, const char *list, struct ent_error *error);
int ent_writer_rejected(struct ent_writer *writer, int file, long line, const char *outcome, const char *reason,
                        struct ent_error *error);
int ent_writer_rule(struct ent_writer *writer, const char *text, const char *reason, long applied,
                    struct ent_error *error);
int ent_writer_relation(struct ent_writer *writer, const char *source, const char *reporter, const char *relation,
                        const char *other, struct ent_error *error);

/* Roll calls in order of days (positions 0, 1, …), then the ballots of each state. `lines` has one entry per set bit of
 * yes|abstain|no|absent, in order of positions. Planes have (count + 63) / 64 words. */
int ent_writer_roll_call(struct ent_writer *writer, const struct ent_roll_call *roll_call, enum ent_precision precision,
                         struct ent_error *error);
int ent_writer_ballots(struct ent_writer *writer, ent_state state, const struct ent_planes *planes, size_t words,
                       const uint32_t *lines, size_t line_count, int file, int column, struct ent_error *error);

/* How sure it is that the file was whole ("by checksum", "by count", "not known", "cut"), and the rows that the recipe
 * says the release has (0: it does not say). */
int ent_writer_whole(struct ent_writer *writer, const char *whole, long rows_expected, struct ent_error *error);

/* What was written of the release so far, by strand and state. Ballots are counted under strand -1 until the commit. */
const struct ent_extents *ent_writer_extents(const struct ent_writer *writer);

/* Checks the accounts (rows_read = the sum of the others, else ENT_ERROR_INPUT), stores them and commits. */
int ent_writer_commit(struct ent_writer *writer, const struct ent_accounts *accounts, struct ent_error *error);

/* Rolls back unless committed, and frees. */
void ent_writer_close(struct ent_writer *writer);

#endif
