# Leitai. `make run` and `make test` do all of their own set-up; see README.md.
#
#   make               build/release/leitai, leitai-box and leitai-box-setup
#   make run           the demonstration contest (without a display: played and photographed)
#   make test          the whole suite        [SAN=1 address+undefined, SAN=thread]
#   make test-one T=test_contest
#   make install PREFIX=/usr/local
#   make DEVELOPER=1   strict warnings are errors

PREFIX ?= /usr/local
CC ?= cc
V ?= 0
ifeq ($(V),0)
Q := @
note = @echo "  $(1)"
endif
MODE := release
OPT := -O2 -g
ifeq ($(SAN),1)
MODE := san
OPT := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
else ifeq ($(SAN),thread)
MODE := tsan
OPT := -O1 -g -fsanitize=thread -fno-omit-frame-pointer
else ifeq ($(COV),1)
MODE := cov
OPT := -O0 -g --coverage
endif
B := build/$(MODE)

WARN := -Wall -Wextra
# Instrumented code confuses gcc's estimate of what a format may print.
ifneq ($(MODE),release)
QUIET := -Wno-format-truncation
endif
ifeq ($(DEVELOPER),1)
WARN += -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wwrite-strings -Wvla -Wformat=2 -Wundef -Werror
endif
WARN += $(QUIET)

# Libraries of each room: pkg-config names, and plain -l where Debian ships no .pc file.
pkgs_journal := sqlite3 nettle
pkgs_folder := libcyaml yaml-0.1 nettle
pkgs_stage := x11 xext xrandr xscrnsaver sdl2 SDL2_ttf SDL2_image SDL2_mixer fontconfig
libs_stage := -lunistring -lm
libs_cue := -lm
pkgs_box := libserialport libevdev libudev
pkgs_report := xlsxwriter pangocairo nettle sdl2 SDL2_image
libs_import := -lcsv
pkgs_run := sdl2
pkgs_joystick := sdl2
pkgs_app := sdl2 SDL2_ttf
libs_report := -lcsv -lm
pkgs_video := mpv
pkgs_preflight := sdl2
libs_arbiter := -lm

