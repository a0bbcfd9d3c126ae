/* authorise.h: what a statement of the analyst's may do, and the marking of what it reads. Not for other folders.
 *
 * Only reading is allowed. Every table of the store carries the strictest marking of the figures in it, unless it
 * is listed as free (the reference tables): a table that a later version adds, or someone adds by hand, is marked
 * until it is listed.
 *
 * Example:
 *   glo_access access;
 *   if ((status = glo_access_init(&access, frames)) < 0) return status;
 *   sqlite3_set_authorizer(store->db, glo_access_authorise, &access);      while the statement is prepared
 *   ...
 *   status = glo_access_marking(&access, store, &marking);
 *   glo_access_dispose(&access);
 *
 * Reference: SQLite, sqlite3_set_authorizer().
 */
#ifndef GLO_STORE_AUTHORISE_H
#define GLO_STORE_AUTHORISE_H

#include "sql/frames.h"

#include <stdbool.h>

/* What a statement turned out to read, as SQLite reports it while it is prepared. */
typedef struct glo_access {
    glo_frames *frames; /* borrowed; those that are read are marked as used */
    unsigned markings;  /* whose markings the result carries */
    glo_words *unlisted;
    bool is_denied;    /* it asked for more than reading */
    char function[64]; /* that it may not call; "": none */
    glo_status status; /* GLO_OK, or what went wrong in a callback */
} glo_access;

glo_status glo_access_init(glo_access *access, glo_frames *frames);
void glo_access_dispose(glo_access *access);

/* The callback of sqlite3_set_authorizer; its context is a glo_access. */
int glo_access_authorise(void *access, int action, const char *first, const char *second,
                         const char *database, const char *trigger);

/* Joins the markings of the tables that were read to *marking. */
glo_status glo_access_marking(const glo_access *access, glo_store *store, glo_marking *marking);

#endif
