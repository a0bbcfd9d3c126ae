/* signature.c: the one file that uses libsodium. Format and reference in signature.h. */
#include "pack/signature.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#define PUBLIC_COMMENT "untrusted comment: minisign public key "
#define SECRET_COMMENT "untrusted comment: minisign encrypted secret key"
#define SIGNATURE_COMMENT "untrusted comment: signature from glocal"
#define MINISIGN_COMMENT "untrusted comment: signature from minisign secret key"
#define TRUSTED "trusted comment: "
#define ED25519 "Ed"
#define ED25519_OF_BLAKE2B "ED"
#define SCRYPT "Sc"
#define BLAKE2B "B2"

enum { HASH = 64, CHECKSUM = 32, SALT = 32, NUMBER = 8 };

/* How dear it is to try a passphrase: 128 MB and some tenths of a second, which a laptop of an analyst has. The file says
 * so, and minisign follows it. */
enum { OPERATIONS = 4 << 20, MEMORY = 128 << 20, MOST_MEMORY = 1 << 30 };

/* What is encrypted of a secret key. */
typedef struct sealed {
    unsigned char id[GLO_KEY_ID], key[64], checksum[CHECKSUM];
} sealed;

typedef struct secret_file {
    unsigned char algorithm[2], derivation[2], checksum[2], salt[SALT], operations[NUMBER], memory[NUMBER];
    sealed sealed;
} secret_file;

typedef struct public_file {
    unsigned char algorithm[2], id[GLO_KEY_ID], key[32];
} public_file;

typedef struct signature_file {
    unsigned char algorithm[2], id[GLO_KEY_ID], signature[crypto_sign_BYTES];
} signature_file;

/* Structures of bytes alone have no gaps: they are what stands in the files. */
_Static_assert(sizeof(secret_file) == 158 && sizeof(public_file) == 42 && sizeof(signature_file) == 74,
               "minisign's sizes");

static glo_status begin(void) {
    return sodium_init() < 0 ? glo_fail(GLO_EIO, "no random numbers are to be had from this system") : GLO_OK;
}

static void write_number(unsigned char *out, uint64_t number) {
    for (int i = 0; i < NUMBER; i++)
        out[i] = (unsigned char)(number >> (8 * i));
}

static uint64_t read_number(const unsigned char *bytes) {
    uint64_t number = 0;
    for (int i = NUMBER - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static void append_base64(glo_buf *out, const void *bytes, size_t length) {
    char text[512];
    sodium_bin2base64(text, sizeof text, bytes, length, sodium_base64_VARIANT_ORIGINAL);
    glo_buf_text(out, text);
    glo_buf_char(out, '\n');
}

/* One line of base64 that is exactly so many bytes; moves behind it. libsodium takes some bytes above 127 for letters. */
static bool take_base64(const char **text, void *out, size_t size) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    size_t length = strspn(*text, letters), found;
    if ((*text)[length] != '\0' && (*text)[length] != '\r' && (*text)[length] != '\n')
        return false;
    if (sodium_base642bin(out, size, *text, length, NULL, &found, NULL, sodium_base64_VARIANT_ORIGINAL) !=
            0 ||
        found != size)
        return false;
    *text += length;
    return true;
}

static bool take_line_end(const char **text) {
    if (**text == '\r')
        ++*text;
    return *(*text)++ == '\n';
}

/* The first line, a comment, is passed over. A public key may come without it, as on a command line. */
static const char *behind_comment(const char *text) {
    const char *end = strchr(text, '\n');
    return strncmp(text, "untrusted comment:", 18) == 0 && end ? end + 1 : text;
}

static void checksum_of(const secret_file *file, unsigned char out[CHECKSUM]) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, CHECKSUM);
    crypto_generichash_update(&state, file->algorithm, sizeof file->algorithm);
    crypto_generichash_update(&state, file->sealed.id, sizeof file->sealed.id);
    crypto_generichash_update(&state, file->sealed.key, sizeof file->sealed.key);
    crypto_generichash_final(&state, out, CHECKSUM);
}

