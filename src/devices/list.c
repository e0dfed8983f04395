/* The three tables, and what to do about what is missing. */
#include "devices/internal.h"

#include <errno.h>
#include <string.h>

static void title(struct look *l, const char *text)
{
    fprintf(l->o.out, "\n%s\n", text);
}

static const char *usb_text(int vid, int pid, char *out, size_t size)
{
    if (vid < 0)
        snprintf(out, size, "—");
    else
        snprintf(out, size, "%04x:%04x", (unsigned)vid & 0xffff, (unsigned)pid & 0xffff);
    return out;
}

/* ---- keyboards, handsets
 * ---------------------------------------------------------------------------- */

void list_inputs(struct look *l)
{
    static const char *const whats[] = {[INPUT_KEYBOARD] = N_("键盘"),
                                        [INPUT_KEYPAD] = N_("小键盘"),
                                        [INPUT_GAMEPAD] = N_("手柄"),
                                        [INPUT_BUZZERS] = N_("Buzz! 抢答手柄")};
    const struct words *w = l->o.words;
    title(l, TR(w, "键盘、小键盘、手柄"));
    if (!l->input_count) {
        fprintf(l->o.out, "  %s\n", TR(w, "没有找到。插上小键盘或手柄的 USB 线，再运行一次"));
        return;
    }
    columns_begin(&l->table, (const char *const[]){TR(w, "设备"), TR(w, "种类"), TR(w, "名称"),
                                                   "USB", "by-id", TR(w, "状态"), NULL});
    for (size_t i = 0; i < l->input_count; i++) {
        const struct input_port *p = &l->input[i];
        char usb[16], state[96];
        if (p->error == 0)
            snprintf(state, sizeof state, "%s", TR(w, "可用"));
        else if (p->error == EACCES || p->error == EPERM)
            snprintf(state, sizeof state, TR(w, "没有权限：需要 %s 组"), p->group);
        else
            snprintf(state, sizeof state, "%s", strerror(p->error));
        columns_row(&l->table, (const char *const[]){p->path, TR(w, whats[p->what]), p->name,
                                                     usb_text(p->vid, p->pid, usb, sizeof usb),
                                                     p->by_id[0] ? p->by_id : "—", state});
    }
    columns_print(&l->table, l->o.out);
}

/* ---- joysticks
 * -------------------------------------------------------------------------------------- */

/* Only where there are some: for most halls the kernel's input devices above are the better way. */
void list_joysticks(struct look *l)
{
    const struct words *w = l->o.words;
    if (!l->pad_count)
        return;
    title(l, TR(w, "手柄，经 SDL（不需要 input 组，误差较大）"));
    columns_begin(&l->table, (const char *const[]){TR(w, "名称"), "USB", "GUID", TR(w, "按钮"),
                                                   TR(w, "灯"), TR(w, "写进 stage.yaml"), NULL});
    for (size_t i = 0; i < l->pad_count; i++) {
        const struct pad_info *p = &l->pad[i];
        char usb[16], buttons[16], link[80], text[96];
        snprintf(buttons, sizeof buttons, "%d", p->buttons);
        snprintf(text, sizeof text, "link: \"%s\"", look_pad_link(l, i, link, sizeof link));
        columns_row(&l->table,
                    (const char *const[]){p->name[0] ? p->name : "—",
                                          usb_text(p->vid ? p->vid : -1, p->pid, usb, sizeof usb),
                                          p->guid, buttons, p->lamp ? TR(w, "有") : "—", text});
    }
    columns_print(&l->table, l->o.out);
}

/* ---- boxes
 * ------------------------------------------------------------------------------------------ */

/* A box that was never there has no cause yet. */
static const char *cause_text(const struct words *w, enum box_cause cause)
{
    return TR(w, box_cause_text(cause == BOX_CAUSE_NONE ? BOX_CAUSE_SILENT : cause));
}

static const char *state_text(const struct words *w, const struct box_health *h)
{
    switch (h->presence) {
    case BOX_PRESENCE_UNKNOWN:
        return TR(w, "身份与 stage.yaml 不符：开演后要接受才算");
    case BOX_PRESENCE_REFUSED:
        return TR(w, "与另一盒身份相同，或协议版本不同：不用");
    case BOX_PRESENCE_ABSENT:
        return cause_text(w, h->cause);
    default:
        return TR(w, box_presence_text(h->presence));
    }
}

