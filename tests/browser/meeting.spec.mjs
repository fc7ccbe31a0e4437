// A whole meeting: two people at their browsers and one with a phone, the facilitator taken over in the middle, one of them
// without a line for a phase, minutes made, confirmed and closed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, expect } from './world.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
test.use({ actionTimeout: 10_000 });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

const phase = (seat, name) => expect(seat.page.locator('#phase-title')).toHaveText(name);
const button = (seat, name) => seat.page.getByRole('button', { name });

/** What axe finds in a page, as its rules and the places. */
async function faults(seat) {
  await seat.page.evaluate(axe);
  const { violations } = await seat.page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

async function goes(seat, board, view = 'meeting') {
  await seat.page.goto(`/boards/${board}/${view}`);
  await expect(seat.page.getByRole('heading', { level: 1 }).first()).toBeVisible();
}

test('a whole meeting is held by two at their desks and one with a phone', async ({ sits, board }) => {
  test.setTimeout(150_000);
  const { board: id } = await board([['voice', 'Haluan nukkua yöni'], ['hypothesis', 'Väsymys kiertää']], { eero: 'member', leena: 'member' });
  const aino = await sits('aino');
  const eero = await sits('eero');
  const leena = await sits('leena', phone);

  await goes(aino, id);
  await aino.page.getByText('kuultu etukäteen').click();
  await aino.page.getByLabel('Kuka esittää tilanteen').selectOption({ label: 'Leena Haapasuonio' });
  await button(aino, 'Aloita tapaaminen').click();
  await expect(aino.page.getByText('Sinä vedät', { exact: true })).toBeVisible();
  for (const other of [eero, leena]) {
    await goes(other, id);
    await button(other, 'Tule mukaan').click();
    await expect(button(other, 'Pyydä puheenvuoro')).toBeVisible();
    await phase(other, 'Saapuminen');
  }
  await expect(aino.page.getByRole('region', { name: /^Läsnä/ }).getByRole('listitem')).toHaveCount(3);
  expect(await faults(aino)).toEqual([]);
  expect(await faults(leena)).toEqual([]);

  // a hand, a turn
  await button(leena, 'Pyydä puheenvuoro').click();
  await button(aino, /^Anna vuoro/).click();
  await expect(leena.page.getByText('Sinun vuorosi')).toBeVisible();
  await button(leena, 'Päätä vuoro').click();
  await expect(aino.page.getByText('Puheenvuoro on vapaa.')).toBeVisible();

  // all go along; who looks around stays and comes back
  await button(aino, /^Seuraava vaihe/).click();
  for (const one of [aino, eero, leena]) await phase(one, 'Viime kerralla sovittu');
  await eero.page.getByRole('navigation', { name: 'Tapaamisen vaiheet' }).getByRole('button', { name: /^Mitä tiedämme/ }).click();
  await phase(eero, 'Mitä tiedämme');
  await button(aino, /^Seuraava vaihe/).click();
  await phase(leena, 'Esittäjän kysymys');
  await phase(eero, 'Mitä tiedämme');
  await button(eero, 'Palaa vetäjän vaiheeseen').click();
  await phase(eero, 'Esittäjän kysymys');

  // nobody who writes is pulled away, and what is written is there for all
  await button(eero, 'Kirjoita').click();
  await eero.page.locator('.cm-content').waitFor();
  await eero.page.keyboard.type('Miten äiti jaksaa?');
  await button(aino, /^Seuraava vaihe/).click();
  await phase(aino, 'Mitä tiedämme');
  await eero.page.keyboard.type(' Entä isä?');
  await phase(eero, 'Esittäjän kysymys');
  await button(eero, 'Valmis').click();
  await button(eero, 'Palaa vetäjän vaiheeseen').click();
  await aino.page.getByRole('navigation', { name: 'Tapaamisen vaiheet' }).getByRole('button', { name: /^Esittäjän kysymys/ }).click();
  await expect(aino.page.getByText('Miten äiti jaksaa? Entä isä?')).toBeVisible();
  await button(aino, 'Palaa muiden luo').click();

  // one loses the line for a phase, another takes over meanwhile: nothing is lost, nobody is in doubt who leads
  await leena.context.setOffline(true);
  await button(eero, 'Ota vetovastuu').click();
  await eero.page.getByRole('dialog').getByRole('button', { name: 'Ota vetovastuu' }).click();
  await expect(eero.page.getByText('Sinä vedät', { exact: true })).toBeVisible();
  await expect(aino.page.getByText(/^Vetäjä: Eero/)).toBeVisible();
  await expect(button(aino, /^Seuraava vaihe/)).toHaveCount(0);
  await button(eero, /^Seuraava vaihe/).click();
  await phase(aino, 'Asiakkaan ääni');
  await leena.context.setOffline(false);
  await phase(leena, 'Asiakkaan ääni');
  await expect(leena.page.getByText(/^Vetäjä: Eero/)).toBeVisible();
  await expect(button(leena, 'Pyydä puheenvuoro')).toBeVisible({ timeout: 15_000 });

  // from the phone: the client's words, added in passing
  await leena.page.getByRole('navigation', { name: 'Tapaamisen näkymät' }).getByRole('button', { name: 'Lisää', exact: true }).click();
  await leena.page.getByRole('menuitem', { name: 'Lisää asiakkaan sanoja' }).click();
  await leena.page.getByRole('dialog').getByRole('textbox').fill('Kunpa joku kysyisi minulta');
  await leena.page.getByRole('dialog').getByRole('button', { name: 'Lisää' }).click();
  await expect(aino.page.getByRole('region', { name: 'Asiakkaan omin sanoin' }).first()).toContainText('Kunpa joku kysyisi minulta');

  // the presenter listens while the others reflect
  await eero.page.getByRole('navigation', { name: 'Tapaamisen vaiheet' }).getByRole('button', { name: /^Reflektoiva/ }).click();
  await phase(aino, 'Asiakkaan ääni');
  await button(eero, 'Siirrä kaikki tähän').click();
  await phase(aino, 'Reflektoiva keskustelu');
  await expect(leena.page.getByText('Nyt sinä kuuntelet.')).toBeVisible();
  await expect(aino.page.getByText('Leena Haapasuonio kuuntelee')).toBeVisible();

  // on the wall and back by one key
  await aino.page.locator('h1').first().focus();
  await aino.page.keyboard.press('r');
  await expect(aino.page.getByRole('img', { name: 'Tapaamisen osoite QR-koodina' })).toBeVisible();
  expect(await aino.page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThanOrEqual(24);
  await aino.page.keyboard.press('r');
  await expect(aino.page.locator('html[data-room]')).toHaveCount(0);

  // the end, the minutes
  await button(eero, 'Tapaamisen toiminnot').click();
  await eero.page.getByRole('menuitem', { name: 'Päätä tapaaminen' }).click();
  await eero.page.getByRole('dialog').getByRole('button', { name: 'Päätä tapaaminen' }).click();
  await button(eero, 'Koosta muistio').click();
  await eero.page.getByRole('dialog').getByRole('button', { name: 'Koosta muistio' }).click();
  const text = eero.page.getByRole('group', { name: 'Muistiinpanon teksti' });
  await expect(text).toContainText('Miten äiti jaksaa? Entä isä?');
  await expect(text).not.toContainText('Väsymys kiertää');
  expect(await faults(eero)).toEqual([]);
  await leena.page.goto(new URL(eero.page.url()).pathname);
  await button(leena, 'Vahvista').click();
  await expect(eero.page.getByRole('region', { name: 'Vahvistaneet' }).getByRole('listitem')).toHaveCount(1);
  await button(eero, 'Muistion toiminnot').click();
  await eero.page.getByRole('menuitem', { name: 'Sulje muistio' }).click();
  await eero.page.getByRole('dialog').getByRole('button', { name: 'Sulje muistio' }).click();
  await expect(button(leena, 'Kirjoita')).toHaveCount(0);
  await expect(button(eero, 'Avaa muistio uudelleen')).toBeVisible();
});
