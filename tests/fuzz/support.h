/* support.h: what the targets of core/exchange share: bytes as a file, and promises about the rows made of them. */
#ifndef GLO_TESTS_FUZZ_SUPPORT_H
#define GLO_TESTS_FUZZ_SUPPORT_H

#include "base/buf.h"
#include "io/csv_reader.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static inline void require(int holds, const char *promise) {
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", promise);
        abort();
    }
}

/* The bytes as a file in memory; its path is good until it is closed. */
static inline int file_of(const uint8_t *data, size_t size, char path[64]) {
    int file = memfd_create("fuzz", 0);
    require(file >= 0 && write(file, data, size) == (ssize_t)size, "a file in memory can be made");
    snprintf(path, 64, "/proc/self/fd/%d", file);
    return file;
}

/* Rows are CSV that the importer reads: as many fields in each as in the header, no fault but wrong bytes. */
static inline void check_rows(const glo_buf *rows) {
    static const glo_csv_options options = {
        .encoding = "utf-8", .delimiter = ',', .header = 1, .line_limit = 1 << 24};
    glo_source source;
    glo_csv_reader *reader;
    glo_csv_record record;
    require(rows->length > 0 && glo_source_bytes(rows->data, rows->length, &source) == 0,
            "rows have a header");
    if (glo_csv_open(&source, &options, &reader) < 0)
        return; /* a name in it is not UTF-8 */
    while (glo_csv_next(reader, &record) > 0)
        require(record.fault || record.count == glo_csv_columns(reader),
                "each row has the fields of the header");
    glo_csv_close(reader);
}

#endif
