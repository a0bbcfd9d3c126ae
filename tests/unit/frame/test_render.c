/* test_render.c: frames as lines: widths, numbers, what is left out. */
#include "frame/render.h"

#include "base/text.h"
#include "cmocka_here.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void assert_shows(glo_frame *frame, glo_render_options options, const char *wanted) {
    glo_buf text = {0};
    ASSERT_OK(glo_frame_render(frame, &options, &text));
    assert_string_equal(text.data, wanted);
    glo_buf_dispose(&text);
    glo_frame_free(frame);
}

static glo_frame *of_reals(const double *values, size_t rows) {
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "r", reals_of(values, rows));
    return frame_of(&builder, (glo_marking){0, 0});
}

static void test_every_type(void **state) {
    (void)state;
    assert_shows(mixed_frame(), (glo_render_options){.width = 80},
                 "3 rows x 5 columns · TLP:AMBER H1\n"
                 "zone               count         rate  day         quarter\n"
                 "                          per 100 000\n"
                 "Liège         11 431 406          0.1  2024-01-31  2024-Q1\n"
                 "a, \"b\"\\u{A}c          -7          inf  ·           2024-Q2\n"
                 "·                      ·      1 234.5  1970-01-01  2024-Q3\n");
}

static void test_plain(void **state) {
    (void)state;
    assert_shows(mixed_frame(), (glo_render_options){.width = 80, .rows = 1, .plain = 1},
                 "3 rows x 5 columns - TLP:AMBER H1\n"
                 "zone        count         rate  day         quarter\n"
                 "                   per 100 000\n"
                 "Liège  11 431 406          0.1  2024-01-31  2024-Q1\n"
                 "... 2 more rows ...\n");
}

static void test_colour(void **state) {
    (void)state;
    assert_shows(of_reals((const double[]){1, 2}, 2),
                 (glo_render_options){.width = 80, .rows = 1, .colour = 1},
                 "\x1b[2m2 rows x 1 column\x1b[0m\n\x1b[1mr\x1b[0m\n1\n\x1b[2m… 1 more row …\x1b[0m\n");
}

static void test_rows_between(void **state) {
    (void)state;
    const double values[] = {1, 2, 3, 4, 5};
    assert_shows(of_reals(values, 5), (glo_render_options){.rows = 3},
                 "5 rows x 1 column\nr\n1\n2\n… 2 more rows …\n5\n");
    assert_shows(of_reals(values, 5), (glo_render_options){.rows = 5},
                 "5 rows x 1 column\nr\n1\n2\n3\n4\n5\n");
    assert_shows(of_reals(values, 5), (glo_render_options){.rows = 99},
                 "5 rows x 1 column\nr\n1\n2\n3\n4\n5\n");
}

static void test_empty(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 80},
                 "0 rows x 0 columns\n");
    glo_frame_builder_add(&builder, "zone", integers_of(NULL, 0));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 80},
                 "0 rows x 1 column\nzone\n");
}

static void test_integers(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "n", integers_of((const int64_t[]){INT64_MIN, -1000, 999, 0}, 4));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 80},
                 "4 rows x 1 column\n                         n\n-9 223 372 036 854 775 808\n"
                 "                    -1 000\n                       999\n                         0\n");
}

static void test_years_are_not_grouped(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "year", integers_of((const int64_t[]){2019, 980}, 2));
    glo_frame_builder_add(&builder, "population_year", integers_of((const int64_t[]){2020, 12019}, 2));
    glo_frame_builder_add(&builder, "yearly", integers_of((const int64_t[]){2021, 1}, 2));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 80},
                 "2 rows x 3 columns\nyear  population_year  yearly\n2019             2020   2 021\n"
                 " 980            12019       1\n");
}

