/* eurostat.h: the TSV that Eurostat's bulk download gives, as the rows of its SDMX-CSV (table.h): a row for each cell, with the
 * dimensions, TIME_PERIOD, OBS_VALUE and OBS_FLAG, and the line and column it comes from (io/rows.h).
 *
 * Such a file, and such rows:
 *   freq,unit,geo\TIME_PERIOD   2021    2022        freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,...
 *   A,NR,BE                     120     131 b   ->  A,NR,BE,2021,120,
 *                                                   A,NR,BE,2022,131,b
 *
 * Example:
 *   status = glo_eurostat_convert("crim_off.tsv.gz", job, sink);
 *
 * Reference: Eurostat, "TSV format" of the bulk download: the header's first cell names the dimensions and, behind a
 * backslash, the one that runs to the right; a figure may be followed by a blank and its flags, ":" is not available.
 */
#ifndef GLO_EXCHANGE_EUROSTAT_H
#define GLO_EXCHANGE_EUROSTAT_H

#include "base/job.h"
#include "base/sink.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether a file begins as such a one does. */
bool glo_eurostat_is(const char *head, size_t length);

/* GLO_EINVAL for a header that is none of this kind. */
int glo_eurostat_convert(const char *path, const glo_job *job, glo_sink sink);

#endif
