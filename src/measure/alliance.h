/* The obligations of a treaty as codes: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression. */
#ifndef ENT_MEASURE_ALLIANCE_H
#define ENT_MEASURE_ALLIANCE_H

#include "measure/support.h"

/* Bits of the strand's types that are an obligation of exactly this code, 1 to 3 (alliance.c). */
uint32_t ent_alliance_bits(const struct ent_strand *strand, int code);

#endif
