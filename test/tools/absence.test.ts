import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { writeAbsence } from '../../auditlog/absence/absenceText.js';
import { type MonthIndex, makeIndex } from '../../auditlog/absence/monthIndex.js';
import { indexId, pseudonymInput, publicKeyOf, type StatedIndex } from '../../auditlog/absence/stated.js';
import { proveVrf, pseudonymOfProof } from '../../auditlog/absence/vrf.js';
import { inclusionProof, leafHash } from '../../auditlog/merkle.js';
import { verifierKeyOf } from '../../auditlog/signing/keys.js';
import { vectorKey } from '../auditlog/absence/vectorKey.js';
import { headOf, leafOf, logKey, type MadeEntry } from './support/madeExport.js';
import { fileOf, type Verdict, verifyAbsence } from './support/verifyAudit.js';

/* What an operator can try who has all the keys, and an index under a signed head. */
const rsa = (modulusLength = 2048, publicExponent = 0x10001): KeyObject =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey;
// Why not a new one: with it everything lies where it lies.
const privateKey = vectorKey();
const of = { log: 'main', period: '2026-11' };
const pseudonymOf = (entity: string, key = privateKey): Buffer =>
  pseudonymOfProof(proveVrf(key, pseudonymInput(of, entity)));
const shown = Array.from({ length: 9 }, (_, number) => `person_${number}`);
const index = makeIndex(shown.map((entity) => pseudonymOf(entity)));

/** The log's only entry, which states an index. */
function stating(
  made: MonthIndex,
  key = privateKey,
  changes: Partial<StatedIndex> = {},
): MadeEntry & { readonly header: Buffer } {
  const { digest } = publicKeyOf(createPublicKey(key));
  const stated = { ...of, start: 0, end: 20, count: made.pseudonyms.length, erased: 0, key: digest, ...changes };
  const documentHash = Buffer.from(made.root).toString('hex');
  const said = { documentHash, kind: 'ADMIN', operationName: 'auditIndex', requestId: indexId(stated), version: 2 };
  const header = Buffer.concat([randomBytes(16), Buffer.from(JSON.stringify(said))]);
  return { leaf: leafOf('main.cli', 0, header, randomBytes), header, shown: 'leaf' };
}

/** Text of a proof, its parts as they are, or others. */
function textOf(
  entity: string,
  parts: {
    readonly places?: readonly number[];
    readonly made?: MonthIndex;
    readonly key?: KeyObject;
    readonly entry?: ReturnType<typeof stating>;
    readonly neighbours?: string;
    readonly proofOf?: string;
  },
): string {
  const { made = index, key = privateKey, entry = stating(made, key), places = [] } = parts;
  const leaves = made.pseudonyms.map(leafHash);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const neighbours = places.map(
    (at) =>
      `neighbour ${at} ${[made.pseudonyms[at] ?? Buffer.of(), ...inclusionProof(leaves, at)].map(base64).join(' ')}\n`,
  );
  return [
    `portcullis-audit-absence@v1\nlog main\nmonth 2026-11\nentity ${entity}\n`,
    `key ${base64(publicKeyOf(createPublicKey(key)).der)}\nproof ${base64(proveVrf(key, pseudonymInput(of, parts.proofOf ?? entity)))}\n`,
    parts.neighbours ?? neighbours.join(''),
    `leaf ${base64(entry.leaf)}\nheader ${base64(entry.header)}\n\n${proofOf(entry)}`,
  ].join('');
}

const proofOf = (entry: MadeEntry): string =>
  `c2sp.org/tlog-proof@v1\nindex 0\n\n${headOf([entry], 1, logKey, 'portcullis.example/main.cli')}`;
const vkey = verifierKeyOf('portcullis.example/main.cli', logKey.publicKey);
const verify = (text: string): Promise<Verdict> => verifyAbsence(fileOf(text), '--key', vkey);

/** Entities that are not in the index, and where their pseudonyms lie: below all, above all, between. */
const absent = Array.from({ length: 200 }, (_, number) => `nobody_${number}`);
const placeOf = (entity: string): number =>
  index.pseudonyms.filter((each) => Buffer.compare(each, pseudonymOf(entity)) < 0).length;
