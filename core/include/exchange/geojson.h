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

#include <stdint.h>

typedef struct glo_geojson_found {
    int64_t features;
    glo_buf marking; /* the collection's "marking", as glocal writes it; released by the caller */
} glo_geojson_found;

/* A column is a property's name, with or without "properties." before it, "id" or "geometry". GLO_EINVAL
 * names the nearest property where no feature has one; GLO_ECORRUPT. */
int glo_geojson_convert(const char *path, const char *const *columns, size_t count, const glo_job *job,
                        glo_sink sink, glo_geojson_found *out);

#endif
