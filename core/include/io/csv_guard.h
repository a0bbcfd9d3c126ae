/* csv_guard.h: text that a spreadsheet would take for a formula gets an apostrophe before it; our import takes it off again.
 *
 * Example:  glo_csv_needs_guard("=1+1", 4) -> true    glo_csv_guard("'=1+1", 5) -> 1
 *
 * Reference: OWASP, CSV injection: a cell that begins with = + - @, a tab or a carriage return. A text that looks guarded already
 * gets another apostrophe, so that each comes back as it was.
 */
#ifndef GLO_IO_CSV_GUARD_H
#define GLO_IO_CSV_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a text needs an apostrophe before it. */
bool glo_csv_needs_guard(const char *text, size_t length);
/* How many bytes of guard a cell begins with: 1 or 0. */
size_t glo_csv_guard(const char *text, size_t length);

#endif
