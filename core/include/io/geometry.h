/* geometry.h: the outline of an area: a GeoJSON Polygon or MultiPolygon in longitude and latitude (WGS 84),
 * checked and put into one form.
 *
 * Example:
 *   glo_buf kept = {0};
 *   status = glo_geometry_read(text, length, &kept);
 *   ->  {"type":"Polygon","coordinates":[[[4.3,50.8],[4.5,50.8],[4.4,50.9],[4.3,50.8]]]}
 *
 * Reference: RFC 7946, The GeoJSON Format: positions (3.1.1), rings that close and turn counterclockwise
 * outside (3.1.6), seven decimals of a degree, about a centimetre, are plenty (11.2).
 */
#ifndef GLO_IO_GEOMETRY_H
#define GLO_IO_GEOMETRY_H

#include "base/buf.h"

#include <stddef.h>

/* Appends the geometry with heights dropped, seven decimals and rings turned as the RFC says. GLO_EINVAL says
 * what is wrong: not a polygon, a ring that does not close, coordinates of another system. */
glo_status glo_geometry_read(const char *text, size_t length, glo_buf *out);

#endif
