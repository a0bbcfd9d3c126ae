/* test_figures.c: published figures beside their parts, by hand: each rule of figures.h. */
#include "support.h"

#include "apportion.h"
#include "cube/rollup.h"

/* W has BE (B1, B2) and NL; phenomena: traffic (traffic.sexual, traffic.labour) and theft. */
static glo_tree *zones, *phenomena;

enum { FIGURES = 1, OTHER = 2, EVENTS = 9 };
static const glo_rollup_source sources[] = {{.id = FIGURES, .publishes_figures = true, .rank = 1},
                                            {.id = OTHER, .publishes_figures = true, .rank = 2},
                                            {.id = EVENTS}};

static int set_up(void **state) {
    (void)state;
    zones = tree_of(
        "1 W world 0;2 BE country 0;3 B1 zone 0;4 B2 zone 0;5 NL country 0;6 SPLIT zone 1;7 OLD zone 1;",
        "2 1;3 2;4 2;5 1;", "6 3 0.6;6 4 0.4;7 3 1;");
    phenomena =
        tree_of("1 traffic 1 0;2 traffic.sexual 2 0;3 traffic.labour 2 0;4 theft 1 0;", "2 1;3 1;", NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    glo_tree_free(zones);
    glo_tree_free(phenomena);
    return 0;
}

/* Cells from "zone phenomenon source period count count_high;" rows. */
static glo_cells cells_of(const char *text) {
    char all[8192];
    snprintf(all, sizeof all, "z:t p:t s:i d:t c:i h:i;%s", text);
    glo_frame *frame = frame_of(all);
    glo_cells cells = {0};
    for (size_t row = 0; row < glo_frame_rows(frame); row++) {
        glo_cell cell = {.source = (int32_t)glo_frame_column(frame, 2)->integers[row],
                         .events = 1,
                         .count = glo_frame_column(frame, 4)->integers[row],
                         .count_high = glo_frame_column(frame, 5)->integers[row]};
        const char *date = glo_column_text(glo_frame_column(frame, 3), row);
        glo_span span;
        assert_ok(glo_date_parse(date, strlen(date), GLO_ORDER_ISO, &cell.day, &span));
        cell.span = (uint8_t)span;
        uint32_t zone = node_of(zones, glo_column_text(glo_frame_column(frame, 0), row));
        uint32_t node = node_of(phenomena, glo_column_text(glo_frame_column(frame, 1), row));
        cell.zone = (int32_t)glo_tree_nodes(zones)[zone].id;
        cell.phenomenon = (int32_t)glo_tree_nodes(phenomena)[node].id;
        assert_ok(glo_cells_add(&cells, &cell));
    }
    glo_frame_free(frame);
    return cells;
}

static glo_rollup_note note;

static void check_spec(const char *text, const glo_rollup_spec *spec, const char *expected) {
    glo_cells cells = cells_of(text);
    glo_frame *frame;
    assert_ok(glo_rollup(&cells, spec, NULL, NULL, &frame, &note));
    assert_frame(frame, expected);
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
}

static glo_rollup_spec every_node(glo_span every) {
    return (glo_rollup_spec){.zones = zones,
                             .phenomena = phenomena,
                             .zone_selection = {.mode = GLO_SELECT_EVERY},
                             .phenomenon_selection = {.mode = GLO_SELECT_EVERY},
                             .every = every,
                             .first_day = GLO_DAY_MIN,
                             .last_day = GLO_DAY_MAX,
                             .measures = GLO_MEASURE_COUNT,
                             .described = sources,
                             .described_count = sizeof sources / sizeof sources[0]};
}

static void check(const char *text, glo_span every, const char *expected) {
    glo_rollup_spec spec = every_node(every);
    check_spec(text, &spec, expected);
}

static void test_total_stands_beside_its_forms(void **state) {
    (void)state;
    check("BE traffic 1 2020 141 141;BE traffic.sexual 1 2020 120 120;BE traffic.labour 1 2020 1 4;",
          GLO_YEAR,
          "zone phenomenon period count count_high; W traffic 2020 141 141; W traffic.labour 2020 1 4"
          "; W traffic.sexual 2020 120 120; BE traffic 2020 141 141; BE traffic.labour 2020 1 4; BE "
          "traffic.sexual 2020 120 120");
    assert_int_equal(note.totals, 1);
    assert_int_equal(note.exceeded, 0);
}

static void test_forms_above_the_total_overlap(void **state) {
    (void)state;
    check("BE traffic 1 2020 74 74;BE traffic.sexual 1 2020 290 290;BE traffic.labour 1 2020 123 123;NL "
          "traffic 1 2020 10 10;",
          GLO_YEAR,
          "zone phenomenon period count; W traffic 2020 84; W traffic.labour 2020 123"
          "; W traffic.sexual 2020 290"
          "; BE traffic 2020 74; BE traffic.labour 2020 123; BE traffic.sexual 2020 290; NL traffic 2020 10");
    assert_int_equal(note.exceeded, 1);
}

static void test_total_stands_beside_zones_below(void **state) {
    (void)state;
    check("BE theft 1 2020 100 100;B1 theft 1 2020 30 30;B2 theft 1 2020 20 20;", GLO_YEAR,
          "zone phenomenon period count; W theft 2020 100; BE theft 2020 100; B1 theft 2020 30; B2 theft "
          "2020 20");
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.own = 1; /* what the total leaves over */
    check_spec(
        "BE theft 1 2020 100 100;B1 theft 1 2020 30 35;", &spec,
        "zone phenomenon part period count count_high; W theft all 2020 100 100; BE theft all 2020 100 100"
        "; BE theft own 2020 65 70; B1 theft all 2020 30 35");
}

static void test_a_few_local_figures_are_not_the_country(void **state) {
    (void)state; /* whoever publishes them, and events too */
    check("BE theft 1 2020 100 100;B1 theft 2 2020-03 30 30;B2 theft 9 2020-03-02 5 5;", GLO_YEAR,
          "zone phenomenon period count; W theft 2020 100; BE theft 2020 100; B1 theft 2020 30; B2 theft "
          "2020 5");
    check("BE theft 1 2020 100 100;B1 theft 2 2020-03 30 30;B2 theft 9 2020-03-02 5 5;", GLO_MONTH,
          "zone phenomenon period count; W theft 2020-03 35; BE theft 2020-03 35; B1 theft 2020-03 30; B2 "
          "theft 2020-03 5");
    assert_int_equal(note.left_out_count, 100);
}

static void test_coarser_time_stands(void **state) {
    (void)state;
    const char *cells =
        "B1 theft 1 2023 120 120;B1 theft 1 2023-Q1 30 30;B1 theft 1 2023-Q2 30 30;B1 theft 1 2023-01 10 10;"
        "B1 theft 1 2023-02 10 10;B1 theft 1 2023-07 9 9;";
    check(cells, GLO_YEAR,
          "zone phenomenon period count; W theft 2023 120; BE theft 2023 120; B1 theft 2023 120");
    assert_int_equal(note.finer, 5);
    check(cells, GLO_QUARTER,
          "zone phenomenon period count; W theft 2023-Q1 30; W theft 2023-Q2 30; W theft 2023-Q3 9"
          "; BE theft 2023-Q1 30; BE theft 2023-Q2 30; BE theft 2023-Q3 9"
          "; B1 theft 2023-Q1 30; B1 theft 2023-Q2 30; B1 theft 2023-Q3 9");
}

static void test_sources_are_alternatives(void **state) {
    (void)state; /* the preferred one where it reports in the month, the other elsewhere */
    const char *cells = "B1 theft 2 2020-01-05 50 50;B1 theft 1 2020-01-20 4 4;B1 theft 2 2020-02-05 7 7;";
    check(cells, GLO_YEAR,
          "zone phenomenon period count; W theft 2020 11; BE theft 2020 11; B1 theft 2020 11");
    assert_int_equal(note.alternatives, 1);
    assert_int_equal(note.alternative_count, 50);
    assert_int_equal(note.alternative_source, OTHER);
    assert_int_equal(note.preferred_source, FIGURES);
    /* at different zones they are no alternatives */
    check("B1 theft 1 2020 3 3;B2 theft 2 2020 4 4;", GLO_YEAR,
          "zone phenomenon period count; W theft 2020 7; BE theft 2020 7; B1 theft 2020 3; B2 theft 2020 4");
}

static void test_wider_below_narrower_is_not_added(void **state) {
    (void)state; /* BE's figure of one form, B1's of all: B1's may be in it, or not */
    check("BE traffic.sexual 1 2020 60 60;B1 traffic 1 2020 10 10;", GLO_YEAR,
          "zone phenomenon period count; W traffic 2020 60; W traffic.sexual 2020 60; BE traffic 2020 60"
          "; BE traffic.sexual 2020 60; B1 traffic 2020 10");
    assert_int_equal(note.overlaps, 1);
}

static void test_events_add_up(void **state) {
    (void)state;
    check("BE theft 9 2020-01-01 2 2;B1 theft 9 2020-01-01 3 3;B1 theft 9 2020-01-01 4 4;", GLO_MONTH,
          "zone phenomenon period count; W theft 2020-01 9; BE theft 2020-01 9; B1 theft 2020-01 7");
    assert_int_equal(note.totals, 0);
}

static void test_former_zones_add_up(void **state) {
    (void)state; /* OLD became B1, which has figures of its own only later; SPLIT went to both */
    check("OLD theft 1 2019 5 5;B1 theft 1 2020 6 6;SPLIT theft 1 2018-01 1 1;SPLIT theft 1 2018-02 1 1;"
          "SPLIT theft 1 2018-03 1 1;SPLIT theft 1 2018-04 1 1;SPLIT theft 1 2018-05 1 1;",
          GLO_YEAR,
          "zone phenomenon period count; W theft 2018 5; W theft 2019 5; W theft 2020 6; BE theft 2018 5; BE "
          "theft 2019 5"
          "; BE theft 2020 6; B1 theft 2018 3; B1 theft 2019 5; B1 theft 2020 6; B2 theft 2018 2");
}

static void test_exact_total_bounds_ranges(void **state) {
    (void)state;
    /* the least of the parts, 120, do not exceed 122: labour is at most 2 */
    check("BE traffic 1 2020 122 122;BE traffic.sexual 1 2020 120 120;BE traffic.labour 1 2020 0 4;",
          GLO_YEAR,
          "zone phenomenon period count count_high; W traffic 2020 122 122; W traffic.labour 2020 0 2"
          "; W traffic.sexual 2020 120 120; BE traffic 2020 122 122; BE traffic.labour 2020 0 2; BE "
          "traffic.sexual 2020 120 120");
    assert_int_equal(note.narrowed, 1);
    /* the parts overlap, the total is censored, or another source's: nothing is known of it */
    check(
        "BE traffic 1 2020 9 9;BE traffic.sexual 1 2020 9 9;BE traffic.labour 1 2020 1 4;"
        "BE traffic 1 2021 9 12;BE traffic.sexual 1 2021 9 9;BE traffic.labour 1 2021 0 4;"
        "BE traffic 2 2022 9 9;BE traffic.sexual 1 2022 9 9;BE traffic.labour 1 2022 0 4;",
        GLO_YEAR,
        "zone phenomenon period count count_high; W traffic 2020 9 9; W traffic 2021 9 12; W traffic 2022 9 9"
        "; W traffic.labour 2020 1 4; W traffic.labour 2021 0 4; W traffic.labour 2022 0 4; W traffic.sexual "
        "2020 9 9; W traffic.sexual 2021 9 9; W traffic.sexual 2022 9 9; BE traffic 2020 9 9; BE traffic "
        "2021 9 "
        "12; BE traffic 2022 9 9; BE traffic.labour 2020 1 4; BE traffic.labour 2021 0 4; BE traffic.labour "
        "2022 "
        "0 4; BE traffic.sexual 2020 9 9; BE traffic.sexual 2021 9 9; BE traffic.sexual 2022 9 9");
    assert_int_equal(note.narrowed, 0);
    /* months within the year, each and all of them in what the least of all others leaves */
    check("BE traffic 1 2020 10 10;BE traffic.sexual 1 2020-01 1 4;BE traffic.sexual 1 2020-02 1 4;"
          "BE traffic.labour 1 2020-01 7 7;",
          GLO_YEAR,
          "zone phenomenon period count count_high; W traffic 2020 10 10; W traffic.labour 2020 7 7"
          "; W traffic.sexual 2020 2 3; BE traffic 2020 10 10; BE traffic.labour 2020 7 7"
          "; BE traffic.sexual 2020 2 3");
}

/* Two "<5" of 10, of which 7 are known: each is at most 3, and so are both together. */
static void test_sums_of_ranges_are_within_the_total(void **state) {
    (void)state;
    glo_tree *before = phenomena;
    phenomena = tree_of("1 p 1 0;2 p.x 2 0;3 p.x.a 3 0;4 p.x.b 3 0;5 p.y 2 0;", "2 1;3 2;4 2;5 1;", NULL);
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.zone_selection = (glo_selection){
        .mode = GLO_SELECT_ROOTS, .roots = (const uint32_t[]){node_of(zones, "BE")}, .root_count = 1};
    const char *cells = "BE p 1 2020 10 10;BE p.x.a 1 2020 0 4;BE p.x.b 1 2020 0 4;BE p.y 1 2020 7 7;";
    check_spec(cells, &spec,
               "zone phenomenon period count count_high; BE p 2020 10 10; BE p.x 2020 0 3; BE p.x.a 2020 0 3"
               "; BE p.x.b 2020 0 3; BE p.y 2020 7 7");
    /* above a zone with figures of its own the bounds hold too, and a total there stands */
    spec.zone_selection = (glo_selection){
        .mode = GLO_SELECT_ROOTS, .roots = (const uint32_t[]){node_of(zones, "W")}, .root_count = 1};
    check_spec(
        "BE p 1 2020 10 10;BE p.x.a 1 2020 0 4;BE p.x.b 1 2020 0 4;BE p.y 1 2020 7 7;W p 1 2020 30 30;",
        &spec,
        "zone phenomenon period count count_high; W p 2020 30 30; W p.x 2020 0 3; W p.x.a 2020 0 3"
        "; W p.x.b 2020 0 3; W p.y 2020 7 7");
    glo_tree_free(phenomena);
    phenomena = before;
}

/* Whether forms overlap is told by the nearest year, asked or not; of two as near by the later. */
static void test_ranges_of_overlapping_parts_stay(void **state) {
    (void)state;
    const char *cells =
        "BE traffic 1 2017 50 50;BE traffic.sexual 1 2017 40 40;BE traffic.labour 1 2017 20 20;"
        "BE traffic 1 2018 50 50;BE traffic.sexual 1 2018 48 48;BE traffic.labour 1 2018 0 4;"
        "BE traffic 1 2020 50 50;BE traffic.sexual 1 2020 48 48;BE traffic.labour 1 2020 0 4;"
        "BE traffic 1 2022 50 50;BE traffic.sexual 1 2022 48 48;BE traffic.labour 1 2022 0 4;"
        "BE traffic 1 2023 50 50;BE traffic.sexual 1 2023 48 48;BE traffic.labour 1 2023 2 2;";
    static const struct {
        const char *year;
        int high;                                           /* of labour */
    } expected[] = {{"2018", 4}, {"2020", 2}, {"2022", 2}}; /* 2020 is as far from 2017 as from 2023 */
    uint32_t belgium = node_of(zones, "BE"), labour = node_of(phenomena, "traffic.labour");
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        glo_rollup_spec spec = every_node(GLO_YEAR);
        char rows[100];
        glo_span span;
        assert_ok(glo_date_parse(expected[i].year, 4, GLO_ORDER_ISO, &spec.first_day, &span));
        spec.last_day = glo_span_last(spec.first_day, span);
        spec.zone_selection = (glo_selection){.mode = GLO_SELECT_ROOTS, .roots = &belgium, .root_count = 1};
        spec.phenomenon_selection =
            (glo_selection){.mode = GLO_SELECT_ROOTS, .roots = &labour, .root_count = 1};
        snprintf(rows, sizeof rows, "zone phenomenon period count count_high; BE traffic.labour %s 0 %d",
                 expected[i].year, expected[i].high);
        check_spec(cells, &spec, rows);
        assert_int_equal(note.narrowed, expected[i].high < 4);
    }
}

