/* Between the files of vbox; not for users. */
#ifndef VBOX_PARTS_H
#define VBOX_PARTS_H

#include "vbox.h"

/* vbox_events.c */
void vbox_events_acknowledge(struct vbox *box, uint16_t ev_no);
struct vbox_event *vbox_event_unsent(struct vbox *box);
struct vbox_event *vbox_event_stale(struct vbox *box, int64_t now_us);
int64_t vbox_events_wake(const struct vbox *box);
void vbox_settle(struct vbox *box, int64_t now_us);
int64_t vbox_settle_wake(const struct vbox *box);

/* vbox_commands.c */
void vbox_obey(struct vbox *box, int64_t now_us, const struct lp_frame *frame);
void vbox_expire(struct vbox *box, int64_t now_us);

/* vbox.c */
bool vbox_answer(struct vbox *box, const struct lp_message *msg);

#endif
