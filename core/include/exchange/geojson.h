/* geojson.h: the features of a GeoJSON file as rows: wanted properties, the feature's id, its geometry as
 * text. Feature n is line n + 1. In memory there is one feature at a time.
 *
 * Example:
 *   const char *const columns[] = {"properties.NISCODE", "geometry"};
 *   status = glo_geojson_convert("shapes.geojson", columns, 2, job, sink, &found);
 *
 * Reference: RFC 7946.
 */
#ifndef GLO_EXCHANGE_GEOJSON_H
#define GLO_EXCHANGE_GEOJSON_H

#include "base/buf.h"
#include "base/job.h"
#include "base/sink.h"
#include "frame/words.h"

#include <stdint.h>

typedef struct glo_geojson_found {
    int64_t features;
    glo_buf marking;  /* the collection's "marking", as glocal writes it */
    glo_buf units;    /* its "units": property, unit, property, unit ..., each ended by NUL */
    glo_words *names; /* of the properties met */
} glo_geojson_found;

/* Also after a failure. */
void glo_geojson_found_dispose(glo_geojson_found *found);

/* A column is a property's name, with or without "properties." before it, "id" or "geometry". GLO_EINVAL
 * names the nearest property where no feature has one; GLO_ECORRUPT. */
int glo_geojson_convert(const char *path, const char *const *columns, size_t count, const glo_job *job,
                        glo_sink sink, glo_geojson_found *out);

#endif
