/* test_alerts.c: alerts are kept once and for good, dispositions one after the other, and the check finds what was changed behind
 * the store's back. */
#include "support.h"

#include "store/alerts.h"

typedef struct row {
    const char *zone, *unit;
    int32_t month;
    double observed;
    int64_t alarm;
} row;

static glo_column *add_text(glo_frame_builder *builder, const char *name, size_t rows) {
    glo_column *column = NULL;
    ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, rows, &column));
    ASSERT_OK(glo_frame_builder_add(builder, name, column));
    return column;
}

static void set_text(glo_column *column, size_t at, const char *text) {
    if (text)
        ASSERT_OK(glo_column_set_text(column, at, text, strlen(text)));
    else
        ASSERT_OK(glo_column_set_null(column, at));
}

/* What a detector makes of some months; expected and p of every second row are null. */
static glo_frame *judged(const row *rows, size_t count) {
    glo_frame_builder builder = {0};
    glo_column *zone = add_text(&builder, "zone", count),
               *phenomenon = add_text(&builder, "phenomenon", count),
               *unit = add_text(&builder, "counting_unit", count), *period, *reals[3], *alarm;
    static const char *const names[] = {"observed", "expected", "p"};
    ASSERT_OK(glo_column_new(GLO_TYPE_MONTH, count, &period));
    period->span = GLO_MONTH;
    ASSERT_OK(glo_frame_builder_add(&builder, "period", period));
    for (size_t i = 0; i < 3; i++) {
        ASSERT_OK(glo_column_new(GLO_TYPE_REAL, count, &reals[i]));
        ASSERT_OK(glo_frame_builder_add(&builder, names[i], reals[i]));
    }
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, count, &alarm));
    ASSERT_OK(glo_frame_builder_add(&builder, "alarm", alarm));
    for (size_t i = 0; i < count; i++) {
        set_text(zone, i, rows[i].zone);
        set_text(phenomenon, i, "p.x");
        set_text(unit, i, rows[i].unit);
        period->times[i] = rows[i].month;
        reals[0]->reals[i] = rows[i].observed;
        for (size_t k = 1; k < 3; k++) {
            reals[k]->reals[i] = 0.25;
            if (i % 2)
                ASSERT_OK(glo_column_set_null(reals[k], i));
        }
        alarm->integers[i] = rows[i].alarm;
    }
    glo_frame *frame = NULL;
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){GLO_TLP_AMBER, 2}, NULL, &frame));
    return frame;
}

static const char *const keys[] = {"counting_unit"};
static const row two_series[] = {{"A-1", "persons", 648, 9, 1},
                                 {"A-1", "persons", 649, 3, 0},
                                 {"A-1", "persons", 650, 8, 1},
                                 {"A-2", NULL, 649, 7, 1},
                                 {"A-2", NULL, 650, 2, 0}};

static glo_status raise_as(glo_store *store, const row *rows, size_t count, const char *settings,
                           glo_alert_tally *out) {
    glo_frame *frame = judged(rows, count);
    const glo_alert_run run = {.method = "ears_c1",
                               .settings = settings,
                               .measure = "count",
                               .unit = "",
                               .call = "warn(r, {})",
                               .keys = keys,
                               .key_count = 1,
                               .alarm = "alarm",
                               .rows = frame};
    glo_status status = glo_store_raise(store, &run, out);
    glo_frame_free(frame);
    return status;
}