/* Encrypts what is to be sealed, or decrypts it: the same stream of bytes is laid over it. */
static glo_status lay_over(secret_file *file, const char *passphrase) {
    unsigned char stream[sizeof(sealed)], *bytes = (unsigned char *)&file->sealed;
    uint64_t operations = read_number(file->operations), memory = read_number(file->memory);
    if (memory > MOST_MEMORY || operations > (uint64_t)OPERATIONS << 6)
        return glo_fail(GLO_EINVAL, "the secret key asks for more memory or time than a passphrase may cost");
    if (crypto_pwhash_scryptsalsa208sha256(stream, sizeof stream, passphrase, strlen(passphrase), file->salt,
                                           operations, (size_t)memory) != 0)
        return glo_fail(GLO_ENOMEM, "out of memory: the passphrase takes %d MB to try", (int)(memory >> 20));
    for (size_t i = 0; i < sizeof stream; i++)
        bytes[i] ^= stream[i];
    sodium_memzero(stream, sizeof stream);
    return GLO_OK;
}

void glo_key_id_text(const unsigned char id[GLO_KEY_ID], char out[GLO_KEY_ID_TEXT]) {
    static const char digits[] = "0123456789ABCDEF";
    for (int i = 0; i < GLO_KEY_ID; i++) {
        unsigned char byte =
            id[GLO_KEY_ID - 1 - i]; /* minisign shows a number, of which the first byte is the lowest */
        out[2 * i] = digits[byte >> 4];
        out[2 * i + 1] = digits[byte & 15];
    }
    out[2 * GLO_KEY_ID] = '\0';
}

glo_status glo_keys_make(const char *passphrase, glo_buf *secret, glo_buf *public_key) {
    glo_status status = begin();
    if (status < 0)
        return status;
    secret_file file = {.algorithm = ED25519, .derivation = {0, 0}, .checksum = BLAKE2B};
    public_file shown = {.algorithm = ED25519};
    crypto_sign_keypair(shown.key, file.sealed.key);
    randombytes_buf(file.sealed.id, sizeof file.sealed.id);
    memcpy(shown.id, file.sealed.id, sizeof shown.id);
    checksum_of(&file, file.sealed.checksum);
    if (passphrase[0]) {
        memcpy(file.derivation, SCRYPT, 2);
        randombytes_buf(file.salt, sizeof file.salt);
        write_number(file.operations, OPERATIONS);
        write_number(file.memory, MEMORY);
        status = lay_over(&file, passphrase);
    }
    if (status == GLO_OK) {
        char id[GLO_KEY_ID_TEXT];
        glo_key_id_text(shown.id, id);
        glo_buf_text(secret, SECRET_COMMENT "\n");
        append_base64(secret, &file, sizeof file);
        glo_buf_format(public_key, PUBLIC_COMMENT "%s\n", id);
        append_base64(public_key, &shown, sizeof shown);
        status = glo_buf_status(secret) < 0 ? glo_buf_status(secret) : glo_buf_status(public_key);
    }
    sodium_memzero(&file, sizeof file);
    return status;
}

/* A secret key holds its public one behind what that is made from. */
static bool is_a_pair(const unsigned char key[64]) {
    unsigned char seed[crypto_sign_SEEDBYTES], shown[32], secret[64];
    memcpy(seed, key, sizeof seed);
    crypto_sign_seed_keypair(shown, secret, seed);
    bool is_pair = sodium_memcmp(secret, key, sizeof secret) == 0;
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(secret, sizeof secret);
    return is_pair;
}

