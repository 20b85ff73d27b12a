/* Writing JSON: keys in the order they are written, strings escaped, a number that is missing as null. */
#ifndef ENT_REPORT_JSON_H
#define ENT_REPORT_JSON_H

#include "base/text.h"

enum { ENT_JSON_DEEPEST = 16 };

/* Writes into `out`. Invariant: `filled` of the open level says whether a comma is due. */
struct ent_json {
    struct ent_text *out;
    bool filled[ENT_JSON_DEEPEST + 1];
    int depth;
};

void ent_json_init(struct ent_json *json, struct ent_text *out);

/* In each, key is NULL inside an array and at the top. */
void ent_json_open(struct ent_json *json, const char *key, char bracket);        /* '{' or '[' */
void ent_json_close(struct ent_json *json, char bracket);                        /* '}' or ']' */
void ent_json_string(struct ent_json *json, const char *key, const char *value); /* NULL is null */
void ent_json_number(struct ent_json *json, const char *key, double value);      /* 17 digits at most; NaN is null */
void ent_json_integer(struct ent_json *json, const char *key, long value);
void ent_json_year(struct ent_json *json, const char *key, int year); /* 0 is null */
void ent_json_bool(struct ent_json *json, const char *key, bool value);

/* The shortest decimal text that reads back as the same number; "null" when it is not finite. */
void ent_number_add(struct ent_text *out, double value);

#endif
