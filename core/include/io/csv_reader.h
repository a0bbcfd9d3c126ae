/* csv_reader.h: CSV and TSV, read record by record in bounded memory, however large the file and however
 * broken its lines.
 *
 * Reference: RFC 4180, and what offices really send: any delimiter, line ends LF, CRLF or CR (also mixed), no
 * newline at the end, blank lines and rows of empty fields (skipped), a byte order mark, UTF-16, Latin-1, a first
 * line "sep=;" that names the delimiter, as Excel takes it. A quote inside an unquoted
 * field stands for itself. A line that can't be read is a record with a `fault`, and reading goes on behind
 * it: behind the record where its end is known, else at the line after the one where it starts, so that one
 * forgotten quote never swallows a file.
 *
 * Example:
 *   glo_csv_options options = {.header = 1};
 *   glo_csv_reader *reader;
 *   if ((status = glo_csv_open_file("detections.csv", &options, &reader)) < 0) return status;
 *   glo_csv_record record;
 *   while ((status = glo_csv_next(reader, &record)) > 0) {
 *       if (record.fault) { ... record.line, record.raw ... continue; }
 *       for (size_t i = 0; i < record.count; i++) put(record.fields[i].text, record.fields[i].length);
 *   }
 *   glo_csv_close(reader);
 */
#ifndef GLO_IO_CSV_READER_H
#define GLO_IO_CSV_READER_H

#include "base/buf.h"
#include "io/decode.h"

#include <stddef.h>
#include <stdint.h>

#define GLO_CSV_LINE_LIMIT (1024 * 1024)
#define GLO_CSV_RAW_LIMIT 4096

typedef struct glo_csv_options {
    const char *encoding; /* as in decode.h; NULL: find out */
    char delimiter;       /* 0: find out among , ; tab | */
    int header;           /* the first record holds the names of the columns */
    uint64_t
        first_line; /* the physical line where reading begins, with the header if there is one; 0: the first */
    size_t line_limit; /* bytes of a record; 0: GLO_CSV_LINE_LIMIT; at most 1 GiB */
} glo_csv_options;

/* Not ended by a NUL. */
typedef struct glo_csv_field {
    const char *text;
    uint32_t length;
    uint32_t offset; /* bytes from the start of the record, counted in UTF-8 */
} glo_csv_field;

/* Valid until the next call with the same reader. */
typedef struct glo_csv_record {
    const glo_csv_field *fields; /* with a fault: those that could be told apart, perhaps none */
    size_t count;
    uint64_t line;       /* the physical line where it starts, from 1 */
    const char *fault;   /* NULL, or why it can't be read: a constant text */
    size_t fault_column; /* from 1; 0 where the fault has no column */
    const char *raw;     /* the record as it stands in the file, without its line end, in UTF-8 ... */
    size_t raw_length;   /* ... as far as it is valid; at most GLO_CSV_RAW_LIMIT bytes of it */
} glo_csv_record;

typedef struct glo_csv_reader glo_csv_reader;

/* Opens, and reads the header if there is one. GLO_EINVAL for an empty file, an unreadable header or a wrong
 * option; else the failure of the source. `options` NULL: everything found out, no header. */
int glo_csv_open_file(const char *path, const glo_csv_options *options, glo_csv_reader **out);
int glo_csv_open(glo_source *source, const glo_csv_options *options,
                 glo_csv_reader **out); /* takes the source over, also when it fails */
void glo_csv_close(glo_csv_reader *reader);

/* 1 and a record, 0 at the end, or a negative GLO_E* when the source fails or memory runs out. */
int glo_csv_next(glo_csv_reader *reader, glo_csv_record *record);

/* What a first column without a name goes by: the corner of a table is often left empty. */
#define GLO_CSV_CORNER "column 1"

/* The names in the header, blanks around them dropped; none without a header. */
size_t glo_csv_columns(const glo_csv_reader *reader);
const char *glo_csv_name(const glo_csv_reader *reader, size_t column);
uint64_t
glo_csv_header_line(const glo_csv_reader *reader); /* the physical line of the header; 0 without one */
/* The number of the column of that name. GLO_ENOTFOUND names the nearest, the line taken as header and the columns
 * it has; GLO_EAMBIGUOUS: it comes twice. */
glo_status glo_csv_find(const glo_csv_reader *reader, const char *name, size_t *out);

/* The comment before the header that says the marking and units (csv_heading.h), without "# "; NULL: there is none. */
const char *glo_csv_heading(const glo_csv_reader *reader);

const char *glo_csv_encoding(const glo_csv_reader *reader); /* "utf-8", ... as decided so far */
char glo_csv_delimiter(const glo_csv_reader *reader);

/* Appends the raw text of a record as UTF-8 that may be kept: wrong and NUL bytes become U+FFFD. */
void glo_csv_raw(const glo_csv_record *record, glo_buf *out);

#endif
