/* Profiles: what a state shows toward every member of the system in a year (what it owes to each, how much of its trade
 * is with each), as rows of a matrix. An index of likeness is a function of two rows; it does not know which strand the
 * cells came from. A strand joins with a rule that says how a fact becomes a cell (profile_strands.c).
 *
 * A column is a member of the list "cow" on some day of the year, so a state and the one that takes its place within
 * the year are two columns. A column that is not known of both states is left out: support counts those compared. */
#ifndef ENT_MEASURE_PROFILE_H
#define ENT_MEASURE_PROFILE_H

#include "measure/code_words.h"
#include "measure/sum.h"
#include "measure/support.h"
#include "measure/trade_flows.h"
#include "measure/value_pairs.h"

enum { ENT_PROFILE_UNKNOWN = 128 }; /* a bit beside the code so far: the source leaves something empty */

/* The matrix of a year. Either codes or values are there. */
struct ent_profile_year {
    int year;
    size_t columns, words;   /* states in the system; 64-bit words of a plane */
    const ent_state *states; /* of each column, ascending */
    int16_t *column_of;      /* by state; -1: not a member */
    unsigned char *kinds;    /* by row: enum ent_kind, what an absent row of the state means */
    unsigned char *codes;    /* [row][column] */
    uint64_t *planes;        /* [row][code][word]: the columns toward which a row is known to have the code */
    double *values;          /* [row][column], 0 to 1; NaN: unknown */
    uint16_t *ranks;         /* [row][column]: place among the different values of the row */
    double *weights;         /* by column, NaN: none; NULL: not asked */
    uint64_t *weighted;      /* plane of the columns that have a weight */
    struct ent_sum weight;   /* of all columns */
    bool any_weight;
};

struct ent_profile_strand;

struct ent_profiles {
    const struct ent_profile_strand *strand;
    int first_year, last_year;
    const ent_state *rows;
    size_t row_count;
    int *row_of; /* by state; -1: no row */
    bool scan;   /* the rows are so many that the strand is read once, not state by state */
    struct ent_profile_year *years;
    const struct ent_release *beside; /* NULL, or a second release: of the weights, or of what cells are shares of */
    const char *note;                 /* NULL, or why there is nothing */
    struct ent_arena *arena;
};

/* A valued dyadic strand. */
struct ent_profile_strand {
    int codes;         /* codes from 0 to codes - 1; 0: figures from 0 to 1 */
    double self;       /* what a state shows toward itself with columns=all; NaN: nothing */
    bool needs_absent; /* no profile where an absent row is missing: most columns have none */
    const char *items; /* "states" */
    /* Cells of every row; they are already 0 where the source covers the row and an absent row means none. */
    int (*fill)(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                struct ent_profiles *profiles, struct ent_error *error);
};

/* An index over two rows: over the table of their codes, or over their values. NULL where it is not defined. */
struct ent_profile_index {
    int (*variant)(const struct ent_request *request);
    struct ent_code_value (*of_table)(const struct ent_code_table *table, int variant);
    char *(*table_words)(struct ent_arena *arena, const struct ent_code_table *table, int variant);
    struct ent_code_value (*of_values)(const struct ent_value_pairs *pairs, int variant);
    char *(*value_words)(struct ent_arena *arena, const struct ent_value_pairs *pairs, int variant);
};

/* The rule of a measure. */
struct ent_profile_rule {
    const struct ent_profile_index *index;
    const struct ent_profile_strand *strand;
};

extern const struct ent_profile_strand ent_profile_alliance, ent_profile_igo, ent_profile_trade;

/* Rows of the states listed over a span of years. Memory is the arena's. */
int ent_profiles_open(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                      const ent_state *rows, size_t row_count, int first_year, int last_year, struct ent_arena *arena,
                      struct ent_profiles *out, struct ent_error *error);

/* The same, out of what is kept where all of it is there: rows may then be more and the years longer, so row_of says
 * which is which. What is not is kept in the context's arena for the next index that is made of it, or, where much is
 * kept already, stands in `scratch`. */
int ent_profiles_get(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                     const ent_state *rows, size_t row_count, int first_year, int last_year, struct ent_arena *scratch,
                     const struct ent_profiles **out, struct ent_error *error);

struct ent_profile_year *ent_profiles_year(const struct ent_profiles *profiles, int year);

/* The cell of a row toward a state, for filling; NULL where the state is no member of the year. */
unsigned char *ent_profile_code(const struct ent_profiles *profiles, int year, size_t row, ent_state toward);
double *ent_profile_value(const struct ent_profiles *profiles, int year, size_t row, ent_state toward);

/* How often row a has each code and row b each code. `all` keeps the columns of the two states themselves, `only` is a
 * plane of the columns that count (NULL: all). */
struct ent_code_table ent_profile_table(const struct ent_profiles *profiles, const struct ent_profile_year *year,
                                        size_t a, size_t b, bool all, const uint64_t *only);

/* The same of codes above 0 against 0. */
struct ent_code_table ent_profile_binary(const struct ent_code_table *table);

/* The values of both rows where both are known, into arrays of the caller with room for every column. */
struct ent_value_pairs ent_profile_pairs(const struct ent_profile_year *year, const ent_state states[2], size_t a,
                                         size_t b, bool all, const struct ent_value_room *room);

/* Weighted distance of two rows of codes. */
struct ent_profile_distance {
    double distance, weight,
        left_out; /* sums of weight times difference, of weights compared, of weights not compared */
};
struct ent_profile_distance ent_profile_distance(const struct ent_profiles *profiles,
                                                 const struct ent_profile_year *year, size_t a, size_t b, bool all,
                                                 bool binary, bool squared);

/* The functions of every such measure. */
int ent_profile_compute(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                        struct ent_error *error);
int ent_profile_trace(struct ent_context *context, const struct ent_request *request, int year, struct ent_trace *out,
                      struct ent_error *error);
int ent_profile_sweep(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                      size_t count, struct ent_sweep *out, struct ent_error *error);
int ent_profile_gather(struct ent_context *context, const struct ent_request *request, const ent_state *states,
                       size_t count, struct ent_error *error);

/* What every measure over profiles declares alike. */
#define ENT_PROFILE_MEASURE                                                                                            \
    .scale = ENT_SCALE_NUMBER, .states = 2, .on_request = true, .aggregation = "mean", .compute = ent_profile_compute, \
    .trace = ent_profile_trace, .sweep = ent_profile_sweep, .gather = ent_profile_gather

/* The options of measures over alliance portfolios, to be written among their own. */
#define ENT_ALLIANCE_OPTIONS                                                                                           \
    {"coding", "valued|binary", "valued",                                                                              \
     "valued: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 none; binary: any of them or "   \
     "none"},                                                                                                          \
        {"columns", "others|all", "others",                                                                            \
         "others: what both owe to third states; all: and to themselves (the highest code) and to each other"},        \
    {                                                                                                                  \
        "preset", "fpsim", "",                                                                                         \
            "fpsim: as svmiller/fpsim has it: columns=all, quadratic weights of kappa and nominal ones of pi"          \
    }

#define ENT_COLUMNS_OPTION                                                                                             \
    {                                                                                                                  \
        "columns", "others|all", "others",                                                                             \
            "others: what both show to third states; all: and to themselves and to each other"                         \
    }

#endif
