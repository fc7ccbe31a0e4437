# Rinnalla - one Makefile for everything; `make help` lists what it can do.
#
# Everything made goes under $(BUILD); a sanitizer set has a build folder of its own: make SAN=address,undefined test

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules

comma := ,
SAN   ?=
BUILD ?= build$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))
CC    := gcc
VERSION := $(shell sed -n 's/^\#\# \[\([0-9][^]]*\)\].*/\1/p' CHANGELOG.md 2>/dev/null | head -n 1)

PACKAGES := libwebsockets jansson libuv sqlite3 libsodium zlib
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
OPT      := $(if $(SAN),-O1 -g -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all,\
            -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection)
CFLAGS   := -std=c17 -D_GNU_SOURCE $(WARN) $(OPT) -fPIE -pthread -MMD -MP
CPPFLAGS := -Iinclude -I$(BUILD)/gen/include -I$(BUILD)/gen
LDFLAGS  := -pie -pthread $(if $(SAN),-fsanitize=$(SAN),-Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)
# asked late, so that `make setup` can install what they look for
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) | sed 's/-I/-isystem /g')
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES))

LIB_SRC    := $(wildcard src/base/*.c src/db/*.c src/model/*.c src/command/*.c src/store/*.c)
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

$(BUILD)/obj/%.o: %.c $(BUILD)/gen/stamp | $(BUILD)/deps
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -DRINNALLA_VERSION='"$(VERSION)"' -c -o $@ $<

$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c | $(BUILD)/deps
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

# ---- generated from schema/ ---------------------------------------------------------------------------------------------
GEN := $(BUILD)/tools/gen
$(GEN): src/tools/gen.c $(wildcard src/tools/gen_*.c src/tools/*.h) | $(BUILD)/deps
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) -std=c17 -D_GNU_SOURCE $(WARN) -O1 -g -o $@ $(filter %.c,$^) $$(pkg-config --cflags --libs jansson)

$(GENERATED): $(BUILD)/gen/stamp
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

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
