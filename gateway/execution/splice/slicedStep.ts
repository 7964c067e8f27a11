import { MAX_REPRESENTATIONS } from '../../../subgraphs/kit/resolvers/representations.js';
import { disclosedBy } from '../fetch/disclosedReader.js';
import { type Asked, callFor, type UsableAnswer } from '../fetch/fetch.js';
import { namingCheck, subjectTypes } from '../fetch/namingCheck.js';
import { linesOf } from '../fetch/numberObjects.js';
import type { PlanStep } from '../fetch/planWalk.js';
import { type AnswerReport, checkAnswer } from '../transport/answer.js';
import type { ParsedAnswer, SourceBytes } from '../transport/sourceClient.js';
import type { ForeignSource } from '../types.js';
import { MISS, type Scanned, type Spliced } from './generate.js';
import type { Provider, SpliceFetch } from './provider.js';
import { fromBytes, type SlicedFetch, type SlicedRun } from './slicedRun.js';
import { offsetAt, SourceText, windowAt } from './sourceText.js';

/**
 * Makes the step of one fetch, which slices its answers. Whatever is not as foreseen ends the run as missed.
 *
 * @param providers of this fetch, by the pattern of the place whose objects each provides
 */
export function slicedStep(
  fetch: SpliceFetch,
  code: Spliced,
  providers: ReadonlyMap<string, Provider>,
): PlanStep<SlicedRun> {
  const { index, place, source, requires, foreign, options } = fetch;

  return (run) => {
    const own = run.fetches[index] as SlicedFetch;
    if (run.isOver || run.hasMissed || (requires && own.known.size === 0)) return undefined;
    // Several calls: their answers are merged by parsing.
    if (own.known.size > MAX_REPRESENTATIONS) return void run.misses();
    return callFor(run, fetch, askedOf(own), (given) => read(given, run, own));
  };

  function askedOf({ known, times }: SlicedFetch): Asked {
    return {
      texts: requires ? [representations(known)] : null,
      representations: () => [],
      // Why none: a run that is sliced reports no errors, one that parses does.
      placed: () => ({ paths: [], indices: null }),
      times: () => (requires ? times : null),
    };
  }

  function read(given: ParsedAnswer | SourceBytes, run: SlicedRun, own: SlicedFetch): UsableAnswer {
    if (!('bytes' in given) || given.status !== 200) throw MISS;
    const text = new SourceText(given);
    run.received += text.size;
    const scan = requires ? code.scanEntities : code.scanRoot;
    const scanned = scan(index, text, run.listener);
    if (requires && scanned.objects.length !== own.known.size) throw MISS;
    const rest = text.after(scanned.end);
    const report = foreign ? derived(own, foreign, rest) : readReport(rest, scanned);
    const numbered = linesOf(report.cells ?? [], { fetch: index, place }, (_, parent) => {
      const provider = providers.get(parent);
      return provider ? { from: 0, n: scanned.numbered[provider.id] ?? 0 } : null;
    });
    const take = (): void => {
      own.read = scanned;
      run.cells?.push(...numbered);
    };
    return { report, take };
  }

  /** What a source without a manifest showed; a miss where anything but extensions follows the data. */
  function derived({ shown }: SlicedFetch, from: ForeignSource, rest: string): AnswerReport {
    if (!/^\}[ \t\n\r]*$/.test(rest)) readExtensions(rest);
    return { manifest: 'absent', stated: { disclosed: disclosedBy(from, shown) }, decided: [], withheld: [] };
  }

  /** Reads the report. A malformed one is a failed source, as in parsing. */
  function readReport(rest: string, { windows, names }: Scanned): AnswerReport {
    const report = checkAnswer(readExtensions(rest), { source, policyVersion: options.policyVersion });
    const check = namingCheck(report.stated.disclosed);
    for (let at = 0; at < names.length; at += 2) {
      const place = names[at + 1] as number;
      check(subjectTypes[names[at] as number] ?? null, windows[windowAt(place)] as string, offsetAt(place));
    }
    return report;
  }
}

/** Reads what follows the data: extensions, and nothing else. @throws MISS; SyntaxError, which is a miss too */
function readExtensions(rest: string): ParsedAnswer {
  if (!rest.startsWith(',"extensions":')) throw MISS;
  const reported = JSON.parse(`{${rest.slice(1)}`) as ParsedAnswer;
  if (Object.keys(reported).length > 1) throw MISS;
  return reported;
}

/** Representations as one text. */
function representations(known: ReadonlyMap<string, number>): string {
  return known.size === 0 ? '' : fromBytes(`{${[...known.keys()].join('},{')}}`);
}
