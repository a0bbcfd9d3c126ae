/* test_tree.c: order, look-ups, successions and totals of trees. */
#include "support.h"

#include <math.h>

static const char *order_of(const glo_tree *tree) {
    static char text[512];
    text[0] = '\0';
    for (uint32_t n = 0; n < glo_tree_count(tree); n++) {
        const glo_node *node = &glo_tree_nodes(tree)[n];
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s:%u:%u", n ? " " : "", glo_tree_code(tree, n),
                 node->depth, node->end);
    }
    return text;
}

static void test_depth_first_by_code(void **state) {
    (void)state;
    glo_tree *t =
        tree_of("9 world world 0;1 BE country 0;5 BE-W region 0;3 BE-B region 0;4 AA country 0;7 BE-B2 zone "
                "0;8 BE-B1 zone 0;2 CY cyber 0;",
                "1 9;5 1;3 1;4 9;7 3;8 3;", NULL);
    assert_string_equal(order_of(t), "CY:0:1 world:0:8 AA:1:3 BE:1:8 BE-B:2:7 BE-B1:3:6 BE-B2:3:7 BE-W:2:8");
    uint32_t be = node_of(t, "BE"), node;
    assert_int_equal(glo_tree_nodes(t)[be].parent, node_of(t, "world"));
    assert_int_equal(glo_tree_nodes(t)[node_of(t, "world")].parent, GLO_NO_NODE);
    assert_true(glo_tree_find_id(t, 7, &node));
    assert_string_equal(glo_tree_code(t, node), "BE-B2");
    assert_false(glo_tree_find_id(t, 6, &node));
    assert_false(glo_tree_find_id(t, -1, &node));
    assert_false(glo_tree_find_id(t, 1 << 20, &node));
    assert_false(glo_tree_find(t, "XX", &node));
    assert_string_equal(glo_tree_kind(t, glo_tree_nodes(t)[be].kind), "country");
    assert_true(glo_tree_is_within(t, be, be));
    assert_true(glo_tree_is_within(t, be, node_of(t, "BE-B1")));
    assert_false(glo_tree_is_within(t, be, node_of(t, "AA")));
    assert_true(glo_tree_is_leaf(t, node_of(t, "BE-W")));
    assert_false(glo_tree_is_leaf(t, be));
    glo_tree_free(t);
}

static void test_an_empty_tree(void **state) {
    (void)state;
    glo_tree *t = tree_of("", "", NULL);
    assert_int_equal(glo_tree_count(t), 0);
    glo_tree_free(t);
    glo_tree_free(NULL);
}

static void refuses(const char *nodes, const char *links, const char *successions, const char *message) {
    glo_tree *tree = NULL;
    assert_int_equal(make_tree(nodes, links, successions, &tree), GLO_EINVAL);
    assert_null(tree);
    assert_message_has(message);
}

static void test_what_is_no_tree(void **state) {
    (void)state;
    refuses("1 A k 0;2 B k 0;3 C k 0;", "3 1;3 2;", NULL, "'C' has two parents, 'A' and 'B'");
    refuses("1 A k 0;2 B k 0;3 C k 0;4 D k 0;", "1 2;2 3;3 1;4 1;", NULL, "cycle: ");
    refuses("1 A k 0;", "1 1;", NULL, "A > A");
    refuses("1 A k 0;2 A k 0;", "", NULL, "two nodes have the code 'A'");
    refuses("1 A k 0;1 B k 0;", "", NULL, "'A' and 'B' have the same id 1");
    refuses("1 A k 0;", "1 2;", NULL, "'A' is linked to an unknown parent, id 2");
    refuses("1 A k 0;", "2 1;", NULL, "unknown child, id 2");
    refuses("-4 A k 0;", "", NULL, "'A' has no usable id");
    refuses("1 . k 0;", "", NULL, "no code");
    refuses("1 A k 1;2 B k 0;", "", "1 2 -0.5;", "share");
    glo_tree *tree = tree_of("1 A k 0;2 B k 0;", "2 1;2 1;", NULL); /* the same link twice does no harm */
    glo_tree_free(tree);
}

