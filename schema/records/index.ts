import { aircraftRecord } from './aircraftRecord.js';
import { code } from './code.js';
import { consignment } from './consignment.js';
import type { RecordDescription } from './description/record.js';
import { incident } from './incident.js';
import { interest } from './interest.js';
import { jointOperation } from './jointOperation.js';
import { organization } from './organization.js';
import { person } from './person.js';
import { relation } from './relation.js';
import { seizure } from './seizure.js';
import { seizureStatistic } from './seizureStatistic.js';
import { vesselRecord } from './vesselRecord.js';

/** Every described record type, by its kind. */
export const records = {
  person,
  organization,
  vesselRecord,
  aircraftRecord,
  relation,
  interest,
  consignment,
  seizure,
  incident,
  seizureStatistic,
  jointOperation,
  code,
};

/** Those that `node` finds: links and codes have public ids, but are not nodes. */
export const nodeRecords: readonly RecordDescription[] = Object.values<RecordDescription>(records).filter(
  ({ links, source }) => links === undefined && source !== 'directory',
);
