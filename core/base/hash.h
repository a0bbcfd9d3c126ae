/* hash.h: SHA-256 (FIPS 180-4), by libsodium: names files, chains the log.
 *
 * Example:  char hex[GLO_SHA256_HEX]; glo_sha256_file("detections.csv", hex);
 */
#ifndef GLO_BASE_HASH_H
#define GLO_BASE_HASH_H

#include <stddef.h>

#define GLO_SHA256_HEX 65 /* 64 digits and a NUL */

void glo_sha256(const void *bytes, size_t length, char out[GLO_SHA256_HEX]);

/* GLO_ENOTFOUND, GLO_EIO ... name the file. */
int glo_sha256_file(const char *path, char out[GLO_SHA256_HEX]);

#endif
