# fuzz.mk - included by the Makefile: fuzz targets, built by clang with sanitizers, and `make fuzz`.
#
# What is found is kept in $(BUILD)/fuzz/found; the inputs that reached something of their own, in $(BUILD)/fuzz/corpus-NAME.

FUZZ_SECONDS ?= 60
FUZZ_TARGETS := changes calendar
FUZZ_FLAGS   := -std=c17 -D_GNU_SOURCE -U__SANITIZE_ADDRESS__ -D__SANITIZE_ADDRESS__ -Wall -Wextra -Werror -O1 -g -pthread \
                -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

$(BUILD)/fuzz/deps: | $(BUILD)/deps
	@mkdir -p $(@D) && src/tools/install.sh clang libclang-rt-dev
	@touch $@

# what each is made of, beside src/base
$(BUILD)/fuzz/changes: $(wildcard src/ot/*.c)
$(BUILD)/fuzz/calendar: $(wildcard src/cal/*.c)

FUZZ_HEADERS := $(wildcard include/base/* include/ot/*.h include/cal/* src/ot/*.h src/cal/*.h)
$(FUZZ_TARGETS:%=$(BUILD)/fuzz/%): $(BUILD)/fuzz/%: tests/fuzz/%.c $(wildcard src/base/*.c) $(FUZZ_HEADERS) | $(BUILD)/fuzz/deps
	@mkdir -p $(@D) && echo "  FUZZ $<"
	@clang $(FUZZ_FLAGS) -Iinclude -o $@ $(filter %.c,$^) $$(pkg-config --cflags --libs jansson libsodium libical zlib)

.PHONY: fuzz $(FUZZ_TARGETS:%=fuzz-%)
fuzz: $(FUZZ_TARGETS:%=fuzz-%) ## feed change sets and calendars with what nobody would send, each for FUZZ_SECONDS (60)
$(FUZZ_TARGETS:%=fuzz-%): fuzz-%: $(BUILD)/fuzz/%
	@mkdir -p $(BUILD)/fuzz/corpus-$* $(BUILD)/fuzz/found
	@$(BUILD)/fuzz/$* -max_total_time=$(FUZZ_SECONDS) -max_len=1024 -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
	  -dict=tests/fuzz/$*.dict -artifact_prefix=$(BUILD)/fuzz/found/ $(BUILD)/fuzz/corpus-$* tests/fuzz/$*
