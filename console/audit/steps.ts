/** What a check came to. `notChecked`: something that it needs is not there. */
export type CheckState = 'ok' | 'failed' | 'notChecked';

/** What is checked, in this order. */
export type StepName =
  | 'form'
  | 'leaf'
  | 'place'
  | 'header'
  | 'fields'
  | 'receipt'
  | 'path'
  | 'head'
  | 'signature'
  | 'cosigned'
  | 'extends'
  | 'body';

/** Sentences of the catalogue (texts/audit.ts) about a step. */
export type StepWords =
  | 'form.ok'
  | 'form.none'
  | 'leaf.ok'
  | 'leaf.differs'
  | 'leaf.unknownFormat'
  | 'leaf.notShown'
  | 'place.ok'
  | 'place.differs'
  | 'header.ok'
  | 'header.differs'
  | 'header.expired'
  | 'header.notShown'
  | 'fields.ok'
  | 'fields.differ'
  | 'fields.noHeader'
  | 'receipt.ok'
  | 'receipt.differs'
  | 'receipt.none'
  | 'path.ok'
  | 'path.broken'
  | 'path.otherLeaf'
  | 'path.otherRoot'
  | 'path.none'
  | 'head.ok'
  | 'head.noNote'
  | 'head.otherLog'
  | 'head.otherTree'
  | 'head.none'
  | 'signature.ok'
  | 'signature.false'
  | 'signature.unknownLog'
  | 'signature.noKey'
  | 'signature.noHead'
  | 'cosigned.ok'
  | 'cosigned.tooFew'
  | 'cosigned.false'
  | 'cosigned.noWitness'
  | 'cosigned.noHead'
  | 'extends.ok'
  | 'extends.same'
  | 'extends.forked'
  | 'extends.otherLog'
  | 'extends.noProof'
  | 'body.word';

/** One check, and what came of it. */
export interface Step {
  readonly name: StepName;
  readonly state: CheckState;
  readonly words: StepWords;
  /** What the sentence names: hashes in hex, names, numbers. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Of a path, the hash after each step, hex; the root last. */
  readonly nodes?: readonly string[];
}

/** What all steps come to. `notProven`: nothing is false, and something that it takes was not checked. */
export type Verdict = 'proven' | 'failed' | 'notProven';

/** A step. */
export function step(words: StepWords, state: CheckState, values: Step['values'] = {}): Step {
  return { name: words.slice(0, words.indexOf('.')) as StepName, state, words, values };
}

/**
 * What the steps come to.
 *
 * @param needed without one of these, nothing is proven
 */
export function verdictOf(
  steps: readonly Step[],
  needed: readonly StepName[] = ['path', 'head', 'signature'],
): Verdict {
  if (steps.some(({ state }) => state === 'failed')) return 'failed';
  const isOk = (name: StepName): boolean => steps.some((each) => each.name === name && each.state === 'ok');
  return needed.every(isOk) ? 'proven' : 'notProven';
}
