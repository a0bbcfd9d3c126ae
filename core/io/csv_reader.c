/* csv_reader.c: CSV out of a sliding window. What it reads and how it goes on behind a fault: csv_reader.h.
 *
 * The window holds decoded bytes [at, end) followed by a run of newlines as a sentinel, so that the scan
 * needs no bounds. A record is parsed where it lies; when the window ends before the record does, the rest is
 * moved to the front, more is read, and the record is parsed again. Fields point into the window; only a
 * field with doubled quotes is copied, into `unquoted`.
 */
#include "io/csv_reader.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "csv_sniff.h"
#include "io/csv_heading.h"
#include "io/rows.h"

#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SENTINEL = 16, LONGEST_LIMIT = 1 << 30 };

struct glo_csv_reader {
    glo_decoder *decoder;
    char delimiter;
    size_t line_limit;
    char *window;
    size_t room; /* without the sentinel */
    size_t at, end;
    size_t checked; /* window[at, checked) is UTF-8 without a NUL */
    int ended;      /* the source has no more */
    int skip_line;  /* the rest of a line is to be dropped */
    int skip_lf;    /* the last line ended in a CR at the end of the window: a LF belongs to it */
    uint64_t line;  /* of window[at] */
    glo_csv_field *fields;
    size_t field_room;
    char *unquoted; /* at least as large as the window when in use */
    size_t unquoted_used, unquoted_room;
    char **names;
    size_t name_count;
    uint64_t header_line;
    char *heading;
};

/* ---- the window ---- */

static glo_status grow_window(glo_csv_reader *reader, size_t room) {
    char *window = realloc(reader->window, room + SENTINEL);
    if (!window)
        return glo_fail(GLO_ENOMEM, "out of memory (a window of %zu bytes)", room);
    reader->window = window;
    reader->room = room;
    return GLO_OK;
}

/* How many bytes from `text` on are UTF-8 without a NUL. */
static size_t good_bytes(const char *text, size_t length) {
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    size_t at = 0;
    for (;;) {
        while (at + 8 <= length) {
            uint64_t word;
            memcpy(&word, text + at, 8);
            if (((word | (word - ones)) & high) != 0)
                break; /* a byte above 7F, or a NUL */
            at += 8;
        }
        if (at >= length)
            return length;
        unsigned char lead = (unsigned char)text[at];
        size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead == 0 || bytes > length - at || (bytes > 1 && !glo_text_is_utf8(text + at, bytes, NULL)))
            return at;
        at += bytes;
    }
}

/* Drops what was read, reads on. */
static glo_status fill(glo_csv_reader *reader) {
    size_t left = reader->end - reader->at;
    if (left && reader->at)
        memmove(reader->window, reader->window + reader->at, left);
    reader->checked = reader->checked > reader->at ? reader->checked - reader->at : 0;
    reader->at = 0;
    reader->end = left;
    if (reader->room - left < GLO_DECODE_BLOCK / 2 && grow_window(reader, reader->room * 2) < 0)
        return GLO_ENOMEM;
    size_t got;
    glo_status status = glo_decoder_read(reader->decoder, reader->window + left, reader->room - left, &got);
    if (status < 0)
        return status;
    reader->ended = got == 0;
    reader->end += got;
    memset(reader->window + reader->end, '\n', SENTINEL);
    reader->checked += good_bytes(reader->window + reader->checked, reader->end - reader->checked);
    return GLO_OK;
}

/* ---- finding the ends of fields: eight bytes at a time ---- */

typedef struct scanner {
    const char *word; /* the eight bytes being looked at */
    uint64_t hits;    /* the high bit of each byte in them that ends a field and is still to come */
    uint64_t delimiters;
} scanner;

/* The high bit of each zero byte (exact; H. S. Warren, Hacker's Delight, section 6-1). */
static inline uint64_t zero_bytes(uint64_t word) {
    const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
    return ~(((word & low) + low) | word | low);
}

