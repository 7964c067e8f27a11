import { logOf, parseCheckpoint } from '../../../../auditlog/c2sp/checkpoint.js';

/** A signed head that was seen in this session. */
export interface SeenHead {
  readonly log: string;
  readonly size: number;
  readonly note: string;
  /** When it was seen, UTC. */
  readonly at: string;
}

/** The heads of before and those of these notes, each once, the largest of a log first. What is no head is passed over. */
export function withHeads(before: readonly SeenHead[], notes: readonly string[], now: Date): readonly SeenHead[] {
  const seen = notes.flatMap((note) => {
    const head = parseCheckpoint(note, { withExtensions: true });
    const log = head && logOf(head.origin);
    return head && log ? [{ log, size: head.size, note, at: now.toISOString() }] : [];
  });
  // Why by the text that is signed: of two heads of one size both are kept, since one of them is not of the log.
  const all = [...before, ...seen].filter(
    (head, at, every) => every.findIndex((each) => signedText(each) === signedText(head)) === at,
  );
  return all.sort((a, b) => (a.log === b.log ? b.size - a.size : a.log < b.log ? -1 : 1));
}

const signedText = ({ note }: SeenHead): string => note.slice(0, note.indexOf('\n\n'));
