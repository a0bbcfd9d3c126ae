/* text_columns.h: the cells of a table of CSV as texts: per column a dictionary of its distinct cells and a code for each row, so
 * that what is found out about a cell is found out once.
 *
 * Invariants: every column has `rows` codes; code 0 of each dictionary is the empty cell. Cells stand without the blanks around
 * them and without the guard of spreadsheets (io/csv_guard.h). `lines` has the line of the file of each row.
 *
 * Example:
 *   glo_text_columns table = {0};
 *   if ((status = glo_text_columns_read(path, &options, job, &table)) == GLO_OK) puts(table.columns[0].name);
 *   glo_text_columns_dispose(&table);
 */
#ifndef GLO_EXCHANGE_TEXT_COLUMNS_H
#define GLO_EXCHANGE_TEXT_COLUMNS_H

#include "exchange/table_frame.h"

typedef struct glo_text_column {
    char *name;
    glo_words *words;
    uint32_t *codes;
    size_t room;
} glo_text_column;

typedef struct glo_text_columns {
    glo_text_column *columns;
    size_t count, rows, line_room;
    uint64_t *lines;
    char delimiter;
} glo_text_columns;

glo_status glo_text_columns_read(const char *path, const glo_table_options *options, const glo_job *job,
                                 glo_text_columns *out);
void glo_text_columns_dispose(glo_text_columns *table);

/* The line of the first row whose cell is that one. */
uint64_t glo_text_column_line(const glo_text_columns *table, const glo_text_column *column, uint32_t code);

#endif
