// follow_up.spec.mjs - contacts that the client was promised: at the board, in the day of who answers for them, in the calendar
import { test, expect } from './world.mjs';

const button = (seat, name) => seat.page.getByRole('button', { name, exact: true });
const dialog = (seat) => seat.page.getByRole('dialog');
const row = (seat, what) => seat.page.locator('[data-follow-up]').filter({ has: seat.page.getByRole('heading', { name: what, exact: true }) });
const ahead = (seat) => seat.page.getByRole('region', { name: /^Seurannat/ });
const due = (seat, what) => ahead(seat).getByRole('listitem').filter({ hasText: what });

const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' });
const day = (n) => days.format(Date.now() + n * 86_400_000);

async function opens(seat, board) {
  await seat.opens(board);
  await ahead(seat).scrollIntoViewIfNeeded();
}

async function chooses(seat, what, act) {
  await button(seat, `Seurannan toiminnot: ${what}`).click();
  await seat.page.getByRole('menuitem', { name: act }).click();
}

test('a visit is promised for another within a window; they see it in their day, do it there, and the board has the outcome at once', async ({ sits, board }) => {
  test.slow();
  const { board: id, title } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await eero.page.goto('/');
  await opens(aino, id);
  await expect(ahead(aino)).toContainText('Ei luvattuja yhteydenottoja.');

  const what = `Käynti kotihoidon kanssa ${id}`;
  await button(aino, 'Sovi seuranta').click();
  await dialog(aino).getByText('Kotikäynti').click();
  await aino.page.getByLabel('Mitä on luvattu').fill(what);
  await aino.page.getByLabel('Aikaväli, ei tarkkaa päivää').check();
  await aino.page.getByLabel('Aikaisintaan').fill(day(-2));
  await aino.page.getByLabel('Viimeistään').fill(day(-3));
  await expect(dialog(aino).getByRole('alert')).toHaveText('Viimeinen päivä on ennen ensimmäistä.');
  await expect(dialog(aino).getByRole('button', { name: 'Sovi seuranta' })).toBeDisabled();
  await aino.page.getByLabel('Viimeistään').fill(day(3));
  await aino.page.getByLabel('Kuka vastaa').selectOption({ label: 'Eero Koskenniitty' });
  await dialog(aino).getByRole('button', { name: 'Sovi seuranta' }).click();
  await expect(row(aino, what)).toContainText('Kotikäynti');
  await expect(row(aino, what)).toContainText('Eero Koskenniitty');
  await expect(row(aino, what)).toContainText('ajankohtainen');

  // in eero's day, with the way to where it stands
  await expect(due(eero, what)).toContainText(title);
  await due(eero, what).getByRole('link').click();
  await expect(row(eero, what).getByRole('heading')).toBeFocused();
  await expect(row(eero, what)).toBeInViewport();
  await eero.page.goBack();
  await due(eero, what).getByRole('button', { name: 'Merkitse tehdyksi' }).click();
  await expect(dialog(eero)).toContainText(title);
  await expect(dialog(eero).getByRole('button', { name: 'Tehty' })).toBeDisabled();
  await eero.page.getByLabel('Tulos').fill('Pärjää hyvin, lääkkeet tarkistettu.');
  await dialog(eero).getByRole('button', { name: 'Tehty' }).click();
  await expect(due(eero, what)).toHaveCount(0);
  await expect(row(aino, what)).toHaveCount(0);
  await button(aino, 'Näytä päättyneet (1)').click();
  await expect(row(aino, what)).toContainText('Tulos: Pärjää hyvin, lääkkeet tarkistettu.');
  await expect(row(aino, what)).toContainText(/tehty tänään/);
  // what is over has its address too
  await aino.page.goto(`/boards/${id}/follow-ups/${await row(aino, what).getAttribute('data-follow-up')}`);
  await expect(row(aino, what)).toContainText('Pärjää hyvin');
});

