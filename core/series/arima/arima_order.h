/* arima_order.h: which ARIMA: its orders, and its name as an analyst writes it.
 *
 * Example:
 *   const char *names[] = {"ARIMA(0,1,1)(0,1,1)[12]", "ARIMA(1,0,0) with mean",
 *                          "ARIMA(0,1,1) with drift", "log ARIMA(2,1,0)"};
 */
#ifndef GLO_SERIES_ARIMA_ORDER_H
#define GLO_SERIES_ARIMA_ORDER_H

#include "base/err.h"

#include <stddef.h>

enum { GLO_ARIMA_ORDER = 5, GLO_ARIMA_SEASONAL_ORDER = 2 }; /* the most of p and q, of P and Q */

typedef struct glo_arima_order {
    int p, d, q, P, D, Q;
    int season;   /* 1: none */
    int constant; /* a mean (d + D = 0) or a drift (d + D = 1) */
    int log;      /* of the logarithms */
} glo_arima_order;

/* How many coefficients the ARMA part has. */
int glo_arima_coefficients(const glo_arima_order *order);

/* How many values differencing costs. */
int glo_arima_lost(const glo_arima_order *order);

/* The name of an order into `out` (64 bytes are enough). */
void glo_arima_name(const glo_arima_order *order, char *out, size_t size);

/* Reads a name; `season` is the sample's, taken where the name has no [s]. "ARIMA", "log", "log ARIMA" and
 * NULL leave the orders to be chosen: *chosen is 1 then, and only season and log are set. GLO_EINVAL. */
glo_status glo_arima_parse(const char *name, int season, glo_arima_order *out, int *chosen);

#endif
