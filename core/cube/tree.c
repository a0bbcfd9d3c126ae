/* tree.c: a forest in depth-first order, made from frames. Invariants and example in tree.h; where retired
 * nodes go is in succession.c, sums of facts in totals.c. */
#include "cube/tree.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "succession.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct glo_tree {
    uint32_t count;
    glo_node *nodes;
    uint32_t *by_id; /* node + 1 of each id, 0 where there is none */
    size_t id_count;
    glo_words *words, *kinds;
    glo_target *targets;
    size_t *target_starts; /* count + 1 offsets into targets */
    glo_marking marking;
};

/* What construction needs beside the tree: rows of the nodes frame are "rows", places in the order "nodes".
 */
typedef struct tree_builder {
    const glo_column *id, *code, *kind, *retired, *displaced, *first_day, *last_day;
    uint32_t rows;
    uint32_t *row_of_id; /* row + 1, 0 where there is none */
    size_t id_count;
    uint32_t *parent;      /* of each row, a row or GLO_NO_NODE */
    uint32_t *by_code;     /* rows sorted by code */
    uint32_t *first_child; /* of each row, then of the roots (at `rows`): a row, children linked by code */
    uint32_t *sibling;     /* of each row, the next one by code */
    uint32_t *place;       /* of each row, its node */
} tree_builder;

static void tree_builder_dispose(tree_builder *m) {
    free(m->row_of_id);
    free(m->parent);
    free(m->by_code);
    free(m->first_child);
    free(m->sibling);
    free(m->place);
}

static bool row_of(const tree_builder *m, int64_t id, uint32_t *out) {
    if (id < 0 || (uint64_t)id >= m->id_count || m->row_of_id[id] == 0)
        return false;
    *out = m->row_of_id[id] - 1;
    return true;
}

static glo_status read_nodes(tree_builder *m, const glo_frame *nodes) {
    glo_status status;
    size_t at;
    if ((status = glo_frame_need(nodes, "id", GLO_TYPE_INTEGER, &m->id)) < 0 ||
        (status = glo_frame_need(nodes, "code", GLO_TYPE_TEXT, &m->code)) < 0 ||
        (status = glo_frame_need(nodes, "kind", GLO_TYPE_TEXT, &m->kind)) < 0)
        return status;
    const struct {
        const char *name;
        const glo_column **column;
    } optional[] = {{"displaced", &m->displaced},
                    {"retired", &m->retired},
                    {"first_day", &m->first_day},
                    {"last_day", &m->last_day}};
    for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++) {
        if (glo_frame_find(nodes, optional[i].name, &at) == GLO_OK &&
            (status = glo_frame_need(nodes, optional[i].name, GLO_TYPE_INTEGER, optional[i].column)) < 0)
            return status;
    }
    if (glo_frame_rows(nodes) > INT32_MAX)
        return glo_fail(GLO_EINVAL, "too many nodes for a tree");
    m->rows = (uint32_t)glo_frame_rows(nodes);

    int64_t most = -1;
    for (uint32_t row = 0; row < m->rows; row++) {
        int64_t id = m->id->integers[row];
        if (glo_column_is_null(m->id, row) || id < 0 || id > INT32_MAX)
            return glo_fail(GLO_EINVAL, "'%s' has no usable id", glo_column_text(m->code, row));
        most = id > most ? id : most;
    }
    m->id_count = (size_t)(most + 1);
    if (glo_alloc_array(m->id_count, sizeof(uint32_t), &m->row_of_id) < 0)
        return GLO_ENOMEM;
    for (uint32_t row = 0; row < m->rows; row++) {
        uint32_t *slot = &m->row_of_id[m->id->integers[row]];
        if (*slot)
            return glo_fail(GLO_EINVAL, "'%s' and '%s' have the same id %" PRId64,
                            glo_column_text(m->code, *slot - 1), glo_column_text(m->code, row),
                            m->id->integers[row]);
        *slot = row + 1;
    }
    return GLO_OK;
}

static glo_status read_links(tree_builder *m, const glo_frame *links) {
    const glo_column *children, *parents;
    glo_status status;
    if (glo_alloc_array(m->rows, sizeof(uint32_t), &m->parent) < 0)
        return GLO_ENOMEM;
    for (uint32_t row = 0; row < m->rows; row++)
        m->parent[row] = GLO_NO_NODE;
    if ((status = glo_frame_need(links, "child", GLO_TYPE_INTEGER, &children)) < 0 ||
        (status = glo_frame_need(links, "parent", GLO_TYPE_INTEGER, &parents)) < 0)
        return status;
    for (size_t i = 0; i < glo_frame_rows(links); i++) {
        uint32_t child, parent;
        if (!row_of(m, children->integers[i], &child))
            return glo_fail(GLO_EINVAL, "a link has an unknown child, id %" PRId64, children->integers[i]);
        if (!row_of(m, parents->integers[i], &parent))
            return glo_fail(GLO_EINVAL, "'%s' is linked to an unknown parent, id %" PRId64,
                            glo_column_text(m->code, child), parents->integers[i]);
        if (m->parent[child] != GLO_NO_NODE && m->parent[child] != parent)
            return glo_fail(GLO_EINVAL, "'%s' has two parents, '%s' and '%s'",
                            glo_column_text(m->code, child), glo_column_text(m->code, m->parent[child]),
                            glo_column_text(m->code, parent));
        m->parent[child] = parent;
    }
    return GLO_OK;
}

