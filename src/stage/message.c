#include "stage/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *text, *remedy;
} messages[STAGE_FAULT_COUNT] = {
    [STAGE_FONT_NONE] = {N_("找不到可用的中文字体：{}"),
                         N_("请安装 fonts-noto-cjk：sudo apt install fonts-noto-cjk")},
    [STAGE_FONT_REPLACED] = {N_("缺少字体，已用别的字体代替：{}"),
                             N_("请安装 fonts-noto-cjk；个别字形可能不对")},
    [STAGE_GLYPH_MISSING] = {N_("没有字体含有字符 {}，屏幕上以方框代替"),
                             N_("请换一个字，或安装含有它的字体")},
    [STAGE_PICTURE_BAD] = {N_("图片不能显示：{}"), N_("请检查文件名，或另存为 PNG 或 JPEG")},
    [STAGE_DISPLAY_NONE] = {N_("没有显示器：{}"),
                            N_("比赛照常进行；接上显示器后重新启动即可看到画面")},
    [STAGE_DISPLAY_ABSENT] = {N_("没有接上名为“{}”的显示器"),
                              N_("请检查连线和 stage.yaml 里的名字；接上后画面自动移过去")},
    [STAGE_DISPLAY_LOST] = {N_("显示器“{}”断开了"),
                            N_("请检查连线；接回后画面自动恢复，比赛不受影响")},
    [STAGE_DISPLAY_BACK] = {N_("显示器“{}”已恢复"), N_("画面已移回，无需操作")},
    [STAGE_WINDOW_FAILED] = {N_("窗口打不开：{}"), N_("比赛照常进行；请检查桌面环境和显卡驱动")},
    [STAGE_RENDERER_LOST] = {N_("显卡画面丢失，已经重建：{}"),
                             N_("无需操作；若反复出现请检查显卡驱动")},
    [STAGE_SOUND_NONE] = {N_("没有声音设备：{}"),
                          N_("比赛照常进行；请检查音频连线，画面上都有对应提示")},
    [STAGE_SOUND_LOST] = {N_("声音断了：{} 不再工作"),
                          N_("比赛照常进行，画面上都有对应提示；检查音频连线，恢复后自动接上")},
    [STAGE_SOUND_BACK] = {N_("声音已恢复：{}"), N_("无需操作")},
    [STAGE_SOUND_DEVICE] = {N_("找不到声音设备“{}”，已改用默认设备"),
                            N_("请检查 stage.yaml 里的设备名")},
    [STAGE_SOUND_FILE] = {N_("声音文件不能播放，已用自带的声音：{}"), N_("请另存为 WAV 或 OGG")},
};

void stage_say(const struct stage_listener *to, enum stage_fault fault, const char *fmt, ...)
{
    char subject[400];
    va_list args;
    if (!to || !to->say)
        return;
    va_start(args, fmt);
    vsnprintf(subject, sizeof subject, fmt, args);
    va_end(args);
    to->say(to->ctx, fault, subject);
}

static void fill(const char *form, const char *subject, char *out, size_t size)
{
    const char *gap = strstr(form, "{}");
    if (size == 0)
        return;
    if (gap)
        snprintf(out, size, "%.*s%s%s", (int)(gap - form), form, subject, gap + 2);
    else
        snprintf(out, size, "%s", form);
}

void stage_message(enum stage_fault fault, const char *subject, const struct words *w, char *text,
                   size_t text_size, char *remedy, size_t remedy_size)
{
    fill(words_tr(w, messages[fault].text), subject, text, text_size);
    fill(words_tr(w, messages[fault].remedy), subject, remedy, remedy_size);
}
