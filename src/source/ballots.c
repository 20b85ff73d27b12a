#include "source/ballots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source/whole.h"

enum { SPAN_GAP = 731 }; /* days: a shorter silence does not end a state's coverage (nobody voted in 1964) */

/* As it stands on its shelf. */
struct ballot {
    uint32_t call : 24, choice : 8; /* index of the roll call; enum ent_choice + 1 */
    uint32_t line;
};

/* Ballots of the state in hand, by index of the roll call. */
struct in_hand {
    uint8_t *choices; /* 0: no row */
    uint32_t *lines;
    uint64_t *words;        /* room for its four planes */
    uint32_t *sorted_lines; /* and for its lines in order of positions */
};

int ent_votes_put(struct ent_votes_in *votes, ent_state state, const struct ent_call *call, enum ent_choice choice) {
    struct ballot ballot = {call->index, (unsigned)choice + 1, (uint32_t)votes->job->line};
    return ent_shelves_add(votes->shelves, (size_t)state, &ballot, votes->job->error);
}

enum ent_choice ent_votes_choice(const struct ent_recipe_form *form, const char *text) {
    double number, other;
    for (int pass = 0; pass < 2; pass++) {
        if (pass && !ent_text_number(text, &number))
            break;
        for (int choice = 0; choice < ENT_CHOICES; choice++)
            for (size_t i = 0; i < form->choices[choice].count; i++) {
                const char *word = form->choices[choice].items[i];
                if (pass ? ent_text_number(word, &other) && number == other : strcmp(word, text) == 0)
                    return (enum ent_choice)choice;
            }
    }
    return ENT_CHOICES;
}

uint64_t ent_votes_content(const struct ent_row *row) {
    uint64_t content = ENT_CONTENT_START;
    for (size_t i = 0; i < row->count; i++)
        content = ent_content_add(content, row->fields[i].text);
    return content;
}

/* What a row says of the roll call itself: many rows say it again, one for each ballot. */
static uint64_t description(const struct ent_call_columns *columns, const struct ent_row *row) {
    const int places[] = {(int)columns->name, (int)columns->date, columns->session, columns->resolution,
                          columns->title};
    uint64_t content = ENT_CONTENT_START;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i] >= 0)
            content = ent_content_add(content, row->fields[places[i]].text);
    return content;
}

int ent_votes_described(struct ent_votes_in *votes, const struct ent_call_columns *columns, const struct ent_row *row,
                        struct ent_call *out, bool *good) {
    struct ent_roll_call head;
    struct ent_interval when;
    uint64_t content = description(columns, row);
    const char *name = row->fields[columns->name].text;
    if (ent_interval_parse(row->fields[columns->date].text, &when)) {
        bool known;
        ENT_TRY(ent_calls_find(votes->calls, name, &when.from, out, &known));
        *good = known && out->content == content;
        if (known && !*good)
            return ent_job_reject(votes->job, "describes roll call %s otherwise than line %ld; the first is kept", name,
                                  out->line);
        if (*good)
            return ENT_OK;
    }
    ENT_TRY(ent_votes_read_call(votes->job, columns, row, &head, good));
    return *good ? ent_calls_add(votes->calls, &head, content, out, good) : ENT_OK;
}

int ent_votes_call_columns(struct ent_job *job, struct ent_call_columns *out) {
    const struct ent_recipe_form *form = job->form;
    const char *const optional[] = {form->session,   form->resolution, form->title,
                                    form->important, form->paragraph,  form->amendment};
    int *const places[] = {&out->session,   &out->resolution, &out->title,
                           &out->important, &out->paragraph,  &out->amendment};
    if (!form->roll_call_name)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->recipe->path, 0, "ballots need a line roll-call");
    ENT_TRY(ent_job_column(job, form->roll_call_name, &out->name));
    ENT_TRY(ent_job_column(job, form->roll_call_date, &out->date));
    for (size_t i = 0; i < 6; i++) {
        size_t at = 0;
        if (optional[i])
            ENT_TRY(ent_job_column(job, optional[i], &at));
        *places[i] = optional[i] ? (int)at : -1;
    }
    return ENT_OK;
}

static const char *text_at(const struct ent_row *row, int column) {
    return column >= 0 && !row->fields[column].missing ? row->fields[column].text : "";
}

/* 1, 0, or -1 for unknown. */
static int flag_at(const struct ent_row *row, int column) {
    double number;
    if (column < 0 || row->fields[column].missing || !ent_text_number(row->fields[column].text, &number))
        return -1;
    return number != 0;
}

