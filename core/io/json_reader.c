/* json_reader.c: the one file that uses yajl. Example in json_reader.h. */
#include "io/json_reader.h"

#include "base/alloc.h"
#include "base/err.h"
#include "io/json.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum { BLOCK = 64 * 1024 };

typedef struct glo_json_run {
    glo_json_handler handler;
    void *context;
    const char *name;
    size_t depth;
    int status; /* what the handler said */
} glo_json_run;

/* 1: go on, 0: stop, as yajl wants it. */
static bool tell(glo_json_run *run, glo_json_kind kind, const char *text, size_t length, size_t depth) {
    glo_json_event event = {kind, text, length, depth};
    run->status = run->handler(run->context, &event);
    return run->status == GLO_OK;
}

static bool begin(glo_json_run *run, glo_json_kind kind) {
    if (run->depth == GLO_JSON_DEEPEST) {
        run->status = glo_fail(GLO_ECORRUPT, "'%s' is nested more than %d deep", run->name, GLO_JSON_DEEPEST);
        return false;
    }
    return tell(run, kind, NULL, 0, run->depth++);
}

static int on_null(void *run) {
    return tell(run, GLO_JSON_NULL, NULL, 0, ((glo_json_run *)run)->depth);
}

static int on_boolean(void *run, int value) {
    return tell(run, value ? GLO_JSON_TRUE : GLO_JSON_FALSE, NULL, 0, ((glo_json_run *)run)->depth);
}

static int on_number(void *run, const char *text, size_t length) {
    return tell(run, GLO_JSON_NUMBER, text, length, ((glo_json_run *)run)->depth);
}

static int on_text(void *run, const unsigned char *text, size_t length) {
    return tell(run, GLO_JSON_TEXT, (const char *)text, length, ((glo_json_run *)run)->depth);
}

static int on_key(void *run, const unsigned char *text, size_t length) {
    return tell(run, GLO_JSON_KEY, (const char *)text, length, ((glo_json_run *)run)->depth);
}

static int on_object(void *run) {
    return begin(run, GLO_JSON_OBJECT);
}

static int on_object_end(void *run) {
    return tell(run, GLO_JSON_OBJECT_END, NULL, 0, --((glo_json_run *)run)->depth);
}

static int on_array(void *run) {
    return begin(run, GLO_JSON_ARRAY);
}

static int on_array_end(void *run) {
    return tell(run, GLO_JSON_ARRAY_END, NULL, 0, --((glo_json_run *)run)->depth);
}

static const yajl_callbacks callbacks = {.yajl_null = on_null,
                                         .yajl_boolean = on_boolean,
                                         .yajl_number = on_number,
                                         .yajl_string = on_text,
                                         .yajl_start_map = on_object,
                                         .yajl_map_key = on_key,
                                         .yajl_end_map = on_object_end,
                                         .yajl_start_array = on_array,
                                         .yajl_end_array = on_array_end};

/* "lexical error: invalid char in json text." with the byte where it stands. */
static glo_status wrong(const glo_json_run *run, yajl_handle handle, uint64_t before) {
    unsigned char *text = yajl_get_error(handle, 0, NULL, 0);
    uint64_t at = before + yajl_get_bytes_consumed(handle);
    size_t length = text ? strcspn((const char *)text, "\n") : 0;
    while (length && text[length - 1] == '.')
        length--;
    glo_status status = glo_fail(GLO_ECORRUPT, "'%s' is not whole JSON: %.*s at byte %" PRIu64, run->name,
                                 (int)length, text ? (const char *)text : "", at);
    if (text)
        yajl_free_error(handle, text);
    return status;
}

static int verdict(const glo_json_run *run, yajl_handle handle, yajl_status code, uint64_t before) {
    if (code == yajl_status_ok)
        return GLO_OK;
    if (code == yajl_status_client_canceled)
        return run->status;
    return wrong(run, handle, before);
}

static int feed(const glo_source *source, glo_json_run *run, yajl_handle handle, const glo_job *job,
                char *block) {
    uint64_t done = 0;
    size_t got;
    int status;
    while ((status = source->read(source->context, block, BLOCK, &got)) == GLO_OK && got > 0) {
        size_t skip = done == 0 && got >= 3 && memcmp(block, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        status =
            verdict(run, handle, yajl_parse(handle, (unsigned char *)block + skip, got - skip), done + skip);
        done += got;
        if (status == GLO_OK)
            status = glo_job_step(job, "reading JSON", done, source->size);
        if (status != GLO_OK)
            return status;
    }
    return status < 0 ? status : verdict(run, handle, yajl_complete_parse(handle), done);
}

static glo_status read_json(const glo_source *source, const char *name, const glo_job *job,
                            glo_json_handler handler, void *context, bool several) {
    glo_json_run run = {.handler = handler, .context = context, .name = name};
    char *block;
    int status = glo_alloc_array(BLOCK, 1, &block);
    if (status < 0)
        return status;
    yajl_handle handle = yajl_alloc(&callbacks, NULL, &run);
    if (handle && several)
        yajl_config(handle, yajl_allow_multiple_values, 1);
    status = handle ? feed(source, &run, handle, job, block) : glo_fail(GLO_ENOMEM, "out of memory");
    if (handle)
        yajl_free(handle);
    free(block);
    return status == GLO_JSON_STOP ? GLO_OK : status;
}

glo_status glo_json_read(const glo_source *source, const char *name, const glo_job *job,
                         glo_json_handler handler, void *context) {
    return read_json(source, name, job, handler, context, false);
}

glo_status glo_json_read_values(const glo_source *source, const char *name, const glo_job *job,
                                glo_json_handler handler, void *context) {
    return read_json(source, name, job, handler, context, true);
}

void glo_json_copy_event(glo_json_copy *copy, const glo_json_event *event) {
    static const char *const plain[] = {
        [GLO_JSON_OBJECT] = "{",    [GLO_JSON_OBJECT_END] = "}", [GLO_JSON_ARRAY] = "[",
        [GLO_JSON_ARRAY_END] = "]", [GLO_JSON_TRUE] = "true",    [GLO_JSON_FALSE] = "false",
        [GLO_JSON_NULL] = "null"};
    int ends = event->kind == GLO_JSON_OBJECT_END || event->kind == GLO_JSON_ARRAY_END;
    if (copy->after_value && !ends)
        glo_buf_char(&copy->text, ',');
    if (event->kind == GLO_JSON_KEY || event->kind == GLO_JSON_TEXT)
        glo_json_text(&copy->text, event->text, event->length);
    else if (event->kind == GLO_JSON_NUMBER)
        glo_buf_bytes(&copy->text, event->text, event->length);
    else
        glo_buf_text(&copy->text, plain[event->kind]);
    if (event->kind == GLO_JSON_KEY)
        glo_buf_char(&copy->text, ':');
    copy->after_value =
        event->kind != GLO_JSON_KEY && event->kind != GLO_JSON_OBJECT && event->kind != GLO_JSON_ARRAY;
}

bool glo_json_is(const glo_json_event *event, const char *name) {
    return event->text && strlen(name) == event->length && memcmp(event->text, name, event->length) == 0;
}
