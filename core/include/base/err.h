/* err.h: status codes and the one-line message behind the last failure. The main header of core/base: memory, text,
 * dates, bytes, threads, jobs and programs, which every folder needs and none of which knows what a figure is.
 *
 * Who may include whom (scripts/dev/layers checks it; each folder its own and those before it):
 *   base <- numeric | frame <- cells | io <- store | cube | series | exchange <- lua <- shell
 * A folder shows others only core/include/FOLDER; every header beside its .c files is its own.
 *
 * Conventions of the whole core:
 *   - a function that can fail returns a glo_status, GLO_OK (0) or a negative GLO_E*, and sets the calling
 * thread's message where the fault was found, never again on the way up; it is compared, `< 0` or
 * `== GLO_OK`, never asked for truth (scripts/dev/layers looks);
 *   - a function that answers yes or no returns bool; one that gives 1 for "a row", 0 for "none left" and
 * a negative status returns int and says so;
 *   - output parameters come last and are named `out`; on failure they are left untouched;
 *   - ownership: `_new/_free` make and destroy heap objects, `_init/_dispose` values, `const T *` borrows,
 *     `T **out` gives; `_free(NULL)` is fine.
 *
 * Example:  if (rows < 0) return glo_fail(GLO_EINVAL, "rows must not be negative, got %d", rows);
 */
#ifndef GLO_BASE_ERR_H
#define GLO_BASE_ERR_H

typedef enum glo_status {
    GLO_OK = 0,
    GLO_EINVAL = -1,      /* an argument has no meaning here */
    GLO_ENOMEM = -2,      /* memory ran out */
    GLO_EIO = -3,         /* reading or writing failed */
    GLO_ENOTFOUND = -4,   /* no such file, zone, column ... */
    GLO_EAMBIGUOUS = -5,  /* several things go by that name */
    GLO_EEXISTS = -6,     /* it is there already */
    GLO_EBUSY = -7,       /* someone else is writing */
    GLO_ECORRUPT = -8,    /* the file is not what it should be */
    GLO_EVERSION = -9,    /* made by a newer glocal */
    GLO_EREADONLY = -10,  /* may be read, not written */
    GLO_EFULL = -11,      /* no space left on the device */
    GLO_ECANCELLED = -12, /* the user asked to stop */
    GLO_EMARKING = -13,   /* the marking forbids it */
    GLO_EREJECTED = -14,  /* a strict import met a line it can't take */
    GLO_ESQL = -15        /* a wrong SQL statement */
} glo_status;

/* Sets this thread's message and returns `status`, so that a fault is reported in one line. */
glo_status glo_fail(glo_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The message of this thread's last failure; valid until its next one. Never NULL. */
const char *glo_message(void);

/* The short name of a status for scripts: "not_found", "busy" ...; "ok" for GLO_OK. */
const char *glo_status_name(glo_status status);

/* The status a failed system call stands for (ENOSPC, EROFS, EACCES ...), by the value of errno. */
glo_status glo_status_of_errno(int error);

#endif
