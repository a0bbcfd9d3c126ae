/* clues.c: what one line of a column says of the others. 2012-13 is a financial year, so that 2010-11 in the same column is
 * no November; lines are read one by one, so that the first of each kind is remembered, and two that contradict each other
 * end the import. Declared in import.h.
 *
 * Example:  31/12/2019 on line 2 and 12/31/2019 on line 9  ->  GLO_EREJECTED naming both
 */
#include "base/err.h"
#include "import/import.h"
#include "io/figure.h"

#include <inttypes.h>
#include <string.h>

void glo_import_keep_clues(glo_import *import, size_t first, unsigned before, unsigned after,
                           const glo_csv_field *value) {
    for (unsigned new = after & ~before, bit = 0; new >> bit; bit++) {
        glo_clue *clue = &import->clues[first + bit];
        size_t length = value->length < sizeof clue->text ? value->length : sizeof clue->text - 1;
        if (!(new >> bit & 1))
            continue;
        clue->line = import->line;
        memcpy(clue->text, value->text, length);
        clue->text[length] = '\0';
    }
}

/* "2023*", "2023 (p)": what stands behind the period, provisional or noted, is no part of it. A letter alone may be one of a
 * month's name. */
static glo_csv_field without_note(const glo_csv_field *value) {
    glo_flagged_figure figure;
    const unsigned char last = value->length ? (unsigned char)value->text[value->length - 1] : '0';
    if (last < 0x80 && !strchr("*)]", last))
        return *value;
    glo_figure_read(value->text, value->length, &figure);
    return figure.flag_count <= 2 ? (glo_csv_field){figure.text, (uint32_t)figure.length, 0} : *value;
}

glo_status glo_import_date(glo_import *import, const glo_csv_field *value, int32_t *out_day,
                           glo_span *out_span) {
    unsigned signs = 0;
    const glo_csv_field date = without_note(value);
    glo_status status =
        glo_date_read(date.text, date.length, &import->spec->dates, &signs, out_day, out_span);
    if (signs & ~import->date_signs)
        glo_import_keep_clues(import, 0, import->date_signs, import->date_signs | signs, value);
    if (signs == GLO_DATE_FISCAL_LIKE && !import->has_two_likely_years) {
        const char *other = import->clues[1].text;
        import->has_two_likely_years =
            strlen(other) != value->length || memcmp(other, value->text, value->length) != 0;
    }
    import->date_signs |= signs;
    return status;
}

static bool has_both(unsigned signs, unsigned a, unsigned b) {
    return (signs & a) && (signs & b);
}

/* Of two clues that can't both hold: "'2012-13' on line 5 is a financial year, so '2009-10' on line 2 can't be a month". */
static glo_status contradict(const glo_import *import, size_t a, const char *is, size_t b, const char *other,
                             const char *fix) {
    return glo_fail(GLO_EREJECTED,
                    "%s: '%s' on line %" PRIu64 " %s, so '%s' on line %" PRIu64
                    " can't %s: nothing was imported; %s",
                    import->spec->file, import->clues[a].text, import->clues[a].line, is,
                    import->clues[b].text, import->clues[b].line, other, fix);
}

glo_status glo_import_check_clues(glo_import *import, bool at_end) {
    static const char fiscal[] =
        "say in which month the financial year begins, such as fiscal=\"04\" (--fiscal 04)";
    const glo_import_spec *spec = import->spec;
    const unsigned dates = import->date_signs;
    if (has_both(dates, GLO_DATE_FISCAL, GLO_DATE_FISCAL_LIKE) && !spec->dates.fiscal)
        return contradict(import, 0, "is a financial year", 1, "be a month", fiscal);
    if (has_both(dates, GLO_DATE_DAY_FIRST, GLO_DATE_MONTH_FIRST))
        return contradict(
            import, 3, "has the day first", 4, "have the month first",
            "say which order holds, dates=\"dmy\" or \"mdy\" (--dates dmy), and the other lines are "
            "refused");
    if (has_both(import->numbers.signs, GLO_NUMBER_OPEN, GLO_NUMBER_GROUPED))
        return contradict(import, GLO_DATE_CLUES + 1, "groups thousands by dots", GLO_DATE_CLUES,
                          "have decimals", "say thousands=\".\" (--thousands .)");
    if (at_end && import->has_two_likely_years && !(dates & GLO_DATE_MONTH) && !spec->is_order_told)
        return glo_fail(GLO_EREJECTED,
                        "%s: every month is like '%s' on line %" PRIu64
                        ", of which the second year follows the "
                        "first: nothing was imported; %s, or dates=\"iso\" if these are months",
                        spec->file, import->clues[1].text, import->clues[1].line, fiscal);
    return GLO_OK;
}
