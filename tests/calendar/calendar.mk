# calendar.mk - included by the Makefile: the program that writes calendars for the readers in tests/calendar.

CALENDARS_OBJ := $(BUILD)/obj/tests/calendar/calendars.o

$(BUILD)/calendars: $(CALENDARS_OBJ) $(BUILD)/librinnalla.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS)

test: $(BUILD)/calendars
