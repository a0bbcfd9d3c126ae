/* test_resolve.c: what an analyst writes, and the id it stands for. */
#include "support.h"

static glo_store *store;

static int open_small(void **state) {
    if (make_folder(state) < 0)
        return -1;
    store = small_store();
    return 0;
}

static int close_small(void **state) {
    glo_store_close(store);
    store = NULL;
    return remove_folder(state);
}

static void resolves(glo_noun noun, const char *text, const char *wanted) {
    int64_t id = 0;
    const char *code = NULL;
    if (glo_store_resolve(store, noun, text, &id, &code) < 0)
        fail_msg("'%s': %s", text, glo_message());
    assert_string_equal(code, wanted);
    assert_true(id > 0);
}

static void fails(glo_noun noun, const char *text, int status) {
    int64_t id = 77;
    const char *code = "as it was";
    int got = glo_store_resolve(store, noun, text, &id, &code);
    if (got != status)
        fail_msg("'%s' gave %d (%s)", text, got, got < 0 ? glo_message() : code);
    assert_int_equal(id, 77);
    assert_string_equal(code, "as it was");
}

static void test_tiers(void **state) {
    (void)state;
    ASSERT_OK(
        import_text(store, "zones",
                    "code,kind,en\nBE-PZ5345,police_zone,Noord\n5345,odd,Odd\nBE-PZ7,police_zone,Aland\n"
                    "NL-Aland,x,Elsewhere\n"));
    resolves(GLO_ZONE, "5345", "5345"); /* a code beats a short form */
    resolves(GLO_ZONE, "PZ5345", "BE-PZ5345");
    resolves(GLO_ZONE, "be-pz5345", "BE-PZ5345");
    resolves(GLO_ZONE, "7", "BE-PZ7");
    resolves(GLO_ZONE, "aland", "NL-Aland"); /* a short form beats a label */
    resolves(GLO_ZONE, "a", "A");
    resolves(GLO_PHENOMENON, "0805", "p.x");
    resolves(GLO_PHENOMENON, "smuggling", "p.x");
    resolves(GLO_PHENOMENON, "y", "p.y");
}

/* Codes that differ in case or accents only: as written, each is itself; otherwise it is unclear. */
static void test_exact_code(void **state) {
    (void)state;
    ASSERT_OK(import_text(store, "zones", "code,kind\nxyz,a\nXYZ,b\nX\303\211,c\nXE,d\n"));
    resolves(GLO_ZONE, "xyz", "xyz");
    resolves(GLO_ZONE, "XYZ", "XYZ");
    resolves(GLO_ZONE, "XE", "XE");
    resolves(GLO_ZONE, "X\303\211", "X\303\211");
    fails(GLO_ZONE, "Xyz", GLO_EAMBIGUOUS);
}

/* A code of two letters is a word as well when it is written in other capitals. */
static void test_two_letters(void **state) {
    (void)state;
    ASSERT_OK(
        import_text(store, "zones",
                    "code,kind,en\nAS,country,American Samoa\nNO,country,Norway\nBE-71002,municipality,As\n"
                    "NL-FR,province,Friesland\n"));
    resolves(GLO_ZONE, "AS", "AS");
    resolves(GLO_ZONE, "As", "BE-71002");
    resolves(GLO_ZONE, "FR", "NL-FR");
    fails(GLO_ZONE, "no", GLO_ENOTFOUND);
    ASSERT_SAYS("did you mean 'NO'?");
    fails(GLO_ZONE, "fr", GLO_ENOTFOUND);
}

