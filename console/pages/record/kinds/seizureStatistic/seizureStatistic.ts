import { code, constant, country, number, text } from '../field.js';
import { group, type Kind } from '../kind.js';
import { SeizureStatisticRecord } from './seizureStatistic.gql.js';

export const seizureStatistic: Kind = {
  type: 'SeizureStatistic',
  root: 'node',
  title: 'drug',
  question: SeizureStatisticRecord,
  isRecord: true,
  groups: [
    group(
      'counted',
      constant('category'),
      constant('drugGroup'),
      number('events'),
      number('quantity'),
      code('unit'),
      number('normalisedKg'),
      text('periodFrom'),
      text('periodTo'),
    ),
    group('by', text('reportedBy'), text('component'), text('region'), text('scope'), country('countryCode')),
  ],
};
