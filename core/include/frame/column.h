/* column.h: one typed column of a frame, with its nulls and its unit.
 *
 * A column is filled by whoever makes it and never changes once it is in a frame; it is counted by reference,
 * so that frames share columns. `nulls` is NULL when no cell is null, else one byte per row, 1 where the cell
 * is null; the value under a null is 0. Text cells are codes into `words`.
 *
 * Time: a GLO_TYPE_DAY column holds days, a GLO_TYPE_MONTH column months (see base/date.h); the column's
 * `span` says how long the period is that begins there (a month column with span GLO_QUARTER prints 2024-Q1;
 * a day column with span GLO_WEEK prints 2024-W05).
 *
 * Example:
 *   glo_column *c;
 *   if (glo_column_new(GLO_TYPE_INTEGER, rows, &c) == GLO_OK) c->integers[0] = 7;
 */
#ifndef GLO_FRAME_COLUMN_H
#define GLO_FRAME_COLUMN_H

#include "base/date.h"
#include "base/err.h"
#include "frame/words.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum glo_type {
    GLO_TYPE_INTEGER,
    GLO_TYPE_REAL,
    GLO_TYPE_TEXT,
    GLO_TYPE_DAY,
    GLO_TYPE_MONTH
} glo_type;

typedef struct glo_column {
    atomic_size_t references;
    glo_type type;
    glo_span span; /* of a day or month column */
    size_t rows;
    union {
        int64_t *integers;
        double *reals;
        uint32_t *codes; /* of a text column */
        int32_t *times;  /* of a day or month column */
        void *cells;
    };
    uint8_t *nulls;   /* NULL: none */
    glo_words *words; /* of a text column, one reference held */
    char *unit;       /* NULL: none; owned */
    size_t held;      /* bytes counted for it, since it is in a frame */
} glo_column;

/* A column of zeros; text columns get words of their own. GLO_ENOMEM. */
glo_status glo_column_new(glo_type type, size_t rows, glo_column **out);
/* A text column over words that it shares. */
glo_status glo_column_new_text(glo_words *words, size_t rows, glo_column **out);
glo_column *glo_column_share(glo_column *column);
void glo_column_free(glo_column *column);

/* The bytes that the columns of all frames hold, their texts among them, and how many they may: GLO_ENOMEM for the frame that would
 * hold more. Each column, and each glo_words, counts once, from the first frame it is in. Default: no limit. */
glo_status glo_column_hold(glo_column *column);
size_t glo_column_held(void);
glo_status glo_column_has_room(
    size_t bytes); /* whether so many more may be held, for what is made on the way to a frame */
void glo_column_allow(size_t bytes);
size_t glo_column_allowed(void);

/* While it is being filled: */
glo_status glo_column_set_unit(glo_column *column, const char *unit);
glo_status glo_column_set_null(glo_column *column, size_t row);
glo_status glo_column_set_text(glo_column *column, size_t row, const char *text, size_t length);

/* A new column of the given rows of this one, in that order; words and unit shared or copied. */
glo_status glo_column_take(const glo_column *column, const size_t *rows, size_t count, glo_column **out);

static inline bool glo_column_is_null(const glo_column *column, size_t row) {
    return column->nulls && column->nulls[row];
}
const char *glo_column_text(const glo_column *column, size_t row); /* text columns; "" under a null */
double glo_column_number(const glo_column *column, size_t row);    /* any but text; NaN under a null */
/* The first day of the period in a day or month column. */
int32_t glo_column_day(const glo_column *column, size_t row);

/* -1, 0, 1: order of two cells of one column; nulls last; text by bytes. */
int glo_column_compare(const glo_column *column, size_t a, size_t b);

const char *glo_type_name(glo_type type); /* integer real text day month */

#endif
