/* A specification curve for people: what the figures of the literature draw, in characters. */
#include <math.h>
#include <string.h>

#include "base/figure.h"
#include "report/curve.h"

enum {
    PLOT = 11,  /* columns of the dot plot: tenths */
    ROOMY = 116 /* a narrower terminal has no room for plot, intervals and rows: one line a specification goes before */
};

static const char *figure(struct ent_arena *arena, double value) {
    struct ent_text text;
    if (isnan(value))
        return "";
    ent_text_init(&text);
    ent_figure_add(&text, value);
    const char *kept = text.failed ? NULL : ent_arena_string(arena, text.bytes);
    ent_text_release(&text);
    return kept;
}

/* A share with two digits: ".07", "1.00". */
static const char *share(struct ent_arena *arena, double value) {
    if (isnan(value))
        return "";
    const char *text = ent_arena_format(arena, "%.2f", fabs(value) < 0.005 ? 0 : value);
    if (text && text[0] == '0')
        return text + 1;
    return text && text[0] == '-' && text[1] == '0' ? ent_arena_format(arena, "-%s", text + 2) : text;
}

/* Place 0 at the left, 1 at the right. */
static const char *plot(struct ent_arena *arena, double place) {
    struct ent_text text;
    if (isnan(place))
        return "";
    ent_text_init(&text);
    int at = (int)(place * (PLOT - 1) + 0.5);
    for (int i = 0; i < PLOT; i++)
        ent_text_add(&text, i == at ? "o" : "·");
    const char *kept = text.failed ? NULL : ent_arena_string(arena, text.bytes);
    ent_text_release(&text);
    return kept;
}

/* A value with its interval in three digits, which is what an interval can bear: ".719 [.646, .795]". */
static const char *short_figure(struct ent_arena *arena, double value) {
    if (isnan(value) || fabs(value) >= 1 || value == 0)
        return figure(arena, value);
    const char *text = ent_arena_format(arena, "%s%.3f", value < 0 ? "-" : "", fabs(value));
    const char *zero = text ? strchr(text, '0') : NULL;
    return !text                              ? NULL
           : zero == text                     ? text + 1
           : text[0] == '-' && text[1] == '0' ? ent_arena_format(arena, "-%s", text + 2)
                                              : text;
}

static const char *rank_text(struct ent_arena *arena, const struct ent_curve_line *line) {
    if (!line->rank_of)
        return "";
    if (line->rank_low == line->rank_high)
        return ent_arena_format(arena, "%d/%d", line->rank_low, line->rank_of);
    return ent_arena_format(arena, "%d–%d/%d", line->rank_low, line->rank_high, line->rank_of);
}

static const char *value_text(struct ent_arena *arena, const struct ent_curve_line *line, bool roomy) {
    const char *value = short_figure(arena, line->value);
    if (!roomy || isnan(line->low) || isnan(line->high) || isnan(line->value))
        return value;
    const char *low = short_figure(arena, line->low), *high = short_figure(arena, line->high);
    return value && low && high ? ent_arena_format(arena, "%s [%s, %s]", value, low, high) : NULL;
}

/* Which columns a curve has. */
struct layout {
    bool roomy, outcomes, places, values, support, years, options;
};

static struct layout layout_of(const struct ent_curve *curve, const struct ent_style *style) {
    struct layout layout = {.roomy = !style->width || style->width >= ROOMY};
    for (size_t i = 0; i < curve->count; i++) {
        const struct ent_curve_line *line = &curve->lines[i];
        layout.outcomes |= line->outcome != NULL;
        layout.places |= !isnan(line->place);
        layout.values |= !isnan(line->value);
        layout.support |= layout.roomy && line->support > 0;
        layout.options |= line->options && line->options[0];
        layout.years |= line->year && line->year != curve->year;
    }
    return layout;
}

/* Dimensions with a column of their own: not the measure's, which stand in its name. */
static bool has_column(const struct ent_curve *curve, size_t dimension) {
    return dimension > 0 && !curve->choices.dimensions[dimension].own;
}

static void add_head(struct ent_table *table, const struct ent_curve *curve, struct layout layout) {
    ent_table_row(table);
    if (layout.outcomes)
        ent_table_cell(table, ENT_PLAIN, "");
    if (layout.places) {
        ent_table_cell(table, ENT_PLAIN, "place");
        if (layout.roomy)
            ent_table_cell(table, ENT_PLAIN, "0   .5    1");
        ent_table_cell(table, ENT_PLAIN, "rank");
    }
    if (layout.values)
        ent_table_cell(table, ENT_PLAIN, "value");
    if (layout.years)
        ent_table_cell(table, ENT_PLAIN, "year");
    if (layout.support)
        ent_table_cell(table, ENT_PLAIN, "rows");
    ent_table_cell(table, ENT_PLAIN, "measure");
    if (layout.options)
        ent_table_cell(table, ENT_PLAIN, "option");
    for (size_t d = 0; d < curve->choices.dimension_count; d++)
        if (has_column(curve, d))
            ent_table_cell(table, ENT_PLAIN, curve->choices.dimensions[d].name);
}

