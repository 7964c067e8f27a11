import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { demoSize, generateDemo } from '../../../ingest/demo/generate.js';
import { invented } from '../../../ingest/demo/invented/invented.js';
import { demoSource } from '../../../ingest/demo/load.js';
import { story } from '../../../ingest/demo/story.js';
import { findWrongField } from '../../../ingest/formats/portcullis/misshapen.js';
import { ofacSdn } from '../../../ingest/formats/watchlists/ofac-sdn.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { findDefect } from '../../../ingest/records/validate.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { isValidContainerId } from '../../../schema/identifiers/containerId.js';
import { isValidImo } from '../../../schema/identifiers/imo.js';
import { isValidMrn } from '../../../schema/identifiers/mrn.js';
import { nameKey } from '../../../schema/identifiers/nameKey.js';
import { parseRegistrationMark } from '../../../schema/identifiers/registrationMark.js';
import { describeWithReal, readAll, realFile } from '../support/samples.js';

const policy = loadPolicy();
const records = generateDemo(policy);
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const ofKind = <K extends SourceRecord['kind']>(kind: K) =>
  records.filter((record): record is Extract<SourceRecord, { kind: K }> => record.kind === kind);

/** Every value under one of the names, at any depth. */
function valuesOf(value: unknown, names: ReadonlySet<string>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => [
    ...(names.has(name) && typeof item === 'string' ? [item] : []),
    ...valuesOf(item, names),
  ]);
}

const markers =
  /fi[ck]t[ií]|e(?:x|ks)emp|ejempl|esempi|[eé]chantillon|imagin|invent|voorbeeld|muster|prz[iy]klad|specimen|placeholder|example|prim[ei]r|neb[iy]val|v[iy]m[iy]s|plasmat|fanta|[iy]pothe|paradeigm|h?a[iy]al|mit[h]?al|far[d]i[iy]+a|wahmi|namud|iftirad|[xk]s?ugou|[iy]angli|jia[xk]s?iang|фиктив|пример|небыва|вым[ыи]|πλασματ|φαντα|υποθ|υπόθ|παραδειγμ|خيال|مثال|فرضية|وهمي|نموذجي|افتراضي|虚构|样例|假想/i;

/** True for a name that says in its own language that it is made up. */
function isFictitiousName(name: string): boolean {
  return markers.test(name);
}

const persons = ofKind('person');
const allNames = [
  ...valuesOf(records, new Set(['statedName', 'vesselName', 'owner'])),
  ...records.flatMap((record) => ('names' in record ? record.names.map(({ name }) => name) : [])),
  ...ofKind('consignment').flatMap((consignment) => consignment.parties.flatMap(({ name }) => name ?? [])),
];