const find = (fits: (place: number) => boolean): string => absent.find((entity) => fits(placeOf(entity))) ?? '';
const [below, above, between] = [find((at) => at === 0), find((at) => at === 9), find((at) => at > 2 && at < 7)];
const middle = placeOf(between);
if ([below, above, between].includes('')) throw new Error('nobody lies there');

describe('tools/verify-absence.mjs', () => {
  it.each([
    ['between two neighbours', between, index],
    ['below the first', below, index],
    ['above the last', above, index],
    ['from an index of one', between, makeIndex([pseudonymOf('person_1')])],
    ['from an index of nobody', between, makeIndex([])],
  ])('verifies absence %s', async (_, entity, made) => {
    const entry = stating(made);
    const row = { index: 0, bytes: entry.leaf, header: entry.header, leafHash: Buffer.of(), agency: null };
    const { digest } = publicKeyOf(createPublicKey(privateKey));
    const stated = { ...of, start: 0, end: 20, count: made.pseudonyms.length, erased: 0, key: digest };
    const found = { stated, root: made.root, entry: row, statedIn: 'main.cli' };
    const text = writeAbsence(entity, { found, index: made, privateKey, tlogProof: proofOf(entry) }) ?? '';
    expect(await verify(text)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(`of portcullis.example/main, 2026-11, names ${entity}`),
    });
  });

  const present = shown.find((entity) => ![0, 8].includes(placeOf(entity))) ?? '';
  const at = placeOf(present);
  const first = shown.find((entity) => placeOf(entity) === 0) ?? '';
  const invented = (place: number, pseudonym: Buffer): string => `neighbour ${place} ${pseudonym.toString('base64')}\n`;
  const ends = [Buffer.alloc(32), Buffer.alloc(32, 0xff)] as const;
  const honest = stating(index);
  // Without the one whose absence is claimed, and of the same size.
  const fake = makeIndex([...index.pseudonyms.filter((_, place) => place !== at), pseudonymOf('somebody else')]);
  const inFake = fake.pseudonyms.filter((each) => Buffer.compare(each, pseudonymOf(present)) < 0).length;

  it.each([
    ['neighbours with the entity between them', textOf(present, { places: [at - 1, at + 1] })],
    ['the entity as its own lower neighbour', textOf(present, { places: [at, at + 1] })],
    ['the entity as its own upper neighbour', textOf(present, { places: [at - 1, at] })],
    ['neighbours that lie elsewhere, below', textOf(between, { places: [middle - 3, middle - 2] })],
    ['neighbours that lie elsewhere, above', textOf(between, { places: [middle + 1, middle + 2] })],
    ['neighbours in the wrong order', textOf(between, { places: [middle, middle - 1] })],
    ['the first alone, above which the entity lies', textOf(between, { places: [0] })],
    ['the last alone, below which the entity lies', textOf(between, { places: [8] })],
    ['one alone that is at no end', textOf(between, { places: [middle] })],
    ['the first entity as its own end', textOf(first, { places: [0] })],
    ['no neighbours of an index that is not empty', textOf(present, {})],
    ['invented neighbours', textOf(present, { neighbours: invented(3, ends[0]) + invented(4, ends[1]) })],
    ['an invented end', textOf(present, { neighbours: invented(8, ends[0]) })],
    [
      'neighbours of another index, of as many',
      textOf(present, { made: fake, places: [inFake - 1, inFake], entry: honest }),
    ],
    ['the proof of another entity', textOf(present, { places: [middle - 1, middle], proofOf: between })],
    ['an index that is said to be empty', textOf(present, { entry: stating(index, privateKey, { count: 0 }) })],
    ...[`${present} `, ` ${present}`, `${present}\t`, `${present}\u200b`, `x  ${present}`].map(
      (id): [string, string] => [
        `a name that reads as ${JSON.stringify(present)}: ${JSON.stringify(id)}`,
        honestTextOf(id),
      ],
    ),
    [
      'a place with a zero before it',
      textOf(between, { places: [middle - 1, middle] }).replace(/^neighbour /m, 'neighbour 0'),
    ],
    ['another key of pseudonyms than the entry states', otherKey()],
    [
      'the header of another index under the leaf of this one',
      textOf(present, {
        made: makeIndex(ends),
        places: [0, 1],
        entry: { ...stating(makeIndex(ends)), leaf: honest.leaf },
      }),
    ],
    [
      'the index of another month',
      textOf(between, { places: [middle - 1, middle], entry: stating(index, privateKey, { period: '2026-10' }) }),
    ],
    [
      'the index of another log',
      textOf(between, { places: [middle - 1, middle], entry: stating(index, privateKey, { log: 'main2' }) }),
    ],
    [
      'a head that is not that of the log',
      textOf(between, { places: [middle - 1, middle] })
        .replace(proofOf(honest), '')
        .replace(/— \S+ \S+\n$/, `\u2014 portcullis.example/main ${Buffer.alloc(68).toString('base64')}\n`),
    ],
  ])('refuses %s', async (_, text) => {
    const { code, out, err } = await verify(text);
    expect([code === 1 || code === 3, out, err.trimEnd().split('\n').length]).toEqual([true, '', 1]);
  });

  it('refuses an entry that is no index, whatever its request id says', async () => {
    const entry = stating(index);
    const header = Buffer.from(entry.header.toString('latin1').replace('"kind":"ADMIN"', '"kind":"OTHER"'), 'latin1');
    const other = { ...entry, header, leaf: leafOf('main.cli', 0, header, randomBytes) };
    expect((await verify(textOf(between, { places: [middle - 1, middle], entry: other }))).code).toBe(1);
  });

  it.each([
    ['in another log', 'main', 0],
    ['at another place', 'main.cli', 1],
  ])('refuses an entry that says it stands %s than it does', async (_, log, place) => {
    const entry = stating(index);
    const other = { ...entry, leaf: leafOf(log, place, entry.header, randomBytes) };
    const { code, err } = await verify(textOf(between, { places: [middle - 1, middle], entry: other }));
    expect([code, err]).toEqual([1, 'NOT VERIFIED: the entry that states the index says that it is another\n']);
  });

  it.each([
    ['a month that no year has', { period: '2026-13' }],
    ['other entries than those between its heads', { period: '5-20' }],
    ['entries that end before they begin', { start: 20, end: 5 }],
    ['a count that no number holds', { count: 9e15 }],
  ])('refuses an index that is stated with %s', async (_, changes) => {
    const text = textOf(between, { places: [middle - 1, middle], entry: stating(index, privateKey, changes) });
    const { code, err } = await verify(
      text.replace(/^month .*$/m, `month ${'period' in changes ? changes.period : of.period}`),
    );
    expect([code, err]).toEqual([1, 'NOT VERIFIED: the entry states no index\n']);
  });

  it('reads no more of a file than a proof has', async () => {
    const { code, err } = await verifyAbsence('/dev/zero', '--key', vkey);
    expect([code, err]).toEqual([3, 'malformed: no proof of absence: it is too long\n']);
  });

  it.each([
    ['short', rsa(1024)],
    ['with another exponent', rsa(2048, 3)],
  ])('takes no key of pseudonyms that is %s', async (_, key) => {
    const made = makeIndex([pseudonymOf('person_1', key)]);
    const { code, err } = await verify(textOf('nobody', { made, key, places: [0] }));
    expect([code, err]).toEqual([3, 'malformed: the key of pseudonyms is no RSA key of 2048 bits or more\n']);
  });

  it('ends with 2 where it is not told whom to believe', async () => {
    expect((await verifyAbsence(fileOf(textOf(between, { places: [middle - 1, middle] })))).code).toBe(2);
    expect((await verifyAbsence('/nowhere', '--key', vkey)).code).toBe(2);
  });

  /** The proof of an id that nobody was named by: it lies where it lies. */
  function honestTextOf(id: string): string {
    const place = placeOf(id);
    return textOf(id, { places: [place - 1, place].filter((each) => each >= 0 && each < index.pseudonyms.length) });
  }

  /** A proof that would hold if any key would do: of a key made after the question, until the pseudonym lies well. */
  function otherKey(): string {
    for (;;) {
      const key = rsa();
      const place = index.pseudonyms.filter((each) => Buffer.compare(each, pseudonymOf(present, key)) < 0).length;
      if (place > 0 && place < 9) return textOf(present, { key, places: [place - 1, place], entry: honest });
    }
  }
});
