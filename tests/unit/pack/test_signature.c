/* Signatures in minisign's format: those that minisign 0.11 (Debian 12) made with a key of this test, and our own. */
#include "pack/signature.h"

#include "cmocka_here.h"

#include <string.h>

static const char PUBLIC[] = "untrusted comment: minisign public key 3A610F44B059EDBD\n"
                             "RWS97VmwRA9hOkTptH2OJG0Cj9S1mpQ4GC5AWR1iq579g+GUfMTX2qrf\n";
static const char SECRET[] = "untrusted comment: minisign encrypted secret key\n"
                             "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAve1ZsEQ"
                             "PYTpyhatGRcZ8UKmxWuRzEsAimam/"
                             "m8GBQDkxUOH18uqTNkTptH2OJG0Cj9S1mpQ4GC5AWR1iq579g+"
                             "GUfMTX2qrfAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
static const char OF_HASH[] =
    "untrusted comment: signature from minisign secret key\n"
    "RUS97VmwRA9hOnu6ICsH4+J9mRrEn/o2jvqPT2awN4YL2Rt9PS7gxu78AsMYmzo34mJY9excoNWjI6dYd3X2M2SzJluatkmfqQI=\n"
    "trusted comment: by minisign 0.11\n"
    "Azi0Vyv/eEJ2bjJfgteugTN/LLGstjMLmChGLggh85xZybpFJ06AeNwNTKhHp1WELCPyui1LhGINbcj5zmo7Dg==\n";
static const char OF_BYTES[] =
    "untrusted comment: signature from minisign secret key\n"
    "RWS97VmwRA9hOhWfMLsJnBZthJATaDXw7Ng6fhkuGEPzIEE6mRNfSVwqBAm/ZHF49x0908IiZ8AQIXBeZ6B7kOaB845s/EX6aA0=\n"
    "trusted comment: legacy\n"
    "PjH8Hhejn+IXXJavAyJJEOyP45ngTUMQbWb0qJs8u0WtrcelF1inoMmSyq/qIzfCoHsgYz38mqn6cyKI3SO8AQ==\n";
static const char SIGNED[] = "figures";

static void test_minisigns(void **state) {
    (void)state;
    glo_public_key key;
    glo_buf comment = {0};
    char id[GLO_KEY_ID_TEXT];
    assert_int_equal(glo_public_key_read(PUBLIC, &key), GLO_OK);
    glo_key_id_text(key.id, id);
    assert_string_equal(id, "3A610F44B059EDBD");
    assert_int_equal(glo_verify(&key, SIGNED, strlen(SIGNED), OF_HASH, &comment), GLO_OK);
    assert_string_equal(comment.data, "by minisign 0.11");
    glo_buf_clear(&comment);
    assert_int_equal(glo_verify(&key, SIGNED, strlen(SIGNED), OF_BYTES, &comment), GLO_OK);
    assert_string_equal(comment.data, "legacy");
    assert_int_equal(glo_signature_key_id(OF_HASH, id), GLO_OK);
    assert_string_equal(id, "3A610F44B059EDBD");
    glo_buf_dispose(&comment);
}

/* Ed25519 is deterministic: the same key, bytes and comment give the signatures that minisign gave. */
static void test_signs_as_minisign(void **state) {
    (void)state;
    glo_secret_key key;
    glo_buf signature = {0};
    assert_int_equal(glo_secret_key_read(SECRET, "", &key), GLO_OK);
    assert_int_equal(glo_sign(&key, SIGNED, strlen(SIGNED), "by minisign 0.11", &signature), GLO_OK);
    assert_string_equal(strchr(signature.data, '\n'), strchr(OF_HASH, '\n'));
    glo_secret_key_forget(&key);
    glo_buf_dispose(&signature);
}

static void test_every_byte_counts(void **state) {
    (void)state;
    glo_public_key key;
    assert_int_equal(glo_public_key_read(PUBLIC, &key), GLO_OK);
    for (size_t i = 0; i < strlen(OF_HASH); i++) {
        for (int bit = 0; bit < 8; bit++) {
            char text[sizeof OF_HASH];
            glo_buf comment = {0};
            memcpy(text, OF_HASH, sizeof text);
            text[i] = (char)(text[i] ^ 1 << bit);
            if (glo_verify(&key, SIGNED, strlen(SIGNED), text, &comment) == GLO_OK)
                fail_msg("byte %zu, bit %d: taken", i, bit);
            assert_int_equal(comment.length, 0);
            glo_buf_dispose(&comment);
        }
    }
    glo_buf comment = {0};
    assert_int_equal(glo_verify(&key, "Figures", strlen(SIGNED), OF_HASH, &comment), GLO_ECORRUPT);
    assert_int_equal(glo_verify(&key, SIGNED, strlen(SIGNED) - 1, OF_HASH, &comment), GLO_ECORRUPT);
    glo_buf_dispose(&comment);
}

static void test_own_keys(void **state) {
    (void)state;
    glo_buf secret = {0}, shown = {0}, signature = {0}, comment = {0};
    glo_secret_key key;
    glo_public_key public_key, other;
    assert_int_equal(glo_keys_make("a passphrase", &secret, &shown), GLO_OK);
    assert_int_equal(glo_secret_key_read(secret.data, "", &key), GLO_EINVAL);
    assert_int_equal(glo_secret_key_read(secret.data, "another", &key), GLO_EINVAL);
    assert_int_equal(glo_secret_key_read(shown.data, "a passphrase", &key), GLO_EINVAL);
    assert_int_equal(glo_secret_key_read(secret.data, "a passphrase", &key), GLO_OK);
    assert_int_equal(glo_public_key_read(shown.data, &public_key), GLO_OK);
    assert_int_equal(glo_sign(&key, SIGNED, 7, "two\nlines", &signature), GLO_EINVAL);
    assert_int_equal(glo_sign(&key, SIGNED, 7, "harm-index 1.0.0", &signature), GLO_OK);
    assert_int_equal(glo_verify(&public_key, SIGNED, 7, signature.data, &comment), GLO_OK);
    assert_string_equal(comment.data, "harm-index 1.0.0");
    assert_int_equal(glo_public_key_read(PUBLIC, &other), GLO_OK);
    assert_int_equal(glo_verify(&other, SIGNED, 7, signature.data, &comment), GLO_ENOTFOUND);
    glo_secret_key_forget(&key);
    glo_buf_dispose(&secret);
    glo_buf_dispose(&shown);
    glo_buf_dispose(&signature);
    glo_buf_dispose(&comment);
}

static void test_no_keys(void **state) {
    (void)state;
    glo_public_key key;
    glo_secret_key secret;
    char id[GLO_KEY_ID_TEXT];
    const char *const texts[] = {"",     "\n",       "untrusted comment: x", "untrusted comment: x\n", "RWS",
                                 "====", "x\ny\nz\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(glo_public_key_read(texts[i], &key), GLO_EINVAL);
        assert_int_equal(glo_secret_key_read(texts[i], "x", &secret), GLO_EINVAL);
        assert_int_equal(glo_signature_key_id(texts[i], id), GLO_EINVAL);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_minisigns),         cmocka_unit_test(test_signs_as_minisign),
        cmocka_unit_test(test_every_byte_counts), cmocka_unit_test(test_own_keys),
        cmocka_unit_test(test_no_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
