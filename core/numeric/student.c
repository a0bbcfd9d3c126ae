/* student.c: Student's t distribution. Reference in student.h. */
#include "numeric/student.h"

#include "numeric/normal.h"

#include <math.h>

/* 26.7.3 and 26.7.4: finite sums for whole degrees of freedom. */
double glo_student_p(double t, size_t degrees) {
    if (isnan(t) || degrees == 0)
        return NAN;
    if (isinf(t))
        return t > 0;
    double n = (double)degrees, angle = atan(fabs(t) / sqrt(n)), cosine = cos(angle), sine = sin(angle);
    double square = cosine * cosine, term = 1, sum = 1, between;
    size_t odd = degrees % 2;
    for (size_t k = 2 + odd; k + 2 <= degrees; k += 2) {
        term *= square * (double)(k - 1) / (double)k;
        sum += term;
    }
    if (odd)
        between = 2 / M_PI * (angle + (degrees > 1 ? sine * cosine * sum : 0));
    else
        between = sine * sum;
    return t > 0 ? (1 + between) / 2 : (1 - between) / 2;
}

/* 26.7.5: an expansion in 1 / degrees, good where they are many. */
static double expanded(double z, double n) {
    double s = z * z;
    return z * (1 + (s + 1) / (4 * n) + ((5 * s + 16) * s + 3) / (96 * n * n) +
                (((3 * s + 19) * s + 17) * s - 15) / (384 * n * n * n) +
                ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / (92160 * n * n * n * n));
}

double glo_student_quantile(double p, size_t degrees) {
    if (!(p >= 0 && p <= 1) || degrees == 0)
        return NAN;
    if (p < 0.5)
        return -glo_student_quantile(1 - p, degrees);
    double z = glo_normal_quantile(p), low = z, high = 2 * z + 1;
    if (isinf(z) || p == 0.5)
        return z;
    if (degrees > 100)
        return expanded(z, (double)degrees);
    while (glo_student_p(high, degrees) < p)
        high *= 2;
    for (int i = 0; i < 100 && high - low > 1e-10 * high; i++) {
        double middle = (low + high) / 2;
        if (glo_student_p(middle, degrees) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}
