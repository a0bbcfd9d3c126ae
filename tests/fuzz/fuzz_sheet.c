/* fuzz_sheet.c: the reader of workbooks over any bytes. The first byte of an input chooses a part of the workbook, which the
 * rest is: its list of sheets, relationships, shared texts, styles, a sheet; or all of it, a .zip. It must end, stay
 * within its memory (ASan) and keep its promises.
 *
 * Example:  fuzz_sheet -max_len=4096 tests/fuzz/corpus/sheet
 */
#include "exchange/sheet.h"
#include "workbook/sheet_cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void require(bool holds, const char *promise) {
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", promise);
        abort();
    }
}

static glo_status drop(void *context, const char *bytes, size_t length) {
    uint64_t *lines = context;
    for (size_t i = 0; i < length; i++)
        *lines += bytes[i] == '\n';
    return GLO_OK;
}

/* Two styles and two texts, for cells to refer to. */
static void fill(glo_workbook *book) {
    static const char styles[] = "<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></s>",
                      strings[] = "<s><si><t>a</t></si><si><t/></si></s>";
    glo_source source;
    require(glo_source_bytes(styles, sizeof styles - 1, &source) == GLO_OK &&
                glo_workbook_styles(book, &source, NULL) == GLO_OK,
            "good styles are read");
    glo_source_close(&source);
    require(glo_source_bytes(strings, sizeof strings - 1, &source) == GLO_OK &&
                glo_workbook_strings(book, &source, NULL) == GLO_OK,
            "good texts are read");
    glo_source_close(&source);
}

static void read_sheet(glo_workbook *book, const glo_source *source) {
    uint64_t lines = 0;
    fill(book);
    glo_sheet_cells cells = {.book = book, .rows = {.sink = {drop, &lines}}};
    if (glo_sheet_cells_read(&cells, source, NULL) == GLO_OK) {
        require(lines == cells.row_count, "a line is a row");
        require(cells.row_count <= GLO_SHEET_MOST_ROWS, "rows are bounded");
        require(cells.widest <= GLO_SHEET_MOST_COLUMNS, "columns are bounded");
        for (size_t i = 0; i < cells.row_count; i++)
            require(cells.widths[i] <= cells.widest, "no row is wider than the widest");
    }
    glo_sheet_cells_dispose(&cells);
}

static void read_part(int which, const char *bytes, size_t length) {
    glo_workbook book = {.path = "fuzz"};
    glo_source source;
    if (glo_source_bytes(bytes, length, &source) < 0)
        return;
    if (which == 0)
        glo_workbook_sheets(&book, &source, NULL);
    else if (which == 1)
        glo_workbook_links(&book, &source, NULL);
    else if (which == 2)
        glo_workbook_strings(&book, &source, NULL);
    else if (which == 3)
        glo_workbook_styles(&book, &source, NULL);
    else
        read_sheet(&book, &source);
    const char *text;
    size_t size;
    for (size_t i = 0; glo_workbook_text(&book, i, &text, &size); i++)
        require(size == 0 || text + size <= book.texts.data + book.texts.length, "texts are within bounds");
    glo_source_close(&source);
    glo_workbook_dispose(&book);
}

static void read_zip(const char *bytes, size_t length) {
    char path[64];
    uint64_t lines = 0;
    glo_sheet_list *sheets = NULL;
    glo_sheet_found found;
    int file = memfd_create("workbook", 0);
    if (file < 0)
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (write(file, bytes, length) == (ssize_t)length && glo_sheets_of(path, NULL, &sheets) == GLO_OK) {
        for (size_t i = 0; i < sheets->count && i < 4; i++)
            glo_sheet_convert(path, i, NULL, (glo_sink){drop, &lines}, &found);
        glo_sheet_list_free(sheets);
    }
    close(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    int which = data[0] % 8;
    if (which == 5)
        read_zip((const char *)data + 1, size - 1);
    else
        read_part(which, (const char *)data + 1, size - 1);
    return 0;
}