static glo_status open_secret(secret_file *file, const char *passphrase) {
    unsigned char checksum[CHECKSUM];
    bool is_encrypted = memcmp(file->derivation, SCRYPT, 2) == 0;
    if (is_encrypted) {
        if (!passphrase[0])
            return glo_fail(GLO_EINVAL, "the secret key needs its passphrase");
        glo_status status = lay_over(file, passphrase);
        if (status < 0)
            return status;
    }
    checksum_of(file, checksum);
    bool holds =
        sodium_memcmp(checksum, file->sealed.checksum, CHECKSUM) == 0 ||
        (!is_encrypted && sodium_is_zero(file->sealed.checksum, CHECKSUM)); /* minisign -W leaves it out */
    if (!holds || !is_a_pair(file->sealed.key))
        return is_encrypted ? glo_fail(GLO_EINVAL, "this is not the passphrase of the secret key")
                            : glo_fail(GLO_ECORRUPT, "the secret key is damaged");
    return GLO_OK;
}

glo_status glo_secret_key_read(const char *text, const char *passphrase, glo_secret_key *out) {
    glo_status status = begin();
    secret_file file;
    const char *at = behind_comment(text);
    if (status < 0)
        return status;
    if (!take_base64(&at, &file, sizeof file) || memcmp(file.algorithm, ED25519, 2) != 0 ||
        memcmp(file.checksum, BLAKE2B, 2) != 0)
        status = glo_fail(GLO_EINVAL, "this is no secret key of minisign's format");
    else
        status = open_secret(&file, passphrase);
    if (status == GLO_OK) {
        memcpy(out->id, file.sealed.id, sizeof out->id);
        memcpy(out->key, file.sealed.key, sizeof out->key);
    }
    sodium_memzero(&file, sizeof file);
    return status;
}

void glo_secret_key_forget(glo_secret_key *key) {
    sodium_memzero(key, sizeof *key);
}

glo_status glo_public_key_read(const char *text, glo_public_key *out) {
    public_file file;
    const char *at = behind_comment(text);
    if (!take_base64(&at, &file, sizeof file) || memcmp(file.algorithm, ED25519, 2) != 0)
        return glo_fail(GLO_EINVAL, "this is no public key of minisign's format");
    memcpy(out->id, file.id, sizeof out->id);
    memcpy(out->key, file.key, sizeof out->key);
    return GLO_OK;
}

/* What is signed: the hash of the bytes. */
static void hash_of(const void *bytes, size_t length, unsigned char out[HASH]) {
    crypto_generichash(out, HASH, bytes, length, NULL, 0);
}

/* The signature and its comment one behind the other, which is what the second signature is of. */
static glo_status with_comment(const unsigned char *signature, const char *comment, size_t length,
                               glo_buf *out) {
    glo_buf_bytes(out, signature, crypto_sign_BYTES);
    glo_buf_bytes(out, comment, length);
    return glo_buf_status(out);
}

glo_status glo_sign(const glo_secret_key *key, const void *bytes, size_t length, const char *comment,
                    glo_buf *out) {
    unsigned char hash[HASH], global[crypto_sign_BYTES];
    signature_file file = {.algorithm = ED25519_OF_BLAKE2B};
    glo_status status = begin();
    if (status < 0)
        return status;
    if (strlen(comment) > GLO_MOST_COMMENT || strpbrk(comment, "\r\n"))
        return glo_fail(GLO_EINVAL, "the comment of a signature is one line of up to %d bytes",
                        GLO_MOST_COMMENT);
    memcpy(file.id, key->id, sizeof file.id);
    hash_of(bytes, length, hash);
    crypto_sign_detached(file.signature, NULL, hash, sizeof hash, key->key);
    glo_buf both = {0};
    status = with_comment(file.signature, comment, strlen(comment), &both);
    if (status == GLO_OK) {
        crypto_sign_detached(global, NULL, (const unsigned char *)both.data, both.length, key->key);
        glo_buf_text(out, SIGNATURE_COMMENT "\n");
        append_base64(out, &file, sizeof file);
        glo_buf_format(out, TRUSTED "%s\n", comment);
        append_base64(out, global, sizeof global);
        status = glo_buf_status(out);
    }
    glo_buf_dispose(&both);
    return status;
}

