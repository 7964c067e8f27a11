import type { code } from '../../schema/records/code.js';
import type { KindValues } from '../../schema/records/description/fields.js';
import type { RecordOf } from '../../schema/records/description/record.js';
import type { RecordBase } from './base.js';

/** One entry of a code list, in one version of it. */
export type CodeRecord = RecordBase & RecordOf<typeof code>;

/** Code lists that reference data is loaded for. */
export type CodeListName = CodeRecord['list'];

/** What else a list says of a code. Words of the list as they stand, numbers in the unit that the name says. */
export type CodeProperties = KindValues['properties'];
