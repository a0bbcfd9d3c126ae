/* fuzz_texts.c: what is read out of single texts: markings, headings of CSV, names as they are looked up, texts as a terminal
 * shows them, statements as they are typed. None may read past its end, and what is made of a text is of use again.
 *
 * Example:  fuzz_texts -max_len=300 tests/fuzz/corpus/texts
 */
#include "base/text.h"
#include "frame/marking.h"
#include "io/csv_heading.h"
#include "io/json.h"
#include "names/name_form.h"
#include "store/store.h"
#include "support.h"

static void read_marking(const char *text) {
    glo_marking marking, again;
    char written[GLO_MARKING_SIZE];
    if (glo_marking_parse(text, &marking) < 0)
        return;
    glo_marking_format(marking, written);
    require(glo_marking_parse(written, &again) == GLO_OK && again.tlp == marking.tlp &&
                again.codes == marking.codes,
            "a marking reads back");
    again = glo_marking_unpack(glo_marking_pack(marking));
    require(again.tlp == marking.tlp && again.codes == marking.codes, "a packed marking unpacks");
    (void)glo_csv_heading_marking(text, &marking);
}

static void read_name(const char *text) {
    char *fold = NULL, *name = NULL, *again = NULL;
    glo_name_form form;
    if (glo_text_fold(text, &fold) == GLO_OK) {
        require(glo_text_fold(fold, &again) == GLO_OK && strcmp(fold, again) == 0, "a folded text is folded");
        (void)glo_name_form_read(fold, &form);
    }
    if (glo_text_fold_name(text, &name) == GLO_OK)
        (void)glo_name_form_read(name, &form);
    free(fold);
    free(name);
    free(again);
}

static void show(const char *text, size_t length) {
    size_t width = 0, at = 0;
    glo_buf json = {0};
    const bool is_utf8 = glo_text_is_utf8(text, length, &at);
    require(at <= length, "a fault lies within the text");
    require(glo_text_fit(text, 20, &width) <= length && width <= 20, "what fits is no wider than asked");
    (void)glo_text_width(text);
    glo_json_text(&json, text, length);
    if (is_utf8)
        require(glo_text_is_utf8(json.data, json.length, &at), "JSON of UTF-8 is UTF-8");
    glo_buf_dispose(&json);
}

static void count(void *context, const char *name, size_t length) {
    require(name != NULL, "a name is given");
    (void)length;
    ++*(size_t *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    size_t names = 0;
    require(text != NULL, "there is memory");
    memcpy(text, data, size);
    text[size] = '\0';
    size = strlen(text);
    read_marking(text);
    read_name(text);
    show(text, size);
    (void)glo_sql_is_finished(text);
    (void)glo_sql_names(text, count, &names);
    free(text);
    return 0;
}
