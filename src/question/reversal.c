/* Crossings, parity and swings of a log ratio. */
#include "question/reversal.h"

#include <math.h>

static int sign_of(double log) {
    return (log > 0) - (log < 0);
}

/* Whether at least 9 tenths of the next `width` seen years after `at` are on the side; open where too few are seen and
 * those to come could still decide. */
static enum ent_kept kept(const struct ent_ratio *ratio, size_t at, int direction, size_t width) {
    size_t on_side = 0, seen = 0;
    for (size_t i = at + 1; i < ratio->count && seen < width; i++, seen++)
        on_side += sign_of(ratio->years[i].log) == direction;
    if (on_side * 10 >= width * 9)
        return ENT_KEPT_YES;
    return (on_side + width - seen) * 10 < width * 9 ? ENT_KEPT_NO : ENT_KEPT_OPEN;
}

static void add_crossing(const struct ent_ratio *ratio, size_t at, int direction, struct ent_reversal *out) {
    const struct ent_ratio_year *before = &ratio->years[at - 1], *after = &ratio->years[at];
    struct ent_crossing *crossing = &out->crossings[out->crossing_count++];
    *crossing = (struct ent_crossing){.direction = direction,
                                      .before = before->year,
                                      .after = after->year,
                                      .at = at,
                                      .gap = after->year > before->year + 1,
                                      .broken = ent_ratio_broken(ratio, before, after),
                                      .seen_after = ratio->count - at - 1,
                                      .kept_5 = kept(ratio, at, direction, 5),
                                      .kept_10 = kept(ratio, at, direction, 10)};
    crossing->date = before->year + (after->year - before->year) * (-before->log) / (after->log - before->log);
}

int ent_reversal_find(struct ent_arena *arena, const struct ent_ratio *ratio, struct ent_reversal *out,
                      struct ent_error *error) {
    *out = (struct ent_reversal){.first_log = (double)NAN, .last_log = (double)NAN};
    out->crossings = ent_arena_alloc(arena, ratio->count + 1, sizeof *out->crossings);
    if (!out->crossings)
        return ent_fail_memory(error);
    if (!ratio->count)
        return ENT_OK;
    const struct ent_ratio_year *years = ratio->years;
    for (size_t i = 1; i < ratio->count; i++) {
        int direction = sign_of(years[i].log);
        if (direction && direction * years[i - 1].log <= 0)
            add_crossing(ratio, i, direction, out);
    }
    out->first_year = years[0].year;
    out->first_log = years[0].log;
    out->last_year = years[ratio->count - 1].year;
    out->last_log = years[ratio->count - 1].log;
    out->ahead = sign_of(out->last_log);
    return ENT_OK;
}

enum ent_reversal_code ent_reversal_code(const struct ent_ratio *ratio, const struct ent_reversal *reversal,
                                         int direction, const struct ent_crossing **out) {
    const struct ent_crossing *last = NULL;
    bool ever = false;
    if (out)
        *out = NULL;
    if (!ratio->count)
        return ENT_REVERSAL_UNSEEN;
    for (size_t i = 0; i < ratio->count; i++)
        ever |= sign_of(ratio->years[i].log) == direction;
    for (size_t i = 0; i < reversal->crossing_count; i++)
        if (reversal->crossings[i].direction == direction)
            last = &reversal->crossings[i];
    if (!ever)
        return ENT_REVERSAL_NEVER;
    if (reversal->ahead != direction)
        return ENT_REVERSAL_AMBIGUOUS;
    if (out)
        *out = last;
    return last ? ENT_REVERSAL_CROSSED : ENT_REVERSAL_BEFORE;
}

const char *ent_reversal_code_text(enum ent_reversal_code code) {
    static const char *const texts[] = {"not seen", "crossed", "before", "never", "ambiguous"};
    return texts[code];
}

const struct ent_crossing *ent_reversal_final(const struct ent_ratio *ratio, const struct ent_reversal *reversal) {
    const struct ent_crossing *out = NULL;
    if (reversal->ahead)
        ent_reversal_code(ratio, reversal, reversal->ahead, &out);
    return out;
}

/* -1 below the band, 0 in it, 1 beyond it, as the one that passes goes. */
static int zone(double log, int direction, enum ent_band band) {
    double passing = direction * log, low = -log1p(0.25), high = band == ENT_BAND_SYMMETRIC ? log1p(0.25) : log1p(0.2);
    return (passing > high) - (passing < low);
}

struct ent_parity ent_reversal_parity(const struct ent_ratio *ratio, const struct ent_crossing *crossing,
                                      enum ent_band band) {
    struct ent_parity out = {0};
    const struct ent_ratio_year *years = ratio->years;
    size_t changes = 0, at = crossing->at, first = at, beyond = at;
    int direction = crossing->direction;
    for (size_t i = 1; i < ratio->count; i++)
        changes += zone(years[i].log, direction, band) != zone(years[i - 1].log, direction, band);
    while (first > 0 && zone(years[first - 1].log, direction, band) >= 0)
        first--;
    while (beyond < ratio->count && zone(years[beyond].log, direction, band) <= 0)
        beyond++;
    out.left = beyond < ratio->count ? years[beyond].year : 0;
    out.jumped = first == at && beyond == at;
    out.entered = first > 0 && !out.jumped ? years[first].year : 0;
    out.clean = first > 0 && beyond < ratio->count && changes == (out.jumped ? 1 : 2);
    return out;
}

struct ent_swing ent_reversal_swing(const struct ent_ratio *ratio, int shortest, int longest, const bool *from_allowed,
                                    const bool *to_allowed) {
    struct ent_swing best = {0};
    const struct ent_ratio_year *years = ratio->years;
    size_t from = 0, best_from = 0, best_to = 0;
    for (size_t to = 0; to < ratio->count; to++) {
        while (years[to].year - years[from].year > longest)
            from++;
        for (size_t i = from; i < to && years[to].year - years[i].year >= shortest; i++) {
            double size = fabs(years[to].log - years[i].log);
            if (size <= best.size || sign_of(years[to].log) * sign_of(years[i].log) >= 0 ||
                (from_allowed && !from_allowed[i]) || (to_allowed && !to_allowed[to]))
                continue;
            best = (struct ent_swing){.size = size};
            best_from = i;
            best_to = to;
        }
    }
    if (best.size <= 0)
        return best;
    best.from = years[best_from].year;
    best.to = years[best_to].year;
    best.before = years[best_from].log;
    best.after = years[best_to].log;
    best.direction = sign_of(best.after);
    best.broken = ent_ratio_broken(ratio, &years[best_from], &years[best_to]);
    return best;
}
