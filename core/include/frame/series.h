/* series.h: the series of a frame: rows that agree in some columns of text, at the periods of a column of time.
 *
 * Example:
 *   uint32_t series[rows]; int32_t periods[rows];
 *   if (glo_frame_series(frame, (const size_t[]){0, 1}, 2, time, series, periods) == GLO_OK)
 *       series[5] == series[0] && periods[5] == periods[0] + 1;   the period after that of row 0, of the same series
 */
#ifndef GLO_FRAME_SERIES_H
#define GLO_FRAME_SERIES_H

#include "base/err.h"
#include "frame/frame.h"

enum { GLO_NO_PERIOD = INT32_MIN }; /* under a null */

/* Per row the number of its series, from 1 on in the order of their first rows, and of its period (glo_span_index). A null
 * among the keys agrees with nulls only. GLO_EINVAL for a key that is no text; GLO_ENOMEM. */
glo_status glo_frame_series(const glo_frame *frame, const size_t *keys, size_t key_count,
                            const glo_column *time, uint32_t *out_series, int32_t *out_periods);

#endif
