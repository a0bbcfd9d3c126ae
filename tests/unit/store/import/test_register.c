/* test_register.c: lines of the cooperation register: what is taken, what is refused and why, versions, markings. */
#include "import/cooperation/register_table.h"
#include "store/cooperation.h"
#include "support.h"

#define HEAD "code,kind,owner,seat,en,valid_from,valid_to,source,handling\n"

static int64_t rejects(glo_store *store, const char *reason) {
    char sql[300];
    snprintf(sql, sizeof sql, "select count(*) from reject where reason like '%%%s%%'", reason);
    return number_of(store, sql);
}

/* Of one thing one row holds on a day; a post is in one place. */
static void test_validity(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "channels",
                          HEAD "post,liaison,A,A-1,Post,2020,2021,s,\npost,liaison,A,A-2,Post,2021-06,,s,\n"
                               "post,liaison,A,A-2,Post,2022,,s,\ndesk,spoc,A,A,Desk,,,s,\n"
                               "desk,spoc,A,A,Desk two,2024,,s,\n"));
    assert_int_equal(number_of(store, "select count(*) from channel"), 3);
    assert_int_equal(
        rejects(store,
                "in two places at once, A-1 and A-2: line 2 has it in A-1 from 2020-01-01 to 2021-12-31"),
        1);
    assert_int_equal(rejects(store, "overlaps that of the same channel in line 5"), 1);
    glo_store_close(store);
}

/* Only what is certain is in force: of a month its last day, of an end its first. */
static void test_in_force(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "agreements",
                          "code,kind,signed,in_force,ended,source\nT,treaty,2004-06,2006-06,2023,s\n"));
    assert_int_equal(
        number_of(store, "select in_force = 13329 and ended = 19358 and signed = '2004-06' from agreement"),
        1);
    glo_store_close(store);
}

/* What names or could reach a person is refused, and is not among the refused lines either. */
static void test_persons(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(
        store, "contact_points",
        "corps,theme,role,source\nA,x,Jan Peeters,s\nA,x,Mevr. Janssens,s\nA,x,J. Van den Broeck,s\n"
        "A,x,Kerkstraat 12,s\nA,x,desk@example.org,s\nA,x,Duty desk 0475 12 34 56,s\n"
        "A,x,Referentieambtenaar mensenhandel,s\nA,y,Drugs desk 24/7 since 01-10-2023,s\n"
        "A,z,Law of 18 April 2021 desk,s\n"));
    assert_int_equal(number_of(store, "select count(*) from contact_point"), 3);
    assert_int_equal(rejects(store, "person"), 6);
    assert_int_equal(
        number_of(store, "select count(*) from reject where text <> '' or reason like '%Peeters%'"), 0);
    glo_store_close(store);
}

