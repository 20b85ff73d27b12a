#include "report/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void ent_json_init(struct ent_json *json, struct ent_text *out) {
    *json = (struct ent_json){.out = out};
}

static void add_escaped(struct ent_text *out, const char *text) {
    ent_text_add_bytes(out, "\"", 1);
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at == '"' || *at == '\\')
            ent_text_format(out, "\\%c", *at);
        else if (*at == '\n')
            ent_text_add(out, "\\n");
        else if (*at == '\t')
            ent_text_add(out, "\\t");
        else if (*at < 0x20 || *at == 0x7f)
            ent_text_format(out, "\\u%04x", *at);
        else
            ent_text_add_bytes(out, (const char *)at, 1);
    ent_text_add_bytes(out, "\"", 1);
}

/* The comma, the line and the key before a value. */
static void begin(struct ent_json *json, const char *key) {
    if (json->filled[json->depth])
        ent_text_add_bytes(json->out, ",", 1);
    json->filled[json->depth] = true;
    if (json->depth > 0) {
        ent_text_add_bytes(json->out, "\n", 1);
        for (int i = 0; i < json->depth; i++)
            ent_text_add_bytes(json->out, "  ", 2);
    }
    if (key) {
        add_escaped(json->out, key);
        ent_text_add(json->out, ": ");
    }
}

void ent_json_open(struct ent_json *json, const char *key, char bracket) {
    begin(json, key);
    ent_text_add_bytes(json->out, &bracket, 1);
    if (json->depth < ENT_JSON_DEEPEST)
        json->depth++;
    json->filled[json->depth] = false;
}

void ent_json_close(struct ent_json *json, char bracket) {
    bool filled = json->filled[json->depth];
    if (json->depth > 0)
        json->depth--;
    if (filled) {
        ent_text_add_bytes(json->out, "\n", 1);
        for (int i = 0; i < json->depth; i++)
            ent_text_add_bytes(json->out, "  ", 2);
    }
    ent_text_add_bytes(json->out, &bracket, 1);
    if (json->depth == 0)
        ent_text_add_bytes(json->out, "\n", 1);
}

void ent_json_string(struct ent_json *json, const char *key, const char *value) {
    begin(json, key);
    if (value)
        add_escaped(json->out, value);
    else
        ent_text_add(json->out, "null");
}

void ent_number_add(struct ent_text *out, double value) {
    char digits[40];
    if (!isfinite(value)) {
        ent_text_add(out, "null");
        return;
    }
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) == value)
            break;
    }
    ent_text_add(out, digits);
}

void ent_json_number(struct ent_json *json, const char *key, double value) {
    begin(json, key);
    ent_number_add(json->out, value);
}

void ent_json_integer(struct ent_json *json, const char *key, long value) {
    begin(json, key);
    ent_text_format(json->out, "%ld", value);
}

void ent_json_year(struct ent_json *json, const char *key, int year) {
    begin(json, key);
    if (year)
        ent_text_format(json->out, "%d", year);
    else
        ent_text_add(json->out, "null");
}

void ent_json_bool(struct ent_json *json, const char *key, bool value) {
    begin(json, key);
    ent_text_add(json->out, value ? "true" : "false");
}
