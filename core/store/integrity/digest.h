/* digest.h: what a line of the log says of the rows it stands for: SHA-256 over them, by scope. A scope is a table as a whole
 * (zone, label, batch), what a batch wrote in it (observation, reject, the tables of versions), or which rows it took back.
 *
 * A row is packed value by value: a whole number as its length in bytes (0 to 8) and as many bytes, the lowest first; NULL as
 * 16; a real as 17 and its 8 bytes; a text as 18, its length and its bytes, a blob likewise as 19. Rows of a batch are hashed in
 * blocks of 65,536, so that a fault can be told within a large one.
 *
 * Example:
 *   glo_row_digest *digest;
 *   status = glo_digest_written(store, GLO_SCOPE_OBSERVATION, batch, &digest);
 *   glo_row_digest_integer(digest, day); ... glo_row_digest_end_row(digest);
 *   status = digest->status;                                        the next line of the log carries it
 */
#ifndef GLO_STORE_DIGEST_H
#define GLO_STORE_DIGEST_H

#include "base/hash.h"
#include "base/job.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct glo_store glo_store;

enum { GLO_DIGEST_BLOCK_ROWS = 65536, GLO_DIGEST_ROOM = 8192 };

/* ---- scopes: digest_scope.c ---- */

typedef struct glo_scope {
    const char *name, *table;
    const char
        *of_batch;   /* the rows of batch ?1, which is their first column; NULL: the scope is a whole table */
    const char *all; /* all rows, their batch first (0 in a whole table) */
} glo_scope;

/* The scopes by number; first those whose rows are digested as they are written. */
enum { GLO_SCOPE_OBSERVATION, GLO_SCOPE_REJECT, GLO_SCOPES_WRITTEN };
extern const glo_scope glo_scopes[];
extern const size_t glo_scope_count; /* at most GLO_SCOPES_MOST */

enum { GLO_SCOPES_MOST = 128 };
typedef struct glo_scope_set {
    uint64_t bits[GLO_SCOPES_MOST / 64];
} glo_scope_set;

static inline void glo_scope_set_add(glo_scope_set *set, size_t scope) {
    set->bits[scope / 64] |= UINT64_C(1) << scope % 64;
}

static inline bool glo_scope_set_has(const glo_scope_set *set, size_t scope) {
    return set->bits[scope / 64] >> scope % 64 & 1;
}

/* ---- the rows of a scope as digests ---- */

/* Of rows first to first + rows - 1 of a batch, counted from 1. */
typedef struct glo_digest {
    int scope;
    int64_t batch, first, rows;
    char sha256[GLO_SHA256_HEX];
} glo_digest;

typedef struct glo_digests {
    glo_digest *items;
    size_t count, room;
} glo_digests;

void glo_digests_dispose(glo_digests *digests); /* empties it */

typedef struct glo_row_digest {
    glo_digests made;
    int scope;
    int64_t batch, first, rows; /* of the block at hand */
    glo_hash *hash;             /* NULL between blocks */
    glo_status status;          /* the first failure */
    size_t length;
    unsigned char bytes[GLO_DIGEST_ROOM];
} glo_row_digest;

void glo_row_digest_init(glo_row_digest *digest, int scope, int64_t batch);
void glo_row_digest_dispose(glo_row_digest *digest);
void glo_row_digest_flush(glo_row_digest *digest); /* makes room for more bytes */
void glo_row_digest_end_row(glo_row_digest *digest);
/* Moves what was made into `out`; the digest of rows may be disposed of or begun again. */
glo_status glo_row_digest_finish(glo_row_digest *digest, glo_digests *out);

static inline void glo_row_digest_integer(glo_row_digest *digest, int64_t value) {
    if (digest->length + 9 > GLO_DIGEST_ROOM)
        glo_row_digest_flush(digest);
    const uint64_t bits = (uint64_t)value, sign = (uint64_t)(value >> 63);
    /* The bytes that hold the number with its sign; 0 is none. */
    const unsigned used = value == 0 ? 0 : (unsigned)(64 - __builtin_clzll((bits ^ sign) | 1)) / 8 + 1;
    unsigned char *at = digest->bytes + digest->length;
    *at++ = (unsigned char)used;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(at, &bits, 8);
#else
    for (unsigned i = 0; i < 8; i++)
        at[i] = (unsigned char)(bits >> (8 * i));
#endif
    digest->length += 1 + used;
}

void glo_row_digest_null(glo_row_digest *digest);
void glo_row_digest_text(glo_row_digest *digest, const char *text, size_t length);

/* ---- of what the store holds ---- */

/* The digest of the rows of that scope that the batch at hand writes, begun where there is none: whoever inserts a row adds it,
 * one thread at a time, and the next line of the log carries it. Borrowed. */
glo_status glo_digest_written(glo_store *store, int scope, int64_t batch, glo_row_digest **out);
/* Forgets what no line stands for: the transaction is over. */
void glo_digest_forget(glo_store *store);
/* Marks the scopes that statements change from now on; a statement of an analyst's takes its place while it is prepared. */
void glo_digest_watch(glo_store *store);
/* Keeps as of line `entry` what has changed since the line before it: inside the transaction, before the line is hashed. */
glo_status glo_digest_keep(glo_store *store, int64_t entry);
/* Whether something has changed that no line stands for yet. */
glo_status glo_digest_has_changes(glo_store *store, bool *out);
/* The next line stands for all that none does: of a store from before there were digests. */
glo_status glo_digest_baseline(glo_store *store);
/* Compares every row with what the log says of it; *out_kept: how many digests it has. */
typedef struct glo_fault glo_fault;
glo_status glo_digest_verify(glo_store *store, const glo_job *job, int64_t *out_kept, glo_fault *fault);

#endif
