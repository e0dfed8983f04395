/* load — reads preliminary.yaml (the marks, as `leitai import` writes them) and qualify.yaml (what
 * the office decided about them) of a contest folder.
 *
 *   preliminary.yaml              exams: [理论, 文书纠错, 流程纠错]
 *                                 members:
 *                                   - {team: 甲局, name: 陈立, scores: [86, 90.5, 缺考]}
 *   qualify.yaml
 *     exams:                      every exam of preliminary.yaml, once
 *       - {name: 理论, weight: 50}                 percent
 *       - {name: 网络取证, weight: 20, type: team}  one mark a team; default: individual
 *     team: {members: 3, best: 2} 3 members expected; the best 2 count (default: all)
 *     qualify: 10                 so many teams go to the final
 *     ties:                       what decides between equals, in this order
 *       teams: [理论, best_member, lowest_member, fewer_absent]
 *       members: [理论]           exams, total, fewer_absent
 *     decisions:                  draws and rulings, for ties that remain
 *       - {to: teams, of: total, order: [甲局, 乙局], reason: 现场抽签}
 *     prizes:
 *       - {title: 团体奖, to: teams, of: [exams, total], bands: [1, 1, 1]}
 *       - {title: 个人奖, to: members, of: total, bands: [1, 2, 3], names: [一等奖, 二等奖,
 * 三等奖]} squads:
 *       - {name: 集训队, from: all, players: 4, reserves: 1}    from: all or each_team
 *     organisation: {title: 优秀组织奖, teams: [甲局]}
 *
 * A member of a decision is "姓名", or "代表队/姓名" where two have one name. Everything wrong is
 * reported with file and line, all of it at once. Files are untrusted; sizes are limited.
 */
#ifndef LEITAI_PRELIMINARY_LOAD_H
#define LEITAI_PRELIMINARY_LOAD_H

#include "folder/report.h"
#include "preliminary/preliminary.h"

/* Reads both files of `dir` and sums up. NULL when there is any error; findings go to *report. */
struct preliminary *preliminary_load(const char *dir, struct folder_report *report);

/* The same from texts. */
struct preliminary *preliminary_load_texts(const char *marks, size_t marks_size, const char *rules,
                                           size_t rules_size, struct folder_report *report);

/* Accepts NULL. */
void preliminary_destroy(struct preliminary *p);

#endif
