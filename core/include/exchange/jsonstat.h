/* jsonstat.h: a JSON-stat 2.0 dataset, as Eurostat publishes it, as rows: a column per dimension with the
 * codes of its categories, then "value" and "status". The file is read twice: for its dimensions, then for
 * its values, so that memory follows the dimensions and the flags, not the values.
 *
 * Example:
 *   const char *const used[] = {"geo", "time", "value"}, *const where[] = {"sex", "T"};
 *   glo_jsonstat_rules rules = {.used = used, .used_count = 3, .where = where, .where_count = 1};
 *   status = glo_jsonstat_convert("asylum.json", &rules, job, sink, &flags);
 *
 * Reference: JSON-stat 2.0 (json-stat.org/full): values in row-major order of `id`, as a list or as an object
 * by position; `status` likewise, or one for all.
 */
#ifndef GLO_EXCHANGE_JSONSTAT_H
#define GLO_EXCHANGE_JSONSTAT_H

#include "base/job.h"
#include "base/sink.h"
#include "io/figure.h"

#include <stdbool.h>

typedef struct glo_jsonstat_rules {
    const char *const *used; /* the columns that the import uses */
    size_t used_count;
    const char *const *where; /* dimension, category, dimension, category ...: others are passed over */
    size_t where_count;       /* pairs */
    bool keeps_all;           /* several categories of a dimension are no fault: for a look */
} glo_jsonstat_rules;

/* GLO_ECORRUPT for a dataset that does not fit together, GLO_EINVAL for a dimension or category that is not
 * there, and when a dimension that is neither used nor fixed by `where` has several categories. */
int glo_jsonstat_convert(const char *path, const glo_jsonstat_rules *rules, const glo_job *job, glo_sink sink,
                         glo_flags *out_flags);

#endif
