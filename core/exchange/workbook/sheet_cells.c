/* sheet_cells.c: rows and cells out of the XML of a sheet. Example in sheet_cells.h. */
#include "workbook/sheet_cells.h"

#include "base/alloc.h"
#include "base/date.h"
#include "xml.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_CELL = 1 << 20,
    EXACT_DIGITS = 15,
    DAYS_TO_1970 = 25569,
    DAYS_TO_1904 = 1462,
    SECONDS = 86400
};

static glo_status damaged(const glo_sheet_cells *cells, const char *what) {
    return glo_fail(GLO_ECORRUPT, "'%s' is damaged: %s, near row %zu of the sheet", cells->book->path, what,
                    cells->row);
}

/* ---- places ---- */

/* "AB12": column 28, row 12; 0 for what is not given or is too large. Returns what follows. */
static const char *read_place(const char *at, size_t *out_column, size_t *out_row) {
    size_t column = 0, row = 0;
    for (; isalpha((unsigned char)*at) && column <= GLO_SHEET_MOST_COLUMNS; at++)
        column = column * 26 + (size_t)(toupper((unsigned char)*at) - 'A' + 1);
    for (; isdigit((unsigned char)*at) && row <= GLO_SHEET_MOST_ROWS; at++)
        row = row * 10 + (size_t)(*at - '0');
    *out_column = column;
    *out_row = row;
    return at;
}

static void take_merged(glo_sheet_cells *cells, const char *area) {
    size_t column, first = 0, last = 0;
    const char *at = area ? read_place(area, &column, &first) : "";
    if (*at == ':')
        read_place(at + 1, &column, &last);
    cells->found.merged += first < last;
}

/* ---- rows ---- */

static glo_status end_row(glo_sheet_cells *cells) {
    glo_status status =
        glo_alloc_grow(&cells->widths, &cells->width_capacity, cells->row_count + 1, sizeof *cells->widths);
    if (status < 0)
        return status;
    size_t width = cells->rows.fields;
    cells->widths[cells->row_count++] = (uint16_t)width;
    cells->widest = width > cells->widest ? width : cells->widest;
    cells->found.hidden_rows += cells->row_is_hidden && width > 0;
    return glo_row_writer_line(&cells->rows);
}

static glo_status begin_row(glo_sheet_cells *cells, const char **attributes) {
    size_t column = 0, row = cells->row + 1;
    const char *told = glo_xml_attribute(attributes, "r"), *hidden = glo_xml_attribute(attributes, "hidden");
    if (told)
        read_place(told, &column, &row);
    if (cells->in_row || row <= cells->row)
        return damaged(cells, "its rows are not in order");
    if (row > GLO_SHEET_MOST_ROWS)
        return damaged(cells, "it has more rows than a sheet can have (1 048 576)");
    cells->row_is_hidden = false;
    glo_status status = GLO_OK;
    while (status == GLO_OK && cells->row_count + 1 < row)
        status = end_row(cells);
    cells->row = row;
    cells->column = 0;
    cells->in_row = true;
    cells->row_is_hidden = hidden && (hidden[0] == '1' || hidden[0] == 't');
    return status;
}

/* ---- cells ---- */

static glo_cell_type type_of(const char *name) {
    static const struct {
        const char *name;
        glo_cell_type type;
    } types[] = {{"s", GLO_CELL_SHARED},       {"n", GLO_CELL_NUMBER},  {"str", GLO_CELL_TEXT},
                 {"inlineStr", GLO_CELL_TEXT}, {"b", GLO_CELL_BOOLEAN}, {"e", GLO_CELL_ERROR},
                 {"d", GLO_CELL_DATE}};
    for (size_t i = 0; name && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    }
    return GLO_CELL_NUMBER;
}

static glo_status begin_cell(glo_sheet_cells *cells, const char **attributes) {
    size_t column = cells->column + 1, row;
    const char *place = glo_xml_attribute(attributes, "r"), *style = glo_xml_attribute(attributes, "s");
    if (place)
        read_place(place, &column, &row);
    if (cells->in_cell || column <= cells->column)
        return damaged(cells, "its cells are not in order");
    if (column > GLO_SHEET_MOST_COLUMNS)
        return damaged(cells, "it has more columns than a sheet can have (16 384)");
    size_t number = style ? strtoul(style, NULL, 10) : 0;
    cells->form = number < cells->book->style_count ? cells->book->styles[number] : GLO_FORM_NUMBER;
    cells->type = type_of(glo_xml_attribute(attributes, "t"));
    cells->column = column;
    cells->in_cell = true;
    cells->has_formula = false;
    glo_buf_clear(&cells->value);
    return GLO_OK;
}

static void put(glo_sheet_cells *cells, const char *text, size_t length) {
    if (length == 0)
        return;
    while (cells->rows.fields + 1 < cells->column)
        glo_row_writer_field(&cells->rows, "", 0);
    glo_row_writer_field(&cells->rows, text, length);
}

/* The number as it stands where it is short and plain: most are. */
static bool is_plain(const glo_buf *value) {
    size_t i = value->data[0] == '-' && value->length > 1;
    if (value->length > EXACT_DIGITS || (value->data[i] == '0' && value->length > 1))
        return false;
    for (; i < value->length; i++) {
        if (!isdigit((unsigned char)value->data[i]))
            return false;
    }
    return true;
}

static void put_number(glo_sheet_cells *cells, double number) {
    glo_buf_clear(&cells->text);
    cells->found.cut_dates +=
        glo_number_format_write(number, cells->form, cells->book->is_1904, &cells->text);
    put(cells, cells->text.data, cells->text.length);
}

