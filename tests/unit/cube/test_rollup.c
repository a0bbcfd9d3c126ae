/* test_rollup.c: every clause of rollup.h on cells small enough to add up by hand. */
#include "support.h"

#include "cube/rollup.h"

#include <math.h>

/* W has BE (B1, B2) and CY; phenomena: drugs (drugs.sale, drugs.trade) and theft. Ids as in the cells. */
static glo_tree *zones, *phenomena;
static const char *const zone_nodes =
    "1 W world 0;2 BE country 0;3 B1 zone 0;4 B2 zone 0;5 CY cyber 0;6 OLD zone 1;7 SPLIT zone 1;";
static const char *const zone_links = "2 1;3 2;4 2;5 1;";

static int set_up(void **state) {
    (void)state;
    zones = tree_of(zone_nodes, zone_links, "6 3 1;7 4 0.6;7 3 0.4;");
    phenomena = tree_of("1 drugs 1 0;2 drugs.sale 2 0;3 drugs.trade 2 0;4 theft 1 0;", "2 1;3 1;", NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    glo_tree_free(zones);
    glo_tree_free(phenomena);
    return 0;
}

/* Cells from "zone phenomenon source facet period events count count_high value credibility;" rows. */
static uint8_t handlings[3]; /* of the first cells */

static glo_cells cells_of(const char *text) {
    char all[4096];
    snprintf(all, sizeof all, "z:i p:i s:i f:i d:t e:i c:i h:i v:i g:i;%s", text);
    glo_frame *frame = frame_of(all);
    glo_cells cells = {0};
    for (size_t row = 0; row < glo_frame_rows(frame); row++) {
        int64_t n[10];
        int32_t day;
        glo_span span;
        const char *date = glo_column_text(glo_frame_column(frame, 4), row);
        for (size_t c = 0; c < 10; c++)
            n[c] = c == 4 ? 0 : glo_frame_column(frame, c)->integers[row];
        assert_ok(glo_date_parse(date, strlen(date), GLO_ORDER_ISO, &day, &span));
        glo_cell cell = {.zone = (int32_t)n[0],
                         .phenomenon = (int32_t)n[1],
                         .source = (int32_t)n[2],
                         .facet = (int32_t)n[3],
                         .day = day,
                         .span = (uint8_t)span,
                         .events = n[5],
                         .count = n[6],
                         .count_high = n[7],
                         .value = n[8],
                         .credibility = (uint8_t)n[9],
                         .handling = row < 3 ? handlings[row] : 0};
        assert_ok(glo_cells_add(&cells, &cell));
    }
    glo_frame_free(frame);
    return cells;
}

static glo_rollup_spec every_node(glo_span every) {
    return (glo_rollup_spec){.zones = zones,
                             .phenomena = phenomena,
                             .zone_selection = {.mode = GLO_SELECT_EVERY},
                             .phenomenon_selection = {.mode = GLO_SELECT_EVERY},
                             .every = every,
                             .first_day = GLO_DAY_MIN,
                             .last_day = GLO_DAY_MAX,
                             .measures = GLO_MEASURE_COUNT};
}

static glo_rollup_spec roots_only(glo_span every) {
    glo_rollup_spec spec = every_node(every);
    spec.zone_selection.mode = GLO_SELECT_ROOTS;
    spec.phenomenon_selection.mode = GLO_SELECT_ROOTS;
    return spec;
}

static glo_rollup_note note;

static void check(const char *cells_text, const glo_rollup_spec *spec, const char *expected) {
    glo_cells cells = cells_of(cells_text);
    glo_frame *frame;
    assert_ok(glo_rollup(&cells, spec, NULL, NULL, &frame, &note));
    assert_frame(frame, expected);
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
}

static void test_sums_up_both_trees(void **state) {
    (void)state;
    glo_rollup_spec spec = every_node(GLO_MONTH);
    check("4 2 1 0 2024-02 1 5 5 0 0;3 2 1 0 2024-01 1 1 1 0 0;3 3 1 0 2024-01-15 2 2 2 0 0;2 1 1 0 "
          "2024-01-31 1 4 4 0 0;",
          &spec,
          "zone phenomenon period count"
          "; W drugs 2024-01 7; W drugs 2024-02 5; W drugs.sale 2024-01 1; W drugs.sale 2024-02 5; W "
          "drugs.trade 2024-01 2"
          "; BE drugs 2024-01 7; BE drugs 2024-02 5; BE drugs.sale 2024-01 1; BE drugs.sale 2024-02 5"
          "; BE drugs.trade 2024-01 2"
          "; B1 drugs 2024-01 3; B1 drugs.sale 2024-01 1; B1 drugs.trade 2024-01 2"
          "; B2 drugs 2024-02 5; B2 drugs.sale 2024-02 5");
    assert_int_equal(note.events, 5);
    assert_int_equal(note.left_out_events, 0);
}

static void test_no_cells_no_rows(void **state) {
    (void)state;
    glo_rollup_spec spec = every_node(GLO_MONTH);
    spec.own = 1;
    spec.measures = GLO_MEASURE_COUNT | GLO_MEASURE_VALUE | GLO_MEASURE_EVENTS;
    check("", &spec, "zone phenomenon part period events count value");
    spec.last_day = spec.first_day - 1;
    check("4 2 1 0 2024-02 1 5 5 0 0;", &spec, "zone phenomenon part period events count value");
}

static void test_kinds_and_leaves(void **state) {
    (void)state;
    const char *cells =
        "2 1 1 0 2024 1 1 1 0 0;3 2 1 0 2024 1 2 2 0 0;4 4 1 0 2024 1 4 4 0 0;5 4 1 0 2024 1 8 8 0 0;";
    glo_rollup_spec spec = every_node(GLO_ALL);
    spec.zone_selection =
        (glo_selection){.mode = GLO_SELECT_KINDS, .kinds = (const char *[]){"country"}, .kind_count = 1};
    spec.phenomenon_selection =
        (glo_selection){.mode = GLO_SELECT_KINDS, .kinds = (const char *[]){"1"}, .kind_count = 1};
    check(cells, &spec, "zone phenomenon count; BE drugs 3; BE theft 4");
    spec.zone_selection.mode = GLO_SELECT_LEAVES;
    spec.phenomenon_selection.mode = GLO_SELECT_LEAVES;
    check(cells, &spec, "zone phenomenon count; B1 drugs.sale 2; B2 theft 4; CY theft 8");

    glo_cells none = {0};
    glo_frame *frame = NULL;
    spec.zone_selection =
        (glo_selection){.mode = GLO_SELECT_KINDS, .kinds = (const char *[]){"contry"}, .kind_count = 1};
    assert_int_equal(glo_rollup(&none, &spec, NULL, NULL, &frame, &note), GLO_EINVAL);
    assert_message_has("did you mean 'country'");
}

static void test_only_below_the_roots(void **state) {
    (void)state;
    uint32_t be = node_of(zones, "BE"), b1 = node_of(zones, "B1"), drugs = node_of(phenomena, "drugs");
    glo_rollup_spec spec = roots_only(GLO_ALL);
    const char *cells =
        "3 2 1 0 2024 1 1 1 0 0;4 3 1 0 2024 1 2 2 0 0;5 2 1 0 2024 1 4 4 0 0;3 4 1 0 2024 1 8 8 0 0;";
    spec.zone_selection.roots = (uint32_t[]){be, b1}; /* one in the other */
    spec.zone_selection.root_count = 2;
    spec.phenomenon_selection.roots = &drugs;
    spec.phenomenon_selection.root_count = 1;
    check(cells, &spec, "zone phenomenon count; BE drugs 3; B1 drugs 1");
    assert_int_equal(note.events, 2);
}

static void test_every_period(void **state) {
    (void)state;
    const char *cells = "3 4 1 0 2024-01-01 1 1 1 0 0;3 4 1 0 2024-W02 1 2 2 0 0;3 4 1 0 2024-W05 1 4 4 0 0;"
                        "3 4 1 0 2024-02 1 8 8 0 0;3 4 1 0 2024-Q2 1 16 16 0 0;3 4 1 0 2023 1 32 32 0 0;";
    glo_rollup_spec spec = roots_only(GLO_DAY);
    uint32_t w = node_of(zones, "W");
    spec.zone_selection.roots = &w;
    spec.zone_selection.root_count = 1;
    check(cells, &spec, "zone phenomenon period count; W theft 2024-01-01 1");
    assert_int_equal(note.left_out_events, 5);
    assert_int_equal(note.left_out_count, 62);
    assert_int_equal(note.left_out_span, GLO_YEAR);
    spec.every = GLO_WEEK;
    check(cells, &spec,
          "zone phenomenon period count; W theft 2024-W01 1; W theft 2024-W02 2; W theft 2024-W05 4");
    spec.every = GLO_MONTH; /* 2024-W05 runs from 29 January to 4 February */
    check(cells, &spec, "zone phenomenon period count; W theft 2024-01 3; W theft 2024-02 8");
    assert_int_equal(note.left_out_count, 4 + 16 + 32);
    spec.every = GLO_QUARTER;
    check(cells, &spec, "zone phenomenon period count; W theft 2024-Q1 15; W theft 2024-Q2 16");
    assert_int_equal(note.left_out_count, 32);
    spec.every = GLO_YEAR;
    check(cells, &spec, "zone phenomenon period count; W theft 2023 32; W theft 2024 31");
    spec.every = GLO_ALL;
    check(cells, &spec, "zone phenomenon count; W theft 63");
    assert_int_equal(note.left_out_events, 0);
    spec.every = GLO_YEAR; /* the days asked cut 2023 and the quarter */
    spec.first_day = glo_day_of_civil(2023, 1, 2);
    spec.last_day = glo_day_of_civil(2024, 5, 31);
    check(cells, &spec, "zone phenomenon period count; W theft 2024 15");
    assert_int_equal(note.left_out_events, 2);
    assert_int_equal(note.left_out_count, 48);
}

static void test_measures(void **state) {
    (void)state;
    glo_rollup_spec spec = roots_only(GLO_ALL);
    spec.measures = GLO_MEASURE_EVENTS | GLO_MEASURE_COUNT | GLO_MEASURE_VALUE;
    check("3 4 1 0 2024 2 1 1 500 0;4 4 1 0 2024 1 0 0 -20 0;", &spec,
          "zone phenomenon events count value; W theft 3 1 480");
    check("3 4 1 0 2024 1 1 4 0 0;4 2 1 0 2024 1 7 7 0 0;", &spec,
          "zone phenomenon events count count_high value; W drugs 1 7 7 0; W theft 1 1 4 0");
    spec.measures = GLO_MEASURE_EVENTS;
    check("3 4 1 0 2024 1 1 4 0 0;", &spec, "zone phenomenon events; W theft 1");
}

static void test_weighted(void **state) {
    (void)state;
    double weights[4] = {[0] = 2, [1] = NAN, [2] = 0.5, [3] = NAN}; /* drugs, .sale, .trade, theft */
    glo_rollup_spec spec = roots_only(GLO_ALL);
    spec.measures = GLO_MEASURE_WEIGHTED;
    spec.weights = weights;
    spec.phenomenon_selection.mode = GLO_SELECT_EVERY;
    check("3 1 1 0 2024 1 1 1 0 0;4 2 1 0 2024 1 10 10 0 0;5 3 1 0 2024 1 100 100 0 0;3 4 1 0 2024 3 1000 "
          "1000 0 0;",
          &spec, "zone phenomenon weighted; W drugs 72; W drugs.sale 20; W drugs.trade 50; W theft -");
    assert_int_equal(note.unweighted_events, 3);
    assert_int_equal(note.unweighted_count, 1000);
    assert_int_equal(note.unweighted_phenomenon, node_of(phenomena, "theft"));
    weights[0] = NAN; /* a part without weight does not hide the other */
    check("3 1 1 0 2024 1 1 1 0 0;5 3 1 0 2024 1 100 100 0 0;", &spec,
          "zone phenomenon weighted; W drugs 50; W drugs.trade 50");
    assert_int_equal(note.unweighted_count, 1);
}

static void test_filters(void **state) {
    (void)state;
    const char *cells =
        "3 4 1 0 2024 1 1 1 0 0;3 4 2 0 2024 1 2 2 0 1;3 4 3 0 2024 1 4 4 0 3;3 4 1 9 2024 1 8 8 0 1;";
    glo_rollup_spec spec = roots_only(GLO_ALL);
    check(cells, &spec, "zone phenomenon count; W theft 7");
    spec.sources = (int32_t[]){3, 1};
    spec.source_count = 2;
    check(cells, &spec, "zone phenomenon count; W theft 5");
    spec.source_count = 0;
    spec.credibility = 2;
    check(cells, &spec, "zone phenomenon count; W theft 2");
    spec.credibility = 3;
    check(cells, &spec, "zone phenomenon count; W theft 6");
}

static void test_facets(void **state) {
    (void)state;
    const char *cells = "3 4 1 0 2024-01 1 1 1 0 0;3 4 1 5 2024-01 1 2 2 0 0;4 4 1 6 2024-01 1 4 4 0 0;"
                        "3 4 1 7 2024-02 1 8 8 0 0;3 4 1 8 2024-01 1 16 16 0 0;";
    glo_rollup_spec spec = roots_only(GLO_MONTH);
    spec.facets = (glo_rollup_facet[]){{7, "men"}, {5, "women"}, {6, "women"}};
    spec.facet_count = 3;
    check(cells, &spec, "zone phenomenon facet period count; W theft men 2024-02 8; W theft women 2024-01 6");
    spec.facets = (glo_rollup_facet[]){{7, "men"}, {7, "women"}};
    spec.facet_count = 2;
    glo_cells none = {0};
    glo_frame *frame = NULL;
    assert_int_equal(glo_rollup(&none, &spec, NULL, NULL, &frame, &note), GLO_EINVAL);
}

static void test_own(void **state) {
    (void)state;
    const char *cells =
        "1 4 1 0 2024 1 1 1 0 0;2 4 1 0 2024 1 2 2 0 0;3 2 1 0 2024 1 4 4 0 0;3 4 1 0 2024 1 8 8 0 0;"
        "5 4 1 0 2024 1 16 16 0 0;";
    glo_rollup_spec spec = roots_only(GLO_YEAR);
    spec.own = 1;
    spec.zone_selection =
        (glo_selection){.mode = GLO_SELECT_KINDS, .kinds = (const char *[]){"zone"}, .kind_count = 1};
    check(cells, &spec,
          "zone phenomenon part period count; W theft own 2024 1; BE theft own 2024 2"
          "; B1 drugs all 2024 4; B1 theft all 2024 8; CY theft own 2024 16");
}

static void test_own_of_nested_output(void **state) {
    (void)state;
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.own = 1;
    spec.phenomenon_selection.mode = GLO_SELECT_ROOTS;
    check("2 4 1 0 2023 1 1 1 0 0;2 4 1 0 2024 1 2 2 0 0;3 4 1 0 2024 1 4 4 0 0;", &spec,
          "zone phenomenon part period count; W theft all 2023 1; W theft all 2024 6; BE theft all 2023 1"
          "; BE theft all 2024 6; BE theft own 2023 1; BE theft own 2024 2; B1 theft all 2024 4");
}

static void test_mergers_and_splits(void **state) {
    (void)state;
    glo_rollup_spec spec = every_node(GLO_MONTH);
    spec.measures |= GLO_MEASURE_EVENTS | GLO_MEASURE_VALUE;
    spec.phenomenon_selection.mode = GLO_SELECT_LEAVES;
    spec.zone_selection.mode = GLO_SELECT_LEAVES;
    check("6 4 1 0 2024-01 1 3 3 0 0;3 4 1 0 2024-01 1 1 1 0 0;", &spec,
          "zone phenomenon period events count value; B1 theft 2024-01 2 4 0");
    /* SPLIT is cut 0.4 : 0.6 over B1 and B2, after its cells are summed: 2 + 3 = 5 -> 2 and 3 */
    check("7 4 1 0 2024-01 1 2 2 11 0;7 4 2 0 2024-01 1 3 6 0 0;7 4 2 0 2024-02 1 1 1 0 0;", &spec,
          "zone phenomenon period events count count_high value; B1 theft 2024-01 1 2 3 4"
          "; B2 theft 2024-01 1 3 5 7; B2 theft 2024-02 1 1 1 0");
    check("7 4 1 0 2024-01 1 0 0 0 0;", &spec, /* an event that counts nothing is still an event */
          "zone phenomenon period events count value; B2 theft 2024-01 1 0 0");
    uint32_t b1 = node_of(zones, "B1"); /* only one of its successors is asked */
    spec.zone_selection = (glo_selection){.roots = &b1, .root_count = 1, .mode = GLO_SELECT_ROOTS};
    check("7 4 1 0 2024-01 1 5 5 0 0;", &spec,
          "zone phenomenon period events count value; B1 theft 2024-01 0 2 0");
}

static void test_outside_the_levels(void **state) {
    (void)state;
    static const char *const cells =
        "3 4 1 0 2024-01 1 5 5 0 0;2 4 1 0 2024-01 1 7 7 0 0;5 2 1 0 2024-02 1 1 1 0 0;";
    glo_rollup_spec spec = roots_only(GLO_MONTH);
    spec.zone_selection =
        (glo_selection){.mode = GLO_SELECT_KINDS, .kinds = (const char *[]){"zone"}, .kind_count = 1};
    check(cells, &spec, "zone phenomenon period count; B1 theft 2024-01 5");
    assert_int_equal(note.outside_count, 8); /* at BE itself, and in CY */
    assert_int_equal(note.outside_zones, 2);
    assert_int_equal(note.outside_zone, node_of(zones, "BE"));
    spec.zone_selection.kinds = (const char *[]){"world"};
    check(cells, &spec, "zone phenomenon period count; W drugs 2024-02 1; W theft 2024-01 12");
    assert_int_equal(note.outside_count, 0);
    assert_true(note.outside_zone == GLO_NO_NODE);
}

static void test_rates(void **state) {
    (void)state;
    static const char *const ignored[] = {"cyber"};
    glo_frame *facts = frame_of("zone:i year:i value:r;3 2020 1000;3 2023 2000;4 2020 500;");
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.phenomenon_selection.mode = GLO_SELECT_ROOTS;
    spec.per = &(glo_rollup_per){facts, 1000, "per_1k", "per 1,000 people", ignored, 1, 0};
    spec.per_count = 1;
    check("3 4 1 0 2022 1 5 5 0 0;3 4 1 0 2024 1 5 5 0 0;5 4 1 0 2024 1 1 1 0 0;", &spec,
          "zone phenomenon period count per_1k; W theft 2022 5 2; W theft 2024 6 2.4; BE theft 2022 5 2; BE "
          "theft 2024 5 2"
          "; B1 theft 2022 5 2.5; B1 theft 2024 5 2.5; CY theft 2024 1 -");
    assert_int_equal(note.fact_year, 2020); /* of B2, in the population of BE */
    assert_int_equal(note.fact_for, 2024);
    assert_int_equal(note.rates_unknown, 1);
    spec.every = GLO_ALL;
    spec.last_day = glo_day_of_civil(2022, 12, 31);
    spec.own = 1;
    spec.measures = GLO_MEASURE_EVENTS;
    spec.zone_selection.mode = GLO_SELECT_ROOTS;
    check("3 4 1 0 2022 1 3 6 0 0;1 4 1 0 2022 1 3 6 0 0;", &spec,
          "zone phenomenon part events per_1k per_1k_high; W theft all 2 2.4 4.8; W theft own 1 - -");
    glo_frame_free(facts);
}

static void test_unplaced(void **state) {
    (void)state;
    glo_rollup_spec spec = roots_only(GLO_ALL);
    check("99 4 1 0 2024 2 1 1 0 0;3 99 1 0 2024 3 1 1 0 0;3 4 1 0 2024 1 1 1 0 0;", &spec,
          "zone phenomenon count; W theft 1");
    assert_int_equal(note.unplaced_events, 5);
    assert_int_equal(note.events, 1);
}

static void test_marking_and_units(void **state) {
    (void)state;
    glo_rollup_spec spec = roots_only(GLO_MONTH);
    glo_frame *frame;
    char text[GLO_MARKING_SIZE];
    size_t at;
    spec.count_unit = "victims";
    handlings[0] = glo_marking_pack((glo_marking){GLO_TLP_GREEN, 2});
    handlings[1] = glo_marking_pack((glo_marking){GLO_TLP_AMBER, 0});
    handlings[2] = glo_marking_pack((glo_marking){GLO_TLP_RED, 0}); /* straddles: does not enter */
    glo_cells cells = cells_of("3 4 1 0 2024-01 1 1 1 0 0;3 4 1 0 2024-01 1 1 1 0 0;3 4 1 0 2023 1 1 1 0 0;");
    memset(handlings, 0, sizeof handlings);
    assert_ok(glo_rollup(&cells, &spec, NULL, NULL, &frame, &note));
    glo_marking_format(glo_frame_marking(frame), text);
    assert_string_equal(text, "TLP:AMBER H1");
    assert_ok(glo_frame_find(frame, "count", &at));
    assert_string_equal(glo_frame_column(frame, at)->unit, "victims");
    assert_ptr_equal(glo_frame_column(frame, 0)->words, glo_tree_words(zones));
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
}

static void refuses(const char *text, int status, const char *message) {
    glo_cells cells = cells_of(text);
    glo_rollup_spec spec = roots_only(GLO_ALL);
    glo_frame *frame = NULL;
    spec.measures = GLO_MEASURE_EVENTS | GLO_MEASURE_COUNT | GLO_MEASURE_VALUE;
    assert_int_equal(glo_rollup(&cells, &spec, NULL, NULL, &frame, &note), status);
    assert_message_has(message);
    assert_null(frame);
    glo_cells_dispose(&cells);
}

static void test_sums_that_do_not_fit(void **state) {
    (void)state;
    refuses("3 4 1 0 2024 1 9223372036854775807 9223372036854775807 0 0;3 4 1 0 2024 1 1 1 0 0;", GLO_EINVAL,
            "64 bits");
    refuses("3 4 1 0 2024 1 1 1 9223372036854775807 0;4 4 1 0 2024 1 1 1 1 0;", GLO_EINVAL, "64 bits");
    refuses("3 2 1 0 2024 1 1 1 -9223372036854775807 0;3 3 1 0 2024 1 1 1 -2 0;", GLO_EINVAL, "64 bits");
    refuses("3 2 1 0 2024 1 -5 9223372036854775807 0 0;", GLO_EINVAL, "too far apart");
}

static void test_cancel(void **state) {
    (void)state;
    atomic_bool cancel = 1;
    glo_job job = {.cancel = &cancel};
    glo_cells cells = cells_of("3 4 1 0 2024 1 1 1 0 0;");
    glo_rollup_spec spec = roots_only(GLO_ALL);
    glo_frame *frame = NULL;
    assert_int_equal(glo_rollup(&cells, &spec, &job, NULL, &frame, &note), GLO_ECANCELLED);
    glo_cells_dispose(&cells);
}

/* Cancels at the n-th look at the job, for every n, so that nothing is lost on any way out. */
static atomic_bool stop;
static int looks_left;
static void look(void *context, const char *what, uint64_t done, uint64_t total) {
    (void)context, (void)what;
    assert_true(done <= total || total == 0);
    if (--looks_left == 0)
        atomic_store(&stop, 1);
}

static void test_cancel_anywhere(void **state) {
    (void)state;
    glo_cells cells =
        cells_of("7 2 1 0 2024-01 1 5 5 0 0;3 2 1 0 2024-01 1 1 1 0 0;4 3 1 0 2024-02 1 1 2 0 0;");
    glo_rollup_spec spec = every_node(GLO_MONTH);
    glo_job job = {.cancel = &stop, .progress = look};
    int status = GLO_ECANCELLED, n;
    spec.own = 1;
    for (n = 1; status != GLO_OK && n < 1000; n++) {
        glo_frame *frame = NULL;
        looks_left = n;
        atomic_store(&stop, 0);
        status = glo_rollup(&cells, &spec, &job, NULL, &frame, &note);
        assert_true(status == GLO_OK || (status == GLO_ECANCELLED && !frame));
        glo_frame_free(frame);
    }
    assert_true(n > 10 && n < 1000);
    glo_cells_dispose(&cells);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums_up_both_trees),
        cmocka_unit_test(test_no_cells_no_rows),
        cmocka_unit_test(test_kinds_and_leaves),
        cmocka_unit_test(test_only_below_the_roots),
        cmocka_unit_test(test_every_period),
        cmocka_unit_test(test_measures),
        cmocka_unit_test(test_weighted),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_facets),
        cmocka_unit_test(test_own),
        cmocka_unit_test(test_own_of_nested_output),
        cmocka_unit_test(test_mergers_and_splits),
        cmocka_unit_test(test_outside_the_levels),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_unplaced),
        cmocka_unit_test(test_marking_and_units),
        cmocka_unit_test(test_sums_that_do_not_fit),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_cancel_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
