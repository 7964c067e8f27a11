import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { matrixRows } from '../../../../policy/loading/matrixRows.js';
import { sourceDocument } from '../../../../schema/compose.js';
import { checkLinks } from '../../../../schema/records/checks/checkLinks.js';
import { checkPersonFields } from '../../../../schema/records/checks/checkPersonFields.js';
import type { Fields } from '../../../../schema/records/description/fields.js';
import * as f from '../../../../schema/records/description/make.js';
import { type PersonLink, personLinksOf } from '../../../../schema/records/description/personLink.js';
import { type RecordDescription, record } from '../../../../schema/records/description/record.js';
import { records } from '../../../../schema/records/index.js';
import { subject } from '../../../../schema/records/parts/shared.js';
import { sourceNames } from '../../../../schema/sources.js';

const vehicleOf = (fields: Fields): RecordDescription =>
  record('Vehicle', {
    ...{ kind: 'vehicle', source: 'vehicles', table: 'vehicle', idPrefix: 'vehicle', about: 'A vehicle.' },
    fields,
  }) as RecordDescription;
const check = (fields: Fields) => checkLinks(vehicleOf(fields));

const child = { main: 'name', table: 'keeper', idPrefix: 'keeper', type: 'VehicleKeeper' };
const untold =
  'points at a person, and nothing says what that person is to the case: put `subject` of schema/records/parts/shared.ts beside it, or say why not with `unprotected`';

describe('a pointer to a person is refused', () => {
  it('where nothing says who the person is to the case, shown or not, wherever it stands', () => {
    expect(check({ owner: f.pointer('Person') })).toEqual([`vehicles: Vehicle.owner ${untold}`]);
    expect(check({ owner: f.pointer('Person', { node: null }) })).toEqual([`vehicles: Vehicle.owner ${untold}`]);
    expect(check({ owner: f.reference('Person', () => ['x']) })).toEqual([`vehicles: Vehicle.owner ${untold}`]);
    expect(check({ keeper: f.group({ person: f.pointer('Person') }), subject })).toEqual([
      `vehicles: Vehicle.keeper.person ${untold}`,
    ]);
    const nested = f.child(
      { name: f.text(), whom: f.pointer('Person') },
      { ...child, table: 'nested', type: 'Nested' },
    );
    expect(check({ keepers: f.child({ name: f.text(), nested }, child) })).toEqual([`vehicles: Nested.whom ${untold}`]);
  });

  it('where a row names two of them, and says of one who that is', () => {
    const [found, ...more] = check({ owner: f.pointer('Person'), keeper: f.pointer('Person'), subject });
    expect(more).toEqual([]);
    expect(found).toMatch(/^vehicles: Vehicle\.owner and Vehicle\.keeper are several persons in one row.*f\.child/);
    const groups = {
      owner: f.group({ person: f.pointer('Person'), subject }),
      keeper: f.group({ person: f.pointer('Person'), subject }),
    };
    expect(check(groups)).toHaveLength(1);
  });

  it('in a list and in jsonb, as every other pointer is, since they have no column for its reference', () => {
    const what = 'is a reference in a list or in jsonb, and has no column of its own: list it with f.child(...)';
    expect(check({ owners: f.list(f.pointer('Organization')) })).toEqual([`vehicles: Vehicle.owners ${what}`]);
    const within = { name: f.text(), whom: f.pointer('Person'), subject };
    expect(check({ owners: f.entries(within, { main: 'name' }) })).toEqual([`vehicles: Vehicle.owners.whom ${what}`]);
    expect(check({ held: f.json({ by: f.group(within) }) })).toEqual([`vehicles: Vehicle.held.by.whom ${what}`]);
  });

  it('that another field leads to, and a subject is without one', () => {
    expect(check({ owner: f.text({ leadsTo: { type: 'Person', key: 'ref' } }) })).toHaveLength(1);
    expect(check({ name: f.text(), subject })).toEqual([
      "vehicles: Vehicle.subject is the subject of a person, and there is no f.pointer('Person') beside it",
    ]);
  });
});

