/* Roll calls and ballots in memory while their files are read; shared by the layouts (wide, long, packed). */
#ifndef ENT_SOURCE_BALLOTS_H
#define ENT_SOURCE_BALLOTS_H

#include "source/job.h"

/* Each roll call has a place for every state in memory; the Assembly had about 7,000 in its first 80 years. */
enum { ENT_ROLL_CALLS = 262144 };

struct ent_call {
    struct ent_roll_call head; /* texts are the job's arena's */
    ent_day file_day;          /* as the file has it, before rules */
    enum ent_precision precision;
    uint64_t content; /* hash of what its row says */
    size_t position;  /* once sorted by day */
};

/* Ballots of one state, by index of the roll call in the file's order. */
struct ent_state_ballots {
    uint8_t *choices; /* enum ent_choice + 1; 0: no row */
    uint32_t *lines;
    const char *columns[4]; /* columns of a wide file that went into it */
    size_t column_count;
};

struct ent_votes_in {
    struct ent_job *job;
    ENT_LIST(struct ent_call) calls;
    struct ent_state_ballots *states;
    size_t *rooms; /* room of each state's arrays */
    size_t state_count;
    int ballots_file;
    /* Index by name and day: open addressing over calls. */
    int32_t *slots;
    size_t slot_count;
};

/* Columns of the table of roll calls. */
struct ent_call_columns {
    size_t name, date;
    int session, resolution, title, important, paragraph, amendment; /* -1: not there */
};

/* Adds the roll call of the current row after applying the recipe's rules on days; one that is there already (same name
 * and day of the file) is counted as a duplicate or a contradiction and *good is false. */
int ent_votes_add_call(struct ent_votes_in *votes, const struct ent_roll_call *head, uint64_t content, size_t *index,
                       bool *good);

/* The roll call of that name (long files: names are unique there); -1 when there is none. */
long ent_votes_find_call(const struct ent_votes_in *votes, const char *name);

/* The roll call that the row of a ballot describes: added where it is new, else the description has to be the same.
 * *good is false, and the row counted, where it is none or another. */
int ent_votes_described(struct ent_votes_in *votes, const struct ent_call_columns *columns, const struct ent_row *row,
                        size_t *index, bool *good);

/* Takes back the roll call that was added last, before any ballot of it was stored. */
void ent_votes_take_back(struct ent_votes_in *votes);

/* Where the ballots of a state go, with room for every roll call there is. */
int ent_votes_state(struct ent_votes_in *votes, ent_state state, struct ent_state_ballots **out);

/* What a cell means by the recipe; ENT_CHOICES when it means nothing. Numbers compare as numbers: 1.0 is 1. */
enum ent_choice ent_votes_choice(const struct ent_recipe_form *form, const char *text);

int ent_votes_call_columns(struct ent_job *job, struct ent_call_columns *out);
int ent_votes_read_call(struct ent_job *job, const struct ent_call_columns *columns, const struct ent_row *row,
                        struct ent_roll_call *out, bool *good);
uint64_t ent_votes_content(const struct ent_row *row);

/* The layouts. */
int ent_votes_read_wide(struct ent_votes_in *votes);
int ent_votes_read_long(struct ent_votes_in *votes);

#endif