int ent_votes_read_call(struct ent_job *job, const struct ent_call_columns *columns, const struct ent_row *row,
                        struct ent_roll_call *out, bool *good) {
    struct ent_interval when;
    double session = 0;
    const char *date = row->fields[columns->date].text;
    *good = ent_interval_parse(date, &when) && when.precision == ENT_PRECISION_DAY;
    if (!*good)
        return ent_job_reject(job, "%s \"%s\" is not a date as 2018-09-11", job->form->roll_call_date, date);
    *good = when.from >= job->from && when.from < job->to;
    if (!*good)
        return ent_job_reject(job, "%s %s is outside what this release covers", job->form->roll_call_date, date);
    *good = *row->fields[columns->name].text != '\0';
    if (!*good)
        return ent_job_reject(job, "%s is empty: the roll call has no name", job->form->roll_call_name);
    if (columns->session >= 0)
        ent_text_number(row->fields[columns->session].text, &session);
    if (!(session >= 0 && session < 100000))
        session = 0; /* unknown */
    *out = (struct ent_roll_call){.day = when.from,
                                  .name = text_at(row, (int)columns->name),
                                  .resolution = text_at(row, columns->resolution),
                                  .title = text_at(row, columns->title),
                                  .session = (int)session,
                                  .important = flag_at(row, columns->important),
                                  .paragraph = flag_at(row, columns->paragraph),
                                  .amendment = flag_at(row, columns->amendment),
                                  .issues = -1,
                                  .line = job->line,
                                  .file = job->file};
    return ENT_OK;
}

static int column_of(struct ent_votes_in *votes, size_t state, int *out) {
    const struct ent_ballot_columns *columns = &votes->columns[state];
    struct ent_text name;
    ent_text_init(&name);
    if (!columns->count)
        ent_text_add(&name, votes->job->form->choice ? votes->job->form->choice : votes->job->form->packed_tokens);
    for (size_t i = 0; i < columns->count; i++)
        ent_text_format(&name, "%s%s", i ? ", " : "", columns->names[i]);
    int status = ent_writer_column(votes->job->writer, out, name.bytes, votes->job->error);
    ent_text_release(&name);
    return status;
}

/* A second ballot of the state in a roll call says the same as the first or contradicts it. */
static int told_again(struct ent_votes_in *votes, const struct in_hand *hand, const struct ballot *ballot) {
    unsigned first = hand->lines[ballot->call];
    char name[160];
    votes->job->line = ballot->line;
    if (hand->choices[ballot->call] == ballot->choice)
        return ent_job_duplicate(votes->job, first);
    ENT_TRY(ent_calls_name(votes->calls, ballot->call, name, sizeof name));
    return ent_job_reject(
        votes->job, "contradicts line %u, another ballot of the state in roll call %s; the first is kept", first, name);
}

/* Takes the ballots of a state from its shelf, in the order of the file. A row of a wide file has been counted. */
static int take_state(struct ent_votes_in *votes, size_t state, const struct in_hand *hand, bool *any) {
    size_t count = ent_calls_count(votes->calls);
    const void *item;
    memset(hand->choices, 0, count);
    *any = false;
    ent_shelves_open(votes->shelves, state);
    for (;;) {
        ENT_TRY(ent_shelves_next(votes->shelves, &item, votes->job->error));
        const struct ballot *ballot = item;
        if (!ballot)
            return ENT_OK;
        *any = true;
        if (hand->choices[ballot->call]) {
            ENT_TRY(told_again(votes, hand, ballot));
            continue;
        }
        hand->choices[ballot->call] = ballot->choice;
        hand->lines[ballot->call] = ballot->line;
        votes->job->accounts.rows_stored += votes->job->form->ballots != ENT_BALLOTS_WIDE;
    }
}

/* The four planes and the lines of a state, in order of positions. */
static int write_state(struct ent_votes_in *votes, size_t state, const struct in_hand *hand) {
    struct ent_job *job = votes->job;
    size_t count = ent_calls_count(votes->calls), width = (count + 63) / 64, line_count = 0;
    memset(hand->words, 0, 4 * width * sizeof *hand->words);
    struct ent_planes planes = {hand->words, hand->words + width, hand->words + 2 * width, hand->words + 3 * width};
    uint64_t *const by_choice[] = {planes.yes, planes.abstain, planes.no, planes.absent};
    for (size_t i = 0; i < count; i++) {
        ent_day day;
        uint32_t index = ent_calls_at(votes->calls, i, &day);
        if (!hand->choices[index])
            continue;
        by_choice[hand->choices[index] - 1][i / 64] |= (uint64_t)1 << (i % 64);
        hand->sorted_lines[line_count++] = hand->lines[index];
    }
    int column;
    ENT_TRY(column_of(votes, state, &column));
    job->accounts.facts += (long)line_count;
    return ent_writer_ballots(job->writer, (ent_state)state, &planes, width, hand->sorted_lines, line_count,
                              votes->ballots_file, column, job->error);
}

/* Coverage of a state by its ballots: from its first to its last, broken where it was silent for more than two years,
 * and carried to the ends of the window where these are as near. */
