/* xlsx.c: the one file that uses libxlsxwriter. Example and reference in xlsx.h. */
#include "io/xlsx.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

enum {
    MOST_ROWS = 1048576,
    MOST_COLUMNS = 16384,
    MOST_CHARACTERS = 32767,
    STREAMED_ROWS = 100000, /* from here on rows go to a file of their own on the way, not to memory */
    NARROWEST = 8,
    WIDEST = 60,
    ABOUT_WIDTH = 56,
    LONGEST_PROPERTY = 255, /* characters of the name and of the text of a property */
    SHORT_UNIT = 4          /* a unit of so many characters stands behind each number */
};
#define LARGEST_EXACT 999999999999999 /* Excel keeps 15 digits */
#define FIRST_DATE (-25508)           /* 1900-03-01: before it Excel's calendar has a day too many */
#define DATE_ZERO 25569               /* of 1970-01-01 */

typedef struct glo_book {
    const glo_frame *frame;
    const glo_xlsx_words *words;
    const char *path;
    lxw_workbook *workbook;
    lxw_error error; /* LXW_NO_ERROR, or out of memory */
    lxw_worksheet *data, *about;
    lxw_format *head, *bold, *wrapped, *title;
    lxw_format **formats; /* one per column */
    size_t *widths;
} glo_book;

static glo_status of_lxw(lxw_error error) {
    switch (error) {
    case LXW_NO_ERROR:
        return GLO_OK;
    case LXW_ERROR_MEMORY_MALLOC_FAILED:
        return glo_fail(GLO_ENOMEM, "out of memory");
    case LXW_ERROR_CREATING_TMPFILE:
        return glo_fail(GLO_EFULL, "can't write the workbook: no room for temporary files");
    default:
        return glo_fail(GLO_EIO, "can't write the workbook: %s", lxw_strerror(error));
    }
}

/* ---- the form of a column ---- */

/* A lack of memory in what is not looked at one by one: a text less in a workbook would not be seen. */
static void keep(glo_book *book, lxw_error error) {
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        book->error = error;
}

static const char *decimals_of(const glo_column *column) {
    double largest = 0;
    int whole = 1;
    for (size_t row = 0; row < column->rows; row++) {
        double value = column->reals[row];
        if (glo_column_is_null(column, row) || !isfinite(value))
            continue;
        largest = fmax(largest, fabs(value));
        whole &= value == floor(value);
    }
    if (whole)
        return "";
    return largest >= 1000 ? ".0" : largest >= 1 ? ".00" : largest >= 0.01 ? ".0000" : ".000000";
}

static bool stands_as_date(const glo_column *column) {
    return column->type == GLO_TYPE_MONTH ? column->span == GLO_MONTH || column->span == GLO_YEAR
                                          : column->type == GLO_TYPE_DAY && column->span != GLO_WEEK &&
                                                column->span != GLO_QUARTER && column->span != GLO_ALL;
}

static const char *date_form(const glo_column *column) {
    return column->span == GLO_YEAR ? "yyyy" : column->span == GLO_MONTH ? "yyyy-mm" : "yyyy-mm-dd";
}

/* Quotes inside a unit would end the literal. */
static bool is_short_unit(const char *unit) {
    return unit && *unit && glo_text_width(unit) <= SHORT_UNIT && !strpbrk(unit, "\"\\") &&
           glo_text_is_visible(unit, strlen(unit), "");
}

static lxw_format *format_of(glo_book *book, const glo_column *column) {
    char form[64];
    if (column->type == GLO_TYPE_TEXT)
        return NULL;
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    if (column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH) {
        format_set_num_format(format, date_form(column));
        format_set_align(format, LXW_ALIGN_LEFT);
        return format;
    }
    snprintf(form, sizeof form, "#,##0%s", column->type == GLO_TYPE_REAL ? decimals_of(column) : "");
    if (is_short_unit(column->unit))
        snprintf(form + strlen(form), sizeof form - strlen(form), " \"%s\"", column->unit);
    format_set_num_format(format, form);
    return format;
}

/* ---- cells ---- */

static size_t characters(const char *text) {
    size_t count = 0;
    for (; *text; text++) { /* as UTF-16: four bytes of UTF-8 are two */
        count += ((unsigned char)*text & 0xC0) != 0x80;
        count += (unsigned char)*text >= 0xF0;
    }
    return count;
}

static void widen(glo_book *book, size_t column, size_t width) {
    if (width > book->widths[column])
        book->widths[column] = width;
}

/* A workbook is XML, which some characters and every wrong byte would make unreadable; and a reader should see what a text
 * holds. */
