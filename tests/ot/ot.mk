# ot.mk - included by the Makefile: src/ot behind JSON lines, for the test that holds it against CodeMirror's packages.

OT_LINES_OBJ := $(BUILD)/obj/tests/ot/ot_lines.o

$(BUILD)/ot_lines: $(OT_LINES_OBJ) $(BUILD)/librinnalla.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

test: $(BUILD)/ot_lines
