// SPDX-License-Identifier: Apache-2.0
import type { CodeRecord } from '../records/directory.js';
import type { MakeRef, StoredRecord } from './stored.js';

/** Row of an entry of a code list. */
export function toStoredCode(record: CodeRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return [
    {
      type: 'Code',
      idPrefix: 'code',
      table: 'directory.code',
      ref: makeRef('Code', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        list: record.list,
        code: record.code,
        name: record.name,
        parent: record.parent ?? null,
        version: record.version,
        valid_from: record.validFrom ?? null,
        valid_until: record.validUntil ?? null,
        properties: record.properties ?? {},
      },
      children: [],
      data: {},
    },
  ];
}
