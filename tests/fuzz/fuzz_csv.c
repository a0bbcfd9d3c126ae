/* fuzz_csv.c: the CSV reader over any bytes with any options. The first four bytes of an input choose the
 * options, the rest is the file. It must end, stay within its memory (ASan), keep its promises, and give the
 * same records whether the source gives all at once or a few bytes at a time.
 *
 * Example:  fuzz_csv -max_len=4096 tests/fuzz/corpus/csv
 */
#include "io/csv_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { OPTION_BYTES = 4, BLANK_LINES = 4200 };

typedef struct dripping {
    const char *bytes;
    size_t left, step;
} dripping;

static int drip(void *context, char *out, size_t room, size_t *out_got) {
    dripping *source = context;
    size_t got = source->left < source->step ? source->left : source->step;
    got = got < room ? got : room;
    memcpy(out, source->bytes, got);
    source->bytes += got;
    source->left -= got;
    *out_got = got;
    return 0;
}

static void require(int holds, const char *promise) {
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", promise);
        abort();
    }
}

static void check_record(const glo_csv_record *record, uint64_t line_before) {
    require(record->line > line_before, "each record starts on a line further down");
    require(record->raw_length <= GLO_CSV_RAW_LIMIT, "raw text is bounded");
    require(record->fault || record->count > 0, "a good record has a field");
    require(record->fault || record->fault_column == 0, "only a fault has a column");
    for (size_t i = 1; i < record->count; i++)
        require(record->fields[i].offset > record->fields[i - 1].offset, "fields follow each other");
}

/* Everything a reader says, as text; lines counted from `lines_before`. */
static void describe(glo_source *source, const glo_csv_options *options, uint64_t lines_before,
                     glo_buf *out) {
    glo_csv_reader *reader;
    glo_csv_record record;
    uint64_t line = 0;
    int status = glo_csv_open(source, options, &reader);
    glo_buf_format(out, "%d\n", status);
    if (status < 0)
        return;
    for (size_t i = 0; i < glo_csv_columns(reader); i++)
        glo_buf_format(out, "[%s]", glo_csv_name(reader, i));
    while ((status = glo_csv_next(reader, &record)) > 0) {
        check_record(&record, line);
        line = record.line;
        glo_buf_format(out, "%llu %s %zu ", (unsigned long long)(line - lines_before),
                       record.fault ? record.fault : "", record.fault_column);
        for (size_t i = 0; i < record.count; i++) {
            glo_buf_format(out, "@%u:", record.fields[i].offset);
            glo_buf_bytes(out, record.fields[i].text, record.fields[i].length);
        }
        glo_csv_raw(&record, out);
        glo_buf_char(out, '\n');
    }
    require(status == 0, "memory does not fail to be read");
    require(glo_csv_next(reader, &record) == 0, "the end stays the end");
    glo_csv_close(reader);
}

/* "sep=;" counts in the first line only. */
static int begins_with_separator(const char *bytes, size_t length) {
    size_t quote = length > 0 && bytes[0] == '"';
    return length >= 4 + quote && strncasecmp(bytes + quote, "sep=", 4) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const encodings[] = {"utf-8",    "latin-1",  "windows-1252", NULL,
                                            "utf-16le", "utf-16be", "utf-16",       NULL};
    static const char delimiters[] = {',', ';', '\t', '|', ' ', 'a', 0, '\0'};
    static const size_t limits[] = {0, 1, 10, 100};
    if (size < OPTION_BYTES)
        return 0;
    const glo_csv_options options = {.encoding = encodings[data[0] % 8],
                                     .delimiter = delimiters[data[1] % 8],
                                     .header = data[2] & 1,
                                     .line_limit = limits[data[2] >> 1 & 3]};
    const char *bytes = (const char *)data + OPTION_BYTES;
    size_t length = size - OPTION_BYTES;
    glo_source source;
    glo_buf at_once = {0}, by_drips = {0}, text = {0};
    if (glo_source_bytes(bytes, length, &source) == 0)
        describe(&source, &options, 0, &at_once);
    /* The first block is always read whole, so blank lines fill it: that is no change where all is declared.
     */
    int comparable = data[0] % 8 < 3 && options.delimiter && length > 0 && (unsigned char)bytes[0] != 0xEF &&
                     bytes[0] != '\n' && bytes[0] != '\r' && !begins_with_separator(bytes, length);
    glo_buf_repeat(&text, '\n', comparable ? BLANK_LINES : 0);
    glo_buf_bytes(&text, bytes, length);
    dripping drips = {text.data, text.length, data[3] % 16 + 1u};
    source = (glo_source){drip, NULL, &drips, 0};
    describe(&source, &options, comparable ? BLANK_LINES : 0, &by_drips);
    if (comparable)
        require(at_once.length == by_drips.length && memcmp(at_once.data, by_drips.data, at_once.length) == 0,
                "the same records from any source");
    glo_buf_dispose(&at_once);
    glo_buf_dispose(&by_drips);
    glo_buf_dispose(&text);
    return 0;
}
