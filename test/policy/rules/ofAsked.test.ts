import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Policy } from '../../../policy/policy.js';
import { holdings, openedOriginators } from '../../../policy/rules/ofAsked.js';
import { fallenForAsked, lowestRecordCap, recordCaps } from '../../../policy/rules/recordCaps.js';
import { ordinary } from '../../../policy/space/records.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { classifications, type Envelope, type RequestFacts } from '../../../policy/types.js';
import { anyCategory, anyEnvelope, anyFacts, withTurns } from '../arbitraries.js';

const policy = withTurns(loadPolicy());
const officers = Object.values(policy.agencies).flatMap(({ id, roles }) =>
  roles
    .filter((role) => role === 'DPO' || role === 'AUDITOR')
    .flatMap((role) =>
      classifications.map((clearance) =>
        factsOf(policy, `${id} ${role}`, 'DATA_SUBJECT_REQUEST', { clearance, case: 'any' }),
      ),
    ),
);
const facts = fc.oneof(fc.constantFrom(...officers), anyFacts(policy));
/** A record that is the viewer's own, or of a mandate, more often than chance would make it. */
const asking = fc.record({ who: facts, record: anyEnvelope(policy), own: fc.boolean() }).map(({ who, record, own }) => {
  return { who, record: own ? { ...record, originator: who.viewer.agency } : record };
});
const subjects = fc.constantFrom(null, { category: 'VICTIM', minor: true }, { category: 'OTHER', minor: false });
const runs = { numRuns: 4000, seed: 33 };

/** The law in its own words, for what any officer may open to a person: independent of the rules. */
function mayOpen(
  { agencies, categories }: Policy,
  { viewer, purpose, caseReference, asOf }: RequestFacts,
  of: Envelope,
) {
  const agency = agencies[viewer.agency];
  const row = categories[holdings];
  if (!agency || !row?.validity || !agency.roles.includes(viewer.role)) return false;
  const isOfficer = viewer.role === 'DPO' && of.originator === agency.id && agency.kind !== 'SUPERVISOR';
  const isOverseen = of.originator === agency.id || agency.mandate.includes(of.originator);
  const isSupervisor = viewer.role === 'AUDITOR' && agency.kind === 'SUPERVISOR' && isOverseen;
  const clearance = Math.min(...[viewer.clearance, agency.clearance].map((each) => classifications.indexOf(each)));
  const level = classifications.indexOf(of.classification);
  return (
    (isOfficer || isSupervisor) &&
    purpose === 'DATA_SUBJECT_REQUEST' &&
    agency.purposes.includes(purpose) &&
    caseReference !== undefined &&
    level >= 0 &&
    level <= clearance &&
    of.handlingCodes.every((code) => /^H[0-3]$/.test(code)) &&
    of.dataSubjectCategory !== 'BYSTANDER' &&
    (of.expiresAt == null || Date.parse(of.expiresAt) > Date.parse(asOf))
  );
}

