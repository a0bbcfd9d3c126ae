/* xlsx.h: a frame as a workbook for Excel or LibreOffice: one sheet with the rows, one that says where they
 * come from and how they may be handled.
 *
 * Numbers are numbers in the form of their column and unit, days and months are dates, text is text whatever
 * it begins with. Periods that a date can't say (weeks, quarters, before March 1900) and whole numbers of
 * more than 15 digits are text, so that none is changed.
 *
 * Example:
 *   status = glo_xlsx_write_frame(frame, &words, job, "r.xlsx.part");    the caller moves it into its place
 *
 * Reference: ECMA-376; Excel's limits: 1,048,576 rows, 16,384 columns, 32,767 characters in a cell.
 */
#ifndef GLO_IO_XLSX_H
#define GLO_IO_XLSX_H

#include "base/job.h"
#include "frame/frame.h"

typedef struct glo_xlsx_line {
    const char *name, *text;
} glo_xlsx_line;

/* What the workbook says, in the reader's language. */
typedef struct glo_xlsx_words {
    const char *data, *about;                 /* names of the sheets */
    const char *marking, *made, *origin;      /* "marking", "made", "how it was computed" */
    const char *step, *store, *state, *seed;  /* heads of the steps */
    const char *column, *type, *unit, *nulls; /* heads of the list of columns */
    const char *page;                         /* the footer: "page &P of &N" */
    const char *const *heads;                 /* a head per column; NULL: the columns' names */
    const char *const *types;                 /* by glo_type */
    const glo_xlsx_line *lines;               /* more to say, such as the sources */
    size_t line_count;
} glo_xlsx_words;

/* Writes the file. GLO_EINVAL past Excel's limits, naming row and column; GLO_EFULL, GLO_EIO,
 * GLO_ECANCELLED: then the file is of no use, and the caller removes it. */
glo_status glo_xlsx_write_frame(const glo_frame *frame, const glo_xlsx_words *words, const glo_job *job,
                                const char *path);

#endif