test('a follow-up is changed, cancelled with the reason, opened again and done; both screens agree', async ({ sits, board }) => {
  test.slow();
  const { board: id } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  for (const seat of [aino, eero]) await opens(seat, id);

  await button(aino, 'Sovi seuranta').click();
  await aino.page.getByLabel('Päivä', { exact: true }).fill(day(2));
  await dialog(aino).getByRole('button', { name: 'Sovi seuranta' }).click();
  // without words it goes by its kind
  for (const seat of [aino, eero]) await expect(row(seat, 'Soitto')).toContainText('Aino Saarnivirta');

  await chooses(eero, 'Soitto', 'Muuta');
  await expect(eero.page.getByLabel('Päivä', { exact: true })).toHaveValue(day(2));
  await dialog(eero).getByText('Vastaanotto').click();
  await eero.page.getByLabel('Mitä on luvattu').fill('Lääkärin aika');
  await eero.page.getByLabel('Päivä', { exact: true }).fill(day(9));
  await eero.page.getByLabel('Kuka vastaa').selectOption({ label: 'Eero Koskenniitty (sinä)' });
  await button(eero, 'Tallenna').click();
  await expect(row(aino, 'Lääkärin aika')).toContainText('Vastaanotto');
  await expect(row(aino, 'Lääkärin aika')).toContainText('Eero Koskenniitty');

  await chooses(aino, 'Lääkärin aika', 'Peru seuranta');
  await aino.page.getByLabel('Miksi seurantaa ei tehdä').fill('Aika siirtyi toiselle yksikölle.');
  await dialog(aino).getByRole('button', { name: 'Peru seuranta' }).click();
  for (const seat of [aino, eero]) {
    await expect(row(seat, 'Lääkärin aika')).toHaveCount(0);
    await expect(ahead(seat)).toContainText('Ei avoimia seurantoja.');
  }
  await button(eero, 'Näytä päättyneet (1)').click();
  await expect(row(eero, 'Lääkärin aika')).toContainText('Aika siirtyi toiselle yksikölle.');
  await chooses(eero, 'Lääkärin aika', 'Avaa uudelleen');
  for (const seat of [aino, eero]) await expect(row(seat, 'Lääkärin aika').getByRole('button', { name: /^Merkitse tehdyksi/ })).toBeVisible();

  // and done where it stands
  await row(eero, 'Lääkärin aika').getByRole('button', { name: /^Merkitse tehdyksi/ }).click();
  await eero.page.getByLabel('Tulos').fill('Kävi lääkärissä.');
  await dialog(eero).getByRole('button', { name: 'Tehty' }).click();
  await button(aino, 'Näytä päättyneet (1)').click();
  await expect(row(aino, 'Lääkärin aika')).toContainText('Tulos: Kävi lääkärissä.');
});

test('the check-up after closing is proposed two to three months ahead, and what one has typed of the days stays', async ({ sits, board }) => {
  const { board: id } = await board();
  const aino = await sits('aino');
  await opens(aino, id);
  await button(aino, 'Sovi seuranta').click();
  await dialog(aino).getByText('Kontrolli', { exact: true }).click();
  await expect(dialog(aino)).toContainText('Kontrolli on 2–3 kuukauden päästä');
  const from = await aino.page.getByLabel('Aikaisintaan').inputValue();
  const until = await aino.page.getByLabel('Viimeistään').inputValue();
  const away = (date) => Math.round((Date.parse(date) - Date.parse(day(0))) / 86_400_000);
  expect(away(from)).toBeGreaterThanOrEqual(58);
  expect(away(from)).toBeLessThanOrEqual(64);
  expect(away(until)).toBeGreaterThanOrEqual(86);
  expect(away(until)).toBeLessThanOrEqual(93);
  for (const date of [from, until]) expect([0, 6]).not.toContain(new Date(date).getUTCDay());
  await aino.page.getByLabel('Viimeistään').fill(day(100));
  await dialog(aino).getByText('Soitto', { exact: true }).click();
  await dialog(aino).getByText('Kontrolli', { exact: true }).click();
  await expect(aino.page.getByLabel('Viimeistään')).toHaveValue(day(100));
  await dialog(aino).getByRole('button', { name: 'Sovi seuranta' }).click();
  await expect(row(aino, 'Kontrolli')).toContainText('Aino Saarnivirta');
});

