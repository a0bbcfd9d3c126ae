/* test_sheet.c: workbooks written by hand, as the oddest writers make them, come out as the rows that Excel shows. */
#include "exchange/archive.h"
#include "exchange/sheet.h"

#include "support.h"

#define HEAD "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
#define LINK(id, type, target)                                                                               \
    "<Relationship Id='" id                                                                                  \
    "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type "' Target='" target  \
    "'/>"
#define LINKS                                                                                                \
    HEAD "<Relationships>" LINK("r1", "worksheet", "worksheets/sheet1.xml")                                  \
        LINK("r2", "worksheet", "/xl/worksheets/sheet2.xml") LINK("r3", "chartsheet", "chartsheets/c.xml")   \
            LINK("r4", "sharedStrings", "sharedStrings.xml")                                                 \
                LINK("r5", "styles", "styles.xml") "</Relationships>"
#define ONE_SHEET HEAD "<workbook><sheets><sheet name='Data' sheetId='1' r:id='r1'/></sheets></workbook>"

typedef struct part {
    const char *name, *text;
} part;

/* A workbook of these parts, in this order. */
static const char *pack(const part *parts, size_t count) {
    static char zip[512];
    glo_archive_file files[8];
    char paths[8][512];
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "part%zu", i);
        snprintf(paths[i], sizeof paths[i], "%s", write_file(name, parts[i].text));
        files[i] = (glo_archive_file){parts[i].name, paths[i]};
    }
    snprintf(zip, sizeof zip, "%s", in_folder("book.xlsx"));
    ASSERT_OK(glo_archive_pack(zip, files, count, NULL));
    return zip;
}

static const char *pack_sheet(const char *styles, const char *sheet, const char *strings) {
    const part parts[] = {{"xl/workbook.xml", ONE_SHEET},
                          {"xl/_rels/workbook.xml.rels", LINKS},
                          {"xl/worksheets/sheet1.xml", sheet},
                          {"xl/styles.xml", styles ? styles : "<styleSheet/>"},
                          {"xl/sharedStrings.xml", strings ? strings : "<sst/>"}}; /* last */
    return pack(parts, sizeof parts / sizeof parts[0]);
}

static glo_status convert(const char *path, size_t sheet, glo_sheet_found *found, glo_buf *rows) {
    glo_sheet_found ignored;
    return glo_sheet_convert(path, sheet, NULL, glo_sink_buf(rows), found ? found : &ignored);
}

static void assert_rows(const char *path, glo_sheet_found *found, const char *expected) {
    glo_buf rows = {0};
    ASSERT_OK(convert(path, 0, found, &rows));
    assert_string_equal(rows.data, expected);
    glo_buf_dispose(&rows);
}

static void assert_damaged(const char *sheet, const char *says) {
    glo_buf rows = {0};
    assert_int_equal(convert(pack_sheet(NULL, sheet, "<sst><si><t>a</t></si></sst>"), 0, NULL, &rows),
                     GLO_ECORRUPT);
    ASSERT_SAYS(says);
    glo_buf_dispose(&rows);
}

/* Sparse rows and cells, each at its place; cells with nothing in them make no column. */
static void test_places(void **state) {
    (void)state;
    assert_rows(pack_sheet(NULL,
                           HEAD
                           "<x:worksheet xmlns:x='urn:x'><x:dimension ref='A1'/><x:sheetData>"
                           "<x:row r='2'><x:c r='B2'><x:v>1</x:v></x:c><x:c r='Z2'/></x:row>"
                           "<x:row r='5'><x:c r='A5'><x:v>2</x:v></x:c><x:c r='D5'><x:v>3</x:v></x:c>"
                           "</x:row><x:row/><x:row><x:c><x:v>4</x:v></x:c><x:c><x:v>5</x:v></x:c></x:row>"
                           "</x:sheetData></x:worksheet>",
                           NULL),
                NULL, "\n,1,,\n\n\n2,,,3\n\n4,5,,\n");
}

