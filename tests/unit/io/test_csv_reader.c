/* test_csv_reader.c: every dialect, every fault, line numbers, bounded lines, odd sources. Records are
 * compared as text: "LINE|field|field" or "LINE!fault@column<raw>", one per line. */
#include "io/csv_reader.h"

#include "cmocka_here.h"

#include <stdlib.h>

/* A source that gives `step` bytes at a time and then fails where `fails` is set. */
typedef struct dripping {
    const char *bytes;
    size_t left, step;
    int fails;
} dripping;

static int drip(void *context, char *out, size_t room, size_t *out_got) {
    dripping *source = context;
    size_t got = source->left < source->step ? source->left : source->step;
    if (got == 0 && source->fails)
        return glo_fail(GLO_EIO, "the pipe broke");
    got = got < room ? got : room;
    memcpy(out, source->bytes, got);
    source->bytes += got;
    source->left -= got;
    *out_got = got;
    return GLO_OK;
}

static int open_bytes(const void *bytes, size_t length, const glo_csv_options *options,
                      glo_csv_reader **out) {
    glo_source source;
    int status = glo_source_bytes(bytes, length, &source);
    return status < 0 ? status : glo_csv_open(&source, options, out);
}

static void put_record(const glo_csv_record *record, uint64_t lines_before, glo_buf *out) {
    glo_buf_format(out, "%llu", (unsigned long long)(record->line - lines_before));
    if (record->fault) {
        glo_buf_format(out, "!%s@%zu<", record->fault, record->fault_column);
        glo_csv_raw(record, out);
        glo_buf_text(out, ">\n");
        return;
    }
    for (size_t i = 0; i < record->count; i++) {
        glo_buf_char(out, '|');
        glo_buf_bytes(out, record->fields[i].text, record->fields[i].length);
    }
    glo_buf_char(out, '\n');
}

static int read_all(glo_csv_reader *reader, uint64_t lines_before, glo_buf *out) {
    glo_csv_record record;
    int status;
    glo_buf_text(out, "");
    while ((status = glo_csv_next(reader, &record)) > 0)
        put_record(&record, lines_before, out);
    assert_int_equal(glo_csv_next(reader, &record), status); /* the end stays the end */
    glo_csv_close(reader);
    return status;
}

/* Reads `bytes` in one go and by drips; all must give `wanted`. The first block is always read whole, so
 * blank lines fill it, and the drips begin with the text. */
static void assert_reads_with(const glo_csv_options *options, const char *bytes, size_t length,
                              const char *wanted) {
    static const size_t steps[] = {1, 2, 3, 7, 1 << 20};
    enum { BLANK_LINES = 8192 };
    glo_buf text = {0};
    glo_buf_repeat(&text, '\n', BLANK_LINES);
    glo_buf_bytes(&text, bytes, length);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        size_t blank = steps[i] < 4096 ? (4095 / steps[i] + 1) * steps[i] : 0;
        dripping drips = {text.data + BLANK_LINES - blank, blank + length, steps[i], 0};
        glo_source source = {drip, NULL, &drips, 0};
        glo_csv_reader *reader = NULL;
        glo_buf got = {0};
        ASSERT_OK(glo_csv_open(&source, options, &reader));
        assert_int_equal(read_all(reader, blank, &got), 0);
        assert_string_equal(got.data, wanted);
        glo_buf_dispose(&got);
    }
    glo_buf_dispose(&text);
}

static void assert_reads(const char *text, const char *wanted) {
    const glo_csv_options options = {.delimiter = ','};
    assert_reads_with(&options, text, strlen(text), wanted);
}

static void test_plain(void **state) {
    (void)state;
    assert_reads("a,b,c\n1,2,3\n", "1|a|b|c\n2|1|2|3\n");
    assert_reads("a", "1|a\n");
    assert_reads("a,,\n,x,\n", "1|a||\n2||x|\n");
    assert_reads("12345678,1234567,123456789012345678901234567890\n",
                 "1|12345678|1234567|123456789012345678901234567890\n");
}

/* Sheets have rows of empty cells below their data. */
static void test_rows_that_say_nothing(void **state) {
    (void)state;
    assert_reads("a,b\n,\n , \n\"\",\n,x\n,,\n", "1|a|b\n5||x\n");
    assert_reads("\"\"\n", "1|\n"); /* one column: an empty text is a value */
}

