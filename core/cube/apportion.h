/* apportion.h: cuts a whole number into whole shares by weight, exactly: the largest-remainder method.
 *
 * Each share gets the floor of total * weight / sum; what is left goes one by one to the largest remainders,
 * ties to the first. Weights are integers and products 128 bits wide, so the same input gives the same shares
 * on every machine. Negative totals are cut like positive ones. Reference: A. Hamilton (1792); M. Balinski
 * and H. P. Young, "Fair Representation" (1982).
 *
 * Example:  uint64_t w[] = {1, 1, 1}; int64_t shares[3]; glo_apportion(10, w, 3, shares);   ->  4 3 3
 */
#ifndef GLO_CUBE_APPORTION_H
#define GLO_CUBE_APPORTION_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* A share of 0 .. 1 as a weight: 2^52 is the whole. */
uint64_t glo_apportion_weight(double share);

/* The sum of weights must be positive and below 2^63; at least one weight. GLO_ENOMEM, GLO_EINVAL. */
glo_status glo_apportion(int64_t total, const uint64_t *weights, size_t count, int64_t *out);

/* Cuts `count` numbers that follow each other, such as the months of a year, so that their parts add up to the parts of
 * their sum: each number is cut by what is still due to each part. `out` has part_count numbers for each. Where some are
 * negative, each number is cut by itself. Errors as above.
 *
 * Example: six months of 1 by {0.6, 0.4}: 1 0, 0 1, 1 0, 1 0, 0 1, 1 0: together 4 2, as 6 is cut. */
glo_status glo_apportion_sequence(const int64_t *numbers, size_t count, const uint64_t *weights,
                                  size_t part_count, int64_t *out);

#endif
