/* xml.c: the one file that uses expat. Example in xml.h. */
#include "xml.h"

#include <expat.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

typedef struct glo_xml_run {
    const glo_xml_handler *handler;
    XML_Parser parser;
    const char *path;
    glo_status status;
    int depth;
} glo_xml_run;

static const char *local(const char *name) {
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static const char *shown(const glo_xml_run *run, const char *name) {
    return run->handler->has_prefixes ? name : local(name);
}

static void stop(glo_xml_run *run, glo_status status) {
    run->status = status;
    XML_StopParser(run->parser, XML_FALSE);
}

static void XMLCALL on_start(void *context, const char *name, const char **attributes) {
    glo_xml_run *run = context;
    if (run->status < 0)
        return;
    glo_status status = GLO_OK;
    if (run->handler->line)
        *run->handler->line = XML_GetCurrentLineNumber(run->parser);
    if (++run->depth > GLO_XML_MOST_DEPTH)
        status = glo_fail(GLO_ECORRUPT, "'%s' is damaged: its XML is nested more than %d deep", run->path,
                          GLO_XML_MOST_DEPTH);
    else if (run->handler->start)
        status = run->handler->start(run->handler->context, shown(run, name), attributes);
    if (status < 0)
        stop(run, status);
}

static void XMLCALL on_end(void *context, const char *name) {
    glo_xml_run *run = context;
    if (run->status < 0)
        return;
    run->depth--;
    glo_status status =
        run->handler->end ? run->handler->end(run->handler->context, shown(run, name)) : GLO_OK;
    if (status < 0)
        stop(run, status);
}

static void XMLCALL on_text(void *context, const char *text, int length) {
    glo_xml_run *run = context;
    if (run->status < 0)
        return;
    glo_status status = run->handler->text(run->handler->context, text, (size_t)length);
    if (status < 0)
        stop(run, status);
}

static void XMLCALL on_doctype(void *context, const char *name, const char *system, const char *public,
                               int has_subset) {
    glo_xml_run *run = context;
    (void)name, (void)system, (void)public, (void)has_subset;
    stop(run, glo_fail(GLO_ECORRUPT, "'%s' is refused: its XML declares a document type, which is not read",
                       run->path));
}

static glo_status parse(glo_xml_run *run, const glo_source *source, const glo_job *job) {
    uint64_t done = 0;
    size_t got = 1;
    while (got > 0) {
        void *block = XML_GetBuffer(run->parser, BLOCK);
        if (!block)
            return glo_fail(GLO_ENOMEM, "out of memory");
        glo_status status = source->read(source->context, block, BLOCK, &got);
        if (status < 0)
            return status;
        if (XML_ParseBuffer(run->parser, (int)got, got == 0) != XML_STATUS_OK)
            return run->status < 0
                       ? run->status
                       : glo_fail(GLO_ECORRUPT, "'%s' is damaged: %s in line %lu of its XML, column %lu",
                                  run->path, XML_ErrorString(XML_GetErrorCode(run->parser)),
                                  XML_GetCurrentLineNumber(run->parser),
                                  XML_GetCurrentColumnNumber(run->parser) + 1);
        done += got;
        status = glo_job_step(job, "reading", done, source->size);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

glo_status glo_xml_read(const glo_source *source, const glo_xml_handler *handler, const char *path,
                        const glo_job *job) {
    glo_xml_run run = {.handler = handler, .parser = XML_ParserCreate(NULL), .path = path};
    if (!run.parser)
        return glo_fail(GLO_ENOMEM, "out of memory");
    XML_SetUserData(run.parser, &run);
    XML_SetElementHandler(run.parser, on_start, on_end);
    XML_SetCharacterDataHandler(run.parser, handler->text ? on_text : NULL);
    XML_SetStartDoctypeDeclHandler(run.parser, on_doctype);
    glo_status status = parse(&run, source, job);
    XML_ParserFree(run.parser);
    return status;
}

const char *glo_xml_attribute(const char **attributes, const char *name) {
    for (; attributes[0]; attributes += 2) {
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    }
    return NULL;
}
