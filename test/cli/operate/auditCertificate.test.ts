import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAuditCertificate } from '../../../cli/operate/auditCertificate.js';
import { screen } from '../../../cli/screen/screen.js';
import { ofacAdvanced } from '../../../ingest/formats/watchlists/ofacAdvanced/ofac-advanced.js';
import { ingest } from '../../../ingest/pipeline.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { openLogPool } from '../../../storage/pool/logPool.js';
import { advancedList, alias, documentedName, entry, party } from '../../ingest/formats/watchlists/advancedList.js';
import { makeFolder, testRun, writeFile } from '../../ingest/support/samples.js';
import { openTestDeployment, type TestDeployment } from '../../support/deployment.js';

// All names are invented.
const asker = { agency: 'EU-SANCTIONS-DESK', purpose: 'SANCTIONS_ENFORCEMENT' } as const;
const { version: policyVersion } = loadPolicy();

let deployment: TestDeployment;
let pool: ReturnType<typeof openLogPool>;
beforeAll(async () => {
  deployment = await openTestDeployment();
  pool = openLogPool(deployment.adminUrl);
  const names = alias(documentedName('Primary Latin', ['Last Name', 'UNRELATOVSKI'], ['First Name', 'Quillon']));
  const list = advancedList({
    parties: party(99901, 'individual', names),
    entries: entry(99901, '2020-01-01', ['DEMO']),
  });
  await ingest({
    format: ofacAdvanced,
    files: [writeFile('sdn_advanced.xml', list)],
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases: deployment.databases,
    linkKey: deployment.linkKey,
    policy: loadPolicy(),
    ...testRun(),
  });
});
afterAll(async () => {
  await pool.close();
  await deployment.close();
});

/** The certificate of the second of two lines, of which the first has a match. */
async function certificateOf(name: string): Promise<string> {
  const folder = makeFolder();
  const path = join(folder, 'asked.jsonl');
  const lines = [
    { name: 'Quillon Unrelatovski' },
    { name, birthDate: '1970', document: 'X1', documentType: 'PASSPORT' },
  ];
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const token = async () => ((await deployment.headersOf(asker)).authorization ?? '').replace('Bearer ', '');
  const [output, certificates] = [join(folder, 'answers.jsonl'), join(folder, 'certificates')];
  const said = {
    asker,
    role: 'ANALYST',
    where: 'here',
    registered: false,
    first: 5,
    policyVersion,
    onProgress: () => undefined,
  } as const;
  expect(await screen({ path, output, certificates, url: deployment.url, token, ...said })).toMatchObject({
    matched: 1,
    noHit: 1,
  });
  return join(certificates, 'line-00000002.json');
}

interface Said {
  readonly verdict: string;
  readonly why: readonly string[];
}

async function verify(file: string, seal = true): Promise<{ readonly code: number; readonly said: Said }> {
  const lines: string[] = [];
  const { keys } = deployment.parts;
  const { checkpoint, previous, store } = keys;
  const opened = seal ? { keys } : { keys: { checkpoint, previous, store }, closedBecause: 'the bodies' };
  const code = await runAuditCertificate({
    pool,
    keys,
    opened,
    files: [file],
    json: true,
    out: (line) => void lines.push(line),
  });
  return { code, said: (JSON.parse(lines[0] ?? '') as Said[])[0] as Said };
}

/** The same certificate with something else in it. */
function changed(file: string, change: (certificate: Record<string, Record<string, unknown>>) => void): string {
  const certificate = JSON.parse(readFileSync(file, 'utf8'));
  change(certificate);
  return writeFile('changed.json', JSON.stringify(certificate));
}

describe('a certificate of a screening', () => {
  it('holds where the log has its search under a signed head, with no record disclosed, though others of its batch had matches', async () => {
    const file = await certificateOf('Nobody Atall');
    let result = await verify(file);
    for (let attempt = 0; attempt < 100 && result.code === 2; attempt += 1) {
      expect(result.said).toMatchObject({
        verdict: 'UNPROVEN',
        why: ['missing: a signed head that includes the entry'],
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      result = await verify(file);
    }
    expect(result).toMatchObject({ code: 0, said: { verdict: 'OK', why: [] } });
    expect(await verify(file, false)).toMatchObject({
      code: 2,
      said: { verdict: 'UNPROVEN', why: ['missing: the bodies'] },
    });
  });

  it('is broken where it says of another person, viewer, policy or entry than the log, or of a search with matches', async () => {
    const file = await certificateOf('Nobody Atall');
    const why = async (change: Parameters<typeof changed>[1]) => {
      const { code, said } = await verify(changed(file, change));
      expect([code, said.verdict]).toEqual([1, 'BROKEN']);
      return said.why;
    };
    expect(await why(({ asked }) => void Object.assign(asked ?? {}, { names: ['Quillon Unrelatovski'] }))).toEqual([
      'this was not asked',
    ]);
    expect(await why(({ viewer }) => void Object.assign(viewer ?? {}, { role: 'INVESTIGATOR' }))).toEqual([
      'the log says another role',
    ]);
    expect(await why((all) => void Object.assign(all, { policyVersion: 'p1' }))).toEqual([
      'the log says another policy version',
    ]);
    expect(await why(({ receipt }) => void Object.assign(receipt ?? {}, { index: 1e6 }))).toEqual([
      expect.stringContaining('has no entry'),
    ]);
    expect(await why(({ receipt }) => void Object.assign(receipt ?? {}, { leafHash: '0'.repeat(64) }))).toEqual([
      expect.stringContaining('another entry'),
    ]);
    const says = 'its statement is not what its other members say';
    expect(
      await why((all) => void Object.assign(all, { statement: 'This certifies that nobody is on a list.' })),
    ).toEqual([says]);
    for (const change of [{ certifies: false }, { state: 'PARTIAL' }, { lists: [] }]) {
      expect(await why((all) => void Object.assign(all, change))).toEqual([
        expect.stringContaining('certifies nothing'),
      ]);
    }
    expect(await why((all) => void Object.assign(all, { certifies: false }))).toEqual([
      expect.stringContaining('certifies nothing'),
    ]);
    const { receipt } = JSON.parse(readFileSync(join(file, '..', '..', 'answers.jsonl'), 'utf8').split('\n')[0] ?? '');
    expect(await why((all) => void Object.assign(all, { receipt }))).toEqual([
      'the log says that a record was disclosed',
    ]);
  });

  it('is refused where the file is none', async () => {
    await expect(verify(writeFile('x.json', '{"receipt": 1}'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(verify(writeFile('x.json', 'x'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
