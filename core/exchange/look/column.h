/* column.h: the tally of one column of a table that is looked at.
 *
 * Example:  glo_cell cell; status = glo_look_tallier_add(&talliers[2], "4.804,02", 8, &cell);
 */
#ifndef GLO_EXCHANGE_LOOK_COLUMN_H
#define GLO_EXCHANGE_LOOK_COLUMN_H

#include "exchange/look.h"
#include "look/cell_form.h"

/* `values`: how many distinct ones to keep. */
typedef struct glo_look_tallier {
    glo_look_column *column;
    glo_cell *forms; /* of the values that are kept */
    size_t room, most_values;
} glo_look_tallier;

glo_status glo_look_tallier_init(glo_look_tallier *tallier, glo_look_column *column, size_t most_values);
void glo_look_tallier_dispose(glo_look_tallier *tallier);

/* Takes a cell into the tally; its form in *out. */
glo_status glo_look_tallier_add(glo_look_tallier *tallier, const char *text, size_t length, glo_cell *out);

void glo_look_column_dispose(glo_look_column *column);

#endif
