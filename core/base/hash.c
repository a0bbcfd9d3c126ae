/* hash.c: SHA-256 of bytes and files. The one file that uses libsodium's hashing. Example in hash.h. */
#include "base/hash.h"

#include "base/err.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static void to_hex(const unsigned char digest[crypto_hash_sha256_BYTES], char out[GLO_SHA256_HEX]) {
    sodium_bin2hex(out, GLO_SHA256_HEX, digest, crypto_hash_sha256_BYTES);
}

void glo_sha256(const void *bytes, size_t length, char out[GLO_SHA256_HEX]) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes, length);
    to_hex(digest, out);
}

int glo_sha256_file(const char *path, char out[GLO_SHA256_HEX]) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return glo_fail(glo_status_of_errno(errno), "can't open '%s': %s", path, strerror(errno));
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    unsigned char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        crypto_hash_sha256_update(&state, block, got);
    int failed = ferror(file);
    fclose(file);
    if (failed)
        return glo_fail(GLO_EIO, "can't read '%s': %s", path, strerror(errno));
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&state, digest);
    to_hex(digest, out);
    return GLO_OK;
}
