/* near.h: cmocka, and real numbers compared within a tolerance.
 *
 * Example:  assert_near(glo_normal_quantile(0.975), 1.959963984540054, 1e-15);
 */
#ifndef GLO_TESTS_NEAR_H
#define GLO_TESTS_NEAR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>

#define assert_near(got, wanted, within)                                                                     \
    do {                                                                                                     \
        double got_ = (got), wanted_ = (wanted);                                                             \
        if (!(fabs(got_ - wanted_) <= (within)))                                                             \
            fail_msg("%s is %.12g, not %.12g", #got, got_, wanted_);                                         \
    } while (0)

#endif
