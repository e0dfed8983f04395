/*
 * The real firmware in simavr, in virtual time: pins moved and bytes sent at exact cycles.
 *
 * Time is the chip's cycle count; whoever wants a wrong crystal divides by another frequency.
 * simavr is GPL: it is linked by test programs only. Five of its habits are worked around here:
 *   - its run loop really sleeps, and jumps past what is injected late: this file has its own;
 *   - pins must be moved from cycle timers, or a sleeping core sees them too late;
 *   - its transmitter leaves a gap between bytes, where the chip has none;
 *   - its receiver takes a byte's time *after the last one was read*: bytes are put in when their
 *     stop bit ends, with a byte time of nothing;
 *   - its UART prints to the console and naps when polled: both flags are cleared.
 */
#ifndef SIM_BOX_H
#define SIM_BOX_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wstrict-prototypes"
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "avr_eeprom.h"
#include "avr_ioport.h"
#include "avr_uart.h"
#include "sim_avr.h"
#include "sim_core.h"
#include "sim_elf.h"
#pragma GCC diagnostic pop

#define SIM_HZ     16000000
#define SIM_QUEUE  4096 /* a power of two */
#define SIM_EEPROM 64
#define SIM_NEVER  UINT64_MAX

/* Moves of pins and ends of bytes, sorted by cycle. */
struct sim_item {
    uint64_t cycle;
    uint8_t what; /* button, or byte */
    bool down;
};

struct sim_queue {
    struct sim_item items[SIM_QUEUE];
    unsigned first, count;
};

struct sim_box {
    avr_t *avr;
    avr_uart_t *uart;
    avr_irq_t *uart_in;
    uint8_t levels_d, levels_b; /* pins as driven from outside */
    struct sim_queue edges, bytes;
    uint64_t byte_cycles;  /* of the host's UART: 10 bits */
    uint64_t line_in_free; /* the host's transmitter */
    uint64_t out_byte_cycles, line_out_free, out_written;
    /* A byte of the box: its first bit began at `start`, its stop bit ends at `end`. */
    void (*on_byte)(void *ctx, uint8_t byte, uint64_t start, uint64_t end);
    void *ctx;
};

/* What the firmware keeps in its EEPROM (identity.h), bytes as they lie there. */
struct sim_identity {
    uint64_t uid;
    uint32_t boots, baud;
    uint16_t debounce_us;
    uint8_t buttons;
    char name[17];
    uint8_t secret[16]; /* all zero: none */
};

static inline void sim_quiet(avr_t *avr, const int level, const char *format, va_list args)
{
    (void)avr, (void)level, (void)format, (void)args;
}

static inline void sim_put(uint8_t **at, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        *(*at)++ = (uint8_t)(value >> 8 * i);
}

static inline void sim_eeprom_write(struct sim_box *box, const struct sim_identity *identity)
{
    uint8_t image[SIM_EEPROM] = {0}, *at = image;
    sim_put(&at, 0x4c54, 2);
    sim_put(&at, identity->uid, 8);
    sim_put(&at, identity->boots, 4);
    sim_put(&at, identity->baud, 4);
    sim_put(&at, identity->debounce_us, 2);
    sim_put(&at, identity->buttons, 1);
    memcpy(at, identity->name, 16);
    memcpy(at + 16, identity->secret, 16);
    avr_eeprom_desc_t desc = {.ee = image, .offset = 0, .size = sizeof image};
    avr_ioctl(box->avr, AVR_IOCTL_EEPROM_SET, &desc);
}

static inline void sim_eeprom_copy(struct sim_box *to, struct sim_box *from)
{
    uint8_t image[SIM_EEPROM];
    avr_eeprom_desc_t desc = {.ee = image, .offset = 0, .size = sizeof image};
    avr_ioctl(from->avr, AVR_IOCTL_EEPROM_GET, &desc);
    desc.ee = image;
    avr_ioctl(to->avr, AVR_IOCTL_EEPROM_SET, &desc);
}

