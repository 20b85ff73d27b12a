/* Alliance obligations of two states.
 *
 * alliance.obligation
 *   Formula: code of what is in force in the year, the highest of both directions:
 *     3 defence or offence, 2 neutrality or consultation, 1 non-aggression, 0 none (also a treaty without a pledge)
 *   Range: 0 to 3. With direction=from: what the first owes the second. Where only one side has the obligation, the
 *   point carries a note.
 * alliance
 *   Formula: 1 when an obligation of the asked kind is in force on a day of the year, else 0. The default is strong,
 *   code 3, because a treaty of non-aggression or consultation makes rivals "allied"; the series says so.
 *
 * Undefined: never; unknown where the source leaves all pledges of the row empty. Not covered is not "no alliance".
 * Complexity: the facts of the pair times their years. Papers: Leeds, Ritter, Mitchell and Long 2002,
 * doi:10.1080/03050620213653; the coding follows Chiba, Johnson and Leeds 2015, doi:10.1017/S0022381615000070. */
#include <stdlib.h>
#include <string.h>

#include "measure/alliance.h"
#include "measure/strand.h"

enum { STRONG = 3, MIDDLE = 2, WEAK = 1 };

/* The obligations by the names that recipes give them. */
static const struct pledge {
    const char *name;
    int code;
} pledges[] = {{"defence", STRONG},
               {"offence", STRONG},
               {"neutrality", MIDDLE},
               {"consultation", MIDDLE},
               {"nonaggression", WEAK}};

enum { PLEDGES = sizeof pledges / sizeof pledges[0] };

uint32_t ent_alliance_bits(const struct ent_strand *strand, int code) {
    uint32_t bits = 0;
    for (int bit = 0; bit < 32; bit++)
        for (int i = 0; strand->types[bit] && i < PLEDGES; i++)
            if (pledges[i].code == code && strcmp(strand->types[bit], pledges[i].name) == 0)
                bits |= (uint32_t)1 << bit;
    return bits;
}

static uint32_t bits_of_name(const struct ent_strand *strand, const char *name) {
    for (int bit = 0; bit < 32; bit++)
        if (strand->types[bit] && strcmp(strand->types[bit], name) == 0)
            return (uint32_t)1 << bit;
    return 0;
}

/* What is in force in one year: pledges of the first toward the second, and back. */
struct year_pledges {
    uint32_t types[2];
    bool treaty[2];
    bool unknown;
    long rows;
};

/* One entry per year of the series; the caller frees it. */
static int read_pledges(struct ent_context *context, const struct ent_request *request, const struct ent_basis *basis,
                        struct ent_series *series, struct year_pledges **out, struct ent_error *error) {
    struct ent_facts facts;
    size_t years = series->last_year < series->first_year ? 0 : (size_t)(series->last_year - series->first_year + 1);
    ENT_TRY(ent_record_facts(context->record, context->arena, basis->strand, request->a, request->b, true,
                             request->item ? request->item : -1, basis->release->id, &facts, error));
    *out = calloc(years + 1, sizeof **out);
    if (!*out)
        return ent_fail_memory(error);
    for (size_t i = 0; i < facts.count; i++) {
        const struct ent_fact *fact = &facts.items[i];
        int first, last, side = basis->strand->directed && fact->a != request->a;
        if (!ent_fact_allowed(context->record, fact, &request->view) || (fact->recalled && !request->view.recalled) ||
            fact->kind == ENT_KIND_NONE || !ent_fact_years(fact, series->first_year, series->last_year, &first, &last))
            continue;
        for (int year = first; year <= last; year++) {
            struct year_pledges *pledged = &(*out)[year - series->first_year];
            if (!ent_spell_counts(fact, ent_series_point(series, year)))
                continue;
            pledged->rows++;
            pledged->unknown |= fact->kind == ENT_KIND_UNKNOWN;
            pledged->treaty[side] |= fact->kind == ENT_KIND_VALUE;
            pledged->types[side] |= fact->kind == ENT_KIND_VALUE ? fact->types : 0;
        }
    }
    return ENT_OK;
}

/* Turns what one side owes into a number; 0 where it owes nothing. */
typedef double (*grade_function)(const struct ent_strand *strand, const struct ent_request *request, uint32_t types,
                                 bool treaty);

static double grade_code(const struct ent_strand *strand, const struct ent_request *request, uint32_t types,
                         bool treaty) {
    (void)request;
    (void)treaty;
    for (int code = STRONG; types && code >= WEAK; code--)
        if (types & ent_alliance_bits(strand, code))
            return code;
    return 0;
}

