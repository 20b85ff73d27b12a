/* show A B C: who is a rival of whom, as a chronology of the three edges. */
#include <stdio.h>
#include <string.h>

#include "base/figure.h"
#include "cli/show.h"

enum { EDGES = 3 };

struct triangle {
    struct ent_show *show;
    const struct ent_release *release;
    struct ent_series *rivalry[EDGES]; /* A–B, B–C, C–A */
    int first, last;                   /* years that the source covers */
};

/* Years in which no edge changes. */
struct span {
    int first, last;
    char edges[EDGES + 1]; /* 'r' rival, '-' none, '?' unseen, 'x' a state does not exist */
};

static ent_state end_of(const struct ent_show *show, size_t edge, int side) {
    return show->states[(edge + (size_t)side) % 3];
}

/* The edge in words: "CHN–RUS". */
static const char *edge_text(const struct ent_show *show, size_t edge) {
    return ent_arena_format(&show->cli->arena, "%s–%s",
                            ent_states_code(show->cli->record->states, end_of(show, edge, 0)),
                            ent_states_code(show->cli->record->states, end_of(show, edge, 1)));
}

static int series_of(struct ent_show *show, const char *name, const char *source, size_t edge,
                     struct ent_series **out) {
    struct ent_request request;
    ENT_TRY(ent_cli_request(show->cli, name, end_of(show, edge, 0), end_of(show, edge, 1), &request));
    request.view.source = source;
    request.view.as_of = show->as_of;
    return ent_measure_series(&show->cli->context, &request, out, &show->cli->error);
}

/* The newest book, whatever its source; of `source` where it is given. */
static int choose_release(struct triangle *triangle, struct ent_release ***releases, size_t *count) {
    struct ent_show *show = triangle->show;
    struct ent_view view = {.as_of = show->as_of, .source = show->source};
    ENT_TRY(ent_record_releases(show->cli->record, "rivalry", &view, releases, count, &show->cli->error));
    for (size_t i = 0; i < *count; i++)
        if (!triangle->release || (*releases)[i]->published > triangle->release->published)
            triangle->release = (*releases)[i];
    if (triangle->release)
        return ENT_OK;
    return ent_fail(&show->cli->error, ENT_ERROR_USAGE,
                    "the record has no list of rivalries%s%s (entente list sources)", show->source ? " by " : "",
                    show->source ? show->source : "");
}

static char edge_at(const struct ent_series *series, int year) {
    struct ent_point point = ent_series_at(series, year);
    if (point.kind == ENT_KIND_NO_STATE)
        return 'x';
    if (point.kind != ENT_KIND_VALUE && point.kind != ENT_KIND_NONE)
        return '?';
    return point.value > 0 ? 'r' : '-';
}

/* From the first year with a rivalry on. */
static size_t find_spans(const struct triangle *triangle, struct span *out, size_t most) {
    size_t count = 0;
    for (int year = triangle->first; year <= triangle->last; year++) {
        char edges[EDGES + 1] = {0};
        for (size_t i = 0; i < EDGES; i++)
            edges[i] = edge_at(triangle->rivalry[i], year);
        if (count == 0 && !strchr(edges, 'r'))
            continue;
        if (count && strcmp(out[count - 1].edges, edges) == 0) {
            out[count - 1].last = year;
        } else if (count < most) {
            out[count] = (struct span){.first = year, .last = year};
            memcpy(out[count++].edges, edges, sizeof edges);
        }
    }
    return count;
}

/* "the United States": names of unions take an article inside a sentence. */
static const char *spoken(const struct ent_show *show, ent_state state) {
    const char *name = ent_states_name(show->cli->record->states, state);
    const char *with = strncmp(name, "United ", 7) == 0 ? ent_arena_format(&show->cli->arena, "the %s", name) : name;
    return with ? with : name;
}

/* Two rivalries: the state in both stands against the other two. */
static const char *against(const struct ent_show *show, const char *edges) {
    size_t peace = 0;
    while (edges[peace] == 'r')
        peace++;
    return ent_arena_format(&show->cli->arena, "%s and %s against %s", spoken(show, end_of(show, peace, 0)),
                            spoken(show, end_of(show, peace, 1)), spoken(show, show->states[(peace + 2) % 3]));
}

