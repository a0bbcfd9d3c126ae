/* word.c: a field that is a kind, a channel or the like, and can't be what a message says: a short term of a few words. Declared in
 * import.h.
 *
 * Example:  "request" and "SPOC-BE" are taken; "Please check the car 1-ABC-123 of ..." is not
 */
#include "base/err.h"
#include "import/import.h"

#include <string.h>

enum { LONGEST = 40, WORDS = 4, DIGITS = 4 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_plain(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80 ||
           strchr(" ._-/+()", c) != NULL;
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
