/* format.h: which kind of file an analyst hands over, by what is in it rather than by its name.
 *
 * The main header of core/exchange: files of other houses turned into the rows of CSV that the importer takes.
 * Includes base, frame and io; included by lua. Converters write a temporary file; none opens a store.
 *
 * Example:  glo_format_of("asylum.csv.gz", job, &format)  ->  GLO_FORMAT_SDMX_CSV
 */
#ifndef GLO_EXCHANGE_FORMAT_H
#define GLO_EXCHANGE_FORMAT_H

#include "base/job.h"

typedef enum glo_format {
    GLO_FORMAT_TABLE, /* CSV or TSV, or whatever the importer makes of it; pipes too */
    GLO_FORMAT_SDMX_CSV,
    GLO_FORMAT_XLSX,
    GLO_FORMAT_PACKAGE, /* datapackage.json, a folder or a .zip with one */
    GLO_FORMAT_GEOJSON,
    GLO_FORMAT_JSON_STAT,
    GLO_FORMAT_JSON_RECORDS, /* an array of objects, or one in an object, or objects one after the other */
    GLO_FORMAT_EUROSTAT_TSV, /* dimensions in the first column, a column per period, flags behind the figures */
    GLO_FORMAT_ZIP           /* other files */
} glo_format;

/* What unpacking may come to. */
#define GLO_FORMAT_MOST_BYTES (UINT64_C(1) << 30)

/* A file that is not there is a TABLE: the importer says so. GLO_EINVAL, with the way out, for a kind that is
 * known and not read: .xls, .xlsb, .ods, a page of HTML, TopoJSON, JSON-stat before 2.0 or of several datasets; GLO_ECORRUPT for a damaged one. */
glo_status glo_format_of(const char *path, const glo_job *job, glo_format *out);
const char *
glo_format_name(glo_format format); /* "table", "sdmx-csv", "xlsx", "package", "geojson", "json-stat",
                                           "json-records", "eurostat-tsv", "zip" */

#endif
