// task_export.test.mjs - the tasks of a board as CSV: what went in is read back by an independent parser, in three languages,
// and no cell is a formula
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { refused } from './client.mjs';
import { taskCounty } from './task.mjs';

let people, units, newBoard, ask;
before(async () => {
  ({ people, units, newBoard, ask } = await taskCounty());
});

/** RFC 4180, strictly: CRLF ends every record, quotes only around a whole cell. [{ text, isQuoted }] a record. */
function parse(csv) {
  const records = [];
  let record = [];
  let at = 0;
  while (at < csv.length) {
    let text = '';
    const isQuoted = csv[at] === '"';
    if (isQuoted) {
      for (at++; ; at++) {
        assert(at < csv.length, 'a cell that is not closed');
        if (csv[at] === '"' && csv[++at] !== '"') break;
        text += csv[at];
      }
    } else while (at < csv.length && !',\r\n'.includes(csv[at])) {
      assert.notEqual(csv[at], '"', 'a quote in the middle of a cell');
      text += csv[at++];
    }
    record.push({ text, isQuoted });
    if (csv[at] === ',') at++;
    else {
      assert.equal(csv.slice(at, at + 2), '\r\n', `at ${at}`);
      at += 2;
      records.push(record);
      record = [];
    }
  }
  assert.deepEqual(record, [], 'the last record is ended too');
  return records;
}

const BOM = '\ufeff';
const read = async (board, who = 'aino') => {
  const { csv } = await people[who].http('task.export', { board });
  assert(csv.startsWith(BOM), 'Excel knows UTF-8 by it');
  const records = parse(csv.slice(1));
  for (const record of records) assert.equal(record.length, records[0].length);
  return records.map((record) => record.map(({ text }) => text));
};

const speaks = (who, language) => people[who].http('account.set_language', { language });
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());

/** One task in every state, and one of the client's. */
async function everyState() {
  const board = await newBoard();
  const { goal } = await people.aino.http('goal.create', { board, text: 'Kotona, omin voimin' });
  const call = (method, params) => people.aino.http(method, { board, ...params });
  const make = async (title, way, more = {}) => {
    const { task } = await ask(board, { title, ...more });
    for (const [method, params] of way) await call(method, { task, ...params });
  };
  await make('pyydetty', [], { assignee: people.vera.id, due_on: '2026-12-24', goal, text: 'Kuvaus', client_view: 'agrees' });
  await make('otettu', [['task.accept', {}]], { client_view: 'disagrees' });
  await make('käynnissä', [['task.accept', {}], ['task.start', {}]]);
  await make('tehty', [['task.accept', {}], ['task.done', { outcome: 'Tulos' }]]);
  await make('palautettu', [['task.decline', { reason: 'Syy' }]]);
  await make('välitetty', [['task.forward', { unit: units.home }]]);
  await make('peruttu', [['task.cancel', { reason: 'Turha' }]]);
  await make('oma', [], { is_client: true });
  return board;
}

test('every task is a row with whose it is, how it stands and what was said, in the words of whoever asks', async () => {
  const board = await everyState();
  const days = new Set([today()]);
  const expected = {
    fi: [
      ['Tehtävä', 'Tila', 'Yksikkö', 'Tekijä', 'Määräaika', 'Tavoite', 'Asiakkaan kanta', 'Tarkemmin', 'Perustelu', 'Lopputulos', 'Pyytäjä', 'Pyydetty', 'Päättynyt'],
      ['pyydetty', 'otettu vastaan', 'työn alla', 'tehty', 'palautettu pyytäjälle', 'siirretty eteenpäin', 'peruttu', 'otettu vastaan'], 'Asiakas', ['suostuu', 'ei suostu', 'ei ole kysytty'],
    ],
    sv: [
      ['Uppgift', 'Läge', 'Enhet', 'Utförare', 'Tidsfrist', 'Mål', 'Klientens åsikt', 'Närmare', 'Motivering', 'Resultat', 'Begärd av', 'Begärd', 'Avslutad'],
      ['begärd', 'mottagen', 'pågår', 'utförd', 'returnerad', 'skickad vidare', 'återkallad', 'mottagen'], 'Klienten', ['samtycker', 'samtycker inte', 'inte tillfrågad'],
    ],
    en: [
      ['Task', 'Status', 'Unit', 'Assignee', 'Due date', 'Goal', "Client's view", 'In more detail', 'Reason', 'Outcome', 'Requested by', 'Requested on', 'Ended on'],
      ['requested', 'accepted', 'in progress', 'done', 'declined', 'forwarded', 'cancelled', 'accepted'], 'The client', ['agrees', 'disagrees', 'not asked'],
    ],
  };
  for (const [language, [head, states, client, [agrees, disagrees, not_asked]]] of Object.entries(expected)) {
    await speaks('aino', language);
    const [found, ...rows] = await read(board);
    days.add(today());
    assert.deepEqual(found, head);
    for (const row of rows) assert(days.has(row[11]) && (row[12] === '' || days.has(row[12])), 'local dates');
    assert.deepEqual(rows.map(([title, state, unit]) => [title, state, unit]), ['pyydetty', 'otettu', 'käynnissä', 'tehty', 'palautettu', 'välitetty', 'peruttu', 'oma'].map((title, n) => [title, states[n], n === 7 ? client : n === 5 ? 'Yksikkö home' : 'Yksikkö ward']));
    assert.deepEqual(rows[0].slice(3, 11), [people.vera.account.full_name, '2026-12-24', 'Kotona, omin voimin', agrees, 'Kuvaus', '', '', 'Aino Saarnivirta']);
    assert.deepEqual(rows.map((row) => row[6]), [agrees, disagrees, ...Array(6).fill(not_asked)]);
    assert.deepEqual([rows[3][9], rows[4][8], rows[6][8]], ['Tulos', 'Syy', 'Turha']);
    assert.deepEqual(rows.map((row) => row[12] !== ''), [false, false, false, true, false, false, true, false]);
  }
  await speaks('aino', 'fi');
});

