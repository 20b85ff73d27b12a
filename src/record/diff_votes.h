/* What one release of votes says otherwise than another: roll calls, and the ballots in those that both have. */
#ifndef ENT_RECORD_DIFF_VOTES_H
#define ENT_RECORD_DIFF_VOTES_H

#include "record/diff.h"

enum ent_ballot_word { ENT_WORD_NONE, ENT_WORD_YES, ENT_WORD_ABSTAIN, ENT_WORD_NO, ENT_WORD_ABSENT, ENT_WORDS };

/* A roll call that only one of the releases has, or a ballot in one that both have. */
struct ent_votes_diff_row {
    enum ent_diff_kind kind;
    ent_state state;                     /* ENT_NO_STATE: the roll call itself */
    const struct ent_roll_call *call;    /* of the first release where it has it */
    enum ent_ballot_word before, after;  /* ENT_WORD_NONE: no seat or no row there */
    long line_before, line_after;        /* 0: not there */
};

struct ent_votes_diff_state {
    ent_state state;
    long same, changed, dropped, added; /* ballots */
};

struct ent_votes_diff {
    long calls_before, calls_after, calls_both, calls_dropped, calls_added;
    long same, changed, dropped, added; /* ballots, in roll calls that both have */
    long moves[ENT_WORDS][ENT_WORDS];   /* from the word before to the word after */
    struct ent_votes_diff_state *states; /* those with a ballot in such a roll call; the most differences first */
    size_t state_count;
    struct ent_votes_diff_row *rows; /* roll calls in order of days, then ballots: changed, dropped, added; by state, day */
    size_t count, capacity;
};

/* "yes", …; NULL for ENT_WORD_NONE. */
const char *ent_ballot_word_text(enum ent_ballot_word word);

/* A roll call is the same where its name and day are. Memory is the arena's. */
int ent_record_diff_votes(struct ent_record *record, struct ent_arena *arena, int before, int after,
                          struct ent_votes_diff *out, struct ent_error *error);

#endif