static void box_row(struct look *l, const struct box_health *h)
{
    const struct words *w = l->o.words;
    bool known = h->kind == BOX_PROTOCOL && h->presence >= BOX_PRESENCE_UNKNOWN;
    char no[16], uid[24] = "—", fw[16] = "—", buttons[16] = "—", trip[24] = "—", unc[24] = "—",
                 ppm[16] = "—", errors[32] = "—", state[160];
    snprintf(no, sizeof no, "%d", h->box + 1);
    if (known) {
        snprintf(uid, sizeof uid, "%016llx", (unsigned long long)h->uid);
        snprintf(fw, sizeof fw, "%d.%d.%d", h->fw[0], h->fw[1], h->fw[2]);
        snprintf(buttons, sizeof buttons, "%d / %d", h->buttons, h->lamps);
        snprintf(ppm, sizeof ppm, "%+.0f ppm", h->skew_ppm);
    }
    if (h->rtt_us >= 0)
        snprintf(trip, sizeof trip, "%.2f ms", (double)h->rtt_us / 1000);
    if (h->uncertainty_us >= 0)
        snprintf(unc, sizeof unc, "±%.2f ms", (double)h->uncertainty_us / 1000);
    if (h->frames)
        snprintf(errors, sizeof errors, "%llu / %llu", (unsigned long long)h->errors,
                 (unsigned long long)h->frames);
    snprintf(state, sizeof state, "%s", state_text(w, h));
    if (h->battery_mv > 0)
        snprintf(state + strlen(state), sizeof state - strlen(state), TR(w, "，电池 %.1f V"),
                 (double)h->battery_mv / 1000);
    columns_row(&l->table, (const char *const[]){no, h->name[0] ? h->name : "—", uid, fw, buttons,
                                                 trip, unc, ppm, errors, state});
}

void list_boxes(struct look *l)
{
    const struct words *w = l->o.words;
    title(l, TR(w, "抢答盒"));
    columns_begin(&l->table,
                  (const char *const[]){TR(w, "盒"), TR(w, "名称"), TR(w, "身份"), TR(w, "固件"),
                                        TR(w, "按钮 / 灯"), TR(w, "往返"), TR(w, "误差"),
                                        TR(w, "钟差"), TR(w, "坏帧 / 帧"), TR(w, "状态"), NULL});
    for (size_t i = 0; i < boxes_count(l->boxes); i++) {
        struct box_health h;
        boxes_box_health(l->boxes, (int)i, l->now_us, &h);
        if (look_worth_telling(l, &h))
            box_row(l, &h);
    }
    if (l->table.rows > 1)
        columns_print(&l->table, l->o.out);
    else
        fprintf(l->o.out, "  %s\n",
                TR(w, "没有抢答盒应答。插上 USB 线，等两秒再运行；给出竞赛文件夹，"
                      "就按其中的 stage.yaml 查找"));
}

/* ---- serial ports
 * ----------------------------------------------------------------------------------- */

static const char *port_state(struct look *l, const struct link_port *p, char *out, size_t size)
{
    const struct words *w = l->o.words;
    bool may = look_port_usable(p);
    snprintf(out, size, "%s", may ? TR(w, "空着") : TR(w, "没有权限：需要 dialout 组"));
    for (size_t i = 0; i < boxes_count(l->boxes); i++) {
        struct box_health h;
        boxes_box_health(l->boxes, (int)i, l->now_us, &h);
        bool asked = strcmp(h.address + (strncmp(h.address, "tty:", 4) == 0 ? 4 : 0), p->path) == 0;
        if (strcmp(h.port, p->path) == 0 && h.presence >= BOX_PRESENCE_UNKNOWN)
            snprintf(out, size, TR(w, "第 %d 盒"), (int)i + 1);
        else if (asked && may && h.presence <= BOX_PRESENCE_OPENING)
            snprintf(out, size, "%s", cause_text(w, h.cause));
    }
    return out;
}

void list_ports(struct look *l)
{
    const struct words *w = l->o.words;
    title(l, TR(w, "串口"));
    if (!l->port_count) {
        fprintf(l->o.out, "  %s\n",
                TR(w, "没有找到。插上抢答盒的 USB 线：Arduino 一类会成为 /dev/ttyUSB0 或 "
                      "/dev/ttyACM0"));
        return;
    }
    columns_begin(&l->table, (const char *const[]){TR(w, "端口"), "USB", TR(w, "序列号"),
                                                   TR(w, "产品"), TR(w, "状态"), NULL});
    for (size_t i = 0; i < l->port_count; i++) {
        const struct link_port *p = &l->port[i];
        char usb[16], state[96];
        columns_row(&l->table,
                    (const char *const[]){p->path, usb_text(p->vid, p->pid, usb, sizeof usb),
                                          p->serial[0] ? p->serial : "—",
                                          p->description[0] ? p->description : "—",
                                          port_state(l, p, state, sizeof state)});
    }
    columns_print(&l->table, l->o.out);
}

void list_advice(struct look *l)
{
    const struct words *w = l->o.words;
    if (!l->denied)
        return;
    fprintf(l->o.out, "\n%s\n  %s\n",
            TR(w, "没有权限使用上面的设备。把自己加入 dialout（串口）和 input（键盘、手柄）组，"
                  "注销后重新登录："),
            "sudo usermod -aG dialout,input $USER");
}
