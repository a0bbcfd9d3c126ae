/* test_decode.c: encodings, declared and found out, from sources that give little at a time. */
#include "io/decode.h"

#include "base/buf.h"
#include "cmocka_here.h"

#include <stdlib.h>

typedef struct dripping {
    const char *bytes;
    size_t left, step;
} dripping;

static int drip(void *context, char *out, size_t room, size_t *out_got) {
    dripping *source = context;
    size_t got = source->left < source->step ? source->left : source->step;
    got = got < room ? got : room;
    memcpy(out, source->bytes, got);
    source->bytes += got;
    source->left -= got;
    *out_got = got;
    return GLO_OK;
}

static void assert_decodes_to(const char *declared, const char *bytes, size_t length, const char *found,
                              const char *wanted, size_t wanted_length) {
    static const size_t steps[] = {1, 3, 5000, 1 << 20};
    char *out = malloc(GLO_DECODE_BLOCK);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        dripping drips = {bytes, length, steps[i]};
        glo_source source = {drip, NULL, &drips, 0};
        glo_decoder *decoder;
        glo_buf text = {0};
        size_t got;
        ASSERT_OK(glo_decoder_new(&source, declared, &decoder));
        do {
            ASSERT_OK(glo_decoder_read(decoder, out, GLO_DECODE_BLOCK, &got));
            glo_buf_bytes(&text, out, got);
        } while (got > 0);
        assert_string_equal(glo_decoder_encoding(decoder), found);
        assert_int_equal(drips.left, 0);
        assert_int_equal(text.length, wanted_length);
        assert_memory_equal(text.data, wanted, wanted_length);
        glo_decoder_free(decoder);
        glo_buf_dispose(&text);
    }
    free(out);
}

#define BYTES(text) text, sizeof text - 1

static const char cafe[] = "caf\xC3\xA9 \xE2\x82\xAC\n";

static void test_utf8(void **state) {
    (void)state;
    assert_decodes_to(NULL, BYTES("plain\n"), "utf-8", BYTES("plain\n"));
    assert_decodes_to(NULL, BYTES(cafe), "utf-8", BYTES(cafe));
    assert_decodes_to("UTF8", BYTES(cafe), "utf-8", BYTES(cafe));
    assert_decodes_to(NULL,
                      BYTES("\xEF\xBB\xBF"
                            "a\n"),
                      "utf-8", BYTES("a\n"));
    assert_decodes_to("utf-8", BYTES("caf\xE9\n"), "utf-8", BYTES("caf\xE9\n"));
}

static void test_utf16(void **state) {
    (void)state;
    static const char le[] = "c\0a\0f\0\xE9\0 \0\xAC\x20\n\0", be[] = "\0c\0a\0f\0\xE9\0 \x20\xAC\0\n";
    static const char le_marked[] = "\xFF\xFE"
                                    "c\0a\0f\0\xE9\0 \0\xAC\x20\n\0",
                      be_marked[] = "\xFE\xFF\0c\0a\0f\0\xE9\0 \x20\xAC\0\n";
    assert_decodes_to(NULL, BYTES(le), "utf-16le", BYTES(cafe));
    assert_decodes_to(NULL, BYTES(be), "utf-16be", BYTES(cafe));
    assert_decodes_to(NULL, BYTES(le_marked), "utf-16le", BYTES(cafe));
    assert_decodes_to(NULL, BYTES(be_marked), "utf-16be", BYTES(cafe));
    assert_decodes_to("utf-16", BYTES(be_marked), "utf-16be", BYTES(cafe));
    assert_decodes_to("utf-16", BYTES(be), "utf-16be", BYTES(cafe));
    assert_decodes_to("utf-16", BYTES("\xAC\x20"), "utf-16le", BYTES("\xE2\x82\xAC"));
    assert_decodes_to("utf-16le", BYTES(le_marked), "utf-16le", BYTES(cafe));
}

/* A surrogate alone, and a last byte alone, become FF; the rest stays. */
static void test_utf16_faults(void **state) {
    (void)state;
    assert_decodes_to("utf-16le",
                      BYTES("a\0\x00\xDC"
                            "b\0"),
                      "utf-16le",
                      BYTES("a\xFF"
                            "b"));
    assert_decodes_to("utf-16le", BYTES("a\0b"), "utf-16le", BYTES("a\xFF"));
    assert_decodes_to("utf-16le", BYTES("\x3C\xD8\x0D\xDF"), "utf-16le", BYTES("\xF0\x9F\x8C\x8D"));
}

static void test_single_bytes(void **state) {
    (void)state;
    assert_decodes_to("latin-1", BYTES("caf\xE9\n"), "latin-1", BYTES("caf\xC3\xA9\n"));
    assert_decodes_to("ISO-8859-1", BYTES("\x80"), "latin-1", BYTES("\xC2\x80"));
    assert_decodes_to("cp1252", BYTES("caf\xE9 \x80\n"), "windows-1252", BYTES(cafe));
    assert_decodes_to("windows-1252", BYTES("a\x81z"), "windows-1252", BYTES("a\xFFz"));
}

