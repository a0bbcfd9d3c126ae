/* figure.h: what stands in place of a published figure or beside it: marks that it is missing, flags such as "p" for
 * provisional, and the sign of its unit.
 *
 * Example:
 *   glo_flagged_figure figure;
 *   glo_figure_read("(p) 2 376 %", 11, &figure);       -> text "2 376", flags "p", unit "%"
 *   glo_figure_missing("n.b.", 4)                      -> GLO_MISSING
 *
 * Reference: Eurostat, flags (b break in the series, c confidential, d definition differs, e estimated, f forecast,
 * n not significant, p provisional, r revised, s estimated by Eurostat, u of low reliability, z not applicable, ":" not
 * available); SDMX code list CL_OBS_STATUS 2.2; UK Government Statistical Service, shorthand in tables ([c], [x], [z]).
 */
#ifndef GLO_IO_FIGURE_H
#define GLO_IO_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many figures were taken, missing, confidential, and flagged. */
typedef struct glo_flags {
    int64_t taken, missing, confidential;
    int64_t by_letter[128]; /* of those taken, by flag, as it is written; '*' a footnote */
} glo_flags;

typedef enum glo_missing {
    GLO_NOT_MISSING,
    GLO_MAY_BE_MISSING, /* "x", "/", "nvt": to some offices; taken as missing where told */
    GLO_MISSING         /* nothing, "..", "-", ":", "n/a", "n.b.", "s.o.", "k.A.", "*" and their like */
} glo_missing;

/* In any case. The one list of these marks. */
glo_missing glo_figure_missing(const char *text, size_t length);

/* A figure and what stands around it, all borrowed from the text. */
typedef struct glo_flagged_figure {
    const char *text; /* the figure alone */
    size_t length;
    const char *flags; /* "*" for the sign of a footnote */
    size_t flag_count;
    const char *unit; /* "%", "EUR" ...; NULL: none */
} glo_flagged_figure;

/* Flags stand before or behind the figure, in or without brackets; a text that is no figure is given back whole. */
void glo_figure_read(const char *text, size_t length, glo_flagged_figure *out);

#endif
