#include "source/ballots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source/whole.h"

enum { SPAN_GAP = 731 }; /* days: a shorter silence does not end a state's coverage (nobody voted in 1964) */

static size_t hash_name(const char *name) {
    uint64_t hash = ent_content_add(ENT_CONTENT_START, name);
    return (size_t)(hash ^ hash >> 31);
}

static bool same_call(const struct ent_call *call, const char *name, const ent_day *day) {
    return strcmp(call->head.name, name) == 0 && (!day || call->file_day == *day);
}

/* The slot of a call, or the free one where it would go. */
static size_t slot_of(const struct ent_votes_in *votes, const char *name, const ent_day *day) {
    size_t slot = hash_name(name) & (votes->slot_count - 1);
    while (votes->slots[slot] >= 0 && !same_call(&votes->calls.items[votes->slots[slot]], name, day))
        slot = (slot + 1) & (votes->slot_count - 1);
    return slot;
}

static bool grow_slots(struct ent_votes_in *votes) {
    size_t count = votes->slot_count ? votes->slot_count * 2 : 4096;
    int32_t *slots = malloc(count * sizeof *slots);
    if (!slots)
        return false;
    memset(slots, 0xff, count * sizeof *slots);
    free(votes->slots);
    votes->slots = slots;
    votes->slot_count = count;
    for (size_t i = 0; i < votes->calls.count; i++)
        votes->slots[slot_of(votes, votes->calls.items[i].head.name, &votes->calls.items[i].file_day)] = (int32_t)i;
    return true;
}

long ent_votes_find_call(const struct ent_votes_in *votes, const char *name) {
    return votes->slot_count ? votes->slots[slot_of(votes, name, NULL)] : -1;
}

static bool names(const struct ent_recipe_rule *rule, const char *name) {
    for (size_t i = 0; i < rule->names.count; i++)
        if (strcmp(rule->names.items[i], name) == 0)
            return true;
    return false;
}

/* Days as they really were, as far as the recipe knows. */
static void apply_day_rules(struct ent_recipe *recipe, const struct ent_recipe_form *form, struct ent_call *call) {
    bool settled = false;
    for (size_t i = 0; i < recipe->rules.count; i++) {
        struct ent_recipe_rule *rule = &recipe->rules.items[i];
        bool inside = call->file_day >= rule->from && call->file_day < rule->to && ent_recipe_rule_holds(rule, form);
        if (rule->kind == ENT_RULE_REDATE && inside && names(rule, call->head.name)) {
            call->head.day = rule->day;
            call->precision = rule->precision;
            settled = true;
            rule->applied++;
        } else if (rule->kind == ENT_RULE_PRECISION && inside && !settled) {
            call->precision = rule->precision;
            rule->applied++;
        }
    }
    call->head.year = ent_day_year(call->head.day);
}

int ent_votes_add_call(struct ent_votes_in *votes, const struct ent_roll_call *head, uint64_t content, size_t *index,
                       bool *good) {
    struct ent_job *job = votes->job;
    if (votes->calls.count * 2 >= votes->slot_count && !grow_slots(votes))
        return ent_job_out_of_memory(job);
    size_t slot = slot_of(votes, head->name, &head->day);
    *good = votes->slots[slot] < 0;
    if (!*good) {
        const struct ent_call *first = &votes->calls.items[votes->slots[slot]];
        return first->content == content
                   ? ent_job_duplicate(job, first->head.line)
                   : ent_job_reject(job, "roll call %s contradicts line %ld of the same day; the first is kept",
                                    head->name, first->head.line);
    }
    if (votes->calls.count == ENT_ROLL_CALLS)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, job->table->name, job->line, "has more than %d roll calls",
                           ENT_ROLL_CALLS);
    struct ent_call *call = ent_list_add(&job->arena, &votes->calls, sizeof *call);
    if (!call)
        return ent_job_out_of_memory(job);
    *call = (struct ent_call){.head = *head, .file_day = head->day, .content = content};
    call->precision = ENT_PRECISION_DAY;
    apply_day_rules(job->recipe, job->form, call);
    *index = votes->calls.count - 1;
    votes->slots[slot] = (int32_t)*index;
    job->accounts.facts++;
    return ENT_OK;
}

