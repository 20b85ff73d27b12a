#include "base/quantile.h"

#include <math.h>

/* Moves the numbers of a[first..end) that are below the pivot (or at it, with `at`) to the front, without a branch that
 * depends on them: they are in no order, so none could be foreseen. Returns where the others begin. */
static size_t part(double *a, size_t first, size_t end, double pivot, bool at) {
    size_t rest = first;
    for (size_t i = first; i < end; i++) {
        double number = a[i];
        a[i] = a[rest];
        a[rest] = number;
        rest += at ? number <= pivot : number < pivot;
    }
    return rest;
}

static double middle_of(double a, double b, double c) {
    double low = a < b ? a : b, high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* The number that sorting would put at a[k]. Those at the pivot are set apart, so that ties end the search. */
static double select_place(double *a, size_t count, size_t k) {
    size_t first = 0, end = count;
    for (;;) {
        double pivot = middle_of(a[first], a[first + (end - first) / 2], a[end - 1]);
        size_t at = part(a, first, end, pivot, false);
        if (k < at) {
            end = at;
            continue;
        }
        size_t above = part(a, at, end, pivot, true);
        if (k < above)
            return pivot;
        first = above;
    }
}

/* Where a share of `count` sorted numbers lies: between the order statistics `below` and the next, by `part`. */
struct place {
    size_t below;
    double part;
};

static struct place place_of(double share, size_t count) {
    double place = share * (double)(count - 1);
    size_t below = (size_t)place;
    return (struct place){below, place - (double)below};
}

/* The quantile from numbers among which `place` counts. */
static double quantile(double *a, size_t count, struct place place) {
    double at = select_place(a, count, place.below), next = HUGE_VAL;
    size_t up_to = 0;
    if (place.below + 1 >= count)
        return at;
    for (size_t i = 0; i < count; i++) {
        double above = a[i] > at ? a[i] : HUGE_VAL;
        up_to += a[i] <= at;
        next = above < next ? above : next;
    }
    if (up_to > place.below + 1)
        next = at; /* a tie */
    return at + place.part * (next - at);
}

/* Bounds beyond which about a fifteenth of the numbers lies on each side, from the first few: so far from their mean as
 * one and a half times the spread of that side, and within what was seen. A guess: it decides what is looked at, not
 * what comes out. */
static void guess_tails(const double *numbers, size_t count, double *below, double *above) {
    enum { SAMPLE = 128 };
    double sum = 0, known = 0, low = HUGE_VAL, high = -HUGE_VAL, down = 0, up = 0, downs = 0, ups = 0;
    size_t sample = count < SAMPLE ? count : SAMPLE;
    for (size_t i = 0; i < sample; i++) {
        bool is = numbers[i] == numbers[i];
        sum += is ? numbers[i] : 0;
        known += is;
        low = numbers[i] < low ? numbers[i] : low;
        high = numbers[i] > high ? numbers[i] : high;
    }
    double mean = sum / known;
    for (size_t i = 0; i < sample; i++) {
        double apart = numbers[i] - mean, square = apart * apart;
        down += apart < 0 ? square : 0;
        downs += apart < 0;
        up += apart > 0 ? square : 0;
        ups += apart > 0;
    }
    *below = fmax(low, mean - 1.5 * sqrt(down / downs));
    *above = fmin(high, mean + 1.5 * sqrt(up / ups));
}

/* Both from all numbers, where the guess was of no use. */
static void from_all(const double *numbers, size_t count, double *work, double *low, double *high) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(numbers[i]))
            work[kept++] = numbers[i];
    *low = quantile(work, kept, place_of(0.025, kept));
    *high = quantile(work, kept, place_of(0.975, kept));
}

bool ent_quantile_interval(const double *numbers, size_t count, double *work, double *low, double *high) {
    double below, above, *tail = work + count;
    size_t known = 0, lower = 0, upper = 0;
    if (count == 0)
        return false;
    guess_tails(numbers, count, &below, &above);
    for (size_t i = 0; i < count; i++) {
        double number = numbers[i];
        work[lower] = number;
        lower += number <= below;
        tail[upper] = number;
        upper += number >= above;
        known += number == number;
    }
    if (known == 0 || known * 2 < count)
        return false;
    struct place first = place_of(0.025, known), last = place_of(0.975, known);
    if (first.below + 2 > lower || known - last.below > upper) {
        from_all(numbers, count, work, low, high);
        return true;
    }
    last.below -= known - upper;
    *low = quantile(work, lower, first);
    *high = quantile(tail, upper, last);
    return true;
}
