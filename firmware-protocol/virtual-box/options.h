/* options - the command line of leitai-box. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#define OPTIONS_BOXES 64

struct options {
    int boxes;
    int buttons;
    uint64_t uid_base; /* box n has uid_base + n - 1 */
    const char *link_dir;
    int tcp_port; /* of box 1; 0 = ptys */
    int ppm[OPTIONS_BOXES];
    const char *script;
    const char *log;
    long baud; /* 0 = no wire time */
    uint32_t seed;
    bool has_secret[OPTIONS_BOXES];
    uint8_t secret[OPTIONS_BOXES][16];
    bool random;
    bool quiet;
};

/* Leaves the program itself for --help and mistakes, as argp does. */
void options_parse(struct options *options, int argc, char **argv);

#endif
