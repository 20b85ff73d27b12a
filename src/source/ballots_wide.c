/* Ballots with one row per roll call and one column per state. */
#include <string.h>

#include "source/ballots.h"

struct wide {
    struct ent_call_columns call;
    size_t *states; /* columns that are states */
    size_t state_count;
    int issues[32];   /* column of each issue, -1 where the file has none */
    uint8_t *choices; /* of the row in hand: what each of the columns says, enum ent_choice */
    ent_state
        *found;    /* of the row in hand: the state that each of the columns means on its day, where it has a ballot */
    size_t *first; /* and by state the first of them, from 1; 0: none */
};

static bool is_known_column(const struct ent_job *job, const char *name) {
    const struct ent_recipe_form *form = job->form;
    const char *const named[] = {form->roll_call_name, form->roll_call_date, form->session,   form->resolution,
                                 form->title,          form->important,      form->paragraph, form->amendment};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i] && strcmp(named[i], name) == 0)
            return true;
    for (size_t i = 0; i < form->ignored.count; i++)
        if (strcmp(form->ignored.items[i], name) == 0)
            return true;
    for (size_t i = 0; i < job->recipe->issues.count; i++)
        if (strcmp(job->recipe->issues.items[i].code, name) == 0)
            return true;
    return false;
}

static int plan_columns(struct ent_job *job, struct wide *wide) {
    ENT_TRY(ent_votes_call_columns(job, &wide->call));
    for (size_t i = 0; i < job->recipe->issues.count; i++)
        wide->issues[i] = ent_table_find_column(job->table, job->recipe->issues.items[i].code);
    wide->states = ent_arena_alloc(&job->arena, job->table->column_count + 1, sizeof *wide->states);
    wide->found = ent_arena_alloc(&job->arena, job->table->column_count + 1, sizeof *wide->found);
    wide->choices = ent_arena_alloc(&job->arena, job->table->column_count + 1, sizeof *wide->choices);
    wide->first = ent_arena_alloc(&job->arena, ent_states_count(job->record->states) + 1, sizeof *wide->first);
    if (!wide->states || !wide->found || !wide->choices || !wide->first)
        return ent_job_out_of_memory(job);
    for (size_t i = 0; i < job->table->column_count; i++) {
        const char *name = job->table->columns[i], *why;
        ent_state state;
        bool rejected;
        if (is_known_column(job, name))
            continue;
        long applied = 0;
        for (size_t j = 0; j < job->recipe->rules.count; j++)
            applied += job->recipe->rules.items[j].code && !strcmp(job->recipe->rules.items[j].code, name) &&
                       ent_recipe_rule_holds(&job->recipe->rules.items[j], job->form);
        if (!applied && ent_job_code(job, job->form->column_states, name, job->from, job->to, &state, &why,
                                     &rejected) == ENT_CODE_UNKNOWN)
            return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, 1,
                               "column \"%s\" is no code of a state in %s and the recipe does not name it; if it is no "
                               "state, add to the recipe:  ignore %s",
                               name, job->form->column_states, name);
        wide->states[wide->state_count++] = i;
    }
    return ENT_OK;
}

static int read_cells(struct ent_job *job, struct wide *wide, const struct ent_row *row, bool *good) {
    *good = true;
    for (size_t i = 0; i < wide->state_count; i++) {
        const char *text = row->fields[wide->states[i]].text;
        wide->choices[i] = (uint8_t)ent_votes_choice(job->form, text);
        if (wide->choices[i] != ENT_CHOICES)
            continue;
        *good = false;
        return ent_job_reject(job, "column %s: \"%s\" is no ballot that the recipe knows",
                              job->table->columns[wide->states[i]], text);
    }
    return ENT_OK;
}

static void note_column(struct ent_ballot_columns *columns, const char *name) {
    for (size_t i = 0; i < columns->count; i++)
        if (columns->names[i] == name)
            return;
    if (columns->count < sizeof columns->names / sizeof *columns->names)
        columns->names[columns->count++] = name;
}