/* Shared texts behind the sheet, of several runs, without the reading aids; inline ones; what a formula gives. */
static void test_texts(void **state) {
    (void)state;
    assert_rows(
        pack_sheet(NULL,
                   "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c>"
                   "<c t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c>"
                   "<c t='str'><f>A1&amp;\"x\"</f><v>a, &quot;b&quot;</v></c><c t='b'><v>1</v></c>"
                   "<c t='b'><v>0</v></c></row></sheetData></worksheet>",
                   "<sst><si><r><t xml:space='preserve'>two </t></r><r><rPr><b/></rPr><t>runs</t></r>"
                   "<rPh sb='0' eb='1'><t>no</t></rPh></si><si><t>a_x000D_\nb_x005F_c</t></si></sst>"),
        NULL, "two runs,\"a  b_c\",inline,\"a, \"\"b\"\"\",TRUE,FALSE\n");
}

static void test_numbers(void **state) {
    (void)state;
    assert_rows(
        pack_sheet("<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='10'/></cellXfs></styleSheet>",
                   "<worksheet><sheetData><row><c><v>0.30000000000000004</v></c><c><v>12.0</v></c>"
                   "<c><v>1E3</v></c><c><v>-0</v></c><c><v>1234567890123456789</v></c>"
                   "<c><v>1.5E-7</v></c><c s='1'><v>0.25</v></c><c><v>007</v></c></row>"
                   "</sheetData></worksheet>",
                   NULL),
        NULL, "0.3,12,1000,0,1.23456789012346e+18,0.00000015,0.25,7\n");
}

