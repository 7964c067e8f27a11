import { ageWords } from '../parts/age.js';

/* What the page of what is loaded says. */
export const sourcesTexts = {
  title: 'Sources',
  about:
    'What is loaded, as the last published delivery of each feed left it. Records that you may not see are counted too.',
  none: 'No feed that you may know of is loaded.',
  noneHint:
    'The demonstration’s records are not a feed: they come with the product. An operator loads files with portcullis ingest.',
  caption: 'Feeds, by the agency that entered them',
  own: 'your agency',
  withheldOriginator: 'Originator withheld',
  contact: (address: string) => `Contact: ${address}`,
  columns: {
    feed: 'Feed',
    holds: 'Holds',
    format: 'Format',
    loaded: 'Loaded',
    records: 'Records',
    withdrawn: 'Withdrawn',
    unmapped: 'Not mapped',
    quarantined: 'In quarantine',
  },
  hints: {
    withdrawn: 'Records that the last delivery took back',
    unmapped: 'Elements with values that the format does not know; they are kept with the raw record',
    quarantined: 'Records of the last delivery that could not be read; nothing of them is lost',
  },
  codes: 'codes',
  ago: (seconds: number) => `${ageWords(seconds)} ago`,
  old: 'old',
  sequence: (place: string) => `Delta ${place}`,
  limit: 'Mark as old',
  limits: {
    day: 'after a day',
    week: 'after a week',
    month: 'after 30 days',
    year: 'after a year',
  },
  limitHint: 'How often a feed is due is not known here: choose what is old for your work.',
  countOld: (count: number) => (count === 1 ? '1 feed is old' : `${count} feeds are old`),
  quarantine: {
    heading: 'Quarantine',
    about:
      'The graph lends the numbers alone. The records themselves, with line, field and reason, are shown to the operator of the agency that entered them, and each look is an entry of the log.',
    none: 'Nothing of your agency waits in quarantine.',
    caption: 'Deliveries of your agency with records in quarantine',
    command: 'What the operator types',
    commandOf: (feed: string, agency: string) => `portcullis quarantine --source ${feed} --originator ${agency}`,
  },
  files: {
    heading: 'Files and hashes',
    caption: 'Files of the last deliveries, as they came',
    run: 'Run',
    file: 'File',
    hash: 'SHA-256',
  },
  codeLists: {
    heading: 'Code lists',
    caption: 'Code lists, one row an edition',
    list: 'List',
    version: 'Edition',
    entries: 'Codes',
    none: 'No code list is loaded.',
  },
};