/* Whether a line has something to say; the others have a reason. */
static bool is_seen(const struct ent_curve_line *line) {
    return !isnan(line->value) || !isnan(line->holds) || !line->why;
}

static enum ent_colour line_colour(const struct ent_curve_line *line) {
    if (isnan(line->holds))
        return line->outcome ? ENT_FAINT : ENT_PLAIN;
    return line->holds > 0 ? ENT_GREEN : ENT_RED;
}

static void add_line(struct ent_table *table, struct ent_arena *arena, const struct ent_curve *curve, size_t at,
                     struct layout layout) {
    const struct ent_curve_line *line = &curve->lines[at];
    ent_table_row(table);
    if (layout.outcomes)
        ent_table_cell(table, line_colour(line), line->outcome);
    if (layout.places) {
        ent_table_cell(table, ENT_PLAIN, share(arena, line->place));
        if (layout.roomy)
            ent_table_cell(table, ENT_PLAIN, plot(arena, line->place));
        ent_table_cell(table, ENT_PLAIN, rank_text(arena, line));
    }
    if (layout.values)
        ent_table_cell(table, ENT_PLAIN, value_text(arena, line, layout.roomy));
    if (layout.years && line->year)
        ent_table_format(table, "%d", line->year);
    else if (layout.years)
        ent_table_cell(table, ENT_PLAIN, "");
    if (layout.support && line->support > 0)
        ent_table_format(table, "%ld", line->support);
    else if (layout.support)
        ent_table_cell(table, ENT_PLAIN, "");
    ent_table_format(table, "%.*s%s", (int)strcspn(line->index, ":"), line->index, line->core ? " *" : "");
    if (layout.options)
        ent_table_cell(table, ENT_PLAIN, line->options[0] ? line->options : "·");
    for (size_t d = 0; d < curve->choices.dimension_count; d++) {
        const struct ent_choice_dimension *dimension = &curve->choices.dimensions[d];
        int level = ent_choices_level(&curve->choices, at, d);
        const char *words = level < 0 ? "" : dimension->levels[level];
        bool usual = level >= 0 && dimension->usual && strcmp(words, dimension->usual) == 0;
        if (has_column(curve, d))
            ent_table_cell(table, ENT_PLAIN, usual ? "·" : words);
    }
}

static void add_lines(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                      const struct ent_curve *curve) {
    struct layout layout = layout_of(curve, style);
    struct ent_table table;
    ent_table_init(&table, arena);
    table.heads = true;
    table.narrow = 10;
    add_head(&table, curve, layout);
    for (size_t i = 0; i < curve->count; i++)
        if (is_seen(&curve->lines[i]))
            add_line(&table, arena, curve, i, layout);
    ent_table_print(out, style, &table);
}

/* What every line that cannot see it has in common: levels of which no line sees anything, else the first measures. */
static const char *blind_choices(struct ent_arena *arena, const struct ent_curve *curve, const char *why) {
    const char *text = "";
    for (size_t d = 0; d < curve->choices.dimension_count && text; d++)
        for (size_t k = 0; k < curve->choices.dimensions[d].level_count && text; k++) {
            size_t blind = 0, seeing = 0;
            for (size_t i = 0; i < curve->count; i++) {
                if (ent_choices_level(&curve->choices, i, d) != (int)k)
                    continue;
                bool same = !is_seen(&curve->lines[i]) && strcmp(curve->lines[i].why, why) == 0;
                blind += same;
                seeing += !same;
            }
            if (blind && !seeing)
                text = ent_arena_format(arena, "%s%s%s=%s", text, text[0] ? ", " : "",
                                        curve->choices.dimensions[d].name, curve->choices.dimensions[d].levels[k]);
        }
    for (size_t i = 0, said = 0; i < curve->count && text && (!text[0] || said) && said < 3; i++)
        if (!is_seen(&curve->lines[i]) && strcmp(curve->lines[i].why, why) == 0) {
            text = ent_arena_format(arena, "%s%s%s", text, said ? ", " : "", curve->lines[i].text);
            said++;
        }
    return text ? text : "";
}

