import { beforeEach, describe, expect, it } from '@jest/globals';
import { ftm } from '../../ingest/formats/ftm/ftm.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { PortcullisError } from '../../schema/errors.js';
import { recordBy } from '../support/acts.js';
import { person, toLines } from './formats/ftm/entities.js';
import { type IngestRun, ingest } from './support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from './support/samples.js';

// The person is invented.
const { databases } = await ownIngestDatabase();
beforeEach(async () => {
  await databases.ingest.exec('delete from ingest.run');
});

/** A delta of the given day of January. */
const delta = (day: number): string =>
  writeFile(
    `202601${day}120000-abc.delta.json`,
    toLines([{ op: 'MOD', entity: { ...person, caption: `Day ${day}` } }]),
  );
const run = (file: string, options: Partial<IngestRun> = {}) =>
  ingest({
    format: ftm,
    files: [file],
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases,
    linkKey,
    policy: loadPolicy(),
    ...testRun(),
    ...options,
  });
/** Stops a run before anything of it is shown. */
const unavailable = recordBy(() => {
  throw new PortcullisError('AUDIT_UNAVAILABLE');
});

describe('deltas', () => {
  it('are never a whole list: with --full everything that had not changed was withdrawn', async () => {
    await run(writeFile('entities.ftm.json', toLines([person])));
    const refused = { code: 'BAD_USER_INPUT', message: 'A delta is never a whole list: leave out --full.' };
    await expect(run(delta(10), { limits: { whole: true } })).rejects.toMatchObject(refused);
    const empty = writeFile('20260111120000-abc.delta.json', '');
    await expect(run(empty, { limits: { whole: true } })).rejects.toMatchObject(refused);
  });

  it('may have no line, of a night without changes; the next one comes after it', async () => {
    expect(await run(writeFile('20260110120000-abc.entities.delta.json', ''))).toMatchObject({ read: 0, stored: 0 });
    await run(writeFile('20260113120000-abc.entities.delta.json', ''));
    await expect(run(delta(12))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(run(writeFile('entities.ftm.json', ''))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('are applied in order: one that comes before what is published is refused', async () => {
    const first = delta(10);
    await run(first);
    const second = delta(12);
    await run(second);
    await expect(run(delta(11))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('(20260112120000-abc)'),
    });
    await expect(run(first)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await run(second)).toMatchObject({ state: 'DONE', added: 0, changed: 0 });
  });

  it('wait for one that was stopped, which could not be finished after them', async () => {
    const stopped = delta(10);
    await expect(run(stopped, { record: unavailable })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    const next = delta(11);
    await expect(run(next)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/\(20260110120000-abc\) was begun and is not done: run_/),
    });
    expect(await run(stopped)).toMatchObject({ state: 'DONE', resumed: true });
    expect(await run(next)).toMatchObject({ state: 'DONE' });
  });
});