static void test_decimals(void **state) {
    (void)state;
    const glo_render_options options = {.width = 80};
    assert_shows(of_reals((const double[]){1, -20}, 2), options, "2 rows x 1 column\n  r\n  1\n-20\n");
    assert_shows(of_reals((const double[]){1.5, 0.1 + 0.2}, 2), options,
                 "2 rows x 1 column\n  r\n1.5\n0.3\n");
    assert_shows(of_reals((const double[]){1234.56789, 1}, 2), options,
                 "2 rows x 1 column\n        r\n1 234.568\n    1.000\n");
    assert_shows(of_reals((const double[]){0.00012345, 0.00001}, 2), options,
                 "2 rows x 1 column\n       r\n0.000123\n0.000010\n");
    assert_shows(of_reals((const double[]){-0.0001, 5}, 2), options,
                 "2 rows x 1 column\n    r\n0.000\n5.000\n");
    assert_shows(of_reals((const double[]){1e20, 1}, 2), options, "2 rows x 1 column\n    r\n1e+20\n    1\n");
    assert_shows(of_reals((const double[]){NAN, 0}, 2), options, "2 rows x 1 column\n  r\nnan\n  0\n");
}

static void test_texts_are_cut(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(
        &builder, "zone",
        texts_of((const char *const[]){"Antwerpen\x1b[31m and more", "東京東京東京東京"}, 2));
    glo_frame_builder_add(&builder, "n", integers_of((const int64_t[]){1, 22}, 2));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 18},
                 "2 rows x 2 columns\nzone             n\nAntwerpen\\u{1…   1\n東京東京東京…   22\n");
}

/* Nothing of a cell or a name moves the cursor, turns the direction of text or is not seen. */
static void test_texts_are_visible(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "a\x1b[1m",
                          texts_of((const char *const[]){"\x1b[31m\n", "x\u202ey", "\xff\u200b"}, 3));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 80},
                 "3 rows x 1 column\na\\u{1B}[1m\n\\u{1B}[31m\\u{A}\nx\\u{202E}y\n\\xFF\\u{200B}\n");
}

static void test_columns_left_out(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    for (char name[] = "aaaa"; name[0] < 'h'; name[0]++)
        glo_frame_builder_add(&builder, name, integers_of((const int64_t[]){1000000}, 1));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 40},
                 "1 row x 7 columns\n"
                 "     aaaa       baaa       caaa  …\n"
                 "1 000 000  1 000 000  1 000 000  …\n"
                 "4 columns left out: daaa, and 3 more\n");
}

/* A figure is in view with the period it is of, whatever stands before and between them. */
static void test_figure_stays_in_view(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_column *month;
    ASSERT_OK(glo_column_new(GLO_TYPE_MONTH, 1, &month));
    glo_frame_builder_add(&builder, "zone", texts_of((const char *const[]){"Antwerpen"}, 1));
    glo_frame_builder_add(&builder, "name", texts_of((const char *const[]){"stad Antwerpen"}, 1));
    glo_frame_builder_add(&builder, "month", month);
    glo_frame_builder_add(&builder, "source", texts_of((const char *const[]){"police of the province"}, 1));
    glo_frame_builder_add(&builder, "count", integers_of((const int64_t[]){12345}, 1));
    assert_shows(frame_of(&builder, (glo_marking){0, 0}), (glo_render_options){.width = 34},
                 "1 row x 5 columns\n"
                 "zone       …  month     count\n"
                 "Antwerpen  …  1970-01  12 345\n"
                 "2 columns left out\n");
}

