/* uniforms.c: random numbers, Latin hypercubes, Sobol sequences, and what is correlated. Example in uniforms.h.
 *
 * A hypercube needs a random order of the slices of each input. A hypercube of one block is shuffled (R. Durstenfeld, Algorithm 235,
 * Communications of the ACM 7, 1964). For more it is the order that a small cipher puts their numbers in (a Feistel network of six
 * rounds over the next even power of two, again where it comes out too high), so that it is worked out for each draw by itself, without
 * a table of all of them; the keys of its rounds come from Philox.
 *
 * Rank correlations come by reordering each block (rank_order.h). Where a block has too few draws for that, for very many independent
 * draws, and for Sobol sequences, whose evenness over several dimensions it would spoil, by a normal copula. The normal scores of a rank correlation rho have the
 * correlation 2 sin(pi rho / 6) (K. Pearson, 1907).
 *
 * References: J. Black, P. Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002.
 */
#include "sampling/uniforms.h"

#include "base/alloc.h"
#include "numeric/normal.h"
#include "numeric/philox.h"
#include "numeric/vector.h"

#include <stdlib.h>

enum { STEP_BITS = 40 }; /* draws below 2^41, as two draws share a counter; the step is above them */
enum { ROUNDS = 6 };
/* Independent draws beyond it meet a rank correlation to 0.002 anyhow, and reordering moves means by some 0.0003 sd. */
#define REORDERED_MOST ((uint64_t)1 << 18)
#define SECOND_SAMPLE UINT64_C(0x5bd1e9955bd1e995)
#define ORDER UINT64_C(0x2127599bf4325c37)

static void random_numbers(uint64_t seed, uint64_t stream, size_t step, uint64_t first, double *out) {
    glo_vector_uniform(seed, stream, first + ((uint64_t)step << (STEP_BITS + 1)), GLO_BLOCK, out);
}

