/* signature.h: keys and signatures in minisign's format, so that Debian's minisign verifies ours and we its: Ed25519 over
 * the BLAKE2b-512 of what is signed, and over that signature with its comment, so that the comment can be trusted too.
 *
 * Keys and signatures are texts, as minisign keeps them in files: a comment that nothing vouches for, then base64.
 *
 * Example:
 *   glo_keys_make("passphrase", &secret_text, &public_text);
 *   glo_secret_key_read(secret_text.data, "passphrase", &key);
 *   glo_sign(&key, bytes, length, "barrier-model 1.2.0", &signature);
 *   glo_public_key_read(public_text.data, &public_key);
 *   status = glo_verify(&public_key, bytes, length, signature.data, &comment);    GLO_ECORRUPT: not what was signed
 *
 * Reference: F. Denis, "Minisign", section "Signature format", https://jedisct1.github.io/minisign/
 */
#ifndef GLO_PACK_SIGNATURE_H
#define GLO_PACK_SIGNATURE_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

enum { GLO_KEY_ID = 8, GLO_KEY_ID_TEXT = 2 * GLO_KEY_ID + 1, GLO_MOST_COMMENT = 1024 };

typedef struct glo_public_key {
    unsigned char id[GLO_KEY_ID], key[32];
} glo_public_key;

typedef struct glo_secret_key {
    unsigned char id[GLO_KEY_ID], key[64];
} glo_secret_key;

/* Appends a new pair of keys. The secret one is encrypted by the passphrase (scrypt); an empty one leaves it open. */
glo_status glo_keys_make(const char *passphrase, glo_buf *secret, glo_buf *public_key);

/* GLO_EINVAL: no key, or not this passphrase. Whoever read a secret key forgets it when it is no longer needed. */
glo_status glo_secret_key_read(const char *text, const char *passphrase, glo_secret_key *out);
void glo_secret_key_forget(glo_secret_key *key);
glo_status glo_public_key_read(const char *text, glo_public_key *out);

/* The identity of a key or of that which made a signature, as minisign prints it: 16 hexadecimal digits. */
void glo_key_id_text(const unsigned char id[GLO_KEY_ID], char out[GLO_KEY_ID_TEXT]);
glo_status glo_signature_key_id(const char *signature, char out[GLO_KEY_ID_TEXT]);

/* Appends the signature. The comment is one line of up to GLO_MOST_COMMENT bytes. */
glo_status glo_sign(const glo_secret_key *key, const void *bytes, size_t length, const char *comment,
                    glo_buf *out);

/* Appends the comment that was signed. GLO_EINVAL: no signature. GLO_ENOTFOUND: one by another key. GLO_ECORRUPT: the bytes
 * or the comment are not what was signed. */
glo_status glo_verify(const glo_public_key *key, const void *bytes, size_t length, const char *signature,
                      glo_buf *comment);

#endif
