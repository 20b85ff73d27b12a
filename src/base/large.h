/* Memory of many megabytes, on large pages where the system gives them to those who ask: the first touch of each small
 * page costs more than what is computed into it. */
#ifndef ENT_BASE_LARGE_H
#define ENT_BASE_LARGE_H

#include <stddef.h>

/* Memory that is not zeroed; NULL when it is out. Goes with free(). */
void *ent_large_alloc(size_t bytes);

#endif
