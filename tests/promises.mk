# What Leitai promises, tried hard: see README.md. Included by the top Makefile.
#
#   make crash-test CYCLES=200     kills shows, compares with what was seen
#   make bench                     figures beside their floors; build/bench.json
#   make fuzz SECONDS=30           coverage-guided, each target that long
#   make soak [HOURS=1]            a day of shows in virtual time [and hours of a real one]
#   make coverage                  lines of the pure rooms that tests reach

CYCLES ?= 200
SECONDS ?= 30

.PHONY: crash-test bench fuzz soak coverage promises-build
PROMISES_ROOMS := engine show box arbiter codec journal folder contest keypad view words layout cue
PROMISES_LIBS = $(call ldlibs,$(sort $(foreach r,$(PROMISES_ROOMS),$(pkgs_$(r))))) \
	$(foreach r,$(PROMISES_ROOMS),$(libs_$(r))) -lm -ldl
PROMISES_OBJ = $(foreach r,$(PROMISES_ROOMS),$(call room_obj,$(r)))

# Plain C files in a folder of tests make one program of that name.
$(B)/tests/crash/crash: $(patsubst %.c,$(B)/%.o,$(filter-out tests/crash/inject.c,$(wildcard tests/crash/*.c)))
$(B)/tests/crash/crash: $(PROMISES_OBJ)
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -rdynamic -o $@ $^ $(LINK) $(PROMISES_LIBS)

$(B)/tests/crash/inject.so: tests/crash/inject.c tests/crash/inject.h
	@mkdir -p $(@D)
	$(call note,CC $<)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 -D_LARGEFILE64_SOURCE -O2 $(WARN) -fPIC -shared -o $@ $< -ldl

# What is preloaded into the program itself: each file of tests/faults is one.
FAULTS := $(patsubst tests/faults/%.c,$(B)/tests/faults/%.so,$(wildcard tests/faults/*.c))
$(B)/tests/faults/%.so: tests/faults/%.c
	@mkdir -p $(@D)
	$(call note,CC $<)
	$(Q)$(CC) $(CPPFLAGS) -std=c11 -O2 $(WARN) -fPIC -shared -o $@ $< -ldl

promises-build: $(B)/tests/crash/crash $(B)/tests/crash/inject.so $(FAULTS)

crash-test: build promises-build
	@tests/crash/run $(B) $(CYCLES)

BENCH_ROOMS := $(filter-out app,$(SRC_ROOMS)) codec
$(B)/tests/bench/bench: $(patsubst %.c,$(B)/%.o,$(wildcard tests/bench/*.c)) \
		$(foreach r,$(BENCH_ROOMS),$(call room_obj,$(r)))
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -o $@ $^ $(LINK) \
		$(call ldlibs,$(sort $(foreach r,$(BENCH_ROOMS),$(pkgs_$(r))))) \
		$(foreach r,$(BENCH_ROOMS),$(libs_$(r))) -lm

bench: build $(B)/tests/bench/bench
	@tests/bench/run $(B) build/bench.json

# libFuzzer: each target is its own program of its own rooms, under sanitizers.
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_CC ?= $(firstword $(foreach c,clang-14 clang,$(shell command -v $(c))) clang)
fuzz_rooms = $(call with_cue,$(shell sed -n '1s,^/\* rooms:\(.*\)\*/.*$$,\1,p' tests/fuzz/fuzz_$(1).c))
fuzz_pkgs = $(sort $(foreach r,$(call fuzz_rooms,$(1)),$(pkgs_$(r))))
.SECONDEXPANSION:
$(FUZZERS:%=build/fuzz/%): build/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/scratch.h \
		$$(foreach r,$$(call fuzz_rooms,$$*),$$(call room_src,$$(r)) $$(wildcard src/$$(r)/*.h))
	@mkdir -p $(@D)
	$(call note,FUZZ $*)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) -std=c11 -g -O1 -pthread -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined $(call cflags,$(call fuzz_pkgs,$*)) -o $@ $< \
		$(foreach r,$(call fuzz_rooms,$*),$(call room_src,$(r))) \
		$(call ldlibs,$(call fuzz_pkgs,$*)) $(foreach r,$(call fuzz_rooms,$*),$(libs_$(r))) -lm

fuzz: setup $(FUZZERS:%=build/fuzz/%)
	@tests/fuzz/run $(SECONDS) $(FUZZERS)

$(B)/tests/soak/soak: $(B)/tests/soak/soak.o $(PROMISES_OBJ)
	$(call note,LD $@)
	$(Q)$(CC) $(OPT) -pthread -o $@ $^ $(LINK) $(PROMISES_LIBS)

HOURS ?= 0.05
soak:
	@$(MAKE) --no-print-directory SAN=$(or $(SAN),1) soak-built
soak-built: build $(B)/tests/soak/soak
	@tests/soak/run $(B) $$(awk 'BEGIN { print $(HOURS) * 60 }')
.PHONY: soak-built

# Lines of the pure rooms that their tests reach.
COVERED := contest arbiter codec layout keypad view
coverage:
	@$(MAKE) --no-print-directory COV=1 coverage-built
coverage-built: build $(addprefix $(B)/tests/,$(filter-out %_pty %_fair %_firmware test_firmware%,$(TESTS)))
	@tests/coverage $(B) $(COVERED) -- $(filter-out %_pty %_fair %_firmware test_firmware%,$(TESTS))
.PHONY: coverage-built
