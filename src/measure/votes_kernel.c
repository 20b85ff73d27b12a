/* One body for each function, compiled for what several processors have; only the population counts of AVX-512 are
 * written by hand. Doubles hold integers below 2^53 exactly and each index is one division of two of them, so the
 * values are those of code_table.c to the last bit. */
#include "measure/votes_kernel.h"

#include <math.h>
#include <string.h>

#include "measure/code_table.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define ENT_X86 1
#include <immintrin.h>
#define ENT_POPCNT __attribute__((target("popcnt")))
#ifdef __clang__ /* which knows no such preference in an attribute */
#define ENT_AVX512 __attribute__((target("popcnt,avx512f,avx512dq,avx512vl,avx512vpopcntdq")))
#else
#define ENT_AVX512 __attribute__((target("popcnt,avx512f,avx512dq,avx512vl,avx512vpopcntdq,prefer-vector-width=512")))
#endif
#endif

/* The nine cells word by word, one pair after the other. */
static inline __attribute__((always_inline)) void count_body(const uint64_t *a, const uint64_t *b, size_t words,
                                                             struct ent_vote_block *out) {
    for (int i = 0; i < ENT_TILE; i++)
        for (int j = 0; j < ENT_TILE; j++) {
            int32_t n[ENT_TABLE_CELLS] = {0};
            for (size_t word = 0; word < words; word++)
                for (int x = 0; x < 3; x++)
                    for (int y = 0; y < 3; y++)
                        n[3 * x + y] += __builtin_popcountll(a[(3 * word + (size_t)x) * ENT_TILE + (size_t)i] &
                                                             b[(3 * word + (size_t)y) * ENT_TILE + (size_t)j]);
            for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
                out->n[cell][ENT_TILE * i + j] = n[cell];
        }
}

void ent_vote_draw_open(const uint64_t *a, size_t place, const uint64_t *b, size_t words, uint64_t *scratch) {
    for (size_t word = 0; word < words; word++)
        for (size_t x = 0; x < 3; x++)
            for (size_t y = 0; y < 3; y++)
                for (size_t j = 0; j < ENT_TILE; j++)
                    scratch[(word * ENT_TABLE_CELLS + 3 * x + y) * ENT_TILE + j] =
                        a[(3 * word + x) * ENT_TILE + place] & b[(3 * word + y) * ENT_TILE + j];
}

/* Sum over digits of 2^digit times the roll calls of the cell that have the digit, from the highest digit down. */
static inline __attribute__((always_inline)) void
draw_body(const uint64_t *scratch, const struct ent_vote_digits *digits, size_t first, struct ent_vote_block *out) {
    for (size_t replicate = 0; replicate < ENT_TILE; replicate++) {
        const uint64_t *bits = digits->bits + (first + replicate) * digits->most * digits->words;
        for (size_t cell = 0; cell < ENT_TABLE_CELLS; cell++)
            for (size_t j = 0; j < ENT_TILE; j++) {
                int32_t sum = 0;
                for (size_t digit = digits->digits[first + replicate]; digit-- > 0;) {
                    sum *= 2;
                    for (size_t word = 0; word < digits->words; word++)
                        sum += __builtin_popcountll(scratch[(word * ENT_TABLE_CELLS + cell) * ENT_TILE + j] &
                                                    bits[digit * digits->words + word]);
                }
                out->n[cell][ENT_TILE * replicate + j] = sum;
            }
    }
}

/* What the indices are made of, of 64 tables: r and c are how often each of the two has each ballot. */
struct parts {
    double total[ENT_BLOCK], same[ENT_BLOCK], near[ENT_BLOCK], far[ENT_BLOCK];
    double r[3][ENT_BLOCK], c[3][ENT_BLOCK];
};

