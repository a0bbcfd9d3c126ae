/* fuzz_look.c: a look over any bytes, and the form of any cell. It must end, stay within its memory (ASan) and keep its
 * promises: every cell of a row of data is counted once, the header lies within the file.
 *
 * Example:  fuzz_look -max_len=4096 tests/fuzz/corpus/look
 */
#include "look/cell_form.h"
#include "look/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(int holds, const char *promise) {
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", promise);
        abort();
    }
}

static void check_column(const glo_look *look, const glo_look_column *column) {
    int64_t cells = 0, forms = 0, values = 0;
    for (int i = 0; i < GLO_CELL_KINDS; i++)
        cells += column->kinds[i];
    for (int i = 0; i < GLO_FORMS; i++)
        forms += column->forms[i];
    for (uint32_t i = 0; i < glo_words_count(column->values.texts); i++)
        values += column->values.counts[i];
    require(cells == look->rows && forms == look->rows, "every cell is of one kind and one form");
    require(values <= look->rows, "no value comes more often than there are rows");
    require(column->name && column->upper, "a column has a name, if an empty one");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    glo_sample sample = {.bytes = size, .is_whole = true};
    glo_look_options options = {0};
    glo_look *look;
    glo_cell cell;
    if (size > 0 && data[0] % 8 == 0)
        options.header_first = options.header_last = data[0] / 8u;
    glo_buf_bytes(&sample.text, data, size);
    for (size_t i = 0; i < size; i++)
        sample.head_lines += data[i] == '\n';
    if (size > 0 && glo_buf_status(&sample.text) == GLO_OK &&
        glo_look_over(&sample, &options, NULL, &look) == GLO_OK) {
        require(look->header_first <= look->header_last, "the header's rows are in order");
        for (size_t i = 0; i < look->column_count; i++)
            check_column(look, &look->columns[i]);
        glo_look_free(look);
    }
    glo_cell_form_of((const char *)data, size, &cell);
    require(cell.kind >= GLO_CELL_EMPTY && cell.kind < GLO_CELL_KINDS, "a cell has a kind");
    require(cell.kind != GLO_CELL_DATE || cell.form != GLO_FORM_NONE, "a date has a form");
    (void)glo_cell_is_total((const char *)data, size);
    glo_sample_dispose(&sample);
    return 0;
}
