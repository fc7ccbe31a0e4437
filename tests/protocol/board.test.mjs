// board.test.mjs - one live board: opened, changed by many at once, left, come back to, looked back at
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { refused, merge, emptyTables, newKey, within, PATIENCE } from './client.mjs';
import { county, makeBoard, signInAll, random, seed } from './people.mjs';
import { liveOn } from './life.mjs';

let server, people, aino, eero;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
  ({ aino, eero } = people);
});

const newBoard = (title) => makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'member' }, title);

async function history(person, board) {
  const events = [];
  for (let before; ; before = events[0].seq) {
    const page = (await person.http('board.history', { board, limit: 200, ...(before && { before }) })).events;
    events.unshift(...page.reverse());
    if (page.length < 200) return events;
  }
}

test('a board that is made has a code, its maker as coordinator, and is in the list', async () => {
  const { board, seq, code } = await aino.http('board.create', { title: 'Yksin kotona' });
  assert.equal(seq, 1);
  assert.match(code, new RegExp(`^K-${new Date().getFullYear()}-\\d{4,}$`));
  const mine = (await aino.http('board.list')).boards.find((row) => row.board === board);
  assert.deepEqual({ ...mine, added_at: 0, changed_at: 0 }, { board, code, title: 'Yksin kotona', role: 'coordinator', seq: 1, added_at: 0, changed_at: 0, archived_at: null, people: 1, cards: 0, seen: 0, fresh: 0, fresh_of: {} });
  assert(!(await eero.http('board.list')).boards.some((row) => row.board === board));
  const next = await aino.http('board.create', { title: 'Toinen' });
  assert.equal(Number(next.code.split('-')[2]), Number(code.split('-')[2]) + 1);
});

test('the answer to a change and the news of it come in one write, in this order', async () => {
  const board = await newBoard();
  const socket = await eero.connect();
  await socket.call('board.open', { board });
  const written = async () => {
    const figures = await server.metrics();
    return figures.rinnalla_frames_total - figures.rinnalla_frame_writes_total;
  };
  const before = await written();
  const { heard } = await socket.ask('card.add', { board, kind: 'need', text: 'Kumpikin' });
  await socket.untilEvent(board, 'card.added');
  assert(!socket.told.slice(0, heard).some((message) => message.method === 'board.events'));
  assert.equal(await written(), before + 1);
  await socket.close();
});

test('the list has the board changed latest first', async () => {
  const first = await newBoard();
  const second = await newBoard();
  const order = async () => (await aino.http('board.list')).boards.map((row) => row.board).filter((board) => board === first || board === second);
  await aino.http('card.add', { board: first, kind: 'need', text: 'Uusin' });
  assert.deepEqual(await order(), [first, second]);
  await aino.http('card.add', { board: second, kind: 'need', text: 'Uudempi' });
  assert.deepEqual(await order(), [second, first]);
});

test('what one does, everybody on the board is told, the doer too, within a second', async () => {
  const board = await newBoard();
  const sockets = await Promise.all([aino.connect(), eero.connect(), people.leena.connect()]);
  const views = await Promise.all(sockets.map((socket) => socket.see(board)));
  const before = Date.now();
  const { seq, card } = await sockets[1].call('card.add', { board, kind: 'voice', text: 'Haluan asua kotona' });
  for (const view of views) {
    await view.reach(seq);
    const row = view.tables.card[card];
    assert.equal(row.text, 'Haluan asua kotona');
    assert.equal(row.author, eero.id);
    const [event] = view.socket.events(board);
    assert.deepEqual([event.seq, event.name, event.by], [seq, 'card.added', eero.id]);
    assert(Math.abs(event.at - before) < 60_000);
    assert(!('was' in event));
  }
  assert(Date.now() - before < 1000);
  for (const socket of sockets) await socket.close();
});

test('a board that is closed is silent, and one never opened too', async () => {
  const board = await newBoard();
  const other = await newBoard();
  const listener = await eero.connect();
  await listener.see(board);
  await listener.call('board.close', { board });
  const writer = await aino.connect();
  const witness = await people.leena.connect();
  const views = [await witness.see(board), await witness.see(other)];
  for (const [n, at] of [board, other].entries()) await views[n].reach((await writer.call('card.add', { board: at, kind: 'need', text: 'Hiljaa' })).seq);
  await listener.settle();
  assert.deepEqual(listener.of('board.events'), []);
  for (const socket of [listener, writer, witness]) await socket.close();
});

