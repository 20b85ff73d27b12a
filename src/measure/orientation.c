/* Which way a measure runs, from the words of its declaration. */
#include <string.h>

#include "measure/measure.h"

double ent_orientation_sense(const char *orientation, const char **word) {
    static const char *const opposite[][2] = {{"farther", "closer"}, {"more opposed", "closer"}, {"hostile", "closer"}};
    double sense = 1;
    const char *after = orientation ? strstr(orientation, " = ") : NULL;
    if (after && strncmp(orientation, "lower", 5) == 0)
        sense = -1;
    *word = after ? after + 3 : orientation ? orientation : "higher";
    for (size_t i = 0; i < sizeof opposite / sizeof opposite[0]; i++)
        if (strcmp(*word, opposite[i][0]) == 0) {
            *word = opposite[i][1];
            return -sense;
        }
    return sense;
}

bool ent_orientation_opposed(const char *orientation, const char *other) {
    const char *word, *other_word;
    return ent_orientation_sense(orientation, &word) * ent_orientation_sense(other, &other_word) < 0;
}
