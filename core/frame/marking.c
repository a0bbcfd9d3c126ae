/* marking.c: TLP levels and handling codes. References and example in marking.h. */
#include "frame/marking.h"

#include "base/err.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const tlp_names[] = {"CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"};
enum { TLP_COUNT = 5, CODE_COUNT = 4 };

glo_marking glo_marking_join(glo_marking a, glo_marking b) {
    return (glo_marking){a.tlp > b.tlp ? a.tlp : b.tlp, a.codes | b.codes};
}

static glo_status parse_word(const char *word, glo_marking *marking) {
    const char *name = strncasecmp(word, "TLP:", 4) == 0 ? word + 4 : word;
    for (int i = 0; i < TLP_COUNT; i++) {
        if (strcasecmp(name, tlp_names[i]) == 0) {
            *marking = glo_marking_join(*marking, (glo_marking){(uint8_t)i, 0});
            return GLO_OK;
        }
    }
    if (strcasecmp(name, "WHITE") == 0) /* as TLP 1.0 called CLEAR */
        return GLO_OK;
    if ((word[0] == 'H' || word[0] == 'h') && word[1] >= '0' && word[1] < '0' + CODE_COUNT &&
        word[2] == '\0') {
        marking->codes |= (uint8_t)(1u << (word[1] - '0'));
        return GLO_OK;
    }
    return glo_fail(GLO_EINVAL,
                    "unknown marking '%s': use CLEAR, GREEN, AMBER, AMBER+STRICT or RED, and H0 H1 H2 H3",
                    word);
}

glo_status glo_marking_parse(const char *text, glo_marking *out) {
    glo_marking marking = {0, 0};
    while (*text) {
        char word[24];
        size_t n = 0;
        while (*text == ' ' || *text == ',')
            text++;
        while (*text && *text != ' ' && *text != ',') {
            if (n < sizeof word - 1)
                word[n++] = *text;
            text++;
        }
        word[n] = '\0';
        if (n > 0) {
            glo_status status = parse_word(word, &marking);
            if (status < 0)
                return status;
        }
    }
    *out = marking;
    return GLO_OK;
}

void glo_marking_format(glo_marking marking, char out[GLO_MARKING_SIZE]) {
    int n = snprintf(out, GLO_MARKING_SIZE, "TLP:%s", tlp_names[marking.tlp]);
    for (int i = 0; i < CODE_COUNT; i++) {
        if (marking.codes & (1u << i))
            n += snprintf(out + n, (size_t)(GLO_MARKING_SIZE - n), " H%d", i);
    }
}

uint8_t glo_marking_pack(glo_marking marking) {
    return (uint8_t)(marking.tlp | marking.codes << 3);
}

glo_marking glo_marking_unpack(int64_t packed) {
    const uint8_t tlp = packed & 7;
    const bool is_one = packed >= 0 && packed < 1 << (3 + CODE_COUNT) && tlp < TLP_COUNT;
    return (glo_marking){is_one ? tlp : GLO_TLP_RED, (uint8_t)(packed >> 3 & 15)};
}

/* Why a thing of that marking stays; NULL: it may leave. */
static const char *obstacle(glo_marking marking) {
    if (marking.tlp == GLO_TLP_RED)
        return "is TLP:RED, which may not leave glocal: it is for the eyes of its recipients only";
    if (marking.codes & GLO_H2)
        return "is marked H2, which may not leave glocal: it is passed on only with the provider's "
               "permission";
    if (marking.codes & GLO_H3)
        return "is marked H3, which may not leave glocal: its provider has set conditions that glocal can't "
               "check";
    return NULL;
}

glo_status glo_marking_may_leave(glo_marking marking, const char *what) {
    const char *why = obstacle(marking);
    return why ? glo_fail(GLO_EMARKING, "this %s %s", what, why) : GLO_OK;
}

bool glo_marking_is_private(glo_marking marking) {
    return marking.tlp >= GLO_TLP_AMBER || obstacle(marking);
}
