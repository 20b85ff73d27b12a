#include "claim/ledger.h"

#include <stdio.h>
#include <string.h>

const char *ent_ledger_status_text(enum ent_ledger_status status) {
    static const char *const texts[] = {"kept", "not due", "due, not covered yet", "scored", "not read"};
    return texts[status];
}

int ent_ledger_today(struct ent_record *record, ent_day as_of, ent_day *out, struct ent_error *error) {
    struct ent_view view = {.as_of = ENT_DAY_OPEN};
    struct ent_release **releases;
    size_t count;
    *out = as_of;
    if (as_of != ENT_DAY_OPEN)
        return ENT_OK;
    ENT_TRY(ent_record_releases(record, NULL, &view, &releases, &count, error));
    *out = ENT_DAY_EARLY;
    for (size_t i = 0; i < count; i++)
        if (releases[i]->published != ENT_DAY_OPEN && releases[i]->published > *out)
            *out = releases[i]->published;
    return ENT_OK;
}

static int keep_fault(struct ent_ledger_line *out, struct ent_arena *arena, long line, const char *text, size_t place,
                      struct ent_error *error) {
    struct ent_claim_fault fault = {out->file->name, line, text, NULL, place};
    out->status = ENT_LEDGER_NOT_READ;
    out->answer = NULL;
    return ent_claim_fault_keep(&out->fault, arena, &fault, error);
}

static int find_speaker(struct ent_ledger_line *out, const struct ent_record *record, struct ent_error *error) {
    const struct ent_speaker *speaker = &out->statement->said_by;
    out->has_said = speaker->has_said || out->file->has_dateline;
    out->said = speaker->has_said ? speaker->said : out->file->dateline;
    out->state = ENT_NO_STATE;
    if (!speaker->state)
        return ENT_OK;
    ent_day day = out->has_said ? out->said.from : ENT_DAY_OPEN;
    if (ent_states_find(record->states, speaker->state, day, &out->state, error) == ENT_OK)
        return ENT_OK;
    char message[sizeof error->message];
    snprintf(message, sizeof message, "%s", error->message);
    return ent_fail(error, ENT_ERROR_INPUT, "%.600s (in brackets stands whose body it is: role, body (STATE), date)",
                    message);
}

static bool is_decided(const struct ent_answer *answer) {
    return answer->verdict == ENT_VERDICT_HOLDS || answer->verdict == ENT_VERDICT_FAILS ||
           answer->verdict == ENT_VERDICT_SPLIT;
}

/* Before the day, one counterexample may be there already; it is shown and is no score. */
static enum ent_ledger_status status_of(const struct ent_ledger_line *line, ent_day today) {
    if (line->entry->interval.to - 1 > today)
        return ENT_LEDGER_NOT_DUE;
    return is_decided(line->answer) ? ENT_LEDGER_SCORED : ENT_LEDGER_NOT_SEEN;
}

int ent_ledger_read(struct ent_ledger_line *out, struct ent_context *context, const struct ent_concepts *concepts,
                    const struct ent_claims_file *file, const struct ent_statement *statement,
                    const struct ent_entry *entry, const struct ent_check_options *options, ent_day today,
                    struct ent_error *error) {
    *out = (struct ent_ledger_line){.file = file, .statement = statement, .entry = entry};
    if (entry->fault) {
        out->status = ENT_LEDGER_NOT_READ;
        out->fault = entry->fault;
        return ENT_OK;
    }
    if (find_speaker(out, context->record, error) != ENT_OK)
        return keep_fault(out, context->arena, statement->line, NULL, ENT_NOWHERE, error);
    if (entry->kind != ENT_ENTRY_FORECAST || !entry->claim)
        return ENT_OK;
    struct ent_check_options then = *options;
    then.dateline_year = ent_day_year(entry->interval.to - 1);
    then.curve = false;
    int status = ent_check(&out->answer, context, concepts, entry->claim, &then, error);
    if (status != ENT_OK)
        return keep_fault(out, context->arena, entry->line, entry->text, entry->claim->place, error);
    out->status = status_of(out, today);
    return ENT_OK;
}

int ent_ledger_words(struct ent_text *out, const struct ent_ledger_line *line) {
    char due[16];
    if (line->entry->kind != ENT_ENTRY_FORECAST) {
        ent_text_format(out, "opinion%s%s", line->entry->reason ? ": " : "",
                        line->entry->reason ? line->entry->reason : "");
        return out->failed ? ENT_ERROR_MEMORY : ENT_OK;
    }
    const char *verdict = line->answer ? ent_verdict_text(line->answer->verdict) : "";
    ent_day_print(line->entry->interval.from, line->entry->interval.precision, due, sizeof due);
    ent_text_format(out, "forecast, due %s", due);
    switch (line->status) {
    case ENT_LEDGER_SCORED:
        ent_text_format(out, "; scored: %s", verdict);
        break;
    case ENT_LEDGER_NOT_SEEN:
        ent_text_format(out, "; due, not covered yet: %s", verdict);
        break;
    case ENT_LEDGER_NOT_DUE:
        ent_text_format(out, "; not due, so far: %s", verdict);
        break;
    case ENT_LEDGER_NOT_READ:
        ent_text_add(out, "; not read");
        break;
    case ENT_LEDGER_KEPT:
        ent_text_add(out, "; no claim says when it is true");
    }
    return out->failed ? ENT_ERROR_MEMORY : ENT_OK;
}
