/* eurostat.c: Eurostat's TSV. Example and reference in eurostat.h. */
#include "exchange/eurostat.h"

#include "base/err.h"
#include "io/csv_reader.h"
#include "io/input.h"
#include "io/rows.h"
#include "row_writer.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { STEP_ROWS = 256, MOST_DIMENSIONS = 64 };

typedef struct glo_eurostat {
    const char *path;
    glo_csv_reader *reader;
    size_t dimensions;
    glo_row_writer rows;
} glo_eurostat;

bool glo_eurostat_is(const char *head, size_t length) {
    static const char *const times[] = {"TIME_PERIOD", "time"};
    const char *end = memchr(head, '\n', length), *tab, *mark;
    size_t line = end ? (size_t)(end - head) : length;
    if (!(tab = memchr(head, '\t', line)) || !(mark = memchr(head, '\\', (size_t)(tab - head))))
        return false;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        size_t n = strlen(times[i]);
        if ((size_t)(tab - mark - 1) >= n && strncasecmp(mark + 1, times[i], n) == 0)
            return memchr(head, ',', (size_t)(mark - head)) != NULL || mark > head;
    }
    return false;
}

static void put(glo_eurostat *run, const char *text, size_t length) {
    for (; length && isspace((unsigned char)*text); length--)
        text++;
    while (length && isspace((unsigned char)text[length - 1]))
        length--;
    glo_row_writer_field(&run->rows, text, length);
}

/* "A,NR,BE" as three fields; what is missing of them stays empty, what is too much is counted too. */
static size_t put_dimensions(glo_eurostat *run, const char *text, size_t length) {
    size_t count = 0;
    for (size_t from = 0; from <= length; count++) {
        const char *comma = memchr(text + from, ',', length - from);
        size_t end = comma ? (size_t)(comma - text) : length;
        if (count < run->dimensions)
            put(run, text + from, end - from);
        from = end + 1;
    }
    for (size_t i = count; i < run->dimensions; i++)
        put(run, "", 0);
    return count;
}

static void put_text(glo_eurostat *run, const char *text) {
    put(run, text, strlen(text));
}

static glo_status put_header(glo_eurostat *run) {
    const char *first = glo_csv_columns(run->reader) ? glo_csv_name(run->reader, 0) : "",
               *mark = strchr(first, '\\');
    if (!mark || mark == first)
        return glo_fail(GLO_EINVAL,
                        "'%s': the first cell of Eurostat's TSV names the dimensions, as in geo\\TIME_PERIOD",
                        run->path);
    run->dimensions = 1;
    for (const char *c = first; c < mark; c++)
        run->dimensions += *c == ',';
    if (run->dimensions > MOST_DIMENSIONS)
        return glo_fail(GLO_EINVAL, "'%s' has more than %d dimensions", run->path, MOST_DIMENSIONS);
    put_dimensions(run, first, (size_t)(mark - first));
    put_text(run, "TIME_PERIOD");
    put_text(run, "OBS_VALUE");
    put_text(run, "OBS_FLAG");
    put_text(run, GLO_ROWS_LINE);
    put_text(run, GLO_ROWS_CELL);
    return glo_row_writer_end(&run->rows, NULL);
}

/* "131 b" is 131 with the flag b, ":c" no figure with the flag c. */
static void put_figure(glo_eurostat *run, const glo_csv_field *cell) {
    size_t value = 0;
    while (value < cell->length &&
           (isdigit((unsigned char)cell->text[value]) || strchr("+-.:eE", cell->text[value])) &&
           !(value > 0 && cell->text[0] == ':'))
        value++;
    /* "7e": an exponent has digits behind it, a flag does not. */
    while (value > 1 && strchr("eE+-", cell->text[value - 1]))
        value--;
    put(run, cell->text, value);
    put(run, cell->text + value, cell->length - value);
}

static glo_csv_field trimmed(glo_csv_field field) {
    for (; field.length && isspace((unsigned char)field.text[0]); field.length--)
        field.text++;
    while (field.length && isspace((unsigned char)field.text[field.length - 1]))
        field.length--;
    return field;
}

static glo_status put_cell(glo_eurostat *run, const glo_csv_record *record, size_t column,
                           const char *reason) {
    char line[24];
    const char *period = column ? glo_csv_name(run->reader, column) : "";
    const glo_csv_field *key = record->count ? &record->fields[0] : NULL;
    glo_csv_field cell = column ? trimmed(record->fields[column]) : (glo_csv_field){"", 0, 0};
    put_dimensions(run, key ? key->text : "", key ? key->length : 0);
    put_text(run, period);
    put_figure(run, &cell);
    snprintf(line, sizeof line, "%" PRIu64, record->line);
    put_text(run, line);
    put_text(run, period);
    return glo_row_writer_end(&run->rows, reason);
}

static glo_status take(glo_eurostat *run, const glo_csv_record *record) {
    char why[160] = "";
    size_t columns = glo_csv_columns(run->reader), dimensions = 1;
    for (uint32_t i = 0; record->count && i < record->fields[0].length; i++)
        dimensions += record->fields[0].text[i] == ',';
    if (record->fault)
        return put_cell(run, record, 0, record->fault);
    if (record->count != columns)
        snprintf(why, sizeof why, "the line has %zu fields, the header %zu", record->count, columns);
    else if (dimensions != run->dimensions)
        snprintf(why, sizeof why, "the line has %zu dimensions, the header %zu", dimensions, run->dimensions);
    if (*why)
        return put_cell(run, record, 0, why);
    glo_status status = GLO_OK;
    for (size_t i = 1; status == GLO_OK && i < columns; i++)
        status = put_cell(run, record, i, "");
    return status;
}

static glo_status convert(glo_eurostat *run, glo_input *input, const glo_job *job) {
    glo_csv_options options = {.delimiter = '\t', .header = 1};
    glo_csv_record record;
    glo_source source = glo_input_source(input);
    int more = 1, opened = glo_csv_open(&source, &options, &run->reader);
    glo_status status = opened < 0 ? (glo_status)opened : put_header(run);
    for (uint64_t n = 0; status == GLO_OK && (more = glo_csv_next(run->reader, &record)) > 0; n++) {
        status = take(run, &record);
        if (status == GLO_OK && n % STEP_ROWS == 0)
            status = glo_job_step(job, "reading", glo_input_done(input), glo_input_size(input));
    }
    glo_csv_close(run->reader);
    return status == GLO_OK && more < 0 ? (glo_status)more : status;
}

int glo_eurostat_convert(const char *path, const glo_job *job, glo_sink sink) {
    glo_eurostat run = {.path = path, .rows = {.sink = sink}};
    glo_input *input = NULL;
    glo_status status = glo_input_open(path, &input);
    if (status == GLO_OK)
        status = convert(&run, input, job);
    glo_input_close(input);
    return glo_row_writer_finish(&run.rows, status);
}
