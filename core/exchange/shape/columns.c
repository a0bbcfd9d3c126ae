/* columns.c: names in the header of a table. Example in columns.h. */
#include "shape/columns.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "io/rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 20 };

/* ---- reading ---- */

static void trim(glo_csv_field *field) {
    for (; field->length && strchr(" \t", field->text[0]); field->length--)
        field->text++;
    for (; field->length && strchr(" \t", field->text[field->length - 1]);)
        field->length--;
}

static glo_status join(const char *upper, const char *lower, char **out) {
    glo_buf joined = {0};
    glo_buf_format(&joined, "%s%s%s", upper, *upper && *lower ? " " : "", lower);
    glo_status status = glo_buf_status(&joined);
    if (status == GLO_OK)
        status = glo_alloc_text(joined.data, out);
    glo_buf_dispose(&joined);
    return status;
}

/* `above` is the name so far, `filled` the one to its left that it takes where it is empty. */
static glo_status add_row(glo_column_name *name, const char *filled, const glo_csv_field *field) {
    glo_buf below = {0};
    char *whole = NULL, *upper = NULL, *lower = NULL;
    glo_buf_bytes(&below, field->text, field->length);
    const char *own = name->whole, *above = *own ? own : below.length ? filled : "";
    glo_status status = glo_buf_status(&below);
    if (status == GLO_OK)
        status = join(above, below.data, &whole);
    if (status == GLO_OK)
        status = glo_alloc_text(*above ? above : whole, &upper);
    if (status == GLO_OK)
        status = glo_alloc_text(below.length ? below.data : whole, &lower);
    glo_buf_dispose(&below);
    if (status < 0) {
        free(whole);
        free(upper);
        free(lower);
        return status;
    }
    free(name->whole);
    free(name->upper);
    free(name->lower);
    *name = (glo_column_name){whole, upper, lower};
    return GLO_OK;
}

static glo_status join_row(glo_columns *columns, const glo_csv_record *record) {
    glo_status status = GLO_OK;
    char *filled = NULL;
    if (record->fault)
        return glo_fail(GLO_EINVAL, "%s: line %" PRIu64 ", the header, can't be read: %s", columns->file,
                        record->line, record->fault);
    if (record->count > columns->count)
        return glo_fail(GLO_EINVAL,
                        "%s: line %" PRIu64 " of the header has %zu columns, the one above it %zu",
                        columns->file, record->line, record->count, columns->count);
    for (size_t i = 0; status == GLO_OK && i < columns->count; i++) {
        glo_csv_field field = i < record->count ? record->fields[i] : (glo_csv_field){"", 0, 0};
        trim(&field);
        if (*columns->names[i].whole) {
            free(filled);
            filled = NULL;
            status = glo_alloc_text(columns->names[i].whole, &filled);
        }
        if (status == GLO_OK)
            status = add_row(&columns->names[i], filled ? filled : "", &field);
    }
    free(filled);
    return status;
}

static glo_status take_names(const glo_csv_reader *reader, glo_columns *out) {
    glo_status status = glo_alloc_array(glo_csv_columns(reader), sizeof *out->names, &out->names);
    for (; status == GLO_OK && out->count < glo_csv_columns(reader); out->count++) {
        glo_column_name *name = &out->names[out->count];
        status = glo_alloc_text(glo_csv_name(reader, out->count), &name->whole);
        if (status == GLO_OK)
            status = glo_alloc_text(name->whole, &name->upper);
        if (status == GLO_OK)
            status = glo_alloc_text(name->whole, &name->lower);
    }
    return status;
}

glo_status glo_columns_read(glo_csv_reader *reader, uint64_t last_line, glo_columns *out) {
    glo_csv_record record;
    glo_status status = take_names(reader, out);
    out->first_line = out->last_line = glo_csv_header_line(reader);
    while (status == GLO_OK && out->last_line < last_line) {
        int more = glo_csv_next(reader, &record);
        if (more < 0)
            return (glo_status)more;
        if (more == 0 || record.line > last_line)
            return glo_fail(GLO_EINVAL, "%s: line %" PRIu64 ", given as the end of the header, is empty",
                            out->file, last_line);
        status = join_row(out, &record);
        out->last_line = record.line;
    }
    if (status == GLO_OK && out->count > 0 && !*out->names[0].whole) {
        free(out->names[0].whole);
        out->names[0].whole = NULL;
        status = glo_alloc_text(GLO_CSV_CORNER, &out->names[0].whole);
    }
    return status;
}

void glo_columns_dispose(glo_columns *columns) {
    for (size_t i = 0; columns->names && i < columns->count; i++) {
        free(columns->names[i].whole);
        free(columns->names[i].upper);
        free(columns->names[i].lower);
    }
    free(columns->names);
    columns->names = NULL;
}

/* ---- finding ---- */

