import { describe, expect, it } from '@jest/globals';
import type { LinkEnd } from '../../../ingest/records/persons.js';
import { toStored } from '../../../ingest/rows/links.js';

const makeRef = (...parts: readonly string[]): string => parts.join(' ');
const end = (sourceRef: string): LinkEnd => ({ person: { source: 'specimen', sourceRef } });

describe('links that are records of their own', () => {
  it('have a row for each end of a relation, the second with the key of a link', () => {
    const rows = toStored(
      { kind: 'relation', sourceRef: 'r1', relation: 'FAMILY', subjects: [end('a')], objects: [end('b')] },
      'specimen',
      makeRef,
    );
    expect(
      rows.map(({ sourceRef, columns }) => [sourceRef, columns.person_ref, columns.relative_ref, columns.inverse]),
    ).toEqual([
      ['r1', 'Person specimen a', 'Person specimen b', false],
      ['r1/relation/2', 'Person specimen b', 'Person specimen a', true],
    ]);
  });

  it('have a row for each holder and object of an interest, and a hundred at most', () => {
    const interest = (holders: readonly LinkEnd[], objects: readonly LinkEnd[]) =>
      toStored({ kind: 'interest', sourceRef: 'i1', interest: 'OWNERSHIP', holders, objects }, 'specimen', makeRef);
    const objects = ['x', 'y'].map((sourceRef) => ({ organization: { source: 'specimen', sourceRef } }));
    const rows = interest([end('a'), end('b')], objects);
    expect(
      rows.map(({ sourceRef, columns }) => [sourceRef, columns.holder_person_ref, columns.organization_ref]),
    ).toEqual([
      ['i1', 'Person specimen a', 'Organization specimen x'],
      ['i1/interest/2', 'Person specimen a', 'Organization specimen y'],
      ['i1/interest/3', 'Person specimen b', 'Organization specimen x'],
      ['i1/interest/4', 'Person specimen b', 'Organization specimen y'],
    ]);
    const many = Array.from({ length: 60 }, (_, index) => end(`h${index}`));
    expect(interest(many, objects)).toHaveLength(100);
  });
});

describe('links that a record asserts', () => {
  it('are held by it, or held in it where they name a holder', () => {
    const [, held, holding] = toStored(
      {
        kind: 'organization',
        sourceRef: 'o1',
        names: [{ name: 'Müller Specimen', kind: 'NAME' }],
        interests: [
          { kind: 'PARENT', holder: { organization: { source: 'specimen', sourceRef: 'o0' } } },
          { kind: 'OWNERSHIP', organization: { source: 'specimen', sourceRef: 'o2' }, percentage: 50 },
        ],
      },
      'specimen',
      makeRef,
    );
    expect(held).toMatchObject({
      sourceRef: 'o1/interest/1',
      columns: { holder_organization_ref: 'Organization specimen o0', organization_ref: 'Organization specimen o1' },
    });
    expect(holding).toMatchObject({
      sourceRef: 'o1/interest/2',
      columns: {
        holder_organization_ref: 'Organization specimen o1',
        organization_ref: 'Organization specimen o2',
        percentage: 50,
      },
    });
  });
});

describe('keys of names and parts', () => {
  it('stand beside a record', () => {
    const [row] = toStored(
      {
        kind: 'person',
        sourceRef: 'p1',
        names: [
          { name: 'Jürgen Müller', kind: 'NAME' },
          { name: 'Юрген', kind: 'ALIAS' },
        ],
        sanctions: [{ authority: null, programme: null, sourceRef: 's1' }],
        positions: [{ title: 'Keeper', sourceRef: 'o1' }, { title: 'Warden' }],
      },
      'specimen',
      makeRef,
    );
    expect(row?.columns).toMatchObject({
      name_keys: ['JURGEN MULLER', 'YURGEN'],
      icao_keys: ['JUERGEN MUELLER', 'IURGEN'],
      part_refs: ['s1', 'o1'],
      programmes: [],
    });
  });
});
