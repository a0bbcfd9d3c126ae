/* equations.c: a graph as text, for reading and for its hash.
 *
 * Example:
 *   waiting' = arrivals - waiting * rate, at the start 2000   [people]
 */
#include "model/graph.h"

#include "nodes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* For reading, numbers are short and tables are counted; for the hash, all digits are there. */
typedef struct writer {
    const glo_model *graph;
    glo_buf *out;
    bool is_full;
    int depth;
} writer;

static void write_expression(const writer *w, glo_model_node id, int binding);

static void write_number(const writer *w, double value) {
    char text[40];
    for (int digits = w->is_full ? 17 : 6; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (!w->is_full || strtod(text, NULL) == value)
            break;
    }
    glo_buf_text(w->out, text);
}

static void write_arguments(const writer *w, const node *n) {
    for (size_t i = 0; i < n->count; i++) {
        glo_buf_text(w->out, i ? ", " : "");
        write_expression(w, n->inputs[i], 0);
    }
}

static void write_points(const writer *w, const node *n, size_t count, const char *noun) {
    if (!w->is_full) {
        glo_buf_format(w->out, "%zu %s", count, noun);
        return;
    }
    for (size_t i = 0; i < n->points; i++) {
        glo_buf_text(w->out, i ? " " : "");
        write_number(w, n->xs[i]);
        glo_buf_char(w->out, ':');
        if (n->ys)
            write_number(w, n->ys[i]);
    }
}

static void write_distribution(const writer *w, const node *n) {
    const glo_family_info *family = glo_family_of(n->distribution.family);
    glo_buf_format(w->out, "%s(", family->name);
    if (family->has_values)
        write_points(w, n, n->distribution.count, "values");
    if (n->distribution.sets > 0)
        glo_buf_format(w->out, " for %zu rows", n->distribution.sets);
    if (n->distribution.is_not_negative)
        glo_buf_text(w->out, ", not below 0");
    for (int i = 0; i < family->count; i++) {
        glo_buf_format(w->out, "%s%s ", i ? ", " : "", family->parameter[i]);
        write_expression(w, n->inputs[i], 0);
    }
    glo_buf_text(w->out, n->each_step ? ", each step)" : ")");
    if (w->is_full)
        glo_buf_format(w->out, "{%s}", n->key ? n->key : "");
}

static void write_infix(const writer *w, const node *n, const op_info *op, int binding) {
    bool is_bracketed = op->binding < binding;
    glo_buf_text(w->out, is_bracketed ? "(" : "");
    if (n->count == 1) {
        glo_buf_text(w->out, op->infix);
        write_expression(w, n->inputs[0], op->binding);
    } else {
        bool is_right = n->op == GLO_OP_POWER; /* a ^ (b ^ c) */
        write_expression(w, n->inputs[0], op->binding + is_right);
        glo_buf_format(w->out, " %s ", op->infix);
        write_expression(w, n->inputs[1], op->binding + !is_right);
    }
    glo_buf_text(w->out, is_bracketed ? ")" : "");
}

static void write_expression(const writer *outer, glo_model_node id, int binding) {
    writer inner = *outer;
    const writer *w = &inner;
    if (++inner.depth > GLO_MODEL_DEPTH) { /* such a model is refused when it is run */
        glo_buf_text(w->out, "...");
        return;
    }
    const node *n = &w->graph->nodes[id];
    const op_info *op = glo_op_info(n->op);
    if (n->name) {
        glo_buf_text(w->out, n->name);
    } else if (n->op == GLO_OP_CONSTANT) {
        write_number(w, n->value);
    } else if (n->op == GLO_OP_DISTRIBUTION) {
        write_distribution(w, n);
    } else if (n->op == GLO_OP_LOOKUP) {
        glo_buf_text(w->out, "lookup(");
        write_arguments(w, n);
        glo_buf_text(w->out, ", ");
        write_points(w, n, n->points, "points");
        glo_buf_text(w->out, n->is_extrapolated ? ", extrapolated)" : ")");
    } else if (op->infix) {
        write_infix(w, n, op, binding);
    } else {
        glo_buf_text(w->out, op->name);
        if (n->count) {
            glo_buf_char(w->out, '(');
            write_arguments(w, n);
            glo_buf_char(w->out, ')');
        }
        if (n->op == GLO_OP_CALL && w->is_full)
            glo_buf_format(w->out, "{%s}", n->key);
    }
    if (w->is_full && n->unit_text && !n->name)
        glo_buf_format(w->out, "[%s]", n->unit_text);
}

static void write_definition(const writer *w, const node *n) {
    if (n->op != GLO_OP_STOCK) {
        write_expression(w, n->inputs[0], 0);
        return;
    }
    for (size_t i = 0; i < n->flow_count; i++) {
        const char *join = n->flows[i].sign > 0 ? (i ? " + " : "") : (i ? " - " : "-");
        glo_buf_text(w->out, join);
        write_expression(w, n->flows[i].node, n->flows[i].sign > 0 ? 4 : 5);
    }
    glo_buf_text(w->out, n->flow_count ? ", at the start " : "0, at the start ");
    write_expression(w, n->inputs[0], 0);
}

static void write_equations(const writer *w) {
    for (size_t i = 0; i < w->graph->count; i++) {
        const node *n = &w->graph->nodes[i];
        if (!n->name || !n->is_defined)
            continue;
        glo_buf_format(w->out, "%s%s = ", n->name, n->op == GLO_OP_STOCK ? "'" : "");
        write_definition(w, n);
        if (n->unit_text)
            glo_buf_format(w->out, "   [%s]", n->unit_text);
        glo_buf_char(w->out, '\n');
    }
}

static void write_correlations(const writer *w) {
    for (size_t i = 0; i < w->graph->correlation_count; i++) {
        const correlation *c = &w->graph->correlations[i];
        const char *a = w->graph->nodes[c->a].key, *b = w->graph->nodes[c->b].key;
        glo_buf_format(w->out, "rank correlation of %s and %s = ", a ? a : "?", b ? b : "?");
        write_number(w, c->rank);
        glo_buf_char(w->out, '\n');
    }
}

void glo_model_expression(const glo_model *graph, glo_model_node id, glo_buf *out) {
    writer w = {graph, out, false, 0};
    const node *n = &graph->nodes[id];
    if (n->name && n->is_defined)
        write_definition(&w, n);
    else
        write_expression(&w, id, 0);
}

void glo_model_equations(const glo_model *graph, glo_buf *out) {
    write_equations(&(writer){graph, out, false, 0});
    write_correlations(&(writer){graph, out, false, 0});
}

glo_status glo_model_hash(const glo_model *graph, char out[GLO_SHA256_HEX]) {
    glo_buf text = {0};
    write_equations(&(writer){graph, &text, true, 0});
    write_correlations(&(writer){graph, &text, true, 0});
    glo_status status = glo_buf_status(&text);
    if (status == GLO_OK)
        status = glo_sha256(text.data ? text.data : "", text.length, out);
    glo_buf_dispose(&text);
    return status;
}
