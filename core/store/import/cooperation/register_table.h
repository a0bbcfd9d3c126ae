/* register_table.h: a table of the cooperation register, or of readers' answers, as an import fills it: what each field is, what makes a row the same row,
 * and how a line becomes a version of one. Not for other folders.
 *
 * A line is refused, with its reason, where a text looks as if it named or could reach a person (personal.c; such a line is not
 * kept either), a word is not one of those that a field may have (choices.c), a code names no channel or agreement, or its
 * validity overlaps another row's of the same thing: of one thing one row holds on a day. With spec.replace, rows of earlier
 * batches give way.
 *
 * Example:
 *   int begun = glo_register_begin(import);
 *   int taken = glo_register_take(import);   1 where the line is taken, 0 where it is refused
 */
#ifndef GLO_STORE_REGISTER_TABLE_H
#define GLO_STORE_REGISTER_TABLE_H

#include "import/import.h"

typedef enum glo_register_type {
    REGISTER_TEXT,
    REGISTER_ROLE,      /* a function or a service */
    REGISTER_NARRATIVE, /* sentences, or the name of an organisation: nobody is named in them */
    REGISTER_ZONE,
    REGISTER_ZONES, /* one or more, a semicolon or comma between two: kept as their codes, with a blank */
    REGISTER_PHENOMENON,
    REGISTER_CHANNEL,   /* a code that the register has */
    REGISTER_AGREEMENT, /* the same */
    REGISTER_DAY,
    REGISTER_FROM,     /* the first day: of a month or year, its first */
    REGISTER_TO,       /* the last day: of a month or year, its last */
    REGISTER_IN_FORCE, /* the first day: of a month or year, its last, since no day before is certain */
    REGISTER_ENDED,    /* the last day: of a month or year, its first */
    REGISTER_PERIOD,   /* a day, month or year, kept as it is */
    REGISTER_WHOLE,
    REGISTER_MARKING, /* how the row is marked */
    REGISTER_REPORT_MARKING, /* the same of what an officer brings back: H1 and the store's default, unless it says otherwise */
    REGISTER_CARRIES, /* how strictly what goes by a channel may be marked */
    REGISTER_ACT,     /* from here on: one of the words of choices.c */
    REGISTER_CHANNEL_KIND,
    REGISTER_AGREEMENT_KIND,
    REGISTER_URGENCY,
    REGISTER_LEVEL,
    REGISTER_STATUS,
    REGISTER_SOURCE_CODE,
    REGISTER_INFORMATION_CODE,
    REGISTER_VERIFICATION,
    REGISTER_ANSWER,
    REGISTER_TYPES
} glo_register_type;

enum { REGISTER_KEY = 10 };

typedef struct glo_register_table {
    const char *name; /* of the table */
    const char *what; /* a row of it, in a message */
    glo_register_type types[GLO_IMPORT_FIELDS];
    const char *same[REGISTER_KEY]; /* the columns of which one row holds on a day ... */
    const char *from;  /* ... and the one that tells its rows from each other; NULL: it has one row */
    const char *place; /* a column in which overlapping rows must not differ, said first; NULL: none */
} glo_register_table;

int glo_register_begin(glo_import *import);
int glo_register_take(glo_import *import);
void glo_register_dispose(glo_import *import);

/* ---- choices.c ---- */

/* The word of that type that is meant, whatever its capitals; GLO_EINVAL names the nearest. */
glo_status glo_register_choice(glo_register_type type, const char *field, const char *text, const char **out);
/* As a field of that type is when nothing is said: NULL where it may be empty. */
const char *glo_register_otherwise(glo_register_type type);

/* ---- personal.c ---- */

/* GLO_EINVAL where the text looks as if it could reach a person: an e-mail address, a telephone, national or account
 * number. */
glo_status glo_register_check_text(const char *field, const char *text);
/* ... or as if it were the name or the address of one: a role says what somebody does, not who. */
glo_status glo_register_check_role(const char *field, const char *text);
/* ... or has a title, an initial or a common given name before a name in it. */
glo_status glo_register_check_narrative(const char *field, const char *text);

/* Whether neither is in a line: such a line is not kept, whatever it is refused for. */
bool glo_register_names_nobody(const char *line);

/* ---- given_names.c ---- */

/* Whether a word, folded, is a common given name. */
bool glo_register_is_given_name(const char *folded);

#endif