static inline __attribute__((always_inline)) void fill_parts(const struct ent_vote_block *tables,
                                                             struct parts *restrict parts) {
    const int32_t(*n)[ENT_BLOCK] = tables->n;
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        int32_t first = n[0][at] + n[1][at] + n[2][at], second = n[3][at] + n[4][at] + n[5][at];
        int32_t third = n[6][at] + n[7][at] + n[8][at];
        parts->r[0][at] = first;
        parts->r[1][at] = second;
        parts->r[2][at] = third;
        parts->c[0][at] = n[0][at] + n[3][at] + n[6][at];
        parts->c[1][at] = n[1][at] + n[4][at] + n[7][at];
        parts->c[2][at] = n[2][at] + n[5][at] + n[8][at];
        parts->total[at] = first + second + third;
        parts->same[at] = n[0][at] + n[4][at] + n[8][at];
        parts->near[at] = n[1][at] + n[3][at] + n[5][at] + n[7][at];
        parts->far[at] = n[2][at] + n[6][at];
    }
}

static inline __attribute__((always_inline)) void support_body(const struct parts *parts, int32_t *restrict support) {
    for (size_t at = 0; support && at < ENT_BLOCK; at++)
        support[at] = (int32_t)parts->total[at];
}

/* What a value is divided by: NaN where it is 0 or the support is too small, so that the value is NaN as well. */
static inline __attribute__((always_inline)) double divisor(double whole, double total, double minimum) {
    bool none = (total < minimum) | (whole == 0); /* both are asked: no branch, so that lanes stay together */
    return none ? (double)NAN : whole;
}

static inline __attribute__((always_inline)) void share_body(const double *part, double of_part, const double *more,
                                                             double of_more, double of_total, const double *total,
                                                             double minimum, double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++)
        values[at] = (of_part * part[at] + of_more * more[at]) / divisor(of_total * total[at], total[at], minimum);
}

/* `far` is what yes against no costs; one step costs 1 under all weights. Where that is 1 as well, what is alike says what
 * is not, and half of the products are enough: of the same whole numbers, so the same values. */
static inline __attribute__((always_inline)) void kappa_body(const struct parts *p, double far, double minimum,
                                                             double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        double expected = p->r[1][at] * (p->c[0][at] + p->c[2][at]) + p->c[1][at] * (p->r[0][at] + p->r[2][at]) +
                          far * (p->r[0][at] * p->c[2][at] + p->r[2][at] * p->c[0][at]);
        double observed = p->total[at] * (p->near[at] + far * p->far[at]);
        values[at] = (expected - observed) / divisor(expected, p->total[at], minimum);
    }
}

static inline __attribute__((always_inline)) void nominal_kappa_body(const struct parts *p, double minimum,
                                                                     double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        double total = p->total[at];
        double alike = p->r[0][at] * p->c[0][at] + p->r[1][at] * p->c[1][at] + p->r[2][at] * p->c[2][at];
        values[at] = (total * p->same[at] - alike) / divisor(total * total - alike, total, minimum);
    }
}

static inline __attribute__((always_inline)) void pi_body(const struct parts *p, double far, double minimum,
                                                          double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        double yes = p->r[0][at] + p->c[0][at], abstain = p->r[1][at] + p->c[1][at], no = p->r[2][at] + p->c[2][at];
        double expected = 2 * (abstain * (yes + no) + far * (yes * no));
        double observed = 4 * p->total[at] * (p->near[at] + far * p->far[at]);
        values[at] = (expected - observed) / divisor(expected, p->total[at], minimum);
    }
}

static inline __attribute__((always_inline)) void nominal_pi_body(const struct parts *p, double minimum,
                                                                  double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        double yes = p->r[0][at] + p->c[0][at], abstain = p->r[1][at] + p->c[1][at], no = p->r[2][at] + p->c[2][at];
        double alike = yes * yes + abstain * abstain + no * no, twice = 2 * p->total[at];
        values[at] = (2 * twice * p->same[at] - alike) / divisor(twice * twice - alike, p->total[at], minimum);
    }
}

static inline __attribute__((always_inline)) void s_body(const struct parts *p, double far, double minimum,
                                                         double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        double worst = far * p->total[at], distance = p->near[at] + far * p->far[at];
        values[at] = (worst - 2 * distance) / divisor(worst, p->total[at], minimum);
    }
}