/* "sep=;" is Excel's. */
static void test_separator_line(void **state) {
    (void)state;
    static const char *const texts[] = {"sep=;\na;b,c\n1;2\n", "\"sep=;\"\r\na;b,c\r\n1;2\r\n",
                                        "SEP=;\ra;b,c\r1;2"};
    const glo_csv_options options = {.header = 1};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        glo_csv_reader *reader;
        glo_buf out = {0};
        assert_int_equal(open_bytes(texts[i], strlen(texts[i]), &options, &reader), GLO_OK);
        assert_string_equal(glo_csv_name(reader, 1), "b,c");
        assert_int_equal(glo_csv_header_line(reader), 2);
        assert_int_equal(read_all(reader, 0, &out), 0);
        assert_string_equal(out.data, "3|1|2\n");
        glo_buf_dispose(&out);
    }
    glo_csv_reader *reader;
    assert_int_equal(open_bytes("sep=;x,b\n1,2\n", 13, &options, &reader), GLO_OK);
    assert_string_equal(glo_csv_name(reader, 0), "sep=;x");
    glo_csv_close(reader);
}

/* Titles above are not read: a quote in them may stay open, and their commas delimit nothing. */
static void test_header_further_down(void **state) {
    (void)state;
    glo_csv_reader *reader;
    glo_csv_options options = {.header = 1, .first_line = 4};
    static const char text[] = "Title, \"of\r\r\nin a,b,c\r\na;b\r\n1;2\r\n";
    size_t column;
    assert_int_equal(open_bytes(text, strlen(text), &options, &reader), GLO_OK);
    assert_string_equal(glo_csv_name(reader, 1), "b");
    assert_int_equal(glo_csv_find(reader, "bb", &column), GLO_ENOTFOUND);
    assert_string_equal(glo_message(),
                        "unknown column 'bb', did you mean 'b'? line 4, taken as the header, has a, b");
    assert_int_equal(glo_csv_find(reader, "month", &column), GLO_ENOTFOUND);
    assert_string_equal(glo_message(), "unknown column 'month'; line 4, taken as the header, has a, b");
    glo_csv_close(reader);
    options.first_line = 7;
    assert_int_equal(open_bytes(text, strlen(text), &options, &reader), GLO_EINVAL);
    assert_string_equal(glo_message(), "the header is to be in line 7, and the file has 5 lines");
}

static void test_line_ends(void **state) {
    (void)state;
    assert_reads("a,1\r\nb,2\rc,3\nd,4", "1|a|1\n2|b|2\n3|c|3\n4|d|4\n");
    assert_reads("a\r", "1|a\n");
    assert_reads("a\r\n", "1|a\n");
    assert_reads("a\n\n\r\n \t \nb\n", "1|a\n5|b\n");
    assert_reads("a\r\rb\r", "1|a\n3|b\n");
    assert_reads("\n\n", "");
    assert_reads("a\r\n\nb\n", "1|a\n3|b\n"); /* CR LF at the end of a block: the LF behind it is a line */
    assert_reads("12345\r\n\nb\n", "1|12345\n3|b\n");
}

static void test_quotes(void **state) {
    (void)state;
    assert_reads("\"a\",\"b,c\",\"\"\n", "1|a|b,c|\n");
    assert_reads("\"say \"\"no\"\"\",\"\"\"\",x\n", "1|say \"no\"|\"|x\n");
    assert_reads("a \"b\" c,d\"\n", "1|a \"b\" c|d\"\n"); /* a quote inside stands for itself */
    assert_reads("\"\"\n", "1|\n");                       /* not a blank line */
    assert_reads("\"a\"", "1|a\n");
    assert_reads("\"a\"\r\n\"b\"\r\"c\"\n", "1|a\n2|b\n3|c\n");
}

static void test_newlines_in_quotes_count(void **state) {
    (void)state;
    assert_reads("\"a\nb\",1\nc,2\n", "1|a\nb|1\n3|c|2\n");
    assert_reads("\"a\r\nb\r\",1\nc,2\n", "1|a\r\nb\r|1\n4|c|2\n");
    assert_reads("\"a\n\"\"\n\",1\nc,2\n", "1|a\n\"\n|1\n4|c|2\n");
}

