/* methods.h: the table of forecasting methods by name.
 *
 * Example:  const glo_method_entry *entry; int status = glo_method_find("theta", &entry);
 */
#ifndef GLO_SERIES_METHODS_H
#define GLO_SERIES_METHODS_H

#include "series/method.h"

typedef struct glo_method_entry {
    const char *name;
    glo_method method; /* NULL: the combination, which predict.c makes of others */
    const char *model; /* the member of the family it stands for; NULL: chosen */
    int keeps_model;   /* takes the model of an earlier fit, which spares choosing it again */
    int takes_breaks;  /* takes the series as it is: a yardstick, or a regression whose events explain them */
    int models_year;   /* does so itself in weeks, as a season of 52 steps */
    const char *about; /* in a few words */
} glo_method_entry;

/* Every method, in the order of the table; the first is the default. */
const glo_method_entry *glo_methods(size_t *out_count);
/* GLO_ENOTFOUND names the nearest and lists them. */
int glo_method_find(const char *name, const glo_method_entry **out);
/* The same, NULL where there is none. */
const glo_method_entry *glo_method_named(const char *name);

#endif
