/* Time: days, half-open intervals of days with a precision, and how they are read and written. */
#ifndef ENT_BASE_DAY_H
#define ENT_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days since 1970-01-01 in the proleptic Gregorian calendar; year 1 to 9999. */
typedef int32_t ent_day;

#define ENT_DAY_OPEN INT32_MAX  /* "still so when the list was made" */
#define ENT_DAY_EARLY INT32_MIN /* before any list */

enum ent_precision { ENT_PRECISION_DAY, ENT_PRECISION_MONTH, ENT_PRECISION_YEAR };

/* [from, to): a year is [Y-01-01, (Y+1)-01-01). */
struct ent_interval {
    ent_day from, to;
    enum ent_precision precision;
};

ent_day ent_day_from(int year, int month, int day);
void ent_day_split(ent_day day, int *year, int *month, int *day_of_month);
int ent_day_year(ent_day day);
bool ent_day_valid(int year, int month, int day);

struct ent_interval ent_interval_year(int year);
struct ent_interval ent_interval_month(int year, int month);

/* "2018", "2018-09" or "2018-09-11" (nothing after it); false when it is not a date that exists. */
bool ent_interval_parse(const char *text, struct ent_interval *out);

/* Writes a day with a precision ("2018", "2018-09", "2018-09-11"); an open day is "", at least 11 bytes needed. */
void ent_day_print(ent_day day, enum ent_precision precision, char *out, size_t size);

#endif
