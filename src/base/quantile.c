#include "base/quantile.h"

#include <math.h>

static void swap(double *a, double *b) {
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* Hoare's selection: afterwards a[k] is what sorting would put there, and nothing before it is larger, nothing after it
 * smaller. */
static void select_place(double *a, size_t count, size_t k) {
    size_t left = 0, right = count - 1;
    while (left < right) {
        size_t middle = left + (right - left) / 2;
        if (a[middle] < a[left])
            swap(&a[middle], &a[left]);
        if (a[right] < a[left])
            swap(&a[right], &a[left]);
        if (a[right] < a[middle])
            swap(&a[right], &a[middle]);
        double pivot = a[middle];
        size_t i = left, j = right;
        while (i <= j) {
            while (a[i] < pivot)
                i++;
            while (pivot < a[j])
                j--;
            if (i > j)
                break;
            swap(&a[i++], &a[j]);
            if (j == 0)
                break;
            j--;
        }
        if (k <= j)
            right = j;
        else if (k >= i)
            left = i;
        else
            return;
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

/* The quantile from numbers among which `place` counts; the next order statistic is the least of the rest. */
static double quantile(double *a, size_t count, struct place place) {
    select_place(a, count, place.below);
    double at = a[place.below];
    if (place.below + 1 >= count)
        return at;
    double next = a[place.below + 1];
    for (size_t i = place.below + 2; i < count; i++)
        next = a[i] < next ? a[i] : next;
    return at + place.part * (next - at);
}

/* Bounds beyond which about a fifteenth of the numbers lies on each side, from the first few. A guess: it decides what
 * is looked at, not what comes out. */
static void guess_tails(const double *numbers, size_t count, double *below, double *above) {
    enum { SAMPLE = 128 };
    double sum = 0, squares = 0, n = 0;
    for (size_t i = 0; i < count && i < SAMPLE; i++)
        if (!isnan(numbers[i])) {
            sum += numbers[i];
            squares += numbers[i] * numbers[i];
            n++;
        }
    double mean = n > 0 ? sum / n : 0, variance = n > 0 ? squares / n - mean * mean : 0;
    double reach = 1.5 * sqrt(variance > 0 ? variance : 0);
    *below = mean - reach;
    *above = mean + reach;
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
