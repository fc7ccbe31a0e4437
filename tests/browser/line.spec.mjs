// line.spec.mjs - the line breaks, the server restarts, pages are reloaded: nothing written is lost, nothing is there twice
import { test, expect } from './world.mjs';
import { serve } from '../protocol/server.mjs';

test('whoever is offline goes on writing, is told what waits, and all of it arrives once', async ({ sits, board }) => {
  const { board: id } = await board([['need', 'Kotiapua aamuihin']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  await aino.context.setOffline(true);
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.adds('Lisää tarve', 'Yhteydettä kirjoitettu');
  await aino.adds('Lisää toive', 'Toinen samoin');
  await aino.does('Kotiapua aamuihin', 'Poista');
  await expect(aino.state()).toHaveText('Ei yhteyttä · 3 muutosta odottaa');
  await expect(aino.texts('Tarpeet')).toHaveText(['Yhteydettä kirjoitettu']);
  await eero.adds('Lisää huoli', 'Sillä aikaa');
  await expect(eero.texts('Tarpeet')).toHaveText(['Kotiapua aamuihin']);

  await aino.context.setOffline(false);
  await expect(eero.texts('Tarpeet')).toHaveText(['Yhteydettä kirjoitettu'], { timeout: 20_000 });
  await expect(eero.texts('Toiveet')).toHaveText(['Toinen samoin']);
  await expect(aino.texts('Huolet')).toHaveText(['Sillä aikaa']);
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  await expect(aino.texts('Tarpeet')).toHaveText(['Yhteydettä kirjoitettu']);
});

test('the server is killed and comes back: everybody goes on where they were', async ({ sits, board, server, knows }) => {
  const { board: id } = await board([['need', 'Ennen']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  server.child.kill('SIGKILL');
  await server.exited;
  await expect(aino.state()).toHaveText(/Ei yhteyttä/, { timeout: 15_000 });
  await aino.adds('Lisää tarve', 'Katkon aikana');
  await expect(aino.state()).toHaveText('Ei yhteyttä · 1 muutos odottaa');
  const next = await serve({ db: server.db, args: ['--listen', `127.0.0.1:${server.port}`] });
  Object.assign(server, { child: next.child, exited: next.exited, log: server.log + next.log });
  for (const seat of [aino, eero]) await expect(seat.texts('Tarpeet')).toHaveText(['Ennen', 'Katkon aikana'], { timeout: 25_000 });
  await expect(aino.state()).toHaveText(/^Tallennettu/);
  expect((await (await knows('aino')).http('card.bin', { board: id })).cards).toEqual([]);
});

test('two who change the same words: whoever is late sees both and chooses', async ({ sits, board }) => {
  const { board: id } = await board([['need', 'Alku']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  await aino.context.setOffline(true);
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.does('Alku', 'Muokkaa');
  await aino.page.getByRole('textbox', { name: 'Kortin teksti' }).fill('Ainon sanat');
  await aino.page.keyboard.press('Enter');
  await eero.does('Alku', 'Muokkaa');
  await eero.page.getByRole('textbox', { name: 'Kortin teksti' }).fill('Eeron sanat');
  await eero.page.keyboard.press('Enter');
  await expect(eero.state()).toHaveText(/^Tallennettu/);
  await aino.context.setOffline(false);

  const choice = aino.page.getByRole('group', { name: 'Tekstisi on tallessa' });
  await expect(choice).toBeVisible({ timeout: 20_000 });
  await expect(choice.getByRole('figure').filter({ hasText: 'Sinun tekstisi' })).toContainText('Ainon sanat');
  await expect(choice.getByRole('figure').filter({ hasText: 'Taululla nyt' })).toContainText('Eeron sanat');
  await expect(eero.texts('Tarpeet')).toHaveText(['Eeron sanat']); // nothing was overwritten
  await choice.getByRole('button', { name: 'Yhdistä tekstit' }).click();
  await aino.page.getByRole('textbox', { name: 'Yhdistetty teksti' }).fill('Eeron ja Ainon sanat');
  await aino.page.getByRole('button', { name: 'Tallenna yhdistetty' }).click();
  await expect(eero.texts('Tarpeet')).toHaveText(['Eeron ja Ainon sanat']);
  await expect(choice).toHaveCount(0);
});

test('what one has begun to write survives a reload, in a new card and in an edit', async ({ sits, board }) => {
  const { board: id } = await board([['need', 'Kotiapua aamuihin']]);
  const aino = await sits('aino');
  await aino.opens(id);
  await aino.page.getByRole('textbox', { name: 'Lisää toive' }).fill('Kesken jäänyt toive');
  await aino.does('Kotiapua aamuihin', 'Muokkaa');
  await aino.page.getByRole('textbox', { name: 'Kortin teksti' }).fill('Kotiapua aamuihin ja');
  await expect.poll(async () => (await aino.keeps()).filter((record) => record.includes('draft:')).length).toBe(2);
  await aino.page.reload();
  await expect(aino.page.getByRole('textbox', { name: 'Lisää toive' })).toHaveValue('Kesken jäänyt toive');
  await expect(aino.page.getByRole('textbox', { name: 'Kortin teksti' })).toHaveValue('Kotiapua aamuihin ja');
});

test('what waits for the line survives a reload, and is saved once', async ({ sits, board }) => {
  const { board: id } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  await aino.context.setOffline(true);
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.adds('Lisää tarve', 'Odottaa lataukseen asti');
  await expect(aino.state()).toHaveText('Ei yhteyttä · 1 muutos odottaa');
  await aino.page.close();
  await aino.context.setOffline(false);
  aino.page = await aino.context.newPage();
  await aino.opens(id);
  for (const seat of [aino, eero]) await expect(seat.texts('Tarpeet')).toHaveText(['Odottaa lataukseen asti'], { timeout: 15_000 });
});

test('a card that was removed meanwhile does not take the words with it', async ({ sits, board }) => {
  const { board: id } = await board([['need', 'Poistuva']]);
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await Promise.all([aino.opens(id), eero.opens(id)]);
  await aino.context.setOffline(true);
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.does('Poistuva', 'Muokkaa');
  await aino.page.getByRole('textbox', { name: 'Kortin teksti' }).fill('Pitkään mietityt sanat');
  await aino.page.keyboard.press('Enter');
  await eero.does('Poistuva', 'Poista');
  await expect(eero.state()).toHaveText(/^Tallennettu/);
  await aino.context.setOffline(false);
  const kept = aino.page.getByRole('group', { name: 'Tekstisi on tallessa' });
  await expect(kept).toContainText('Pitkään mietityt sanat', { timeout: 20_000 });
  await kept.getByRole('button', { name: 'Lisää uutena korttina' }).click();
  await expect(eero.texts('Tarpeet')).toHaveText(['Pitkään mietityt sanat']);
});

test('a part that was never fetched says so without a line, and opens when the line is back', async ({ sits, board }) => {
  const { board: id } = await board();
  const aino = await sits('aino');
  await aino.opens(id);
  await aino.context.setOffline(true);
  await expect(aino.state()).toHaveText(/Ei yhteyttä/);
  await aino.page.getByRole('link', { name: 'Kalenteri', exact: true }).click();
  await expect(aino.page.getByText('Tätä osaa ei saatu haettua. Se avautuu heti, kun yhteys palaa.')).toBeVisible();
  await aino.context.setOffline(false);
  await expect(aino.page.getByRole('heading', { level: 1, name: 'Kalenteri' })).toBeVisible({ timeout: 20_000 });
});

test('a part whose files are an older program’s says so, and comes when the page is loaded again', async ({ sits, board }) => {
  const { board: id } = await board();
  const aino = await sits('aino');
  await aino.opens(id);
  await aino.page.route('**/assets/*.js', (route) => route.fulfill({ status: 404, body: '' }));
  aino.expects(/status of 404/);
  await aino.page.getByRole('link', { name: 'Kalenteri', exact: true }).click();
  const again = aino.page.getByRole('button', { name: 'Lataa sivu uudelleen' });
  await expect(again).toBeVisible();
  await aino.page.unroute('**/assets/*.js');
  await again.click();
  await expect(aino.page.getByRole('heading', { level: 1, name: 'Kalenteri' })).toBeVisible();
});
