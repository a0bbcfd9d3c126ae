/* geojson.c: features as rows. Example and reference in geojson.h.
 *
 * Depths: the collection is at 0, its members at 1, a feature at 2, its members at 3, its properties at 4.
 */
#include "exchange/geojson.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "frame/words.h"
#include "io/input.h"
#include "io/json_reader.h"
#include "row_writer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FEATURE = 63 * 1024 * 1024, MOST_NAMES = 1000 };

typedef struct glo_geojson_column {
    const char *name;    /* of the property */
    glo_json_copy value; /* of the feature at hand, as JSON; or its text */
    int is_geometry, is_id;
    int seen; /* in any feature */
} glo_geojson_column;

typedef enum glo_place { ELSEWHERE, IN_FEATURE, IN_PROPERTIES } glo_place;

typedef struct glo_geojson_run {
    const char *path;
    glo_geojson_column *columns;
    size_t count;
    glo_row_writer rows;
    glo_geojson_found *found;
    char key[16]; /* the member of the collection or of the feature at hand */
    glo_place place;
    glo_geojson_column *open; /* the value being read goes here ... */
    size_t open_depth;        /* ... and ends at this depth */
    size_t unit_name;         /* where the last name in found->units begins */
} glo_geojson_run;

static void set_key(glo_geojson_run *run, const glo_json_event *event) {
    size_t length = event->length < sizeof run->key - 1 ? event->length : sizeof run->key - 1;
    memcpy(run->key, event->text, length);
    run->key[length] = '\0';
}

static glo_geojson_column *column_of(glo_geojson_run *run, const glo_json_event *event, int property) {
    for (size_t i = 0; i < run->count; i++) {
        glo_geojson_column *column = &run->columns[i];
        int wanted = property ? !column->is_geometry : column->is_geometry || column->is_id;
        if (wanted && glo_json_is(event, column->name))
            return column;
    }
    return NULL;
}

static void begin_feature(glo_geojson_run *run) {
    run->place = IN_FEATURE;
    for (size_t i = 0; i < run->count; i++) {
        glo_buf_clear(&run->columns[i].value.text);
        run->columns[i].value.after_value = 0;
    }
}

static glo_status end_feature(glo_geojson_run *run) {
    run->place = ELSEWHERE;
    run->found->features++;
    for (size_t i = 0; i < run->count; i++) {
        const glo_buf *text = &run->columns[i].value.text;
        if (glo_buf_status(text) < 0)
            return glo_fail(GLO_ENOMEM, "out of memory");
        glo_row_writer_field(&run->rows, text->data ? text->data : "", text->length);
    }
    return glo_row_writer_end(&run->rows, "");
}

/* Texts stand as they are; what has parts is kept as JSON; null is nothing. */
static glo_status take_value(glo_geojson_run *run, const glo_json_event *event) {
    glo_geojson_column *column = run->open;
    int ends = event->kind == GLO_JSON_OBJECT_END || event->kind == GLO_JSON_ARRAY_END;
    int plain = event->depth == run->open_depth && !ends && event->kind != GLO_JSON_OBJECT &&
                event->kind != GLO_JSON_ARRAY;
    if (plain && event->kind == GLO_JSON_TEXT)
        glo_buf_bytes(&column->value.text, event->text, event->length);
    else if (!plain || event->kind != GLO_JSON_NULL)
        glo_json_copy_event(&column->value, event);
    if (column->value.text.length > LARGEST_FEATURE)
        return glo_fail(GLO_EINVAL, "'%s': feature %" PRId64 " is larger than 63 MB", run->path,
                        run->found->features + 1);
    if (plain || (ends && event->depth == run->open_depth))
        run->open = NULL;
    return GLO_OK;
}

static void open_value(glo_geojson_run *run, const glo_json_event *event, int property) {
    glo_geojson_column *column = column_of(run, event, property);
    if (!column)
        return;
    glo_buf_clear(&column->value.text); /* a property named id goes before the feature's own */
    column->value.after_value = 0;
    column->seen = 1;
    run->open = column;
    run->open_depth = event->depth;
}

static glo_status on_member(glo_geojson_run *run, const glo_json_event *event) {
    if (event->kind != GLO_JSON_KEY) {
        if (event->kind == GLO_JSON_OBJECT && strcmp(run->key, "properties") == 0)
            run->place = IN_PROPERTIES;
        return GLO_OK;
    }
    set_key(run, event);
    open_value(run, event, 0);
    return GLO_OK;
}

static glo_status on_property(glo_geojson_run *run, const glo_json_event *event) {
    uint32_t code;
    if (event->kind == GLO_JSON_OBJECT_END && event->depth == 3) {
        run->place = IN_FEATURE;
        return GLO_OK;
    }
    if (event->kind != GLO_JSON_KEY || event->depth != 4)
        return GLO_OK;
    open_value(run, event, 1);
    return glo_words_count(run->found->names) < MOST_NAMES
               ? glo_words_add(run->found->names, event->text, event->length, &code)
               : GLO_OK;
}