static void test_text_after_a_quote(void **state) {
    (void)state;
    assert_reads("a,1\nx,\"b\"c,2\nd,3\n", "1|a|1\n2!text after a closing quote@2<x,\"b\"c,2>\n3|d|3\n");
    assert_reads("\"a\" ,1\n", "1!text after a closing quote@1<\"a\" ,1>\n");
    /* A quote that another line closes: only its own line is refused. */
    assert_reads("\"a,1\nb,2\n\"c\",3\n", "1!text after a closing quote@1<\"a,1>\n2|b|2\n3|c|3\n");
}

static void test_unclosed_quote(void **state) {
    (void)state;
    assert_reads("a,1\nx,\"b,2\nc,3\nd,4\n",
                 "1|a|1\n2!a quote that is never closed@2<x,\"b,2>\n3|c|3\n4|d|4\n");
    assert_reads("\"", "1!a quote that is never closed@1<\">\n");
    assert_reads("\"a\"\"", "1!a quote that is never closed@1<\"a\"\">\n");
}

static void test_wrong_bytes(void **state) {
    (void)state;
    const glo_csv_options options = {.delimiter = ',', .encoding = "utf-8"};
    const char text[] =
        "caf\xC3\xA9,1\nx,caf\xE9,2\ny,\xE2\x82\xAC,3\nz,a\0b\n\xF0\x9F\x8C\x8D,4\ncut,\xE2\x82";
    assert_reads_with(&options, text, sizeof text - 1,
                      "1|caf\xC3\xA9|1\n2!not valid UTF-8@2<x,caf\xEF\xBF\xBD,2>\n3|y|\xE2\x82\xAC|3\n"
                      "4!a NUL byte@2<z,a\xEF\xBF\xBD"
                      "b>\n5|\xF0\x9F\x8C\x8D|4\n6!not valid UTF-8@2<cut,\xEF\xBF\xBD\xEF\xBF\xBD>\n");
}

static void test_long_lines(void **state) {
    (void)state;
    const glo_csv_options options = {.delimiter = ',', .line_limit = 10};
    const char text[] =
        "1234567890\n12345678901\r\n1,2\n\"23456789\"\n\"234567890\"\nx,\"\n3\n4\n5\n6\n7\",8\n9\n";
    assert_reads_with(
        &options, text, sizeof text - 1,
        "1|1234567890\n2!the line is too long@0<12345678901>\n3|1|2\n4|23456789\n"
        "5!the line is too long@0<\"234567890\">\n6!a quote that is never closed@0<x,\">\n7|3\n8|4\n"
        "9|5\n10|6\n11|7\"|8\n12|9\n");
}

/* Longer than the window, with the default limit: refused, its start kept, and reading goes on. */
static void test_very_long_line(void **state) {
    (void)state;
    const glo_csv_options options = {.delimiter = ','};
    const size_t length = 5 * 1024 * 1024;
    for (int quoted = 0; quoted < 2; quoted++) {
        glo_buf text = {0};
        glo_csv_reader *reader;
        glo_csv_record record;
        glo_buf_text(&text, quoted ? "a,1\n\"" : "a,1\n");
        glo_buf_repeat(&text, 'x', length);
        glo_buf_text(&text, "\nb,2\n");
        ASSERT_OK(open_bytes(text.data, text.length, &options, &reader));
        assert_int_equal(glo_csv_next(reader, &record), 1);
        assert_int_equal(glo_csv_next(reader, &record), 1);
        assert_int_equal(record.line, 2);
        assert_string_equal(record.fault, "the line is too long");
        assert_int_equal(record.raw_length, GLO_CSV_RAW_LIMIT);
        assert_int_equal(glo_csv_next(reader, &record), 1);
        assert_int_equal(record.line, 3);
        assert_int_equal(record.count, 2);
        assert_int_equal(glo_csv_next(reader, &record), 0);
        glo_csv_close(reader);
        glo_buf_dispose(&text);
    }
}