/* Whatever the width, no line below the first is longer, and every row shown has its line. */
static void test_fits_every_width(void **state) {
    (void)state;
    enum { ROWS = 30, COLUMNS = 25 };
    glo_frame_builder builder = {0};
    char text[64];
    for (int c = 0; c < COLUMNS; c++) {
        glo_column *column;
        ASSERT_OK(glo_column_new(c % 3 ? GLO_TYPE_INTEGER : GLO_TYPE_TEXT, ROWS, &column));
        for (size_t i = 0; i < ROWS; i++) {
            int length = snprintf(text, sizeof text, "text Li\xC3\xA8ge%.*s", (int)(i * 7 % 40),
                                  "..........................................");
            if (c % 3)
                column->integers[i] = (int64_t)(i * i * 1000);
            else
                ASSERT_OK(glo_column_set_text(column, i, text, (size_t)length));
        }
        if (c == 4)
            ASSERT_OK(glo_column_set_unit(column, "a unit that is quite long"));
        snprintf(text, sizeof text, c % 2 ? "n%d" : "a_long_name_for_column_%d", c);
        glo_frame_builder_add(&builder, text, column);
    }
    glo_frame *frame = frame_of(&builder, (glo_marking){GLO_TLP_RED, 15});
    for (size_t width = 40; width <= 500; width++) {
        glo_buf out = {0};
        size_t lines = 0;
        ASSERT_OK(glo_frame_render(frame, &(glo_render_options){.width = width, .rows = 10}, &out));
        for (char *line = strtok(out.data, "\n"); line; line = strtok(NULL, "\n"), lines++) {
            if ((lines > 0 && glo_text_width(line) > width) || line[strlen(line) - 1] == ' ')
                fail_msg("at width %zu: '%s'", width, line);
        }
        assert_true(lines >= 13);
        glo_buf_dispose(&out);
    }
    glo_frame_free(frame);
}

/* Looks only at the rows it shows. */
static void test_large_frames_are_quick(void **state) {
    (void)state;
    enum { ROWS = 10000000 };
    glo_column *column;
    ASSERT_OK(glo_column_new(GLO_TYPE_REAL, ROWS, &column));
    column->reals[ROWS / 2] = 1e14;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "r", column);
    glo_frame *frame = frame_of(&builder, (glo_marking){0, 0});
    glo_buf out = {0};
    clock_t start = clock();
    ASSERT_OK(glo_frame_render(frame, &(glo_render_options){.width = 80, .rows = 4}, &out));
    assert_true(clock() - start < CLOCKS_PER_SEC / 50);
    assert_string_equal(out.data, "10 000 000 rows x 1 column\nr\n0\n0\n… 9 999 996 more rows …\n0\n0\n");
    glo_buf_dispose(&out);
    glo_frame_free(frame);
}

typedef struct pieces {
    glo_buf text;
    size_t largest, left; /* left: how many more are taken */
} pieces;

static int take_piece(void *context, const char *bytes, size_t length) {
    pieces *taken = context;
    if (taken->left == 0)
        return glo_fail(GLO_EIO, "closed");
    taken->left--;
    glo_buf_bytes(&taken->text, bytes, length);
    taken->largest = length > taken->largest ? length : taken->largest;
    return GLO_OK;
}

static void test_in_pieces(void **state) {
    (void)state;
    enum { ROWS = 50000 };
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, ROWS, &column));
    for (int i = 0; i < ROWS; i++)
        column->integers[i] = i;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "n", column);
    glo_frame *frame = frame_of(&builder, (glo_marking){0, 0});
    const glo_render_options options = {.width = 40};
    glo_buf whole = {0};
    ASSERT_OK(glo_frame_render(frame, &options, &whole));
    pieces taken = {.left = 1000};
    ASSERT_OK(glo_frame_render_to(frame, &options, NULL, (glo_sink){take_piece, &taken}));
    assert_string_equal(taken.text.data, whole.data);
    assert_true(taken.largest < whole.length / 2);
    pieces closed = {.left = 1};
    assert_int_equal(glo_frame_render_to(frame, &options, NULL, (glo_sink){take_piece, &closed}), GLO_EIO);
    const atomic_bool cancel = 1;
    const glo_job job = {.cancel = &cancel};
    assert_int_equal(glo_frame_render_to(frame, &options, &job, (glo_sink){take_piece, &taken}),
                     GLO_ECANCELLED);
    glo_buf_dispose(&taken.text);
    glo_buf_dispose(&closed.text);
    glo_buf_dispose(&whole);
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_type),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_colour),
        cmocka_unit_test(test_rows_between),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_years_are_not_grouped),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_texts_are_cut),
        cmocka_unit_test(test_texts_are_visible),
        cmocka_unit_test(test_columns_left_out),
        cmocka_unit_test(test_figure_stays_in_view),
        cmocka_unit_test(test_fits_every_width),
        cmocka_unit_test(test_large_frames_are_quick),
        cmocka_unit_test(test_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