static const char *targets_of(const glo_tree *tree, const char *code) {
    static char text[256];
    const glo_target *targets;
    size_t count = glo_tree_targets(tree, node_of(tree, code), &targets);
    double sum = 0;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        sum += (double)targets[i].weight;
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s %.4g", i ? ", " : "",
                 glo_tree_code(tree, targets[i].node), (double)targets[i].weight / sum);
    }
    return text;
}

static void test_mergers_and_splits(void **state) {
    (void)state;
    glo_tree *t = tree_of(
        "1 A k 0;2 B k 0;3 C k 0;10 M k 1;11 S k 1;12 CH k 1;13 LONE k 1;14 DEEP k 1;15 VALID k 0;", "",
        "10 1 1;11 2 0.6;11 1 0.4;12 10 1;14 11 0.5;14 12 0.25;14 3 0.25;15 1 1;999 1 1;13 999 1;");
    assert_string_equal(targets_of(t, "A"), "A 1");
    assert_string_equal(targets_of(t, "M"), "A 1");
    assert_string_equal(targets_of(t, "S"), "A 0.4, B 0.6");
    assert_string_equal(targets_of(t, "CH"), "A 1");
    assert_string_equal(targets_of(t, "DEEP"), "A 0.45, B 0.3, C 0.25");
    assert_string_equal(targets_of(t, "LONE"), "LONE 1");
    assert_string_equal(targets_of(t, "VALID"), "VALID 1");
    assert_true(glo_tree_nodes(t)[node_of(t, "M")].moved);
    assert_false(glo_tree_nodes(t)[node_of(t, "LONE")].moved);
    assert_true(glo_tree_nodes(t)[node_of(t, "LONE")].retired);
    glo_tree_free(t);
}

static void test_shares_are_made_whole(void **state) {
    (void)state;
    glo_tree *t = tree_of("1 A k 0;2 B k 0;3 S k 1;4 N k 1;", "", "3 1 0.2;3 2 0.3;4 2 -;");
    assert_string_equal(targets_of(t, "S"), "A 0.4, B 0.6");
    assert_string_equal(targets_of(t, "N"), "B 1");
    glo_tree_free(t);
    /* Half of D goes to S, whole again there; a share that is not said is 1. */
    t = tree_of("1 A k 0;2 B k 0;3 S k 1;4 D k 1;5 N k 1;", "",
                "3 1 0.2;3 2 0.3;4 1 0.5;4 3 0.5;5 1 -;5 2 0.25;");
    assert_string_equal(targets_of(t, "D"), "A 0.7, B 0.3");
    assert_string_equal(targets_of(t, "N"), "A 0.8, B 0.2");
    glo_tree_free(t);
}

/* However small a share, its target can still be told from a node that is none. */
static void test_tiny_shares(void **state) {
    (void)state;
    glo_tree *t = tree_of("1 A k 0;2 B k 0;3 S k 1;", "", "3 1 1;3 2 1e-30;");
    const glo_target *targets;
    assert_int_equal(glo_tree_targets(t, node_of(t, "S"), &targets), 2);
    assert_int_equal(targets[0].weight, UINT64_C(1) << 52);
    assert_int_equal(targets[1].weight, 1);
    glo_tree_free(t);
}

static void test_circles_of_successions(void **state) {
    (void)state;
    glo_tree *t = tree_of("1 A k 0;2 X k 1;3 Y k 1;4 P k 1;5 Q k 1;6 SELF k 1;", "",
                          "2 3 1;3 2 1;4 5 0.5;5 4 0.5;5 1 0.5;6 6 1;");
    assert_string_equal(targets_of(t, "X"), "X 1"); /* nowhere to go: stays */
    assert_string_equal(targets_of(t, "Y"), "Y 1");
    assert_string_equal(targets_of(t, "P"), "A 1"); /* the way out */
    assert_string_equal(targets_of(t, "Q"), "A 1");
    assert_string_equal(targets_of(t, "SELF"), "SELF 1");
    glo_tree_free(t);
}