static glo_status take_number(glo_sheet_cells *cells) {
    char *end;
    if (cells->form == GLO_FORM_NUMBER && is_plain(&cells->value)) {
        put(cells, cells->value.data, cells->value.length);
        return GLO_OK;
    }
    double number = strtod(cells->value.data, &end);
    while (isspace((unsigned char)*end))
        end++;
    if (*end || end == cells->value.data || !isfinite(number))
        return damaged(cells, "a number in it is none");
    put_number(cells, number);
    return GLO_OK;
}

/* 2024-01-31T00:00:00Z becomes the number that other writers keep, so that its format shows as much of it. */
static void take_date(glo_sheet_cells *cells) {
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    const char *text = cells->value.data;
    int numbers[6] = {0}, parts = 0; /* year, month, day, hour, minute, second */
    for (size_t i = 0; parts < 6 && text[i] && form[i]; i++) {
        if (form[i] != 'd' ? text[i] != form[i] : !isdigit((unsigned char)text[i]))
            break;
        if (form[i] == 'd')
            numbers[parts] = numbers[parts] * 10 + (text[i] - '0');
        parts += form[i] == 'd' && form[i + 1] != 'd';
    }
    const int hour = numbers[3], minute = numbers[4], second = numbers[5];
    int32_t first;
    glo_span span;
    if (parts < 3 || glo_date_parse(cells->value.data, 10, GLO_ORDER_ISO, &first, &span) < 0 || hour > 23 ||
        minute > 59 || second > 59) {
        put(cells, cells->value.data, cells->value.length);
        return;
    }
    double days = first + DAYS_TO_1970 - (cells->book->is_1904 ? DAYS_TO_1904 : 0);
    if (!cells->book->is_1904 && days <= 60)
        days--;
    if (cells->form == GLO_FORM_NUMBER)
        cells->form = GLO_FORM_MOMENT;
    put_number(cells, days + (hour * 3600 + minute * 60 + second) / (double)SECONDS);
}

static glo_status take_shared(glo_sheet_cells *cells) {
    char *end;
    const char *text;
    size_t length;
    unsigned long index = strtoul(cells->value.data, &end, 10);
    if (*end || !glo_workbook_text(cells->book, index, &text, &length))
        return damaged(cells, "a cell refers to a text that is not there");
    put(cells, text, length);
    return GLO_OK;
}

static glo_status end_cell(glo_sheet_cells *cells) {
    cells->in_cell = false;
    glo_status status = glo_buf_status(&cells->value);
    if (status < 0)
        return status;
    if (cells->value.length == 0) {
        cells->found.unanswered += cells->has_formula && cells->type != GLO_CELL_TEXT;
        return GLO_OK;
    }
    switch (cells->type) {
    case GLO_CELL_NUMBER:
        return take_number(cells);
    case GLO_CELL_SHARED:
        return take_shared(cells);
    case GLO_CELL_DATE:
        take_date(cells);
        return GLO_OK;
    case GLO_CELL_BOOLEAN:
        put(cells, cells->value.data[0] == '1' ? "TRUE" : "FALSE", cells->value.data[0] == '1' ? 4 : 5);
        return GLO_OK;
    case GLO_CELL_ERROR:
        if (strcmp(cells->value.data, "#N/A") == 0) {
            cells->found.not_available++;
            return GLO_OK;
        }
        cells->found.errors++;
        break;
    case GLO_CELL_TEXT:
        glo_workbook_unescape(&cells->value, 0);
    }
    put(cells, cells->value.data, cells->value.length);
    return GLO_OK;
}

/* ---- the XML ---- */

static glo_status on_start(void *context, const char *name, const char **attributes) {
    glo_sheet_cells *cells = context;
    if (cells->in_cell) {
        cells->in_phonetic |= strcmp(name, "rPh") == 0;
        cells->has_formula |= strcmp(name, "f") == 0;
        cells->in_value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !cells->in_phonetic);
        return GLO_OK;
    }
    if (strcmp(name, "c") == 0 && cells->in_row)
        return begin_cell(cells, attributes);
    if (strcmp(name, "row") == 0)
        return begin_row(cells, attributes);
    if (strcmp(name, "mergeCell") == 0)
        take_merged(cells, glo_xml_attribute(attributes, "ref"));
    return GLO_OK;
}

static glo_status on_end(void *context, const char *name) {
    glo_sheet_cells *cells = context;
    cells->in_value = false;
    if (strcmp(name, "rPh") == 0)
        cells->in_phonetic = false;
    if (cells->in_cell && strcmp(name, "c") == 0)
        return end_cell(cells);
    if (!cells->in_cell && cells->in_row && strcmp(name, "row") == 0) {
        cells->in_row = false;
        return end_row(cells);
    }
    return GLO_OK;
}

static glo_status on_text(void *context, const char *text, size_t length) {
    glo_sheet_cells *cells = context;
    if (!cells->in_value)
        return GLO_OK;
    if (cells->value.length + length > LONGEST_CELL)
        return damaged(cells, "a cell holds more text than Excel allows");
    glo_buf_bytes(&cells->value, text, length);
    return GLO_OK;
}

glo_status glo_sheet_cells_read(glo_sheet_cells *cells, const glo_source *source, const glo_job *job) {
    glo_xml_handler handler = {.start = on_start, .end = on_end, .text = on_text, .context = cells};
    glo_status status = glo_xml_read(source, &handler, cells->book->path, job);
    return glo_row_writer_finish(&cells->rows, status);
}

void glo_sheet_cells_dispose(glo_sheet_cells *cells) {
    free(cells->widths);
    glo_buf_dispose(&cells->value);
    glo_buf_dispose(&cells->text);
}
