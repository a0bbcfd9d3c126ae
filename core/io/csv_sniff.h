/* csv_sniff.h: which delimiter a CSV file uses, told from its first lines.
 *
 * Example:  glo_csv_sniff("a;b\n1,5;2\n", 10)  ->  ';'
 */
#ifndef GLO_IO_CSV_SNIFF_H
#define GLO_IO_CSV_SNIFF_H

#include <stddef.h>

/* Of , ; tab and |: the one that comes equally often in most of the lines, so that titles above the table and notes
 * below it don't count; among equals the more frequent one, then the one that stands less often between two digits,
 * where a comma is a decimal mark, else in that order; a comma when none comes at all. */
char glo_csv_sniff(const char *text, size_t length);

#endif
