/* name_form.h: what offices write around the name of a zone: the word for its kind, its code, the sign of a footnote.
 *
 * Example:
 *   glo_name_form form;
 *   glo_name_form_read("pz leuven", &form);         kind "police_zone", name "leuven"
 *   glo_name_form_read("utrecht (pv)", &form);      kind "province", name "utrecht"
 *   glo_name_form_read("11002 antwerpen", &form);   code "11002", name "antwerpen"
 *   glo_name_form_read("france (1)", &form);        name "france"
 */
#ifndef GLO_STORE_NAME_FORM_H
#define GLO_STORE_NAME_FORM_H

#include <stdbool.h>

enum { GLO_NAME_FORM = 120 }; /* bytes of a name, its NUL included; a longer one has no form */

typedef struct glo_name_form {
    const char *kind; /* NULL: not said */
    char name[GLO_NAME_FORM];
    char code[GLO_NAME_FORM]; /* "": not given */
} glo_name_form;

/* Of a text folded as a name (glo_text_fold_name). False: it is a name and nothing more. */
bool glo_name_form_read(const char *fold, glo_name_form *out);

#endif
