/* test_theta.c: the Theta methods. The answers of the standard method are those of R's forecast 8.20
 * (thetaf), to what its search for alpha leaves open. */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"

#include "smoothing/ses.h"
#include "smoothing/theta.h"

static const glo_sample yearly = {.values = nile, .count = 100, .season = 1},
                        monthly = {.values = airpassengers, .count = 144, .season = 12};

static void test_smoothing(void **state) {
    (void)state;
    glo_ses s = glo_ses_fit(nile, 100);
    assert_near(s.alpha, 0.245668154, 1e-4);
    assert_near(s.first, 1110.734096584, 0.5);
    assert_near(s.last, 805.336329, 0.03);
    /* R stops a little before the least: 2038674.43827, and 2038674.43205 is there to be had. */
    assert_true(s.sse < 2038674.4321);
}

static void test_standard_on_nile(void **state) {
    (void)state;
    forecast f = run(glo_theta, yearly, NULL, 3);
    assert_sound(&f, yearly, 3, "Nile");
    assert_near(f.mean[0], 799.811996, 0.03);
    assert_near(f.mean[1], 798.454844, 0.03);
    assert_near(f.mean[2], 797.097691, 0.03);
    assert_near(quantile(&f, 0, 1), 614.971559, 0.03);
    assert_near(quantile(&f, 0, 3), 984.652433, 0.03);
    assert_near(quantile(&f, 2, 4), 1096.361899, 0.05);
}

static void test_standard_on_airpassengers(void **state) {
    (void)state;
    forecast f = run(glo_theta, monthly, NULL, 12);
    assert_string_equal(f.fit.model, "Theta, season 12 multiplicative");
    assert_near(f.mean[0], 440.0781911, 0.01);
    assert_near(f.mean[6], 602.7520018, 0.01);
    assert_near(f.mean[11], 447.6449087, 0.01);
    /* R leaves the season out of the interval; here it is wider where the season is higher. */
    assert_near((quantile(&f, 0, 3) - f.mean[0]) / 0.9102303674, 453.8626250 - 440.0781911, 0.01);
}

/* The mean of the line and of the smoothed theta line 2, each by its own definition. */
static void test_classic(void **state) {
    (void)state;
    double line2[100], start = 1056.422423, slope = -2.714305431; /* R: lm(Nile ~ seq_len(100)) */
    for (int t = 0; t < 100; t++)
        line2[t] = 2 * nile[t] - (start + slope * (t + 1));
    glo_ses s = glo_ses_fit(line2, 100);
    forecast f = run(glo_theta, yearly, "classic", 3);
    assert_near(f.mean[2], (s.last + start + slope * 103) / 2, 1e-4);
    assert_string_equal(f.fit.model, "Theta classic");
    assert_int_equal(run(glo_theta, yearly, "classical", 3).status, GLO_EINVAL);
}

/* The model by its definition, term by term: the sum of squared errors from the third value on. */
static double squares_of(const double *y, int n, double alpha, double first, double theta, int dynamic) {
    double level = first, sum = 0, mean = 0, slope = 0, intercept = 0;
    if (!dynamic) {
        double sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (int t = 1; t <= n; t++) {
            sx += t;
            sy += y[t - 1];
            sxx += (double)t * t;
            sxy += t * y[t - 1];
        }
        slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
        intercept = (sy - slope * sx) / n;
    }
    for (int t = 1; t <= n; t++) {
        double mu = level + (1 - 1 / theta) *
                                (pow(1 - alpha, t - 1) * intercept + (1 - pow(1 - alpha, t)) / alpha * slope);
        sum += t >= 3 ? (y[t - 1] - mu) * (y[t - 1] - mu) : 0;
        level = alpha * y[t - 1] + (1 - alpha) * level;
        if (dynamic) {
            double before = mean;
            mean = ((t - 1) * mean + y[t - 1]) / t;
            slope = t == 1 ? 0 : ((t - 2) * slope + 6.0 / t * (y[t - 1] - before)) / (t + 1);
            intercept = mean - (t + 1) / 2.0 * slope;
        }
    }
    return sum;
}

/* No alpha, first level and theta on a grid do better than what was found. */
static void test_the_least_is_found(void **state) {
    (void)state;
    static const char *names[] = {"STM", "OTM", "DSTM", "DOTM"};
    for (int i = 0; i < 4; i++) {
        double fitted[100], found = 0, least = INFINITY;
        forecast f = {.fit.fitted = fitted};
        glo_quantiles out = {1, LEVELS, levels, f.values, f.mean};
        assert_int_equal(glo_dynamic_theta(&yearly, &(glo_method_options){.model = names[i]}, &out, &f.fit),
                         GLO_OK);
        assert_string_equal(f.fit.model, names[i]);
        for (int t = 2; t < 100; t++)
            found += (nile[t] - fitted[t]) * (nile[t] - fitted[t]);
        for (double alpha = 0.02; alpha < 1; alpha += 0.02) {
            for (double first = 300; first < 1500; first += 50) {
                for (double theta = 1; theta < 20; theta *= 1.2)
                    least = fmin(least, squares_of(nile, 100, alpha, first, i & 1 ? theta : 2, i >= 2));
            }
        }
        if (!(found <= least) || found < 0.95 * least)
            fail_msg("%s: %.10g, and %.10g on the grid", names[i], found, least);
    }
}

static void test_choice(void **state) {
    (void)state;
    forecast f = run(glo_dynamic_theta, monthly, NULL, 12);
    assert_sound(&f, monthly, 12, "AirPassengers");
    assert_true(strstr(f.fit.model, "OTM, season 12") != NULL);
    assert_near(f.mean[6], 610, 25);
    forecast named = run(glo_dynamic_theta, monthly, "dotm", 12);
    assert_int_equal(strncmp(named.fit.model, "DOTM", 4), 0);
    forecast none = run(glo_dynamic_theta, monthly, "XTM", 12);
    assert_int_equal(none.status, GLO_EINVAL);
    assert_string_equal(glo_message(), "unknown Theta model 'XTM', the models are STM, OTM, DSTM and DOTM");
}

/* A line is continued as a line by the model that may give it its whole weight. */
static void test_line(void **state) {
    (void)state;
    double y[40];
    for (int i = 0; i < 40; i++)
        y[i] = 3 + 2 * i;
    forecast f = run(glo_dynamic_theta, (glo_sample){.values = y, .count = 40, .season = 1}, "OTM", 12);
    assert_near(f.mean[11], 3 + 2 * 51, 0.05);
}

static void test_units_do_not_matter(void **state) {
    (void)state;
    double y[144];
    for (int i = 0; i < 144; i++)
        y[i] = airpassengers[i] * 0x1p300;
    forecast f = run(glo_dynamic_theta, monthly, NULL, 12),
             g = run(glo_dynamic_theta, (glo_sample){.values = y, .count = 144, .season = 12}, NULL, 12);
    for (size_t h = 0; h < 12; h++)
        assert_near(g.mean[h] / 0x1p300 / f.mean[h], 1, 1e-9);
}

static void test_odd_samples(void **state) {
    (void)state;
    assert_survives(glo_theta, NULL);
    assert_survives(glo_theta, "classic");
    assert_survives(glo_dynamic_theta, NULL);
    assert_survives(glo_dynamic_theta, "DOTM");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_smoothing),
        cmocka_unit_test(test_standard_on_nile),
        cmocka_unit_test(test_standard_on_airpassengers),
        cmocka_unit_test(test_classic),
        cmocka_unit_test(test_the_least_is_found),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_units_do_not_matter),
        cmocka_unit_test(test_odd_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
