/* sort.c: a frame's rows in order. Texts stand as in a dictionary: Évergem among the E, whatever the case. Reference for folding:
 * base/text.h; texts that fold to the same stand by their bytes.
 *
 * Example:  glo_frame_sort(frame, &(glo_sort_key){.column = 0}, 1, NULL, &sorted)
 */
#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "frame/frame.h"

#include <stdlib.h>
#include <string.h>

typedef struct glo_sort {
    const glo_frame *frame;
    const glo_sort_key *keys;
    size_t key_count;
    char ***folded; /* of a key that is text: each of its words that comes in the frame, folded; else NULL */
} glo_sort;

static glo_status fold_words(const glo_column *column, size_t rows, char ***out) {
    char **folded;
    glo_status status = glo_alloc_array(glo_words_count(column->words), sizeof *folded, &folded);
    if (status < 0)
        return status;
    for (size_t row = 0; status == GLO_OK && row < rows; row++) {
        if (!glo_column_is_null(column, row) && !folded[column->codes[row]])
            status = glo_text_fold(glo_column_text(column, row), &folded[column->codes[row]]);
    }
    *out = folded;
    return status;
}

static void dispose(glo_sort *sort) {
    for (size_t k = 0; sort->folded && k < sort->key_count; k++) {
        const glo_column *column = glo_frame_column(sort->frame, sort->keys[k].column);
        for (uint32_t i = 0; sort->folded[k] && i < glo_words_count(column->words); i++)
            free(sort->folded[k][i]);
        free(sort->folded[k]);
    }
    free(sort->folded);
}

static int compare_cells(const glo_column *column, char *const *folded, size_t a, size_t b) {
    if (folded && column->codes[a] != column->codes[b]) {
        int order = strcmp(folded[column->codes[a]], folded[column->codes[b]]);
        if (order)
            return order;
    }
    return glo_column_compare(column, a, b);
}

static int compare_rows(const glo_sort *sort, size_t a, size_t b) {
    for (size_t k = 0; k < sort->key_count; k++) {
        const glo_column *column = glo_frame_column(sort->frame, sort->keys[k].column);
        const int has_null = glo_column_is_null(column, a) || glo_column_is_null(column, b);
        const int order =
            has_null ? glo_column_compare(column, a, b) : compare_cells(column, sort->folded[k], a, b);
        if (order)
            return sort->keys[k].descending && !has_null ? -order : order;
    }
    return 0;
}

/* Merge sort: stable, and the same everywhere. `spare` has room for as many rows. */
static void sort_rows(const glo_sort *sort, size_t *rows, size_t *spare, size_t n) {
    if (n < 2)
        return;
    size_t half = n / 2, i = 0, j = half, k = 0;
    sort_rows(sort, rows, spare, half);
    sort_rows(sort, rows + half, spare, n - half);
    while (i < half && j < n)
        spare[k++] = compare_rows(sort, rows[j], rows[i]) < 0 ? rows[j++] : rows[i++];
    while (i < half)
        spare[k++] = rows[i++];
    memcpy(rows, spare, k * sizeof *rows);
}

static glo_status prepare(glo_sort *sort) {
    glo_status status = glo_alloc_array(sort->key_count, sizeof *sort->folded, &sort->folded);
    for (size_t k = 0; status == GLO_OK && k < sort->key_count; k++) {
        const glo_column *column = glo_frame_column(sort->frame, sort->keys[k].column);
        if (column->type == GLO_TYPE_TEXT)
            status = fold_words(column, glo_frame_rows(sort->frame), &sort->folded[k]);
    }
    return status;
}

glo_status glo_frame_sort(const glo_frame *frame, const glo_sort_key *keys, size_t count,
                          glo_provenance *provenance, glo_frame **out) {
    glo_sort sort = {.frame = frame, .keys = keys, .key_count = count};
    size_t n = glo_frame_rows(frame), *rows = NULL, *spare = NULL;
    glo_status status = prepare(&sort);
    if (status == GLO_OK)
        status = glo_alloc_array(n, sizeof *rows, &rows);
    if (status == GLO_OK)
        status = glo_alloc_array(n, sizeof *spare, &spare);
    for (size_t i = 0; status == GLO_OK && i < n; i++)
        rows[i] = i;
    if (status == GLO_OK) {
        sort_rows(&sort, rows, spare, n);
        status = glo_frame_take(frame, rows, n, provenance, out);
    }
    free(rows);
    free(spare);
    dispose(&sort);
    return status;
}
