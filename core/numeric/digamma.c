/* digamma.c: asymptotic series from 10 on, recurrence below. Reference and example in digamma.h. */
#include "numeric/digamma.h"

#include "numeric/elementary.h"

#define FROM 10 /* where the series is good to 1e-16 */

double glo_digamma(double x) {
    double sum = 0;
    while (x < FROM) {
        sum -= 1 / x;
        x += 1;
    }
    double y = 1 / (x * x);
    double series =
        y *
        (1.0 / 12 - y * (1.0 / 120 -
                         y * (1.0 / 252 - y * (1.0 / 240 - y * (1.0 / 132 - y * (691.0 / 32760 - y / 12))))));
    return sum + glo_log(x) - 0.5 / x - series;
}

double glo_trigamma(double x) {
    double sum = 0;
    while (x < FROM) {
        sum += 1 / (x * x);
        x += 1;
    }
    double y = 1 / (x * x);
    double series =
        y *
        (1.0 / 6 -
         y * (1.0 / 30 - y * (1.0 / 42 - y * (1.0 / 30 - y * (5.0 / 66 - y * (691.0 / 2730 - y * 7 / 6))))));
    return sum + (1 + 0.5 / x + series) / x;
}
