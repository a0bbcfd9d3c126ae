/* hash.c: SHA-256 of bytes, pieces and files. The one file that uses OpenSSL. Example in hash.h. */
#include "base/hash.h"

#include "base/err.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { DIGEST_BYTES = 32 };

static void to_hex(const unsigned char digest[DIGEST_BYTES], char out[GLO_SHA256_HEX]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < DIGEST_BYTES; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[GLO_SHA256_HEX - 1] = '\0';
}

/* Nothing is read of OpenSSL's configuration, which may name code to load, by $OPENSSL_CONF too. */
static void open_without_configuration(void) {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

static const EVP_MD *sha256(void) {
    static pthread_once_t opened = PTHREAD_ONCE_INIT;
    pthread_once(&opened, open_without_configuration);
    return EVP_sha256();
}

glo_status glo_sha256(const void *bytes, size_t length, char out[GLO_SHA256_HEX]) {
    unsigned char digest[DIGEST_BYTES];
    if (EVP_Digest(bytes, length, digest, NULL, sha256(), NULL) != 1)
        return glo_fail(GLO_ENOMEM, "out of memory");
    to_hex(digest, out);
    return GLO_OK;
}

/* A glo_hash is OpenSSL's own object under our name. */
glo_status glo_hash_new(glo_hash **out) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context || !EVP_DigestInit_ex(context, sha256(), NULL)) {
        EVP_MD_CTX_free(context);
        return glo_fail(GLO_ENOMEM, "out of memory");
    }
    *out = (glo_hash *)context;
    return GLO_OK;
}

void glo_hash_add(glo_hash *hash, const void *bytes, size_t length) {
    EVP_DigestUpdate((EVP_MD_CTX *)hash, bytes, length);
}

void glo_hash_end(glo_hash *hash, char out[GLO_SHA256_HEX]) {
    unsigned char digest[DIGEST_BYTES];
    EVP_DigestFinal_ex((EVP_MD_CTX *)hash, digest, NULL);
    to_hex(digest, out);
}

void glo_hash_free(glo_hash *hash) {
    EVP_MD_CTX_free((EVP_MD_CTX *)hash);
}

glo_status glo_sha256_file(const char *path, char out[GLO_SHA256_HEX]) {
    static _Thread_local unsigned char block[65536];
    glo_hash *hash;
    FILE *file = fopen(path, "rb");
    if (!file)
        return glo_fail(glo_status_of_errno(errno), "can't open '%s': %s", path, strerror(errno));
    glo_status status = glo_hash_new(&hash);
    if (status == GLO_OK) {
        size_t got;
        while ((got = fread(block, 1, sizeof block, file)) > 0)
            glo_hash_add(hash, block, got);
        if (ferror(file))
            status = glo_fail(GLO_EIO, "can't read '%s': %s", path, strerror(errno));
        else
            glo_hash_end(hash, out);
        glo_hash_free(hash);
    }
    fclose(file);
    return status;
}
