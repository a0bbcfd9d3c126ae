/* test_residuals.c: one-step residuals of every series of a frame; made-up methods show what becomes of them.
 */
#include "base/err.h"
#include "forecast/method_table.h"
#include "series/residuals.h"

#include <setjmp.h>
#include <stdarg.h>
/* cmocka needs them */
#include <cmocka.h>

#include <math.h>
#include <stdatomic.h>
#include <string.h>

enum { MONTHS = 6 };

/* Series A: 1 2 4 8 16 32; series B: 5 everywhere but for a gap at its third month. */
static glo_frame *two_series(void) {
    glo_words *words = NULL;
    glo_column *zone, *period, *value;
    glo_frame_builder builder = {0};
    glo_frame *frame;
    assert_int_equal(glo_words_new(&words), GLO_OK);
    assert_int_equal(glo_column_new_text(words, (size_t)2 * MONTHS, &zone), GLO_OK);
    assert_int_equal(glo_column_new(GLO_TYPE_MONTH, (size_t)2 * MONTHS, &period), GLO_OK);
    assert_int_equal(glo_column_new(GLO_TYPE_REAL, (size_t)2 * MONTHS, &value), GLO_OK);
    for (size_t row = 0; row < (size_t)2 * MONTHS; row++) {
        size_t month = row % MONTHS;
        assert_int_equal(glo_column_set_text(zone, row, row < MONTHS ? "A" : "B", 1), GLO_OK);
        period->times[row] = 600 + (int32_t)month;
        value->reals[row] = row < MONTHS ? (double)(1 << month) : 5;
    }
    assert_int_equal(glo_column_set_null(value, MONTHS + 2), GLO_OK);
    assert_int_equal(glo_frame_builder_add(&builder, "zone", zone), GLO_OK);
    assert_int_equal(glo_frame_builder_add(&builder, "period", period), GLO_OK);
    assert_int_equal(glo_frame_builder_add(&builder, "value", value), GLO_OK);
    assert_int_equal(glo_frame_new(&builder, (glo_marking){0}, NULL, &frame), GLO_OK);
    glo_words_free(words);
    return frame;
}

static int refuses(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit) {
    (void)sample, (void)options, (void)out, (void)fit;
    return glo_fail(GLO_EINVAL, "refused");
}

/* Expects double of what was there before. */
static int doubles(const glo_sample *sample, const glo_method_options *options, glo_quantiles *out,
                   glo_fit *fit) {
    (void)options;
    out->mean[0] = out->values[0] = 2 * sample->values[sample->count - 1];
    for (size_t t = 1; t < sample->count; t++)
        fit->fitted[t] = 2 * sample->values[t - 1];
    return GLO_OK;
}

static const glo_method_entry refusing = {.name = "refusing", .method = refuses},
                              doubling = {.name = "doubling", .method = doubles};

static void test_values(void **state) {
    (void)state;
    glo_frame *frame = two_series(), *out;
    glo_residuals_note note;
    glo_residuals_spec spec = {.panel = {.cutoff = GLO_NO_CUTOFF}, .method = &doubling, .seed = 1};
    assert_int_equal(glo_residuals(frame, &spec, NULL, NULL, &out, &note), GLO_OK);
    assert_int_equal(note.series, 2);
    assert_int_equal(note.without + note.replaced, 0);
    /* A has 5; of B's 5 the gap and the month behind it are unknown */
    assert_int_equal(glo_frame_rows(out), 8);
    const glo_column *fitted = glo_frame_column(out, 2), *residual = glo_frame_column(out, 3),
                     *period = glo_frame_column(out, 1);
    assert_string_equal(glo_frame_name(out, 3), "residual");
    for (size_t i = 0; i < 5; i++) {
        assert_true(fitted->reals[i] == (double)(2 << i) && residual->reals[i] == 0);
        assert_int_equal(period->times[i], 601 + (int)i);
    }
    int32_t known[] = {601, 604, 605};
    for (size_t i = 0; i < 3; i++) {
        assert_true(fitted->reals[5 + i] == 10 && residual->reals[5 + i] == -5);
        assert_int_equal(period->times[5 + i], known[i]);
    }
    glo_frame_free(out);
    glo_frame_free(frame);
}

static void test_stand_in(void **state) {
    (void)state;
    glo_frame *frame = two_series(), *out;
    glo_residuals_note note;
    glo_residuals_spec spec = {.panel = {.cutoff = GLO_NO_CUTOFF}, .method = &refusing, .seed = 1};
    assert_int_equal(glo_residuals(frame, &spec, NULL, NULL, &out, &note), GLO_OK);
    assert_int_equal(note.replaced, 2);
    glo_frame_free(out);
    spec.model = "X"; /* what was asked for by name must be possible */
    assert_int_equal(glo_residuals(frame, &spec, NULL, NULL, &out, &note), GLO_EINVAL);
    assert_string_equal(glo_message(), "refused");
    glo_frame_free(frame);
}

static void test_cancel(void **state) {
    (void)state;
    glo_frame *frame = two_series(), *out;
    glo_residuals_note note;
    glo_residuals_spec spec = {.panel = {.cutoff = GLO_NO_CUTOFF}, .method = &doubling, .seed = 1};
    atomic_bool cancel = 1;
    glo_job job = {.threads = 2, .cancel = &cancel};
    assert_int_equal(glo_residuals(frame, &spec, &job, NULL, &out, &note), GLO_ECANCELLED);
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_stand_in),
        cmocka_unit_test(test_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
