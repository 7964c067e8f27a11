import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runAuditCertificate } from '../../../../cli/audit/certificate/auditCertificate.js';
import { screen } from '../../../../cli/screen/screen.js';
import { ofacAdvanced } from '../../../../ingest/formats/watchlists/ofacAdvanced/ofac-advanced.js';
import { matcherVersion } from '../../../../matching/index.js';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { openLogPool } from '../../../../storage/pool/logPool.js';
import {
  advancedList,
  alias,
  documentedName,
  entry,
  party,
} from '../../../ingest/formats/watchlists/ofac/advancedList.js';
import { ingest } from '../../../ingest/support/ingestFiles.js';
import { makeFolder, testRun, writeFile } from '../../../ingest/support/samples.js';
import { type Asker, openTestDeployment } from '../../../support/deployment.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';

// All names are invented.
const asker = { agency: 'EU-SANCTIONS-DESK', purpose: 'SANCTIONS_ENFORCEMENT' } as const;

const deployment = closedAfter(await openTestDeployment());
const pool = closedAfter(openLogPool(deployment.adminUrl));
beforeAll(async () => {
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

const lines = [
  { name: 'Quillon Unrelatovski' },
  { name: 'Nobody Atall', birthDate: '1970', document: 'X1', documentType: 'PASSPORT', ref: 'a' },
  { name: 'Nobody Besides', ref: 'b' },
  { kind: 'organization', name: 'Nothing Trading', ref: 'c' },
];

/** The certificates of such lines, by their number. */
async function certificatesOf(
  asked: readonly object[] = lines,
  who: Partial<Asker> = {},
): Promise<(line: number) => string> {
  const folder = makeFolder();
  const path = join(folder, 'asked.jsonl');
  writeFileSync(path, asked.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const as = { ...asker, ...who };
  const token = async () => ((await deployment.headersOf(as)).authorization ?? '').replace('Bearer ', '');
  const [output, certificates] = [join(folder, 'answers.jsonl'), join(folder, 'certificates')];
  const said = {
    asker: as,
    role: as.role ?? 'ANALYST',
    where: 'here',
    registered: false,
    first: 5,
    waiting: { waitMs: 0, onWait: () => undefined },
    onProgress: () => undefined,
  };
  await screen({ path, output, certificates, url: deployment.url, token, ...said });
  return (line) => join(certificates, `line-0000000${line}.json`);
}

interface Said {
  readonly verdict: string;
  readonly why: readonly string[];
}

async function verify(file: string, seal = true): Promise<{ readonly code: number; readonly said: Said }> {
  const told: string[] = [];
  const { keys } = deployment.parts;
  const { checkpoint, previous, store } = keys;
  const opened = seal ? { keys } : { keys: { checkpoint, previous, store }, closedBecause: 'the bodies' };
  const code = await runAuditCertificate({
    pool,
    keys,
    opened,
    files: [{ file, text: readFileSync(file, 'utf8') }],
    json: true,
    out: (line) => void told.push(line),
  });
  return { code, said: (JSON.parse(told[0] ?? '') as Said[])[0] as Said };
}

/** Once a head is signed. */
async function verifySigned(file: string) {
  let result = await verify(file);
  for (let attempt = 0; attempt < 100 && result.code === 2; attempt += 1) {
    expect(result.said).toEqual(expect.objectContaining({ why: ['missing: a signed head that includes the entry'] }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    result = await verify(file);
  }
  return result;
}

// biome-ignore lint/suspicious/noExplicitAny: a forger writes what he wants
type Written = any;

const read = (file: string): Written => JSON.parse(readFileSync(file, 'utf8'));

describe('a certificate of a screening', () => {
  let of: Awaited<ReturnType<typeof certificatesOf>>;
  let others: Awaited<ReturnType<typeof certificatesOf>>;
  beforeAll(async () => {
    of = await certificatesOf();
    others = await certificatesOf(lines.slice(1).map((line) => ({ ...line, ref: 'z' })));
  });

  it('holds where the log has its search under a signed head, with all that it says, though others of its file had matches', async () => {
    for (const line of [2, 3, 4]) {
      expect(await verifySigned(of(line))).toMatchObject({ code: 0, said: { verdict: 'OK', why: [] } });
      expect(await verify(of(line), false)).toMatchObject({
        code: 2,
        said: { verdict: 'UNPROVEN', why: ['missing: the bodies'] },
      });
    }
    expect(read(of(2))).toMatchObject({
      asked: { kind: 'person', ref: 'a', names: ['Nobody Atall'], identification: { type: 'PASSPORT', number: 'X1' } },
      viewer: { agency: 'EU-SANCTIONS-DESK', role: 'ANALYST', clearance: expect.any(String), caseReference: null },
      policyVersion: loadPolicy().version,
      matcherVersion,
      lists: [
        { source: 'ofac-sdn', originator: 'EU-SANCTIONS-DESK', fileHashes: [expect.stringMatching(/^[0-9a-f]{64}$/)] },
      ],
      compared: expect.arrayContaining([{ category: 'persons.identity', most: 'FULL', least: expect.any(String) }]),
    });
  });

  /** What stands at a place instead: a value, or what is made of what stood there. */
  type Forgery = Readonly<Record<string, unknown>>;
  const said = (from: string, to: string) => (statement: string) => statement.replace(from, to);
  const another = (member: string) => () => read(others(1))[member];
  const second = (member: string) => () => read(of(3))[member];
  const forgeries: readonly (readonly [place: string, forged: Forgery])[] = [
    ['statement', { statement: 'This certifies that nobody is on a list.' }],
    ['statement', { statement: said('ANALYST', 'INVESTIGATOR') }],
    ['certifies', { certifies: false }],
    ['certifies', { certifies: 'true' }],
    ['state', { state: 'PARTIAL' }],
    ['cutOff', { cutOff: 0.9 }],
    ['cutOff', { cutOff: null }],
    ['hitState', { hitState: 'LIMITED' }],
    [
      'hitState',
      {
        hitState: 'ASKED',
        statement: said('found no match, and looked for no hit', 'found neither a match nor a hit'),
      },
    ],
    ['at', { at: (at: string) => new Date(Date.parse(at) + 86_400_000).toISOString() }],
    ['viewer.agency', { 'viewer.agency': 'NL-CUSTOMS' }],
    ['viewer.kind', { 'viewer.kind': 'POLICE_MS', statement: said('EUROPOL', 'POLICE_MS') }],
    ['viewer.role', { 'viewer.role': 'INVESTIGATOR', statement: said('ANALYST', 'INVESTIGATOR') }],
    ['viewer.role', { 'viewer.role': undefined, statement: said('ANALYST', 'undefined') }],
    ['viewer.clearance', { 'viewer.clearance': 'SECRET' }],
    [
      'viewer.purpose',
      { 'viewer.purpose': 'RISK_ANALYSIS', statement: said('SANCTIONS_ENFORCEMENT', 'RISK_ANALYSIS') },
    ],
    ['viewer.caseReference', { 'viewer.caseReference': 'EU-1' }],
    ['viewer.subject', { 'viewer.subject': 'somebody' }],
    ['policyVersion', { policyVersion: 'p1' }],
    ['policyVersion', { policyVersion: null }],
    ['matcherVersion', { matcherVersion: (version: number) => version + 1 }],
    ['lists', { lists: [] }],
    ['lists', { lists: null }],
    ['lists', { lists: (lists: object[]) => [...lists, { ...lists[0], source: 'un-consolidated' }] }],
    ['lists[0].source', { 'lists.0.source': 'un-consolidated' }],
    ['lists[0].originator', { 'lists.0.originator': 'NL-CUSTOMS' }],
    ['lists[0].format', { 'lists.0.format': 'ofac-sdn' }],
    ['lists[0].formatVersion', { 'lists.0.formatVersion': '9' }],
    ['lists[0].loadedAt', { 'lists.0.loadedAt': '2030-01-01T00:00:00.000Z' }],
    ['lists[0].records', { 'lists.0.records': 20_000 }],
    ['lists[0].sequence', { 'lists.0.sequence': '7' }],
    ['lists[0].fileHashes[0]', { 'lists.0.fileHashes.0': '0'.repeat(64) }],
    ['lists[0].fileHashes', { 'lists.0.fileHashes': [] }],
    ['lists[0].fileHashes', { 'lists.0.fileHashes': null }],
    ['lists[0].fileHashes', { 'lists.0.fileHashes': undefined }],
    ['lists[0].publisher', { 'lists.0.publisher': 'OFAC' }],
    ['compared[0].category', { 'compared.0.category': 'persons.contact' }],
    ['compared[0].most', { 'compared.0.most': 'SOME' }],
    ['compared[0].least', { 'compared.0.least': 'SOME' }],
    ['compared', { compared: (all: object[]) => all.slice(1) }],
    ['compared[0].category', { compared: (all: object[]) => [...all].reverse() }],
    ['asked.kind', { 'asked.kind': 'vessel' }],
    ['asked.ref', { 'asked.kind': 'organization' }],
    ['asked.names[0]', { 'asked.names': ['Quillon Unrelatovski'] }],
    ['asked.names', { 'asked.names': (names: string[]) => [...names, 'Somebody Else'] }],
    ['asked.ref', { 'asked.ref': 'q' }],
    ['asked.ref', { 'asked.ref': undefined }],
    ['asked.birthDate', { 'asked.birthDate': '1971' }],
    ['asked.birthDate', { 'asked.birthDate': undefined }],
    ['asked.gender', { 'asked.gender': 'male' }],
    ['asked', { 'asked.gender': null }],
    ['asked.line', { 'asked.line': 7 }],
    ['asked.identification.number', { 'asked.identification.number': 'X2' }],
    ['asked.identification.type', { 'asked.identification.type': 'NATIONAL_ID' }],
    ['asked.identification.country', { 'asked.identification.country': 'NL' }],
    ['place', { place: 1 }],
    ['place', { place: 99 }],
    ['place', { place: -1 }],
    ['place', { asked: second('asked'), salt: second('salt'), cutOff: second('cutOff') }],
    ['salt', { salt: '0'.repeat(32) }],
    ['salt', { salt: second('salt') }],
    ['salt', { asked: second('asked'), place: second('place') }],
    ['asked.names[0]', { asked: second('asked') }],
    ['receipt.index', { 'receipt.index': 1e6 }],
    ['receipt.index', { 'receipt.log': 'another' }],
    ['receipt.leafHash', { 'receipt.index': (index: number) => index - 1 }],
    ['receipt.leafHash', { 'receipt.leafHash': '0'.repeat(64) }],
    ['receipt.at', { 'receipt.at': '2030' }],
    ['withheld', { withheld: [] }],
    ['at', { receipt: another('receipt') }],
    ['asked.ref', { receipt: another('receipt'), at: another('at') }],
    ['asked.ref', { receipt: another('receipt'), at: another('at'), salt: another('salt'), place: another('place') }],
  ];

  it.each(forgeries)('is refused where %s is forged (%#)', async (place, forged) => {
    const certificate = read(of(2));
    for (const [path, change] of Object.entries(forged)) {
      const steps = path.split('.');
      const last = steps.pop() ?? '';
      const object = steps.reduce((inside, step) => inside[step], certificate);
      object[last] = typeof change === 'function' ? change(object[last]) : change;
    }
    const { code, said } = await verify(writeFile('forged.json', JSON.stringify(certificate)));
    expect([code, said.verdict]).toEqual([1, 'BROKEN']);
    expect(said.why.map((why) => why.slice(0, why.indexOf(':')))).toContain(place);
  });

  it('is refused where a member stands there twice: people would read the first', async () => {
    const text = readFileSync(of(2), 'utf8').replace('"state":', '"cutOff": 0.1,\n  "state":');
    expect((await verify(writeFile('twice.json', text))).said).toMatchObject({
      verdict: 'BROKEN',
      why: ['text: it is not as a certificate is written'],
    });
  });

  it('is refused where its receipt is that of an answer with a match', async () => {
    const [first = ''] = readFileSync(join(of(2), '..', '..', 'answers.jsonl'), 'utf8').split('\n');
    const forged = { ...read(of(2)), receipt: JSON.parse(first).receipt };
    const { said } = await verify(writeFile('forged.json', JSON.stringify(forged)));
    expect(said.why).toContain('receipt: the log says that a record was disclosed');
  });

  it('says for which case was searched, and is refused for another, or for none', async () => {
    const own = await certificatesOf(lines, { caseReference: 'SL-2026-00001' });
    expect(await verifySigned(own(2))).toMatchObject({ code: 0 });
    const { viewer, ...certificate } = read(own(2));
    expect(viewer.caseReference).toBe('SL-2026-00001');
    for (const caseReference of ['SL-2026-00002', null]) {
      const forged = { ...certificate, viewer: { ...viewer, caseReference } };
      const { said } = await verify(writeFile('forged.json', JSON.stringify(forged)));
      expect(said.why).toEqual(expect.arrayContaining(['viewer.caseReference: the log says another']));
    }
  });

  it('is refused where the file is none', async () => {
    for (const text of ['{"receipt": 1}', '{"header":{', 'x']) {
      const message = expect.stringContaining('is neither a certificate nor an export');
      await expect(verify(writeFile('x.json', text))).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message });
    }
  });
});
