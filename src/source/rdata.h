/* R's files, .rda and .rds, as tables: numbers, text, factors as their labels, dates as 2018-09-11, logical values as
 * TRUE and FALSE; NA is missing and never the text "NA". R keeps columns one after another: the content goes to a temporary
 * file and each column is read through a small window, so that memory does not grow with the rows. The line of a row is its
 * number in the data frame, from 1: un_votes[8412, ] shows what line 8412 was read from. */
#ifndef ENT_SOURCE_RDATA_H
#define ENT_SOURCE_RDATA_H

#include "source/table.h"

/* Whether the first bytes (decompressed) are an R file. */
bool ent_rdata_looks_like(const char *head, size_t length);

/* Opens the data frame of that name, or the first one when `object` is NULL. Owns `bytes`; `head` as for delimited
 * text. */
int ent_rdata_open(struct ent_table **out, struct ent_bytes *bytes, const char *name, const char *object,
                   const char *head, size_t head_length, struct ent_arena *arena, struct ent_error *error);

#endif
