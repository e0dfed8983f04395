/* devices/json — what `leitai devices --json` prints. For programs, so words never change with the
 * language, and a key is never renamed; new ones may be added.
 *
 * First one object, over several lines:
 *
 *   format               1
 *   inputs[]             path, kind keyboard|keypad|gamepad|buzz, name, usb "vvvv:pppp", by_id (""
 * none), usable, group (that may read it), error ("" or the system's word) joysticks[]          as
 * SDL sees them: name, guid, usb (null: not told), buttons, lamp, link (for stage.yaml) ports[]
 * serial: path, usb (null: not on USB), serial, description, usable boxes[]              number
 * (from 1), name, address, port ("" not connected), kind protocol|ascii|evdev|joystick, state
 * absent|opening|unknown|refused|syncing|live, cause
 * none|absent|busy|denied|unplugged|silent|error, seats[] (of button 1, 2, …; 0 none),
 * uncertainty_us, and of a protocol box that has answered uid (16 hex digits), firmware, buttons,
 * lamps, round_trip_us, skew_ppm, battery_mv; frames, bad_frames, presses, reconnects. What is not
 * known is null. permissions_missing  some device or port may not be read by this user trouble what
 * makes the exit status 1
 *
 * With --watch then one object a line as things happen:
 *
 *   event press|found|lost|held|released|unknown|message, time_us (since 1970), box (from 1),
 * button (from 1, null), seat (0 none), and for a press uncertainty_us and flags[] of unaccepted,
 * untimed, backdated, repeated; for lost cause; for message code (a word) and text.
 *
 * Text of a device is UTF-8 with everything that could drive a terminal as \u escapes; bytes that
 * are no UTF-8 are U+FFFD.
 */
#ifndef LEITAI_DEVICES_JSON_H
#define LEITAI_DEVICES_JSON_H

#include <stdio.h>

struct look;
struct box_event;

void json_document(struct look *l);
void json_event(struct look *l, const struct box_event *ev);
/* A JSON string with its quotes. */
void json_string(FILE *out, const char *text);

#endif
