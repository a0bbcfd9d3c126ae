/* lanes.c: the minimum of a function of one variable. Why eight at once, and an example, in lanes.h. */
#include "numeric/lanes.h"

#include <math.h>

double glo_lanes_minimum(glo_lanes_function function, const void *data, double low, double high) {
    double best = low, least = INFINITY, from = low, step = (high - low) / (2 * GLO_LANES - 1);
    double at[GLO_LANES], value[GLO_LANES];
    for (int half = 0; half < 2; half++) {
        for (int lane = 0; lane < GLO_LANES; lane++)
            at[lane] = fmin(high, from + step * (half * GLO_LANES + lane));
        function(data, at, value);
        for (int lane = 0; lane < GLO_LANES; lane++) {
            if (value[lane] < least) {
                least = value[lane];
                best = at[lane];
            }
        }
    }
    while (step > 1e-9 * (high - low)) {
        double left = fmax(low, best - step), right = fmin(high, best + step);
        step = (right - left) / (GLO_LANES + 1);
        for (int lane = 0; lane < GLO_LANES; lane++)
            at[lane] = left + step * (lane + 1);
        function(data, at, value);
        for (int lane = 0; lane < GLO_LANES; lane++) {
            if (value[lane] < least) {
                least = value[lane];
                best = at[lane];
            }
        }
    }
    return best;
}
