// card.test.mjs - the cards of a board: every kind, edited with the words seen, moved anywhere, removed, restored, linked
import { test, before } from 'node:test';
import assert from 'node:assert/strict';
import { refused } from './client.mjs';
import { county, makeBoard, signInAll, random, seed } from './people.mjs';

let server, people, aino, eero, board, view, other;
before(async () => {
  server = await county();
  people = await signInAll(server, ['aino', 'eero', 'leena']);
  board = await makeBoard(people, { aino: 'coordinator', eero: 'member', leena: 'consultant' });
  aino = await people.aino.connect();
  eero = await people.eero.connect();
  view = await aino.see(board);
  other = await eero.see(board);
});

const add = async (text, more = {}, by = aino) => {
  const { card, seq } = await by.call('card.add', { board, kind: 'need', text, ...more });
  await Promise.all([view.reach(seq), other.reach(seq)]);
  return card;
};
const does = async (by, method, params) => {
  const result = await by.call(method, { board, ...params });
  await Promise.all([view.reach(result.seq), other.reach(result.seq)]);
  return result;
};
const lastEvent = () => aino.events(board).at(-1);

test('cards of every kind are put on the board and say who put them there', async () => {
  for (const kind of ['voice', 'need', 'want', 'strength', 'concern', 'fact', 'hypothesis', 'question', 'reflection', 'agreement', 'learning']) {
    const before = Date.now();
    const card = await add(`Kortti: ${kind}`, { kind }, eero);
    const row = view.tables.card[card];
    assert.deepEqual(Object.keys(row).sort(), ['added_at', 'asked_of', 'author', 'changed_at', 'id', 'kind', 'rank', 'removed_at', 'standing', 'text']);
    assert.deepEqual([row.id, row.kind, row.text, row.author, row.asked_of, row.removed_at, row.standing], [card, kind, `Kortti: ${kind}`, people.eero.id, null, null, 'open']);
    assert(Math.abs(row.added_at - before) < 60_000);
    assert.equal(row.changed_at, row.added_at);
    assert.deepEqual(lastEvent().set, { card: { [card]: row } });
  }
});

test('a question may be asked of somebody, other cards not', async () => {
  const card = await add('Voiko lääkitystä keventää?', { kind: 'question', asked_of: 'Terveyskeskuslääkäri' });
  assert.equal(other.tables.card[card].asked_of, 'Terveyskeskuslääkäri');
  await refused(aino.call('card.add', { board, kind: 'fact', text: 'x', asked_of: 'Lääkäri' }), { reason: 'bad_input', field: 'asked_of', detail: 'not_a_question' });
});

test('a new card comes last, or where it is put', async () => {
  const fresh = await makeBoard(people, { aino: 'coordinator' });
  const seen = await aino.see(fresh);
  const put = async (text, after) => {
    const { card, seq } = await aino.call('card.add', { board: fresh, kind: 'need', text, ...(after && { after }) });
    await seen.reach(seq);
    return card;
  };
  const a = await put('A');
  await put('B');
  await put('A½', a);
  await put('C');
  assert.deepEqual(seen.texts(), ['A', 'A½', 'B', 'C']);
});

test('an edit tells only what changed', async () => {
  const card = await add('Kotiapua aamuihin');
  const { seq } = await does(eero, 'card.edit', { card, text: 'Kotiapua aamuihin ja iltoihin', was: 'Kotiapua aamuihin' });
  const event = lastEvent();
  assert.deepEqual([event.seq, event.name, event.by], [seq, 'card.edited', people.eero.id]);
  const { changed_at, ...rest } = event.set.card[card];
  assert.deepEqual(rest, { text: 'Kotiapua aamuihin ja iltoihin' });
  assert(changed_at === undefined || changed_at >= view.tables.card[card].added_at);
  assert.equal(view.tables.card[card].text, 'Kotiapua aamuihin ja iltoihin');
});

test('two edits of the same words: the second is shown both', async () => {
  const card = await add('Alku');
  await does(aino, 'card.edit', { card, text: 'Ainon sanat', was: 'Alku' });
  const why = await refused(eero.call('card.edit', { board, card, text: 'Eeron sanat', was: 'Alku' }), { reason: 'conflict', field: 'was', detail: 'changed' });
  assert.equal(why.data.now.text, 'Ainon sanat');
  assert.equal(why.data.now.changed_at, view.tables.card[card].changed_at);
  assert.equal(why.data.yours.text, 'Eeron sanat');
  assert.equal(other.tables.card[card].text, 'Ainon sanat');
  const http = await refused(people.eero.http('card.edit', { board, card, text: 'Eeron sanat', was: 'Alku' }), 'conflict');
  assert.equal(http.status, 409);
  assert.equal(http.data.now.text, 'Ainon sanat');
});

