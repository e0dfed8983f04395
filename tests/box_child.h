/* box_child — the virtual boxes as a child process: orders go in, the truth log comes out. */
#ifndef LEITAI_BOX_CHILD_H
#define LEITAI_BOX_CHILD_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct box_child {
    pid_t pid;
    FILE *fingers; /* "press 3", "hangup 2 1"…, see leitai-box */
    FILE *truth;   /* every frame and press as it was at the boxes */
};

/* `count` boxes with their links in WORK/boxes and their log in WORK/truth. It dies with us. */
static inline bool box_child_start(struct box_child *b, const char *work, const char *program,
                                   int count)
{
    char link[600], log[600], n[12];
    int pipes[2];
    *b = (struct box_child){0};
    snprintf(link, sizeof link, "%s/boxes", work);
    snprintf(log, sizeof log, "%s/truth", work);
    snprintf(n, sizeof n, "%d", count);
    if (pipe(pipes) != 0 || (b->pid = fork()) < 0)
        return false;
    if (b->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        unsetenv("LD_PRELOAD"); /* what fails for the host does not fail for the boxes */
        dup2(pipes[0], STDIN_FILENO);
        close(pipes[1]);
        execl(program, program, "--quiet", "--boxes", n, "--link", link, "--log", log,
              (char *)NULL);
        _exit(127);
    }
    close(pipes[0]);
    b->fingers = fdopen(pipes[1], "w");
    if (b->fingers)
        setvbuf(b->fingers, NULL, _IOLBF, 0);
    for (int i = 0; i < 200 && !(b->truth = fopen(log, "r")); i++)
        usleep(10000);
    return b->fingers && b->truth;
}

static inline void box_child_stop(struct box_child *b)
{
    if (b->pid <= 0)
        return;
    kill(b->pid, SIGKILL);
    waitpid(b->pid, NULL, 0);
    if (b->fingers)
        fclose(b->fingers);
    if (b->truth)
        fclose(b->truth);
    *b = (struct box_child){0};
}

#endif
