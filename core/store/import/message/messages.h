/* messages.h: what the files of an import of single messages share.
 *
 * Example:  status = glo_message_time(import, 0, &minute, &is_day);   "2026-03-01 14:05+01:00" is 13:05 UTC
 */
#ifndef GLO_STORE_IMPORT_MESSAGES_H
#define GLO_STORE_IMPORT_MESSAGES_H

#include "import/import.h"

/* message_time.c. The minute (UTC, from 1970-01-01) of a field: a day, and a time of day with or without an offset from UTC behind
 * it. *out_is_day: there is none. GLO_EINVAL. */
glo_status glo_message_time(glo_import *import, size_t field, int32_t *out_minute, bool *out_is_day);

#endif