static void test_once(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_alert_tally tally;
    ASSERT_OK(raise_as(store, two_series, 5, "{}", &tally));
    assert_int_equal(tally.added, 3);
    assert_int_equal(tally.known, 0);
    assert_int_equal(tally.series, 2);
    assert_int_equal(tally.periods, 5);
    const int64_t lines = number_of(store, "select count(*) from log");
    ASSERT_OK(raise_as(store, two_series, 5, "{}", &tally));
    assert_int_equal(tally.added, 0);
    assert_int_equal(tally.known, 3);
    assert_int_equal(tally.periods, 0);
    assert_int_equal(number_of(store, "select count(*) from log"), lines); /* nothing was changed */
    assert_int_equal(number_of(store, "select count(*) from alert"), 3);
    assert_int_equal(number_of(store, "select count(*) from surveillance_series where keys = '{}'"), 1);
    assert_int_equal(number_of(store, "select count(*) from surveillance_series where json_extract(keys, "
                                      "'$.counting_unit') = 'persons'"),
                     1);
    assert_int_equal(number_of(store, "select count(*) from alert where expected is null and p is null"), 1);
    assert_int_equal(number_of(store, "select handling from alert limit 1"),
                     glo_marking_pack((glo_marking){GLO_TLP_AMBER, 2}));
    assert_int_equal(
        number_of(store, "select count(distinct state) from alert where state = (select max(id) from batch)"),
        1);
    /* Other settings are another detector. */
    ASSERT_OK(raise_as(store, two_series, 5, "{\"alpha\":0.01}", &tally));
    assert_int_equal(tally.added, 3);
    assert_int_equal(number_of(store, "select count(*) from detector"), 2);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* What was judged is counted once, however the runs overlap and the rows lie. */
static void test_surveillance(void **state) {
    (void)state;
    static const row later[] = {{"A-1", "persons", 651, 1, 0},
                                {"A-2", NULL, 651, 1, 0},
                                {"A-1", "persons", 650, 8, 1},
                                {"A-2", NULL, 648, 1, 0}};
    glo_store *store = small_store();
    glo_alert_tally tally;
    ASSERT_OK(raise_as(store, two_series, 5, "{}", &tally));
    ASSERT_OK(raise_as(store, later, 4, "{}", &tally));
    assert_int_equal(tally.periods, 3);
    assert_int_equal(number_of(store, "select periods from surveillance where series = 1"), 4);
    assert_int_equal(number_of(store, "select periods from surveillance where series = 2"), 4);
    assert_int_equal(number_of(store, "select last - first from surveillance where series = 2"), 91);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* All or nothing: a zone that is not there leaves no trace. */
static void test_unknown_zone(void **state) {
    (void)state;
    static const row unknown[] = {{"A-1", NULL, 648, 9, 1}, {"B", NULL, 648, 9, 1}};
    glo_store *store = small_store();
    glo_alert_tally tally = {.added = 99};
    assert_int_equal(raise_as(store, unknown, 2, "{}", &tally), GLO_ENOTFOUND);
    ASSERT_SAYS("unknown zone 'B'");
    assert_int_equal(tally.added, 99);
    assert_int_equal(number_of(store, "select count(*) from alert"), 0);
    assert_int_equal(number_of(store, "select count(*) from detector"), 0);
    assert_int_equal(number_of(store, "select count(*) from log where action = 'raise'"), 0);
    glo_store_close(store);
}

static void test_wrong_frame(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_alert_tally tally;
    glo_frame *frame = judged(two_series, 5);
    glo_alert_run run = {
        .method = "ears_c1", .settings = "{}", .measure = "count", .unit = "", .call = "", .rows = frame};
    run.alarm = "raised";
    assert_int_equal(glo_store_raise(store, &run, &tally), GLO_ENOTFOUND);
    run.alarm = "observed";
    assert_int_equal(glo_store_raise(store, &run, &tally), GLO_EINVAL);
    assert_int_equal(number_of(store, "select count(*) from surveillance_series"), 0);
    glo_frame_free(frame);
    glo_store_close(store);
}

/* ---- dispositions ---- */

static glo_status dispose_as(glo_store *store, int64_t alert, const char *disposition, int64_t duplicate_of,
                             int64_t *out) {
    const glo_disposition d = {.alert = alert,
                               .disposition = disposition,
                               .duplicate_of = duplicate_of,
                               .reason = "a new\nroute",
                               .author = "analysis",
                               .marking = {GLO_TLP_GREEN, 0}};
    return glo_store_dispose(store, &d, out);
}

static void test_dispositions(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_alert_tally tally;
    int64_t id = 0;
    ASSERT_OK(raise_as(store, two_series, 5, "{}", &tally));
    ASSERT_OK(dispose_as(store, 1, "watch", 0, &id));
    ASSERT_OK(dispose_as(store, 1, "confirmed", 0, &id));
    ASSERT_OK(dispose_as(store, 2, "duplicate", 1, &id));
    assert_int_equal(id, 3);
    assert_int_equal(
        number_of(store, "select count(*) from log where action = 'dispose' and object = 'alert 1'"), 2);
    assert_int_equal(
        number_of(
            store,
            "select count(*) from log where why = 'confirmed, by analysis: a new' || char(10) || 'route'"),
        1);
    /* As strictly marked as the alert, at least. */
    assert_int_equal(number_of(store, "select min(handling) from alert_disposition"),
                     glo_marking_pack((glo_marking){GLO_TLP_AMBER, 2}));
    assert_int_equal(dispose_as(store, 99, "false", 0, &id), GLO_ENOTFOUND);
    ASSERT_SAYS("there is no alert 99");
    assert_int_equal(dispose_as(store, 1, "duplicate", 1, &id), GLO_EINVAL);
    ASSERT_SAYS("no duplicate of itself");
    assert_int_equal(dispose_as(store, 1, "duplicate", 2, &id), GLO_EINVAL); /* which is one of it */
    ASSERT_SAYS("alert 2 is a duplicate of alert 1 itself");
    assert_int_equal(dispose_as(store, 1, "duplicate", 0, &id), GLO_EINVAL);
    assert_int_equal(dispose_as(store, 1, "false", 2, &id), GLO_EINVAL);
    assert_true(dispose_as(store, 1, "perhaps", 0, &id) < 0);
    const glo_disposition backwards = {.alert = 1,
                                       .disposition = "confirmed",
                                       .has_days = true,
                                       .first = 2,
                                       .last = 1,
                                       .reason = "",
                                       .author = ""};
    assert_int_equal(glo_store_dispose(store, &backwards, &id), GLO_EINVAL);
    assert_int_equal(number_of(store, "select count(*) from alert_disposition"), 3);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* ---- whoever changes them ---- */

static void make_alerts(void) {
    glo_store *store = small_store();
    glo_alert_tally tally;
    int64_t id;
    ASSERT_OK(raise_as(store, two_series, 5, "{}", &tally));
    ASSERT_OK(dispose_as(store, 1, "confirmed", 0, &id));
    glo_store_close(store);
}

/* Someone else's tool is refused too. */
static void test_never_changed(void **state) {
    (void)state;
    static const char *const changes[] = {
        "update alert set observed = 1",
        "delete from alert",
        "insert or replace into alert select * from alert where id = 1",
        "update alert_disposition set reason = 'x'",
        "delete from alert_disposition",
        "update detector set settings = '{}'",
        "delete from detector",
        "update surveillance_series set measure = 'x'",
        "delete from surveillance_series",
        "update surveillance set first = first + 1",
        "update surveillance set periods = periods - 1",
        "update surveillance set detector = 2",
        "update surveillance set handling = 0",
        "delete from surveillance",
        "insert into alert_disposition (alert, disposition, reason, author, decided_at, state, handling) "
        "values (1, "
        "'perhaps', '', '', '', 0, 0)",
    };
    make_alerts();
    sqlite3 *db;
    assert_int_equal(sqlite3_open(in_folder("s.db"), &db), SQLITE_OK);
    sqlite3_exec(db, "pragma recursive_triggers = on", NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (sqlite3_exec(db, changes[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
            fail_msg("it was done: %s", changes[i]);
    }
    sqlite3_close(db);
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* Whoever takes the triggers away, or adds a row, is found out by the digests in the log. */
static void test_changed_all_the_same(void **state) {
    (void)state;
    static const char *const changes[] = {
        "drop trigger alert_kept; update alert set observed = observed + 1e-9 where id = 1",
        "drop trigger disposition_kept; update alert_disposition set disposition = 'false'",
        "drop trigger disposition_stays; delete from alert_disposition",
        "insert into alert_disposition select 7, alert, 'false', null, null, null, reason, author, "
        "decided_at, state, handling "
        "from alert_disposition",
        "update surveillance set periods = periods + 100",
        "drop trigger detector_kept; update detector set settings = '{\"alpha\":1}'",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        glo_store *store = NULL;
        make_alerts();
        behind_its_back(in_folder("s.db"), changes[i]);
        ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
        if (problems_of(store) < 1)
            fail_msg("not found: %s", changes[i]);
        glo_store_close(store);
        remove(in_folder("s.db"));
    }
}

static bool has_column(const glo_frame *frame, const char *name) {
    size_t at;
    return glo_frame_find(frame, name, &at) == GLO_OK;
}

static void assert_marked(glo_frame *frame, size_t rows, glo_tlp tlp) {
    assert_int_equal(glo_frame_rows(frame), rows);
    assert_int_equal(glo_frame_marking(frame).tlp, tlp);
    assert_int_equal(glo_frame_columns(frame) > 0 && has_column(frame, "handling"), 0);
    glo_frame_free(frame);
}

/* What is read as rows is marked as these are. */
static void test_rows(void **state) {
    (void)state;
    static const row secret[] = {{"A-2", "x", 660, 9, 1}};
    glo_store *store = NULL;
    glo_frame *frame = NULL;
    glo_alert_tally tally;
    glo_alert_filter filter = {.first = GLO_DAY_MIN, .last = GLO_DAY_MAX};
    int64_t id;
    make_alerts();
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    ASSERT_OK(glo_store_alerts(store, &filter, NULL, &frame));
    assert_marked(frame, 3, GLO_TLP_AMBER);
    const glo_disposition d = {
        .alert = 3, .disposition = "watch", .reason = "x", .author = "y", .marking = {GLO_TLP_RED, 0}};
    ASSERT_OK(glo_store_dispose(store, &d, &id));
    filter.zones = "A-1";
    ASSERT_OK(glo_store_alerts(store, &filter, NULL, &frame));
    assert_marked(frame, 2, GLO_TLP_AMBER);
    filter.zones = "A-2\nA-1";
    ASSERT_OK(glo_store_alerts(store, &filter, NULL, &frame));
    assert_marked(frame, 3, GLO_TLP_RED);
    filter.dispositions = "open\nconfirmed";
    ASSERT_OK(glo_store_alerts(store, &filter, NULL, &frame));
    assert_marked(frame, 2, GLO_TLP_AMBER);
    filter.first = glo_day_of_month(650);
    ASSERT_OK(glo_store_alerts(store, &filter, NULL, &frame));
    assert_marked(frame, 1, GLO_TLP_AMBER);
    filter.method = "cusum";
    ASSERT_OK(glo_store_alerts(store, &filter, NULL, &frame));
    assert_marked(frame, 0, GLO_TLP_CLEAR);
    ASSERT_OK(raise_as(store, secret, 1, "{}", &tally));
    ASSERT_OK(glo_store_surveillance(store, "A-2", GLO_DAY_MIN, NULL, &frame));
    assert_marked(frame, 2, GLO_TLP_AMBER);
    ASSERT_OK(glo_store_surveillance(store, NULL, glo_day_of_month(655), NULL, &frame));
    assert_marked(frame, 1, GLO_TLP_AMBER);
    ASSERT_OK(glo_store_surveillance(store, "B", GLO_DAY_MIN, NULL, &frame));
    assert_marked(frame, 0, GLO_TLP_CLEAR);
    glo_store_close(store);
}

/* What SQL reads of alerts is marked as they are. */
static void test_marking(void **state) {
    (void)state;
    glo_store *store = NULL;
    glo_frame *frame = NULL;
    make_alerts();
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    for (int i = 0; i < 3; i++) {
        static const char *const statements[] = {"select count(*) n from alert",
                                                 "select reason from alert_disposition",
                                                 "select periods from surveillance"};
        ASSERT_OK(glo_store_query(store, statements[i], NULL, 0, NULL, &frame));
        assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
        glo_frame_free(frame);
    }
    ASSERT_OK(glo_store_query(store, "select count(*) n from zone", NULL, 0, NULL, &frame));
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_CLEAR);
    glo_frame_free(frame);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_once),
        TEST(test_surveillance),
        TEST(test_unknown_zone),
        TEST(test_wrong_frame),
        TEST(test_dispositions),
        TEST(test_never_changed),
        TEST(test_changed_all_the_same),
        TEST(test_rows),
        TEST(test_marking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
