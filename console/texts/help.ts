import { partTexts } from './parts.js';

/** One help page. */
export interface HelpTopic {
  readonly title: string;
  /** As it stands in a table. */
  readonly chip: string;
  readonly paragraphs: readonly string[];
  readonly helps: readonly string[];
}

/* What stands where no value stands, in plain words. */
export const helpTexts = {
  index: 'What stands where a value is missing',
  indexLead:
    'A value can be missing for several reasons, and they do not mean the same. The console never leaves a blank for any of them.',
  columns: { sign: 'You see', means: 'It means' },
  helps: 'What helps',
  others: 'All of them',
  reasons: 'The reasons',
  reasonsLead: 'Each mark has one of these. A mark opens to show it, with the rule, its legal basis, and whom to ask.',
  reasonColumns: { reason: 'Reason', means: 'It means', who: 'Who can change it' },
  reasonRows: [
    {
      reason: partTexts.reasons.PURPOSE,
      means: 'Nobody of your agency and role gets this for the purpose that you stated.',
      who: 'You, if another purpose is the true one.',
    },
    {
      reason: partTexts.reasons.CASE_REFERENCE,
      means: 'This is lent for a case alone, and you stated none.',
      who: 'You: state the case that you work on.',
    },
    {
      reason: partTexts.reasons.CATEGORY,
      means: 'The policy gives your kind of agency, in your role, no more of this kind of data.',
      who: 'Who answers for that kind of data; the mark names them.',
    },
    {
      reason: partTexts.reasons.ORIGINATOR,
      means: 'The agency that entered the record restricts it, and lets you know that it exists.',
      who: 'That agency, at the contact point that stands beside it.',
    },
    {
      reason: partTexts.reasons.RECORD,
      means: 'Something in the record restricts it. What it is would tell you too much.',
      who: 'The agency that entered the record, if you know of it.',
    },
  ],
  topics: {
    masked: {
      title: 'In part',
      chip: partTexts.chips.masked,
      paragraphs: [
        'There is a value, and you are shown a part of it: the initials of a name, the year of a date, the last two characters of a number.',
        'It does not identify anybody. Two records with the same part are not of the same person for that reason.',
        'Nobody can search or sort by what is shown in part.',
      ],
      helps: [
        'Open the mark. It says whether another purpose or a case would give more.',
        'Ask whom it names. Copy the request: it names the record, the field, your purpose and your case.',
      ],
    },
    withheld: {
      title: 'Withheld',
      chip: partTexts.chips.withheld,
      paragraphs: [
        'You are not shown the value, nor whether there is one. Do not read it as "none".',
        'It is no failure: the source answered, and the policy or the record says that this is not for you, for this purpose.',
        'Where several fields are withheld for one reason, one mark stands for all of them.',
      ],
      helps: [
        'Open the mark. It says why, by which rule, and what would give more.',
        'State the purpose and the case that are true. If they are, ask whom the mark names.',
      ],
    },
    hit: {
      title: 'A value exists',
      chip: partTexts.chips.hit,
      paragraphs: [
        'There is a value, or a record. You may know that, and whom to ask; not what it says.',
        'Somebody has entered it for a reason. Whether it is about the one whom you look for, its originator decides with you.',
        'What you were told is in the log, as if it had been shown.',
      ],
      helps: [
        'Ask the contact point that the mark names, through the channel that your agency uses for it.',
        'Send the text of "Copy a request". It holds nothing that the record says.',
      ],
    },
    unanswered: {
      title: 'Not answered',
      chip: partTexts.chips.unanswered,
      paragraphs: [
        'A source did not answer, or a limit was met. Nobody knows whether there is a value.',
        'The page says above which source it was. What the other sources said is complete.',
      ],
      helps: ['Ask again. If it stays so, the page "Sources" says since when the source is away.'],
    },
    none: {
      title: 'None',
      chip: partTexts.none,
      paragraphs: [
        'The record has no value here, and you may know that.',
        '"None known to you" is said of links: there may be some that you may not know of.',
      ],
      helps: [],
    },
  } as Readonly<Record<string, HelpTopic>>,
};