/* One quote opened on line 2 of a big file costs one line. */
static void test_a_quote_does_not_swallow_the_file(void **state) {
    (void)state;
    const glo_csv_options options = {.header = 1};
    glo_buf text = {0};
    glo_csv_reader *reader;
    glo_csv_record record;
    glo_buf_text(&text, "n,name\n1,\"open\n");
    for (int i = 2; i <= 300000; i++)
        glo_buf_format(&text, "%d,name\n", i);
    ASSERT_OK(open_bytes(text.data, text.length, &options, &reader));
    assert_int_equal(glo_csv_next(reader, &record), 1);
    assert_string_equal(record.fault, "a quote that is never closed");
    assert_int_equal(record.line, 2);
    for (int i = 2; i <= 300000; i++) {
        assert_int_equal(glo_csv_next(reader, &record), 1);
        assert_null(record.fault);
        assert_int_equal(record.line, i + 1);
        assert_int_equal(strtol(record.fields[0].text, NULL, 10), i);
    }
    assert_int_equal(glo_csv_next(reader, &record), 0);
    glo_csv_close(reader);
    glo_buf_dispose(&text);
}

/* Records that lie across every edge of the window, with quotes, accents and CR LF. */
static void test_across_blocks(void **state) {
    (void)state;
    const glo_csv_options options = {.delimiter = ';'};
    glo_buf text = {0}, wanted = {0}, got = {0};
    glo_csv_reader *reader;
    for (int i = 0; i < 60000; i++) {
        glo_buf_format(&text, "%d;\"a \"\"%d\"\" b\";Li\xC3\xA8ge;%.*s\r\n", i, i * 7, i % 23,
                       "xxxxxxxxxxxxxxxxxxxxxxx");
        glo_buf_format(&wanted, "%d|%d|a \"%d\" b|Li\xC3\xA8ge|%.*s\n", i + 1, i, i * 7, i % 23,
                       "xxxxxxxxxxxxxxxxxxxxxxx");
    }
    ASSERT_OK(open_bytes(text.data, text.length, &options, &reader));
    assert_int_equal(read_all(reader, 0, &got), 0);
    assert_int_equal(got.length, wanted.length);
    assert_memory_equal(got.data, wanted.data, wanted.length);
    glo_buf_dispose(&text);
    glo_buf_dispose(&wanted);
    glo_buf_dispose(&got);
}

static void test_many_columns(void **state) {
    (void)state;
    glo_buf text = {0};
    glo_csv_reader *reader;
    glo_csv_record record;
    glo_buf_repeat(&text, ',', 100000);
    glo_buf_char(&text, 'x');
    ASSERT_OK(open_bytes(text.data, text.length, NULL, &reader));
    assert_int_equal(glo_csv_next(reader, &record), 1);
    assert_int_equal(record.count, 100001);
    glo_csv_close(reader);
    glo_buf_dispose(&text);
}

static void test_header(void **state) {
    (void)state;
    const glo_csv_options options = {.header = 1};
    const char text[] = "\xEF\xBB\xBF\r\n zone ;\"month\";n;n\n1;2;3;4\n";
    glo_csv_reader *reader;
    glo_csv_record record;
    size_t at = 99;
    ASSERT_OK(open_bytes(text, sizeof text - 1, &options, &reader));
    assert_int_equal(glo_csv_columns(reader), 4);
    assert_string_equal(glo_csv_name(reader, 0), "zone");
    assert_string_equal(glo_csv_name(reader, 1), "month");
    assert_int_equal(glo_csv_delimiter(reader), ';');
    assert_string_equal(glo_csv_encoding(reader), "utf-8");
    ASSERT_OK(glo_csv_find(reader, "month", &at));
    assert_int_equal(at, 1);
    assert_int_equal(glo_csv_find(reader, "mnoth", &at), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "did you mean 'month'"));
    assert_int_equal(glo_csv_find(reader, "n", &at), GLO_EAMBIGUOUS);
    assert_int_equal(at, 1);
    assert_int_equal(glo_csv_next(reader, &record), 1);
    assert_int_equal(record.line, 3);
    assert_int_equal(record.fields[2].offset, 4);
    glo_csv_close(reader);
}

static void test_offsets_and_raw(void **state) {
    (void)state;
    const glo_csv_options options = {.delimiter = ','};
    glo_csv_reader *reader;
    glo_csv_record record;
    const char text[] = "a,\"b \"\"c\"\"\",d\r\n";
    ASSERT_OK(open_bytes(text, sizeof text - 1, &options, &reader));
    assert_int_equal(glo_csv_next(reader, &record), 1);
    assert_int_equal(record.fields[1].offset, 2);
    assert_int_equal(record.fields[2].offset, 12);
    assert_int_equal(record.raw_length, sizeof text - 3);
    assert_memory_equal(record.raw, text, sizeof text - 3);
    glo_csv_close(reader);
}

