/* xml_events.c: an XML file as a run of bytes. Contract and example in exchange/xml_events.h. */
#include "exchange/xml_events.h"

#include "xml.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct events {
    glo_buf *out;
    const char *path;
    const char *const *skipped;
    size_t skipped_count;
    size_t depth_inside; /* of a skipped element; 0: in none */
    unsigned long line;
} events;

static void put_number(glo_buf *out, uint32_t value) {
    const unsigned char bytes[4] = {(unsigned char)value, (unsigned char)(value >> 8),
                                    (unsigned char)(value >> 16), (unsigned char)(value >> 24)};
    glo_buf_bytes(out, bytes, sizeof bytes);
}

static void put_text(glo_buf *out, const char *text, size_t length) {
    put_number(out, (uint32_t)length);
    glo_buf_bytes(out, text, length);
}

static glo_status status_of(const events *e) {
    if (e->out->length > GLO_XML_MOST_BYTES)
        return glo_fail(GLO_EINVAL, "'%s' is too large: more than %d MB are not read", e->path,
                        (int)(GLO_XML_MOST_BYTES >> 20));
    return glo_buf_status(e->out);
}

static bool is_skipped(const events *e, const char *name) {
    for (size_t i = 0; i < e->skipped_count; i++) {
        if (strcmp(e->skipped[i], name) == 0)
            return true;
    }
    return false;
}

static glo_status on_start(void *context, const char *name, const char **attributes) {
    events *e = context;
    if (e->depth_inside > 0) {
        e->depth_inside++;
        return GLO_OK;
    }
    if (is_skipped(e, name))
        e->depth_inside = 1;
    uint32_t count = 0;
    while (attributes[(size_t)2 * count])
        count++;
    glo_buf_char(e->out, '<');
    put_text(e->out, name, strlen(name));
    put_number(e->out, (uint32_t)e->line);
    put_number(e->out, count);
    for (uint32_t i = 0; i < 2 * count; i++)
        put_text(e->out, attributes[i], strlen(attributes[i]));
    return status_of(e);
}

static glo_status on_end(void *context, const char *name) {
    events *e = context;
    (void)name;
    if (e->depth_inside > 1) {
        e->depth_inside--;
        return GLO_OK;
    }
    e->depth_inside = 0;
    glo_buf_char(e->out, '>');
    return status_of(e);
}

static glo_status on_text(void *context, const char *text, size_t length) {
    events *e = context;
    if (e->depth_inside > 0)
        return GLO_OK;
    glo_buf_char(e->out, 't');
    put_text(e->out, text, length);
    return status_of(e);
}

glo_status glo_xml_events(const char *path, const char *const *skipped, size_t count, const glo_job *job,
                          glo_buf *out) {
    events e = {.out = out, .path = path, .skipped = skipped, .skipped_count = count};
    glo_xml_handler handler = {.start = on_start,
                               .end = on_end,
                               .text = on_text,
                               .context = &e,
                               .has_prefixes = true,
                               .line = &e.line};
    glo_source source;
    glo_status status = glo_source_file(path, &source);
    if (status < 0)
        return status;
    status = glo_xml_read(&source, &handler, path, job);
    glo_source_close(&source);
    return status;
}