describe('a pointer to a person is a link', () => {
  const linkOf = (fields: Fields): Partial<PersonLink> | undefined => personLinksOf(vehicleOf(fields))[0];

  it('whatever it is called, in the record, in a group and in a list', () => {
    expect(check({ owner: f.pointer('Person'), subject })).toEqual([]);
    expect(linkOf({ owner: f.pointer('Person'), subject })).toEqual({
      ...{ type: 'Vehicle', table: 'vehicle', person: 'owner_ref', role: null, birthDate: null, noPerson: [] },
      ...{ name: null, eori: null },
      ...{ category: 'subject_category', minor: 'subject_minor' },
    });
    expect(linkOf({ held: f.group({ by: f.pointer('Person'), subject }, { column: 'holder' }) })).toMatchObject({
      ...{ table: 'vehicle', person: 'holder_by_ref' },
      ...{ category: 'holder_subject_category', minor: 'holder_subject_minor' },
    });
    const keepers = f.child({ name: f.text(), whom: f.pointer('Person'), subject }, child);
    expect(linkOf({ keepers })).toMatchObject({ type: 'VehicleKeeper', table: 'keeper', person: 'whom_ref' });
  });

  it('to nobody who is protected, where it says why', () => {
    const maker = f.pointer('Person', { unprotected: 'makers are public' });
    expect(check({ maker })).toEqual([]);
    expect(linkOf({ maker })).toBeUndefined();
    expect(linkOf({ maker, owner: f.pointer('Person'), subject })).toMatchObject({ person: 'owner_ref' });
  });

  it('beside an organization, which says that no person is meant only where the description says so', () => {
    const beside = { owner: f.pointer('Person'), subject };
    expect(linkOf({ ...beside, insurer: f.pointer('Organization') })).toMatchObject({ noPerson: [] });
    expect(linkOf({ ...beside, firm: f.pointer('Organization', { noPerson: 'stated' }) })).toMatchObject({
      noPerson: [{ column: 'firm_ref', type: 'text', values: null }],
    });
  });

  it('of the tables that hold one, and of no other', () => {
    expect(Object.values<RecordDescription>(records).flatMap(checkLinks)).toEqual([]);
    const links = Object.values<RecordDescription>(records).flatMap(personLinksOf);
    expect(
      links.map(({ type, person, role, birthDate, name, eori }) => [type, person, role, birthDate, name, eori]),
    ).toEqual([
      ['Relation', 'relative_ref', null, null, 'stated_name', null],
      ['TradeParty', 'person_ref', 'role', null, 'name', 'eori'],
      ['SeizurePerson', 'person_ref', 'role', 'stated_birth_date', 'stated_name', null],
      ['IncidentPerson', 'person_ref', 'role', null, 'stated_name', null],
    ]);
  });
});

describe('a field of the SDL that shows a person is refused', () => {
  const matrix = matrixRows(loadPolicy());
  const changed = (from: string, to: string) =>
    sourceNames.map((name) => {
      const { document } = sourceDocument(name);
      if (name !== 'seizures') return { name, document };
      const text = document.loc?.source.body ?? '';
      expect(text).toContain(from);
      return { name, document: parse(text.replace(from, to)) };
    });

  it('on a type that no description makes a link', () => {
    const of = changed('type SeizurePlace @access(category: "seizures.core") {', '$& "Who." whom: [Person!]');
    expect(checkPersonFields(of, matrix)).toEqual([
      "seizures: SeizurePlace.whom shows a person whom no link protects: describe it as f.pointer('Person') beside `subject`",
    ]);
  });

  it('in a category that is not personal, which protection does not mask, and where it leads from one', () => {
    const hint = 'in a category that is not `personal: true` in policy/matrix.yaml: it would not be masked';
    const shown = changed('  person: Person\n', '  person: Person @access(category: "seizures.core")\n');
    expect(checkPersonFields(shown, matrix)).toEqual([`seizures: SeizurePerson.person shows a person ${hint}`]);
    const edge = 'seizures: SeizurePersonConnection @access(category: ';
    const led = changed(`${edge}"seizures.persons")`, `${edge}"seizures.core")`);
    expect(checkPersonFields(led, matrix)).toEqual([`seizures: Person.seizures leads from a person ${hint}`]);
  });
});