static void test_found_by_sequences(void **state) {
    (void)state;
    assert_decodes_to(NULL, BYTES("caf\xE9 \x80\nplus"), "windows-1252",
                      BYTES("caf\xC3\xA9 \xE2\x82\xAC\nplus"));
    assert_decodes_to(NULL, BYTES("caf\xE9"), "windows-1252", BYTES("caf\xC3\xA9"));
    /* One wrong line in a file that is UTF-8 elsewhere: it stays UTF-8. */
    assert_decodes_to(NULL, BYTES("Li\xC3\xA8ge\ncaf\xE9\nB\xC3\xA9gard\n"), "utf-8",
                      BYTES("Li\xC3\xA8ge\ncaf\xE9\nB\xC3\xA9gard\n"));
}

/* ASCII for more than a block, then Windows-1252: decided when it comes. */
static void test_found_late(void **state) {
    (void)state;
    glo_buf bytes = {0}, wanted = {0};
    glo_buf_repeat(&bytes, 'x', 600 * 1000);
    glo_buf_repeat(&wanted, 'x', 600 * 1000);
    glo_buf_text(&bytes, "caf\xE9 and more\n");
    glo_buf_text(&wanted, "caf\xC3\xA9 and more\n");
    glo_source source;
    glo_decoder *decoder;
    glo_buf text = {0};
    char *out = malloc(GLO_DECODE_BLOCK);
    size_t got;
    ASSERT_OK(glo_source_bytes(bytes.data, bytes.length, &source));
    ASSERT_OK(glo_decoder_new(&source, NULL, &decoder));
    do {
        ASSERT_OK(glo_decoder_read(decoder, out, GLO_DECODE_BLOCK, &got));
        glo_buf_bytes(&text, out, got);
    } while (got > 0);
    assert_string_equal(glo_decoder_encoding(decoder), "windows-1252");
    assert_int_equal(text.length, wanted.length);
    assert_memory_equal(text.data, wanted.data, wanted.length);
    glo_decoder_free(decoder);
    glo_buf_dispose(&bytes);
    glo_buf_dispose(&wanted);
    glo_buf_dispose(&text);
    free(out);
}

/* The first accent lies across the edge of a block: its two halves are no sign of Windows-1252. */
static void test_cut_by_a_block(void **state) {
    (void)state;
    for (size_t before = 4095; before < 4097; before++) {
        glo_buf bytes = {0}, text = {0};
        glo_buf_repeat(&bytes, 'x', before);
        glo_buf_text(&bytes, "\xC3\xA9,plain\n");
        dripping drips = {bytes.data, bytes.length, 4096};
        glo_source source = {drip, NULL, &drips, 0};
        glo_decoder *decoder;
        char *out = malloc(GLO_DECODE_BLOCK);
        size_t got;
        ASSERT_OK(glo_decoder_new(&source, NULL, &decoder));
        do {
            ASSERT_OK(glo_decoder_read(decoder, out, GLO_DECODE_BLOCK, &got));
            glo_buf_bytes(&text, out, got);
        } while (got > 0);
        assert_string_equal(glo_decoder_encoding(decoder), "utf-8");
        assert_int_equal(text.length, bytes.length);
        assert_memory_equal(text.data, bytes.data, bytes.length);
        glo_decoder_free(decoder);
        glo_buf_dispose(&bytes);
        glo_buf_dispose(&text);
        free(out);
    }
}

/* Little room: a character of several bytes must not get lost. */
static void test_little_room(void **state) {
    (void)state;
    glo_source source;
    glo_decoder *decoder;
    glo_buf bytes = {0};
    char *out = malloc(GLO_DECODE_BLOCK);
    size_t got, total = 0;
    for (int i = 0; i < 100000; i++)
        glo_buf_text(&bytes, "\x80\xE9");
    ASSERT_OK(glo_source_bytes(bytes.data, bytes.length, &source));
    ASSERT_OK(glo_decoder_new(&source, "windows-1252", &decoder));
    ASSERT_OK(glo_decoder_read(decoder, out, GLO_DECODE_BLOCK, &got));
    while (got > 0) {
        total += got;
        ASSERT_OK(glo_decoder_read(decoder, out, 16, &got));
    }
    assert_int_equal(total, 500000);
    glo_decoder_free(decoder);
    glo_buf_dispose(&bytes);
    free(out);
}

static void test_unknown(void **state) {
    (void)state;
    static const char *const names[] = {"klingon", "", " ", "utf", "8859"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        glo_source source;
        glo_decoder *decoder = NULL;
        ASSERT_OK(glo_source_bytes("a", 1, &source));
        assert_int_equal(glo_decoder_new(&source, names[i], &decoder), GLO_EINVAL);
        assert_null(decoder);
    }
    glo_decoder_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8),           cmocka_unit_test(test_utf16),
        cmocka_unit_test(test_utf16_faults),   cmocka_unit_test(test_single_bytes),
        cmocka_unit_test(test_found_late),     cmocka_unit_test(test_found_by_sequences),
        cmocka_unit_test(test_little_room),    cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_cut_by_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
