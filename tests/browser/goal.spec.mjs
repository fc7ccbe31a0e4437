// goal.spec.mjs - the client's goals: their words, how we will see them, the small steps on the way
import { test, expect } from './world.mjs';

const goal = (seat, words) => seat.page.getByRole('article').getByRole('listitem').filter({ has: seat.page.getByRole('heading', { level: 3, name: words }) });

async function does(seat, words, act) {
  await goal(seat, words).getByRole('button', { name: `Tavoitteen toiminnot: ${words}` }).click();
  await seat.page.getByRole('menuitem', { name: act }).click();
}

async function atGoals(seat, board) {
  await seat.page.goto(`/boards/${board}/goals`);
  await expect(seat.page.getByRole('heading', { level: 1, name: 'Tavoitteet' })).toBeVisible();
}

test('a goal is told in the client’s words and how it will be seen, another ticks its small steps, and it is reached', async ({ sits, board }) => {
  test.slow();
  const { board: id } = await board();
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await atGoals(aino, id);
  await atGoals(eero, id);
  const words = 'Käyn itse kaupassa tiistaisin';

  await aino.adds('Lisää tavoite asiakkaan sanoin', words);
  await expect(goal(aino, words)).toBeVisible();
  await expect(goal(eero, words)).toBeVisible();
  await goal(aino, words).getByRole('button', { name: /^Kirjaa, mistä näemme/ }).click();
  await aino.page.getByRole('textbox', { name: 'Mistä näemme' }).fill('Kotona on leipää keskiviikkona');
  await aino.page.keyboard.press('Enter');
  await expect(goal(eero, words)).toContainText('Kotona on leipää keskiviikkona');

  const step = goal(aino, words).getByRole('textbox', { name: 'Lisää pieni askel' });
  for (const text of ['Kävelylenkki lähikaupalle', 'Kauppalista Jarin kanssa']) {
    await step.fill(text);
    await step.press('Enter');
  }
  const ticked = (seat) => goal(seat, words).getByRole('checkbox', { name: 'Kävelylenkki lähikaupalle' });
  await expect(goal(eero, words).getByRole('checkbox')).toHaveCount(2);
  await ticked(eero).check();
  await expect(ticked(aino)).toBeChecked();
  await expect(goal(aino, words)).toContainText('teki Eero');
  await expect(goal(aino, words).getByRole('checkbox', { name: 'Kauppalista Jarin kanssa' })).not.toBeChecked();

  // who takes care of a step, and by when
  await goal(aino, words).getByRole('button', { name: 'Toiminnot: Kauppalista Jarin kanssa' }).click();
  await aino.page.getByRole('menuitem', { name: 'Kuka ja milloin…' }).click();
  const owner = aino.page.getByRole('combobox', { name: 'Kuka huolehtii' });
  await owner.selectOption({ label: await owner.getByRole('option', { name: /^Eero Koskenniitty/ }).innerText() });
  await aino.page.getByRole('button', { name: 'Tallenna' }).click();
  await expect(goal(eero, words).getByRole('listitem').filter({ hasText: 'Kauppalista Jarin kanssa' })).toContainText('Eero');

  // reached: out of the way, with its steps, and open again
  await does(aino, words, 'Merkitse saavutetuksi');
  for (const seat of [aino, eero]) await expect(seat.page.getByRole('region', { name: 'Saavutetut' })).toContainText(words);
  await does(eero, words, 'Ota taas avoimeksi');
  for (const seat of [aino, eero]) await expect(seat.page.getByRole('region', { name: 'Avoimet tavoitteet' })).toContainText(words);
});

test('a goal that is removed comes back by undo, and out of the bin in another’s hands', async ({ sits, board, knows }) => {
  test.slow();
  const { board: id } = await board();
  const person = await knows('aino');
  const words = 'Nukun yöt kotona';
  const { goal: made } = await person.http('goal.create', { board: id, text: words });
  await person.http('step.add', { board: id, goal: made, text: 'Yövalo eteiseen' });
  const [aino, eero] = [await sits('aino'), await sits('eero')];
  await atGoals(aino, id);
  await atGoals(eero, id);

  await does(aino, words, 'Poista tavoite');
  for (const seat of [aino, eero]) await expect(goal(seat, words)).toHaveCount(0);
  await aino.page.getByRole('button', { name: 'Kumoa' }).click();
  for (const seat of [aino, eero]) await expect(goal(seat, words)).toContainText('Yövalo eteiseen');

  await does(aino, words, 'Poista tavoite');
  await expect(goal(eero, words)).toHaveCount(0);
  await eero.page.getByRole('tab', { name: 'Poistetut' }).click();
  await eero.page.getByRole('button', { name: `Palauta: ${words}` }).click();
  for (const seat of [aino, eero]) await expect(goal(seat, words)).toContainText('Yövalo eteiseen');
  await expect(eero.page.getByText('Mitään ei ole poistettu.')).toBeVisible();
});

test('a wish on the board becomes a goal in one step and is named as where it came from', async ({ sits, board }) => {
  const { board: id } = await board([['want', 'Haluan nähdä lapsenlapsia']], {});
  const aino = await sits('aino');
  await atGoals(aino, id);
  await aino.page.getByRole('button', { name: 'Tee tavoite: Haluan nähdä lapsenlapsia' }).click();
  await expect(goal(aino, 'Haluan nähdä lapsenlapsia')).toContainText('Taulun kortista:');
  await expect(aino.page.getByRole('region', { name: 'Toiveista tavoitteiksi' })).toHaveCount(0);
  await aino.page.getByRole('navigation').getByRole('link', { name: /^Taulu$/ }).click();
  await expect(aino.card('Haluan nähdä lapsenlapsia').getByRole('link', { name: 'Tavoite' })).toBeVisible();
});
