/* import — what a contest office prepares in Excel or WPS, brought into the contest folder.
 *
 * Tables are CSV as those programs write them: UTF-8 with or without BOM, GB18030, UTF-16; comma,
 * semicolon or tab. Headings are Chinese or English, in any order; title lines above the headings
 * are skipped. What a table is, its headings say:
 *
 *   questions   题目 and 答案 (and 题型, 选项A…, 环节, 分值, 图片, 错误 …)  → the round's question
 * file, replaced teams       代表队 and 台号 (and 简称, 队员1…, 替补, 带入分)            → the
 * teams of contest.yaml, replaced people      代表队 and 姓名 (and 角色) → their players and
 * reserves scores      代表队, 姓名 and columns of marks                         → preliminary.yaml
 *
 * A table is the master copy: importing it again replaces what it brought before. Replaced files
 * are kept beside the new ones with ".bak" at the end. Every bad row is reported with file, row (as
 * the spreadsheet counts), column number and heading; unless all is good, or `partial` is said,
 * nothing is written. What is written passed the same checks as `leitai check`.
 */
#ifndef LEITAI_IMPORT_H
#define LEITAI_IMPORT_H

#include "folder/report.h"

enum {
    IMPORT_FILE_BYTES_MAX = 16 << 20,
    IMPORT_ROWS_MAX = 20000,
    IMPORT_COLUMNS_MAX = 64,
};

/* Imports `tables` (paths, `count` of them) into the contest folder `dir`. Findings are added to
 * *report. Returns how many rows were brought in (0 or more), or -1 when nothing was written.
 * `partial`: bad rows are left out, the others written; the findings stay errors. */
int import_tables(const char *dir, const char *const *tables, size_t count, bool partial,
                  struct folder_report *report);

#endif
