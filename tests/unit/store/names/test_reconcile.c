/* test_reconcile.c: the names of a column, read in the light of each other. */
#include "store/reconcile.h"

#include "support.h"

static glo_store *store;

/* Two countries with provinces of one name, a municipality and a police zone of one name, and two towns that one language
 * calls the same: B-1 beside Lier (province B-L), B-2 in B-O. */
static const char zones[] =
    "code,kind,parent,nl,fr\n"
    "AA,country,,Aland,Alande\nBB,country,,Bland,Blande\nNA,country,,Namibie,Namibie\n"
    "A-P,province,AA,Grens,\nA-Q,province,AA,Duin,\nA-R,province,AA,Hei,\nA-G,municipality,A-R,Hei,\n"
    "B-P,province,BB,Grens,\nB-L,province,BB,Lierland,\nB-O,province,BB,Oostland,\n"
    "B-1,municipality,B-L,Klaas,Nicolas\nB-2,municipality,B-O,Niklaas,Nicolas\nB-3,municipality,B-L,Lier,\n"
    "B-4,municipality,B-L,Mol,\nB-5,municipality,B-O,As,\nB-PZ1,police_zone,,Lier,\n";
static const char aliases[] =
    "text,zone,scheme\nAAA,AA,iso_alpha3\nBBB,BB,iso_alpha3\nAAA,BB,unhcr\nBLA,BB,unhcr\n"
    "ALA,AA,unhcr\n004,AA,iso_numeric\n056,BB,iso_numeric\n";

static int open_zones(void **state) {
    if (make_folder(state) < 0)
        return -1;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    ASSERT_OK(import_text(store, "zones", zones));
    ASSERT_OK(import_text(store, "aliases", aliases));
    return 0;
}

static int close_zones(void **state) {
    glo_store_close(store);
    store = NULL;
    return remove_folder(state);
}

static int reads; /* of the column */

static int give_texts(void *context, glo_reconciler *names) {
    glo_status status = GLO_OK;
    reads++;
    for (const char *const *text = context; status == GLO_OK && *text; text++)
        status = glo_reconciler_add(names, *text);
    return status;
}

static glo_reconciler *column(const char *const *texts, const char *kind, const char *within) {
    glo_reconciler *names = NULL;
    const glo_name_scope scope = {kind, within};
    reads = 0;
    ASSERT_OK(glo_reconciler_new(store, &scope, texts ? give_texts : NULL, (void *)texts, &names));
    return names;
}

static void becomes(glo_reconciler *names, const char *text, const char *code) {
    glo_name_match match;
    if (glo_reconciler_resolve(names, text, &match) < 0)
        fail_msg("'%s': %s", text, glo_message());
    assert_string_equal(match.code, code);
}

static void fails(glo_reconciler *names, const char *text, int status) {
    glo_name_match match;
    assert_int_equal(glo_reconciler_resolve(names, text, &match), status);
}

static void test_kind_and_place_of_the_others(void **state) {
    (void)state;
    glo_reconciler *names =
        column((const char *[]){"Grens", "Duin", "Hei", "Lierland", "A-P", NULL}, NULL, NULL);
    becomes(names, "Duin", "A-Q");
    assert_int_equal(reads, 0);     /* nothing had to be asked */
    becomes(names, "Hei", "A-R");   /* of the kind: not the municipality */
    becomes(names, "Grens", "A-P"); /* of the country: not the province of the same name */
    assert_int_equal(reads, 1);
    glo_reconciler_free(names);
}

static void test_nearest_of_a_country(void **state) {
    (void)state;
    glo_reconciler *names = column((const char *[]){"Nicolas", "Mol", "Klaas", "Lier", NULL}, NULL, NULL);
    becomes(names, "Nicolas", "B-1");
    becomes(names, "Lier", "B-3"); /* not the police zone */
    glo_reconciler_free(names);
}

static void test_asks(void **state) {
    (void)state;
    glo_reconciler *names = column((const char *[]){"Nicolas", "Mol", "As", NULL}, NULL, NULL);
    fails(names, "Nicolas", GLO_EAMBIGUOUS); /* one near each */
    ASSERT_SAYS("--map 'zone:Nicolas=B-");
    glo_reconciler_free(names);
    names = column((const char *[]){"Lier", "Mol", NULL}, NULL, NULL); /* one vote is none */
    fails(names, "Lier", GLO_EAMBIGUOUS);
    ASSERT_SAYS(
        "B-3 (municipality), B-PZ1 (police_zone); say which kind the column holds (--kind municipality)");
    glo_reconciler_free(names);
}

