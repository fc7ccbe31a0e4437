// notes.mjs - a note: read, written, as it was, and who wrote it
import { newClient, put } from '../../protocol/note.mjs';
import { expect } from '../world.mjs';

const NOTE = '### Kotikäynti\nPaikalla @[Aino Saarnivirta](account:AINO) ja **Jari**, https://example.org/erittainpitkaosoitejokaeikatkeamistaankohtaaeikamahdukapeallenaytolle\n- [ ] soitto\n- [x] turvapuhelin\n  1. numero\n> Kotona tykkään olla\n!> Erittäinpitkäyhdyssanajokaeikatkeamistäänkohtaaeikämahdukapeallenäytölle\n---\nLoppu';

export default async function notes({ own, page, pane, toBoard, board, knows }) {
  const { board: id } = await board();
  const aino = await knows('aino');
  const { note } = await aino.http('note.create', { board: id, title: 'Moniammatillinen kuntoutussuunnitelmaneuvottelukokous', kind: 'minutes' });
  await aino.http('note.push', { board: id, note, version: 0, client: newClient(), updates: [{ changes: put('', 0, NOTE.replace('AINO', aino.id)) }] });
  await aino.http('note.create', { board: id, title: 'Omia ajatuksia', kind: 'private' });
  return {
    'a note': async () => {
      await page.goto(`/boards/${id}/notes/${note}`);
      await expect(page.getByRole('blockquote')).toBeVisible();
      return page;
    },
    'authors of a note': async () => {
      await page.getByRole('button', { name: 'Kirjoittajat' }).click();
      await expect(page.getByRole('region', { name: 'Kuka kirjoitti mitä' }).getByText('Aino Saarnivirta').first()).toBeVisible();
      return page;
    },
    'history of a note': async () => (await pane('Historia'), page),
    'a note then': async () => {
      await page.getByRole('button', { name: /Teksti tuolloin/ }).first().click();
      await expect(page.getByText(/^Näin se oli /)).toBeVisible();
      return page;
    },
    'writing a note': async () => {
      await page.getByRole('button', { name: 'Takaisin nykyhetkeen' }).click();
      await page.getByRole('button', { name: 'Kirjoita', exact: true }).click();
      await expect(page.getByRole('article').getByRole('textbox')).toBeFocused();
      return page;
    },
    'a note to begin': async () => {
      await own.opens(id);
      await toBoard();
      await page.getByRole('button', { name: /Uusi muistiinpano/ }).click();
      await expect(page.getByRole('textbox', { name: 'Otsikko' })).toBeFocused();
      return page;
    },
  };
}
