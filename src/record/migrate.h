/* Bringing a record of an older schema up to this one. */
#ifndef ENT_RECORD_MIGRATE_H
#define ENT_RECORD_MIGRATE_H

#include "record/record.h"

/* All steps from the record's version to ENT_RECORD_VERSION in one transaction: after a failure, or a crash, the record
 * is what it was. States are loaded. */
int ent_record_migrate(struct ent_record *record, struct ent_error *error);

#endif
