/* faults.h: fails the nth allocation, write, fsync or open of what runs while it is armed, SQLite's, OpenSSL's and the core's
 * alike, as SQLite's own tests do. The program is linked with --wrap for the core's allocations; SQLite and OpenSSL are given
 * ours, and SQLite's files go through a file system that counts.
 *
 * Example:
 *   faults_prepare();                            before anything else
 *   faults_arm(FAULT_ALLOCATION, 7, false);      the seventh only; true: the seventh and all after it
 *   status = glo_store_open(path, 0, &store);
 *   failed = faults_disarm();                    how many did fail
 *
 * Reference: SQLite, "How SQLite Is Tested", out-of-memory and I/O error testing.
 */
#ifndef GLO_TESTS_STORE_FAULTS_H
#define GLO_TESTS_STORE_FAULTS_H

#include <stdbool.h>

typedef enum fault_kind { FAULT_ALLOCATION, FAULT_WRITE, FAULT_SYNC, FAULT_OPEN, FAULT_KINDS } fault_kind;

void faults_prepare(void);
void faults_arm(fault_kind kind, long nth, bool lasts);
long faults_disarm(void);

#endif
