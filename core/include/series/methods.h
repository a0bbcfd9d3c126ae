/* methods.h: the forecasting methods by name.
 *
 * Example:  const glo_method_entry *method; int status = glo_method_find("theta", &method);
 */
#ifndef GLO_SERIES_METHODS_H
#define GLO_SERIES_METHODS_H

#include "base/err.h"

#include <stddef.h>

typedef struct glo_method_entry glo_method_entry; /* static: never freed */

/* The methods in the order of the table, the first is the default; NULL behind the last. */
const glo_method_entry *glo_method_at(size_t i);
const char *glo_method_name(const glo_method_entry *method);  /* "theta" */
const char *glo_method_about(const glo_method_entry *method); /* in a few words */

/* GLO_ENOTFOUND names the nearest and lists them. */
glo_status glo_method_find(const char *name, const glo_method_entry **out);

#endif