/* A role says what somebody does. */
static void test_roles(void **state) {
    static const char *const persons[] = {"PEETERS Jan",
                                          "jan peeters",
                                          "Mevrouw Janssens",
                                          "Mme Lef\xc3\xa8vre",
                                          "Herr M\xc3\xbcller",
                                          "Inspecteur Jan Peeters",
                                          "Inspecteur J. Peeters",
                                          "Hoofdinspecteur Van Damme",
                                          "Commissaire Maigret",
                                          "\xc3\x89lodie G\xc3\xa9rard",
                                          "\xc5\xa0imon \xc4\x8c"
                                          "ern\xc3\xbd",
                                          "\xc5\x81ukasz \xc5\xbb"
                                          "ak",
                                          "Jean-Pierre Dupont",
                                          "Karl von Berg",
                                          "Ludwig van Beethoven",
                                          "Duty officer Mr Smith",
                                          "Officier de liaison Marie Dubois",
                                          "Jos\xc3\xa9 da Silva",
                                          "Rue de la Loi 16",
                                          "Musterstra\xc3\x9f"
                                          "e 5",
                                          "Postbus 90000",
                                          "jan(at)example.org",
                                          "@janpeeters",
                                          "+32 475 12 34 56",
                                          "02/123.45.67",
                                          "475 12 34 56",
                                          "85.07.30-033.28",
                                          "tel. 123456",
                                          "BE71 0961 2345 6769"};
    static const char *const roles[] = {"Officier de liaison Paris",
                                        "Liaison officer Buenos Aires",
                                        "Verbindungsofficier Den Haag",
                                        "FGP Antwerpen",
                                        "Officier de liaison San Jos\xc3\xa9",
                                        "Verbindungsbeamter Berlin",
                                        "Kriminalpolizei K\xc3\xb6ln",
                                        "SPOC",
                                        "Police zone 5345",
                                        "Hoofdinspecteur mensenhandel",
                                        "Liaison officer La Paz",
                                        "Parket Limburg",
                                        "Hoofd van de Dienst",
                                        "Ansprechpartner Menschenhandel",
                                        "Zeeland-West-Brabant unit",
                                        "Guardia Civil Madrid"};
    (void)state;
    for (size_t i = 0; i < sizeof persons / sizeof persons[0]; i++) {
        if (glo_register_check_role("role", persons[i]) != GLO_EINVAL)
            fail_msg("%s was taken", persons[i]);
    }
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (glo_register_check_role("role", roles[i]) != GLO_OK)
            fail_msg("%s was refused: %s", roles[i], glo_message());
    }
}

static void test_words(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "agreements", "code,kind,source\nT,treaty,s\n"));
    ASSERT_OK(
        import_text(store, "agreement_acts",
                    "agreement,act,source,verification\nT,Pursuit,s,verified\nT,persuit,s,\nTT,pursuit,s,\n"
                    "T,hearing,s,sure\n"));
    assert_int_equal(number_of(store, "select count(*) from agreement_act where act = 'pursuit'"), 1);
    assert_int_equal(rejects(store, "act ''persuit'' is not known, did you mean ''pursuit''?"), 1);
    assert_int_equal(rejects(store, "there is no agreement ''TT''"), 1);
    assert_int_equal(rejects(store, "verification ''sure'' is not known"), 1);
    glo_store_close(store);
}

/* Every version is kept; a row carries its marking, and the frame that of its rows. */
static void test_versions(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_frame *frame = NULL;
    int64_t before;
    ASSERT_OK(glo_store_set_default_handling(store, "GREEN"));
    ASSERT_OK(import_text(store, "channels", HEAD "desk,spoc,A,A,Desk,,,s,CLEAR\n"));
    ASSERT_OK(glo_store_state(store, &before));
    ASSERT_OK(
        import_text(store, "channels", HEAD "desk,spoc,A,A,Desk two,,,s,RED\nother,spoc,A,A,Other,,,s,\n"));
    ASSERT_OK(glo_store_cooperation(store, "channel", before, NULL, &frame));
    assert_int_equal(glo_frame_rows(frame), 1);
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_CLEAR);
    glo_frame_free(frame);
    ASSERT_OK(glo_store_cooperation(store, "channel", GLO_NOW, NULL, &frame));
    assert_int_equal(glo_frame_rows(frame), 2);
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_RED);
    glo_frame_free(frame);
    assert_int_equal(number_of(store, "select handling from channel where code = 'other'"), GLO_TLP_GREEN);
    ASSERT_OK(glo_store_query(store, "select count(*) n from channel", NULL, 0, NULL, &frame));
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_RED);
    glo_frame_free(frame);
    assert_int_equal(glo_store_cooperation(store, "zone", GLO_NOW, NULL, &frame), GLO_EINVAL);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_validity), TEST(test_in_force), TEST(test_persons),
                                       TEST(test_roles),    TEST(test_words),    TEST(test_versions)};
    return cmocka_run_group_tests_name("store/import/register", tests, NULL, NULL);
}