/* Lines that do not see the year, one for each reason. */
static void add_blind(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                      const struct ent_curve *curve) {
    for (size_t i = 0; i < curve->count; i++) {
        const struct ent_curve_line *line = &curve->lines[i];
        bool before = is_seen(line);
        size_t count = 0;
        for (size_t k = 0; k < i && !before; k++)
            before = !is_seen(&curve->lines[k]) && strcmp(curve->lines[k].why, line->why) == 0;
        for (size_t k = i; k < curve->count && !before; k++)
            count += !is_seen(&curve->lines[k]) && strcmp(curve->lines[k].why, line->why) == 0;
        if (!before)
            ent_style_line(
                out, style, "unseen",
                ent_arena_format(arena, "by %zu: %s (%s)", count, line->why, blind_choices(arena, curve, line->why)));
    }
}

/* Which releases the lines rest on. */
static void add_sources(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                        const struct ent_curve *curve) {
    const char *text = "";
    for (size_t i = 0; i < curve->count && text; i++)
        if (curve->lines[i].source && !strstr(text, curve->lines[i].source))
            text = ent_arena_format(arena, "%s%s%s", text, text[0] ? ", " : "", curve->lines[i].source);
    ent_style_line(out, style, "sources", text ? text : "");
}

static void add_summary(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                        const struct ent_curve *curve) {
    struct ent_text line;
    ent_text_init(&line);
    ent_text_format(&line, "%zu specification%s, %zu see%s it, %zu independent source%s", curve->count,
                    curve->count == 1 ? "" : "s", curve->seen, curve->seen == 1 ? "s" : "", curve->independent_sources,
                    curve->independent_sources == 1 ? "" : "s");
    if (!isnan(curve->holding))
        ent_text_format(&line, "; it holds in %zu of %zu: %s, with each source the same weight %s", curve->held,
                        curve->held + curve->failed, share(arena, curve->holding),
                        share(arena, curve->holding_by_source));
    if (!isnan(curve->median_place))
        ent_text_format(&line, "; place %s in the middle, from %s to %s, with each source the same weight %s",
                        share(arena, curve->median_place), share(arena, curve->lowest_place),
                        share(arena, curve->highest_place), share(arena, curve->median_place_by_source));
    if (curve->cut)
        ent_text_format(&line, "; more than can be tried: these are the first %d", (int)ENT_GRID_MOST);
    ent_style_line(out, style, "curve", line.bytes);
    out->failed |= line.failed;
    ent_text_release(&line);
}

/* "all to contested -.12, all to us-important +.03": the switches of a dimension that do most, signed. */
static const char *switches(struct ent_arena *arena, const struct ent_curve *curve,
                            const struct ent_contrast *contrasts, size_t dimension) {
    const struct ent_choice_dimension *about = &curve->choices.dimensions[dimension];
    const char *text = "";
    double last = INFINITY;
    for (size_t said = 0; said < 3 && text; said++) {
        const struct ent_contrast *next = NULL;
        for (size_t i = 0; i < curve->contrast_count; i++) {
            const struct ent_contrast *one = &contrasts[i];
            double size = fabs(one->mean_signed);
            if (one->dimension == dimension && one->from >= 0 && one->pairs && size < last &&
                (!next || size > fabs(next->mean_signed)))
                next = one;
        }
        if (!next)
            break;
        last = fabs(next->mean_signed);
        text = ent_arena_format(arena, "%s%s%s to %s %s%s", text, said ? ", " : "", about->levels[next->from],
                                about->levels[next->to], next->mean_signed > 0 ? "+" : "",
                                share(arena, next->mean_signed));
    }
    return text;
}

static const struct ent_contrast *whole(const struct ent_curve *curve, const struct ent_contrast *contrasts,
                                        size_t dimension) {
    for (size_t i = 0; i < curve->contrast_count; i++)
        if (contrasts[i].dimension == dimension && contrasts[i].from < 0)
            return &contrasts[i];
    return &contrasts[0];
}

/* The contrasts that the table is sorted by: the outcome's where there is one, else the place's. */
static const struct ent_contrast *deciding(const struct ent_curve *curve) {
    return curve->held + curve->failed ? curve->by_outcome : curve->by_place;
}

