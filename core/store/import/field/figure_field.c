/* figure_field.c: a field that holds a figure: whether it is missing, its flags, its number. Declared in import.h.
 *
 * Example:  "2 376e" with thousands ' '  ->  2376, one estimated;   "n.b."  ->  passed over
 */
#include "base/err.h"
#include "import/import.h"

#include <string.h>

bool glo_import_is_missing(const glo_import *import, const glo_csv_field *value) {
    const glo_import_spec *spec = import->spec;
    if (glo_figure_missing(value->text, value->length) == GLO_MISSING)
        return true;
    for (size_t i = 0; i < spec->missing_count; i++) {
        if (strlen(spec->missing[i]) == value->length &&
            memcmp(spec->missing[i], value->text, value->length) == 0)
            return true;
    }
    return false;
}

glo_status glo_import_unflag(glo_import *import, glo_csv_field *value, const char **out_unit) {
    glo_flagged_figure figure;
    glo_figure_read(value->text, value->length, &figure);
    if (figure.flag_count && memchr(figure.flags, 'c', figure.flag_count))
        return glo_fail(GLO_EINVAL, "'%.*s' is confidential (flag c): its publisher does not release it",
                        value->length > 40 ? 40 : (int)value->length, value->text);
    value->text = figure.text;
    value->length = (uint32_t)figure.length;
    *out_unit = figure.unit;
    if (figure.flag_count) {
        import->flags = figure.flags;
        import->flag_count = figure.flag_count;
    }
    return GLO_OK;
}

void glo_import_count_flags(glo_import *import) {
    for (size_t i = 0; i < import->flag_count; i++)
        import->result.flags.by_letter[(unsigned char)import->flags[i] & 127]++;
}

int glo_import_pass_over(glo_import *import, const glo_csv_field *mark) {
    glo_missing_mark *marks = import->result.missing;
    size_t i = 0, length = mark->length < sizeof marks->text ? mark->length : sizeof marks->text - 1;
    while (i + 1 < GLO_MISSING_MARKS && marks[i].lines > 0 &&
           !(strlen(marks[i].text) == length && memcmp(marks[i].text, mark->text, length) == 0))
        i++;
    if (marks[i].lines++ == 0) {
        memcpy(marks[i].text, mark->text, length);
        marks[i].text[length] = '\0';
    }
    return GLO_PASSED_OVER;
}

glo_status glo_import_figure(glo_import *import, size_t field, double *out) {
    glo_csv_field value = import->values[field];
    const unsigned before = import->numbers.signs;
    const char *unit; /* the name of a fact says what it is in */
    glo_status status = glo_import_unflag(import, &value, &unit);
    if (status == GLO_OK)
        status = glo_number_real(&value, &import->numbers, out);
    glo_import_keep_clues(import, GLO_DATE_CLUES, before, import->numbers.signs, &value);
    return status;
}
