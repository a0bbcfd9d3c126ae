/* xml.h: XML as events, in memory that does not grow: that inside a workbook, and models (xml_events.c). The library is expat.
 *
 * Names come without their prefix, since writers disagree on it (`<row>` and `<x:row>` are one), unless it is asked for. A
 * document type is refused: neither workbooks nor models need one, and entities that grow are made of it. So is nesting beyond
 * GLO_XML_MOST_DEPTH.
 *
 * Example:
 *   static glo_status on_start(void *context, const char *name, const char **attributes) {
 *       const char *sheet = strcmp(name, "sheet") == 0 ? glo_xml_attribute(attributes, "name") : NULL;
 *       ...
 *   }
 *   status = glo_xml_read(&source, &(glo_xml_handler){.start = on_start, .context = &found}, "figures.xlsx", job);
 */
#ifndef GLO_EXCHANGE_XML_H
#define GLO_EXCHANGE_XML_H

#include "base/job.h"
#include "io/decode.h"

#include <stdbool.h>

#define GLO_XML_MOST_DEPTH 100

/* Each may be NULL; a failure ends the reading. */
typedef struct glo_xml_handler {
    glo_status (*start)(void *context, const char *name, const char **attributes);
    glo_status (*end)(void *context, const char *name);
    glo_status (*text)(void *context, const char *text, size_t length); /* in as many pieces as it likes */
    void *context;
    bool has_prefixes;   /* names come as they are written */
    unsigned long *line; /* where a start is, set before `start` is called; may be NULL */
} glo_xml_handler;

/* GLO_ECORRUPT names `path`, the line and the column of the part. */
glo_status glo_xml_read(const glo_source *source, const glo_xml_handler *handler, const char *path,
                        const glo_job *job);

/* The value by its name without prefix, or NULL. */
const char *glo_xml_attribute(const char **attributes, const char *name);

#endif
