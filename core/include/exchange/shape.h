/* shape.h: a table as offices lay it out as rows that the importer takes: its header where it is, a row for each cell of a
 * wide one, empty cells filled from above, rows picked by category or left out by pattern.
 *
 * In memory there is one row at a time. Each row says the line of the file it comes from, and of a wide table the column
 * (io/rows.h).
 *
 * Such a table becomes such rows:
 *             Gemeente;2023;2024;Totaal        Gemeente,glocal:long:day,glocal:long:count,glocal:line,glocal:cell,glocal:rejected
 *           Gent;5;7;12                  ->  Gent,2023,5,2,2023,
 *                                            Gent,2024,7,2,2024,
 *
 * Example:
 *   const char *const columns[] = {"2023.."}, *const to[] = {"day"}, *const used[] = {"Gemeente"};
 *   glo_shape_rules rules = {.used = used, .used_count = 1, .wide = columns, .wide_count = 1, .to = to, .to_count = 1,
 *                            .values = "count"};
 *   status = glo_shape_convert("figures.csv", &rules, job, sink, &report);
 *   glo_shape_report_dispose(&report);
 *
 * Reference: H. Wickham, Tidy Data, Journal of Statistical Software 59 (2014), section 3.1; tidyr, pivot_longer and fill.
 */
#ifndef GLO_EXCHANGE_SHAPE_H
#define GLO_EXCHANGE_SHAPE_H

#include "base/buf.h"
#include "base/job.h"
#include "base/sink.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct glo_shape_rules {
    const char *name;                   /* of the file, for messages; NULL: its path */
    uint64_t header_first, header_last; /* lines of the header; 0: the first that is not empty */
    char delimiter;                     /* 0: find out */
    const char *encoding;               /* NULL: find out */
    bool pads;                          /* a row that is too short ends in empty cells, as in a sheet */
    const char *const *used;            /* the columns that are kept; none: all */
    size_t used_count;
    const char *const *wide; /* the columns of which each cell is a row: "A", "A..B", "A.." */
    size_t wide_count;
    const char *const *to; /* the field, or two, that their names feed */
    size_t to_count;
    const char *values;       /* the field that their cells feed */
    const char *const *where; /* column, value, column, value ... */
    size_t where_count;       /* pairs */
    const char *const
        *exclude; /* column, pattern, column, pattern ...; column "": the first cell that is not empty */
    size_t exclude_count; /* pairs */
    const char *const *fill;
    size_t fill_count;
} glo_shape_rules;

typedef struct glo_shape_report {
    int64_t rows;      /* that were made */
    int64_t empty;     /* cells passed over */
    int64_t *excluded; /* rows left out, by pattern */
    glo_buf totals;    /* what is to be said of total columns */
} glo_shape_report;

/* GLO_EINVAL for a column or category that is not there. `out` may be filled on failure too. */
int glo_shape_convert(const char *path, const glo_shape_rules *rules, const glo_job *job, glo_sink sink,
                      glo_shape_report *out);
void glo_shape_report_dispose(glo_shape_report *report);

#endif