static inline uint64_t hits_of(const scanner *scan) {
    uint64_t word;
    memcpy(&word, scan->word, 8);
    word = le64toh(word);
    return zero_bytes(word ^ scan->delimiters) | zero_bytes(word ^ 0x0A0A0A0A0A0A0A0Au) |
           zero_bytes(word ^ 0x0D0D0D0D0D0D0D0Du);
}

static inline void scan_from(scanner *scan, const char *text) {
    scan->word = text;
    scan->hits = hits_of(scan);
}

static inline const char *scan_next(scanner *scan) {
    while (!scan->hits) {
        scan->word += 8;
        scan->hits = hits_of(scan);
    }
    const char *found = scan->word + __builtin_ctzll(scan->hits) / 8;
    scan->hits &= scan->hits - 1;
    return found;
}

/* ---- one record ---- */

/* How a parse went; a negative status is possible too. */
enum outcome { DONE = 1, MORE, UNCLOSED, AFTER_QUOTE, TOO_LONG };

typedef struct bounds {
    const char *stop; /* the end of its text: the line end, or where the fault is */
    uint64_t lines;   /* physical lines it takes */
    size_t count;     /* fields */
} bounds;

static uint64_t count_line_ends(const char *text, const char *end) {
    uint64_t lines = 0;
    for (; text < end; text++)
        lines += *text == '\n' || (*text == '\r' && text[1] != '\n');
    return lines;
}

/* A copy of text[0, length) in which doubled quotes are single. The copies of one record never need more room
 * than the window has, so that none of them moves. */
static int unquote(glo_csv_reader *reader, const char *text, size_t length, glo_csv_field *out) {
    if (reader->unquoted_room < reader->room &&
        glo_alloc_grow(&reader->unquoted, &reader->unquoted_room, reader->room, 1) < 0)
        return GLO_ENOMEM;
    char *to = reader->unquoted + reader->unquoted_used;
    out->text = to;
    for (const char *end = text + length; text < end; text++) {
        *to++ = *text;
        text += *text == '"';
    }
    out->length = (uint32_t)(to - out->text);
    reader->unquoted_used += out->length;
    return DONE;
}

/* The field whose opening quote is at `open`; out->stop is what follows its closing quote. */
static int parse_quoted(glo_csv_reader *reader, const char *open, glo_csv_field *field, bounds *out) {
    const char *end = reader->window + reader->end, *text = open + 1, *close = text;
    int doubled = 0;
    for (;; close += 2, doubled = 1) {
        out->stop = end;
        close = memchr(close, '"', (size_t)(end - close));
        if (!close)
            return reader->ended ? UNCLOSED : MORE;
        if (close + 1 == end) {
            if (!reader->ended)
                return MORE;
            break;
        }
        if (close[1] != '"')
            break;
    }
    out->stop = close + 1;
    out->lines += count_line_ends(text, close);
    char after = *out->stop; /* at the end of all: the sentinel */
    if (after != reader->delimiter && after != '\n' && after != '\r')
        return AFTER_QUOTE;
    if (doubled)
        return unquote(reader, text, (size_t)(close - text), field);
    field->text = text;
    field->length = (uint32_t)(close - text);
    return DONE;
}

static int parse_record(glo_csv_reader *reader, bounds *out) {
    const char *start = reader->window + reader->at, *end = reader->window + reader->end, *p = start;
    const char delimiter = reader->delimiter;
    scanner scan = {start, 0, 0x0101010101010101u * (unsigned char)delimiter};
    scan_from(&scan, start);
    *out = (bounds){start, 1, 0};
    reader->unquoted_used = 0;
    for (;; p++) {
        if (out->count == reader->field_room &&
            glo_alloc_grow(&reader->fields, &reader->field_room, out->count + 1, sizeof *reader->fields) < 0)
            return GLO_ENOMEM;
        glo_csv_field *field = &reader->fields[out->count++];
        field->offset = (uint32_t)(p - start);
        if (*p != '"') {
            field->text = p;
            p = scan_next(&scan);
            field->length = (uint32_t)(p - field->text);
        } else {
            int outcome = parse_quoted(reader, p, field, out);
            if (outcome != DONE)
                return outcome;
            scan_from(&scan, out->stop);
            p = scan_next(&scan); /* out->stop itself */
        }
        if (p >= end || *p != delimiter)
            break;
    }
    out->stop = p;
    return p < end || reader->ended ? DONE : MORE;
}