void ent_votes_take_back(struct ent_votes_in *votes) {
    const struct ent_call *call = &votes->calls.items[votes->calls.count - 1];
    votes->slots[slot_of(votes, call->head.name, &call->file_day)] = -1; /* the last in: no other stands behind it */
    votes->calls.count--;
    votes->job->accounts.facts--;
}

int ent_votes_state(struct ent_votes_in *votes, ent_state state, struct ent_state_ballots **out) {
    struct ent_state_ballots *ballots = &votes->states[state];
    size_t room = votes->rooms[state];
    *out = ballots;
    if (room >= votes->calls.count)
        return ENT_OK;
    size_t larger = votes->calls.capacity;
    uint8_t *choices = realloc(ballots->choices, larger);
    if (choices)
        ballots->choices = choices;
    uint32_t *lines = realloc(ballots->lines, larger * sizeof *lines);
    if (lines)
        ballots->lines = lines;
    if (!choices || !lines)
        return ent_job_out_of_memory(votes->job);
    memset(choices + room, 0, larger - room);
    memset(lines + room, 0, (larger - room) * sizeof *lines);
    votes->rooms[state] = larger;
    return ENT_OK;
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
    const int places[] = {(int)columns->name, (int)columns->date, columns->session, columns->resolution, columns->title};
    uint64_t content = ENT_CONTENT_START;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i] >= 0)
            content = ent_content_add(content, row->fields[places[i]].text);
    return content;
}

int ent_votes_described(struct ent_votes_in *votes, const struct ent_call_columns *columns, const struct ent_row *row,
                        size_t *index, bool *good) {
    struct ent_roll_call head;
    struct ent_interval when;
    uint64_t content = description(columns, row);
    const char *name = row->fields[columns->name].text;
    if (votes->slot_count && ent_interval_parse(row->fields[columns->date].text, &when)) {
        int32_t known = votes->slots[slot_of(votes, name, &when.from)];
        *good = known >= 0 && votes->calls.items[known].content == content;
        *index = known < 0 ? 0 : (size_t)known;
        if (known >= 0 && !*good)
            return ent_job_reject(votes->job, "describes roll call %s otherwise than line %ld; the first is kept", name,
                                  votes->calls.items[known].head.line);
        if (*good)
            return ENT_OK;
    }
    ENT_TRY(ent_votes_read_call(votes->job, columns, row, &head, good));
    return *good ? ent_votes_add_call(votes, &head, content, index, good) : ENT_OK;
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

static const char *text_at(struct ent_job *job, const struct ent_row *row, int column) {
    bool there = column >= 0 && !row->fields[column].missing;
    return ent_arena_string(&job->arena, there ? row->fields[column].text : "");
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
                                  .name = text_at(job, row, (int)columns->name),
                                  .resolution = text_at(job, row, columns->resolution),
                                  .title = text_at(job, row, columns->title),
                                  .session = (int)session,
                                  .important = flag_at(row, columns->important),
                                  .paragraph = flag_at(row, columns->paragraph),
                                  .amendment = flag_at(row, columns->amendment),
                                  .issues = -1,
                                  .line = job->line,
                                  .file = job->file};
    return out->name && out->resolution && out->title ? ENT_OK : ent_job_out_of_memory(job);
}

/* In order of days; roll calls of a day keep the order of the file. */
static int by_day(const void *left, const void *right) {
    const struct ent_call *a = *(const struct ent_call *const *)left, *b = *(const struct ent_call *const *)right;
    int order = (a->head.day > b->head.day) - (a->head.day < b->head.day);
    return order ? order : (a > b) - (a < b);
}

