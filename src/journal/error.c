/* Messages for people: what and where, and what to do. */
#include "journal/internal.h"
#include "words/words.h"

#include <stdio.h>
#include <string.h>

/* {} stands for the path. */
static const struct {
    const char *what, *remedy;
} messages[JOURNAL_ERROR_COUNT] = {
    [JOURNAL_OK] = {"", ""},
    [JOURNAL_MISSING] = {N_("找不到日志“{}”"), N_("请检查路径；新的比赛用 leitai run 开始")},
    [JOURNAL_EXISTS] = {N_("文件“{}”已经存在，没有改动它"), N_("请换一个文件名，或先把它移到别处")},
    [JOURNAL_NOT_A_JOURNAL] = {N_("“{}”不是日志文件"), N_("请选对文件；原文件没有被改动")},
    [JOURNAL_DAMAGED] = {N_("日志“{}”已损坏"),
                         N_("请用 leitai verify 查看损坏之处，用第二份副本继续比赛，"
                            "或用 leitai recover 由补录的分数开始；原文件没有被改动")},
    [JOURNAL_NEWER] = {N_("日志“{}”由更新版本的程序写成"),
                       N_("请用写它的版本或更新的版本打开；原文件没有被改动")},
    [JOURNAL_OTHER_CONTEST] = {N_("日志“{}”属于另一场竞赛，或竞赛文件后来改过"),
                               N_("请打开当时的竞赛文件夹；要重新开始，请先把这份记录移到别处")},
    [JOURNAL_READ_ONLY] = {N_("日志“{}”不可写"),
                           N_("请取消只读属性，或把竞赛文件夹复制到可写的磁盘上")},
    [JOURNAL_LOCKED] = {N_("日志“{}”正被另一个程序使用"), N_("请先关闭那个程序再试")},
    [JOURNAL_FINISHED] = {N_("日志“{}”已经封存，不能再写"), N_("请开始一份新的日志")},
    [JOURNAL_FULL] = {N_("磁盘已满，日志“{}”写不进去"),
                      N_("请腾出磁盘空间，然后再按一次；已经记下的都在")},
    [JOURNAL_IO] = {N_("读写日志“{}”失败"), N_("请检查磁盘，然后再按一次；已经记下的都在")},
    [JOURNAL_UNREADABLE] = {N_("日志“{}”读不出来"),
                            N_("请检查文件和文件夹的读权限、U 盘或磁盘是否接好，"
                               "或改用第二份副本；原文件没有被改动")},
    [JOURNAL_MOVED] = {N_("日志“{}”被移走或删除了"), N_("请把文件放回原处，然后再按一次")},
};

/* Copies `from`, with `path` for {}. Cuts at whole characters. */
static void fill(char *out, size_t size, const char *from, const char *path)
{
    const char *gap = strstr(from, "{}");
    if (gap)
        snprintf(out, size, "%.*s%s%s", (int)(gap - from), from, path, gap + 2);
    else
        snprintf(out, size, "%s", from);
}

void error_set(struct journal_error *e, const struct words *words, enum journal_error_kind kind,
               const char *path, const char *detail)
{
    if (!e)
        return;
    e->kind = kind;
    fill(e->what, sizeof e->what, TR(words, messages[kind].what), path);
    size_t n = strlen(e->what);
    if (detail && *detail)
        snprintf(e->what + n, sizeof e->what - n, TR(words, "：%s"), detail);
    words_mend(e->what);
    words_copy(e->remedy, sizeof e->remedy, TR(words, messages[kind].remedy));
}

static enum journal_error_kind kind_of(int rc)
{
    switch (rc & 0xFF) {
    case SQLITE_OK:
        return JOURNAL_OK;
    case SQLITE_FULL:
        return JOURNAL_FULL;
    case SQLITE_NOTADB:
        return JOURNAL_NOT_A_JOURNAL;
    case SQLITE_CORRUPT:
    case SQLITE_SCHEMA:
    case SQLITE_ERROR: /* a table or column is not there */
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
        return JOURNAL_DAMAGED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return JOURNAL_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return JOURNAL_LOCKED;
    default:
        return JOURNAL_IO;
    }
}

void error_sqlite(struct journal_error *e, const struct words *words, sqlite3 *db, int rc,
                  const char *path)
{
    enum journal_error_kind kind = kind_of(rc);
    int system = db && kind == JOURNAL_IO ? sqlite3_system_errno(db) : 0;
    if (system) {
        error_set(e, words, kind, path, strerror(system));
        return;
    }
    bool plain = kind == JOURNAL_FULL || kind == JOURNAL_NOT_A_JOURNAL || kind == JOURNAL_READ_ONLY;
    error_set(e, words, kind, path, plain ? NULL : db ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
}
