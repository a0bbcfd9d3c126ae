/* nodes.h: the inside of a graph, for the files of core/model.
 *
 * Example:  const node *n = &graph->nodes[id];
 */
#ifndef GLO_MODEL_NODES_H
#define GLO_MODEL_NODES_H

#include "model/graph.h"
#include "model/unit.h"

/* Operations and quantities that rest on each other in a row: each takes some kB of the stack while it is worked out. */
#define GLO_MODEL_DEPTH 3000

typedef struct flow {
    glo_model_node node;
    int sign;
} flow;

typedef struct node {
    glo_model_op op;
    glo_model_node *inputs; /* owned */
    size_t count;
    double value;    /* of a constant */
    char *name;      /* of a variable or stock */
    char *unit_text; /* as given */
    glo_unit unit;   /* parsed */
    bool is_defined; /* of a variable */
    glo_distribution distribution;
    double *xs, *ys; /* of a lookup, or values and weights of a distribution; owned */
    size_t points;
    bool is_extrapolated, each_step;
    char *key; /* of a distribution's stream; the identity of a function */
    size_t function;
    flow *flows;
    size_t flow_count, flow_room;
} node;

typedef struct correlation {
    glo_model_node a, b;
    double rank; /* Spearman's */
} correlation;

struct glo_model {
    node *nodes;
    size_t count, room;
    correlation *correlations;
    size_t correlation_count, correlation_room;
    int running; /* how many runs are under way */
};

typedef struct op_info {
    const char *name;  /* as a function: "min" */
    const char *infix; /* as an operator, or NULL */
    int arity;         /* -1: any */
    int binding;       /* of the operator: higher binds closer */
} op_info;

const op_info *glo_op_info(glo_model_op op);

#endif
