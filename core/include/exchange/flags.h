/* flags.h: what the flags beside a published figure mean for an import: a missing one is passed over and
 * counted, a confidential one is refused with its reason, all others are taken and counted by flag, so that
 * the batch can say how many of its figures were provisional or estimated.
 *
 * Example:
 *   glo_flags flags = {0};
 *   switch (glo_flags_judge(&flags, value, flag, confidentiality, why)) ...
 *
 * Reference: SDMX code lists CL_OBS_STATUS 2.2 (A normal, P provisional, E estimated, M missing, Q suppressed
 * ...) and CL_CONF_STATUS 1.2 (F free, C confidential, N not for publication ...); Eurostat's flags in lower
 * case (p provisional, e estimated, c confidential, ":" not available).
 */
#ifndef GLO_EXCHANGE_FLAGS_H
#define GLO_EXCHANGE_FLAGS_H

#include "io/csv_reader.h"

#include <stdint.h>

typedef enum glo_verdict { GLO_TAKE, GLO_PASS_OVER, GLO_REFUSE } glo_verdict;

#define GLO_FLAG_WHY 160

typedef struct glo_flags {
    int64_t taken, missing, confidential;
    int64_t by_letter[128]; /* of those taken, by flag, as it is written */
} glo_flags;

/* Judges one figure. `value`, `flag` and `confidentiality` may be absent (NULL); with GLO_REFUSE `why` says
 * the reason. */
glo_verdict glo_flags_judge(glo_flags *flags, const glo_csv_field *value, const glo_csv_field *flag,
                            const glo_csv_field *confidentiality, char why[GLO_FLAG_WHY]);

/* "145.0" is the whole number 145: shortens `number` to it. */
void glo_flags_whole(glo_csv_field *number);

#endif
