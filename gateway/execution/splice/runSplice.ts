import { MAX_REPRESENTATIONS } from '../../../subgraphs/kit/resolvers/representations.js';
import type { Execution } from '../fetch/execution.js';
import { withheldLines } from '../fetch/fetchReport.js';
import type { PlanParts } from '../fetch/fetchStep.js';
import type { FetchText } from '../fetch/fetchText.js';
import { namingCheck } from '../fetch/namingCheck.js';
import { type AnswerReport, checkAnswer } from '../transport/answer.js';
import { callSource } from '../transport/sourceCall.js';
import { ByteSink } from './byteSink.js';
import type { SpliceStep } from './fetches.js';
import { type Heard, MISS, type Scanned } from './generate.js';
import type { SpliceWay } from './way.js';

/** Data of an answer that was put together from slices. */
export class SplicedData {
  constructor(
    /** Holds the UTF-8 JSON of `data`. */
    readonly sink: ByteSink,
    /** Objects at each site, by its number. */
    readonly counts: Int32Array,
  ) {}
}

/**
 * Runs the fetches of an operation and puts their bytes together. Every answer is kept on the run, so that anyone who goes
 * the parsing way after a miss asks no source twice.
 *
 * @throws MISS where an answer is not as foreseen, is an error, or failed
 */
export async function runSplice(way: SpliceWay, run: Execution, parts: PlanParts): Promise<SplicedData> {
  // Why long: the parts of one run, each a step of it, that share what was read and counted so far.
  const { options, clients, shape } = parts;
  const numbers = way.fetches.map(() => new Map<string, number>());
  const read: (Scanned | undefined)[] = way.fetches.map(() => undefined);
  /** How often each representation stands in the answer, by fetch. */
  const times: number[][] = way.fetches.map(() => []);
  /** What sources without a manifest show, by fetch and type. */
  const shown = way.fetches.map(() => new Map<string, Set<string>>());
  const heard: Heard = {
    represent: (fetch, text) => {
      const known = numbers[fetch] as Map<string, number>;
      let number = known.get(text);
      if (number === undefined) {
        number = known.size;
        known.set(text, number);
      }
      const counted = times[fetch] as number[];
      counted[number] = (counted[number] ?? 0) + 1;
      return number;
    },
    disclose: (fetch, type, id) => {
      const types = shown[fetch] as Map<string, Set<string>>;
      const ids = types.get(type) ?? new Set();
      types.set(type, ids.add(String(JSON.parse(fromBytes(id)))));
    },
  };
  /** Bytes of all answers: the client's will hardly be longer. */
  let received = 1_000;
  await walk(way.step);
  const counts = new Int32Array(way.sites.length);
  const sink = new ByteSink(received);
  way.code.write(read, counts, (text) => sink.put(text));
  return new SplicedData(sink, counts);

  async function walk(step: SpliceStep): Promise<void> {
    if (step.kind === 'fetch') await fetch(step.fetch.index);
    else if (step.kind === 'parallel') {
      // Why all: anyone who goes on from here must find every answer that was asked for.
      for (const result of await Promise.allSettled(step.steps.map(walk))) {
        if (result.status === 'rejected') throw result.reason;
      }
    } else for (const inner of step.steps) await walk(inner);
  }

  // Why long: one fetch from its text to its report, in the order in which it can miss.
  async function fetch(index: number): Promise<void> {
    const { node, text, requires, planPath } = way.fetches[index] as SpliceWay['fetches'][number];
    const known = numbers[index] as Map<string, number>;
    if (requires && known.size === 0) return;
    // More than one call: put together by the parsing way.
    if (known.size > MAX_REPRESENTATIONS) throw MISS;
    const source = node.serviceName;
    const client = clients.get(source);
    if (!client) throw MISS;
    const startedAt = performance.now();
    const own = text.variables(run.call.variables);
    const body = text.body(own, requires ? [representations(known)] : null);
    if (run.over) throw MISS;
    const answer = await callSource(
      client,
      {
        query: text.query,
        operationName: text.operationName,
        operationType: 'query',
        body,
        session: { ...run.call.session, audience: source },
        variables: {},
      },
      options.sourceTimeoutMs,
      run.running,
    ).then(
      (given) => {
        run.kept.push({ source, body, give: async () => given });
        return given;
      },
      (error: unknown) => {
        run.kept.push({ source, body, give: () => Promise.reject(error) });
        throw MISS;
      },
    );
    if (!('bytes' in answer) || answer.status !== 200) throw MISS;
    const bytes = answer.latin1?.() ?? answer.bytes.toString('latin1');
    received += bytes.length;
    const scanned = requires ? way.code.scanEntities(index, bytes, heard) : way.code.scanRoot(index, bytes, heard);
    if (requires && scanned.objects.length !== known.size) throw MISS;
    read[index] = scanned;
    const { end } = scanned;
    const report = options.permissive ? derived(index, bytes, end) : readReport(bytes, end, source, text);
    run.disclosed.push(...report.disclosed);
    if (report.withheld.length > 0) {
      const place = { source, path: planPath, shape, query: text.query };
      const indices = (times[index] as number[]).flatMap((count, entity) => Array<number>(count).fill(entity));
      run.withheld.push(...withheldLines(report, place, () => ({ paths: [], indices: requires ? indices : null })));
    }
    run.call.sources.push({
      name: source,
      result: 'OK',
      durationMs: Math.round(performance.now() - startedAt),
      manifest: report.manifest,
    });
  }

  /** What a source without a manifest showed, where nothing that matters stands behind the data. */
  function derived(fetch: number, text: string, end: number): AnswerReport {
    if (!/^(?:,"extensions":\{.*)?\}\s*$/s.test(text.slice(end))) throw MISS;
    const disclosed = [...(shown[fetch] as Map<string, Set<string>>)].map(([type, ids]) => {
      return { type, originator: null, categories: [], ids: [...ids] };
    });
    return { manifest: 'absent', disclosed, withheld: [] };
  }

  /** Reads what stands behind the data: the report and nothing else. */
  function readReport(text: string, end: number, source: string, fetched: FetchText): AnswerReport {
    if (!text.startsWith(reportStart, end)) throw MISS;
    try {
      const rest = fromBytes(text.slice(end + reportStart.length));
      const extensions = JSON.parse(rest.slice(0, rest.lastIndexOf('}'))) as Readonly<Record<string, unknown>>;
      const report = checkAnswer({ data: {}, extensions }, { source, policyVersion: options.policyVersion });
      namingCheck(fetched, options.apiSchema)?.(text.slice(0, end), report.disclosed);
      return report;
    } catch {
      // What is no report is a failed source: the parsing way says so.
      throw MISS;
    }
  }
}

const reportStart = ',"extensions":';

/** Representations as one text. */
function representations(known: ReadonlyMap<string, number>): string {
  return known.size === 0 ? '' : fromBytes(`{${[...known.keys()].join('},{')}}`);
}

/** The text of bytes that were cut out as latin1. */
function fromBytes(text: string): string {
  return isAscii.test(text) ? text : Buffer.from(text, 'latin1').toString('utf8');
}

const isAscii = /^[\0-\x7f]*$/;
