import { MAX_REPRESENTATIONS } from '../../../subgraphs/kit/resolvers/representations.js';
import { disclosedBy } from '../fetch/disclosedReader.js';
import { type Asked, callFor, type UsableAnswer } from '../fetch/fetch.js';
import { linesOf } from '../fetch/numberObjects.js';
import type { PlanStep } from '../fetch/planWalk.js';
import { type AnswerReport, checkAnswer } from '../transport/answer.js';
import type { ParsedAnswer, SourceBytes } from '../transport/sourceClient.js';
import type { ForeignSource } from '../types.js';
import { MISS, type Spliced } from './generate.js';
import type { Provider, SpliceFetch } from './provider.js';
import { fromBytes, type SlicedFetch, type SlicedRun } from './slicedRun.js';

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
  const { index, place, source, requires, checkNaming, foreign, options } = fetch;

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
    const bytes = given.latin1?.() ?? given.bytes.toString('latin1');
    run.received += bytes.length;
    const scan = requires ? code.scanEntities : code.scanRoot;
    const scanned = scan(index, bytes, run.listener);
    if (requires && scanned.objects.length !== own.known.size) throw MISS;
    const report = foreign ? derived(own, foreign, bytes, scanned.end) : readReport(bytes, scanned.end);
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
  function derived({ shown }: SlicedFetch, from: ForeignSource, text: string, end: number): AnswerReport {
    if (!/^(?:,"extensions":\{.*)?\}\s*$/s.test(text.slice(end))) throw MISS;
    return { manifest: 'absent', stated: { disclosed: disclosedBy(from, shown) }, decided: [], withheld: [] };
  }

  /** Reads the report, all that may follow the data. A malformed one is a failed source, as in parsing. */
  function readReport(text: string, end: number): AnswerReport {
    if (!text.startsWith(reportStart, end)) throw MISS;
    const rest = fromBytes(text.slice(end + reportStart.length));
    const extensions = JSON.parse(rest.slice(0, rest.lastIndexOf('}'))) as Readonly<Record<string, unknown>>;
    const report = checkAnswer({ data: {}, extensions }, { source, policyVersion: options.policyVersion });
    checkNaming?.(text.slice(0, end), report.stated.disclosed);
    return report;
  }
}

const reportStart = ',"extensions":';

/** Representations as one text. */
function representations(known: ReadonlyMap<string, number>): string {
  return known.size === 0 ? '' : fromBytes(`{${[...known.keys()].join('},{')}}`);
}