static int compare_codes(const void *a, const void *b, void *context) {
    const glo_column *codes = context;
    return strcmp(glo_column_text(codes, *(const uint32_t *)a), glo_column_text(codes, *(const uint32_t *)b));
}

/* Sorts rows by code and hangs each under its parent, so that walking siblings goes by code. */
static glo_status link_siblings(tree_builder *m) {
    if (glo_alloc_array(m->rows, sizeof(uint32_t), &m->by_code) < 0 ||
        glo_alloc_array(m->rows, sizeof(uint32_t), &m->sibling) < 0 ||
        glo_alloc_array((size_t)m->rows + 1, sizeof(uint32_t), &m->first_child) < 0)
        return GLO_ENOMEM;
    for (uint32_t row = 0; row < m->rows; row++)
        m->by_code[row] = row;
    glo_column codes = *m->code;
    qsort_r(m->by_code, m->rows, sizeof(uint32_t), compare_codes, &codes);
    for (uint32_t row = 0; row <= m->rows; row++)
        m->first_child[row] = GLO_NO_NODE;
    for (uint32_t i = m->rows; i-- > 0;) {
        uint32_t row = m->by_code[i];
        const char *code = glo_column_text(m->code, row);
        if (*code == '\0')
            return glo_fail(GLO_EINVAL, "the node with id %" PRId64 " has no code", m->id->integers[row]);
        if (i > 0 && strcmp(code, glo_column_text(m->code, m->by_code[i - 1])) == 0)
            return glo_fail(GLO_EINVAL, "two nodes have the code '%s'", code);
        uint32_t *first = &m->first_child[m->parent[row] == GLO_NO_NODE ? m->rows : m->parent[row]];
        m->sibling[row] = *first;
        *first = row;
    }
    return GLO_OK;
}

/* "A > B > A" for a row that no root reaches. */
static glo_status fail_cycle(const tree_builder *m) {
    uint32_t row = 0;
    while (m->place[row] != GLO_NO_NODE)
        row++;
    for (uint32_t i = 0; i < m->rows; i++) /* up until surely inside the circle */
        row = m->parent[row];
    glo_buf names = {0};
    glo_buf_text(&names, glo_column_text(m->code, row));
    uint32_t at = row;
    do {
        at = m->parent[at];
        glo_buf_format(&names, " > %s", glo_column_text(m->code, at));
    } while (at != row && names.length < 200);
    glo_status status = glo_buf_status(&names);
    if (status == GLO_OK)
        status = glo_fail(GLO_EINVAL, "the links form a cycle: %s", names.data);
    glo_buf_dispose(&names);
    return status;
}

/* The number of an optional column; `otherwise` under a null and without it. */
static int64_t number_at(const glo_column *column, size_t row, int64_t otherwise) {
    return column && !glo_column_is_null(column, row) ? column->integers[row] : otherwise;
}

static glo_status add_node(glo_tree *tree, const tree_builder *m, uint32_t row) {
    uint32_t kind, word, parent = m->parent[row];
    const char *kind_name = glo_column_text(m->kind, row), *code = glo_column_text(m->code, row);
    glo_status status;
    if ((status = glo_words_add(tree->kinds, kind_name, strlen(kind_name), &kind)) < 0 ||
        (status = glo_words_add(tree->words, code, strlen(code), &word)) < 0)
        return status;
    glo_node *node = &tree->nodes[tree->count];
    *node =
        (glo_node){.id = m->id->integers[row], .kind = kind, .parent = GLO_NO_NODE, .end = tree->count + 1};
    node->displaced = number_at(m->displaced, row, 0) != 0;
    node->retired = number_at(m->retired, row, 0) != 0;
    node->first_day = (int32_t)number_at(m->first_day, row, INT32_MIN);
    node->last_day = (int32_t)number_at(m->last_day, row, INT32_MAX);
    if (parent != GLO_NO_NODE) {
        node->parent = m->place[parent];
        node->depth = tree->nodes[node->parent].depth + 1;
    }
    m->place[row] = tree->count;
    tree->by_id[node->id] = ++tree->count;
    return GLO_OK;
}

