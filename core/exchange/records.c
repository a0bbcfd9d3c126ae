/* records.c: JSON records as rows. Example and reference in records.h.
 *
 * Where records lie is found by the first array of objects, or by the first object with a value in it; from then on all
 * that lie as deep below the same key are records.
 */
#include "exchange/records.h"

#include "base/alloc.h"
#include "base/err.h"
#include "frame/words.h"
#include "io/input.h"
#include "io/json_reader.h"
#include "row_writer.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 2000, LONGEST_NAME = 1000, DEEPEST = 16, NOWHERE = -1 };

typedef struct glo_records {
    const char *path;
    const char *member; /* of the root that holds the records; NULL: the first list of objects */
    bool is_wanted;     /* the value at hand is that member's */
    glo_words *names;
    glo_buf *values; /* by name, of the record at hand */
    bool is_writing; /* the second reading */
    bool in_list;    /* the value at the depth above the records is a list of them */
    bool has_records;
    size_t depth;         /* of the records */
    bool is_open;         /* in a record */
    glo_buf name;         /* of the value at hand: the keys joined by dots ... */
    size_t ends[DEEPEST]; /* ... and where each ends, by depth below the record */
    size_t list_depth;    /* of the list being copied; 0: none */
    glo_json_copy list;
    int64_t count;
    glo_row_writer rows;
} glo_records;

static glo_status put_value(glo_records *run, const char *text, size_t length) {
    uint32_t code;
    glo_status status = glo_buf_status(&run->name);
    if (status == GLO_OK && run->name.length > LONGEST_NAME)
        return glo_fail(GLO_EINVAL,
                        "'%s': record %" PRId64 " has a member whose name is longer than %d bytes", run->path,
                        run->count + 1, LONGEST_NAME);
    if (status == GLO_OK && !run->is_writing) {
        status = glo_words_add(run->names, run->name.data ? run->name.data : "", run->name.length, &code);
        if (status == GLO_OK && glo_words_count(run->names) > MOST_NAMES)
            return glo_fail(GLO_EINVAL, "'%s': its records have more than %d members of different names",
                            run->path, MOST_NAMES);
        return status;
    }
    if (status == GLO_OK &&
        glo_words_find(run->names, run->name.data ? run->name.data : "", run->name.length, &code)) {
        glo_buf_clear(&run->values[code]); /* a member that comes twice: the last counts, as everywhere */
        glo_buf_bytes(&run->values[code], text, length);
        status = glo_buf_status(&run->values[code]);
    }
    return status;
}

static glo_status end_record(glo_records *run) {
    run->is_open = false;
    run->count++;
    if (!run->is_writing)
        return GLO_OK;
    for (uint32_t i = 0; i < glo_words_count(run->names); i++) {
        glo_buf *value = &run->values[i];
        glo_row_writer_field(&run->rows, value->length ? value->data : "", value->length);
        glo_buf_clear(value);
    }
    return glo_row_writer_end(&run->rows, "");
}

static glo_status on_list(glo_records *run, const glo_json_event *event) {
    glo_json_copy_event(&run->list, event);
    if (event->kind != GLO_JSON_ARRAY_END || event->depth != run->list_depth)
        return glo_buf_status(&run->list.text);
    run->list_depth = 0;
    glo_status status = put_value(run, run->list.text.data, run->list.text.length);
    glo_buf_clear(&run->list.text);
    run->list.after_value = 0;
    return status;
}

static glo_status on_key(glo_records *run, const glo_json_event *event) {
    size_t below = event->depth - run->depth - 1;
    if (below >= DEEPEST)
        return glo_fail(GLO_EINVAL, "'%s': record %" PRId64 " has objects in objects, more than %d deep",
                        run->path, run->count + 1, DEEPEST);
    run->name.length = below > 0 ? run->ends[below - 1] : 0;
    if (below > 0)
        glo_buf_char(&run->name, '.');
    glo_buf_bytes(&run->name, event->text, event->length);
    run->ends[below] = run->name.length;
    return glo_buf_status(&run->name);
}

static glo_status in_record(glo_records *run, const glo_json_event *event) {
    if (run->list_depth > 0)
        return on_list(run, event);
    switch (event->kind) {
    case GLO_JSON_KEY:
        return on_key(run, event);
    case GLO_JSON_ARRAY:
        run->list_depth = event->depth;
        return on_list(run, event);
    case GLO_JSON_OBJECT_END:
        return event->depth == run->depth ? end_record(run) : GLO_OK;
    case GLO_JSON_TEXT:
    case GLO_JSON_NUMBER:
        return put_value(run, event->text ? event->text : "", event->length);
    case GLO_JSON_TRUE:
        return put_value(run, "true", 4);
    case GLO_JSON_FALSE:
        return put_value(run, "false", 5);
    case GLO_JSON_NULL:
        return put_value(run, "", 0);
    default:
        return GLO_OK;
    }
}