static const char *reading(const struct ent_show *show, const struct span *span) {
    int rivals = 0;
    size_t last = 0;
    if (strchr(span->edges, '?'))
        return "not covered";
    for (size_t i = 0; i < EDGES; i++)
        if (span->edges[i] == 'r') {
            rivals++;
            last = i;
        }
    const char *text = rivals == 3   ? "all rivals"
                       : rivals == 0 ? "none"
                       : rivals == 2
                           ? against(show, span->edges)
                           : ent_arena_format(&show->cli->arena, "only %s and %s", spoken(show, end_of(show, last, 0)),
                                              spoken(show, end_of(show, last, 1)));
    if (text && strchr(span->edges, 'x'))
        text = ent_arena_format(&show->cli->arena, "%s; not all three exist", text);
    return text ? text : "";
}

/* The last year in which two stood against the third in the same way, 0 where they never had. */
static int same_before(const struct span *spans, size_t at) {
    int rivals = 0;
    for (size_t i = 0; i < EDGES; i++)
        rivals += spans[at].edges[i] == 'r';
    for (size_t i = at; rivals == 2 && i-- > 0;)
        if (strcmp(spans[i].edges, spans[at].edges) == 0)
            return spans[i].last;
    return 0;
}

static const char *edge_word(char edge) {
    return edge == 'r' ? "rival" : edge == '-' ? "–" : edge == '?' ? "?" : "";
}

static void add_spans(const struct triangle *triangle, struct ent_table *table, const struct span *spans,
                      size_t count) {
    const struct ent_show *show = triangle->show;
    for (size_t i = 0; i < count; i++) {
        ent_table_row(table);
        if (spans[i].first == spans[i].last)
            ent_table_format(table, "%d", spans[i].first);
        else
            ent_table_format(table, "%d–%d", spans[i].first, spans[i].last);
        for (size_t k = 0; k < EDGES; k++)
            ent_table_cell(table, spans[i].edges[k] == 'r' ? ENT_RED : ENT_PLAIN, edge_word(spans[i].edges[k]));
        int before = same_before(spans, i);
        const char *words = reading(show, &spans[i]);
        if (before)
            ent_table_format(table, "%s, first since %d", words, before);
        else
            ent_table_cell(table, ENT_PLAIN, words);
    }
}

/* Treaties of defence or offence in years of rivalry: the same two, by another book. */
static int note_treaties(const struct triangle *triangle, size_t edge) {
    struct ent_show *show = triangle->show;
    struct ent_series *pact;
    ENT_TRY(series_of(show, "alliance.obligation", NULL, edge, &pact));
    for (int year = pact->first_year; year <= pact->last_year; year++) {
        int first = year, hostile = 0;
        while (year <= pact->last_year && ent_series_at(pact, year).value >= 3) {
            hostile += edge_at(triangle->rivalry[edge], year) == 'r';
            year++;
        }
        if (hostile)
            ent_style_paragraph(
                &show->cli->out, &show->cli->style, 6,
                "note  treaties disagree: %s pact of defence or offence %d–%d (%s), rivals in %d of its "
                "years",
                edge_text(show, edge), first, year - 1, ent_cli_series_source(&show->cli->arena, pact), hostile);
    }
    return ENT_OK;
}

static int write_text(const struct triangle *triangle, const struct span *spans, size_t count,
                      struct ent_release **releases, size_t release_count) {
    struct ent_show *show = triangle->show;
    struct ent_text *out = &show->cli->out;
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    ent_style_paragraph(out, &show->cli->style, 4, "%s · %s · %s    strategic rivalry (%s %s; covers %d–%d)",
                        ent_show_code(show, 0), ent_show_code(show, 1), ent_show_code(show, 2),
                        triangle->release->source_title, triangle->release->version, triangle->first, triangle->last);
    ent_table_row(&table);
    ent_table_cell(&table, ENT_PLAIN, "years");
    for (size_t i = 0; i < EDGES; i++)
        ent_table_cell(&table, ENT_PLAIN, edge_text(show, i));
    ent_table_cell(&table, ENT_PLAIN, "reading");
    add_spans(triangle, &table, spans, count);
    ent_table_row(&table);
    ent_table_format(&table, "%d–", triangle->last + 1);
    for (size_t i = 0; i < EDGES; i++)
        ent_table_cell(&table, ENT_PLAIN, "?");
    ent_table_cell(&table, ENT_FAINT, "not covered");
    ent_table_print(out, &show->cli->style, &table);
    for (size_t i = 0; i < EDGES; i++)
        ENT_TRY(note_treaties(triangle, i));
    ent_show_breaks(show, count ? spans[0].first : triangle->first, triangle->last);
    for (size_t i = 0; i < release_count; i++)
        if (releases[i]->source != triangle->release->source)
            ent_text_format(out, "also by %s %s: --source %s\n", releases[i]->source_title, releases[i]->version,
                            releases[i]->source_name);
    return ENT_OK;
}

