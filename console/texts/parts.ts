/* What all pages say in the same words: states of answers and of cells. */
export const partTexts = {
  loading: 'Asking the sources',
  again: 'Ask again',
  copied: 'Copied',
  signInAgain: 'Sign in again',
  failed: 'There is no answer',
  failures: {
    NOT_REACHED:
      'The server was not reached, or the connection was lost. Whether the question was logged is not known.',
    DEADLINE_EXCEEDED: 'There was no answer in time.',
    INTERNAL: 'Your sign-in could not be renewed, or something failed in this page.',
    PURPOSE_NOT_ALLOWED: 'Your sign-in does not allow this purpose.',
  } as Readonly<Record<string, string>>,
  partial: (sources: string) => `Not complete: ${sources} did not answer. What is missing is marked.`,
  code: (code: string) => `Code ${code}`,
  request: (id: string) => `Request ${id}`,
  receipt: (log: string, index: number) => `In the log: ${log} ${index}`,
  receiptHint: 'This answer was in the audit log before it was shown. Keep log and number: they are your receipt.',
  none: 'none',
  yes: 'yes',
  no: 'no',
  unknown: 'not known',
  chips: {
    masked: 'in part',
    withheld: 'withheld',
    hit: 'a value exists',
    unanswered: 'not answered',
  },
  chipWhy: (field: string, state: string) => `${field}: why ${state}`,
  chipPrinted: (reason: string, contact: string | undefined) =>
    contact === undefined ? ` (${reason})` : ` (${reason}; ask ${contact})`,
  means: {
    masked: 'There is a value. You are shown a part of it.',
    withheld: 'You are not shown whether there is a value.',
    hit: 'There is a value. You may know that, and whom to ask, and no more.',
  },
  because: {
    category: 'Category',
    reason: 'Reason',
    ask: 'What helps',
    contact: 'Whom to ask',
    here: 'On this record',
    rule: 'Rule',
    most: 'Of any record',
    ways: 'Ways to more',
    legalBasis: 'Legal basis',
    copy: 'Copy a request',
    help: 'What does this mean?',
  },
  ways: {
    FULL: 'The value',
    MASKED: 'A part of it',
    HIT: 'That it exists',
  } as Readonly<Record<string, string>>,
  and: ', and ',
  noWay: 'no other purpose, case or role would give more',
  notExplained: 'not explained: the source did not answer',
  reasons: {
    PURPOSE: 'the purpose',
    CASE_REFERENCE: 'no case is stated',
    CATEGORY: 'what your agency and role may see',
    ORIGINATOR: 'the originator restricts it',
    RECORD: 'something in the record restricts it',
  } as Readonly<Record<string, string>>,
  /** What an officer sends to whom they ask. It says nothing that the record says. */
  requestText: (of: {
    readonly field: string;
    readonly category: string;
    readonly coordinate: string | undefined;
    readonly record: string | undefined;
    readonly agency: string | null;
    readonly purpose: string;
    readonly caseReference: string | undefined;
  }) =>
    [
      'Request for more of a record',
      `Record: ${of.record ?? 'named in the answer'}`,
      `Asked for: ${of.field}${of.coordinate === undefined ? '' : ` (${of.coordinate})`}`,
      `Category: ${of.category}`,
      `Purpose: ${of.purpose}`,
      `Case: ${of.caseReference ?? 'none stated'}`,
      `Agency: ${of.agency ?? 'none'}`,
    ].join('\n'),
  rows: (shown: number, all: string) => `${shown} of ${all}`,
  more: 'More',
  print: 'Print',
  printed: (at: string) => `Printed ${at}`,
  printedFor: (agency: string | null, role: string) => (agency === null ? role : `${agency}, ${role.toLowerCase()}`),
  printedPurpose: (purpose: string) => `Purpose: ${purpose.toLowerCase()}`,
  printedCase: (reference: string) => `Case ${reference}`,
  printedReceipts: (receipts: readonly string[]) => `In the audit log: ${receipts.join(', ')}`,
  mayBeHigher: 'marking of a record is kept from you, and may be higher',
  dialogClose: 'Close',
};
