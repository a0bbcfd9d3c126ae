/* xml_events.h: a whole XML file as one run of bytes, which a script takes apart: what starts, in which line, with which
 * attributes; text; what ends. For models (foresight/scenario/xmile), which are small; workbooks are read as a stream.
 *
 * A start is "<", its name, the line (4 bytes), how many attributes (4 bytes), and of each the name and the value; a text is "t" and
 * the text; an end is ">". A name or text is its length (4 bytes, the lowest first) and its bytes. Names have their prefixes.
 *
 * Example:
 *   glo_buf events = {0};
 *   glo_xml_events("teacup.xmile", (const char *const[]){"views"}, 1, job, &events);
 *
 * core/exchange includes base, frame and io.
 */
#ifndef GLO_EXCHANGE_XML_EVENTS_H
#define GLO_EXCHANGE_XML_EVENTS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/job.h"

#define GLO_XML_MOST_BYTES ((size_t)256 << 20) /* of events */

/* Appends the events of the file; those inside the elements named in `skipped` are left out, these themselves stay. GLO_ECORRUPT
 * names the line and the column, GLO_EINVAL a file that is too large. */
glo_status glo_xml_events(const char *path, const char *const *skipped, size_t count, const glo_job *job,
                          glo_buf *out);

#endif
