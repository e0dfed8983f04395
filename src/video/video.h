/* video — plays the procedure video of a question into a pixel buffer; windows are not its
 * business.
 *
 * libmpv decodes on threads of its own; a render thread here turns each frame into pixels when it
 * is due, so the main thread never waits for one. Nothing is read but the one file, which must lie
 * inside the contest folder: no user configuration, no scripts, no network, no play lists, no
 * subtitles. Memory is bounded: files larger than VIDEO_PIXELS_MAX are refused, frames are reduced
 * to `width_max` × `height_max` and 48 MiB of packets are kept (so that a replay starts at once).
 *
 * All functions on the main thread; none of them waits but create, destroy and probe. The process
 * must keep LC_NUMERIC "C" (libmpv reads numbers); video_create says so when it doesn't.
 */
#ifndef LEITAI_VIDEO_H
#define LEITAI_VIDEO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIDEO_PIXELS_MAX = 4096 * 2304, VIDEO_WHY = 256 };

struct video;

struct video_want {
    const char *folder;        /* contest folder */
    bool audio;                /* false: silent, no device is opened */
    int volume_percent;        /* 0..100 */
    int width_max, height_max; /* of the frames handed out, 0: 1920 × 1080 */
    /* A frame or a piece of news is there: make the main thread call video_update. Called on
     * foreign threads; be short, lock nothing that is held around a call of this room. */
    void (*ready)(void *ctx);
    void *ctx;
};

enum video_state {
    VIDEO_NONE,    /* nothing loaded */
    VIDEO_LOADING, /* no frame yet */
    VIDEO_PAUSED,
    VIDEO_PLAYING,
    VIDEO_ENDED, /* stands on its last frame */
    VIDEO_BAD,   /* can't be played; video_trouble says why */
};

/* NULL and a sentence in `why` when there is no libmpv to be had. */
struct video *video_create(const struct video_want *want, char *why, size_t cap);
void video_destroy(struct video *v); /* accepts NULL */

/* Opens a file (relative to the folder) and stands on its first frame. Loading what is loaded
 * already goes back to the first frame. A file that fails later says so in video_update. */
void video_load(struct video *v, const char *path);
void video_unload(struct video *v);

void video_play(struct video *v); /* at the end of the file: nothing happens */
void video_pause(struct video *v);
void video_step(struct video *v);                /* one frame on, then stands */
void video_replay(struct video *v);              /* plays from the start */
void video_jump(struct video *v, int64_t at_us); /* exact, then stands */
void video_mute(struct video *v, bool mute);

/* Takes in what has happened. True when there is a newer frame or another state. */
bool video_update(struct video *v);

enum video_state video_state(const struct video *v);
const char *video_trouble(const struct video *v); /* "" when there is none; English, libmpv's */
int64_t video_position_us(const struct video *v);
int64_t video_duration_us(const struct video *v); /* 0 unknown */

/* The newest frame, 0xFFRRGGBB, `stride` in pixels; NULL before the first. Valid until the next
 * video_frame, video_load or video_unload. *serial (may be NULL) counts frames. */
const uint32_t *video_frame(struct video *v, int *w, int *h, int *stride, unsigned *serial);

/* ---- before the show ---- */

struct video_facts {
    int width, height; /* px as shown */
    int64_t duration_us;
    int64_t last_us; /* moment of a frame near the end that could be decoded, 0: none could */
    bool audio;
};

/* Decodes the first frames and one near the end. False with a sentence in `why` (English). Blocks,
 * `limit_ms` at the most; any thread, no display, no sound. */
bool video_probe(const char *folder, const char *path, int limit_ms, struct video_facts *facts,
                 char *why, size_t cap);

#endif