/* ---- from record to record ---- */

/* Goes on behind the line end at `stop`, `lines` further down. */
static void pass_line_end(glo_csv_reader *reader, const char *stop, uint64_t lines) {
    const char *end = reader->window + reader->end, *next = stop < end ? stop + 1 : end;
    if (stop < end && *stop == '\r') {
        reader->skip_lf = next == end;
        next += next < end && *next == '\n';
    }
    reader->at = (size_t)(next - reader->window);
    reader->line += lines;
}

/* The first line end within `length` bytes, or NULL. */
static const char *find_line_end(const char *text, size_t length) {
    const char *lf = memchr(text, '\n', length);
    const char *cr = memchr(text, '\r', lf ? (size_t)(lf - text) : length);
    return cr ? cr : lf;
}

/* Drops the rest of a line, or as much of it as is in the window. */
static void drop_line(glo_csv_reader *reader) {
    const char *stop = find_line_end(reader->window + reader->at, reader->end - reader->at);
    if (stop) {
        reader->skip_line = 0;
        pass_line_end(reader, stop, 1);
    } else {
        reader->at = reader->end;
    }
}

static void set_raw(const glo_csv_reader *reader, const char *stop, glo_csv_record *record) {
    record->line = reader->line;
    record->raw = reader->window + reader->at;
    record->raw_length = (size_t)(stop - record->raw);
    if (record->raw_length > GLO_CSV_RAW_LIMIT)
        record->raw_length = GLO_CSV_RAW_LIMIT;
}

/* Finds the NUL or the wrong sequence of a whole record, and checks what follows it. */
static void check_bytes(glo_csv_reader *reader, size_t length, glo_csv_record *record) {
    const char *start = reader->window + reader->at;
    size_t good = good_bytes(start, length), behind = reader->at + length;
    if (good < length) {
        record->fault = start[good] ? glo_decoder_fault(reader->decoder) : "a NUL byte";
        while (record->fault_column < record->count && record->fields[record->fault_column].offset <= good)
            record->fault_column++;
    }
    reader->checked = behind + good_bytes(reader->window + behind, reader->end - behind);
}

static bool is_blank(const char *text, const char *end) {
    while (text < end && (*text == ' ' || *text == '\t'))
        text++;
    return text == end;
}

/* A blank line, or a row of which every field is empty, as sheets have below their data. */
static bool says_nothing(const glo_csv_reader *reader, const bounds *extent, const char *start) {
    if (extent->count == 1)
        return is_blank(start, extent->stop);
    for (size_t i = 0; i < extent->count; i++) {
        const glo_csv_field *field = &reader->fields[i];
        if (!is_blank(field->text, field->text + field->length))
            return false;
    }
    return true;
}

/* A whole record: true, or false if it says nothing. */
static bool accept_record(glo_csv_reader *reader, const bounds *extent, glo_csv_record *record) {
    const char *start = reader->window + reader->at;
    size_t length = (size_t)(extent->stop - start);
    bool blank = says_nothing(reader, extent, start);
    if (!blank) {
        *record = (glo_csv_record){.fields = reader->fields, .count = extent->count};
        set_raw(reader, extent->stop, record);
        if (reader->at + length > reader->checked)
            check_bytes(reader, length, record);
    }
    pass_line_end(reader, extent->stop, extent->lines);
    return !blank;
}

