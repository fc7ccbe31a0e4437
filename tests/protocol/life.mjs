// life.mjs - a life at random on a board: what people do in a meeting, in any order, with mistakes; see liveOn()
import assert from 'node:assert/strict';

const KINDS = ['voice', 'need', 'want', 'strength', 'concern', 'fact', 'hypothesis', 'question', 'reflection', 'agreement', 'learning'];
const LINKS = ['relates', 'supports', 'speaks_against', 'answers', 'leads_to'];

/** Lets aino (who must coordinate), eero and leena do `count` things; whatever is refused must be refused for a reason. */
export async function liveOn(board, people, dice, count) {
  const sockets = await Promise.all([people.aino.connect(), people.eero.connect()]);
  const views = await Promise.all(sockets.map((socket) => socket.see(board)));
  const removed = [];
  for (let step = 0; step < count; step++) {
    const who = dice.below(2);
    const socket = sockets[who];
    const cards = views[who].cards();
    const card = cards.length ? dice.one(cards) : null;
    const links = Object.keys(views[who].tables.link).map(Number);
    const acts = [
      ['card.add', { kind: dice.one(KINDS), text: `Kortti ${step} ${'ä'.repeat(dice.below(40))}` }, 3],
      card && ['card.add', { kind: 'question', text: `Kysymys ${step}`, asked_of: 'Lääkäri', after: card.id }, 2],
      card && ['card.edit', { card: card.id, text: `${card.text.slice(0, 100)} ${step}`, was: dice.chance(0.9) ? card.text : 'jotain muuta' }, 4],
      card && ['card.move', { card: card.id, ...(dice.chance(0.8) && { after: dice.one(cards).id }) }, 5],
      card && ['card.remove', { card: card.id }, 2],
      removed.length && ['card.restore', { card: dice.one(removed) }, 2],
      card && ['card.settle', { card: card.id, standing: dice.one(['open', 'kept', 'let_go']) }, 1],
      card && ['link.add', { from_card: card.id, to_card: dice.one(cards).id, kind: dice.one(LINKS) }, 3],
      links.length && ['link.remove', { link: dice.one(links) }, 1],
      who === 0 && ['participant.add', { account: people.leena.id, role: dice.one(['member', 'observer', 'consultant']) }, 1],
      who === 0 && ['participant.remove', { account: people.leena.id }, 1],
      who === 0 && ['board.rename', { title: `Nimi ${step}`, was: views[0].tables.board[board].title }, 1],
    ].filter(Boolean);
    const weighed = acts.flatMap((act) => Array(act[2]).fill(act));
    const [method, params] = dice.one(weighed);
    const { result, error } = await socket.ask(method, { board, ...params });
    if (error) assert(['conflict', 'not_found', 'bad_input'].includes(error.data.reason), `${method}: ${JSON.stringify(error)}`);
    else {
      if (method === 'card.remove') removed.push(params.card);
      for (const view of views) await view.reach(result.seq);
    }
  }
  for (const socket of sockets) await socket.close();
  if (!(await people.leena.http('board.list')).boards.some((row) => row.board === board))
    await people.aino.http('participant.add', { board, account: people.leena.id, role: 'member' });
}
