/* fault_calls.h: the calls that test_faults.c tries, and the stores that they begin with: each call that reads or changes a
 * store.
 *
 * Example:
 *   fault_calls_prepare();
 *   snprintf(fault_store, sizeof fault_store, "%s", in_folder("s.db"));
 *   fault_begin_with(fault_calls[0].start);
 *   status = fault_calls[0].run(&store);
 */
#ifndef GLO_TESTS_STORE_FAULT_CALLS_H
#define GLO_TESTS_STORE_FAULT_CALLS_H

#include "store/store.h"

/* What a call is tried on, and how. */
typedef struct fault_call {
    const char *name;
    const char *start;             /* the store it begins with; NULL: none */
    int (*run)(glo_store **store); /* may open it or close it */
    bool opens;                    /* by itself */
    bool reads;                    /* and changes nothing */
    int expected;                  /* its status where nothing fails */
} fault_call;

extern const fault_call fault_calls[];
extern const size_t fault_call_count;
extern char fault_store[512];   /* the file that they make, open, read and change */
extern bool fault_can_be_wrong; /* the store at hand, or what is read of it: then no answer is expected */

/* Makes the stores to begin with in a folder of their own, and the frames that calls take. */
int fault_calls_prepare(void);
void fault_calls_dispose(void);

/* The file of a store to begin with: small, full, crashed, old. */
const char *fault_beginning(const char *name);
/* Puts a copy of it, with its write-ahead log where there is one, in the place of fault_store; NULL: nothing. */
void fault_begin_with(const char *name);

#endif
