/* word.c: a field that is a kind, a channel or the like, and can't be what a message says: a short term of a few words; and one that
 * is a number as it may be written, right or wrong. Declared in import.h.
 *
 * Example:  "request" and "SPOC-BE" are taken; "Please check the car 1-ABC-123 of ..." is not; "1 204,5" is a numeral, "Jan" is not
 */
#include "base/err.h"
#include "import/import.h"

#include <string.h>

enum { LONGEST = 40, WORDS = 4, DIGITS = 4, LONGEST_NUMERAL = 24, FLAGS = 2 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_plain(char c) {
    return is_digit(c) || is_letter(c) || (unsigned char)c >= 0x80 || strchr(" ._-/+()", c) != NULL;
}

static bool is_term(const glo_csv_field *value) {
    size_t words = 1, digits = 0;
    if (value->length > LONGEST)
        return false;
    for (size_t i = 0; i < value->length; i++) {
        const char c = value->text[i];
        if (c == '\0' || !is_plain(c))
            return false;
        words += c == ' ';
        digits = is_digit(c) ? digits + 1 : 0;
        if (digits > DIGITS)
            return false;
    }
    return words <= WORDS;
}

glo_status glo_import_word(const glo_csv_field *value, const char *name) {
    return is_term(value) ? GLO_OK
                          : glo_fail(GLO_EINVAL,
                                     "the %s is no term of at most %d words and %d characters, without long "
                                     "numbers: free text, in which persons may be named, "
                                     "is never stored",
                                     name, WORDS, LONGEST);
}

/* Of bytes beyond ASCII only blanks that group thousands (U+00A0, U+202F), the minus sign U+2212 and U+2264. */
static size_t numeral_mark(const char *text, size_t length) {
    static const char *const marks[] = {"\xc2\xa0", "\xe2\x80\xaf", "\xe2\x88\x92", "\xe2\x89\xa4"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t size = strlen(marks[i]);
        if (length >= size && memcmp(text, marks[i], size) == 0)
            return size;
    }
    return *text != '\0' && (is_digit(*text) || strchr(" .,'<>=+-%", *text)) ? 1 : 0;
}

static bool is_numeral(const glo_csv_field *value) {
    size_t flags = 0;
    if (value->length > LONGEST_NUMERAL)
        return false;
    for (size_t i = 0; i < value->length;) {
        const bool is_flag = is_letter(value->text[i]);
        const size_t size = is_flag ? 1 : numeral_mark(value->text + i, value->length - i);
        flags += is_flag;
        if (flags > FLAGS || size == 0)
            return false;
        i += size;
    }
    return true;
}

glo_status glo_import_numeral(const glo_csv_field *value, const char *name) {
    return is_numeral(value)
               ? GLO_OK
               : glo_fail(GLO_EINVAL, "no number stands where %s does (of what does, nothing is kept)", name);
}