describe('what a person who asks is opened', () => {
  it('is what the law says, on any record, for anybody who asks for him, and FULL or nothing', () => {
    const met = { open: 0, closed: 0 };
    fc.assert(
      fc.property(asking, anyCategory(policy), subjects, ({ who, record }, category, subject) => {
        const row = policy.categories[category];
        if (!row || row.public || row.whole || (!row.own && category !== holdings)) return;
        const { effect } = decide(policy, who, category, record, subject, true);
        const [from, to] = [row.validity?.from ?? '', row.validity?.to ?? ''].map(Date.parse) as [number, number];
        const isValid = from <= Date.parse(who.asOf) && Date.parse(who.asOf) < to;
        const isOpen = mayOpen(policy, who, record) && !row.special && isValid;
        met[isOpen ? 'open' : 'closed'] += 1;
        expect(effect).toBe(isOpen ? 'FULL' : 'NONE');
      }),
      runs,
    );
    expect(met.open).toBeGreaterThan(50);
    expect(met.closed).toBeGreaterThan(1000);
  });

  it('is nothing new without the finding: all else is decided as by a policy that has no rows for it', () => {
    const withoutRows = (of: Policy): Policy => ({
      ...of,
      categories: Object.fromEntries(Object.entries(of.categories).filter(([name]) => !name.startsWith('subject.'))),
    });
    const before = withoutRows(policy);
    fc.assert(
      fc.property(asking, anyCategory(before), subjects, ({ who, record }, category, subject) => {
        expect(decide(policy, who, category, record, subject)).toEqual(decide(before, who, category, record, subject));
        // And a policy without the rows opens nothing by the finding.
        const row = before.categories[category];
        if (row?.own && !row.whole && !row.public)
          expect(decide(before, who, category, record, subject, true).effect).toBe('NONE');
      }),
      runs,
    );
  });

  it('leaves the log as it is, and a raw record, and asks of every category the same of the record', () => {
    fc.assert(
      fc.property(asking, ({ who, record }) => {
        const log = ['audit.log', 'audit.disclosed', 'audit.content', 'subject.seen', 'subject.requests'];
        for (const category of [...log, 'provenance.raw'])
          expect(decide(policy, who, category, record, null, true)).toEqual(decide(policy, who, category, record));
        const isOpened = openedOriginators(policy, who).includes(record.originator);
        expect(isOpened || decide(policy, who, holdings, record, null, true).effect === 'NONE').toBe(true);
      }),
      { numRuns: 1000, seed: 34 },
    );
  });

  it('is opened by no cell that names no scope, and by no role or case that the request does not have', () => {
    const row = policy.categories[holdings];
    if (!row) throw new Error('no row');
    const cell = { effect: 'FULL', roles: null, purposes: null, otherwise: 'NONE', scope: null } as const;
    const open = { ...row, cells: { ...row.cells, CUSTOMS_MS: cell } };
    const careless = { ...policy, categories: { ...policy.categories, [holdings]: open } };
    const officer = factsOf(policy, 'NL-CUSTOMS DPO', 'DATA_SUBJECT_REQUEST', { case: 'any' });
    expect(openedOriginators(policy, officer)).toEqual(['NL-CUSTOMS']);
    expect(openedOriginators(careless, officer)).toEqual([]);
    const own = { ...ordinary, originator: 'NL-CUSTOMS' };
    expect(decide(careless, officer, 'persons.contact', own, null, true).effect).toBe('NONE');
    expect(openedOriginators(policy, { ...officer, caseReference: undefined })).toEqual([]);
    expect(openedOriginators(policy, { ...officer, purpose: 'DATA_PROTECTION_AUDIT' })).toEqual([]);
    expect(openedOriginators(policy, { ...officer, viewer: { ...officer.viewer, role: 'ANALYST' } })).toEqual([]);
    expect(openedOriginators(policy, { ...officer, viewer: { ...officer.viewer, country: 'BE' } })).toEqual([]);
  });

  it('is the same whether or not another decision on the record came before: nothing is kept across the input', () => {
    const envelope: Envelope = { ...ordinary, originator: 'NL-CUSTOMS', dataSubjectCategory: 'VICTIM' };
    const row = { personal: true, envelope: false, thirdCountryConsent: true };
    const who = factsOf(policy, 'NL-CUSTOMS DPO', 'DATA_SUBJECT_REQUEST', { case: 'any' });
    const asked = { policy, facts: who, row, envelope, subject: null, own: true };
    const rules = [true, false, true, false].map((isOfAsked) => lowestRecordCap({ ...asked, isOfAsked })?.rule);
    expect(rules).toEqual([undefined, 'cap.dataSubject', undefined, 'cap.dataSubject']);
  });
});

it('a cap of a record holds of the asked person’s own too, unless it was decided that it falls', () => {
  const held = recordCaps.map(({ rule }) => rule).filter((rule) => !fallenForAsked.includes(rule));
  const ofOriginator = ['cap.handling.H2', 'cap.handling.H3', 'cap.release', 'cap.release.thirdCountry'];
  expect(held).toEqual(['envelope.invalid', 'cap.clearance.agency', 'cap.clearance', 'cap.expiry', ...ofOriginator]);
});
