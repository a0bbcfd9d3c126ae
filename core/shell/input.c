/* input.c: one line from the terminal, through readline's callback interface: the waiting is ours, so Ctrl-C,
 * a resized window and a resumed session are handled between keys and never inside readline.
 */
#include "shell.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/readline.h>

static char *line;
static int line_is_ready;
static char *suggestion; /* what stands at the next prompt */
static bool is_open;
static volatile sig_atomic_t resized, resumed;

static void on_resize(int signal_number) {
    (void)signal_number;
    resized = 1;
}

static void on_resume(int signal_number) {
    (void)signal_number;
    resumed = 1;
}

static void take_line(char *text) {
    line = text;
    line_is_ready = 1;
    rl_callback_handler_remove(); /* the terminal is as it was before anything runs */
}

void input_open(lua_State *L) {
    is_open = true;
    rl_readline_name = "glocal";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_instream = stdin;
    rl_outstream = isatty(STDOUT_FILENO) ? stdout : stderr;
    rl_variable_bind("enable-bracketed-paste", "on");
    rl_variable_bind("show-all-if-ambiguous", "on"); /* ~/.inputrc may say otherwise */
    complete_open(L);
    rl_initialize();
    /* SA_RESTART: a window that is resized must not cut what is being printed; ppoll is woken all the same */
    struct sigaction action = {.sa_handler = on_resize, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGWINCH, &action, NULL);
    action.sa_handler = on_resume;
    sigaction(SIGCONT, &action, NULL);
}

bool input_is_open(void) {
    return is_open;
}

void input_suggest(const char *text) {
    free(suggestion);
    suggestion = strdup(text); /* without memory the prompt is empty */
}

static void show_suggestion(void) {
    if (!suggestion)
        return;
    rl_insert_text(suggestion);
    rl_redisplay();
    free(suggestion);
    suggestion = NULL;
}

static void drop_line(void) {
    rl_echo_signal_char(SIGINT);
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    fputc('\n', rl_outstream);
    fflush(rl_outstream);
}

/* Waits for a key, with the signals let in only meanwhile, so that none is missed in between. In the first
 * pause of a tenth of a second, what completion looks in is made ready. */
static bool wait_for_key(const sigset_t *open_mask, int *is_prepared) {
    static const struct timespec idle = {.tv_nsec = 100000000};
    struct pollfd key = {.fd = fileno(rl_instream), .events = POLLIN};
    int ready = ppoll(&key, 1, *is_prepared ? NULL : &idle, open_mask);
    if (ready == 0) {
        complete_prepare();
        *is_prepared = 1;
    }
    if (resized) {
        resized = 0;
        rl_resize_terminal();
    }
    if (resumed) {
        resumed = 0;
        rl_deprep_terminal(); /* else it is thought to be prepared still */
        rl_prep_terminal(1);
        rl_forced_update_display();
    }
    return ready > 0;
}

input_result input_read(const char *prompt, char **out) {
    sigset_t held, before;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGWINCH);
    sigaddset(&held, SIGCONT);
    sigprocmask(SIG_BLOCK, &held, &before);
    line = NULL;
    line_is_ready = 0;
    interrupt_at_prompt = 0;
    rl_callback_handler_install(prompt, take_line);
    show_suggestion();
    input_result result = INPUT_LINE;
    int is_prepared = 0;
    while (!line_is_ready && result == INPUT_LINE) {
        if (wait_for_key(&before, &is_prepared))
            rl_callback_read_char();
        if (interrupt_at_prompt && !line_is_ready) {
            drop_line();
            result = INPUT_INTERRUPTED;
        }
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (result == INPUT_LINE && !line) {
        fputc('\n', rl_outstream);
        fflush(rl_outstream);
        result = INPUT_END;
    }
    *out = line;
    return result;
}
