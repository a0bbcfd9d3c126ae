/* test_csv_writer.c: frames as CSV, and back through the reader. */
#include "io/csv_writer.h"

#include "cmocka_here.h"
#include "io/csv_guard.h"
#include "io/csv_heading.h"
#include "io/csv_reader.h"

static int open_bytes(const void *bytes, size_t length, const glo_csv_options *options,
                      glo_csv_reader **out) {
    glo_source source;
    int status = glo_source_bytes(bytes, length, &source);
    return status < 0 ? status : glo_csv_open(&source, options, out);
}

static void assert_writes(glo_frame *frame, const glo_csv_write_options *options, const char *wanted) {
    glo_buf text = {0};
    ASSERT_OK(glo_csv_write_frame(frame, options, NULL, glo_sink_buf(&text)));
    assert_string_equal(text.data ? text.data : "", wanted);
    glo_buf_dispose(&text);
    glo_frame_free(frame);
}

static void test_every_type(void **state) {
    (void)state;
    assert_writes(mixed_frame(), NULL,
                  "zone,count,rate,day,quarter\n"
                  "Li\xC3\xA8ge,11431406,0.1,2024-01-31,2024-Q1\n"
                  "\"a, \"\"b\"\"\nc\",-7,,,2024-Q2\n"
                  ",,1234.5,1970-01-01,2024-Q3\n");
}

static void test_options(void **state) {
    (void)state;
    assert_writes(mixed_frame(), &(glo_csv_write_options){.delimiter = ';', .crlf = 1, .marking = 1},
                  "# TLP:AMBER H1\r\nzone;count;rate;day;quarter\r\n"
                  "Li\xC3\xA8ge;11431406;0.1;2024-01-31;2024-Q1\r\n"
                  "\"a, \"\"b\"\"\nc\";-7;;;2024-Q2\r\n"
                  ";;1234.5;1970-01-01;2024-Q3\r\n");
}

/* A text that a spreadsheet would calculate has an apostrophe before it, unless it is asked raw; numbers have none. */
static void test_guards_formulas(void **state) {
    (void)state;
    static const char *const texts[] = {"=1+1", "+32 2 1",         "-",   "@a", "\tb",
                                        "'=x",  "'s-Gravenbrakel", "a=b", "'"};
    enum { TEXTS = sizeof texts / sizeof texts[0] };
    for (int raw = 0; raw <= 1; raw++) {
        glo_frame_builder builder = {0};
        glo_frame_builder_add(&builder, "=n",
                              integers_of((const int64_t[]){-1, 2, 3, 4, 5, 6, 7, 8, 9}, TEXTS));
        glo_frame_builder_add(&builder, "t", texts_of(texts, TEXTS));
        assert_writes(
            frame_of(&builder, (glo_marking){0, 0}), &(glo_csv_write_options){.raw = raw},
            raw ? "=n,t\n-1,=1+1\n2,+32 2 1\n3,-\n4,@a\n5,\tb\n6,'=x\n7,'s-Gravenbrakel\n8,a=b\n9,'\n"
                : "'=n,t\n-1,'=1+1\n2,'+32 2 "
                  "1\n3,'-\n4,'@a\n5,'\tb\n6,''=x\n7,'s-Gravenbrakel\n8,a=b\n9,'\n");
    }
    for (size_t i = 0; i < TEXTS; i++) {
        char guarded[32];
        snprintf(guarded, sizeof guarded, "%s%s", glo_csv_needs_guard(texts[i], strlen(texts[i])) ? "'" : "",
                 texts[i]);
        assert_string_equal(guarded + glo_csv_guard(guarded, strlen(guarded)), texts[i]);
    }
}

static void test_clear_frames_have_no_comment(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "a,b", integers_of((const int64_t[]){INT64_MIN, INT64_MAX}, 2));
    assert_writes(frame_of(&builder, (glo_marking){0, 0}), &(glo_csv_write_options){.marking = 1},
                  "\"a,b\"\n-9223372036854775808\n9223372036854775807\n");
}

/* The first line with its marking and units is no header and no row, and gives back what was written. */
static void test_heading(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_column *counts = integers_of((const int64_t[]){1, 2}, 2);
    ASSERT_OK(glo_column_set_unit(counts, "per 100; 5%"));
    glo_frame_builder_add(&builder, "a:b", counts);
    glo_frame *frame = frame_of(&builder, (glo_marking){GLO_TLP_CLEAR, 0});
    const glo_csv_write_options options = {.marking = 1, .units = 1, .delimiter = '\t'};
    glo_buf text = {0};
    ASSERT_OK(glo_csv_write_frame(frame, &options, NULL, glo_sink_buf(&text)));
    glo_frame_free(frame);
    assert_string_equal(text.data, "# TLP:CLEAR; a%3Ab: per 100%3B 5%25\na:b\n1\n2\n");
    glo_csv_reader *reader;
    glo_csv_record record;
    ASSERT_OK(open_bytes(text.data, text.length, &(glo_csv_options){.header = 1}, &reader));
    assert_string_equal(glo_csv_heading(reader), "TLP:CLEAR; a%3Ab: per 100%3B 5%25");
    assert_int_equal(glo_csv_columns(reader), 1);
    assert_string_equal(glo_csv_name(reader, 0), "a:b");
    assert_int_equal(glo_csv_next(reader, &record), 1);
    assert_int_equal(record.line, 3);
    glo_csv_close(reader);
    glo_buf_dispose(&text);
}

