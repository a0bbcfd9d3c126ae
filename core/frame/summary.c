/* summary.c: one column in a few numbers. Example in summary.h. */
#include "frame/summary.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 1 << 16 };

static glo_status step(const glo_job *job, size_t row) {
    return row % STEP == STEP - 1 ? glo_job_step(job, "summarizing", 0, 0) : GLO_OK;
}

static glo_status count_texts(const glo_column *column, const glo_job *job, glo_summary *out) {
    uint64_t *counts;
    uint32_t words = glo_words_count(column->words);
    if (glo_alloc_array(words, sizeof *counts, &counts) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t row = 0; row < column->rows && status == GLO_OK; row++) {
        if (glo_column_is_null(column, row))
            out->nulls++;
        else
            counts[column->codes[row]]++;
        status = step(job, row);
    }
    for (uint32_t code = 0; code < words; code++) {
        out->distinct += counts[code] > 0;
        for (size_t i = 0; i < GLO_SUMMARY_COMMON; i++) {
            if (counts[code] <= out->common[i].count)
                continue;
            memmove(&out->common[i + 1], &out->common[i],
                    (GLO_SUMMARY_COMMON - 1 - i) * sizeof out->common[0]);
            out->common[i].code = code;
            out->common[i].count = counts[code];
            break;
        }
    }
    free(counts);
    return status;
}

static glo_status find_ends(const glo_column *column, const glo_job *job, glo_summary *out) {
    int status = GLO_OK, any = 0;
    for (size_t row = 0; row < column->rows && status == GLO_OK; row++) {
        status = step(job, row);
        if (glo_column_is_null(column, row)) {
            out->nulls++;
            continue;
        }
        double value = glo_column_number(column, row);
        if (isnan(value))
            continue;
        if (!any || value < glo_column_number(column, out->lowest))
            out->lowest = row;
        if (!any || value > glo_column_number(column, out->highest))
            out->highest = row;
        any = 1;
    }
    return status;
}

static glo_status fill_bins(const glo_column *column, const glo_job *job, glo_summary *out) {
    double low = glo_column_number(column, out->lowest), high = glo_column_number(column, out->highest);
    glo_status status = GLO_OK;
    for (size_t row = 0; row < column->rows && status == GLO_OK; row++) {
        status = step(job, row);
        double value = glo_column_number(column, row); /* NaN under a null */
        if (!isfinite(value))
            continue;
        double share = high > low ? (value - low) / (high - low) : 0;
        size_t bin = isfinite(share) && share > 0 ? (size_t)(share * GLO_SUMMARY_BINS) : 0;
        out->bins[bin < GLO_SUMMARY_BINS ? bin : GLO_SUMMARY_BINS - 1]++;
    }
    return status;
}

glo_status glo_column_summarize(const glo_column *column, const glo_job *job, glo_summary *out) {
    *out = (glo_summary){0};
    if (column->type == GLO_TYPE_TEXT)
        return count_texts(column, job, out);
    glo_status status = find_ends(column, job, out);
    if (status < 0 || out->nulls == column->rows)
        return status;
    return fill_bins(column, job, out);
}
