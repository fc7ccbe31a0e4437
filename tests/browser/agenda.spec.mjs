// agenda.spec.mjs - a team's way through several boards: what is prepared, what waits, and how one case follows another
import { test, expect } from './world.mjs';

test.use({ actionTimeout: 10_000 });
test.setTimeout(60_000);

const TZ = 'Europe/Helsinki';
const soon = () => new Intl.DateTimeFormat('sv-SE', { timeZone: TZ, dateStyle: 'short', timeStyle: 'short' }).format(Date.now() + 5 * 60_000).replace(' ', 'T');
const button = (at, name) => at.getByRole('button', { name });
const dialog = (seat) => seat.page.getByRole('dialog');
const agenda = (seat) => seat.page.getByRole('region', { name: 'Esityslista' });
const item = (seat, words) => agenda(seat).getByRole('listitem').filter({ hasText: words }).filter({ has: seat.page.getByRole('heading', { level: 4 }) });

/** A team of aino and eero that meets in five minutes; eero is on the first of its two boards alone. */
async function table(knows, board) {
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  const { team } = await aino.http('team.create', { name: `Esityslistatiimi ${Date.now()}` });
  await aino.http('team.add', { team, account: eero.id, role: 'member' });
  const { meeting } = await aino.http('meeting.create', { team, title: 'Tiimin kokous', start: soon(), tz: TZ, minutes: 90 });
  const [first, next] = [await board([], { eero: 'member' }), await board([['hypothesis', 'Salattu hypoteesi']], {})];
  return { team, meeting, first, next, aino, eero };
}

const puts = (aino, { team, meeting }, { board }, question) => aino.http('agenda.add', { team, meeting, board, minutes: 30, question });

async function looks(seat, team) {
  await seat.page.goto(`/teams/${team}`);
  await expect(agenda(seat)).toBeVisible();
}

async function chooses(seat, of, act) {
  await button(of, /^Toiminnot: /).click();
  await seat.page.getByRole('menuitem', { name: act }).click();
}

test('from one case to the next: who is not on the next board is out before it opens, and sees nothing of it', async ({ sits, knows, board }) => {
  const at = await table(knows, board);
  const { sitting: before } = await at.aino.http('sitting.begin', { board: at.first.board });
  await at.aino.http('task.create', { board: at.first.board, title: 'Soita kotihoitoon', unit: (await at.aino.http('unit.mine')).units[0].id });
  await at.aino.http('sitting.end', { board: at.first.board, sitting: before });
  await puts(at.aino, at, at.first, 'Miten arki kantaa?');
  await puts(at.aino, at, at.next, 'Salattu kysymys');
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  const heard = [eero.hears()];
  await looks(aino, at.team);
  await looks(eero, at.team);
  const others = item(eero, 'Toinen tapaus');
  await expect(item(eero, at.first.title)).toContainText('Miten arki kantaa?');
  await expect(item(eero, at.first.title).getByRole('link', { name: '1 avoinna viime kerrasta' })).toBeVisible();
  await expect(others).toContainText('Et ole tällä taululla.');
  await expect(button(others, /^Aloita tämä/)).toHaveCount(0);

  await button(item(aino, at.first.title), /^Aloita tämä/).click();
  await button(dialog(aino), 'Aloita tämä').click();
  await expect(aino.page.getByText('Sinä vedät', { exact: true })).toBeVisible();
  await item(eero, at.first.title).getByRole('link', { name: /^Siirry tapaamiseen/ }).click();
  await button(eero.page, 'Tule mukaan').click();
  await expect(aino.page.getByRole('region', { name: /^Läsnä/ }).getByRole('listitem')).toHaveCount(2);
  await expect(eero.page.getByRole('region', { name: /^Läsnä/ }).getByRole('listitem')).toHaveCount(2);

  const second = await eero.context.newPage();
  heard.push(eero.hears(second));
  await second.goto(`/teams/${at.team}`);
  await looks(aino, at.team);
  await button(item(aino, at.next.title), /^Aloita tämä/).click();
  await button(dialog(aino), 'Aloita tämä').click();
  await expect(aino.page).toHaveURL(new RegExp(`/boards/${at.next.board}/meeting$`));
  await expect(button(eero.page, 'Tule mukaan')).toBeVisible();
  await expect(second.getByText('Toinen tapaus')).toBeVisible();
  for (const page of [eero.page, second]) {
    const shown = await page.locator('body').innerText();
    for (const secret of [at.next.title, 'Salattu']) expect(shown).not.toContain(secret);
  }
  for (const line of heard) {
    expect(line.join()).toContain(at.first.title);
    for (const secret of [at.next.title, 'Salattu']) expect(line.join()).not.toContain(secret);
  }
  await second.close();
  await eero.page.goto(`/boards/${at.next.board}/meeting`);
  await expect(eero.page.getByText(at.next.title)).toHaveCount(0);
  await expect(button(eero.page, 'Tule mukaan')).toHaveCount(0);
  expect((await eero.keeps()).join()).not.toContain('Salattu');
});