static int write_calls(struct ent_votes_in *votes, struct ent_call **sorted) {
    struct ent_job *job = votes->job;
    for (size_t i = 0; i < votes->calls.count; i++)
        sorted[i] = &votes->calls.items[i];
    qsort(sorted, votes->calls.count, sizeof *sorted, by_day);
    for (size_t i = 0; i < votes->calls.count; i++) {
        sorted[i]->position = i;
        sorted[i]->head.position = (int)i;
        ENT_TRY(ent_writer_roll_call(job->writer, &sorted[i]->head, sorted[i]->precision, job->error));
        ent_job_saw(job, sorted[i]->head.day, sorted[i]->head.day + 1);
    }
    return ENT_OK;
}

static int column_of(struct ent_votes_in *votes, const struct ent_state_ballots *ballots, int *out) {
    struct ent_text name;
    ent_text_init(&name);
    if (!ballots->column_count)
        ent_text_add(&name, votes->job->form->choice ? votes->job->form->choice : votes->job->form->packed_tokens);
    for (size_t i = 0; i < ballots->column_count; i++)
        ent_text_format(&name, "%s%s", i ? ", " : "", ballots->columns[i]);
    int status = ent_writer_column(votes->job->writer, out, name.bytes, votes->job->error);
    ent_text_release(&name);
    return status;
}

/* The four planes and the lines of a state, in order of positions. */
static int write_state(struct ent_votes_in *votes, ent_state state, struct ent_call **sorted, uint64_t *words,
                       uint32_t *lines) {
    struct ent_job *job = votes->job;
    const struct ent_state_ballots *ballots = &votes->states[state];
    size_t width = (votes->calls.count + 63) / 64, line_count = 0;
    memset(words, 0, 4 * width * sizeof *words);
    struct ent_planes planes = {words, words + width, words + 2 * width, words + 3 * width};
    uint64_t *const by_choice[] = {planes.yes, planes.abstain, planes.no, planes.absent};
    for (size_t i = 0; i < votes->calls.count; i++) {
        size_t index = (size_t)(sorted[i] - votes->calls.items);
        if (index >= votes->rooms[state] || !ballots->choices[index])
            continue;
        by_choice[ballots->choices[index] - 1][i / 64] |= (uint64_t)1 << (i % 64);
        lines[line_count++] = ballots->lines[index];
    }
    if (!line_count)
        return ENT_OK;
    int column;
    ENT_TRY(column_of(votes, ballots, &column));
    job->accounts.facts += (long)line_count;
    return ent_writer_ballots(job->writer, state, &planes, width, lines, line_count, votes->ballots_file, column,
                              job->error);
}

/* Coverage of a state by its ballots: from its first to its last, broken where it was silent for more than two years,
 * and carried to the ends of the window where these are as near. */
static int cover_by_ballots(struct ent_votes_in *votes, int strand, ent_state state, struct ent_call **sorted,
                            ent_day from, ent_day to) {
    struct ent_job *job = votes->job;
    const struct ent_state_ballots *ballots = &votes->states[state];
    ent_day start = ENT_DAY_EARLY, last = from;
    for (size_t i = 0; i <= votes->calls.count; i++) {
        bool done = i == votes->calls.count;
        if (!done) {
            size_t index = (size_t)(sorted[i] - votes->calls.items);
            ent_day day = sorted[i]->head.day;
            if (index >= votes->rooms[state] || !ballots->choices[index] || day < from || day >= to)
                continue;
            if (start != ENT_DAY_EARLY && day - last <= SPAN_GAP) {
                last = day;
                continue;
            }
        }
        if (start != ENT_DAY_EARLY)
            ENT_TRY(ent_writer_coverage(job->writer, strand, state, start,
                                        done && to - last <= SPAN_GAP ? to : last + 1, ENT_KIND_UNKNOWN, "",
                                        job->error));
        if (!done) {
            last = sorted[i]->head.day;
            start = start == ENT_DAY_EARLY && last - from <= SPAN_GAP ? from : last;
        }
    }
    return ENT_OK;
}