test('what is overdue stands first, with its day, in my day, in the calendar and in the count at the top', async ({ sits, board, knows }) => {
  const { board: id } = await board();
  const johanna = await knows('johanna');
  const aino = await knows('aino');
  await aino.http('participant.add', { board: id, account: johanna.id, role: 'member' });
  const promise = (from_on, text) => aino.http('follow_up.create', { board: id, kind: 'call', account: johanna.id, from_on, text });
  const seat = await sits('johanna');
  await seat.page.goto('/');
  await expect(seat.page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
  await expect(seat.page.getByText('Haetaan tehtäviäsi…')).toHaveCount(0);
  const count = seat.page.getByRole('navigation', { name: 'Päävalikko' }).getByRole('link', { name: /^Päiväni/ });
  const before = Number(/\d+/.exec(await count.textContent())?.[0] ?? 0);
  await promise(day(-5), 'Soitto tyttärelle');
  await promise(day(0), 'Soitto pojalle');
  await promise(day(4), 'Soitto naapurille');
  await expect(ahead(seat).getByRole('listitem')).toHaveText([/Soitto tyttärelle.*5 päivää myöhässä/s, /Soitto pojalle.*tänään/s]);
  await expect(count).toContainText(String(before + 2));

  await seat.page.goto('/calendar');
  await seat.page.getByText('Lista').click();
  const late = seat.page.getByRole('region', { name: /^Myöhässä/ });
  await expect(late).toContainText('5 päivää myöhässä');
  await expect(seat.page.getByRole('listitem').filter({ hasText: 'Soitto naapurille' }).getByRole('button', { name: /^Merkitse/ })).toHaveCount(0);
  await late.getByRole('button', { name: /^Merkitse tehdyksi/ }).click();
  await seat.page.getByLabel('Tulos').fill('Tytär jaksaa.');
  await dialog(seat).getByRole('button', { name: 'Tehty' }).click();
  await expect(seat.page.getByText('Soitto tyttärelle')).toHaveCount(0);
});

test('the words of an outcome that came too late are not lost', async ({ sits, board, knows }) => {
  const { board: id } = await board();
  const [aino, eero] = [await knows('aino'), await knows('eero')];
  const { follow_up } = await aino.http('follow_up.create', { board: id, kind: 'call', account: eero.id, from_on: day(-1), text: `Soitto ${id}` });
  const seat = await sits('eero');
  await seat.page.goto('/');
  await due(seat, `Soitto ${id}`).getByRole('button', { name: /^Merkitse tehdyksi/ }).click();
  await seat.page.getByLabel('Tulos').fill('Vastasi vasta illalla.');
  await seat.context.setOffline(true);
  await dialog(seat).getByRole('button', { name: 'Tehty' }).click();
  await aino.http('follow_up.cancel', { board: id, follow_up, reason: 'Asiakas perui.' });
  await seat.context.setOffline(false);
  const unsaid = seat.page.getByRole('group', { name: 'Tekstisi on tallessa' });
  await expect(unsaid).toContainText('Seurantaa koskevaa muutosta ei voitu tallentaa.', { timeout: 20_000 });
  await expect(unsaid).toContainText('Vastasi vasta illalla.');
  await expect(due(seat, `Soitto ${id}`)).toHaveCount(0);
  await unsaid.getByRole('button', { name: 'Hylkää teksti' }).click();
  await expect(unsaid).toHaveCount(0);
});
