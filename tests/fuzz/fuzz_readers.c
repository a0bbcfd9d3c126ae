/* fuzz_readers.c: the readers of core/exchange over any bytes: JSON records, Eurostat's TSV and what becomes of it, SDMX-CSV
 * with labels, JSON-stat. The first byte of an input chooses the reader, the rest is the file. Telling the format of the
 * file must end too.
 *
 * Example:  fuzz_readers -max_len=4096 tests/fuzz/corpus/readers
 */
#include "exchange/eurostat.h"
#include "exchange/format.h"
#include "exchange/jsonstat.h"
#include "exchange/records.h"
#include "exchange/table.h"

#include "support.h"

static const char *const used[] = {"geo", "time", "value"}, *const wanted[] = {"sex", "T"};

static int read_table(const char *path, glo_buf *out) {
    static const char *const names[] = {"geo", "TIME_PERIOD", "OBS_VALUE"};
    glo_table_rules rules = {.sdmx = 1, .used = names, .used_count = 3, .where = wanted, .where_count = 0};
    glo_flags flags = {0};
    return glo_table_convert(path, &rules, NULL, glo_sink_buf(out), &flags);
}

static int read_eurostat(const char *path, glo_buf *out) {
    glo_buf table = {0};
    char made[64];
    int status = glo_eurostat_convert(path, NULL, glo_sink_buf(&table));
    if (status == GLO_OK) {
        check_rows(&table);
        int file = file_of((const uint8_t *)table.data, table.length, made);
        status = read_table(made, out);
        close(file);
    }
    glo_buf_dispose(&table);
    return status;
}

static int read_jsonstat(const char *path, glo_buf *out) {
    glo_jsonstat_rules rules = {.used = used, .used_count = 3, .where = wanted, .where_count = 0};
    glo_flags flags = {0};
    return glo_jsonstat_convert(path, &rules, NULL, glo_sink_buf(out), &flags);
}

static int read_records(const char *path, glo_buf *out) {
    int64_t count = 0;
    int status = glo_records_convert(path, NULL, NULL, glo_sink_buf(out), &count);
    require(count >= 0, "records are counted");
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int (*const readers[])(const char *, glo_buf *) = {read_records, read_eurostat, read_table,
                                                              read_jsonstat};
    char path[64];
    glo_buf rows = {0};
    glo_format format;
    if (size < 1)
        return 0;
    int file = file_of(data + 1, size - 1, path);
    if (glo_format_of(path, NULL, &format) == GLO_OK)
        require(glo_format_name(format) != NULL, "each format has a name");
    if (readers[data[0] % 4](path, &rows) == GLO_OK)
        check_rows(&rows);
    glo_buf_dispose(&rows);
    close(file);
    return 0;
}
