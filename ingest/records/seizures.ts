import type { RecordOf } from '../../schema/records/description/record.js';
import type { seizure } from '../../schema/records/seizure.js';
import type { seizureStatistic } from '../../schema/records/seizureStatistic.js';
import type { RecordBase } from './base.js';

/** A seizure as the seizing authority records it. Times are UTC ISO 8601. */
export type SeizureRecord = RecordBase & RecordOf<typeof seizure>;

/** How much was seized by whom over a period. */
export type SeizureStatisticRecord = RecordBase & RecordOf<typeof seizureStatistic>;

/** Parts of a seizure as a delivery states them. */
export type SeizedItemStatement = SeizureRecord['items'][number];
export type SeizedItemCategory = SeizedItemStatement['category'];
