/* printf.h: SQL's printf and format, with widths and precisions that end.
 *
 * Example:  glo_printf_attach(store->db);
 */
#ifndef GLO_STORE_SQL_PRINTF_H
#define GLO_STORE_SQL_PRINTF_H

#include <sqlite3.h>

/* Puts them in the place of SQLite's own on this connection. */
void glo_printf_attach(sqlite3 *db);

#endif
