import { aircraftRecord } from './aircraftRecord.js';
import { code } from './code.js';
import { consignment } from './consignment.js';
import { incident } from './incident.js';
import { interest } from './interest.js';
import { jointOperation } from './jointOperation.js';
import { organization } from './organization.js';
import { person } from './person.js';
import { relation } from './relation.js';
import { seizure } from './seizure.js';
import { seizureStatistic } from './seizureStatistic.js';
import { vesselRecord } from './vesselRecord.js';

/** Every record type that is described, by its kind. */
export const records = {
  consignment,
  person,
  organization,
  vesselRecord,
  aircraftRecord,
  relation,
  interest,
  seizure,
  seizureStatistic,
  incident,
  jointOperation,
  code,
};
