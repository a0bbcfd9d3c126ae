/* workbook.h: the parts of a workbook beside its sheets: which sheets there are, the texts that cells share, and what the
 * styles show of a date. Each is read from a source, so that the order of the files in the archive does not matter.
 *
 * Example:
 *   glo_workbook book = {.path = "figures.xlsx"};
 *   status = glo_workbook_read_list(&book, job);        which sheets
 *   status = glo_workbook_read_contents(&book, job);    the texts and styles that their cells refer to
 *   glo_workbook_text(&book, 3, &text, &length);
 *   glo_workbook_dispose(&book);
 *
 * Reference: ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles); part 2, 9.3 (relationships).
 */
#ifndef GLO_EXCHANGE_WORKBOOK_H
#define GLO_EXCHANGE_WORKBOOK_H

#include "base/buf.h"
#include "base/job.h"
#include "io/decode.h"
#include "workbook/number_format.h"

#include <stdbool.h>

typedef struct glo_workbook_sheet {
    char *name;
    char *link; /* by which the relationships name its part */
    char *part; /* NULL: it is no table, such as a chart */
    bool is_hidden;
} glo_workbook_sheet;

typedef struct glo_custom_format {
    unsigned id;
    glo_date_form form;
} glo_custom_format;

typedef struct glo_workbook {
    const char *path;
    glo_workbook_sheet *sheets;
    size_t sheet_count, sheet_capacity;
    char *strings_part, *styles_part; /* NULL: there is none */
    bool is_1904;
    glo_buf texts;     /* the shared texts, one behind the other */
    size_t *text_ends; /* where each ends */
    size_t text_count, text_capacity;
    glo_custom_format *customs;
    size_t custom_count, custom_capacity;
    glo_date_form *styles; /* by the style of a cell */
    size_t style_count, style_capacity;
} glo_workbook;

glo_status glo_workbook_read_list(glo_workbook *book, const glo_job *job);
glo_status glo_workbook_read_contents(glo_workbook *book, const glo_job *job);
void glo_workbook_dispose(glo_workbook *book);

/* A part as XML from a source: what the two above do with each. */
glo_status glo_workbook_sheets(glo_workbook *book, const glo_source *source, const glo_job *job);
glo_status glo_workbook_links(glo_workbook *book, const glo_source *source, const glo_job *job);
glo_status glo_workbook_strings(glo_workbook *book, const glo_source *source, const glo_job *job);
glo_status glo_workbook_styles(glo_workbook *book, const glo_source *source, const glo_job *job);

/* False where there is no such text. */
bool glo_workbook_text(const glo_workbook *book, size_t index, const char **out, size_t *out_length);

/* Text as it stands in a workbook, from `from` on, into what it means: _x000D_ is a carriage return. */
void glo_workbook_unescape(glo_buf *text, size_t from);

#endif