/* What a total leaves over its forms, at a zone without zones below it too. */
static void test_not_stated(void **state) {
    (void)state;
    static const char cells[] =
        "B1 traffic 1 2020 122 122;B1 traffic.sexual 1 2020 100 100;B1 traffic.labour 1 2020 0 4;"
        "B1 traffic 1 2021 9 9;B1 theft 1 2020 3 3;";
    uint32_t b1 = node_of(zones, "B1"), traffic = node_of(phenomena, "traffic");
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.own = 1;
    spec.zone_selection = (glo_selection){.mode = GLO_SELECT_ROOTS, .roots = &b1, .root_count = 1};
    check_spec(
        cells, &spec,
        "zone phenomenon part period count count_high; B1 theft all 2020 3 3; B1 traffic all 2020 122 122"
        "; B1 traffic all 2021 9 9; B1 traffic not stated 2020 18 22; B1 traffic.labour all 2020 0 4"
        "; B1 traffic.sexual all 2020 100 100");
    spec.phenomenon_selection = /* also where the forms have no rows */
        (glo_selection){.mode = GLO_SELECT_ROOTS, .roots = &traffic, .root_count = 1};
    check_spec(
        cells, &spec,
        "zone phenomenon part period count count_high; B1 traffic all 2020 122 122; B1 traffic all 2021 9 9"
        "; B1 traffic not stated 2020 18 22");
}

