// task.spec.mjs - tasks that cross units: the coordinator at the board, the ward and the social worker at their own days
import { test, expect } from './world.mjs';

const WARD = 'Keskussairaala, sisätautien osasto';
const SOCIAL = 'Aikuis- ja perhesosiaalityö';

const row = (seat, title) => seat.page.locator('[data-task]').filter({ has: seat.page.getByRole('button', { name: new RegExp(`${title}$`) }) });
const inboxOf = (seat, unit) => seat.page.getByRole('region', { name: new RegExp(unit) });

/** The days of those who get tasks, whoever they are. */
async function day(sits, name) {
  const seat = await sits(name);
  await seat.page.goto('/');
  await expect(seat.page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
  return seat;
}

async function unitsOf(person) {
  const { units } = await person.http('unit.list');
  return Object.fromEntries(units.map(({ id, name }) => [name, id]));
}

async function chooses(seat, title, act) {
  await row(seat, title).getByRole('button', { name: `Tehtävän toiminnot: ${title}` }).click();
  await seat.page.getByRole('menuitem', { name: act }).click();
}

test('a task is declined, given to others, passed on, taken and done, and what waits for it is free at once everywhere', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id, title } = await board([], {});
  const aino = await sits('aino');
  const [eero, johanna] = [await day(sits, 'eero'), await day(sits, 'johanna')];
  await aino.page.goto(`/boards/${id}/tasks`);

  // asked of a unit that is not on the board: whoever keeps its inbox sees it at once, and no way to the board
  const what = `Kotiutuspalaveri ${id}`;
  await aino.page.getByRole('button', { name: 'Uusi tehtävä' }).click();
  await aino.page.getByLabel('Mitä tehdään').fill(what);
  await aino.page.getByLabel('Tarkemmin').fill('Ennen viikonloppua, kotihoito mukana.');
  await aino.page.getByRole('combobox', { name: 'Yksikkö' }).selectOption({ label: WARD });
  await expect(aino.page.getByRole('dialog').getByText('Menee: Koko yksikkö')).toBeVisible();
  await aino.page.getByRole('button', { name: 'Lähetä pyyntö' }).click();
  await expect(row(aino, what)).toContainText('pyydetty');
  await expect(row(eero, what)).toBeVisible();
  await expect(row(eero, what)).toContainText('et ole tällä taululla');
  await expect(row(eero, what)).toContainText('pyytäjä Aino Saarnivirta');
  await expect(row(eero, what).getByRole('link')).toHaveCount(0);
  await expect(eero.page.getByText(title)).toHaveCount(0);
  await row(eero, what).getByRole('button', { name: what, exact: true }).click();
  await expect(eero.page.getByText('Ennen viikonloppua, kotihoito mukana.')).toBeVisible();

  // declined: it is back with who asked, with the reason
  await chooses(eero, what, 'Palauta pyytäjälle…');
  await eero.page.getByLabel('Miksi tehtävää ei oteta vastaan?').fill('Kuuluu sosiaalityölle.');
  await eero.page.getByRole('button', { name: 'Palauta', exact: true }).click();
  await expect(row(eero, what)).toHaveCount(0);
  await expect(row(aino, what)).toContainText('palautettu pyytäjälle');
  await expect(row(aino, what)).toContainText('Kuuluu sosiaalityölle.');

  // given to another unit, who passes it on to the ward
  await row(aino, what).getByRole('button', { name: /^Osoita…/ }).click();
  await aino.page.getByRole('combobox', { name: 'Yksikkö' }).selectOption({ label: SOCIAL });
  await aino.page.getByRole('button', { name: 'Osoita', exact: true }).click();
  await expect(row(johanna, what)).toBeVisible();
  await chooses(johanna, what, 'Siirrä eteenpäin…');
  await johanna.page.getByRole('combobox', { name: 'Yksikkö' }).selectOption({ label: WARD });
  await johanna.page.getByLabel(/^Syy/).fill('Osasto kutsuu koolle.');
  await johanna.page.getByRole('button', { name: 'Siirrä eteenpäin', exact: true }).click();
  await expect(row(johanna, what)).toHaveCount(0);
  await expect(row(aino, what)).toContainText('siirretty eteenpäin');

  // what waits for it says so to its next owner
  const person = await knows('aino');
  const units = await unitsOf(person);
  const next = `Kotihoidon päätös ${id}`;
  const [{ task: first }] = (await (await knows('eero')).http('unit.inbox', { unit: units[WARD] })).tasks.filter(({ title: t }) => t === what);
  const { task: second } = await person.http('task.create', { board: id, title: next, unit: units[SOCIAL] });
  await person.http('dependency.add', { board: id, before: `task:${first}`, after: `task:${second}` });
  await expect(row(johanna, next)).toContainText('Odottaa:');
  await expect(row(aino, next)).toContainText(`Odottaa: ${what}`);

  // taken, begun, done with what came of it
  await inboxOf(eero, WARD).getByRole('button', { name: `Ota vastaan: ${what}` }).click();
  await expect(row(aino, what)).toContainText('otettu vastaan');
  await expect(row(aino, what)).toContainText('Eero Koskenniitty');
  await eero.page.getByRole('button', { name: `Aloita: ${what}` }).click();
  await eero.page.getByRole('button', { name: `Merkitse tehdyksi…: ${what}` }).click();
  await eero.page.getByLabel('Lopputulos').fill('Palaveri pidettiin, kotihoito aloittaa maanantaina.');
  await eero.page.getByRole('button', { name: 'Merkitse tehdyksi', exact: true }).click();
  await expect(row(eero, what)).toHaveCount(0);

  await expect(row(johanna, next)).not.toContainText('Odottaa:');
  await expect(row(aino, next)).not.toContainText('Odottaa:');
  await aino.page.getByText('Kaikki (2)').click();
  await expect(row(aino, what)).toContainText('Palaveri pidettiin, kotihoito aloittaa maanantaina.');
  await row(aino, what).getByRole('heading').getByRole('button').click();
  const trail = aino.page.getByRole('region', { name: 'Vaiheet' });
  for (const step of ['Aino Saarnivirta pyysi', 'Eero Koskenniitty palautti pyytäjälle', 'Johanna Kaislakari siirsi eteenpäin', 'Eero Koskenniitty merkitsi tehdyksi']) await expect(trail).toContainText(step);
});

