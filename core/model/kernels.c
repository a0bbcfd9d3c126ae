/* kernels.c: loops over a block, each for vectors and numbers in either place. Example in kernels.h. */
#include "kernels.h"

#include "base/simd.h"
#include "numeric/elementary.h"

#include <math.h>
#include <stdint.h>

#define BINARY(name, formula)                                                                                \
    GLO_WIDE static void name##_vv(double *restrict out, const double *restrict a, const double *restrict b, \
                                   size_t count) {                                                           \
        for (size_t i = 0; i < count; i++) {                                                                 \
            const double x = a[i], y = b[i];                                                                 \
            out[i] = formula;                                                                                \
        }                                                                                                    \
    }                                                                                                        \
    GLO_WIDE static void name##_vs(double *restrict out, const double *restrict a, const double *restrict b, \
                                   size_t count) {                                                           \
        const double y = *b;                                                                                 \
        for (size_t i = 0; i < count; i++) {                                                                 \
            const double x = a[i];                                                                           \
            out[i] = formula;                                                                                \
        }                                                                                                    \
    }                                                                                                        \
    GLO_WIDE static void name##_sv(double *restrict out, const double *restrict a, const double *restrict b, \
                                   size_t count) {                                                           \
        const double x = *a;                                                                                 \
        for (size_t i = 0; i < count; i++) {                                                                 \
            const double y = b[i];                                                                           \
            out[i] = formula;                                                                                \
        }                                                                                                    \
    }

BINARY(add, x + y)
BINARY(subtract, x - y)
BINARY(multiply, x *y)
BINARY(divide, x / y)
BINARY(power, glo_power(x, y))
BINARY(modulo, x - y * floor(x / y))
BINARY(lesser, y < x ? y : x)
BINARY(greater, y > x ? y : x)
BINARY(less, x < y ? 1.0 : 0.0)
BINARY(at_most, x <= y ? 1.0 : 0.0)
BINARY(above, x > y ? 1.0 : 0.0)
BINARY(at_least, x >= y ? 1.0 : 0.0)
BINARY(equal, x == y ? 1.0 : 0.0)
BINARY(unequal, x != y ? 1.0 : 0.0)
BINARY(both, (x != 0 ? 1.0 : 0.0) * (y != 0 ? 1.0 : 0.0))
BINARY(either, (x != 0 ? 1.0 : 0.0) + (y != 0 ? 1.0 : 0.0) != 0 ? 1.0 : 0.0)