static glo_status fail_unknown(const glo_columns *columns, const char *name) {
    glo_nearest nearest = {name, NULL, 0};
    glo_buf list = {0}, lines = {0};
    for (size_t i = 0; i < columns->count; i++) {
        const char *whole = columns->names[i].whole;
        glo_nearest_offer(&nearest, whole);
        if (i < NAMES_SHOWN && strncmp(whole, GLO_ROWS, sizeof GLO_ROWS - 1) != 0)
            glo_buf_format(&list, "%s%.60s", i ? ", " : "", *whole ? whole : "(no name)");
    }
    if (columns->count > NAMES_SHOWN)
        glo_buf_text(&list, " ...");
    glo_buf_format(&lines, "line%s %" PRIu64, columns->last_line > columns->first_line ? "s" : "",
                   columns->first_line);
    if (columns->last_line > columns->first_line)
        glo_buf_format(&lines, " to %" PRIu64, columns->last_line);
    const char *hint = glo_nearest_hint(&nearest);
    glo_status status = glo_buf_status(&list);
    if (status == GLO_OK)
        status = glo_fail(GLO_EINVAL, "%s: unknown column '%s'%s%s %s, taken as the header, has %s",
                          columns->file, name, hint, *hint ? "" : ";", lines.data ? lines.data : "",
                          list.data ? list.data : "no columns");
    glo_buf_dispose(&list);
    glo_buf_dispose(&lines);
    return status;
}

glo_status glo_columns_find(const glo_columns *columns, const char *name, size_t *out) {
    size_t found = columns->count;
    for (size_t i = 0; i < columns->count; i++) {
        if (strcmp(columns->names[i].whole, name) != 0)
            continue;
        if (found < columns->count)
            return glo_fail(GLO_EINVAL, "%s: the header has two columns '%s'", columns->file, name);
        found = i;
    }
    if (found == columns->count)
        return fail_unknown(columns, name);
    *out = found;
    return GLO_OK;
}

static bool is_text(const char *name, const char *text, size_t length) {
    return strlen(name) == length && memcmp(name, text, length) == 0;
}

/* A name, or what stands above several columns: then the first of them, or the last. */
static bool find_end(const glo_columns *columns, const char *text, size_t length, bool last, size_t *out) {
    bool found = false;
    for (size_t i = 0; i < columns->count; i++) {
        if (is_text(columns->names[i].whole, text, length)) {
            *out = i;
            return true;
        }
    }
    for (size_t i = 0; i < columns->count && (last || !found); i++) {
        if (is_text(columns->names[i].upper, text, length)) {
            *out = i;
            found = true;
        }
    }
    return found;
}

/* "A..B" with every ".." in it tried, as names may hold dots themselves. */
static bool mark_range(const glo_columns *columns, const char *text, size_t length, char *marks) {
    size_t from, to = columns->count - 1;
    for (size_t i = 1; i + 1 < length; i++) {
        if (text[i] != '.' || text[i + 1] != '.' || !find_end(columns, text, i, false, &from))
            continue;
        const char *end = text + i + 2;
        size_t left = length - i - 2;
        if (left > 0 && !find_end(columns, end, left, true, &to))
            continue;
        for (size_t c = from; c <= to; c++)
            marks[c] = marks[c] == GLO_NAMED ? GLO_NAMED : GLO_IN_RANGE;
        return from <= to;
    }
    return false;
}

static bool mark_one(const glo_columns *columns, const char *text, size_t length, char *marks) {
    size_t first, last;
    if (!find_end(columns, text, length, false, &first))
        return columns->count > 0 && mark_range(columns, text, length, marks);
    if (!find_end(columns, text, length, true, &last))
        last = first;
    for (size_t c = first; c <= last; c++)
        marks[c] = GLO_NAMED;
    return true;
}

/* The longest run of what lies between commas that names columns: a name may hold a comma. */
static size_t mark_longest(const glo_columns *columns, const char *text, size_t length, char *marks) {
    for (size_t end = length; end > 0; end--) {
        if (end < length && text[end] != ',')
            continue;
        if (mark_one(columns, text, end, marks))
            return end;
    }
    return 0;
}

/* Where the end that is known stops and the other begins; the whole where neither is known. */
static glo_status fail_part(const glo_columns *columns, const char *text, size_t length) {
    char part[200];
    size_t end, from = 0, shown = length;
    for (size_t i = 1; i + 2 < length && shown == length; i++) {
        if (text[i] != '.' || text[i + 1] != '.')
            continue;
        bool left = find_end(columns, text, i, false, &end),
             right = find_end(columns, text + i + 2, length - i - 2, true, &end);
        if (left && right)
            return glo_fail(GLO_EINVAL, "%s: '%.*s' runs backwards: write the left column first",
                            columns->file, (int)length, text);
        from = left ? i + 2 : 0;
        shown = left ? length - from : right ? i : length;
    }
    shown = shown < sizeof part ? shown : sizeof part - 1;
    memcpy(part, text + from, shown);
    part[shown] = '\0';
    return fail_unknown(columns, part);
}

glo_status glo_columns_mark(const glo_columns *columns, const char *text, char *marks) {
    size_t length = strlen(text);
    while (length > 0) {
        for (; length && (*text == ' ' || *text == ','); length--)
            text++;
        size_t taken = length ? mark_longest(columns, text, length, marks) : 0;
        if (length && taken == 0)
            return fail_part(columns, text, strcspn(text, ","));
        text += taken;
        length -= taken;
    }
    return GLO_OK;
}
