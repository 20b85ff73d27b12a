/* The date of a crossing, with its interval. */
#include "question/crossing_date.h"

#include <math.h>

#include "base/distribution.h"

static const double surely = 0.975;

static double rho_at(size_t index) {
    return -0.5 + 1.45 * (double)index / (ENT_DATE_GRID - 1);
}

/* Sums of generalised least squares. Whitened by the AR(1), each row is (row - c * row before) / sqrt(1 - c^2) with
 * c = rho^years between. */
struct sums {
    double one, x, xx, y, xy, yy, log_determinant;
};

static struct sums whiten(const struct ent_ratio_year *years, size_t count, int middle, double rho) {
    struct sums out = {0};
    for (size_t i = 0; i < count; i++) {
        double one = 1, x = years[i].year - middle, y = years[i].log;
        if (i) {
            double c = pow(rho, (double)(years[i].year - years[i - 1].year)), spread = 1 - c * c;
            one -= c;
            x -= c * (years[i - 1].year - middle);
            y -= c * years[i - 1].log;
            out.log_determinant += log(spread);
            one /= sqrt(spread), x /= sqrt(spread), y /= sqrt(spread);
        }
        out.one += one * one;
        out.x += one * x;
        out.xx += x * x;
        out.y += one * y;
        out.xy += x * y;
        out.yy += y * y;
    }
    return out;
}

/* The line for one rho; its weight is left as a logarithm. */
static struct ent_date_line fit(const struct ent_ratio_year *years, size_t count, int middle, double rho) {
    struct sums sums = whiten(years, count, middle, rho);
    double determinant = sums.one * sums.xx - sums.x * sums.x, freedom = (double)count - 2;
    struct ent_date_line line = {.level = (sums.xx * sums.y - sums.x * sums.xy) / determinant,
                                 .slope = (sums.one * sums.xy - sums.x * sums.y) / determinant};
    double rest = sums.yy - line.level * sums.y - line.slope * sums.xy;
    rest = rest > 1e-12 ? rest : 1e-12; /* a path without noise: any rho does */
    line.level_variance = rest / freedom * sums.xx / determinant;
    line.slope_variance = rest / freedom * sums.one / determinant;
    line.covariance = -rest / freedom * sums.x / determinant;
    line.weight = -0.5 * (sums.log_determinant + log(determinant) + freedom * log(rest));
    return line;
}

static void fit_all(const struct ent_ratio_year *years, struct ent_crossing_date *out) {
    double most = -INFINITY, sum = 0;
    for (size_t i = 0; i < ENT_DATE_GRID; i++) {
        out->lines[i] = fit(years, out->n, out->middle, rho_at(i));
        most = out->lines[i].weight > most ? out->lines[i].weight : most;
    }
    for (size_t i = 0; i < ENT_DATE_GRID; i++)
        sum += out->lines[i].weight = exp(out->lines[i].weight - most);
    out->rho = 0;
    for (size_t i = 0; i < ENT_DATE_GRID; i++) {
        out->lines[i].weight /= sum;
        out->rho += out->lines[i].weight * rho_at(i);
    }
    out->effective_n = (double)out->n * (1 - out->rho) / (1 + out->rho);
}

static double share_by_line(const struct ent_crossing_date *date, double year) {
    double out = 0, x = year - date->middle;
    for (size_t i = 0; i < ENT_DATE_GRID; i++) {
        const struct ent_date_line *line = &date->lines[i];
        double variance = line->level_variance + 2 * x * line->covariance + x * x * line->slope_variance;
        double t = date->direction * (line->level + x * line->slope) / sqrt(variance);
        out += line->weight * ent_student_below(t, (double)date->n - 2);
    }
    return out;
}

static double share_of_year(const struct ent_crossing_date *date, const struct ent_ratio_year *year) {
    double log = date->direction * year->log;
    return year->error > 0 ? ent_normal_below(log / year->error) : log > 0;
}

/* Between two years the share goes straight from one to the other. */
static double share_published(const struct ent_crossing_date *date, double year) {
    const struct ent_ratio_year *years = date->ratio->years;
    size_t count = date->ratio->count, at = 0;
    if (year <= years[0].year || count == 1)
        return share_of_year(date, &years[0]);
    while (at + 2 < count && years[at + 1].year < year)
        at++;
    double part = (year - years[at].year) / (years[at + 1].year - years[at].year);
    part = part > 1 ? 1 : part;
    return (1 - part) * share_of_year(date, &years[at]) + part * share_of_year(date, &years[at + 1]);
}

double ent_crossing_share(const struct ent_crossing_date *date, double year) {
    if (date->by == ENT_DATE_NONE)
        return (double)NAN;
    year = year < date->first_year ? date->first_year : year > date->last_year ? date->last_year : year;
    return date->by == ENT_DATE_PUBLISHED ? share_published(date, year) : share_by_line(date, year);
}

/* Where the share passes `level` going from `inside` to `outside`, which lie on two sides of it: bisection. */
static double pass(const struct ent_crossing_date *date, double level, double inside, double outside) {
    bool inside_above = ent_crossing_share(date, inside) > level;
    for (int i = 0; i < 40; i++) {
        double middle = (inside + outside) / 2;
        if ((ent_crossing_share(date, middle) > level) == inside_above)
            inside = middle;
        else
            outside = middle;
    }
    return (inside + outside) / 2;
}

static void find_interval(struct ent_crossing_date *out) {
    double first = out->first_year, last = out->last_year;
    out->established = ent_crossing_share(out, first) <= 1 - surely && ent_crossing_share(out, last) >= surely;
    if (!out->established)
        return;
    out->date = pass(out, 0.5, last, first);
    out->low = pass(out, 1 - surely, out->date, first);
    out->high = pass(out, surely, out->date, last);
}

void ent_crossing_date(const struct ent_ratio *ratio, const struct ent_crossing *crossing,
                       struct ent_crossing_date *out) {
    *out = (struct ent_crossing_date){.direction = crossing->direction,
                                      .middle = crossing->after,
                                      .ratio = ratio,
                                      .low = (double)NAN,
                                      .date = (double)NAN,
                                      .high = (double)NAN,
                                      .rho = (double)NAN,
                                      .effective_n = (double)NAN};
    size_t first = crossing->at, end = crossing->at;
    bool published = true;
    while (first > 0 && ratio->years[first - 1].year >= crossing->after - ENT_DATE_REACH)
        first--;
    while (end < ratio->count && ratio->years[end].year <= crossing->before + ENT_DATE_REACH)
        end++;
    if (crossing->at - first < ENT_DATE_FEWEST || end - crossing->at < ENT_DATE_FEWEST)
        return;
    for (size_t i = first; i < end; i++)
        published &= ratio->years[i].error > 0;
    out->first_year = ratio->years[first].year;
    out->last_year = ratio->years[end - 1].year;
    out->n = end - first;
    out->by = published ? ENT_DATE_PUBLISHED : ENT_DATE_LINE;
    if (!published)
        fit_all(&ratio->years[first], out);
    find_interval(out);
}
