/* sheet.h: a sheet of a workbook (.xlsx, .xlsm) as rows of CSV, read as a stream: a line per row of the sheet, blank for an
 * empty row, so that line numbers are row numbers.
 *
 * A cell gives what is stored, in the form of its number format where that shows a date: 2024, 2024-01, 2024-01-31,
 * 2024-01-31T14:30:00. Formulas give the value that was kept with them. #N/A is an empty cell; other errors stay as they
 * are, so that the importer names them. Rows are as long as the longest with something in it.
 *
 * Example:
 *   glo_sheet_list *sheets;
 *   status = glo_sheets_of("figures.xlsx", job, &sheets);
 *   for (size_t i = 0; i < sheets->count; i++) puts(sheets->names[i]);
 *   glo_sheet_list_free(sheets);
 *   status = glo_sheet_convert("figures.xlsx", 0, job, sink, &found);
 *
 * Reference: ECMA-376 part 1, 18.3 (worksheets).
 */
#ifndef GLO_EXCHANGE_SHEET_H
#define GLO_EXCHANGE_SHEET_H

#include "base/job.h"
#include "base/sink.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The sheets that are tables, in the order of their tabs. */
typedef struct glo_sheet_list {
    size_t count;
    char **names;
    bool *is_hidden;
} glo_sheet_list;

glo_status glo_sheets_of(const char *path, const glo_job *job, glo_sheet_list **out);
void glo_sheet_list_free(glo_sheet_list *sheets);

/* What is worth a word to the analyst. */
typedef struct glo_sheet_found {
    uint64_t not_available; /* cells with #N/A */
    uint64_t errors;        /* with another error */
    uint64_t unanswered;    /* formulas without a value */
    uint64_t merged;        /* runs of merged cells that go over several rows */
    uint64_t hidden_rows;   /* that have cells: filtered out, or hidden by hand */
    uint64_t cut_dates;     /* that show a month or a year and are not its first day */
} glo_sheet_found;

/* The sheet of that place in the list. GLO_ECORRUPT; GLO_EFULL past 1 GB unpacked. */
glo_status glo_sheet_convert(const char *path, size_t sheet, const glo_job *job, glo_sink sink,
                             glo_sheet_found *out);

#endif
