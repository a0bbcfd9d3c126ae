/* table.h: a CSV file of another house turned into rows for the importer: SDMX-CSV with its flags, or the CSV of a
 * Data Package with its own words for nothing and its comments.
 *
 * Example:
 *   const char *const used[] = {"geo", "TIME_PERIOD", "OBS_VALUE"};
 *   glo_table_rules rules = {.sdmx = 1, .used = used, .used_count = 3};
 *   status = glo_table_convert("asylum.csv.gz", &rules, job, sink, &flags);
 *
 * Reference: SDMX-CSV 1.0 and 2.0 (sdmx.org); Table Schema, missingValues; CSV Dialect, commentChar.
 */
#ifndef GLO_EXCHANGE_TABLE_H
#define GLO_EXCHANGE_TABLE_H

#include "base/job.h"
#include "base/sink.h"
#include "frame/words.h"
#include "io/figure.h"

#include <stdbool.h>

typedef struct glo_table_rules {
    const char *name;        /* of the file, for messages; NULL: its path */
    int sdmx;                /* judge OBS_VALUE by OBS_FLAG, OBS_STATUS and, where there is no MARKING that is
                                used, CONF_STATUS */
    const char *figure;      /* the column without which a row says nothing: it is passed over and counted; of
                                SDMX-CSV that is OBS_VALUE; NULL: none */
    const char *const *used; /* the columns that the import uses */
    size_t used_count;
    const char *const *where;   /* column, value, column, value ...: other rows are passed over */
    size_t where_count;         /* pairs */
    const char *const *missing; /* texts that stand for nothing */
    size_t missing_count;
    char comment;         /* lines that begin with it are passed over; 0: none do */
    char delimiter;       /* 0: find out */
    const char *encoding; /* NULL: find out */
    bool keeps_all;       /* several values of a dimension are no fault: for a look */
} glo_table_rules;

/* The names in the header of a CSV file, packed or not, which stands in that line; 0: in the first. */
int glo_table_names(const char *path, uint64_t header_line, glo_words **out);

/* The comment before its header (io/csv_heading.h), which the caller releases; NULL: it has none. */
int glo_table_heading(const char *path, char **out);

/* GLO_EINVAL when a column is not there, or when a dimension that is neither used nor fixed by `where` has
 * several values: its rows would be added up twice. `out_flags` may be filled on failure too. */
int glo_table_convert(const char *path, const glo_table_rules *rules, const glo_job *job, glo_sink sink,
                      glo_flags *out_flags);

#endif
