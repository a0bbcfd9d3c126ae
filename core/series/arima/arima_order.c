/* arima_order.c: see arima_order.h. */
#include "arima/arima_order.h"

#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

int glo_arima_coefficients(const glo_arima_order *order) {
    return order->p + order->q + order->P + order->Q;
}

int glo_arima_lost(const glo_arima_order *order) {
    return order->d + order->D * order->season;
}

void glo_arima_name(const glo_arima_order *order, char *out, size_t size) {
    const char *constant = !order->constant ? "" : order->d + order->D ? " with drift" : " with mean";
    const char *log = order->log ? "log " : "";
    if (order->P + order->D + order->Q)
        snprintf(out, size, "%sARIMA(%d,%d,%d)(%d,%d,%d)[%d]%s", log, order->p, order->d, order->q, order->P,
                 order->D, order->Q, order->season, constant);
    else
        snprintf(out, size, "%sARIMA(%d,%d,%d)%s", log, order->p, order->d, order->q, constant);
}

static const char *skip_spaces(const char *at) {
    return at + strspn(at, " ");
}

/* Goes past `word`, of `length` letters, if it is next, whatever its case. */
static bool skip_word(const char **at, const char *word, size_t length) {
    if (strncasecmp(*at, word, length) != 0)
        return 0;
    *at = skip_spaces(*at + length);
    return 1;
}

/* A number of at most three digits. */
static bool read_number(const char **at, int *out) {
    int value = 0, digits = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++, digits++)
        value = digits < 3 ? value * 10 + (**at - '0') : value;
    *at = skip_spaces(*at);
    *out = value;
    return digits > 0 && digits <= 3;
}

/* Three numbers in brackets. */
static bool read_three(const char **at, int *a, int *b, int *c) {
    return skip_word(at, "(", 1) && read_number(at, a) && skip_word(at, ",", 1) && read_number(at, b) &&
           skip_word(at, ",", 1) && read_number(at, c) && skip_word(at, ")", 1);
}

glo_status glo_arima_parse(const char *name, int season, glo_arima_order *out, int *chosen) {
    glo_arima_order order = {.season = season > 1 ? season : 1};
    if (!name) {
        *out = order;
        *chosen = 1;
        return GLO_OK;
    }
    const char *at = skip_spaces(name);
    order.log = skip_word(&at, "log", 3);
    int named = skip_word(&at, "ARIMA", 5);
    if (*at == '\0') {
        *out = order;
        *chosen = 1;
        return GLO_OK;
    }
    if (!named || !read_three(&at, &order.p, &order.d, &order.q))
        return glo_fail(GLO_EINVAL, "'%s' is not an ARIMA: write it as ARIMA(0,1,1)(0,1,1)[12]", name);
    if (*at == '(' && !read_three(&at, &order.P, &order.D, &order.Q))
        return glo_fail(GLO_EINVAL, "'%s': the seasonal part is three numbers, such as (0,1,1)", name);
    if (skip_word(&at, "[", 1)) {
        if (!read_number(&at, &order.season) || !skip_word(&at, "]", 1) || order.season < 1)
            return glo_fail(GLO_EINVAL, "'%s': the season is its length in steps, such as [12]", name);
    }
    int drift = skip_word(&at, "with drift", 10);
    int mean = !drift && (skip_word(&at, "with mean", 9) || skip_word(&at, "with non-zero mean", 18));
    if (*at != '\0')
        return glo_fail(GLO_EINVAL, "'%s': expected 'with mean', 'with drift' or nothing where '%s' stands",
                        name, at);
    int most = order.p > order.q ? order.p : order.q;
    if (most > GLO_ARIMA_ORDER || order.P > GLO_ARIMA_SEASONAL_ORDER || order.Q > GLO_ARIMA_SEASONAL_ORDER ||
        order.d > 2 || order.D > 1)
        return glo_fail(GLO_EINVAL, "'%s': p and q go up to %d, P and Q to %d, d to 2, D to 1", name,
                        GLO_ARIMA_ORDER, GLO_ARIMA_SEASONAL_ORDER);
    if (order.P + order.D + order.Q > 0 && order.season == 1)
        return glo_fail(GLO_EINVAL,
                        "'%s' is seasonal, the series has no season: write its length, such as [12]", name);
    if (mean && order.d + order.D > 0)
        return glo_fail(
            GLO_EINVAL,
            "'%s': a mean can't be estimated after differencing; with one difference there may be "
            "a drift",
            name);
    if (drift && order.d + order.D != 1)
        return glo_fail(GLO_EINVAL, "'%s': a drift goes with one difference, here there are %d", name,
                        order.d + order.D);
    order.constant = mean || drift;
    *out = order;
    *chosen = 0;
    return GLO_OK;
}
