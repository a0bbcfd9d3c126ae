/* child.h: runs a function in a child process, for a library that may end the process it is in, as libxlsxwriter does where
 * memory runs out. What the function leaves behind is files; its status and message come back.
 *
 * Example:
 *   static glo_status write_book(void *context) { ... }
 *   status = glo_child_run(write_book, &book, "writing a workbook", job);
 */
#ifndef GLO_BASE_CHILD_H
#define GLO_BASE_CHILD_H

#include "base/err.h"
#include "base/job.h"

/* Waits for the child, and kills it where the job is cancelled. The child has the memory of its parent as it is now, says
 * nothing on the terminal and must take no lock that another thread may hold. GLO_ENOMEM where it could not be started or was
 * ended by a signal: WHAT is named. */
glo_status glo_child_run(glo_status (*work)(void *context), void *context, const char *what,
                         const glo_job *job);

#endif