SRC_ROOMS := $(notdir $(patsubst %/,%,$(wildcard src/*/)))
PURE_ROOMS := contest keypad view layout arbiter words codec cue
ALL_PKGS := $(sort $(foreach r,$(SRC_ROOMS),$(pkgs_$(r))))
ALL_LIBS := $(sort $(foreach r,$(SRC_ROOMS),$(libs_$(r)))) -lpthread -lm

# Asked only when a recipe needs it, so that a machine with nothing but make can run `make test`.
cflags = $(if $(strip $(1)),$(shell pkg-config --cflags $(1)))
# What nothing calls by name isn't linked: libmpv is loaded by the first video.
LINK = -Wl,--as-needed $(LDFLAGS)
ldlibs = $(if $(strip $(1)),$(shell pkg-config --libs $(1)))

CPPFLAGS += -D_GNU_SOURCE -Isrc -Ifirmware-protocol/codec
CFLAGS_ALL = -std=c11 $(OPT) $(WARN) -pthread -MMD -MP $(CFLAGS)

room_src_codec := $(wildcard firmware-protocol/codec/*.c)
room_src_vbox := $(filter-out %/main.c,$(wildcard firmware-protocol/virtual-box/*.c))
room_src = $(or $(room_src_$(1)),$(wildcard src/$(1)/*.c))
room_obj = $(patsubst %.c,$(B)/%.o,$(call room_src,$(1)))
LEITAI_OBJ := $(B)/src/main.o $(foreach r,$(SRC_ROOMS) codec,$(call room_obj,$(r)))
BOX_SRC := $(wildcard firmware-protocol/virtual-box/*.c)
BOX_OBJ := $(patsubst %.c,$(B)/%.o,$(BOX_SRC)) $(call room_obj,codec)

TESTS := $(patsubst tests/%.c,%,$(wildcard tests/test_*.c))
test_rooms = $(call with_cue,$(shell sed -n '1s,^/\* rooms:\(.*\)\*/.*$$,\1,p' tests/$(1).c))
# The names of the cues are known wherever stage.yaml is.
with_cue = $(1) $(if $(filter folder stage,$(1)),$(filter-out $(1),cue))
test_pkgs = $(shell sed -n '2s,^/\* pkgs:\(.*\)\*/.*$$,\1,p' tests/$(1).c)

.PHONY: e2e all build setup setup-test run test test-build test-one replays e2e check-format check-pure \
	shots test-realtime install clean
all: setup
	@$(MAKE) --no-print-directory build
build: $(B)/leitai $(B)/leitai-box $(B)/leitai-box-setup catalogues

include assets/po/po.mk
include firmware-protocol/avr/avr.mk
include tests/promises.mk
include tests/usb/usb.mk

setup:
	@.ci/setup build
setup-test:
	@.ci/setup build test

$(B)/leitai: $(LEITAI_OBJ)
	@mkdir -p $(@D)
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -o $@ $^ $(LINK) $(call ldlibs,$(ALL_PKGS)) $(ALL_LIBS)

$(B)/leitai-box: $(BOX_OBJ)
	@mkdir -p $(@D)
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -o $@ $^ $(LINK) -lm

# For the workshop: name, uid, speed and secret of a box.
SETUP_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard firmware-protocol/setup/*.c)) $(B)/src/box/link_baud.o \
	$(call room_obj,codec)
$(B)/leitai-box-setup: $(SETUP_OBJ)
	@mkdir -p $(@D)
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -o $@ $^ $(LDFLAGS)

ROOM_OF = $(word 2,$(subst /, ,$(1)))
$(B)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(call note,CC $<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(call cflags,$(pkgs_$(call ROOM_OF,$<))) -c -o $@ $<
$(B)/firmware-protocol/%.o: firmware-protocol/%.c
	@mkdir -p $(@D)
	$(call note,CC $<)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -c -o $@ $<

# One test program: its own source, tests/support/*.c, and exactly the rooms named in its first line.
SUPPORT_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard tests/support/*.c))
# An archive, so that a test takes of it what it uses and not the rooms that the rest needs.
SUPPORT := $(B)/tests/support.a
$(SUPPORT): $(SUPPORT_OBJ)
	$(Q)rm -f $@ && $(AR) rcs $@ $^
$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(call note,CC $<)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS_ALL) $(call cflags,check $(call test_pkgs,$*) $(foreach r,$(call test_rooms,$*),$(pkgs_$(r)))) -c -o $@ $<

# Not in the suite: they hold the real firmware against the real clock, and a busy machine is no proof of anything.
REALTIME := $(patsubst tests/%.c,%,$(wildcard tests/realtime/*.c))

.SECONDEXPANSION:
$(addprefix $(B)/tests/,$(TESTS) $(REALTIME)): $(B)/tests/%: $(B)/tests/%.o $(SUPPORT) \
		$$(foreach r,$$(call test_rooms,$$*),$$(call room_obj,$$(r)))
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -o $@ $^ $(LINK) \
		$(call ldlibs,$(sort check $(call test_pkgs,$*) $(foreach r,$(call test_rooms,$*),$(pkgs_$(r))))) \
		$(foreach r,$(call test_rooms,$*),$(libs_$(r))) -lm

test-one: $(B)/tests/$(T)
	@build=$(B); . tests/sanitizers; set -x; $(B)/tests/$(T)

test-build: build promises-build $(addprefix $(B)/tests/,$(TESTS))

# Everything that must hold, in the order of what is quickest to fail.
test: setup-test
	@$(MAKE) --no-print-directory -j$(shell nproc) test-build
	@$(MAKE) --no-print-directory check-format check-pure check-po
	@tests/run $(B) $(TESTS)

test-realtime: $(addprefix $(B)/tests/,$(REALTIME))
	@for t in $^; do $$t || exit 1; done

replays: build
	@tests/run-replays $(B)

# The real program under Xvfb, each script that is told: make e2e S=kill
e2e: build promises-build
	@for s in $(or $(S),$(basename $(notdir $(wildcard tests/e2e/*.sh)))); do echo "== $$s"; bash tests/e2e/$$s.sh $(B) || exit 1; done

# The pure rooms may know no clock, no file, no memory manager, no SDL, no port: proved on their objects.
check-pure: $(foreach r,$(PURE_ROOMS),$(call room_obj,$(r)))
	@tests/check-pure $^

check-format:
	@clang-format --dry-run -Werror $$(git ls-files '*.c' '*.h')

# The demonstration contest, in a copy so that its journal does not lie in the source tree.
DEMO := build/demo/zunyi-final
$(DEMO): $(shell find config/zunyi-final -type f 2>/dev/null)
	@mkdir -p $(DEMO)
	@cp -r config/zunyi-final/. $(DEMO)/
	@touch $(DEMO)

run: setup
	@$(MAKE) --no-print-directory build $(DEMO)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(B)/leitai run $(DEMO) --virtual-boxes 10; \
	else \
		exec config/show-without-display $(B) config/zunyi-final config/demonstration.script build/show; \
	fi

shots: build
	@tests/shots/run $(B) shots

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/leitai
	install -m 755 $(B)/leitai $(B)/leitai-box $(B)/leitai-box-setup $(DESTDIR)$(PREFIX)/bin
	cp -r config/presets config/zunyi-final config/every-round assets/templates assets/themes build/locale $(DESTDIR)$(PREFIX)/share/leitai
	rm -rf $(DESTDIR)$(PREFIX)/share/leitai/*/journal

clean:
	rm -rf build shots

-include $(shell find build -name '*.d' 2>/dev/null)
