/* rank_order.c: ranks, scores and the order they make. Reference and example in rank_order.h.
 *
 * With M the scores of the members (a column each, in the order of their independent numbers), C = F F' their correlation in the block
 * and A = P P' the one that is asked for, the columns of M (P F^-1)' have the correlation A exactly, and each member takes the order
 * of its column. P and F are lower triangles: a member needs those before it only.
 */
#include "sampling/rank_order.h"

#include "base/alloc.h"
#include "kernels.h"
#include "numeric/linear.h"
#include "numeric/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_TIMES = 10 }; /* draws of a block for each member: fewer can't be told from dependent ones */

typedef struct column {
    double numbers[GLO_BLOCK], scores[GLO_BLOCK];
    uint16_t order[GLO_BLOCK]; /* the draw with the lowest number first */
    uint64_t first;
    size_t step, count; /* of what it holds; count 0: nothing */
} column;

struct rank_order {
    size_t members;
    column *columns;
    double score[GLO_BLOCK]; /* by rank */
    size_t score_count;      /* of which so many hold */
    double squares;          /* their sum of squares */
    double *matrix, *weight; /* members x members, members */
};

void glo_rank_order_free(rank_order *o) {
    if (!o)
        return;
    free(o->columns);
    free(o->matrix);
    free(o->weight);
    free(o);
}

glo_status glo_rank_order_new(size_t members, rank_order **out) {
    rank_order *made;
    if (glo_alloc_array(1, sizeof *made, &made) < 0)
        return GLO_ENOMEM;
    made->members = members;
    if (glo_alloc_array(members, sizeof *made->columns, &made->columns) < 0 ||
        glo_alloc_array(members * members, sizeof *made->matrix, &made->matrix) < 0 ||
        glo_alloc_array(members, sizeof *made->weight, &made->weight) < 0) {
        glo_rank_order_free(made);
        return GLO_ENOMEM;
    }
    *out = made;
    return GLO_OK;
}

bool glo_rank_order_suits(const rank_order *o, size_t count) {
    return count >= LEAST_TIMES * o->members;
}

/* Draws from the lowest number to the highest, equal ones as they come: by equal slices of the range, then each into its place. */
static void order_by(const double *x, size_t count, uint16_t *order) {
    uint16_t start[GLO_BLOCK + 1] = {0}, slice[GLO_BLOCK];
    double low = x[0], high = x[0];
    for (size_t k = 1; k < count; k++) {
        low = x[k] < low ? x[k] : low;
        high = x[k] > high ? x[k] : high;
    }
    double scale = high > low ? (double)(GLO_BLOCK - 1) / (high - low) : 0;
    for (size_t k = 0; k < count; k++) {
        slice[k] = (uint16_t)((x[k] - low) * scale);
        start[slice[k] + 1]++;
    }
    for (size_t i = 1; i <= GLO_BLOCK; i++)
        start[i] = (uint16_t)(start[i] + start[i - 1]);
    for (size_t k = 0; k < count; k++)
        order[start[slice[k]]++] = (uint16_t)k;
    for (size_t i = 1; i < count; i++) {
        uint16_t moved = order[i];
        size_t to = i;
        for (; to > 0 && x[order[to - 1]] > x[moved]; to--)
            order[to] = order[to - 1];
        order[to] = moved;
    }
}

/* Van der Waerden's: the normal quantile of rank / (count + 1). */
static void make_scores(rank_order *o, size_t count) {
    double p[GLO_BLOCK];
    if (o->score_count == count)
        return;
    for (size_t r = 0; r < GLO_BLOCK; r++)
        p[r] = r < count ? (double)(r + 1) / (double)(count + 1) : 0.5;
    glo_vector_normal_quantile(p, GLO_BLOCK, o->score);
    o->squares = 0;
    for (size_t r = 0; r < count; r++)
        o->squares += o->score[r] * o->score[r];
    o->score_count = count;
}

double *glo_rank_order_room(rank_order *o, size_t member, uint64_t first, size_t step, size_t count) {
    column *c = &o->columns[member];
    if (c->count == count && c->first == first && c->step == step)
        return NULL;
    c->first = first;
    c->step = step;
    c->count = count;
    return c->numbers;
}

void glo_rank_order_rank(rank_order *o, size_t member, size_t count) {
    column *c = &o->columns[member];
    make_scores(o, count);
    order_by(c->numbers, count, c->order);
    for (size_t r = 0; r < count; r++)
        c->scores[c->order[r]] = o->score[r];
}

static double product(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += a[k] * b[k];
    return sum;
}

/* What each column up to the member counts with in the member's own. */
static bool make_weights(const rank_order *o, size_t member, const double *factor, size_t count) {
    size_t n = member + 1;
    double *r = o->matrix;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++)
            r[i * n + j] = r[j * n + i] =
                i == j ? 1 : product(o->columns[i].scores, o->columns[j].scores, count) / o->squares;
    }
    if (glo_cholesky(r, n, n, 1e-10) < n) /* R = F' in the upper triangle */
        return false;
    memcpy(o->weight, factor, n * sizeof *o->weight);
    glo_solve_upper(r, n, n, o->weight); /* F' w = the row of P */
    return true;
}

bool glo_rank_order_apply(const rank_order *o, size_t member, const double *factor, size_t count,
                          double *out) {
    const column *own = &o->columns[member];
    double mixed[GLO_BLOCK] = {0};
    uint16_t order[GLO_BLOCK];
    if (!make_weights(o, member, factor, count))
        return false;
    for (size_t j = 0; j <= member; j++)
        glo_add_scaled(mixed, mixed, o->weight[j], o->columns[j].scores, count);
    order_by(mixed, count, order);
    for (size_t r = 0; r < count; r++)
        out[order[r]] = own->numbers[own->order[r]];
    for (size_t k = count; k < GLO_BLOCK; k++)
        out[k] = own->numbers[k];
    return true;
}
