/* fuzz_shape.c: the shaping of tables over any bytes. The first four bytes of an input choose the header, the wide columns
 * and what is filled, picked and left out; the rest is the file. It must end, stay within its memory (ASan), and make
 * rows that the importer can read.
 *
 * Example:  fuzz_shape -max_len=4096 tests/fuzz/corpus/shape
 */
#include "exchange/shape.h"

#include "support.h"

enum { OPTION_BYTES = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const wides[][2] = {
        {"a..", NULL}, {"b..c", NULL}, {"b", "c"}, {"b,c", NULL}, {"2023..Total", NULL}};
    static const char *const fields[] = {"phenomenon", "day"}, *const fills[] = {"a", "b"},
                             *const used[] = {"a"};
    static const char *const wheres[] = {"a", "x"}, *const excludes[] = {"", "T*l?", "a", "*\\**"};
    static const char delimiters[] = {0, ',', ';', '\t'};
    char path[64];
    if (size < OPTION_BYTES)
        return 0;
    const char *const *wide = wides[data[0] % 5];
    glo_shape_rules rules = {.header_first = data[1] & 3,
                             .header_last = (data[1] & 3) + (data[1] >> 2 & 1),
                             .delimiter = delimiters[data[1] >> 3 & 3],
                             .pads = data[1] >> 5 & 1,
                             .wide = wide,
                             .wide_count = data[0] & 128 ? 0
                                           : wide[1]     ? 2
                                                         : 1,
                             .to = fields,
                             .to_count = 1 + (data[1] >> 6 & 1),
                             .values = "count",
                             .used = used,
                             .used_count = data[2] & 1,
                             .where = wheres,
                             .where_count = data[2] >> 1 & 1,
                             .exclude = excludes,
                             .exclude_count = data[2] >> 2 & 3 ? 2 : 0,
                             .fill = fills,
                             .fill_count = data[2] >> 4 & 1 ? 2 : data[2] >> 5 & 1};
    glo_shape_report report = {0};
    glo_buf rows = {0};
    int file = file_of(data + OPTION_BYTES, size - OPTION_BYTES, path);
    if (glo_shape_convert(path, &rules, NULL, glo_sink_buf(&rows), &report) == GLO_OK) {
        require(report.rows >= 0 && report.empty >= 0, "what is counted is not negative");
        check_rows(&rows);
    }
    glo_shape_report_dispose(&report);
    glo_buf_dispose(&rows);
    close(file);
    return 0;
}
