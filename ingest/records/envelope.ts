import { handlingCodes } from '../../policy/protectedSubjects.js';
import { classifications, purposes } from '../../policy/types.js';
import { codeList, numbered } from '../../schema/records/description/codeList.js';
import type { Field } from '../../schema/records/description/fields.js';
import * as f from '../../schema/records/description/make.js';
import { dataSubjectCategories } from '../../schema/records/parts/shared.js';
import type { EnvelopeStatement } from './base.js';

const evaluations = codeList(null, ['A', 'B', 'C', 'D', 'E', 'F', 'X']);

/** What a delivery may state of the envelope of a record. */
export const envelopeFields = {
  originator: f.text({ about: 'Agency whose records these are; one for the whole file, the command line wins.' }),
  handlingCodes: f.list(f.code(codeList(null, handlingCodes)), {
    about: 'Europol handling codes; `handling` means the same.',
  }),
  handlingNote: f.text({ about: 'Handling in words.' }),
  addressees: f.list(f.text(), { about: 'Agency to which the record is addressed.' }),
  sourceEvaluation: f.openCode(evaluations, { about: 'Reliability of the source.' }),
  informationEvaluation: f.openCode(numbered('InformationEvaluation', 1, ['1', '2', '3', '4']), {
    about: 'Accuracy of the information.',
  }),
  classification: f.code(codeList(null, classifications), { about: 'Level; BASIC_PROTECTION_LEVEL where not said.' }),
  releasableTo: f.list(f.text(), { about: 'Who may see it: `agency:ID`, `kind:KIND` or `country:CC`.' }),
  hitTo: f.list(f.text(), { about: 'Who may know that it exists: `agency:ID`, `kind:KIND` or `country:CC`.' }),
  purposeLimits: f.list(f.openCode(codeList(null, purposes)), { about: 'Purposes that it is limited to.' }),
  dataSubjectCategory: f.code(dataSubjectCategories, {
    about: 'Category of data subject, Directive 2016/680, Article 6.',
  }),
  minor: f.boolean({ about: 'Whether the data subject is a minor.' }),
  jointOperation: f.text({ about: 'Id of a joint operation of policy/operations.yaml.' }),
  expiresAt: f.instant({ about: 'When the record expires.' }),
  caseReference: f.text({ indexed: true, about: 'Case of the originator.' }),
} as const satisfies Record<keyof EnvelopeStatement, Field>;
