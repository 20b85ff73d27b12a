#include "measure/votes_table.h"

long ent_vote_table_total(const struct ent_vote_table *table) {
    long total = 0;
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++)
            total += table->n[x][y];
    return total;
}

struct ent_code_table ent_vote_table_codes(const struct ent_vote_table *table) {
    struct ent_code_table codes = {.codes = ENT_BALLOTS};
    for (int x = 0; x < ENT_BALLOTS; x++)
        for (int y = 0; y < ENT_BALLOTS; y++)
            codes.n[x][y] = table->n[x][y];
    return codes;
}
