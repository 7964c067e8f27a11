import { describe, expect, it } from '@jest/globals';
import { matchedOf, namedTables } from '../../../ingest/rows/matched.js';

const keysOf = (table: string, row: object) => matchedOf(table, row)?.match_keys;

describe('what a stored name is found by', () => {
  it('is the pairs of its words alone in every link to a person that states a name, made from the descriptions', () => {
    const links = [...namedTables].flatMap(([table, { link }]) => (link ? [table] : []));
    expect(links).toEqual([
      'persons.relation',
      'cargo.trade_party',
      'seizures.seizure_person',
      'incidents.incident_person',
    ]);
    for (const table of links) {
      const name = namedTables.get(table)?.link?.name ?? '';
      expect(keysOf(table, { [name]: 'Ivan Petrov' })).toEqual(['xivan+ptrv']);
      expect(keysOf(table, { [name]: null })).toEqual([]);
    }
    expect(keysOf('persons.person', { name: 'Ivan Petrov' })?.length).toBeGreaterThan(3);
  });

  it('is nothing where the link says that no natural person is at its end', () => {
    const party = { name: 'Ivan Petrov', person_type: 1, organization_ref: null, quality_flags: ['EORI_FORM'] };
    expect(keysOf('cargo.trade_party', party)).toHaveLength(1);
    for (const firm of [
      { person_type: 2 },
      { organization_ref: 'x' },
      { quality_flags: ['EORI_FORM', 'FIRM_BY_NAME'] },
    ])
      expect(keysOf('cargo.trade_party', { ...party, ...firm })).toEqual([]);
    expect(keysOf('cargo.trade_party', { ...party, person_type: 2, person_ref: 'x' })).toHaveLength(1);
  });
});
