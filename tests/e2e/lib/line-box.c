/* A box that prints a line per press, on a pseudo-terminal; for tests.
 * usage: line-box LINK LOG — orders on stdin, one a line: `say TEXT` prints it, `unplug` hangs up
 * and takes LINK away, `plug` is there again. What it hears goes to LOG. Ends with stdin. */
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int master = -1, slave = -1;

static bool plug(const char *link)
{
    char path[64];
    struct termios t;
    master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) || unlockpt(master) || ptsname_r(master, path, sizeof path))
        return false;
    slave = open(path, O_RDWR | O_NOCTTY); /* a terminal nobody has open looks unplugged */
    if (slave < 0 || tcgetattr(slave, &t))
        return false;
    cfmakeraw(&t);
    tcsetattr(slave, TCSANOW, &t);
    unlink(link);
    return symlink(path, link) == 0;
}

static void unplug(const char *link)
{
    unlink(link);
    close(slave);
    close(master);
    master = slave = -1;
}

static bool obey(const char *order, const char *link)
{
    if (strncmp(order, "say ", 4) == 0 && master >= 0)
        return dprintf(master, "%s\r\n", order + 4) > 0;
    if (strcmp(order, "unplug") == 0 && master >= 0)
        unplug(link);
    else if (strcmp(order, "plug") == 0 && master < 0)
        return plug(link);
    return true;
}

int main(int argc, char **argv)
{
    char line[256], heard[256];
    size_t length = 0;
    int log = argc == 3 ? open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (log < 0 || !plug(argv[1]))
        return 1;
    for (;;) {
        struct pollfd p[2] = {{.fd = 0, .events = POLLIN}, {.fd = master, .events = POLLIN}};
        poll(p, 2, -1);
        if (p[1].revents & POLLIN) {
            ssize_t n = read(master, heard, sizeof heard);
            if (n > 0 && write(log, heard, (size_t)n) < 0)
                return 1;
        }
        if (!p[0].revents)
            continue;
        char c;
        if (read(0, &c, 1) != 1)
            break;
        if (c != '\n' && length + 1 < sizeof line) {
            line[length++] = c;
            continue;
        }
        line[length] = '\0';
        length = 0;
        if (!obey(line, argv[1]))
            return 1;
    }
    if (master >= 0)
        unplug(argv[1]);
    return 0;
}
