#include "cli/data_dir.h"

#include <stdlib.h>
#include <unistd.h>

const char *ent_data_dir(void) {
    const char *set = getenv("ENTENTE_DATA");
    if (set && *set)
        return set;
#ifdef ENT_SOURCE_DIR
    if (access(ENT_SOURCE_DIR "/recipes", R_OK) == 0)
        return ENT_SOURCE_DIR;
#endif
#ifdef ENT_DATA_DIR
    return ENT_DATA_DIR;
#else
    return ".";
#endif
}
