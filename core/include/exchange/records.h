/* records.h: JSON records as rows: an array of objects, an object with such an array in it ({"data": [...]}), or objects one
 * after the other, as in a file of JSON lines. Record n is line n + 1.
 *
 * An object in a record is flattened, its members named a.b; a list is kept as JSON. The file is read twice, for its names
 * and for its values, so that memory follows the names, not the records.
 *
 * Such records:  [{"geo": {"code": "BE"}, "n": 5}, {"n": 7, "geo": {"code": "NL"}}]   ->   geo.code,n / BE,5 / NL,7
 *
 * Example:
 *   status = glo_records_convert("figures.json", NULL, job, sink, &count);
 *
 * Reference: RFC 8259; jsonlines.org.
 */
#ifndef GLO_EXCHANGE_RECORDS_H
#define GLO_EXCHANGE_RECORDS_H

#include "base/job.h"
#include "base/sink.h"

#include <stdint.h>

/* `list`: the member of the root that holds the records; NULL: the first list of objects, or the roots.
 * GLO_EINVAL for records without a member or with more than 2000 of them; GLO_ECORRUPT. */
int glo_records_convert(const char *path, const char *list, const glo_job *job, glo_sink sink,
                        int64_t *out_count);

#endif
