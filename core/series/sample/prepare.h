/* prepare.h: a sample made ready for a method: missing values filled in, brought to a scale at which squares
 * neither overflow nor vanish. The scale is a power of two, so that nothing is rounded.
 *
 * A missing value is filled in from its neighbours: linearly in what is left once the season is taken out,
 * and the season put back; without enough seasons linearly between its neighbours.
 *
 * Example:
 *   glo_prepared y;
 *   int status = glo_prepare(sample, fit, &y);
 *   if (status < 0) return status;
 *   use(y.values[0] * y.scale);   // a result in the units of y.values, in the sample's
 *   glo_prepared_dispose(&y);
 */
#ifndef GLO_SERIES_PREPARE_H
#define GLO_SERIES_PREPARE_H

#include "sample/method.h"

typedef struct glo_prepared {
    double *values;
    size_t count;
    double scale;
    size_t filled; /* values that were missing, or infinite */
} glo_prepared;

/* Empties `fit` but for `fitted`, and notes there how many values were filled in. GLO_EINVAL for a sample
 * without any known value, GLO_ENOMEM. */
glo_status glo_prepare(const glo_sample *sample, glo_fit *fit, glo_prepared *out);

void glo_prepared_dispose(glo_prepared *prepared);

/* Notes that `missing` values of the sample were `how`, those apart that were taken out as outliers. */
void glo_note_missing(glo_fit *fit, const glo_sample *sample, size_t missing, const char *how);

/* Adds to the note of `fit`, after a semicolon where there is something already. */
void glo_fit_note(glo_fit *fit, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
