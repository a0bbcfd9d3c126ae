/* places.c: reads a frame as maps. Example in places.h. */
#include "association/places.h"

#include "base/alloc.h"
#include "base/buf.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- cells as text ---- */

static void write_cell(const glo_column *column, size_t row, glo_buf *out) {
    if (glo_column_is_null(column, row))
        glo_buf_char(out, '\1');
    else if (column->type == GLO_TYPE_TEXT)
        glo_buf_text(out, glo_column_text(column, row));
    else if (column->type == GLO_TYPE_INTEGER)
        glo_buf_format(out, "%" PRId64, column->integers[row]);
    else
        glo_buf_format(out, "%.17g", glo_column_number(column, row));
}

glo_status glo_number_rows(const glo_frame *frame, const glo_column *const *columns, size_t column_count,
                           glo_words *words, uint32_t *out) {
    glo_buf key = {0};
    glo_status status = GLO_OK;
    for (size_t row = 0; row < glo_frame_rows(frame) && status == GLO_OK; row++) {
        glo_buf_clear(&key);
        for (size_t k = 0; k < column_count; k++) {
            write_cell(columns[k], row, &key);
            glo_buf_char(&key, '\2');
        }
        status = glo_buf_status(&key);
        if (status == GLO_OK)
            status = glo_words_add(words, key.data ? key.data : "", key.length, &out[row]);
    }
    glo_buf_dispose(&key);
    return status;
}

uint32_t glo_places_find(const glo_places *places, const glo_column *column, size_t row) {
    glo_buf key = {0};
    uint32_t found = UINT32_MAX;
    write_cell(column, row, &key);
    glo_buf_char(&key, '\2');
    if (glo_buf_status(&key) < 0 || !glo_words_find(places->names, key.data, key.length, &found))
        found = UINT32_MAX;
    glo_buf_dispose(&key);
    return found;
}

const char *glo_places_name(const glo_places *places, const glo_frame *figures, const char *place, size_t i,
                            char out[GLO_PLACE_SIZE]) {
    size_t at;
    out[0] = '\0';
    if (glo_frame_find(figures, place, &at) < 0)
        return out;
    const glo_column *column = glo_frame_column(figures, at);
    if (column->type == GLO_TYPE_TEXT)
        snprintf(out, GLO_PLACE_SIZE, "%s", glo_column_text(column, places->rows[i]));
    else
        snprintf(out, GLO_PLACE_SIZE, "%.15g", glo_column_number(column, places->rows[i]));
    return out;
}

/* ---- coordinates ---- */

glo_status glo_number_column(const glo_frame *frame, const char *name, const glo_column **out) {
    size_t at;
    glo_status status = glo_frame_find(frame, name, &at);
    if (status < 0)
        return status;
    *out = glo_frame_column(frame, at);
    return (*out)->type == GLO_TYPE_TEXT ? glo_fail(GLO_EINVAL, "the column '%s' is text, not numbers", name)
                                         : GLO_OK;
}

static glo_status read_coordinates(const glo_frame *figures, const glo_frame *frame, const glo_map_spec *spec,
                                   glo_places *p) {
    const glo_column *x, *y;
    char name[GLO_PLACE_SIZE];
    size_t place;
    for (size_t i = 0; i < p->count; i++)
        p->x[i] = p->y[i] = NAN;
    if (!spec->x)
        return GLO_OK;
    glo_status status = glo_frame_find(frame, spec->place, &place);
    if (status == GLO_OK)
        status = glo_number_column(frame, spec->x, &x);
    if (status == GLO_OK)
        status = glo_number_column(frame, spec->y, &y);
    for (size_t row = 0; status == GLO_OK && row < glo_frame_rows(frame); row++) {
        uint32_t i = glo_places_find(p, glo_frame_column(frame, place), row);
        double at_x = glo_column_number(x, row), at_y = glo_column_number(y, row);
        if (i == UINT32_MAX || !isfinite(at_x) || !isfinite(at_y))
            continue;
        if (isnan(p->x[i])) {
            p->x[i] = at_x;
            p->y[i] = at_y;
        } else if (p->x[i] != at_x || p->y[i] != at_y) {
            status = glo_fail(GLO_EINVAL, "'%s' lies at (%g, %g) in one row and at (%g, %g) in row %zu",
                              glo_places_name(p, figures, spec->place, i, name), p->x[i], p->y[i], at_x, at_y,
                              row + 1);
        }
    }
    for (size_t i = 0; i < p->count; i++)
        p->unplaced += isnan(p->x[i]) ? 1 : 0;
    return status;
}

/* ---- maps ---- */

/* The value of a row; NaN where it is not known. */
static double value_of(const glo_column *value, const glo_column *population, size_t row) {
    double figure = glo_column_number(value, row);
    if (!population)
        return figure;
    double people = glo_column_number(population, row);
    return people > 0 ? figure / people : NAN;
}

static glo_status new_values(glo_places *p) {
    glo_status status = GLO_OK;
    for (size_t m = 0; m < p->map_count && status == GLO_OK; m++) {
        glo_map *map = &p->maps[m];
        status = glo_alloc_array(p->count, sizeof *map->values, &map->values);
        if (status == GLO_OK)
            status = glo_alloc_array(p->count, sizeof *map->rows, &map->rows);
        for (size_t i = 0; i < p->count && status == GLO_OK; i++) {
            map->values[i] = NAN;
            map->rows[i] = GLO_NO_ROW;
        }
    }
    return status;
}

