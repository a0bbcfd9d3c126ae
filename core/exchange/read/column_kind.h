/* column_kind.h: what a column is, told from all of its cells, and how its figures and dates are written.
 *
 * Example:
 *   glo_column_evidence evidence = {0};
 *   glo_column_gather(&table.columns[0], &options, &evidence);
 *   kind = glo_column_kind_of(table.columns[0].name, &evidence, &note.columns[0]);
 */
#ifndef GLO_EXCHANGE_COLUMN_KIND_H
#define GLO_EXCHANGE_COLUMN_KIND_H

#include "read/text_columns.h"

typedef enum glo_column_kind {
    GLO_KIND_TEXT,
    GLO_KIND_INTEGER,
    GLO_KIND_REAL,
    GLO_KIND_RANGE, /* whole numbers, of some of which only the bounds are known */
    GLO_KIND_TIME
} glo_column_kind;

/* How many of the distinct cells are what, and the first of each. */
typedef struct glo_column_evidence {
    size_t cells[8]; /* by glo_cell_kind */
    uint32_t first[8];
    size_t codes;          /* whole numbers with leading zeros, or too long ... */
    uint32_t code;         /* ... of which the first */
    size_t years;          /* whole numbers that may be years */
    size_t points, commas; /* figures with that decimal mark ... */
    size_t grouped_points, grouped_commas, grouped_spaces,
        grouped_apostrophes;              /* ... or thousands in groups ... */
    size_t open_points, open_commas;      /* ... or one mark before three digits, which is either */
    uint32_t open;                        /* the first of these */
    char unit[4];                         /* beside a figure */
    size_t with_unit;                     /* figures with that one ... */
    uint32_t other_unit;                  /* ... and the first with another; 0: none */
    size_t first_over_12, second_over_12; /* of days in figures */
} glo_column_evidence;

void glo_column_gather(const glo_text_column *column, const glo_table_options *options,
                       glo_column_evidence *out);

/* Fills `why_text` and `example` of the note where figures or dates are not all of the column. */
glo_column_kind glo_column_kind_of(const glo_text_column *column, const glo_column_evidence *evidence,
                                   glo_table_column *note);

/* Whether the cell is one of the marks told in the options, beside those of io/figure.h. */
bool glo_is_told_missing(const glo_table_options *options, const char *text);

#endif
