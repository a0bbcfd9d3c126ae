/* test_forecasts.c: what is registered stays as it is, and the check finds what was changed behind the
 * store's back. */
#include "support.h"

#include "store/forecasts.h"

#include <time.h>

/* Two quantiles of one series in one month. */
static glo_frame *quantiles(const char *zone, int32_t day) {
    static const char *const texts[] = {"zone", "phenomenon", "facet", "method"};
    const char *const values[] = {zone, "p.x", "", "naive"};
    glo_frame_builder builder = {0};
    glo_column *column;
    for (size_t i = 0; i < 4; i++) {
        ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, 2, &column));
        for (size_t row = 0; row < 2; row++)
            ASSERT_OK(glo_column_set_text(column, row, values[i], strlen(values[i])));
        ASSERT_OK(glo_frame_builder_add(&builder, texts[i], column));
    }
    ASSERT_OK(glo_column_new(GLO_TYPE_DAY, 2, &column));
    column->times[0] = column->times[1] = day;
    ASSERT_OK(glo_frame_builder_add(&builder, "day", column));
    ASSERT_OK(glo_column_new(GLO_TYPE_REAL, 2, &column));
    column->reals[0] = 0.1, column->reals[1] = 0.5;
    ASSERT_OK(glo_frame_builder_add(&builder, "probability", column));
    ASSERT_OK(glo_column_new(GLO_TYPE_REAL, 2, &column));
    column->reals[0] = 3, column->reals[1] = 1.0 / 3;
    ASSERT_OK(glo_frame_builder_add(&builder, "value", column));
    glo_frame *frame = NULL;
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){GLO_TLP_AMBER, 2}, NULL, &frame));
    return frame;
}

enum { DAY = 20000 };

static int register_at(glo_store *store, const char *zone, int32_t cutoff, int32_t day, int64_t *out) {
    const glo_filter filters[] = {{"source", "a\tb"}, {"source", "c"}};
    glo_frame *rows = quantiles(zone, day);
    glo_registration r = {.author = "analysis",
                          .kind = "model",
                          .seed = 7,
                          .cutoff = cutoff,
                          .span = GLO_MONTH,
                          .measure = "count",
                          .gaps = "zero",
                          .call = "forecast(r, {})",
                          .note = "a\nnote",
                          .filters = filters,
                          .filter_count = 2,
                          .rows = rows};
    int status = glo_store_register(store, &r, out);
    glo_frame_free(rows);
    return status;
}

static int register_one(glo_store *store, const char *zone, int64_t *out) {
    return register_at(store, zone, DAY - 1, DAY, out);
}

static void test_register(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t id = 0;
    ASSERT_OK(register_one(store, "A-1", &id));
    assert_int_equal(id, 1);
    assert_int_equal(number_of(store, "select count(*) from forecast_quantile"), 2);
    assert_int_equal(
        number_of(store,
                  "select count(*) from registration where handling = 'TLP:AMBER H1' and length(sha256) = "
                  "64 and state = 2"),
        1);
    assert_int_equal(
        number_of(store, "select count(*) from log where action = 'register' and object = 'registration 1'"),
        1);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* All or nothing: a zone that is not there leaves no trace. */
static void test_unknown_zone(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t id = 99;
    assert_int_equal(register_one(store, "B", &id), GLO_ENOTFOUND);
    ASSERT_SAYS("unknown zone 'B'");
    assert_int_equal(id, 99);
    assert_int_equal(number_of(store, "select count(*) from registration"), 0);
    assert_int_equal(number_of(store, "select count(*) from log where action = 'register'"), 0);
    glo_store_close(store);
}

/* Whatever Lua hands over: what a model knew is no forecast, and nobody knows of a day to come. */
static void test_cutoff(void **state) {
    (void)state;
    const int32_t today = (int32_t)(time(NULL) / 86400);
    glo_store *store = small_store();
    int64_t id = 99;
    assert_int_equal(register_at(store, "A-1", DAY, DAY, &id), GLO_EINVAL);
    ASSERT_SAYS("2024-10 was known at the cutoff, 2024-10-04: what is registered lies after it");
    assert_int_equal(register_at(store, "A-1", today + 2, today + 400, &id), GLO_EINVAL);
    ASSERT_SAYS("is to come: a forecast knows figures up to today at most");
    assert_int_equal(id, 99);
    assert_int_equal(number_of(store, "select count(*) from registration"), 0);
    glo_store_close(store);
}

static int score_one(glo_store *store, int64_t forecast, int32_t day) {
    static const char *const names[] = {"value", "outcome"};
    glo_frame_builder builder = {0};
    glo_column *column;
    glo_frame *frame = NULL;
    int64_t added;
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, 1, &column));
    column->integers[0] = forecast;
    ASSERT_OK(glo_frame_builder_add(&builder, "forecast", column));
    ASSERT_OK(glo_column_new(GLO_TYPE_DAY, 1, &column));
    column->times[0] = day;
    ASSERT_OK(glo_frame_builder_add(&builder, "day", column));
    ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, 1, &column));
    ASSERT_OK(glo_column_set_text(column, 0, "wis", 3));
    ASSERT_OK(glo_frame_builder_add(&builder, "name", column));
    for (size_t i = 0; i < 2; i++) {
        ASSERT_OK(glo_column_new(GLO_TYPE_REAL, 1, &column));
        column->reals[0] = 1;
        ASSERT_OK(glo_frame_builder_add(&builder, names[i], column));
    }
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){GLO_TLP_CLEAR, 0}, NULL, &frame));
    int status = glo_store_score(store, frame, &added);
    glo_frame_free(frame);
    return status;
}

