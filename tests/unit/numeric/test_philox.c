/* test_philox.c: Philox 4x32-10 against the known answers that its authors publish (Random123, kat_vectors).
 */
#include "numeric/philox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

static void check(uint64_t seed, uint64_t stream, uint64_t counter, const uint32_t wanted[4]) {
    uint32_t got[4];
    glo_philox(seed, stream, counter, got);
    for (int i = 0; i < 4; i++)
        assert_int_equal(got[i], wanted[i]);
}

static void test_known_answers(void **state) {
    (void)state;
    check(0, 0, 0, (uint32_t[]){0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    check(UINT64_MAX, UINT64_MAX, UINT64_MAX, (uint32_t[]){0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    /* The digits of pi: counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0. */
    check(UINT64_C(0x299f31d0a4093822), UINT64_C(0x0370734413198a2e), UINT64_C(0x85a308d3243f6a88),
          (uint32_t[]){0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

static void test_uniform_is_inside(void **state) {
    (void)state;
    assert_true(glo_philox_uniform(0) > 0);
    assert_true(glo_philox_uniform(UINT32_MAX) < 1);
    assert_true(glo_philox_uniform(1u << 31) > 0.5 && glo_philox_uniform((1u << 31) - 1) < 0.5);
}

static void test_words_are_spread_evenly(void **state) {
    (void)state;
    /* Chi-square over 16 bins of 4,000 numbers: above 37.7 once in a thousand. */
    int bins[16] = {0};
    for (uint64_t counter = 0; counter < 1000; counter++) {
        uint32_t bits[4];
        glo_philox(2026, 3, counter, bits);
        for (int i = 0; i < 4; i++)
            bins[(int)(16 * glo_philox_uniform(bits[i]))]++;
    }
    double chi = 0;
    for (int i = 0; i < 16; i++)
        chi += (bins[i] - 250.0) * (bins[i] - 250.0) / 250;
    assert_true(chi < 37.7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_uniform_is_inside),
        cmocka_unit_test(test_words_are_spread_evenly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
