/* What the files that make an answer share: its lines, and who writes which part. */
#ifndef ENT_CLAIM_ANSWER_H
#define ENT_CLAIM_ANSWER_H

#include "claim/evaluate.h"

enum { ENT_ANSWER_LINES = 60 }; /* of a kind; more are left out */

/* Adds a line that is not there yet. */
int ent_answer_line(struct ent_evaluation *evaluation, const char ***lines, size_t *count, const char *line,
                    struct ent_error *error);

/* Adds to the readings; to the notes. */
int ent_answer_add_reading(struct ent_evaluation *evaluation, struct ent_answer *answer, const char *line,
                           struct ent_error *error);
int ent_answer_add_note(struct ent_evaluation *evaluation, struct ent_answer *answer, const char *line,
                        struct ent_error *error);

int ent_answer_read(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error);
int ent_answer_note(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error);
int ent_answer_follow_up(struct ent_evaluation *evaluation, struct ent_answer *answer, struct ent_error *error);

#endif
