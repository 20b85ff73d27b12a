#define _DEFAULT_SOURCE /* madvise */
#include "base/large.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 1 << 21 };

void *ent_large_alloc(size_t bytes) {
#ifdef MADV_HUGEPAGE
    void *memory;
    if (bytes >= 2 * (size_t)LARGE_PAGE && posix_memalign(&memory, LARGE_PAGE, bytes) == 0) {
        (void)madvise(memory, bytes / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE); /* a wish: any answer will do */
        return memory;
    }
#endif
    return malloc(bytes ? bytes : 1);
}
