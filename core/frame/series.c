/* series.c: numbers series and periods. A key column at a time: rows that agree so far and in its code get one new number, by
 * a table of pairs with open addressing. Declared in frame/series.h. */
#include "frame/series.h"

#include "base/alloc.h"

#include <stdlib.h>

typedef struct pair {
    uint32_t before, code, number; /* number 0: free */
} pair;

static size_t place_of(uint32_t before, uint32_t code, size_t mask) {
    uint64_t key = ((uint64_t)before << 32 | code) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(key ^ key >> 29) & mask;
}

static glo_status refine(const glo_column *key, size_t rows, uint32_t *series) {
    size_t room = 16;
    uint32_t count = 0;
    pair *table;
    while (room < rows * 2)
        room *= 2;
    if (glo_alloc_array(room, sizeof *table, &table) < 0)
        return GLO_ENOMEM;
    for (size_t row = 0; row < rows; row++) {
        uint32_t code = glo_column_is_null(key, row) ? UINT32_MAX : key->codes[row];
        size_t at = place_of(series[row], code, room - 1);
        while (table[at].number != 0 && (table[at].before != series[row] || table[at].code != code))
            at = (at + 1) & (room - 1);
        if (table[at].number == 0)
            table[at] = (pair){series[row], code, ++count};
        series[row] = table[at].number;
    }
    free(table);
    return GLO_OK;
}

glo_status glo_frame_series(const glo_frame *frame, const size_t *keys, size_t key_count,
                            const glo_column *time, uint32_t *out_series, int32_t *out_periods) {
    size_t rows = glo_frame_rows(frame);
    for (size_t row = 0; row < rows; row++) {
        out_series[row] = 1;
        out_periods[row] = glo_column_is_null(time, row)
                               ? GLO_NO_PERIOD
                               : glo_span_index(glo_column_day(time, row), time->span);
    }
    for (size_t k = 0; k < key_count; k++) {
        const glo_column *key = glo_frame_column(frame, keys[k]);
        if (key->type != GLO_TYPE_TEXT)
            return glo_fail(GLO_EINVAL, "the column '%s' is %s, not text", glo_frame_name(frame, keys[k]),
                            glo_type_name(key->type));
        if (refine(key, rows, out_series) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}
