-- Minutes look for the next meeting in which their board's case is taken up: among all agendas, by the board.

CREATE INDEX agenda_item_board ON agenda_item (board);
