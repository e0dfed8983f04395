#include "box/link_backend.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* Numeric only: a name server that does not answer would block the whole stage. */
static int resolve(const char *host_port, struct sockaddr_storage *out, socklen_t *len)
{
    char host[LINK_PORT];
    const char *colon = strrchr(host_port, ':');
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (!colon || colon == host_port || (size_t)(colon - host_port) >= sizeof host)
        return -EINVAL;
    size_t n = (size_t)(colon - host_port);
    const char *start = host_port;
    if (n > 2 && start[0] == '[' && start[n - 1] == ']') { /* [::1]:4001 */
        start++;
        n -= 2;
    }
    snprintf(host, sizeof host, "%.*s", (int)n, start);
    const char *name = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
    if (getaddrinfo(name, colon + 1, &hints, &found) != 0)
        return -EINVAL;
    memcpy(out, found->ai_addr, found->ai_addrlen);
    *len = found->ai_addrlen;
    freeaddrinfo(found);
    return 0;
}

int link_tcp_open(struct link *l, const char *host_port)
{
    struct sockaddr_storage address;
    socklen_t len;
    int on = 1;
    int error = resolve(host_port, &address, &len);
    if (error < 0)
        return error;
    l->fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (l->fd < 0)
        return -errno;
    setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(l->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    snprintf(l->port, sizeof l->port, "%s", host_port);
    l->state = LINK_CONNECTING;
    if (connect(l->fd, (struct sockaddr *)&address, len) == 0)
        l->state = LINK_OPEN;
    else if (errno != EINPROGRESS)
        return errno == ECONNREFUSED ? -ENOENT : -errno;
    return 0;
}

int link_tcp_connected(struct link *l)
{
    int error = 0;
    socklen_t len = sizeof error;
    if (getsockopt(l->fd, SOL_SOCKET, SO_ERROR, &error, &len) < 0)
        return -errno;
    if (error == EINPROGRESS || error == EALREADY)
        return -EINPROGRESS;
    if (error != 0)
        return error == ECONNREFUSED || error == EHOSTUNREACH || error == ENETUNREACH ? -ENOENT
                                                                                      : -error;
    l->state = LINK_OPEN;
    return 0;
}
