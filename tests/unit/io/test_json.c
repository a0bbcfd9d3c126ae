/* test_json.c: frames as JSON. */
#include "io/json.h"

#include "cmocka_here.h"

static void assert_text(const char *text, size_t length, const char *wanted) {
    glo_buf out = {0};
    glo_json_text(&out, text, length);
    assert_string_equal(out.data, wanted);
    glo_buf_dispose(&out);
}

static void test_text(void **state) {
    (void)state;
    assert_text("", 0, "\"\"");
    assert_text("a \"b\" \\ /", 9, "\"a \\\"b\\\" \\\\ /\"");
    assert_text("\b\t\n\f\r\x01\x1F\x7F", 8, "\"\\b\\t\\n\\f\\r\\u0001\\u001f\\u007f\"");
    assert_text("\xC2\x85\u202e\U000e0001", 9, "\"\\u0085\\u202e\\udb40\\udc01\""); /* what can't be seen */
    assert_text("a\0b", 3, "\"a\\u0000b\"");
    assert_text("Li\xC3\xA8ge", 6, "\"Li\xC3\xA8ge\"");
    assert_text("\xE8"
                "a\xE8\n",
                4,
                "\"\xEF\xBF\xBD"
                "a\xEF\xBF\xBD\\n\"");
}

static void assert_writes(glo_frame *frame, const char *wanted) {
    glo_buf text = {0};
    ASSERT_OK(glo_json_write_frame(frame, NULL, glo_sink_buf(&text)));
    assert_string_equal(text.data, wanted);
    glo_buf_dispose(&text);
    glo_frame_free(frame);
}

static void test_every_type(void **state) {
    (void)state;
    assert_writes(
        mixed_frame(),
        "{\"marking\":\"TLP:AMBER H1\",\"provenance\":null,\"columns\":["
        "{\"name\":\"zone\",\"type\":\"text\",\"unit\":null},{\"name\":\"count\",\"type\":\"integer\","
        "\"unit\":null},"
        "{\"name\":\"rate\",\"type\":\"real\",\"unit\":\"per 100 000\"},"
        "{\"name\":\"day\",\"type\":\"day\",\"span\":\"day\",\"unit\":null},{\"name\":\"quarter\",\"type\":"
        "\"month\","
        "\"span\":\"quarter\",\"unit\":null}],\n"
        "\"rows\":[\n"
        "{\"zone\":\"Li\xC3\xA8ge\",\"count\":11431406,\"rate\":0.1,\"day\":\"2024-01-31\",\"quarter\":"
        "\"2024-Q1\"},\n"
        "{\"zone\":\"a, \\\"b\\\"\\nc\",\"count\":-7,\"rate\":null,\"day\":null,\"quarter\":\"2024-Q2\"},\n"
        "{\"zone\":null,\"count\":null,\"rate\":1234.5,\"day\":\"1970-01-01\",\"quarter\":\"2024-Q3\"}\n"
        "]}\n");
}

static void test_provenance_and_no_rows(void **state) {
    (void)state;
    glo_provenance *provenance;
    glo_frame_builder builder = {0};
    glo_frame *frame;
    ASSERT_OK(glo_provenance_new("rollup{zone=\"BE\"}", "demo.db", 12, 0, NULL, 0, &provenance));
    glo_frame_builder_add(&builder, "a\"b", integers_of(NULL, 0));
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){0, 0}, provenance, &frame));
    glo_provenance_free(provenance);
    assert_writes(frame,
                  "{\"marking\":\"TLP:CLEAR\",\"provenance\":\"rollup{zone=\\\"BE\\\"}  -- store demo.db, "
                  "state 12\",\"columns\":[{\"name\":\"a\\\"b\",\"type\":\"integer\",\"unit\":null}],\n"
                  "\"rows\":[\n]}\n");
}

static void test_no_columns(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    assert_writes(frame_of(&builder, (glo_marking){0, 0}),
                  "{\"marking\":\"TLP:CLEAR\",\"provenance\":null,\"columns\":[],\n\"rows\":[\n]}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_provenance_and_no_rows),
        cmocka_unit_test(test_no_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
