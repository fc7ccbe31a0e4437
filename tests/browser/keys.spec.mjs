// keys.spec.mjs - keys suffice, and the focus is always somewhere
import { test, expect } from './world.mjs';

test.setTimeout(90_000);

test('by keys: from the sign-in to a card that is added, moved, edited, removed and taken back', async ({ sits, board }) => {
  const { board: id, title } = await board([['need', 'Ensimmäinen'], ['need', 'Toinen']]);
  const seat = await sits(null);
  const { page } = seat;
  const key = (name) => page.keyboard.press(name);
  const reach = (...to) => seat.reach(...to);

  await page.goto('/');
  await reach(page.getByLabel('Käyttäjätunnus'));
  await page.keyboard.type('aino');
  await key('Tab');
  await page.keyboard.type('alongside');
  await key('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
  await reach(page.getByRole('link', { name: 'Taulut', exact: true }));
  await key('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Taulut' })).toBeVisible();
  await reach(page.getByRole('link', { name: new RegExp(title) }).first());
  await key('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
  expect(page.url()).toContain(`/boards/${id}`);

  await reach(page.getByRole('textbox', { name: 'Lisää tarve' }));
  await page.keyboard.type('Näppäimillä lisätty');
  await key('Enter');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Toinen', 'Näppäimillä lisätty']);
  const menu = page.getByRole('button', { name: 'Kortin toiminnot: Näppäimillä lisätty' });
  await reach(menu, 'Shift+Tab');
  await key('Alt+ArrowUp');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Näppäimillä lisätty', 'Toinen']);
  await expect(menu).toBeFocused();
  await key('Enter');
  await expect(page.getByRole('menuitem', { name: 'Muokkaa' })).toBeFocused();
  await key('Escape');
  await expect(menu).toBeFocused();
  await key('F2');
  await page.keyboard.type(', ja muokattu');
  await key('Enter');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Näppäimillä lisätty, ja muokattu', 'Toinen']);
  const edited = page.getByRole('button', { name: 'Kortin toiminnot: Näppäimillä lisätty, ja muokattu' });
  await expect(edited).toBeFocused();
  await key('Enter');
  await expect(page.getByRole('menuitem', { name: 'Muokkaa' })).toBeFocused();
  await key('End');
  await expect(page.getByRole('menuitem', { name: 'Poista' })).toBeFocused();
  await key('Enter');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Toinen']);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await key('Control+z');
  await expect(seat.texts('Tarpeet')).toHaveText(['Ensimmäinen', 'Näppäimillä lisätty, ja muokattu', 'Toinen']);
});

test('by keys: a subscription is made and ended, somebody is let out of a team, a follow-up is done', async ({ sits, board, knows }) => {
  const { board: id } = await board();
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  await aino.http('follow_up.create', { board: id, kind: 'call', account: aino.id, from_on: '2026-01-02', text: `Soitto ${id}` });
  const { team } = await aino.http('team.create', { name: `Näppäimet ${id}` });
  await aino.http('team.add', { team, account: eero.id, role: 'member' });
  const seat = await sits('aino');
  const { page } = seat;
  const dialog = page.getByRole('dialog');
  const key = (name) => page.keyboard.press(name);

  await page.goto('/calendar/feeds');
  const make = page.getByRole('button', { name: 'Uusi tilaus' });
  await seat.reach(make);
  await key('Enter');
  await expect(page.getByRole('combobox', { name: 'Mitä tilataan' })).toBeFocused();
  await page.keyboard.type(`Näppäimet ${id}`);
  await seat.reach(dialog.getByRole('radio', { name: 'Ilman tunnuksia' }));
  await key('ArrowDown');
  await seat.reach(dialog.getByRole('button', { name: 'Luo osoite' }));
  await key('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Osoite' })).toBeFocused();
  await key('Escape');
  await expect(make).toBeFocused();
  await seat.reach(page.getByRole('button', { name: `Näppäimet ${id}` }));
  await key('Enter');
  await expect(dialog.getByRole('button', { name: 'Peruuta' })).toBeFocused();
  await key('Tab');
  await key('Enter');
  await expect(page.getByText(`Tilaus lopetettu: Näppäimet ${id}`)).toBeVisible();
  await expect(page.getByRole('button', { name: `Näppäimet ${id}` })).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);

  await page.goto(`/teams/${team}`);
  await seat.reach(page.getByRole('button', { name: 'Toiminnot: Eero Koskenniitty' }));
  await key('Enter');
  await key('End');
  await expect(page.getByRole('menuitem', { name: 'Poista tiimistä' })).toBeFocused();
  await key('Enter');
  await key('Tab');
  await key('Enter');
  await expect(page.getByRole('region', { name: /^Jäsenet/ }).getByRole('listitem')).toHaveCount(1);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);

  await page.goto('/');
  await seat.reach(page.getByRole('button', { name: new RegExp(`^Merkitse tehdyksi.*Soitto ${id}`) }));
  await key('Enter');
  await page.keyboard.type('Kaikki hyvin');
  await seat.reach(dialog.getByRole('button', { name: 'Tehty' }));
  await key('Enter');
  await expect(page.getByText(`Soitto ${id}`)).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});
