/* sheet.c: the cells of a sheet as rows. References and example in sheet.h.
 *
 * How long the rows are is known at the end, so they are first kept in a temporary file, as long as each is, and then
 * sent with the commas that each lacks. Line ends in a cell have become blanks by then: a line is a row.
 */
#include "exchange/sheet.h"

#include "base/alloc.h"
#include "exchange/archive.h"
#include "exchange/format.h"
#include "row_writer.h"
#include "workbook/sheet_cells.h"
#include "workbook/workbook.h"
#include "xml.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

/* ---- the sheets ---- */

static void make_list(glo_workbook *book, glo_sheet_list *sheets) {
    for (size_t i = 0; i < book->sheet_count; i++) {
        glo_workbook_sheet *sheet = &book->sheets[i];
        if (!sheet->part)
            continue;
        sheets->is_hidden[sheets->count] = sheet->is_hidden;
        sheets->names[sheets->count++] = sheet->name;
        sheet->name = NULL; /* given */
    }
}

glo_status glo_sheets_of(const char *path, const glo_job *job, glo_sheet_list **out) {
    glo_workbook book = {.path = path};
    glo_sheet_list *sheets = NULL;
    glo_status status = glo_workbook_read_list(&book, job);
    if (status == GLO_OK)
        status = glo_alloc_array(1, sizeof *sheets, &sheets);
    if (status == GLO_OK)
        status = glo_alloc_array(book.sheet_count, sizeof *sheets->names, &sheets->names);
    if (status == GLO_OK)
        status = glo_alloc_array(book.sheet_count, sizeof *sheets->is_hidden, &sheets->is_hidden);
    if (status == GLO_OK) {
        make_list(&book, sheets);
        *out = sheets;
    } else {
        glo_sheet_list_free(sheets);
    }
    glo_workbook_dispose(&book);
    return status;
}

void glo_sheet_list_free(glo_sheet_list *sheets) {
    if (!sheets)
        return;
    for (size_t i = 0; i < sheets->count; i++)
        free(sheets->names[i]);
    free(sheets->names);
    free(sheets->is_hidden);
    free(sheets);
}

/* ---- the rows, evened ---- */

static glo_status send(glo_buf *text, glo_sink sink, const glo_job *job, uint64_t row, uint64_t rows) {
    if (text->length < BLOCK && row < rows)
        return glo_buf_status(text);
    glo_status status = glo_buf_status(text);
    if (status == GLO_OK)
        status = glo_sink_flush(sink, text);
    return status == GLO_OK ? glo_job_step(job, "reading", row, rows) : status;
}

static glo_status even_out(FILE *kept, const glo_sheet_cells *cells, const glo_job *job, glo_sink sink) {
    static const char *const failed = "can't read back the rows of '%s': %s";
    char block[BLOCK];
    glo_buf text = {0};
    size_t row = 0, got;
    glo_status status = GLO_OK;
    while (status == GLO_OK && (got = fread(block, 1, sizeof block, kept)) > 0) {
        for (const char *at = block, *end = block + got; status == GLO_OK && at < end;) {
            const char *line_end = memchr(at, '\n', (size_t)(end - at));
            glo_buf_bytes(&text, at, (size_t)((line_end ? line_end : end) - at));
            at = line_end ? line_end + 1 : end;
            if (!line_end)
                continue;
            size_t width = cells->widths[row++];
            glo_buf_repeat(&text, ',', width ? cells->widest - width : 0);
            glo_buf_char(&text, '\n');
            status = send(&text, sink, job, row, cells->row_count);
        }
    }
    if (status == GLO_OK && ferror(kept))
        status = glo_fail(GLO_EIO, failed, cells->book->path, strerror(errno));
    glo_buf_dispose(&text);
    return status;
}

static glo_status read_cells(glo_sheet_cells *cells, const char *part_name, const glo_job *job) {
    glo_archive_part *part = NULL;
    glo_status status = glo_archive_open(cells->book->path, part_name, GLO_FORMAT_MOST_BYTES, &part);
    if (status == GLO_OK) {
        glo_source source = glo_archive_source(part);
        status = glo_sheet_cells_read(cells, &source, job);
    }
    glo_archive_close(part);
    return status;
}

static glo_status convert(glo_workbook *book, const char *part, const glo_job *job, glo_sink sink,
                          glo_sheet_found *out) {
    FILE *kept = tmpfile();
    if (!kept)
        return glo_fail(glo_status_of_errno(errno), "can't make a temporary file: %s", strerror(errno));
    glo_sheet_cells cells = {.book = book, .rows = {.sink = glo_sink_stream(kept)}};
    glo_status status = read_cells(&cells, part, job);
    if (status == GLO_OK && fflush(kept) != 0)
        status = glo_fail(glo_status_of_errno(errno), "can't write a temporary file: %s", strerror(errno));
    if (status == GLO_OK) {
        rewind(kept);
        status = even_out(kept, &cells, job, sink);
    }
    if (status == GLO_OK)
        *out = cells.found;
    glo_sheet_cells_dispose(&cells);
    fclose(kept);
    return status;
}

static const char *part_of(const glo_workbook *book, size_t sheet) {
    for (size_t i = 0, tables = 0; i < book->sheet_count; i++) {
        if (book->sheets[i].part && tables++ == sheet)
            return book->sheets[i].part;
    }
    return NULL;
}

glo_status glo_sheet_convert(const char *path, size_t sheet, const glo_job *job, glo_sink sink,
                             glo_sheet_found *out) {
    glo_workbook book = {.path = path};
    glo_status status = glo_workbook_read_list(&book, job);
    const char *part = status == GLO_OK ? part_of(&book, sheet) : NULL;
    if (status == GLO_OK && !part)
        status = glo_fail(GLO_ENOTFOUND, "'%s' has no sheet %zu", path, sheet + 1);
    if (status == GLO_OK)
        status = glo_workbook_read_contents(&book, job);
    if (status == GLO_OK)
        status = convert(&book, part, job, sink, out);
    glo_workbook_dispose(&book);
    return status;
}
