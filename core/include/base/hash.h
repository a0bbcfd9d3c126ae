/* hash.h: SHA-256 (FIPS 180-4), by OpenSSL, which uses the processor's own instructions: names files, chains
 * the log.
 *
 * Example:  glo_hash *hash; glo_hash_new(&hash); glo_hash_add(hash, bytes, n); glo_hash_end(hash, hex);
 */
#ifndef GLO_BASE_HASH_H
#define GLO_BASE_HASH_H

#include "base/err.h"

#include <stddef.h>

#define GLO_SHA256_HEX 65 /* 64 digits and a NUL */

/* GLO_ENOMEM, and then `out` is as it was. */
glo_status glo_sha256(const void *bytes, size_t length, char out[GLO_SHA256_HEX]);

/* GLO_ENOTFOUND, GLO_EIO ... name the file. */
glo_status glo_sha256_file(const char *path, char out[GLO_SHA256_HEX]);

/* Bytes that come in pieces. */
typedef struct glo_hash glo_hash;
glo_status glo_hash_new(glo_hash **out);
void glo_hash_add(glo_hash *hash, const void *bytes, size_t length);
void glo_hash_end(glo_hash *hash, char out[GLO_SHA256_HEX]); /* the hash may not be added to afterwards */
void glo_hash_free(glo_hash *hash);

#endif
