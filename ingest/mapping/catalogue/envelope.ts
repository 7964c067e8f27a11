// SPDX-License-Identifier: Apache-2.0
import { dataSubjectCategories, handlingCodes } from '../../../policy/decide.js';
import { classifications, type Envelope, purposes } from '../../../policy/types.js';
import { coded, type FieldEntry, field } from './types.js';

/** Fields of the envelope that a mapping may state, by their name there. `handling` is the short word for `handlingCodes`. */
export const envelopeCatalogue = {
  originator: field('text', 'Agency whose records these are; one for the whole file, the command line wins.'),
  handlingCodes: coded('Europol handling codes; `handling` means the same.', handlingCodes),
  handlingNote: field('text', 'Handling in words.'),
  addressees: field('text', 'Agency to which the record is addressed.'),
  sourceEvaluation: coded('Reliability of the source.', ['A', 'B', 'C', 'D', 'E', 'F', 'X']),
  informationEvaluation: {
    type: 'numberCode',
    about: 'Accuracy of the information.',
    codes: ['1', '2', '3', '4'],
  },
  classification: coded('Level; BASIC_PROTECTION_LEVEL where not said.', classifications),
  releasableTo: field('text', 'Who may see it: `agency:ID`, `kind:KIND` or `country:CC`.'),
  hitTo: field('text', 'Who may know that it exists: `agency:ID`, `kind:KIND` or `country:CC`.'),
  purposeLimits: coded('Purposes that it is limited to.', purposes),
  dataSubjectCategory: coded('Category of data subject, Directive 2016/680, Article 6.', dataSubjectCategories),
  minor: field('boolean', 'Whether the data subject is a minor.'),
  jointOperation: field('text', 'Id of a joint operation of policy/operations.yaml.'),
  expiresAt: field('instant', 'When the record expires.'),
  caseReference: field('text', 'Case of the originator.'),
} as const satisfies Record<Exclude<keyof Envelope, 'source' | 'sourceRef'>, FieldEntry>;

/** Field of an envelope that a mapping may state. */
export type EnvelopeField = keyof typeof envelopeCatalogue;

/** Those that are lists. */
export const envelopeLists: ReadonlySet<string> = new Set<EnvelopeField>([
  'handlingCodes',
  'addressees',
  'releasableTo',
  'hitTo',
  'purposeLimits',
]);
