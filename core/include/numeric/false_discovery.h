/* false_discovery.h: many tests at once: p values adjusted so that the false discovery rate, the expected share of false
 * alarms among the alarms, stays at most alpha where those with q <= alpha are taken.
 *
 * Example:  status = glo_false_discovery(p, count, GLO_BENJAMINI_HOCHBERG, q);
 *
 * References: Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57
 * (1995); for tests that depend on each other in any way Y. Benjamini, D. Yekutieli, "The control of the false discovery rate
 * in multiple testing under dependency", Annals of Statistics 29 (2001). The values are those of R's p.adjust.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_FALSE_DISCOVERY_H
#define GLO_NUMERIC_FALSE_DISCOVERY_H

#include "base/err.h"

#include <stddef.h>

typedef enum glo_false_discovery_method {
    GLO_BENJAMINI_HOCHBERG, /* independent or positively dependent tests */
    GLO_BENJAMINI_YEKUTIELI /* any dependence: each q larger by 1 + 1/2 + ... + 1/count */
} glo_false_discovery_method;

/* q of each p; a p that is no number is no test, and its q is NaN. `out_q` may be `p`. GLO_ENOMEM. */
glo_status glo_false_discovery(const double *p, size_t count, glo_false_discovery_method method,
                               double *out_q);

#endif
