// admin.spec.mjs - the administrator's desk: who keeps a unit's inbox, and what becomes of the tasks of who leaves
import { test, expect } from './world.mjs';
import { hire, signIn } from '../protocol/client.mjs';

const UNIT = 'Keskussairaala, sisätautien osasto';

/** Two more of the ward, with the tasks that they have: somebody who leaves and somebody who stays. */
const LEAVES = 'Veera Lahdenmutka';
const STAYS = 'Sanni Tuulenvire';

test.beforeAll(async ({ server }) => {
  const admin = await signIn(server, 'admin');
  const unit = (await admin.http('unit.list')).units.find(({ name }) => name === UNIT).id;
  Object.assign(server.people, await hire(admin, { veera: LEAVES, sanni: STAYS }, { unit, profession: 'ward_nurse' }));
});

async function atUnits(admin) {
  await admin.page.goto('/');
  await admin.page.getByRole('group', { name: 'Hallittavat' }).getByText(/^Yksiköt/).click();
  await admin.page.getByRole('listitem').filter({ hasText: UNIT }).getByRole('button', { name: /jäsen/ }).click();
}

const keeps = (admin, who) => admin.page.getByRole('checkbox', { name: `Hoitaa yksikön saapuvia tehtäviä: ${who}` });
const row = (seat, title) => seat.page.locator('[data-task]').filter({ hasText: title });

test('once a keeper is named the inbox of the unit is the keeper’s alone, and nobody has to reload', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id } = await board([], {});
  const aino = await knows('aino');
  const unit = (await aino.http('unit.list')).units.find(({ name }) => name === UNIT).id;
  await aino.http('task.create', { board: id, title: `Kotiutus ${id}`, unit });
  const [admin, eero] = [await sits('admin'), await sits('eero')];
  await eero.page.goto('/');
  await expect(row(eero, `Kotiutus ${id}`)).toBeVisible();

  await atUnits(admin);
  await expect(admin.page.getByText('Ketään ei ole nimetty')).toBeVisible();
  await keeps(admin, STAYS).check();
  await expect(admin.page.getByText('Vain nimetyt näkevät')).toBeVisible();
  await expect(row(eero, `Kotiutus ${id}`)).toHaveCount(0);
  await keeps(admin, 'Eero Koskenniitty').check();
  await expect(row(eero, `Kotiutus ${id}`)).toBeVisible();
  for (const who of [STAYS, 'Eero Koskenniitty']) await keeps(admin, who).uncheck();
  await expect(admin.page.getByText('Ketään ei ole nimetty')).toBeVisible();
});

test('an account is ended after its open tasks are seen by board codes alone, and a colleague has them at once', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id, title } = await board([], {});
  const aino = await knows('aino');
  const [veera, sanni] = [await knows('veera'), await knows('sanni')];
  const unit = (await aino.http('unit.list')).units.find(({ name }) => name === UNIT).id;
  const what = `Lääkelista ${id}`;
  const { task } = await aino.http('task.create', { board: id, title: what, unit, assignee: veera.id });
  await veera.http('task.accept', { board: id, task });

  const colleague = await sits('sanni');
  await colleague.page.goto('/');
  await expect(colleague.page.getByRole('heading', { level: 1, name: 'Päiväni' })).toBeVisible();
  const leaving = await sits('veera');
  await leaving.page.goto('/');
  await expect(row(leaving, what)).toBeVisible();

  const admin = await sits('admin');
  await admin.page.goto('/');
  await admin.page.getByRole('button', { name: `Toiminnot: ${LEAVES}` }).click();
  await admin.page.getByRole('menuitem', { name: 'Päätä käyttöoikeus' }).click();
  const dialog = admin.page.getByRole('dialog');
  await expect(dialog).toContainText('1 avoin tehtävä');
  await expect(dialog).toContainText(UNIT);
  for (const secret of [what, title]) await expect(dialog).not.toContainText(secret);
  const to = dialog.getByRole('combobox', { name: 'Tehtävät siirtyvät' });
  await to.selectOption({ label: await to.getByRole('option', { name: new RegExp(`^${STAYS}`) }).innerText() });
  await dialog.getByRole('button', { name: 'Päätä käyttöoikeus' }).click();
  await expect(admin.page.getByText('Kollegalle siirtyi 1, yksiköille palautui 0')).toBeVisible();
  await expect(admin.page.getByRole('listitem').filter({ hasText: LEAVES })).toContainText('päättynyt');

  await expect(row(colleague, what)).toBeVisible();
  await expect(leaving.page.getByLabel('Käyttäjätunnus')).toBeVisible();
});
