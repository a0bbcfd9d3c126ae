/* csv_open.c: opens a CSV file: its comment with the marking, "sep=;", the lines above the header, the header; and what is
 * known of the file then. Example in csv_reader.h. */
#include "csv_window.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "csv_sniff.h"
#include "io/csv_heading.h"
#include "io/rows.h"

#include <stdlib.h>
#include <strings.h>

enum { LONGEST_LIMIT = 1 << 30 };

static glo_status check_options(const glo_csv_options *options) {
    char d = options->delimiter;
    if (d == '"' || d == '\n' || d == '\r' || (d & 0x80))
        return glo_fail(GLO_EINVAL, "a delimiter is one ASCII character, not a quote or a line end");
    if (options->line_limit > LONGEST_LIMIT)
        return glo_fail(GLO_EINVAL, "the line limit must be at most %d bytes, got %zu", LONGEST_LIMIT,
                        options->line_limit);
    return GLO_OK;
}

static glo_status keep_name(glo_csv_reader *reader, const glo_csv_field *field) {
    const char *text = field->text, *end = text + field->length;
    while (text < end && glo_csv_is_blank(text, text + 1))
        text++;
    while (end > text && glo_csv_is_blank(end - 1, end))
        end--;
    char *name = strndup(text, (size_t)(end - text));
    if (!name)
        return glo_fail(GLO_ENOMEM, "out of memory");
    reader->names[reader->name_count++] = name;
    return GLO_OK;
}

static int read_header(glo_csv_reader *reader, uint64_t first_line) {
    glo_csv_record record;
    int status = glo_csv_next(reader, &record);
    if (status < 0)
        return status;
    if (status == 0)
        return glo_fail(GLO_EINVAL, "the file is empty");
    if (record.fault)
        return glo_fail(GLO_EINVAL, "line %llu, the header, can't be read: %s",
                        (unsigned long long)record.line, record.fault);
    if (first_line > 1 && record.line != first_line)
        return glo_fail(GLO_EINVAL,
                        "line %llu, given as the header, is empty; the next that is not is line %llu",
                        (unsigned long long)first_line, (unsigned long long)record.line);
    reader->header_line = record.line;
    status = glo_alloc_array(record.count, sizeof *reader->names, &reader->names);
    for (size_t i = 0; i < record.count && status == GLO_OK; i++)
        status = keep_name(reader, &record.fields[i]);
    return status;
}

/* Takes the first line out where it is a comment of csv_heading.h; it holds commas that delimit nothing. */
static glo_status take_heading(glo_csv_reader *reader) {
    static const size_t sign = sizeof GLO_CSV_HEADING - 1;
    if (reader->end < sign || memcmp(reader->window, GLO_CSV_HEADING, sign) != 0)
        return GLO_OK;
    const char *stop = glo_csv_line_end(reader->window, reader->end);
    if (!stop)
        return GLO_OK;
    reader->heading = strndup(reader->window + 2, (size_t)(stop - reader->window) - 2);
    if (!reader->heading)
        return glo_fail(GLO_ENOMEM, "out of memory");
    glo_csv_pass_line_end(reader, stop, 1);
    return GLO_OK;
}

/* Takes a line "sep=;" out, which names the delimiter of those below it. */
static void take_separator(glo_csv_reader *reader) {
    const char *text = reader->window + reader->at;
    size_t length = reader->end - reader->at;
    bool quoted = length > 0 && text[0] == '"';
    const char *at = text + quoted;
    if (length < (size_t)quoted * 2 + 5 || strncasecmp(at, "sep=", 4) != 0 || (at[4] & 0x80))
        return;
    const char *stop = at + 5;
    if (quoted && *stop++ != '"')
        return;
    if (stop < text + length && *stop != '\n' && *stop != '\r')
        return;
    if (!reader->delimiter && at[4] != '"')
        reader->delimiter = at[4];
    glo_csv_pass_line_end(reader, stop, 1);
}