static glo_status place_nodes(glo_tree *tree, tree_builder *m) {
    glo_status status;
    if (glo_alloc_array(m->rows, sizeof(uint32_t), &m->place) < 0 ||
        glo_alloc_array(m->rows, sizeof *tree->nodes, &tree->nodes) < 0 ||
        glo_alloc_array(m->id_count, sizeof(uint32_t), &tree->by_id) < 0)
        return GLO_ENOMEM;
    tree->id_count = m->id_count;
    for (uint32_t row = 0; row < m->rows; row++)
        m->place[row] = GLO_NO_NODE;
    if ((status = glo_words_new(&tree->words)) < 0 || (status = glo_words_new(&tree->kinds)) < 0)
        return status;
    uint32_t row = m->first_child[m->rows];
    while (row != GLO_NO_NODE) {
        if ((status = add_node(tree, m, row)) < 0)
            return status;
        uint32_t next = m->first_child[row];
        while (next == GLO_NO_NODE && row != GLO_NO_NODE) { /* up to the nearest that has a sibling */
            next = m->sibling[row];
            tree->nodes[m->place[row]].end = tree->count;
            row = m->parent[row];
        }
        row = next;
    }
    return tree->count < m->rows ? fail_cycle(m) : GLO_OK;
}

static glo_status make(glo_tree *tree, tree_builder *m, const glo_frame *nodes, const glo_frame *links,
                       const glo_frame *successions) {
    glo_status status;
    tree->marking = glo_marking_join(glo_frame_marking(nodes), glo_frame_marking(links));
    if (successions)
        tree->marking = glo_marking_join(tree->marking, glo_frame_marking(successions));
    if ((status = read_nodes(m, nodes)) < 0 || (status = read_links(m, links)) < 0 ||
        (status = link_siblings(m)) < 0 || (status = place_nodes(tree, m)) < 0)
        return status;
    const glo_succession_nodes made = {tree->count, tree->nodes, tree->by_id, tree->id_count, tree->words};
    return glo_succession_resolve(&made, successions, &tree->targets, &tree->target_starts);
}

glo_status glo_tree_new(const glo_frame *nodes, const glo_frame *links, const glo_frame *successions,
                        glo_tree **out) {
    glo_tree *tree;
    if (glo_alloc_array(1, sizeof *tree, &tree) < 0)
        return GLO_ENOMEM;
    tree_builder m = {0};
    glo_status status = make(tree, &m, nodes, links, successions);
    tree_builder_dispose(&m);
    if (status < 0)
        glo_tree_free(tree);
    else
        *out = tree;
    return status;
}

void glo_tree_free(glo_tree *tree) {
    if (!tree)
        return;
    free(tree->nodes);
    free(tree->by_id);
    free(tree->targets);
    free(tree->target_starts);
    glo_words_free(tree->words);
    glo_words_free(tree->kinds);
    free(tree);
}

uint32_t glo_tree_count(const glo_tree *tree) {
    return tree->count;
}

const glo_node *glo_tree_nodes(const glo_tree *tree) {
    return tree->nodes;
}

const char *glo_tree_code(const glo_tree *tree, uint32_t node) {
    return glo_words_text(tree->words, node);
}

uint32_t glo_tree_kinds(const glo_tree *tree) {
    return glo_words_count(tree->kinds);
}

const char *glo_tree_kind(const glo_tree *tree, uint32_t kind) {
    return glo_words_text(tree->kinds, kind);
}

glo_marking glo_tree_marking(const glo_tree *tree) {
    return tree->marking;
}

glo_words *glo_tree_words(const glo_tree *tree) {
    return tree->words;
}

bool glo_tree_find(const glo_tree *tree, const char *code, uint32_t *out) {
    return glo_words_find(tree->words, code, strlen(code), out);
}

bool glo_tree_find_id(const glo_tree *tree, int64_t id, uint32_t *out) {
    if (id < 0 || (uint64_t)id >= tree->id_count || tree->by_id[id] == 0)
        return false;
    *out = tree->by_id[id] - 1;
    return true;
}

bool glo_tree_find_kind(const glo_tree *tree, const char *kind, uint32_t *out) {
    return glo_words_find(tree->kinds, kind, strlen(kind), out);
}

bool glo_tree_is_within(const glo_tree *tree, uint32_t top, uint32_t node) {
    return node >= top && node < tree->nodes[top].end;
}

bool glo_tree_is_leaf(const glo_tree *tree, uint32_t node) {
    for (uint32_t n = node + 1; n < tree->nodes[node].end; n = tree->nodes[n].end) {
        if (!tree->nodes[n].moved)
            return false;
    }
    return true;
}

size_t glo_tree_targets(const glo_tree *tree, uint32_t node, const glo_target **out) {
    *out = tree->targets + tree->target_starts[node];
    return tree->target_starts[node + 1] - tree->target_starts[node];
}
