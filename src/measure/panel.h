/* A panel: the rows of the international system (a state, a pair or a directed pair by year) with a value and a kind
 * for every measure asked. Each value is the measure's own series, so a panel says what `check` and `why` say. */
#ifndef ENT_MEASURE_PANEL_H
#define ENT_MEASURE_PANEL_H

#include "measure/measure.h"

enum ent_panel_unit { ENT_PANEL_STATE, ENT_PANEL_PAIR, ENT_PANEL_DIRECTED };

struct ent_panel_column {
    const char *name;           /* "gdp_usd", for a file's head: letters, digits, _ */
    const char *specification;  /* as asked, every option written */
    struct ent_request request; /* its states do not matter */
    struct ent_strand *strand;  /* of a measure over one strand; NULL: the record has none */
    const struct ent_release *releases[ENT_RELEASES_MOST];
    size_t release_count;
    int first_year, last_year;    /* what its first release covers; first > last: nothing */
    const char *note;             /* NULL, or what a reader needs: why there is nothing, a caution */
    bool each_state;              /* a measure of one state in a panel of pairs: once for each of the two */
    bool types;                   /* the strand's types stand in columns of their own */
    struct ent_series **of_state; /* each_state: by state, NULL until needed */
};

struct ent_panel {
    enum ent_panel_unit unit;
    const char *list;          /* "cow" or "gw": whose members make the rows */
    int first_year, last_year; /* 0, 0: set to the years that any column covers */
    ent_state *states;         /* who is ever a member in these years, in order of the list's latest numbers */
    size_t state_count;
    unsigned char *members; /* [state id][year - first_year]: whether it is in the rows of the year. Where the list has
                             * one number for two of our states in a year, the one that had it longer stands for it */
    struct ent_panel_column *columns;
    size_t column_count, column_capacity;
    struct ent_arena *arena;
};

void ent_panel_init(struct ent_panel *panel, enum ent_panel_unit unit, const char *list, struct ent_arena *arena);

/* Adds a column for a request whose states do not matter; where the request names no source, one for every source that
 * can serve it, but single published figures. `name` is NULL for one made of the specification. Errors: a measure of
 * two states in a panel of states; a name that is there already. */
int ent_panel_add(struct ent_panel *panel, struct ent_context *context, const struct ent_request *request,
                  const char *name, struct ent_error *error);

/* Settles years, states and membership. `among` is NULL for all members of the list; else "@NAME" (members of the group
 * in the year), or states separated by commas. */
int ent_panel_settle(struct ent_panel *panel, struct ent_context *context, const char *among, struct ent_error *error);

bool ent_panel_has(const struct ent_panel *panel, ent_state state, int year);

/* Whether the two are in the rows of the year and were members on some day together; with b ENT_NO_STATE: whether a is.
 */
bool ent_panel_row(const struct ent_panel *panel, const struct ent_states *states, ent_state a, ent_state b, int year);

/* The code of a state in a scheme as of the last day of the year on which the list counts it; NULL for none. */
const char *ent_panel_code(const struct ent_panel *panel, const struct ent_states *states, const char *scheme,
                           ent_state state, int year);

/* One state or pair, with the series of each column: series[2 * column], and of each_state columns also
 * series[2 * column + 1] for b. */
struct ent_panel_case {
    ent_state a, b; /* b is ENT_NO_STATE for a state */
    struct ent_series **series;
    size_t done, of; /* cases before this one, and in all */
};
typedef int (*ent_panel_visit)(void *data, const struct ent_panel *panel, const struct ent_panel_case *one,
                               struct ent_error *error);

/* Visits every case that has at least one year, in order of numbers; the series live as long as the visit. */
int ent_panel_each(struct ent_panel *panel, struct ent_context *context, ent_panel_visit visit, void *data,
                   struct ent_error *error);

#endif
