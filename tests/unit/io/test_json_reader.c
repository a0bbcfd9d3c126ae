/* test_json_reader.c: JSON as events, copied again, and what is no JSON. */
#include "io/json_reader.h"

#include "cmocka_here.h"

#include <stdio.h>
#include <stdlib.h>

static int copy_event(void *context, const glo_json_event *event) {
    glo_json_copy_event(context, event);
    return GLO_OK;
}

static int read_text(const char *text, size_t length, glo_json_handler handler, void *context) {
    glo_source source;
    ASSERT_OK(glo_source_bytes(text, length, &source));
    int status = glo_json_read(&source, "x.json", NULL, handler, context);
    glo_source_close(&source);
    return status;
}

static void assert_copies(const char *text, const char *wanted) {
    glo_json_copy copy = {{0}, 0};
    ASSERT_OK(read_text(text, strlen(text), copy_event, &copy));
    assert_string_equal(copy.text.data, wanted);
    glo_buf_dispose(&copy.text);
}

static void test_copy(void **state) {
    (void)state;
    assert_copies(
        " { \"a\" : [ 1 , -2.50e+3, \"x\\\"\\u00e8\" , null, true,false ,{ } ,[]] , \"b\":{\"c\":1} } ",
        "{\"a\":[1,-2.50e+3,\"x\\\"\xC3\xA8\",null,true,false,{},[]],\"b\":{\"c\":1}}");
    assert_copies("\xEF\xBB\xBF[1]", "[1]");
    assert_copies("123456789012345678901234567890", "123456789012345678901234567890");
}

typedef struct seen {
    size_t key_depth, number_depth, end_depth;
} seen;

static int note_depths(void *context, const glo_json_event *event) {
    seen *depths = context;
    if (event->kind == GLO_JSON_KEY && glo_json_is(event, "b"))
        depths->key_depth = event->depth;
    if (event->kind == GLO_JSON_NUMBER)
        depths->number_depth = event->depth;
    if (event->kind == GLO_JSON_ARRAY_END)
        depths->end_depth = event->depth;
    return GLO_OK;
}

static void test_depths(void **state) {
    (void)state;
    seen depths = {0, 0, 0};
    const char *text = "{\"a\":{\"b\":[7]}}";
    ASSERT_OK(read_text(text, strlen(text), note_depths, &depths));
    assert_int_equal(depths.key_depth, 2);
    assert_int_equal(depths.number_depth, 3);
    assert_int_equal(depths.end_depth, 2);
}

/* Every start of a whole text is no whole text. */
static void test_cut(void **state) {
    (void)state;
    const char *text = "{\"a\":[1,\"x\"],\"b\":null}";
    for (size_t length = 0; length < strlen(text); length++) {
        glo_json_copy copy = {{0}, 0};
        assert_int_equal(read_text(text, length, copy_event, &copy), GLO_ECORRUPT);
        assert_non_null(strstr(glo_message(), "'x.json' is not whole JSON"));
        glo_buf_dispose(&copy.text);
    }
}

static void test_wrong(void **state) {
    (void)state;
    const char *const wrong[] = {"{a:1}", "[1,]", "nope", "[1] 2", "\"\xE8\"", "{\"a\" 1}", "[01]"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        glo_json_copy copy = {{0}, 0};
        assert_int_equal(read_text(wrong[i], strlen(wrong[i]), copy_event, &copy), GLO_ECORRUPT);
        assert_non_null(strstr(glo_message(), "at byte"));
        glo_buf_dispose(&copy.text);
    }
}

static void test_deep(void **state) {
    (void)state;
    enum { DEEP = 100000 };
    char *text = malloc(DEEP);
    glo_json_copy copy = {{0}, 0};
    assert_non_null(text);
    memset(text, '[', DEEP);
    assert_int_equal(read_text(text, DEEP, copy_event, &copy), GLO_ECORRUPT);
    assert_non_null(strstr(glo_message(), "200 deep"));
    glo_buf_dispose(&copy.text);
    free(text);
}

static int stop_at_number(void *context, const glo_json_event *event) {
    int *events = context;
    ++*events;
    return event->kind == GLO_JSON_NUMBER ? GLO_JSON_STOP : GLO_OK;
}

static int fail_at_once(void *context, const glo_json_event *event) {
    (void)context;
    (void)event;
    return glo_fail(GLO_EFULL, "no more");
}

static void test_handler_ends_it(void **state) {
    (void)state;
    int events = 0;
    const char *text = "[1,2,this is not read";
    ASSERT_OK(read_text(text, strlen(text), stop_at_number, &events));
    assert_int_equal(events, 2);
    assert_int_equal(read_text(text, strlen(text), fail_at_once, NULL), GLO_EFULL);
    assert_string_equal(glo_message(), "no more");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_copy), cmocka_unit_test(test_depths),
                                       cmocka_unit_test(test_cut),  cmocka_unit_test(test_wrong),
                                       cmocka_unit_test(test_deep), cmocka_unit_test(test_handler_ends_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
