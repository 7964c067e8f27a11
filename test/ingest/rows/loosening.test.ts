import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPortcullisJsonl } from '../../../ingest/formats/portcullis/portcullis-jsonl.js';
import { listQuarantine } from '../../../ingest/quarantine/quarantineStore.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { type IngestRun, ingest } from '../support/ingestFiles.js';
import { linkKey, ownIngestDatabase, testRun, writeFile } from '../support/samples.js';

/*
 * A record under CONFIDENTIEL_UE, H2 and a release list came back PUBLIC because three switches were left out, and the
 * run said only "1 changed".
 */
const policy = loadPolicy();
const source = 'ftm';
const { databases } = await ownIngestDatabase();

beforeEach(async () => {
  for (const table of ['person', 'relation', 'provenance', 'history', 'staged', 'staged_position'])
    await databases.persons.exec(`delete from persons.${table}`);
  for (const table of ['quarantine', 'run']) await databases.ingest.exec(`delete from ingest.${table}`);
});

const originator = 'EU-ANALYSIS';
const strict = {
  originator,
  classification: 'CONFIDENTIEL_UE',
  handling: ['H2'],
  releasableTo: ['agency:DE-POLICE'],
  expiresAt: '2099-01-01T00:00:00.000Z',
};
const person = (sourceRef: string, more: object = {}) => ({
  kind: 'person',
  sourceRef,
  names: [{ name: `EXEMPLAROV ${sourceRef}`, kind: 'NAME' }],
  relations: [{ kind: 'FAMILY', statedName: `SPECIMEN ${sourceRef}` }],
  ...more,
});

async function run(records: readonly object[], options: Partial<IngestRun> = {}) {
  const lines = records.map((record) =>
    JSON.stringify({ format: 'portcullis-jsonl', formatVersion: 1, source, record, raw: 'raw' }),
  );
  const audit = testRun();
  const result = await ingest({
    format: createPortcullisJsonl(source),
    files: [writeFile('delivery.jsonl', `${lines.join('\n')}\n`)],
    envelope: strict,
    databases,
    linkKey,
    policy,
    ...audit,
    ...options,
  });
  return { ...result, recorded: audit.recorded };
}

const stored = () =>
  databases.persons.exec(
    `select source_ref, gender, classification, handling_codes, releasable_to, expires_at is null as endless,
       (select count(*)::int from persons.relation r where r.source_ref like p.source_ref || '/%') as relations
     from persons.person p order by source_ref`,
  );
const kept = {
  classification: 3,
  handling_codes: ['H2'],
  releasable_to: ['agency:DE-POLICE'],
  endless: false,
  relations: 1,
};
const mayLoosen = { limits: { mayLoosen: true } };

describe('a delivery that leaves out what the stored envelope says', () => {
  it('changes neither record nor links, and is in quarantine, which names what would be looser', async () => {
    await run([person('1'), person('2')]);
    const loose = [person('1', { gender: 'male', relations: [] }), person('2', { gender: 'male', relations: [] })];
    const result = await run([...loose, person('3')], { envelope: { originator } });
    expect(result).toMatchObject({ added: 1, changed: 0, quarantined: 2, reasons: { 'envelope.loosened': 2 } });
    expect(await stored()).toMatchObject([
      { source_ref: '1', gender: null, ...kept },
      { source_ref: '2', gender: null, ...kept },
      { source_ref: '3' },
    ]);
    const [first] = await listQuarantine(databases.ingest, {});
    expect(first).toMatchObject({
      field: 'classification, handlingCodes, releasableTo, expiresAt',
      reason: 'envelope.loosened',
    });
    expect(result.recorded.at(-1)?.loosened).toBeUndefined();
  });

  it('is stored with the switch, and the audit log says of how many records what is looser before they are shown', async () => {
    await run([person('1'), person('2')]);
    const loose = [person('1'), person('2', { envelope: strictButExpiry })];
    const result = await run(loose, { envelope: { originator }, ...mayLoosen });
    const loosened = { classification: 1, handlingCodes: 1, releasableTo: 1, expiresAt: 2 };
    expect(result).toMatchObject({ changed: 2, quarantined: 0, loosened });
    expect(result.recorded).toMatchObject([{ outcome: 'PUBLISHED', loosened }]);
    expect(await run(loose, { envelope: { originator }, ...mayLoosen })).toMatchObject({ changed: 0, unchanged: 2 });
    expect(await run(loose, { envelope: { originator } })).toMatchObject({ changed: 0, unchanged: 2, quarantined: 0 });
  });

  it('says of a dry run what it would loosen, and what it would not take', async () => {
    await run([person('1')]);
    const loose = { envelope: { originator }, check: true };
    expect(await run([person('1')], loose)).toMatchObject({ changed: 0, reasons: { 'envelope.loosened': 1 } });
    const allowed = await run([person('1')], { ...loose, ...mayLoosen });
    expect(allowed.loosened).toMatchObject({ classification: 1, handlingCodes: 1 });
    expect(allowed.recorded).toMatchObject([{ outcome: 'CHECKED', loosened: { classification: 1 } }]);
    expect(await stored()).toMatchObject([kept]);
  });

  it('sets free no record that was withdrawn and comes back', async () => {
    await run([person('1'), person('2')]);
    await run([person('2')], { limits: { whole: true } });
    expect(await stored()).toMatchObject([{ source_ref: '2' }]);
    const back = await run([person('1')], { envelope: { originator } });
    expect(back).toMatchObject({ added: 0, reasons: { 'envelope.loosened': 1 } });
    expect(await run([person('1')])).toMatchObject({ added: 1, quarantined: 0 });
  });

  it('is taken by its other statement where it states a record twice', async () => {
    await run([person('1')]);
    const twice = [person('1', { gender: 'male', envelope: strictAll }), person('1', { gender: 'female' })];
    const result = await run(twice, { envelope: { originator } });
    expect(result).toMatchObject({ changed: 1, reasons: { 'envelope.loosened': 1 } });
    expect(await stored()).toMatchObject([{ gender: 'male', ...kept }]);
  });

  it('is read anew with the switch where it was stopped without: what was staged of it was not to be loosened', async () => {
    await run([person('1')]);
    const stopped = testRun();
    const record = { ...stopped.record, change: () => Promise.reject(new Error('stopped')) };
    await expect(run([person('1')], { envelope: { originator }, record })).rejects.toThrow('stopped');
    expect(await run([person('1')], { envelope: { originator }, ...mayLoosen })).toMatchObject({ changed: 1 });
  });

  it('keeps what it may not loosen from being gone of a whole list', async () => {
    await run([person('1')]);
    const result = await run([person('1')], { envelope: { originator }, limits: { whole: true } });
    expect(result).toMatchObject({ withdrawn: 0, quarantined: 1 });
    expect(await stored()).toMatchObject([{ source_ref: '1', ...kept }]);
  });
});

describe('a stricter envelope', () => {
  it('is taken without a word', async () => {
    await run([person('1')], { envelope: { originator } });
    expect(await run([person('1')])).toMatchObject({ changed: 1, quarantined: 0 });
    expect(await stored()).toMatchObject([kept]);
  });
});

const strictAll = {
  classification: 'CONFIDENTIEL_UE',
  handlingCodes: ['H2'],
  releasableTo: ['agency:DE-POLICE'],
  expiresAt: '2099-01-01T00:00:00.000Z',
};
const strictButExpiry = {
  classification: 'CONFIDENTIEL_UE',
  handlingCodes: ['H2'],
  releasableTo: ['agency:DE-POLICE'],
};
