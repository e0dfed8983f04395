/* Cheap checks of pictures and videos: is it there, is it what it says, is it whole. The stage
 * decodes it all. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder/loader.h"
#include "words/words.h"

enum {
    PICTURE_BYTES_MAX = 64 << 20,
    PICTURE_SIDE_MAX = 16384,
    HEAD_BYTES = 64,
    DEPTH_MAX = 3,
    MARKERS_MAX = 10000
};
static const int64_t video_bytes_max = 4LL << 30;

struct probe {
    int fd;
    int64_t size;
    unsigned char head[HEAD_BYTES];
    size_t head_size;
    int width, height;
};

static unsigned big(const unsigned char *b, int n)
{
    unsigned v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | b[i];
    return v;
}

static bool read_at(int fd, int64_t at, void *out, size_t size)
{
    return pread(fd, out, size, at) == (ssize_t)size;
}

/* PNG: IHDR is the first chunk, IEND the last 12 bytes. */
static bool png_whole(struct probe *p)
{
    unsigned char end[12];
    if (p->head_size < 24 || memcmp(p->head + 12, "IHDR", 4) != 0)
        return false;
    p->width = (int)big(p->head + 16, 4);
    p->height = (int)big(p->head + 20, 4);
    return read_at(p->fd, p->size - 12, end, 12) && memcmp(end + 4, "IEND", 4) == 0;
}

