import { codeList, numbered } from '../description/codeList.js';
import * as f from '../description/make.js';

/** UNECE Recommendation 19. */
export const transportModes = numbered('TransportMode', 0, [
  'NOT_SPECIFIED',
  'SEA',
  'RAIL',
  'ROAD',
  'AIR',
  'MAIL',
  'MULTIMODAL',
  'FIXED_INSTALLATION',
  'INLAND_WATER',
  'NOT_APPLICABLE',
]);

/** Directive 2016/680, Article 6. */
export const dataSubjectCategories = codeList('DataSubjectCategory', [
  'SUSPECT',
  'CONVICTED',
  'VICTIM',
  'WITNESS',
  'CONTACT_OR_ASSOCIATE',
  'OTHER',
]);

/**
 * What the author of a link states about the person at its end; what is not stated is not known. Not shown as stated: policy
 * combines it with what the person's own record says.
 */
export const subject = f.group(
  {
    category: f.code(dataSubjectCategories, {
      protects: true,
      about:
        'What the person is to the case, Directive 2016/680, Article 6; where not said it is not known, and the person protected as the policy says.',
    }),
    minor: f.boolean({ protects: true, about: 'Whether the person is a minor.' }),
  },
  { node: null },
);
