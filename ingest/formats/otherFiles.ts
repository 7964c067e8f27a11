import { badUserInput, type PortcullisError } from '../../schema/errors.js';
import { toHead } from '../input/fileHead.js';
import type { InputFile } from '../input/inputFile.js';
import type { FileHead } from './format.js';
import { withoutProlog } from './xmlHead.js';

/** Files that are delivered by mistake, and what to do about each; the first match counts. */
const otherFiles: readonly (readonly [RegExp, string])[] = [
  [/^version https:\/\/git-lfs\.github\.com\//, 'It is a pointer of Git LFS, not the file itself: git lfs pull.'],
  [/^(?:<!doctype html|<html)[\s>]/i, 'It is a web page: look at it in a browser, the download has failed.'],
  [/^<!doctype[\s>]/i, 'It has a DOCTYPE: no XML with one is read. Take the file without it.'],
  [/^\{\\rtf/, 'It is a text document (RTF): take the publisher’s CSV or XML.'],
  [
    /^<(?:[\w.-]+:)?sdnList[\s>]/,
    'It is an OFAC list as XML (sdnList), which no format reads: take the advanced XML (sdn_advanced.xml, cons_advanced.xml), or the comma-delimited files: sdn.csv, add.csv, alt.csv and sdn_comments.csv.',
  ],
  [
    /^"?fileGenerationDate"?[;,]/,
    'It is the financial sanctions list of the European Union as CSV, which no format reads: take the XML, xmlFullSanctionsList_1_1.',
  ],
  [
    /^(?:<(?:[\w.-]+:)?Designations[\s>]|(?:"?Report Date:[^\n]{0,100}\n)?"?Last Updated"?,"?Unique ID"?,)/,
    'It is the UK Sanctions List: the format uk-sanctions-list reads it.',
  ],
  [
    /^\{\s*"(?:datasets|versions|index_url|name|run_time)"\s*:[^\0]{0,60000}(?:\/index\.json|entities\.delta\.json)"/,
    'It is an index of OpenSanctions, which names the files and holds none of their records: take entities.ftm.json or a delta.',
  ],
  [
    /^\{\s*"DATA_SOURCE"\s*:/,
    'It is in the form of Senzing, which no format reads: OpenSanctions has the same records as entities.ftm.json.',
  ],
  [
    /^"?(?:canonical_id"?,"?entity_id"?,"?prop|id"?,"?schema"?,"?name"?,"?aliases)\b/,
    'It is a table of OpenSanctions (statements, or targets.simple.csv): take entities.ftm.json, which says more.',
  ],
];

const anyFormat =
  '`portcullis formats` shows what each reads; `portcullis ingest auto` finds the one that fits; `portcullis mapping FILE` is for any other table.';

/** What a file delivered by mistake is, and what to do about it; null where that is unknown. Repeats nothing of its content. */
export function describeOtherFile({ text }: FileHead): string | null {
  const start = withoutProlog(text);
  return otherFiles.find(([form]) => form.test(start))?.[1] ?? null;
}

/** The refusal of a file of another format, with a hint of what it is instead. */
export async function refuseFile(file: InputFile, message: string): Promise<PortcullisError> {
  const hint = describeOtherFile(await toHead(file)) ?? anyFormat;
  return badUserInput(message, hint);
}
