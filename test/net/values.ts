import type pg from 'pg';
import { story } from '../../ingest/demo/story.js';
import type { Values } from './operations/operation.js';

/** Columns with values of look-ups, by the name of the argument: the story's records first, then by key. */
const stored: Readonly<Record<string, string>> = {
  'consignment.id': 'cargo.consignment.id',
  'person.id': 'persons.person.id',
  'organization.id': 'persons.organization.id',
  'aircraft.id': 'persons.aircraft_record.id',
  'seizure.id': 'seizures.seizure.id',
  'seizureStatistic.id': 'seizures.seizure_statistic.id',
  'incident.id': 'incidents.incident.id',
  'jointOperation.id': 'incidents.joint_operation.id',
  'seizure.caseReference': 'seizures.seizure.case_reference',
  'incident.caseReference': 'incidents.incident.case_reference',
  'matchPersons.names': 'persons.person.name',
  'matchOrganizations.names': 'persons.organization.name',
  'matchVessels.names': 'persons.vessel_record.name',
  mrn: 'cargo.consignment.mrn',
  imo: 'persons.vessel_record.imo',
  eori: 'persons.organization.eori',
  registration: 'persons.aircraft_record.registration',
  registrationNumber: 'persons.organization.registration_number',
};

/** Values that are the same for every database. */
const fixed: Readonly<Record<string, readonly (string | number)[]>> = {
  'container.id': [story.containerId],
  containerId: [story.containerId],
  'agency.id': ['NL-CUSTOMS', 'DE-POLICE'],
  unlocode: ['NLRTM', 'BEANR'],
  list: ['unlocode'],
  code: ['NLXXA', 'NL'],
  prefix: ['NL'],
  text: ['Exempl'],
  parent: ['NL'],
  index: [1, 2],
};

/** Tables that the filters of a list look at, and columns that are called otherwise there. */
const filtered: Readonly<Record<string, readonly string[]>> = {
  consignments: ['cargo.consignment', 'cargo.goods_item', 'cargo.transport_equipment'],
  persons: ['persons.person'],
  organizations: ['persons.organization'],
  vessels: ['persons.vessel_record'],
  aircraftRecords: ['persons.aircraft_record'],
  seizures: ['seizures.seizure', 'seizures.seized_item'],
  seizureStatistics: ['seizures.seizure_statistic'],
  incidents: ['incidents.incident'],
  jointOperations: ['incidents.joint_operation'],
};
const otherNames: Readonly<Record<string, string>> = {
  'consignments.partyName': 'cargo.trade_party.name',
  'consignments.partyEori': 'cargo.trade_party.eori',
  'consignments.countryOfRouting': 'cargo.consignment.countries_of_routing',
  'consignments.commodityCode': 'cargo.goods_item.cn8',
  'persons.birthDate': 'persons.person.birth_dates',
  'persons.nationality': 'persons.person.nationality',
  'persons.topic': 'persons.person.topics',
  'organizations.topic': 'persons.organization.topics',
};

/** Reads what arguments and filters are filled with: values that are stored, so that something is found. */
export async function readValues(client: pg.Client): Promise<Values> {
  const known = new Map<string, readonly (string | number)[]>(Object.entries(fixed));
  for (const [name, column] of Object.entries(stored)) known.set(name, await ofColumn(client, column, 'first'));
  known.set('node.id', known.get('consignment.id') ?? []);
  known.set('nodes.ids', known.get('person.id') ?? []);
  known.set('number', await passports(client));
  const { rows } = await client.query<{ name: string; table: string }>(
    `select column_name as name, table_schema || '.' || table_name as table from information_schema.columns
     where table_schema || '.' || table_name = any($1) and data_type <> 'jsonb'`,
    [Object.values(filtered).flat()],
  );
  for (const [list, tables] of Object.entries(filtered)) {
    for (const table of [...tables].reverse()) {
      for (const { name } of rows.filter((row) => row.table === table)) {
        const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
        known.set(`${list}.${camel}`, await ofColumn(client, `${table}.${name}`, 'frequent'));
      }
    }
  }
  for (const [name, column] of Object.entries(otherNames)) known.set(name, await ofColumn(client, column, 'frequent'));
  return (name) => known.get(name) ?? [];
}

/** Three values of a column, or of the arrays in it: of the first records, or the most frequent. */
async function ofColumn(client: pg.Client, column: string, which: 'first' | 'frequent'): Promise<(string | number)[]> {
  const [schema, table, name] = column.split('.');
  const isArray = /^\{/;
  const order = which === 'first' ? "order by source_ref like 'story%' desc, source, source_ref" : '';
  const { rows } = await client.query<{ v: string }>(
    which === 'first'
      ? `select ${name}::text as v from ${schema}.${table} where ${name} is not null ${order} limit 3`
      : `select ${name}::text as v from ${schema}.${table} where ${name} is not null group by 1 order by count(*) desc, 1 limit 3`,
  );
  const texts = rows.map(({ v }) => (isArray.test(v) ? (v.slice(1, -1).split(',')[0] ?? '').replaceAll('"', '') : v));
  return texts.filter((text) => text !== '');
}

async function passports(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ v: string }>(
    `select d ->> 'number' as v from persons.person p, jsonb_array_elements(p.identifications) d
     where d ->> 'type' = 'PASSPORT' order by source_ref like 'story%' desc, source, source_ref limit 3`,
  );
  return rows.map(({ v }) => v);
}