static void assert_delimiter(const char *text, char wanted) {
    glo_csv_reader *reader;
    ASSERT_OK(open_bytes(text, strlen(text), NULL, &reader));
    assert_int_equal(glo_csv_delimiter(reader), wanted);
    glo_csv_close(reader);
}

static void test_finds_the_delimiter(void **state) {
    (void)state;
    assert_delimiter("a,b\n1,2\n", ',');
    assert_delimiter("a;b\n1,5;2,5\n1,5;3,5\n", ';');
    assert_delimiter("a\tb\n1, 2\t3\n", '\t');
    assert_delimiter("a|b|c\n1|2|3\n", '|');
    assert_delimiter("\"a;b;c\",d\n\"1;2;3\",4\n", ',');
    assert_delimiter("name, first;age\nx;1\ny;2\n", ';');
    assert_delimiter("\n\na;b\n", ';');
    assert_delimiter("single\n1\n", ',');
    assert_delimiter("a;b", ';');
}

static void assert_refused(const char *bytes, size_t length, const glo_csv_options *options,
                           const char *reason) {
    glo_csv_reader *reader = NULL;
    assert_int_equal(open_bytes(bytes, length, options, &reader), GLO_EINVAL);
    assert_null(reader);
    if (!strstr(glo_message(), reason))
        fail_msg("'%s' does not say '%s'", glo_message(), reason);
}

static void test_open_refuses(void **state) {
    (void)state;
    const glo_csv_options header = {.header = 1};
    assert_refused("", 0, NULL, "the file is empty");
    assert_refused("\xEF\xBB\xBF", 3, NULL, "the file is empty");
    assert_refused("\n\r\n", 3, &header, "the file is empty");
    assert_refused("\"a,b\n1,2\n", 9, &header, "line 1");
    assert_refused("a", 1, &(glo_csv_options){.delimiter = '"'}, "delimiter");
    assert_refused("a", 1, &(glo_csv_options){.delimiter = '\n'}, "delimiter");
    assert_refused("a", 1, &(glo_csv_options){.encoding = "klingon"}, "windows-1252");
    assert_refused("a", 1, &(glo_csv_options){.line_limit = SIZE_MAX}, "line limit");
}

static void test_files(void **state) {
    (void)state;
    glo_csv_reader *reader = NULL;
    assert_int_equal(glo_csv_open_file("no/such.csv", NULL, &reader), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "no/such.csv"));
    assert_int_equal(glo_csv_open_file("/", NULL, &reader), GLO_EIO);
    assert_null(reader);
}

static void test_source_fails(void **state) {
    (void)state;
    dripping drips = {"a,b\n1,2\n", 8, 1 << 20, 1};
    glo_source source = {drip, NULL, &drips, 0};
    glo_csv_reader *reader = NULL;
    assert_int_equal(glo_csv_open(&source, NULL, &reader), GLO_EIO);
    assert_string_equal(glo_message(), "the pipe broke");
    glo_buf long_enough = {0};
    for (int i = 0; i < 4000; i++)
        glo_buf_text(&long_enough, "a,b\n");
    drips = (dripping){long_enough.data, long_enough.length, 8192, 1};
    source = (glo_source){drip, NULL, &drips, 0};
    ASSERT_OK(glo_csv_open(&source, NULL, &reader));
    glo_buf got = {0};
    assert_int_equal(read_all(reader, 0, &got), GLO_EIO);
    glo_buf_dispose(&got);
    glo_buf_dispose(&long_enough);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_rows_that_say_nothing),
        cmocka_unit_test(test_separator_line),
        cmocka_unit_test(test_header_further_down),
        cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_newlines_in_quotes_count),
        cmocka_unit_test(test_text_after_a_quote),
        cmocka_unit_test(test_unclosed_quote),
        cmocka_unit_test(test_wrong_bytes),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_very_long_line),
        cmocka_unit_test(test_a_quote_does_not_swallow_the_file),
        cmocka_unit_test(test_across_blocks),
        cmocka_unit_test(test_many_columns),
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_offsets_and_raw),
        cmocka_unit_test(test_finds_the_delimiter),
        cmocka_unit_test(test_open_refuses),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_source_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
