import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { lookAt } from '../../../cli/watch/look.js';
import { createSettler } from '../../../cli/watch/settle.js';
import { makeFolder } from '../../ingest/support/samples.js';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

/** Names that are complete at a look at this moment. */
async function completeAt(settler: ReturnType<typeof createSettler>, now: number): Promise<string[]> {
  return settler.complete(await lookAt(folder), now).map(({ name }) => name);
}

describe('which files are complete', () => {
  it('takes a file that has not changed for two looks an interval apart, and not one that grew between them', async () => {
    const settler = createSettler(1000);
    write('still.csv', 'a');
    write('grows.csv', 'a');
    expect(await completeAt(settler, 0)).toEqual([]);
    expect(settler.waiting).toBe(2);
    expect(await completeAt(settler, 999)).toEqual([]);
    write('grows.csv', 'ab');
    expect(await completeAt(settler, 1000)).toEqual(['still.csv']);
    expect(settler.waiting).toBe(1);
    expect(await completeAt(settler, 1999)).not.toContain('grows.csv');
    expect(await completeAt(settler, 2000)).toContain('grows.csv');
  });

  it.each(['list.csv.part', 'list.csv.TMP', '.list.csv.Xb3'])(
    'takes a file at once that was %s a look before',
    async (temporary) => {
      const settler = createSettler(1000);
      write(temporary, 'a');
      expect(await completeAt(settler, 0)).toEqual([]);
      renameSync(join(folder, temporary), join(folder, 'list.csv'));
      expect(await completeAt(settler, 1)).toEqual(['list.csv']);
    },
  );

  it('never takes an empty file, nor a folder with one, with a temporary one, or with nothing in it', async () => {
    const settler = createSettler(1000);
    write('empty.csv', '');
    for (const name of ['bare', 'partial', 'hollow']) mkdirSync(join(folder, name));
    write('partial/a.csv', 'a');
    write('partial/b.csv.part', 'b');
    write('hollow/a.csv', '');
    await completeAt(settler, 0);
    expect(await completeAt(settler, 5000)).toEqual([]);
    expect(settler.waiting).toBe(0);
    renameSync(join(folder, 'partial', 'b.csv.part'), join(folder, 'partial', 'b.csv'));
    await completeAt(settler, 6000);
    expect(await completeAt(settler, 7000)).toEqual(['partial']);
  });

  it('takes a folder as one delivery, its files by name, and waits while any of them changes', async () => {
    const settler = createSettler(1000);
    mkdirSync(join(folder, 'list'));
    write('list/sdn.csv', 'a');
    write('list/add.csv', 'a');
    await completeAt(settler, 0);
    write('list/alt.csv', 'a');
    expect(await completeAt(settler, 1000)).toEqual([]);
    const [arrival] = settler.complete(await lookAt(folder), 2000);
    expect(arrival?.files).toEqual(['add.csv', 'alt.csv', 'sdn.csv'].map((name) => join(folder, 'list', name)));
  });

  it('leaves out done and failed, and says of links and of what is no file why they stay', async () => {
    for (const name of ['done', 'failed']) mkdirSync(join(folder, name));
    write('done/a.csv', 'a');
    symlinkSync('/etc/hostname', join(folder, 'link.csv'));
    symlinkSync('/etc', join(folder, 'folder'));
    const { arrivals, passedOver } = await lookAt(folder);
    expect(arrivals).toEqual([]);
    expect([...passedOver]).toEqual([
      ['folder', 'links are not followed'],
      ['link.csv', 'links are not followed'],
    ]);
  });

  it('says of a folder with a link or a folder in it that it is no delivery', async () => {
    mkdirSync(join(folder, 'linked'));
    write('linked/a.csv', 'a');
    symlinkSync('/etc/hostname', join(folder, 'linked', 'b.csv'));
    mkdirSync(join(folder, 'nested', 'deeper'), { recursive: true });
    write('nested/a.csv', 'a');
    const { arrivals } = await lookAt(folder);
    expect(arrivals.map(({ name, defect }) => [name, defect])).toEqual([
      ['linked', expect.stringMatching(/^b\.csv in it is not a regular file/)],
      ['nested', expect.stringMatching(/^deeper in it is not a regular file/)],
    ]);
  });
});