test('of many edits at once of the same words exactly one is done', async () => {
  const card = await add('Yksi voittaa');
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? aino : eero).ask('card.edit', { board, card, text: `Voittaja ${n}`, was: 'Yksi voittaa' })));
  const done = answers.flatMap((answer, n) => (answer.result ? [n] : []));
  assert.equal(done.length, 1);
  await view.reach(answers[done[0]].result.seq);
  assert.equal(view.tables.card[card].text, `Voittaja ${done[0]}`);
  for (const { error } of answers.filter((answer) => answer.error)) assert.deepEqual([error.data.reason, error.data.now.text], ['conflict', `Voittaja ${done[0]}`]);
});

test('cards are moved anywhere, and everybody sees the same order as the one who moved', async () => {
  const dice = random();
  const fresh = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  const seen = await aino.see(fresh);
  const watching = await eero.see(fresh);
  const model = [];
  let seq = 0;
  for (let n = 0; n < 12; n++) {
    const answer = await aino.call('card.add', { board: fresh, kind: 'need', text: `${n}` });
    model.push(answer.card);
  }
  for (let step = 0; step < 400; step++) {
    const card = dice.one(model);
    const after = dice.chance(0.15) ? null : dice.one(model);
    if (after === card) {
      await refused(aino.call('card.move', { board: fresh, card, after }), { reason: 'bad_input', field: 'after', detail: 'itself' });
      continue;
    }
    const mover = dice.chance(0.5) ? aino : eero;
    ({ seq } = await mover.call('card.move', { board: fresh, card, ...(after ? { after } : dice.chance(0.5) ? { after: null } : {}) }));
    model.splice(model.indexOf(card), 1);
    model.splice(after ? model.indexOf(after) + 1 : 0, 0, card);
    if (step % 20 === 0 || step > 380)
      for (const one of [seen, watching]) {
        await one.reach(seq);
        assert.deepEqual(one.cards().map(({ id }) => id), model, `SEED=${seed}, step ${step}`);
      }
  }
  const { snapshot } = await aino.call('board.open', { board: fresh });
  await seen.reach(seq);
  assert.deepEqual(seen.tables, snapshot);
});

test('moving to one and the same spot hundreds of times keeps the order', async () => {
  const fresh = await makeBoard(people, { aino: 'coordinator' });
  const seen = await aino.see(fresh);
  const model = [];
  for (let n = 0; n < 5; n++) model.push((await aino.call('card.add', { board: fresh, kind: 'need', text: `${n}` })).card);
  let seq;
  for (let step = 0; step < 600; step++) {
    const card = model.at(-1); // the last goes behind the first, every time
    ({ seq } = await aino.call('card.move', { board: fresh, card, after: model[0] }));
    model.pop();
    model.splice(1, 0, card);
  }
  await seen.reach(seq);
  assert.deepEqual(seen.cards().map(({ id }) => id), model);
  assert.equal(new Set(seen.cards().map(({ rank }) => rank)).size, model.length);
});

test('a card can be moved only on its own board, behind a card that is there', async () => {
  const elsewhere = await makeBoard(people, { aino: 'coordinator' });
  const { card: foreign } = await aino.call('card.add', { board: elsewhere, kind: 'need', text: 'Muualla' });
  const card = await add('Täällä');
  const gone = await add('Poistettu');
  await does(aino, 'card.remove', { card: gone });
  for (const after of [foreign, gone, 999_999]) {
    await refused(aino.call('card.move', { board, card, after }), { reason: 'not_found', field: 'after', detail: 'no_such_card' });
    await refused(aino.call('card.add', { board, kind: 'need', text: 'x', after }), { reason: 'not_found', field: 'after', detail: 'no_such_card' });
  }
  for (const absent of [foreign, gone, 999_999]) await refused(aino.call('card.move', { board, card: absent, after: card }), { reason: 'not_found', field: 'card', detail: 'no_such_card' });
});

test('a card that is removed goes to the bin and comes back as it was, where it was', async () => {
  const card = await add('Poistuva');
  await add('Seuraava');
  const order = view.cards().map(({ id }) => id);
  const row = structuredClone(view.tables.card[card]);
  await does(eero, 'card.remove', { card });
  assert.equal(lastEvent().name, 'card.removed');
  assert.deepEqual(lastEvent().set, { card: { [card]: null } });
  assert(!(card in view.tables.card));
  const { cards } = await aino.call('card.bin', { board });
  assert.deepEqual([cards[0].id, cards[0].text, cards[0].kind, cards[0].author], [card, 'Poistuva', 'need', people.aino.id]);
  for (const [method, params] of [['card.edit', { text: 'x', was: 'Poistuva' }], ['card.move', {}], ['card.remove', {}]])
    await refused(aino.call(method, { board, card, ...params }), { reason: 'not_found', field: 'card', detail: 'no_such_card' });
  await does(aino, 'card.restore', { card });
  assert.equal(lastEvent().name, 'card.restored');
  assert.deepEqual(lastEvent().set, { card: { [card]: row } });
  assert.deepEqual(view.cards().map(({ id }) => id), order);
  assert(!(await aino.call('card.bin', { board })).cards.some(({ id }) => id === card));
  await refused(aino.call('card.restore', { board, card }), { reason: 'conflict', field: 'card', detail: 'not_removed' });
});