static lxw_error write_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                            lxw_format *format) {
    size_t length = strlen(text);
    if (glo_text_is_visible(text, length, "\n\t"))
        return worksheet_write_string(sheet, row, column, text, format);
    glo_buf shown = {0};
    glo_text_visible(&shown, text, length, "\n\t");
    lxw_error error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (glo_buf_status(&shown) == GLO_OK)
        error = worksheet_write_string(sheet, row, column, shown.data, format);
    glo_buf_dispose(&shown);
    return error;
}

static glo_status put_text(glo_book *book, size_t row, size_t column, const char *text) {
    if (strlen(text) > MOST_CHARACTERS && characters(text) > MOST_CHARACTERS)
        return glo_fail(GLO_EINVAL,
                        "row %zu of column '%s' has %zu characters: a cell of a workbook holds 32 767; write "
                        "it with to_csv",
                        row + 1, glo_frame_name(book->frame, column), characters(text));
    widen(book, column, glo_text_width(text));
    return of_lxw(write_text(book->data, (lxw_row_t)row + 1, (lxw_col_t)column, text, NULL));
}

static glo_status put_number(glo_book *book, size_t row, size_t column, double value) {
    char text[48];
    const char *unit = glo_frame_column(book->frame, column)->unit;
    int digits = snprintf(text, sizeof text, "%.0f", value);
    int decimals = glo_frame_column(book->frame, column)->type == GLO_TYPE_REAL ? 5 : 0;
    widen(book, column,
          (size_t)(digits + digits / 3 + decimals) + (is_short_unit(unit) ? glo_text_width(unit) + 1 : 0));
    return of_lxw(worksheet_write_number(book->data, (lxw_row_t)row + 1, (lxw_col_t)column, value,
                                         book->formats[column]));
}

static glo_status put_time(glo_book *book, size_t row, size_t column, const glo_column *times) {
    char text[GLO_DATE_SIZE];
    int32_t day = glo_column_day(times, row);
    glo_date_format(day, times->span, text);
    if (!stands_as_date(times) || day < FIRST_DATE)
        return put_text(book, row, column, text);
    widen(book, column, strlen(text));
    return of_lxw(worksheet_write_number(book->data, (lxw_row_t)row + 1, (lxw_col_t)column,
                                         (double)day + DATE_ZERO, book->formats[column]));
}

static glo_status put_cell(glo_book *book, size_t row, size_t i) {
    const glo_column *column = glo_frame_column(book->frame, i);
    char digits[24];
    if (glo_column_is_null(column, row))
        return GLO_OK;
    switch (column->type) {
    case GLO_TYPE_TEXT:
        return put_text(book, row, i, glo_column_text(column, row));
    case GLO_TYPE_INTEGER:
        if (column->integers[row] >= -LARGEST_EXACT && column->integers[row] <= LARGEST_EXACT)
            return put_number(book, row, i, (double)column->integers[row]);
        snprintf(digits, sizeof digits, "%" PRId64, column->integers[row]);
        return put_text(book, row, i, digits);
    case GLO_TYPE_REAL:
        return isfinite(column->reals[row]) ? put_number(book, row, i, column->reals[row]) : GLO_OK;
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        return put_time(book, row, i, column);
    }
    return GLO_OK;
}

/* ---- the sheet of rows ---- */

static const char *head_of(const glo_book *book, size_t column) {
    return book->words->heads ? book->words->heads[column] : glo_frame_name(book->frame, column);
}

static void put_footer(glo_book *book, lxw_worksheet *sheet) {
    char footer[128], marking[GLO_MARKING_SIZE];
    glo_marking_format(glo_frame_marking(book->frame), marking);
    snprintf(footer, sizeof footer, "&L%s&R%s", marking, book->words->page);
    keep(book, worksheet_set_footer(sheet, footer));
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
}

/* A head needs room for the filter's button too. */
static void finish_data(glo_book *book) {
    size_t columns = glo_frame_columns(book->frame), rows = glo_frame_rows(book->frame);
    for (size_t i = 0; i < columns; i++) {
        size_t width = book->widths[i], head = glo_text_width(head_of(book, i)) + 4;
        width = width + 2 > head ? width + 2 : head;
        width = width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
        keep(book, worksheet_set_column(book->data, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL));
    }
    worksheet_freeze_panes(book->data, 1, 0);
    if (columns)
        keep(book, worksheet_autofilter(book->data, 0, 0, (lxw_row_t)rows, (lxw_col_t)(columns - 1)));
    keep(book, worksheet_repeat_rows(book->data, 0, 0));
    put_footer(book, book->data);
}

