/* test_xml_events.c: an XML file as a run of bytes: its elements and texts, lines, what is left out and what is refused. */
#include "exchange/xml_events.h"

#include "support.h"

#include <stdatomic.h>
#include <stdbool.h>

static const char *const skipped[] = {"views"};

static glo_status events_of(const char *text, glo_buf *out) {
    return glo_xml_events(write_file("m.xmile", text), skipped, 1, NULL, out);
}

static void test_events(void **state) {
    (void)state;
    glo_buf out = {0};
    ASSERT_OK(events_of("<a k='v'\n><x:b>&lt;c</x:b><views><view><views/>x</view></views></a>", &out));
    assert_true(out.length > 60);
    assert_memory_equal(out.data, "<\1\0\0\0a\1\0\0\0\1\0\0\0\1\0\0\0k\1\0\0\0v", 24);
    assert_memory_equal(out.data + 24, "<\3\0\0\0x:b\2\0\0\0\0\0\0\0", 16);
    assert_memory_equal(out.data + out.length - 21, "><\5\0\0\0views\2\0\0\0\0\0\0\0>>", 21);
    glo_buf_dispose(&out);
}

static void assert_refused(const char *text, const char *part) {
    glo_buf out = {0};
    assert_int_equal(events_of(text, &out), GLO_ECORRUPT);
    ASSERT_SAYS(part);
    glo_buf_dispose(&out);
}

static void test_refused(void **state) {
    (void)state;
    assert_refused("<a>\n <b></a>", "mismatched tag in line 2 of its XML, column 7");
    assert_refused("", "no element found");
    assert_refused("<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>", "document type");
    glo_buf deep = {0}, out = {0};
    for (int i = 0; i < 200; i++)
        glo_buf_text(&deep, "<a>");
    assert_refused(deep.data, "nested more than 100 deep");
    glo_buf_dispose(&deep);
    assert_int_equal(glo_xml_events(in_folder("none"), NULL, 0, NULL, &out), GLO_ENOTFOUND);
    glo_buf_dispose(&out);
}

static void test_cancelled(void **state) {
    (void)state;
    atomic_bool stop = true;
    glo_job job = {.threads = 1, .cancel = &stop};
    glo_buf out = {0};
    assert_int_equal(glo_xml_events(write_file("m", "<a></a>"), NULL, 0, &job, &out), GLO_ECANCELLED);
    glo_buf_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_events), TEST(test_refused), TEST(test_cancelled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
