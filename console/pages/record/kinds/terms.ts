import { code, constant, instant, number, text } from './field.js';
import { group } from './kind.js';

/* What every record has besides its values: its envelope and where it comes from. */

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
  text('caseReference'),
  text('addressees'),
  text('releasableTo'),
  text('hitTo'),
  code('jointOperation'),
  code('sourceRef'),
);

export const origin = group(
  'origin',
  text('source'),
  instant('recordedAt'),
  text('format'),
  text('formatVersion'),
  text('file'),
  number('line'),
  code('elementPath'),
  code('run'),
  code('fileSha256'),
  number('version'),
  text('qualityFlags'),
);
