/* test_marking.c: markings join to the strictest, read and write. */
#include "frame/marking.h"

#include "cmocka_here.h"

static void assert_reads(const char *text, const char *wanted) {
    glo_marking marking = {9, 9};
    char written[GLO_MARKING_SIZE];
    ASSERT_OK(glo_marking_parse(text, &marking));
    glo_marking_format(marking, written);
    assert_string_equal(written, wanted);
}

static void test_parse(void **state) {
    (void)state;
    assert_reads("", "TLP:CLEAR");
    assert_reads("  ", "TLP:CLEAR");
    assert_reads("amber", "TLP:AMBER");
    assert_reads("TLP:AMBER+STRICT H1", "TLP:AMBER+STRICT H1");
    assert_reads("h3,H0 green", "TLP:GREEN H0 H3");
    assert_reads("GREEN RED", "TLP:RED"); /* the stricter of the two */
    assert_reads("TLP:AMBER+STRICT H0 H1 H2 H3", "TLP:AMBER+STRICT H0 H1 H2 H3");
}

static void test_parse_refuses(void **state) {
    (void)state;
    glo_marking marking = {1, 2};
    assert_int_equal(glo_marking_parse("PURPLE", &marking), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "AMBER+STRICT"));
    assert_int_equal(glo_marking_parse("AMBER H4", &marking), GLO_EINVAL);
    assert_int_equal(glo_marking_parse("AMBERAMBERAMBERAMBERAMBERAMBER", &marking), GLO_EINVAL);
    assert_int_equal(marking.tlp, 1);
    assert_int_equal(marking.codes, 2);
}

/* Commutative, associative, never looser: over every pair of markings. */
static void test_join(void **state) {
    (void)state;
    for (int i = 0; i < 80; i++) {
        glo_marking a = {(uint8_t)(i % 5), (uint8_t)(i / 5)};
        for (int j = 0; j < 80; j++) {
            glo_marking b = {(uint8_t)(j % 5), (uint8_t)(j / 5)};
            glo_marking ab = glo_marking_join(a, b), ba = glo_marking_join(b, a);
            assert_int_equal(ab.tlp, ba.tlp);
            assert_int_equal(ab.codes, ba.codes);
            assert_true(ab.tlp >= a.tlp && ab.tlp >= b.tlp);
            assert_int_equal(ab.codes & a.codes, a.codes);
            assert_int_equal(ab.codes, a.codes | b.codes);
        }
    }
}

static void test_pack(void **state) {
    (void)state;
    for (int i = 0; i < 80; i++) {
        glo_marking a = {(uint8_t)(i % 5), (uint8_t)(i / 5)}, b = glo_marking_unpack(glo_marking_pack(a));
        assert_int_equal(a.tlp, b.tlp);
        assert_int_equal(a.codes, b.codes);
    }
    assert_int_equal(glo_marking_unpack(7).tlp, GLO_TLP_RED); /* what is no level is the strictest */
    assert_int_equal(glo_marking_unpack(256).tlp, GLO_TLP_RED);
    assert_int_equal(glo_marking_unpack(-8).tlp, GLO_TLP_RED);
}

/* RED, H2 and H3 stay, whatever stands beside them; all else leaves. */
static void test_may_leave(void **state) {
    (void)state;
    for (int i = 0; i < 80; i++) {
        const glo_marking marking = {(uint8_t)(i % 5), (uint8_t)(i / 5)};
        const bool stays = marking.tlp == GLO_TLP_RED || marking.codes & GLO_H2 || marking.codes & GLO_H3;
        assert_int_equal(glo_marking_may_leave(marking, "frame"), stays ? GLO_EMARKING : GLO_OK);
        assert_int_equal(glo_marking_is_private(marking), stays || marking.tlp >= GLO_TLP_AMBER);
    }
    assert_int_equal(glo_marking_may_leave((glo_marking){GLO_TLP_CLEAR, GLO_H2}, "brief"), GLO_EMARKING);
    assert_non_null(strstr(glo_message(), "this brief is marked H2"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse), cmocka_unit_test(test_parse_refuses), cmocka_unit_test(test_join),
        cmocka_unit_test(test_pack),  cmocka_unit_test(test_may_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