static void test_a_range_is_the_same_whatever_else_is_asked(void **state) {
    (void)state;
    uint32_t labour = node_of(phenomena, "traffic.labour");
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.phenomenon_selection = (glo_selection){.mode = GLO_SELECT_ROOTS, .roots = &labour, .root_count = 1};
    check_spec(
        "BE traffic 1 2020 122 122;BE traffic.sexual 1 2020 120 120;BE traffic.labour 1 2020 0 4;", &spec,
        "zone phenomenon period count count_high; W traffic.labour 2020 0 2; BE traffic.labour 2020 0 2");
    assert_int_equal(note.events, 1);
    assert_int_equal(note.totals, 0);
}

static void test_subjects_have_rows_of_their_own(void **state) {
    (void)state;
    const glo_rollup_subject subjects[] = {
        {.counting_unit = "offences", .value_unit = "EUR", .value_scale = 100}, {.counting_unit = "victims"}};
    const glo_rollup_source described[] = {{.id = FIGURES, .publishes_figures = true},
                                           {.id = OTHER, .publishes_figures = true, .subject = 1}};
    glo_rollup_spec spec = every_node(GLO_YEAR);
    spec.described = described;
    spec.described_count = 2;
    spec.subjects = subjects;
    spec.subject_count = 2;
    check_spec("B1 theft 1 2020 3 3;B1 theft 2 2020 5 5;", &spec,
               "zone phenomenon counting_unit period count; W theft offences 2020 3; W theft victims 2020 5"
               "; BE theft offences 2020 3; BE theft victims 2020 5; B1 theft offences 2020 3; B1 theft "
               "victims 2020 5");
    glo_cells cells = cells_of("B1 theft 2 2020 5 5;");
    glo_frame *frame;
    assert_ok(glo_rollup(&cells, &spec, NULL, NULL, &frame, &note));
    assert_frame(frame, "zone phenomenon period count; W theft 2020 5; BE theft 2020 5; B1 theft 2020 5");
    assert_string_equal(glo_frame_column(frame, 3)->unit, "victims");
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
    cells = cells_of("B1 theft 2 2020 5 5;");
    spec.first_day = spec.last_day; /* no rows: not in the unit of some source that has none here */
    assert_ok(glo_rollup(&cells, &spec, NULL, NULL, &frame, &note));
    assert_int_equal(glo_frame_rows(frame), 0);
    assert_null(glo_frame_column(frame, 3)->unit);
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
}

