import { aircraftRecord } from '../../schema/records/aircraftRecord.js';
import { records } from '../../schema/records/index.js';
import { interest } from '../../schema/records/interest.js';
import { organization } from '../../schema/records/organization.js';
import { person } from '../../schema/records/person.js';
import type { RecordDescription } from '../../schema/records/record.js';
import { relation } from '../../schema/records/relation.js';
import { vesselRecord } from '../../schema/records/vesselRecord.js';

/** Every record type that is described. */
export const recordTypes: readonly RecordDescription[] = Object.values<RecordDescription>({
  ...records,
  person,
  organization,
  vesselRecord,
  aircraftRecord,
  relation,
  interest,
});