test('a board has a new name for everybody, and two names at once are a conflict that shows both', async () => {
  const board = await newBoard('Vanha nimi');
  const view = await (await eero.connect()).see(board);
  await aino.http('board.rename', { board, title: 'Uusi nimi', was: 'Vanha nimi' });
  const why = await refused(aino.http('board.rename', { board, title: 'Kolmas nimi', was: 'Vanha nimi' }), { reason: 'conflict', field: 'was', detail: 'changed' });
  assert.equal(why.status, 409);
  assert.deepEqual([why.data.now.title, why.data.yours.title], ['Uusi nimi', 'Kolmas nimi']);
  await view.reach(view.opened.seq + 1);
  assert.equal(view.tables.board[board].title, 'Uusi nimi');
  assert.equal(view.socket.events(board)[0].name, 'board.renamed');
  await view.socket.close();
});

test('an archived board is read and not written, until it is made live again', async () => {
  const board = await newBoard();
  const { card } = await aino.http('card.add', { board, kind: 'need', text: 'Ennen' });
  const view = await (await eero.connect()).see(board);
  const { seq } = await aino.http('board.archive', { board });
  await view.reach(seq);
  assert(view.tables.board[board].archived_at > 0);
  assert((await eero.http('board.list')).boards.find((row) => row.board === board).archived_at > 0);
  for (const [method, params] of [
    ['card.add', { kind: 'need', text: 'Jälkeen' }],
    ['card.edit', { card, text: 'Jälkeen', was: 'Ennen' }],
    ['card.move', { card }],
    ['card.remove', { card }],
    ['board.rename', { title: 'Ei', was: 'Kotona pärjääminen' }],
    ['board.archive', {}],
  ])
    await refused(aino.http(method, { board, ...params }), { reason: 'conflict', field: 'board', detail: 'archived' });
  assert.equal((await eero.http('board.open', { board })).snapshot.card[card].text, 'Ennen');
  await aino.http('board.reopen', { board });
  await aino.http('card.add', { board, kind: 'need', text: 'Jälkeen' });
  await view.reach(seq + 2);
  assert.equal(view.tables.board[board].archived_at, null);
  await view.socket.close();
});

test('whoever comes back gets exactly what was missed', async () => {
  const board = await newBoard();
  const writer = await aino.connect();
  const view = await writer.see(board);
  for (let n = 0; n < 30; n++) await writer.call('card.add', { board, kind: 'need', text: `Kortti ${n}` });
  const { seq } = await eero.http('board.open', { board });
  await view.reach(seq);
  const all = await history(aino, board);
  for (let since = 0; since <= seq; since++) {
    const answer = await eero.http('board.open', { board, since });
    assert.equal(answer.seq, seq);
    assert(!answer.snapshot);
    assert.deepEqual(answer.events, all.slice(since).map(({ seq, name, by, at, set }) => ({ seq, name, by, at, set })));
  }
  await writer.close();
});

test('whoever is ahead of the board, or too far behind, gets the whole of it', async () => {
  const board = await newBoard();
  const writer = await aino.connect();
  const { seq: start } = await writer.call('board.open', { board });
  const ahead = await eero.http('board.open', { board, since: start + 1 });
  assert(ahead.snapshot && !ahead.events);
  await Promise.all(Array.from({ length: 1000 }, (_, n) => writer.call('card.add', { board, kind: 'need', text: `Kortti ${n}` })));
  const { events } = await eero.http('board.open', { board, since: start });
  assert.equal(events.length, 1000);
  const behind = await eero.http('board.open', { board, since: start - 1 });
  assert(behind.snapshot && !behind.events);
  assert.equal(Object.keys(behind.snapshot.card).length, 1000);
  await writer.close();
});

test('a snapshot is the sum of all that was told from the beginning', async () => {
  const dice = random();
  const board = await newBoard();
  await liveOn(board, people, dice, 300);
  const { seq, snapshot } = await aino.http('board.open', { board });
  const all = await history(aino, board);
  assert.deepEqual(all.map((event) => event.seq), Array.from({ length: seq }, (_, n) => n + 1));
  const sum = emptyTables();
  for (const { set } of all) merge(sum, set);
  assert.deepEqual(sum, snapshot, `SEED=${seed}`);
  const { events } = await aino.http('board.open', { board, since: 0 });
  assert.deepEqual(events.map(({ set }) => set), all.map(({ set }) => set));
});