static inline __attribute__((always_inline)) void tau_b_body(const struct ent_vote_block *tables, const struct parts *p,
                                                             double minimum, double *restrict values) {
    for (size_t at = 0; at < ENT_BLOCK; at++) {
        double n[ENT_TABLE_CELLS];
        for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
            n[cell] = tables->n[cell][at];
        double alike = n[0] * (n[4] + n[5] + n[7] + n[8]) + n[1] * (n[5] + n[8]) + n[3] * (n[7] + n[8]) + n[4] * n[8];
        double other = n[2] * (n[3] + n[4] + n[6] + n[7]) + n[1] * (n[3] + n[6]) + n[5] * (n[6] + n[7]) + n[4] * n[6];
        double untied_a = p->r[0][at] * p->r[1][at] + p->r[0][at] * p->r[2][at] + p->r[1][at] * p->r[2][at];
        double untied_b = p->c[0][at] * p->c[1][at] + p->c[0][at] * p->c[2][at] + p->c[1][at] * p->c[2][at];
        values[at] = (alike - other) / divisor(sqrt(untied_a * untied_b), p->total[at], minimum);
    }
}

static inline __attribute__((always_inline)) void index_body(const struct ent_vote_block *tables, const struct parts *p,
                                                             struct ent_vote_asked asked, double minimum,
                                                             double *restrict values) {
    static const double costs[] = {[ENT_WEIGHTS_NOMINAL] = 1, [ENT_WEIGHTS_LINEAR] = 2, [ENT_WEIGHTS_QUADRATIC] = 4};
    switch (asked.kind) {
    case ENT_VOTE_AGREEMENT:
        share_body(p->same, 2, p->near, asked.variant ? 1 : 0, 2, p->total, minimum, values);
        return;
    case ENT_VOTE_OPPOSITE:
        share_body(p->far, 1, p->far, 0, 1, p->total, minimum, values);
        return;
    case ENT_VOTE_KAPPA:
        if (asked.variant == ENT_WEIGHTS_NOMINAL)
            nominal_kappa_body(p, minimum, values);
        else
            kappa_body(p, costs[asked.variant], minimum, values);
        return;
    case ENT_VOTE_PI:
        if (asked.variant == ENT_WEIGHTS_NOMINAL)
            nominal_pi_body(p, minimum, values);
        else
            pi_body(p, costs[asked.variant], minimum, values);
        return;
    case ENT_VOTE_S:
        s_body(p, asked.variant ? 4 : 2, minimum, values);
        return;
    case ENT_VOTE_TAU_B:
        tau_b_body(tables, p, minimum, values);
        return;
    }
}

static inline __attribute__((always_inline)) void indices_body(const struct ent_vote_block *tables,
                                                               const struct ent_vote_asked *asked, size_t asked_count,
                                                               int32_t minimum, double *const *values,
                                                               int32_t *support) {
    struct parts parts;
    fill_parts(tables, &parts);
    support_body(&parts, support);
    for (size_t k = 0; k < asked_count; k++)
        index_body(tables, &parts, asked[k], minimum, values[k]);
}

static void count_plain(const uint64_t *a, const uint64_t *b, size_t words, struct ent_vote_block *out) {
    count_body(a, b, words, out);
}

static void indices_plain(const struct ent_vote_block *tables, const struct ent_vote_asked *asked, size_t asked_count,
                          int32_t minimum, double *const *values, int32_t *support) {
    indices_body(tables, asked, asked_count, minimum, values, support);
}

static void draw_plain(const uint64_t *scratch, const struct ent_vote_digits *digits, size_t first,
                       struct ent_vote_block *out) {
    draw_body(scratch, digits, first, out);
}

static const struct ent_vote_kernels plain = {"plain", count_plain, indices_plain, draw_plain};

#ifdef ENT_X86
ENT_POPCNT static void count_popcnt(const uint64_t *a, const uint64_t *b, size_t words, struct ent_vote_block *out) {
    count_body(a, b, words, out);
}

ENT_POPCNT static void draw_popcnt(const uint64_t *scratch, const struct ent_vote_digits *digits, size_t first,
                                   struct ent_vote_block *out) {
    draw_body(scratch, digits, first, out);
}

static const struct ent_vote_kernels popcnt = {"popcnt", count_popcnt, indices_plain, draw_popcnt};

