/* Any baud rate (250000 is exact on a 16 MHz AVR and has no termios name). Apart from the other
 * files because the kernel's termios2 and libc's termios.h do not go together. */
#include <asm/termbits.h>
#include <errno.h>
#include <sys/ioctl.h>

int link_baud_set(int fd, unsigned baud);

int link_baud_set(int fd, unsigned baud)
{
    struct termios2 t;
    if (ioctl(fd, TCGETS2, &t) < 0)
        return -errno;
    t.c_cflag &= ~(unsigned)(CBAUD | (CBAUD << IBSHIFT));
    t.c_cflag |= BOTHER | (BOTHER << IBSHIFT);
    t.c_ispeed = t.c_ospeed = baud;
    return ioctl(fd, TCSETS2, &t) < 0 ? -errno : 0;
}
