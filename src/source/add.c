#include "source/add.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source/account.h"
#include "source/check.h"
#include "source/inputs.h"
#include "source/whole.h"

/* What the release is called and when it came out: by its checksum, else as the user or the recipe says. */
struct release {
    const struct ent_recipe_release *known;
    struct ent_release_head head;
    ent_day from, to;
};

static int fail_no_recipe(const struct ent_add *add, struct ent_error *error) {
    char path[512];
    struct ent_text names;
    ent_text_init(&names);
    snprintf(path, sizeof path, "%s/recipes", add->data_dir);
    DIR *folder = opendir(path);
    struct dirent *entry;
    const char *near = NULL;
    char nearest[64];
    while (folder && (entry = readdir(folder))) {
        char *dot = strstr(entry->d_name, ".recipe");
        if (!dot)
            continue;
        *dot = '\0';
        ent_text_format(&names, "%s%s", names.length ? ", " : "", entry->d_name);
        if (ent_text_distance(entry->d_name, add->source, 2) <= 2) {
            snprintf(nearest, sizeof nearest, "%.60s", entry->d_name);
            near = nearest;
        }
    }
    if (folder)
        closedir(folder);
    ent_fail(error, ENT_ERROR_USAGE, "there is no recipe for \"%s\"%s%s%s; there are %s; or give one with --recipe",
             add->source, near ? "; did you mean " : "", near ? near : "", near ? "?" : "",
             names.length ? names.bytes : "none");
    ent_text_release(&names);
    return ENT_ERROR_USAGE;
}

static int read_recipe(struct ent_recipe **out, const struct ent_add *add, struct ent_error *error) {
    if (add->recipe_text)
        return ent_recipe_parse(out, "recipe made from --map", add->recipe_text, error);
    if (add->recipe_path)
        return ent_recipe_read(out, add->recipe_path, error);
    struct ent_text path;
    ent_text_init(&path);
    ent_text_format(&path, "%s/recipes/%s.recipe", add->data_dir, add->source);
    int status = access(path.bytes, R_OK) == 0 ? ent_recipe_read(out, path.bytes, error) : fail_no_recipe(add, error);
    ent_text_release(&path);
    return status;
}

static int parse_day(const char *text, const char *option, struct ent_interval *out, struct ent_error *error) {
    if (ent_interval_parse(text, out))
        return ENT_OK;
    return ent_fail(error, ENT_ERROR_USAGE, "%s \"%s\" is not a date; write 2018, 2018-09 or 2018-09-11", option, text);
}

/* Of the year in which a release came out or, where that is not known, was seen. */
static ent_day year_end(const struct ent_release_head *head) {
    return ent_interval_year(ent_day_year(head->published != ENT_DAY_EARLY ? head->published : head->seen)).to;
}

/* A release whose checksum no line of the recipe has. */
static int unknown_release(struct release *out, const struct ent_recipe *recipe, const struct ent_add *add,
                           const char *path, const char *dated, struct ent_error *error) {
    struct ent_interval day = {.from = ENT_DAY_EARLY};
    out->head.version = add->version ? add->version : dated ? dated : recipe->version;
    if (!out->head.version)
        return ent_fail_at(
            error, ENT_ERROR_INPUT, path, 0,
            "the recipe of %s knows no release with this checksum. If the file is a release it does not "
            "know yet, name it: --version V and --published DATE or --seen DATE; if it should be a known "
            "one, fetch it again",
            recipe->source);
    out->head.published = recipe->published.from;
    out->head.published_precision =
        recipe->published.from == ENT_DAY_EARLY ? ENT_PRECISION_DAY : recipe->published.precision;
    out->head.seen = recipe->seen;
    if (add->published || dated) {
        ENT_TRY(parse_day(add->published ? add->published : dated, "--published", &day, error));
        out->head.published = day.from;
        out->head.published_precision = day.precision;
    }
    if (add->seen) {
        ENT_TRY(parse_day(add->seen, "--seen", &day, error));
        out->head.seen = day.from;
    }
    if (out->head.published == ENT_DAY_EARLY && out->head.seen == ENT_DAY_EARLY)
        out->head.seen = add->today;
    ent_day end = year_end(&out->head);
    out->from = recipe->from;
    /* A release that is newer than the recipe can cover more than the recipe says; the file's own end bounds it. */
    out->to = add->version || dated || recipe->to == ENT_DAY_OPEN ? end : recipe->to;
    return ENT_OK;
}

