/* reconcile.h: the names in a column of zones, each read in the light of the others. (OpenRefine calls it reconciliation.)
 *
 * A text that stands for one zone only is taken as it is. One that has several meanings ("Antwerpen" is a municipality, a
 * police zone and a province; AUS is Australia to ISO and Austria to UNHCR; NA is Namibia, or not available) waits for the
 * column: the meaning is taken that fits the kind and the place of most of the names that have one meaning.
 *
 * Example:
 *   glo_reconciler *names;
 *   glo_name_scope scope = {.kind = "municipality", .within = "BE"};
 *   if ((status = glo_reconciler_new(store, &scope, give_texts, column, &names)) < 0) return status;
 *   status = glo_reconciler_resolve(names, "Saint-Nicolas", &match);      match.code is "BE-62093", beside Liège
 *   glo_reconciler_free(names);
 */
#ifndef GLO_STORE_RECONCILE_H
#define GLO_STORE_RECONCILE_H

#include "store/store.h"

typedef struct glo_reconciler glo_reconciler;

/* What the names are said to be; NULL: not said. */
typedef struct glo_name_scope {
    const char *kind;   /* municipality, province ... */
    const char *within; /* a zone: those below it, in any hierarchy */
} glo_name_scope;

typedef struct glo_name_match {
    int64_t id;
    const char *code, *kind, *country; /* borrowed from the names; country NULL: in none */
    bool is_code;                      /* of a list of codes; else a name */
    int meanings;                      /* of which the column chose */
} glo_name_match;

/* Gives every text of the column to glo_reconciler_add; asked once, when the first text of several meanings is met. */
typedef int (*glo_reconciler_source)(void *context, glo_reconciler *names);

/* `source` NULL: there is no column, so that what it would decide is decided as glo_store_resolve does. GLO_ENOTFOUND for a
 * kind or a zone that the store does not have. */
glo_status glo_reconciler_new(glo_store *store, const glo_name_scope *scope, glo_reconciler_source source,
                              void *context, glo_reconciler **out);
glo_status glo_reconciler_add(glo_reconciler *names, const char *text);
/* GLO_ENOTFOUND, GLO_EAMBIGUOUS (at most three candidates are named), GLO_EINVAL for one that is missing; or what the
 * source fails with. */
glo_status glo_reconciler_resolve(glo_reconciler *names, const char *text, glo_name_match *out);
void glo_reconciler_free(glo_reconciler *names);

#endif
