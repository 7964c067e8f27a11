// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Listing } from '../kit/types.js';
import type { SeizureStatisticRow } from './rows.js';
import { type StatisticNode, toStatistic } from './statisticMapping.js';

/**
 * First and last day of a period, as text that orders as days do: `2018` is 2018-01-01 to 2018-12-31. A partial date
 * compares with them as it is, since it comes before every day that it begins. The last day of a month counts as its
 * 31st, which no partial date tells from the true one.
 */
const firstDay = sql`(r.period_from || right('-01-01', 10 - length(r.period_from)))`;
const lastDay = sql`(r.period_to || right('-12-31', 10 - length(r.period_to)))`;

/** What authorities report of a period: `seizures.seizure_statistic`. */
export const statisticListing: Listing<SeizureStatisticRow, StatisticNode> = {
  type: 'SeizureStatistic',
  from: sql`seizures.seizure_statistic r`,
  columns: sql`r.id, r.ref, r.reported_by, r.component, r.region, r.scope, r.country, r.period_from, r.period_to,
    r.category, r.drug_group, r.drug, r.events, r.quantity, r.unit, r.normalised_kg`,
  filterType: 'SeizureStatisticFilter',
  filters: {
    country: { sql: sql`r.country`, type: 'text', normalise: (text) => text.trim().toUpperCase() },
    reportedBy: { sql: sql`r.reported_by`, type: 'text' },
    component: { sql: sql`r.component`, type: 'text' },
    region: { sql: sql`r.region`, type: 'text' },
    category: { sql: sql`r.category`, type: 'text' },
    drugGroup: { sql: sql`r.drug_group`, type: 'text' },
    drug: { sql: sql`r.drug`, type: 'text' },
    periodFrom: { sql: firstDay, type: 'text' },
    periodTo: { sql: lastDay, type: 'text' },
    // Why not int4: a bound of 2.5 is a bound.
    events: { sql: sql`cast(r.events as float8)`, type: 'float8' },
    normalisedKg: { sql: sql`r.normalised_kg`, type: 'float8' },
    source: { sql: sql`r.source`, type: 'text' },
  },
  sortType: 'SeizureStatisticSortField',
  sorts: {
    PERIOD_FROM: { sql: firstDay, type: 'text' },
    COUNTRY: { sql: sql`r.country`, type: 'text' },
    REPORTED_BY: { sql: sql`r.reported_by`, type: 'text' },
    EVENTS: { sql: sql`r.events`, type: 'int4' },
    NORMALISED_KG: { sql: sql`r.normalised_kg`, type: 'float8' },
  },
  toNode: (session, row) => session.project<StatisticNode>('SeizureStatistic', row, toStatistic(row)),
};
