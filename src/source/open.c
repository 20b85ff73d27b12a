#include "source/open.h"

#include "source/rdata.h"

int ent_open_table(struct ent_table **out, const char *path, const struct ent_open_options *options,
                   struct ent_arena *arena, struct ent_error *error) {
    struct ent_bytes *bytes;
    const char *member = NULL;
    ENT_TRY(ent_stream_open(&bytes, path, &options->want, &options->limits, arena, &member, error));
    const char *shown = ent_path_name(path);
    const char *name = member ? ent_arena_format(arena, "%s:%s", shown, member) : ent_arena_string(arena, shown);
    char *head = ent_arena_alloc(arena, 64, 1);
    if (!name || !head) {
        bytes->close(bytes);
        return ent_fail_memory(error);
    }
    size_t length = 0;
    ssize_t step = 1;
    while (length < 64 && step > 0) {
        step = bytes->read(bytes, head + length, 64 - length, error);
        length += step > 0 ? (size_t)step : 0;
    }
    if (step < 0) {
        bytes->close(bytes);
        return ENT_ERROR_INPUT;
    }
    if (ent_rdata_looks_like(head, length))
        return ent_rdata_open(out, bytes, name, options->object, head, length, arena, error);
    struct ent_delimited_options text = {.separator = options->separator,
                                         .comment = options->comment,
                                         .plain_quotes = options->plain_quotes,
                                         .header = options->header,
                                         .header_count = options->header_count,
                                         .dated = options->dated,
                                         .above = options->above,
                                         .above_count = options->above_count,
                                         .head = head,
                                         .head_length = length};
    return ent_delimited_open(out, bytes, name, &text, arena, error);
}
