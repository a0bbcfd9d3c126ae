/* fuzz_cells.c: parts of cells as a store that someone has written to by hand would have them. The first byte of an input
 * chooses the periods, the rest is one part. It is refused, or read within its bytes (ASan) by all that read cells: the walk,
 * which goes forward and gives the same cells again when they are packed anew, and the rollup.
 *
 * Example:  fuzz_cells -max_len=8192 tests/fuzz/corpus/cells
 */
#include "cells/cells.h"
#include "cube/rollup.h"
#include "support.h"

enum { ZONES = 8, PHENOMENA = 4 };

static glo_column *integers(const int64_t *values, size_t rows) {
    glo_column *column = NULL;
    require(glo_column_new(GLO_TYPE_INTEGER, rows, &column) == GLO_OK, "there is memory");
    memcpy(column->integers, values, rows * sizeof *values);
    return column;
}

/* Node 1 over all others. */
static glo_tree *tree_of(size_t count) {
    int64_t ids[ZONES], ones[ZONES];
    glo_frame_builder nodes = {0}, links = {0};
    glo_frame *of_nodes = NULL, *of_links = NULL;
    glo_column *code = NULL, *kind = NULL;
    glo_tree *tree = NULL;
    require(glo_column_new(GLO_TYPE_TEXT, count, &code) == GLO_OK &&
                glo_column_new(GLO_TYPE_TEXT, count, &kind) == GLO_OK,
            "there is memory");
    for (size_t i = 0; i < count; i++) {
        const char name = (char)('A' + i);
        ids[i] = (int64_t)i + 1;
        ones[i] = 1;
        glo_column_set_text(code, i, &name, 1);
        glo_column_set_text(kind, i, "k", 1);
    }
    glo_frame_builder_add(&nodes, "id", integers(ids, count));
    glo_frame_builder_add(&nodes, "code", code);
    glo_frame_builder_add(&nodes, "kind", kind);
    glo_frame_builder_add(&links, "child", integers(ids + 1, count - 1));
    glo_frame_builder_add(&links, "parent", integers(ones, count - 1));
    require(glo_frame_new(&nodes, (glo_marking){0, 0}, NULL, &of_nodes) == GLO_OK &&
                glo_frame_new(&links, (glo_marking){0, 0}, NULL, &of_links) == GLO_OK &&
                glo_tree_new(of_nodes, of_links, NULL, &tree) == GLO_OK,
            "a tree is made");
    glo_frame_free(of_nodes);
    glo_frame_free(of_links);
    return tree;
}

static bool take(const uint8_t *data, size_t size, glo_cells *cells) {
    void *bytes = malloc(size ? size : 1);
    require(bytes != NULL, "there is memory");
    memcpy(bytes, data, size);
    return glo_cells_take_part(cells, bytes, size) == GLO_OK;
}

/* The cells added one by one to others; false where their sums do not fit. */
static bool walk(glo_cells *cells, glo_cells *copy) {
    glo_walk at;
    glo_cell cell, before = {.zone = INT32_MIN, .phenomenon = INT32_MIN, .day = INT32_MIN};
    glo_status status = glo_walk_open(cells, &at);
    while (status == GLO_OK && glo_walk_next(&at, &cell)) {
        require(cell.zone > before.zone ||
                    (cell.zone == before.zone &&
                     (cell.phenomenon > before.phenomenon ||
                      (cell.phenomenon == before.phenomenon && cell.day >= before.day))),
                "a walk goes by zone, phenomenon and day");
        before = cell;
        status = glo_cells_add(copy, &cell);
    }
    if (status == GLO_OK)
        status = at.status;
    glo_walk_close(&at);
    return status == GLO_OK && glo_cells_pack(copy) == GLO_OK;
}

static void roll_up(glo_cells *cells, int choice) {
    static glo_tree *zones, *phenomena;
    static const glo_span spans[] = {GLO_ALL, GLO_YEAR, GLO_QUARTER, GLO_MONTH};
    glo_frame *frame = NULL;
    glo_rollup_note note;
    if (!zones) {
        zones = tree_of(ZONES);
        phenomena = tree_of(PHENOMENA);
    }
    const int32_t last = spans[choice % 4] <= GLO_YEAR ? 40000 : GLO_DAY_MAX;
    const glo_rollup_spec spec = {.zones = zones,
                                  .phenomena = phenomena,
                                  .zone_selection = {.mode = GLO_SELECT_EVERY},
                                  .every = spans[choice % 4],
                                  .first_day = choice & 4 ? 0 : GLO_DAY_MIN,
                                  .last_day = choice & 4 ? last : GLO_DAY_MAX,
                                  .measures = GLO_MEASURE_EVENTS | GLO_MEASURE_COUNT | GLO_MEASURE_VALUE,
                                  .own = choice >> 3 & 1};
    if (glo_rollup(cells, &spec, NULL, NULL, &frame, &note) == GLO_OK)
        glo_frame_free(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    glo_cells cells = {0}, copy = {0};
    int same = 1;
    if (take(data + 1, size - 1, &cells)) {
        if (walk(&cells, &copy) && glo_cells_equal(&cells, &copy, &same) == GLO_OK)
            require(same, "cells that are packed again are the same");
        roll_up(&cells, data[0]);
    }
    glo_cells_dispose(&copy);
    glo_cells_dispose(&cells);
    return 0;
}
