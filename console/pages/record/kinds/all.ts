import { aircraftRecord } from './aircraftRecord/aircraftRecord.js';
import { consignment } from './consignment/consignment.js';
import { container } from './container/container.js';
import { incident } from './incident/incident.js';
import { jointOperation } from './jointOperation/jointOperation.js';
import type { Kind } from './kind.js';
import { organization } from './organization/organization.js';
import { person } from './person/person.js';
import { seizure } from './seizure/seizure.js';
import { seizureStatistic } from './seizureStatistic/seizureStatistic.js';
import { vessel } from './vessel/vessel.js';
import { vesselRecord } from './vesselRecord/vesselRecord.js';

/** Kinds of record by what their public ids begin with. */
const byPrefix: Readonly<Record<string, Kind>> = {
  person,
  organization,
  vesselrecord: vesselRecord,
  aircraftrecord: aircraftRecord,
  consignment,
  seizure,
  seizurestatistic: seizureStatistic,
  incident,
  operation: jointOperation,
};

/** The kind of the record with this public id; undefined: no id of a record. */
export function kindOf(id: string): Kind | undefined {
  const [, prefix = ''] = /^([a-z]+)_[a-z0-9]{1,64}$/.exec(id) ?? [];
  return Object.hasOwn(byPrefix, prefix) ? byPrefix[prefix] : undefined;
}

/** Things that have a number and no record of their own. */
export const things = { container, vessel } as const;

export const allKinds: readonly Kind[] = [...Object.values(byPrefix), ...Object.values(things)];
