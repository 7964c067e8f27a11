import { describe, expect, it } from '@jest/globals';
import { buildASTSchema } from 'graphql';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { readAccess } from '../../../../schema/access.js';
import { createReport } from '../../../../subgraphs/kit/manifest/report.js';
import type { HandlingRow } from '../../../../subgraphs/kit/rows.js';
import { sourceDocument } from '../../../../subgraphs/kit/serve/sourceDocument.js';
import type { KitSession } from '../../../../subgraphs/kit/session/session.js';
import { readShapes } from '../../../../subgraphs/kit/shape.js';
import { noteAbove, toHolding, toNamesake } from '../../../../subgraphs/kit/subject/holding.js';
import { heldNeeds } from '../../../../subgraphs/kit/subject/readHeld.js';
import { askedVerdict, publicVerdict, type VerdictContext } from '../../../../subgraphs/kit/wall/verdict.js';
import { persons } from '../../../../subgraphs/persons/index.js';
import { textArray } from '../../../support/textArray.js';
import { type Asker, requestOf } from '../../askers.js';

const policy = loadPolicy();
const document = sourceDocument(persons);
const access = readAccess(document);
const shapes = readShapes(buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }), access, new Set());
const categories = new Set(access.coordinates().flatMap((at) => access.of(at)?.category ?? []));

/** The part of a session that judges, of an officer of DE-POLICE: no statement stands before it. */
function sessionOf(asker: Partial<Asker> = {}): KitSession {
  const officer: Asker = {
    agency: 'DE-POLICE',
    role: 'DPO',
    purpose: 'DATA_SUBJECT_REQUEST',
    clearance: 'RESTREINT_UE',
  };
  const { facts } = requestOf({ ...officer, ...asker }, 'persons', policy);
  const report = createReport(['Person']);
  const judging: VerdictContext = { policy, facts, report, shapes, envelopeVerdicts: new Map() };
  const session: Partial<KitSession> = {
    ...{ policy, facts, report },
    projection: { policy, shapes, reference: publicVerdict, projectors: new Map() },
    asksFor: () => true,
    category: (at) => access.of(at)?.category ?? '',
    judgeOfAsked: (row, link) => askedVerdict(judging, categories, row, link),
  };
  return session as KitSession;
}

/** A row of DE-POLICE. */
function rowOf(
  classification = 0,
  stated: Partial<HandlingRow> = {},
  held: readonly string[] = ['persons.identity', 'persons.special'],
): HandlingRow {
  const holds = textArray(held);
  return {
    ...{ id: 'person_0000000000000001', env_key: null, env_originator: 'DE-POLICE', env_expires_at: null },
    ...{ env_handling_note: null, env_source_evaluation: null, env_information_evaluation: null },
    ...{ env_source_ref: 'P-1', env_case_reference: null },
    env_terms: textArray([
      String(classification),
      'false',
      'demo-persons',
      'VICTIM',
      null,
      ...Array(5).fill('{}'),
      holds,
    ]),
    ...stated,
  };
}

const held = { type: 'Person', id: 'person_0000000000000001', record: null, foundBy: 'DOCUMENT', twin: null } as const;
const object = { name: 'Ina Beispiel', special: { religion: 'fictitious' }, id: held.id };

describe('a holding', () => {
  it('has no special category, whatever was read', () => {
    const { data } = toHolding(sessionOf(), { ...held, row: rowOf(), object }) as { data: readonly { path: string }[] };
    expect(data.map(({ path }) => path)).toEqual(['name']);
    expect([...heldNeeds(sessionOf(), 'Person').keys()]).not.toContain('special');
  });

  it('has no raw record, though all that the row holds is open: it holds at once what is of others', () => {
    const verdict = sessionOf().judgeOfAsked(rowOf(0, {}, ['persons.identity']));
    const effects = ['persons.identity', 'provenance.raw'].map((each) => verdict.decide([each]).decision.effect);
    expect(effects).toEqual(['FULL', 'NONE']);
  });

  it('has each datum once: who leaves a name or a date out of a letter would leave its copy in', () => {
    const read = [...heldNeeds(sessionOf(), 'Person').keys()];
    expect(read).toEqual(expect.arrayContaining(['names', 'birthDates']));
    expect(read.filter((name) => ['name', 'birthDate'].includes(name))).toEqual([]);
  });

  it.each([
    ['above the clearance', rowOf(4), {}],
    ['of another agency', rowOf(0, { env_originator: 'NL-CUSTOMS' }), {}],
    ['that has expired', rowOf(0, { env_expires_at: new Date('2020-01-01') }), {}],
    ['for another officer', rowOf(), { role: 'AUDITOR' } as const],
  ])('is none, nor a namesake, of a row %s that a statement read all the same', (_, row, asker) => {
    expect(toHolding(sessionOf(asker), { ...held, row, object })).toBeNull();
    expect(toNamesake(sessionOf(asker), { ...held, row, alikeBy: 'NAME' })).toBeNull();
  });

  it('is counted where the clearance alone keeps it, and never else', () => {
    expect(noteAbove(sessionOf(), rowOf(4))).toBe(true);
    expect(noteAbove(sessionOf(), rowOf(0))).toBe(false);
    expect(noteAbove(sessionOf(), rowOf(4, { env_originator: 'NL-CUSTOMS' }))).toBe(false);
    expect(noteAbove(sessionOf(), rowOf(4, { env_expires_at: new Date('2020-01-01') }))).toBe(false);
  });

  it('tells of the record that states a link only what is of no person', () => {
    const record = { type: 'Organization', id: 'organization_1', object: { name: 'Beispiel KG' } };
    const lists = [{ list: 'names', type: 'PersonName', objects: [{ name: 'Somebody Else' }] }];
    const stated = { ...held, row: rowOf(), object, record: { ...record, lists } };
    const { data } = toHolding(sessionOf(), stated) as { data: readonly { path: string; ofRecord: boolean }[] };
    expect(data.filter(({ ofRecord }) => ofRecord)).toMatchObject([{ path: 'name', coordinate: 'Organization.name' }]);
  });
});
