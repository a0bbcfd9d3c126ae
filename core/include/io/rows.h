/* rows.h: what a converter (core/exchange) says in the rows of CSV that the importer (core/store/import) reads in a file's
 * place: columns behind those of the file, under names that no file has.
 *
 * Such rows:
 *   zone,glocal:long:day,glocal:long:count,glocal:line,glocal:cell,glocal:rejected
 *   BE,2024-01,17,5,2024-01,
 *
 * Example:  if (strcmp(name, GLO_ROWS_LINE) == 0) line_column = i;
 */
#ifndef GLO_IO_ROWS_H
#define GLO_IO_ROWS_H

#define GLO_ROWS "glocal:"                /* how all of them begin */
#define GLO_ROWS_REASON "glocal:rejected" /* why the row must not be taken; empty: it may */
#define GLO_ROWS_LINE "glocal:line"       /* the line of the file it comes from */
#define GLO_ROWS_CELL "glocal:cell"  /* the column of the file it comes from, where it was made of one cell */
#define GLO_ROWS_LONG "glocal:long:" /* how the columns begin that were made of that cell and its name */

#endif
