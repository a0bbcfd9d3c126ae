/* breaks_text.h: outliers and level shifts in words, with their dates.
 *
 * Example:
 *   glo_buf text = {0};
 *   glo_breaks_text(&breaks, first, GLO_MONTH, &text);   // first: the number of the first period
 *   // "outliers 1996-12 (+59 %), 2020-03 to 2020-04 (-46 %); level shift 2016-04 (-83 %)"
 */
#ifndef GLO_SERIES_BREAKS_TEXT_H
#define GLO_SERIES_BREAKS_TEXT_H

#include "base/buf.h"
#include "base/date.h"
#include "sample/breaks.h"

/* Appends. */
void glo_breaks_text(const glo_breaks *breaks, int32_t first, glo_span span, glo_buf *text);

#endif
