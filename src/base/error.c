#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text.h"

static int fail(struct ent_error *error, int code, const char *file, long line, const char *format, va_list arguments) {
    if (error) {
        error->code = code;
        error->line = line;
        snprintf(error->file, sizeof error->file, "%s", file ? file : "");
        vsnprintf(error->message, sizeof error->message, format, arguments);
        ent_text_make_printable(error->file);
        ent_text_make_printable(error->message);
    }
    return code;
}

int ent_fail(struct ent_error *error, int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fail(error, code, NULL, 0, format, arguments);
    va_end(arguments);
    return code;
}

int ent_fail_at(struct ent_error *error, int code, const char *file, long line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fail(error, code, file, line, format, arguments);
    va_end(arguments);
    return code;
}

int ent_fail_memory(struct ent_error *error) {
    return ent_fail(error, ENT_ERROR_MEMORY, "out of memory");
}