static bool has_ballots(const struct ent_votes_in *votes, size_t state) {
    for (size_t i = 0; i < votes->rooms[state] && i < votes->calls.count; i++)
        if (votes->states[state].choices[i])
            return true;
    return false;
}

/* Coverage of a state by the seats of the group, where the record knows them; *seated says whether it does. */
static int cover_by_seats(struct ent_votes_in *votes, int strand, ent_state state, struct ent_call **sorted,
                          bool whole, bool *seated) {
    struct ent_job *job = votes->job;
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        job->record, &statement,
        "SELECT from_day, to_day FROM group_member WHERE name = ?1 COLLATE NOCASE AND member = ?2", job->error));
    sqlite3_bind_text(statement, 1, job->recipe->seats, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(statement, 2, state);
    int status = ENT_OK;
    *seated = false;
    while (status == ENT_OK && sqlite3_step(statement) == SQLITE_ROW) {
        ent_day from = sqlite3_column_int(statement, 0), to = sqlite3_column_int(statement, 1);
        from = from > job->from ? from : job->from;
        to = to < job->to ? to : job->to;
        *seated = true;
        if (from < to && (job->form->ballots == ENT_BALLOTS_WIDE || !whole))
            status = cover_by_ballots(votes, strand, state, sorted, from, to);
        else if (from < to)
            status = ent_writer_coverage(job->writer, strand, state, from, to, ENT_KIND_UNKNOWN, "", job->error);
    }
    sqlite3_finalize(statement);
    return status;
}

static int declare_coverage(struct ent_votes_in *votes, struct ent_call **sorted) {
    struct ent_job *job = votes->job;
    int strand;
    bool whole = ent_job_whole(job) <= ENT_WHOLE_BY_COUNT;
    if (job->open_covers && job->last < job->to)
        job->to = job->last;
    ENT_TRY(ent_job_strand(job, &strand, "votes", "ballot", false, ""));
    for (size_t state = 0; state < votes->state_count; state++) {
        bool seated = false;
        if (!has_ballots(votes, state))
            continue;
        if (job->recipe->seats)
            ENT_TRY(cover_by_seats(votes, strand, (ent_state)state, sorted, whole, &seated));
        if (!seated)
            ENT_TRY(cover_by_ballots(votes, strand, (ent_state)state, sorted, job->from, job->to));
    }
    return ENT_OK;
}

static int write_all(struct ent_votes_in *votes) {
    size_t count = votes->calls.count, width = (count + 63) / 64;
    struct ent_call **sorted = calloc(count + 1, sizeof *sorted);
    uint64_t *words = calloc(4 * width + 1, sizeof *words);
    uint32_t *lines = calloc(count + 1, sizeof *lines);
    int status = sorted && words && lines ? write_calls(votes, sorted) : ent_job_out_of_memory(votes->job);
    for (size_t state = 0; status == ENT_OK && state < votes->state_count; state++)
        status = write_state(votes, (ent_state)state, sorted, words, lines);
    if (status == ENT_OK)
        status = declare_coverage(votes, sorted);
    free(sorted);
    free(words);
    free(lines);
    return status;
}

int ent_job_ballots(struct ent_job *job) {
    struct ent_votes_in votes = {.job = job};
    votes.state_count = ent_states_count(job->record->states);
    votes.states = ent_arena_alloc(&job->arena, votes.state_count + 1, sizeof *votes.states);
    votes.rooms = ent_arena_alloc(&job->arena, votes.state_count + 1, sizeof *votes.rooms);
    if (!votes.states || !votes.rooms)
        return ent_job_out_of_memory(job);
    int status = job->form->ballots == ENT_BALLOTS_WIDE ? ent_votes_read_wide(&votes) : ent_votes_read_long(&votes);
    if (status == ENT_OK)
        status = write_all(&votes);
    for (size_t i = 0; i < votes.state_count; i++) {
        free(votes.states[i].choices);
        free(votes.states[i].lines);
    }
    free(votes.slots);
    return status;
}
