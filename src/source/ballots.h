/* Ballots while their files are read; shared by the layouts (wide, long, packed). A ballot is put aside on the shelf of
 * its state in 8 bytes; once all files are read, one state after the other is put together and written, and what was
 * told twice is found there. Memory is that of the roll calls (calls.h), not of the ballots. */
#ifndef ENT_SOURCE_BALLOTS_H
#define ENT_SOURCE_BALLOTS_H

#include "base/shelves.h"
#include "source/calls.h"

/* Columns of a wide file that ballots of a state came from, the first few. */
struct ent_ballot_columns {
    const char *names[4];
    size_t count;
};

struct ent_votes_in {
    struct ent_job *job;
    struct ent_calls *calls;
    struct ent_shelves *shelves;        /* by state */
    struct ent_ballot_columns *columns; /* by state */
    size_t state_count;
    int ballots_file;
};

/* Columns of the table of roll calls. */
struct ent_call_columns {
    size_t name, date;
    int session, resolution, title, important, paragraph, amendment; /* -1: not there */
};

/* The roll call that the row of a ballot describes: added where it is new, else the description has to be the same.
 * *good is false, and the row counted, where it is none or another. */
int ent_votes_described(struct ent_votes_in *votes, const struct ent_call_columns *columns, const struct ent_row *row,
                        struct ent_call *out, bool *good);

/* Puts aside what the current row says of a state in a roll call. */
int ent_votes_put(struct ent_votes_in *votes, ent_state state, const struct ent_call *call, enum ent_choice choice);

/* What a cell means by the recipe; ENT_CHOICES when it means nothing. Numbers compare as numbers: 1.0 is 1. */
enum ent_choice ent_votes_choice(const struct ent_recipe_form *form, const char *text);

int ent_votes_call_columns(struct ent_job *job, struct ent_call_columns *out);
/* The texts of *out are the row's. */
int ent_votes_read_call(struct ent_job *job, const struct ent_call_columns *columns, const struct ent_row *row,
                        struct ent_roll_call *out, bool *good);
uint64_t ent_votes_content(const struct ent_row *row);

/* The layouts. */
int ent_votes_read_wide(struct ent_votes_in *votes);
int ent_votes_read_long(struct ent_votes_in *votes);

#endif
