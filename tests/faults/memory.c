/* memory — preloaded, it lets requests for memory fail at random.
 *
 * LEITAI_MEMORY names a file of two decimal numbers in 24 columns each, read at every request: in
 * how many of 1000 the program's own requests fail, and in how many those of all libraries do.
 * Write it in place, `dd conv=notrunc`.
 */
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { COLUMNS = 24, FIELDS = 2 };

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static const char *text;
static uintptr_t program_from, program_to; /* its code */

static int look(struct dl_phdr_info *info, size_t size, void *ctx)
{
    (void)size, (void)ctx;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X)) {
            program_from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            program_to = program_from + info->dlpi_phdr[i].p_memsz;
        }
    return 1; /* the program itself comes first */
}

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("LEITAI_MEMORY");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    dl_iterate_phdr(look, NULL);
    void *m = mmap(NULL, COLUMNS * FIELDS, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    text = m == MAP_FAILED ? NULL : m;
}

static bool fails(const void *caller)
{
    static _Thread_local uint32_t r;
    if (!text)
        return false;
    uintptr_t at = (uintptr_t)caller;
    bool own = at >= program_from && at < program_to;
    long per_mille = strtol(text + (own ? 0 : COLUMNS), NULL, 10);
    if (per_mille <= 0)
        return false;
    if (!r)
        r = (uint32_t)(uintptr_t)&r ^ 2463534242u;
    r ^= r << 13;
    r ^= r >> 17;
    r ^= r << 5;
    if ((long)(r % 1000) >= per_mille)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return size && fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}
