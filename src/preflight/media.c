/* Every picture decoded, every video tried: what is shipped in the folder is not what is believed
 * until it has been read. */
#include "preflight/preflight.h"
#include "stage/decode.h"
#include "video/video.h"
#include "words/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROBE_MS = 15000 };

static bool is_video(const struct folder *f, const struct folder_media *m)
{
    return m->question >= 0 && m->question < f->def.question_count &&
           f->def.questions[m->question].type == QUESTION_VIDEO;
}

static bool picture(struct preflight *p, const struct folder *f, const struct folder_media *m)
{
    char file[4096], why[600], message[PREFLIGHT_TEXT];
    struct decoded d;
    const struct words *w = p->words;
    snprintf(file, sizeof file, "%s/%s", f->dir, m->path);
    if (decode_picture(file, m->path, &d, why, sizeof why)) {
        free(d.pixels);
        return true;
    }
    snprintf(message, sizeof message, TR(w, "图片不能显示：%.150s"), why);
    preflight_add(p, PREFLIGHT_MEDIA, LIGHT_BAD, m->path, message,
                  TR(w, "重新复制这个文件，或者另存为 PNG 或 JPEG"));
    return false;
}

/* Moments of faults that lie behind the end can't be shown. */
static bool moments(struct preflight *p, const struct folder *f, const struct folder_media *m,
                    int64_t duration_us)
{
    bool good = true;
    for (int i = 0; i < f->def.question_count; i++) {
        const struct question *q = &f->def.questions[i];
        if (q->type != QUESTION_VIDEO || strcmp(q->media, m->path) != 0)
            continue;
        for (int k = 0; k < q->fault_count; k++) {
            char message[PREFLIGHT_TEXT];
            if (q->faults[k].to_us <= duration_us + 100000)
                continue;
            snprintf(message, sizeof message,
                     TR(p->words, "%.40s 第 %d 处错误到 %.1f 秒，视频只有 %.1f 秒"), q->id, k + 1,
                     (double)q->faults[k].to_us / 1e6, (double)duration_us / 1e6);
            preflight_add(p, PREFLIGHT_MEDIA, LIGHT_WARN, m->path, message,
                          TR(p->words, "改 from_seconds、to_seconds，或者换完整的视频"));
            good = false;
        }
    }
    return good;
}

static bool video(struct preflight *p, const struct folder *f, const struct folder_media *m)
{
    char why[VIDEO_WHY], message[PREFLIGHT_TEXT];
    struct video_facts facts;
    const struct words *w = p->words;
    if (video_probe(f->dir, m->path, PROBE_MS, &facts, why, sizeof why))
        return moments(p, f, m, facts.duration_us);
    snprintf(message, sizeof message, TR(w, "视频不能播放：%.150s"), why);
    preflight_add(p, PREFLIGHT_MEDIA, LIGHT_BAD, m->path, message,
                  TR(w, "重新复制这个文件，或者转成 H.264 的 MP4"));
    return false;
}

void preflight_media(struct preflight *p, const struct folder *f, const atomic_bool *stop)
{
    int good = 0;
    for (size_t i = 0; i < f->media_count; i++) {
        const struct folder_media *m = &f->media[i];
        if (stop && atomic_load(stop))
            return;
        good += is_video(f, m) ? video(p, f, m) : picture(p, f, m);
    }
    char message[PREFLIGHT_TEXT];
    snprintf(message, sizeof message, TR(p->words, "%d 个图片和视频能够显示"), good);
    if (good || !f->media_count)
        preflight_add(p, PREFLIGHT_MEDIA, LIGHT_GOOD, NULL, message, "");
}
