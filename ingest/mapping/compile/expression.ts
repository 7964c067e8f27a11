import { type Context, createContext, Script } from 'node:vm';

/** A regular expression of a mapping, bounded in time: some take years for a text of forty letters. */
export interface Expression {
  /** @throws TooCostlyError */
  match(text: string): RegExpExecArray | null;
  /** Every match replaced. @throws TooCostlyError */
  replace(text: string, by: string): string;
}

/** A regular expression took too long for a text. */
export class TooCostlyError extends Error {}

/** Steps that need no watchdog: at worst about 10 ms. */
const freeSteps = 1e7;
/** Milliseconds for one text. */
const timeLimit = 500;
/** Texts that may use up their time; after them, texts that would need a watchdog are refused. */
const strikes = 10;

/** Compiles a regular expression once for many texts. @throws SyntaxError where it is none */
export function createExpression(pattern: string): Expression {
  const once = new RegExp(pattern, 'u');
  const every = new RegExp(pattern, 'gu');
  const free = freeLength(pattern);
  let left = strikes;
  let guard: ((script: Script, text: string, by: string) => unknown) | undefined;
  const guarded = (script: Script, text: string, by: string): unknown => {
    if (left === 0) throw new TooCostlyError();
    guard ??= createGuard({ once, every });
    try {
      return guard(script, text, by);
    } catch {
      left -= 1;
      throw new TooCostlyError();
    }
  };
  return {
    match: (text) => (text.length <= free ? once.exec(text) : (guarded(matchOnce, text, '') as RegExpExecArray | null)),
    replace: (text, by) =>
      text.length <= free ? text.replace(every, by) : (guarded(replaceEvery, text, by) as string),
  };
}

const matchOnce = new Script('once.exec(text)');
const replaceEvery = new Script('text.replace(every, by)');

function createGuard(expressions: { once: RegExp; every: RegExp }) {
  const globals: Context & { text?: string; by?: string } = createContext({ ...expressions });
  return (script: Script, text: string, by: string): unknown => {
    globals.text = text;
    globals.by = by;
    return script.runInContext(globals, { timeout: timeLimit });
  };
}

/**
 * Length up to which no text can take long. With k repetitions an expression tries at most about n^(k+1) ways through a text
 * of n letters, and each option doubles them; nested repetitions have no such bound.
 */
function freeLength(pattern: string): number {
  const bare = pattern
    .replaceAll(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<[^>]*>|.)/gs, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll(/\(\?(?:<?[=!]|:|<\w+>)/g, '(');
  const quantifiers = [...bare.matchAll(/(\)?)([*+?]|\{\d+(,?)\d*\})\??/g)].map(([, group, sign = '', comma]) => ({
    group: group !== '',
    kind: sign === '?' ? 'option' : sign === '*' || sign === '+' || comma ? 'repetition' : 'count',
  }));
  if (quantifiers.some(({ group, kind }) => group && kind !== 'option')) return 0;
  const repetitions = quantifiers.filter(({ kind }) => kind === 'repetition').length;
  const options = quantifiers.filter(({ kind }) => kind === 'option').length;
  return Math.floor((freeSteps / 2 ** options) ** (1 / (repetitions + 1)));
}