static int cover_by_ballots(struct ent_votes_in *votes, int strand, size_t state, const struct in_hand *hand,
                            ent_day from, ent_day to) {
    struct ent_job *job = votes->job;
    ent_day start = ENT_DAY_EARLY, last = from;
    size_t count = ent_calls_count(votes->calls);
    for (size_t i = 0; i <= count; i++) {
        bool done = i == count;
        ent_day day = ENT_DAY_OPEN;
        if (!done) {
            uint32_t index = ent_calls_at(votes->calls, i, &day);
            if (!hand->choices[index] || day < from || day >= to)
                continue;
            if (start != ENT_DAY_EARLY && day - last <= SPAN_GAP) {
                last = day;
                continue;
            }
        }
        if (start != ENT_DAY_EARLY)
            ENT_TRY(ent_writer_coverage(job->writer, strand, (ent_state)state, start,
                                        done && to - last <= SPAN_GAP ? to : last + 1, ENT_KIND_UNKNOWN, "",
                                        job->error));
        if (!done) {
            last = day;
            start = start == ENT_DAY_EARLY && last - from <= SPAN_GAP ? from : last;
        }
    }
    return ENT_OK;
}

/* Coverage of a state by the seats of the group, where the record knows them; *seated says whether it does. */
static int cover_by_seats(struct ent_votes_in *votes, int strand, size_t state, const struct in_hand *hand,
                          bool *seated) {
    struct ent_job *job = votes->job;
    bool whole = ent_job_whole(job) <= ENT_WHOLE_BY_COUNT;
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        job->record, &statement,
        "SELECT from_day, to_day FROM group_member WHERE name = ?1 COLLATE NOCASE AND member = ?2", job->error));
    sqlite3_bind_text(statement, 1, job->recipe->seats, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 2, (int)state);
    int status = ENT_OK;
    *seated = false;
    while (status == ENT_OK && sqlite3_step(statement) == SQLITE_ROW) {
        ent_day from = sqlite3_column_int(statement, 0), to = sqlite3_column_int(statement, 1);
        from = from > job->from ? from : job->from;
        to = to < job->to ? to : job->to;
        *seated = true;
        if (from < to && (job->form->ballots == ENT_BALLOTS_WIDE || !whole))
            status = cover_by_ballots(votes, strand, state, hand, from, to);
        else if (from < to)
            status =
                ent_writer_coverage(job->writer, strand, (ent_state)state, from, to, ENT_KIND_UNKNOWN, "", job->error);
    }
    sqlite3_finalize(statement);
    return status;
}

static int cover_state(struct ent_votes_in *votes, int strand, size_t state, const struct in_hand *hand) {
    bool seated = false;
    if (votes->job->recipe->seats)
        ENT_TRY(cover_by_seats(votes, strand, state, hand, &seated));
    return seated ? ENT_OK : cover_by_ballots(votes, strand, state, hand, votes->job->from, votes->job->to);
}

static int write_states(struct ent_votes_in *votes, const struct in_hand *hand) {
    struct ent_job *job = votes->job;
    int strand;
    bool any;
    if (job->open_covers && job->last < job->to)
        job->to = job->last;
    ENT_TRY(ent_job_strand(job, &strand, "votes", "ballot", false, ""));
    for (size_t state = 0; state < votes->state_count; state++) {
        ENT_TRY(take_state(votes, state, hand, &any));
        if (!any)
            continue;
        ENT_TRY(write_state(votes, state, hand));
        ENT_TRY(cover_state(votes, strand, state, hand));
    }
    return ENT_OK;
}

static int write_all(struct ent_votes_in *votes) {
    size_t count = ent_calls_count(votes->calls), width = (count + 63) / 64;
    struct in_hand hand = {calloc(count + 1, sizeof *hand.choices), calloc(count + 1, sizeof *hand.lines),
                           calloc(4 * width + 1, sizeof *hand.words), calloc(count + 1, sizeof *hand.sorted_lines)};
    int status = hand.choices && hand.lines && hand.words && hand.sorted_lines ? ent_calls_write(votes->calls)
                                                                               : ent_job_out_of_memory(votes->job);
    if (status == ENT_OK)
        status = write_states(votes, &hand);
    free(hand.choices);
    free(hand.lines);
    free(hand.words);
    free(hand.sorted_lines);
    return status;
}

int ent_job_ballots(struct ent_job *job) {
    struct ent_votes_in votes = {.job = job};
    votes.state_count = ent_states_count(job->record->states);
    votes.columns = ent_arena_alloc(&job->arena, votes.state_count + 1, sizeof *votes.columns);
    if (!votes.columns)
        return ent_job_out_of_memory(job);
    ENT_TRY(ent_calls_new(&votes.calls, job));
    int status =
        ent_shelves_new(&votes.shelves, votes.state_count, sizeof(struct ballot), job->record->path, job->error);
    if (status == ENT_OK)
        status = job->form->ballots == ENT_BALLOTS_WIDE ? ent_votes_read_wide(&votes) : ent_votes_read_long(&votes);
    if (status == ENT_OK)
        status = write_all(&votes);
    ent_shelves_free(votes.shelves);
    ent_calls_free(votes.calls);
    return status;
}
