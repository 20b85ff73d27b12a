/* Ballots with one row per state and roll call, or packed: one line per run of such rows. Roll calls and their issues
 * are files of their own; where there is no file of roll calls, each row of a ballot describes its roll call, too. */
#include <stdio.h>
#include <string.h>

#include "source/ballots.h"

enum { TOKEN = 160, LAST_ROW = 1000000000 };

/* Ballots name their roll call and not its day: two of one name on different days could not be told apart. */
static int check_name(struct ent_votes_in *votes, const struct ent_roll_call *head, bool *good) {
    struct ent_call first;
    bool known;
    ENT_TRY(ent_calls_find(votes->calls, head->name, NULL, &first, &known));
    *good = !known || first.file_day == head->day;
    return *good ? ENT_OK
                 : ent_job_reject(votes->job, "roll call %s stands on line %ld with another day; the first is kept",
                                  head->name, first.line);
}

static int read_calls(struct ent_votes_in *votes) {
    struct ent_job *job = votes->job;
    struct ent_call_columns columns;
    struct ent_row row;
    bool there, more = true, good;
    ENT_TRY(ent_job_open(job, "roll-calls", &there));
    if (!there)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->inputs[0].path, 0,
                           "holds ballots, and the roll calls are in a file of their own: name both (%s)",
                           ent_recipe_file(job->form, "roll-calls")
                               ? ent_recipe_file(job->form, "roll-calls")->patterns.items[0]
                               : "the recipe names none");
    ENT_TRY(ent_votes_call_columns(job, &columns));
    for (;;) {
        struct ent_roll_call head;
        struct ent_call call;
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            break;
        ENT_TRY(ent_votes_read_call(job, &columns, &row, &head, &good));
        if (good)
            ENT_TRY(check_name(votes, &head, &good));
        if (good)
            ENT_TRY(ent_calls_add(votes->calls, &head, ent_votes_content(&row), &call, &good));
        job->accounts.rows_stored += good;
    }
    ent_job_close(job);
    return ENT_OK;
}

static int read_issue(struct ent_votes_in *votes, const char *name, const char *code) {
    struct ent_job *job = votes->job;
    struct ent_call call;
    bool known, before;
    size_t bit = 0;
    ENT_TRY(ent_calls_find(votes->calls, name, NULL, &call, &known));
    while (bit < job->recipe->issues.count && strcmp(job->recipe->issues.items[bit].code, code) != 0)
        bit++;
    if (!known)
        return ent_job_reject(job, "roll call %s is in no row of the roll calls", name);
    if (bit == job->recipe->issues.count)
        return ent_job_reject(job, "issue \"%s\" is not in the recipe", code);
    ENT_TRY(ent_calls_mark(votes->calls, &call, 1L << bit, &before));
    if (before)
        return ent_job_duplicate(job, call.line);
    job->accounts.rows_stored++;
    job->accounts.facts++;
    return ENT_OK;
}

static int read_issues(struct ent_votes_in *votes) {
    struct ent_job *job = votes->job;
    size_t name, code;
    struct ent_row row;
    bool there, more = true;
    ENT_TRY(ent_job_open(job, "issues", &there));
    if (!there)
        return ENT_OK;
    if (!job->form->issue_name)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "a file of issues needs a line issues");
    ENT_TRY(ent_job_column(job, job->form->issue_name, &name));
    ENT_TRY(ent_job_column(job, job->form->issue_code, &code));
    for (;;) {
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            break;
        ENT_TRY(read_issue(votes, row.fields[name].text, row.fields[code].text));
    }
    ent_job_close(job);
    return ENT_OK;
}

/* One ballot: the fields are those of the recipe's state columns. It is counted when all ballots of its state are
 * there. */
static int read_vote(struct ent_votes_in *votes, const struct ent_call *call, const struct ent_field *const *fields,
                     const char *cast) {
    struct ent_job *job = votes->job;
    enum ent_choice choice = ent_votes_choice(job->form, cast);
    if (choice == ENT_CHOICES)
        return ent_job_reject(job, "\"%s\" is no ballot that the recipe knows", cast);
    ent_state state;
    bool good;
    ENT_TRY(ent_job_state(job, job->form->states, fields, job->form->state_count,
                          (struct ent_interval){call->day, call->day + 1, ENT_PRECISION_DAY}, &state, &good));
    if (!good)
        return ENT_OK;
    if (choice == ENT_CHOICE_NOT_SEATED)
        return ent_job_out_of_scope(job, "not a member on the day");
    return ent_votes_put(votes, state, call, choice);
}

static int read_ballot(struct ent_votes_in *votes, const char *name, const struct ent_field *const *fields,
                       const char *cast) {
    struct ent_call call;
    bool known;
    ENT_TRY(ent_calls_find(votes->calls, name, NULL, &call, &known));
    if (!known)
        return ent_job_reject(votes->job, "roll call %s is in no row of the roll calls", name);
    return read_vote(votes, &call, fields, cast);
}