test('the board as it stood at any number is the sum up to that number', async () => {
  const dice = random(seed + 1);
  const board = await newBoard();
  await liveOn(board, people, dice, 120);
  const all = await history(aino, board);
  const sum = emptyTables();
  const socket = await eero.connect();
  assert.deepEqual((await socket.call('board.at', { board, seq: 0 })).snapshot, sum);
  for (const { seq, at, set } of all) {
    merge(sum, set);
    assert.deepEqual(await socket.call('board.at', { board, seq }), { board, seq, at, snapshot: sum }, `SEED=${seed}`);
  }
  await socket.close();
});

test('what history says was there is what had been told before', async () => {
  const dice = random(seed + 2);
  const board = await newBoard();
  await liveOn(board, people, dice, 150);
  const sum = emptyTables();
  for (const { seq, set, was } of await history(aino, board)) {
    for (const [noun, rows] of Object.entries(set))
      for (const [id, row] of Object.entries(rows)) {
        const before = sum[noun][id];
        const expected = before === undefined ? null : row === null ? before : Object.fromEntries(Object.keys(row).map((field) => [field, before[field]]));
        assert.deepEqual(was[noun][id], expected, `SEED=${seed} at ${seq}`);
      }
    merge(sum, set);
  }
});

test('history comes the latest first, page by page', async () => {
  const board = await newBoard();
  for (let n = 0; n < 120; n++) await aino.http('card.add', { board, kind: 'need', text: `Kortti ${n}` });
  const { seq } = await aino.http('board.open', { board });
  const page = async (params) => (await eero.http('board.history', { board, ...params })).events.map((event) => event.seq);
  const down = (from, to) => Array.from({ length: from - to + 1 }, (_, n) => from - n);
  assert.deepEqual(await page({}), down(seq, seq - 49));
  assert.deepEqual(await page({ limit: 1 }), [seq]);
  assert.deepEqual(await page({ before: seq - 49, limit: 10 }), down(seq - 50, seq - 59));
  assert.deepEqual(await page({ limit: 200 }), down(seq, 1));
  assert.deepEqual(await page({ before: 1 }), []);
  const [event] = (await eero.http('board.history', { board, limit: 1 })).events;
  assert.deepEqual(Object.keys(event).sort(), ['at', 'by', 'name', 'seq', 'set', 'was']);
});

test('opening while others write at full speed misses nothing and hears nothing twice', async () => {
  const board = await newBoard();
  const writers = await Promise.all([aino.connect(), eero.connect(), people.leena.connect()]);
  let isOver = false;
  let written = 0;
  const writing = writers.flatMap((socket) =>
    Array.from({ length: 4 }, async () => {
      while (!isOver) {
        await socket.call('card.add', { board, kind: 'need', text: 'Täyttä vauhtia' });
        written++;
      }
    }),
  );
  const opener = await eero.connect();
  const dice = random(seed + 3);
  let last = null;
  try {
    for (let n = 0; n < 150; n++) {
      const since = last === null || dice.chance(0.3) ? undefined : Math.max(0, last - dice.below(50));
      const heardBefore = opener.told.length;
      const resyncs = () => opener.of('board.resync', board).length; // a large board on a slow machine: that is said, too
      const before = resyncs();
      const view = await opener.see(board, since); // View checks that what follows follows
      if (since !== undefined && view.opened.events) {
        const seqs = view.opened.events.map((event) => event.seq);
        assert.deepEqual(seqs, Array.from({ length: view.opened.seq - since }, (_, k) => since + 1 + k));
      }
      const early = opener.told.slice(heardBefore).filter((message) => message.method === 'board.events').flatMap((message) => message.params.events);
      assert(early.every((event) => event.seq > view.opened.seq), `SEED=${seed}: ${view.opened.seq}, ${early[0]?.seq}`);
      const goal = view.opened.seq + 1 + dice.below(20);
      await opener.when(() => view.seq >= goal || resyncs() > before, { what: 'more events' });
      last = view.seq;
      opener.views.delete(board);
      await opener.call('board.close', { board });
    }
  } finally {
    isOver = true;
    await Promise.all(writing);
  }
  assert(written > 300, `only ${written}`);
  for (const socket of [...writers, opener]) await socket.close();
});