/* A score is of a period that was forecast, and is over. */
static void test_due(void **state) {
    (void)state;
    const int32_t today = (int32_t)(time(NULL) / 86400);
    glo_store *store = small_store();
    int64_t id;
    ASSERT_OK(register_one(store, "A-1", &id));
    ASSERT_OK(register_at(store, "A-1", DAY, today + 60, &id));
    assert_int_equal(score_one(store, 1, DAY + 31), GLO_EINVAL);
    ASSERT_SAYS("nothing was forecast of the period from 2024-11-04 on, as forecast 1");
    assert_int_equal(score_one(store, 2, today + 60), GLO_EINVAL);
    ASSERT_SAYS("is not over: it can't be scored");
    assert_int_equal(number_of(store, "select count(*) from score"), 0);
    ASSERT_OK(score_one(store, 1, DAY));
    assert_int_equal(number_of(store, "select count(*) from score"), 1);
    glo_store_close(store);
}

/* Someone else's tool is refused too. */
static void test_never_changed(void **state) {
    (void)state;
    static const char *const changes[] = {
        "update registration set author = 'x'",
        "delete from registration",
        "update registration_filter set value = 'x'",
        "delete from registration_filter",
        "insert into registration_filter values (1, 'a', 'b')",
        "update forecast set method = 'x'",
        "delete from forecast",
        "insert into forecast values (99, 1, 1, 1, 'x', '')",
        "update forecast_quantile set value = 9",
        "delete from forecast_quantile",
        "insert into forecast_quantile values (1, 20000, 0.9, 9)",
        "insert or replace into forecast_quantile values (1, 20000, 0.5, 9)",
        "update score set value = 9",
        "delete from score",
    };
    glo_store *store = small_store();
    int64_t id;
    ASSERT_OK(register_one(store, "A-1", &id));
    glo_store_close(store);
    behind_its_back(in_folder("s.db"), "insert into score values (1, 20000, 'wis', 1, 2, 3, '')");
    sqlite3 *db;
    assert_int_equal(sqlite3_open(in_folder("s.db"), &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        if (sqlite3_exec(db, changes[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
            fail_msg("it was done: %s", changes[i]);
    }
    sqlite3_close(db);
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(problems_of(store), 1); /* the score, of which the log does not know */
    glo_store_close(store);
}

static void check_finds(const char *change) {
    glo_store *store = small_store();
    int64_t id;
    ASSERT_OK(register_one(store, "A-1", &id));
    glo_store_close(store);
    behind_its_back(in_folder("s.db"), change);
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    if (problems_of(store) < 1)
        fail_msg("not found: %s", change);
    glo_store_close(store);
    remove(in_folder("s.db"));
}

/* Whoever takes the triggers away is found out by the hash in the log. */
static void test_changed_all_the_same(void **state) {
    (void)state;
    check_finds("drop trigger quantile_kept; update forecast_quantile set value = value + 1e-9 where "
                "probability = 0.5");
    check_finds("drop trigger quantile_closed; insert into forecast_quantile values (1, 20000, 0.9, 9)");
    check_finds("drop trigger registration_kept; update registration set note = 'a note'");
    check_finds("drop trigger registration_kept; update registration set cutoff = 1");
    check_finds("drop trigger filter_stays; delete from registration_filter where value = 'c'");
    check_finds(
        "drop trigger quantile_stays; drop trigger forecast_stays; drop trigger filter_stays; drop trigger "
        "registration_stays; delete from forecast_quantile; delete from forecast; delete from "
        "registration_filter; "
        "delete from registration");
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_register),      TEST(test_unknown_zone),
                                       TEST(test_never_changed), TEST(test_changed_all_the_same),
                                       TEST(test_cutoff),        TEST(test_due)};
    return cmocka_run_group_tests_name("store/forecasts", tests, NULL, NULL);
}
