// SPDX-License-Identifier: Apache-2.0

/** A table of links that records assert; a link's key is `<key of the record>/<word>/<number from 1>`. */
export interface LinkTable {
  readonly table: string;
  /** Tables of the records that assert such links. */
  readonly of: readonly string[];
  readonly word: string;
}

/** Every table of links. */
export const linkTables: readonly LinkTable[] = [
  {
    table: 'persons.relation',
    of: ['persons.person', 'persons.organization', 'persons.relation'],
    word: 'relation',
  },
  {
    table: 'persons.interest',
    of: [
      'persons.person',
      'persons.organization',
      'persons.vessel_record',
      'persons.aircraft_record',
      'persons.interest',
    ],
    word: 'interest',
  },
];