/* Each bit of what comes out depends on all that go in: the end of A. Appleby's MurmurHash3. */
static uint64_t mixed(uint64_t x) {
    x = (x ^ x >> 33) * UINT64_C(0xff51afd7ed558ccd);
    x = (x ^ x >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return x ^ x >> 33;
}

/* Where number i stands in the order, of `count`; half is the number of bits of half a number. */
static uint64_t place_of(uint64_t i, uint64_t count, int half, const uint64_t key[ROUNDS]) {
    uint64_t mask = (UINT64_C(1) << half) - 1;
    do {
        uint64_t left = i >> half, right = i & mask;
        for (int round = 0; round < ROUNDS; round++) {
            uint64_t next = left ^ (mixed(right ^ key[round]) & mask);
            left = right;
            right = next;
        }
        i = (left << half) | right;
    } while (i >= count);
    return i;
}

static void shuffle(size_t count, uint64_t seed, uint64_t stream, uint16_t *place) {
    for (size_t i = 0; i < count; i++) {
        uint32_t bits[4];
        glo_philox(seed, stream ^ ORDER, i, bits);
        size_t k = (size_t)(((uint64_t)bits[0] * (i + 1)) >> 32);
        place[i] = place[k];
        place[k] = (uint16_t)i;
    }
}

static void latin_hypercube(const glo_sampling *s, uint64_t stream, size_t step, uint64_t first,
                            double *out) {
    uint64_t key[ROUNDS];
    uint16_t shuffled[GLO_BLOCK] = {0};
    int half = 1;
    for (uint64_t round = 0; round < ROUNDS; round++) {
        uint32_t bits[4];
        glo_philox(s->seed, (stream + step) ^ ORDER, round, bits);
        key[round] = (uint64_t)bits[0] << 32 | bits[1];
    }
    if (s->draws <= GLO_BLOCK)
        shuffle((size_t)s->draws, s->seed, stream + step, shuffled);
    while (half < 31 && (UINT64_C(1) << (2 * half)) < s->draws)
        half++;
    for (uint64_t k = 0; k < GLO_BLOCK; k++) {
        if (first + k < s->draws) {
            uint64_t place = s->draws <= GLO_BLOCK ? shuffled[k] : place_of(first + k, s->draws, half, key);
            out[k] = ((double)place + out[k]) / (double)s->draws;
        }
        if (out[k] >= 1)
            out[k] = 1 - 0x1p-53;
    }
}

/* Where the numbers of an input or a member of the group come from. */
typedef struct origin {
    uint64_t stream;
    size_t dimension, step;
} origin;

static void independent(const uniforms *u, origin from, bool is_second, uint64_t first, double *out) {
    const glo_sampling *s = &u->sampling;
    if (s->kind == GLO_SOBOL && !is_second) {
        glo_sobol_fill(u->sequence, from.dimension + from.step, first, GLO_BLOCK, out);
        return;
    }
    from.stream ^= is_second ? SECOND_SAMPLE : 0;
    random_numbers(s->seed, from.stream, from.step, first, out);
    if (s->kind == GLO_LATIN_HYPERCUBE)
        latin_hypercube(s, from.stream, from.step, first, out);
}

static origin of_member(const uniforms *u, size_t member, size_t step) {
    const program_group *g = &u->program->group;
    return (origin){g->streams[member], u->of_members[member], g->each_step[member] ? step : 0};
}

/* By a normal copula: the normal scores of those before it in the group and its own, mixed. */
static void by_copula(const uniforms *u, size_t member, size_t step, uint64_t first, double *out) {
    const program_group *g = &u->program->group;
    double p[GLO_BLOCK], z[GLO_BLOCK], sum[GLO_BLOCK] = {0};
    for (size_t j = 0; j <= member; j++) {
        double factor = g->factor[member * g->count + j];
        if (factor == 0)
            continue;
        independent(u, of_member(u, j, step), false, first, p);
        glo_vector_normal_quantile(p, GLO_BLOCK, z);
        glo_add_scaled(sum, sum, factor, z, GLO_BLOCK);
    }
    for (size_t k = 0; k < GLO_BLOCK; k++) {
        out[k] = glo_normal_cdf(sum[k]);
        out[k] = out[k] < 0x1p-53 ? 0x1p-53 : out[k] > 1 - 0x1p-53 ? 1 - 0x1p-53 : out[k];
    }
}

static bool by_order(uniforms *u, size_t member, size_t step, uint64_t first, double *out) {
    const program_group *g = &u->program->group;
    uint64_t draws = u->sampling.draws;
    size_t count = first >= draws ? 0 : draws - first < GLO_BLOCK ? (size_t)(draws - first) : GLO_BLOCK;
    if (u->sampling.kind == GLO_SOBOL || (u->sampling.kind == GLO_RANDOM && draws > REORDERED_MOST) ||
        !glo_rank_order_suits(u->order, count))
        return false;
    for (size_t j = 0; j <= member; j++) {
        origin from = of_member(u, j, step);
        double *room = glo_rank_order_room(u->order, j, first, from.step, count);
        if (!room)
            continue;
        independent(u, from, false, first, room);
        glo_rank_order_rank(u->order, j, count);
    }
    const double *factor = draws > GLO_BLOCK ? g->reordered : g->factor;
    return glo_rank_order_apply(u->order, member, factor + member * g->count, count, out);
}

void glo_uniforms(uniforms *u, size_t number, size_t step, uint64_t first, double *out) {
    const program_input *input = &u->program->inputs[number];
    const glo_sampling *s = &u->sampling;
    if (s->kind == GLO_GIVEN) {
        for (uint64_t k = 0; k < GLO_BLOCK; k++)
            out[k] = first + k < s->draws ? s->given[number * s->draws + first + k] : 0.5;
    } else if (input->member >= 0) {
        if (!by_order(u, (size_t)input->member, step, first, out))
            by_copula(u, (size_t)input->member, step, first, out);
    } else {
        origin from = {input->stream, u->of_inputs[number], input->each_step ? step : 0};
        independent(u, from, s->alternate && s->alternate[number], first, out);
    }
}

/* --- dimensions --------------------------------------------------------------------------------------------- */

/* That of the same quantity in another program; false: it has none such. */
static bool dimension_there(const glo_program *there, uint64_t stream, bool each_step, size_t *out) {
    for (size_t i = 0; i < there->input_count; i++) {
        if (there->inputs[i].stream == stream && there->inputs[i].each_step == each_step) {
            *out = there->inputs[i].dimension;
            return true;
        }
    }
    return false;
}

static size_t dimension_of(const uniforms *u, uint64_t stream, bool each_step, size_t own) {
    const glo_program *there = u->sampling.pairs_with;
    size_t found;
    if (!there)
        return own;
    return dimension_there(there, stream, each_step, &found) ? found : there->dimensions + own;
}

static glo_status make_sequence(uniforms *u) {
    const glo_program *p = u->program;
    size_t most = 0;
    for (size_t i = 0; i < p->input_count; i++) {
        size_t end = u->of_inputs[i] + (p->inputs[i].each_step ? p->clock.steps + 1 : 1);
        most = end > most ? end : most;
    }
    for (size_t i = 0; i < p->group.count; i++) {
        size_t end = u->of_members[i] + (p->group.each_step[i] ? p->clock.steps + 1 : 1);
        most = end > most ? end : most;
    }
    if (most > SOBOL_DIMENSIONS)
        return glo_fail(
            GLO_EINVAL,
            "Sobol sequences have %d dimensions, and this model draws %zu numbers (at every step one "
            "for each quantity with every=\"step\"): use sampling=\"latin_hypercube\"",
            (int)SOBOL_DIMENSIONS, most);
    return glo_sobol_new(u->sampling.seed, most, &u->sequence);
}

glo_status glo_uniforms_init(uniforms *u, const glo_program *program, const glo_sampling *sampling) {
    const program_group *g = &program->group;
    *u = (uniforms){.program = program, .sampling = *sampling};
    if (glo_alloc_array(program->input_count, sizeof *u->of_inputs, &u->of_inputs) < 0 ||
        glo_alloc_array(g->count, sizeof *u->of_members, &u->of_members) < 0 ||
        (g->count && glo_rank_order_new(g->count, &u->order) < 0))
        return GLO_ENOMEM;
    for (size_t i = 0; i < program->input_count; i++) {
        const program_input *input = &program->inputs[i];
        u->of_inputs[i] = dimension_of(u, input->stream, input->each_step, input->dimension);
    }
    for (size_t i = 0; i < g->count; i++)
        u->of_members[i] = dimension_of(u, g->streams[i], g->each_step[i], g->dimensions[i]);
    return sampling->kind == GLO_SOBOL ? make_sequence(u) : GLO_OK;
}

void glo_uniforms_dispose(uniforms *u) {
    free(u->of_inputs);
    free(u->of_members);
    glo_sobol_free(u->sequence);
    glo_rank_order_free(u->order);
    *u = (uniforms){0};
}
