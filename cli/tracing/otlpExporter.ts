import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { Pool } from 'undici';

/** Where spans are sent, and as whose. */
export interface Collector {
  /** Of OTLP over HTTP, with its path. */
  readonly url: string;
  readonly service: string;
  readonly instance: string;
  readonly log: Pick<Logger, 'warn'>;
}

/** Longest time for one batch, ms. */
const LIMIT_MS = 5_000;

/** Time between two lines about a collector that takes nothing, ms. */
const BETWEEN_LINES_MS = 60_000;

/**
 * Sends spans as OTLP/JSON. Why ours: the exporter of OpenTelemetry for this SDK wants Node.js 22.15, or protobuf and the SDKs of logs and
 * metrics. What the collector does not take is dropped, with a line a minute.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export class OtlpExporter implements SpanExporter {
  readonly #pool: Pool;
  readonly #path: string;
  #toldAt = Number.NEGATIVE_INFINITY;
  #lost = 0;

  constructor(
    private readonly collector: Collector,
    private readonly limitMs = LIMIT_MS,
  ) {
    const { origin, pathname, search } = new URL(collector.url);
    this.#path = pathname + search;
    this.#pool = new Pool(origin, { connections: 1, connect: { timeout: LIMIT_MS } });
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.#send(spans).then(
      () => done({ code: 0 }),
      (error: Error & { code?: unknown }) => {
        this.#tell(spans.length, typeof error.code === 'string' ? error.code : error.name);
        done({ code: 1 });
      },
    );
  }

  async shutdown(): Promise<void> {
    if (!this.#pool.destroyed) await this.#pool.destroy();
  }

  async #send(spans: readonly ReadableSpan[]): Promise<void> {
    // Of the whole, its wait for the batches before it too: a collector that drips would have them queue without end.
    const signal = AbortSignal.timeout(this.limitMs);
    const { statusCode, body } = await this.#pool.request({
      path: this.#path,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(toOtlp(spans, this.collector)),
      signal,
    });
    await body.dump({ limit: 131_072, signal });
    if (statusCode >= 300) throw Object.assign(new Error('refused'), { code: `status ${statusCode}` });
  }

  #tell(lost: number, reason: string): void {
    this.#lost += lost;
    const now = performance.now();
    if (now - this.#toldAt < BETWEEN_LINES_MS) return;
    this.collector.log.warn({ reason, lost: this.#lost }, 'the collector does not take traces');
    this.#toldAt = now;
    this.#lost = 0;
  }
}

function toOtlp(spans: readonly ReadableSpan[], { service, instance }: Collector): object {
  const resource = { 'service.name': service, 'service.instance.id': instance };
  const scopeSpans = [{ scope: { name: 'portcullis' }, spans: spans.map(toSpan) }];
  return { resourceSpans: [{ resource: { attributes: attributesOf(resource) }, scopeSpans }] };
}

function toSpan(span: ReadableSpan): object {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    flags: traceFlags,
    name: span.name,
    // The SDK counts kinds from 0, the protocol from 1.
    kind: span.kind + 1,
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: attributesOf(span.attributes),
  };
}

function attributesOf(attributes: ReadableSpan['attributes']): object[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: String(value) },
  }));
}

function nanoseconds([seconds, rest]: ReadableSpan['startTime']): string {
  return `${seconds}${String(rest).padStart(9, '0')}`;
}
