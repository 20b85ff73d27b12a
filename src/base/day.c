#include "base/day.h"

#include <ctype.h>
#include <stdio.h>

/* Howard Hinnant's public-domain civil calendar arithmetic ("chrono-compatible low-level date algorithms"). */
ent_day ent_day_from(int year, int month, int day) {
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void ent_day_split(ent_day day, int *year, int *month, int *day_of_month) {
    int shifted = day + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int part = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * part + 2) / 5 + 1;
    *month = part < 10 ? part + 3 : part - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

int ent_day_year(ent_day day) {
    int year, month, day_of_month;
    ent_day_split(day, &year, &month, &day_of_month);
    return year;
}

bool ent_day_valid(int year, int month, int day) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap);
}

struct ent_interval ent_interval_year(int year) {
    return (struct ent_interval){ent_day_from(year, 1, 1), ent_day_from(year + 1, 1, 1), ENT_PRECISION_YEAR};
}

struct ent_interval ent_interval_month(int year, int month) {
    int next_year = month == 12 ? year + 1 : year, next_month = month == 12 ? 1 : month + 1;
    return (struct ent_interval){ent_day_from(year, month, 1), ent_day_from(next_year, next_month, 1),
                                 ENT_PRECISION_MONTH};
}

static bool digits(const char **at, int count, int *out) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)(*at)[i]))
            return false;
        value = value * 10 + ((*at)[i] - '0');
    }
    *at += count;
    *out = value;
    return true;
}

bool ent_interval_parse(const char *text, struct ent_interval *out) {
    int year, month = 1, day = 1;
    if (!digits(&text, 4, &year) || year < 1)
        return false;
    if (!*text) {
        *out = ent_interval_year(year);
        return true;
    }
    if (*text++ != '-' || !digits(&text, 2, &month) || !ent_day_valid(year, month, 1))
        return false;
    if (!*text) {
        *out = ent_interval_month(year, month);
        return true;
    }
    if (*text++ != '-' || !digits(&text, 2, &day) || *text || !ent_day_valid(year, month, day))
        return false;
    ent_day at = ent_day_from(year, month, day);
    *out = (struct ent_interval){at, at + 1, ENT_PRECISION_DAY};
    return true;
}

void ent_day_print(ent_day day, enum ent_precision precision, char *out, size_t size) {
    if (day == ENT_DAY_OPEN || day == ENT_DAY_EARLY) {
        snprintf(out, size, "%s", "");
        return;
    }
    int year, month, day_of_month;
    ent_day_split(day, &year, &month, &day_of_month);
    if (precision == ENT_PRECISION_YEAR)
        snprintf(out, size, "%04d", year);
    else if (precision == ENT_PRECISION_MONTH)
        snprintf(out, size, "%04d-%02d", year, month);
    else
        snprintf(out, size, "%04d-%02d-%02d", year, month, day_of_month);
}