/* The parts of a signature's text; its first line is one of two, so that no byte of it can be another: *comment is where the trusted comment stands in it. */
static glo_status take_apart(const char *text, signature_file *file, const char **comment, size_t *length,
                             unsigned char global[crypto_sign_BYTES]) {
    const char *at = behind_comment(text);
    size_t head = strcspn(text, "\r\n");
    bool is_ours = head == strlen(SIGNATURE_COMMENT) && strncmp(text, SIGNATURE_COMMENT, head) == 0,
         is_minisigns = head == strlen(MINISIGN_COMMENT) && strncmp(text, MINISIGN_COMMENT, head) == 0;
    if (!is_ours && !is_minisigns)
        return glo_fail(GLO_EINVAL, "a signature begins with '%s', or with '%s' where minisign made it",
                        SIGNATURE_COMMENT, MINISIGN_COMMENT);
    bool is_whole = take_base64(&at, file, sizeof *file) && take_line_end(&at) &&
                    strncmp(at, TRUSTED, strlen(TRUSTED)) == 0;
    if (is_whole) {
        *comment = at + strlen(TRUSTED);
        *length = strcspn(*comment, "\r\n");
        at = *comment + *length;
        is_whole = *length <= GLO_MOST_COMMENT * 8 && take_line_end(&at) &&
                   take_base64(&at, global, crypto_sign_BYTES) && at[strspn(at, "\r\n")] == '\0';
    }
    if (!is_whole ||
        (memcmp(file->algorithm, ED25519_OF_BLAKE2B, 2) != 0 && memcmp(file->algorithm, ED25519, 2) != 0))
        return glo_fail(GLO_EINVAL, "this is no signature of minisign's format");
    return GLO_OK;
}

glo_status glo_signature_key_id(const char *signature, char out[GLO_KEY_ID_TEXT]) {
    signature_file file;
    unsigned char global[crypto_sign_BYTES];
    const char *comment;
    size_t length;
    glo_status status = take_apart(signature, &file, &comment, &length, global);
    if (status == GLO_OK)
        glo_key_id_text(file.id, out);
    return status;
}

static bool is_of(const glo_public_key *key, const signature_file *file, const void *bytes, size_t length) {
    unsigned char hash[HASH];
    if (memcmp(file->algorithm, ED25519, 2) == 0) /* minisign before 0.10: of the bytes themselves */
        return crypto_sign_verify_detached(file->signature, bytes, length, key->key) == 0;
    hash_of(bytes, length, hash);
    return crypto_sign_verify_detached(file->signature, hash, sizeof hash, key->key) == 0;
}

glo_status glo_verify(const glo_public_key *key, const void *bytes, size_t length, const char *signature,
                      glo_buf *comment) {
    signature_file file;
    unsigned char global[crypto_sign_BYTES];
    const char *said;
    size_t said_length;
    glo_status status = begin();
    if (status == GLO_OK)
        status = take_apart(signature, &file, &said, &said_length, global);
    if (status < 0)
        return status;
    if (memcmp(file.id, key->id, sizeof file.id) != 0) {
        char theirs[GLO_KEY_ID_TEXT], ours[GLO_KEY_ID_TEXT];
        glo_key_id_text(file.id, theirs);
        glo_key_id_text(key->id, ours);
        return glo_fail(GLO_ENOTFOUND, "signed by key %s, not by %s", theirs, ours);
    }
    if (!is_of(key, &file, bytes, length))
        return glo_fail(GLO_ECORRUPT, "the signature does not hold: this is not what was signed");
    glo_buf both = {0};
    status = with_comment(file.signature, said, said_length, &both);
    if (status == GLO_OK &&
        crypto_sign_verify_detached(global, (const unsigned char *)both.data, both.length, key->key) != 0)
        status = glo_fail(GLO_ECORRUPT, "the comment of the signature is not what was signed");
    glo_buf_dispose(&both);
    if (status == GLO_OK) {
        glo_buf_bytes(comment, said, said_length);
        status = glo_buf_status(comment);
    }
    return status;
}
