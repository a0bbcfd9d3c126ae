/* fuzz_outlines.c: outlines of any bytes, alone and as the features of a GeoJSON file. The first byte of an input chooses
 * which. An outline that is taken is written in one form, which reads back as itself; features become rows of CSV.
 *
 * Example:  fuzz_outlines -max_len=4096 tests/fuzz/corpus/outlines
 */
#include "exchange/geojson.h"
#include "io/geometry.h"
#include "support.h"

static void read_outline(const char *text, size_t length) {
    glo_buf kept = {0}, again = {0};
    if (glo_geometry_read(text, length, &kept) == GLO_OK) {
        require(glo_geometry_read(kept.data, kept.length, &again) == GLO_OK,
                "an outline that was kept reads back");
        require(again.length == kept.length && memcmp(again.data, kept.data, kept.length) == 0,
                "an outline has one form");
    }
    glo_buf_dispose(&kept);
    glo_buf_dispose(&again);
}

static void read_features(const uint8_t *data, size_t size) {
    static const char *const columns[] = {"properties.code", "id", "geometry"};
    char path[64];
    glo_buf rows = {0};
    glo_geojson_found found = {0};
    int file = file_of(data, size, path);
    if (glo_geojson_convert(path, columns, 3, NULL, glo_sink_buf(&rows), &found) == GLO_OK)
        check_rows(&rows);
    glo_geojson_found_dispose(&found);
    glo_buf_dispose(&rows);
    close(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    if (data[0] % 2)
        read_features(data + 1, size - 1);
    else
        read_outline((const char *)data + 1, size - 1);
    return 0;
}
