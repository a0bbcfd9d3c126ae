/* input.h: the bytes of an import: from a file, a pipe or stdin ("-"), unpacked where they are gzip, hashed
 * on the way.
 *
 * The hash is that of the file as it lies there, packed or not, and is whole once the last byte was read.
 * Reference of gzip: RFC 1952.
 *
 * Example:
 *   glo_input *input;
 *   glo_input_open("events.csv.gz", &input);
 *   glo_source source = glo_input_source(input);      hand it to the CSV reader, read to the end
 *   glo_input_hash(input, sha256);
 *   glo_input_close(input);                           after the reader
 */
#ifndef GLO_IO_INPUT_H
#define GLO_IO_INPUT_H

#include "base/hash.h"
#include "io/decode.h"

typedef struct glo_input glo_input;

glo_status glo_input_open(const char *path, glo_input **out); /* GLO_ENOTFOUND ... name the file */
void glo_input_close(glo_input *input);

glo_source
glo_input_source(glo_input *input); /* borrows the input; its size is that of the bytes as they lie there */
uint64_t glo_input_done(const glo_input *input); /* of those, how many were read */
uint64_t glo_input_size(const glo_input *input); /* 0: unknown, as of a pipe */

/* The SHA-256 of the bytes read. May be asked once. */
void glo_input_hash(glo_input *input, char out[GLO_SHA256_HEX]);

#endif
