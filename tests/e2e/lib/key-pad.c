/* A USB number pad of the kernel's uinput, keys 1 to 4; for tests.
 * usage: key-pad NAME — prints "ready"; orders on stdin, one a line: `press N`, `unplug`, `plug`.
 */
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int pad = -1;

static bool plug(const char *name)
{
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = 0xf1f1, .product = 7}};
    pad = open("/dev/uinput", O_WRONLY | O_NONBLOCK);
    if (pad < 0 || ioctl(pad, UI_SET_EVBIT, EV_KEY) < 0)
        return false;
    for (int key = KEY_1; key <= KEY_4; key++)
        ioctl(pad, UI_SET_KEYBIT, key);
    snprintf(setup.name, sizeof setup.name, "%s", name);
    return ioctl(pad, UI_DEV_SETUP, &setup) == 0 && ioctl(pad, UI_DEV_CREATE) == 0;
}

static void send(int type, int code, int value)
{
    struct input_event e = {
        .type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    if (write(pad, &e, sizeof e) != sizeof e)
        perror("uinput");
}

static void press(int n)
{
    for (int down = 1; down >= 0; down--) {
        send(EV_KEY, KEY_1 + n - 1, down);
        send(EV_SYN, SYN_REPORT, 0);
    }
}

int main(int argc, char **argv)
{
    char line[64];
    int n;
    if (argc != 2 || !plug(argv[1])) {
        perror("/dev/uinput");
        return 1;
    }
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        if (sscanf(line, "press %d", &n) == 1 && n >= 1 && n <= 4 && pad >= 0)
            press(n);
        else if (strcmp(line, "unplug\n") == 0 && pad >= 0)
            close(pad), pad = -1;
        else if (strcmp(line, "plug\n") == 0 && pad < 0 && !plug(argv[1]))
            return 1;
    }
    return 0;
}