/* A name waits for its text: what has none is dropped. */
static void on_unit(glo_geojson_run *run, const glo_json_event *event) {
    glo_buf *units = &run->found->units;
    if (event->kind == GLO_JSON_KEY) {
        run->unit_name = units->length;
        glo_buf_bytes(units, event->text, event->length);
        glo_buf_char(units, '\0');
    } else if (event->kind == GLO_JSON_TEXT) {
        glo_buf_bytes(units, event->text, event->length);
        glo_buf_char(units, '\0');
    } else {
        units->length = run->unit_name;
    }
}

static glo_status on_collection(glo_geojson_run *run, const glo_json_event *event) {
    if (event->kind == GLO_JSON_KEY && event->depth == 1)
        set_key(run, event);
    else if (event->kind == GLO_JSON_TEXT && event->depth == 1 && strcmp(run->key, "marking") == 0)
        glo_buf_bytes(&run->found->marking, event->text, event->length);
    else if (event->depth == 2 && strcmp(run->key, "units") == 0)
        on_unit(run, event);
    else if (event->kind == GLO_JSON_OBJECT && event->depth == 2 && strcmp(run->key, "features") == 0)
        begin_feature(run);
    return GLO_OK;
}

static glo_status on_event(void *context, const glo_json_event *event) {
    glo_geojson_run *run = context;
    if (run->open)
        return take_value(run, event);
    if (run->place == IN_PROPERTIES)
        return on_property(run, event);
    if (run->place == IN_FEATURE && event->kind == GLO_JSON_OBJECT_END && event->depth == 2) {
        strcpy(run->key, "features");
        return end_feature(run);
    }
    if (run->place == IN_FEATURE)
        return event->depth == 3 ? on_member(run, event) : GLO_OK;
    return on_collection(run, event);
}

static glo_status check_seen(const glo_geojson_run *run) {
    for (size_t i = 0; run->found->features && i < run->count; i++) {
        const glo_geojson_column *column = &run->columns[i];
        if (column->seen)
            continue;
        glo_nearest nearest = {column->name, NULL, 0};
        glo_buf list = {0};
        for (uint32_t n = 0; n < glo_words_count(run->found->names); n++) {
            glo_nearest_offer(&nearest, glo_words_text(run->found->names, n));
            if (n < 10)
                glo_buf_format(&list, "%s%.60s", n ? ", " : "; they have ",
                               glo_words_text(run->found->names, n));
        }
        glo_status status =
            glo_fail(GLO_EINVAL, "'%s': no feature has a property '%s'%s", run->path, column->name,
                     nearest.best ? glo_nearest_hint(&nearest)
                     : list.data  ? list.data
                                  : "");
        glo_buf_dispose(&list);
        return status;
    }
    return GLO_OK;
}

static glo_status name_columns(glo_geojson_run *run, const char *const *columns) {
    for (size_t i = 0; i < run->count; i++) {
        glo_geojson_column *column = &run->columns[i];
        int said = strncmp(columns[i], "properties.", 11) == 0;
        column->name = said ? columns[i] + 11 : columns[i];
        column->is_geometry = !said && strcmp(columns[i], "geometry") == 0;
        column->is_id = !said && strcmp(columns[i], "id") == 0;
        glo_row_writer_field(&run->rows, columns[i], strlen(columns[i]));
    }
    return glo_row_writer_end(&run->rows, NULL);
}

static glo_status read_features(glo_geojson_run *run, const char *const *columns, const glo_job *job) {
    glo_input *input = NULL;
    glo_status status = name_columns(run, columns);
    if (status == GLO_OK)
        status = glo_input_open(run->path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    status = glo_json_read(&source, run->path, job, on_event, run);
    glo_input_close(input);
    return status == GLO_OK ? check_seen(run) : status;
}

void glo_geojson_found_dispose(glo_geojson_found *found) {
    glo_buf_dispose(&found->marking);
    glo_buf_dispose(&found->units);
    glo_words_free(found->names);
    found->names = NULL;
}

int glo_geojson_convert(const char *path, const char *const *columns, size_t count, const glo_job *job,
                        glo_sink sink, glo_geojson_found *out) {
    glo_geojson_run run = {.path = path, .count = count, .rows = {.sink = sink}, .found = out};
    glo_status status = glo_alloc_array(count, sizeof *run.columns, &run.columns);
    if (status == GLO_OK)
        status = glo_words_new(&out->names);
    if (status == GLO_OK)
        status = read_features(&run, columns, job);
    for (size_t i = 0; run.columns && i < count; i++)
        glo_buf_dispose(&run.columns[i].value.text);
    free(run.columns);
    return glo_row_writer_finish(&run.rows, status);
}