test('opening again what is open goes on from the new answer', async () => {
  const board = await newBoard();
  const writer = await aino.connect();
  const opener = await eero.connect();
  let isOver = false;
  const writing = (async () => {
    while (!isOver) await Promise.all([1, 2, 3].map(() => writer.call('card.add', { board, kind: 'need', text: 'Uudelleen' })));
  })();
  try {
    const first = await opener.see(board);
    for (let n = 0; n < 50; n++) {
      opener.views.delete(board);
      const { result, heard } = await opener.ask('board.open', { board, since: first.opened.seq });
      // between the question and the answer the old subscription may go on; after the answer everything follows it
      const next = await opener.until((message) => message.method === 'board.events', { start: heard });
      assert.equal(next.params.events[0].seq, result.seq + 1);
    }
  } finally {
    isOver = true;
    await writing;
  }
  await writer.close();
  await opener.close();
});

test('fifty who open at once all see the same', async () => {
  const board = await newBoard();
  await liveOn(board, people, random(seed + 4), 60);
  const answers = await Promise.all(Array.from({ length: 50 }, () => aino.http('board.open', { board })));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal(answers[0].role, 'coordinator');
});

test('of several openings at once on one socket the last counts, the others are done too or told to come again', async () => {
  const board = await newBoard();
  const socket = await eero.connect();
  const answers = await Promise.all(Array.from({ length: 20 }, () => socket.ask('board.open', { board })));
  assert(answers.at(-1).result.snapshot);
  for (const { error } of answers) if (error) assert(error.data.reason === 'busy' && error.data.retry_ms > 0, JSON.stringify(error));
  await aino.http('card.add', { board, kind: 'need', text: 'Kuuluu kerran' });
  await socket.untilEvent(board, 'card.added');
  await socket.settle();
  assert.equal(socket.events(board).length, 1);
  await socket.close();
});

test('one socket has many boards open and hears each', async () => {
  const boards = await Promise.all(Array.from({ length: 20 }, (_, n) => newBoard(`Taulu ${n}`)));
  const socket = await eero.connect();
  const views = await Promise.all(boards.map((board) => socket.see(board)));
  const seqs = await Promise.all(boards.map((board) => aino.http('card.add', { board, kind: 'fact', text: `Kortti ${board}` })));
  await Promise.all(views.map((view, n) => view.reach(seqs[n].seq)));
  for (const [n, view] of views.entries()) assert.deepEqual(view.texts(), [`Kortti ${boards[n]}`]);
  await socket.close();
});

test('ten people at once leave one board that all of them see alike', async () => {
  const board = await newBoard();
  const dice = random(seed + 5);
  const sockets = await Promise.all([aino, eero, people.leena, aino, eero].map((person) => person.connect()));
  const views = await Promise.all(sockets.map((socket) => socket.see(board)));
  await Promise.all(
    sockets.map(async (socket, n) => {
      const own = random(dice.below(2 ** 31));
      for (let step = 0; step < 60; step++) {
        const cards = views[n].cards();
        const card = cards.length ? own.one(cards) : null;
        const act = own.below(card ? 5 : 1);
        const done = [
          () => socket.ask('card.add', { board, kind: 'need', text: `${n}.${step}`, ...(card && own.chance(0.5) && { after: card.id }) }),
          () => socket.ask('card.edit', { board, card: card.id, text: `${card.text}!`, was: card.text }),
          () => socket.ask('card.move', { board, card: card.id, ...(own.chance(0.8) && { after: own.one(cards).id }) }),
          () => socket.ask('card.remove', { board, card: card.id }),
          () => socket.ask('link.add', { board, from_card: card.id, to_card: own.one(cards).id, kind: 'supports' }),
        ];
        const { error } = await done[act]();
        if (error) assert(['conflict', 'not_found', 'bad_input'].includes(error.data.reason), JSON.stringify(error));
      }
    }),
  );
  const { seq, snapshot } = await sockets[0].call('board.open', { board });
  for (const view of views) {
    await within(PATIENCE, 'all heard', view.reach(seq));
    assert.deepEqual(view.tables, snapshot, `SEED=${seed}`);
  }
  for (const socket of sockets) await socket.close();
});

test('a command that changes nothing makes no event and says where the board stands', async () => {
  const board = await newBoard();
  const { card, seq } = await aino.http('card.add', { board, kind: 'need', text: 'Sama' });
  const same = await aino.http('card.edit', { board, card, text: 'Sama', was: 'Sama' });
  assert.equal(same.seq, seq);
  assert.equal((await aino.http('board.reopen', { board, key: newKey() })).seq, seq);
  assert.equal((await aino.http('board.open', { board })).seq, seq);
});
