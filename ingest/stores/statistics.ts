// SPDX-License-Identifier: Apache-2.0
import type { SeizureStatisticRecord } from '../records/seizures.js';
import type { MakeRef, StoredRecord } from './stored.js';

/** Row of a statistical record of seizures. */
export function toStoredStatistic(record: SeizureStatisticRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  return [
    {
      type: 'SeizureStatistic',
      idPrefix: 'statistic',
      table: 'seizures.seizure_statistic',
      ref: makeRef('SeizureStatistic', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        reported_by: record.reportedBy,
        component: record.component ?? null,
        region: record.region ?? null,
        scope: record.scope ?? null,
        country: record.country ?? null,
        period_from: record.periodFrom,
        period_to: record.periodTo,
        category: record.category,
        drug_group: record.drugGroup ?? null,
        drug: record.drug ?? null,
        events: record.events ?? null,
        quantity: record.quantity ?? null,
        unit: record.unit ?? null,
        normalised_kg: record.normalisedKg ?? null,
      },
      children: [],
      data: {
        'SeizureStatistic.reportedBy': record.reportedBy,
        'SeizureStatistic.component': record.component,
        'SeizureStatistic.region': record.region,
        'SeizureStatistic.scope': record.scope,
        'SeizureStatistic.countryCode': record.country,
        'SeizureStatistic.periodFrom': record.periodFrom,
        'SeizureStatistic.periodTo': record.periodTo,
        'SeizureStatistic.category': record.category,
        'SeizureStatistic.drugGroup': record.drugGroup,
        'SeizureStatistic.drug': record.drug,
        'SeizureStatistic.events': record.events,
        'SeizureStatistic.quantity': record.quantity,
        'SeizureStatistic.unit': record.unit,
        'SeizureStatistic.normalisedKg': record.normalisedKg,
      },
    },
  ];
}