/* With `calls`, the columns that describe the roll call stand in the row of the ballot. */
static int read_rows(struct ent_votes_in *votes, const struct ent_call_columns *calls) {
    struct ent_job *job = votes->job;
    size_t name, choice, columns[ENT_STATE_COLUMNS];
    struct ent_call call;
    const struct ent_field *fields[ENT_STATE_COLUMNS];
    struct ent_row row;
    bool more = true, good;
    ENT_TRY(ent_job_column(job, job->form->roll_call_name, &name));
    ENT_TRY(ent_job_column(job, job->form->choice, &choice));
    for (size_t i = 0; i < job->form->state_count; i++)
        ENT_TRY(ent_job_column(job, job->form->states[i].column, &columns[i]));
    for (;;) {
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            return ENT_OK;
        for (size_t i = 0; i < job->form->state_count; i++)
            fields[i] = &row.fields[columns[i]];
        if (!calls) {
            ENT_TRY(read_ballot(votes, row.fields[name].text, fields, row.fields[choice].text));
            continue;
        }
        ENT_TRY(ent_votes_described(votes, calls, &row, &call, &good));
        if (good)
            ENT_TRY(read_vote(votes, &call, fields, row.fields[choice].text));
    }
}

/* "CN:y", or "=Yemen_Arab_Republic:y" where the original has no code but a name. */
static int read_token(struct ent_votes_in *votes, const char *name, char *token) {
    static const struct ent_field nothing = {"", true, false};
    char *colon = strrchr(token, ':');
    if (!colon)
        return ent_job_reject(votes->job, "\"%s\" is no packed ballot as CN:y", token);
    *colon = '\0';
    bool is_name = *token == '=';
    for (char *at = token; is_name && *at; at++)
        if (*at == '_')
            *at = ' ';
    struct ent_field field = {token + is_name, false, true};
    const struct ent_field *fields[ENT_STATE_COLUMNS] = {&nothing, &nothing, &nothing, &nothing};
    fields[is_name] = &field;
    return read_ballot(votes, name, fields, colon + 1);
}

static int read_run(struct ent_votes_in *votes, const char *name, long first, const char *tokens) {
    struct ent_job *job = votes->job;
    char token[TOKEN];
    if (first < 1 || first > LAST_ROW || !*tokens)
        return ent_job_reject(job, *tokens ? "%s %ld is no number of a row" : "%s %ld has no ballots",
                              job->form->packed_row, first);
    job->accounts.rows_read--; /* the line is not a row of the original: its ballots are */
    for (long k = 0; *tokens; k++) {
        size_t length = strcspn(tokens, " ");
        snprintf(token, sizeof token, "%.*s", (int)length, tokens);
        tokens += length + (tokens[length] == ' ');
        job->line = first + k;
        job->accounts.rows_read++;
        ENT_TRY(read_token(votes, name, token));
    }
    return ENT_OK;
}

static int read_packed(struct ent_votes_in *votes) {
    struct ent_job *job = votes->job;
    size_t name, first, tokens;
    struct ent_row row;
    bool more = true;
    ENT_TRY(ent_job_column(job, job->form->roll_call_name, &name));
    ENT_TRY(ent_job_column(job, job->form->packed_row, &first));
    ENT_TRY(ent_job_column(job, job->form->packed_tokens, &tokens));
    for (;;) {
        long number;
        ENT_TRY(ent_job_next(job, &row, &more));
        if (!more)
            return ENT_OK;
        if (ent_text_integer(row.fields[first].text, &number))
            ENT_TRY(read_run(votes, row.fields[name].text, number, row.fields[tokens].text));
        else
            ENT_TRY(ent_job_reject(job, "%s \"%s\" is not a number", job->form->packed_row, row.fields[first].text));
    }
}

int ent_votes_read_long(struct ent_votes_in *votes) {
    struct ent_job *job = votes->job;
    struct ent_call_columns columns;
    bool there, described = !ent_recipe_file(job->form, "roll-calls");
    if (!described)
        ENT_TRY(read_calls(votes));
    ENT_TRY(read_issues(votes));
    ENT_TRY(ent_job_open(job, "ballots", &there));
    votes->ballots_file = job->file;
    if (described)
        ENT_TRY(ent_votes_call_columns(job, &columns));
    long before = job->accounts.rows_read;
    ENT_TRY(job->form->ballots == ENT_BALLOTS_PACKED ? read_packed(votes)
                                                     : read_rows(votes, described ? &columns : NULL));
    if (there && job->accounts.rows_read == before)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, 0, "has a header line and no ballots");
    ent_job_close(job);
    return ENT_OK;
}
