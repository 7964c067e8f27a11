import * as f from './description/make.js';
import { record } from './description/record.js';
import { drugGroups, goodsCategories } from './parts/goods.js';

/**
 * How much an authority reports as seized over a period. Never a single seizure: it has no place, persons or case.
 */
export const seizureStatistic = record('SeizureStatistic', {
  kind: 'seizureStatistic',
  source: 'seizures',
  table: 'seizure_statistic',
  idPrefix: 'statistic',
  about: 'How much was seized over a period: an aggregate, never a single seizure (source seizures).',
  // Conditions on the first and last day of a period.
  answered: [
    'SeizureStatisticFilter.periodFrom',
    'SeizureStatisticFilter.periodTo',
    'SeizureStatisticSortField.PERIOD_FROM',
  ],
  fields: {
    reportedBy: f.text({ indexed: true, otherwise: null, filter: true, sort: true, facet: true }),
    component: f.text({ filter: true }),
    region: f.text({ filter: true, facet: true }),
    scope: f.text(),
    country: f.country({ node: 'countryCode', filter: true, sort: true, facet: true }),
    periodFrom: f.date({ required: true, histogram: true }),
    periodTo: f.date({
      required: true,
      otherwiseAs: 'periodFrom',
      about: 'Last day, month or year of the period; periodFrom where not said.',
    }),
    category: f.code(goodsCategories, { required: true, filter: true, facet: true }),
    drugGroup: f.openCode(drugGroups, { filter: true, facet: true }),
    drug: f.text({ filter: true }),
    events: f.integer({ filter: true, sort: true, sum: true }),
    quantity: f.quantity({ sum: true }),
    unit: f.unit(),
    normalisedKg: f.kg({ filter: true, sort: true, sum: true }),
  },
});
