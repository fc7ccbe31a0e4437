// restart.test.mjs - a server that is asked to stop, and one that is started beside another
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { signIn, newKey, within, merge, Refused } from './client.mjs';
import { startServer, makeDemo, makeBoard, signInAll, program } from './people.mjs';

for (const signal of ['SIGTERM', 'SIGINT'])
  test(`${signal} under load: sockets close with 1001, the server ends well within 5 s, nothing acknowledged is lost`, async () => {
    const db = makeDemo();
    const first = await startServer({ db });
    const people = await signInAll(first, ['aino', 'eero', 'leena']);
    const board = await makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'member' });
    const sockets = await Promise.all(['aino', 'eero', 'leena', 'aino', 'eero', 'leena'].map((name) => people[name].connect()));
    const views = await Promise.all(sockets.map((socket) => socket.see(board)));
    const journal = [];
    const load = sockets.flatMap((socket, n) =>
      Array.from({ length: 3 }, async (_, lane) => {
        for (let step = 0; ; step++) {
          const entry = { who: socket.person, params: { board, kind: 'need', text: `${n}.${lane}.${step}`, key: newKey() } };
          journal.push(entry);
          try {
            entry.acked = await socket.call('card.add', entry.params);
          } catch (why) {
            entry.refused = why instanceof Refused ? why.reason : undefined;
            if (!entry.refused) return; // the line is gone
          }
        }
      }),
    );
    await views[0].reach(views[0].opened.seq + 200);
    const asked = Date.now();
    const how = await within(5000, 'ended', first.end(signal));
    assert(Date.now() - asked < 5000);
    assert.deepEqual(how, { code: 0, signal: null }, first.log.slice(-2000));
    for (const socket of sockets) assert.equal((await socket.closed).code, 1001);
    await Promise.all(load);

    const acked = journal.filter((entry) => entry.acked);
    assert(acked.length >= 200);
    const second = await startServer({ db });
    for (const person of Object.values(people)) person.server = second;
    const again = await people.aino.connect();
    const { snapshot, seq } = await again.call('board.open', { board });
    const there = new Map(Object.values(snapshot.card).map((card) => [card.text, card]));
    assert.equal(there.size, Object.keys(snapshot.card).length, 'none twice');
    for (const { params, acked: { card } } of acked) assert.equal(there.get(params.text)?.id, card, params.text);
    for (const view of views) {
      assert(view.seq <= seq, 'what was told is on disk');
      const { events } = await again.call('board.open', { board, since: view.seq });
      if (!events) continue; // so far behind that a snapshot came
      for (const { set } of events) merge(view.tables, set);
      assert.deepEqual(view.tables, snapshot);
    }
    for (const { who, params } of journal.filter((entry) => !entry.acked)) await who.http('card.add', params);
    const after = (await again.call('board.open', { board })).snapshot;
    assert.deepEqual(Object.values(after.card).map(({ text }) => text).sort(), journal.map(({ params }) => params.text).sort());
    await again.close();
    await second.stop();
  });

test('a key keeps its outcome through a restart', async () => {
  const db = makeDemo();
  const first = await startServer({ db });
  const { aino } = await signInAll(first, ['aino']);
  const { board } = await aino.http('board.create', { title: 'Avain' });
  const params = { board, kind: 'need', text: 'Kerran', key: newKey() };
  const outcome = await aino.http('card.add', params);
  await first.stop();
  aino.server = await startServer({ db });
  assert.deepEqual(await aino.http('card.add', params), outcome);
  assert.equal(Object.keys((await aino.http('board.open', { board })).snapshot.card).length, 1);
  await aino.server.stop();
});

test('two servers can not open one database: the second says so and the first goes on', async () => {
  const db = makeDemo();
  const first = await startServer({ db });
  const aino = await signIn(first, 'aino');
  const second = spawn(program, ['serve', '--db', db, '--listen', '127.0.0.1:0', '--demo'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  second.stderr.on('data', (data) => (said += data));
  second.stdout.on('data', (data) => (said += data));
  const code = await within(5000, 'the second ends', new Promise((resolve) => second.once('close', resolve)));
  assert.equal(code, 1, said);
  assert(said.length > 0);
  await aino.http('board.create', { title: 'Yhä täällä' });
  await first.stop();
});

test('an idle server ends at once', async () => {
  const server = await startServer();
  assert.deepEqual(await within(2000, 'ended', server.end('SIGTERM')), { code: 0, signal: null });
});

/** How much of a library's files a process has in memory, in kB. */
function kilobytesOf(library, pid) {
  const parts = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  const sizes = parts.filter((part) => part.split('\n')[0].includes(library)).map((part) => Number(/^Rss: +(\d+)/m.exec(part)[1]));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('what a series needs is loaded before the server listens: the first one waits for nothing', async () => {
  const server = await startServer();
  const atStart = kilobytesOf('/libicu', server.pid);
  assert(atStart > 0, 'libical brings ICU along');
  const aino = await signIn(server, 'aino');
  const { board } = await aino.http('board.create', { title: 'Sarja' });
  await aino.http('meeting.create', {
    board, title: 'Joka viikko', start: '2027-01-14T12:00', tz: 'Europe/Helsinki', minutes: 60, rrule: 'FREQ=WEEKLY;BYDAY=TH',
  });
  const { instances } = await aino.http('meeting.mine', { from_on: '2027-01-14', until_on: '2027-02-04' });
  assert(instances.filter((instance) => instance.title === 'Joka viikko').length >= 3);
  assert(kilobytesOf('/libicu', server.pid) <= atStart, 'nothing more of it was read');
  await server.stop();
});