static double grade_yes_no(const struct ent_strand *strand, const struct ent_request *request, uint32_t types,
                           bool treaty) {
    const char *obligation = ent_request_get(request, "obligation");
    if (strcmp(obligation, "any") == 0)
        return treaty;
    bool strong = strcmp(obligation, "strong") == 0;
    return (types & (strong ? ent_alliance_bits(strand, STRONG) : bits_of_name(strand, obligation))) != 0;
}

static void set_point(const struct ent_basis *basis, const struct ent_request *request, grade_function grade,
                      const struct year_pledges *pledged, struct ent_point *point) {
    if (pledged->rows == 0)
        return;
    bool from = ent_request_is(request, "direction", "from");
    double owes = grade(basis->strand, request, pledged->types[0], pledged->treaty[0]);
    double owed = grade(basis->strand, request, pledged->types[1], pledged->treaty[1]);
    if (from && basis->strand->directed && !pledged->treaty[0] && !pledged->unknown)
        return; /* only the other side has a row: what an absent row means holds for this one */
    if (!pledged->treaty[0] && !pledged->treaty[1]) {
        ent_point_unsee(point, ENT_KIND_UNKNOWN, ENT_WHY_MISSING);
        return;
    }
    ent_point_set(point, from ? owes : owes > owed ? owes : owed, pledged->rows);
    point->types = pledged->types[0] | (from ? 0 : pledged->types[1]);
    if (basis->strand->directed && owes != owed)
        point->notes |= ENT_NOTE_ONE_SIDED_OBLIGATION;
}

static int fill(struct ent_context *context, const struct ent_request *request, enum ent_scale scale,
                grade_function grade, struct ent_series **out, struct ent_error *error) {
    struct ent_basis basis;
    struct year_pledges *pledged;
    ENT_TRY(ent_basis_choose(context, request, "alliance", &basis, error));
    ENT_TRY(ent_series_begin(context, request, &basis, scale, out, error));
    if (!basis.release)
        return ENT_OK;
    ENT_TRY(read_pledges(context, request, &basis, *out, &pledged, error));
    for (int year = (*out)->first_year; year <= (*out)->last_year; year++)
        set_point(&basis, request, grade, &pledged[year - (*out)->first_year], ent_series_point(*out, year));
    free(pledged);
    return ENT_OK;
}

static int compute_obligation(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                              struct ent_error *error) {
    return fill(context, request, ENT_SCALE_CODED, grade_code, out, error);
}

static int compute_alliance(struct ent_context *context, const struct ent_request *request, struct ent_series **out,
                            struct ent_error *error) {
    ENT_TRY(fill(context, request, ENT_SCALE_YES_NO, grade_yes_no, out, error));
    if (!(*out)->note && ent_request_is(request, "obligation", "strong"))
        (*out)->note = "allied means an obligation of defence or offence (code 3); obligation= asks for another";
    return ENT_OK;
}

#define DIRECTION_OPTION                                                                                               \
    {                                                                                                                  \
        "direction", "either|from", "either",                                                                          \
            "either: the highest of both directions; from: what the first owes the second"                             \
    }

const struct ent_measure ent_measure_alliance_obligation = {
    .name = "alliance.obligation",
    .summary = "highest alliance obligation in force",
    .unit = "code 0 to 3",
    .orientation = "higher = closer",
    .scale = ENT_SCALE_CODED,
    .states = 2,
    .strands = {"alliance"},
    .options = {DIRECTION_OPTION},
    .aggregation = "none",
    .reference = "Leeds, Ritter, Mitchell and Long 2002; Chiba, Johnson and Leeds 2015",
    .example = "defence and consultation: 3; neutrality: 2; non-aggression alone: 1; no row: 0 (METHODS 1.1)",
    .compute = compute_obligation,
    .trace = ent_strand_trace,
};

const struct ent_measure ent_measure_alliance = {
    .name = "alliance",
    .summary = "whether an alliance obligation of a kind is in force",
    .unit = "yes or no",
    .orientation = "yes = closer",
    .scale = ENT_SCALE_YES_NO,
    .states = 2,
    .strands = {"alliance"},
    .options = {{"obligation", "strong|defence|offence|neutrality|nonaggression|consultation|any", "strong",
                 "which obligation counts; strong: defence or offence; any: any treaty of the list"},
                DIRECTION_OPTION},
    .aggregation = "none",
    .reference = "Leeds, Ritter, Mitchell and Long 2002",
    .example = "non-aggression alone: no under strong, yes under any",
    .compute = compute_alliance,
    .trace = ent_strand_trace,
};