test('what is prepared is ticked and seen by the others, a case waits for another time and comes back', async ({ sits, knows, board }) => {
  const at = await table(knows, board);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await looks(aino, at.team);
  await looks(eero, at.team);
  await button(agenda(aino), 'Lisää tapaus').click();
  await dialog(aino).getByLabel('Taulu').selectOption(String(at.first.board));
  await dialog(aino).getByLabel('Asiakkaan suostumus on varmistettu').check();
  await button(dialog(aino), 'Lisää').click();
  const his = item(eero, at.first.title);
  await expect(his).toContainText('suostumus varmistettu');
  await expect(his).toContainText('kysymys puuttuu');
  await expect(his).toContainText('kartta tarkistamatta');

  await chooses(aino, item(aino, at.first.title), 'Muokkaa ja valmistele');
  await dialog(aino).getByLabel(/^Mitä esittäjä toivoo/).fill('Kuka kysyy asiakkaalta?');
  await dialog(aino).getByLabel('Kartta on ajan tasalla').check();
  await button(dialog(aino), 'Tallenna').click();
  await expect(his).toContainText('Kuka kysyy asiakkaalta?');
  await expect(his).toContainText('kartta ajan tasalla');

  await chooses(eero, his, 'Jätä toiseen kertaan');
  await expect(agenda(aino).getByText('Esityslistalla ei ole vielä tapauksia.')).toBeVisible();
  await expect(agenda(aino).getByRole('heading', { name: 'Odottavat 1' })).toBeVisible();
  await chooses(aino, item(aino, at.first.title), 'Ota tähän kokoukseen');
  await expect(agenda(eero).getByRole('heading', { name: 'Odottavat', exact: true })).toBeVisible();
  await expect(his).toContainText('Kuka kysyy asiakkaalta?');
});

/** A line on which the word that something of a team has changed is lost. */
async function hearsLate(seat) {
  await seat.page.routeWebSocket('**/ws', (page) => {
    const server = page.connectToServer();
    page.onMessage((message) => server.send(message));
    server.onMessage((message) => { if (!String(message).includes('"team.changed"')) page.send(message); });
  });
}

for (const [is_late, when] of [[false, ''], [true, ', also where the word of it comes late']])
  test(`two who prepare the same case see each the other's words before one of them is left${when}`, async ({ sits, knows, board }) => {
    const at = await table(knows, board);
    await puts(at.aino, at, at.first, 'Alussa');
    const [aino, eero] = [await sits('aino'), await sits('eero')];
    if (is_late) await hearsLate(eero);
    for (const seat of [aino, eero]) {
      await looks(seat, at.team);
      await chooses(seat, item(seat, at.first.title), 'Muokkaa ja valmistele');
      await dialog(seat).getByLabel(/^Mitä esittäjä toivoo/).fill(`Kysyy ${seat.name}`);
    }
    await button(dialog(aino), 'Tallenna').click();
    if (is_late) {
      await expect(item(aino, at.first.title)).toContainText('Kysyy aino');
      await button(dialog(eero), 'Tallenna').click();
    }
    await expect(dialog(eero).getByRole('alert')).toContainText('Joku muutti tätä kohtaa samaan aikaan.');
    await expect(dialog(eero).getByRole('row', { name: /Kysyy eero Kysyy aino/ })).toBeVisible();
    await expect(dialog(eero).getByLabel(/^Mitä esittäjä toivoo/)).toHaveValue('Kysyy eero');
    await expect(item(aino, at.first.title)).toContainText('Kysyy aino');
    await button(dialog(eero), 'Tallenna omani').click();
    await expect(item(aino, at.first.title)).toContainText('Kysyy eero');
  });

test('words left in the dialog of a case are there when it opens again, it says so, and one can begin anew', async ({ sits, knows, board }) => {
  const at = await table(knows, board);
  await puts(at.aino, at, at.first, 'Miten arki kantaa?');
  const aino = await sits('aino');
  await looks(aino, at.team);
  const question = dialog(aino).getByLabel(/^Mitä esittäjä toivoo/);
  const kept = dialog(aino).getByText('Jatkat siitä, mihin jäit.');
  for (const [opens, was] of [
    [() => chooses(aino, item(aino, at.first.title), 'Muokkaa ja valmistele'), 'Miten arki kantaa?'],
    [() => button(agenda(aino), 'Lisää tapaus').click(), ''],
  ]) {
    await opens();
    await expect(question).toHaveValue(was);
    await expect(kept).toHaveCount(0);
    await question.fill('Kuka huomaa ensin?');
    await expect(kept).toHaveCount(0);
    await button(dialog(aino), 'Peruuta').click();
    await opens();
    await expect(question).toHaveValue('Kuka huomaa ensin?');
    await expect(kept).toBeVisible();
    await button(dialog(aino), 'Aloita alusta').click();
    await expect(question).toHaveValue(was);
    await expect(kept).toHaveCount(0);
    await expect(dialog(aino).locator(':focus')).toHaveCount(1);
    await button(dialog(aino), 'Peruuta').click();
  }
});
