/* sheet_cells.h: the XML of one sheet as lines of CSV, each as long as its last cell with something in it.
 *
 * Example:
 *   glo_sheet_cells cells = {.book = &book, .rows = {.sink = sink}};
 *   status = glo_sheet_cells_read(&cells, &source, job);      cells.widths[i]: fields of line i + 1, 0 of a blank one
 *   glo_sheet_cells_dispose(&cells);
 */
#ifndef GLO_EXCHANGE_SHEET_CELLS_H
#define GLO_EXCHANGE_SHEET_CELLS_H

#include "exchange/sheet.h"
#include "row_writer.h"
#include "workbook/workbook.h"

#define GLO_SHEET_MOST_ROWS 1048576
#define GLO_SHEET_MOST_COLUMNS 16384

typedef enum glo_cell_type {
    GLO_CELL_NUMBER,
    GLO_CELL_SHARED,
    GLO_CELL_TEXT, /* also what a formula gives */
    GLO_CELL_BOOLEAN,
    GLO_CELL_ERROR,
    GLO_CELL_DATE /* in ISO 8601 */
} glo_cell_type;

typedef struct glo_sheet_cells {
    const glo_workbook *book;
    glo_row_writer rows;
    uint16_t *widths;
    size_t row_count, width_capacity, widest;
    glo_sheet_found found;
    /* the row and the cell at hand */
    size_t row, column; /* 0: none so far */
    bool in_row, row_is_hidden, in_cell, in_value, in_phonetic, has_formula;
    glo_cell_type type;
    glo_date_form form;
    glo_buf value, text;
} glo_sheet_cells;

glo_status glo_sheet_cells_read(glo_sheet_cells *cells, const glo_source *source, const glo_job *job);
void glo_sheet_cells_dispose(glo_sheet_cells *cells);

#endif
