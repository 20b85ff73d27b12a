/* The measures that are compiled in, one line each, in order of name; and how a name becomes a measure. */
#include <string.h>

#include "measure/support.h"

extern const struct ent_measure ent_measure_alliance;
extern const struct ent_measure ent_measure_alliance_kappa;
extern const struct ent_measure ent_measure_alliance_obligation;
extern const struct ent_measure ent_measure_alliance_pi;
extern const struct ent_measure ent_measure_alliance_s;
extern const struct ent_measure ent_measure_alliance_taub;
extern const struct ent_measure ent_measure_capability_index;
extern const struct ent_measure ent_measure_gdp_net;
extern const struct ent_measure ent_measure_gdp_perhead;
extern const struct ent_measure ent_measure_gdp_share;
extern const struct ent_measure ent_measure_igo_kappa;
extern const struct ent_measure ent_measure_igo_pi;
extern const struct ent_measure ent_measure_igo_s;
extern const struct ent_measure ent_measure_igo_taub;
extern const struct ent_measure ent_measure_irst_share;
extern const struct ent_measure ent_measure_milex_share;
extern const struct ent_measure ent_measure_milper_share;
extern const struct ent_measure ent_measure_pec_share;
extern const struct ent_measure ent_measure_population_share;
extern const struct ent_measure ent_measure_regime_distance;
extern const struct ent_measure ent_measure_rivalry_shared;
extern const struct ent_measure ent_measure_trade_asymmetry;
extern const struct ent_measure ent_measure_trade_dependence;
extern const struct ent_measure ent_measure_trade_hhi;
extern const struct ent_measure ent_measure_trade_kappa;
extern const struct ent_measure ent_measure_trade_link;
extern const struct ent_measure ent_measure_trade_mirror;
extern const struct ent_measure ent_measure_trade_partner_share;
extern const struct ent_measure ent_measure_trade_pi;
extern const struct ent_measure ent_measure_trade_s;
extern const struct ent_measure ent_measure_trade_salience;
extern const struct ent_measure ent_measure_trade_taub;
extern const struct ent_measure ent_measure_votes_agreement;
extern const struct ent_measure ent_measure_votes_cast;
extern const struct ent_measure ent_measure_votes_ideal;
extern const struct ent_measure ent_measure_votes_kappa;
extern const struct ent_measure ent_measure_votes_opposite;
extern const struct ent_measure ent_measure_votes_pi;
extern const struct ent_measure ent_measure_votes_s;
extern const struct ent_measure ent_measure_votes_same;
extern const struct ent_measure ent_measure_votes_taub;

static const struct ent_measure *const measures[] = {
    &ent_measure_alliance,            /* an obligation in force, yes or no */
    &ent_measure_alliance_kappa,      /* likeness of portfolios beyond chance */
    &ent_measure_alliance_obligation, /* the highest obligation, coded 0 to 3 */
    &ent_measure_alliance_pi,         /* likeness of portfolios beyond the chance of a common mix */
    &ent_measure_alliance_s,          /* nearness of portfolios */
    &ent_measure_alliance_taub,       /* association of portfolios in order */
    &ent_measure_capability_index,    /* CINC from its components */
    &ent_measure_gdp_net,             /* size times efficiency of an economy */
    &ent_measure_gdp_perhead,         /* GDP over population */
    &ent_measure_gdp_share,           /* share of the world's GDP */
    &ent_measure_igo_kappa,           /* likeness of organisations shared beyond chance */
    &ent_measure_igo_pi,              /* likeness of organisations shared beyond a common chance */
    &ent_measure_igo_s,               /* nearness of profiles of organisations shared */
    &ent_measure_igo_taub,            /* their association in order */
    &ent_measure_irst_share,          /* of its iron and steel */
    &ent_measure_milex_share,         /* of its military expenditure */
    &ent_measure_milper_share,        /* of its soldiers */
    &ent_measure_pec_share,           /* of its energy */
    &ent_measure_population_share,    /* of its people */
    &ent_measure_regime_distance,     /* how far apart two regimes score */
    &ent_measure_rivalry_shared,      /* a rival in common and no rivalry between them */
    &ent_measure_trade_asymmetry,     /* who depends more */
    &ent_measure_trade_dependence,    /* trade over GDP */
    &ent_measure_trade_hhi,           /* concentration over partners */
    &ent_measure_trade_kappa,         /* likeness of trade portfolios beyond chance */
    &ent_measure_trade_link,          /* who of two depends less, or more */
    &ent_measure_trade_mirror,        /* both customs on one flow */
    &ent_measure_trade_partner_share, /* share of one in the other's trade */
    &ent_measure_trade_pi,            /* the same beyond a common chance */
    &ent_measure_trade_s,             /* nearness of trade portfolios */
    &ent_measure_trade_salience,      /* how much their trade weighs for both */
    &ent_measure_trade_taub,          /* their association in order */
    &ent_measure_votes_agreement,     /* raw agreement */
    &ent_measure_votes_cast,          /* the ballot in one roll call */
    &ent_measure_votes_ideal,         /* distance of ideal points */
    &ent_measure_votes_kappa,         /* agreement beyond chance */
    &ent_measure_votes_opposite,      /* yes against no */
    &ent_measure_votes_pi,            /* agreement beyond the chance of a common mix */
    &ent_measure_votes_s,             /* nearness on the scale of ballots */
    &ent_measure_votes_same,          /* the same ballot in one roll call */
    &ent_measure_votes_taub,          /* association in order */
};

const struct ent_measure *const *ent_measure_all(size_t *count) {
    *count = sizeof measures / sizeof measures[0];
    return measures;
}

int ent_context_init(struct ent_context *context, struct ent_record *record, struct ent_arena *arena,
                     struct ent_error *error) {
    *context = (struct ent_context){.record = record, .arena = arena};
    context->cache = ent_arena_alloc(arena, 1, sizeof *context->cache);
    if (!context->cache)
        return ent_fail_memory(error);
    context->cache->arena = arena;
    return ENT_OK;
}

/* A compiled measure goes before a strand of the same name: `alliance` asks the strand `alliance` for an obligation. */
int ent_measure_find(struct ent_context *context, const char *name, const struct ent_measure **out,
                     struct ent_error *error) {
    *out = NULL;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        if (strcmp(measures[i]->name, name) == 0) {
            *out = measures[i];
            return ENT_OK;
        }
    struct ent_strand *strand;
    ENT_TRY(ent_record_strand(context->record, name, &strand, error));
    return strand ? ent_strand_measure_make(context, strand, out, error) : ENT_OK;
}
