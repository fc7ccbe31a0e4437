// team.spec.mjs - a team begun, named, joined, handed over, left and ended; whoever it concerns sees it at once
import { test, expect } from './world.mjs';

const button = (seat, name) => seat.page.getByRole('button', { name, exact: true });
const dialog = (seat) => seat.page.getByRole('dialog');
const members = (seat) => seat.page.getByRole('region', { name: /^Jäsenet/ }).getByRole('listitem');
const heading = (seat, name) => seat.page.getByRole('main').getByRole('heading', { level: 2, name, exact: true });

const day = (n) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(Date.now() + n * 86_400_000);

/** Somebody at the page of their teams, in none yet. */
async function atTeams(sits, knows, name) {
  const person = await knows(name);
  for (const { id } of (await person.http('team.mine')).teams) await person.http('team.leave', { team: id }).catch(() => person.http('team.end', { team: id }));
  const seat = await sits(name);
  await seat.page.goto('/teams');
  await expect(seat.page.getByText(/^Et ole vielä missään tiimissä\./)).toBeVisible();
  return seat;
}

async function chooses(seat, menu, act) {
  await button(seat, menu).click();
  await seat.page.getByRole('menuitem', { name: act }).click();
}

async function letsIn(seat, name) {
  await button(seat, 'Lisää jäsen').click();
  await seat.page.getByRole('combobox', { name: 'Hae nimellä' }).fill(name);
  await seat.page.getByRole('option', { name: new RegExp(name) }).first().click();
  await dialog(seat).getByRole('button', { name: 'Lisää jäsen' }).click();
  await expect(dialog(seat)).toHaveCount(0);
}

test('a team is begun, named and joined, and its members see each change without asking', async ({ sits, knows }) => {
  test.slow();
  const [aino, eero] = [await atTeams(sits, knows, 'aino'), await atTeams(sits, knows, 'eero')];
  const [first, later] = [`Pohjoinen ${Date.now()}`, `Pohjoinen perhetiimi ${Date.now()}`];
  await button(aino, 'Perusta tiimi').click();
  await expect(dialog(aino)).toContainText('Sinusta tulee sen vetäjä.');
  await aino.page.getByLabel('Tiimin nimi').fill(`  ${first} `);
  await dialog(aino).getByRole('button', { name: 'Perusta tiimi' }).click();
  await expect(heading(aino, first)).toBeVisible();
  await expect(aino.page).toHaveURL(/\/teams\/\d+$/);
  await expect(members(aino)).toHaveText([/Aino Saarnivirta.*\(sinä\).*vetäjä/s]);

  await letsIn(aino, 'Eero Koskenniitty');
  await expect(aino.page.getByText('Lisätty tiimiin: Eero Koskenniitty')).toBeVisible();
  await expect(members(aino)).toHaveCount(2);
  await expect(heading(eero, first)).toBeVisible();
  // whoever is in it is not let in again
  await button(aino, 'Lisää jäsen').click();
  await aino.page.getByRole('combobox', { name: 'Hae nimellä' }).fill('Eero Kos');
  await aino.page.getByRole('option').first().click();
  await expect(dialog(aino)).toContainText('On jo tiimissä.');
  await expect(dialog(aino).getByRole('button', { name: 'Lisää jäsen' })).toBeDisabled();
  await aino.page.keyboard.press('Escape');

  await chooses(aino, `Tiimin toiminnot: ${first}`, 'Muuta nimeä');
  await aino.page.getByLabel('Tiimin nimi').fill(later);
  await button(aino, 'Tallenna').click();
  for (const seat of [aino, eero]) await expect(heading(seat, later)).toBeVisible();

  // a member may leave, and nothing else
  await button(eero, `Tiimin toiminnot: ${later}`).click();
  await expect(eero.page.getByRole('menuitem')).toHaveText(['Poistu tiimistä']);
  await eero.page.keyboard.press('Escape');
  await expect(button(eero, 'Lisää jäsen')).toHaveCount(0);
  await expect(eero.page.getByRole('button', { name: /^Toiminnot: / })).toHaveCount(0);
  await expect(eero.page.getByText(/^Vetäjä lisää ja poistaa jäseniä/)).toBeVisible();

  // a name that is taken is refused in a sentence, and stays in the field
  await button(eero, 'Perusta tiimi').click();
  await eero.page.getByLabel('Tiimin nimi').fill(later);
  await dialog(eero).getByRole('button', { name: 'Perusta tiimi' }).click();
  await expect(dialog(eero).getByRole('alert')).toContainText('nimi on jo käytössä');
  await expect(eero.page.getByLabel('Tiimin nimi')).toHaveValue(later);
});

