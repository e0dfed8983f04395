# Reference firmware: `make firmware` builds build/avr/leitai-box.elf and .hex (needs gcc-avr and
# avr-libc). `make flash PORT=...` writes it to an Arduino (needs avrdude).

AVR_DIR := firmware-protocol/avr
AVR_B := build/avr
AVR_ELF := $(AVR_B)/leitai-box.elf
AVR_HEX := $(AVR_B)/leitai-box.hex
AVR_MCU ?= atmega328p
AVR_CFLAGS := -std=c11 -mmcu=$(AVR_MCU) -DF_CPU=16000000UL -Os -g -fshort-enums -ffunction-sections \
	-fdata-sections -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror \
	-Ifirmware-protocol/codec -I$(AVR_DIR)
AVR_SRC := $(wildcard $(AVR_DIR)/*.c) $(wildcard firmware-protocol/codec/*.c)
AVR_DEPS := $(AVR_SRC) $(wildcard $(AVR_DIR)/*.h) $(wildcard firmware-protocol/codec/*.h)

.PHONY: firmware flash
firmware: $(AVR_HEX)

# Compiled as a whole: the compiler sees through all files, and it takes two seconds.
$(AVR_ELF): $(AVR_DEPS) $(AVR_DIR)/avr.mk
	@mkdir -p $(@D)
	avr-gcc $(AVR_CFLAGS) -Wl,--gc-sections -Wl,-Map,$(@:.elf=.map) -o $@ $(AVR_SRC)
	@avr-size $@

$(AVR_HEX): $(AVR_ELF)
	avr-objcopy -O ihex -R .eeprom $< $@

# The old boot loader of many Nano clones talks 57600: FLASH_BAUD=57600.
FLASH_BAUD ?= 115200
flash: $(AVR_HEX)
	avrdude -p $(AVR_MCU) -c arduino -P $(PORT) -b $(FLASH_BAUD) -D -U flash:w:$<:i

# The tests run the real ELF under simavr.
ifdef B
$(addprefix $(B)/tests/,test_firmware test_firmware_fair test_firmware_signed realtime/firmware_pty): | $(AVR_ELF)
endif
