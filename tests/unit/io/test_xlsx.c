/* test_xlsx.c: workbooks are written, or refused past the limits of a sheet; what is in them is read back by
 * tests/spec/exchange/exchange_spec.lua. */
#include "io/xlsx.h"

#include "cmocka_here.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const types[] = {"integer", "real", "text", "day", "month"};
static const glo_xlsx_words words = {.data = "Data",
                                     .about = "About",
                                     .marking = "Marking",
                                     .made = "Made",
                                     .origin = "Origin",
                                     .step = "Call",
                                     .store = "Store",
                                     .state = "State",
                                     .seed = "Seed",
                                     .column = "Column",
                                     .type = "Type",
                                     .unit = "Unit",
                                     .nulls = "Empty",
                                     .page = "&P",
                                     .types = types};

static int write_frame(glo_frame *frame, const glo_job *job, char head[2]) {
    char path[] = "/tmp/glo-xlsx-XXXXXX";
    close(mkstemp(path));
    int status = glo_xlsx_write_frame(frame, &words, job, path);
    FILE *file = fopen(path, "rb");
    memset(head, 0, 2);
    if (file) {
        (void)!fread(head, 1, 2, file);
        fclose(file);
    }
    unlink(path);
    glo_frame_free(frame);
    return status;
}

static void test_every_type(void **state) {
    (void)state;
    char head[2];
    ASSERT_OK(write_frame(mixed_frame(), NULL, head));
    assert_memory_equal(head, "PK", 2);
}

static void test_no_rows(void **state) {
    (void)state;
    char head[2];
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "a", integers_of(NULL, 0));
    ASSERT_OK(write_frame(frame_of(&builder, (glo_marking){0, 0}), NULL, head));
    assert_memory_equal(head, "PK", 2);
}

static glo_frame *long_text(size_t length) {
    char *text = malloc(length + 1);
    glo_frame_builder builder = {0};
    assert_non_null(text);
    memset(text, 'x', length);
    text[length] = '\0';
    const char *const texts[] = {"short", text};
    glo_frame_builder_add(&builder, "note", texts_of(texts, 2));
    free(text);
    return frame_of(&builder, (glo_marking){0, 0});
}

static void test_long_text(void **state) {
    (void)state;
    char head[2];
    ASSERT_OK(write_frame(long_text(32767), NULL, head));
    assert_int_equal(write_frame(long_text(32768), NULL, head), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "row 2 of column 'note' has 32768 characters"));
}

static void test_too_many_rows(void **state) {
    (void)state;
    char head[2];
    enum { ROWS = 1048576 };
    int64_t *zeros = calloc(ROWS, sizeof *zeros);
    glo_frame_builder builder = {0};
    assert_non_null(zeros);
    glo_frame_builder_add(&builder, "a", integers_of(zeros, ROWS));
    free(zeros);
    assert_int_equal(write_frame(frame_of(&builder, (glo_marking){0, 0}), NULL, head), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "1048576 rows"));
}

static void test_cancel(void **state) {
    (void)state;
    char head[2];
    atomic_bool cancel;
    atomic_init(&cancel, 1);
    glo_job job = {.cancel = &cancel};
    assert_int_equal(write_frame(mixed_frame(), &job, head), GLO_ECANCELLED);
    assert_int_equal(head[0], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_type), cmocka_unit_test(test_no_rows),
                                       cmocka_unit_test(test_long_text), cmocka_unit_test(test_too_many_rows),
                                       cmocka_unit_test(test_cancel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
