import { code } from './code.js';
import { consignment } from './consignment.js';
import { incident } from './incident.js';
import { jointOperation } from './jointOperation.js';
import { seizure } from './seizure.js';
import { seizureStatistic } from './seizureStatistic.js';

/** Every record type that is described, by its kind. */
export const records = { consignment, seizure, seizureStatistic, incident, jointOperation, code };
