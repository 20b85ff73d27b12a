/* Rows of participants that become pairs: a row says who took part in what (a dispute, a war), on which side and when.
 * Two rows of the same thing and of different sides are a pair for the days that both have. */
#ifndef ENT_SOURCE_PAIRING_H
#define ENT_SOURCE_PAIRING_H

#include "source/rows.h"

/* The rows of one thing are in memory together: a world war of the dispute data has forty. */
enum { ENT_PARTICIPANTS = 1024, ENT_PAIR_SIDES = 32 };

int ent_pairing_new(struct ent_pairing **out, struct ent_job *job, struct ent_plan *plan);
void ent_pairing_free(struct ent_pairing *pairing);

/* The current row: `fact` has its item and precision, `pieces` the states and days of its code. It is rejected where it
 * does not say of what, or on which side; else it is counted by ent_pairing_make. */
int ent_pairing_add(struct ent_pairing *pairing, const struct ent_row *row, const struct ent_cells *cells,
                    const struct ent_fact *fact, const struct ent_code_piece *pieces, size_t count);

/* Tells all pairs, and counts each row: it is stored where it is part of a pair, a duplicate or rejected where an
 * earlier row has its state and first day in the same thing, out of scope where nobody of another side had a day in
 * common. Spells of a pair in one thing that overlap (days that are not known count as their month) are one spell. A
 * pair has the line of its earliest row, the types of all its rows, and the other lines in its note. */
int ent_pairing_make(struct ent_pairing *pairing);

#endif