static void test_heading_marking(void **state) {
    (void)state;
    glo_marking marking;
    ASSERT_OK(glo_csv_heading_marking("TLP:AMBER+STRICT H1 ; a: b", &marking));
    assert_int_equal(marking.tlp, GLO_TLP_AMBER_STRICT);
    assert_int_equal(marking.codes, 1 << 1);
    assert_int_equal(glo_csv_heading_marking("TLP:MAUVE", &marking), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "TLP:MAUVE"));
    assert_int_equal(
        glo_csv_heading_marking("TLP:AMBER and a text that is longer than any marking can be", &marking),
        GLO_EINVAL);
}

static void test_one_empty_column_keeps_its_rows(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "a", texts_of((const char *const[]){NULL, "x", ""}, 3));
    assert_writes(frame_of(&builder, (glo_marking){0, 0}), NULL, "a\n\"\"\nx\n\"\"\n");
}

static void test_no_rows_no_columns(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    assert_writes(frame_of(&builder, (glo_marking){0, 0}), NULL, "");
    glo_frame_builder_add(&builder, "a", integers_of(NULL, 0));
    assert_writes(frame_of(&builder, (glo_marking){0, 0}), NULL, "a\n");
}

static void test_refuses_delimiters(void **state) {
    (void)state;
    glo_frame *frame = mixed_frame();
    glo_buf text = {0};
    glo_csv_write_options options = {.delimiter = '"'};
    assert_int_equal(glo_csv_write_frame(frame, &options, NULL, glo_sink_buf(&text)), GLO_EINVAL);
    assert_int_equal(text.length, 0);
    glo_frame_free(frame);
}

/* Any text comes back as it was, with any delimiter. */
static void test_reads_back(void **state) {
    (void)state;
    const char *const texts[] = {"plain", "",     "\"", "\"\"", ",",    ";",
                                 "\n",    "\r\n", "\r", " a ",  "a\"b", "x,\"y\";z\n"};
    enum { COUNT = sizeof texts / sizeof texts[0] };
    for (const char *delimiter = ",;\t|"; *delimiter; delimiter++) {
        glo_frame_builder builder = {0};
        glo_frame_builder_add(&builder, "text", texts_of(texts, COUNT));
        const char *turned[COUNT]; /* a row of empty fields would be none */
        for (size_t i = 0; i < COUNT; i++)
            turned[i] = texts[(i + 1) % COUNT];
        glo_frame_builder_add(&builder, "again", texts_of(turned, COUNT));
        glo_frame *frame = frame_of(&builder, (glo_marking){0, 0});
        glo_buf text = {0};
        glo_csv_write_options writing = {.delimiter = *delimiter, .raw = 1};
        glo_csv_options reading = {.delimiter = *delimiter, .header = 1};
        ASSERT_OK(glo_csv_write_frame(frame, &writing, NULL, glo_sink_buf(&text)));
        glo_csv_reader *reader;
        glo_csv_record record;
        ASSERT_OK(open_bytes(text.data, text.length, &reading, &reader));
        for (size_t i = 0; i < COUNT; i++) {
            assert_int_equal(glo_csv_next(reader, &record), 1);
            assert_null(record.fault);
            assert_int_equal(record.count, 2);
            for (size_t j = 0; j < 2; j++) {
                const char *wanted = texts[(i + j) % COUNT];
                assert_int_equal(record.fields[j].length, strlen(wanted));
                assert_memory_equal(record.fields[j].text, wanted, strlen(wanted));
            }
        }
        assert_int_equal(glo_csv_next(reader, &record), 0);
        glo_csv_close(reader);
        glo_buf_dispose(&text);
        glo_frame_free(frame);
    }
}

typedef struct counting {
    size_t calls, largest, total, fails_at;
} counting;

static int count_bytes(void *context, const char *bytes, size_t length) {
    counting *seen = context;
    (void)bytes;
    if (++seen->calls == seen->fails_at)
        return glo_fail(GLO_EFULL, "the disk is full");
    seen->total += length;
    seen->largest = length > seen->largest ? length : seen->largest;
    return GLO_OK;
}

/* A large frame goes out in blocks; a failure or a wish to stop ends it. */
static void test_streams(void **state) {
    (void)state;
    enum { ROWS = 100000 };
    glo_column *column;
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, ROWS, &column));
    for (int i = 0; i < ROWS; i++)
        column->integers[i] = 1000000;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "n", column);
    glo_frame *frame = frame_of(&builder, (glo_marking){0, 0});
    counting seen = {0};
    ASSERT_OK(glo_csv_write_frame(frame, NULL, NULL, (glo_sink){count_bytes, &seen}));
    assert_int_equal(seen.total, 2 + 8 * ROWS);
    assert_true(seen.largest < 70000);
    seen = (counting){.fails_at = 3};
    assert_int_equal(glo_csv_write_frame(frame, NULL, NULL, (glo_sink){count_bytes, &seen}), GLO_EFULL);
    assert_int_equal(seen.calls, 3);
    atomic_bool cancel = 1;
    glo_job job = {.cancel = &cancel};
    seen = (counting){0};
    assert_int_equal(glo_csv_write_frame(frame, NULL, &job, (glo_sink){count_bytes, &seen}), GLO_ECANCELLED);
    assert_int_equal(seen.calls, 0);
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_guards_formulas),
        cmocka_unit_test(test_clear_frames_have_no_comment),
        cmocka_unit_test(test_heading),
        cmocka_unit_test(test_heading_marking),
        cmocka_unit_test(test_one_empty_column_keeps_its_rows),
        cmocka_unit_test(test_no_rows_no_columns),
        cmocka_unit_test(test_refuses_delimiters),
        cmocka_unit_test(test_reads_back),
        cmocka_unit_test(test_streams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