static glo_status fail_no_object(const glo_records *run) {
    return glo_fail(GLO_EINVAL, "'%s': item %" PRId64 " of the list is no object with names and values",
                    run->path, run->count + 1);
}

/* Outside of a record: the list that holds them is the root, or a member of the root; without a list they are roots. */
static glo_status on_event(void *context, const glo_json_event *event) {
    glo_records *run = context;
    if (run->is_open)
        return in_record(run, event);
    bool opens = event->kind == GLO_JSON_OBJECT || event->kind == GLO_JSON_ARRAY;
    bool ends = event->kind == GLO_JSON_OBJECT_END || event->kind == GLO_JSON_ARRAY_END;
    if (run->member && event->kind == GLO_JSON_KEY && event->depth == 1)
        run->is_wanted =
            event->length == strlen(run->member) && memcmp(event->text, run->member, event->length) == 0;
    if (!run->has_records && event->kind == GLO_JSON_ARRAY && event->depth <= 1 &&
        (!run->member || run->is_wanted)) {
        run->in_list = true;
        run->depth = event->depth + 1;
    } else if (event->kind == GLO_JSON_OBJECT && run->in_list && event->depth == run->depth) {
        run->is_open = run->has_records = true;
    } else if (run->in_list && ends && event->depth + 1 == run->depth) {
        run->in_list = false;
    } else if (run->in_list && run->has_records && event->depth == run->depth && !ends && !opens) {
        return fail_no_object(run);
    }
    return GLO_OK;
}

/* Objects one after the other: each root is a record. */
static glo_status on_line(void *context, const glo_json_event *event) {
    glo_records *run = context;
    run->depth = 0;
    if (run->is_open)
        return in_record(run, event);
    if (event->kind != GLO_JSON_OBJECT)
        return fail_no_object(run);
    run->is_open = run->has_records = true;
    return GLO_OK;
}

static glo_status read_once(glo_records *run, bool by_lines, const glo_job *job) {
    glo_input *input = NULL;
    glo_status status = glo_input_open(run->path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    run->has_records = run->in_list = run->is_open = false;
    run->count = 0;
    status = by_lines ? glo_json_read_values(&source, run->path, job, on_line, run)
                      : glo_json_read(&source, run->path, job, on_event, run);
    glo_input_close(input);
    return status;
}

static glo_status write_header(glo_records *run) {
    uint32_t count = glo_words_count(run->names);
    if (count == 0)
        return glo_fail(GLO_EINVAL, "'%s' holds no records with names and values", run->path);
    glo_status status = glo_alloc_array(count, sizeof *run->values, &run->values);
    for (uint32_t i = 0; status == GLO_OK && i < count; i++)
        glo_row_writer_field(&run->rows, glo_words_text(run->names, i), glo_words_length(run->names, i));
    run->is_writing = true;
    return status == GLO_OK ? glo_row_writer_end(&run->rows, NULL) : status;
}

/* Whether the file is objects one after the other: no list of them was found. */
static glo_status read_names(glo_records *run, const glo_job *job, bool *out_by_lines) {
    bool by_lines = false;
    glo_status status = glo_words_new(&run->names);
    if (status == GLO_OK)
        status = read_once(run, false, job);
    if (!run->member && (status == GLO_ECORRUPT || (status == GLO_OK && !run->has_records))) {
        char first[400];
        bool was_whole = status == GLO_OK;
        strncpy(first, glo_message(), sizeof first - 1);
        first[sizeof first - 1] = '\0';
        glo_words_free(run->names);
        run->names = NULL;
        status = glo_words_new(&run->names);
        by_lines = true;
        if (status == GLO_OK)
            status = read_once(run, true, job);
        if (status < 0 && !was_whole && run->count < 2) /* broken as one value too, which says more */
            status = glo_fail(GLO_ECORRUPT, "%s", first);
    }
    *out_by_lines = by_lines;
    return status;
}

int glo_records_convert(const char *path, const char *list, const glo_job *job, glo_sink sink,
                        int64_t *out_count) {
    glo_records run = {.path = path, .member = list, .rows = {.sink = sink}};
    bool by_lines = false;
    glo_status status = read_names(&run, job, &by_lines);
    if (status == GLO_OK)
        status = write_header(&run);
    if (status == GLO_OK)
        status = read_once(&run, by_lines, job);
    *out_count = run.count;
    for (uint32_t i = 0; run.values && i < glo_words_count(run.names); i++)
        glo_buf_dispose(&run.values[i]);
    free(run.values);
    glo_words_free(run.names);
    glo_buf_dispose(&run.name);
    glo_buf_dispose(&run.list.text);
    return glo_row_writer_finish(&run.rows, status);
}