/* Who has figures: W of BE and NL, BE of B1 and B2; of the two kinds below W in 2021 the country counts. */
static void test_coverage(void **state) {
    (void)state;
    glo_cells cells =
        cells_of("BE theft 1 2020 9 9;NL theft 1 2020 5 5;BE theft 1 2021 8 8;B1 theft 1 2021 3 3;"
                 "B1 theft 1 2022 3 3;B1 traffic 9 2020 1 1;");
    glo_rollup_spec spec = every_node(GLO_YEAR);
    glo_coverage coverage = {.keeps_zones = true};
    glo_frame *frame;
    const struct {
        const char *zone;
        int32_t slot;
        uint32_t reporting, could_report;
    } expected[] = {{"W", 0, 2, 2}, {"W", 1, 1, 2}, {"W", 2, 0, 2}, {"BE", 2, 1, 2}};
    spec.tells_coverage = true;
    assert_ok(glo_rollup_covered(&cells, &spec, NULL, NULL, &frame, &coverage, &note));
    assert_int_equal(coverage.count, 4);
    for (size_t i = 0; i < coverage.count; i++) {
        const glo_coverage_row *row = &coverage.rows[i];
        assert_string_equal(glo_tree_code(zones, row->zone), expected[i].zone);
        assert_int_equal(row->slot, expected[i].slot);
        assert_int_equal(row->reporting, expected[i].reporting);
        assert_int_equal(row->could_report, expected[i].could_report);
    }
    assert_string_equal(glo_tree_code(zones, coverage.zones[coverage.rows[0].zones_from + 1]), "NL");
    size_t at;
    assert_true(glo_coverage_find(&coverage, node_of(zones, "BE"), node_of(phenomena, "theft"), 0, 2, &at));
    assert_int_equal(at, 3);
    assert_false(glo_coverage_find(&coverage, node_of(zones, "BE"), node_of(phenomena, "theft"), 0, 1, &at));
    glo_coverage_dispose(&coverage);
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
}