static double total(const glo_tree *tree, const char *facts, int64_t year, const char *code) {
    static const char *const ignored[] = {"route", "cyberspace"};
    char text[1024];
    double totals[32];
    snprintf(text, sizeof text, "zone:i year:i value:r;%s", facts);
    glo_frame *frame = frame_of(text);
    assert_ok(glo_tree_totals(tree, frame, year, ignored, 2, totals));
    glo_frame_free(frame);
    return totals[node_of(tree, code)];
}

static void test_totals(void **state) {
    (void)state;
    glo_tree *t = tree_of(
        "1 W world 0;2 BE country 0;3 B1 zone 0;4 B2 zone 0;5 LU country 0;6 R route 0;7 CY cyberspace "
        "0;8 OLD zone 1;9 E empty 0;",
        "2 1;3 2;4 2;5 1;6 1;7 1;8 2;", NULL);
    const char *facts = "3 2020 10;3 2022 12;4 2021 20;5 2020 5;8 2020 1000;99 2020 7;4 2022 -;";
    assert_true(total(t, facts, 2020, "B1") == 10);
    assert_true(total(t, facts, 2021, "B1") == 10);
    assert_true(total(t, facts, 2030, "B1") == 12);
    assert_true(total(t, facts, 1999, "B1") == 10);                  /* the earliest */
    assert_true(total(t, "3 2019 10;3 2022 12;", 2021, "B1") == 12); /* the nearest */
    assert_true(total(t, facts, 2020, "BE") == 30); /* B2's earliest; the retired one does not count */
    assert_true(total(t, facts, 2022, "W") == 37);  /* routes and cyberspace don't poison */
    assert_true(total(t, facts, 2022, "OLD") == 1000);
    assert_true(isnan(total(t, facts, 2022, "E")));
    assert_true(isnan(total(t, facts, 2022, "R")));
    assert_true(isnan(total(t, "3 2020 10;5 2020 5;", 2022, "W")));          /* B2 unknown: no undercount */
    assert_true(total(t, "2 2020 31;3 2020 10;5 2020 5;", 2022, "W") == 36); /* its own fact goes first */
    glo_tree_free(t);
}

static void test_facts_follow_successions(void **state) {
    (void)state;
    /* A and B merged into M; a part of S went to K, which goes on, the rest to M. */
    glo_tree *t = tree_of("1 W world 0;2 A zone 1;3 B zone 1;4 M zone 0;5 S zone 1;6 K zone 0;",
                          "2 1;3 1;4 1;5 1;6 1;", "2 4 1;3 4 1;5 4 0.75;5 6 0.25;");
    const char *facts = "2 2019 10;3 2019 20;5 2019 8;6 2019 100;4 2025 50;6 2025 110;2 2020 11;";
    assert_true(total(t, facts, 2019, "M") == 36); /* 10 + 20 + 6 */
    assert_true(total(t, facts, 2020, "M") == 36); /* of 2020 only a part is known */
    assert_true(total(t, facts, 2025, "M") == 50);
    assert_true(total(t, facts, 2019, "K") == 102);
    assert_true(total(t, facts, 2025, "K") == 110); /* its own of a year in which the old ones have none */
    assert_true(total(t, facts, 2019, "W") == 138);
    assert_true(total(t, facts, 2019, "A") == 10);
    assert_true(isnan(total(t, "2 2019 10;6 2019 100;", 2019, "M"))); /* B unknown: no undercount */
    glo_tree_free(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_depth_first_by_code),      cmocka_unit_test(test_an_empty_tree),
        cmocka_unit_test(test_what_is_no_tree),          cmocka_unit_test(test_mergers_and_splits),
        cmocka_unit_test(test_shares_are_made_whole),    cmocka_unit_test(test_tiny_shares),
        cmocka_unit_test(test_circles_of_successions),   cmocka_unit_test(test_totals),
        cmocka_unit_test(test_facts_follow_successions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
