/* summary.h: one column in a few numbers: nulls, ends, how its values are spread, its most frequent texts.
 *
 * Example:
 *   glo_summary s;
 *   if (glo_column_summarize(column, NULL, &s) == GLO_OK) printf("%zu nulls", s.nulls);
 */
#ifndef GLO_FRAME_SUMMARY_H
#define GLO_FRAME_SUMMARY_H

#include "base/err.h"
#include "base/job.h"
#include "frame/column.h"

enum { GLO_SUMMARY_BINS = 16, GLO_SUMMARY_COMMON = 3 };

typedef struct glo_summary {
    size_t nulls;
    /* Of numbers and times, unless all are null: the first row of the lowest and of the highest value, and
     * how many values lie in each of equal parts between them. A number that is not finite counts in no part.
     */
    size_t lowest, highest;
    uint64_t bins[GLO_SUMMARY_BINS];
    /* Of texts: how many different ones, and the most frequent, first in the column first among equals. */
    size_t distinct;
    struct {
        uint32_t code;
        uint64_t count;
    } common[GLO_SUMMARY_COMMON];
} glo_summary;

/* GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_column_summarize(const glo_column *column, const glo_job *job, glo_summary *out);

#endif
