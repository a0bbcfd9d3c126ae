/* csv_heading.h: the comment that glocal writes before the header of a CSV file, with what RFC 4180 has no place for: the
 * marking, and the units of the columns.
 *
 * Such a line:  # TLP:AMBER; count: offences; value: EUR
 *
 * Example:  glo_marking marking; status = glo_csv_heading_marking("# TLP:AMBER; count: offences", &marking);
 *
 * In names and units %, ;, : and line ends stand as in a URL (RFC 3986, section 2.1): %3A.
 */
#ifndef GLO_IO_CSV_HEADING_H
#define GLO_IO_CSV_HEADING_H

#include "base/buf.h"
#include "frame/frame.h"

#define GLO_CSV_HEADING "# TLP:" /* how it begins */

/* Appends the line; nothing for a frame that is CLEAR and has no unit, or whose units are not asked for. */
void glo_csv_heading_put(glo_buf *out, const glo_frame *frame, int with_units, const char *line_end);

/* The marking in a heading as glo_csv_heading() of a reader gives it. GLO_EINVAL: it has none that is known. */
glo_status glo_csv_heading_marking(const char *heading, glo_marking *out);

#endif
