/* A row of the table of facts, as every reader of facts asks for it: the columns, and what they become. */
#ifndef ENT_RECORD_FACT_ROW_H
#define ENT_RECORD_FACT_ROW_H

#include "record/tables.h"

/* What ent_fact_row reads, from the first column on; a reader that wants more asks for it after these. */
#define ENT_FACT_COLUMNS                                                                                               \
    "a, b, item, from_day, reporter, line, to_day, precision, kind, value, low, high, types, status, published_day, "  \
    "borders, entity_a, note"

enum { ENT_FACT_COLUMN_COUNT = 18 };

/* Fills *out but for strand, release, file and column; the note is there until the next step of the statement. */
void ent_fact_row(sqlite3_stmt *statement, struct ent_fact *out);

#endif