static void import_aliases(void) {
    ASSERT_OK(import_text(store, "zones",
                          "code,kind,en\nAU,country,Australia\nAT,country,Austria\nCI,country,Ivory Coast\n"
                          "NL-GR,province,Groningen Province\nNL-GM0014,municipality,Groningen\n"));
    ASSERT_OK(
        import_text(store, "aliases",
                    "text,zone,phenomenon,scheme\nAUS,AU,,iso_alpha3\nAUS,AT,,unhcr\n036,AU,,iso_numeric\n"
                    "PV20,NL-GR,,cbs\nGroningen,NL-GR,,short\nC\303\264te d'Ivoire,CI,,\n"
                    "roofoverval,,p.x,\n"));
}

static void test_aliases(void **state) {
    (void)state;
    import_aliases();
    resolves(GLO_ZONE, "AUS", "AU"); /* ISO before UNHCR, where no column tells */
    resolves(GLO_ZONE, "036", "AU");
    resolves(GLO_ZONE, "pv20", "NL-GR");
    resolves(GLO_ZONE, "Groningen", "NL-GM0014"); /* a label before a short name */
    resolves(GLO_ZONE, "Cote d\342\200\231Ivoire", "CI");
    resolves(GLO_PHENOMENON, "Roofoverval", "p.x");
    fails(GLO_ZONE, "aus", GLO_ENOTFOUND);
}

static void test_spellings(void **state) {
    (void)state;
    ASSERT_OK(import_text(
        store, "zones", "code,kind,en\nA-St,x,Sint-Niklaas\nA-Hb,x,'s-Hertogenbosch\nA-Tw,x,Tielt-Winge\n"));
    resolves(GLO_ZONE, "St.-Niklaas", "A-St");
    resolves(GLO_ZONE, "Saint  Niklaas", "A-St");
    resolves(GLO_ZONE, "sint\342\200\221niklaas", "A-St");
    resolves(GLO_ZONE, "\342\200\231s Hertogenbosch", "A-Hb");
    fails(GLO_ZONE, "St.-Joris-Winge", GLO_ENOTFOUND);
    ASSERT_SAYS("did you mean 'A-Tw' (Tielt-Winge)?");
}

/* One of three letters is an edit from many: it is not near any. */
static void test_no_short_code_is_near(void **state) {
    (void)state;
    ASSERT_OK(import_text(store, "zones", "code,kind,en\nDE,country,Germany\n"));
    ASSERT_OK(import_text(store, "aliases", "text,zone,scheme\nDEU,DE,iso_alpha3\n"));
    fails(GLO_ZONE, "EU", GLO_ENOTFOUND);
    ASSERT_SAYS("unknown zone 'EU'; look it up");
    fails(GLO_ZONE, "DEE", GLO_ENOTFOUND);
    ASSERT_SAYS("did you mean 'DE'?");
}

static void test_iccs(void **state) {
    (void)state;
    resolves(GLO_PHENOMENON, "ICCS0805", "p.x");
    resolves(GLO_PHENOMENON, "iccs 0805", "p.x");
    ASSERT_OK(import_text(store, "phenomena", "code,parent,nl\np.h,p,\"hacking (computervredebreuk)\"\n"));
    resolves(GLO_PHENOMENON, "Hacking", "p.h");
}

static void test_labels(void **state) {
    (void)state;
    resolves(GLO_ZONE, "Li\303\250ge", "A-1");
    resolves(GLO_ZONE, "LIEGE", "A-1");
    resolves(GLO_ZONE, "lie\314\200ge", "A-1"); /* the accent as a character of its own */
    resolves(GLO_ZONE, "  luik ", "A-1");
    fails(GLO_ZONE, "liegge", GLO_ENOTFOUND);
    ASSERT_SAYS("did you mean 'A-1' (Li\303\250ge)?");
}

