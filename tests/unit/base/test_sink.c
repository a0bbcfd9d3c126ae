/* test_sink.c: sinks, and numbers as shortest decimals. */
#include "base/sink.h"

#include "cmocka_here.h"

#include <math.h>
#include <stdlib.h>

static void assert_writes(double value, const char *wanted) {
    char text[GLO_REAL_SIZE];
    assert_int_equal(glo_real_format(value, text), strlen(wanted));
    assert_string_equal(text, wanted);
}

static void test_known_reals(void **state) {
    (void)state;
    assert_writes(0, "0");
    assert_writes(-0.0, "0");
    assert_writes(1, "1");
    assert_writes(-3, "-3");
    assert_writes(10, "10");
    assert_writes(0.1, "0.1");
    assert_writes(-0.05, "-0.05");
    assert_writes(1234.5, "1234.5");
    assert_writes(0.000001, "0.000001");
    assert_writes(0.1 + 0.2, "0.30000000000000004");
    assert_writes(1.0 / 3, "0.3333333333333333");
    assert_writes(1e300, "1e+300");
    assert_writes(5e-324, "4.94065645841247e-324");
    assert_writes(999999999999999, "999999999999999");
    assert_writes(9007199254740992.0, "9007199254740992");
    assert_writes(NAN, "nan");
    assert_writes(-NAN, "nan");
    assert_writes(INFINITY, "inf");
    assert_writes(-INFINITY, "-inf");
}

/* Numbers of any size read back bit by bit. */
static void test_reals_read_back(void **state) {
    (void)state;
    uint64_t bits = 88172645463325252u;
    char text[GLO_REAL_SIZE];
    for (int i = 0; i < 200000; i++) {
        double value;
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (i % 2)
            value = (double)(int64_t)(bits % 2000000000) / 1000.0 - 1e6;
        if (!isfinite(value))
            continue;
        glo_real_format(value, text);
        if (strtod(text, NULL) != value)
            fail_msg("%a became %s", value, text);
    }
}

static void test_buf(void **state) {
    (void)state;
    glo_buf to = {0}, from = {0};
    ASSERT_OK(glo_sink_flush(glo_sink_buf(&to), &from)); /* nothing yet */
    glo_buf_text(&from, "abc");
    ASSERT_OK(glo_sink_flush(glo_sink_buf(&to), &from));
    assert_int_equal(from.length, 0);
    glo_buf_text(&from, "def");
    ASSERT_OK(glo_sink_flush(glo_sink_buf(&to), &from));
    assert_string_equal(to.data, "abcdef");
    glo_buf_dispose(&to);
    glo_buf_dispose(&from);
}

static void test_stream(void **state) {
    (void)state;
    char *text = NULL;
    size_t length = 0;
    glo_buf from = {0};
    FILE *stream = open_memstream(&text, &length);
    glo_buf_text(&from, "abc");
    ASSERT_OK(glo_sink_flush(glo_sink_stream(stream), &from));
    fclose(stream);
    assert_string_equal(text, "abc");
    free(text);
    stream = fopen("/dev/full", "w");
    if (stream) {
        setvbuf(stream, NULL, _IONBF, 0);
        glo_buf_text(&from, "abc");
        assert_int_equal(glo_sink_flush(glo_sink_stream(stream), &from), GLO_EFULL);
        fclose(stream);
    }
    glo_buf_dispose(&from);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_reals),
        cmocka_unit_test(test_reals_read_back),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