test('a hypothesis becomes a task and shows what came of it', async ({ sits, board }) => {
  const { board: id } = await board([['hypothesis', 'Lääkkeet väsyttävät']], {});
  const aino = await sits('aino');
  await aino.opens(id);
  await aino.does('Lääkkeet väsyttävät', 'Tee tehtävä…');
  await expect(aino.page.getByLabel('Mitä tehdään')).toHaveValue('Lääkkeet väsyttävät');
  await aino.page.getByRole('combobox', { name: 'Yksikkö' }).selectOption({ label: 'Saarniston terveysasema' });
  await aino.page.getByRole('dialog').getByRole('radio', { name: /Leena Haapasuonio/ }).check();
  await expect(aino.page.getByRole('dialog').getByText(/Saarniston terveysasema, lääkäri/)).toBeVisible();
  await aino.page.getByRole('button', { name: 'Lähetä pyyntö' }).click();
  await expect(aino.card('Lääkkeet väsyttävät')).toContainText('pyydetty · Saarniston terveysasema');
  await aino.does('Lääkkeet väsyttävät', 'Tee tavoite');
  await expect(aino.card('Lääkkeet väsyttävät').getByRole('link', { name: 'Tavoite' })).toBeVisible();
  await aino.card('Lääkkeet väsyttävät').getByRole('link', { name: 'Tehtävä' }).click();
  await expect(aino.page.getByRole('heading', { level: 1, name: 'Tehtävät' })).toBeVisible();
  await expect(aino.page.getByRole('region', { name: 'Vaiheet' })).toContainText('Aino Saarnivirta pyysi');
});

test('what was half written for a task is there after a reload, and a task made without a line is sent when it is back', async ({ sits, board, knows }) => {
  const { board: id } = await board([], {});
  const aino = await sits('aino');
  await aino.page.goto(`/boards/${id}/tasks`);
  await aino.page.getByRole('button', { name: 'Uusi tehtävä' }).click();
  await aino.page.getByLabel('Mitä tehdään').fill('Asiakas soittaa veljelleen');
  await aino.page.waitForTimeout(300);
  await aino.page.reload();
  await aino.page.getByRole('button', { name: 'Uusi tehtävä' }).click();
  await expect(aino.page.getByLabel('Mitä tehdään')).toHaveValue('Asiakas soittaa veljelleen');
  await aino.page.getByRole('dialog').getByText('Asiakas itse').click();
  await aino.context.setOffline(true);
  await aino.page.getByRole('button', { name: 'Kirjaa', exact: true }).click();
  await expect(row(aino, 'Asiakas soittaa veljelleen')).toContainText('otettu vastaan');
  await aino.context.setOffline(false);
  await expect.poll(async () => (await (await knows('aino')).http('task.export', { board: id })).csv, { timeout: 20_000 }).toContain('Asiakas soittaa veljelleen');
  await expect(row(aino, 'Asiakas soittaa veljelleen')).toHaveCount(1);
});
