#include "session.h"
#include <string.h>
#include "identity.h"

static struct lp_session session;
static uint32_t tx_counter, rx_next;
static bool has_secret, has_nonce;

void session_init(void)
{
    has_secret = identity_secret(session.key);
    session.boot_id = identity.boots;
}

void session_begin(const uint8_t *nonce)
{
    memcpy(session.nonce, nonce, sizeof session.nonce);
    tx_counter = rx_next = 0;
    has_nonce = true;
}

bool session_genuine(const struct lp_frame *frame)
{
    if (frame->type == LP_HELLO_REQ)
        return true;
    if (!has_secret)
        return !(frame->flags &
                 LP_FLAG_MAC); /* one that can't be checked is as bad as a wrong one */
    return has_nonce && lp_frame_verify(frame, &session, 1, &rx_next);
}

bool session_has_secret(void)
{
    return has_secret;
}

bool session_signs(void)
{
    return has_secret && has_nonce;
}

void session_sign(struct lp_frame *frame)
{
    if (session_signs())
        lp_frame_sign(frame, &session, 0, tx_counter);
}

void session_sent(void)
{
    tx_counter++;
}