static glo_status put_rows(glo_book *book) {
    size_t columns = glo_frame_columns(book->frame), rows = glo_frame_rows(book->frame);
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < columns; i++) {
        book->formats[i] = format_of(book, glo_frame_column(book->frame, i));
        status = of_lxw(write_text(book->data, 0, (lxw_col_t)i, head_of(book, i), book->head));
    }
    for (size_t row = 0; row < rows && status == GLO_OK; row++) {
        for (size_t i = 0; status == GLO_OK && i < columns; i++)
            status = put_cell(book, row, i);
    }
    return status;
}

/* ---- the sheet that says where it comes from ---- */

/* A row as high as its text is long: not every program makes it so by itself. */
static void set_height(glo_book *book, lxw_row_t row, size_t width) {
    size_t lines = (width + ABOUT_WIDTH - 5) / (ABOUT_WIDTH - 4);
    if (lines > 1)
        keep(book, worksheet_set_row(book->about, row, 15.0 * (double)(lines < 27 ? lines : 27), NULL));
}

static void put_line(glo_book *book, lxw_row_t *row, const char *name, const char *text) {
    set_height(book, *row, glo_text_width(text));
    keep(book, write_text(book->about, *row, 0, name, book->bold));
    keep(book, write_text(book->about, (*row)++, 1, text, book->wrapped));
}

/* Excel refuses a longer text; the call of a script may be one. */
static void put_cut(glo_book *book, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format) {
    char cut[8192];
    size_t width;
    if (strlen(text) >= sizeof cut) {
        size_t length = glo_text_fit(text, sizeof cut - 8, &width);
        if (length > sizeof cut - 8)
            length = 0;
        snprintf(cut, sizeof cut, "%.*s...", (int)length, text);
        text = cut;
    }
    keep(book, write_text(book->about, row, column, text, format));
}

enum { DEEPEST_STEP = 50 };

static void put_step(glo_book *book, lxw_row_t *row, const glo_provenance *step, size_t depth) {
    char call[160];
    size_t indent = depth < 20 ? depth * 2 : 40;
    const char *text = glo_provenance_call(step);
    glo_buf line = {0};
    glo_buf_repeat(&line, ' ', indent);
    glo_buf_text(&line, text);
    set_height(book, *row, indent + glo_text_width(text));
    put_cut(book, *row, 0, glo_buf_status(&line) == GLO_OK ? line.data : text, book->wrapped);
    glo_buf_dispose(&line);
    if (glo_provenance_store(step)) {
        put_cut(book, *row, 1, glo_provenance_store(step), NULL);
        snprintf(call, sizeof call, "%" PRId64, glo_provenance_state(step));
        keep(book, write_text(book->about, *row, 2, call, NULL));
    }
    if (glo_provenance_seed(step)) {
        snprintf(call, sizeof call, "%" PRIu64, glo_provenance_seed(step));
        keep(book, write_text(book->about, *row, 3, call, NULL));
    }
    (*row)++;
    for (size_t i = 0; depth < DEEPEST_STEP && i < glo_provenance_parents(step); i++)
        put_step(book, row, glo_provenance_parent(step, i), depth + 1);
}

static void put_heads(glo_book *book, lxw_row_t *row, const char *const *heads, int count) {
    for (int i = 0; i < count; i++)
        keep(book, write_text(book->about, *row, (lxw_col_t)i, heads[i], book->head));
    (*row)++;
}

static void put_columns(glo_book *book, lxw_row_t *row) {
    const glo_xlsx_words *w = book->words;
    const char *heads[] = {w->column, w->type, w->unit, w->nulls};
    put_heads(book, row, heads, 4);
    for (size_t i = 0; i < glo_frame_columns(book->frame); i++) {
        const glo_column *column = glo_frame_column(book->frame, i);
        size_t nulls = 0;
        for (size_t r = 0; column->nulls && r < column->rows; r++)
            nulls += column->nulls[r] != 0;
        keep(book, write_text(book->about, *row, 0, glo_frame_name(book->frame, i), NULL));
        keep(book, write_text(book->about, *row, 1, w->types[column->type], NULL));
        if (column->unit)
            put_cut(book, *row, 2, column->unit, NULL);
        keep(book, worksheet_write_number(book->about, (*row)++, 3, (double)nulls, NULL));
    }
}

static void put_about(glo_book *book) {
    const glo_xlsx_words *w = book->words;
    char marking[GLO_MARKING_SIZE], made[32];
    const char *heads[] = {w->step, w->store, w->state, w->seed};
    time_t now = glo_clock_now();
    struct tm utc;
    lxw_row_t row = 0;
    gmtime_r(&now, &utc);
    strftime(made, sizeof made, "%Y-%m-%d %H:%M UTC", &utc);
    glo_marking_format(glo_frame_marking(book->frame), marking);
    put_line(book, &row, w->marking, marking);
    put_line(book, &row, w->made, made);
    for (size_t i = 0; i < w->line_count; i++)
        put_line(book, &row, w->lines[i].name, w->lines[i].text);
    row++;
    keep(book, write_text(book->about, row++, 0, w->origin, book->title));
    put_heads(book, &row, heads, 4);
    if (glo_frame_provenance(book->frame))
        put_step(book, &row, glo_frame_provenance(book->frame), 0);
    row++;
    put_columns(book, &row);
    keep(book, worksheet_set_column(book->about, 0, 1, ABOUT_WIDTH, NULL));
    keep(book, worksheet_set_column(book->about, 2, 3, 24, NULL));
    put_footer(book, book->about);
}