static inline uint64_t sim_queue_due(const struct sim_queue *queue)
{
    return queue->count ? queue->items[queue->first % SIM_QUEUE].cycle : SIM_NEVER;
}

/* In order of cycle; false: full. */
static inline bool sim_queue_add(struct sim_queue *queue, struct sim_item item)
{
    if (queue->count == SIM_QUEUE)
        return false;
    unsigned i = queue->first + queue->count++;
    for (; i != queue->first && queue->items[(i - 1) % SIM_QUEUE].cycle > item.cycle; i--)
        queue->items[i % SIM_QUEUE] = queue->items[(i - 1) % SIM_QUEUE];
    queue->items[i % SIM_QUEUE] = item;
    return true;
}

static inline void sim_pin(struct sim_box *box, uint8_t button, bool down)
{
    char port = button < 6 ? 'D' : 'B';
    int pin = button < 6 ? button + 2 : button - 6;
    uint8_t *levels = port == 'D' ? &box->levels_d : &box->levels_b;
    *levels = (uint8_t)(down ? *levels & ~(1 << pin) : *levels | 1 << pin);
    /* Or the next write to the port would put the pull-up's level on the pin. */
    avr_ioport_external_t external = {.name = (unsigned long)port, .value = *levels};
    external.mask = port == 'D' ? 0xfc : 0x03;
    avr_ioctl(box->avr, AVR_IOCTL_IOPORT_SET_EXTERNAL(port), &external);
    avr_raise_irq(avr_io_getirq(box->avr, AVR_IOCTL_IOPORT_GETIRQ(port), pin), !down);
}

static inline void sim_inject(struct sim_box *box)
{
    while (sim_queue_due(&box->edges) <= box->avr->cycle) {
        struct sim_item *item = &box->edges.items[box->edges.first++ % SIM_QUEUE];
        box->edges.count--;
        sim_pin(box, item->what, item->down);
    }
    while (sim_queue_due(&box->bytes) <= box->avr->cycle) {
        struct sim_item *item = &box->bytes.items[box->bytes.first++ % SIM_QUEUE];
        box->bytes.count--;
        uint64_t cycles_per_byte = box->uart->cycles_per_byte;
        box->uart->cycles_per_byte = 2;
        avr_raise_irq(box->uart_in, item->what);
        box->uart->cycles_per_byte = cycles_per_byte;
    }
}

static inline void sim_rearm(struct sim_box *box);

static inline avr_cycle_count_t sim_timer(avr_t *avr, avr_cycle_count_t when, void *param)
{
    (void)avr, (void)when;
    sim_inject(param);
    sim_rearm(param);
    return 0;
}

static inline void sim_rearm(struct sim_box *box)
{
    uint64_t due = sim_queue_due(&box->edges), bytes = sim_queue_due(&box->bytes);
    if (bytes < due)
        due = bytes;
    avr_cycle_timer_cancel(box->avr, sim_timer, box);
    if (due != SIM_NEVER)
        avr_cycle_timer_register(box->avr, due > box->avr->cycle ? due - box->avr->cycle : 1,
                                 sim_timer, box);
}

/* simavr tells when a byte is written to UDR, and asks for the next one only when that has left;
 * the chip has one byte in UDR while another is shifted out, so its bytes leave without a gap.
 * A byte that follows at once is therefore put where the chip would have put it. */
static inline void sim_out(struct avr_irq_t *irq, uint32_t value, void *param)
{
    (void)irq;
    struct sim_box *box = param;
    uint64_t cycle = box->avr->cycle;
    bool follows = box->line_out_free && cycle - box->out_written < box->out_byte_cycles + 500;
    uint64_t start = follows || cycle < box->line_out_free ? box->line_out_free : cycle;
    box->out_written = cycle;
    box->line_out_free = start + box->out_byte_cycles;
    if (box->on_byte)
        box->on_byte(box->ctx, (uint8_t)value, start, box->line_out_free);
}