static void test_unknown(void **state) {
    (void)state;
    char *long_text = malloc(100001);
    assert_non_null(long_text);
    memset(long_text, 'x', 100000);
    long_text[100000] = '\0';
    fails(GLO_ZONE, "", GLO_EINVAL);
    fails(GLO_ZONE, "   ", GLO_EINVAL);
    ASSERT_SAYS("the zone is empty");
    fails(GLO_ZONE, "\xff", GLO_EINVAL);
    fails(GLO_ZONE, long_text, GLO_ENOTFOUND);
    free(long_text);
    fails(GLO_ZONE, "qqqqqqqqq", GLO_ENOTFOUND);
    ASSERT_SAYS("zones:find");
    fails(GLO_SOURCE, "qqqqqqqqq", GLO_ENOTFOUND);
    ASSERT_SAYS("sources:find");
}

static void test_ambiguous(void **state) {
    (void)state;
    char text[600] = "code,kind,en\n";
    for (int i = 0; i < 8; i++) {
        char line[40];
        snprintf(line, sizeof line, "Z%d,village,Halle\n", i);
        strcat(text, line);
    }
    ASSERT_OK(import_text(store, "zones", text));
    fails(GLO_ZONE, "halle", GLO_EAMBIGUOUS);
    ASSERT_SAYS("Z7 (village)");
    ASSERT_SAYS("and 5 more");
    int listed = 0;
    for (const char *at = glo_message(); (at = strstr(at, "(village)")) != NULL; at++)
        listed++;
    assert_int_equal(listed, 3);
}

static void test_one_text_twice_for_one_zone(void **state) {
    (void)state;
    ASSERT_OK(import_text(store, "zones", "code,nl,fr,de,en\nB,Gent,Gent,Gent,GENT\n"));
    resolves(GLO_ZONE, "gent", "B");
}

static void test_retired(void **state) {
    (void)state;
    ASSERT_OK(import_text(store, "zones",
                          "code,en,valid_from,valid_to\nOLD-31,Mol,,2018-12-31\nNEW-31,Mol,2019-01-01,\n"
                          "LATER,Mol,2999,\nGONE,Genk,,2001\n"));
    resolves(GLO_ZONE, "mol", "NEW-31"); /* of several, the one valid today */
    resolves(GLO_ZONE, "OLD-31", "OLD-31");
    resolves(GLO_ZONE, "genk", "GONE"); /* the only one, though retired */
    resolves(GLO_ZONE, "31", "NEW-31");
}

static void test_forgets_after_import(void **state) {
    (void)state;
    fails(GLO_ZONE, "C", GLO_ENOTFOUND);
    ASSERT_OK(import_text(store, "zones", "code,en\nC,Charleroi\n"));
    resolves(GLO_ZONE, "charleroi", "C");
    ASSERT_OK(import_text(store, "zones", "code,en\nC,Dinant\n"));
    resolves(GLO_ZONE, "dinant", "C");
    fails(GLO_ZONE, "charleroi", GLO_ENOTFOUND);
}

/* A store that is open in two programs: what the other one adds is found. */
static void test_notices_another_program(void **state) {
    (void)state;
    glo_store *other;
    fails(GLO_ZONE, "D", GLO_ENOTFOUND);
    ASSERT_OK(glo_store_open(glo_store_path(store), 0, &other));
    ASSERT_OK(import_text(other, "zones", "code,en\nD,Diest\n"));
    glo_store_close(other);
    resolves(GLO_ZONE, "diest", "D");
}

#define SMALL(name) cmocka_unit_test_setup_teardown(name, open_small, close_small)

int main(void) {
    const struct CMUnitTest tests[] = {
        SMALL(test_tiers),
        SMALL(test_exact_code),
        SMALL(test_two_letters),
        SMALL(test_aliases),
        SMALL(test_spellings),
        SMALL(test_no_short_code_is_near),
        SMALL(test_iccs),
        SMALL(test_labels),
        SMALL(test_unknown),
        SMALL(test_ambiguous),
        SMALL(test_retired),
        SMALL(test_one_text_twice_for_one_zone),
        SMALL(test_forgets_after_import),
        SMALL(test_notices_another_program),
    };
    return cmocka_run_group_tests_name("store/resolve", tests, NULL, NULL);
}
