/* columns.h: the names in the header of a table, which may take several rows, and the columns that a text names. Not for
 * other folders.
 *
 * Of two rows the upper one is filled to the right and goes before the lower one, as merged cells mean it:
 *   Commune,Drugs,,Fraude,
 *   ,2023,2024,2023,2024          ->  Commune, Drugs 2023, Drugs 2024, Fraude 2023, Fraude 2024
 *
 * Example:
 *   glo_columns columns = {.file = "figures.csv"};
 *   if ((status = glo_columns_read(reader, 4, &columns)) == GLO_OK)
 *       status = glo_columns_mark(&columns, "2023-01..2023-12", marks);
 *   glo_columns_dispose(&columns);
 */
#ifndef GLO_EXCHANGE_COLUMNS_H
#define GLO_EXCHANGE_COLUMNS_H

#include "io/csv_reader.h"

#include <stdbool.h>

typedef struct glo_column_name {
    char *whole, *upper, *lower; /* of a header of one row upper and lower are the whole */
} glo_column_name;

typedef struct glo_columns {
    const char *file; /* for messages; borrowed */
    glo_column_name *names;
    size_t count;
    uint64_t first_line, last_line; /* of the header */
} glo_columns;

/* Takes the names of the reader, whose header is the first row, and reads on to `last_line`. */
glo_status glo_columns_read(glo_csv_reader *reader, uint64_t last_line, glo_columns *out);
void glo_columns_dispose(glo_columns *columns);

/* The column of that name. GLO_EINVAL names the file, the nearest, the header's line and what it has. */
glo_status glo_columns_find(const glo_columns *columns, const char *name, size_t *out);

enum { GLO_UNMARKED, GLO_IN_RANGE, GLO_NAMED };
/* Marks the columns that a text names: a name, "A..B" from A to B, "A.." to the last, several between commas. */
glo_status glo_columns_mark(const glo_columns *columns, const char *text, char *marks);

#endif
