/* add_phenomenon.h: a word that the tree of phenomena lacks, added under one that it has.
 *
 * Example:  glo_phenomenon_add(store, "property", "Vol de vélo", "fr", &id)   ->  property.vol_de_velo
 */
#ifndef GLO_STORE_ADD_PHENOMENON_H
#define GLO_STORE_ADD_PHENOMENON_H

#include "db.h"

/* `parent` is the code of a phenomenon; `language` is of the word, nl, fr, de or en. In the transaction that is open. */
int glo_phenomenon_add(glo_store *store, const char *parent, const char *word, const char *language,
                       int64_t *out);

#endif