/* A stretch of time after another notes only what begins in it. */
static void test_continues(void **state) {
    (void)state;
    glo_rollup_spec spec = every_node(GLO_MONTH);
    assert_ok(glo_date_parse("2020-06-01", 10, GLO_ORDER_ISO, &spec.first_day, &(glo_span){0}));
    for (int i = 0; i < 2; i++) {
        spec.continues = i == 1;
        check_spec("BE theft 1 2020 9 9;BE theft 9 2020 9 9;BE theft 1 2021 8 8;BE theft 1 2020-07 7 7;",
                   &spec, "zone phenomenon period count; W theft 2020-07 7; BE theft 2020-07 7");
        assert_int_equal(note.left_out_events, i == 0 ? 3 : 1);
    }
}

static void test_apportion_sequence(void **state) {
    (void)state;
    int64_t months[12], parts[24], sums[2] = {0};
    uint64_t weights[] = {6, 4};
    for (int i = 0; i < 12; i++)
        months[i] = 1;
    assert_ok(glo_apportion_sequence(months, 12, weights, 2, parts));
    for (int i = 0; i < 12; i++) {
        assert_int_equal(parts[2 * i] + parts[2 * i + 1], 1);
        sums[0] += parts[2 * i];
        sums[1] += parts[2 * i + 1];
    }
    assert_int_equal(sums[0], 7);
    assert_int_equal(sums[1], 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_total_stands_beside_its_forms),
        cmocka_unit_test(test_forms_above_the_total_overlap),
        cmocka_unit_test(test_total_stands_beside_zones_below),
        cmocka_unit_test(test_a_few_local_figures_are_not_the_country),
        cmocka_unit_test(test_coarser_time_stands),
        cmocka_unit_test(test_sources_are_alternatives),
        cmocka_unit_test(test_wider_below_narrower_is_not_added),
        cmocka_unit_test(test_events_add_up),
        cmocka_unit_test(test_former_zones_add_up),
        cmocka_unit_test(test_exact_total_bounds_ranges),
        cmocka_unit_test(test_sums_of_ranges_are_within_the_total),
        cmocka_unit_test(test_ranges_of_overlapping_parts_stay),
        cmocka_unit_test(test_not_stated),
        cmocka_unit_test(test_a_range_is_the_same_whatever_else_is_asked),
        cmocka_unit_test(test_subjects_have_rows_of_their_own),
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_continues),
        cmocka_unit_test(test_apportion_sequence),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
