/* head.h: where a table begins: which of its first rows are titles, which hold the names of the columns.
 *
 * The rows that follow the header have more or less as many filled cells as it has; titles have fewer. Names of two rows
 * (an upper one of merged cells, such as years, above a lower one, such as months) show by gaps or repeated names in one of
 * them.
 *
 * Example:  head = glo_look_head_of(rows, count, 0, 0);   ->  header at rows[3], data from rows[4]
 */
#ifndef GLO_EXCHANGE_LOOK_HEAD_H
#define GLO_EXCHANGE_LOOK_HEAD_H

#include "io/csv_reader.h"
#include "look/cell_form.h"

/* A row that is kept, with its cells. */
typedef struct glo_kept_row {
    uint64_t line;
    size_t count, filled;
    glo_csv_field *fields; /* their texts lie in `text` */
    glo_cell *cells;
    char *text;
} glo_kept_row;

typedef struct glo_look_head {
    bool has_header;
    size_t first, last; /* the header's rows, among those given */
    bool has_units;     /* the row below them holds units: "Anzahl" above every figure */
    size_t data;        /* the first row of data */
    double typical;     /* filled cells of a row of data */
} glo_look_head;

/* `told_first` and `told_last`: the lines of the header as the analyst says; 0: find out. */
glo_look_head glo_look_head_of(const glo_kept_row *rows, size_t count, uint64_t told_first,
                               uint64_t told_last);

/* Whether a row says less than a row of data: a title, a note, a heading between rows. `is_short`: it ends before the
 * last column. */
bool glo_look_is_sparse(const glo_look_head *head, size_t filled, size_t numbers, bool is_short);

#endif
