/* judge.h: what the flags beside a published figure mean for an import: a missing figure is passed over and
 * counted, a confidential one is rejected with its reason, all others are taken and counted by flag. Not for other
 * folders.
 *
 * Example:
 *   glo_flags flags = {0};
 *   switch (glo_judge(&flags, value, flag, confidentiality, why)) ...
 *
 * Reference: SDMX code lists CL_OBS_STATUS 2.2 (A normal, P provisional, E estimated, M missing, Q suppressed
 * ...) and CL_CONF_STATUS 1.2 (F free, C confidential, N not for publication ...); Eurostat's flags in lower
 * case (p provisional, e estimated, c confidential, ":" not available).
 */
#ifndef GLO_EXCHANGE_JUDGE_H
#define GLO_EXCHANGE_JUDGE_H

#include "io/csv_reader.h"
#include "io/figure.h"

typedef enum glo_verdict { GLO_TAKE, GLO_PASS_OVER, GLO_REJECT } glo_verdict;

#define GLO_REASON_SIZE 160

/* Judges one figure. `value`, `flag` and `confidentiality` may be absent (NULL); with GLO_REJECT `reason` says
 * why. */
glo_verdict glo_judge(glo_flags *flags, const glo_csv_field *value, const glo_csv_field *flag,
                      const glo_csv_field *confidentiality, char reason[GLO_REASON_SIZE]);

/* "145.0" is the whole number 145: shortens `number` to it. */
void glo_whole_number(glo_csv_field *number);

#endif
