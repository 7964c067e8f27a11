import { createNiemFormat } from '../niem/reader.js';
import { withoutProlog } from '../xmlHead.js';
import { readReport } from './report.js';

const namespaceOfRelease = /\sxmlns(?::([\w.-]+))?\s*=\s*["']http:\/\/fbi\.gov\/cjis\/nibrs\/([\w.]+)\/?["']/g;

/**
 * NIBRS submissions in XML (NIEM 3): Group A incidents, Group B arrests, replacements, deletions, zero reports. A report
 * becomes an incident and, where property or drugs are seized, a seizure; a Group B report becomes an incident of kind
 * ARREST for each arrestee; a deletion withdraws the records that it names.
 *
 * @see FBI, NIBRS Information Exchange Package Documentation (IEPD)
 */
export const nibrs = createNiemFormat(
  {
    name: 'nibrs',
    description: 'NIBRS incident reports, XML: Group A incidents, Group B arrests, replacements, deletions',
    publisher: 'Federal Bureau of Investigation, CJIS Division; NIBRS Information Exchange Package Documentation',
    // Releases after 4.2 have the same elements in new namespaces, and more codes. IEPD 2019.0 and 2019.1 write `2019`.
    versions: ['2023.0', '2019.2', '2019.1', '2019.0', '2019', '4.2', '4.1', '4.0'],
    files: ['submission.xml'],
    kinds: ['incident', 'seizure'],
    envelope: { classification: 'BASIC_PROTECTION_LEVEL' },
    sample:
      '<nibrs:Report><nibrs:ReportHeader><nibrs:NIBRSReportCategoryCode>GROUP A INCIDENT REPORT</nibrs:NIBRSReportCategoryCode>' +
      '<nibrs:ReportActionCategoryCode>I</nibrs:ReportActionCategoryCode>…</nibrs:ReportHeader>' +
      '<nc:Incident><nc:ActivityIdentification><nc:IdentificationID>SPECIMEN-1</nc:IdentificationID>…</nibrs:Report>',
  },
  {
    // A submission, or a report alone, in the namespace of a release.
    versionOf: ({ text }) => {
      const [root, prefix] = /^<(?:([\w.-]+):)?(?:Submission|Report)[\s/>][^>]*/.exec(withoutProlog(text)) ?? [];
      const declared = [...(root ?? '').matchAll(namespaceOfRelease)].find(([, name]) => name === prefix);
      return declared?.[2] ?? null;
    },
    elements: 'nibrs/elements',
    record: 'Report',
    isWhole: (path) => path.at(-1) === 'Report' || (path.length === 2 && path[0] === 'Submission'),
    read: readReport,
  },
);
