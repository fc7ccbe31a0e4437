// doors.spec.mjs - coming in, going out, being let out
import { test, expect } from './world.mjs';
import { signIn, postJson } from '../protocol/client.mjs';

test('one signs in by name and password, sees one\'s day, and signs out', async ({ sits }) => {
  const seat = await sits(null);
  await seat.page.goto('/');
  await expect(seat.page).toHaveTitle(/Kirjaudu sisään/);
  await seat.page.getByLabel('Käyttäjätunnus').fill('eero');
  await seat.page.getByLabel('Salasana').fill('väärä');
  await seat.page.getByRole('button', { name: 'Kirjaudu sisään' }).click();
  await expect(seat.page.getByRole('alert')).toHaveText('Tunnus tai salasana on väärä.');
  await seat.page.getByLabel('Salasana').fill('alongside');
  await seat.page.keyboard.press('Enter');
  await expect(seat.page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
  await expect(seat.page.getByRole('main').getByRole('listitem').first()).toBeVisible();

  await seat.page.getByRole('button', { name: /oma valikko/ }).click();
  await seat.page.getByRole('menuitem', { name: 'Kirjaudu ulos' }).click();
  await expect(seat.page.getByLabel('Käyttäjätunnus')).toBeVisible();
  await seat.page.goBack();
  await expect(seat.page.getByRole('listitem')).toHaveCount(0);
  await seat.page.goto('/');
  await expect(seat.page.getByLabel('Käyttäjätunnus')).toBeVisible();
});

test('whoever comes by the address of a board signs in and is there', async ({ sits, board }) => {
  const { board: id, title } = await board();
  const seat = await sits(null);
  await seat.page.goto(`/boards/${id}`);
  await seat.page.getByLabel('Käyttäjätunnus').fill('aino');
  await seat.page.getByLabel('Salasana').fill('alongside');
  await seat.page.keyboard.press('Enter');
  await expect(seat.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
});

test('the languages are Finnish, Swedish and English', async ({ sits }) => {
  const seat = await sits(null);
  await seat.page.goto('/');
  await seat.page.getByRole('button', { name: 'På svenska' }).click();
  await expect(seat.page.locator('html')).toHaveAttribute('lang', 'sv');
  await seat.page.getByRole('button', { name: 'In English' }).click();
  await expect(seat.page.locator('html')).toHaveAttribute('lang', 'en');
  await seat.page.getByRole('button', { name: 'Suomeksi' }).click();
  await expect(seat.page.getByRole('button', { name: 'Kirjaudu sisään' })).toBeVisible();
});

test('whoever is let out sees nothing of the board any more, and keeps what they were writing', async ({ sits, board, knows }) => {
  const { board: id } = await board([['need', 'Salassa pidettävä']]);
  const eero = await sits('eero');
  await eero.opens(id);
  await expect(eero.texts('Tarpeet')).toHaveText(['Salassa pidettävä']);
  const aino = await sits('aino');
  await aino.opens(id);
  await aino.page.getByRole('button', { name: 'Toiminnot: Eero Koskenniitty' }).click();
  await aino.page.getByRole('menuitem', { name: 'Poista taululta' }).click();
  await aino.page.getByRole('dialog').getByRole('button', { name: 'Poista taululta' }).click();
  await expect(eero.page.getByRole('heading', { name: 'Pääsysi tälle taululle on päättynyt' })).toBeVisible();
  await expect(eero.page.getByText('Salassa pidettävä')).toHaveCount(0);
  await eero.page.reload();
  await expect(eero.page.getByRole('heading', { name: 'Taulua ei löydy' })).toBeVisible();
  await eero.page.goto('/boards');
  await expect(eero.page.getByRole('heading', { level: 1, name: 'Taulut' })).toBeVisible();
  expect((await (await knows('eero')).http('board.list')).boards.some(({ board }) => board === id)).toBe(false);
  await expect(eero.page.locator(`a[href="/boards/${id}"]`)).toHaveCount(0);
});

test('a session that is ended elsewhere ends here at once, and says so', async ({ sits, board, server }) => {
  const { board: id } = await board([['need', 'Ei jää näkyviin']]);
  const eero = await sits('eero');
  await eero.opens(id);
  const elsewhere = await signIn(server, 'eero');
  const { sessions } = await elsewhere.http('session.list');
  const cookie = (await eero.context.cookies()).find(({ name }) => name === 'rinnalla').value;
  const here = await (await fetch(`${server.url}/api/session`, { headers: { authorization: `Bearer ${cookie}` } })).json();
  expect(sessions.map(({ id }) => id)).toContain(here.session.id);
  await elsewhere.http('session.end', { session: here.session.id });
  await expect(eero.page.getByText('Istuntosi päättyi.')).toBeVisible();
  await expect(eero.page.getByText('Ei jää näkyviin')).toHaveCount(0);
  await eero.page.getByLabel('Salasana').fill('alongside');
  await eero.page.keyboard.press('Enter');
  await expect(eero.texts('Tarpeet')).toHaveText(['Ei jää näkyviin']); // where one was
});

test('the administrator sees units and people, and no board', async ({ sits, board }) => {
  const { board: id, title } = await board();
  const admin = await sits('admin');
  await admin.page.goto('/');
  await expect(admin.page.getByRole('heading', { level: 1, name: 'Hallinta' })).toBeVisible();
  await expect(admin.page.getByText('Aino Saarnivirta')).toBeVisible();
  await admin.page.goto(`/boards/${id}`);
  await expect(admin.page.getByText('Täällä ei ole mitään')).toBeVisible();
  await expect(admin.page.getByText(title)).toHaveCount(0);
});

test('after signing out nothing of a board is left in the browser', async ({ sits, board }) => {
  const { board: id } = await board([['need', 'kanaria7f3a91']]);
  const aino = await sits('aino');
  await aino.opens(id);
  await aino.page.getByRole('textbox', { name: 'Lisää toive' }).fill('kanaria7f3a92');
  await aino.adds('Lisää huoli', 'kanaria7f3a93');
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  const kept = async () => (await aino.keeps()).join('\n');
  expect(await kept()).not.toContain('kanaria'); // sealed, while one works
  await aino.page.getByRole('button', { name: /oma valikko/ }).click();
  await aino.page.getByRole('menuitem', { name: 'Kirjaudu ulos' }).click();
  await expect(aino.page.getByLabel('Käyttäjätunnus')).toBeVisible();
  expect(await kept()).not.toContain('kanaria');
  expect(await aino.page.content()).not.toContain('kanaria');
});

test('the page of another site gets no session from a form', async ({ server }) => {
  const answer = await postJson(`${server.url}/api/session`, { name: 'aino', password: 'alongside' }, { origin: 'https://evil.example' });
  expect(answer.status).toBe(403);
});
