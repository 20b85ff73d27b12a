/* Requests: a measure with every option fixed, how options are set and how a specification is written. */
#include <stdio.h>
#include <string.h>

#include "measure/strand.h"

int ent_request_init(struct ent_request *request, const struct ent_measure *measure, ent_state a, ent_state b) {
    *request = (struct ent_request){.measure = measure, .a = a, .b = b, .view = {.as_of = ENT_DAY_OPEN}};
    size_t rules = sizeof measure->options / sizeof measure->options[0];
    for (size_t i = 0; i < rules && measure->options[i].name; i++)
        request->settings[request->setting_count++] =
            (struct ent_setting){measure->options[i].name, measure->options[i].initial};
    return ENT_OK;
}

static const struct ent_option_rule *find_rule(const struct ent_measure *measure, const char *name) {
    size_t rules = sizeof measure->options / sizeof measure->options[0];
    for (size_t i = 0; i < rules && measure->options[i].name; i++)
        if (strcmp(measure->options[i].name, name) == 0)
            return &measure->options[i];
    return NULL;
}

const char *ent_request_get(const struct ent_request *request, const char *name) {
    for (size_t i = 0; i < request->setting_count; i++)
        if (strcmp(request->settings[i].name, name) == 0)
            return request->settings[i].value;
    return NULL;
}

bool ent_request_is(const struct ent_request *request, const char *name, const char *value) {
    const char *set = ent_request_get(request, name);
    return set && strcmp(set, value) == 0;
}

const char *ent_request_strand(const struct ent_request *request) {
    const struct ent_measure *measure = request->measure;
    const char *value = measure->strand_option ? ent_request_get(request, measure->strand_option) : NULL;
    size_t length = value ? strlen(value) : 0;
    for (size_t i = 0; value && i < ENT_MEASURE_STRANDS && measure->strands[i]; i++) {
        size_t whole = strlen(measure->strands[i]);
        if (whole >= length && strcmp(measure->strands[i] + whole - length, value) == 0)
            return measure->strands[i];
    }
    return measure->strands[0];
}

/* "defense" is "defence": American spelling is taken as well. */
static bool same_word(const char *one, const char *value) {
    char british[32];
    size_t length = strlen(value);
    if (ent_text_equal_folded(one, value))
        return true;
    if (length < 3 || length >= sizeof british || strcmp(value + length - 3, "nse") != 0)
        return false;
    memcpy(british, value, length + 1);
    british[length - 2] = 'c';
    return ent_text_equal_folded(one, british);
}

/* The allowed value as the rule spells it, whatever the case of `value`; NULL when it is not allowed. */
static const char *allowed_value(struct ent_arena *arena, const char *values, const char *value) {
    for (const char *at = values; *at;) {
        size_t length = strcspn(at, "|");
        char *one = ent_arena_substring(arena, at, length);
        if (one && same_word(one, value))
            return one;
        at += length + (at[length] == '|');
    }
    return NULL;
}

/* "credit, scope, …" for the message of an unknown option. */
static const char *option_names(struct ent_arena *arena, const struct ent_measure *measure) {
    const char *names = "source, release, report, borders, item";
    size_t rules = sizeof measure->options / sizeof measure->options[0];
    for (size_t i = 0; i < rules && measure->options[i].name; i++)
        names = ent_arena_format(arena, "%s, %s", names, measure->options[i].name);
    return names;
}

/* With the near word, where one is near. */
static int fail_option(struct ent_context *context, const struct ent_measure *measure, const char *name,
                       struct ent_error *error) {
    const char *names = option_names(context->arena, measure);
    char near[64] = "";
    for (const char *at = names; at && *at;) {
        char one[64];
        size_t length = strcspn(at, ",");
        snprintf(one, sizeof one, "%.*s", (int)length, at);
        if (!near[0] && ent_text_distance(name, one, 2) <= 2)
            snprintf(near, sizeof near, "%s", one);
        at += length + strspn(at + length, ", ");
    }
    if (near[0])
        return ent_fail(error, ENT_ERROR_USAGE, "%s has no option \"%s\"; did you mean %s?", measure->name, name, near);
    return ent_fail(error, ENT_ERROR_USAGE, "%s has no option \"%s\": it has %s", measure->name, name,
                    names ? names : "others");
}

void ent_request_keep_item(struct ent_request *request, const char *name) {
    size_t at = 0;
    while (at < request->setting_count && strcmp(request->settings[at].name, "item") != 0)
        at++;
    if (at == ENT_SETTINGS)
        return;
    request->settings[at] = (struct ent_setting){"item", name};
    if (at == request->setting_count)
        request->setting_count++;
}

