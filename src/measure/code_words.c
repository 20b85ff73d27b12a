#include "measure/code_words.h"

#include "measure/support.h"

int ent_code_weights_asked(const struct ent_request *request) {
    if (ent_request_is(request, "weights", "linear"))
        return ENT_WEIGHTS_LINEAR;
    return ent_request_is(request, "weights", "quadratic") ? ENT_WEIGHTS_QUADRATIC : ENT_WEIGHTS_NOMINAL;
}

int ent_code_squared_asked(const struct ent_request *request) {
    return ent_request_is(request, "metric", "squared");
}

static char *nothing(struct ent_arena *arena, const char *items) {
    return ent_arena_format(arena, "no common %s", items);
}

char *ent_code_chance_text(struct ent_arena *arena, const struct ent_code_table *table, enum ent_code_weights weights,
                           enum ent_code_chance chance, const char *items) {
    double observed, expected;
    if (ent_code_total(table) == 0)
        return nothing(arena, items);
    ent_code_chance_parts(table, weights, chance, &observed, &expected);
    return ent_arena_format(arena, "1 - (1 - %.4f) / (1 - %.4f): agreement observed and by chance, %ld %s",
                            1 - observed, 1 - expected, (long)ent_code_total(table), items);
}

char *ent_code_s_text(struct ent_arena *arena, const struct ent_code_table *table, bool squared, const char *items) {
    enum ent_code_weights weights = squared ? ENT_WEIGHTS_QUADRATIC : ENT_WEIGHTS_LINEAR;
    long total = (long)ent_code_total(table), step = table->codes - 1;
    if (total == 0)
        return nothing(arena, items);
    return ent_arena_format(arena, "1 - 2 x %ld / (%ld x %ld): distance and the largest possible, %ld %s",
                            (long)ent_code_disagreement(table, weights), squared ? step * step : step, total, total,
                            items);
}

char *ent_code_tau_b_text(struct ent_arena *arena, const struct ent_code_table *table, const char *items) {
    int64_t concordant, discordant;
    if (ent_code_total(table) == 0)
        return nothing(arena, items);
    ent_code_orders(table, &concordant, &discordant);
    return ent_arena_format(arena, "(%ld - %ld) / pairs not tied: ordered alike and the other way round, %ld %s",
                            (long)concordant, (long)discordant, (long)ent_code_total(table), items);
}
