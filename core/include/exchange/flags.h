/* flags.h: how many figures of a published table were taken, missing, confidential, and flagged, so that the
 * batch can say how many of its figures were provisional or estimated.
 *
 * Example:  flags.by_letter['p']  ->  12 provisional figures
 */
#ifndef GLO_EXCHANGE_FLAGS_H
#define GLO_EXCHANGE_FLAGS_H

#include <stdint.h>

typedef struct glo_flags {
    int64_t taken, missing, confidential;
    int64_t by_letter[128]; /* of those taken, by flag, as it is written */
} glo_flags;

#endif
