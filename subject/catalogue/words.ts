import type { AskedSubject } from '../document.js';
import type { SubjectSource } from '../sources.js';
import type { Articles } from './articles.js';

/** A regime with its articles, and where one complains. */
export interface CitedRegime {
  readonly regime: string;
  /** Null for an act whose articles are not known here. */
  readonly articles: Articles | null;
  readonly authority: { readonly name: string; readonly contact: string };
}

/** Somebody with an address. */
export interface Contact {
  readonly name: string;
  readonly contact: string;
}

/** What a letter says, in one language. */
export interface LetterWords {
  /** The agency's lawyer who approved the texts in this catalogue; null: every letter is marked as a proposal. */
  readonly approvedBy: { readonly by: string; readonly on: string; readonly reference: string } | null;
  /** The mark of texts that nobody approved. */
  readonly proposal: string;
  readonly title: string;
  readonly titleOfChecks: string;
  readonly particulars: Readonly<
    Record<'answeredBy' | 'contact' | 'date' | 'request' | 'case' | 'person' | 'birthDate' | 'identifiedBy', string>
  >;
  readonly identifiedBy: Readonly<Record<AskedSubject['identifiedBy'], string>>;
  readonly headings: Readonly<
    Record<'particulars' | 'data' | 'recipients' | 'thirdCountries' | 'presence' | 'rights' | 'copied', string>
  >;
  readonly columns: Readonly<
    Record<'field' | 'value' | 'category' | 'purposes' | 'basis' | 'who' | 'months' | 'times' | 'categories', string>
  >;
  /** Columns of the table of a spreadsheet. */
  readonly table: readonly [
    section: string,
    part: string,
    record: string,
    category: string,
    field: string,
    value: string,
  ];
  readonly record: (number: number, type: string) => string;
  /** Why without another record: that may be left out. */
  readonly foundBy: Readonly<Record<string, string>>;
  readonly foundByLabel: string;
  readonly origin: string;
  readonly retention: string;
  readonly keptUntil: (day: string) => string;
  readonly noEndStated: string;
  /** Under what the request is answered. */
  readonly regime: (regime: CitedRegime) => string;
  /** The first paragraph where data are told, and where none are. */
  readonly opening: Readonly<Record<'told' | 'nothing', string>>;
  /** That access is refused or restricted, where the officer tells the reasons. */
  readonly refused: (reasons: string) => string;
  readonly ownAuthority: string;
  readonly operator: string;
  readonly noRecipient: string;
  readonly recipientsNote: string;
  readonly presenceNote: string;
  readonly safeguards: (stated: string | null, contact: Contact) => string;
  readonly ask: (regime: CitedRegime, contact: Contact) => string;
  readonly complain: (regime: CitedRegime) => string;
  readonly bySupervisor: (regime: CitedRegime) => string | null;
  readonly proceedings: (regime: CitedRegime) => string | null;
  readonly automation: string;
  readonly court: (court: Contact) => string;
  /** That special categories are never in here, and who is asked about them. */
  readonly special: (contact: Contact) => string;
  /** The last paragraph of every answer. */
  readonly last: string;
  /** The whole of a supervisor's letter. */
  readonly checks: (regime: CitedRegime) => string;
  readonly remedyAfterChecks: (regime: CitedRegime) => string;
  readonly lastOfChecks: string;
  readonly sources: Readonly<Record<SubjectSource, string>>;
  readonly types: Readonly<Record<string, string>>;
  readonly agencyKinds: Readonly<Record<string, string>>;
  readonly otherAgency: string;
  readonly purposes: Readonly<Record<string, string>>;
  /** By category; where one is absent, the answer's own words stand. */
  readonly categories: Readonly<Record<string, string>>;
}
