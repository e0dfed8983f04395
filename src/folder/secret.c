/* The secret of a box that signs (PROTOCOL.md 11). A folder is copied on sticks and sent about, so
 * the secret belongs into a file of this computer, outside of it; in stage.yaml it may stand, and
 * is warned of. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder/file.h"
#include "folder/loader.h"
#include "words/words.h"

enum { SECRET_DIGITS = 2 * STAGE_SECRET, SECRET_FILE_MAX = 256 };

static int hex_digit(char c)
{
    const char *all = "0123456789abcdef", *at = strchr(all, c | 0x20);
    return c && at ? (int)(at - all) : -1;
}

/* Whole and not of one kind of bit, which would mean "none" to a box. */
static bool secret_parse(const char *text, size_t digits, uint8_t *out)
{
    uint8_t ones = 0xff, zeros = 0;
    if (digits != SECRET_DIGITS)
        return false;
    for (size_t i = 0; i < STAGE_SECRET; i++) {
        int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
        ones &= out[i];
        zeros |= out[i];
    }
    return ones != 0xff && zeros != 0;
}

static bool secret_take(struct spot s, const char *text, const char *where, struct stage_box *b)
{
    while (*text && strchr(" \t\r\n", *text))
        text++;
    size_t digits = strcspn(text, " \t\r\n");
    if (secret_parse(text, digits, b->secret) &&
        text[digits + strspn(text + digits, " \t\r\n")] == 0)
        return b->has_secret = true;
    report_at(s.at, SEVERITY_ERROR, s.node, s.key,
              N_("密钥是 32 位十六进制数，不全是 0 或 f；leitai-box-setup 能生成它并写进盒里"),
              N_("%.100s 不是密钥（有 %zu 个字符）"), where, digits);
    return false;
}

/* "~/…" is in the home of who runs the show. False: neither that nor a whole path. */
static bool whole_path(const char *text, char *out, size_t size)
{
    const char *home = getenv("HOME");
    if (strncmp(text, "~/", 2) == 0 && home)
        return (size_t)snprintf(out, size, "%s/%s", home, text + 2) < size;
    return text[0] == '/' && (size_t)snprintf(out, size, "%s", text) < size;
}

static void secret_file(struct loader *l, struct spot s, const char *path, struct stage_box *b)
{
    struct file_text file;
    struct stat st;
    const char *why = file_read(l->arena, path, SECRET_FILE_MAX, &file);
    if (why)
        report_at(s.at, SEVERITY_ERROR, s.node, s.key,
                  N_("把密钥文件拷到这台电脑上；没有它就先删去 secret 一行，该盒不能用"),
                  N_("密钥文件 %.100s：%s"), path, TR(s.at.report->words, why));
    else if (l->real_dir && path_inside(l, path))
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("放到比赛文件夹外面，例如 ~/.leitai/"),
                  N_("密钥文件 %.100s 在比赛文件夹里：拷走文件夹的人就有了它"), path);
    else if (secret_take(s, file.text, path, b) && stat(path, &st) == 0 && (st.st_mode & 077))
        report_at(s.at, SEVERITY_WARNING, s.node, s.key, N_("chmod 600 该文件"),
                  N_("密钥文件 %.100s 别的用户也能读"), path);
}

void secret_load(struct loader *l, struct spot s, const char *text, struct stage_box *b)
{
    char path[300];
    if (text_blank(text))
        return;
    if (b->kind != STAGE_BOX_PROTOCOL)
        report_at(s.at, SEVERITY_ERROR, s.node, s.key, N_("删去 secret"),
                  N_("只有 protocol 的抢答器有密钥"));
    else if (whole_path(text, path, sizeof path))
        secret_file(l, s, path, b);
    else if (secret_take(s, text, TR(s.at.report->words, N_("这里写的")), b))
        report_at(s.at, SEVERITY_WARNING, s.node, s.key,
                  N_("写进文件夹外的文件，这里写文件的完整路径，例如 ~/.leitai/box1.secret"),
                  N_("密钥写在比赛文件夹里：拷走文件夹的人就有了它"));
}