static void test_scope(void **state) {
    (void)state;
    glo_reconciler *names = column((const char *[]){"Hei", "Grens", NULL}, "province", "AA");
    becomes(names, "Hei", "A-R");
    becomes(names, "Grens", "A-P");
    assert_int_equal(reads, 0);
    fails(names, "Mol", GLO_ENOTFOUND);
    ASSERT_SAYS("'Mol' is no province in AA: it is B-4 (municipality)");
    glo_reconciler_free(names);
    const glo_name_scope wrong = {"provinse", NULL}, nowhere = {NULL, "Atlantis"};
    assert_int_equal(glo_reconciler_new(store, &wrong, NULL, NULL, &names), GLO_ENOTFOUND);
    ASSERT_SAYS("did you mean 'province'?");
    assert_int_equal(glo_reconciler_new(store, &nowhere, NULL, NULL, &names), GLO_ENOTFOUND);
}

static void test_lists_of_codes(void **state) {
    (void)state;
    glo_reconciler *names = column((const char *[]){"AAA", "BBB", NULL}, NULL, NULL);
    becomes(names, "AAA", "AA");
    glo_reconciler_free(names);
    names = column((const char *[]){"AAA", "ALA", "BLA", NULL}, NULL, NULL); /* UNHCR's */
    becomes(names, "AAA", "BB");
    glo_reconciler_free(names);
    names = column((const char *[]){"004", "056", NULL}, NULL, NULL);
    becomes(names, "056", "BB");
    glo_reconciler_free(names);
    names = column((const char *[]){"056", "Mol", "Klaas", NULL}, NULL, NULL);
    fails(names, "056", GLO_ENOTFOUND);
    glo_reconciler_free(names);
}

static void test_not_available(void **state) {
    (void)state;
    glo_reconciler *names = column((const char *[]){"NA", "Mol", "Klaas", NULL}, NULL, NULL);
    fails(names, "NA", GLO_EINVAL);
    ASSERT_SAYS("the zone is missing ('NA': not available)");
    glo_reconciler_free(names);
    names = column((const char *[]){"NA", "AA", "BB", NULL}, NULL, NULL);
    becomes(names, "NA", "NA");
    glo_reconciler_free(names);
    names = column((const char *[]){"NA", NULL}, "country", NULL);
    becomes(names, "NA", "NA");
    glo_reconciler_free(names);
}

/* Names near an unknown one are of the kind and place of the others. */
static void test_near(void **state) {
    (void)state;
    ASSERT_OK(import_text(store, "zones",
                          "code,kind,parent,nl\nA-M,province,AA,Moll\nB-6,municipality,B-O,Moll\n"));
    glo_reconciler *names = column((const char *[]){"Molk", "Klaas", "Mol", "Niklaas", NULL}, NULL, NULL);
    fails(names, "Molk", GLO_ENOTFOUND);
    ASSERT_SAYS("did you mean 'B-4' (Mol, municipality) or 'B-6' (Moll, municipality)?");
    glo_reconciler_free(names);
}

static void test_without_a_column(void **state) {
    (void)state;
    glo_reconciler *names = column(NULL, NULL, NULL);
    becomes(names, "AAA", "AA");
    becomes(names, "NA", "NA");
    fails(names, "Lier", GLO_EAMBIGUOUS);
    fails(names, "", GLO_EINVAL);
    glo_reconciler_free(names);
}

#define ZONES(test) cmocka_unit_test_setup_teardown(test, open_zones, close_zones)

int main(void) {
    const struct CMUnitTest tests[] = {
        ZONES(test_kind_and_place_of_the_others),
        ZONES(test_nearest_of_a_country),
        ZONES(test_asks),
        ZONES(test_scope),
        ZONES(test_lists_of_codes),
        ZONES(test_not_available),
        ZONES(test_near),
        ZONES(test_without_a_column),
    };
    return cmocka_run_group_tests_name("store/reconcile", tests, NULL, NULL);
}
