/* figure.h: what stands in place of a published figure or beside it: marks that it is missing, and flags such as "p" for
 * provisional.
 *
 * Example:
 *   const char *flags; size_t count;
 *   size_t length = glo_figure_length("2 376e", 6, &flags, &count);     -> 5, "e"
 *   glo_figure_is_missing("n.b.", 4)                                    -> true
 *
 * Reference: Eurostat, flags (b break in the series, c confidential, d definition differs, e estimated, f forecast,
 * n not significant, p provisional, r revised, s estimated by Eurostat, u of low reliability, z not applicable, ":" not
 * available); SDMX code list CL_OBS_STATUS 2.2.
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

/* Whether the text says that a figure is not available: nothing, .. - : n/a NA n.b. n.d. s.o. k.A. * and their like, in any
 * case. */
bool glo_figure_is_missing(const char *text, size_t length);

/* The length of the figure alone. *flags: the flags behind it, in or without parentheses, "*" for the sign of a footnote. */
size_t glo_figure_length(const char *text, size_t length, const char **flags, size_t *count);

#endif