static const char DATES[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy'/>"
    "<numFmt numFmtId='165' formatCode='[$-413]mmmm\\ yyyy;@'/><numFmt numFmtId='166' formatCode='dd/mm/yy'/>"
    "<numFmt numFmtId='167' formatCode='[h]:mm'/><numFmt numFmtId='168' formatCode='0.0&quot; days&quot;'/>"
    "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf "
    "numFmtId='164'/>"
    "<xf numFmtId='165'/><xf numFmtId='166'/><xf numFmtId='22'/><xf numFmtId='20'/><xf numFmtId='167'/>"
    "<xf numFmtId='168'/><xf numFmtId='17'/></cellXfs></styleSheet>";

/* A date cell is what its format shows of it. 43466 is 2019-01-01. */
static void test_dates(void **state) {
    (void)state;
    glo_sheet_found found;
    assert_rows(
        pack_sheet(DATES,
                   "<worksheet><sheetData><row><c s='1'><v>43466</v></c><c s='2'><v>43525</v></c>"
                   "<c s='3'><v>43466.75</v></c><c s='4'><v>43466.75</v></c><c s='4'><v>43466</v></c>"
                   "<c s='5'><v>0.5</v></c><c s='6'><v>1.5</v></c><c s='7'><v>43466</v></c>"
                   "<c s='8'><v>43480</v></c><c t='d' s='2'><v>2019-03-01T00:00:00</v></c>"
                   "<c t='d'><v>2019-03-01T10:00:00Z</v></c><c s='3'><v>1</v></c><c s='3'><v>60</v></c>"
                   "<c s='3'><v>61</v></c><c s='3'><v>-3</v></c><c s='3'><v>2958465</v></c></row>"
                   "</sheetData></worksheet>",
                   NULL),
        &found,
        "2019,2019-03,2019-01-01,2019-01-01T18:00:00,2019-01-01,12:00:00,1.5,43466,2019-01,2019-03,"
        "2019-03-01T10:00:00,1900-01-01,60,1900-03-01,-3,9999-12-31\n");
    assert_int_equal(found.cut_dates, 1);
}

/* A workbook of an old Mac counts from 1904. */
static void test_1904(void **state) {
    (void)state;
    const part parts[] = {{"xl/sharedStrings.xml", "<sst/>"},
                          {"xl/worksheets/sheet1.xml",
                           "<worksheet><sheetData><row><c s='3'><v>42004</v></c><c s='3'><v>0</v></c>"
                           "<c s='3' t='d'><v>2019-01-01</v></c></row></sheetData></worksheet>"},
                          {"xl/styles.xml", DATES},
                          {"xl/workbook.xml",
                           "<workbook><workbookPr date1904='1'/><sheets><sheet name='a' r:id='r1'/></sheets>"
                           "</workbook>"},
                          {"xl/_rels/workbook.xml.rels", LINKS}};
    assert_rows(pack(parts, sizeof parts / sizeof parts[0]), NULL, "2019-01-01,1904-01-01,2019-01-01\n");
}

static void test_findings(void **state) {
    (void)state;
    glo_sheet_found found;
    assert_rows(
        pack_sheet(NULL,
                   "<worksheet><sheetData><row><c t='e'><v>#N/A</v></c><c t='e'><v>#REF!</v></c></row>"
                   "<row hidden='1'><c><f>1+1</f></c><c><v>1</v></c></row><row hidden='1'/></sheetData>"
                   "<mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='A1:C1'/></mergeCells>"
                   "</worksheet>",
                   NULL),
        &found, ",#REF!\n,1\n\n");
    assert_int_equal(found.not_available, 1);
    assert_int_equal(found.errors, 1);
    assert_int_equal(found.unanswered, 1);
    assert_int_equal(found.hidden_rows, 1);
    assert_int_equal(found.merged, 1);
}

/* Charts are no tables; a hidden sheet is one. */
static void test_sheets(void **state) {
    (void)state;
    const part parts[] = {{"xl/workbook.xml",
                           HEAD "<workbook><sheets><sheet name='A &amp; B' state='veryHidden' r:id='r1'/>"
                                "<sheet name='Chart' r:id='r3'/><sheet name='Données' r:id='r2'/></sheets>"
                                "</workbook>"},
                          {"xl/_rels/workbook.xml.rels", LINKS},
                          {"xl/worksheets/sheet2.xml",
                           "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>"},
                          {"xl/worksheets/sheet1.xml", "<worksheet/>"}};
    const char *path = pack(parts, sizeof parts / sizeof parts[0]);
    glo_sheet_list *sheets = NULL;
    glo_buf rows = {0};
    ASSERT_OK(glo_sheets_of(path, NULL, &sheets));
    assert_int_equal(sheets->count, 2);
    assert_string_equal(sheets->names[0], "A & B");
    assert_true(sheets->is_hidden[0]);
    assert_string_equal(sheets->names[1], "Données");
    assert_false(sheets->is_hidden[1]);
    glo_sheet_list_free(sheets);
    ASSERT_OK(convert(path, 1, NULL, &rows)); /* without texts and styles, which are not there */
    assert_string_equal(rows.data, "2\n");
    assert_int_equal(convert(path, 2, NULL, &rows), GLO_ENOTFOUND);
    glo_buf_dispose(&rows);
}

static void test_damage(void **state) {
    (void)state;
    assert_damaged("<worksheet><sheetData><row><c t='s'><v>1</v></c></row></sheetData></worksheet>",
                   "a text that is not there");
    assert_damaged("<worksheet><sheetData><row r='2'/><row r='2'/></sheetData></worksheet>", "not in order");
    assert_damaged("<worksheet><sheetData><row><c r='B1'/><c r='A1'/></row></sheetData></worksheet>",
                   "not in order");
    assert_damaged("<worksheet><sheetData><row r='1048577'/></sheetData></worksheet>", "1 048 576");
    assert_damaged("<worksheet><sheetData><row><c r='XFE1'/></row></sheetData></worksheet>", "16 384");
    assert_damaged("<worksheet><sheetData><row><c><v>x</v></c></row></sheetData></worksheet>", "row 1");
    assert_damaged("<worksheet><sheetData><row>", "no element found");
    assert_damaged("<!DOCTYPE w [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>",
                   "document type");
    glo_buf deep = {0};
    for (int i = 0; i < 200; i++)
        glo_buf_text(&deep, "<a>");
    assert_damaged(deep.data, "nested");
    glo_buf_dispose(&deep);
}

static void test_cancel(void **state) {
    (void)state;
    atomic_bool cancel = true;
    glo_job job = {.cancel = &cancel};
    glo_buf rows = {0};
    glo_sheet_found found;
    const char *path = pack_sheet(NULL, "<worksheet/>", NULL);
    assert_int_equal(glo_sheet_convert(path, 0, &job, glo_sink_buf(&rows), &found), GLO_ECANCELLED);
    glo_buf_dispose(&rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_places), TEST(test_texts),  TEST(test_numbers),
                                       TEST(test_dates),  TEST(test_1904),   TEST(test_findings),
                                       TEST(test_sheets), TEST(test_damage), TEST(test_cancel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
