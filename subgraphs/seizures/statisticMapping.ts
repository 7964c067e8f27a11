// SPDX-License-Identifier: Apache-2.0
import { codeLists } from './codeLists.js';
import { code } from './mapping.js';
import type { SeizureStatisticRow } from './rows.js';

/** Row to `SeizureStatistic`, still unprojected: every value is raw. */
export function toStatistic(row: SeizureStatisticRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    reportedBy: row.reported_by,
    component: row.component,
    region: row.region,
    scope: row.scope,
    countryCode: row.country,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    category: code(codeLists.itemCategory, row.category),
    drugGroup: code(codeLists.drugGroup, row.drug_group),
    drug: row.drug,
    events: row.events,
    quantity: row.quantity,
    unit: row.unit,
    normalisedKg: row.normalised_kg,
  };
}

/** What `SeizureStatistic` resolvers receive: projected. */
export type StatisticNode = Partial<ReturnType<typeof toStatistic>> & { readonly id: string };