static const char *edge_data(char edge) {
    return edge == 'r' ? "rival" : edge == '-' ? "none" : edge == '?' ? "not covered" : "no state";
}

static void write_rows(const struct triangle *triangle, const struct span *spans, size_t count) {
    struct ent_show *show = triangle->show;
    struct ent_table table;
    ent_table_init(&table, &show->cli->arena);
    ent_table_row(&table);
    ent_table_cell(&table, ENT_PLAIN, "from");
    ent_table_cell(&table, ENT_PLAIN, "to");
    for (size_t i = 0; i < EDGES; i++)
        ent_table_cell(&table, ENT_PLAIN, edge_text(show, i));
    ent_table_cell(&table, ENT_PLAIN, "reading");
    ent_table_cell(&table, ENT_PLAIN, "first_since");
    ent_table_cell(&table, ENT_PLAIN, "source");
    for (size_t i = 0; i < count; i++) {
        int before = same_before(spans, i);
        ent_table_row(&table);
        ent_table_format(&table, "%d", spans[i].first);
        ent_table_format(&table, "%d", spans[i].last);
        for (size_t k = 0; k < EDGES; k++)
            ent_table_cell(&table, ENT_PLAIN, edge_data(spans[i].edges[k]));
        ent_table_cell(&table, ENT_PLAIN, reading(show, &spans[i]));
        ent_table_cell(&table, ENT_PLAIN, before ? ent_arena_format(&show->cli->arena, "%d", before) : "");
        ent_table_format(&table, "%s %s", triangle->release->source_name, triangle->release->version);
    }
    ent_table_tsv(&show->cli->out, &table);
}

static void write_json(const struct triangle *triangle, const struct span *spans, size_t count) {
    struct ent_show *show = triangle->show;
    struct ent_json json;
    ent_json_init(&json, &show->cli->out);
    ent_json_open(&json, NULL, '{');
    ent_json_string(&json, "source", triangle->release->source_name);
    ent_json_string(&json, "version", triangle->release->version);
    ent_json_year(&json, "covers_from", triangle->first);
    ent_json_year(&json, "covers_to", triangle->last);
    ent_json_open(&json, "spans", '[');
    for (size_t i = 0; i < count; i++) {
        ent_json_open(&json, NULL, '{');
        ent_json_year(&json, "from", spans[i].first);
        ent_json_year(&json, "to", spans[i].last);
        for (size_t k = 0; k < EDGES; k++)
            ent_json_string(&json, edge_text(show, k), edge_data(spans[i].edges[k]));
        ent_json_string(&json, "reading", reading(show, &spans[i]));
        ent_json_year(&json, "first_since", same_before(spans, i));
        ent_json_close(&json, '}');
    }
    ent_json_close(&json, ']');
    ent_json_close(&json, '}');
}

int ent_show_triangle(struct ent_show *show) {
    struct triangle triangle = {.show = show};
    struct ent_release **releases;
    size_t release_count;
    enum { MOST = 400 };
    ENT_TRY(choose_release(&triangle, &releases, &release_count));
    for (size_t i = 0; i < EDGES; i++)
        ENT_TRY(series_of(show, "rivalry", triangle.release->source_name, i, &triangle.rivalry[i]));
    triangle.first = triangle.rivalry[0]->covers_from;
    triangle.last = triangle.rivalry[0]->covers_to;
    if (show->first_year) {
        triangle.first = show->first_year > triangle.first ? show->first_year : triangle.first;
        triangle.last = show->last_year < triangle.last ? show->last_year : triangle.last;
    }
    struct span *spans = ent_arena_alloc(&show->cli->arena, MOST, sizeof *spans);
    if (!spans)
        return ent_fail_memory(&show->cli->error);
    size_t count = find_spans(&triangle, spans, MOST);
    if (show->cli->format == ENT_FORMAT_TEXT)
        return write_text(&triangle, spans, count, releases, release_count);
    if (show->cli->format == ENT_FORMAT_TSV)
        write_rows(&triangle, spans, count);
    else
        write_json(&triangle, spans, count);
    return ENT_OK;
}