/* ---- the workbook ---- */

static glo_status make_formats(glo_book *book) {
    book->head = workbook_add_format(book->workbook);
    book->bold = workbook_add_format(book->workbook);
    book->wrapped = workbook_add_format(book->workbook);
    book->title = workbook_add_format(book->workbook);
    if (!book->head || !book->bold || !book->wrapped || !book->title)
        return glo_fail(GLO_ENOMEM, "out of memory");
    format_set_bold(book->head);
    format_set_bg_color(book->head, 0xE7EAEE);
    format_set_bottom(book->head, LXW_BORDER_THIN);
    format_set_bold(book->bold);
    format_set_align(book->bold, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(book->wrapped);
    format_set_align(book->wrapped, LXW_ALIGN_VERTICAL_TOP);
    format_set_bold(book->title);
    format_set_font_size(book->title, 13);
    return GLO_OK;
}

static void set_properties(glo_book *book) {
    char marking[GLO_MARKING_SIZE];
    glo_marking_format(glo_frame_marking(book->frame), marking);
    lxw_doc_properties properties = {
        .keywords = marking, .status = marking, .company = NULL, .created = glo_clock_now()};
    keep(book, workbook_set_properties(book->workbook, &properties));
    keep(book, workbook_set_custom_property_string(book->workbook, "marking", marking));
    for (size_t i = 0; i < glo_frame_columns(book->frame); i++) {
        const char *unit = glo_frame_column(book->frame, i)->unit;
        char name[LONGEST_PROPERTY + 1];
        if (unit && glo_text_width(unit) <= LONGEST_PROPERTY &&
            snprintf(name, sizeof name, "unit %s", head_of(book, i)) <= LONGEST_PROPERTY)
            keep(book, workbook_set_custom_property_string(book->workbook, name, unit));
    }
}

static glo_status fill(glo_book *book) {
    book->data = workbook_add_worksheet(book->workbook, book->words->data);
    book->about = book->data ? workbook_add_worksheet(book->workbook, book->words->about) : NULL;
    if (!book->about)
        return glo_fail(GLO_ENOMEM, "out of memory");
    glo_status status = make_formats(book);
    if (status == GLO_OK)
        status = put_rows(book);
    if (status < 0)
        return status;
    finish_data(book);
    put_about(book);
    set_properties(book);
    return of_lxw(book->error);
}

static glo_status check_size(const glo_frame *frame) {
    if (glo_frame_rows(frame) >= MOST_ROWS)
        return glo_fail(
            GLO_EINVAL,
            "the frame has %zu rows: a sheet holds 1 048 575 below its header; select fewer (where, "
            "head), or write it with to_csv",
            glo_frame_rows(frame));
    if (glo_frame_columns(frame) > MOST_COLUMNS)
        return glo_fail(GLO_EINVAL, "the frame has %zu columns: a sheet holds 16 384",
                        glo_frame_columns(frame));
    return GLO_OK;
}

/* In a process of its own: the library ends the one it is in where memory runs out. */
static glo_status write_book(void *context) {
    glo_book *book = context;
    const size_t columns = glo_frame_columns(book->frame);
    lxw_workbook_options options = {.constant_memory = glo_frame_rows(book->frame) > STREAMED_ROWS};
    glo_status status = glo_alloc_array(columns, sizeof *book->formats, &book->formats);
    if (status == GLO_OK)
        status = glo_alloc_array(columns, sizeof *book->widths, &book->widths);
    if (status == GLO_OK) {
        book->workbook = workbook_new_opt(book->path, &options);
        status = book->workbook ? fill(book) : glo_fail(GLO_ENOMEM, "out of memory");
        if (status == GLO_OK)
            status = of_lxw(workbook_close(book->workbook));
        else
            lxw_workbook_free(book->workbook);
    }
    free(book->formats);
    free(book->widths);
    return status;
}

glo_status glo_xlsx_write_frame(const glo_frame *frame, const glo_xlsx_words *words, const glo_job *job,
                                const char *path) {
    glo_book book = {.frame = frame, .words = words, .path = path};
    glo_status status = check_size(frame);
    return status == GLO_OK ? glo_child_run(write_book, &book, "writing a workbook", job) : status;
}
