#include "base/scratch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void ent_scratch_release(struct ent_scratch *scratch) {
    if (scratch->descriptor >= 0)
        close(scratch->descriptor);
    scratch->descriptor = -1;
}

static int fail(const struct ent_scratch *scratch, const char *doing, struct ent_error *error) {
    return ent_fail_at(
        error, ENT_ERROR_RECORD, scratch->beside, 0,
        "a temporary file beside it cannot be %s: %s. It needs about twice the room of the unpacked table", doing,
        strerror(errno));
}

/* The name is gone before anything is written, so that nothing stays behind after a crash. */
static int open_file(struct ent_scratch *scratch, struct ent_error *error) {
    char path[4096];
    snprintf(path, sizeof path, "%s-XXXXXX", scratch->beside);
    scratch->descriptor = mkstemp(path);
    if (scratch->descriptor < 0)
        return fail(scratch, "made", error);
    unlink(path);
    return ENT_OK;
}

int ent_scratch_write(struct ent_scratch *scratch, const void *bytes, size_t count, off_t at, struct ent_error *error) {
    if (scratch->descriptor < 0)
        ENT_TRY(open_file(scratch, error));
    for (size_t done = 0; done < count;) {
        ssize_t length = pwrite(scratch->descriptor, (const char *)bytes + done, count - done, at + (off_t)done);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return fail(scratch, "written", error);
        done += (size_t)length;
    }
    return ENT_OK;
}

int ent_scratch_read(const struct ent_scratch *scratch, void *bytes, size_t count, off_t at, struct ent_error *error) {
    for (size_t done = 0; done < count;) {
        ssize_t length = pread(scratch->descriptor, (char *)bytes + done, count - done, at + (off_t)done);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return fail(scratch, "read", error);
        done += (size_t)length;
    }
    return ENT_OK;
}
