# Rinnalla - one Makefile for everything; `make help` lists what it can do.
#
# Everything made goes under $(BUILD); a sanitizer set has a build folder of its own: make SAN=address,undefined test

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules -j$(shell nproc)

comma := ,
SAN   ?=
BUILD ?= build$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))
CC    := gcc
VERSION := $(shell sed -n 's/^\#\# \[\([0-9][^]]*\)\].*/\1/p' CHANGELOG.md 2>/dev/null | head -n 1)

PACKAGES := libwebsockets jansson libuv sqlite3 libsodium zlib libical libcmark
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
OPT      := $(if $(SAN),-O1 -g -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all,\
            -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection)
CFLAGS   := -std=c17 -D_GNU_SOURCE $(WARN) $(OPT) -fPIE -pthread -MMD -MP
CPPFLAGS := -Iinclude -I$(BUILD)/gen/include -I$(BUILD)/gen
LDFLAGS  := -pie -pthread $(if $(SAN),-fsanitize=$(SAN),-Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)
# asked late, so that `make setup` can install what they look for
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) | sed 's/-I/-isystem /g')
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES))

LIB_SRC    := $(wildcard src/base/*.c src/ot/*.c src/cal/*.c src/db/*.c src/model/*.c src/command/*.c src/store/*.c)
SERVER_SRC := $(wildcard server/*.c)
UNIT_SRC   := $(wildcard tests/unit/*.c)
SCHEMA     := $(wildcard schema/*.sql schema/*.json schema/queries/*.sql schema/commands/*.json)
SCHEMA     := $(filter-out schema/openrpc.json,$(SCHEMA))
GENERATED  := $(BUILD)/gen/queries.gen.c $(BUILD)/gen/registry.gen.c
EMBEDDED   := $(BUILD)/gen/demo.gen.c
LIB_OBJ    := $(LIB_SRC:%.c=$(BUILD)/obj/%.o) $(GENERATED:$(BUILD)/gen/%.c=$(BUILD)/obj/gen/%.o)
SERVER_OBJ := $(SERVER_SRC:%.c=$(BUILD)/obj/%.o) $(EMBEDDED:$(BUILD)/gen/%.c=$(BUILD)/obj/gen/%.o)
UNIT_OBJ   := $(UNIT_SRC:%.c=$(BUILD)/obj/%.o)

.PHONY: all
all: $(BUILD)/rinnalla $(BUILD)/client/index.html ## build the server and the web client

$(BUILD)/rinnalla: $(SERVER_OBJ) $(BUILD)/librinnalla.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/librinnalla.a: $(LIB_OBJ)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/obj/%.o: %.c | $(BUILD)/gen/stamp
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -DRINNALLA_VERSION='"$(VERSION)"' -c -o $@ $<

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c | $(BUILD)/deps
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

# ---- set-up -------------------------------------------------------------------------------------------------------------
BUILD_PACKAGES := gcc libc6-dev pkg-config libwebsockets-dev libwebsockets-evlib-uv libuv1-dev libjansson-dev libsqlite3-dev libsodium-dev zlib1g-dev libical-dev libcmark-dev
TEST_PACKAGES  := $(BUILD_PACKAGES) libcmocka-dev chromium-headless-shell clang-format cppcheck python3-icalendar python3-dateutil tzdata vdirsyncer khal

$(BUILD)/deps:
	@mkdir -p $(@D)
	@src/tools/install.sh $(BUILD_PACKAGES)
	@touch $@

$(BUILD)/test-deps: | $(BUILD)/deps
	@src/tools/install.sh $(TEST_PACKAGES)
	@touch $@

client/node_modules/.complete: client/package-lock.json | $(BUILD)/deps
	@cd client && npm ci --no-audit --no-fund --loglevel=error
	@ln -sfn ../client/node_modules tests/node_modules
	@touch $@

# ---- generated from schema/ ---------------------------------------------------------------------------------------------
GEN := $(BUILD)/tools/gen
$(GEN): src/tools/gen.c $(wildcard src/tools/gen_*.c src/tools/*.h) include/base/err.def | $(BUILD)/deps
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O1 -g -o $@ $(filter %.c,$^) $$(pkg-config --cflags --libs jansson)

# written only where they change, so that what doesn't need them isn't built again
$(GENERATED) $(BUILD)/gen/include/db/queries.gen.h $(BUILD)/gen/include/command/registry.gen.h: $(BUILD)/gen/stamp ;
$(BUILD)/gen/stamp: $(GEN) $(SCHEMA)
	@mkdir -p $(BUILD)/gen && echo "  GEN schema"
	@$(GEN) schema $(BUILD)/gen
	@touch $@

# a text file as an array that ends in NUL
$(BUILD)/gen/demo.gen.c: server/demo.json
	@mkdir -p $(@D)
	@{ echo 'extern const char demo_json[]; const char demo_json[] = {'; od -An -v -tu1 $< | sed -E 's/[0-9]+/(char)&,/g'; echo '0};'; } > $@

.PHONY: generate
generate: $(BUILD)/gen/stamp ## bring client/src/lib/protocol.gen.ts and schema/openrpc.json up to date
	@cp $(BUILD)/gen/protocol.gen.ts client/src/lib/protocol.gen.ts
	@cp $(BUILD)/gen/openrpc.json schema/openrpc.json

# ---- the web client -----------------------------------------------------------------------------------------------------
CLIENT_SRC := $(shell find client/src client/static client/messages client/tools -type f 2>/dev/null) client/build.mjs client/package.json

$(BUILD)/client/index.html: $(CLIENT_SRC) client/node_modules/.complete
	@echo "  CLIENT"
	@cd client && node build.mjs $(abspath $(BUILD))/client

# ---- run ----------------------------------------------------------------------------------------------------------------
LISTEN ?= 127.0.0.1:8080
.PHONY: run
run: all ## build what is missing and serve the demo on http://127.0.0.1:8080
	@mkdir -p var
	@test -e var/demo.db || $(BUILD)/rinnalla demo --db var/demo.db
	@printf '\n  Rinnalla:  http://%s\n  Sign in as aino, eero, leena or admin; the password is alongside.\n  Stop with Ctrl-C.\n\n' '$(LISTEN)'
	@exec $(BUILD)/rinnalla serve --db var/demo.db --listen $(LISTEN) --demo

# ---- tests --------------------------------------------------------------------------------------------------------------
$(BUILD)/obj/tests/%.o: CPPFLAGS += -Itests

$(BUILD)/unit: $(UNIT_OBJ) $(BUILD)/librinnalla.a | $(BUILD)/test-deps
	@$(CC) $(LDFLAGS) -o $@ $^ -lcmocka $(PKG_LIBS)

.PHONY: test
test: $(BUILD)/test-deps all $(BUILD)/unit ## run everything: unit, change sets, protocol, notes, calendars, faults, browser
	@tests/run.sh $(BUILD)

.PHONY: unit
unit: $(BUILD)/test-deps $(BUILD)/unit ## run the unit tests alone
	@tests/run.sh $(BUILD) unit

.PHONY: torture
torture: all ## kill -9 for 1,000 rounds, and 20,000 sessions of people writing one note
	@ROUNDS=1000 SESSIONS=20000 SUITE_SECONDS=7200 tests/run.sh $(BUILD) faults notes

# ---- check --------------------------------------------------------------------------------------------------------------
C_FILES := $(shell git ls-files '*.c' '*.h' 2>/dev/null)

.PHONY: check
check: $(BUILD)/test-deps all check-format check-layers check-generated check-static check-types ## formatting, layers, generated files, static analysis, types

.PHONY: check-format check-layers check-generated check-static check-types format
check-format: | $(BUILD)/test-deps
	@clang-format --dry-run -Werror $(C_FILES) && echo "ok - formatting"
check-layers:
	@awk -f tests/check/layers.awk src/LAYERS $(filter src/% include/% server/%,$(C_FILES)) && echo "ok - layers"
check-generated: $(BUILD)/gen/stamp
	@cmp $(BUILD)/gen/protocol.gen.ts client/src/lib/protocol.gen.ts && cmp $(BUILD)/gen/openrpc.json schema/openrpc.json || { echo "stale: run make generate"; exit 1; }
	@echo "ok - generated files are current"
check-static: $(BUILD)/gen/stamp | $(BUILD)/test-deps
	@cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr --library=tests/check/macros.cfg \
	  --suppress=missingIncludeSystem --suppress=checkersReport -j 2 --cppcheck-build-dir=$(shell mkdir -p $(BUILD)/cppcheck && echo $(BUILD)/cppcheck) \
	  -Iinclude -I$(BUILD)/gen/include src server && echo "ok - cppcheck"
check-types: client/node_modules/.complete
	@cd client && npm run --silent check && echo "ok - types"

format: ## rewrite the C files as .clang-format says
	@clang-format -i $(C_FILES)

# ---- the rest -----------------------------------------------------------------------------------------------------------
.PHONY: clean help
clean: ## remove what was built (not var/)
	@rm -rf build client/node_modules tests/node_modules
help: ## this list
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 14
	@echo "SAN=address,undefined or SAN=thread builds and tests with sanitizers, in a folder of its own"

-include tests/load/load.mk tests/ot/ot.mk tests/calendar/calendar.mk tests/fuzz/fuzz.mk
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
