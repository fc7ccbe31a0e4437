// cli.test.mjs - the program's own commands: units and accounts without a server, and the demo's county
import { test, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, demoDatabase, serve } from './server.mjs';

const PASSWORD = 'salasana-kokeeseen';

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'rinnalla-'));
  folders.push(folder);
  return folder;
}

/** Runs the program to its end: {code, out, err, json}. */
function run(args, { input = '', env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(binary, args, { input, encoding: 'utf8', env: { ...process.env, ...env } });
  return { code: status, out: stdout, err: stderr, json: () => JSON.parse(stdout) };
}

function done(args, options) {
  const result = run(args, options);
  assert.equal(result.code, 0, result.err);
  return result;
}

function fails(args, code, why, options) {
  const result = run(args, options);
  assert.equal(result.code, code, result.out + result.err);
  assert.match(result.err, why);
  assert.equal(result.out, '');
  return result;
}

/** A database with an organisation and one unit in it. */
function newDatabase() {
  const db = join(newFolder(), 'county.db');
  done(['unit', 'add', '--db', db, '--organisation', 'Kokeilumaan hyvinvointialue', '--name', 'Kotihoito', '--sector', 'social_services']);
  return db;
}

const units = (db) => done(['unit', 'list', '--db', db, '--json']).json().units;
const accounts = (db) => done(['account', 'list', '--db', db, '--json']).json().accounts;
const hire = (db, name, more = [], options = { input: `${PASSWORD}\n` }) =>
  done(['account', 'add', '--db', db, '--name', name, '--full-name', `${name} Kokeilija`, ...more], options);
const working = ['--unit', 'Kotihoito', '--profession', 'nurse'];

async function serving(db, what, options = {}) {
  const server = await serve({ db, demo: false, ...options });
  try {
    return await what(server);
  } finally {
    await server.stop();
  }
}

const cantSignIn = (server, name, password) => assert.rejects(server.signIn(name, password), /: 401 .*not_signed_in/);

// ---- units -------------------------------------------------------------------------------------------------------------------

test('a unit added on the command line is listed', () => {
  const db = newDatabase();
  assert.match(done(['unit', 'add', '--db', db, '--name', 'Osasto 3', '--sector', 'specialist_care']).out, /^made unit \d+\n$/);
  assert.deepEqual(units(db).map(({ name, sector }) => [name, sector]), [['Kotihoito', 'social_services'], ['Osasto 3', 'specialist_care']]);
});

test('a list for people stands in columns', () => {
  const db = newDatabase();
  done(['unit', 'add', '--db', db, '--name', 'Äitiysneuvola', '--sector', 'primary_care']);
  const [head, ...rows] = done(['unit', 'list', '--db', db]).out.trimEnd().split('\n');
  assert.deepEqual(head.split(/ +/), ['id', 'name', 'sector', 'members', 'ended_at']);
  for (const row of rows) assert.equal(row.search(/social_services|primary_care/), head.indexOf('sector'), row);
});

test('a unit is renamed and ended by its name or its number', () => {
  const db = newDatabase();
  const [{ id }] = units(db);
  done(['unit', 'rename', '--db', db, '--unit', 'Kotihoito', '--name', 'Kotihoito ja kotikuntoutus']);
  done(['unit', 'end', '--db', db, '--unit', String(id)]);
  const [unit] = units(db);
  assert.equal(unit.name, 'Kotihoito ja kotikuntoutus');
  assert(unit.ended_at > 0);
});

test('a refusal says in English why, with the field and the reason', () => {
  const db = newDatabase();
  const again = ['unit', 'add', '--db', db, '--name', 'Kotihoito', '--sector', 'other'];
  fails(again, 1, /^rinnalla unit add: .*the name is taken \(conflict, field "name", taken\)\n$/);
});

test('a database has one organisation', () => {
  const db = newDatabase();
  const other = ['unit', 'add', '--db', db, '--organisation', 'Toinen', '--name', 'Osasto', '--sector', 'other'];
  fails(other, 1, /has an organisation already: Kokeilumaan hyvinvointialue/);
});

test('a database that is not there is not made by chance', () => {
  const db = join(newFolder(), 'county.db');
  fails(['unit', 'list', '--db', db], 1, /there is no database .*--organisation/);
  assert(!existsSync(db));
});

test('a file that is no database of the program is left alone', () => {
  const file = join(newFolder(), 'letter.txt');
  writeFileSync(file, 'Hyvä Ritva,\n');
  fails(['unit', 'list', '--db', file], 1, /not a database of this program/);
  assert.equal(readFileSync(file, 'utf8'), 'Hyvä Ritva,\n');
});

test('the database may be named by the environment', () => {
  const db = newDatabase();
  assert.equal(done(['unit', 'list', '--json'], { env: { RINNALLA_DB: db } }).json().units.length, 1);
});

// ---- accounts ----------------------------------------------------------------------------------------------------------------

test('a person added on the command line signs in and works in the unit', async () => {
  const db = newDatabase();
  hire(db, 'maija', working);
  await serving(db, async (server) => {
    const maija = await server.signIn('maija', PASSWORD);
    assert.deepEqual(maija.account.units.map(({ name, profession }) => [name, profession]), [['Kotihoito', 'nurse']]);
  });
});

test("an account without a password can't sign in, until it is given one", async () => {
  const db = newDatabase();
  hire(db, 'maija', [...working, '--no-password'], {});
  await serving(db, (server) => cantSignIn(server, 'maija', '!'));
  done(['account', 'password', '--db', db, '--account', 'maija'], { input: `${PASSWORD}\n` });
  await serving(db, (server) => server.signIn('maija', PASSWORD));
});

test('a password comes from a file or from standard input, never from the command line', async () => {
  const db = newDatabase();
  const file = join(newFolder(), 'password');
  writeFileSync(file, `${PASSWORD}\nsecond line\n`);
  hire(db, 'maija', ['--password-file', file], {});
  const eemeli = ['account', 'add', '--db', db, '--name', 'eemeli', '--full-name', 'Eemeli Kokeilija'];
  const { err } = fails([...eemeli, `--password=${PASSWORD}`], 2, /can't be understood: --password;/);
  assert(!err.includes(PASSWORD));
  fails([...eemeli, '--password', PASSWORD], 2, /can't be understood: --password;/);
  fails(eemeli, 1, /no password was given/);
  fails(eemeli, 1, /field "password", too_short/, { input: 'lyhyt\n' });
  assert.deepEqual(accounts(db).map(({ name }) => name), ['maija']);
  await serving(db, (server) => server.signIn('maija', PASSWORD));
});

test('an account that was ended is listed as ended and signs in no more', async () => {
  const db = newDatabase();
  hire(db, 'maija', working);
  done(['account', 'end', '--db', db, '--account', 'maija']);
  assert(accounts(db)[0].ended_at > 0);
  fails(['account', 'end', '--db', db, '--account', 'maija'], 1, /already ended \(conflict, field "account", ended\)/);
  await serving(db, (server) => cantSignIn(server, 'maija', PASSWORD));
});

test('memberships begin and end', () => {
  const db = newDatabase();
  const members = () => done(['unit', 'members', '--db', db, '--unit', 'Kotihoito', '--json']).json().members;
  const both = ['--db', db, '--account', 'maija', '--unit', 'Kotihoito'];
  hire(db, 'maija');
  assert.deepEqual(members(), []);
  done(['account', 'member', 'add', ...both, '--profession', 'physiotherapist']);
  assert.deepEqual(members().map(({ full_name, profession }) => [full_name, profession]), [['maija Kokeilija', 'physiotherapist']]);
  done(['account', 'member', 'remove', ...both]);
  assert.deepEqual(members(), []);
  fails(['account', 'member', 'remove', ...both], 1, /not_a_member/);
});

test('an administrator made on the command line sees no board', async () => {
  const db = newDatabase();
  hire(db, 'outi', ['--admin', '--language', 'sv']);
  await serving(db, async (server) => {
    const outi = await server.signIn('outi', PASSWORD);
    assert.equal(outi.account.is_admin, true);
    assert.equal(outi.account.language, 'sv');
    await assert.rejects(server.rpc(outi, 'board.list'), (error) => error.data.reason === 'not_allowed');
  });
});

// ---- saying it rightly -------------------------------------------------------------------------------------------------------

test('whatever is said wrongly is told apart from what is refused', () => {
  const db = newDatabase();
  fails(['unit'], 2, /usage: rinnalla unit ACTION/);
  fails(['unit', 'paint'], 2, /there is no action paint/);
  fails(['unit', 'add', '--db', db, '--name', 'Osasto'], 2, /it needs --sector/);
  fails(['unit', 'add', '--db', db, '--name', 'Osasto', '--sector', 'hospital'], 2, /there is no choice hospital/);
  fails(['unit', 'add', '--db', db, '--nome', 'Osasto'], 2, /can't be understood: --nome/);
  fails(['unit', 'list', '--db', db, 'please'], 2, /can't be understood: please/);
  fails(['unit', 'list'], 2, /it needs --db/, { env: { RINNALLA_DB: '' } });
  fails(['unit', 'end', '--db', db, '--unit', 'Osasto'], 1, /there is no unit "Osasto"/);
});

test('every action explains itself', () => {
  for (const noun of ['unit', 'account']) {
    const actions = [...done([noun, '--help']).out.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, action]) => action);
    assert(actions.length >= 5);
    for (const action of actions) assert.match(done([noun, ...action.split(' '), '--help']).out, /--db/);
  }
});

// ---- one owner ---------------------------------------------------------------------------------------------------------------

test('the command line refuses while a server runs, and works again after it', async () => {
  const db = newDatabase();
  await serving(db, (server) => {
    fails(['unit', 'list', '--db', db], 1, new RegExp(`in use by process ${server.pid}; use the administrator's screen, or stop it`));
  });
  assert.equal(units(db).length, 1);
});

// ---- the demo ----------------------------------------------------------------------------------------------------------------

test('the demo makes a database once, and leaves nothing else behind', () => {
  const folder = newFolder();
  const db = join(folder, 'demo.db');
  assert.match(done(['demo', '--db', db]).out, /8 units, 14 accounts, 6 boards, 1 team /);
  assert.deepEqual(readdirSync(folder), ['demo.db']);
  const before = readFileSync(db);
  fails(['demo', '--db', db], 1, /there is .* already/);
  assert.deepEqual(readFileSync(db), before);
});

test("the demo's people are refused by a server that isn't one", async () => {
  await serving(demoDatabase(), (server) => cantSignIn(server, 'aino'));
});

test('the demo tells of weeks of work, all of it done in office hours', async () => {
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
  await serving(demoDatabase(), async (server) => {
    const kinds = new Set(), names = new Set(), shared = [];
    const seen = new Set();
    for (const name of ['aino', 'birgitta', 'tuula']) {
      const person = await server.signIn(name);
      for (const { board } of (await server.rpc(person, 'board.list')).boards.filter(({ board }) => !seen.has(board))) {
        seen.add(board);
        const { snapshot } = await server.rpc(person, 'board.open', { board });
        const { events } = await server.rpc(person, 'board.history', { board, limit: 200 });
        for (const { kind } of Object.values(snapshot.card)) kinds.add(kind);
        for (const event of events) {
          names.add(event.name);
          const [weekday, hour] = hours.format(event.at).split(', ');
          assert(!['Sat', 'Sun'].includes(weekday) && hour >= '08' && hour < '16', `${event.name} at ${new Date(event.at).toISOString()}`);
          assert(event.at < Date.now());
        }
        const here = Object.values(snapshot.participant).map(({ full_name }) => full_name.split(' ')[0]);
        shared.push(['Aino', 'Eero', 'Leena'].every((one) => here.includes(one)));
      }
    }
    assert.equal(seen.size, 6);
    assert.equal(kinds.size, 11);
    assert(shared.some(Boolean));
    for (const name of ['card.settled', 'card.restored', 'link.removed', 'participant.left', 'participant.removed', 'board.renamed', 'board.archived'])
      assert(names.has(name), name);
  }, { demo: true });
});

test('in the demo every task is somewhere in its life, and everybody has a day that waits for them', async () => {
  await serving(demoDatabase(), async (server) => {
    const people = Object.fromEntries(await Promise.all(['aino', 'birgitta', 'tuula', 'eero', 'leena', 'mervi', 'kalle'].map(async (name) => [name, await server.signIn(name)])));
    const states = new Set(), sectors = new Set();
    let blocked = 0;
    for (const name of ['aino', 'birgitta', 'tuula']) {
      for (const { board } of (await server.rpc(people[name], 'board.list')).boards) {
        const { task, service, dependency } = (await server.rpc(people[name], 'board.open', { board })).snapshot;
        for (const { status, sector } of Object.values(task)) states.add(status), sectors.add(sector);
        blocked += Object.values(service).filter(({ blocked_by }) => blocked_by.length).length;
        assert(Object.keys(dependency).length);
      }
    }
    assert.deepEqual([...states].sort(), ['accepted', 'cancelled', 'declined', 'done', 'forwarded', 'in_progress', 'requested']);
    for (const sector of ['primary_care', 'specialist_care', 'social_services', 'third_sector', null]) assert(sectors.has(sector), `${sector}`);
    assert(blocked);

    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(Date.now());
    for (const name of ['aino', 'eero', 'leena', 'mervi']) {
      const { tasks } = await server.rpc(people[name], 'task.mine');
      assert(tasks.some(({ due_on }) => due_on < today), `${name}: overdue`);
      assert(tasks.some(({ due_on }) => due_on === today), `${name}: today`);
    }
    assert((await server.rpc(people.aino, 'task.mine')).tasks.some(({ status, reason }) => status === 'declined' && reason));
    for (const name of ['aino', 'eero', 'leena', 'mervi', 'kalle']) {
      const [{ id, asked }] = (await server.rpc(people[name], 'unit.mine')).units;
      const { tasks } = await server.rpc(people[name], 'unit.inbox', { unit: id });
      assert(asked && tasks.some(({ is_on_board, board_title }) => !is_on_board && board_title === null), `${name}: from a board they are not on`);
    }
  }, { demo: true });
});
