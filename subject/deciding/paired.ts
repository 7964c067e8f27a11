import { badUserInput } from '../../schema/errors.js';
import type { Holding, Recipient } from '../answer.js';
import type { Draft, HoldingChoice, RecipientChoice } from '../draft/shape.js';
import { type SubjectSource, subjectSources } from '../sources.js';

/** A record or link with what is chosen for it. */
export interface PairedHolding {
  readonly source: SubjectSource;
  readonly holding: Holding;
  readonly choice: HoldingChoice;
  /** Its place in the draft. */
  readonly at: string;
}

/** A line of the recipients with what is chosen for it. */
export interface PairedRecipient {
  readonly source: SubjectSource;
  readonly row: Recipient;
  readonly choice: RecipientChoice;
  readonly at: string;
}

/** Each record and link with its choice. @throws BAD_USER_INPUT where the draft's list is not that of its answer */
export function pairHoldings({ answer, holdings }: Draft): PairedHolding[] {
  const found = subjectSources.flatMap((source) => answer[source].found.map((holding) => ({ source, holding })));
  const paired = found.map(({ source, holding }, index) => {
    const at = `holdings[${index}]`;
    const choice = holdings[index];
    const isSame =
      choice?.id === holding.id &&
      choice.data.length === holding.data.length &&
      choice.data.every(({ path }, place) => path === holding.data[place]?.path);
    if (!choice || !isSame) throw notOfAnswer(at);
    return { source, holding, choice, at };
  });
  if (holdings.length > found.length) throw notOfAnswer(`holdings[${found.length}]`);
  return paired;
}

/** Each line of the recipients with its choice. @throws BAD_USER_INPUT where the draft's list is not that of its answer */
export function pairRecipients({ answer, recipients }: Draft): PairedRecipient[] {
  const rows = subjectSources.flatMap((source) =>
    (answer[source].seen?.recipients.rows ?? []).map((row) => ({ source, row })),
  );
  const paired = rows.map(({ source, row }, index) => {
    const at = `recipients[${index}]`;
    const choice = recipients[index];
    const names = ['agency', 'told', 'purpose', 'month'] as const;
    if (choice?.source !== source || names.some((name) => choice[name] !== row[name])) throw notOfAnswer(at);
    return { source, row, choice, at };
  });
  if (recipients.length > rows.length) throw notOfAnswer(`recipients[${rows.length}]`);
  return paired;
}

function notOfAnswer(at: string): Error {
  return badUserInput(`The draft's choices are not those of its answer at ${at}.`, {
    at,
    hint: 'Only what is chosen may be changed in a draft: make it anew from the answer.',
  });
}
