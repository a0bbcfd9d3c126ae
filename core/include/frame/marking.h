/* marking.h: how a result may be handled: one TLP 2.0 level and any of Europol's handling codes. Markings
 * join to the strictest and never loosen. References: FIRST, Traffic Light Protocol 2.0 (2022); Europol
 * handling codes H0-H3.
 *
 * Example:  glo_marking_parse("AMBER+STRICT H1", &m);  all = glo_marking_join(all, m);
 */
#ifndef GLO_FRAME_MARKING_H
#define GLO_FRAME_MARKING_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum glo_tlp {
    GLO_TLP_CLEAR,
    GLO_TLP_GREEN,
    GLO_TLP_AMBER,
    GLO_TLP_AMBER_STRICT,
    GLO_TLP_RED
} glo_tlp;

/* Bits of glo_marking.codes. */
enum { GLO_H0 = 1, GLO_H1 = 2, GLO_H2 = 4, GLO_H3 = 8 };

typedef struct glo_marking {
    uint8_t tlp;   /* a glo_tlp */
    uint8_t codes; /* bit n set: handling code Hn */
} glo_marking;

#define GLO_MARKING_SIZE 32

/* The strictest level of both, the handling codes of both. */
glo_marking glo_marking_join(glo_marking a, glo_marking b);

/* "CLEAR", "TLP:AMBER", "GREEN H1 H2"; an empty text is CLEAR. GLO_EINVAL lists what is allowed. */
glo_status glo_marking_parse(const char *text, glo_marking *out);

/* "TLP:AMBER+STRICT H1". */
void glo_marking_format(glo_marking marking, char out[GLO_MARKING_SIZE]);

/* The one rule of what may leave the store, which every way out asks. TLP:RED stays (FIRST, Traffic Light Protocol 2.0: for
 * the eyes and ears of its recipients), and so does H2 (not to be disseminated without the provider's permission) and H3 (other
 * conditions, which stand in a text). What is marked H1 (no evidence in court without that permission) or less leaves with its
 * label. `what` is a word for the thing: "frame", "brief". GLO_EMARKING. */
glo_status glo_marking_may_leave(glo_marking marking, const char *what);

/* Whether a file of it is for its owner alone until he shares it: AMBER and stricter. */
bool glo_marking_is_private(glo_marking marking);

/* A marking as one small number (tlp + 8 * codes) and back; what the store's cells hold. */
uint8_t glo_marking_pack(glo_marking marking);
glo_marking glo_marking_unpack(int64_t packed);

#endif