test('cards that are added while another is in the bin leave it its place', async () => {
  const fresh = await makeBoard(people, { aino: 'coordinator' });
  const seen = await aino.see(fresh);
  const put = async (text) => (await aino.call('card.add', { board: fresh, kind: 'need', text })).card;
  const first = await put('1');
  const second = await put('2');
  await put('3');
  await aino.call('card.remove', { board: fresh, card: second });
  for (let n = 0; n < 200; n++) await aino.call('card.add', { board: fresh, kind: 'need', text: `1.${n}`, after: first });
  const { seq } = await aino.call('card.restore', { board: fresh, card: second });
  await seen.reach(seq);
  const texts = seen.texts();
  assert.equal(texts[0], '1');
  assert.deepEqual(texts.slice(-2), ['2', '3']);
});

test('a hypothesis is kept, let go, and taken up again; no other card is', async () => {
  const card = await add('Yksinäisyys on suurin huoli', { kind: 'hypothesis' });
  for (const standing of ['kept', 'let_go', 'open']) {
    await does(eero, 'card.settle', { card, standing });
    assert.equal(lastEvent().name, 'card.settled');
    assert.equal(view.tables.card[card].standing, standing);
  }
  const fact = await add('Asuu yksin', { kind: 'fact' });
  await refused(aino.call('card.settle', { board, card: fact, standing: 'kept' }), { reason: 'bad_input', field: 'card', detail: 'not_a_hypothesis' });
});

test('cards are linked once, in whichever direction, and the link can be taken away', async () => {
  const fact = await add('Kaatui kahdesti', { kind: 'fact' });
  const concern = await add('Kotona ei pärjätä', { kind: 'concern' });
  const { link } = await does(eero, 'link.add', { from_card: fact, to_card: concern, kind: 'supports' });
  const row = view.tables.link[link];
  assert.deepEqual([row.id, row.from_card, row.to_card, row.kind, row.author], [link, fact, concern, 'supports', people.eero.id]);
  assert.equal(lastEvent().name, 'link.added');
  for (const [from_card, to_card] of [[fact, concern], [concern, fact]])
    await refused(aino.call('link.add', { board, from_card, to_card, kind: 'relates' }), { reason: 'conflict', field: 'to_card', detail: 'already_linked' });
  await refused(aino.call('link.add', { board, from_card: fact, to_card: fact, kind: 'relates' }), { reason: 'bad_input', field: 'to_card', detail: 'itself' });
  await does(aino, 'link.remove', { link });
  assert.deepEqual(lastEvent().set, { link: { [link]: null } });
  await refused(aino.call('link.remove', { board, link }), { reason: 'not_found', field: 'link', detail: 'no_such_link' });
  await does(aino, 'link.add', { from_card: concern, to_card: fact, kind: 'leads_to' });
});

test('a card of another board is no card here, whatever is done with it', async () => {
  const elsewhere = await makeBoard(people, { aino: 'coordinator' });
  const { card: foreign } = await aino.call('card.add', { board: elsewhere, kind: 'hypothesis', text: 'Muualla' });
  const { card: second } = await aino.call('card.add', { board: elsewhere, kind: 'need', text: 'Toinen muualla' });
  const { link } = await aino.call('link.add', { board: elsewhere, from_card: foreign, to_card: second, kind: 'relates' });
  const here = await add('Täällä');
  const before = view.seq;
  for (const [method, params, field] of [
    ['card.edit', { card: foreign, text: 'x', was: 'Muualla' }, 'card'],
    ['card.move', { card: foreign }, 'card'],
    ['card.remove', { card: foreign }, 'card'],
    ['card.restore', { card: foreign }, 'card'],
    ['card.settle', { card: foreign, standing: 'kept' }, 'card'],
    ['link.add', { from_card: foreign, to_card: here, kind: 'relates' }, 'from_card'],
    ['link.add', { from_card: here, to_card: foreign, kind: 'relates' }, 'to_card'],
    ['link.remove', { link }, 'link'],
  ])
    await refused(aino.call(method, { board, ...params }), { reason: 'not_found', field });
  assert.equal((await aino.call('board.open', { board })).seq, before);
  assert.equal((await aino.call('board.open', { board: elsewhere })).snapshot.card[foreign].text, 'Muualla');
});

test('two hundred cards at once are two hundred cards in one order for everybody', async () => {
  const fresh = await makeBoard(people, { aino: 'coordinator', eero: 'member' });
  const seen = await aino.see(fresh);
  const watching = await eero.see(fresh);
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => (n % 2 ? aino : eero).call('card.add', { board: fresh, kind: 'want', text: `Toive ${n}` })));
  const seq = Math.max(...answers.map((answer) => answer.seq));
  assert.equal(new Set(answers.map((answer) => answer.card)).size, 200);
  assert.equal(new Set(answers.map((answer) => answer.seq)).size, 200);
  await Promise.all([seen.reach(seq), watching.reach(seq)]);
  assert.deepEqual(seen.tables, watching.tables);
  const bySeq = [...answers].sort((a, b) => a.seq - b.seq).map((answer) => answer.card);
  assert.deepEqual(seen.cards().map(({ id }) => id), bySeq); // each came last in its turn
});