/* JPEG: walks the markers to the frame header; the file ends with EOI, give or take padding. */
static bool jpeg_whole(struct probe *p)
{
    unsigned char m[9], tail[64];
    int64_t at = 2;
    for (int marker = 0; p->width == 0; marker++) {
        if (marker > MARKERS_MAX || !read_at(p->fd, at, m, sizeof m) || m[0] != 0xFF)
            return false;
        if (m[1] == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        bool frame = m[1] >= 0xC0 && m[1] <= 0xCF && m[1] != 0xC4 && m[1] != 0xC8 && m[1] != 0xCC;
        if (frame) {
            p->height = (int)big(m + 5, 2);
            p->width = (int)big(m + 7, 2);
            if (p->width == 0)
                return false;
        }
        at += 2 + big(m + 2, 2);
    }
    size_t n = p->size < (int64_t)sizeof tail ? (size_t)p->size : sizeof tail;
    return read_at(p->fd, p->size - (int64_t)n, tail, n) && memmem(tail, n, "\xFF\xD9", 2);
}

enum look { LOOK_UNKNOWN, LOOK_PNG, LOOK_JPEG, LOOK_OTHER_PICTURE, LOOK_VIDEO };

static enum look look_at(const struct probe *p)
{
    const unsigned char *h = p->head;
    size_t n = p->head_size;
    if (n >= 8 && !memcmp(h, "\x89PNG\r\n\x1a\n", 8))
        return LOOK_PNG;
    if (n >= 3 && !memcmp(h, "\xFF\xD8\xFF", 3))
        return LOOK_JPEG;
    if (n >= 12 && !memcmp(h + 4, "ftyp", 4))
        return !memcmp(h + 8, "hei", 3) || !memcmp(h + 8, "avif", 4) || !memcmp(h + 8, "mif1", 4)
                   ? LOOK_OTHER_PICTURE
                   : LOOK_VIDEO;
    if (n >= 4 && !memcmp(h, "\x1A\x45\xDF\xA3", 4)) /* Matroska, WebM */
        return LOOK_VIDEO;
    if (n >= 12 && !memcmp(h, "RIFF", 4))
        return !memcmp(h + 8, "AVI ", 4) ? LOOK_VIDEO : LOOK_OTHER_PICTURE;
    if (n >= 4 && (!memcmp(h, "OggS", 4) || !memcmp(h, "FLV\1", 4) || !memcmp(h, "\0\0\1\xBA", 4)))
        return LOOK_VIDEO;
    if (n >= 8 && (!memcmp(h + 4, "moov", 4) || !memcmp(h + 4, "mdat", 4)))
        return LOOK_VIDEO;
    if (n >= 4 && (!memcmp(h, "GIF8", 4) || !memcmp(h, "BM", 2) || !memcmp(h, "II*\0", 4) ||
                   !memcmp(h, "%PDF", 4)))
        return LOOK_OTHER_PICTURE;
    return LOOK_UNKNOWN;
}

static void complain(struct spot s, const char *remedy, const char *message)
{
    report_at(s.at, SEVERITY_ERROR, s.node, s.key, remedy, "%s",
              words_tr(s.at.report->words, message));
}

static void check_picture(struct spot s, struct probe *p)
{
    enum look look = look_at(p);
    if (look == LOOK_VIDEO)
        complain(s, N_("改成 type: video，或者换成图片"), N_("这是视频，不是图片"));
    else if (look == LOOK_OTHER_PICTURE)
        complain(s, N_("另存为 PNG 或 JPEG"), N_("这种图片格式不能用"));
    else if (look == LOOK_UNKNOWN)
        complain(s, N_("重新导出为 PNG 或 JPEG"), N_("不是图片，或者文件已损坏"));
    else if (p->size > PICTURE_BYTES_MAX)
        complain(s, N_("缩小到 64 MiB 以内"), N_("图片文件太大"));
    else if (look == LOOK_PNG ? !png_whole(p) : !jpeg_whole(p))
        complain(s, N_("重新拷贝或重新导出这张图片"), N_("图片不完整"));
    else if (p->width <= 0 || p->height <= 0 || p->width > PICTURE_SIDE_MAX ||
             p->height > PICTURE_SIDE_MAX)
        complain(s, N_("缩小到每边 16384 像素以内"), N_("图片尺寸不能用"));
}

static void check_video(struct spot s, const struct probe *p)
{
    enum look look = look_at(p);
    if (look == LOOK_PNG || look == LOOK_JPEG || look == LOOK_OTHER_PICTURE)
        complain(s, N_("改成 type: picture，或者换成视频"), N_("这是图片，不是视频"));
    else if (look == LOOK_UNKNOWN)
        complain(s, N_("重新导出为 MP4（H.264）或 WebM"), N_("不是视频，或者文件已损坏"));
    else if (p->size > video_bytes_max)
        complain(s, N_("剪短或压缩到 4 GiB 以内"), N_("视频文件太大"));
}

static struct folder_media *media_known(const struct loader *l, const char *path)
{
    for (size_t i = 0; i < l->folder->media_count; i++)
        if (strcmp(l->media[i].path, path) == 0)
            return &l->media[i];
    return NULL;
}

static bool probe_open(struct loader *l, struct spot s, const char *path, struct probe *p)
{
    const char *full = path_join(l->arena, l->dir, path);
    struct stat st;
    p->fd = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (p->fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        source_missing(l, s, path);
    } else if (p->fd < 0) {
        complain(s, N_("检查文件的权限（chmod +r）和磁盘"), N_("文件打不开"));
    } else if (!path_inside(l, full)) {
        complain(s, N_("把文件本身拷进赛事文件夹"), N_("链接指到了赛事文件夹外面"));
    } else if (fstat(p->fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        complain(s, N_("换成图片或视频文件"), N_("不是普通文件"));
    } else if (st.st_size == 0) {
        complain(s, N_("重新拷贝这个文件"), N_("文件是空的"));
    } else {
        p->size = st.st_size;
        ssize_t n = pread(p->fd, p->head, sizeof p->head, 0);
        p->head_size = n > 0 ? (size_t)n : 0;
        return true;
    }
    return false;
}

void media_use(struct loader *l, struct spot s, const char *path, bool video, int *width,
               int *height)
{
    struct folder *f = l->folder;
    const struct folder_media *known = media_known(l, path);
    if (known) {
        *width = known->width_px;
        *height = known->height_px;
        report_at(s.at, SEVERITY_WARNING, s.node, s.key, N_("确认不是拷错了文件名"),
                  N_("%s 在另一题里用过"), path);
        return;
    }
    if (f->media_count >= FOLDER_MEDIA_MAX) {
        complain(s, N_("减少图片和视频"), N_("图片和视频太多"));
        return;
    }
    struct folder_media m = {.path = path, .question = (int)l->question_count};
    if (l->dir) {
        struct probe p = {.fd = -1};
        if (probe_open(l, s, path, &p)) {
            if (video)
                check_video(s, &p);
            else
                check_picture(s, &p);
            *width = m.width_px = p.width;
            *height = m.height_px = p.height;
        }
        if (p.fd >= 0)
            close(p.fd);
    }
    l->media = arena_grow(l->arena, l->media, f->media_count, sizeof m);
    l->media[f->media_count++] = m;
    f->media = l->media;
}

void media_picture(struct loader *l, struct spot s, const char *path)
{
    int width = 0, height = 0;
    size_t before = l->folder->media_count;
    if (media_known(l, path))
        return;
    media_use(l, s, path, false, &width, &height);
    if (l->folder->media_count > before)
        l->media[before].question = -1;
}

static void unused_in(struct loader *l, const char *dir, int depth)
{
    DIR *d = opendir(path_join(l->arena, l->dir, dir));
    for (struct dirent *e; d && (e = readdir(d));) {
        if (e->d_name[0] == '.')
            continue;
        const char *path = path_join(l->arena, dir, e->d_name);
        struct stat st;
        if (stat(path_join(l->arena, l->dir, path), &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
            unused_in(l, path, depth + 1);
        if (!S_ISREG(st.st_mode) || media_known(l, path) ||
            (depth == 0 && sound_file_used(dir, e->d_name)))
            continue;
        const struct words *w = l->report->words;
        folder_report_add(l->report, SEVERITY_WARNING, (struct place){.file = path},
                          TR(w, N_("没有题目用到这个文件")),
                          TR(w, N_("在题目里写 media，或者移走这个文件")));
    }
    if (d)
        closedir(d);
}

void media_unused(struct loader *l)
{
    if (l->dir)
        unused_in(l, "media", 0);
}
