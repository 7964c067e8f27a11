import { describe, expect, it } from '@jest/globals';
import type { Format } from '../../../ingest/formats/format.js';
import { formats } from '../../../ingest/formats/index.js';
import { testRun, writeFile } from '../support/samples.js';
import { entry, list, openRunSetting } from './setting.js';

const { databases, history, names, run, clear } = await openRunSetting();

describe('a whole list', () => {
  it('withdraws what it does not name any more: gone from the source, kept in history, back under its old id', async () => {
    await clear();
    const both = [list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))];
    await run(both, { limits: { whole: true } });
    const [before] = await databases.persons.exec<{ id: string }>(
      "select id from persons.person where source_ref = '2'",
    );
    const one = [list(entry(1, 'EXEMPLAROV, Fictitius'))];
    expect(await run(one, { limits: { whole: true } })).toMatchObject({ unchanged: 1, withdrawn: 1, stored: 0 });
    expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
    expect(await history('2')).toEqual([{ version: 1, ending: 'WITHDRAWN' }]);
    expect(await run(both, { limits: { whole: true } })).toMatchObject({ added: 1, unchanged: 1 });
    const [after] = await databases.persons.exec<{ id: string }>(
      "select id from persons.person where source_ref = '2'",
    );
    expect(after).toEqual(before);
    const versions = await databases.persons.exec("select version from persons.provenance where source_ref = '2'");
    expect(versions).toEqual([{ version: 2 }]);
  });

  it('withdraws nothing of another originator, nor without being called whole', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'))], { envelope: { originator: 'EU-ANALYSIS' } });
    expect(await run([list(entry(2, 'SPECIMEN, Example'))], { limits: { whole: true } })).toMatchObject({
      withdrawn: 0,
    });
    expect(await run([list(entry(3, 'SPECIMEN, Third'))])).toMatchObject({ withdrawn: 0 });
    expect(await names()).toHaveLength(3);
  });

  it('keeps what is gone while records cannot be read that may be it, and says so', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))]);
    const broken = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"SPECIMEN')];
    expect(await run(broken, { limits: { whole: true } })).toMatchObject({
      withdrawn: 0,
      notWithdrawn: 1,
      quarantined: 1,
    });
    expect(await names()).toHaveLength(2);
    const again = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"SPECIMEN', '')];
    expect(await run(again, { limits: { whole: true, withdrawAnyway: true } })).toMatchObject({ withdrawn: 1 });
    expect(await names()).toEqual(['EXEMPLAROV, Fictitius']);
  });

  it('is said in a dry run to withdraw what a run would, where links are gone too: each was taken off the records', async () => {
    await clear();
    const company = (id: string, properties: object) =>
      JSON.stringify({ id, schema: 'Company', properties: { name: [`Exemplar ${id}`], ...properties } });
    const file = (...lines: string[]) => [writeFile('entities.ftm.json', `${lines.join('\n')}\n`)];
    const ftm = { format: formats.get('ftm') as Format, envelope: { originator: 'EU-ANALYSIS' } };
    await run(file(company('one', {}), company('two', { parent: ['one'] })), ftm);
    expect(await databases.persons.exec('select from persons.interest')).toHaveLength(1);
    const broken = file(company('one', {}), '{"id":');
    const limits = { whole: true };
    const told = { withdrawn: 0, notWithdrawn: 2, quarantined: 1 };
    expect(await run(broken, { ...ftm, limits, check: true })).toMatchObject(told);
    expect(await run(broken, { ...ftm, limits })).toMatchObject(told);
    // The link was counted as a record.
    expect(await run(file(company('one', {})), { ...ftm, limits })).toMatchObject({ unchanged: 1, withdrawn: 1 });
    expect(await databases.persons.exec('select from persons.interest')).toHaveLength(0);
  });

  it('does not take for gone what it names and no source keeps', async () => {
    await clear();
    await run([list(entry(1, 'EXEMPLAROV, Fictitius'), entry(2, 'SPECIMEN, Example'))]);
    const unknown = entry(9, 'SPECIMEN DEEP', 'Invented.', 'submarine');
    const result = await run([list(entry(1, 'EXEMPLAROV, Fictitius'), unknown)], { limits: { whole: true } });
    expect(result).toMatchObject({ withdrawn: 1, notWithdrawn: 0, quarantined: 1 });
  });

  it('is refused for a format whose deliveries never are', async () => {
    const format = formats.get('ens');
    if (!format) throw new Error('no format');
    const file = writeFile('message.xml', '<CC315A xmlns="http://ics.dgtaxud.ec/CC315A"/>');
    await expect(
      run([file], { format, envelope: { originator: 'NL-CUSTOMS' }, limits: { whole: true } }),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('--full') });
  });
});

describe('a delivery of which too much cannot be read', () => {
  it('is taken back whole: nothing is stored, the quarantine stays, the audit log says so', async () => {
    await clear();
    const { recorded, ...rest } = testRun();
    const files = [list(entry(1, 'EXEMPLAROV, Fictitius'), '2,"broken', entry(3, 'SPECIMEN, Third'))];
    await expect(run(files, { ...rest, limits: { maxBadPercent: 5 } })).rejects.toMatchObject({
      code: 'INGEST_ROLLED_BACK',
      extensions: { reasons: { 'quote.notClosed': 1 } },
    });
    expect(await names()).toEqual([]);
    expect(await databases.persons.exec('select seq from persons.staged')).toEqual([]);
    expect(await databases.ingest.exec('select line, reason from ingest.quarantine')).toEqual([
      { line: 2, reason: 'quote.notClosed' },
    ]);
    expect(recorded).toMatchObject([{ outcome: 'ROLLED_BACK' }]);
    expect(await run(files, { limits: { maxBadPercent: 50 } })).toMatchObject({ stored: 2, quarantined: 1 });
  });

  it('is stopped early, before all of it is read', async () => {
    await clear();
    const lines = Array.from({ length: 6000 }, (_, index) =>
      index % 2 ? entry(index, `SPECIMEN ${index}`) : `${index},"x`,
    );
    await expect(run([list(...lines)], { limits: { maxBadPercent: 5 } })).rejects.toMatchObject({
      message: expect.not.stringContaining('6000'),
    });
  });
});
