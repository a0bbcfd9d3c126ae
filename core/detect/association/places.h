/* places.h: a frame read as maps: the places it has, where they lie, and per combination of its keys what each place has.
 *
 * Example:
 *   glo_places p;
 *   status = glo_places_read(figures, places, &spec, &p);
 *   double value = p.maps[0].values[3];   the fourth place's on the first map: NaN where it has none
 *   glo_places_dispose(&p);
 */
#ifndef GLO_ASSOCIATION_PLACES_H
#define GLO_ASSOCIATION_PLACES_H

#include "detect/association.h"

enum { GLO_NO_ROW = -1, GLO_PLACE_SIZE = 80 };

typedef struct glo_map {
    size_t row;     /* the first of it, which has its keys */
    double *values; /* by place */
    int64_t *rows;  /* by place; GLO_NO_ROW */
} glo_map;

typedef struct glo_places {
    glo_words *names; /* a place's number is the code of its name */
    size_t count;
    size_t *rows;  /* of each place the first row in the figures */
    double *x, *y; /* NaN: not known */
    glo_map *maps; /* in the order of the frame */
    size_t map_count;
    size_t unplaced, missing, absent; /* absent: places without a row, over all maps */
} glo_places;

glo_status glo_places_read(const glo_frame *figures, const glo_frame *places, const glo_map_spec *spec,
                           glo_places *out);
/* The same without values: a place may have any number of rows; which place and which map each row has goes into `place_of` and
 * `map_of`. */
glo_status glo_places_number(const glo_frame *figures, const glo_frame *places, const glo_map_spec *spec,
                             uint32_t *place_of, uint32_t *map_of, glo_places *out);
/* A column of numbers or times; GLO_EINVAL for text. */
glo_status glo_number_column(const glo_frame *frame, const char *name, const glo_column **out);
void glo_places_dispose(glo_places *places);

/* The number of the place named in a cell; UINT32_MAX for one that the figures do not have. */
uint32_t glo_places_find(const glo_places *places, const glo_column *column, size_t row);

/* What a place is called in a message, cut to GLO_PLACE_SIZE. */
const char *glo_places_name(const glo_places *places, const glo_frame *figures, const char *place, size_t i,
                            char out[GLO_PLACE_SIZE]);

/* Numbers equal cells of a column, or of several in combination, in order of arrival; `out` has a number per row. */
glo_status glo_number_rows(const glo_frame *frame, const glo_column *const *columns, size_t column_count,
                           glo_words *words, uint32_t *out);

#endif
