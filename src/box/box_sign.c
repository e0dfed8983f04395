/* Signed frames (PROTOCOL.md 11): what must be signed, by which secret, and what happens if it is
 * not. */
#include "box/box.h"

#include <string.h>

enum { BAD_HELLOS = 3 }; /* one may have crossed our HELLO_REQ */

/* The entry that a box with this uid would be; NULL: none. */
static const struct box *would_be(const struct box *box, uint64_t uid)
{
    const struct box *owner = boxes_owner(box->set, uid);
    return owner ? owner : box->uid == 0 ? box : NULL;
}

static void tell_forged(struct box *box)
{
    if (box->forged_told)
        return;
    box->forged_told = true;
    boxes_tell(box, BOX_MESSAGE_FORGED, (int64_t)box->forged, "");
}

/* It may have missed our HELLO_REQ, being busy starting: agree on a nonce again. */
void box_new_session(struct box *box)
{
    if (box->set->now_us - box->conn->asked_us > BOX_HELLO_MIN_US)
        box->hello_us = box->set->now_us;
}

/* Without a nonce, at its start, a box can't sign: then it is asked, and signs the answer. */
static bool hello_refused(struct box *box, const struct lp_frame *frame,
                          const struct lp_hello *hello)
{
    bool wrong = (frame->flags & LP_FLAG_MAC) || !(hello->caps & LP_CAP_MAC);
    box_new_session(box);
    if (!wrong)
        return false;
    box->errors++;
    box->forged++;
    if (++box->conn->bad_hellos >= BAD_HELLOS)
        tell_forged(box);
    return false;
}

bool box_hello_genuine(struct box *box, const struct lp_frame *frame, const struct lp_hello *hello)
{
    struct box_conn *c = box->conn;
    const struct box *entry = would_be(box, hello->uid);
    bool has_secret = entry && entry->config.has_secret;
    if (!c->secured && !has_secret)
        return true;
    /* Once a connection is secured, no other box can be on it: whatever it calls itself. */
    struct lp_session session = c->session;
    if (!c->secured)
        memcpy(session.key, entry->config.secret, sizeof session.key);
    session.boot_id = hello->boot_id;
    if (!lp_frame_verify(frame, &session, 0, &c->rx_next))
        return hello_refused(box, frame, hello);
    c->session = session;
    c->secured = true;
    c->bad_hellos = 0;
    c->answered_us = box->set->now_us;
    return true;
}

bool box_genuine(struct box *box, const struct lp_frame *frame)
{
    struct box_conn *c = box->conn;
    bool tagged = frame->flags & LP_FLAG_MAC;
    if (!c->secured) /* what can't be checked is not believed */
        return !tagged && !(box->config.has_secret && box->accepted);
    if (lp_frame_verify(frame, &c->session, 0, &c->rx_next))
        return true;
    bool fresh = box->set->now_us - c->asked_us <= BOX_HELLO_US; /* signed by the old nonce */
    box_new_session(box);
    box->errors++;
    box->forged++;
    if (box->presence == BOX_PRESENCE_LIVE && !fresh)
        tell_forged(box);
    return false;
}

bool box_fair(struct box *box)
{
    if (!(box->hello.caps & (LP_CAP_RADIO | LP_CAP_MAC)) || box->conn->secured)
        return true;
    boxes_tell(box, BOX_MESSAGE_RADIO, 0, box->hello.name);
    return false;
}

/* It lost more frames than a counter can bridge: it hears us, and believes nothing. */
void box_session_tick(struct box *box)
{
    struct box_conn *c = box->conn;
    int64_t now_us = box->set->now_us;
    if (c->secured && box->presence >= BOX_PRESENCE_SYNCING &&
        now_us - c->answered_us > BOX_DEAF_US && now_us - c->asked_us > BOX_DEAF_US)
        box->hello_us = now_us;
}
