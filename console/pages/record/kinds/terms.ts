import { code, constant, instant, number, text } from './field.js';
import { group } from './kind.js';

/* What every record has besides its values: its envelope, and where it comes from. */

/** What stands as marks at the head. */
export const terms = group(
  'terms',
  text('originator'),
  constant('classification'),
  text('handlingCodes'),
  text('handlingNote'),
  text('sourceEvaluation'),
  number('informationEvaluation'),
  constant('dataSubjectCategory'),
  text('minor'),
  constant('purposeLimits'),
  instant('expiresAt'),
);

/** What stands as a line below them. */
export const origin = group(
  'origin',
  text('source'),
  text('file'),
  number('line'),
  text('format'),
  text('formatVersion'),
  instant('recordedAt'),
);

/** The rest of the envelope, most of it for the originator alone. */
export const furtherTerms = group(
  'terms',
  text('caseReference'),
  text('addressees'),
  text('releasableTo'),
  text('hitTo'),
  code('jointOperation'),
  code('sourceRef'),
);

/** What else finds the record in its file. */
export const furtherOrigin = group(
  'origin',
  code('elementPath'),
  code('fileSha256'),
  code('run'),
  number('version'),
  text('qualityFlags'),
);

/** What there is to say of an earlier version. */
export const versionFields = [
  number('version'),
  instant('recordedAt'),
  instant('endedAt'),
  constant('ending'),
  text('changedFields'),
  text('file'),
  number('line'),
  text('format'),
  text('formatVersion'),
  code('fileSha256'),
];
