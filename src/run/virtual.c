/* leitai-box as a child: ten boxes on ptys, pressed through its standard input. */
#include "run/internal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

bool virtual_start(struct virtual_boxes *v, const char *program, int count, const char *dir)
{
    int pipes[2];
    char boxes[16];
    snprintf(boxes, sizeof boxes, "%d", count);
    if (pipe(pipes) != 0)
        return false;
    v->pid = fork();
    if (v->pid == 0) {
        dup2(pipes[0], STDIN_FILENO);
        close(pipes[0]);
        close(pipes[1]);
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* a killed show leaves no boxes behind */
        execl(program, program, "--boxes", boxes, "--link", dir, (char *)NULL);
        _exit(127);
    }
    close(pipes[0]);
    v->commands = v->pid > 0 ? fdopen(pipes[1], "w") : NULL;
    if (!v->commands) {
        close(pipes[1]);
        return false;
    }
    setvbuf(v->commands, NULL, _IOLBF, 0);
    signal(SIGPIPE, SIG_IGN); /* a child that went is noticed by its boxes */
    return true;
}

void virtual_command(struct virtual_boxes *v, const char *verb, int seat)
{
    if (v->commands)
        fprintf(v->commands, "%s %d\n", verb, seat);
}

void virtual_press(struct virtual_boxes *v, int seat)
{
    virtual_command(v, "press", seat);
}

void virtual_stop(struct virtual_boxes *v)
{
    if (v->commands)
        fclose(v->commands);
    if (v->pid > 0) {
        kill(v->pid, SIGTERM);
        while (waitpid(v->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    memset(v, 0, sizeof *v);
}