/* Counts of one word, beside those of the words before it; the first word has none before it. */
ENT_AVX512 static inline __attribute__((always_inline)) void count_word(const uint64_t *of_a, const uint64_t *of_b,
                                                                        bool first, __m512i n[ENT_TABLE_CELLS]) {
    __m512i y[3] = {_mm512_loadu_si512(of_b), _mm512_loadu_si512(of_b + ENT_TILE),
                    _mm512_loadu_si512(of_b + 2 * ENT_TILE)};
#pragma GCC unroll 3
    for (int ballot = 0; ballot < 3; ballot++) {
        __m512i x = _mm512_set1_epi64((long long)of_a[ballot * ENT_TILE]);
#pragma GCC unroll 3
        for (int other = 0; other < 3; other++) {
            __m512i both = _mm512_popcnt_epi64(_mm512_and_si512(x, y[other]));
            n[3 * ballot + other] = first ? both : _mm512_add_epi64(n[3 * ballot + other], both);
        }
    }
}

ENT_AVX512 static void count_avx512(const uint64_t *a, const uint64_t *b, size_t words, struct ent_vote_block *out) {
    if (words == 0)
        memset(out, 0, sizeof *out);
    for (int i = 0; words && i < ENT_TILE; i++) {
        __m512i n[ENT_TABLE_CELLS];
        count_word(a + i, b, true, n);
        for (size_t word = 1; word < words; word++)
            count_word(a + 3 * word * ENT_TILE + i, b + 3 * word * ENT_TILE, false, n);
        for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
            _mm256_storeu_si256((__m256i *)&out->n[cell][ENT_TILE * i], _mm512_cvtepi64_epi32(n[cell]));
    }
}

ENT_AVX512 static void indices_avx512(const struct ent_vote_block *tables, const struct ent_vote_asked *asked,
                                      size_t asked_count, int32_t minimum, double *const *values, int32_t *support) {
    indices_body(tables, asked, asked_count, minimum, values, support);
}

ENT_AVX512 static void draw_avx512(const uint64_t *scratch, const struct ent_vote_digits *digits, size_t first,
                                   struct ent_vote_block *out) {
    for (size_t replicate = 0; replicate < ENT_TILE; replicate++) {
        const uint64_t *bits = digits->bits + (first + replicate) * digits->most * digits->words;
        __m512i n[ENT_TABLE_CELLS];
        for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
            n[cell] = _mm512_setzero_si512();
        for (size_t digit = digits->digits[first + replicate]; digit-- > 0;) {
#pragma GCC unroll 9
            for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
                n[cell] = _mm512_add_epi64(n[cell], n[cell]);
            for (size_t word = 0; word < digits->words; word++) {
                const uint64_t *cells = scratch + word * ENT_TABLE_CELLS * ENT_TILE;
                __m512i drawn = _mm512_set1_epi64((long long)bits[digit * digits->words + word]);
#pragma GCC unroll 9
                for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
                    n[cell] = _mm512_add_epi64(n[cell], _mm512_popcnt_epi64(_mm512_and_si512(
                                                            drawn, _mm512_loadu_si512(cells + cell * ENT_TILE))));
            }
        }
        for (int cell = 0; cell < ENT_TABLE_CELLS; cell++)
            _mm256_storeu_si256((__m256i *)&out->n[cell][ENT_TILE * replicate], _mm512_cvtepi64_epi32(n[cell]));
    }
}

static const struct ent_vote_kernels avx512 = {"avx512", count_avx512, indices_avx512, draw_avx512};

const struct ent_vote_kernels *ent_vote_kernels_at(int which) {
    bool counts = __builtin_cpu_supports("popcnt");
    bool vectors = counts && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq");
    switch (which) {
    case 0:
        return &plain;
    case 1:
        return counts ? &popcnt : NULL;
    case 2:
        return vectors ? &avx512 : NULL;
    default:
        return NULL;
    }
}
#else
const struct ent_vote_kernels *ent_vote_kernels_at(int which) {
    return which == 0 ? &plain : NULL;
}
#endif

const struct ent_vote_kernels *ent_vote_kernels_best(void) {
    for (int which = ENT_VOTE_KERNELS - 1; which > 0; which--)
        if (ent_vote_kernels_at(which))
            return ent_vote_kernels_at(which);
    return &plain;
}