/* Passes over the lines above the first that is wanted, with quotes that may be open in them. */
static glo_status skip_lines(glo_csv_reader *reader, uint64_t first_line) {
    while (reader->line < first_line) {
        const char *text = reader->window + reader->at,
                   *stop = glo_csv_line_end(text, reader->end - reader->at);
        /* A CR at the end of the window may have its LF behind it. */
        bool whole = stop && (*stop == '\n' || stop + 1 < reader->window + reader->end || reader->ended);
        if (whole) {
            glo_csv_pass_line_end(reader, stop, 1);
            reader->skip_lf = 0;
        } else if (reader->ended) {
            uint64_t lines = reader->line - (reader->at == reader->end);
            return glo_fail(GLO_EINVAL, "the header is to be in line %llu, and the file has %llu lines",
                            (unsigned long long)first_line, (unsigned long long)lines);
        } else {
            glo_status status = glo_csv_fill(reader);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

static int start_reading(glo_csv_reader *reader, const glo_csv_options *options) {
    glo_status status = glo_csv_grow_window(reader, GLO_DECODE_BLOCK);
    if (status == GLO_OK)
        status = glo_csv_fill(reader);
    if (status == GLO_OK && options->header)
        status = take_heading(reader);
    if (status < 0)
        return status;
    if (reader->end == 0)
        return glo_fail(GLO_EINVAL, "the file is empty");
    take_separator(reader);
    status = skip_lines(reader, options->first_line);
    if (status < 0)
        return status;
    if (!reader->delimiter)
        reader->delimiter = glo_csv_sniff(reader->window + reader->at, reader->end - reader->at);
    return options->header ? read_header(reader, options->first_line) : GLO_OK;
}

int glo_csv_open(glo_source *source, const glo_csv_options *options, glo_csv_reader **out) {
    static const glo_csv_options defaults = {0};
    glo_csv_reader *reader = NULL;
    options = options ? options : &defaults;
    int status = check_options(options);
    if (status == GLO_OK)
        status = glo_alloc_array(1, sizeof *reader, &reader);
    if (status < 0) {
        glo_source_close(source);
        return status;
    }
    reader->delimiter = options->delimiter;
    reader->line_limit = options->line_limit ? options->line_limit : GLO_CSV_LINE_LIMIT;
    reader->line = 1;
    status = glo_decoder_new(source, options->encoding, &reader->decoder);
    if (status == GLO_OK)
        status = start_reading(reader, options);
    if (status < 0)
        glo_csv_close(reader);
    else
        *out = reader;
    return status;
}

int glo_csv_open_file(const char *path, const glo_csv_options *options, glo_csv_reader **out) {
    glo_source source;
    glo_status status = glo_source_file(path, &source);
    return status < 0 ? status : glo_csv_open(&source, options, out);
}

void glo_csv_close(glo_csv_reader *reader) {
    if (!reader)
        return;
    glo_decoder_free(reader->decoder);
    for (size_t i = 0; i < reader->name_count; i++)
        free(reader->names[i]);
    free(reader->names);
    free(reader->heading);
    free(reader->fields);
    free(reader->unquoted);
    free(reader->window);
    free(reader);
}

/* ---- what is known of the file ---- */

size_t glo_csv_columns(const glo_csv_reader *reader) {
    return reader->name_count;
}

const char *glo_csv_name(const glo_csv_reader *reader, size_t column) {
    return reader->names[column];
}

uint64_t glo_csv_header_line(const glo_csv_reader *reader) {
    return reader->header_line;
}

enum { NAMES_SHOWN = 20 };

/* With what the file has instead, so that the analyst sees whether the right line was taken as header. */
static glo_status fail_unknown(const glo_csv_reader *reader, const glo_nearest *nearest) {
    glo_buf list = {0};
    for (size_t i = 0; i < reader->name_count && i < NAMES_SHOWN; i++) {
        const char *name = reader->names[i];
        if (strncmp(name, GLO_ROWS, sizeof GLO_ROWS - 1) != 0)
            glo_buf_format(&list, "%s%.60s", i ? ", " : "", *name ? name : "(no name)");
    }
    if (reader->name_count > NAMES_SHOWN)
        glo_buf_text(&list, " ...");
    const char *hint = glo_nearest_hint(nearest);
    glo_status status = glo_buf_status(&list);
    if (status == GLO_OK)
        status = glo_fail(GLO_ENOTFOUND, "unknown column '%s'%s%s line %llu, taken as the header, has %s",
                          nearest->wanted, hint, *hint ? "" : ";", (unsigned long long)reader->header_line,
                          list.data ? list.data : "no columns");
    glo_buf_dispose(&list);
    return status;
}

glo_status glo_csv_find(const glo_csv_reader *reader, const char *name, size_t *out) {
    glo_nearest nearest = {name, NULL, 0};
    size_t found = reader->name_count;
    if (found > 0 && !*reader->names[0] && strcmp(name, GLO_CSV_CORNER) == 0) {
        *out = 0;
        return GLO_OK;
    }
    for (size_t i = 0; i < reader->name_count; i++) {
        if (strcmp(reader->names[i], name) != 0) {
            glo_nearest_offer(&nearest, reader->names[i]);
            continue;
        }
        if (found < reader->name_count)
            return glo_fail(GLO_EAMBIGUOUS, "the header has two columns '%s'", name);
        found = i;
    }
    if (found == reader->name_count)
        return fail_unknown(reader, &nearest);
    *out = found;
    return GLO_OK;
}

const char *glo_csv_encoding(const glo_csv_reader *reader) {
    return glo_decoder_encoding(reader->decoder);
}

const char *glo_csv_heading(const glo_csv_reader *reader) {
    return reader->heading;
}

char glo_csv_delimiter(const glo_csv_reader *reader) {
    return reader->delimiter;
}