static void add_contrast(struct ent_table *table, struct ent_arena *arena, const struct ent_curve *curve, size_t d) {
    const struct ent_contrast *place = whole(curve, curve->by_place, d), *value = whole(curve, curve->by_value, d),
                              *outcome = whole(curve, curve->by_outcome, d);
    bool outcomes = curve->held + curve->failed > 0;
    ent_table_row(table);
    ent_table_cell(table, ENT_PLAIN, curve->choices.dimensions[d].name);
    if (outcomes) {
        ent_table_cell(table, ENT_PLAIN, share(arena, outcome->mean_absolute));
        ent_table_format(table, "%zu", outcome->pairs);
    }
    ent_table_cell(table, ENT_PLAIN, share(arena, place->mean_absolute));
    ent_table_cell(table, ENT_PLAIN, value->pairs ? figure(arena, value->mean_absolute) : "");
    if (!outcomes)
        ent_table_format(table, "%zu", place->pairs);
    ent_table_cell(table, ENT_PLAIN, switches(arena, curve, outcomes ? curve->by_outcome : curve->by_place, d));
}

/* Dimensions by how much they move, most first; those without a pair last. */
static size_t next_dimension(const struct ent_curve *curve, const bool *done) {
    size_t best = curve->choices.dimension_count;
    double most = -2;
    for (size_t d = 0; d < curve->choices.dimension_count; d++) {
        double moves = whole(curve, deciding(curve), d)->mean_absolute;
        moves = isnan(moves) ? -1 : moves;
        if (!done[d] && moves > most) {
            most = moves;
            best = d;
        }
    }
    return best;
}

static void add_contrasts(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                          const struct ent_curve *curve) {
    bool done[ENT_CHOICE_DIMENSIONS] = {false}, outcomes = curve->held + curve->failed > 0;
    struct ent_table table;
    ent_table_init(&table, arena);
    table.heads = true;
    ent_table_row(&table);
    ent_table_cell(&table, ENT_PLAIN, "");
    if (outcomes) {
        ent_table_cell(&table, ENT_PLAIN, "verdict");
        ent_table_cell(&table, ENT_PLAIN, "pairs");
    }
    ent_table_cell(&table, ENT_PLAIN, "place");
    ent_table_cell(&table, ENT_PLAIN, "value");
    if (!outcomes)
        ent_table_cell(&table, ENT_PLAIN, "pairs");
    ent_table_cell(&table, ENT_PLAIN, outcomes ? "share that holds, most first" : "place, most first");
    size_t d, rows = 0;
    while ((d = next_dimension(curve, done)) < curve->choices.dimension_count) {
        done[d] = true;
        if (!whole(curve, curve->by_place, d)->pairs && !whole(curve, curve->by_outcome, d)->pairs &&
            !whole(curve, curve->by_value, d)->pairs)
            continue;
        add_contrast(&table, arena, curve, d);
        rows++;
    }
    if (!rows)
        return;
    ent_style_paragraph(out, style, 4,
                        "what moves it: mean change where one choice is switched and all others are kept");
    ent_table_print(out, style, &table);
}

static void add_variance(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                         const struct ent_curve *curve, const struct ent_curve_variance *variance) {
    struct ent_text line;
    const struct ent_choice_table *table = &curve->choices;
    bool left_out = false;
    ent_text_init(&line);
    ent_text_format(&line, "of the %s%s in %zu specifications of %s:", variance->of ? variance->of : "value",
                    variance->merged ? "" : " itself", variance->shares.specifications, variance->among);
    for (size_t d = 0; d < table->dimension_count; d++)
        if (!isnan(variance->shares.share[d]))
            ent_text_format(&line, " %s %s,",
                            d == 0 && variance->merged ? "measure with its options" : table->dimensions[d].name,
                            share(arena, variance->shares.share[d]));
    ent_text_format(&line, " interaction %s", share(arena, variance->shares.rest));
    for (size_t d = 0; d < table->dimension_count; d++)
        for (size_t k = 0; k < table->dimensions[d].level_count; k++)
            if (variance->shares.left_out[d][k]) {
                ent_text_format(&line, "%s%s=%s", left_out ? ", " : "; without ", table->dimensions[d].name,
                                table->dimensions[d].levels[k]);
                left_out = true;
            }
    ent_style_line(out, style, "variance", line.bytes);
    out->failed |= line.failed;
    ent_text_release(&line);
}

static void add_flips(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                      const struct ent_curve *curve) {
    for (size_t i = 0; i < curve->flip_count; i++) {
        const struct ent_curve_flip *flip = &curve->flips[i];
        const struct ent_curve_line *from = &curve->lines[flip->from], *to = &curve->lines[flip->to];
        bool said = false; /* the same specification under another era or form, which is no nearer to a flip */
        for (size_t k = 0; k < i && !said; k++) {
            const struct ent_curve_line *other = &curve->lines[curve->flips[k].from];
            said = strcmp(other->text, from->text) == 0 && other->holds == from->holds;
        }
        if (said)
            continue;
        const char *words = ent_arena_format(arena, "%s %s; with %s (%zu choice%s) it %s", from->text,
                                             from->outcome ? from->outcome : "", flip->choices, flip->distance,
                                             flip->distance == 1 ? "" : "s", to->outcome ? to->outcome : "");
        ent_style_line(out, style, "flips", words ? words : "");
    }
}

