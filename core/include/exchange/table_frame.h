/* table_frame.h: a table of CSV as a frame, without a store: the type of each column is what all of its cells are.
 *
 * A column is integer, real, day or month (with its span) where every cell that holds something is one; else text. Codes with
 * leading zeros and numbers of more digits than an integer has stay text. Marks of missing figures (io/figure.h) are null in
 * columns of figures, an empty cell is null in every column. A column in which only the bounds of some figures are published (<5,
 * 1-4) becomes two, NAME with the least and NAME_high with the most that they can be; "<5" begins at 0.
 *
 * Example:
 *   glo_table_note *note;
 *   status = glo_table_frame("tracts.csv", &(glo_table_options){0}, job, provenance, &frame, &note);
 *   glo_table_note_free(note);
 */
#ifndef GLO_EXCHANGE_TABLE_FRAME_H
#define GLO_EXCHANGE_TABLE_FRAME_H

#include "base/job.h"
#include "frame/frame.h"
#include "io/number.h"

#include <stdbool.h>

typedef struct glo_table_type {
    const char *column;
    glo_type type;
} glo_table_type;

typedef struct glo_table_options {
    char delimiter;          /* 0: find out */
    const char *encoding;    /* NULL: find out */
    uint64_t header_line;    /* 0: the first */
    const uint64_t *skipped; /* lines that are no rows, ascending */
    size_t skipped_count;
    glo_number_form numbers; /* told; else what the cells say */
    glo_date_order order;
    const glo_table_type *types; /* told; else found out */
    size_t type_count;
    const char *const *missing; /* marks beside those of io/figure.h */
    size_t missing_count;
    const char *const *units; /* column, unit, column, unit ... */
    size_t unit_count;        /* pairs */
    glo_marking marking;
} glo_table_options;

typedef struct glo_table_column {
    char *name;
    size_t missing; /* cells with a mark in place of a figure */
    size_t flagged; /* figures with a letter or sign beside them, which is not kept */
    size_t ranges;
    const char *why_text; /* NULL, or why a column of figures or dates stays text */
    char example[40];     /* the cell that says so */
} glo_table_column;

typedef struct glo_table_note {
    glo_table_column *columns; /* as in the file */
    size_t count;
} glo_table_note;

/* GLO_ENOTFOUND ..., GLO_EINVAL for a damaged line, a line with more cells than there are columns, a cell that does not fit the
 * type that was told, a date or a figure that can be read in two ways: the message names line and column. */
glo_status glo_table_frame(const char *path, const glo_table_options *options, const glo_job *job,
                           glo_provenance *provenance, glo_frame **out, glo_table_note **out_note);
void glo_table_note_free(glo_table_note *note);

#endif