static glo_status fill_maps(const glo_frame *figures, const glo_map_spec *spec, const uint32_t *place_of,
                            const uint32_t *map_of, glo_places *p) {
    const glo_column *value, *population = NULL;
    char name[GLO_PLACE_SIZE];
    glo_status status = glo_number_column(figures, spec->value, &value);
    if (status == GLO_OK && spec->population)
        status = glo_number_column(figures, spec->population, &population);
    for (size_t row = 0; row < glo_frame_rows(figures) && status == GLO_OK; row++) {
        glo_map *map = &p->maps[map_of[row]];
        uint32_t i = place_of[row];
        if (map->rows[i] != GLO_NO_ROW)
            return glo_fail(
                GLO_EINVAL,
                "'%s' has two rows on one map, %" PRId64 " and %zu: sum them first, as in f:by \"%s\"",
                glo_places_name(p, figures, spec->place, i, name), map->rows[i] + 1, row + 1, spec->place);
        map->rows[i] = (int64_t)row;
        map->values[i] = value_of(value, population, row);
        p->missing += isfinite(map->values[i]) ? 0 : 1;
    }
    for (size_t m = 0; status == GLO_OK && m < p->map_count; m++) {
        for (size_t i = 0; i < p->count; i++) {
            if (p->maps[m].rows[i] != GLO_NO_ROW)
                continue;
            p->absent++;
            if (spec->gaps_are_zero)
                p->maps[m].values[i] = 0;
        }
    }
    return status;
}

static glo_status find_keys(const glo_frame *figures, const glo_map_spec *spec, const glo_column **out) {
    glo_status status = GLO_OK;
    for (size_t k = 0; k < spec->key_count && status == GLO_OK; k++) {
        size_t at;
        status = glo_frame_find(figures, spec->keys[k], &at);
        if (status == GLO_OK)
            out[k] = glo_frame_column(figures, at);
    }
    return status;
}

/* The places and the maps of the rows. */
static glo_status number(const glo_frame *figures, const glo_map_spec *spec, glo_places *p,
                         uint32_t *place_of, uint32_t *map_of, size_t *maps) {
    const glo_column **keys = NULL, *place;
    glo_words *words = NULL;
    size_t at;
    glo_status status = glo_frame_find(figures, spec->place, &at);
    if (status == GLO_OK)
        status = glo_words_new(&words);
    if (status == GLO_OK)
        status = glo_alloc_array(spec->key_count, sizeof *keys, &keys);
    if (status == GLO_OK)
        status = find_keys(figures, spec, keys);
    if (status == GLO_OK) {
        place = glo_frame_column(figures, at);
        status = glo_number_rows(figures, &place, 1, p->names, place_of);
    }
    if (status == GLO_OK)
        status = glo_number_rows(figures, keys, spec->key_count, words, map_of);
    if (status == GLO_OK)
        *maps = glo_words_count(words);
    free(keys);
    glo_words_free(words);
    return status;
}

static glo_status number_all(const glo_frame *figures, const glo_frame *places, const glo_map_spec *spec,
                             uint32_t *place_of, uint32_t *map_of, glo_places *p) {
    glo_status status = glo_words_new(&p->names);
    if (status == GLO_OK)
        status = number(figures, spec, p, place_of, map_of, &p->map_count);
    if (status < 0)
        return status;
    p->count = glo_words_count(p->names);
    status = glo_alloc_array(p->count, sizeof *p->rows, &p->rows);
    if (status == GLO_OK)
        status = glo_alloc_array(p->count, sizeof *p->x, &p->x);
    if (status == GLO_OK)
        status = glo_alloc_array(p->count, sizeof *p->y, &p->y);
    if (status == GLO_OK)
        status = glo_alloc_array(p->map_count, sizeof *p->maps, &p->maps);
    for (size_t row = glo_frame_rows(figures); status == GLO_OK && row-- > 0;) {
        p->rows[place_of[row]] = row;
        p->maps[map_of[row]].row = row;
    }
    return status == GLO_OK ? read_coordinates(figures, places, spec, p) : status;
}

glo_status glo_places_number(const glo_frame *figures, const glo_frame *places, const glo_map_spec *spec,
                             uint32_t *place_of, uint32_t *map_of, glo_places *out) {
    glo_places p = {0};
    glo_status status = number_all(figures, places, spec, place_of, map_of, &p);
    if (status == GLO_OK)
        *out = p;
    else
        glo_places_dispose(&p);
    return status;
}

static glo_status read_values(const glo_frame *figures, const glo_map_spec *spec, const uint32_t *place_of,
                              const uint32_t *map_of, glo_places *p) {
    glo_status status = new_values(p);
    return status == GLO_OK ? fill_maps(figures, spec, place_of, map_of, p) : status;
}

void glo_places_dispose(glo_places *places) {
    for (size_t m = 0; places->maps && m < places->map_count; m++) {
        free(places->maps[m].values);
        free(places->maps[m].rows);
    }
    free(places->maps);
    free(places->rows);
    free(places->x);
    free(places->y);
    glo_words_free(places->names);
    *places = (glo_places){0};
}

glo_status glo_places_read(const glo_frame *figures, const glo_frame *places, const glo_map_spec *spec,
                           glo_places *out) {
    glo_places p = {0};
    size_t rows = glo_frame_rows(figures);
    uint32_t *place_of = NULL, *map_of = NULL;
    glo_status status = glo_alloc_array(rows, sizeof *place_of, &place_of);
    if (status == GLO_OK)
        status = glo_alloc_array(rows, sizeof *map_of, &map_of);
    if (status == GLO_OK)
        status = number_all(figures, places, spec, place_of, map_of, &p);
    if (status == GLO_OK)
        status = read_values(figures, spec, place_of, map_of, &p);
    free(place_of);
    free(map_of);
    if (status == GLO_OK)
        *out = p;
    else
        glo_places_dispose(&p);
    return status;
}
