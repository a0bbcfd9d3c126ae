/* correlate.c: distributions that are drawn together by the factor of their normal scores. Contract in compiler.h. */
#include "compiler.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "numeric/linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Independent draws that are reordered in blocks have (n - 1) / (n + 1) of the rank correlation of the blocks: what the blocks' own ranks
 * explain of the variance. */
#define STRETCH ((GLO_BLOCK + 1.0) / (GLO_BLOCK - 1.0))

uint64_t glo_stream_of_key(const char *key, glo_status *status) {
    char hex[GLO_SHA256_HEX] = "0";
    *status = glo_sha256(key, strlen(key), hex);
    hex[16] = 0;
    return strtoull(hex, NULL, 16);
}

/* Its place among the correlated distributions, which come in the order of their nodes; -1: it is none of them. */
int32_t glo_correlation_member(const compiler *c, glo_model_node id) {
    int32_t place = -1;
    for (glo_model_node k = 0; k <= id; k++) {
        bool is_one = false;
        for (size_t i = 0; i < c->graph->correlation_count; i++)
            is_one |= c->graph->correlations[i].a == k || c->graph->correlations[i].b == k;
        if (is_one)
            place++;
        if (k == id)
            return is_one ? place : -1;
    }
    return -1;
}

size_t glo_dimension_of(const compiler *c, glo_model_node id) {
    size_t before = 0;
    for (glo_model_node k = 0; k < id; k++) {
        const node *n = &c->graph->nodes[k];
        if (n->op == GLO_OP_DISTRIBUTION)
            before += n->each_step ? c->program->clock.steps + 1 : 1;
    }
    return before;
}

static glo_status fill_group(compiler *c, program_group *g) {
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < c->graph->count; i++) {
        const node *n = &c->graph->nodes[i];
        int32_t member = n->op == GLO_OP_DISTRIBUTION ? glo_correlation_member(c, (glo_model_node)i) : -1;
        if (member < 0)
            continue;
        if (!n->key)
            return glo_fail(GLO_EINVAL, "a correlated distribution has no name");
        g->streams[member] = glo_stream_of_key(n->key, &status);
        g->each_step[member] = n->each_step;
        g->dimensions[member] = glo_dimension_of(c, (glo_model_node)i);
    }
    return status;
}

/* The lower triangle L of the matrix A of the normal scores, L L' = A, with all rank correlations multiplied by `stretch`. False: A is not
 * positive definite. */
static bool make_factor(const compiler *c, const program_group *g, double stretch, double *out) {
    size_t n = g->count;
    memset(out, 0, n * n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i * n + i] = 1;
    for (size_t i = 0; i < c->graph->correlation_count; i++) {
        const correlation *pair = &c->graph->correlations[i];
        size_t a = (size_t)glo_correlation_member(c, pair->a), b = (size_t)glo_correlation_member(c, pair->b);
        double rank = fmin(fmax(stretch * pair->rank, -1), 1);
        out[a * n + b] = out[b * n + a] = 2 * sin(M_PI * rank / 6);
    }
    if (glo_cholesky(out, n, n, 1e-10) < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = i + 1; k < n; k++) {
            out[k * n + i] = out[i * n + k];
            out[i * n + k] = 0;
        }
    }
    return true;
}

static glo_status not_possible(const compiler *c) {
    glo_buf names = {0};
    for (size_t i = 0; i < c->graph->count; i++) {
        const node *n = &c->graph->nodes[i];
        if (n->op == GLO_OP_DISTRIBUTION && glo_correlation_member(c, (glo_model_node)i) >= 0)
            glo_buf_format(&names, "%s'%s'", names.length ? ", " : "", n->key);
    }
    glo_status status = glo_fail(
        GLO_EINVAL, "the correlations of %s are not possible together: their matrix is not positive definite",
        glo_buf_status(&names) == GLO_OK ? names.data : "?");
    glo_buf_dispose(&names);
    return status;
}

glo_status glo_correlate(compiler *c) {
    program_group *g = &c->program->group;
    for (size_t i = 0; i < c->graph->count; i++)
        g->count +=
            c->graph->nodes[i].op == GLO_OP_DISTRIBUTION && glo_correlation_member(c, (glo_model_node)i) >= 0
                ? 1
                : 0;
    if (g->count == 0)
        return GLO_OK;
    if (glo_alloc_array(g->count, sizeof *g->streams, &g->streams) < 0 ||
        glo_alloc_array(g->count, sizeof *g->each_step, &g->each_step) < 0 ||
        glo_alloc_array(g->count, sizeof *g->dimensions, &g->dimensions) < 0 ||
        glo_alloc_array(g->count * g->count, sizeof *g->factor, &g->factor) < 0 ||
        glo_alloc_array(g->count * g->count, sizeof *g->reordered, &g->reordered) < 0)
        return GLO_ENOMEM;
    glo_status status = fill_group(c, g);
    if (status < 0)
        return status;
    if (!make_factor(c, g, 1, g->factor))
        return not_possible(c);
    if (!make_factor(c, g, STRETCH, g->reordered))
        memcpy(g->reordered, g->factor, g->count * g->count * sizeof *g->factor);
    return GLO_OK;
}
