/* name_index.h: the texts that zones, phenomena and sources go by, folded as names, as one index per noun of a store. Inner
 * header of resolve.c (one text) and reconcile.c (a column of them).
 *
 * A text is a key of entries in tiers: its code, a code of another list or a short form, a name, a word of a name. Two-letter
 * codes and the codes of three letters count only in the capitals they are written in: "As" and "no" are names.
 *
 * Example:
 *   glo_index *names;
 *   if ((status = glo_index_need(store, GLO_ZONE, &names)) < 0) return status;
 *   for (uint32_t at = glo_index_find(names, "as"); at; at = glo_index_key(names, at)->next)
 *       if (glo_index_counts(names, glo_index_key(names, at), "As")) puts(glo_index_code(names, glo_index_key(names, at)->entry));
 */
#ifndef GLO_STORE_NAME_INDEX_H
#define GLO_STORE_NAME_INDEX_H

#include "db.h"
#include "frame/words.h"

#include <stdbool.h>

/* GLO_TIER_FOREIGN: codes that say one thing only in a column of such codes: 056, and UNHCR's letters. */
typedef enum glo_tier {
    GLO_TIER_CODE,
    GLO_TIER_SHORT,
    GLO_TIER_LABEL,
    GLO_TIER_WORD,
    GLO_TIER_FOREIGN,
    GLO_TIERS
} glo_tier;

typedef enum glo_scheme {
    GLO_SCHEME_NONE,
    GLO_SCHEME_ALPHA2,
    GLO_SCHEME_ALPHA3,
    GLO_SCHEME_NUMERIC,
    GLO_SCHEME_UNHCR,
    GLO_SCHEMES
} glo_scheme;

typedef struct glo_entry {
    int64_t id;
    uint32_t code; /* in codes */
    uint32_t kind; /* in codes too */
    bool is_valid; /* today */
} glo_entry;

/* One key of one entry; keys of one text form a list through `next`. */
typedef struct glo_key {
    uint32_t entry;
    uint32_t shown; /* the text before folding, in codes: for "did you mean" */
    glo_tier tier;
    glo_scheme scheme;
    bool is_exact; /* counts only as it is written */
    uint32_t next; /* number of the next key of the text + 1; 0: none */
} glo_key;

struct glo_index {
    glo_words *codes;  /* codes, kinds and labels as written */
    glo_words *folded; /* the texts of the keys */
    uint32_t *heads;   /* by folded text: the number of its first key + 1 */
    size_t head_room;
    glo_key *keys;
    size_t key_count, key_room;
    glo_entry *entries; /* by id */
    size_t entry_count, entry_room;
};

/* The index of a noun, built when first needed; borrowed until the names change. */
glo_status glo_index_need(glo_store *store, glo_noun noun, glo_index **out);

/* The number of the first key of a folded text; 0: there is none. */
uint32_t glo_index_find(const glo_index *index, const char *fold);
static inline const glo_key *glo_index_key(const glo_index *index, uint32_t at) {
    return &index->keys[at - 1];
}
/* Whether the key is one for the text as it was written. */
bool glo_index_counts(const glo_index *index, const glo_key *key, const char *text);
/* The number of the entry of an id. */
bool glo_index_entry_of(const glo_index *index, int64_t id, uint32_t *out);
const char *glo_index_code(const glo_index *index, uint32_t entry);
const char *glo_index_kind(const glo_index *index, uint32_t entry);

/* nearest_name.c: GLO_ENOTFOUND, naming the nearest by spelling, else those that share a rare word with it ("Winge").
 * `fits` says how an entry stands to the kind and place of the other names: those that fit come first, and up to three are
 * named; NULL: the one nearest. */
typedef enum glo_fit { GLO_FITS, GLO_FITS_LESS, GLO_NEVER_FITS } glo_fit;
typedef glo_fit (*glo_entry_fits)(const void *context, uint32_t entry);
glo_status glo_index_fail_unknown(const glo_index *index, glo_noun noun, const char *text, const char *fold,
                                  glo_entry_fits fits, const void *context);

const char *glo_noun_name(glo_noun noun); /* zone, phenomenon, source */

#endif
