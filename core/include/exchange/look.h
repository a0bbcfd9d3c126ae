/* look.h: what a table of CSV holds, found in one pass: how it is written (encoding, delimiter, header, titles, notes,
 * totals) and what its columns look like. It reads and writes nothing else; what the columns mean is for
 * foresight/exchange/look.lua to say.
 *
 * Of a large file a sample is read: its head, windows spread over it, and its tail.
 *
 * Example:
 *   glo_look *look;
 *   if ((status = glo_look_at("export.csv", &(glo_look_options){0}, job, &look)) < 0) return status;
 *   printf("the header is in line %llu\n", (unsigned long long)look->header_first);
 *   glo_look_free(look);
 */
#ifndef GLO_EXCHANGE_LOOK_H
#define GLO_EXCHANGE_LOOK_H

#include "base/job.h"
#include "frame/words.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum glo_cell_kind {
    GLO_CELL_EMPTY,
    GLO_CELL_MISSING, /* a mark such as n/a */
    GLO_CELL_INTEGER,
    GLO_CELL_DECIMAL,
    GLO_CELL_RANGE,      /* <5, 1-4 */
    GLO_CELL_OPEN_RANGE, /* 5+, "5 or more" */
    GLO_CELL_DATE,
    GLO_CELL_TEXT,
    GLO_CELL_KINDS
} glo_cell_kind;

/* How a date is written. */
typedef enum glo_time_form {
    GLO_FORM_NONE,
    GLO_FORM_DAY,           /* 2024-01-31 */
    GLO_FORM_DAY_TIME,      /* 2024-01-31T10:00 */
    GLO_FORM_DAY_PARTS,     /* 31/1/2024 */
    GLO_FORM_DAY_SHORT,     /* 31.1.24 */
    GLO_FORM_DAY_COMPACT,   /* 20240131 */
    GLO_FORM_DAY_NAMED,     /* 31 januari 2024 */
    GLO_FORM_MONTH,         /* 2024-01, 2024M01 */
    GLO_FORM_MONTH_COMPACT, /* 202401 */
    GLO_FORM_MONTH_YEAR,    /* 01/2024 */
    GLO_FORM_MONTH_NAMED,   /* janv. 2024, Jan-24 */
    GLO_FORM_MONTH_NAME,    /* januari */
    GLO_FORM_QUARTER,       /* 2024-Q1, Q1 2024 */
    GLO_FORM_WEEK,          /* 2024-W05 */
    GLO_FORM_YEAR,          /* 2024 */
    GLO_FORM_YEAR_SPAN,     /* 2009-10 of 2009 and 2010: where the second part is no month */
    GLO_FORM_YEARS,         /* 2020-2021, 2019/20 */
    GLO_FORM_HALF,          /* 2019-S1 */
    GLO_FORMS
} glo_time_form;

typedef enum glo_look_language {
    GLO_LOOK_NL,
    GLO_LOOK_FR,
    GLO_LOOK_DE,
    GLO_LOOK_EN,
    GLO_LOOK_LANGUAGES
} glo_look_language;

/* What one cell looks like. */
void glo_look_cell(const char *text, size_t length, glo_cell_kind *out_kind, glo_time_form *out_form);

const char *glo_cell_kind_name(glo_cell_kind kind); /* "empty", "missing", "integer" ... */
const char *glo_time_form_name(glo_time_form form); /* "day", "day_time", "day_parts" ... */

/* Texts with how often each comes. */
typedef struct glo_tally {
    glo_words *texts;
    int64_t *counts;
    size_t room;
} glo_tally;

enum { GLO_LOOK_THOUSANDS = 4 };
extern const char glo_look_thousands[GLO_LOOK_THOUSANDS + 1]; /* ". ,'" in the order of `thousands` below */

typedef struct glo_look_column {
    char *name, *upper; /* `upper`: of two rows of names the upper one; else "" */
    int64_t kinds[GLO_CELL_KINDS];
    int64_t forms[GLO_FORMS];
    int64_t thousands[GLO_LOOK_THOUSANDS]; /* figures that group thousands so, beyond doubt ... */
    int64_t open[GLO_LOOK_THOUSANDS];      /* ... and such as 1.234, which could also have decimals */
    int64_t decimal_points, decimal_commas;
    int64_t most_decimals;                 /* digits behind the decimal mark */
    int64_t first_over_12, second_over_12; /* of days in figures: evidence of their order */
    int64_t successive;                    /* 2009-10, 2010-11 */
    int64_t languages[GLO_LOOK_LANGUAGES]; /* names of months that are of this language */
    int64_t least, most;                   /* of integers; meant only where there are some */
    int64_t sum;                           /* of whole numbers that are no year */
    int64_t totals;                        /* rows of totals whose word stands in this column */
    glo_tally values;                      /* the distinct ones, in order of arrival */
    bool has_more;                         /* there were more values than are kept */
    glo_tally marks, flags, units;         /* for missing figures; beside figures */
} glo_look_column;

/* A row that is no data: a title, a note, a total. */
typedef struct glo_look_row {
    uint64_t line; /* 0: somewhere in the middle of a sampled file */
    char *text;
} glo_look_row;

typedef struct glo_look_rows {
    glo_look_row *rows; /* the first GLO_LOOK_ROWS of them */
    size_t count, room;
    int64_t found; /* all */
} glo_look_rows;
enum { GLO_LOOK_ROWS = 32 };

typedef struct glo_look_options {
    uint64_t most_bytes;  /* read at most so much of its head, and nothing else; 0: head, windows and tail */
    char delimiter;       /* 0: find out */
    const char *encoding; /* NULL: find out */
    uint64_t header_first, header_last; /* told; 0: find out */
} glo_look_options;

typedef struct glo_look {
    char encoding[16];
    char delimiter;
    bool has_delimiter_line; /* it begins with "sep=;" */
    bool has_heading;        /* with the comment of io/csv_heading.h */
    uint64_t bytes, read_bytes;
    uint64_t lines;                             /* of the file; 0: not known */
    bool is_whole;                              /* all of it was read */
    uint64_t header_first, header_last;         /* lines; 0: no row of names was found */
    int64_t rows;                               /* of data, read */
    int64_t blank, empty;                       /* blank lines and rows of empty cells, below the header */
    int64_t damaged;                            /* rows that can't be read */
    glo_look_rows titles, notes, inner, totals; /* inner: rows of one cell between the others */
    glo_look_rows units;                        /* the word above every figure, of a row below the header */
    bool ends_in_sum; /* the last row is the sum of those above, without a word for it */
    glo_look_column *columns;
    size_t column_count;
} glo_look;

/* GLO_ENOTFOUND ..., GLO_EINVAL for a pipe, which could not be read again, and for a file without a row. */
glo_status glo_look_at(const char *path, const glo_look_options *options, const glo_job *job, glo_look **out);
void glo_look_free(glo_look *look);

#endif