int ent_request_set_item(struct ent_context *context, struct ent_request *request, const char *value,
                         struct ent_error *error) {
    request->item = ent_record_item(context->record, value);
    if (request->item < 0) {
        struct ent_entity entity;
        if (ent_record_entity_find(context->record, context->arena, value, &entity, NULL) != ENT_OK)
            return ent_record_item_fail(context->record, context->arena, value, error);
        request->item = ent_record_item(context->record, entity.name);
        request->item = request->item < 0 ? ENT_ITEM_WITHOUT_FACTS : request->item;
    }
    ent_request_keep_item(request, value);
    return ENT_OK;
}

/* What is computed from strands has no item unless it says what that means: it would be that of the state, in silence. */
static int set_item(struct ent_context *context, struct ent_request *request, const char *name, char *value,
                    struct ent_error *error) {
    size_t length = strlen(value);
    if (length > 2 && value[0] == '[' && value[length - 1] == ']') {
        value[length - 1] = '\0';
        value++;
    }
    if (request->measure->item)
        return request->measure->item(context, request, value, error);
    if (request->measure->compute != ent_strand_compute)
        return ent_fail(error, ENT_ERROR_USAGE,
                        "%s is computed of a state as a whole: %s= is an option of strands, as "
                        "in reserves.share(A, item=CNY)",
                        request->measure->name, name);
    return ent_request_set_item(context, request, value, error);
}

/* The options that every measure has; *done tells whether `name` was one. */
static int set_view(struct ent_context *context, struct ent_request *request, const char *name, const char *value,
                    bool *done, struct ent_error *error) {
    char *kept = ent_arena_string(context->arena, value);
    if (!kept)
        return ent_fail_memory(error);
    *done = true;
    if (strcmp(name, "source") == 0)
        request->view.source = kept;
    else if (strcmp(name, "release") == 0)
        request->view.release = kept;
    else if (strcmp(name, "report") == 0)
        request->view.reporter = kept;
    else if (strcmp(name, "borders") == 0) {
        if (strcmp(kept, "then") != 0 && strcmp(kept, "present") != 0)
            return ent_fail(error, ENT_ERROR_USAGE, "borders cannot be \"%s\": it is then or present", kept);
        request->view.borders = kept;
    } else if (strcmp(name, "item") == 0 || strcmp(name, "over") == 0)
        return set_item(context, request, name, kept, error);
    else
        *done = false;
    return ENT_OK;
}

static int checked_value(struct ent_context *context, const struct ent_request *request,
                         const struct ent_option_rule *rule, const char *value, const char **out,
                         struct ent_error *error) {
    if (strcmp(rule->values, "STATE") == 0) {
        ent_state state;
        ENT_TRY(ent_states_find(context->record->states, value, ENT_DAY_OPEN, &state, error));
        *out = ent_states_code(context->record->states, state);
    } else if (rule->values[0]) {
        *out = allowed_value(context->arena, rule->values, value);
        if (!*out)
            return ent_fail(error, ENT_ERROR_USAGE, "%s cannot be \"%s\" in %s: it is one of %s", rule->name, value,
                            request->measure->name, rule->values);
    } else
        *out = ent_arena_string(context->arena, value);
    return *out ? ENT_OK : ent_fail_memory(error);
}

int ent_request_set(struct ent_context *context, struct ent_request *request, const char *name, const char *value,
                    struct ent_error *error) {
    bool done;
    ENT_TRY(set_view(context, request, name, value, &done, error));
    if (done)
        return ENT_OK;
    const struct ent_option_rule *rule = find_rule(request->measure, name);
    if (!rule)
        return fail_option(context, request->measure, name, error);
    const char *checked;
    ENT_TRY(checked_value(context, request, rule, value, &checked, error));
    for (size_t i = 0; i < request->setting_count; i++)
        if (strcmp(request->settings[i].name, name) == 0)
            request->settings[i].value = checked;
    return ENT_OK;
}

static void add_setting(struct ent_text *text, bool *first, const char *name, const char *value) {
    ent_text_format(text, "%c%s=%s", *first ? ':' : ',', name, value);
    *first = false;
}

char *ent_request_text(struct ent_arena *arena, const struct ent_request *request, bool whole) {
    struct ent_text text;
    bool first = true;
    ent_text_init(&text);
    ent_text_add(&text, request->measure->name);
    for (size_t i = 0; i < request->setting_count; i++) {
        const struct ent_setting *setting = &request->settings[i];
        const struct ent_option_rule *rule = find_rule(request->measure, setting->name);
        if (setting->value[0] && (whole || !rule || strcmp(rule->initial, setting->value) != 0))
            add_setting(&text, &first, setting->name, setting->value);
    }
    if (request->view.source)
        add_setting(&text, &first, "source", request->view.source);
    if (request->view.release)
        add_setting(&text, &first, "release", request->view.release);
    if (request->view.reporter)
        add_setting(&text, &first, "report", request->view.reporter);
    if (request->view.borders)
        add_setting(&text, &first, "borders", request->view.borders);
    char *kept = text.failed ? NULL : ent_arena_string(arena, text.bytes);
    ent_text_release(&text);
    return kept;
}
