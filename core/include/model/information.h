/* information.h: what knowing an uncertain quantity beforehand would be worth to a decision: the expected value of perfect
 * information, E[max u] - max E[u] over the decisions.
 *
 * Example:
 *   const double *utility[2] = {of_first, of_second};              // by decision, a number for each draw
 *   glo_information all, one;
 *   glo_value_of_information(utility, 2, draws, NULL, &all);       // of everything
 *   glo_value_of_information(utility, 2, draws, rate, &one);       // of one input, a number for each draw
 *
 * References: H. Raiffa, R. Schlaifer, Applied Statistical Decision Theory (1961); M. Strong, J. E. Oakley, "An efficient method for
 * computing single-parameter partial expected value of perfect information", Medical Decision Making 33 (2013): draws sorted by the
 * input and cut into blocks, within which the decision with the highest mean is taken. There are as many blocks as the cube root of
 * the draws, so that both what is lost by cutting and what noise within blocks adds go to 0.
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_INFORMATION_H
#define GLO_MODEL_INFORMATION_H

#include "base/err.h"

#include <stddef.h>

typedef struct glo_information {
    double value, error; /* in the unit of the utility; one standard error of the mean over draws */
    size_t best;         /* the decision that is best with what is known now */
    size_t blocks;       /* of the input's values */
} glo_information;

/* All numbers must be finite. An input that has few values has a block for each. GLO_ENOMEM. */
glo_status glo_value_of_information(const double *const *utility, size_t decisions, size_t draws,
                                    const double *input, glo_information *out);

#endif