#define FORMS(name)                                                                                          \
    { name##_vv, name##_vs, name##_sv }
static glo_binary_loop *const binary[GLO_OPS][3] = {
    [GLO_OP_ADD] = FORMS(add),           [GLO_OP_SUBTRACT] = FORMS(subtract),
    [GLO_OP_MULTIPLY] = FORMS(multiply), [GLO_OP_DIVIDE] = FORMS(divide),
    [GLO_OP_POWER] = FORMS(power),       [GLO_OP_MODULO] = FORMS(modulo),
    [GLO_OP_MIN] = FORMS(lesser),        [GLO_OP_MAX] = FORMS(greater),
    [GLO_OP_LESS] = FORMS(less),         [GLO_OP_AT_MOST] = FORMS(at_most),
    [GLO_OP_ABOVE] = FORMS(above),       [GLO_OP_AT_LEAST] = FORMS(at_least),
    [GLO_OP_EQUAL] = FORMS(equal),       [GLO_OP_UNEQUAL] = FORMS(unequal),
    [GLO_OP_AND] = FORMS(both),          [GLO_OP_OR] = FORMS(either),
};

glo_binary_loop *glo_binary_kernel(glo_model_op op, glo_form form) {
    return binary[op][form];
}

#define FUSED_LOOP(formula, x_of, y_of, z_of)                                                                \
    for (size_t i = 0; i < count; i++) {                                                                     \
        const double x = (x_of), y = (y_of), z = (z_of);                                                     \
        out[i] = formula;                                                                                    \
    }                                                                                                        \
    break;
#define FUSED(name, formula)                                                                                 \
    GLO_WIDE static void name(double *restrict out, const double *restrict a, const double *restrict b,      \
                              const double *restrict c, size_t count, int form) {                            \
        const double a0 = *a, b0 = *b, c0 = *c;                                                              \
        switch (form) {                                                                                      \
        case GLO_FORM_VV:                                                                                    \
            FUSED_LOOP(formula, a[i], b[i], c[i])                                                            \
        case GLO_FORM_VS:                                                                                    \
            FUSED_LOOP(formula, a[i], b0, c[i])                                                              \
        case GLO_FORM_SV:                                                                                    \
            FUSED_LOOP(formula, a0, b[i], c[i])                                                              \
        case GLO_FORM_VV + 3:                                                                                \
            FUSED_LOOP(formula, a[i], b[i], c0)                                                              \
        case GLO_FORM_VS + 3:                                                                                \
            FUSED_LOOP(formula, a[i], b0, c0)                                                                \
        default:                                                                                             \
            FUSED_LOOP(formula, a0, b[i], c0)                                                                \
        }                                                                                                    \
    }

FUSED(add_add, (x + y) + z)
FUSED(add_subtract, (x + y) - z)
FUSED(add_multiply, (x + y) * z)
FUSED(add_from, z - (x + y))
FUSED(subtract_add, (x - y) + z)
FUSED(subtract_subtract, (x - y) - z)
FUSED(subtract_multiply, (x - y) * z)
FUSED(subtract_from, z - (x - y))
FUSED(multiply_add, x *y + z)
FUSED(multiply_subtract, x *y - z)
FUSED(multiply_multiply, (x * y) * z)
FUSED(multiply_from, z - x * y)

/* Of the first operation, and of the second: +, -, *, and - the other way round. */
static glo_fused_loop *const fused[3][4] = {
    {add_add, add_subtract, add_multiply, add_from},
    {subtract_add, subtract_subtract, subtract_multiply, subtract_from},
    {multiply_add, multiply_subtract, multiply_multiply, multiply_from},
};

glo_fused_loop *glo_fused_kernel(glo_model_op first, glo_model_op second, bool is_reversed) {
    if (first < GLO_OP_ADD || first > GLO_OP_MULTIPLY || second < GLO_OP_ADD || second > GLO_OP_MULTIPLY)
        return NULL;
    return fused[first - GLO_OP_ADD][second == GLO_OP_SUBTRACT && is_reversed ? 3 : second - GLO_OP_ADD];
}

#define UNARY(name, formula)                                                                                 \
    GLO_WIDE static void name(double *restrict out, const double *restrict a, size_t count) {                \
        for (size_t i = 0; i < count; i++) {                                                                 \
            const double x = a[i];                                                                           \
            out[i] = formula;                                                                                \
        }                                                                                                    \
    }

UNARY(negation, x != 0 ? 0.0 : 1.0)
UNARY(negate, -x)
UNARY(absolute, fabs(x))
UNARY(exponential, glo_exp(x))
UNARY(logarithm, glo_log(x))
UNARY(square_root, sqrt(x))
UNARY(whole_below, floor(x))
UNARY(nearest_whole, floor(x + 0.5))

#define BY_LIBRARY(name, function)                                                                           \
    static void name(double *restrict out, const double *restrict a, size_t count) {                         \
        for (size_t i = 0; i < count; i++)                                                                   \
            out[i] = function(a[i]);                                                                         \
    }
BY_LIBRARY(sine, sin)
BY_LIBRARY(cosine, cos)
BY_LIBRARY(tangent, tan)
BY_LIBRARY(arc_sine, asin)
BY_LIBRARY(arc_cosine, acos)
BY_LIBRARY(arc_tangent, atan)

static glo_unary_loop *const unary[GLO_OPS] = {
    [GLO_OP_NOT] = negation,      [GLO_OP_NEGATE] = negate,       [GLO_OP_ABS] = absolute,
    [GLO_OP_EXP] = exponential,   [GLO_OP_LOG] = logarithm,       [GLO_OP_SQRT] = square_root,
    [GLO_OP_SIN] = sine,          [GLO_OP_COS] = cosine,          [GLO_OP_TAN] = tangent,
    [GLO_OP_ASIN] = arc_sine,     [GLO_OP_ACOS] = arc_cosine,     [GLO_OP_ATAN] = arc_tangent,
    [GLO_OP_FLOOR] = whole_below, [GLO_OP_ROUND] = nearest_whole,
};

glo_unary_loop *glo_unary_kernel(glo_model_op op) {
    return unary[op];
}

GLO_WIDE void glo_choose(double *restrict out, const double *restrict condition, const double *restrict a,
                         const double *restrict b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const double x = a[i], y = b[i];
        out[i] = condition[i] != 0 ? x : y;
    }
}