test('no cell is a formula, and nothing that was written is lost', async () => {
  const board = await newBoard();
  const titles = [
    '=1+1', '=HYPERLINK("http://example.invalid";"Avaa")', '=cmd|" /C calc"!A0', '+358 40 123', '-5', '@SUM(A1:A9)', "'lainausmerkki", '"', '""', 'a"b', ',', 'a,b', '"a","b"', ';', 'a;b', 'a;=1+1', 'Ääkköset ÅÖ', '🙂 hymy 👩‍👩‍👧', 'عربي', 'tavallinen',
  ];
  const texts = ['=1+1\n=2+2', 'rivi\nrivi', 'rivi,\n"rivi"\n', '\n=1', '@x', '+1', '-1', '\t=1', 'x\t=1', '- yksi\n- kaksi', '', ' =1', 'loppu\n'];
  for (const title of titles) await ask(board, { title });
  for (const text of texts) await ask(board, { title: 'teksti', text });
  const { goal } = await people.aino.http('goal.create', { board, text: '=Tavoite,"1"\n+2' });
  const { task } = await ask(board, { title: 'kaikki', goal });
  await people.aino.http('task.accept', { board, task });
  await people.aino.http('task.done', { board, task, outcome: '@tulos\n"1"' });
  const declined = await ask(board, { title: 'syy' });
  await people.aino.http('task.decline', { ...declined, reason: '-syy' });
  const { csv } = await people.aino.http('task.export', { board });
  // wherever a cell may begin, also for a program that splits at semicolons, tabs or lines
  for (const record of parse(csv.slice(1)))
    for (const { text } of record) assert(!/(^|[;\t\r\n])[=+\-@\t\r]/.test(text), `a spreadsheet would reckon with ${JSON.stringify(text)}`);
  const plain = (text) => text.replace(/(^|[;\t\r\n])'(?=[=+\-@\t\r])/g, '$1');
  const [, ...rows] = (await read(board)).map((row) => row.map(plain));
  assert.deepEqual(rows.slice(0, titles.length).map(([title]) => title), titles);
  assert.deepEqual(rows.slice(titles.length, titles.length + texts.length).map((row) => row[7]), texts);
  assert.deepEqual([rows.at(-2)[5], rows.at(-2)[9], rows.at(-1)[8]], ['=Tavoite,"1"\n+2', '@tulos\n"1"', '-syy']);
});

test('names of people and units are no formulas either', async () => {
  const { unit } = await people.admin.http('unit.add', { name: '=Yksikkö', sector: 'other' });
  const { account } = await people.admin.http('account.add', { name: 'kaava', full_name: '+Kaava "Oy"', unit, profession: 'nurse' });
  const board = await newBoard();
  await ask(board, { title: 'x', unit, assignee: account });
  const [, [, , unitName, assigneeName]] = await read(board);
  assert.deepEqual([unitName, assigneeName], ["'=Yksikkö", '\'+Kaava "Oy"']);
});

test('a board without tasks is a head without rows, and a long one is whole', async () => {
  const board = await newBoard();
  assert.equal((await read(board)).length, 1);
  await Promise.all(Array.from({ length: 1100 }, (_, n) => ask(board, { title: `Tehtävä numero ${n}`, text: 'x'.repeat(500) })));
  const [, ...rows] = await read(board, 'leena');
  assert.equal(new Set(rows.map(([title]) => title)).size, 1100);
});

test('who does not see the board exports nothing of it', async () => {
  const board = await newBoard();
  await ask(board);
  for (const who of ['vera', 'admin']) await refused(people[who].http('task.export', { board }), 'not_found');
});
