# load.mk - included by the Makefile: the load generator, the floor it compares with, and `make bench`.

LOAD_SRC   := $(addprefix tests/load/,load.c workloads.c room.c world.c wire.c ws.c http.c json.c util.c)
FETCH_SRC  := $(addprefix tests/load/,fetch.c util.c)
FLOOR_SRC  := tests/load/floor.c tests/load/floor_http.c
LOAD_OBJ   := $(LOAD_SRC:%.c=$(BUILD)/obj/%.o)
FETCH_OBJ  := $(FETCH_SRC:%.c=$(BUILD)/obj/%.o)
FLOOR_OBJ  := $(FLOOR_SRC:%.c=$(BUILD)/obj/%.o)

$(sort $(LOAD_OBJ) $(FETCH_OBJ) $(FLOOR_OBJ)): $(BUILD)/obj/tests/load/%.o: tests/load/%.c | $(BUILD)/deps
	@mkdir -p $(@D) && echo "  CC $<"
	@$(CC) $(CFLAGS) $(if $(filter $(FLOOR_OBJ),$@),$$(pkg-config --cflags libwebsockets libuv | sed 's/-I/-isystem /g')) -c -o $@ $<

$(BUILD)/load: $(LOAD_OBJ)
	@$(CC) $(LDFLAGS) -o $@ $^

$(BUILD)/fetch: $(FETCH_OBJ)
	@$(CC) $(LDFLAGS) -o $@ $^

$(BUILD)/floor $(BUILD)/floor_http: $(BUILD)/%: $(BUILD)/obj/tests/load/%.o
	@$(CC) $(LDFLAGS) -o $@ $^ $$(pkg-config --libs libwebsockets libuv)

.PHONY: bench
bench: $(BUILD)/rinnalla $(BUILD)/load $(BUILD)/fetch $(BUILD)/floor $(BUILD)/floor_http ## measure against a bare broadcast server (ONLY=fanout for one workload)
	@src/tools/install.sh nginx-light radicale || echo "bench: without nginx and Radicale" # peers of `feed`
	@node tests/load/bench.mjs $(BUILD)
