/* judge.c: flags of published figures. References and example in judge.h. */
#include "judge.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool is_one_of(const glo_csv_field *field, const char *const *texts) {
    for (; *texts; texts++) {
        if (strlen(*texts) == field->length && memcmp(*texts, field->text, field->length) == 0)
            return true;
    }
    return false;
}

static bool is_confidential(const glo_csv_field *flag, const glo_csv_field *confidentiality,
                            const char **out_what) {
    static const char *const free_codes[] = {"", "F", "f", NULL};
    *out_what = "flag";
    /* Eurostat writes several flags as one word: "bc". */
    if (flag && flag->length && memchr(flag->text, 'c', flag->length))
        return true;
    *out_what = "CONF_STATUS";
    return confidentiality && !is_one_of(confidentiality, free_codes);
}

glo_verdict glo_judge(glo_flags *flags, const glo_csv_field *value, const glo_csv_field *flag,
                      const glo_csv_field *confidentiality, char reason[GLO_REASON_SIZE]) {
    const char *what;
    if (is_confidential(flag, confidentiality, &what)) {
        const glo_csv_field *said = what[0] == 'f' ? flag : confidentiality;
        snprintf(reason, GLO_REASON_SIZE,
                 "the figure is confidential (%s %.*s): its publisher does not release it", what,
                 said->length > 40 ? 40 : (int)said->length, said->text);
        flags->confidential++;
        return GLO_REJECT;
    }
    if (value && glo_figure_missing(value->text, value->length) == GLO_MISSING) {
        flags->missing++;
        return GLO_PASS_OVER;
    }
    flags->taken++;
    for (uint32_t i = 0; flag && i < flag->length; i++) {
        if (flag->text[i] > ' ' && (unsigned char)flag->text[i] < 127)
            flags->by_letter[(unsigned char)flag->text[i]]++;
    }
    return GLO_TAKE;
}

void glo_whole_number(glo_csv_field *number) {
    const char *point = memchr(number->text, '.', number->length);
    size_t whole = point ? (size_t)(point - number->text) : 0;
    if (!point || whole == 0 || whole + 1 == number->length)
        return;
    for (size_t i = whole + 1; i < number->length; i++) {
        if (number->text[i] != '0')
            return;
    }
    number->length = (uint32_t)whole;
}