test('whoever is let out of a team loses it and its meetings at once; a lead hands it over, leaves and ends it', async ({ sits, knows }) => {
  test.slow();
  const [aino, eero] = [await atTeams(sits, knows, 'aino'), await atTeams(sits, knows, 'eero')];
  const [me, other] = [await knows('aino'), await knows('eero')];
  const name = `Etelä ${Date.now()}`;
  const { team } = await me.http('team.create', { name });
  await me.http('team.add', { team, account: other.id, role: 'member' });
  // before whatever else he has been invited to: my day shows the next few
  await me.http('meeting.create', { team, title: 'Viikkokokous', start: `${day(1)}T00:05`, tz: 'Europe/Helsinki', minutes: 60 });
  const calendar = await sits('eero');
  await calendar.page.goto('/');
  await expect(button(calendar, 'Viikkokokous')).toBeVisible();
  await expect(heading(aino, name)).toBeVisible();
  await expect(heading(eero, name)).toBeVisible();

  // asked first, then out: here, there and in the calendar
  await chooses(aino, 'Toiminnot: Eero Koskenniitty', 'Poista tiimistä');
  await expect(dialog(aino)).toContainText('Hän lakkaa näkemästä tiimiä heti');
  await button(aino, 'Peruuta').click();
  await expect(members(aino)).toHaveCount(2);
  await chooses(aino, 'Toiminnot: Eero Koskenniitty', 'Poista tiimistä');
  await dialog(aino).getByRole('button', { name: 'Poista tiimistä' }).click();
  await expect(aino.page.getByText('Poistettu tiimistä: Eero Koskenniitty')).toBeVisible();
  await expect(members(aino)).toHaveCount(1);
  await expect(eero.page.getByText(/^Et ole vielä missään tiimissä\./)).toBeVisible();
  await expect(eero.page.getByText(name)).toHaveCount(0);
  await expect(button(calendar, 'Viikkokokous')).toHaveCount(0);
  await eero.page.goto(`/teams/${team}`);
  await expect(eero.page.getByText(/^Et ole vielä missään tiimissä\./)).toBeVisible();

  // the only lead can't go: somebody else leads first
  await letsIn(aino, 'Eero Koskenniitty');
  await chooses(aino, `Tiimin toiminnot: ${name}`, 'Poistu tiimistä');
  await expect(aino.page.getByText('Olet ainoa vetäjä.')).toBeVisible();
  await expect(dialog(aino)).toHaveCount(0);
  await chooses(aino, 'Toiminnot: Eero Koskenniitty', 'Tee vetäjäksi');
  await expect(members(aino).filter({ hasText: 'Eero Koskenniitty' })).toContainText('vetäjä');
  await expect(button(eero, 'Lisää jäsen')).toBeVisible();
  await chooses(aino, `Tiimin toiminnot: ${name}`, 'Poistu tiimistä');
  await dialog(aino).getByRole('button', { name: 'Poistu tiimistä' }).click();
  await expect(aino.page.getByText(/^Et ole vielä missään tiimissä\./)).toBeVisible();
  await expect(members(eero)).toHaveCount(1);

  // its end cancels what was to come, and says so in everybody's day
  await expect(button(calendar, 'Viikkokokous')).toBeVisible();
  await chooses(eero, `Tiimin toiminnot: ${name}`, 'Lopeta tiimi');
  await expect(dialog(eero)).toContainText('Tiimin tulevat kokoukset perutaan kaikilta.');
  await dialog(eero).getByRole('button', { name: 'Lopeta tiimi' }).click();
  await expect(eero.page.getByText('Tiimi on lopetettu.')).toBeVisible();
  await expect(eero.page.getByText(/^Et ole vielä missään tiimissä\./)).toBeVisible();
  await expect(calendar.page.locator('[data-meeting]').filter({ hasText: 'Viikkokokous' })).toContainText('Peruttu');
});

test('a name like another’s is warned of before the wrong one is let in', async ({ sits, knows, newcomer }) => {
  for (const full_name of ['Kaisu Metsälampi', 'Kaisa Metsälampi']) await newcomer(full_name);
  const aino = await atTeams(sits, knows, 'aino');
  const { team } = await (await knows('aino')).http('team.create', { name: `Kaimat ${Date.now()}` });
  await aino.page.goto(`/teams/${team}`);
  await button(aino, 'Lisää jäsen').click();
  await aino.page.getByRole('combobox', { name: 'Hae nimellä' }).fill('Kaisu Met');
  await aino.page.getByRole('option', { name: /Kaisu Metsälampi/ }).click();
  await expect(dialog(aino).getByRole('status').filter({ hasText: 'Samankaltaisia nimiä.' })).toContainText('Kaisa Metsälampi');
  await dialog(aino).getByRole('button', { name: 'Lisää jäsen' }).click();
  await expect(members(aino).filter({ hasText: 'Kaisu Metsälampi' })).toBeVisible();
});

test('of several teams a narrow screen shows the list, or the one that was chosen of it', async ({ sits, knows }) => {
  const aino = await atTeams(sits, knows, 'aino');
  const person = await knows('aino');
  const names = [`Itä ${Date.now()}`, `Länsi ${Date.now()}`];
  for (const name of names) await person.http('team.create', { name });
  await aino.page.setViewportSize({ width: 390, height: 844 });
  const list = aino.page.getByRole('navigation', { name: 'Omat tiimit' });
  await list.getByRole('link', { name: new RegExp(names[1]) }).click();
  await expect(heading(aino, names[1])).toBeVisible();
  await expect(list).toBeHidden();
  await aino.page.getByRole('link', { name: 'Kaikki tiimit' }).click();
  await expect(list.getByRole('link')).toHaveCount(2);
  await expect(heading(aino, names[1])).toHaveCount(0);
  await aino.page.setViewportSize({ width: 1280, height: 900 });
  await list.getByRole('link', { name: new RegExp(names[0]) }).click();
  await expect(list).toBeVisible();
  await expect(heading(aino, names[0])).toBeVisible();
  for (const { id } of (await person.http('team.mine')).teams) await person.http('team.end', { team: id });
});
