# fuzz.mk - included by the Makefile: fuzz targets, built by clang with sanitizers, and `make fuzz`.
#
# What is found is kept in $(BUILD)/fuzz/found; the inputs that reached something of their own, in $(BUILD)/fuzz/corpus.

FUZZ_SECONDS ?= 60
FUZZ_SRC     := tests/fuzz/changes.c $(wildcard src/base/*.c src/ot/*.c)
FUZZ_FLAGS   := -std=c17 -D_GNU_SOURCE -U__SANITIZE_ADDRESS__ -D__SANITIZE_ADDRESS__ -Wall -Wextra -Werror -O1 -g -pthread \
                -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

$(BUILD)/fuzz/deps: | $(BUILD)/deps
	@mkdir -p $(@D) && src/tools/install.sh clang libclang-rt-dev
	@touch $@

$(BUILD)/fuzz/changes: $(FUZZ_SRC) $(wildcard include/base/*.h include/ot/*.h src/ot/*.h) | $(BUILD)/fuzz/deps
	@mkdir -p $(@D) && echo "  FUZZ $<"
	@clang $(FUZZ_FLAGS) -Iinclude -o $@ $(FUZZ_SRC) $$(pkg-config --cflags --libs jansson libsodium)

.PHONY: fuzz
fuzz: $(BUILD)/fuzz/changes ## feed change sets with what nobody would send, for FUZZ_SECONDS (60)
	@mkdir -p $(BUILD)/fuzz/corpus $(BUILD)/fuzz/found
	@$(BUILD)/fuzz/changes -max_total_time=$(FUZZ_SECONDS) -max_len=1024 -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=1 \
	  -dict=tests/fuzz/changes.dict -artifact_prefix=$(BUILD)/fuzz/found/ $(BUILD)/fuzz/corpus tests/fuzz/changes