static int known_release(struct release *out, const struct ent_recipe *recipe, const struct ent_add *add,
                         const char *path, struct ent_error *error) {
    const struct ent_recipe_release *known = out->known;
    if (known->withdrawn && !add->anyway)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                           "is release %s of %s, which is withdrawn: %s. To add it all the same: --anyway",
                           known->version, recipe->source, known->withdrawn);
    if (add->version && strcmp(add->version, known->version) != 0)
        return ent_fail_at(error, ENT_ERROR_INPUT, path, 0,
                           "by its checksum this is release %s of %s, not %s; leave --version out", known->version,
                           recipe->source, add->version);
    out->head.version = known->version;
    out->head.published = known->published.from;
    out->head.published_precision =
        known->published.from == ENT_DAY_EARLY ? ENT_PRECISION_DAY : known->published.precision;
    out->head.seen = known->seen;
    out->from = known->from == ENT_DAY_EARLY ? recipe->from : known->from;
    out->to = known->from == ENT_DAY_EARLY ? recipe->to : known->to;
    return ENT_OK;
}

static int name_release(struct release *out, const struct ent_recipe *recipe, const struct ent_inputs *inputs,
                        const struct ent_add *add, struct ent_arena *arena, struct ent_error *error) {
    const char *dated = NULL;
    struct ent_interval day;
    *out = (struct release){0};
    ENT_TRY(ent_inputs_release(inputs, recipe, &out->known, error));
    out->head = (struct ent_release_head){.source = recipe->source,
                                          .title = recipe->title,
                                          .citation = recipe->citation,
                                          .licence = recipe->licence,
                                          .recipe = recipe->text};
    const char *path = inputs->items[0].path;
    if (out->known)
        return known_release(out, recipe, add, path, error);
    /* why a file must not be read says more than that nobody knows it */
    ENT_TRY(ent_inputs_refused(inputs, arena, error));
    ENT_TRY(ent_inputs_dated(inputs, &dated, arena, error));
    ENT_TRY(unknown_release(out, recipe, add, path, dated && ent_interval_parse(dated, &day) ? dated : NULL, error));
    /* A spell that was still open when the list closed does not say that the list went on. */
    const struct ent_recipe_time *time = &inputs->form->time;
    if (time->open_from < time->open_to && ent_interval_year(ent_day_year(time->open_from)).to < out->to)
        out->to = ent_interval_year(ent_day_year(time->open_from)).to;
    return ENT_OK;
}

/* Whether the release is there already: from the same file, or from the original of the same table. */
static int is_there(struct ent_record *record, const struct release *release, const struct ent_inputs *inputs,
                    bool *there, struct ent_error *error) {
    const struct ent_input *input = &inputs->items[0];
    sqlite3_stmt *statement;
    ENT_TRY(ent_record_prepare(
        record, &statement,
        "SELECT count(f.id), coalesce(sum(f.read_sha256 IN (?3, ?4, ?5) OR f.sha256 IN (?3, ?4, ?5)), 0)"
        " FROM release r JOIN source s ON s.id = r.source JOIN file f ON f.release = r.id"
        " WHERE s.name = ?1 AND r.version = ?2",
        error));
    const char *const texts[] = {release->head.source, release->head.version, input->identity.file_sha256,
                                 input->identity.member_sha256,
                                 input->original_sha256 ? input->original_sha256 : input->identity.file_sha256};
    for (int i = 0; i < 5; i++)
        sqlite3_bind_text(statement, i + 1, texts[i], -1, SQLITE_TRANSIENT);
    int step = sqlite3_step(statement);
    int files = step == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    int same = step == SQLITE_ROW ? sqlite3_column_int(statement, 1) : 0;
    sqlite3_finalize(statement);
    if (step != SQLITE_ROW)
        return ent_record_fail(record, "reading releases", error);
    *there = files > 0;
    if (files && !same && !release->known)
        return ent_fail_at(error, ENT_ERROR_USAGE, input->path, 0,
                           "the record has release %s of %s, from a file with another checksum: give this one another "
                           "--version",
                           release->head.version, release->head.source);
    return ENT_OK;
}

static int write_form_rules(struct ent_job *job, const struct ent_recipe_form *form) {
    for (size_t i = 0; i < form->filters.count; i++) {
        const struct ent_recipe_filter *filter = &form->filters.items[i];
        ENT_TRY(ent_writer_rule(job->writer, filter->text, filter->reason, filter->applied, job->error));
    }
    for (size_t i = 0; i < form->zeros.count; i++) {
        const struct ent_recipe_zeros *zeros = &form->zeros.items[i];
        ENT_TRY(ent_writer_rule(job->writer, zeros->text, zeros->reason, zeros->applied, job->error));
    }
    return ENT_OK;
}