static void add_null(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                     const struct ent_curve *curve) {
    const struct ent_null *null = &curve->null;
    if (null->reason) {
        ent_style_line(out, style, "null", ent_arena_format(arena, "none: %s", null->reason));
        return;
    }
    bool record = curve->held + curve->failed > 0;
    const char *words = ent_arena_format(
        arena,
        "had the roll calls of the years compared fallen into them by chance (%zu specifications, %d permutations, "
        "seed "
        "%llu): place in the middle %s, by chance %s, p %.3f; %s %s, by chance %s, p %.3f; Stouffer's Z %.2f, p %.3f",
        null->specifications, null->permutations, (unsigned long long)null->seed, share(arena, null->place.observed),
        share(arena, null->place.typical), null->place.p, record ? "share that holds" : "share above their own 95 %",
        share(arena, null->share.observed), share(arena, null->share.typical), null->share.p, null->z.observed,
        null->z.p);
    ent_style_line(out, style, "null", words ? words : "");
}

/* Whether a list "a=b, c=d" or "a=b,c=d" has an item. */
static bool has_item(const char *list, const char *item, size_t length) {
    for (const char *at = list; *at;) {
        size_t one = strcspn(at, ",");
        if (one == length && strncmp(at, item, length) == 0)
            return true;
        at += one + (at[one] == ',');
    }
    return false;
}

/* The choices that all specifications left out for one reason share, but for their source. */
static const char *common_choices(struct ent_arena *arena, const struct ent_curve *curve, size_t first) {
    const char *text = "", *choices = curve->excluded[first].choices;
    for (const char *at = choices; *at && text;) {
        size_t length = strcspn(at, ",");
        bool common = strncmp(at, "source=", 7) != 0;
        for (size_t i = first; i < curve->excluded_count && common; i++)
            common = strcmp(curve->excluded[i].reason, curve->excluded[first].reason) != 0 ||
                     has_item(curve->excluded[i].choices, at, length);
        if (common)
            text = ent_arena_format(arena, "%s%s%.*s", text, text[0] ? ", " : "", (int)length, at);
        at += length + (at[length] == ',');
    }
    return text;
}

/* One line for each reason: how many, what they have in common or which measures, and why. */
static void add_excluded(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                         const struct ent_curve *curve) {
    for (size_t i = 0; i < curve->excluded_count; i++) {
        const struct ent_curve_excluded *one = &curve->excluded[i];
        size_t count = 0;
        bool before = false;
        const char *names = "";
        for (size_t k = 0; k < i && !before; k++)
            before = strcmp(curve->excluded[k].reason, one->reason) == 0;
        for (size_t k = i; k < curve->excluded_count && !before && names; k++) {
            if (strcmp(curve->excluded[k].reason, one->reason) != 0)
                continue;
            count++;
            if (!strstr(names, curve->excluded[k].index))
                names = ent_arena_format(arena, "%s%s%s", names, names[0] ? ", " : "", curve->excluded[k].index);
        }
        if (before)
            continue;
        const char *common = common_choices(arena, curve, i);
        ent_style_line(
            out, style, "left out",
            ent_arena_format(arena, "%zu with %s: %s", count, common && common[0] ? common : names, one->reason));
    }
}

void ent_curve_text(struct ent_text *out, const struct ent_style *style, struct ent_arena *arena,
                    const struct ent_curve *curve) {
    add_lines(out, style, arena, curve);
    add_blind(out, style, arena, curve);
    add_summary(out, style, arena, curve);
    add_sources(out, style, arena, curve);
    add_flips(out, style, arena, curve);
    add_contrasts(out, style, arena, curve);
    for (size_t i = 0; i < curve->variance_count; i++)
        add_variance(out, style, arena, curve, &curve->variances[i]);
    add_null(out, style, arena, curve);
    add_excluded(out, style, arena, curve);
    if (layout_of(curve, style).places) {
        const char *words = ent_arena_format(
            arena,
            "place: the share of the other years of the same series that the year beats, a tie counts half; 1: "
            "%s than in all others; * a core specification, · the default of a choice",
            curve->word);
        ent_style_line(out, style, "reading", words ? words : "");
    }
}