static const char *column_name(const struct ent_job *job, const struct wide *wide, size_t i) {
    return job->table->columns[wide->states[i]];
}

/* Who each column is on the day of the roll call. Two columns for one state that say the same are one ballot; two that
 * contradict each other spoil the row, as a cell that is no ballot does: nobody knows which is right. */
static int find_states(struct ent_job *job, struct wide *wide, const struct ent_row *row, ent_day day, bool *good) {
    memset(wide->first, 0, ent_states_count(job->record->states) * sizeof *wide->first);
    *good = true;
    for (size_t i = 0; i < wide->state_count; i++) {
        const char *why;
        bool rejected;
        if (wide->choices[i] == ENT_CHOICE_NOT_SEATED ||
            ent_job_code(job, job->form->column_states, column_name(job, wide, i), day, day + 1, &wide->found[i], &why,
                         &rejected) != ENT_CODE_STATE) {
            wide->found[i] = ENT_NO_STATE;
            continue;
        }
        size_t *first = &wide->first[wide->found[i]];
        *good = !*first || wide->choices[*first - 1] == wide->choices[i];
        if (!*good)
            return ent_job_reject(
                job, "columns %s and %s both mean %s on that day and contradict each other: \"%s\" and \"%s\"",
                column_name(job, wide, *first - 1), column_name(job, wide, i),
                ent_states_code(job->record->states, wide->found[i]), row->fields[wide->states[*first - 1]].text,
                row->fields[wide->states[i]].text);
        *first = *first ? *first : i + 1;
    }
    return ENT_OK;
}

static int put_cells(struct ent_votes_in *votes, const struct wide *wide, const struct ent_call *call) {
    struct ent_job *job = votes->job;
    for (size_t i = 0; i < wide->state_count; i++) {
        if (wide->found[i] == ENT_NO_STATE || wide->first[wide->found[i]] != i + 1)
            continue;
        ENT_TRY(ent_votes_put(votes, wide->found[i], call, (enum ent_choice)wide->choices[i]));
        note_column(&votes->columns[wide->found[i]], column_name(job, wide, i));
    }
    return ENT_OK;
}

static long issues_of(const struct ent_job *job, const struct wide *wide, const struct ent_row *row) {
    long issues = 0;
    for (size_t i = 0; i < job->recipe->issues.count; i++) {
        const char *text = wide->issues[i] < 0 ? "" : row->fields[wide->issues[i]].text;
        if (strcmp(text, "TRUE") == 0 || strcmp(text, "1") == 0 || strcmp(text, "true") == 0)
            issues |= 1L << i;
    }
    return issues ? issues : -1; /* a roll call without any label was not labelled */
}

static int read_row(struct ent_votes_in *votes, struct wide *wide, const struct ent_row *row) {
    struct ent_job *job = votes->job;
    struct ent_roll_call head;
    struct ent_call call;
    bool good;
    ENT_TRY(ent_votes_read_call(job, &wide->call, row, &head, &good));
    if (good)
        ENT_TRY(read_cells(job, wide, row, &good));
    if (!good)
        return ENT_OK;
    head.issues = issues_of(job, wide, row);
    ENT_TRY(ent_calls_add(votes->calls, &head, ent_votes_content(row), &call, &good));
    if (!good)
        return ENT_OK;
    ENT_TRY(find_states(job, wide, row, call.day, &good)); /* the day that rules made of it */
    if (!good)
        return ent_calls_take_back(votes->calls, head.name);
    job->accounts.rows_stored++;
    return put_cells(votes, wide, &call);
}

int ent_votes_read_wide(struct ent_votes_in *votes) {
    struct ent_job *job = votes->job;
    struct wide wide = {0};
    struct ent_row row;
    bool there, more = true;
    ENT_TRY(ent_job_open(job, "ballots", &there));
    votes->ballots_file = job->file;
    ENT_TRY(plan_columns(job, &wide));
    for (;;) {
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            break;
        ENT_TRY(read_row(votes, &wide, &row));
    }
    ent_job_close(job);
    return ENT_OK;
}