describe('the demonstration scenario', () => {
  it('is the same for the same seed and another for another', () => {
    expect(hash(generateDemo(policy))).toBe(hash(records));
    expect(hash(generateDemo(policy, 'another'))).not.toBe(hash(records));
  });

  it('has what it promises of each kind, and the three operations of policy', () => {
    expect(ofKind('consignment')).toHaveLength(demoSize.consignments + 3);
    expect(persons).toHaveLength(demoSize.persons + 2);
    expect(ofKind('organization')).toHaveLength(demoSize.organizations + 1);
    expect(ofKind('vesselRecord')).toHaveLength(demoSize.vessels + 1);
    expect(ofKind('aircraftRecord')).toHaveLength(demoSize.aircraft);
    expect(ofKind('seizure')).toHaveLength(demoSize.seizures + 1);
    expect(ofKind('incident')).toHaveLength(demoSize.incidents + 1);
    expect(
      ofKind('jointOperation')
        .map(({ sourceRef }) => sourceRef)
        .sort(),
    ).toEqual(policy.operations.map(({ id }) => id).sort());
  });

  it('states a key once in each source', () => {
    const keys = records.map((record) => `${record.kind} ${record.sourceRef}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has nothing that the pipeline would quarantine', () => {
    expect(records.map((record) => findWrongField({ ...record })).filter((field) => field !== null)).toEqual([]);
    expect(records.map(findDefect).filter((defect) => defect !== null)).toEqual([]);
  });

  it('names only agencies that originate the source they enter', () => {
    const wrong = records.filter(
      ({ kind, envelope }) => !policy.agencies[envelope?.originator ?? '']?.originates.includes(demoSource(kind)),
    );
    expect(wrong).toEqual([]);
    for (const [source, weights] of Object.entries(invented().originators)) {
      for (const [agency] of weights) expect(policy.agencies[agency]?.originates).toContain(`demo-${source}`);
    }
  });

  it('has valid check digits in reserved ranges', () => {
    const containers = valuesOf(ofKind('consignment'), new Set(['containerId']));
    expect(containers.every((id) => isValidContainerId(id) && id.startsWith('ZZZU'))).toBe(true);
    expect(new Set(containers).size).toBe(containers.length);
    const mrns = valuesOf(records, new Set(['mrn', 'statedMrn']));
    expect(mrns.every((mrn) => isValidMrn(mrn) && mrn.slice(4, 8) === 'DEMO')).toBe(true);
    const imos = valuesOf(records, new Set(['imo', 'vesselImo']));
    expect(imos.every((imo) => isValidImo(imo) && imo.startsWith('0'))).toBe(true);
    const aircraft = ofKind('aircraftRecord');
    const marks = aircraft.flatMap(({ registration, pastRegistrations }) => [
      registration ?? '',
      ...(pastRegistrations ?? []),
    ]);
    expect(marks.length).toBeGreaterThan(demoSize.aircraft);
    expect(new Set(marks).size).toBe(marks.length);
    expect(marks.every((mark) => parseRegistrationMark(mark) === mark && mark.startsWith('Q'))).toBe(true);
    const documents = persons.flatMap((person) => person.identifications ?? []);
    expect(documents.every(({ number }) => /^(?:SPEC|X00)/.test(number))).toBe(true);
    expect(valuesOf(records, new Set(['eori'])).every((eori) => /^[A-Z]{2}DEMO\d{9}$/.test(eori))).toBe(true);
  });

  it('has no name that could be a real one', () => {
    expect(allNames.filter((name) => !isFictitiousName(name))).toEqual([]);
  });

  it('writes names in five scripts, and gives those a Latin alias', () => {
    for (const script of [
      /\p{Script=Latin}/u,
      /\p{Script=Cyrillic}/u,
      /\p{Script=Greek}/u,
      /\p{Script=Arabic}/u,
      /\p{Script=Han}/u,
    ]) {
      const written = persons.filter((person) => script.test(person.names[0]?.name ?? ''));
      expect(written.length).toBeGreaterThan(20);
      const latin = written.filter((person) => person.names.some(({ name }) => /^\p{Script=Latin}/u.test(name)));
      expect(latin).toHaveLength(written.length);
    }
  });

  it('spreads every condition of the envelope', () => {
    const envelopes = records.map((record) => record.envelope ?? {});
    const some = (test: (envelope: (typeof envelopes)[number]) => unknown) => envelopes.filter(test).length;
    for (const code of ['H0', 'H1', 'H2', 'H3'])
      expect(some((e) => e.handlingCodes?.includes(code))).toBeGreaterThan(9);
    for (const level of ['PUBLIC', 'BASIC_PROTECTION_LEVEL', 'RESTREINT_UE', 'CONFIDENTIEL_UE', 'SECRET_UE']) {
      expect(some((e) => e.classification === level)).toBeGreaterThan(5);
    }
    for (const category of ['SUSPECT', 'CONVICTED', 'VICTIM', 'WITNESS', 'CONTACT_OR_ASSOCIATE', 'OTHER']) {
      expect(some((e) => e.dataSubjectCategory === category)).toBeGreaterThan(5);
    }
    expect(some((e) => e.minor)).toBeGreaterThan(5);
    expect(some((e) => e.releasableTo?.length)).toBeGreaterThan(50);
    expect(some((e) => e.hitTo?.length)).toBeGreaterThan(50);
    expect(some((e) => e.purposeLimits?.length)).toBeGreaterThan(50);
    expect(some((e) => e.expiresAt && e.expiresAt < '2026-11-25')).toBeGreaterThan(20);
    for (const operation of policy.operations)
      expect(some((e) => e.jointOperation === operation.id)).toBeGreaterThan(5);
  });

  it('holds the story: each step points at the next', () => {
    const arriving = ofKind('consignment').find(({ mrn }) => mrn === story.mrn);
    expect(arriving?.transportEquipment[0]?.containerId).toBe(story.containerId);
    const consignor = arriving?.parties.find(({ role }) => role === 'CONSIGNOR');
    const person = persons.find(({ sourceRef }) => sourceRef === consignor?.person?.sourceRef);
    expect(person?.names[0]?.name).toBe(story.consignorName);
    expect(person?.names.map(({ name }) => name)).toContain(consignor?.name);
    const points = (pointer: { sourceRef: string } | null | undefined) => pointer?.sourceRef === person?.sourceRef;
    const others = ofKind('consignment').filter((one) => one.parties.some((party) => points(party.person)));
    expect(others.map(({ mrn }) => mrn).sort()).toEqual([story.mrn, story.passedMrn, story.seizedMrn].sort());
    const seizure = ofKind('seizure').find((one) => one.persons?.some((link) => points(link.person)));
    expect(seizure?.envelope?.caseReference).toBe(story.seizureCase);
    expect(seizure?.consignments).toEqual([{ statedMrn: story.seizedMrn }]);
    const incident = ofKind('incident').find((one) => one.persons?.some((link) => points(link.person)));
    expect(incident?.operation).toBe(story.operation);
    expect(incident?.seizures?.[0]?.seizure?.sourceRef).toBe(seizure?.sourceRef);
    expect(incident?.containers).toEqual([story.containerId]);
  });
});

const sanctions = ['sdn.csv', 'alt.csv'].map((name) => realFile('persons', 'ofac_sdn', name));

describeWithReal('the scenario beside a real list', sanctions, () => {
  it('shares no name with it', async () => {
    const { records: listed } = await readAll(ofacSdn, sanctions);
    const real = new Set(
      listed.flatMap((record) => ('names' in record ? record.names.map(({ name }) => nameKey(name)) : [])),
    );
    expect(allNames.filter((name) => real.has(nameKey(name)))).toEqual([]);
  });
});
