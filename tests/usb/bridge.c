/* bridge A B — carries bytes between two terminal devices, both made raw, until killed; opens again
 * what has gone away. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

static int open_raw(const char *path)
{
    struct termios t;
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || tcgetattr(fd, &t) < 0)
        return fd;
    cfmakeraw(&t);
    tcsetattr(fd, TCSANOW, &t);
    return fd;
}

int main(int argc, char **argv)
{
    int fd[2] = {-1, -1};
    if (argc != 3) {
        fprintf(stderr, "usage: bridge A B\n");
        return 2;
    }
    for (;;) {
        struct pollfd p[2];
        for (int i = 0; i < 2; i++) {
            if (fd[i] < 0)
                fd[i] = open_raw(argv[i + 1]);
            p[i] = (struct pollfd){.fd = fd[i], .events = POLLIN};
        }
        poll(p, 2, fd[0] < 0 || fd[1] < 0 ? 100 : 1000);
        for (int i = 0; i < 2; i++) {
            char data[256];
            if (!p[i].revents)
                continue;
            ssize_t n = read(fd[i], data, sizeof data);
            if (n > 0 && fd[!i] >= 0 && write(fd[!i], data, (size_t)n) < 0)
                usleep(10000); /* nobody there to take it: lost, as on a pulled cable */
            if (n <= 0 && (p[i].revents & (POLLHUP | POLLERR))) {
                close(fd[i]);
                fd[i] = -1;
                usleep(50000);
            }
        }
    }
}
