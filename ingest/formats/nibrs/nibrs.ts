import { fatesOf } from '../fates.js';
import type { Delivery, DeliveryItem, FileHead, Format } from '../format.js';
import { assertMessages, describeUnknownVersion, type Likeness, rootTag, toRecognition } from '../niem/messages.js';
import { readElements } from '../niem/readElements.js';
import { createUnmapped } from '../niem/unmapped.js';
import { readReport } from './report.js';

/**
 * NIBRS submissions in XML (NIEM 3): Group A incidents, Group B arrests, replacements, deletions, zero reports.
 *
 * 1. Each file must be a submission of a known release; its first bytes tell.
 * 2. Reports are streamed. One becomes an incident and, where property or drugs are seized, a seizure; a Group B report
 *    one incident of kind ARREST an arrestee; a deletion takes back what it names.
 * 3. What a report has beyond the listed elements is counted.
 *
 * @see FBI, NIBRS Information Exchange Package Documentation (IEPD)
 */
export const nibrs: Format = {
  name: 'nibrs',
  description: 'NIBRS incident reports, XML: Group A incidents, Group B arrests, replacements, deletions',
  publisher: 'Federal Bureau of Investigation, CJIS Division; NIBRS Information Exchange Package Documentation',
  // Releases after 4.2 have the same elements under new namespaces, and more codes. That of IEPD 2019.0 and 2019.1 is `2019`.
  versions: ['2023.0', '2019.2', '2019.1', '2019.0', '2019', '4.2', '4.1', '4.0'],
  files: ['submission.xml'],
  kinds: ['incident', 'seizure'],
  envelope: { classification: 'BASIC_PROTECTION_LEVEL' },
  sample:
    '<nibrs:Report><nibrs:ReportHeader><nibrs:NIBRSReportCategoryCode>GROUP A INCIDENT REPORT</nibrs:NIBRSReportCategoryCode>' +
    '<nibrs:ReportActionCategoryCode>I</nibrs:ReportActionCategoryCode>…</nibrs:ReportHeader>' +
    '<nc:Incident><nc:ActivityIdentification><nc:IdentificationID>SPECIMEN-1</nc:IdentificationID>…</nibrs:Report>',
  elements: () => fatesOf('nibrs/elements'),
  mayBeWhole: false,
  recognise: (head) => toRecognition(likenessOf(head)),
  describeNear: (head) => describeUnknownVersion(nibrs, likenessOf(head)),
  read,
};

/** The root of a submission, or a report alone, in the namespace of a release. */
function likenessOf({ text }: FileHead): Likeness {
  const root = rootTag(text);
  const prefix = /^<(?:([\w.-]+):)?(?:Submission|Report)[\s/>]/.exec(root);
  if (prefix === null) return null;
  const declaration = prefix[1] === undefined ? 'xmlns' : `xmlns:${prefix[1]}`;
  const version = new RegExp(
    `\\s${declaration.replaceAll('.', '\\.')}\\s*=\\s*["']http://fbi\\.gov/cjis/nibrs/([\\w.]+)/?["']`,
  ).exec(root)?.[1];
  if (version === undefined) return null;
  return nibrs.versions.includes(version) ? { version } : { unknownVersion: version };
}

const reportUnmapped = createUnmapped('nibrs/elements');

async function* read({ files, unmapped }: Delivery): AsyncGenerator<DeliveryItem> {
  await assertMessages(files, nibrs, likenessOf);
  for (const file of files) {
    yield* readElements(file, {
      name: 'Report',
      isWhole: (path) => path.at(-1) === 'Report' || (path.length === 2 && path[0] === 'Submission'),
      see: (element) => reportUnmapped(element, unmapped),
      read: readReport,
    });
  }
}