static inline avr_uart_t *sim_uart(avr_t *avr)
{
    avr_io_t *io = avr->io_port;
    while (io && strcmp(io->kind, "uart") != 0)
        io = io->next;
    return (avr_uart_t *)io; /* its first member */
}

/* NULL: no such ELF. host_baud: of the host's UART; the box has its own from its EEPROM. */
static inline struct sim_box *sim_box_create(const char *elf, const struct sim_identity *identity,
                                             uint32_t host_baud, uint32_t box_baud)
{
    elf_firmware_t firmware;
    memset(&firmware, 0, sizeof firmware);
    avr_global_logger_set(sim_quiet);
    if (elf_read_firmware(elf, &firmware) != 0)
        return NULL;
    struct sim_box *box = calloc(1, sizeof *box);
    box->avr = avr_make_mcu_by_name("atmega328p");
    avr_init(box->avr);
    avr_load_firmware(box->avr, &firmware);
    box->avr->frequency = SIM_HZ;
    uint32_t flags = 0;
    avr_ioctl(box->avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    box->uart = sim_uart(box->avr);
    box->uart_in = avr_io_getirq(box->avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
    avr_irq_register_notify(avr_io_getirq(box->avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT),
                            sim_out, box);
    box->byte_cycles = SIM_HZ * 10ull / host_baud;
    uint32_t divider = (SIM_HZ / 8 + box_baud / 2) / box_baud; /* as uart.c computes it */
    box->out_byte_cycles = divider * 8ull * 10;
    if (identity)
        sim_eeprom_write(box, identity);
    for (uint8_t i = 0; i < 8; i++)
        sim_pin(box, i, false);
    return box;
}

static inline void sim_box_destroy(struct sim_box *box)
{
    if (!box)
        return;
    avr_terminate(box->avr);
    free(box);
}

static inline void sim_box_edge(struct sim_box *box, uint64_t cycle, uint8_t button, bool down)
{
    sim_queue_add(&box->edges, (struct sim_item){.cycle = cycle, .what = button, .down = down});
    sim_rearm(box);
}

/* Bytes begin to leave the host at `cycle`, or when the line is free. */
static inline void sim_box_bytes(struct sim_box *box, uint64_t cycle, const uint8_t *data, size_t n)
{
    if (box->line_in_free < cycle)
        box->line_in_free = cycle;
    for (size_t i = 0; i < n; i++) {
        box->line_in_free += box->byte_cycles;
        sim_queue_add(&box->bytes, (struct sim_item){.cycle = box->line_in_free, .what = data[i]});
    }
    sim_rearm(box);
}

/* One instruction, or a sleep up to the next timer but not beyond `until`. False: it crashed. */
static inline bool sim_step(struct sim_box *box, uint64_t until)
{
    avr_t *avr = box->avr;
    avr_flashaddr_t pc = avr->pc;
    if (avr->state == cpu_Running)
        pc = avr_run_one(avr);
    avr_cycle_count_t next = avr_cycle_timer_process(avr);
    avr->pc = pc;
    if (avr->state == cpu_Sleeping) {
        if (!avr->sreg[S_I])
            return false; /* asleep for ever */
        if (next > until - avr->cycle)
            next = until - avr->cycle;
        avr->cycle += next > 1 ? next : 1;
    }
    if (avr->state == cpu_Running || avr->state == cpu_Sleeping)
        avr_service_interrupts(avr);
    return avr->state == cpu_Running || avr->state == cpu_Sleeping;
}

static inline bool sim_box_run_until(struct sim_box *box, uint64_t cycle)
{
    while (box->avr->cycle < cycle) {
        if (!sim_step(box, cycle))
            return false;
    }
    return true;
}

/* Output pins as a person sees the lamps. */
static inline uint8_t sim_box_lamps(const struct sim_box *box)
{
    uint8_t portb = box->avr->data[0x25], portc = box->avr->data[0x28];
    return (uint8_t)((portb >> 2 & 0x0f) | (portc & 0x0f) << 4);
}

#endif