GLO_WIDE static void add_scaled_in_place(double *restrict out, double by, const double *restrict b,
                                         size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] += by * b[i];
}

GLO_WIDE static void add_scaled_apart(double *restrict out, const double *restrict a, double by,
                                      const double *restrict b, size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] + by * b[i];
}

void glo_add_scaled(double *out, const double *a, double by, const double *restrict b, size_t count) {
    if (out == a)
        add_scaled_in_place(out, by, b, count);
    else
        add_scaled_apart(out, a, by, b, count);
}

/* Signs gathered on the way cost nothing: the numbers are at hand. */
GLO_WIDE static uint64_t step_levels(double *level, double dt, const double *restrict net, size_t count) {
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        level[i] = level[i] + dt * net[i];
        bits |= glo_bits_of(level[i]);
    }
    return bits;
}

bool glo_step_levels(double *level, double dt, const double *restrict net, size_t count) {
    return step_levels(level, dt, net, count) >> 63 != 0;
}

static double look_up(double x, const double *xs, const double *ys, size_t points, bool is_extrapolated) {
    size_t low = 0, high = points - 1;
    if (!(x > xs[0] || is_extrapolated))
        return x == x ? ys[0] : x;
    if (!(x < xs[high] || is_extrapolated))
        return ys[high];
    if (points == 1)
        return ys[0];
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (xs[middle] <= x)
            low = middle;
        else
            high = middle;
    }
    double width = xs[high] - xs[low];
    return width > 0 ? ys[low] + (ys[high] - ys[low]) * ((x - xs[low]) / width) : ys[high];
}

void glo_look_up(double *restrict out, const double *restrict x, size_t count, const double *xs,
                 const double *ys, size_t points, bool is_extrapolated) {
    for (size_t i = 0; i < count; i++)
        out[i] = look_up(x[i], xs, ys, points, is_extrapolated);
}

void glo_fill(double *out, double value, size_t count) {
    for (size_t i = 0; i < count; i++)
        out[i] = value;
}

GLO_WIDE static uint64_t count_of_infinite(const double *values, size_t count) {
    uint64_t found = 0;
    for (size_t i = 0; i < count; i++) /* all bits of the exponent set */
        found += (glo_bits_of(values[i]) << 1) >= UINT64_C(0xffe0000000000000) ? 1 : 0;
    return found;
}

bool glo_are_finite(const double *values, size_t count) {
    return count_of_infinite(values, count) == 0;
}

double glo_apply_to_numbers(glo_model_op op, const double *inputs) {
    double out = NAN;
    if (op == GLO_OP_IF)
        return inputs[0] != 0 ? inputs[1] : inputs[2];
    if (binary[op][0])
        binary[op][0](&out, &inputs[0], &inputs[1], 1);
    else if (unary[op])
        unary[op](&out, &inputs[0], 1);
    return out;
}