/* A record without an end that can be trusted: refuses its first line. 1, or 0 if more of it must be read. */
static bool refuse_line(glo_csv_reader *reader, int outcome, size_t column, glo_csv_record *record) {
    const char *start = reader->window + reader->at;
    size_t left = reader->end - reader->at;
    int whole = left > reader->line_limit;
    size_t most = whole ? reader->line_limit + 1 : left;
    const char *stop = find_line_end(start, most);
    if (!stop && !whole && !reader->ended)
        return false;
    *record = (glo_csv_record){.fields = reader->fields};
    set_raw(reader, stop ? stop : start + most, record);
    if (outcome == TOO_LONG && !stop) {
        record->fault = "the line is too long";
    } else {
        record->fault =
            outcome == AFTER_QUOTE ? "text after a closing quote" : "a quote that is never closed";
        record->fault_column = outcome == TOO_LONG ? 0 : column;
    }
    if (stop)
        pass_line_end(reader, stop, 1);
    else
        reader->skip_line = 1;
    return true;
}

int glo_csv_next(glo_csv_reader *reader, glo_csv_record *record) {
    int need_more = 0;
    for (;;) {
        if (need_more || (reader->at == reader->end && !reader->ended)) {
            glo_status status = fill(reader);
            if (status < 0)
                return status;
            need_more = 0;
        }
        if (reader->at == reader->end) {
            if (reader->ended)
                return 0;
            continue;
        }
        if (reader->skip_lf) {
            reader->skip_lf = 0;
            reader->at += reader->window[reader->at] == '\n';
            continue;
        }
        if (reader->skip_line) {
            drop_line(reader);
            continue;
        }
        bounds extent;
        int outcome = parse_record(reader, &extent);
        if (outcome < 0)
            return outcome;
        size_t length = (size_t)(extent.stop - reader->window) - reader->at;
        if ((outcome == MORE ? reader->end - reader->at : length) > reader->line_limit)
            outcome = TOO_LONG;
        if (outcome == DONE) {
            if (accept_record(reader, &extent, record))
                return 1;
        } else if (outcome == MORE || !refuse_line(reader, outcome, extent.count, record)) {
            need_more = 1;
        } else {
            return 1;
        }
    }
}

/* ---- opening ---- */

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
    while (text < end && is_blank(text, text + 1))
        text++;
    while (end > text && is_blank(end - 1, end))
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
    const char *stop = find_line_end(reader->window, reader->end);
    if (!stop)
        return GLO_OK;
    reader->heading = strndup(reader->window + 2, (size_t)(stop - reader->window) - 2);
    if (!reader->heading)
        return glo_fail(GLO_ENOMEM, "out of memory");
    pass_line_end(reader, stop, 1);
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
    pass_line_end(reader, stop, 1);
}

/* Passes over the lines above the first that is wanted, with quotes that may be open in them. */
static glo_status skip_lines(glo_csv_reader *reader, uint64_t first_line) {
    while (reader->line < first_line) {
        const char *text = reader->window + reader->at, *stop = find_line_end(text, reader->end - reader->at);
        /* A CR at the end of the window may have its LF behind it. */
        bool whole = stop && (*stop == '\n' || stop + 1 < reader->window + reader->end || reader->ended);
        if (whole) {
            pass_line_end(reader, stop, 1);
            reader->skip_lf = 0;
        } else if (reader->ended) {
            uint64_t lines = reader->line - (reader->at == reader->end);
            return glo_fail(GLO_EINVAL, "the header is to be in line %llu, and the file has %llu lines",
                            (unsigned long long)first_line, (unsigned long long)lines);
        } else {
            glo_status status = fill(reader);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

static int start_reading(glo_csv_reader *reader, const glo_csv_options *options) {
    glo_status status = grow_window(reader, GLO_DECODE_BLOCK);
    if (status == GLO_OK)
        status = fill(reader);
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

void glo_csv_raw(const glo_csv_record *record, glo_buf *out) {
    const char *text = record->raw;
    size_t left = record->raw_length;
    while (left > 0) {
        size_t good = good_bytes(text, left);
        glo_buf_bytes(out, text, good);
        text += good;
        left -= good;
        if (left > 0) {
            glo_buf_text(out, "\xEF\xBF\xBD");
            text++;
            left--;
        }
    }
}
