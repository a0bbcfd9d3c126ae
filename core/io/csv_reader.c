/* csv_reader.c: records out of a sliding window. What it reads and how it goes on behind a fault: csv_reader.h.
 *
 * A record is parsed where it lies; when the window ends before the record does, more is read and the record is parsed
 * again. Fields point into the window; only a field with doubled quotes is copied, into `unquoted`.
 */
#include "csv_window.h"

#include "base/alloc.h"
#include "base/err.h"

#include <endian.h>

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

/* Drops the rest of a line, or as much of it as is in the window. */
static void drop_line(glo_csv_reader *reader) {
    const char *stop = glo_csv_line_end(reader->window + reader->at, reader->end - reader->at);
    if (stop) {
        reader->skip_line = 0;
        glo_csv_pass_line_end(reader, stop, 1);
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
    size_t good = glo_csv_good_bytes(start, length), behind = reader->at + length;
    if (good < length) {
        record->fault = start[good] ? glo_decoder_fault(reader->decoder) : "a NUL byte";
        while (record->fault_column < record->count && record->fields[record->fault_column].offset <= good)
            record->fault_column++;
    }
    reader->checked = behind + glo_csv_good_bytes(reader->window + behind, reader->end - behind);
}

/* A blank line, or a row of which every field is empty, as sheets have below their data. */
static bool says_nothing(const glo_csv_reader *reader, const bounds *extent, const char *start) {
    if (extent->count == 1)
        return glo_csv_is_blank(start, extent->stop);
    for (size_t i = 0; i < extent->count; i++) {
        const glo_csv_field *field = &reader->fields[i];
        if (!glo_csv_is_blank(field->text, field->text + field->length))
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
    glo_csv_pass_line_end(reader, extent->stop, extent->lines);
    return !blank;
}

/* A record without an end that can be trusted: refuses its first line. 1, or 0 if more of it must be read. */
static bool refuse_line(glo_csv_reader *reader, int outcome, size_t column, glo_csv_record *record) {
    const char *start = reader->window + reader->at;
    size_t left = reader->end - reader->at;
    int whole = left > reader->line_limit;
    size_t most = whole ? reader->line_limit + 1 : left;
    const char *stop = glo_csv_line_end(start, most);
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
        glo_csv_pass_line_end(reader, stop, 1);
    else
        reader->skip_line = 1;
    return true;
}

int glo_csv_next(glo_csv_reader *reader, glo_csv_record *record) {
    int need_more = 0;
    for (;;) {
        if (need_more || (reader->at == reader->end && !reader->ended)) {
            glo_status status = glo_csv_fill(reader);
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