static int write_rules(struct ent_job *job) {
    for (size_t i = 0; i < job->recipe->rules.count; i++) {
        const struct ent_recipe_rule *rule = &job->recipe->rules.items[i];
        if (!ent_recipe_rule_holds(rule, job->form))
            continue;
        ENT_TRY(ent_writer_rule(job->writer, rule->text, rule->reason, rule->applied, job->error));
    }
    for (size_t i = 0; i < ent_recipe_parts(job->recipe, job->form); i++)
        ENT_TRY(write_form_rules(job, job->form + i));
    for (size_t i = 0; i < job->recipe->relations.count; i++) {
        const struct ent_recipe_relation *relation = &job->recipe->relations.items[i];
        ENT_TRY(ent_writer_relation(job->writer, job->recipe->source, relation->reporter, relation->relation,
                                    relation->other, job->error));
    }
    return ENT_OK;
}

static int check_states(struct ent_record *record, struct ent_error *error) {
    if (ent_states_count(record->states))
        return ENT_OK;
    return ent_fail_at(error, ENT_ERROR_RECORD, record->path, 0,
                       "the record has no states yet; make one with: entente add --pack");
}

static int run_job(struct ent_job *job) {
    if (job->form->figures)
        ENT_TRY(ent_job_figures(job));
    else if (job->form->ballots)
        ENT_TRY(ent_job_ballots(job));
    else
        ENT_TRY(ent_job_values(job));
    const struct ent_refusal *first = job->accounts.rows_rejected ? &job->refused : &job->outside;
    if (job->accounts.rows_read && !job->accounts.rows_stored)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, ent_path_name(job->inputs[0].path), first->line,
                           "not one of %ld rows could be stored; the first: %s. Is it the right recipe?",
                           job->accounts.rows_read, first->reason ? first->reason : "out of scope");
    if (!job->accounts.rows_read)
        return ent_fail_at(job->error, ENT_ERROR_INPUT, ent_path_name(job->inputs[0].path), 0,
                           "has a header line and no rows");
    return write_rules(job);
}

static void close_job(struct ent_job *job) {
    ent_job_close(job);
    ent_writer_close(job->writer);
    ent_codes_free(job->codes);
    ent_text_release(&job->notes);
    ent_arena_release(&job->arena);
}

static int write_release(struct ent_record *record, struct ent_recipe *recipe, const struct ent_inputs *inputs,
                         const struct release *release, const struct ent_add *add, struct ent_text *report,
                         struct ent_error *error) {
    struct ent_job job = {.record = record,
                          .recipe = recipe,
                          .form = inputs->form,
                          .from = release->from,
                          .to = release->to,
                          .year_end = year_end(&release->head),
                          .open_covers = !release->known,
                          .rows_expected = ent_recipe_rows(recipe, release->head.version, inputs->form),
                          .inputs = inputs->items,
                          .input_count = inputs->count,
                          .row_column = -1,
                          .first = ENT_DAY_OPEN,
                          .last = ENT_DAY_EARLY,
                          .progress = add->progress,
                          .progress_context = add->progress_context,
                          .error = error};
    ent_arena_init(&job.arena);
    ent_text_init(&job.notes);
    int status = ent_codes_load(&job.codes, record, error);
    if (status == ENT_OK)
        status = ent_writer_begin(&job.writer, record, &release->head, error);
    if (status == ENT_OK)
        status = run_job(&job);
    if (status == ENT_OK)
        status = ent_job_checks(&job, &release->head, add->anyway);
    if (status == ENT_OK)
        status = ent_writer_whole(job.writer, ent_whole_name(ent_job_whole(&job)), job.rows_expected, error);
    if (status == ENT_OK)
        status = ent_account_write(&job, &release->head, release->known, add->dry_run, report);
    if (status == ENT_OK && !add->dry_run)
        status = ent_writer_commit(job.writer, &job.accounts, error);
    close_job(&job);
    return status;
}

int ent_add_release(struct ent_record *record, const struct ent_add *add, struct ent_text *report,
                    struct ent_error *error) {
    struct ent_recipe *recipe;
    struct ent_inputs inputs = {0};
    struct ent_arena arena;
    struct release release;
    bool there = false;
    ENT_TRY(check_states(record, error));
    ENT_TRY(read_recipe(&recipe, add, error));
    ent_arena_init(&arena);
    int status = ent_inputs_find(&inputs, recipe, add, &arena, error);
    if (status == ENT_OK)
        status = name_release(&release, recipe, &inputs, add, &arena, error);
    if (status == ENT_OK)
        status = is_there(record, &release, &inputs, &there, error);
    if (status == ENT_OK && there)
        ent_text_format(report, "%s %s   is in the record already: nothing was changed\n", release.head.source,
                        release.head.version);
    else if (status == ENT_OK)
        status = write_release(record, recipe, &inputs, &release, add, report, error);
    ent_arena_release(&arena);
    ent_recipe_free(recipe);
    return status;
}
